"""Scenario files (JSON or YAML), and skips.yaml."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.scenarios.outcome import UsageError

SKIPS = Path(__file__).parent / "skips.yaml"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario and where it stands."""

    id: str
    topic: str
    folder: Path
    given: dict[str, Any]
    when: list[dict[str, Any]]
    then: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a scenario is left out: a decision of ours that it contradicts, or a verb that does not exist yet."""

    id: str
    contradicts: str = ""
    waits_for: str = ""

    @property
    def reason(self) -> str:
        """In words."""
        return f"contradicts {self.contradicts}" if self.contradicts else f"waits for the verb {self.waits_for}"


def read_scenarios(paths: Iterable[Path]) -> list[Scenario]:
    """Every scenario of the files. Raises UsageError for a file that cannot be read as scenarios."""
    found: list[Scenario] = []
    for path in paths:
        content = _parsed(path)
        if not isinstance(content, dict) or "topic" not in content or "scenarios" not in content:
            raise UsageError(f"{path} has no topic and scenarios")
        for one in content["scenarios"]:
            then = one.get("then") or {}
            found.append(
                Scenario(one["id"], content["topic"], path.parent, one.get("given") or {}, one.get("when") or [], then)
            )
    ids = [one.id for one in found]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise UsageError(f"two scenarios of one id: {', '.join(twice)}")
    return found


def read_skips(path: Path = SKIPS) -> dict[str, Skip]:
    """By id. Raises UsageError for an entry without exactly one reason."""
    skips: dict[str, Skip] = {}
    for entry in _parsed(path) or []:
        if set(entry) not in ({"id", "contradicts"}, {"id", "waits_for"}):
            raise UsageError(f"{path}: an entry has an id and either contradicts or waits_for, not {entry}")
        skips[entry["id"]] = Skip(**entry)
    return skips


def _parsed(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
        return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=_TextLoader)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: {error}") from error


class _TextLoader(yaml.SafeLoader):
    """Reads every scalar as text, as the JSON files have it: numbers are decimal strings, dates stay dates' text."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:bool")]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
