"""Documents and their lines."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import EtagMismatch, NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from m_wms.domain.counting import pieces_as_lists, pieces_of_lists
from m_wms.domain.documents import (
    Allocation,
    Charge,
    Direction,
    DocumentType,
    Exchanged,
    Line,
    Source,
    State,
    StockDocument,
    StockedItem,
    Warehouse,
    Whereabouts,
)
from m_wms.domain.facts import with_facts
from m_wms.store.tables import stock_document, stock_document_line

# By number or state a company's documents of a type are sorted when it is asked for: one more index would cost every
# posting.
SORTING = Sorting(
    fields={
        "number": stock_document.c.number,
        "posting_date": stock_document.c.posting_date,
        "state": stock_document.c.state,
    },
    unique=(stock_document.c.id,),
    default="posting_date",
)


class DocumentRepository:
    """Reads and writes the documents of one type in the transaction's tenant."""

    def __init__(self, transaction: Transaction, document_type: DocumentType) -> None:
        self._transaction = transaction
        self._type = document_type

    async def add(self, new: StockDocument, field: str) -> None:
        """Stores a draft with its lines. Raises Duplicate on `field`."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "type": new.type.value,
            "create_time": new.create_time,
            **_values(new),
        }
        with duplicates_refused(stock_document_pkey=field):
            await self._transaction.execute(stock_document.insert().values(values))
        await self._add_lines(new)

    async def get(self, document_id: uuid.UUID, field: str = "id") -> StockDocument:
        """The document with its lines. Raises NotFound on `field`."""
        row = (await self._transaction.execute(self._query().where(stock_document.c.id == document_id))).one_or_none()
        if row is None:
            raise _missing(self._type, document_id, field)
        lines = (
            sa.select(stock_document_line)
            .where(stock_document_line.c.document_id == document_id)
            .order_by(stock_document_line.c.number)
        )
        return _document(row._asdict(), tuple(_line(line._asdict()) for line in await self._transaction.execute(lines)))

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[StockDocument], str]:
        """A page of a company's documents without lines, and the next one's token."""
        query = self._query().where(stock_document.c.company_id == company_id)
        return await read_page(self._transaction, query, page, lambda row: _document(row._asdict(), ()))

    async def update(self, changed: StockDocument, field: str) -> None:
        """Writes the next revision of a draft. Raises EtagMismatch on `field` where another came first."""
        written = stock_document.update().where(_draft(changed.id, changed.revision - 1)).values(_values(changed))
        if not (await self._transaction.execute(written)).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field=field)
        await self._delete_lines(changed.id)
        await self._add_lines(changed)

    async def apply(self, applied: StockDocument) -> None:
        """Keeps when a posted one was applied, as its next revision. Raises EtagMismatch where another came first."""
        mine = sa.and_(
            stock_document.c.id == applied.id,
            stock_document.c.revision == applied.revision - 1,
            stock_document.c.state == State.POSTED.value,
        )
        changes = {name: getattr(applied, name) for name in ("apply_time", "revision", "update_time")}
        if not (await self._transaction.execute(stock_document.update().where(mine).values(changes))).rowcount:
            raise EtagMismatch("it changed since it was read: read it again", field="etag")

    async def delete(self, current: StockDocument) -> None:
        """Deletes a draft with its lines. Raises EtagMismatch where another came first."""
        mine = _draft(current.id, current.revision)
        locked = await self._transaction.execute(sa.select(stock_document.c.id).where(mine).with_for_update())
        if locked.one_or_none() is None:
            raise EtagMismatch("it changed since it was read: read it again", field="etag")
        await self._delete_lines(current.id)
        await self._transaction.execute(stock_document.delete().where(mine))

    def _query(self) -> sa.Select[Any]:
        return sa.select(stock_document).where(stock_document.c.type == self._type.value)

    async def _add_lines(self, document: StockDocument) -> None:
        keys = {"tenant": self._transaction.tenant, "document_id": document.id}
        rows = [{**keys, "number": number, **_line_values(line)} for number, line in enumerate(document.lines, 1)]
        await self._transaction.execute(stock_document_line.insert(), rows)

    async def _delete_lines(self, document_id: uuid.UUID) -> None:
        lines = stock_document_line.delete().where(stock_document_line.c.document_id == document_id)
        await self._transaction.execute(lines)


def looked_at(
    document_type: DocumentType,
    document_id: uuid.UUID,
    row: Mapping[str, Any] | None,
    lines: Sequence[Mapping[str, Any]],
) -> StockDocument:
    """The document of the rows that look_at_stock_document answers. Raises NotFound where it is not of this type."""
    if row is None or row["type"] != document_type.value:
        raise _missing(document_type, document_id, "id")
    return _document(row, tuple(map(_line, lines)))


async def first_resting_on(transaction: Transaction, document: StockDocument) -> StockDocument | None:
    """A posted document, without lines, that rests on this one: one of its lines does, or this one was applied to it;
    None where there is none."""
    line, one = stock_document_line.c, stock_document.c
    if document.type is DocumentType.PICK_LIST:
        ids = sa.select(line.source_document_id).where(line.document_id == document.id)
        rests = sa.and_(one.id.in_(ids), sa.literal(document.apply_time is not None))
    else:
        ids = sa.select(line.document_id).where(line.source_document_id == document.id)
        # Goods that a delivery gives back are where a pick list had brought them.
        rests = sa.and_(one.id.in_(ids), one.type != DocumentType.PICK_LIST.value)
    stands = one.state.in_([State.POSTED.value, State.RECEIVED.value])
    query = sa.select(stock_document).where(rests, stands).order_by(one.id).limit(1)
    row = (await transaction.execute(query)).one_or_none()
    return None if row is None else _document(row._asdict(), ())


def _missing(document_type: DocumentType, document_id: uuid.UUID, field: str) -> NotFound:
    return NotFound(f"no {document_type.words} {document_id}", field=field)


def _draft(document_id: uuid.UUID, revision: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        stock_document.c.id == document_id,
        stock_document.c.revision == revision,
        stock_document.c.state == State.DRAFT.value,
    )


def _values(one: StockDocument) -> dict[str, object]:
    return {
        "posting_date": one.posting_date,
        "partner_id": one.partner_id,
        **_warehouse_values("", one.warehouse),
        **_warehouse_values("target_", one.target),
        **_warehouse_values("transit_", one.transit),
        "source_document_id": one.source_id,
        "currency_code": one.currency_code,
        "currency_scale": one.currency_scale,
        "narration": one.narration,
        "extra_cost": one.extra_cost,
        "charges": [_charge_values(charge) for charge in one.charges],
        "allocation": one.allocation,
        "freeze_time": one.freeze_time,
        "differences_accepted": one.differences_accepted,
        "staging_location_id": one.staging_location_id,
        "by_place": one.by_place,
        "revision": one.revision,
        "update_time": one.update_time,
    }


def _charge_values(charge: Charge) -> list[str]:
    """[description, amount], and of what is owed in another currency that, its amount, rate and day."""
    kept = [charge.description, str(charge.amount)]
    if one := charge.exchanged:
        kept += [one.currency_code, str(one.amount), str(one.rate), one.day.isoformat() if one.day else ""]
    return kept


def _charge(description: str, amount: str, *exchanged: str) -> Charge:
    if not exchanged:
        return Charge(description, int(amount))
    currency_code, foreign_amount, rate, day = exchanged
    of = date.fromisoformat(day) if day else None
    return Charge(description, int(amount), Exchanged(currency_code, Decimal(foreign_amount), Decimal(rate), of))


def _line_values(line: Line) -> dict[str, object]:
    return {
        "item_id": line.item.id,
        "uom_code": line.uom_code,
        "quantity": line.quantity,
        "unit_cost": line.unit_cost,
        "stock_uom_code": line.item.uom_code,
        "stock_quantity": line.stock_quantity,
        "quantity_scale": line.item.quantity_scale,
        "valuation_method": line.item.valuation_method,
        "allow_negative_stock": line.item.allow_negative_stock,
        "tracking": line.item.tracking,
        "standard_cost": line.item.standard_cost,
        "value": line.value,
        "direction": line.direction,
        **_warehouse_values("", line.warehouse),
        "weight": line.weight,
        "share": line.share,
        "source_document_id": line.source and line.source.document_id,
        "source_number": line.source and line.source.number,
        "source_movement_id": line.source.movement_id if line.source else "",
        "expected": line.expected,
        "ordered": line.ordered,
        "picked": line.picked,
        "pieces": pieces_as_lists(line.pieces),
        "over_receipt_percent": line.item.over_receipt_percent,
        "under_receipt_percent": line.item.under_receipt_percent,
        "lot_id": line.whereabouts.lot_id,
        "serial_numbers": list(line.whereabouts.serial_numbers),
        "location_id": line.whereabouts.location_id,
        "promise_id": line.whereabouts.promise_id,
        "to_location_id": line.to_location_id,
    }


def _warehouse_values(prefix: str, warehouse: Warehouse | None) -> dict[str, object]:
    return {
        f"{prefix}warehouse_id": warehouse and warehouse.id,
        f"{prefix}warehouse_code": warehouse and warehouse.code,
    }


def _document(row: Mapping[str, Any], lines: tuple[Line, ...]) -> StockDocument:
    document = StockDocument(
        id=row["id"],
        company_id=row["company_id"],
        type=DocumentType(row["type"]),
        posting_date=row["posting_date"],
        partner_id=row["partner_id"],
        warehouse=_warehouse(row, ""),
        currency_code=row["currency_code"],
        currency_scale=row["currency_scale"],
        narration=row["narration"],
        lines=lines,
        revision=row["revision"],
        create_time=row["create_time"],
        update_time=row["update_time"],
        target=_warehouse(row, "target_"),
        transit=_warehouse(row, "transit_"),
        source_id=row["source_document_id"],
        extra_cost=row["extra_cost"],
        charges=tuple(_charge(*one) for one in row["charges"]),
        allocation=Allocation(row["allocation"]) if row["allocation"] else None,
        freeze_time=row["freeze_time"],
        state=State(row["state"]),
        number=row["number"],
        post_time=row["post_time"],
        differences_accepted=row["differences_accepted"],
        staging_location_id=row["staging_location_id"],
        apply_time=row["apply_time"],
        by_place=row["by_place"],
    )
    return with_facts(document, row["facts"])


def _line(row: Mapping[str, Any]) -> Line:
    item = StockedItem(
        row["item_id"],
        row["stock_uom_code"],
        row["quantity_scale"],
        row["valuation_method"],
        row["allow_negative_stock"],
        row["tracking"],
        row["standard_cost"],
        row["over_receipt_percent"],
        row["under_receipt_percent"],
    )
    return Line(
        item,
        row["uom_code"],
        row["quantity"],
        row["unit_cost"],
        row["stock_quantity"],
        row["value"],
        direction=Direction(row["direction"]) if row["direction"] else None,
        warehouse=_warehouse(row, ""),
        weight=row["weight"],
        share=row["share"],
        source=_source(row),
        expected=row["expected"],
        ordered=row["ordered"],
        picked=row["picked"],
        to_location_id=row["to_location_id"],
        pieces=pieces_of_lists(row["pieces"]),
        whereabouts=Whereabouts(row["lot_id"], tuple(row["serial_numbers"]), row["location_id"], row["promise_id"]),
    )


def _warehouse(row: Mapping[str, Any], prefix: str) -> Warehouse | None:
    warehouse_id = row[f"{prefix}warehouse_id"]
    return Warehouse(warehouse_id, row[f"{prefix}warehouse_code"]) if warehouse_id else None


def _source(row: Mapping[str, Any]) -> Source | None:
    if not row["source_document_id"]:
        return None
    return Source(row["source_document_id"], row["source_number"], row["source_movement_id"])
