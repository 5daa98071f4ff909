"""The small files beside a context that say how its document types are laid out: what contracts do not know.

One TOML file for each document type. Labels are tables by language code; "en" is needed where there is one at all, and
a field or action without a label is called by its name.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Labels = Mapping[str, str]


class LayoutInvalid(Exception):
    """A layout names what its contract does not have, or lacks what it needs; the message names file and key."""


@dataclass(frozen=True)
class FieldLayout:
    """What a contract does not say of a field. `link` is context and type; `type` where text is more than that.
    `options` are labels of a choice's words; `set_once` is what updates do not take."""

    labels: Labels = field(default_factory=dict)
    link: str = ""
    type: str = ""
    currency_source: str = ""
    uom_source: str = ""
    set_once: bool = False
    options: Mapping[str, Labels] = field(default_factory=dict)


@dataclass(frozen=True)
class SectionLayout:
    """Fields that stand together, in order."""

    key: str
    labels: Labels
    fields: Sequence[str]


@dataclass(frozen=True)
class ActionLayout:
    """What can be done in which states (all where none is named). `fields` are those of its request that are not called
    like one of the document."""

    labels: Labels = field(default_factory=dict)
    states: Sequence[str] = ()
    fields: Mapping[str, FieldLayout] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """One document type. `message` and `service` are full names of its contract."""

    type: str
    message: str
    service: str
    title_field: str
    labels: Labels
    plural_labels: Labels
    sections: Sequence[SectionLayout]
    list_columns: Sequence[str]
    filters: Sequence[str]
    fields: Mapping[str, FieldLayout]
    states: Mapping[str, Labels]
    actions: Mapping[str, ActionLayout]


def read_layouts(folder: Path) -> dict[str, Layout]:
    """Type to layout, of every file in a context's folder. Raises LayoutInvalid."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text())
        try:
            found[path.stem] = _layout(path.stem, content)
        except (KeyError, TypeError) as error:
            raise LayoutInvalid(f"{path.name}: {error}") from error
    return found


def label_in(labels: Labels, language: str, otherwise: str) -> str:
    """The text in a language, in its base language, in English, or else the name made readable."""
    for code in (language, language.partition("-")[0], "en"):
        if labels.get(code):
            return labels[code]
    return otherwise.replace("_", " ").strip().capitalize()


def _layout(name: str, content: Mapping[str, Any]) -> Layout:
    known = {"message", "service", "title_field", "labels", "plural_labels", "sections", "list_columns", "filters"}
    unknown = content.keys() - known - {"fields", "states", "actions"}
    if unknown:
        raise TypeError(f"there is no {sorted(unknown)[0]!r}")
    return Layout(
        type=name,
        sections=[SectionLayout(one["key"], one.get("labels", {}), one["fields"]) for one in content["sections"]],
        fields=_fields(content),
        states=content.get("states", {}),
        actions={
            key: ActionLayout(**{**one, "fields": _fields(one)}) for key, one in content.get("actions", {}).items()
        },
        **{key: content[key] for key in known - {"sections"}},
    )


def _fields(content: Mapping[str, Any]) -> dict[str, FieldLayout]:
    return {key: FieldLayout(**one) for key, one in content.get("fields", {}).items()}
