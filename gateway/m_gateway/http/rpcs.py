"""The rpcs to be served, with their http rules, and the stubs to call them by."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.api import annotations_pb2
from google.api.http_pb2 import HttpRule
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.descriptor_pool import DescriptorPool

from m_gateway.http.descriptors import message_class

ChannelFor = Callable[[str, str | None], grpc.aio.Channel]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in: an http rule or one of its additional bindings."""

    http_verb: str
    template: str
    body: str
    response_body: str


@dataclass(eq=False, slots=True)
class Rpc:
    """A method of a service, its rules, and a stub per context made when first called."""

    method: MethodDescriptor
    rules: tuple[Rule, ...]
    contexts: tuple[str, ...] | None
    """Contexts that serve a shared service; None where the service has one owner."""
    _stubs: dict[str | None, Any] = field(default_factory=dict)

    @property
    def service(self) -> str:
        """Full name of the service."""
        return str(self.method.containing_service.full_name)

    @property
    def path(self) -> str:
        """What gRPC calls it: `/package.Service/Method`."""
        return f"/{self.service}/{self.method.name}"

    def stub(self, channel_for: ChannelFor, context: str | None) -> Any:
        """The callable of the channel for `context`."""
        found = self._stubs.get(context)
        if found is None:
            found = self._stubs[context] = self._make_stub(channel_for(self.service, context))
        return found

    def _make_stub(self, channel: grpc.aio.Channel) -> Any:
        kind = channel.unary_stream if self.method.server_streaming else channel.unary_unary
        return kind(
            self.path,
            request_serializer=message_class(self.method.input_type).SerializeToString,
            response_deserializer=message_class(self.method.output_type).FromString,
        )

    def __str__(self) -> str:
        return self.path


def load_rpcs(pool: DescriptorPool, services: Sequence[str], shared: dict[str, tuple[str, ...]]) -> list[Rpc]:
    """Every method of the named services; raises KeyError naming a service whose descriptor is not loaded."""
    found = []
    for name in services:
        service = pool.FindServiceByName(name)
        found += [Rpc(method, tuple(http_rules(method)), shared.get(name)) for method in service.methods]
    return found


def http_rules(method: MethodDescriptor) -> Iterator[Rule]:
    """The method's rules; none where it has no http option, or where the client streams."""
    options = method.GetOptions()
    if options.HasExtension(annotations_pb2.http) and not method.client_streaming:
        first = options.Extensions[annotations_pb2.http]
        for rule in (first, *first.additional_bindings):
            yield _rule(rule)


def _rule(rule: HttpRule) -> Rule:
    kind = rule.WhichOneof("pattern")
    if kind is None:
        raise ValueError("an http rule without a pattern")
    if kind == "custom":
        verb, template = rule.custom.kind.upper(), rule.custom.path
    else:
        verb, template = kind.upper(), getattr(rule, kind)
    return Rule(verb, template, rule.body, rule.response_body)
