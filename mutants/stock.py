"""Stock: the guard against taking what is not there, the order of layers, and rounding.

python -m mutants.stock [--only WORDS] [--json FILE]
"""

import sys

from mutants._breaking import Mutant, main

MIGRATIONS = "services/stock_keeper/store/migrations/"
# The tests of the rule itself: what others would notice too, later and by chance, is not asked.
TESTS = tuple(
    f"services/stock_keeper/tests/test_{name}.py"
    for name in (
        *("replay", "hold", "methods", "days", "promises", "goods_told_apart"),
        *("debts", "value_flows", "recompute", "histories"),
    )
)
RESERVING, METHODS, MOVEMENTS, CONFIRMING, PROMISES = (
    MIGRATIONS + name
    for name in (
        "0011_reserving.sql",
        "0013_reserving_by_method.sql",
        "0014_reserve_movements.sql",
        "0015_confirm_and_cancel.sql",
        "0016_promises.sql",
    )
)
POOLS, REPLAY = "services/stock_keeper/domain/pools.py", "services/stock_keeper/domain/replay.py"

OLDEST = """elsif the_method = 1 then
      select l.movement_id, l.remaining, l.remaining_value into seen from layer l
      where l.balance_key = the_balance and l.is_open order by l.balance_key, l.value_seq limit 1"""
YOUNGEST = "l.is_open order by l.balance_key desc, l.value_seq desc limit 1"
DEAREST = "order by l.balance_key, l.unit_cost desc, l.value_seq limit 1"


def _mutant(rule: str, path: str, text: str, instead: str) -> Mutant:
    return Mutant(rule, path, text, instead, TESTS)


GUARD = (
    _mutant(
        "guard: one more may go out than is free",
        MOVEMENTS,
        "        if free < needed then",
        "        if free + 1 < needed then",
    ),
    _mutant(
        "guard: a place gives what it has not",
        MOVEMENTS,
        "free is not null and free < needed",
        "free is not null and free + 1 < needed",
    ),
    _mutant(
        "guard: what is free today may go out earlier (P11)",
        MOVEMENTS,
        "posting_day[p] < key_day[k] and free >= needed",
        "posting_day[p] < key_day[k] and free < needed",
    ),
    _mutant(
        "guard: held goods are free",
        MOVEMENTS,
        "key_free[i] := seen.on_hand - seen.reserved;",
        "key_free[i] := seen.on_hand;",
    ),
    _mutant("guard: promised goods are free", MOVEMENTS, "- coalesce(key_promised[k], 0) + own", "+ own"),
    _mutant(
        "guard: one more is promised than is there",
        PROMISES,
        "taken = 0 or taken > available",
        "taken = 0 or taken > available + 1",
    ),
    _mutant(
        "guard: later lines do not see what earlier ones took",
        MOVEMENTS,
        "        key_free[k] := key_free[k] - line_quantity[i];\n",
        "",
    ),
    _mutant("guard: a piece goes out twice", MOVEMENTS, "        serial_state[piece_serial[piece]] := 3;\n", ""),
    _mutant(
        "guard: more is taken back than came",
        MOVEMENTS,
        "(source_quantity[s] < needed and direction <> 3)",
        "(source_quantity[s] + 1 < needed and direction <> 3)",
    ),
)
ORDER = (
    _mutant(
        "order: first in first out takes the youngest",
        METHODS,
        OLDEST,
        OLDEST.replace("l.value_seq limit", "l.value_seq desc limit"),
    ),
    _mutant(
        "order: last in first out takes the oldest", METHODS, YOUNGEST, YOUNGEST.replace("value_seq desc", "value_seq")
    ),
    _mutant(
        "order: highest cost first takes the cheapest", METHODS, DEAREST, DEAREST.replace("unit_cost desc", "unit_cost")
    ),
    _mutant(
        "order: of layers that cost the same the youngest goes first",
        METHODS,
        DEAREST,
        DEAREST.replace("l.value_seq limit", "l.value_seq desc limit"),
    ),
    _mutant(
        "order: the youngest debt is settled first",
        METHODS,
        "d.is_final order by d.balance_key, d.value_seq",
        "d.is_final order by d.balance_key, d.value_seq desc",
    ),
    _mutant(
        "order: a recompute takes the youngest first",
        POOLS,
        "            self._oldest += 1",
        "            self._oldest -= 1",
    ),
    _mutant(
        "order: a recompute takes the cheapest first",
        POOLS,
        "heapq.heappush(self._dearest, (-cost, place))",
        "heapq.heappush(self._dearest, (cost, place))",
    ),
    _mutant(
        "order: what came late stands where it was posted",
        REPLAY,
        "ranked.append((event.day, not came_late, event.value_seq, event))",
        "ranked.append((event.day, came_late, event.value_seq, event))",
    ),
    _mutant(
        "order: days do not matter",
        REPLAY,
        "ranked.sort(key=lambda one: one[:3])",
        "ranked.sort(key=lambda one: one[2])",
    ),
)
ROUNDING = (
    _mutant(
        "rounding: a part of a value is rounded down",
        RESERVING,
        "div(2 * whole_value::numeric * part + whole, 2 * whole::numeric)",
        "div(2 * whole_value::numeric * part, 2 * whole::numeric)",
    ),
    _mutant(
        "rounding: a part of a value is rounded up", RESERVING, "* part + whole, 2 *", "* part + 2 * whole - 1, 2 *"
    ),
    _mutant(
        "rounding: the last piece leaves a cent",
        RESERVING,
        "case when part = whole then whole_value",
        "case when part = whole then greatest(whole_value - 1, 0)",
    ),
    _mutant("rounding: a standard cost is rounded down", METHODS, "^ quantity_scale + 0.5)", "^ quantity_scale)"),
    _mutant(
        "rounding: shares by weight are rounded down",
        METHODS,
        "div(2 * left_value * weight + left_weight, 2 * left_weight)",
        "div(2 * left_value * weight, 2 * left_weight)",
    ),
    _mutant(
        "rounding: the last share leaves something",
        METHODS,
        "case when weight >= left_weight then left_value",
        "case when weight >= left_weight then left_value - 1",
    ),
    _mutant(
        "rounding: a recompute rounds a part down",
        POOLS,
        "(2 * value * part + whole) // (2 * whole)",
        "(2 * value * part) // (2 * whole)",
    ),
    _mutant(
        "rounding: a recompute leaves a cent with the last piece",
        POOLS,
        "return value if part == whole else",
        "return value - 1 if part == whole and value else",
    ),
)

if __name__ == "__main__":
    sys.exit(main((*GUARD, *ORDER, *ROUNDING)))
