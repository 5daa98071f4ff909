"""A company kept over REST: what tests and scenarios ask of the ledger."""

import contextlib
import random
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

from tests.support.rest import Answer, Rest

END_OF_TIME = "2199-12-31"
TRANSACTIONS_A_CALL = 500
_codes: ContextVar[random.Random] = ContextVar("codes", default=random.SystemRandom())  # noqa: B039 - it has no state


def request_id() -> str:
    """A new one."""
    return str(uuid.uuid4())


def fresh_code() -> str:
    """A company's code that nobody has."""
    return f"C{_codes.get().getrandbits(48):012X}"


@contextlib.contextmanager
def repeatable_codes(seed: int) -> Iterator[None]:
    """Within it `fresh_code` gives the same codes in the same order, to compare what systems answer."""
    token = _codes.set(random.Random(seed))
    try:
        yield
    finally:
        _codes.reset(token)


def line(account: str, debit: str = "", credit: str = "", currency: str = "USD", **more: Any) -> dict[str, Any]:
    """A voucher's line."""
    side = {"debit": debit} if debit else {"credit": credit}
    key = {"role": account.removeprefix("role:")} if account.startswith("role:") else {"account_code": account}
    return {**key, **{k: {"currency_code": currency, "amount": v} for k, v in side.items()}, **more}


def plain(amount: str | Decimal) -> Decimal:
    """A decimal to compare by value."""
    return Decimal(amount)


class Books:
    """One company's books."""

    def __init__(self, rest: Rest, company: Mapping[str, Any]) -> None:
        self.rest = rest
        self.company = dict(company)
        self.id: str = company["id"]
        self.code: str = company["code"]

    @classmethod
    def opened(
        cls,
        rest: Rest,
        *,
        currency: str = "USD",
        scales: Mapping[str, int] | None = None,
        accounts: Mapping[str, str] | None = None,
        years: Iterable[int] = (),
    ) -> "Books":
        """A new company with accounts (code to type) and calendar years."""
        company = {
            "code": fresh_code(),
            "currency_code": currency,
            "scales": [{"currency_code": code, "scale": scale} for code, scale in (scales or {}).items()],
        }
        made = rest.post("/v1/ledger/companies", {"request_id": request_id(), "company": company}).ok()
        books = cls(rest, made["company"])
        for code, kind in (accounts or {}).items():
            books.account(code, kind)
        for year in years:
            books.year(f"{year}-01-01", f"{year}-12-31")
        return books

    def account(self, code: str, kind: str, parent: str = "") -> dict[str, Any]:
        """A new account."""
        account = {"company_id": self.id, "code": code, "type": kind, "parent_code": parent}
        body = {"request_id": request_id(), "account": account}
        made: dict[str, Any] = self.rest.post("/v1/ledger/accounts", body).ok()["account"]
        return made

    def year(self, start: str, end: str) -> dict[str, Any]:
        """A new fiscal year with its periods."""
        body = {"fiscal_year": {"company_id": self.id, "start_date": start, "end_date": end}}
        made: dict[str, Any] = self._written("fiscal-years", body).ok()["fiscal_year"]
        return made

    def role(self, role: str, account: str) -> dict[str, Any]:
        """A new posting rule."""
        body = {"posting_rule": {"company_id": self.id, "role": role, "account_code": account}}
        made: dict[str, Any] = self._written("posting-rules", body).ok()["posting_rule"]
        return made

    def years(self) -> list[dict[str, Any]]:
        """All fiscal years."""
        return self._all("fiscal-years", "fiscal_years")

    def periods(self) -> list[dict[str, Any]]:
        """All periods, by start."""
        return self._all("periods", "periods")

    def period_of(self, day: str) -> dict[str, Any]:
        """The period that holds a day."""
        return next(one for one in self.periods() if one["start_date"] <= day <= one["end_date"])

    def year_of(self, day: str) -> dict[str, Any]:
        """The fiscal year that holds a day."""
        return next(one for one in self.years() if one["start_date"] <= day <= one["end_date"])

    def act(self, kind: str, resource_id: str, verb: str, **fields: Any) -> Answer:
        """A custom method: act("periods", id, "close")."""
        body = {"request_id": request_id(), **fields}
        return self.rest.post(f"/v1/ledger/{kind}/{resource_id}:{verb}", body)

    def voucher(self, day: str, lines: Sequence[Mapping[str, Any]], **fields: Any) -> dict[str, Any]:
        """The body of vouchers:post under a new request_id."""
        voucher = {"posting_date": day, "lines": list(lines), **fields}
        return {"request_id": request_id(), "company_id": self.id, "voucher": voucher}

    def send(self, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
        """Posts a body of `voucher`."""
        return self.rest.post("/v1/ledger/vouchers:post", body, headers)

    def post(self, day: str, lines: Sequence[Mapping[str, Any]], **fields: Any) -> Answer:
        """Posts a voucher."""
        return self.send(self.voucher(day, lines, **fields))

    def trial_balance(self, as_of: str = END_OF_TIME, start: str | None = None) -> dict[str, Any]:
        """Rows and totals."""
        return self.report("trial-balance", as_of=as_of, from_date=start)

    def report(self, name: str, **parameters: Any) -> dict[str, Any]:
        """Any report of the company."""
        return self.rest.get(f"/v1/ledger/companies/{self.id}/{name}", **parameters).ok()

    def balances(self, as_of: str = END_OF_TIME) -> dict[tuple[str, str], Decimal]:
        """(account, currency) to balance."""
        return {(r["account_code"], r["currency_code"]): plain(r["balance"]) for r in self.trial_balance(as_of)["rows"]}

    def is_balanced(self, as_of: str = END_OF_TIME) -> bool:
        """Whether debit equals credit in every currency."""
        return all(plain(one["debit"]) == plain(one["credit"]) for one in self.trial_balance(as_of)["totals"])

    def import_journal(self, source: str, transactions: Sequence[Mapping[str, Any]], tolerance: str) -> dict[str, int]:
        """Imports transactions in calls of 500: how many were posted, and how many had been before."""
        done = {"posted": 0, "already_posted": 0}
        for first in range(0, len(transactions), TRANSACTIONS_A_CALL):
            body = {
                "request_id": request_id(),
                "company_id": self.id,
                "source": source,
                "tolerance": tolerance,
                "transactions": transactions[first : first + TRANSACTIONS_A_CALL],
            }
            answer = self.rest.post("/v1/finance/journals:import", body).ok()
            assert not answer["errors"], answer["errors"][:5]
            for result in answer["results"]:
                done["already_posted" if result["already_posted"] else "posted"] += 1
        return done

    def _written(self, kind: str, body: Mapping[str, Any]) -> Answer:
        return self.rest.post(f"/v1/ledger/{kind}", {"request_id": request_id(), **body})

    def _all(self, kind: str, field: str) -> list[dict[str, Any]]:
        pages = self.rest.pages(f"/v1/ledger/{kind}", field, 250, company_id=self.id)
        return [one for page in pages for one in page]


def opened(rest: Rest) -> Books:
    """New books of 2024 and 2025, June 2024 closed in them."""
    accounts = {"Cash": "ASSET", "Bank": "ASSET", "Sales": "INCOME", "Rent": "EXPENSE", "Retained": "EQUITY"}
    books = Books.opened(rest, accounts=accounts, years=[2024, 2025])
    books.act("periods", books.period_of("2024-06-15")["id"], "close").ok()
    return books
