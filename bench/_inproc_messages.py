"""The two documents of the in-process bench, and the servicer that echoes them."""

import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent / "inproc" / part) for part in (".", "tests")]

from probe import probe_pb2 as probe_pb2  # noqa: E402
from probe import probe_pb2_grpc as probe_pb2_grpc  # noqa: E402

__all__ = [
    "METADATA",
    "REPLY",
    "Echo",
    "invoice",
    "limit_invoice",
    "limit_small",
    "probe_pb2",
    "probe_pb2_grpc",
    "small",
]

METADATA = (("authorization", "Bearer " + "x" * 40), ("x-tenant", "acme"), ("x-request-id", "0123456789abcdef"))


def small() -> probe_pb2.Request:
    """About 100 bytes."""
    text = "Sales invoice for Contoso Ltd, sales order SO-2026-000981, reference 4711"
    return probe_pb2.Request(act="echo", text=text, count=7, payload=b"x" * 16)


def invoice() -> probe_pb2.Order:
    """Fifty lines, about 5 KB."""
    order = probe_pb2.Order(id="INV-2026-000123", customer="CUST-0042", date="2026-11-23", note="Thanks")
    for number in range(50):
        line = order.lines.add(id=f"L{number:03d}", item=f"ITEM-{number:05d}", description=f"Widget number {number}")
        line.quantity = number + 0.5
        line.price.currency_code, line.price.units, line.price.nanos = "EUR", 100 + number, 990_000_000
        line.total.currency_code, line.total.units = "EUR", (100 + number) * number
        line.taxes.add(code="VAT20").amount.units = 20
        line.dimensions["cost_center"] = "CC-10"
    return order


REPLY = probe_pb2.Reply(text=small().text, count=7, payload=b"x" * 16)


class Echo(probe_pb2_grpc.ProbeServicer):
    """Answers at once: what is measured is the way there and back."""

    async def Echo(self, request: probe_pb2.Request, context: Any) -> probe_pb2.Reply:
        return REPLY

    async def Post(self, request: probe_pb2.Order, context: Any) -> probe_pb2.Order:
        return request

    async def Expand(self, request: probe_pb2.Request, context: Any) -> Any:
        for _ in range(request.count):
            yield REPLY

    async def Collect(self, requests: Any, context: Any) -> probe_pb2.Reply:
        count = 0
        async for _ in requests:
            count += 1
        return probe_pb2.Reply(count=count)


async def limit_small(echo: Echo, request: probe_pb2.Request) -> probe_pb2.Reply:
    """LIMIT: a bare await of the servicer, and two CopyFrom."""
    theirs = probe_pb2.Request()
    theirs.CopyFrom(request)
    answered = await echo.Echo(theirs, None)
    ours = probe_pb2.Reply()
    ours.CopyFrom(answered)
    return ours


async def limit_invoice(echo: Echo, request: probe_pb2.Order) -> probe_pb2.Order:
    """LIMIT for the invoice."""
    theirs = probe_pb2.Order()
    theirs.CopyFrom(request)
    answered = await echo.Post(theirs, None)
    ours = probe_pb2.Order()
    ours.CopyFrom(answered)
    return ours
