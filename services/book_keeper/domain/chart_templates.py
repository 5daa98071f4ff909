"""Charts of accounts to begin with, as data (chart_templates/*.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from book_keeper.domain.accounts import AccountType

FOLDER = Path(__file__).parent.parent / "chart_templates"


@dataclass(frozen=True, slots=True)
class TemplateAccount:
    """An account to make; its parent stands before it."""

    code: str
    name: str
    type: AccountType
    parent_code: str


@dataclass(frozen=True, slots=True)
class ChartTemplate:
    """A chart. `roles` are the account codes that play them."""

    code: str
    name: str
    accounts: tuple[TemplateAccount, ...]
    roles: dict[str, str]


def read_chart_templates(folder: Path = FOLDER) -> dict[str, ChartTemplate]:
    """Every template, by code: the name of its file."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> ChartTemplate:
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    accounts = tuple(
        TemplateAccount(code, name, AccountType[kind], parent) for code, name, kind, parent in found["accounts"]
    )
    return ChartTemplate(path.stem, found["name"], accounts, found["roles"])
