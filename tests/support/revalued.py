"""Waiting until everything that was dated back is valued anew, and posted."""

import time
from typing import Any

from tests.support.rest import Rest

PATIENCE_SECONDS = 60.0


def revalued(rest: Rest, company_id: str) -> list[dict[str, Any]]:
    """The company's recomputes, the latest first, once there is nothing left to do. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        found = rest.get("/v1/stock/recomputes", company_id=company_id, page_size=250).ok()
        recomputes: list[dict[str, Any]] = found.get("recomputes", [])
        is_followed = found.get("sequence_followed", "0") == found.get("sequence_last", "0")
        if is_followed and all(one["state"] == "POSTED" for one in recomputes):
            return recomputes
        time.sleep(0.05)
    raise TimeoutError(f"goods of company {company_id} are not revalued: {found}")
