"""A plugin of a region that there is not: what contributions are tried with. Names begin with `xx`."""

from typing import Any

from businessm.metadata.v1 import field_type_pb2
from businessm.metadata.v1.condition_pb2 import Condition
from businessm.regional.v1.contribution_pb2 import (
    Agreement,
    ContributedField,
    ContributedOption,
    Contribution,
    ContributionSet,
)

REGISTERED = Condition(field="xx_class", operator=Condition.IN, values=["REGISTERED"])


def region(document_type: str, *fields: ContributedField, plugin: str = "m_xx", prefix: str = "xx_") -> ContributionSet:
    """A plugin that adds these fields, or the usual ones, to one document type."""
    added = fields or usual_fields()
    contribution = Contribution(document_type=document_type, fields=added, section_labels={"en": "Region XX"})
    return ContributionSet(plugin=plugin, version="1", key_prefix=prefix, contributions=[contribution])


def usual_fields() -> tuple[ContributedField, ...]:
    """A class, a tax number that registered ones need with its holder in the middle, and a field of each other type."""
    return (
        choice("xx_class", "REGISTERED", "NONE"),
        text(
            "xx_tax_number",
            required_when=[REGISTERED],
            pattern="[0-9]{2}[A-Z]{3}[0-9A-Z]",
            checksum=field_type_pb2.LUHN_MOD_36,
            compact=True,
            agreements=[Agreement(start=2, length=3, field="xx_holder")],
            list_column=True,
        ),
        text("xx_holder"),
        added("xx_day", field_type_pb2.DATE),
        added("xx_share", field_type_pb2.DECIMAL),
        added("xx_count", field_type_pb2.INTEGER),
        added("xx_exempt", field_type_pb2.BOOLEAN),
    )


def added(key: str, kind: int, **fields: Any) -> ContributedField:
    """A field of any type."""
    labels = {"en": key.removeprefix("xx_").capitalize(), "hi": f"हिन्दी {key}"}
    return ContributedField(key=key, type=kind, **{"labels": labels, **fields})  # type: ignore[arg-type]


def text(key: str, **fields: Any) -> ContributedField:
    """A field of text."""
    return added(key, field_type_pb2.TEXT, **fields)


def choice(key: str, *values: str, **fields: Any) -> ContributedField:
    """A field that is one of these words."""
    return added(key, field_type_pb2.CHOICE, options=[ContributedOption(value=value) for value in values], **fields)
