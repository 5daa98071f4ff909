"""A company, goods and people for who walks through the Desk in a browser."""

import json
import uuid
from dataclasses import asdict, dataclass, field

from stdnum import ean

from tests.support.goods import DAY, code, opened
from tests.support.rest import Rest

PASSWORD = "a long enough password"
# A right number of the state 29, and a state that it does not agree with.
GSTIN, OTHER_STATE = "29AABCT1332L1ZA", "27"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may do everything."""

    username: str
    password: str = PASSWORD


@dataclass(frozen=True, slots=True)
class World:
    """What journeys are told, as `ui/e2e/run.mjs` reads it."""

    url: str
    users: tuple[User, ...]
    company_id: str
    supplier: str
    warehouse: str
    item: dict[str, str]
    day: str = DAY
    gstin: str = GSTIN
    other_state: str = OTHER_STATE
    extra: dict[str, str] = field(default_factory=dict)

    def json(self) -> str:
        """One object."""
        return json.dumps(asdict(self))


def made(rest: Rest, url: str) -> World:
    """A new one. Nobody else's tests see or change it."""
    goods = opened(rest)
    supplier = f"Sharada Oils {code()}"
    rest.post("/v1/finance/suppliers", {"party": {"name": supplier}}).ok()
    item = {"code": code(), "name": f"Groundnut oil {code()}", "barcode": _barcode()}
    item["id"] = goods.item(code=item["code"], name=item["name"], barcodes=[item["barcode"]])
    goods.item(name="Sesame oil")
    users = tuple(User(f"desk-{uuid.uuid4().hex[:10]}") for _ in range(2))
    for user in users:
        given = {"username": user.username, "display_name": "Meera Rao", "roles": ["admin"]}
        rest.post("/v1/identity/users", {"user": given, "password": user.password}).ok()
    return World(url, users, goods.company_id, supplier, "MAIN", item)


def _barcode() -> str:
    digits = f"890{uuid.uuid4().int % 10**9:09d}"
    return digits + str(ean.calc_check_digit(digits))
