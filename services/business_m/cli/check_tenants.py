"""I12 of `m check`: a stranger's token opens no row.

A tenant that never was asks every List for what we were shown (all lists of the contexts' own contracts, over a few
companies, one page each) and reads some of it by id: it must be shown none of it. That is a sample through the API;
what the database refuses by itself, row-level security, has tests of its own.
"""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import grpc
from businessm.identity.v1 import session_service_pb2 as session_pb
from businessm.identity.v1 import session_service_pb2_grpc

from business_m.call_journal import method_types, rpcs_of, services
from business_m.catalog import NAMES, owner_of
from business_m.cli.connection import Connection
from business_m.cli.found import Found

COMPANIES = 3
ROWS = 20
READ_BY_ID = 2
# What a list may ask for beside a company.
_PARENTS = {"party_id", "item_id", "warehouse_id"}
_DENIED = grpc.StatusCode.PERMISSION_DENIED


def checked_tenants(connection: Connection) -> Found:
    """I12. Not applicable where we may not make tokens for others. Raises Ended where nobody answers."""
    found = Found("I12")
    if connection.is_owner:
        sample = TenantSample(connection, stranger_to(connection))
        for violation in sample.violations():
            found.look(violation)
    return found


def stranger_to(connection: Connection) -> Connection:
    """An administrator of a tenant that nobody has."""
    stub = session_service_pb2_grpc.SessionServiceStub(connection.channel)
    request = session_pb.IssueTokenRequest(tenant=f"check-{uuid.uuid4()}", username="admin", lifetime_seconds=600)
    return connection.seen_by(connection.call(stub.IssueToken, request, as_owner=True).access_token)


class TenantSample:
    """What we are shown, and what a stranger is shown of it."""

    def __init__(self, ours: Connection, theirs: Connection) -> None:
        self._ours, self._theirs = ours, theirs
        # Company and field to what lists ask for beside a company: of the last row that we were shown.
        self._known: dict[tuple[str, str], str] = {}

    def violations(self, company_ids: Sequence[str] = ()) -> Iterator[str | None]:
        """For each question: None, or what the stranger was shown; of the first companies, where none are named."""
        companies = company_ids or self._company_ids()
        for rpc in _lists():
            request_type = method_types(rpc)[0]
            if "company_id" in request_type.DESCRIPTOR.fields_by_name:
                for company_id in companies:
                    yield from self._list(rpc, company_id)
            else:
                yield from self._list(rpc, "")

    def _company_ids(self) -> list[str]:
        rows = self._rows(self._ours, "/businessm.ledger.v1.LedgerService/ListCompanies", "") or []
        return [row.id for row in rows[:COMPANIES]]

    def _list(self, rpc: str, company_id: str) -> Iterator[str | None]:
        shown = self._rows(self._ours, rpc, company_id)
        if not shown:
            return
        self._remember(shown[0], company_id)
        own = {row.SerializeToString(deterministic=True) for row in shown if not getattr(row, "standard", False)}
        answered = self._rows(self._theirs, rpc, company_id)
        if answered is not None:
            leaked = [row for row in answered if row.SerializeToString(deterministic=True) in own]
            yield f"{rpc} shows a stranger {len(leaked)} of {len(own)} rows" if leaked else None
        for row in shown[:READ_BY_ID]:
            if not getattr(row, "standard", False):
                yield from self._read(rpc, row)

    def _read(self, rpc: str, row: Any) -> Iterator[str | None]:
        """The row by its id, where there is an rpc for that."""
        service, name = rpc.split("/")[1], row.DESCRIPTOR.name
        get = f"/{service}/Get{name}"
        if get not in rpcs_of(service) or not getattr(row, "id", ""):
            return
        request, response = method_types(get)
        reply = self._theirs.ask(get, request(id=row.id), response)
        if reply.code is not _DENIED:
            yield f"{get} shows a stranger {row.id}" if reply.code is grpc.StatusCode.OK else None

    def _rows(self, connection: Connection, rpc: str, company_id: str) -> list[Any] | None:
        """A page; None where the caller lacks the permission, empty where there is nothing to see."""
        request_type, response_type = method_types(rpc)
        request: Any = request_type(page_size=ROWS)
        if company_id:
            request.company_id = company_id
        reply = connection.ask(rpc, request, response_type)
        if reply.code is grpc.StatusCode.INVALID_ARGUMENT:
            for name in _asked_for(rpc):
                setattr(request, name, self._known.get((company_id, name), ""))
            reply = connection.ask(rpc, request, response_type)
        if reply.code is _DENIED:
            return None
        if reply.code is not grpc.StatusCode.OK:
            return []
        return list(getattr(reply.response, _repeated(response_type)))

    def _remember(self, row: Any, company_id: str) -> None:
        """What the row names, or is, for lists that ask for one."""
        itself = f"{row.DESCRIPTOR.name.lower()}_id"
        for name in _PARENTS:
            value = getattr(row, "id" if name == itself else name, "")
            if value:
                self._known[company_id, name] = value


def _lists() -> list[str]:
    """Every List rpc of a context's own services, those last that ask for what others show."""
    found = [
        rpc
        for service in services()
        if owner_of(service) in NAMES
        for rpc in rpcs_of(service)
        if rpc.split("/")[2].startswith("List") and "page_size" in method_types(rpc)[0].DESCRIPTOR.fields_by_name
    ]
    return sorted(found, key=lambda rpc: (len(_asked_for(rpc)), rpc))


def _asked_for(rpc: str) -> set[str]:
    return _PARENTS & set(method_types(rpc)[0].DESCRIPTOR.fields_by_name)


def _repeated(response_type: Any) -> str:
    return next(str(one.name) for one in response_type.DESCRIPTOR.fields if one.is_repeated)
