"""Whether a plugin's contributions can be taken: every reason why not, each on its path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from businessm.metadata.v1 import field_type_pb2
from businessm.regional.v1.contribution_pb2 import ContributedField, Contribution, ContributionSet

from m_kit.contributions.checksums import CHECKSUMS
from m_kit.contributions.conditions import fault_of
from m_kit.contributions.schema import Schema
from m_kit.contributions.values import KINDS
from m_kit.errors import Violation

# Of identifiers in PostgreSQL.
LONGEST_NAME = 63
_TEXTS = (field_type_pb2.TEXT, field_type_pb2.LONG_TEXT)
# Columns that every table of values has.
_TAKEN_COLUMNS = frozenset({"id", "tenant"})
_BOOLEAN_WORDS = frozenset({"true", "false"})

Words = Mapping[str, frozenset[str] | None]


@dataclass(frozen=True)
class CoreFields:
    """A document type's own fields: all names, and those that conditions may judge with the words they may hold."""

    names: frozenset[str]
    words: Words


def refusals(
    offered: ContributionSet, context: str, cores: Mapping[str, CoreFields], others: Mapping[str, Schema]
) -> list[Violation]:
    """Why the contributions to `context` cannot be taken; none where they can.

    `cores` are the document types that can be added to, `others` what other plugins added to them, withdrawn ones too.
    """
    return list(_refusals(offered, context, cores, others))


def own_contributions(offered: ContributionSet, context: str) -> Iterator[tuple[int, str, Contribution]]:
    """(place, document type, contribution) of those that are for this context."""
    for place, contribution in enumerate(offered.contributions):
        owner, _, document_type = contribution.document_type.partition(".")
        if owner == context:
            yield place, document_type, contribution


def _refusals(
    offered: ContributionSet, context: str, cores: Mapping[str, CoreFields], others: Mapping[str, Schema]
) -> Iterator[Violation]:
    for schema in others.values():
        for one in schema.added:
            if one.prefix.startswith(offered.key_prefix) or offered.key_prefix.startswith(one.prefix):
                yield _refusal("key_prefix", "FIELD_TAKEN", f"{one.plugin} has the prefix {one.prefix!r}")
                return
    seen: set[str] = set()
    for place, document_type, contribution in own_contributions(offered, context):
        path = f"contributions[{place}]"
        if document_type not in cores or document_type in seen:
            message = "given twice" if document_type in seen else f"{context} has none that can be added to"
            yield _refusal(f"{path}.document_type", "DOCUMENT_TYPE_UNKNOWN", message)
            continue
        seen.add(document_type)
        other = others.get(document_type, Schema(document_type))
        yield from _fields(path, offered, contribution, cores[document_type], other)


def _fields(
    path: str, offered: ContributionSet, contribution: Contribution, core: CoreFields, other: Schema
) -> Iterator[Violation]:
    judged = {**core.words, **{key: _words(field) for key, field in other.fields.items()}}
    judged |= {field.key: _words(field) for field in contribution.fields}
    texts = {field.key for field in contribution.fields if field.type in (*_TEXTS, field_type_pb2.CHOICE)}
    texts |= {key for key, words in core.words.items() if words is None}
    seen: set[str] = set()
    for place, field in enumerate(contribution.fields):
        where = f"{path}.fields[{place}]"
        if field.key in seen or field.key in core.names or field.key in other.fields:
            yield _refusal(f"{where}.key", "FIELD_TAKEN", f"there is a field {field.key!r}")
        seen.add(field.key)
        yield from _name(where, field, offered, contribution)
        yield from _kind(where, field)
        yield from _conditions(where, field, judged)
        yield from _agreements(where, field, texts)


def _name(
    where: str, field: ContributedField, offered: ContributionSet, contribution: Contribution
) -> Iterator[Violation]:
    column = field.key.removeprefix(offered.key_prefix)
    table = f"{contribution.document_type.partition('.')[2]}_{offered.plugin}"
    if not field.key.startswith(offered.key_prefix) or not column or column in _TAKEN_COLUMNS:
        yield _refusal(f"{where}.key", "FIELD_PATTERN", f"it begins with {offered.key_prefix!r} and a name follows")
    if len(f"{table}_{column}") > LONGEST_NAME:
        yield _refusal(f"{where}.key", "FIELD_INVALID", f"with {table!r} it is longer than {LONGEST_NAME}")
    if "en" not in field.labels:
        yield _refusal(f"{where}.labels", "FIELD_REQUIRED", "English is needed")


def _kind(where: str, field: ContributedField) -> Iterator[Violation]:
    if field.type not in KINDS:
        yield _refusal(f"{where}.type", "FIELD_INVALID", "no field of this type can be added")
    if field.checksum and field.checksum not in CHECKSUMS:
        yield _refusal(f"{where}.checksum", "CHECKSUM_UNKNOWN", f"there is no checksum {field.checksum}")
    for name in ("pattern", "checksum", "compact", "max_length"):
        if getattr(field, name) and field.type not in _TEXTS:
            yield _refusal(f"{where}.{name}", "FIELD_INVALID", "for texts only")
    if (field.type == field_type_pb2.CHOICE) != bool(field.options):
        yield _refusal(f"{where}.options", "FIELD_INVALID", "a choice has options, and nothing else has")
    elif len({option.value for option in field.options}) < len(field.options):
        yield _refusal(f"{where}.options", "FIELD_INVALID", "a word is there twice")
    if field.required and field.required_when:
        yield _refusal(f"{where}.required_when", "CONDITION_INVALID", "it is always required")
    try:
        re.compile(field.pattern)
    except re.error as error:
        yield _refusal(f"{where}.pattern", "FIELD_PATTERN", f"no regular expression: {error}")


def _conditions(where: str, field: ContributedField, judged: Words) -> Iterator[Violation]:
    for place, condition in enumerate(field.required_when):
        own = condition.field == field.key
        fault = "a field does not depend on itself" if own else fault_of(condition, judged)
        if fault:
            yield _refusal(f"{where}.required_when[{place}]", "CONDITION_INVALID", fault)


def _agreements(where: str, field: ContributedField, texts: set[str]) -> Iterator[Violation]:
    for place, agreement in enumerate(field.agreements):
        if field.type not in _TEXTS or agreement.field not in texts or agreement.field == field.key:
            message = f"{field.key!r} and {agreement.field!r} are not two texts of this document type"
            yield _refusal(f"{where}.agreements[{place}]", "CONDITION_INVALID", message)


def _words(field: ContributedField) -> frozenset[str] | None:
    if field.type == field_type_pb2.BOOLEAN:
        return _BOOLEAN_WORDS
    return frozenset(option.value for option in field.options) or None


def _refusal(field: str, reason: str, message: str) -> Violation:
    return Violation(f"contribution_set.{field}", reason, message)
