"""What `m check` finds by asking several contexts: stock beside the inventory accounts (I6), and strangers (I12)."""

import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from business_m.cli.check_inventory import ALIKE, READINGS, Amounts, Comparison, settled
from business_m.cli.check_tenants import TenantSample, checked_tenants, stranger_to
from business_m.cli.connection import Connection
from businessm.ledger.v1 import company_pb2, ledger_service_pb2_grpc, reservation_pb2, voucher_pb2
from businessm.stock.v1 import movement_pb2, stock_service_pb2_grpc
from businessm.type.v1 import money_pb2, quantity_pb2
from m_kit.clock import SystemClock
from m_kit.posting.attempt import POSTED, Decision, Posting

from tests.support.goods import CURRENCY, DAY, Goods, money, opened
from tests.support.rest import Rest
from tests.support.whole import Whole


@pytest.fixture
def goods(rest: Rest) -> Goods:
    """A trading company of the test's own."""
    return opened(rest)


@pytest.fixture(scope="module")
def as_context(server: Whole) -> Connection:
    """With the token of a context, which may hold and confirm."""
    return Connection(server.grpc_target, server.run_file["owner_token"])


@pytest.fixture(scope="module")
def as_admin(server: Whole) -> Connection:
    """As `m` itself connects on the owner's machine."""
    return Connection(server.grpc_target, server.admin_token, server.run_file["owner_token"])


def differences(connection: Connection, goods: Goods) -> list[str | None]:
    """One entry for each inventory account: None where it agrees."""
    stub = ledger_service_pb2_grpc.LedgerServiceStub(connection.channel)
    company = connection.call(stub.GetCompany, company_pb2.GetCompanyRequest(id=goods.company_id)).company
    return list(Comparison(connection).differences(company))


class Owner:
    """Posts one movement with its voucher as wms does, a step at a time."""

    def __init__(self, connection: Connection, goods: Goods, item_id: str, direction: int) -> None:
        self._connection, self._goods = connection, goods
        self._item_id, self._direction = item_id, direction
        self._stock = stock_service_pb2_grpc.StockServiceStub(connection.channel)
        self._ledger = ledger_service_pb2_grpc.LedgerServiceStub(connection.channel)
        company = uuid.UUID(goods.company_id)
        self._posting = Posting("wms", company, "wms.goods_receipt", uuid.uuid4(), "post", 1, 0)
        self._decision = Decision(self._posting.id, POSTED, "", SystemClock().now()).message()

    def reserve(self, quantity: str, value: str = "") -> None:
        """In both; a value for what comes in."""
        movement = movement_pb2.MovementToReserve(
            item_id=self._item_id,
            warehouse_id=self._goods.warehouse_id,
            direction=self._direction,  # type: ignore[arg-type]
            quantity=quantity_pb2.Quantity(uom_code="EA", value=quantity),
        )
        if value:
            movement.value.CopyFrom(money_pb2.Money(currency_code=CURRENCY, amount=value))
        item = movement_pb2.MovedItem(item_id=self._item_id, uom_code="EA", quantity_scale=3, valuation_method="FIFO")
        held = self._connection.call(
            self._stock.ReserveMovements,
            movement_pb2.ReserveMovementsRequest(
                posting=self._posting.message(),
                posting_date=DAY,
                currency_code=CURRENCY,
                currency_scale=2,
                items=[item],
                movements=[movement],
            ),
        )
        self._hold_voucher(held.movements[0].value)

    def _hold_voucher(self, value: money_pb2.Money) -> None:
        inventory, other = voucher_pb2.VoucherLine(role="INVENTORY"), voucher_pb2.VoucherLine(account_code="GRNI")
        debit, credit = (inventory, other) if self._direction == movement_pb2.IN else (other, inventory)
        debit.debit.CopyFrom(value)
        credit.credit.CopyFrom(value)
        request = reservation_pb2.ReserveVoucherRequest(
            posting=self._posting.message(), voucher=voucher_pb2.Voucher(posting_date=DAY, lines=[debit, credit])
        )
        self._connection.call(self._ledger.ReserveVoucher, request)

    def confirm_stock(self) -> None:
        """As decided."""
        request = movement_pb2.ConfirmMovementsRequest(decision=self._decision)
        self._connection.call(self._stock.ConfirmMovements, request)

    def confirm_ledger(self) -> None:
        """As decided."""
        request = reservation_pb2.ConfirmVoucherRequest(decision=self._decision)
        self._connection.call(self._ledger.ConfirmVoucher, request)


@pytest.fixture
def tea(goods: Goods) -> str:
    """Ten of it, at 5.00."""
    item = goods.item()
    goods.received((item, "10", "5"))
    return item


def test_stock_and_its_account_agree_at_rest(goods: Goods, tea: str, as_admin: Connection) -> None:
    goods.delivered((tea, "3"))
    assert differences(as_admin, goods) == [None]


@pytest.mark.parametrize("direction", ["IN", "OUT"])
@pytest.mark.parametrize("first", ["stock", "ledger"])
def test_what_one_has_confirmed_and_the_other_still_holds_explains_the_difference(
    goods: Goods, tea: str, as_context: Connection, first: str, direction: str
) -> None:
    owner = Owner(as_context, goods, tea, movement_pb2.Direction.Value(direction))
    owner.reserve("2", "11.50" if direction == "IN" else "")
    assert differences(as_context, goods) == [None]
    steps = [owner.confirm_stock, owner.confirm_ledger]
    steps = steps if first == "stock" else steps[::-1]
    steps[0]()
    stock, account = goods.stock(tea)[2], goods.accounts()["Inventory"]
    assert abs(stock - account) == (Decimal("11.50") if direction == "IN" else Decimal(10)), "the two differ meanwhile"
    assert differences(as_context, goods) == [None]
    steps[1]()
    assert differences(as_context, goods) == [None]
    goods.require_equal()


def by_hand(goods: Goods, debit: str, credit: str, amount: str) -> dict[str, Any]:
    """A voucher that no goods stand behind."""
    lines = [{"account_code": debit, "debit": money(amount)}, {"account_code": credit, "credit": money(amount)}]
    body = {"request_id": str(uuid.uuid4()), "company_id": goods.company_id}
    posted = goods.rest.post("/v1/ledger/vouchers:post", {**body, "voucher": {"posting_date": DAY, "lines": lines}})
    return dict(posted.ok()["voucher"])


def take_back(goods: Goods, voucher: dict[str, Any]) -> None:
    body = {"request_id": str(uuid.uuid4()), "etag": voucher["etag"], "posting_date": DAY}
    goods.rest.post(f"/v1/ledger/vouchers/{voucher['id']}:reverse", body).ok()


def test_a_voucher_by_hand_on_an_inventory_account_is_found_with_all_numbers(
    goods: Goods, tea: str, server: Whole, as_admin: Connection
) -> None:
    wrong = by_hand(goods, "Inventory", "Cash", "0.01")
    try:
        (sentence,) = differences(as_admin, goods)
        assert sentence is not None
        for text in ("account Inventory", "warehouses MAIN", "50 INR", "50.01", "explains 0", "-0.01"):
            assert text in sentence
        done = server.m("check", "--json")
        assert done.code == 1
        (found,) = [one for one in done.json["invariants"] if one["id"] == "I6"]
        assert (found["status"], found["violations"]) == ("violated", [sentence])
    finally:
        take_back(goods, wrong)
    assert differences(as_admin, goods) == [None]
    assert server.m("check", "--json").ok()["ok"]


def test_warehouses_with_accounts_of_their_own_are_compared_one_by_one(rest: Rest, as_admin: Connection) -> None:
    roles = {"GOODS_RECEIVED_NOT_INVOICED": "GRNI", "INVENTORY": "Inventory", "INVENTORY.COLD": "Cash"}
    goods = opened(rest, roles)
    item, cold = goods.item(), goods.warehouse("COLD")
    goods.received((item, "1", "5"))
    goods.received((item, "1", "7"), warehouse_id=cold)
    assert differences(as_admin, goods) == [None, None]
    wrong = by_hand(goods, "Inventory", "Cash", "2")
    try:
        cash, inventory = differences(as_admin, goods)
        assert cash is not None
        assert inventory is not None
        assert all(text in cash for text in ("account Cash", "warehouses COLD", "worth 7 INR", "explains 2"))
        assert all(text in inventory for text in ("account Inventory", "warehouses MAIN", "worth 5 INR", "says 7"))
    finally:
        take_back(goods, wrong)
    assert differences(as_admin, goods) == [None, None]


def test_a_company_without_stock_is_not_compared(goods: Goods, as_admin: Connection) -> None:
    by_hand(goods, "Inventory", "Cash", "5")
    assert differences(as_admin, goods) == []


def readings(*unexplained: str) -> Iterator[Any]:
    """One account that is off by so much, reading after reading."""
    for one in unexplained:
        yield {("Inventory", CURRENCY): Amounts(stock=Decimal(one))}


@pytest.mark.parametrize(
    ("unexplained", "result", "read"),
    [
        (["0", "5"], "0", 1),
        (["5", "7", "0", "9"], "0", 3),
        (["5"] * 9, "5", ALIKE),
        (["1", "5", "5", "0"], "0", 4),
        (["5", "1", "5", "2", "5", "3", "5"] * READINGS, "5", READINGS),
        ([str(number) for number in range(1, READINGS + 5)], None, READINGS),
    ],
)
def test_what_differs_is_read_again_until_it_agrees_or_nothing_moves(
    unexplained: list[str], result: str | None, read: int
) -> None:
    left = readings(*unexplained)
    found = settled(lambda: next(left))["Inventory", CURRENCY]
    assert (found.stock if found else None) == (Decimal(result) if result else None)
    assert len(list(left)) == len(unexplained) - read


def test_an_account_that_comes_to_nothing_agrees() -> None:
    left = iter([{("Inventory", CURRENCY): Amounts(stock=Decimal(5))}, {}])
    assert settled(lambda: next(left)) == {("Inventory", CURRENCY): Amounts()}


def test_while_others_post_nothing_is_called_wrong_that_is_right(
    goods: Goods, server: Whole, as_admin: Connection
) -> None:
    item = goods.item("MOVING_AVERAGE")
    goods.received((item, "1000", "7.77"))

    def trading(number: int) -> None:
        with server.rest() as rest:
            mine = goods.seen_by(rest)
            for turn in range(8):
                mine.received((item, "3", f"{number}.{turn}1"))
                mine.delivered((item, "2"))

    looks = 0
    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(trading, number) for number in range(4)]
        while not all(one.done() for one in clients):
            assert not [one for one in differences(as_admin, goods) if one]
            looks += 1
        for one in clients:
            one.result()
    assert looks
    assert differences(as_admin, goods) == [None]


def test_while_others_post_what_is_wrong_is_found(goods: Goods, server: Whole, as_admin: Connection) -> None:
    item = goods.item("MOVING_AVERAGE")
    goods.received((item, "1000", "7.77"))
    wrong = by_hand(goods, "Inventory", "Cash", "0.01")
    stopped = threading.Event()

    def trading() -> None:
        with server.rest() as rest:
            mine = goods.seen_by(rest)
            while not stopped.is_set():
                mine.delivered((item, "2"))

    with ThreadPoolExecutor(1) as pool:
        client = pool.submit(trading)
        try:
            (sentence,) = differences(as_admin, goods)
        finally:
            stopped.set()
            take_back(goods, wrong)
        client.result()
    assert sentence is not None
    assert sentence.endswith("nothing explains -0.01")


def test_a_stranger_is_shown_nothing(goods: Goods, tea: str, as_admin: Connection) -> None:
    goods.delivered((tea, "1"))
    found = checked_tenants(as_admin)
    assert found.violations == []
    assert found.checked > 30


def test_one_who_is_shown_what_is_ours_is_no_stranger(goods: Goods, tea: str, as_admin: Connection) -> None:
    """What the check would say if walls between tenants were gone: every list and every read is named."""
    goods.delivered((tea, "1"))
    said = [one for one in TenantSample(as_admin, as_admin).violations([goods.company_id]) if one]
    for rpc in ("ListParties", "ListItems", "ListAccounts", "ListMovements", "ListBalances", "ListLayers", "ListUsers"):
        assert any(f"/{rpc} shows a stranger" in one for one in said), rpc
    for rpc in ("GetVoucher", "GetGoodsReceipt", "GetDelivery", "GetLocation", "GetSupplier", "GetMovement"):
        assert any(f"/{rpc} shows a stranger" in one for one in said), rpc
    assert not any("ListCurrencies" in one or "ListUoms " in one for one in said), (
        "everybody's rows are nobody's secret"
    )


def test_without_the_owners_token_nobody_can_play_a_stranger(server: Whole) -> None:
    assert checked_tenants(Connection(server.grpc_target, server.admin_token)).checked == 0


def test_a_stranger_cannot_make_tokens(as_admin: Connection) -> None:
    assert not stranger_to(as_admin).is_owner
