"""`layout.json` in the data directory: which contexts share one database, and which have one of their own.

One process keeps all contexts in one database, a network gives each its own. A data directory stays what its first
start made it: started the other way it would show empty books beside the full ones.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from business_m.settings import SettingInvalid

NAME = "layout.json"
# There since the first version, whose contexts all shared one database.
_FIRST_VERSION = "role_passwords.json"
_APART, _TOGETHER = "a database of its own", "the database that contexts share"


@dataclass(frozen=True, slots=True)
class Layout:
    """Contexts by where their data are."""

    together: frozenset[str]
    apart: frozenset[str]

    def place_of(self, context: str) -> str | None:
        """In words; None for a context that has no data yet."""
        if context in self.apart:
            return _APART
        return _TOGETHER if context in self.together else None


def kept_layout(data_dir: Path, contexts: Iterable[str]) -> Layout:
    """What earlier starts made of this data directory, of which `contexts` the first version had made all.

    Raises SettingInvalid.
    """
    path = data_dir / NAME
    if path.exists():
        try:
            content = json.loads(path.read_text())
            return Layout(frozenset(content["together"]), frozenset(content["apart"]))
        except (ValueError, KeyError, TypeError) as error:
            raise SettingInvalid(f"{path} cannot be read: {error}") from error
    return Layout(frozenset(contexts if (data_dir / _FIRST_VERSION).exists() else ()), frozenset())


def keep_layout(data_dir: Path, *, together: Iterable[str], apart: Iterable[str]) -> None:
    """Notes where these contexts' data are; a context that is new here joins. Raises SettingInvalid where a context's
    data are elsewhere already."""
    wanted = Layout(frozenset(together), frozenset(apart))
    kept = kept_layout(data_dir, wanted.together | wanted.apart)
    for context in sorted(wanted.together | wanted.apart):
        there, here = kept.place_of(context), wanted.place_of(context)
        if there not in (None, here):
            raise SettingInvalid(
                f"{data_dir} keeps the data of {context} in {there}, and this start would look for them in {here}: "
                f"{_advice(kept)}, or name another data directory"
            )
    content = {"together": kept.together | wanted.together, "apart": kept.apart | wanted.apart}
    partial = data_dir / f".{NAME}.partial"
    partial.touch(mode=0o600)
    partial.write_text(json.dumps({name: sorted(contexts) for name, contexts in content.items()}) + "\n")
    partial.replace(data_dir / NAME)


def _advice(kept: Layout) -> str:
    """How such a data directory is started."""
    if not kept.apart:
        return "start it with `m start`"
    only = f" --only {','.join(sorted(kept.apart))}" if kept.together else ""
    return f"start it with `m mesh up --plain{only}`"
