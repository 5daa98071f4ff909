"""Putaway rules: made, changed, deleted. What they name is found before they are written."""

from datetime import datetime
from decimal import Decimal

from businessm.wms.v1 import putaway_pb2, putaway_rule_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.decimals import parse_decimal
from m_kit.document import require_current, revised
from m_kit.errors import BusinessError, FieldInvalid
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.statuses import error_renamed, status_of
from m_kit.uow import Transaction

from m_wms.clients import Clients
from m_wms.convert.nouns import PUTAWAY
from m_wms.convert.putaway_rules import putaway_rule_message
from m_wms.domain.putaway import PutawayRule
from m_wms.store.putaway_rules import PutawayRuleRepository
from m_wms.usecases.places import require_places
from m_wms.usecases.references import find_references
from m_wms.usecases.sources import Sources

UPDATABLE = frozenset({"priority", "capacity"})


async def new_rule(clients: Clients, message: putaway_rule_pb2.PutawayRule, now: datetime) -> PutawayRule:
    """What a message says. Raises what a field is refused with."""
    await _require_found(clients, message)
    await require_places(clients, message.warehouse_id, {message.location_id: "putaway_rule.location_id"})
    uom_code, capacity = _capacity(message)
    return PutawayRule(
        id=given_or_new_id(message.id, "putaway_rule.id"),
        company_id=parse_id(message.company_id, "putaway_rule.company_id", "company"),
        warehouse_id=parse_id(message.warehouse_id, "putaway_rule.warehouse_id", "warehouse"),
        location_id=parse_id(message.location_id, "putaway_rule.location_id", "place"),
        item_id=parse_id(message.item_id, "putaway_rule.item_id", "item") if message.item_id else None,
        priority=message.priority,
        capacity_uom_code=uom_code,
        capacity=capacity,
        create_time=now,
        update_time=now,
    )


async def changed_rule(
    transaction: Transaction, message: putaway_rule_pb2.PutawayRule, mask: FieldMask, now: datetime
) -> tuple[PutawayRule, putaway_rule_pb2.PutawayRule]:
    """(its next revision, the message of it that is still to be judged). Raises NotFound, EtagMismatch."""
    rules = PutawayRuleRepository(transaction)
    current = await rules.get(parse_id(message.id, "putaway_rule.id", "putaway rule"), "putaway_rule.id")
    require_current(current, message.etag, "putaway_rule.etag")
    merged = merge_masked(putaway_rule_message(current), message, mask, UPDATABLE)
    require_valid(merged, "putaway_rule.")
    uom_code, capacity = _capacity(merged)
    changed = revised(current, now, priority=merged.priority, capacity_uom_code=uom_code, capacity=capacity)
    return changed, merged


async def require_convertible(clients: Clients, message: putaway_rule_pb2.PutawayRule) -> None:
    """Raises what a capacity is refused with that its item does not convert to."""
    await _require_found(clients, message)


async def delete_rule(transaction: Transaction, rule_id: str, etag: str) -> None:
    """Raises NotFound, EtagMismatch."""
    rules = PutawayRuleRepository(transaction)
    current = await rules.get(parse_id(rule_id, "id", "putaway rule"))
    require_current(current, etag)
    await rules.delete(current)


def _capacity(message: putaway_rule_pb2.PutawayRule) -> tuple[str, Decimal | None]:
    if not message.HasField("capacity"):
        return "", None
    field = "putaway_rule.capacity.value"
    value = parse_decimal(message.capacity.value, field)
    if value <= 0:
        raise FieldInvalid("a capacity is positive", field=field)
    return message.capacity.uom_code, value


async def _require_found(clients: Clients, message: putaway_rule_pb2.PutawayRule) -> None:
    """Company, warehouse, item and capacity are found and judged as what is put away."""
    asked = putaway_pb2.Putaway(company_id=message.company_id, warehouse_id=message.warehouse_id)
    if message.item_id:
        line = asked.lines.add(item_id=message.item_id)
        if message.HasField("capacity"):
            line.quantity.CopyFrom(message.capacity)
    try:
        await find_references(clients, PUTAWAY, asked, Sources())
    except BusinessError as error:
        raise error_renamed(status_of(error), _path_of_asked) from error


def _path_of_asked(path: str) -> str:
    rest = path.removeprefix("putaway.").removeprefix("lines[0].")
    return f"putaway_rule.{rest.replace('quantity', 'capacity', 1)}"
