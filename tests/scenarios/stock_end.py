"""What a stock scenario says of a place after a step, and of its end."""

from decimal import Decimal
from typing import Any

from tests.scenarios.ledger import require_known
from tests.scenarios.outcome import Mismatch, StepOutcome, Unknown
from tests.scenarios.stock_company import EXCHANGE, ROLES, StockCompany, inventory_account
from tests.support.books import plain

# What scenarios call the accounts; an inventory account may be named itself.
ACCOUNTS = {"Stock In": "Received", "Stock Out": "Cost"} | {account: account for account, _ in ROLES.values()}


def require(company: StockCompany, place: tuple[str, str], key: str, expected: Any) -> None:
    """Compares one key. Raises Unknown, Mismatch."""
    quantity, value = company.balance(*place)
    match key:
        case "qty":
            require_amount(key, expected, quantity)
        case "value":
            require_amount(key, expected, value)
        case "unit_cost":
            require_amount(key, expected, _unit_cost(quantity, value, expected))
        case "serials":
            require_amount(key, expected, Decimal(len(company.pieces(*place))))
        case "layers":
            _require_layers(company, place, expected)
        case "balances":
            _require_balances(company, expected)
        case "places":
            for name, content in expected.items():
                item, _, warehouse = name.partition("@")
                for inner, wanted in content.items():
                    require(company, (item or place[0], warehouse or place[1]), inner, wanted)
        case _:
            _require_named(company, place, key, expected)


def _require_named(company: StockCompany, place: tuple[str, str], key: str, expected: Any) -> None:
    """`at_W_key` of a warehouse, `X_key` of an item or a warehouse, `X: {...}` of an item. Raises Unknown, Mismatch."""
    item, warehouse = place
    if key in company.items and isinstance(expected, dict):
        for inner, wanted in expected.items():
            require(company, (key, warehouse), inner, wanted)
        return
    name, _, inner = key.removeprefix("at_").partition("_")
    if name in company.items and inner:
        require(company, (name, _where(company, name, warehouse)), inner, expected)
    elif name in company.warehouses and inner:
        require(company, (item, name), inner, expected)
    else:
        raise Unknown(f"unknown expectation {key}")


def _where(company: StockCompany, item: str, warehouse: str) -> str:
    """The warehouse that has the item, where the one of the step has not."""
    places = [warehouse, *company.warehouses]
    return next((name for name in places if company.balance(item, name)[0]), warehouse)


def require_amount(what: str, expected: Any, actual: Any) -> None:
    """Equal as decimals, or as texts."""
    if isinstance(actual, Decimal):
        if plain(expected) != actual:
            raise Mismatch(what, expected, str(actual))
    elif str(expected) != str(actual):
        raise Mismatch(what, expected, actual)


def require_amounts(what: str, expected: list[str], actual: list[Decimal]) -> None:
    """Equal one by one."""
    if [plain(one) for one in expected] != actual:
        raise Mismatch(what, expected, [str(one) for one in actual])


def require_credits(outcome: StepOutcome, expected: list[dict[str, str]]) -> None:
    """The voucher credits these accounts: `foreign` in their currency, `base` in the company's. What the exchange
    itself credits is no part of that."""
    for row in expected:
        require_known(row, ("account", "base", "foreign"), "gl_credits")
    lines = outcome.voucher["lines"] if outcome.voucher else []
    actual = sorted(
        (
            line["account_code"],
            plain(line["functional_amount"] or line["credit"]["amount"]),
            plain(line["credit"]["amount"]),
        )
        for line in lines
        if line.get("credit") and line["account_code"] != EXCHANGE
    )
    wanted = sorted((row["account"], plain(row["base"]), plain(row["foreign"])) for row in expected)
    if wanted != actual:
        raise Mismatch("credits", expected, [[str(one) for one in row] for row in actual])


def _unit_cost(quantity: Decimal, value: Decimal, expected: str) -> Decimal:
    """As exact as it is expected."""
    if not quantity:
        return Decimal(0)
    digits = len(expected.partition(".")[2])
    return (value / quantity).quantize(Decimal(1).scaleb(-digits)) if digits else value / quantity


def _require_layers(company: StockCompany, place: tuple[str, str], expected: list[list[str]]) -> None:
    """Neighbours of one cost may stand together or apart."""
    wanted = _together([(plain(quantity), plain(quantity) * plain(cost)) for quantity, cost in expected])
    actual = _together(company.layers(*place))
    if wanted != actual:
        shown = [[str(quantity), str(value / quantity)] for quantity, value in actual]
        raise Mismatch("layers", expected, shown)


def _together(layers: list[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    found: list[tuple[Decimal, Decimal]] = []
    for quantity, value in layers:
        if found and found[-1][1] * quantity == value * found[-1][0]:
            quantity, value = quantity + found[-1][0], value + found[-1][1]
            found.pop()
        found.append((quantity, value))
    return found


def _require_balances(company: StockCompany, expected: dict[str, str]) -> None:
    """`Stock` is all inventory accounts together."""
    actual = company.accounts()
    stock = sum((actual.get(inventory_account(name), Decimal(0)) for name in company.warehouses), Decimal(0))
    named = ACCOUNTS | {inventory_account(name): inventory_account(name) for name in company.warehouses}
    for account, amount in expected.items():
        if account != "Stock" and account not in named:
            raise Unknown(f"unknown account {account}")
        found = stock if account == "Stock" else actual.get(named[account], Decimal(0))
        require_amount(account, amount, found)
