"""An owner's side of plugins: it asks them what they contribute, and takes that as it takes every offer.

Again and again, for nobody tells it that a plugin is there, has a new version, or that this database was restored from
a backup. A plugin that does not answer is asked again; what it contributed before goes on serving.
"""

import asyncio
import logging

import grpc
from businessm.regional.v1 import (
    augmentation_service_pb2,
    augmentation_service_pb2_grpc,
    contribution_service_pb2,
    contribution_service_pb2_grpc,
)
from businessm.regional.v1.contribution_pb2 import ContributionSet

from m_kit import clock
from m_kit.caller import SERVICE_PREFIX, Caller, acting_as
from m_kit.errors import BusinessError
from m_kit.module import Environment

ASK_EVERY_SECONDS = 2.0
# What was taken is offered again after so long though it is the same.
TAKEN_FOR_SECONDS = 60.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.25, 2.0
ANSWER_SECONDS = 30.0

log = logging.getLogger(__name__)


class Asking:
    """Asks every plugin there is, each on its own."""

    def __init__(self, environment: Environment) -> None:
        self._plugins = [PluginAsked(environment, plugin) for plugin in environment.plugins]
        # Schemas are every tenant's, so any tenant's token is as good.
        self._caller = Caller("default", SERVICE_PREFIX + environment.name, environment.name)

    async def run(self) -> None:
        """For ever."""
        with acting_as(self._caller):
            async with asyncio.TaskGroup() as group:
                for plugin in self._plugins:
                    group.create_task(plugin.followed())


class PluginAsked:
    """One plugin, and what was last taken of it."""

    def __init__(self, environment: Environment, plugin: str) -> None:
        self._environment, self._plugin = environment, plugin
        self._taken: ContributionSet | None = None
        self._taken_at = 0.0
        self._pause_seconds = 0.0

    async def followed(self) -> None:
        """For ever: often while it does not answer, and then ever less often."""
        while True:
            try:
                await self.asked()
            except (grpc.aio.AioRpcError, BusinessError) as error:
                self._failed(error)
            else:
                self._pause_seconds = 0.0
            await asyncio.sleep(self._pause_seconds or ASK_EVERY_SECONDS)

    async def asked(self) -> None:
        """Takes what it contributes, where that is something new. Raises AioRpcError or BusinessError where it, or our
        database, is away."""
        stub = contribution_service_pb2_grpc.ContributionServiceStub(self._environment.channel_to_context(self._plugin))
        request = contribution_service_pb2.GetContributionsRequest(context=self._plugin)
        found = (await stub.GetContributions(request, timeout=ANSWER_SECONDS)).contribution_set
        now = clock.monotonic_seconds()
        if found == self._taken and now - self._taken_at < TAKEN_FOR_SECONDS:
            return
        if found.plugin == self._plugin:
            await self._take(found)
        elif found != self._taken:
            log.error("the plugin %s calls itself %r: nothing of it is taken", self._plugin, found.plugin)
        self._taken, self._taken_at = found, now

    async def _take(self, found: ContributionSet) -> None:
        """As everybody offers it, so that every rule of the contract is kept. What is refused is logged, once: people
        have to look at that."""
        context = self._environment.name
        stub = augmentation_service_pb2_grpc.AugmentationServiceStub(self._environment.channel_to_context(context))
        request = augmentation_service_pb2.OfferContributionsRequest(context=context, contribution_set=found)
        answer = await stub.OfferContributions(request, timeout=ANSWER_SECONDS)
        for refusal in answer.refusals if found != self._taken else ():
            log.error("%s refuses %s of %s: %s", context, refusal.field, self._plugin, refusal.message)

    def _failed(self, error: Exception) -> None:
        """Said once for as long as it lasts."""
        if not self._pause_seconds:
            said = error.details() if isinstance(error, grpc.aio.AioRpcError) else error
            log.warning("%s has nothing new of the plugin %s: %s", self._environment.name, self._plugin, said)
        doubled = self._pause_seconds * 2 or FIRST_PAUSE_SECONDS
        self._pause_seconds = min(doubled, LONGEST_PAUSE_SECONDS)
