"""Tryton's side of the stock benches, run by the interpreter of an environment that has it: knows nothing of ours.

`set_up` makes a company that keeps stock and its value in one database. `serve` reads one JSON line per measurement,
`{"clients": 8, "what": "moves", "each": 100}`, and answers `{"per_second": ...}`: so many processes each get so many
draft moves from a supplier beforehand, and do them one call and one transaction each; or write and post vouchers.
"""

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from trytond import config

# TRYTOND_CONFIG names the database, and by that the backend that the modules below choose as they are imported.
config.update_etc()

from trytond import backend  # noqa: E402
from trytond.pool import Pool  # noqa: E402
from trytond.transaction import Transaction, TransactionError  # noqa: E402

PRODUCTS = 40
WARM_UP_MOVES = 3
MOST_TRIES = 100
LONGEST_SECONDS = 600


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("work", choices=["set_up", "serve"])
    options.add_argument("--database", required=True)
    given = options.parse_args()
    Pool.start()
    Pool(given.database).init()
    {"set_up": set_up, "serve": serve}[given.work](given.database)


def set_up(database: str) -> None:
    """One committed transaction with all that a posted move needs."""
    # What Tryton's own tests make a company and its books with.
    from trytond.modules.account.tests import create_chart, get_fiscalyear
    from trytond.modules.company.tests import create_company, set_company

    with Transaction().start(database, 0):
        (administrator,) = Pool().get("res.user").search([("login", "=", "admin")])

    def company_with_books() -> None:
        company = create_company()
        with set_company(company):
            create_chart(company)
            year = get_fiscalyear(company)
            year.account_stock_method = "continental"
            year.save()
            Pool().get("account.fiscalyear").create_period([year])
            category = stocked_category(company)
            for number in range(PRODUCTS):
                new_product(number, category)

    in_transaction(database, administrator.id, company_with_books)


def stocked_category(company: Any) -> Any:
    """A category whose products' value is kept in the books."""
    pool = Pool()
    accounts = {
        code: pool.get("account.account").search([("company", "=", company.id), ("code", "=", code)])[0]
        for code in ("1.3.1", "5.1.5")
    }
    category = pool.get("product.category")(name="stocked", accounting=True)
    category.account_stock = accounts["1.3.1"]
    category.account_stock_in = category.account_stock_out = accounts["5.1.5"]
    category.save()
    return category


def new_product(number: int, category: Any) -> None:
    """A product valued at a fixed cost: the cheapest of Tryton's methods, for the others write the product too."""
    pool = Pool()
    (unit,) = pool.get("product.uom").search([("name", "=", "Unit")], limit=1)
    template = pool.get("product.template")(name=f"product {number}", type="goods", default_uom=unit)
    template.list_price = Decimal(10)
    template.cost_price_method = "fixed"
    template.account_category = category
    template.save()
    product = pool.get("product.product")(template=template)
    product.save()
    product.cost_price = Decimal(5)
    product.save()


def serve(database: str) -> None:
    """Until nobody asks any more."""
    # A forked client must not share a connection.
    backend.Database(database).close()
    forking = multiprocessing.get_context("fork")
    for line in sys.stdin:
        asked = json.loads(line)
        answer = measured(forking, database, asked["clients"], asked["what"], asked["each"])
        print(json.dumps(answer), flush=True)


def measured(forking: Any, database: str, clients: int, what: str, each: int) -> dict[str, float]:
    """Work of all clients per second, from when the first began until the last was done."""
    together = forking.Barrier(clients + 1, timeout=LONGEST_SECONDS)
    told = forking.Queue()
    processes = [forking.Process(target=client, args=(database, what, each, together, told)) for _ in range(clients)]
    for process in processes:
        process.start()
    together.wait()
    started = time.perf_counter()
    retries = sum(told.get(timeout=LONGEST_SECONDS) for _ in processes)
    seconds = time.perf_counter() - started
    for process in processes:
        process.join()
    return {"per_second": clients * each / seconds, "retries": retries, **posted(database)}


def client(database: str, what: str, each: int, together: Any, told: Any) -> None:
    """Gets ready, then, when all are, works; tells how often it had to begin anew."""
    try:
        context = company_context(database)
        if what == "vouchers":
            work, pieces = voucher_posted, list(range(each + WARM_UP_MOVES))
        else:
            work, pieces = done, drafted(database, context, each + WARM_UP_MOVES)
        for piece in pieces[:WARM_UP_MOVES]:
            work(database, context, piece)
        together.wait()
        told.put(sum(work(database, context, piece) for piece in pieces[WARM_UP_MOVES:]))
    except BaseException:
        together.abort()
        raise


def drafted(database: str, context: dict[str, int], count: int) -> list[int]:
    """Ids of new draft moves from a supplier into the store."""
    with Transaction().start(database, 0, context=context):
        pool = Pool()
        (company,) = pool.get("company.company").search([])
        Location = pool.get("stock.location")
        (supplier,) = Location.search([("code", "=", "SUP")])
        (store,) = Location.search([("code", "=", "STO")])
        products = pool.get("product.product").search([])
        common = {
            "company": company.id,
            "currency": company.currency.id,
            "from_location": supplier.id,
            "to_location": store.id,
            "quantity": 5,
            "unit_price": Decimal(5),
            "effective_date": pool.get("ir.date").today(),
        }
        chosen = [random.choice(products) for _ in range(count)]
        rows = [{**common, "product": one.id, "unit": one.default_uom.id} for one in chosen]
        moves = pool.get("stock.move").create(rows)
        Transaction().commit()
        return [move.id for move in moves]


def done(database: str, context: dict[str, int], piece: int) -> int:
    """Does one move and posts its entry, durably; how often it had to begin anew."""

    def do() -> None:
        Move = Pool().get("stock.move")
        Move.do([Move(piece)])

    return in_transaction(database, 0, do, context)


def voucher_posted(database: str, context: dict[str, int], piece: int) -> int:
    """Writes and posts an account move of two lines, durably; how often it had to begin anew."""

    def write() -> None:
        pool = Pool()
        Move, Line, Account = (pool.get(f"account.{name}") for name in ("move", "move.line", "account"))
        (journal,) = pool.get("account.journal").search([("code", "=", "MISC")], limit=1) or pool.get(
            "account.journal"
        ).search([], limit=1)
        debited, credited = Account.search(
            [("company", "=", context["company"]), ("type", "!=", None), ("party_required", "=", False)], limit=2
        )
        today = pool.get("ir.date").today()
        period = pool.get("account.period").find(context["company"], date=today)
        lines = [Line(account=debited, debit=Decimal(10)), Line(account=credited, credit=Decimal(10))]
        move = Move(company=context["company"], journal=journal, period=period, date=today, lines=lines)
        move.save()
        Move.post([move])

    return in_transaction(database, 0, write, context)


def in_transaction(database: str, user: int, work: Callable[[], None], context: dict[str, int] | None = None) -> int:
    """Commits the work; how often it had to begin anew.

    What Tryton asks for by raising (a lock on a table before the transaction begins) and what concurrent clients run
    into is tried again, as its own server does.
    """
    wanted: dict[str, Any] = {}
    for tries in range(MOST_TRIES):
        try:
            with Transaction().start(database, user, context=context, **wanted):
                work()
                Transaction().commit()
            return tries
        except TransactionError as error:
            error.fix(wanted)
        except backend.DatabaseOperationalError:
            time.sleep(random.random() * 0.01)
    raise RuntimeError(f"begun {MOST_TRIES} times and never got done")


def company_context(database: str) -> dict[str, int]:
    """What every transaction of a user of the company says."""
    with Transaction().start(database, 0, readonly=True):
        (company,) = Pool().get("company.company").search([])
        return {"company": company.id}


def posted(database: str) -> dict[str, int]:
    """How much is done, and that all of it stands in balanced books: vouchers come beside the entries of moves."""
    with Transaction().start(database, 0, readonly=True):
        cursor = Transaction().connection.cursor()
        cursor.execute("select count(*) from stock_move where state = 'done'")
        ((moves,),) = cursor.fetchall()
        cursor.execute("select count(*), count(*) filter (where state = 'posted') from account_move")
        ((entries, final),) = cursor.fetchall()
        cursor.execute("select coalesce(sum(debit), 0), coalesce(sum(debit - credit), 0) from account_move_line")
        ((debit, difference),) = cursor.fetchall()
    backend.Database(database).close()
    if moves > entries or entries != final or difference or not debit:
        raise RuntimeError(f"{moves} moves, {entries} entries, {final} posted, {debit} debit, off by {difference}")
    return {"moves_done": moves}


if __name__ == "__main__":
    main()
