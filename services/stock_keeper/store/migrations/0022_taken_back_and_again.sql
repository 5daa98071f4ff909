-- What took a movement back may be taken back itself: then the movement is whole again, as far as that is confirmed.
create or replace function take_back_from(
  line_source uuid[],
  out source_id uuid[], out source_balance bigint[], out source_direction int[], out source_quantity bigint[],
  out source_value bigint[]
) language sql as $$
  with asked as (
    select distinct x.source from unnest(line_source) x (source) where x.source is not null),
  known as (
    select m.id, m.balance_key, m.direction,
      m.quantity - coalesce(sum(b.quantity - again.quantity) filter (where br.state <> 3), 0) as q,
      m.value + case when m.direction = 1 then m.variance else 0 end
        - coalesce(sum(b.value + b.variance - again.value) filter (where br.state <> 3 and b.direction <> 3), 0) as v
    from asked join movement m on m.id = asked.source join reservation r on r.id = m.posting_id and r.state = 2
    left join movement b on b.source_movement_id = m.id left join reservation br on br.id = b.posting_id
    left join lateral (
      select coalesce(sum(c.quantity), 0) as quantity, coalesce(sum(c.value + c.variance), 0) as value
      from movement c join reservation cr on cr.id = c.posting_id and cr.state = 2
      where c.source_movement_id = b.id and c.direction <> 3) again on b.id is not null
    group by m.id)
  select coalesce(array_agg(id order by id), '{}'), array_agg(balance_key order by id), array_agg(direction order by id),
    array_agg(q order by id), array_agg(v order by id) from known
$$;
