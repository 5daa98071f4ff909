"""One call of an rpc, the same over REST and over native gRPC, and what came of it."""

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import grpc
from google.api import annotations_pb2
from google.protobuf import descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.rpc import status_pb2
from grpc_status import rpc_status
from m_kit.contracts import methods_of

from tests.support.native import TIMEOUT_SECONDS, Native
from tests.support.rest import Rest

Json = dict[str, Any]
_NAMED = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A call as both ways in have it. `answered` is the response, or the google.rpc.Status, as JSON by the contract;
    `shown` is what this way in alone shows beside it: the HTTP status, or the code and words of the call."""

    rpc: str
    sent: Json
    answered: Any
    replayed: bool
    shown: Json

    @property
    def refused(self) -> bool:
        """Whether a status was answered."""
        return bool(self.shown.get("refused"))

    @property
    def reason(self) -> str:
        """The ErrorInfo's, empty where it went well."""
        if not self.refused:
            return ""
        infos = [one for one in self.answered["details"] if one["@type"].endswith("google.rpc.ErrorInfo")]
        assert len(infos) == 1, self.answered
        return str(infos[0]["reason"])

    def comparable(self, *, way_in: bool = True) -> Json:
        """All of it as JSON, keys in one order; without `shown` to compare the two ways in."""
        found = {"rpc": self.rpc, "sent": self.sent, "replayed": self.replayed}
        whole = {**found, "answered": self.answered} | ({"shown": self.shown} if way_in else {})
        ordered: Json = json.loads(json.dumps(whole, sort_keys=True))
        return ordered


class WayIn(Protocol):
    """Calls `package.Service.Method` with a request as JSON of the contract; its `context` is whose service is meant
    where several have it."""

    def __call__(self, rpc: str, sent: Json) -> Exchange: ...

    def stream(self, rpc: str, sent: Json) -> Exchange | None:
        """Everything a stream says, or None where this way in has no streams."""


class OverRest:
    """By the rpc's google.api.http: path, query and body are made of the request."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def __call__(self, rpc: str, sent: Json) -> Exchange:
        """Calls an rpc, refused or not."""
        method, path, query, body = _http(method_of(rpc), sent)
        content = {} if body is None else {"content": json.dumps(body).encode()}
        answer = self._rest.send(method, path, params=query, **content)
        shown = {"status": answer.status, "refused": answer.status != 200}
        return Exchange(rpc, sent, answer.body, answer.replayed, shown)

    def stream(self, rpc: str, sent: Json) -> Exchange | None:
        """REST has none."""
        return None


class OverGrpc:
    """By the native port."""

    def __init__(self, native: Native) -> None:
        self._native = native

    def __call__(self, rpc: str, sent: Json) -> Exchange:
        """Calls an rpc, refused or not."""
        method = method_of(rpc)
        call = self._native.channel.unary_unary(_path(method), response_deserializer=_class(method.output_type))
        metadata = [*self._native.metadata, *([("x-businessm-context", sent["context"])] if "context" in sent else [])]
        try:
            response, done = call.with_call(_request(method, sent), metadata=metadata, timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            return _refusal(rpc, sent, error)
        trailers = dict(done.trailing_metadata())
        replayed = trailers.get("idempotency-replayed") == "true"
        shown = {"code": "OK", "trailers": sorted(trailers), "refused": False}
        return Exchange(rpc, sent, _json(response), replayed, shown)

    def stream(self, rpc: str, sent: Json) -> Exchange | None:
        """Every message, in order."""
        method = method_of(rpc)
        call = self._native.channel.unary_stream(_path(method), response_deserializer=_class(method.output_type))
        said = call(_request(method, sent), metadata=self._native.metadata, timeout=TIMEOUT_SECONDS)
        return Exchange(rpc, sent, [_json(one) for one in said], False, {"code": said.code().name, "refused": False})


@cache
def method_of(rpc: str) -> MethodDescriptor:
    """Of `wms.DeliveryService.PostDelivery`, by its contract."""
    package, service, name = rpc.split(".")
    full = f"businessm.{package}.v1.{service}"
    methods_of([full])  # loads the contracts
    return descriptor_pool.Default().FindServiceByName(full).methods_by_name[name]


def _refusal(rpc: str, sent: Json, error: Any) -> Exchange:
    status = rpc_status.from_call(error)
    assert isinstance(status, status_pb2.Status), f"{rpc}: an error without a status: {error}"
    shown = {"code": error.code().name, "details": error.details(), "refused": True}
    return Exchange(rpc, sent, _json(status), False, shown)


def _http(method: MethodDescriptor, sent: Json) -> tuple[str, str, dict[str, str], Any]:
    """(HTTP method, path, query, body or None)."""
    rule = method.GetOptions().Extensions[annotations_pb2.http]
    verb = rule.WhichOneof("pattern")
    left = json.loads(json.dumps(sent))
    path = _NAMED.sub(lambda found: str(_taken(left, found[1].split("."))), getattr(rule, verb))
    body = None
    if rule.body == "*":
        body, left = left, {}
    elif rule.body:
        body = left.pop(rule.body)
    return verb.upper(), path, {name: _text(value) for name, value in left.items()}, body


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _taken(request: Json, names: list[str]) -> Any:
    """A field that stands in the path, and so nowhere else."""
    for name in names[:-1]:
        request = request[name]
    return request.pop(names[-1])


def _path(method: MethodDescriptor) -> str:
    return f"/{method.containing_service.full_name}/{method.name}"


def _class(message: Any) -> Any:
    return message_factory.GetMessageClass(message).FromString


def _request(method: MethodDescriptor, sent: Json) -> bytes:
    message = json_format.ParseDict(sent, message_factory.GetMessageClass(method.input_type)())
    content: bytes = message.SerializeToString()
    return content


def _json(message: Any) -> Any:
    return json_format.MessageToDict(
        message, preserving_proto_field_name=True, always_print_fields_with_no_presence=True
    )
