"""A company that trades, for tests that need all of it at once: its goods, its books, and the one item it deals in."""

from dataclasses import dataclass
from typing import Any, Self

from tests.support.books import Books
from tests.support.goods import DELIVERIES, RECEIPTS, Goods, opened
from tests.support.rest import Rest

KINDS = {RECEIPTS: "goods_receipts", DELIVERIES: "deliveries"}


@dataclass(frozen=True, slots=True)
class Trade:
    """One company with a warehouse, an item, a supplier and a customer."""

    goods: Goods
    books: Books
    item_id: str

    @classmethod
    def opened(cls, rest: Rest, *, closed_day: str = "") -> "Trade":
        """A new one; the period that holds `closed_day` is closed."""
        goods = opened(rest)
        books = Books(rest, rest.get(f"/v1/ledger/companies/{goods.company_id}").ok()["company"])
        if closed_day:
            books.act("periods", books.period_of(closed_day)["id"], "close").ok()
        return cls(goods, books, goods.item())

    @property
    def rest(self) -> Rest:
        """The connection."""
        return self.goods.rest

    def over(self, rest: Rest) -> Self:
        """The same company by another connection."""
        return type(self)(self.goods.seen_by(rest), Books(rest, self.books.company), self.item_id)

    def documents(self, kind: str) -> list[dict[str, Any]]:
        """All of RECEIPTS or DELIVERIES, without lines."""
        pages = self.rest.pages(kind, KINDS[kind], 250, company_id=self.books.id)
        return [one for page in pages for one in page]

    def balance(self) -> dict[str, Any]:
        """The item's stock in the warehouse."""
        found = self.rest.get("/v1/stock/balances", company_id=self.books.id, item_id=self.item_id).ok()["balances"]
        (balance,) = found
        return dict(balance)
