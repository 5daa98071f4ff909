-- What reports ask that is more than a join.

-- Goods that are there and not held to go out, by the day they came: of layers where costs are kept in layers, else the
-- last that came are taken to be what is there, at the value of all alike. Cents go with the newest first.
create function stock_pieces(the_balance bigint, out day date, out quantity bigint, out value bigint) returns setof record
language sql stable as $$
  with known as (
    select b.*, b.on_hand - b.reserved as free, b.value - b.pending_out_value as free_value, i.method
    from balance b join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
    where b.key = the_balance and b.on_hand > b.reserved),
  ins as (
    select r.posting_date as day, m.quantity,
      sum(m.quantity) over (order by r.posting_date desc, m.place desc) as up_to, k.free, k.free_value
    from known k join movement m on m.balance_key = k.key and m.direction = 1
    join reservation r on r.id = m.posting_id and r.state = 2 where k.method not in (1, 5, 6)),
  there as (
    select day, least(up_to, free) - (up_to - quantity) as quantity,
      div(2 * free_value::numeric * least(up_to, free) + free, 2 * free::numeric)
        - div(2 * free_value::numeric * (up_to - quantity) + free, 2 * free::numeric) as value
    from ins where up_to - quantity < free)
  select t.day, t.quantity::bigint, t.value::bigint from there t
  union all
  select r.posting_date, l.remaining, l.remaining_value
  from known k join layer l on l.balance_key = k.key and l.is_open
  join movement m on m.id = l.movement_id join reservation r on r.id = m.posting_id where k.method in (1, 5, 6)
$$;

-- What a balance came to at the end of a day: confirmed movements dated up to then, and what documents posted of goods
-- that were valued anew.
create index value_adjustment_by_balance on value_adjustment (balance_key);
create function balance_as_of(the_balance bigint, the_day date, out on_hand bigint, out value bigint)
language sql stable as $$
  with moved as (
    select sum(case m.direction when 1 then m.quantity when 2 then -m.quantity else 0 end) as on_hand,
      sum(case when m.direction = 2 then -m.value else m.value end) as value
    from movement m join reservation r on r.id = m.posting_id
    where m.balance_key = the_balance and r.state = 2 and r.posting_date <= the_day),
  revalued as (
    select sum(case when m.direction = 2 then -a.amount else a.amount end) as value
    from value_adjustment a join movement m on m.id = a.movement_id
    join revaluation v on v.recompute_id = a.recompute_id and v.month = a.month
    join revaluation_hold h on h.revaluation_id = v.id and h.state = 2 and h.posting_day <= the_day
    where a.balance_key = the_balance)
  select coalesce(m.on_hand, 0)::bigint, (coalesce(m.value, 0) + coalesce(r.value, 0))::bigint from moved m, revalued r
$$;
