"""The mutants of `make mutants` stand where the code is today, and one that lives is not said to be noticed."""

import subprocess

import pytest

from mutants import stock
from mutants._breaking import Mutant, NotThere, broken, noticed_by
from tools.layout import ROOT

MUTANTS = (*stock.GUARD, *stock.ORDER, *stock.ROUNDING)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.rule)
def test_a_mutant_can_be_made(mutant: Mutant) -> None:
    whole = (ROOT / mutant.path).read_text()
    assert broken(whole, mutant) != whole
    assert all((ROOT / test).exists() for test in mutant.tests)


@pytest.mark.parametrize("text", ["not there", "a"])
def test_what_it_replaces_has_to_be_there_once(text: str) -> None:
    with pytest.raises(NotThere):
        broken("a b a", Mutant("rule", "path", text, "c", ()))


@pytest.mark.parametrize(
    ("code", "output", "name"),
    [
        (0, "12 passed", ""),
        (1, "FAILED a.py::test_b - assert 1 == 2\n1 failed", "a.py::test_b"),
        (1, "ERROR    m_kit:logs.py:12 broken\nERROR a.py::test_c\n1 error", "a.py::test_c"),
    ],
)
def test_it_is_noticed_by_the_test_that_failed(code: int, output: str, name: str) -> None:
    assert noticed_by(subprocess.CompletedProcess([], code, output, "")) == name


def test_no_test_at_all_notices_nothing() -> None:
    with pytest.raises(RuntimeError, match="no test ran"):
        noticed_by(subprocess.CompletedProcess([], 5, "no tests ran", ""))
