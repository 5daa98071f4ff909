"""Finds the rpc that a verb and a path mean: one tree of segments per HTTP verb, no scan over routes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from m_gateway.http.templates import DOUBLE_STAR, STAR, PathTemplate, decode_segment

Target = TypeVar("Target")


class RouteConflict(ValueError):
    """Two rpcs claim the same verb and path."""


@dataclass(slots=True)
class _Node(Generic[Target]):
    literals: dict[str, "_Node[Target]"] = field(default_factory=dict)
    star: "_Node[Target] | None" = None
    rest: "_Node[Target] | None" = None
    targets: dict[str, Target] = field(default_factory=dict)
    """By custom verb; the empty one for paths without."""

    def child(self, segment: str) -> "_Node[Target]":
        if segment == STAR:
            self.star = self.star or _Node()
            return self.star
        if segment == DOUBLE_STAR:
            self.rest = self.rest or _Node()
            return self.rest
        return self.literals.setdefault(segment, _Node())


class RouteTable(Generic[Target]):
    """Routes by HTTP verb and segment. A literal wins over `*`, `*` over `**`, a known `:verb` over none."""

    def __init__(self) -> None:
        self._roots: dict[str, _Node[Target]] = {}

    def add(self, http_verb: str, template: PathTemplate, target: Target) -> None:
        """Adds a route; raises RouteConflict where another target has the same verb and path."""
        node = self._roots.setdefault(http_verb, _Node())
        for segment in template.segments:
            node = node.child(segment)
        other = node.targets.setdefault(template.verb, target)
        if other is not target:
            raise RouteConflict(f"{http_verb} {template.text}: claimed by {other} and by {target}")

    def find(self, http_verb: str, raw_path: bytes) -> tuple[Target, list[bytes]] | None:
        """The target and the path's raw segments (without custom verb), or None.

        Raises UnicodeDecodeError where a segment is not UTF-8.
        """
        root = self._roots.get(http_verb)
        return None if root is None else _find(root, raw_path)

    def verbs(self, raw_path: bytes) -> list[str]:
        """The HTTP verbs that a path is there for, sorted: the header `Allow`."""
        return sorted(verb for verb, root in self._roots.items() if _find(root, raw_path) is not None)


def _find(root: _Node[Target], raw_path: bytes) -> tuple[Target, list[bytes]] | None:
    if raw_path[:1] != b"/":
        return None
    for segments, verb in _readings(raw_path[1:].split(b"/")):
        target = _descend(root, segments, 0, verb)
        if target is not None:
            return target, segments
    return None


def _readings(segments: list[bytes]) -> Iterator[tuple[list[bytes], str]]:
    """The path with its last `:text` read as a custom verb, then as a part of the segment."""
    head, colon, verb = segments[-1].rpartition(b":")
    if colon and verb:
        yield [*segments[:-1], head], decode_segment(verb)
    yield segments, ""


def _descend(node: _Node[Target], segments: list[bytes], index: int, verb: str) -> Target | None:
    if index == len(segments):
        found = node.targets.get(verb)
        return found if found is not None else _rest(node, verb)
    raw = segments[index]
    if raw:
        found = _one_segment(node, segments, index, verb)
        if found is not None:
            return found
    return _rest(node, verb)


def _one_segment(node: _Node[Target], segments: list[bytes], index: int, verb: str) -> Target | None:
    following = node.literals.get(decode_segment(segments[index]))
    found = None if following is None else _descend(following, segments, index + 1, verb)
    if found is None and node.star is not None:
        return _descend(node.star, segments, index + 1, verb)
    return found


def _rest(node: _Node[Target], verb: str) -> Target | None:
    return None if node.rest is None else node.rest.targets.get(verb)
