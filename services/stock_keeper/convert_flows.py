"""Value flows of a posting: which line takes part in which."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from businessm.stock.v1 import movement_pb2
from m_kit.decimals import parse_minor
from m_kit.errors import FieldInvalid

from stock_keeper.domain.reservations import ValueFlow

Request = movement_pb2.ReserveMovementsRequest


class InFlow(NamedTuple):
    """Of a line: its flow, from 1, and its weight where it is an in; None and None where it is in none."""

    flow: int | None
    weight: Decimal | None


def places_in_flows(request: Request) -> dict[int, InFlow]:
    """By line, from 1. Raises FieldInvalid on a line that is not there, goes the other way, or is in two flows."""
    found: dict[int, InFlow] = {}
    for i, flow in enumerate(request.value_flows):
        for j, line in enumerate(flow.from_lines):
            field = f"value_flows[{i}].from_lines[{j}]"
            _require_line(request, found, line, movement_pb2.OUT, field)
            found[line] = InFlow(i + 1, None)
        for j, share in enumerate(flow.to):
            field = f"value_flows[{i}].to[{j}]"
            _require_line(request, found, share.line, movement_pb2.IN, f"{field}.line")
            found[share.line] = InFlow(i + 1, _weight(share.weight, f"{field}.weight"))
    return found


def flows_of(request: Request, lines: Mapping[int, InFlow]) -> tuple[ValueFlow, ...]:
    """In order. Raises FieldInvalid, AmountScaleExceeded on an extra cost."""
    weights = [Decimal(0)] * len(request.value_flows)
    for one in lines.values():
        if one.flow and one.weight:
            weights[one.flow - 1] += one.weight
    return tuple(
        ValueFlow(_extra_cost(request, flow, f"value_flows[{i}].extra_cost"), weights[i])
        for i, flow in enumerate(request.value_flows)
    )


def _require_line(request: Request, found: Mapping[int, InFlow], line: int, direction: int, field: str) -> None:
    if line > len(request.movements) or request.movements[line - 1].direction != direction:
        raise FieldInvalid(f"line {line} is not one that goes this way", field=field)
    if line in found:
        raise FieldInvalid(f"line {line} is in a flow already", field=field)
    taken = request.movements[line - 1]
    if direction == movement_pb2.IN and (taken.source_movement_id or taken.at_last_cost):
        raise FieldInvalid(f"line {line} has another cost", field=field)


def _weight(text: str, field: str) -> Decimal:
    weight = Decimal(text or "1")
    if not weight:
        raise FieldInvalid("a weight is positive", field=field)
    return weight


def _extra_cost(request: Request, flow: movement_pb2.ValueFlow, field: str) -> int:
    if not flow.HasField("extra_cost"):
        return 0
    if flow.extra_cost.currency_code != request.currency_code:
        raise FieldInvalid(f"values are in {request.currency_code}", field=f"{field}.currency_code")
    cost = parse_minor(flow.extra_cost.amount, request.currency_scale, f"{field}.amount")
    if cost < 0:
        raise FieldInvalid("a cost is never negative", field=f"{field}.amount")
    return cost
