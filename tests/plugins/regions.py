"""What the tests of plugins ask of a running system."""

import time
from collections.abc import Callable
from typing import Any

from tests.support.rest import Answer, Rest

PATIENCE_SECONDS = 60.0
SUPPLIERS = "/v1/finance/suppliers"
# Made up: of the form that the law wants.
TRN, GSTIN = "100123456700003", "27BMXPK4821C1ZV"


def until(holds: Callable[[], bool], what: str) -> None:
    """Asked again and again; AssertionError where it takes too long."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < PATIENCE_SECONDS, what
        time.sleep(0.05)


def served(rest: Rest, plugin: str) -> dict[str, Any]:
    """What finance serves of a plugin on suppliers; nothing where it serves none."""
    found = rest.get("/v1/finance/augmentations").ok()["augmentations"]
    return next((one for one in found if (one["plugin"], one["document_type"]) == (plugin, "finance.supplier")), {})


def joined(rest: Rest, plugin: str) -> None:
    """Waits until finance serves its fields."""
    until(lambda: served(rest, plugin).get("state") == "ACTIVE", f"finance serves the fields of {plugin}")


def created(rest: Rest, **values: str) -> Answer:
    """A new supplier with these values."""
    extension = {key: {"text": text} for key, text in values.items()}
    party = {"name": "Tea Traders", "kind": "ORGANIZATION"}
    return rest.post(SUPPLIERS, {"party": party, "supplier": {"extension_values": extension}})


def refused_field(answer: Answer) -> tuple[str, dict[str, str]]:
    """(reason, field to reason)."""
    return answer.reason, answer.fields


def taxed(rest: Rest, plugin: str, currency_code: str, amount: str, rate: str, **fields: Any) -> Answer:
    """The taxes on one line, of a sale."""
    line = {"quantity": "1", "amount": {"currency_code": currency_code, "amount": amount}, "rate_percent": rate}
    return rest.post(f"/v1/{plugin}/taxes:compute", {"direction": "SALE", "lines": [line], **fields})
