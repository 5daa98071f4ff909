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
from m_gateway.http.errors import invalid_field, unknown_context
from m_gateway.http.metadata import DEFAULT_TIMEOUT_SECONDS, MAX_TIMEOUT_SECONDS

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

    def context_asked(self, request: Any, named: str) -> str | None:
        """The context a shared service is asked of: the request's field `context`, else the one named in a header.

        Raises RestError where none is given, or one that does not serve it.
        """
        if self.contexts is None:
            return None
        context = getattr(request, "context", "") or named
        if not context:
            raise invalid_field("context", "this service has several owners: name one", "CONTEXT_REQUIRED")
        if context not in self.contexts:
            raise unknown_context(context)
        return str(context)

    def timeout_seconds(self, asked: float | None) -> float | None:
        """How long a call may take. A stream has no deadline unless it asks for one: it ends when the client leaves."""
        if asked is not None:
            return min(asked, MAX_TIMEOUT_SECONDS)
        return None if self.method.server_streaming else DEFAULT_TIMEOUT_SECONDS

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
