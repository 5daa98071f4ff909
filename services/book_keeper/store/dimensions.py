"""Types of dimensions, dimensions, and the sets that lines have of them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from m_kit.database import duplicates_refused
from m_kit.errors import NotFound
from m_kit.sorting import SortedPage, Sorting, read_page
from m_kit.uow import Transaction

from book_keeper.domain.dimensions import Dimension, DimensionSet, DimensionType
from book_keeper.store.tables import dimension, dimension_set, dimension_type

_parent = dimension.alias("parent")
_dimensions = (
    sa.select(dimension, dimension_type.c.code.label("type_code"), _parent.c.code.label("parent_code"))
    .join_from(dimension, dimension_type, dimension_type.c.key == dimension.c.type_key)
    .outerjoin(_parent, _parent.c.key == dimension.c.parent_key)
)


TYPE_SORTING = Sorting(
    fields={
        "code": dimension_type.c.code,
        "name": dimension_type.c.name,
        "archived": dimension_type.c.archived,
    },
    unique=(dimension_type.c.code,),
    default="code",
)


class DimensionTypeRepository:
    """Reads and writes types of dimensions of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: DimensionType) -> DimensionType:
        """Stores a type. Raises Duplicate on its code or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "code": new.code,
            "name": new.name,
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(
            dimension_type_code_unique="dimension_type.code", dimension_type_id_key="dimension_type.id"
        ):
            await self._transaction.execute(dimension_type.insert().values(values))
        return await self.get(new.id)

    async def get(self, type_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> DimensionType:
        """The type; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = sa.select(dimension_type).where(dimension_type.c.id == type_id)
        row = (await self._transaction.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise NotFound(f"no type of dimension {type_id}", field=field)
        return _type(row)

    async def by_codes(self, company_id: uuid.UUID, codes: Collection[str]) -> dict[str, DimensionType]:
        """The company's types of these codes; unknown ones are left out."""
        columns = dimension_type.c
        query = sa.select(dimension_type).where(columns.company_id == company_id, columns.code.in_(codes))
        return {row.code: _type(row) for row in await self._transaction.execute(query)}

    async def page(self, page: SortedPage, company_id: uuid.UUID) -> tuple[list[DimensionType], str]:
        """A page of a company's types, and the next one's token."""
        query = sa.select(dimension_type).where(dimension_type.c.company_id == company_id)
        return await read_page(self._transaction, query, page, _type)

    async def update(self, changed: DimensionType) -> None:
        """Writes name, archived and the next revision."""
        await self._transaction.execute(_update(dimension_type, changed))


SORTING = Sorting(
    fields={
        "type_code": dimension_type.c.code,
        "code": dimension.c.code,
        "name": dimension.c.name,
        "parent_code": _parent.c.code,
        "archived": dimension.c.archived,
    },
    unique=(dimension_type.c.code, dimension.c.code),
    default="type_code, code",
    nullable=frozenset({"parent_code"}),
)


class DimensionRepository:
    """Reads and writes dimensions of the transaction's tenant."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, new: Dimension, type_key: int, parent_key: int | None) -> Dimension:
        """Stores a dimension. Raises Duplicate on its code or id."""
        values = {
            "id": new.id,
            "tenant": self._transaction.tenant,
            "company_id": new.company_id,
            "type_key": type_key,
            "code": new.code,
            "name": new.name,
            "parent_key": parent_key,
            "create_time": new.create_time,
            "update_time": new.update_time,
        }
        with duplicates_refused(dimension_code_unique="dimension.code", dimension_id_key="dimension.id"):
            await self._transaction.execute(dimension.insert().values(values))
        return await self.get(new.id)

    async def get(self, dimension_id: uuid.UUID, field: str = "id", *, lock: bool = False) -> Dimension:
        """The dimension; with `lock` nobody else changes it meanwhile. Raises NotFound on `field`."""
        query = _dimensions.where(dimension.c.id == dimension_id)
        query = query.with_for_update(of=dimension) if lock else query
        row = (await self._transaction.execute(query)).one_or_none()
        if row is None:
            raise NotFound(f"no dimension {dimension_id}", field=field)
        return _dimension(row)

    async def by_code(self, company_id: uuid.UUID, type_code: str, code: str) -> Dimension | None:
        """The company's dimension of that code, None where there is none."""
        query = _dimensions.where(
            dimension.c.company_id == company_id, dimension_type.c.code == type_code, dimension.c.code == code
        )
        row = (await self._transaction.execute(query)).one_or_none()
        return _dimension(row) if row else None

    async def page(self, page: SortedPage, company_id: uuid.UUID, type_code: str) -> tuple[list[Dimension], str]:
        """A page of a company's dimensions, and the next one's token."""
        query = _dimensions.where(dimension.c.company_id == company_id)
        if type_code:
            query = query.where(dimension_type.c.code == type_code)
        return await read_page(self._transaction, query, page, _dimension)

    async def update(self, changed: Dimension) -> None:
        """Writes name, archived and the next revision."""
        await self._transaction.execute(_update(dimension, changed))


class DimensionSetReader:
    """Reads sets of the transaction's tenant; lines make them (open_dimension_sets)."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def below(self, company_id: uuid.UUID, dimension_key: int) -> set[int]:
        """Keys of the company's sets that have the dimension or one below it."""
        tree = sa.select(dimension.c.key).where(dimension.c.key == dimension_key).cte("tree", recursive=True)
        tree = tree.union_all(sa.select(dimension.c.key).where(dimension.c.parent_key == tree.c.key))
        members = sa.select(sa.func.array_agg(tree.c.key)).scalar_subquery()
        query = sa.select(dimension_set.c.key).where(
            dimension_set.c.company_id == company_id, dimension_set.c.dimension_keys.op("&&")(members)
        )
        return {row.key for row in await self._transaction.execute(query)}

    async def codes(self, keys: Collection[int]) -> dict[int, tuple[tuple[str, str], ...]]:
        """(type code, code) by type, of each set."""
        query = sa.select(dimension_set.c.key, dimension_set.c.codes).where(dimension_set.c.key.in_(keys))
        return {row.key: set_codes(row.codes) for row in await self._transaction.execute(query)}


def set_codes(codes: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """A set's codes, by type."""
    return tuple(sorted(codes.items())) if codes else ()


def dimension_set_of(row: sa.Row[Any]) -> DimensionSet:
    """The set of a line's row that was joined with the codes of its set as `dimension_codes`."""
    return DimensionSet(row.dimension_set, set_codes(row.dimension_codes))


def keys_of(types: Mapping[str, DimensionType], codes: Sequence[str]) -> list[int]:
    """Keys of types by code, in order."""
    return sorted(types[code].key for code in codes)


def _update(table: sa.Table, changed: DimensionType | Dimension) -> sa.Update:
    return (
        table.update()
        .where(table.c.key == changed.key)
        .values(
            name=changed.name, archived=changed.archived, revision=changed.revision, update_time=changed.update_time
        )
    )


def _type(row: sa.Row[Any]) -> DimensionType:
    return DimensionType(
        row.key,
        row.id,
        row.company_id,
        row.code,
        row.name,
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )


def _dimension(row: sa.Row[Any]) -> Dimension:
    return Dimension(
        row.key,
        row.id,
        row.company_id,
        row.type_code,
        row.code,
        row.name,
        row.parent_code or "",
        row.archived,
        row.revision,
        row.create_time,
        row.update_time,
    )
