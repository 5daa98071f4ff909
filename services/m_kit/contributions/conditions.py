"""Conditions on a document's fields, as contracts write them (businessm.metadata.v1.Condition)."""

from collections.abc import Iterable, Mapping

from businessm.metadata.v1.condition_pb2 import Condition

# What each operator takes beside the field.
_WITH_VALUES = (Condition.IN, Condition.NOT_IN)


def all_hold(conditions: Iterable[Condition], texts: Mapping[str, str]) -> bool:
    """Whether every one holds of a document whose fields are these, as text; empty text is an empty field."""
    return all(_holds(condition, texts.get(condition.field, "")) for condition in conditions)


def fault_of(condition: Condition, options: Mapping[str, frozenset[str] | None]) -> str:
    """What is wrong with a condition, empty where nothing is.

    `options`: the document type's fields that can be judged, each with the words it may hold, None for any.
    """
    if condition.field not in options:
        return f"there is no field {condition.field!r} that can be judged"
    if condition.operator not in Condition.Operator.values() or not condition.operator:
        return "there is no such operator"
    name = Condition.Operator.Name(condition.operator)
    if (condition.operator in _WITH_VALUES) != bool(condition.values):
        return f"{name} takes {'values' if condition.operator in _WITH_VALUES else 'no values'}"
    words = options[condition.field]
    unknown = [value for value in condition.values if words is not None and value not in words]
    return f"{condition.field!r} is never {unknown[0]!r}" if unknown else ""


def _holds(condition: Condition, text: str) -> bool:
    match condition.operator:
        case Condition.IN:
            return text in condition.values
        case Condition.NOT_IN:
            return text not in condition.values
        case Condition.IS_SET:
            return bool(text)
        case Condition.IS_EMPTY:
            return not text
    raise ValueError(f"a condition that was never checked: {condition}")
