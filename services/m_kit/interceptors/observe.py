"""Metrics of every rpc, and a log line for the ones that failed by our fault."""

from typing import Any

import grpc
from google.protobuf.message import Message

from m_kit import clock
from m_kit.contracts import Method
from m_kit.errors import BusinessError
from m_kit.interceptors.pipeline import Invoke, Step
from m_kit.metrics import CallMetrics


def observe(metrics: CallMetrics) -> Step:
    """Counts and times the rpc under its code."""

    def step(method: Method, call: Invoke) -> Invoke:
        async def observed(request: Message, context: grpc.aio.ServicerContext) -> Any:
            started = clock.monotonic_seconds()
            code = "CANCELLED"
            try:
                response = await call(request, context)
                code = "OK"
                return response
            except BusinessError as error:
                code = error.code.name
                raise
            except grpc.aio.AioRpcError as error:
                code = error.code().name
                raise
            except Exception:
                code = "INTERNAL"
                raise
            finally:
                metrics.observe(method.path, code, clock.monotonic_seconds() - started)

        return observed

    return step
