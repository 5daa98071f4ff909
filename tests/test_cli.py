"""The command `m`: exit codes, the shapes that were fixed, and what it keeps to itself."""

import json
import re
import stat
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jwt
import pytest

from tests.bad_vouchers import good
from tests.setup.running import Running
from tests.support.books import Books, fresh_code, line
from tests.support.commands import Commands, M, environment
from tests.support.indie import folder
from tests.support.rest import Rest
from tests.support.whole import Whole, whole

INVARIANTS = [f"I{number}" for number in range(1, 15)]
TALKING = (
    ("company", "create", "--code", "X", "--currency", "USD"),
    ("token", "--user", "admin"),
    ("report", "trial-balance", "--company", "X", "--as-of", "2024-01-01"),
    ("report", "balances", "--company", "X", "--as-of", "2024-01-01"),
    ("report", "profit-and-loss", "--company", "X", "--from", "2024-01-01", "--to", "2024-12-31"),
    ("import", "journal", __file__, "--company", "X"),
    ("check",),
    ("doctor",),
)


@pytest.fixture
def nowhere() -> Iterator[Path]:
    """A data directory on which nothing runs."""
    with folder() as place:
        yield place / "data"


@pytest.fixture(scope="module")
def done_books(rest: Rest) -> Books:
    """Books with a few vouchers, that tests only read."""
    accounts = {"Assets": "ASSET", "Sales": "INCOME", "Rent": "EXPENSE"}
    made = Books.opened(rest, accounts=accounts, years=[2024, 2025])
    made.account("Assets:Cash", "ASSET", "Assets")
    made.post("2024-03-01", [line("Assets:Cash", debit="90.00"), line("Sales", credit="90.00")]).ok()
    made.post("2025-03-01", [line("Rent", debit="25.50"), line("Assets", credit="25.50")]).ok()
    units: dict[str, Any] = {"units": {"unit_code": "TREES", "value": "1.5"}}
    made.post("2025-04-01", [line("Assets", debit="3.00", **units), line("Assets:Cash", credit="3.00")]).ok()
    return made


def test_the_ready_line_has_the_fields_that_were_fixed(server: Whole) -> None:
    started = server.started
    names = ["event", "topology", "http_url", "grpc_target", "data_dir", "pid", "postgres_pid", "start_seconds"]
    assert list(started) == names
    assert (started["event"], started["topology"]) == ("ready", "indie")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", started["http_url"])
    assert re.fullmatch(r"127\.0\.0\.1:\d+", started["grpc_target"])
    assert re.fullmatch(r"\d+\.\d+", started["start_seconds"])
    assert (started["data_dir"], started["pid"]) == (str(server.data_dir), server.running.process.pid)


def test_run_json_is_its_owners_alone(server: Whole) -> None:
    mode = (server.data_dir / "run.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert server.run_file["http_url"] == server.started["http_url"]
    assert server.run_file["grpc_target"] == server.started["grpc_target"]


def test_a_second_start_says_already_running_and_its_pid(server: Whole) -> None:
    with Running(server.data_dir) as second:
        code, said = second.refused()
        assert second.process.stdout is not None
        answer = json.loads(second.process.stdout.read())
    assert (code, answer["error"]["message"]) == (1, f"already running, pid {server.started['pid']}"), said
    assert server.m("check", "--json").code == 0


def test_token_prints_a_jwt_with_what_was_asked_for(server: Whole) -> None:
    done = server.m("token", "--user", "ann", "--tenant", "other", "--role", "viewer", "--role", "accountant")
    assert (done.code, done.stdout.count("\n"), done.stderr) == (0, 1, "")
    claims = jwt.decode(done.stdout.strip(), options={"verify_signature": False})
    assert (claims["sub"], claims["tenant"], claims["roles"]) == ("ann", "other", ["viewer", "accountant"])
    assert {"iss", "aud", "exp"} <= claims.keys()
    assert jwt.get_unverified_header(done.stdout.strip())["alg"] == "ES256"


def test_a_token_is_checkable_with_the_published_keys(server: Whole, rest: Rest) -> None:
    (key,) = rest.get("/.well-known/jwks.json").ok()["keys"]
    claims = jwt.decode(server.token(), jwt.PyJWK(key), algorithms=["ES256"], audience="business-m")
    assert claims["sub"] == "admin"


def test_a_token_for_nobody_is_refused(m: Commands) -> None:
    assert m("token", "--user", "nobody-of-this-name").code == 1
    assert m("token").code == 2


def test_company_create_answers_id_and_code_and_makes_the_first_year(m: Commands, rest: Rest) -> None:
    code = fresh_code()
    options = ("--scale", "USD=5", "--scale", "SHELLS=0", "--first-year", "2013-04-01")
    answer = m("company", "create", "--code", code, "--currency", "USD", *options, "--json").ok()
    assert (list(answer), answer["code"]) == (["company_id", "code"], code)
    company = rest.get(f"/v1/ledger/companies/{answer['company_id']}").ok()["company"]
    assert {one["currency_code"]: one["scale"] for one in company["scales"]} == {"USD": 5, "SHELLS": 0}
    periods = rest.get("/v1/ledger/periods", company_id=answer["company_id"]).ok()["periods"]
    assert [one["start_date"] for one in periods[:2]] == ["2013-04-01", "2013-05-01"]
    assert (len(periods), periods[-1]["end_date"]) == (12, "2014-03-31")
    again = m("company", "create", "--code", code, "--currency", "USD", "--json")
    assert (again.code, "m: " in again.stderr) == (1, True)


def test_the_trial_balance_has_the_shape_that_was_fixed(m: Commands, done_books: Books) -> None:
    asked = ("report", "trial-balance", "--company", done_books.code)
    answer = m(*asked, "--as-of", "2025-12-31", "--json").ok()
    assert list(answer) == ["company", "as_of", "rows", "totals"]
    assert (answer["company"], answer["as_of"]) == (done_books.code, "2025-12-31")
    row = {"account": "Rent", "currency_code": "USD", "debit": "25.50", "credit": "0.00", "balance": "25.50"}
    assert row in answer["rows"]
    assert {row["account"]: row["balance"] for row in answer["rows"]} == {
        "Assets": "-22.50",
        "Assets:Cash": "87.00",
        "Rent": "25.50",
        "Sales": "-90.00",
    }
    (totals,) = answer["totals"]
    assert (totals["currency_code"], totals["debit"]) == ("USD", totals["credit"])
    movements = m(*asked, "--as-of", "2025-12-31", "--from", "2025-01-01", "--json").ok()["rows"]
    assert {row["account"]: row["balance"] for row in movements} == {
        "Assets": "-22.50",
        "Assets:Cash": "-3.00",
        "Rent": "25.50",
    }
    over_rest = done_books.trial_balance("2025-12-31")
    assert [{**row, "account": row["account_code"]}["account"] for row in over_rest["rows"]] == [
        row["account"] for row in answer["rows"]
    ]


def test_balances_are_an_accounts_own_or_its_subtrees_in_money_or_in_units(m: Commands, done_books: Books) -> None:
    asked = ("report", "balances", "--company", done_books.code, "--as-of", "2025-12-31", "--account", "Assets")
    own = m(*asked, "--json").ok()["rows"]
    assert own == [{"account": "Assets", "currency_code": "USD", "balance": "-22.50"}]
    tree = m(*asked, "--subtree", "--json").ok()["rows"]
    assert tree == [{"account": "Assets", "currency_code": "USD", "balance": "64.50"}]
    units = m(*asked, "--subtree", "--units", "--json").ok()["rows"]
    assert {row["unit_code"]: Decimal(row["units"]) for row in units} == {
        "TREES": Decimal("1.5"),
        "USD": Decimal("61.5"),
    }
    assert all(list(row) == ["account", "unit_code", "units"] for row in units)
    assert m(*asked[:-1], "Nowhere", "--json").code == 1


def test_profit_and_loss_counts_income_negative(m: Commands, done_books: Books) -> None:
    span = ("--from", "2024-01-01", "--to", "2025-12-31")
    answer = m("report", "profit-and-loss", "--company", done_books.code, *span, "--json").ok()
    assert (answer["income"], answer["expenses"]) == ({"USD": "-90.00"}, {"USD": "25.50"})


def test_check_names_all_fourteen_invariants(m: Commands, done_books: Books) -> None:
    answer = m("check", "--json").ok()
    assert list(answer) == ["ok", "invariants"]
    assert [one["id"] for one in answer["invariants"]] == INVARIANTS
    for one in answer["invariants"]:
        assert list(one) == ["id", "status", "checked", "violations"]
        assert one["status"] in ("ok", "not_applicable")
        assert isinstance(one["checked"], int)
    found = {one["id"]: one for one in answer["invariants"]}
    assert (found["I1"]["status"], found["I1"]["checked"] >= 3) == ("ok", True)


def test_doctor_names_contexts_and_engines_and_no_password(server: Whole) -> None:
    done = server.m("doctor", "--json")
    answer = done.ok()
    assert (list(answer), answer["topology"]) == (["topology", "contexts", "engines"], "indie")
    assert {one["context"] for one in answer["contexts"]} >= {"identity", "masters", "book_keeper", "finance"}
    for one in answer["contexts"]:
        assert {"context", "pid", "grpc_target", "database", "healthy"} <= one.keys()
        assert (one["pid"], one["grpc_target"], one["healthy"]) == (
            server.started["pid"],
            server.started["grpc_target"],
            True,
        )
    for one in answer["engines"]:
        assert {"name", "adapter", "version", "address", "healthy"} <= one.keys()
        assert one["healthy"]
    assert "ledger" in {one["name"] for one in answer["engines"]}
    assert not [secret for secret in secrets(server) if secret in done.stdout + done.stderr]


def test_an_audit_goes_along_the_chain_once_all_is_sealed(m: Commands, done_books: Books) -> None:
    done = m("audit", "verify", "--company", done_books.code, "--json")
    while done.json["unsealed"]:
        done = m("audit", "verify", "--company", done_books.code, "--json")
    assert (done.code, done.json["ok"], done.json["first_broken"]) == (0, True, None)
    assert done.json["sealed"] == done.json["vouchers"] > 0


@pytest.mark.parametrize("arguments", TALKING, ids=lambda arguments: " ".join(arguments[:2]))
def test_without_a_server_every_command_says_how_to_start_one_exit_3(
    m: Commands, nowhere: Path, arguments: tuple[str, ...]
) -> None:
    done = m(*arguments, M_DATA_DIR=str(nowhere))
    assert (done.code, done.stdout, "m start" in done.stderr) == (3, "", True), done


def test_a_server_that_does_not_answer_is_exit_3(m: Commands) -> None:
    done = m("check", "--json", M_TARGET="127.0.0.1:1", M_TOKEN="x")
    assert (done.code, "does not answer" in done.stderr) == (3, True)


def test_a_remote_server_is_reached_by_m_target(server: Whole, nowhere: Path) -> None:
    there = {"M_DATA_DIR": str(nowhere), "M_TARGET": server.started["grpc_target"]}
    assert server.m("check", "--json", M_TOKEN=server.token(), **there).ok()["ok"]
    denied = server.m(
        "company", "create", "--code", "X", "--currency", "USD", M_TOKEN=server.token("--role", "viewer"), **there
    )
    assert (denied.code, "lacks the permission" in denied.stderr) == (1, True), denied
    forged = server.m("check", M_TOKEN="nonsense", **there)
    assert forged.code == 1, forged


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("report",),
        ("report", "trial-balance"),
        ("report", "trial-balance", "--company", "X", "--as-of", "yesterday"),
        ("report", "trial-balance", "--company", "X", "--as-of", "2023-02-29"),
        ("company", "create", "--code", "X"),
        ("company", "create", "--code", "X", "--currency", "USD", "--scale", "USD=10"),
        ("import", "journal", "/no/such/file.csv", "--company", "X"),
        ("token", "--user", "admin", "--lifetime", "1"),
        ("start", "--http-port", "70000"),
        ("check", "--colour"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(m: Commands, arguments: tuple[str, ...]) -> None:
    done = m(*arguments)
    assert (done.code, done.stdout) == (2, ""), done
    assert done.stderr


def test_what_was_refused_is_exit_1_with_the_servers_words(m: Commands) -> None:
    done = m("report", "trial-balance", "--company", "NO-SUCH", "--as-of", "2024-01-01", "--json")
    assert (done.code, "NO-SUCH" in done.stderr) == (1, True), done


def test_the_installed_command_is_the_one_that_was_tested(server: Whole) -> None:
    found = environment(M_DATA_DIR=str(server.data_dir))
    done = subprocess.run([str(M), "check", "--json"], env=found, capture_output=True, text=True)
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True), done
    wrong = subprocess.run([str(M), "no-such-command"], env=found, capture_output=True, text=True)
    assert (wrong.returncode, wrong.stdout) == (2, "")


def secrets(server: Whole) -> list[str]:
    """What must stand in no log: passwords and tokens of this server."""
    roles = json.loads((server.data_dir / "role_passwords.json").read_text())
    passwords = [value for value in roles.values() if isinstance(value, str)]
    assert passwords
    return [*passwords, server.run_file["token"], server.run_file["owner_token"]]


def everything_logged(server: Whole) -> str:
    """All that the server and PostgreSQL have written."""
    texts = [server.running.errors]
    texts += [path.read_text(errors="replace") for path in (server.data_dir / "logs").rglob("*") if path.is_file()]
    return "\n".join(texts)


def test_secrets_stand_in_no_log(server: Whole, rest: Rest, books: Books) -> None:
    canary, token = "canary-Zq7-password", server.token("--lifetime", "60")
    user = {"username": f"canary{fresh_code().lower()}", "roles": ["viewer"]}
    rest.post("/v1/identity/users", {"user": user, "password": canary}).ok()
    for password in (canary, canary + "-wrong"):
        rest.post("/v1/identity/sessions:login", {"username": user["username"], "password": password})
    key = rest.post("/v1/identity/api-keys", {"api_key": {"name": "k", "username": user["username"]}}).ok()["secret"]
    rest.post("/v1/identity/sessions:exchangeApiKey", {"secret": key}).ok()
    rest.post("/v1/identity/sessions:exchangeApiKey", {"secret": key + "canary"})
    for bad in (token, token + "canary"):
        with Rest(server.http_url, bad) as stranger:
            Books(stranger, books.company).send(good(books))
            stranger.send("POST", "/v1/ledger/vouchers:post", content=b"{" + bad.encode())
    logged = everything_logged(server)
    assert logged
    leaked = [one for one in (canary, key, token, *secrets(server)) if one in logged]
    assert leaked == []


def test_login_with_the_password_that_was_given_at_the_first_start() -> None:
    password = "correct horse battery staple"
    with whole(M_ADMIN_PASSWORD=password) as server, Rest(server.http_url, None) as stranger:
        answer = stranger.post("/v1/identity/sessions:login", {"username": "admin", "password": password}).ok()
        with Rest(server.http_url, answer["access_token"]) as admin:
            assert admin.get("/v1/ledger/companies").status == 200
        wrong = stranger.post("/v1/identity/sessions:login", {"username": "admin", "password": "wrong"})
        assert (wrong.status, wrong.body["code"], wrong.reason) == (401, 16, "TOKEN_INVALID")
        assert password not in everything_logged(server)
        done = server.m("stop")
        assert done.json == {"event": "stopped", "pid": server.started["pid"]}
        assert server.running.process.wait(10) == 0
        assert server.m("stop").code == 3
        migrated = server.m("migrate", "--json").ok()
        assert migrated == {"migrations_run": dict.fromkeys(migrated["migrations_run"], 0)}
        assert not (server.data_dir / "run.json").exists()


def test_with_json_a_refusal_is_one_object_on_stdout_with_its_reason(m: Commands) -> None:
    done = m("report", "trial-balance", "--company", "NO-SUCH", "--as-of", "2024-01-01", "--json")
    assert done.code == 1
    assert done.json["error"]["reason"] == "RESOURCE_NOT_FOUND"
