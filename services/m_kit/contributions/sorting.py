"""Lists ordered by what plugins added. No index serves that: it is read beside each document in question."""

from dataclasses import replace

import sqlalchemy as sa

from m_kit.contributions.schema import Schema
from m_kit.contributions.store import table_of
from m_kit.sorting import Column, Sorting


def with_contributed(sorting: Sorting, schema: Schema, document_id: Column) -> Sorting:
    """The same with today's contributed fields, for a query over documents with this column of ids."""
    added = {}
    for one in schema.added:
        table = table_of(schema.document_type, one)
        for field in one.fields:
            value = sa.select(table.c[one.column(field.key)]).where(table.c.id == document_id)
            added[field.key] = value.scalar_subquery()
    return replace(sorting, fields={**sorting.fields, **added}, nullable=sorting.nullable | added.keys())
