"""What must never break in what is owed, in places, in single pieces and in promises: statements of checks.py."""

# Debts that are open. What receipts that are still pending settle is owed until they are confirmed.
OWING = """
debts as (
  select balance_key, sum(remaining) as quantity, sum(remaining_value) as value from debt group by 1),
settling as (
  select m.balance_key, sum(t.quantity) as quantity, sum(t.value) as value
  from debt_settled t join movement m on m.id = t.movement_id join reservation r on r.id = m.posting_id and r.state = 1
  group by 1),
owing as (
  select b.key, coalesce(d.quantity, 0) + coalesce(s.quantity, 0) as quantity,
    coalesce(d.value, 0) + coalesce(s.value, 0) as value
  from balance b left join debts d on d.balance_key = b.key left join settling s on s.balance_key = b.key)
"""
OWED = f"""
with {OWING}
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': debts come to ' || o.quantity || ' at ' || o.value
  || ', the balance says ' || b.owed || ' at ' || b.owed_value
from balance b join owing o on o.key = b.key
where (b.owed, b.owed_value) is distinct from (o.quantity, o.value) limit :most
"""
PLACES = """
with moved as (
  select m.balance_key, x.location_id, coalesce(m.lot_id, '00000000-0000-0000-0000-000000000000') as lot_id,
    sum(case when r.state = 2 then x.sign * m.quantity else 0 end) as on_hand,
    sum(case when r.state = 1 and x.sign < 0 then m.quantity else 0 end) as reserved
  from movement m join reservation r on r.id = m.posting_id join balance b on b.key = m.balance_key
  cross join lateral (
    select coalesce(m.location_id, b.warehouse_id) as location_id, case m.direction when 1 then 1 else -1 end as sign
    where m.direction <> 3
    union all
    select coalesce(m.to_location_id, b.warehouse_id), 1 where m.direction = 4) x
  where r.state in (1, 2) and (m.lot_id is not null or x.location_id <> b.warehouse_id) group by 1, 2, 3)
select 'place ' || coalesce(g.location_id, m.location_id) || ' lot ' || coalesce(g.lot_id, m.lot_id) || ': '
  || coalesce(g.on_hand, 0) || ' there, ' || coalesce(g.reserved, 0) || ' reserved, movements come to '
  || coalesce(m.on_hand, 0) || ' and ' || coalesce(m.reserved, 0)
from stored_goods g full join moved m
  on m.balance_key = g.balance_key and m.location_id = g.location_id and m.lot_id = g.lot_id
where (coalesce(g.on_hand, 0), coalesce(g.reserved, 0)) is distinct from (
  coalesce(m.on_hand, 0), coalesce(m.reserved, 0))
union all
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': ' || b.relocating || ' being relocated'
from balance b left join movement m on m.balance_key = b.key and m.direction = 4
  and exists (select from reservation r where r.id = m.posting_id and r.state = 1)
group by b.key having coalesce(sum(m.quantity), 0) <> b.relocating
limit :most
"""
PIECES = """
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': ' || count(n.number) || ' pieces by serial number, '
  || b.on_hand || ' on hand'
from balance b join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
left join serial n on n.balance_key = b.key and n.state in (2, 3)
where i.tracking = 2 group by b.key, i.quantity_scale
having count(n.number) * 10::numeric ^ i.quantity_scale <> b.on_hand
limit :most
"""
PROMISED = """
select 'item ' || b.item_id || ' in ' || b.warehouse_id || ': promises come to ' || coalesce(sum(r.open), 0)
  || ', the balance says ' || b.promised
from balance b left join promise r on r.balance_key = b.key group by b.key
having coalesce(sum(r.open), 0) <> b.promised
limit :most
"""
