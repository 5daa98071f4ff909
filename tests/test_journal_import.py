"""`m import journal` against a real server: what it refuses, what it reports, and how it goes on."""

import json
import os
import re
import signal
import subprocess
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.journals import GOOD, HEADER, MIB, changed, write, write_large
from tests.support.books import Books, fresh_code
from tests.support.commands import Commands, Done
from tests.support.indie import folder
from tests.support.rest import Rest
from tests.support.whole import Whole, whole

KEYS = [
    "company",
    "source",
    "dry_run",
    "transactions",
    "lines",
    "posted",
    "already_posted",
    "rejected",
    "accounts_created",
    "residual_vouchers",
    "residuals",
    "errors",
    "seconds",
]
WAIT_SECONDS = 60.0


def journal(m: Commands, file: Path, company: str, *options: object) -> Done:
    """`m import journal FILE --company COMPANY OPTIONS... --json`."""
    return m("import", "journal", file, "--company", company, *options, "--json")


def balances(m: Commands, company: str, as_of: str = "2199-12-31") -> dict[str, Decimal]:
    """account|currency to balance, by the command."""
    rows = m("report", "trial-balance", "--company", company, "--as-of", as_of, "--json").ok()["rows"]
    return {f"{row['account']}|{row['currency_code']}": Decimal(row["balance"]) for row in rows}


def there(rest: Rest, code: str) -> Books | None:
    """The company of this code."""
    found = rest.get("/v1/ledger/companies", code=code).ok()["companies"]
    return Books(rest, found[0]) if found else None


def require_nothing(rest: Rest, code: str) -> None:
    """Neither company nor voucher."""
    assert there(rest, code) is None


def test_the_answer_has_exactly_the_fields_that_were_fixed(m: Commands, tmp_path: Path) -> None:
    code = fresh_code()
    done = journal(m, write(tmp_path, *GOOD), code, "--create")
    answer = done.ok()
    assert list(answer) == KEYS
    assert re.fullmatch(r"\d+\.\d", answer.pop("seconds"))
    assert answer == {
        "company": code,
        "source": "journal.csv",
        "dry_run": False,
        "transactions": 2,
        "lines": 4,
        "posted": 2,
        "already_posted": 0,
        "rejected": 0,
        "accounts_created": 3,
        "residual_vouchers": 0,
        "residuals": {},
        "errors": [],
    }
    assert balances(m, code) == {"Assets:Cash|USD": 60, "Expenses:Rent:Office|USD": 40, "Income:Sales|USD": -100}
    again = journal(m, write(tmp_path, *GOOD), code, "--create").ok()
    assert (again["posted"], again["already_posted"], again["accounts_created"]) == (0, 2, 0)
    assert balances(m, code)["Assets:Cash|USD"] == 60


def test_groups_and_the_rounding_account_are_made_beside_the_files_own(m: Commands, rest: Rest, tmp_path: Path) -> None:
    code = fresh_code()
    journal(m, write(tmp_path, *GOOD), code, "--create").ok()
    books = there(rest, code)
    assert books is not None
    listed = rest.get("/v1/ledger/accounts", company_id=books.id, page_size=250).ok()["accounts"]
    types = {one["code"]: (one["type"], one["parent_code"]) for one in listed}
    assert types == {
        "Assets": ("ASSET", ""),
        "Assets:Cash": ("ASSET", "Assets"),
        "Equity": ("EQUITY", ""),
        "Equity:Rounding": ("EQUITY", "Equity"),
        "Expenses": ("EXPENSE", ""),
        "Expenses:Rent": ("EXPENSE", "Expenses"),
        "Expenses:Rent:Office": ("EXPENSE", "Expenses:Rent"),
        "Income": ("INCOME", ""),
        "Income:Sales": ("INCOME", "Income"),
    }
    rules = rest.get("/v1/ledger/posting-rules", company_id=books.id).ok()["posting_rules"]
    assert [(one["role"], one["account_code"]) for one in rules] == [("ROUNDING", "Equity:Rounding")]


Wrong = tuple[int, str, str]
# What follows where the other row of row 4's transaction cannot be counted to it.
ALONE_4 = [(4, "txn", "FIELD_INVALID"), (4, "ledger_amount", "VOUCHER_UNBALANCED")]
FILES: dict[str, tuple[tuple[str, ...], list[Wrong]]] = {
    "a duplicate column": ((HEADER + ",txn", *GOOD[1:]), [(1, "txn", "FIELD_INVALID")]),
    "a missing column": (
        ("txn,date,account,ledger_amount", "t,2024-01-01,a,1"),
        [(1, "ledger_currency", "FIELD_REQUIRED")],
    ),
    "an unknown column": ((HEADER + ",colour", *GOOD[1:]), [(1, "colour", "FIELD_INVALID")]),
    "an empty header name": ((HEADER + ",", *GOOD[1:]), [(1, "", "FIELD_INVALID")]),
    "no such day": (
        changed(2, "t1,2023-02-29,Assets:Cash,100.00,USD"),
        [(2, "date", "FIELD_INVALID"), (3, "date", "FIELD_INVALID")],
    ),
    "a date in words": (
        changed(2, "t1,5 Jan 2024,Assets:Cash,100.00,USD"),
        [(2, "date", "FIELD_PATTERN"), (3, "date", "FIELD_INVALID")],
    ),
    "NaN": (changed(4, "t2,2024-02-06,Expenses:Rent,NaN,USD"), [(4, "ledger_amount", "AMOUNT_MALFORMED")]),
    "Infinity": (changed(4, "t2,2024-02-06,Expenses:Rent,Infinity,USD"), [(4, "ledger_amount", "AMOUNT_MALFORMED")]),
    "an exponent": (changed(4, "t2,2024-02-06,Expenses:Rent,1e5,USD"), [(4, "ledger_amount", "AMOUNT_MALFORMED")]),
    "grouped digits": (
        changed(4, 't2,2024-02-06,Expenses:Rent,"1,234.00",USD'),
        [(4, "ledger_amount", "AMOUNT_MALFORMED")],
    ),
    "no amount": (changed(4, "t2,2024-02-06,Expenses:Rent,,USD"), [(4, "ledger_amount", "FIELD_REQUIRED")]),
    "no account": (changed(4, "t2,2024-02-06,,40.00,USD"), [(4, "account", "FIELD_REQUIRED")]),
    "no currency": (changed(4, "t2,2024-02-06,Expenses:Rent,40.00,"), [(4, "ledger_currency", "FIELD_REQUIRED")]),
    "a currency in lower case": (
        changed(4, "t2,2024-02-06,Expenses:Rent,40.00,usd"),
        [(4, "ledger_currency", "FIELD_PATTERN")],
    ),
    "an account without type": (changed(4, "t2,2024-02-06,Rent,40.00,USD"), [(4, "account", "FIELD_INVALID")]),
    "a line alone": ((*GOOD, "t3,2024-01-01,Assets:Cash,0.00,USD"), [(6, "txn", "FIELD_INVALID")]),
    "a txn in two places": (
        (*GOOD, "t1,2024-01-05,Assets:Cash,0,USD", "t1,2024-01-05,Assets:Cash,0,USD"),
        [(6, "txn", "FIELD_INVALID")],
    ),
    "a txn of two dates": (changed(3, "t1,2024-01-06,Income:Sales,-100.00,USD"), [(3, "date", "FIELD_INVALID")]),
    "no txn": (
        changed(4, ",2024-02-06,Expenses:Rent,40.00,USD"),
        [
            (4, "txn", "FIELD_REQUIRED"),
            *ALONE_4,
            (5, "txn", "FIELD_INVALID"),
            (5, "ledger_amount", "VOUCHER_UNBALANCED"),
        ],
    ),
    "unbalanced by one minor unit more than tolerated": (
        changed(5, "t2,2024-02-06,Assets:Cash,-40.03,USD"),
        [(4, "ledger_amount", "VOUCHER_UNBALANCED")],
    ),
    "too few fields": (changed(5, "t2,2024-02-06,Assets:Cash,-40.00"), [*ALONE_4, (5, "", "FIELD_INVALID")]),
    "too many fields": (changed(5, "t2,2024-02-06,Assets:Cash,-40.00,USD,more"), [*ALONE_4, (5, "", "FIELD_INVALID")]),
    "a quote that never ends": (changed(5, 't2,2024-02-06,"Assets:Cash,-40.00,USD'), [(5, "", "FIELD_INVALID")]),
    "nothing but a header": ((HEADER,), [(1, "txn", "FIELD_REQUIRED")]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_row_anywhere_is_named_and_nothing_is_posted(m: Commands, rest: Rest, tmp_path: Path, name: str) -> None:
    lines, wrong = FILES[name]
    code = fresh_code()
    done = journal(m, write(tmp_path, *lines), code, "--create")
    answer = done.json
    assert done.code == 1, done
    named = [(error["row"], error["column"], error["reason"]) for error in answer["errors"]]
    assert set(named) == set(wrong), answer["errors"]
    assert [row for row, _, _ in named] == sorted(row for row, _, _ in named)
    assert all(set(error) == {"row", "column", "reason", "message"} and error["message"] for error in answer["errors"])
    assert (answer["posted"], answer["already_posted"]) == (0, 0)
    assert f"row {wrong[0][0]}" in done.stderr
    require_nothing(rest, code)


def test_an_empty_file_is_refused(m: Commands, rest: Rest, tmp_path: Path) -> None:
    file, code = tmp_path / "empty.csv", fresh_code()
    file.write_bytes(b"")
    done = journal(m, file, code, "--create")
    assert (done.code, done.json["errors"][0]["row"], done.json["posted"]) == (1, 1, 0)
    require_nothing(rest, code)


def test_a_file_that_is_not_utf_8_is_refused_by_the_row(m: Commands, rest: Rest, tmp_path: Path) -> None:
    file, code = write(tmp_path, *GOOD), fresh_code()
    file.write_bytes(file.read_bytes().replace(b"Expenses:Rent:Office", b"Expenses:B\xfcro"))
    done = journal(m, file, code, "--create")
    assert done.code == 1
    assert [(e["row"], e["reason"]) for e in done.json["errors"]] == [(4, "FIELD_INVALID")]
    require_nothing(rest, code)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("byte order mark", b"\xef\xbb\xbf" + "\n".join(GOOD).encode() + b"\n"),
        ("CRLF", "\r\n".join([*GOOD, ""]).encode()),
        ("no newline at the end", "\n".join(GOOD).encode()),
        ("empty lines", "\n\n".join([*GOOD, ""]).encode()),
        ("all quoted", "\n".join('"' + row.replace(",", '","') + '"' for row in GOOD).encode()),
        ("columns in another order", "\n".join(",".join(reversed(row.split(","))) for row in GOOD).encode()),
    ],
)
def test_files_as_programs_write_them_are_read(m: Commands, tmp_path: Path, name: str, content: bytes) -> None:
    file, code = tmp_path / "journal.csv", fresh_code()
    file.write_bytes(content)
    answer = journal(m, file, code, "--create").ok()
    assert (answer["transactions"], answer["lines"], answer["posted"]) == (2, 4, 2), name
    assert balances(m, code)["Assets:Cash|USD"] == 60


def test_quoted_newlines_stay_in_the_text_and_rows_are_lines_of_the_file(
    m: Commands, rest: Rest, tmp_path: Path
) -> None:
    rows = [
        HEADER + ",narration,payee",
        't1,2024-01-05,Assets:Cash,1.00,USD,"two\nlines, and ""quotes""",Ann',
        't1,2024-01-05,Income:Sales,-1.00,USD,"two\nlines, and ""quotes""",Ann',
        "t2,2024-01-06,Assets:Cash,2.00,USD,,",
    ]
    code = fresh_code()
    bad = journal(m, write(tmp_path, *rows, "t2,2024-01-06,Income:Sales,-2x,USD,,"), code, "--create")
    assert [(e["row"], e["column"]) for e in bad.json["errors"]] == [(7, "ledger_amount")]
    require_nothing(rest, code)
    journal(m, write(tmp_path, *rows, "t2,2024-01-06,Income:Sales,-2.00,USD,,"), code, "--create").ok()
    books = there(rest, code)
    assert books is not None
    first = rest.get("/v1/ledger/vouchers", company_id=books.id).ok()["vouchers"][0]
    assert (first["narration"], first["payee"]) == ('two\nlines, and "quotes"', "Ann")


def test_without_create_an_unknown_account_is_named_and_nothing_is_posted(
    m: Commands, books: Books, tmp_path: Path
) -> None:
    rows = (
        HEADER,
        "a,2024-01-05,Cash,1.00,USD",
        "a,2024-01-05,Sales,-1.00,USD",
        "b,2024-01-06,Cash,1,USD",
        "b,2024-01-06,Gifts,-1,USD",
    )
    done = journal(m, write(tmp_path, *rows), books.code)
    assert done.code == 1
    assert [(e["row"], e["column"], e["reason"]) for e in done.json["errors"]] == [(5, "account", "ACCOUNT_UNKNOWN")]
    assert books.trial_balance()["rows"] == []


def test_without_create_a_closed_period_is_named_by_its_row(m: Commands, books: Books, tmp_path: Path) -> None:
    rows = (
        HEADER,
        "a,2024-01-05,Cash,1.00,USD",
        "a,2024-01-05,Sales,-1.00,USD",
        "b,2024-06-06,Cash,1,USD",
        "b,2024-06-06,Sales,-1,USD",
    )
    done = journal(m, write(tmp_path, *rows), books.code)
    assert done.code == 1
    assert [(e["row"], e["column"], e["reason"]) for e in done.json["errors"]] == [(4, "date", "PERIOD_CLOSED")]
    assert books.trial_balance()["rows"] == []


def test_without_create_an_unknown_company_is_refused(m: Commands, tmp_path: Path) -> None:
    done = journal(m, write(tmp_path, *GOOD), fresh_code())
    assert (done.code, "m company create" in done.stderr) == (1, True), done


def test_a_dry_run_checks_all_and_posts_nothing(m: Commands, rest: Rest, books: Books, tmp_path: Path) -> None:
    code = fresh_code()
    answer = journal(m, write(tmp_path, *GOOD), code, "--create", "--dry-run").ok()
    assert (answer["dry_run"], answer["transactions"], answer["lines"], answer["posted"]) == (True, 2, 4, 0)
    require_nothing(rest, code)
    rows = (HEADER, "a,2024-01-05,Cash,1.00,USD", "a,2024-01-05,Sales,-1.00,USD")
    assert journal(m, write(tmp_path, *rows), books.code, "--dry-run").ok()["posted"] == 0
    assert books.trial_balance()["rows"] == []
    bad = journal(m, write(tmp_path, *changed(3, "t1,2024-01-05,Income:Sales,-1,USD")), code, "--create", "--dry-run")
    assert (bad.code, bad.json["errors"][0]["reason"]) == (1, "VOUCHER_UNBALANCED")


def test_scale_says_how_many_digits_are_kept(m: Commands, rest: Rest, tmp_path: Path) -> None:
    code = fresh_code()
    done = m("import", "journal", write(tmp_path, *GOOD), "--company", code, "--create", "--scale", "USD=5", "--json")
    assert done.ok()["posted"] == 2
    books = there(rest, code)
    assert books is not None
    assert books.company["scales"] == [{"currency_code": "USD", "scale": 5}]
    five = (HEADER, "x,2024-01-05,Assets:Cash,0.00001,USD", "x,2024-01-05,Income:Sales,-0.00001,USD")
    assert journal(m, write(tmp_path, *five, name="five.csv"), code).ok()["posted"] == 1
    six = (HEADER, "y,2024-01-05,Assets:Cash,0.000001,USD", "y,2024-01-05,Income:Sales,-0.000001,USD")
    refused = journal(m, write(tmp_path, *six, name="six.csv"), code)
    named = [(e["row"], e["column"], e["reason"]) for e in refused.json["errors"]]
    assert (refused.code, named) == (
        1,
        [(2, "ledger_amount", "AMOUNT_SCALE_EXCEEDED"), (3, "ledger_amount", "AMOUNT_SCALE_EXCEEDED")],
    )
    assert m("import", "journal", tmp_path / "six.csv", "--company", code, "--scale", "USD=ten").code == 2


def test_a_residual_up_to_the_tolerance_goes_to_the_rounding_account(m: Commands, tmp_path: Path) -> None:
    rows = (
        HEADER,
        "a,2024-01-05,Assets:Cash,10.02,USD",
        "a,2024-01-05,Income:Sales,-10.00,USD",
        "b,2024-01-06,Assets:Cash,9.997,USD",
        "b,2024-01-06,Income:Sales,-10.00,USD",
        "c,2024-01-06,Assets:Cash,1.00,USD",
        "c,2024-01-06,Income:Sales,-1.00,USD",
    )
    file, code = write(tmp_path, *rows), fresh_code()
    for tolerance in ("0.019", "0"):
        refused = journal(m, file, code, "--create", "--tolerance", tolerance)
        assert (refused.code, refused.json["errors"][0]["reason"]) == (1, "VOUCHER_UNBALANCED")
    answer = journal(m, file, code, "--create").ok()
    assert (answer["residuals"], answer["residual_vouchers"], answer["lines"]) == ({"USD": "0.017"}, 2, 6)
    found = balances(m, code)
    assert found["Equity:Rounding|USD"] == Decimal("-0.017")
    assert sum(found.values()) == 0
    for nonsense in ("-0.01", "a little", "NaN"):
        refused = journal(m, file, code, "--tolerance", nonsense)
        assert refused.code in (1, 2), refused


def test_the_source_names_the_transactions(m: Commands, tmp_path: Path) -> None:
    code = fresh_code()
    first, renamed = write(tmp_path, *GOOD), write(tmp_path, *GOOD, name="renamed.csv")
    assert journal(m, first, code, "--create").ok()["posted"] == 2
    assert journal(m, renamed, code, "--source", "journal.csv").ok()["already_posted"] == 2
    answer = journal(m, renamed, code).ok()
    assert (answer["source"], answer["posted"], answer["already_posted"]) == ("renamed.csv", 2, 0)
    assert balances(m, code)["Assets:Cash|USD"] == 120


def test_a_changed_transaction_of_a_known_id_is_refused_by_its_row(m: Commands, tmp_path: Path) -> None:
    code = fresh_code()
    journal(m, write(tmp_path, *GOOD), code, "--create").ok()
    rows = [row.replace("40.00", "41.00") for row in GOOD]
    done = journal(m, write(tmp_path, *rows), code)
    assert (done.code, done.json["posted"]) == (1, 0)
    assert [(e["row"], e["column"], e["reason"]) for e in done.json["errors"]] == [(4, "txn", "REQUEST_ID_REUSED")]
    assert balances(m, code)["Assets:Cash|USD"] == 60


def test_more_transactions_than_a_call_holds_and_one_bad_row_at_the_end(
    m: Commands, rest: Rest, tmp_path: Path
) -> None:
    file, code = write_large(tmp_path / "large.csv", 1203), fresh_code()
    good = file.read_text()
    file.write_text(good + "last,2024-01-01,Assets:Bank,1.00,USD,,,\nlast,2024-01-01,Assets:Bank,NaN,USD,,,\n")
    done = journal(m, file, code, "--create")
    named = [(e["row"], e["column"], e["reason"]) for e in done.json["errors"]]
    assert (done.code, named) == (1, [(1203 * 3 + 3, "ledger_amount", "AMOUNT_MALFORMED")])
    assert (done.json["posted"], done.json["rejected"]) == (0, 1204)
    require_nothing(rest, code)
    file.write_text(good)
    assert journal(m, file, code, "--create").ok()["posted"] == 1203
    assert sum(balances(m, code).values()) == 0


def test_at_most_a_thousand_errors_are_listed(m: Commands, tmp_path: Path) -> None:
    rows = [f"t{n // 2},2024-01-01,Assets:Bank,x,USD" for n in range(2400)]
    done = journal(m, write(tmp_path, HEADER, *rows), fresh_code(), "--create")
    assert (done.code, len(done.json["errors"])) == (1, 1000)
    assert [error["row"] for error in done.json["errors"]] == sorted(error["row"] for error in done.json["errors"])


def test_two_imports_at_once_post_each_transaction_once(server: Whole, tmp_path: Path) -> None:
    file, code = write_large(tmp_path / "both.csv", 900), fresh_code()
    journal(server.m, write(tmp_path, *GOOD), code, "--create").ok()
    both = [server.popen("import", "journal", file, "--company", code, "--create", "--json") for _ in range(2)]
    answers: list[tuple[int, str, str]] = []
    for process in both:
        stdout, stderr = process.communicate(timeout=WAIT_SECONDS)
        answers.append((process.returncode, stdout, stderr))
    again = journal(server.m, file, code, "--create").ok()
    assert (again["posted"] + again["already_posted"], again["transactions"]) == (900, 900)
    posted = again["posted"] + sum(json.loads(stdout)["posted"] for code, stdout, _ in answers if code == 0)
    assert any(code == 0 for code, _, _ in answers), answers
    assert posted <= 900
    vouchers = journal(server.m, file, code).ok()
    assert (vouchers["already_posted"], vouchers["posted"]) == (900, 0)
    assert sum(balances(server.m, code).values()) == 0


def wait_until_some_are_posted(rest: Rest, code: str, process: "subprocess.Popen[str]") -> None:
    """Returns in the middle of an import."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        books = there(rest, code)
        if books is not None and books.trial_balance()["rows"]:
            return
    raise AssertionError("nothing was posted")


def test_killed_in_the_middle_the_same_command_finishes_it(server: Whole, rest: Rest, tmp_path: Path) -> None:
    file, code = write_large(tmp_path / "killed.csv", 1500), fresh_code()
    process = server.popen("import", "journal", file, "--company", code, "--create", "--json")
    wait_until_some_are_posted(rest, code, process)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    answer = journal(server.m, file, code, "--create").ok()
    assert answer["posted"] > 0
    assert answer["already_posted"] > 0
    assert answer["posted"] + answer["already_posted"] == 1500
    whole_company = fresh_code()
    journal(server.m, file, whole_company, "--create").ok()
    assert balances(server.m, code) == balances(server.m, whole_company)


def test_with_the_server_killed_in_the_middle_the_same_command_finishes_it(tmp_path: Path) -> None:
    file, code = write_large(tmp_path / "killed.csv", 1500), "KILLED"
    with folder() as place:
        with whole(data_dir=place / "data", watched=False) as first, first.rest() as rest:
            process = first.popen("import", "journal", file, "--company", code, "--create", "--json")
            wait_until_some_are_posted(rest, code, process)
            os.kill(first.started["pid"], signal.SIGKILL)
            _, stderr = process.communicate(timeout=WAIT_SECONDS)
            first.running.process.wait(WAIT_SECONDS)
            assert process.returncode == 3, stderr
            assert "m start" in stderr
        with whole(data_dir=place / "data", watched=False) as second:
            answer = journal(second.m, file, code, "--create").ok()
            assert answer["already_posted"] > 0
            assert answer["posted"] + answer["already_posted"] == 1500
            assert sum(balances(second.m, code).values()) == 0
            assert journal(second.m, file, code).ok()["already_posted"] == 1500
            assert second.m("check", "--json").ok()["ok"]


def peak_mib(server: Whole, file: Path) -> float:
    """The most memory a dry run of the file took (VmHWM)."""
    process = server.popen("import", "journal", file, "--company", fresh_code(), "--create", "--dry-run", "--json")
    peak = 0
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
        peak = max(peak, int(found[1]) if found else 0)
        time.sleep(0.02)
    stdout, stderr = process.communicate()
    assert process.returncode == 0, stderr
    assert json.loads(stdout)["errors"] == []
    return peak / 1024


def test_memory_stays_flat_however_large_the_file(server: Whole, tmp_path: Path) -> None:
    small, large = write_large(tmp_path / "small.csv", 4_000), write_large(tmp_path / "large.csv", 30_000)
    grown = large.stat().st_size - small.stat().st_size
    assert grown > 5 * MIB
    assert peak_mib(server, large) - peak_mib(server, small) < 4


@pytest.mark.campaign
def test_memory_stays_flat_up_to_200_mb(server: Whole, tmp_path: Path) -> None:
    small, large = write_large(tmp_path / "small.csv", 100_000), write_large(tmp_path / "large.csv", 1_000_000)
    assert large.stat().st_size > 190 * MIB
    assert peak_mib(server, large) - peak_mib(server, small) < 40


@pytest.fixture(scope="module")
def hooli(m: Commands, cases: Path) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """(company, the import's answer, what is expected) of the example journal."""
    code = fresh_code()
    answer = journal(m, cases / "beancount_example_journal.csv", code, "--create").ok()
    expected: dict[str, Any] = json.loads((cases / "beancount_example_expected.json").read_text())
    return code, answer, expected


Hooli = tuple[str, dict[str, Any], dict[str, Any]]


def test_the_example_journal_is_imported_whole(m: Commands, cases: Path, hooli: Hooli) -> None:
    code, answer, expected = hooli
    facts = {key: answer[key] for key in ("posted", "lines", "accounts_created", "residual_vouchers", "residuals")}
    assert facts == {
        "posted": expected["counts"]["transactions"],
        "lines": expected["counts"]["postings"],
        "accounts_created": expected["counts"]["accounts"],
        "residual_vouchers": 179,
        "residuals": {"USD": expected["residual_per_currency"]["USD"]},
    }
    again = journal(m, cases / "beancount_example_journal.csv", code, "--create").ok()
    assert (again["posted"], again["already_posted"], again["accounts_created"]) == (0, 1146, 0)


def test_the_example_journals_year_ends_are_right_to_the_last_digit(m: Commands, hooli: Hooli) -> None:
    code, _, expected = hooli
    for year, wanted in expected["balances_at_year_end"].items():
        actual = balances(m, code, f"{year}-12-31")
        actual.pop("Equity:Rounding|USD")
        assert actual == {key: Decimal(value) for key, value in wanted.items() if Decimal(value)}
    assert balances(m, code)["Equity:Rounding|USD"] == Decimal("0.04306")


def test_the_example_journals_results_are_right(m: Commands, hooli: Hooli) -> None:
    code, _, expected = hooli
    for year, wanted in expected["profit_and_loss_per_year"].items():
        span = ("--from", f"{year}-01-01", "--to", f"{year}-12-31")
        answer = m("report", "profit-and-loss", "--company", code, *span, "--json").ok()
        for side in ("Income", "Expenses"):
            assert {k: Decimal(v) for k, v in answer[side.lower()].items()} == {
                k: Decimal(v) for k, v in wanted[side].items()
            }


def test_the_example_journals_units_are_right(m: Commands, hooli: Hooli) -> None:
    code, _, expected = hooli
    rows = m("report", "balances", "--company", code, "--as-of", "2199-12-31", "--units", "--json").ok()["rows"]
    actual = {f"{row['account']}|{row['unit_code']}": Decimal(row["units"]) for row in rows}
    actual.pop("Equity:Rounding|USD")
    assert actual == {key: Decimal(value) for key, value in expected["units_at_end"].items() if Decimal(value)}


def test_all_balance_assertions_of_the_example_journal_hold(m: Commands, hooli: Hooli) -> None:
    from datetime import date, timedelta

    code, _, expected = hooli
    assert len(expected["balance_assertions"]) == 92
    for assertion in expected["balance_assertions"]:
        before = date.fromisoformat(assertion["date"]) - timedelta(days=1)
        asked = ("--account", assertion["account"], "--subtree", "--units", "--as-of", before.isoformat())
        rows = m("report", "balances", "--company", code, *asked, "--json").ok()["rows"]
        assert {row["account"] for row in rows} <= {assertion["account"]}
        units = {row["unit_code"]: Decimal(row["units"]) for row in rows}
        assert units.get(assertion["currency"], Decimal(0)) == Decimal(assertion["amount"]), assertion
