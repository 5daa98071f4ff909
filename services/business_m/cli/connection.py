"""Reaching the running server: by the data directory's run.json, or by M_TARGET with M_TOKEN."""

import base64
import copy
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import grpc

from business_m.cli.outcome import NO_ANSWER, REFUSED, Ended, refusal, unreachable
from business_m.run_file import RunFile
from business_m.settings import Settings

TIMEOUT_SECONDS = 120.0
Stub = TypeVar("Stub")


@dataclass(frozen=True, slots=True)
class Reply:
    """What one call came to, refused or not."""

    code: grpc.StatusCode
    response: Any = None
    reason: str = ""
    message: str = ""
    replayed: bool = False

    def ok(self) -> Any:
        """The response. Raises Ended where it was refused."""
        if self.code is not grpc.StatusCode.OK:
            raise Ended(self.message, REFUSED, reason=self.reason)
        return self.response


class Connection:
    """A channel to the server that carries the owner's token."""

    def __init__(
        self,
        target: str,
        token: str,
        owner_token: str = "",
        topology: str = "remote",
        processes: Sequence[Mapping[str, Any]] = (),
        engines: Sequence[Mapping[str, Any]] = (),
        plugins: Sequence[str] = (),
    ) -> None:
        self.target = target
        self.topology = topology
        self.processes = {str(one["context"]): one for one in reversed(processes)}
        self.engines = engines
        self.plugins = plugins
        self._token = token
        self._owner_token = owner_token
        self.channel = grpc.insecure_channel(target)

    @classmethod
    def open(cls) -> "Connection":
        """To the server of this environment. Raises Ended (unreachable), saying how to start one."""
        settings = Settings.from_environment()
        if settings.target:
            return cls(settings.target.removeprefix("grpc://"), settings.token or "")
        found = _running(settings)
        return cls(
            found.grpc_target,
            found.token,
            found.owner_token,
            found.topology,
            found.processes,
            found.engines,
            found.plugins,
        )

    @property
    def is_owner(self) -> bool:
        """Whether it may act as the owner of the data directory, who makes tokens for anybody."""
        return bool(self._owner_token)

    @property
    def tenant(self) -> str:
        """Whose data it sees, as its token says; that is for the server to believe."""
        try:
            payload = self._token.split(".")[1]
            claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
            return str(claims["tenant"])
        except (IndexError, KeyError, TypeError, ValueError):
            raise Ended("the token is none", REFUSED, reason="TOKEN_INVALID") from None

    def seen_by(self, token: str) -> "Connection":
        """The same channel with somebody else's token, and not the owner's."""
        other = copy.copy(self)
        other._token, other._owner_token = token, ""
        return other

    def call(self, method: Callable[..., Any], request: Any, *, context: str = "", as_owner: bool = False) -> Any:
        """The answer. Raises Ended with what the server refused, or unreachable."""
        token = self._owner_token if as_owner else self._token
        metadata = [("authorization", f"Bearer {token}")]
        if context:
            metadata.append(("x-businessm-context", context))
        try:
            return method(request, metadata=metadata, timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            raise refusal(error) from error

    def stream(self, method: Callable[..., Any], request: Any) -> Iterator[Any]:
        """The answers as they come. Raises Ended as `call`."""
        metadata = [("authorization", f"Bearer {self._token}")]
        try:
            yield from method(request, metadata=metadata, timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            raise refusal(error) from error

    def answering_pid(self, context: str) -> int:
        """The process that answers for a context now, one of its replicas; 0 where none does."""
        from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc

        stub = check_service_pb2_grpc.CheckServiceStub(self.channel)
        request = check_service_pb2.DescribeContextRequest(context=context)
        try:
            return int(self.call(stub.DescribeContext, request, context=context).pid)
        except Ended:
            return 0

    def ask(self, rpc: str, request: Any, response_type: Any) -> Reply:
        """Any unary rpc by its path. Raises Ended where nobody answers."""
        call = self.channel.unary_unary(
            rpc, request_serializer=type(request).SerializeToString, response_deserializer=response_type.FromString
        )
        metadata = [("authorization", f"Bearer {self._token}")]
        try:
            response, done = call.with_call(request, metadata=metadata, timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            ended = refusal(error)
            if error.code() in NO_ANSWER:
                raise ended from error
            return Reply(error.code(), reason=ended.reason, message=ended.message)
        trailers = dict(done.trailing_metadata())
        return Reply(grpc.StatusCode.OK, response, replayed=trailers.get("idempotency-replayed") == "true")


def _running(settings: Settings) -> RunFile:
    try:
        found = RunFile.read(settings.data_dir)
    except PermissionError:
        raise unreachable(f"{settings.data_dir} belongs to somebody else") from None
    if found is None or not _alive(found.pid):
        raise unreachable(f"no server is running on {settings.data_dir}")
    return found


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
