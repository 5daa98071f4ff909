"""Navigation and session: what contexts bring, without what the caller may not open."""

from collections.abc import Awaitable, Callable
from typing import Any

import grpc
import pytest
from businessm.desk.v1 import desk_service_pb2 as pb
from businessm.desk.v1.navigation_pb2 import Navigation
from businessm.metadata.v1.document_type_service_pb2_grpc import DocumentTypeServiceStub
from businessm.ui.v1.ui_pb2 import Ui
from m_kit.contracts import methods_of
from m_kit.interceptors.permission import matcher
from m_kit.testing import Metadata
from m_kit.tokens import TokenIssuer

from m_desk.clients import Presenter
from m_desk.module import MODULE
from m_desk.tests.fakes import FakeContext, House
from m_desk.usecases.navigation import navigation


async def shown(house: House, *patterns: str, language: str = "") -> Navigation:
    presenters = [Presenter.on(name, house.channel(name)) for name in house.contexts]
    return await navigation(presenters, language, matcher(patterns or ("*",)))


def keys(found: Navigation) -> list[str]:
    return [entry.key for module in found.modules for entry in module.entries]


async def test_document_types_come_as_their_context_orders_them_then_by_label_then_screens(house: House) -> None:
    found = await shown(house)
    assert keys(found) == ["tea.pot", "tea.cup", "tea.leaf", "tea/blend"]
    module = found.modules[0]
    assert (module.key, module.label, module.icon) == ("tea", "Tea", "leaf")
    assert module.entries[0].document_type == "tea.pot"
    assert (module.entries[3].screen.remote, module.entries[3].screen.path) == ("tea", "blend")


async def test_labels_are_asked_for_in_the_callers_language(house: House) -> None:
    assert (await shown(house, language="hi")).modules[0].label == "Tea hi"


async def test_a_remote_is_named_with_its_manifest_and_version(house: House) -> None:
    remote = (await shown(house)).remotes[0]
    assert (remote.name, remote.context, remote.version) == ("tea", "tea", "v1")
    assert remote.manifest_url == "/ui/tea/mf-manifest.json"


async def test_what_the_caller_may_not_open_is_left_out_and_so_is_a_module_that_is_empty(house: House) -> None:
    found = await shown(house, "tea.cup.read")
    assert keys(found) == ["tea.cup"]
    assert not found.remotes
    assert not (await shown(house, "wms.*")).modules


async def test_modules_come_by_position_then_by_name(house: House) -> None:
    for name, position in (("zen", 2), ("ante", 1), ("last", 9)):
        house.contexts[name] = FakeContext(Ui(label=name, position=position), ("cup",))
    assert [module.key for module in (await shown(house)).modules] == ["ante", "tea", "zen", "last"]


@pytest.mark.parametrize("code", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.INTERNAL, grpc.StatusCode.UNKNOWN])
async def test_a_context_that_does_not_answer_leaves_the_rest(house: House, code: grpc.StatusCode) -> None:
    house.contexts["broken"] = FakeContext(refuses=code)
    found = await shown(house)
    assert keys(found)[0] == "tea.pot"
    assert list(found.unavailable_contexts) == ["broken"]


@pytest.mark.parametrize("code", [grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.NOT_FOUND])
async def test_a_context_that_brings_nothing_is_no_news(house: House, code: grpc.StatusCode) -> None:
    house.contexts["plain"] = FakeContext(refuses=code)
    found = await shown(house)
    assert [module.key for module in found.modules] == ["tea"]
    assert not found.unavailable_contexts


async def test_navigation_is_the_callers(desk: Any, issuer: TokenIssuer, tenant: str, asha: Metadata) -> None:
    everything = (await desk.GetNavigation(pb.GetNavigationRequest(), metadata=asha)).navigation
    assert keys(everything) == ["tea.pot", "tea.cup", "tea.leaf", "tea/blend"]


async def test_a_session_says_who_calls_and_what_he_may(desk: Any, tenant: str, asha: Metadata) -> None:
    session = (await desk.GetSession(pb.GetSessionRequest(), metadata=asha)).session
    assert (session.tenant, session.username, session.display_name) == (tenant, "asha", "Asha Rao")
    assert (list(session.roles), list(session.permissions)) == (["admin"], ["*"])


async def test_who_is_not_kept_by_identity_is_called_by_the_name_he_has(desk: Any, ravi: Metadata) -> None:
    assert (await desk.GetSession(pb.GetSessionRequest(), metadata=ravi)).session.display_name == "ravi"


def test_every_rpc_needs_a_permission_of_desk() -> None:
    methods = methods_of(MODULE.services)
    assert len(methods) == 12
    assert all(method.permission.startswith("desk.") for method in methods.values())


async def test_desk_describes_its_own_documents(
    serve: Callable[..., Awaitable[grpc.aio.Channel]], house: House, asha: Metadata
) -> None:
    from businessm.metadata.v1 import document_type_service_pb2 as metadata

    stub = DocumentTypeServiceStub(await serve(MODULE, house.identity(), house.channel))
    found = await stub.GetDocumentType(metadata.GetDocumentTypeRequest(type="saved_view"), metadata=asha)
    assert {action.key for action in found.document_type.actions} == {"create", "update", "delete"}
