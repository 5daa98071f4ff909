"""A client's own record of the writes it sent and what it was answered, for `m check --journal FILE`.

JSON lines, each an object with `event` and the fields below; a client appends and flushes a line before it goes on, so
that the record of what it knows outlives any process, its own too.

begun     company_id, services: from here on nobody but this client makes documents of these services (full names) in
          the company. Needed for I3 only; several may stand.
sent      request_id, rpc ("/businessm.wms.v1.DeliveryService/PostDelivery"), request (proto's JSON). Written before the
          call; again, the same, before every retry.
answered  request_id, response (proto's JSON)
refused   request_id, code, reason: a definite answer, so nothing of the request is there.
lost      request_id, code: nobody knows (UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL).

A request_id stands for one request. What was sent and has no line after it is lost as well.
"""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import businessm
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.message import Message

_FIELDS = {
    "begun": ("company_id", "services"),
    "sent": ("request_id", "rpc", "request"),
    "answered": ("request_id", "response"),
    "refused": ("request_id", "code", "reason"),
    "lost": ("request_id", "code"),
}


class JournalInvalid(Exception):
    """A line that cannot be read; the message names it."""


class Outcome(Enum):
    """What the client knows of a write in the end."""

    ANSWERED = "answered"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(slots=True)
class SentCall:
    """One write under its request_id, however often it was sent."""

    request_id: str
    rpc: str
    request: Message
    outcome: Outcome = Outcome.LOST
    response: Message | None = None

    @property
    def service(self) -> str:
        """The service's full name."""
        return self.rpc.split("/")[1]

    @property
    def method(self) -> str:
        """The rpc's own name."""
        return self.rpc.split("/")[2]


@dataclass(slots=True)
class CallJournal:
    """What was sent, by request_id in the order of first sending; `alone` are (company, service) of `begun`."""

    calls: dict[str, SentCall] = field(default_factory=dict)
    alone: set[tuple[str, str]] = field(default_factory=set)

    def of(self, outcome: Outcome) -> Iterator[SentCall]:
        """The calls that ended so."""
        return (call for call in self.calls.values() if call.outcome is outcome)


def read_call_journal(path: Path) -> CallJournal:
    """Raises JournalInvalid, OSError."""
    journal = CallJournal()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                _take(journal, json.loads(line))
            except (ValueError, KeyError, TypeError, json_format.ParseError) as error:
                raise JournalInvalid(f"{path} line {number}: {error}") from error
    return journal


def method_types(rpc: str) -> tuple[type[Message], type[Message]]:
    """(request, response) of an rpc of the contracts. Raises KeyError."""
    _, service, name = rpc.split("/")
    method = _contracts().FindServiceByName(service).methods_by_name[name]
    return message_factory.GetMessageClass(method.input_type), message_factory.GetMessageClass(method.output_type)


def rpcs_of(service: str) -> list[str]:
    """All of a service's rpcs. Raises KeyError."""
    return [f"/{service}/{name}" for name in _contracts().FindServiceByName(service).methods_by_name]


def services() -> list[str]:
    """Full names of all services of the contracts."""
    return [
        f"{file.package}.{service.name}"
        for file in _image().file
        if file.package.startswith("businessm.")
        for service in file.service
    ]


@functools.cache
def _contracts() -> descriptor_pool.DescriptorPool:
    """All contracts, without importing any context."""
    pool = descriptor_pool.DescriptorPool()
    for file in _image().file:
        pool.Add(file)
    return pool


@functools.cache
def _image() -> descriptor_pb2.FileDescriptorSet:
    image = Path(businessm.__path__[0]) / "descriptors.binpb"
    return descriptor_pb2.FileDescriptorSet.FromString(image.read_bytes())


def _take(journal: CallJournal, entry: dict[str, Any]) -> None:
    event = entry["event"]
    if event not in _FIELDS:
        raise ValueError(f"there is no event {event!r}: {', '.join(_FIELDS)}")
    missing = [name for name in _FIELDS[event] if name not in entry]
    if missing:
        raise ValueError(f"{event} says no {missing[0]}")
    if event == "begun":
        for service in entry["services"]:
            rpcs_of(service)
        journal.alone |= {(entry["company_id"], service) for service in entry["services"]}
    elif event == "sent":
        _take_sent(journal, entry)
    else:
        _take_outcome(journal, entry)


def _take_sent(journal: CallJournal, entry: dict[str, Any]) -> None:
    request = json_format.ParseDict(entry["request"], method_types(entry["rpc"])[0]())
    known = journal.calls.setdefault(entry["request_id"], SentCall(entry["request_id"], entry["rpc"], request))
    if (known.rpc, known.request) != (entry["rpc"], request):
        raise ValueError(f"request_id {entry['request_id']} was sent before with other content")
    if known.outcome is not Outcome.ANSWERED:
        known.outcome = Outcome.LOST


def _take_outcome(journal: CallJournal, entry: dict[str, Any]) -> None:
    call = journal.calls.get(entry["request_id"])
    if call is None:
        raise ValueError(f"request_id {entry['request_id']} was not sent")
    if entry["event"] == "answered":
        call.outcome = Outcome.ANSWERED
        call.response = json_format.ParseDict(entry["response"], method_types(call.rpc)[1]())
    elif call.outcome is not Outcome.ANSWERED:
        call.outcome = Outcome(entry["event"])
