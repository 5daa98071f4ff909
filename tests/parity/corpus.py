"""The corpus of requests in gateway/tests/parity/corpus: read, sent, and what came back made comparable.

An entry is a request: `get: PATH` (any method in small letters, or `method` and `path`), `headers` (OWN is the origin
that is asked), `token` (a name of Tokens; the administrator's where there is none), `cookie` (the same, as a browser
keeps it), `body` (JSON) or `text`, and `save`, names for what its answer holds that later entries write as ${name}.
`differs` says what is known not to be equal: `words` where status, headers and reason are, `reason` where the status
is, or the status of each; it fails on the day when it is equal.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from m_kit.interceptors.session_cookie import NAME

from tests.support.normalise import Normaliser
from tests.support.rest import Answer, Rest
from tools.layout import ROOT

FOLDER = ROOT / "gateway" / "tests" / "parity" / "corpus"
METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
# Those that mean something to a client; the rest is about connections.
HEADERS = (
    *("content-type", "content-encoding", "content-security-policy", "vary", "etag", "location", "set-cookie"),
    *("allow", "cache-control", "idempotency-replayed", "retry-after", "x-content-type-options"),
)
# In a header: the origin that is asked.
_OWN = "OWN"
KNOWN = {"id", "method", "path", "headers", "token", "body", "text", "save", "differs", "cookie", *METHODS}
_SAVED = re.compile(r"\$\{(\w+)\}")
# Where one says that it is all of it and the other that it is a mesh.
_PAGES = ("/docs", "/openapi.json")


@dataclass(frozen=True, slots=True)
class Entry:
    """One request as it stands in the file."""

    id: str
    method: str
    path: str
    given: Mapping[str, Any]

    @property
    def differs(self) -> Mapping[str, Any]:
        """What is known not to be equal."""
        found: Mapping[str, Any] = self.given.get("differs", {})
        return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What came back, as both gateways should have it."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: Any


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """Those of one file, in order."""
    found = [_entry(given) for given in yaml.safe_load((FOLDER / f"{name}.yaml").read_text())]
    assert len({one.id for one in found}) == len(found), f"{name}: an id stands there twice"
    return tuple(found)


def _entry(given: Mapping[str, Any]) -> Entry:
    assert given.keys() <= KNOWN, given
    method = next((one for one in METHODS if one in given), "")
    return Entry(given["id"], given.get("method", method.upper()), given.get("path") or given[method], given)


def replay(name: str, url: str, tokens: Mapping[str, str]) -> Iterator[tuple[Entry, Shown]]:
    """Sends every request of a file, in order."""
    saved: dict[str, str] = {}
    normalise = Normaliser()
    with Rest(url, None) as rest:
        for entry in entries(name):
            answer = _send(rest, entry, tokens, saved)
            yield entry, _shown(entry, answer, normalise)
            for key, path in entry.given.get("save", {}).items():
                saved[key] = str(_found(answer.ok(), path))


def _send(rest: Rest, entry: Entry, tokens: Mapping[str, str], saved: Mapping[str, str]) -> Answer:
    headers = {"authorization": f"Bearer {tokens[entry.given.get('token', 'admin')]}"}
    if entry.given.get("token") == "none":
        del headers["authorization"]
    headers |= {name: value.replace(_OWN, rest.http_url) for name, value in entry.given.get("headers", {}).items()}
    if "cookie" in entry.given:
        headers["cookie"] = f"theme=dark; {NAME}={tokens[entry.given['cookie']]}"
    more: dict[str, Any] = {}
    if "text" in entry.given:
        more["content"] = entry.given["text"].encode()
    elif "body" in entry.given:
        more["content"] = json.dumps(_filled(entry.given["body"], saved)).encode()
    return rest.send(entry.method, _filled(entry.path, saved), headers=headers, **more)


def _filled(value: Any, saved: Mapping[str, str]) -> Any:
    """With what was saved, and long texts written out."""
    if isinstance(value, dict):
        if value.keys() == {"repeat", "times"}:
            return value["repeat"] * value["times"]
        return {name: _filled(one, saved) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, saved) for one in value]
    return _SAVED.sub(lambda found: saved[found[1]], value) if isinstance(value, str) else value


def _found(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def _shown(entry: Entry, answer: Answer, normalise: Normaliser) -> Shown:
    headers = {name: answer.headers[name] for name in HEADERS if name in answer.headers}
    is_json = headers.get("content-type") == "application/json" and answer.content
    if entry.path in _PAGES or not is_json:
        body: Any = "a page" if entry.path in _PAGES else answer.content.decode()
        return Shown(answer.status, "", headers, body)
    reason = answer.reason if answer.status >= 400 and isinstance(answer.body, dict) else ""
    return Shown(answer.status, reason, headers, normalise(json.loads(answer.content)))
