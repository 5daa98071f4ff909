"""A plugin joins a company of 20,000 suppliers that clients write to: none of them fails, and no value is lost."""

from pathlib import Path

import pytest

from bench.contributions import FULL, measured
from tests.support.whole import INDIE, whole


@pytest.mark.campaign
async def test_no_write_fails_while_fields_are_baked_withdrawn_and_restored(tmp_path: Path) -> None:
    with whole(INDIE, watched=False) as system:
        rows, wrong = await measured(FULL, system, tmp_path)
    print(*(row.line() for row in rows), sep="\n")
    assert wrong == []
