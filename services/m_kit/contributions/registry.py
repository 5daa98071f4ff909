"""The schemas that an owner serves: taken from plugins, kept in its database, and never half of one.

A change is one transaction: columns, contributions and the version that everybody looks at. So a process that dies in
the middle leaves the old schemas, and every other process of the owner sees the new ones with its next transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from businessm.regional.v1.contribution_pb2 import ContributionSet

from m_kit.contributions.checks import CoreFields, own_contributions, refusals
from m_kit.contributions.schema import Schema
from m_kit.contributions.store import ContributionRepository, Kept, column_type
from m_kit.errors import NotFound, Violation
from m_kit.failpoints import FailPoints
from m_kit.uow import Transaction


@dataclass
class ContributionRegistry:
    """What plugins add to the document types of one context. `cores`: those that can be added to."""

    context: str
    cores: Mapping[str, CoreFields]
    failpoints: FailPoints = field(default_factory=FailPoints)
    _version: int = field(default=0, init=False)
    _schemas: Mapping[str, Schema] = field(default_factory=dict, init=False)

    async def schema(self, transaction: Transaction, document_type: str) -> Schema:
        """What serves in this transaction."""
        contributions = ContributionRepository(transaction)
        version = await contributions.version()
        if version != self._version:
            # Read before its version is kept: another task may ask in between.
            self._schemas = merged([one for one in await contributions.all() if not one.withdrawn])
            self._version = version
        return self._schemas.get(document_type, Schema(document_type))

    async def offer(self, transaction: Transaction, offered: ContributionSet) -> list[Violation]:
        """Takes them; or answers why not, and nothing changed. What serves already changes nothing."""
        contributions = ContributionRepository(transaction)
        await contributions.version(locked=True)
        kept = await contributions.all()
        others = merged([one for one in kept if one.plugin != offered.plugin])
        refused = refusals(offered, self.context, self.cores, others)
        if not refused:
            refused = await _changed_types(contributions, self.context, offered)
        if refused:
            return refused
        if await self._put(contributions, offered, [one for one in kept if one.plugin == offered.plugin]):
            await contributions.changed()
            await self.failpoints.reach("before_bake_commit")
        return []

    async def set_withdrawn(self, transaction: Transaction, plugin: str, withdrawn: bool) -> None:
        """Hides a plugin's fields, or shows them again. Raises NotFound on `plugin`."""
        contributions = ContributionRepository(transaction)
        await contributions.version(locked=True)
        if not any(one.plugin == plugin for one in await contributions.all()):
            raise NotFound(f"{plugin} contributes nothing to {self.context}", field="plugin")
        if await contributions.set_withdrawn(plugin, withdrawn):
            await contributions.changed()

    async def kept(self, transaction: Transaction) -> list[Kept]:
        """Every contribution, withdrawn ones too, by document type and plugin."""
        return await ContributionRepository(transaction).all()

    async def _put(
        self, contributions: ContributionRepository, offered: ContributionSet, before: Sequence[Kept]
    ) -> bool:
        """Whether anything changed."""
        wanted = {document_type: one for _, document_type, one in own_contributions(offered, self.context)}
        known = {one.document_type: (one.contribution, one.version, one.prefix) for one in before}
        given = {name: (one, offered.version, offered.key_prefix) for name, one in wanted.items()}
        new = [name for name in given if known.get(name) != given[name]]
        for name in new:
            await contributions.put(name, offered.plugin, offered.version, offered.key_prefix, wanted[name])
            await self.failpoints.reach("after_bake_contribution")
        for name in known.keys() - wanted.keys():
            await contributions.drop(name, offered.plugin)
        return bool(new or known.keys() - wanted.keys())


def merged(kept: Sequence[Kept]) -> dict[str, Schema]:
    """Document type to its schema: plugins in the order of their names, whoever came first."""
    types = sorted({one.document_type for one in kept})
    ordered = sorted(kept, key=lambda one: one.plugin)
    return {name: Schema(name, tuple(one.added for one in ordered if one.document_type == name)) for name in types}


async def _changed_types(
    contributions: ContributionRepository, context: str, offered: ContributionSet
) -> list[Violation]:
    """Fields that had another type before, perhaps in a version long gone: their values are kept, so it stays."""
    found = []
    for place, document_type, contribution in own_contributions(offered, context):
        types = await contributions.column_types(f"{document_type}_{offered.plugin}")
        for number, one in enumerate(contribution.fields):
            before = types.get(one.key.removeprefix(offered.key_prefix))
            if before is not None and before != column_type(one):
                path = f"contribution_set.contributions[{place}].fields[{number}].type"
                found.append(Violation(path, "FIELD_TYPE_CHANGED", f"{one.key!r} holds values of type {before}"))
    return found
