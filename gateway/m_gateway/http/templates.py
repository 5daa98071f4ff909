"""Path templates of `google.api.http`, parsed once.

    Template = "/" Segment { "/" Segment } [ ":" Verb ]
    Segment  = "*" | "**" | LITERAL | "{" FieldPath [ "=" Segment { "/" Segment } ] "}"

`**` stands only at the end. The result is flat: a tuple of segments, and for each variable the slice it binds.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

STAR = "*"
DOUBLE_STAR = "**"

_TOKEN = re.compile(r"\{(?P<field>[a-zA-Z_][\w.]*)(?:=(?P<pattern>[^{}]+))?\}|(?P<plain>[^/{}]+)")
_VERB = re.compile(r":(?P<verb>[^/{}:]+)$")
_ENCODED_SLASH = re.compile(b"%2f", re.IGNORECASE)


class TemplateError(ValueError):
    """A path template that does not follow the grammar above."""


@dataclass(frozen=True, slots=True)
class Variable:
    """Binds the segments `start` to `end` (exclusive; None: to the end of the path) to a request field."""

    field_path: str
    start: int
    end: int | None
    single: bool

    def bind(self, segments: list[bytes]) -> str:
        """The value that the raw `segments` of a path give; raises UnicodeDecodeError where it is not UTF-8.

        One segment is decoded whole. Of several, encoded slashes stay encoded, so they are told from real ones.
        """
        if self.single:
            return decode_segment(segments[self.start])
        return "/".join(_decode_but_slashes(raw) for raw in segments[self.start : self.end])


@dataclass(frozen=True, slots=True)
class PathTemplate:
    """A parsed template; `text` is what the contract says."""

    text: str
    segments: tuple[str, ...]
    variables: tuple[Variable, ...]
    verb: str


def parse_template(text: str) -> PathTemplate:
    """Parses a template; raises TemplateError where it breaks the grammar."""
    if not text.startswith("/"):
        raise TemplateError(f"{text!r}: a path template starts with a slash")
    found = _VERB.search(text)
    path = text[: found.start()] if found else text
    segments: list[str] = []
    variables: list[Variable] = []
    for token in _tokens(path, text):
        _add(token, segments, variables)
    if DOUBLE_STAR in segments[:-1]:
        raise TemplateError(f"{text!r}: ** stands only at the end")
    return PathTemplate(text, tuple(segments), tuple(variables), found["verb"] if found else "")


def decode_segment(raw: bytes) -> str:
    """Percent-decodes one segment; raises UnicodeDecodeError where it is not UTF-8."""
    return unquote_to_bytes(raw).decode() if b"%" in raw else raw.decode()


def _decode_but_slashes(raw: bytes) -> str:
    return "%2F".join(decode_segment(part) for part in _ENCODED_SLASH.split(raw))


def _tokens(path: str, text: str) -> list[re.Match[str]]:
    tokens = []
    position = 0
    while position < len(path):
        token = _TOKEN.match(path, position + 1)
        if path[position] != "/" or token is None:
            raise TemplateError(f"{text!r}: not a path template at {path[position:]!r}")
        tokens.append(token)
        position = token.end()
    return tokens


def _add(token: re.Match[str], segments: list[str], variables: list[Variable]) -> None:
    if token["plain"]:
        segments.append(_segment(token["plain"]))
        return
    parts = [_segment(part) for part in (token["pattern"] or STAR).split("/")]
    start = len(segments)
    segments.extend(parts)
    end = None if parts[-1] == DOUBLE_STAR else start + len(parts)
    variables.append(Variable(token["field"], start, end, single=parts == [STAR]))


def _segment(text: str) -> str:
    return text if text in (STAR, DOUBLE_STAR) else unquote(text)
