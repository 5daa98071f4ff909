"""The demo company's year as it is planned: what anybody could check on paper."""

from collections import Counter, defaultdict
from itertools import groupby

import pytest

from business_m.demo import goods
from business_m.demo.chance import Chance
from business_m.demo.journal_plan import PlannedEntry, planned_journal
from business_m.demo.trade_plan import DELIVERY, RECEIPT, PlannedDocument, planned_trade, waves
from business_m.demo.year_end import MISSING, MOVED, planned_year_end

SEED = 42
Trade = list[PlannedDocument]


@pytest.fixture(scope="module")
def trade() -> Trade:
    """The year's receipts and deliveries."""
    return planned_trade(SEED)


@pytest.fixture(scope="module")
def journal(trade: Trade) -> list[PlannedEntry]:
    """The year's entries."""
    return planned_journal(SEED, trade)


def test_the_company_is_as_large_as_it_is_said_to_be(trade: Trade, journal: list[PlannedEntry]) -> None:
    assert (len(goods.ITEMS), len(goods.WAREHOUSES), len(goods.MONTHS)) == (40, 2, 12)
    assert {one.valuation_method for one in goods.ITEMS} == {"FIFO", "MOVING_AVERAGE"}
    assert len({one.code for one in goods.ITEMS}) == 40
    assert Counter(one.kind for one in trade) == {RECEIPT: 300, DELIVERY: 600}
    assert len(journal) == 200
    assert len({one.name for one in journal}) == 200
    assert {f"{one.day:%Y-%m}" for one in trade} == {f"{year}-{month:02d}" for year, month in goods.MONTHS}


def test_a_seed_always_plans_the_same_and_another_plans_another(trade: Trade) -> None:
    assert planned_trade(SEED) == trade
    assert planned_trade(SEED + 1) != trade


def test_nothing_goes_out_that_is_not_there(trade: Trade) -> None:
    there: Counter[tuple[int, int]] = Counter()
    days = [one.day for one in trade]
    assert days == sorted(days)
    for document in trade:
        assert document.lines
        assert len(document.keys) == len(document.lines), "an item once"
        for line in document.lines:
            assert line.quantity > 0
            there[line.item, document.warehouse] += line.quantity if document.kind == RECEIPT else -line.quantity
        assert min(there.values()) >= 0
    assert len(there) == 80, "every item is in both warehouses"


def test_on_a_day_goods_come_before_they_go(trade: Trade) -> None:
    for _, of_day in groupby(trade, key=lambda one: one.day):
        kinds = [one.kind for one in of_day]
        assert kinds == sorted(kinds, reverse=True)


def test_documents_of_one_wave_share_nothing_and_those_that_share_keep_their_order(trade: Trade) -> None:
    found = waves(trade)
    assert sorted(one.place for wave in found for one in wave) == sorted(one.place for one in trade)
    wave_of = {(one.kind, one.place): number for number, wave in enumerate(found) for one in wave}
    last: dict[tuple[int, int], int] = {}
    for document in trade:
        number = wave_of[document.kind, document.place]
        for key in document.keys:
            assert last.get(key, -1) < number
            last[key] = number


def test_every_entry_balances_and_moves_money_between_accounts_that_there_are(journal: list[PlannedEntry]) -> None:
    accounts = {code for code, _, _ in goods.ACCOUNTS}
    for entry in journal:
        assert sum(paise for _, paise in entry.lines) == 0
        assert all(paise for _, paise in entry.lines)
        assert {account for account, _ in entry.lines} <= accounts
        assert goods.YEAR_START <= entry.day.isoformat() <= goods.YEAR_END


def test_the_shop_never_overdraws_its_bank_or_its_till(journal: list[PlannedEntry]) -> None:
    balances: dict[str, int] = defaultdict(int)
    for _, of_day in groupby(journal, key=lambda entry: entry.day):
        for entry in of_day:
            for account, paise in entry.lines:
                balances[account] += paise
        assert balances["Assets:Bank"] >= 0
        assert balances["Assets:Cash"] >= 0
    assert balances["Assets:Input tax"] >= 0
    assert balances["Liabilities:Output tax"] <= 0


def test_chance_gives_whole_numbers_with_both_ends() -> None:
    chance = Chance(7)
    assert {chance.between(1, 3) for _ in range(100)} == {1, 2, 3}
    assert sorted(chance.some_of("abc", 5)) == ["a", "b", "c"]
    assert Chance(42).between(0, 10**6) == Chance(42).between(0, 10**6) == 639427


def test_the_year_ends_with_goods_that_are_there(trade: list[PlannedDocument]) -> None:
    end = planned_year_end(trade)
    assert (end.returned.kind, end.freighted.kind) == (DELIVERY, RECEIPT)
    units = sum(
        line.quantity if document.kind == RECEIPT else -line.quantity
        for document in trade
        for line in document.lines
        if (line.item, document.warehouse) == (end.item, end.warehouse)
    )
    assert end.counted == units - MOVED - MISSING > 0
    assert (end.returned.lines[0].item, end.returned.warehouse) != (end.item, end.warehouse)
