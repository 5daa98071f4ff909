"""The option `--scale CUR=N`."""

import re
from collections.abc import Iterable
from typing import Any

import click

_FORM = re.compile(r"([A-Z][A-Z0-9._-]{1,23})=([0-9])\Z", re.ASCII)


class _Scales(click.ParamType[tuple[str, int]]):
    name = "CUR=N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        match = _FORM.match(value)
        if match is None:
            self.fail(f"{value!r} is not a currency and 0 to 9 digits, such as USD=5", param, ctx)
        return match[1], int(match[2])


SCALES = _Scales()


def scales_of(given: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Currency to digits; the last one counts."""
    return dict(given)
