"""What an owner refuses of a plugin's contributions, how it merges them, and what filters say. No database."""

import random
from typing import Any

import pytest
from businessm.metadata.v1 import field_type_pb2
from businessm.metadata.v1.condition_pb2 import Condition
from businessm.regional.v1.contribution_pb2 import Agreement, ContributedField, ContributionSet

from m_kit.contributions.checks import CoreFields, refusals
from m_kit.contributions.conditions import all_hold
from m_kit.contributions.filters import Comparison, parse_filter
from m_kit.contributions.schema import Added, Schema
from m_kit.contributions.values import ValueUnreadable, parse_value, text_of, value_message
from m_kit.errors import FieldInvalid
from m_kit.tests.regions import added, choice, region, text, usual_fields

CORE = CoreFields(
    frozenset({"id", "kind", "lines", "country_code", "xx_core"}),
    {"kind": frozenset({"BILLING", "SHIPPING"}), "country_code": None},
)
THEIRS = {"address": Schema("address", (Added("m_yy", "yy_", (text("yy_code"),)),))}


def reasons(offered: ContributionSet, others: dict[str, Schema] | None = None) -> list[tuple[str, str]]:
    """(field, reason) of every refusal, below the first contribution."""
    found = refusals(offered, "masters", {"address": CORE}, others or {})
    start = "contribution_set.contributions[0]."
    return [(one.field.removeprefix(start).removeprefix("contribution_set."), one.reason) for one in found]


def condition(field: str, operator: Any = Condition.IN, *values: str) -> Condition:
    return Condition(field=field, operator=operator, values=values)


def test_what_is_right_is_taken_and_what_is_for_others_is_left_aside() -> None:
    assert reasons(region("masters.address", *usual_fields())) == []
    assert reasons(region("finance.nonsense", text("wrong"))) == []


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ([text("xx_a"), text("xx_a")], ("fields[1].key", "FIELD_TAKEN")),
        ([text("xx_core")], ("fields[0].key", "FIELD_TAKEN")),
        ([text("zz_a")], ("fields[0].key", "FIELD_PATTERN")),
        ([text("xx_tenant")], ("fields[0].key", "FIELD_PATTERN")),
        ([text("xx_" + "a" * 60)], ("fields[0].key", "FIELD_INVALID")),
        ([text("xx_a", labels={"hi": "अ"})], ("fields[0].labels", "FIELD_REQUIRED")),
        ([added("xx_a", field_type_pb2.MONEY)], ("fields[0].type", "FIELD_INVALID")),
        ([text("xx_a", checksum=77)], ("fields[0].checksum", "CHECKSUM_UNKNOWN")),
        ([text("xx_a", pattern="(")], ("fields[0].pattern", "FIELD_PATTERN")),
        ([added("xx_a", field_type_pb2.DATE, pattern="a")], ("fields[0].pattern", "FIELD_INVALID")),
        ([added("xx_a", field_type_pb2.CHOICE)], ("fields[0].options", "FIELD_INVALID")),
        ([choice("xx_a", "A", "A")], ("fields[0].options", "FIELD_INVALID")),
        ([text("xx_a", required=True, required_when=[condition("kind", 1, "BILLING")])], None),
        ([text("xx_a", required_when=[condition("nobody", 1, "A")])], None),
        ([text("xx_a", required_when=[condition("lines", 1, "A")])], None),
        ([text("xx_a", required_when=[condition("xx_a", 1, "A")])], None),
        ([text("xx_a", required_when=[condition("kind", 1, "OTHER")])], None),
        ([text("xx_a", required_when=[condition("kind", 1)])], None),
        ([text("xx_a", required_when=[condition("kind", Condition.IS_SET, "A")])], None),
        ([text("xx_a", required_when=[condition("kind", 0, "A")])], None),
        (
            [text("xx_a", agreements=[Agreement(length=1, field="nobody")])],
            ("fields[0].agreements[0]", "CONDITION_INVALID"),
        ),
        (
            [text("xx_a", agreements=[Agreement(length=1, field="xx_a")])],
            ("fields[0].agreements[0]", "CONDITION_INVALID"),
        ),
    ],
)
def test_what_is_wrong_is_refused_where_it_stands(
    fields: list[ContributedField], refused: tuple[str, str] | None
) -> None:
    [(field, reason)] = reasons(region("masters.address", *fields))
    expected_field, expected_reason = refused or ("fields[0].required_when", "CONDITION_INVALID")
    assert field.removesuffix("[0]") == expected_field.removesuffix("[0]")
    assert reason == expected_reason


def test_others_fields_and_prefixes_are_taken() -> None:
    assert reasons(region("masters.address", text("yy_code"), prefix="yy_"), THEIRS) == [("key_prefix", "FIELD_TAKEN")]
    judged = text("xx_a", required_when=[condition("yy_code", Condition.IS_SET)])
    assert reasons(region("masters.address", judged), THEIRS) == []
    twice = region("masters.address", text("xx_a"))
    twice.contributions.add().CopyFrom(twice.contributions[0])
    assert reasons(twice) == [("contributions[1].document_type", "DOCUMENT_TYPE_UNKNOWN")]


def test_the_order_of_fields_does_not_depend_on_who_came_first() -> None:
    plugins = [
        Added("m_b", "b_", (text("b_late", section="tax", position=9), text("b_early", section="tax", position=1))),
        Added("m_a", "a_", (text("a_own"), text("a_early", section="tax", position=1))),
    ]
    orders = set()
    for _ in range(20):
        random.shuffle(plugins)
        orders.add(tuple(Schema("address", tuple(plugins)).fields))
    assert orders == {("a_own", "a_early", "b_early", "b_late")}


@pytest.mark.parametrize(
    ("operator", "values", "given", "holds"),
    [
        (Condition.IN, ["A", "B"], "B", True),
        (Condition.IN, ["A"], "", False),
        (Condition.NOT_IN, ["A"], "B", True),
        (Condition.NOT_IN, ["A"], "", True),
        (Condition.NOT_IN, ["A"], "A", False),
        (Condition.IS_SET, [], "x", True),
        (Condition.IS_SET, [], "", False),
        (Condition.IS_EMPTY, [], "", True),
        (Condition.IS_EMPTY, [], "x", False),
    ],
)
def test_conditions_hold(operator: Any, values: list[str], given: str, holds: bool) -> None:
    one = condition("kind", operator, *values)
    assert all_hold([one], {"kind": given} if given else {}) is holds
    assert all_hold([one, condition("kind", Condition.IN, "never")], {"kind": given}) is False
    assert all_hold([], {})


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (field_type_pb2.INTEGER, "-9223372036854775808"),
        (field_type_pb2.BOOLEAN, "true"),
        (field_type_pb2.DATE, "2024-02-29"),
        (field_type_pb2.DECIMAL, "-12.05"),
        (field_type_pb2.TEXT, "हिन्दी"),
    ],
)
def test_values_are_read_as_they_are_written(kind: int, written: str) -> None:
    value = parse_value(added("xx_a", kind), written)
    assert value is not None
    assert text_of(value) == written
    message = value_message(value)
    assert text_of(getattr(message, message.WhichOneof("kind") or "")) == written


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (field_type_pb2.INTEGER, "9223372036854775808"),
        (field_type_pb2.INTEGER, "1.5"),
        (field_type_pb2.BOOLEAN, "yes"),
        (field_type_pb2.DATE, "2023-02-29"),
        (field_type_pb2.DECIMAL, "NaN"),
        (field_type_pb2.DECIMAL, "1" * 39),
    ],
)
def test_what_is_no_value_of_its_type_is_not_read(kind: int, written: str) -> None:
    with pytest.raises(ValueUnreadable):
        parse_value(added("xx_a", kind), written)


TOO_MANY = " AND ".join(["a = 1"] * 21)


def test_filters_are_comparisons_joined_by_and() -> None:
    assert parse_filter("") == parse_filter("  ") == []
    assert parse_filter(r'a = "x AND \"y\"" AND b_1>=-2.5 AND c:"%"') == [
        Comparison("a", "=", 'x AND "y"'),
        Comparison("b_1", ">=", "-2.5"),
        Comparison("c", ":", "%"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "a",
        "a =",
        "= 1",
        "a = 1 b = 2",
        "a = 1 AND",
        "a = 1 ANDb = 2",
        'a = "x',
        "a = 1 OR b = 2",
        "a = 1\0",
        "A = 1",
        TOO_MANY,
    ],
)
def test_what_is_no_filter_is_refused(written: str) -> None:
    with pytest.raises(FieldInvalid) as refused:
        parse_filter(written)
    assert refused.value.field == "filter"
