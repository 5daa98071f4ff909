"""A plugin that contributes India's fields under another name, served and changed by the test itself."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
from businessm.metadata.v1 import field_type_pb2
from businessm.regional.v1 import contribution_service_pb2, contribution_service_pb2_grpc
from businessm.regional.v1.contribution_pb2 import ContributionSet
from m_india.convert import contribution_set

NAME = "m_late"


class PlainPlugin(contribution_service_pb2_grpc.ContributionServiceServicer):
    """Serves whatever `contributions` are now."""

    def __init__(self) -> None:
        self.contributions = version(1)

    def GetContributions(
        self, _: contribution_service_pb2.GetContributionsRequest, __: grpc.ServicerContext
    ) -> contribution_service_pb2.GetContributionsResponse:
        return contribution_service_pb2.GetContributionsResponse(contribution_set=self.contributions)

    @contextlib.contextmanager
    def serving(self, port: int) -> Iterator[None]:
        """On that port; gone in the end."""
        server = grpc.server(ThreadPoolExecutor(4))
        contribution_service_pb2_grpc.add_ContributionServiceServicer_to_server(self, server)
        server.add_insecure_port(f"127.0.0.1:{port}")
        server.start()
        try:
            yield
        finally:
            server.stop(None).wait()


def version(number: int) -> ContributionSet:
    """The first has India's fields; each later one has one more on every document: in_extra_2 and so on."""
    made = contribution_set()
    made.plugin, made.version = NAME, str(number)
    for contribution in made.contributions:
        for extra in range(2, number + 1):
            contribution.fields.add(key=f"in_extra_{extra}", type=field_type_pb2.TEXT, labels={"en": f"Extra {extra}"})
    return made
