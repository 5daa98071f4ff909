"""What only the client's own record can tell: I2, I3 and I11 of `m check --journal FILE` (see call_journal.py).

Every acknowledged write is read back and sent once more; nothing new comes of that where the invariants hold.
"""

from collections.abc import Iterator
from typing import Any

import grpc
from google.protobuf.message import Message

from business_m.call_journal import CallJournal, Outcome, SentCall, method_types, rpcs_of
from business_m.cli.connection import Connection, Reply
from business_m.cli.found import Found

REUSED = "REQUEST_ID_REUSED"
PAGE_SIZE = 250
# The state that a custom method leaves, by how its name begins.
_LEAVES = {"Post": "POSTED", "Cancel": "CANCELLED"}
_POSTING_STATE = "businessm.posting.v1.PostingState"


def checked_journal(connection: Connection, journal: CallJournal) -> list[dict[str, Any]]:
    """I2, I3 and I11. Raises Ended where nobody answers."""
    there, nothing_else, same = Found("I2"), Found("I3"), Found("I11")
    for call in journal.of(Outcome.ANSWERED):
        there.look(_missing(connection, call))
    for call in journal.of(Outcome.REFUSED):
        nothing_else.look(_left_something(connection, journal, call))
    for company_id, service in sorted(journal.alone):
        for violation in _nobodys(connection, journal, company_id, service):
            nothing_else.look(violation)
    tried: set[str] = set()
    for call in journal.of(Outcome.ANSWERED):
        same.look(_answers_otherwise(connection, call))
        if call.rpc not in tried:
            tried.add(call.rpc)
            same.look(_takes_other_content(connection, call))
    return [there.entry(), nothing_else.entry(), same.entry()]


def resource_of(message: Message) -> Message | None:
    """The one resource that a response or a create request is about; None where there is none with an id."""
    found = [
        getattr(message, one.name)
        for one in message.DESCRIPTOR.fields
        if one.message_type is not None and not one.is_repeated and "id" in one.message_type.fields_by_name
    ]
    return found[0] if len(found) == 1 else None


def _stored(connection: Connection, call: SentCall, resource: Any) -> Reply | None:
    """The resource as it is read now; None where its service has no rpc for that."""
    rpc = f"/{call.service}/Get{resource.DESCRIPTOR.name}"
    try:
        request, response = method_types(rpc)
    except KeyError:
        return None
    return connection.ask(rpc, request(id=resource.id), response)


def _missing(connection: Connection, call: SentCall) -> str | None:
    answered: Any = resource_of(call.response) if call.response is not None else None
    reply = _stored(connection, call, answered) if answered is not None else None
    if reply is None:
        return None
    if reply.code is not grpc.StatusCode.OK:
        return f"{call.method} of {answered.id} was acknowledged, and reading it is answered {reply.code.name}"
    now: Any = resource_of(reply.response)
    for name in ("number", "state"):
        was, is_now = getattr(answered, name, None), getattr(now, name, None)
        fell_back = is_now < was if name == "state" and was is not None else bool(was) and is_now != was
        if fell_back:
            return f"{call.method} of {answered.id} was acknowledged with {name} {was}, and now that is {is_now}"
    return None


def _left_something(connection: Connection, journal: CallJournal, call: SentCall) -> str | None:
    """Of a refused request: what it would have made is not there, or another request made it."""
    others = [one for one in journal.calls.values() if one is not call and one.outcome is not Outcome.REFUSED]
    created: Any = resource_of(call.request)
    if created is not None and created.id:
        if any(_id_of(one) == created.id for one in others):
            return None
        reply = _stored(connection, call, created)
        if reply is not None and reply.code is grpc.StatusCode.OK:
            return f"{call.method} of {created.id} was refused, and it is there"
        return None
    resource_id = getattr(call.request, "id", "")
    if not resource_id or any(one.rpc == call.rpc and getattr(one.request, "id", "") == resource_id for one in others):
        return None
    return _has_that_state(connection, call, resource_id)


def _has_that_state(connection: Connection, call: SentCall, resource_id: str) -> str | None:
    """Of a refused PostX or CancelX: its document is as if it had been done."""
    resource: Any = resource_of(method_types(call.rpc)[1]())
    state = resource.DESCRIPTOR.fields_by_name.get("state") if resource is not None else None
    left = next((word for verb, word in _LEAVES.items() if call.method.startswith(verb)), "")
    if state is None or left not in state.enum_type.values_by_name:
        return None
    resource.id = resource_id
    reply = _stored(connection, call, resource)
    if reply is None or reply.code is not grpc.StatusCode.OK:
        return None
    if resource_of(reply.response).state == state.enum_type.values_by_name[left].number:  # type: ignore[union-attr]
        return f"{call.method} of {resource_id} was refused, and it is {left}"
    return None


def _nobodys(connection: Connection, journal: CallJournal, company_id: str, service: str) -> Iterator[str | None]:
    """For each document of a company: None, or that nobody sent it."""
    creates = [one for one in journal.calls.values() if one.service == service and one.method.startswith("Create")]
    known = {_id_of(one) for one in creates}
    unnamed = sum(not _id_of(one) for one in creates)
    for resource in _listed(connection, company_id, service):
        if resource.id not in known and unnamed:
            unnamed -= 1
            continue
        yield None if resource.id in known else f"{resource.DESCRIPTOR.name} {resource.id} is there, and nobody sent it"


def _listed(connection: Connection, company_id: str, service: str) -> Iterator[Any]:
    """Every document of the company that the service lists."""
    rpc = next(one for one in rpcs_of(service) if "/List" in one)
    request, response = method_types(rpc)
    field_name = next(one.name for one in response.DESCRIPTOR.fields if one.is_repeated)
    page_token = ""
    while True:
        asked = request(company_id=company_id, page_size=PAGE_SIZE, page_token=page_token)
        page = connection.ask(rpc, asked, response)
        yield from getattr(page.ok(), field_name)
        page_token = page.response.next_page_token
        if not page_token:
            return


def _id_of(call: SentCall) -> str:
    """Of the resource a call made: as it was asked for, or as it was answered."""
    for message in (call.request, call.response):
        resource: Any = resource_of(message) if message is not None else None
        if resource is not None and resource.id:
            return str(resource.id)
    return ""


def _answers_otherwise(connection: Connection, call: SentCall) -> str | None:
    again = connection.ask(call.rpc, call.request, method_types(call.rpc)[1])
    if again.code is not grpc.StatusCode.OK:
        return f"{call.method} {call.request_id} was acknowledged, and sent again it is answered {again.code.name}"
    if not again.replayed:
        return f"{call.method} {call.request_id} was done once more"
    if _timeless(again.response) != _timeless(call.response):
        return f"{call.method} {call.request_id} was answered otherwise"
    return None


def _takes_other_content(connection: Connection, call: SentCall) -> str | None:
    """The same key with one text changed."""
    other: Any = type(call.request)()
    other.CopyFrom(call.request)
    holder: Any = other if hasattr(other, "etag") else resource_of(other)
    text = next((name for name in ("etag", "narration", "name") if hasattr(holder, name)), None)
    if text is None:
        return None
    setattr(holder, text, getattr(holder, text) + "x")
    answer = connection.ask(call.rpc, other, method_types(call.rpc)[1])
    if answer.reason == REUSED:
        return None
    return f"{call.method} takes request_id {call.request_id} with other content: {answer.code.name} {answer.reason}"


def _timeless(message: Any) -> Any:
    """A copy without posting_state, which is no part of an answer that is kept."""
    copy = type(message)()
    copy.CopyFrom(message)
    resource = resource_of(copy)
    for one in resource.DESCRIPTOR.fields if resource is not None else ():
        if one.enum_type is not None and one.enum_type.full_name == _POSTING_STATE:
            resource.ClearField(one.name)  # type: ignore[union-attr]
    return copy
