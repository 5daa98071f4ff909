"""Clients that write goods receipts and deliveries and post them, while something dies: what each sent and was answered
stands in a journal (business_m/call_journal.py), written before and after every call."""

import itertools
import json
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import grpc
from businessm.wms.v1 import (
    delivery_service_pb2,
    delivery_service_pb2_grpc,
    goods_receipt_service_pb2,
    goods_receipt_service_pb2_grpc,
)
from google.protobuf import json_format
from google.protobuf.message import Message
from m_kit.ids import new_id

from tests.support.goods import CURRENCY, DAY
from tests.support.native import Native, Reply, reply_of
from tests.support.trade import Trade

SERVICES = ("businessm.wms.v1.GoodsReceiptService", "businessm.wms.v1.DeliveryService")
CLOSED_DAY = "2026-05-10"
CALL_SECONDS = 20.0
GIVE_UP_SECONDS = 90.0
PAUSE_SECONDS = 0.05
# Nobody knows what became of a call that ended so.
LOST = frozenset(
    {
        grpc.StatusCode.UNAVAILABLE,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.CANCELLED,
        grpc.StatusCode.UNKNOWN,
        grpc.StatusCode.INTERNAL,
    }
)


@dataclass(frozen=True, slots=True)
class Way:
    """Where the system answers now, and the token it takes."""

    grpc_target: str
    token: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One document: received or delivered, dated in a closed period or not, sent once or until it is answered."""

    is_receipt: bool
    quantity: int
    is_refused: bool
    is_patient: bool


def plans_of(chance: random.Random, count: int | None) -> Iterator[Plan]:
    """The first is a receipt that the ledger refuses when stock has taken it, the second fills the warehouse. Without
    a count there is no end of them."""
    yield from itertools.islice((Plan(True, 1, True, True), Plan(True, 20, False, True)), count)
    for _ in itertools.count() if count is None else range(count - 2):
        yield Plan(chance.random() < 0.5, chance.randrange(1, 6), chance.random() < 0.2, chance.random() < 0.75)


class Journal:
    """Appends lines; each is on its way to the disk before a call begins."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._file = path.open("a", encoding="utf-8")

    def write(self, event: str, **fields: Any) -> None:
        """One line."""
        with self._lock:
            self._file.write(json.dumps({"event": event, **fields}) + "\n")
            self._file.flush()


class Postings:
    """`clients` threads, each with so many documents or, without a number, as many as there is time for until the
    `with` block ends; `where` tells the way that is open now. Between two of its documents a client pauses."""

    def __init__(
        self,
        where: Callable[[], Way],
        trade: Trade,
        journal: Journal,
        *,
        seed: int,
        clients: int = 3,
        each: int | None = 8,
        pause_seconds: float = 0.0,
    ) -> None:
        self._where, self._trade, self._journal = where, trade, journal
        self._pause_seconds = pause_seconds
        self._enough = threading.Event()
        self._is_endless = each is None
        self.broken: list[BaseException] = []
        self.answers = 0
        self._threads = [
            threading.Thread(target=self._guarded, args=(plans_of(random.Random(f"{seed} {number}"), each),))
            for number in range(clients)
        ]
        journal.write("begun", company_id=trade.books.id, services=SERVICES)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_endless:
            self._enough.set()
        for thread in self._threads:
            thread.join(GIVE_UP_SECONDS * 2)
            assert not thread.is_alive(), "a client hangs"
        assert not self.broken, self.broken

    @property
    def are_busy(self) -> bool:
        """Whether somebody still has something to send."""
        return any(thread.is_alive() for thread in self._threads)

    def wait_for(self, answers: int) -> float:
        """Returns when so many more documents have their answer: the seconds that took."""
        wanted, began = self.answers + answers, time.monotonic()
        while self.answers < wanted:
            assert self.are_busy, f"nothing is sent any more: {self.broken}"
            assert time.monotonic() - began < GIVE_UP_SECONDS, "nobody is answered"
            time.sleep(0.001)
        return time.monotonic() - began

    def _guarded(self, plans: Iterable[Plan]) -> None:
        try:
            client = _Client(self._where, self._journal)
            for plan in plans:
                self._carry_out(client, plan)
                if self._enough.wait(self._pause_seconds):
                    break
            client.close()
        except BaseException as error:
            self.broken.append(error)
            raise

    def _carry_out(self, client: "_Client", plan: Plan) -> None:
        create, post, field = _requests(self._trade, plan)
        made = client.until_answered(create)
        if made.code is not grpc.StatusCode.OK:
            raise AssertionError(f"a draft was refused: {made}")
        document = getattr(made.response, field)
        post.id, post.etag, post.request_id = document.id, document.etag, str(new_id())
        posted = client.until_answered(post) if plan.is_patient else client.once(post)
        self.answers += 1
        if plan.is_refused:
            assert posted.code is not grpc.StatusCode.OK, f"posted into a closed period: {posted}"


class _Client:
    """One connection, made anew when the way has changed."""

    def __init__(self, where: Callable[[], Way], journal: Journal) -> None:
        self._where, self._journal = where, journal
        self._way = where()
        self._native = Native(self._way.grpc_target, self._way.token)

    def close(self) -> None:
        """Ends the connection."""
        self._native.channel.close()

    def until_answered(self, request: Any) -> Reply:
        """Sends it until the answer is a definite one."""
        end = time.monotonic() + GIVE_UP_SECONDS
        while True:
            reply = self.once(request)
            if reply.code not in LOST and reply.reason != "CONFLICT_RETRY":
                return reply
            assert time.monotonic() < end, f"no answer within {GIVE_UP_SECONDS} s, last {reply}"
            time.sleep(PAUSE_SECONDS)
            self._follow()

    def once(self, request: Any) -> Reply:
        """One try, written down."""
        rpc, call = _rpc_of(self._native, request)
        self._journal.write("sent", request_id=request.request_id, rpc=rpc, request=_dict(request))
        try:
            response, done = call.with_call(request, metadata=self._native.metadata, timeout=CALL_SECONDS)
        except grpc.RpcError as error:
            reply = reply_of(error)
            event = "lost" if reply.code in LOST else "refused"
            self._journal.write(event, request_id=request.request_id, code=reply.code.name, reason=reply.reason)
            return reply
        self._journal.write("answered", request_id=request.request_id, response=_dict(response))
        return Reply(grpc.StatusCode.OK, response, trailers=dict(done.trailing_metadata()))

    def _follow(self) -> None:
        way = self._where()
        if way != self._way:
            self.close()
            self._way, self._native = way, Native(way.grpc_target, way.token)


def _dict(message: Message) -> dict[str, Any]:
    return json_format.MessageToDict(message, preserving_proto_field_name=True)


def _requests(trade: Trade, plan: Plan) -> tuple[Any, Any, str]:
    """(create, post without document, the document's field)."""
    create: Any
    post: Any
    if plan.is_receipt:
        create, field = goods_receipt_service_pb2.CreateGoodsReceiptRequest(), "goods_receipt"
        post = goods_receipt_service_pb2.PostGoodsReceiptRequest()
        create.goods_receipt.supplier_id = trade.goods.supplier_id
    else:
        create, field = delivery_service_pb2.CreateDeliveryRequest(), "delivery"
        post = delivery_service_pb2.PostDeliveryRequest()
        create.delivery.customer_id = trade.goods.customer_id
    create.request_id = str(new_id())
    document = getattr(create, field)
    document.id, document.company_id, document.warehouse_id = str(new_id()), trade.books.id, trade.goods.warehouse_id
    document.posting_date = CLOSED_DAY if plan.is_refused else DAY
    line = document.lines.add(item_id=trade.item_id)
    line.quantity.uom_code, line.quantity.value = "EA", str(plan.quantity)
    if plan.is_receipt:
        line.unit_cost.currency_code, line.unit_cost.amount = CURRENCY, f"{plan.quantity}.25"
    return create, post, field


def _rpc_of(native: Native, request: Message) -> tuple[str, Any]:
    """(its path, the call) by the request's type."""
    name = type(request).__name__.removesuffix("Request")
    if name.endswith("GoodsReceipt"):
        return f"/{SERVICES[0]}/{name}", getattr(
            goods_receipt_service_pb2_grpc.GoodsReceiptServiceStub(native.channel), name
        )
    return f"/{SERVICES[1]}/{name}", getattr(delivery_service_pb2_grpc.DeliveryServiceStub(native.channel), name)
