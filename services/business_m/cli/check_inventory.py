"""I6 of `m check`: what stock is worth is what the inventory accounts say.

Stock and ledger confirm a posting one after the other, so that between the two they differ by its value exactly: what
stock has confirmed and the ledger still holds, less what the ledger has and stock still holds. Each account that plays
INVENTORY is compared with the warehouses whose goods are booked on it: one account for all of them, or one for each.

The two are asked one after the other, and work may go on meanwhile, so that a reading may be off by what was confirmed
in the middle of it. What differs is read again: one reading that agrees is enough, for what is really wrong shows in
each. It is wrong where nothing moves any more, or where the same difference comes back again and again. An account that
never stands still long enough is not counted, and said so.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from businessm.ledger.v1 import (
    company_pb2,
    ledger_service_pb2_grpc,
    posting_rule_pb2,
    report_pb2,
    voucher_pb2,
)
from businessm.ledger.v1 import reservation_pb2 as ledger_reservation_pb2
from businessm.posting.v1.reservation_state_pb2 import CONFIRMED
from businessm.stock.v1 import (
    balance_pb2,
    location_pb2,
    movement_pb2,
    recompute_pb2,
    recompute_service_pb2_grpc,
    stock_service_pb2_grpc,
)
from businessm.stock.v1 import reservation_pb2 as stock_reservation_pb2
from m_kit.decimals import format_decimal
from m_wms.domain.vouchers import INVENTORY, inventory_role

from business_m.catalog import NAMES
from business_m.cli.connection import Connection
from business_m.cli.found import Found
from business_m.cli.outcome import progress
from business_m.cli.pages import PAGE_SIZE, listed

READINGS = 40
# So many readings alike one after the other: nothing moves. So many with one difference: it is real.
ALIKE = 3
# The last day that a voucher may have.
LAST_DAY = "2199-12-31"

# Account code (empty where none plays the role) and currency.
Key = tuple[str, str]


@dataclass(slots=True)
class Amounts:
    """Of one account and currency: what stock says, what the account says, what is on its way explains."""

    stock: Decimal = Decimal(0)
    account: Decimal = Decimal(0)
    pending: Decimal = Decimal(0)

    @property
    def unexplained(self) -> Decimal:
        """0 where the invariant holds."""
        return self.stock - self.account - self.pending


Reading = dict[Key, Amounts]


@dataclass(frozen=True, slots=True)
class Inventory:
    """Which account each warehouse's goods are booked on, by the company's posting rules. Codes by warehouse id."""

    accounts: frozenset[str]
    account_of: dict[str, str]
    warehouse_codes: dict[str, str]


def checked_inventory(connection: Connection) -> Found:
    """I6 across contexts, for every company with stock. Raises Ended where nobody answers."""
    found = Found("I6")
    if not {"book_keeper", "stock_keeper"} <= set(NAMES):
        return found
    comparison = Comparison(connection)
    for company in comparison.companies():
        for violation in comparison.differences(company):
            found.look(violation)
    return found


class Comparison:
    """Reads what both keepers say of companies."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ledger = ledger_service_pb2_grpc.LedgerServiceStub(connection.channel)
        self._stock = stock_service_pb2_grpc.StockServiceStub(connection.channel)
        self._recomputes = recompute_service_pb2_grpc.RecomputeServiceStub(connection.channel)

    def companies(self) -> Iterator[company_pb2.Company]:
        """Every company of the tenant."""
        return listed(self._connection, self._ledger.ListCompanies, company_pb2.ListCompaniesRequest(), "companies")

    def differences(self, company: company_pb2.Company) -> Iterator[str | None]:
        """For each of the company's inventory accounts: None, or what nothing explains. Nothing without stock."""
        if not self.values(company.id):
            return
        for (account, currency), one in sorted(self.accounts(company.id).items()):
            if one is None:
                progress(f"I6: account {account} of company {company.code} never stood still: it was not compared")
            elif not one.unexplained:
                yield None
            else:
                yield self._sentence(company, account, currency, one)

    def accounts(self, company_id: str) -> dict[Key, Amounts | None]:
        """What stock and each inventory account say once that agrees or stands still; None where neither came about."""
        return settled(lambda: self._read(company_id))

    def values(self, company_id: str) -> list[balance_pb2.WarehouseValue]:
        """What is in each warehouse that ever had stock."""
        request = balance_pb2.GetStockValueRequest(company_id=company_id)
        return list(self._connection.call(self._stock.GetStockValue, request).warehouses)

    def inventory(self, company_id: str) -> Inventory:
        """Which account each warehouse's goods are booked on."""
        rules = {
            rule.role: rule.account_code
            for rule in listed(
                self._connection,
                self._ledger.ListPostingRules,
                posting_rule_pb2.ListPostingRulesRequest(company_id=company_id),
                "posting_rules",
            )
            if rule.role == INVENTORY or rule.role.startswith(f"{INVENTORY}.")
        }
        request = location_pb2.ListLocationsRequest(company_id=company_id, show_archived=True)
        places = listed(self._connection, self._stock.ListLocations, request, "locations")
        codes = {place.id: place.code for place in places if place.kind == location_pb2.Location.WAREHOUSE}
        account_of = {key: rules.get(inventory_role(code), rules.get(INVENTORY, "")) for key, code in codes.items()}
        return Inventory(frozenset(rules.values()), account_of, codes)

    def _sentence(self, company: company_pb2.Company, account: str, currency: str, one: Amounts) -> str:
        inventory = self.inventory(company.id)
        codes = [code for key, code in inventory.warehouse_codes.items() if inventory.account_of[key] == account]
        return (
            f"company {company.code}, {f'account {account}' if account else 'no account for INVENTORY'},"
            f" warehouses {', '.join(sorted(codes)) or 'none'}: stock is worth {_text(one.stock)} {currency},"
            f" the account says {_text(one.account)}, what is pending explains {_text(one.pending)},"
            f" and nothing explains {_text(one.unexplained)}"
        )

    def _read(self, company_id: str) -> Reading:
        inventory = self.inventory(company_id)
        amounts: dict[Key, Amounts] = defaultdict(Amounts)
        for key, value in self._on_the_way(company_id, inventory):
            amounts[key].pending += value
        for one in self.values(company_id):
            amounts[inventory.account_of[one.warehouse_id], one.value.currency_code].stock += Decimal(one.value.amount)
        request = report_pb2.GetTrialBalanceRequest(company_id=company_id, as_of=LAST_DAY)
        for row in self._connection.call(self._ledger.GetTrialBalance, request).rows:
            if row.account_code in inventory.accounts:
                amounts[row.account_code, row.currency_code].account += Decimal(row.balance)
        return dict(amounts)

    def _on_the_way(self, company_id: str, inventory: Inventory) -> Iterator[tuple[Key, Decimal]]:
        """What one of the two has confirmed and the other still holds, as stock minus account."""
        held_vouchers = ledger_reservation_pb2.ListReservationsRequest(company_id=company_id)
        in_ledger = list(listed(self._connection, self._ledger.ListReservations, held_vouchers, "reservations"))
        held_movements = stock_reservation_pb2.ListReservationsRequest(company_id=company_id)
        in_stock = list(listed(self._connection, self._stock.ListReservations, held_movements, "reservations"))
        held_revaluations = recompute_pb2.ListRevaluationsRequest(
            company_id=company_id, state=recompute_pb2.Revaluation.PENDING
        )
        revalued = list(listed(self._connection, self._recomputes.ListRevaluations, held_revaluations, "revaluations"))
        moved = self._confirmed(
            self._stock.BatchGetReservations, stock_reservation_pb2.BatchGetReservationsRequest, in_ledger
        ) | self._revalued(in_ledger)
        booked = self._confirmed(
            self._ledger.BatchGetReservations,
            ledger_reservation_pb2.BatchGetReservationsRequest,
            [*in_stock, *revalued],
        )
        for one in in_ledger:
            if one.posting.id in moved:
                yield from _of_lines(one.voucher.lines, inventory)
        for one in in_stock:
            if one.posting.id in booked:
                yield from ((key, -value) for key, value in _of_movements(one.movements, inventory))
        for revaluation in revalued:
            if revaluation.posting.id in booked:
                yield from ((key, -value) for key, value in _of_shares(revaluation.shares, inventory))

    def _revalued(self, held: list[Any]) -> set[str]:
        """Ids of those postings that are a revaluation which stock has confirmed."""
        found: set[str] = set()
        for start in range(0, len(held), PAGE_SIZE):
            ids = [str(one.posting.id) for one in held[start : start + PAGE_SIZE]]
            request = recompute_pb2.BatchGetRevaluationsRequest(posting_ids=ids)
            answer = self._connection.call(self._recomputes.BatchGetRevaluations, request)
            confirmed = recompute_pb2.Revaluation.CONFIRMED
            found |= {one.posting.id for one in answer.revaluations if one.state == confirmed}
        return found

    def _confirmed(self, method: Callable[..., object], request: Callable[..., object], held: list[object]) -> set[str]:
        """Ids of those postings that the other keeper has confirmed."""
        ids = [str(one.posting.id) for one in held]  # type: ignore[attr-defined]
        confirmed: set[str] = set()
        for start in range(0, len(ids), PAGE_SIZE):
            answer = self._connection.call(method, request(posting_ids=ids[start : start + PAGE_SIZE]))
            confirmed |= {one.posting.id for one in answer.reservations if one.state == CONFIRMED}
        return confirmed


def settled(read: Callable[[], Reading]) -> dict[Key, Amounts | None]:
    """Each account as it agrees, else with the difference that came back; None where neither came about."""
    agreed: dict[Key, Amounts] = {}
    differed: dict[Key, list[Amounts]] = defaultdict(list)
    before: Reading | None = None
    alike = 0
    for _ in range(READINGS):
        reading = read()
        alike = alike + 1 if reading == before else 1
        before = reading
        for key in reading.keys() | differed.keys():
            one = reading.get(key, Amounts())
            if one.unexplained:
                differed[key].append(one)
            else:
                agreed[key] = one
        if alike == ALIKE or not differed.keys() - agreed.keys():
            break
    return {key: _most_frequent(ones) for key, ones in differed.items()} | agreed


def _most_frequent(differing: list[Amounts]) -> Amounts | None:
    """One of those with the difference that came most often; None where none came ALIKE times."""
    ((difference, times),) = Counter(one.unexplained for one in differing).most_common(1)
    return next(one for one in differing if one.unexplained == difference) if times >= ALIKE else None


def _of_lines(lines: Iterable[voucher_pb2.VoucherLine], inventory: Inventory) -> Iterator[tuple[Key, Decimal]]:
    """Debit minus credit on inventory accounts."""
    for line in lines:
        money = line.debit if line.HasField("debit") else line.credit
        if line.account_code in inventory.accounts:
            amount = Decimal(money.amount)
            yield (line.account_code, money.currency_code), amount if line.HasField("debit") else -amount


def _of_movements(movements: Iterable[movement_pb2.Movement], inventory: Inventory) -> Iterator[tuple[Key, Decimal]]:
    """Ins minus outs, on the accounts of their warehouses."""
    for movement in movements:
        value = Decimal(movement.value.amount)
        key = inventory.account_of[movement.warehouse_id], movement.value.currency_code
        yield key, -value if movement.direction == movement_pb2.OUT else value


def _of_shares(shares: Iterable[recompute_pb2.RevaluationShare], inventory: Inventory) -> Iterator[tuple[Key, Decimal]]:
    """What stock is worth more, on the accounts of the warehouses."""
    for share in shares:
        yield (inventory.account_of[share.warehouse_id], share.value.currency_code), Decimal(share.value.amount)


def _text(amount: Decimal) -> str:
    return format_decimal(amount)
