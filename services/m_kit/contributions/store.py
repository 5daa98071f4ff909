"""Contributions and the values of their fields, in the owner's own schema."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from businessm.metadata.v1 import field_type_pb2
from businessm.regional.v1.contribution_pb2 import ContributedField, Contribution
from sqlalchemy.dialects.postgresql import UUID, insert

from m_kit.contributions.schema import Added, Schema
from m_kit.contributions.values import KINDS, Value
from m_kit.uow import Transaction

COLUMN_TYPES: Mapping[str, str] = {
    "text": "text",
    "int64": "bigint",
    "bool": "boolean",
    "decimal": "numeric",
    "date": "date",
}
_SQL_TYPES: Mapping[str, Any] = {
    "text": sa.Text,
    "int64": sa.BigInteger,
    "bool": sa.Boolean,
    "decimal": sa.Numeric,
    "date": sa.Date,
}

_HEAD = sa.text("select version from augmentation_head")
_LOCK_HEAD = sa.text("select version from augmentation_head for update")
_RAISE_HEAD = sa.text("update augmentation_head set version = version + 1")
_ALL = sa.text("select * from augmentation order by document_type, plugin")
_PUT = sa.text("""
insert into augmentation (document_type, plugin, plugin_version, key_prefix, contribution)
values (:document_type, :plugin, :version, :prefix, :contribution)
on conflict (document_type, plugin) do update
set plugin_version = excluded.plugin_version, key_prefix = excluded.key_prefix, contribution = excluded.contribution,
  update_time = now()
""")
_DROP = sa.text("delete from augmentation where plugin = :plugin and document_type = :document_type")
_HIDE = sa.text(
    "update augmentation set withdrawn = :withdrawn, update_time = now() where plugin = :plugin"
    " and withdrawn <> :withdrawn"
)
_BAKE = sa.text("select bake_column(:document_type, :plugin, :column, :type)")
_BAKED = sa.text("""
select column_name, data_type from information_schema.columns
where table_schema = current_schema() and table_name = :table
""")


@dataclass(frozen=True)
class Kept:
    """A plugin's contribution to one document type, as it was last taken."""

    document_type: str
    plugin: str
    version: str
    prefix: str
    withdrawn: bool
    contribution: Contribution
    update_time: datetime

    @property
    def added(self) -> Added:
        """Its fields."""
        return Added(self.plugin, self.prefix, tuple(self.contribution.fields), dict(self.contribution.section_labels))


class ContributionRepository:
    """What plugins contributed to this context."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def version(self, *, locked: bool = False) -> int:
        """Of all of it together; `locked` keeps others from changing it until the transaction ends."""
        version: int = (await self._transaction.execute(_LOCK_HEAD if locked else _HEAD)).scalar_one()
        return version

    async def all(self) -> list[Kept]:
        """By document type and plugin, withdrawn ones too."""
        rows = await self._transaction.execute(_ALL)
        return [
            Kept(
                row.document_type,
                row.plugin,
                row.plugin_version,
                row.key_prefix,
                row.withdrawn,
                Contribution.FromString(row.contribution),
                row.update_time,
            )
            for row in rows
        ]

    async def put(self, document_type: str, plugin: str, version: str, prefix: str, one: Contribution) -> None:
        """With a column for each field; columns of earlier fields stay, with what is in them."""
        for field in one.fields:
            column = {"column": field.key.removeprefix(prefix), "type": COLUMN_TYPES[KINDS[field.type]]}
            await self._transaction.execute(_BAKE, {"document_type": document_type, "plugin": plugin, **column})
        content = one.SerializeToString(deterministic=True)
        named = {"document_type": document_type, "plugin": plugin, "version": version, "prefix": prefix}
        await self._transaction.execute(_PUT, {**named, "contribution": content})

    async def drop(self, document_type: str, plugin: str) -> None:
        """Its fields are no more; their columns stay."""
        await self._transaction.execute(_DROP, {"document_type": document_type, "plugin": plugin})

    async def set_withdrawn(self, plugin: str, withdrawn: bool) -> bool:
        """Whether that changed anything."""
        done = await self._transaction.execute(_HIDE, {"plugin": plugin, "withdrawn": withdrawn})
        return bool(done.rowcount)

    async def changed(self) -> None:
        """Everybody who keeps schemas in memory reads them anew."""
        await self._transaction.execute(_RAISE_HEAD)

    async def column_types(self, table: str) -> dict[str, str]:
        """Column to type of a table of values; none where there is no table yet."""
        return {row.column_name: row.data_type for row in await self._transaction.execute(_BAKED, {"table": table})}


class ValueRepository:
    """The values of contributed fields of one document type."""

    def __init__(self, transaction: Transaction, schema: Schema) -> None:
        self._transaction = transaction
        self._schema = schema

    async def of(self, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, dict[str, Value]]:
        """Document to its values by key; fields that are empty are left out."""
        found: dict[uuid.UUID, dict[str, Value]] = {}
        for one in self._schema.added if ids else ():
            table = table_of(self._schema.document_type, one)
            for row in await self._transaction.execute(sa.select(table).where(table.c.id.in_(ids))):
                values = row._mapping
                mine = {field.key: values[one.column(field.key)] for field in one.fields}
                found.setdefault(row.id, {}).update({k: v for k, v in mine.items() if v is not None})
        return found

    async def put(self, document_id: uuid.UUID, values: Mapping[str, Value]) -> None:
        """All values of a document: fields without one are empty from now on."""
        for one in self._schema.added:
            table = table_of(self._schema.document_type, one)
            columns = {one.column(field.key): values.get(field.key) for field in one.fields}
            row = {"id": document_id, "tenant": self._transaction.tenant, **columns}
            await self._transaction.execute(
                insert(table).values(row).on_conflict_do_update(index_elements=["id"], set_=columns)
            )


def table_of(document_type: str, one: Added) -> sa.TableClause:
    """The table of a plugin's values of a document type, with the columns of its fields."""
    columns = [sa.column(one.column(field.key), _SQL_TYPES[KINDS[field.type]]) for field in one.fields]
    return sa.table(
        one.table(document_type), sa.column("id", UUID(as_uuid=True)), sa.column("tenant", sa.Text), *columns
    )


def column_type(field: ContributedField) -> str:
    """A field's column, as PostgreSQL names its type."""
    return COLUMN_TYPES[KINDS.get(field.type, KINDS[field_type_pb2.TEXT])]
