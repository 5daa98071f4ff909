"""Every import rule of the architecture is broken once and found; packages that don't exist break nothing."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools import import_rules
from tools.layout import ROOT

Tree = Callable[[Mapping[str, str]], Path]

CLEAN = {
    "services/business_m/topology.py": "import grpc_inproc, m_gateway.app, m_wms.module\n",
    "services/m_kit/uow.py": "import sqlalchemy, asyncpg\n",
    "services/m_kit/ids.py": "",
    "services/m_engines/cache.py": "import redis, m_kit.ids\n",
    "services/m_wms/module.py": "import m_wms.servicers.receipts\n",
    "services/m_wms/servicers/receipts.py": "import grpc, m_wms.usecases.post\n",
    "services/m_wms/usecases/post.py": "import m_wms.store.receipts, m_wms.domain.cost, m_kit.uow\n",
    "services/m_wms/store/receipts.py": "import sqlalchemy\n",
    "services/m_wms/domain/cost.py": "import decimal, m_kit.ids\n",
    "services/m_wms/workflows/close.py": "import temporalio, m_wms.domain.cost\n",
    "services/m_wms/tests/test_post.py": "import grpc_inproc, sqlalchemy\n",
    "services/m_finance/module.py": "",
    "services/book_keeper/usecases/post.py": "import m_engines.cache\n",
    "inproc/grpc_inproc/_channel.py": "import grpc\n",
    "gateway/m_gateway/app.py": "import grpc\n",
}

BROKEN = [
    ("services/m_wms/usecases/other.py", "import m_finance.module", "1 business_m > contexts"),
    ("services/m_kit/other.py", "import m_wms.domain.cost", "1 business_m > contexts"),
    ("services/m_engines/other.py", "import book_keeper.usecases.post", "1 business_m > contexts"),
    ("services/m_wms/usecases/other.py", "import m_wms.servicers.receipts", "2 the rooms of a context"),
    ("services/m_wms/domain/other.py", "import m_wms.usecases.post", "2 the rooms of a context"),
    ("services/m_wms/domain/other.py", "from google.protobuf import any_pb2", "3 domain is plain Python"),
    ("services/m_wms/domain/other.py", "import m_kit.uow", "3 domain is plain Python"),
    ("services/m_wms/usecases/other.py", "import m_engines.cache", "4 business logic knows no engine"),
    ("services/book_keeper/other.py", "import redis", "4 engine SDKs are m_engines' alone"),
    ("services/m_wms/usecases/other.py", "import sqlalchemy", "4 SQL is m_kit's and store's"),
    ("services/m_wms/usecases/other.py", "import temporalio", "4 temporalio is workflows' and activities'"),
    ("gateway/m_gateway/other.py", "import m_kit.ids", "5 the channel and the gateway know no service"),
    ("inproc/grpc_inproc/other.py", "import m_gateway.app, m_kit.ids", "5 the channel and the gateway know no service"),
    ("services/m_wms/clients.py", "import grpc_inproc", "5 only business_m composes"),
    ("services/m_kit/other.py", "import m_gateway.app", "5 only business_m composes"),
    ("services/m_wms/workflows/other.py", "import m_wms.store.receipts", "6 workflow files import nothing heavy"),
    ("services/m_kit/other.py", "import m_kit.another\n# and m_kit/another.py back", "6 no cycles in the kit"),
]


def with_packages(files: Mapping[str, str]) -> dict[str, str]:
    """The files, and an empty __init__.py in each folder below a source root that lacks one."""
    folders = {parent for name in files for parent in list(Path(name).parents)[:-2]}
    return {**{f"{folder}/__init__.py": "" for folder in folders}, **files}


def broken_contracts(root: Path) -> list[str]:
    """The names of the contracts that import-linter calls broken in a tree."""
    code = f"import sys, pathlib; from tools.import_rules import main; sys.exit(main(pathlib.Path({str(root)!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    broken = [line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")]
    assert done.returncode == (1 if broken else 0), done.stdout + done.stderr
    return broken


def test_a_tree_that_keeps_the_rules_passes(tree: Tree) -> None:
    assert broken_contracts(tree(with_packages(CLEAN))) == []


@pytest.mark.parametrize(("name", "statement", "rule"), BROKEN)
def test_a_broken_rule_is_found(tree: Tree, name: str, statement: str, rule: str) -> None:
    back = {"services/m_kit/another.py": "import m_kit.other\n"} if "another" in statement else {}
    broken = broken_contracts(tree(with_packages({**CLEAN, **back, name: statement + "\n"})))
    assert any(found.startswith(rule) for found in broken), broken


def test_a_tree_with_nothing_but_a_kit_breaks_nothing(tree: Tree) -> None:
    assert broken_contracts(tree(with_packages({"services/m_kit/ids.py": ""}))) == []


def test_this_repository_has_a_contract_for_each_rule() -> None:
    names = {contract["name"][0] for contract in import_rules.contracts(import_rules.Tree(ROOT))}
    assert {"1", "2", "3", "4", "5", "6"} <= names
