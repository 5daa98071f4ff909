"""What plugins added to one document type, merged in an order that never depends on who came first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from businessm.regional.v1.contribution_pb2 import ContributedField

CORE = "core"


@dataclass(frozen=True)
class Added:
    """A plugin's fields on one document type. `prefix` begins every key; what follows it is the column's name."""

    plugin: str
    prefix: str
    fields: Sequence[ContributedField]
    section_labels: Mapping[str, str] = field(default_factory=dict)

    def column(self, key: str) -> str:
        """Where a field's values are."""
        return key.removeprefix(self.prefix)

    def table(self, document_type: str) -> str:
        """Where the plugin's values of a document type are."""
        return f"{document_type}_{self.plugin}"


@dataclass(frozen=True)
class Schema:
    """The fields of one document type that are not its own, plugin by plugin. Raises nothing: it was checked."""

    document_type: str
    added: tuple[Added, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, ContributedField]:
        """By key, in the order that forms have: section, position, plugin, key."""
        found = [(field.section or one.plugin, field.position, one.plugin, field.key, field) for one, field in self]
        return {field.key: field for *_, field in sorted(found, key=lambda place: place[:4])}

    @cached_property
    def plugin_of(self) -> Mapping[str, str]:
        """Key to the plugin it is from."""
        return {field.key: one.plugin for one, field in self}

    def __iter__(self) -> Iterator[tuple[Added, ContributedField]]:
        for one in self.added:
            for contributed in one.fields:
                yield one, contributed
