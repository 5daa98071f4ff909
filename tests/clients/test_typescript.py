"""The TypeScript package: it posts a voucher by gRPC-Web, and its types are those of the contracts."""

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.books import Books, opened, request_id
from tests.support.whole import INDIE, MESH, Systems, Whole
from tools import node as node_tool
from tools import typescript
from tools.node import NodeMissing, install, node
from tools.typescript import INSTALLED, PACKAGE, plugin

JOURNEY = Path(__file__).with_name("post_voucher.mjs")
STRICT = ("--noEmit", "--allowJs", "--checkJs", "--strict", "--module", "nodenext", "--target", "es2022")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package as npm would publish it and what it depends on, and nothing else."""
    made = tmp_path_factory.mktemp("typescript")
    try:
        node()
        install(PACKAGE, made, "--omit=dev")
    except NodeMissing as missing:
        pytest.skip(str(missing))
    packed = subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=made, capture_output=True, text=True)
    assert packed.returncode == 0, packed.stderr
    with tarfile.open(made / packed.stdout.strip()) as published:
        published.extractall(made, filter="data")
    (made / "package").rename(made / "node_modules" / "business-m-sdk")
    (made / "package.json").write_text('{"private": true}')  # a caller of its own, no longer the package itself
    shutil.copy(JOURNEY, made)
    return made


@pytest.fixture(params=[INDIE, MESH])
def system(request: pytest.FixtureRequest, systems: Systems) -> Whole:
    """One whose own front door speaks gRPC-Web, and one where Envoy does."""
    return systems(request.param)


@pytest.fixture
def books(system: Whole) -> Iterator[Books]:
    """A company of the test's own."""
    with system.rest() as rest:
        yield opened(rest)


def test_the_package_posts_a_voucher(folder: Path, system: Whole, books: Books) -> None:
    order = {
        "url": system.http_url,
        "token": system.admin_token,
        "company_id": books.id,
        "request_ids": [request_id(), request_id()],
    }
    done = subprocess.run(
        ["node", JOURNEY.name], cwd=folder, input=json.dumps(order), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["replayed_id"] == told["id"]
    assert (told["refused_code"], told["refused_reason"]) == ("InvalidArgument", "VOUCHER_UNBALANCED")
    posted = books.rest.get(f"/v1/ledger/vouchers/{told['id']}").ok()["voucher"]
    assert (posted["number"], posted["state"]) == (told["number"], told["state"]) == (told["number"], "POSTED")
    assert {code: str(balance) for (code, _), balance in books.balances().items()} == {"Cash": "1.50", "Sales": "-1.50"}


def checked(folder: Path) -> "subprocess.CompletedProcess[str]":
    """TypeScript's judgement of the caller above; node's own types are no part of the package."""
    plugin()  # TypeScript is installed beside it
    shim = 'declare module "node:fs" { export function readFileSync(file: number, encoding: string): string; }\n'
    (folder / "node.d.ts").write_text(shim)
    program = INSTALLED / "node_modules" / "typescript" / "bin" / "tsc"
    return subprocess.run(
        ["node", program, *STRICT, "--lib", "es2022,dom", "node.d.ts", JOURNEY.name],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_its_types_let_a_right_caller_pass_and_stop_a_wrong_one(folder: Path) -> None:
    done = checked(folder)
    assert done.returncode == 0, done.stdout
    path = folder / JOURNEY.name
    right = path.read_text()
    path.write_text(right.replace("postingDate:", "postedOn:"))
    try:
        assert "postedOn" in checked(folder).stdout
    finally:
        path.write_text(right)


def test_drift_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        plugin()
    except NodeMissing as missing:
        pytest.skip(str(missing))
    copy = tmp_path / "contracts"
    shutil.copytree(typescript.OUT, copy)
    monkeypatch.setattr(typescript, "OUT", copy)
    assert typescript.main(["--check"]) == 0
    changed = "businessm/ledger/v1/voucher_pb.js"
    (copy / changed).write_text("")
    assert typescript.main(["--check"]) == 1
    assert changed in capsys.readouterr().err


def test_without_node_nothing_is_judged_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(node_tool, "wheels", lambda: None)
    assert typescript.main(["--check"]) == 0
    assert capsys.readouterr().out == "note: gen/ts is as it was: node or npm is not installed\n"
