"""Asking stock and ledger to hold what a plan moves: in one order for all documents."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from m_kit.posting import Attempt, ReservationCancelled

from m_wms.clients import Clients
from m_wms.convert.keepers import held_of, movements_request, voucher_request
from m_wms.convert.nouns import Noun
from m_wms.domain.documents import Direction, StockDocument
from m_wms.domain.moves import Plan
from m_wms.domain.vouchers import COUNTER_ROLES, Held, owed_in_their_currencies, voucher_amounts
from m_wms.usecases.refusals import told_of
from m_wms.usecases.standard_costs import with_standard_costs


class Reserving:
    """Of one request; `day_field` is where it said the posting date."""

    def __init__(self, clients: Clients, noun: Noun, day_field: str) -> None:
        self._clients, self._noun, self._day_field = clients, noun, day_field
        self._in_order = False

    async def hold(self, attempt: Attempt, document: StockDocument, plan: Plan, day: date) -> list[Held]:
        """What stock holds for each move, the ledger holding its voucher. A plan that moves nothing asks nobody.

        Where the values are known stock and ledger are asked at once; otherwise stock first, for the voucher uses its
        numbers. Raises what they refuse with, told of the document's fields.
        """
        plan = await with_standard_costs(self._clients, self._noun, document, plan, day)
        with told_of(self._noun, self._day_field, document, plan):
            if plan.values_are_known and plan.moves and not self._in_order:
                return await self._at_once(attempt, document, plan, day)
            held = await self._stock(attempt, document, plan, day)
            if plan.has_value and not _is_worth_the_same(plan, held):
                await self._ledger(attempt, document, plan, held, day)
            return held

    async def _at_once(self, attempt: Attempt, document: StockDocument, plan: Plan, day: date) -> list[Held]:
        known = [Held("", move.value or 0) for move in plan.moves]
        held, _ = await attempt.together(
            self._stock(attempt, document, plan, day), self._ledger(attempt, document, plan, known, day)
        )
        if _values(held) != _values(known):
            # Goods that are owed since a time when the item could go below zero: this attempt's voucher is wrong.
            self._in_order = True
            raise ReservationCancelled("stock values what comes in otherwise")
        return list(held)

    async def _stock(self, attempt: Attempt, document: StockDocument, plan: Plan, day: date) -> list[Held]:
        if not plan.moves:
            return []
        request = movements_request(attempt, document, plan, day.isoformat())
        response = await attempt.reserve("stock", self._clients.stock.ReserveMovements(request))
        held = held_of(document, response)
        return [replace(one, variance=one.variance + move.variance) for one, move in zip(held, plan.moves, strict=True)]

    async def _ledger(
        self, attempt: Attempt, document: StockDocument, plan: Plan, held: Sequence[Held], day: date
    ) -> None:
        role = COUNTER_ROLES[document.type]
        amounts = voucher_amounts(plan.moves, held, role, plan.variance)
        amounts = owed_in_their_currencies(amounts, role, document.charges)
        request = voucher_request(attempt, document, amounts, day.isoformat())
        await attempt.reserve("ledger", self._clients.ledger.ReserveVoucher(request))


def _is_worth_the_same(plan: Plan, held: Sequence[Held]) -> bool:
    """Goods were there at the very cost they are brought to, or none were: nothing for the ledger."""
    only_revalues = bool(plan.moves) and all(move.direction is Direction.REVALUE for move in plan.moves)
    return only_revalues and not plan.variance and not any(one.value or one.variance for one in held)


def _values(held: Sequence[Held]) -> list[tuple[int, int]]:
    return [(one.value, one.variance) for one in held]
