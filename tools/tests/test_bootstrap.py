"""When `.venv` is made, made anew, added to and left alone; what is said where something is missing."""

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tools import bootstrap
from tools.bootstrap import Environment, Stopped

Tree = Callable[[Mapping[str, str]], Path]
INDIE, TEST = bootstrap.LOCKS["indie"], bootstrap.LOCKS["test"]


class Commands:
    """Stands in for venv and pip: makes the folder, remembers what was asked, fails when told to."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.fails_at: str | None = None

    def __call__(self, command: list[str], failure: str) -> None:
        self.asked.append(command)
        if self.fails_at and self.fails_at in command[-1]:
            raise Stopped(failure, exit_code=1)
        if command[1:3] == ["-m", "venv"]:
            Path(command[3]).mkdir()


@pytest.fixture
def commands() -> Commands:
    """A recorder of commands."""
    return Commands()


def test_the_first_time_everything_is_installed_with_hashes_and_ours_without_isolation(
    tree: Tree, commands: Commands
) -> None:
    root = tree({})
    stages = Environment(root, commands).make(INDIE)
    assert stages == ["environment", "requirements.lock", "business-m"]
    assert commands.asked[1][-3:] == ["--require-hashes", "-r", str(root / "requirements.lock")]
    assert commands.asked[2][-4:] == ["--no-deps", "--no-build-isolation", "-e", str(root)]


def test_the_second_time_nothing_is_done(tree: Tree, commands: Commands) -> None:
    root = tree({})
    Environment(root, commands).make(TEST)
    commands.asked.clear()
    assert Environment(root, commands).make(TEST) == Environment(root, commands).make(INDIE) == []
    assert commands.asked == []


def test_testing_adds_to_what_running_installed(tree: Tree, commands: Commands) -> None:
    root = tree({})
    Environment(root, commands).make(INDIE)
    assert Environment(root, commands).make(TEST) == ["requirements-test.lock", "requirements-mesh.lock"]


def test_a_changed_lock_makes_it_anew(tree: Tree, commands: Commands) -> None:
    root = tree({})
    Environment(root, commands).make(TEST)
    (root / "requirements.lock").write_text("click==8.6\n")
    assert Environment(root, commands).make(INDIE) == ["environment", "requirements.lock", "business-m"]


def test_a_changed_pyproject_installs_ours_again_and_nothing_else(tree: Tree, commands: Commands) -> None:
    root = tree({})
    Environment(root, commands).make(INDIE)
    (root / "pyproject.toml").write_text("[project]\n")
    assert Environment(root, commands).make(INDIE) == ["business-m"]


def test_a_moved_clone_makes_it_anew(tree: Tree, commands: Commands) -> None:
    root = tree({})
    Environment(root, commands).make(INDIE)
    moved = root.parent / "moved"
    shutil.move(root, moved)
    assert Environment(moved, commands).make(INDIE)[0] == "environment"


@pytest.mark.parametrize(("key", "value"), [("python", "/opt/python3.12"), ("version", "3.11.0")])
def test_another_pythons_is_made_anew(tree: Tree, commands: Commands, key: str, value: str) -> None:
    root = tree({})
    Environment(root, commands).make(INDIE)
    stamp = root / ".venv" / "bootstrap.json"
    content = json.loads(stamp.read_text())
    content["made"][key] = value
    stamp.write_text(json.dumps(content))
    assert Environment(root, commands).make(INDIE)[0] == "environment"


@pytest.mark.parametrize("interrupted_at", ["requirements.lock", "requirements-test.lock"])
def test_what_failed_is_done_the_next_time(tree: Tree, commands: Commands, interrupted_at: str) -> None:
    root = tree({})
    commands.fails_at = interrupted_at
    with pytest.raises(Stopped, match=f"could not install {interrupted_at}: is the package index reachable?"):
        Environment(root, commands).make(TEST)
    commands.fails_at = None
    assert interrupted_at in Environment(root, commands).make(TEST)
    assert Environment(root, commands).make(TEST) == []


def test_an_empty_lock_is_not_given_to_pip(tree: Tree, commands: Commands) -> None:
    root = tree({"requirements-mesh.lock": "# none yet\n\n"})
    Environment(root, commands).make(TEST)
    assert not any("requirements-mesh.lock" in command[-1] for command in commands.asked)


def test_the_environment_is_never_made_by_the_python_inside_it() -> None:
    assert not Path(bootstrap.base_python()).is_symlink()
    assert Path(bootstrap.base_python()) == Path(sys.executable).resolve()


@pytest.mark.parametrize(
    ("version", "system", "libc", "has_venv", "said"),
    [
        ((3, 10), "Linux", "glibc", True, "install Python 3.11, 3.12 or 3.13: this one is 3.10"),
        ((3, 14), "Linux", "glibc", True, "install Python 3.11, 3.12 or 3.13: this one is 3.14"),
        ((3, 11), "Linux", "glibc", False, "install python3.11-venv: this Python has no venv and ensurepip"),
        ((3, 12), "Linux", "", True, "install on Linux with glibc: this is Linux"),
        ((3, 12), "Darwin", "", True, "install on Linux with glibc: this is Darwin"),
        ((3, 13), "Linux", "glibc", True, None),
    ],
)
def test_what_is_missing_is_said(
    version: tuple[int, int], system: str, libc: str, *, has_venv: bool, said: str | None
) -> None:
    assert bootstrap.missing(version, system, libc, has_venv=has_venv) == said


def test_a_wrong_usage_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["everything"]) == 2
    assert "usage" in capsys.readouterr().err


def test_a_failing_command_says_what_it_said() -> None:
    with pytest.raises(Stopped, match=r"could not\n.*disk full") as stop:
        bootstrap.run([sys.executable, "-c", "raise SystemExit('disk full')"], "could not")
    assert stop.value.exit_code == 1
