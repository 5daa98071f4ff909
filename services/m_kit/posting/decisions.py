"""What was decided, in the owner's database. D2: a decision and a tombstone wait for the disk."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
from google.protobuf.message import Message
from sqlalchemy import text

from m_kit.batcher import Batcher
from m_kit.database import Database
from m_kit.errors import Unavailable
from m_kit.events import NewEvent, Outbox
from m_kit.events.origin import NOWHERE, Origin
from m_kit.failpoints import FailPoints
from m_kit.idempotency import input_hash, require_same_input
from m_kit.posting.attempt import POSTED, Decision, Posting
from m_kit.rounds import without_rivals
from m_kit.uow import Transaction

# Of documents at once: each comes with its lines.
MOST_LOOKED_AT = 100
_KINDS = (
    *("text", "text", "bytea", "uuid", "uuid", "text", "uuid", "text", "int", "int"),
    *("smallint", "smallint", "text", "int", "jsonb", "text"),
)
_ARGUMENTS = ", ".join(
    f"${i}::text[]::jsonb[]" if kind == "jsonb" else f"${i}::{kind}[]" for i, kind in enumerate(_KINDS, 2)
)
_SETTLE = "select * from settle_posting($1, $2, $3, $4, $5, $6, $7, $8)"
_KEEP_ANSWERS = """
update idempotency i set response = a.response from unnest($2::text[], $3::bytea[]) a (request_id, response)
where i.tenant = $1 and i.request_id = a.request_id
"""
# A confirm that was committed in another life of the server may be lost: it is made once more before it is noted.
_MARK = """
with now as materialized (select server_life() as life)
select mark_confirmed($1, array_agg(m.posting), array_agg(m.keeper))
from unnest($2::uuid[], $3::text[], $4::uuid[]) m (posting, keeper, life) join now on m.life = now.life
"""
_UNCONFIRMED = """
select set_config('m.tenant', $1, true), d.* from decision d
where waits_for <> '{}' and decided_time < clock_timestamp() - make_interval(secs => $2)
order by decided_time limit $3
"""
_WAITING = text("select distinct document_id from decision where document_id = any(:documents) and waits_for <> '{}'")
_TENANT = "insert into working_tenant values ($1) on conflict do nothing"


@dataclass(frozen=True, slots=True)
class Transition:
    """What posting does to a document of one table; `series_code` is empty where no number is taken."""

    document_type: str
    table: str
    purpose: str
    from_state: int
    to_state: int
    series_code: str = ""


def no_events(*_: Any) -> Sequence[NewEvent]:
    """Of a posting that nobody is told of."""
    return ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """One attempt with everything reserved: what is decided about, how it is answered, and who is told what.

    `life` is the server's (Database.life) before the first reserve. `events` are what others are told of it, made of
    the answer; `origin` is the request's, for deciding goes in batches.
    """

    posting: Posting
    transition: Transition
    request: Message
    posting_date: date
    facts: Mapping[str, Any]
    keepers: Sequence[str]
    life: uuid.UUID | None
    answer: Callable[[Decision], Message]
    events: Callable[[Message, Decision], Sequence[NewEvent]] = no_events
    origin: Origin = NOWHERE

    @property
    def request_id(self) -> str:
        """The idempotency key."""
        return str(self.request.request_id)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Decided:
    """`outcome` as decide_<table> answers it; `response` only for one that was posted by this call."""

    outcome: str
    decision: Decision
    response: Message | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Of a document: tombstones of this purpose and revision, and whether keepers have yet to confirm."""

    tombstones: int
    waits: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One look at what is to be posted, all as of one moment: the answer stored under the request's id, the rows of the
    document (None where there is none) and of its lines, and how far its postings are."""

    answer: bytes | None
    document: Mapping[str, Any] | None
    lines: Sequence[Mapping[str, Any]]
    standing: Standing


class DecisionStore:
    """Reads and writes decisions; looking and deciding go in batches, one in flight per tenant and table. Others are
    told of them through the outbox."""

    def __init__(self, database: Database, failpoints: FailPoints, outbox: Outbox | None = None) -> None:
        self._database = database
        self._failpoints = failpoints
        self._outbox = outbox
        self._looking: dict[str, Batcher[tuple[str, uuid.UUID, str], asyncpg.Record]] = {}
        self._deciding: dict[str, Batcher[Undecided, Decided]] = {}
        self._marking: Batcher[tuple[uuid.UUID, str, uuid.UUID | None], None] = Batcher(self._mark_batch)
        self._known_tenants: set[str] = set()

    @property
    def cluster(self) -> str:
        """Where it is decided: keepers on the same cluster need not wait for the disk (D1)."""
        return self._database.cluster

    @property
    def life(self) -> uuid.UUID | None:
        """The server's, see Database.life: what was reserved or confirmed in it is there as long as it lasts."""
        return self._database.life

    async def look(self, tenant: str, transition: Transition, document_id: uuid.UUID, request: Message) -> Look:
        """What a posting begins with. Raises RequestIdReused."""
        table = transition.table
        if table not in self._looking:
            self._looking[table] = Batcher(
                lambda tenant, batch: self._look_batch(tenant, table, batch), most_weight=MOST_LOOKED_AT
            )
        request_id: str = request.request_id  # type: ignore[attr-defined]
        row = await self._looking[table].submit(tenant, (request_id, document_id, transition.purpose))
        if row["input_hash"] is not None:
            require_same_input(row["input_hash"], request)
        return Look(row["response"], row["document"], row["lines"] or (), Standing(row["tombstones"], row["waits"]))

    async def decide(self, tenant: str, undecided: Undecided) -> Decided:
        """The point of no return. Raises what the database raises: then nobody knows, ask `settle`.

        Raises Unavailable too where the server crashed since `undecided.life`: a keeper's reserve may be lost.
        """
        table = undecided.transition.table
        if table not in self._deciding:
            self._deciding[table] = Batcher(lambda tenant, batch: self._decide_batch(tenant, table, batch))
        return await self._deciding[table].submit(tenant, undecided)

    async def settle(self, tenant: str, posting: Posting) -> Decision:
        """What was decided; where nothing was, the tombstone is written. Raises Unavailable."""
        row = (
            await self._database.call(
                _SETTLE,
                tenant,
                posting.id,
                posting.company_id,
                posting.document_type,
                posting.document_id,
                posting.purpose,
                posting.revision,
                posting.attempt,
            )
        )[0]
        return Decision(posting.id, row["outcome"], row["document_number"], row["decided_time"])

    async def mark_confirmed(
        self, tenant: str, posting_id: uuid.UUID, keepers: Sequence[str], life: uuid.UUID | None
    ) -> None:
        """The keepers have answered a confirm that began in this life of our server; nobody waits for the disk.

        Where the server crashed since, nothing is noted: whoever looks for unconfirmed postings confirms once more.
        """
        if keepers:
            await self._marking.submit_all(tenant, [(posting_id, keeper, life) for keeper in keepers])

    async def unconfirmed(
        self, tenant: str, older_than_seconds: float, most: int
    ) -> list[tuple[Decision, tuple[str, ...]]]:
        """Decisions whose keepers have not all answered, the oldest first, with those that have not."""
        # The setting must be there before the rows are looked at: a statement of its own, in one transaction.
        async with self._database.driver() as raw, raw.transaction():
            await raw.execute("select set_config('m.tenant', $1, true)", tenant)
            rows = await raw.fetch(_UNCONFIRMED, tenant, older_than_seconds, most)
        return [
            (Decision(row["posting_id"], POSTED, row["document_number"], row["decided_time"]), tuple(row["waits_for"]))
            for row in rows
        ]

    async def tenants(self) -> list[str]:
        """Everyone who ever posted here."""
        return [row["name"] for row in await self._database.call("select name from working_tenant order by name")]

    async def _look_batch(
        self, tenant: str, table: str, batch: Sequence[tuple[str, uuid.UUID, str]]
    ) -> list[asyncpg.Record]:
        return await self._database.call(
            f"select * from look_at_{table}($1, $2, $3, $4)", tenant, *map(list, zip(*batch, strict=True))
        )

    async def _decide_batch(self, tenant: str, table: str, batch: Sequence[Undecided]) -> list[Decided]:
        if tenant not in self._known_tenants:
            await self._database.call(_TENANT, tenant)
            self._known_tenants.add(tenant)
        decided: list[Decided | None] = [None] * len(batch)
        waiting = list(range(len(batch)))
        while waiting:
            chosen, waiting = without_rivals(
                waiting, lambda i: (batch[i].request_id, str(batch[i].posting.document_id))
            )
            for i, one in zip(chosen, await self._decide_round(tenant, table, [batch[i] for i in chosen]), strict=True):
                decided[i] = one
        await self._failpoints.reach("decide_answer_lost")
        return [one for one in decided if one is not None]

    async def _decide_round(self, tenant: str, table: str, batch: Sequence[Undecided]) -> list[Decided]:
        async with self._database.kept_driver() as raw, raw.transaction():
            self._require_alive(raw, batch)
            rows = await raw.fetch(f"select * from decide_{table}($1, {_ARGUMENTS})", tenant, *_columns(batch))
            decided = [_decided(one, row) for one, row in zip(batch, rows, strict=True)]
            await self._keep_answers(raw, tenant, batch, decided)
            told = [
                (event, one.origin)
                for one, given in zip(batch, decided, strict=True)
                if given.response is not None
                for event in one.events(given.response, given.decision)
            ]
            await self._tell(raw, tenant, told)
        if self._outbox is not None:
            self._outbox.wake(tenant, [event for event, _ in told])
        return decided

    async def _tell(self, raw: asyncpg.Connection, tenant: str, told: Sequence[tuple[NewEvent, Origin]]) -> None:
        if not told:
            return
        if self._outbox is None:
            raise RuntimeError(f"there is no outbox for {told[0][0].type}")
        await self._outbox.add_all(raw, tenant, told)

    def _require_alive(self, raw: asyncpg.Connection, batch: Sequence[Undecided]) -> None:
        """D1: a decide makes durable what was reserved before it, and only what no crash has undone."""
        life = self._database.life_of(raw)
        if any(one.life != life for one in batch):
            raise Unavailable("the database crashed while this was being posted: send the same call again")

    async def _keep_answers(
        self, raw: asyncpg.Connection, tenant: str, batch: Sequence[Undecided], decided: Sequence[Decided]
    ) -> None:
        answered = [
            (one.request_id, given.response.SerializeToString(deterministic=True))
            for one, given in zip(batch, decided, strict=True)
            if given.response is not None
        ]
        if answered:
            await raw.execute(_KEEP_ANSWERS, tenant, *map(list, zip(*answered, strict=True)))

    async def _mark_batch(self, tenant: str, batch: Sequence[tuple[uuid.UUID, str, uuid.UUID | None]]) -> list[None]:
        await self._database.call(_MARK, tenant, *map(list, zip(*batch, strict=True)))
        return [None] * len(batch)


async def still_posting(transaction: Transaction, documents: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the documents whose keepers have not all confirmed."""
    return {row.document_id for row in await transaction.execute(_WAITING, {"documents": list(documents)})}


def _columns(batch: Sequence[Undecided]) -> list[list[Any]]:
    rows = [
        (
            one.request_id,
            one.request.DESCRIPTOR.full_name,
            input_hash(one.request),
            one.posting.id,
            one.posting.company_id,
            one.posting.document_type,
            one.posting.document_id,
            one.posting.purpose,
            one.posting.revision,
            one.posting.attempt,
            one.transition.from_state,
            one.transition.to_state,
            one.transition.series_code,
            one.posting_date.year,
            json.dumps(one.facts),
            ",".join(one.keepers),
        )
        for one in batch
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def _decided(one: Undecided, row: asyncpg.Record) -> Decided:
    decision = Decision(one.posting.id, POSTED, row["document_number"], row["decided_time"])
    response = one.answer(decision) if row["outcome"] == "posted" else None
    return Decided(row["outcome"], decision, response)
