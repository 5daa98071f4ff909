"""`m company create --chart` and `m import chart`."""

from pathlib import Path

from tests.support.books import fresh_code
from tests.support.commands import Commands
from tests.support.rest import Rest

CHART = """code,name,type,parent,role
1100,Bank,asset,1000,
1000,Assets,ASSET,,
4000,Sales,INCOME,,
3000,Surplus,EQUITY,,RETAINED_EARNINGS
"""


def company(m: Commands, *more: str) -> tuple[str, str]:
    """(code, id) of a new one."""
    code = fresh_code()
    made = m("company", "create", "--code", code, "--currency", "INR", *more, "--json").ok()
    return code, made["company_id"]


def accounts(rest: Rest, company_id: str) -> dict[str, str]:
    listed = rest.get("/v1/ledger/accounts", company_id=company_id, page_size=250).ok()["accounts"]
    return {one["code"]: one["parent_code"] for one in listed}


def test_a_company_begins_with_a_chart(m: Commands, rest: Rest) -> None:
    _, company_id = company(m, "--chart", "india")
    assert accounts(rest, company_id)["1510"] == "1500"
    rules = rest.get("/v1/ledger/posting-rules", company_id=company_id).ok()["posting_rules"]
    assert {one["role"]: one["account_code"] for one in rules}["EXCHANGE_GAIN"] == "4810"


def test_a_chart_comes_from_csv_once(m: Commands, rest: Rest, tmp_path: Path) -> None:
    code, company_id = company(m)
    file = tmp_path / "chart.csv"
    file.write_text(CHART)
    first = m("import", "chart", file, "--company", code, "--json").ok()
    assert first == {"company": code, "accounts": 4, "accounts_created": 4, "posting_rules_created": 1}
    assert accounts(rest, company_id) == {"1000": "", "1100": "1000", "3000": "", "4000": ""}
    again = m("import", "chart", file, "--company", code, "--json").ok()
    assert (again["accounts_created"], again["posting_rules_created"]) == (0, 0)


BAD = [
    ("code,name\n1,A\n", "row 1: the header needs code, type"),
    ("code,type,colour\n1,ASSET,red\n", "row 1: unknown column 'colour'"),
    ("code,type\n1,ASSETS\n", "row 2: 'ASSETS' is no type of account"),
    ("code,type\n,ASSET\n", "row 2: no code"),
    ("code,type\n1,ASSET,x\n", "row 2: not as many cells"),
    ("code,type\n1,ASSET\n1,ASSET\n", "row 3: account '1' stands twice"),
    ("code,type,parent\n1,ASSET,2\n", "row 2: no account '2'"),
    ("code,type,parent\n1,ASSET,2\n2,ASSET,1\n", "row 2: account '1' stands below itself"),
]


def test_a_bad_row_is_named_and_nothing_made(m: Commands, rest: Rest, tmp_path: Path) -> None:
    code, company_id = company(m)
    file = tmp_path / "chart.csv"
    for text, said in BAD:
        file.write_text(text)
        done = m("import", "chart", file, "--company", code)
        assert (done.code, said in done.stderr) == (1, True), done.stderr
    assert accounts(rest, company_id) == {}
