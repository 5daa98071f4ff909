"""Each of the house's rules finds what breaks it and lets the rest be."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools import checks

Tree = Callable[[Mapping[str, str]], Path]

BROKEN = [
    ("services/m_wms/clients.py", "import os\nhome = os.environ['HOME']\n", 2, "environment"),
    ("services/m_wms/clients.py", "import os\nhome = os.getenv('HOME')\n", 2, "environment"),
    ("services/m_wms/clients.py", "from os import environ\n", 1, "environment"),
    ("gateway/m_gateway/app.py", "import os\nx = os.environ\n", 2, "environment"),
    ("services/business_m/cli.py", "mode = values['M_MODE']\n", 1, "M_MODE"),
    ("services/business_m/cli.py", "def f(settings):\n    return settings.mode\n", 2, "M_MODE"),
    ("services/business_m/cli.py", "class A:\n    def f(self):\n        return self._settings.mode\n", 3, "M_MODE"),
    ("services/m_wms/store/receipts.py", "async def f(c):\n    await c.commit()\n", 2, "commits"),
    ("services/m_wms/usecases/post.py", "from datetime import datetime\nd = datetime.now()\n", 2, "time is read"),
    ("services/m_wms/usecases/post.py", "import datetime\nd = datetime.datetime.utcnow()\n", 2, "time is read"),
    ("services/m_wms/usecases/post.py", "from datetime import date\nf = date.today\n", 2, "time is read"),
    ("services/m_wms/usecases/post.py", "import time\nd = time.time()\n", 2, "time is read"),
    ("services/m_wms/usecases/post.py", "from time import time\n", 1, "time is read"),
    ("services/m_wms/domain/cost.py", "rate = 0.5\n", 1, "float"),
    ("services/m_wms/domain/cost.py", "def f(x):\n    return float(x)\n", 2, "float"),
    ("services/book_keeper/convert.py", "def f(amount: float) -> str: ...\n", 1, "float"),
    ("services/m_engines/ledger/port.py", "def f(amount=1.5): ...\n", 1, "float"),
    ("services/m_engines/ledger/port.py", "def wait_seconds(amount: float) -> float: ...\n", 1, "float"),
    ("README.md", "see\n" + "/ro" + "ot/notes\n", 2, "path of one machine"),
    ("Makefile", "DATA = /ho" + "me/ann/data\n", 1, "path of one machine"),
    ("docs/setup.md", "pip install --index" + "-url https://mirror.example\n", 1, "package index"),
    ("ui/.npmrc", "registry=https://registry.npm" + "js.org\n", 1, "registry's host"),
    ("docs/dependencies.md", "", 1, "no reason for click"),
    ("docs/dependencies.md", "| `click` | Commands. |\n| `rich` | Colours. |\n", 1, "which nothing depends on"),
    ("requirements.lock", "click==7.0 \\\n    --hash=sha256:00\n", 1, "has click 7.0, not click>=8"),
    ("requirements-test.lock", "rich==15.0 \\\n    --hash=sha256:00\n", 1, "has click None"),
    ("requirements.lock", "click @ https://example.org/click.whl\nclick==8.5.1\n", 1, "holds an address"),
    ("services/m_wms/module.py", "x = 1\n" * 401, 401, "401 lines"),
    ("services/m_finance/usecases/suppliers.py", "# the\nkey = 'in_gstin'\n", 2, "region's word"),
    ("ui/packages/form/src/fields.tsx", "const label = 'TRN';\n", 1, "region's word"),
    ("gateway/m_gateway/http/x.py", "x = 'HSN code'\n", 1, "region's word"),
]

FINE = {
    "services/business_m/settings.py": "import os\nmode = os.environ.get('M_MODE')\n",
    "services/business_m/topology.py": "def f(settings):\n    return settings.mode == 'indie' or 'M_MODE'\n",
    "services/m_kit/uow.py": "async def f(c):\n    await c.commit()\n",
    "services/m_kit/clock.py": "from datetime import datetime\nimport time\nn = datetime.now(None), time.time()\n",
    "services/m_wms/usecases/post.py": "def f(clock):\n    'M_MODE, os.environ'\n    return clock.now(), 0.5\n",
    "services/m_wms/tests/test_x.py": "import os, time\nx = os.environ, time.time(), 0.5\n",
    "services/book_keeper/engine.py": "TIMEOUT_SECONDS = 0.5\ndef f(*, timeout_seconds: float = 0.5): ...\n",
    "services/book_keeper/wait.py": "def wait_seconds() -> float: ...\nleft_seconds: float = 1.0\n",
    "services/book_keeper/stop.py": "server.stop(grace_seconds=0.1)\n",
    "services/m_identity/domain/throttle.py": "kept: list[float] = []\n",
    "inproc/grpc_inproc/_rpc.py": "import time\nnow = time.time()\n",
    "tools/anything.py": "import os\nx = os.environ\n",
    "services/m_finance/tests/test_roles.py": "key = 'in_gstin'\n",
    "services/m_wms/domain/lots.py": "# lengths, astrn, hundreds, gstore\n",
    "services/m_india/domain/x.py": "GST = 'in_gstin'\n",
    "docs/paths.md": "/usr/bin/python3, /tmp, ./work/main, business-m.work/root, https://apache.org\n",
    "services/m_wms/tests/test_long.py": "x = 1\n" * 401,
}


@pytest.mark.parametrize(("name", "content", "line", "rule"), BROKEN)
def test_a_broken_rule_is_found_where_it_is_broken(tree: Tree, name: str, content: str, line: int, rule: str) -> None:
    root = tree({name: content})
    assert [(finding.path, finding.line) for finding in checks.findings(root)] == [(root / name, line)]
    assert rule in checks.findings(root)[0].rule


def test_what_keeps_the_rules_is_let_be(tree: Tree) -> None:
    assert checks.findings(tree(FINE)) == []


def test_a_finding_is_an_exit_code_and_a_line(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(tree({"services/m_wms/store/a.py": "c.commit()\n"})) == 1
    assert capsys.readouterr().out == "services/m_wms/store/a.py:1: nobody commits but m_kit/uow.py\n"


def test_a_long_file_is_reported_before_it_is_refused(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(tree({"services/m_wms/module.py": "x = 1\n" * 300})) == 0
    assert "m_wms/module.py has 300 lines" in capsys.readouterr().out


@pytest.mark.needs("git")
def test_a_file_that_git_ignores_is_not_read(tree: Tree) -> None:
    root = tree({".gitignore": "local/\n", "local/notes.md": "/ro" + "ot/x\n"})
    assert len(checks.findings(root)) == 1
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    assert checks.findings(root) == []
