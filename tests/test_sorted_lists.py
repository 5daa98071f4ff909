"""Every list that the Desk draws is ordered by what its document type says, page by page, and by nothing else."""

from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from businessm.metadata.v1 import document_type_service_pb2 as pb
from businessm.metadata.v1 import document_type_service_pb2_grpc
from google.protobuf import descriptor_pool
from google.protobuf.message_factory import GetMessageClass
from m_kit.contracts import load_contracts

from tests.support.books import Books, request_id
from tests.support.native import Native
from tests.support.rest import Rest
from tests.support.whole import Whole
from tests.test_document_types import KNOWN

PAGE_SIZE = 40


@pytest.fixture(scope="module")
def native(server: Whole) -> Iterator[Native]:
    with server.native() as found:
        yield found


class Listed:
    """A document type's list, as its metadata says it is reached."""

    def __init__(self, native: Native, name: str, given: dict[str, str]) -> None:
        load_contracts()
        context, _, document_type = name.partition(".")
        stub = document_type_service_pb2_grpc.DocumentTypeServiceStub(native.channel)
        request = pb.GetDocumentTypeRequest(context=context, type=document_type)
        self.type = native.call(stub.GetDocumentType, request, context=context).response.document_type
        self._native = native
        service, _, method = self.type.list_rpc.partition("/")
        rpc = descriptor_pool.Default().FindServiceByName(service).methods_by_name[method]
        self._request = GetMessageClass(rpc.input_type)
        self._fields = {key: value for key, value in given.items() if key in rpc.input_type.fields_by_name}
        self._call = native.channel.unary_unary(
            f"/{self.type.list_rpc}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=GetMessageClass(rpc.output_type).FromString,
        )

    def page(self, order_by: str, token: str = "") -> Any:
        """What came of it."""
        fields = {"page_size": PAGE_SIZE, "order_by": order_by, "page_token": token, **self._fields}
        return self._native.call(self._call, self._request(**fields))

    def walked(self, order_by: str) -> list[Any]:
        """All documents, page after page."""
        found: list[Any] = []
        token = ""
        while True:
            reply = self.page(order_by, token)
            assert reply.code is grpc.StatusCode.OK, (order_by, reply)
            [rows] = [value for field, value in reply.response.ListFields() if field.is_repeated] or [[]]
            # Standard roles stand before all others on the first page, however these are ordered.
            found += [one for one in rows if not getattr(one, "standard", False)]
            token = reply.response.next_page_token
            if not token:
                return found


@pytest.fixture(scope="module")
def given(rest: Rest) -> dict[str, str]:
    """What lists ask for: a company with accounts and years, and a party with addresses."""
    books = Books.opened(rest, accounts={"Cash": "ASSET", "Sales": "INCOME", "Cash:Till": "ASSET"}, years=(2024, 2025))
    party = {"party": {"name": "Sorted", "kind": "ORGANIZATION"}, "request_id": request_id()}
    party_id: str = rest.post("/v1/masters/parties", party).ok()["party"]["id"]
    for label in ("Shop", "Depot", "Works"):
        address = {"party_id": party_id, "label": label, "lines": ["1"], "country_code": "IN"}
        rest.post("/v1/masters/addresses", {"address": address, "request_id": request_id()}).ok()
    return {"company_id": books.id, "party_id": party_id}


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_it_comes_once_each_in_every_order_there_is(native: Native, given: dict[str, str], name: str) -> None:
    listed = Listed(native, name, {**given, "item_id": given["party_id"]} if name.endswith("lot") else given)
    assert listed.type.sort_columns, name
    standing = {one.id for one in listed.walked("")}
    for column in listed.type.sort_columns:
        rising, falling = listed.walked(column), listed.walked(f"{column} desc")
        assert [one.id for one in falling] == [one.id for one in reversed(rising)], column
        assert len(rising) == len({one.id for one in rising})
        assert {one.id for one in rising} == standing
    refused = listed.page("nobody")
    assert (refused.code, refused.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "FIELD_INVALID")
