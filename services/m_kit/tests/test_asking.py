"""What an owner does with what plugins answer it."""

from collections.abc import AsyncIterator

import grpc
import grpc_inproc
import pytest
from businessm.regional.v1 import (
    augmentation_pb2,
    augmentation_service_pb2,
    augmentation_service_pb2_grpc,
    contribution_service_pb2,
    contribution_service_pb2_grpc,
)
from businessm.regional.v1.contribution_pb2 import ContributionSet

from m_kit.clock import SystemClock
from m_kit.contributions import asking
from m_kit.contributions.asking import PluginAsked
from m_kit.database import Database
from m_kit.module import Environment
from m_kit.tests.regions import region, text


class Plugin(contribution_service_pb2_grpc.ContributionServiceServicer):
    """Answers what the test says."""

    def __init__(self) -> None:
        self.contributions = region("notes.note", text("xx_number"))

    async def GetContributions(
        self, request: contribution_service_pb2.GetContributionsRequest, _: grpc.aio.ServicerContext
    ) -> contribution_service_pb2.GetContributionsResponse:
        assert request.context == "m_xx"
        return contribution_service_pb2.GetContributionsResponse(contribution_set=self.contributions)


class Owner(augmentation_service_pb2_grpc.AugmentationServiceServicer):
    """Notes what it is offered, and refuses where the test says so."""

    def __init__(self) -> None:
        self.offered: list[ContributionSet] = []
        self.refuses = False

    async def OfferContributions(
        self, request: augmentation_service_pb2.OfferContributionsRequest, _: grpc.aio.ServicerContext
    ) -> augmentation_service_pb2.OfferContributionsResponse:
        assert request.context == "notes"
        self.offered.append(request.contribution_set)
        refusal = augmentation_pb2.ContributionRefusal(field="contribution_set.version", message="too young")
        return augmentation_service_pb2.OfferContributionsResponse(refusals=[refusal] if self.refuses else [])


@pytest.fixture
def plugin() -> Plugin:
    return Plugin()


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
async def asked(plugin: Plugin, owner: Owner) -> AsyncIterator[PluginAsked]:
    """The plugin as the owner asks it."""
    server = grpc_inproc.make_server()
    contribution_service_pb2_grpc.add_ContributionServiceServicer_to_server(plugin, server)
    augmentation_service_pb2_grpc.add_AugmentationServiceServicer_to_server(owner, server)
    await server.start()
    async with grpc_inproc.connect(server) as channel:
        yield PluginAsked(environment(channel), "m_xx")
    await server.stop(None)


def environment(channel: grpc.aio.Channel) -> Environment:
    nowhere = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing", "notes")
    return Environment("notes", nowhere, SystemClock(), lambda _: channel, lambda _: channel, plugins=("m_xx",))


async def test_what_is_new_is_offered_and_the_same_is_not(plugin: Plugin, owner: Owner, asked: PluginAsked) -> None:
    await asked.asked()
    await asked.asked()
    assert owner.offered == [plugin.contributions]
    plugin.contributions.version = "2"
    await asked.asked()
    assert [one.version for one in owner.offered] == ["1", "2"]


async def test_after_a_while_the_same_is_offered_too(
    owner: Owner, asked: PluginAsked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the owner's database may have been restored meanwhile."""
    monkeypatch.setattr(asking, "TAKEN_FOR_SECONDS", 0.0)
    await asked.asked()
    await asked.asked()
    assert len(owner.offered) == 2


async def test_a_plugin_that_goes_by_another_name_is_not_taken(
    plugin: Plugin, owner: Owner, asked: PluginAsked, caplog: pytest.LogCaptureFixture
) -> None:
    plugin.contributions.plugin = "m_yy"
    await asked.asked()
    await asked.asked()
    assert owner.offered == []
    assert caplog.text.count("calls itself 'm_yy'") == 1


async def test_what_is_refused_is_said_once(
    owner: Owner, asked: PluginAsked, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(asking, "TAKEN_FOR_SECONDS", 0.0)
    owner.refuses = True
    for _ in range(3):
        await asked.asked()
    assert len(owner.offered) == 3
    assert caplog.text.count("notes refuses contribution_set.version of m_xx: too young") == 1
