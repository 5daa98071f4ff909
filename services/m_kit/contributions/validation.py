"""What contributed fields demand of a document's values: the same for every plugin, run by the owner alone."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from businessm.metadata.v1.field_value_pb2 import FieldValue
from businessm.regional.v1.contribution_pb2 import ContributedField

from m_kit.contributions.checksums import proves
from m_kit.contributions.conditions import all_hold
from m_kit.contributions.schema import Schema
from m_kit.contributions.values import Value, Values, ValueUnreadable, read_value, text_of
from m_kit.errors import Violation
from m_kit.texts import NUL

DEFAULT_MAX_LENGTH = 255


def path_of(key: str) -> str:
    """Where a value stands in its document, as a violation names it."""
    return f"extension_values[{key!r}]"


def read_values(schema: Schema, given: Mapping[str, FieldValue]) -> tuple[dict[str, Value | None], list[Violation]]:
    """(what a caller gave by key, None clears; what of it is no value of a field that is there)."""
    read: dict[str, Value | None] = {}
    violations = []
    for key in sorted(given):
        if key not in schema.fields:
            violations.append(Violation(path_of(key), "FIELD_INVALID", f"there is no field {key[:63]!r}"))
            continue
        try:
            read[key] = read_value(schema.fields[key], given[key])
        except ValueUnreadable as error:
            violations.append(Violation(path_of(key), "FIELD_PATTERN", str(error)))
    return read, violations


def violations_of_values(schema: Schema, core: Mapping[str, str], values: Values) -> list[Violation]:
    """Everything that is wrong with the values of a document whose own fields are `core`, as text. One for a field."""
    texts = {**core, **{key: text_of(value) for key, value in values.items()}}
    return [found for field in schema.fields.values() if (found := _violation(field, texts))]


def _violation(field: ContributedField, texts: Mapping[str, str]) -> Violation | None:
    text = texts.get(field.key, "")
    for reason, message in _faults(field, text, texts):
        return Violation(path_of(field.key), reason, message)
    return None


def _faults(field: ContributedField, text: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(reason, words), what is told first comes first."""
    label = field.labels["en"]
    if not text:
        if field.required or (field.required_when and all_hold(field.required_when, texts)):
            yield "FIELD_REQUIRED", f"{label} is required"
        return
    if NUL in text:
        yield "FIELD_INVALID", "must not contain NUL"
    most = field.max_length or DEFAULT_MAX_LENGTH
    if len(text) > most:
        yield "FIELD_INVALID", f"{label} has at most {most} characters"
    elif field.pattern and not _compiled(field.pattern).fullmatch(text):
        yield "FIELD_PATTERN", f"{label} does not have the form it should"
    elif field.options and text not in {option.value for option in field.options}:
        yield "FIELD_INVALID", f"{label} is one of {', '.join(option.value for option in field.options)}"
    elif not proves(field.checksum, text):
        yield "FIELD_CHECKSUM", f"{label}: a character is wrong"
    for agreement in field.agreements:
        other = texts.get(agreement.field, "")
        part = text[agreement.start : agreement.start + agreement.length]
        if other and part != other:
            yield "FIELD_INVALID", f"{label} says {part!r} where {agreement.field} is {other!r}"


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
