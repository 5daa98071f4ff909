"""What must never break in stock, asked of the tables themselves. Each check is one statement that answers a
sentence for every thing that breaks the rule."""

import sqlalchemy as sa
from m_kit.checks import MOST_VIOLATIONS, Finding
from m_kit.uow import Transaction

from stock_keeper.store.checks_of_goods import OWED, OWING, PIECES, PLACES, PROMISED

LONGEST_HOLD_SECONDS = 60

# What recomputes found, by balance: all of it, and what documents have posted.
_ADJUSTED = """
adjusted as (
  select a.balance_key, sum(case when m.direction = 2 then -a.amount else a.amount end) as value,
    coalesce(sum(case when m.direction = 2 then -a.amount else a.amount end) filter (where h.state = 2), 0) as posted
  from value_adjustment a join movement m on m.id = a.movement_id
  left join revaluation v on v.recompute_id = a.recompute_id and v.month = a.month
  left join revaluation_hold h on h.revaluation_id = v.id and h.state = 2 group by 1)
"""
_BALANCES = f"""
with {_ADJUSTED}, moved as (
  select m.balance_key,
    sum(case when r.state <> 2 then 0 when m.direction = 1 then m.quantity when m.direction = 2 then -m.quantity else 0
      end) as on_hand,
    sum(case when r.state <> 2 then 0 when m.direction = 2 then -m.value else m.value end) as value,
    sum(case when r.state = 1 and m.direction = 2 then m.quantity else 0 end) as reserved,
    sum(case when r.state = 1 and (m.direction = 2 or m.value < 0) then abs(m.value) else 0 end) as pending_out_value,
    sum(case when r.state = 1 and m.direction <> 2 and m.value > 0 then m.value else 0 end) as pending_in_value
  from movement m join reservation r on r.id = m.posting_id group by 1)
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': balance and movements differ by ' ||
  b.on_hand - coalesce(m.on_hand, 0) || ', ' || b.reserved - coalesce(m.reserved, 0) || ' reserved, value ' ||
  b.value - coalesce(m.value, 0) - coalesce(a.posted, 0)
from balance b left join moved m on m.balance_key = b.key left join adjusted a on a.balance_key = b.key
where (b.on_hand, b.value, b.reserved, b.pending_out_value, b.pending_in_value) is distinct from (
  coalesce(m.on_hand, 0), coalesce(m.value, 0) + coalesce(a.posted, 0), coalesce(m.reserved, 0),
  coalesce(m.pending_out_value, 0) - coalesce(a.value - a.posted, 0), coalesce(m.pending_in_value, 0))
limit :most
"""
_BELOW_ZERO = """
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': ' || b.on_hand - b.reserved || ' available'
from balance b where b.on_hand + b.owed < b.reserved limit :most
"""
_LAYERS = f"""
with {OWING}, layers as (
  select balance_key, sum(remaining) as quantity, sum(remaining_value) as value from layer group by 1)
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': layers hold ' || coalesce(l.quantity, 0) || ' at ' ||
  coalesce(l.value, 0) || ', the balance says ' || b.on_hand - b.reserved || ' at ' || b.value - b.pending_out_value
from balance b join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
join owing o on o.key = b.key left join layers l on l.balance_key = b.key
where i.method in (1, 5, 6) and (coalesce(l.quantity, 0), coalesce(l.value, 0)) is distinct from (
  b.on_hand - b.reserved + o.quantity, b.value - b.pending_out_value + o.value - b.stray_value)
limit :most
"""
_EVENTS = f"""
with {_ADJUSTED}, valued as (
  select balance_key, sum(quantity) as quantity, sum(value) as value, count(*) as events from value_event group by 1)
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': events come to '
  || coalesce(e.quantity, 0) || ' at ' || coalesce(e.value, 0) + coalesce(a.value, 0) || ', the balance says '
  || b.on_hand - b.reserved || ' at ' || b.value - b.pending_out_value
from balance b left join valued e on e.balance_key = b.key left join adjusted a on a.balance_key = b.key
where coalesce(e.quantity, 0) <> b.on_hand - b.reserved
  or coalesce(e.value, 0) + coalesce(a.value, 0) <> b.value - b.pending_out_value
  or coalesce(e.events, 0) <> b.last_value_seq
limit :most
"""
_NOTHING_WORTH_SOMETHING = """
select 'item ' || item_id || ' in ' || warehouse_id || ': nothing is there, at ' || value - pending_out_value
from balance where on_hand = reserved and owed = 0 and value - pending_out_value <> stray_value limit :most
"""
_REPEATED = """
select 'posting ' || r.id || ' has ' || count(m.id) || ' movements of ' || count(distinct m.line) || ' lines, and says '
  || r.movement_count
from reservation r left join movement m on m.posting_id = r.id group by r.id
having count(m.id) <> r.movement_count or count(distinct m.line) <> r.movement_count
union all
select 'document step ' || document_type || ' ' || document_id || ' ' || purpose || ' moved ' || count(*) || ' times'
from reservation where state = 2 group by company_id, document_type, document_id, purpose having count(*) > 1
union all
select 'movement ' || m.id || ' has no posting' from movement m
where not exists (select from reservation r where r.id = m.posting_id)
limit :most
"""
_HELD = """
select 'posting ' || id || ' of ' || owner_context || ' is held since ' || reserve_time from reservation
where state = 1 and reserve_time < clock_timestamp() - make_interval(secs => :seconds) order by reserve_time limit :most
"""


async def findings_of_stock(transaction: Transaction) -> list[Finding]:
    """Every invariant that the stock of the transaction's tenant can speak of."""
    balances = await _count(transaction, "select count(*) from balance")
    warehouses = await _count(transaction, "select count(distinct warehouse_id) from balance")
    reservations = await _count(transaction, "select count(*) from reservation")
    return [
        Finding(
            "I4",
            "one movement per posting line, one posting per document step",
            reservations,
            await _violations(transaction, _REPEATED),
        ),
        Finding(
            "I5",
            "on-hand = sum of moves, never below zero where forbidden; layers, places, pieces, promises = balance",
            balances,
            await _violations(transaction, _BALANCES, _BELOW_ZERO, _LAYERS, OWED, PLACES, PIECES, PROMISED),
        ),
        Finding(
            "I6",
            "value per warehouse = sum of value events",
            warehouses,
            await _violations(transaction, _EVENTS, _NOTHING_WORTH_SOMETHING),
        ),
        Finding(
            "I14",
            "nothing is held longer than a minute",
            reservations,
            await _violations(transaction, _HELD),
        ),
    ]


async def _count(transaction: Transaction, sql: str) -> int:
    return int((await transaction.execute(sa.text(sql))).scalar_one())


async def _violations(transaction: Transaction, *statements: str) -> list[str]:
    found: list[str] = []
    for sql in statements:
        given = {"most": MOST_VIOLATIONS} | ({"seconds": LONGEST_HOLD_SECONDS} if ":seconds" in sql else {})
        found += [row[0] for row in await transaction.execute(sa.text(sql), given)]
    return found[:MOST_VIOLATIONS]
