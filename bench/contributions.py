"""A plugin joins a running company with 20,000 suppliers while clients write: how long they wait while it is baked.

Four clients create suppliers and change them, one call after the other. Rounds alternate: a while with nothing going
on, then a new version of the plugin, which adds a column to suppliers and one to customers; the first adds India's
fields. In the rows ours is the p99 of a write while that goes on, from the moment the version is offered until a second
after it serves, and peer the p99 before. A bake takes from when the owner is offered the version until it answers.

No write may fail. In the end 500 suppliers are given values, the plugin is withdrawn and restored, and all values are
there again; else the bench ends with 1.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
import uvloop
from businessm.finance.v1 import supplier_pb2, supplier_service_pb2_grpc
from businessm.finance.v1 import supplier_service_pb2 as pb
from businessm.masters.v1 import party_pb2
from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1 import augmentation_service_pb2, augmentation_service_pb2_grpc
from businessm.regional.v1.augmentation_pb2 import Augmentation
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id

from bench.measure import QUICK_SAMPLES, SAMPLES, Measured, alternate, arguments, fsync_p50_us, rate_of, report
from tests.plugins.plain_plugin import NAME, version
from tests.support.indie import folder
from tests.support.whole import INDIE, Whole, whole

CLIENTS, FILLING_CLIENTS = 4, 32
GSTIN = "27BMXPK4821C1ZV"
CONTEXT = (("x-businessm-context", "finance"),)
AFTER_SECONDS = 1.0
CALL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    suppliers: int
    valued: int
    rounds: int
    quiet_seconds: float


FULL, QUICK = Size(20_000, 500, SAMPLES, 3.0), Size(1_000, 100, QUICK_SAMPLES, 1.5)


@dataclass
class Writers:
    """Clients that write until they are stopped; `took_seconds` has every write since it was last emptied."""

    suppliers: supplier_service_pb2_grpc.SupplierServiceStub
    metadata: tuple[tuple[str, str], ...]
    took_seconds: list[float] = field(default_factory=list)
    failed: list[grpc.aio.AioRpcError] = field(default_factory=list)
    is_going_on: bool = True

    async def run(self) -> None:
        """One client: a new supplier, then a change of it, and so on."""
        while self.is_going_on:
            made = await self._timed(lambda: self.create())
            if made is not None:
                await self._timed(lambda made=made: self.change(made, payment_terms_days=30))  # type: ignore[misc]

    async def create(self) -> supplier_pb2.Supplier:
        """A new one."""
        party = party_pb2.Party(name="Tea Traders", kind=party_pb2.Party.ORGANIZATION)
        request = pb.CreateSupplierRequest(request_id=str(new_id()), party=party, supplier=supplier_pb2.Supplier())
        answer = await self.suppliers.CreateSupplier(request, metadata=self.metadata, timeout=CALL_SECONDS)
        created: supplier_pb2.Supplier = answer.supplier
        return created

    async def change(self, made: supplier_pb2.Supplier, **fields: Any) -> supplier_pb2.Supplier:
        """One of its fields."""
        request = pb.UpdateSupplierRequest(
            request_id=str(new_id()),
            supplier=supplier_pb2.Supplier(id=made.id, etag=made.etag, **fields),
            update_mask=FieldMask(paths=list(fields)),
        )
        answer = await self.suppliers.UpdateSupplier(request, metadata=self.metadata, timeout=CALL_SECONDS)
        changed: supplier_pb2.Supplier = answer.supplier
        return changed

    async def p99_ms(self, work: Awaitable[Any]) -> float:
        """Of the writes that ended while the work went on."""
        self.took_seconds.clear()
        await work
        return statistics.quantiles(self.took_seconds, n=100)[-1] * 1000

    async def _timed(self, write: Callable[[], Awaitable[supplier_pb2.Supplier]]) -> supplier_pb2.Supplier | None:
        started = time.perf_counter()
        try:
            return await write()
        except grpc.aio.AioRpcError as error:
            self.failed.append(error)
            return None
        finally:
            self.took_seconds.append(time.perf_counter() - started)


@dataclass
class Company:
    """Finance as clients and the system's owner reach it."""

    writers: Writers
    augmentations: augmentation_service_pb2_grpc.AugmentationServiceStub
    owner: tuple[tuple[str, str], ...]
    number: int = 0
    bakes_ms: list[float] = field(default_factory=list)

    async def bake(self) -> None:
        """The next version, and a while more. Raises AssertionError where it is refused."""
        self.number += 1
        request = augmentation_service_pb2.OfferContributionsRequest(
            context="finance", contribution_set=version(self.number)
        )
        started = time.perf_counter()
        answer = await self.augmentations.OfferContributions(request, metadata=self.owner, timeout=CALL_SECONDS)
        self.bakes_ms.append((time.perf_counter() - started) * 1000)
        assert not answer.refusals, answer.refusals
        await asyncio.sleep(AFTER_SECONDS)

    async def set_withdrawn(self, withdrawn: bool) -> None:
        """Hidden, or shown again."""
        if withdrawn:
            hide = augmentation_service_pb2.WithdrawContributionsRequest(context="finance", plugin=NAME)
            answer = await self.augmentations.WithdrawContributions(hide, metadata=self.owner, timeout=CALL_SECONDS)
        else:
            show = augmentation_service_pb2.RestoreContributionsRequest(context="finance", plugin=NAME)
            answer = await self.augmentations.RestoreContributions(show, metadata=self.owner, timeout=CALL_SECONDS)
        wanted = Augmentation.WITHDRAWN if withdrawn else Augmentation.ACTIVE
        assert {one.state for one in answer.augmentations} == {wanted}

    async def with_values(self, ids: list[str]) -> int:
        """How many of these have the value they were given."""
        found = 0
        for first in range(0, len(ids), 250):
            request = pb.BatchGetSuppliersRequest(ids=ids[first : first + 250])
            answer = await self.writers.suppliers.BatchGetSuppliers(
                request, metadata=self.writers.metadata, timeout=CALL_SECONDS
            )
            found += sum(one.extension_values["in_gstin"].text == GSTIN for one in answer.suppliers)
        return found


async def measured(size: Size, system: Whole, place: Path) -> tuple[list[Measured], list[str]]:
    """(all rows, a sentence for each thing that went wrong)."""
    metadata = (("authorization", f"Bearer {system.admin_token}"),)
    owner = (("authorization", f"Bearer {system.run_file['owner_token']}"), *CONTEXT)
    async with grpc.aio.insecure_channel(system.grpc_target) as channel:
        writers = Writers(supplier_service_pb2_grpc.SupplierServiceStub(channel), metadata)
        company = Company(writers, augmentation_service_pb2_grpc.AugmentationServiceStub(channel), owner)
        made = await _filled(writers, size.suppliers)
        clients = [asyncio.create_task(writers.run()) for _ in range(CLIENTS)]
        rows = await _rounds(size, company, place)
        wrong = await _values_survive(company, made[: size.valued])
        writers.is_going_on = False
        await asyncio.gather(*clients)
    wrong += [f"a write failed: {error.code().name} {error.details()}" for error in writers.failed[:10]]
    return rows, wrong


async def _filled(writers: Writers, count: int) -> list[supplier_pb2.Supplier]:
    made: list[supplier_pb2.Supplier] = []

    async def one(_: int) -> None:
        made.append(await writers.create())

    a_second = await rate_of(one, range(count), FILLING_CLIENTS)
    print(f"{count} suppliers, {a_second:.0f} a second", file=sys.stderr, flush=True)
    return made


async def _rounds(size: Size, company: Company, place: Path) -> list[Measured]:
    writers = company.writers
    row = Measured("supplier written, p99 while fields are baked", "ms", CLIENTS, peer_name="before")
    row.goal, row.reach = "no write fails", lambda _: not writers.failed
    sides = {
        "peer": lambda: writers.p99_ms(asyncio.sleep(size.quiet_seconds)),
        "ours": lambda: writers.p99_ms(company.bake()),
    }
    await alternate(row, sides, size.rounds, place)
    bakes = Measured(f"bake among {size.suppliers} suppliers", "ms", CLIENTS)
    bakes.samples["ours"] = company.bakes_ms
    return [row, bakes]


async def _values_survive(company: Company, among: list[supplier_pb2.Supplier]) -> list[str]:
    """Given, withdrawn, restored, all while clients write."""
    values = {"in_gstin": FieldValue(text=GSTIN)}
    for one in among:
        await company.writers.change(one, extension_values=values)
    ids, counts = [one.id for one in among], []
    for withdrawn in (None, True, False):
        if withdrawn is not None:
            await company.set_withdrawn(withdrawn)
        counts.append(await company.with_values(ids))
    print(f"values given, while withdrawn, restored: {counts}", file=sys.stderr, flush=True)
    return [] if counts == [len(ids), 0, len(ids)] else [f"values given, while withdrawn, restored: {counts}"]


def main() -> None:
    """Measures, prints, and ends with 1 where something went wrong."""
    options = arguments("contributions", __doc__ or "")
    with folder() as place, whole(INDIE, place / "data", watched=False) as system:
        fsync_us = fsync_p50_us(place)
        rows, wrong = uvloop.run(measured(QUICK if options.quick else FULL, system, place))
    report("contributions", rows, fsync_us, options.json)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
