"""Saying by which dimensions a company looks at its figures."""

from datetime import datetime

from businessm.ledger.v1 import dimension_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.document import require_current, revised
from m_kit.fieldmask import merge_masked
from m_kit.ids import given_or_new_id, parse_id
from m_kit.interceptors.validation import require_valid
from m_kit.uow import Transaction

from book_keeper.convert import dimension_message, dimension_type_message
from book_keeper.domain.dimensions import Dimension, DimensionType
from book_keeper.domain.errors import DimensionArchived, DimensionUnknown
from book_keeper.store.companies import CompanyRepository
from book_keeper.store.dimensions import DimensionRepository, DimensionTypeRepository

UPDATABLE = frozenset({"name"})


async def create_dimension_type(
    transaction: Transaction, message: dimension_pb2.DimensionType, now: datetime
) -> DimensionType:
    """A new type. Raises NotFound (company), Duplicate."""
    company_id = parse_id(message.company_id, "dimension_type.company_id", "company")
    await CompanyRepository(transaction).get(company_id, "dimension_type.company_id")
    type_id = given_or_new_id(message.id, "dimension_type.id")
    new = DimensionType(0, type_id, company_id, message.code, message.name or message.code, False, 1, now, now)
    return await DimensionTypeRepository(transaction).add(new)


async def update_dimension_type(
    transaction: Transaction, message: dimension_pb2.DimensionType, mask: FieldMask, now: datetime
) -> DimensionType:
    """Renames a type. Raises NotFound, EtagMismatch."""
    types = DimensionTypeRepository(transaction)
    type_id = parse_id(message.id, "dimension_type.id", "type of dimension")
    current = await types.get(type_id, "dimension_type.id", lock=True)
    require_current(current, message.etag, "dimension_type.etag")
    merged = merge_masked(dimension_type_message(current), message, mask, UPDATABLE)
    require_valid(merged, "dimension_type.")
    changed = revised(current, now, name=merged.name or current.code)
    await types.update(changed)
    return changed


async def archive_dimension_type(transaction: Transaction, type_id: str, etag: str, now: datetime) -> DimensionType:
    """Keeps all dimensions of the type off new lines. Raises NotFound, EtagMismatch."""
    types = DimensionTypeRepository(transaction)
    current = await types.get(parse_id(type_id, "id", "type of dimension"), lock=True)
    require_current(current, etag)
    changed = revised(current, now, archived=True)
    await types.update(changed)
    return changed


async def create_dimension(transaction: Transaction, message: dimension_pb2.Dimension, now: datetime) -> Dimension:
    """A new dimension. Raises NotFound (company), DimensionUnknown (type, parent), DimensionArchived, Duplicate."""
    company_id = parse_id(message.company_id, "dimension.company_id", "company")
    await CompanyRepository(transaction).get(company_id, "dimension.company_id")
    of_type = (await DimensionTypeRepository(transaction).by_codes(company_id, [message.type_code])).get(
        message.type_code
    )
    if of_type is None:
        raise DimensionUnknown(f"no type of dimension {message.type_code!r}", field="dimension.type_code")
    if of_type.archived:
        raise DimensionArchived(f"type {message.type_code} is archived", field="dimension.type_code")
    dimensions = DimensionRepository(transaction)
    parent = None
    if message.parent_code:
        parent = await dimensions.by_code(company_id, of_type.code, message.parent_code)
        if parent is None:
            raise DimensionUnknown(f"no {of_type.code} {message.parent_code!r}", field="dimension.parent_code")
    new = Dimension(
        key=0,
        id=given_or_new_id(message.id, "dimension.id"),
        company_id=company_id,
        type_code=of_type.code,
        code=message.code,
        name=message.name or message.code,
        parent_code=message.parent_code,
        archived=False,
        revision=1,
        create_time=now,
        update_time=now,
    )
    return await dimensions.add(new, of_type.key, parent.key if parent else None)


async def update_dimension(
    transaction: Transaction, message: dimension_pb2.Dimension, mask: FieldMask, now: datetime
) -> Dimension:
    """Renames a dimension. Raises NotFound, EtagMismatch."""
    dimensions = DimensionRepository(transaction)
    current = await dimensions.get(parse_id(message.id, "dimension.id", "dimension"), "dimension.id", lock=True)
    require_current(current, message.etag, "dimension.etag")
    merged = merge_masked(dimension_message(current), message, mask, UPDATABLE)
    require_valid(merged, "dimension.")
    changed = revised(current, now, name=merged.name or current.code)
    await dimensions.update(changed)
    return changed


async def archive_dimension(transaction: Transaction, dimension_id: str, etag: str, now: datetime) -> Dimension:
    """Keeps a dimension off new lines. Raises NotFound, EtagMismatch."""
    dimensions = DimensionRepository(transaction)
    current = await dimensions.get(parse_id(dimension_id, "id", "dimension"), lock=True)
    require_current(current, etag)
    changed = revised(current, now, archived=True)
    await dimensions.update(changed)
    return changed
