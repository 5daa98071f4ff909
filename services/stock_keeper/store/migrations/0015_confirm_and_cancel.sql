-- Confirm and cancel for movements of every kind. What few movements need is asked for by the reservation's features.

-- Outs that took more than was there are final: receipts settle them from now on. What receipts settled is owed no more.
create function confirm_debts(mine uuid[]) returns void language sql as $$
  update debt d set is_final = true from movement m where m.posting_id = any (mine) and d.movement_id = m.id;
  update balance b set owed = b.owed - x.quantity, owed_value = b.owed_value - x.value
  from (
    select m.balance_key, sum(t.quantity) as quantity, sum(t.value) as value
    from movement m join debt_settled t on t.movement_id = m.id where m.posting_id = any (mine) group by 1) x
  where b.key = x.balance_key
$$;

-- What of an in settled debts, and at what they were valued: that is no part of its layer.
create function settled_by(the_movement uuid) returns bigint language sql stable as $$
  select coalesce(sum(t.quantity), 0)::bigint from debt_settled t where t.movement_id = the_movement
$$;
create function settled_value_by(the_movement uuid) returns bigint language sql stable as $$
  select coalesce(sum(t.value), 0)::bigint from debt_settled t where t.movement_id = the_movement
$$;

create function cancel_debts(mine uuid[]) returns void language sql as $$
  update debt d set remaining = d.remaining + x.quantity, remaining_value = d.remaining_value + x.value
  from (
    select t.debt_movement_id, sum(t.quantity) as quantity, sum(t.value) as value
    from movement m join debt_settled t on t.movement_id = m.id where m.posting_id = any (mine) group by 1) x
  where d.movement_id = x.debt_movement_id;
  update balance b set owed = b.owed - x.quantity, owed_value = b.owed_value - x.value
  from (
    select m.balance_key, sum(d.remaining) as quantity, sum(d.remaining_value) as value
    from movement m join debt d on d.movement_id = m.id where m.posting_id = any (mine) group by 1) x
  where b.key = x.balance_key;
  update debt d set remaining = 0, remaining_value = 0
  from movement m where m.posting_id = any (mine) and d.movement_id = m.id
$$;

-- Goods leave their place and come to another. The balances are locked.
create function confirm_places(the_tenant text, mine uuid[]) returns void language sql as $$
  insert into stored_goods (tenant, company_id, balance_key, location_id, lot_id, on_hand)
  select the_tenant, m.company_id, m.balance_key, x.location_id, x.lot_id, sum(m.quantity)
  from movement m join balance b on b.key = m.balance_key
  cross join lateral (
    select coalesce(case when m.direction = 4 then m.to_location_id else m.location_id end, b.warehouse_id) as location_id,
      coalesce(m.lot_id, '00000000-0000-0000-0000-000000000000') as lot_id) x
  where m.posting_id = any (mine) and m.direction in (1, 4)
    and (m.lot_id is not null or x.location_id <> b.warehouse_id)
  group by m.company_id, m.balance_key, x.location_id, x.lot_id order by 3, 4, 5
  on conflict on constraint stored_goods_unique do update set on_hand = stored_goods.on_hand + excluded.on_hand;
  update stored_goods g set on_hand = g.on_hand - x.quantity, reserved = g.reserved - x.quantity
  from (
    select m.balance_key, coalesce(m.location_id, b.warehouse_id) as location_id,
      coalesce(m.lot_id, '00000000-0000-0000-0000-000000000000') as lot_id, sum(m.quantity) as quantity
    from movement m join balance b on b.key = m.balance_key
    where m.posting_id = any (mine) and m.direction in (2, 4) and (m.lot_id is not null or m.location_id is not null)
    group by 1, 2, 3) x
  where g.balance_key = x.balance_key and g.location_id = x.location_id and g.lot_id = x.lot_id;
  update balance b set relocating = b.relocating - x.quantity
  from (
    select m.balance_key, sum(m.quantity) as quantity from movement m
    where m.posting_id = any (mine) and m.direction = 4 group by 1) x
  where b.key = x.balance_key;
  update balance b set has_places = true
  where not b.has_places and b.key in (select m.balance_key from movement m where m.posting_id = any (mine))
    and exists (select from stored_goods g where g.balance_key = b.key)
$$;

create function cancel_places(mine uuid[]) returns void language sql as $$
  update balance b set relocating = b.relocating - x.quantity
  from (
    select m.balance_key, sum(m.quantity) as quantity from movement m
    where m.posting_id = any (mine) and m.direction = 4 group by 1) x
  where b.key = x.balance_key;
  update stored_goods g set reserved = g.reserved - x.quantity
  from (
    select m.balance_key, coalesce(m.location_id, b.warehouse_id) as location_id,
      coalesce(m.lot_id, '00000000-0000-0000-0000-000000000000') as lot_id, sum(m.quantity) as quantity
    from movement m join balance b on b.key = m.balance_key
    where m.posting_id = any (mine) and m.direction in (2, 4) and (m.lot_id is not null or m.location_id is not null)
    group by 1, 2, 3) x
  where g.balance_key = x.balance_key and g.location_id = x.location_id and g.lot_id = x.lot_id
$$;

-- Pieces that go are gone, and those that come are here, also those that went by the same posting.
create function confirm_serials(mine uuid[]) returns void language sql as $$
  update serial n set state = 4
  from movement m join serial_moved x on x.movement_id = m.id join balance b on b.key = m.balance_key
  where m.posting_id = any (mine) and m.direction = 2
    and n.company_id = b.company_id and n.item_id = b.item_id and n.number = x.number;
  update serial n set state = 2, balance_key = m.balance_key, lot_id = coalesce(m.lot_id, n.lot_id),
    location_id = case when m.direction = 4 then m.to_location_id else m.location_id end
  from movement m join serial_moved x on x.movement_id = m.id join balance b on b.key = m.balance_key
  where m.posting_id = any (mine) and m.direction in (1, 4)
    and n.company_id = b.company_id and n.item_id = b.item_id and n.number = x.number
$$;

create function cancel_serials(mine uuid[]) returns void language sql as $$
  update serial n set state = case n.state when 1 then 4 else 2 end
  from movement m join serial_moved x on x.movement_id = m.id join balance b on b.key = m.balance_key
  where m.posting_id = any (mine) and n.state in (1, 3)
    and n.company_id = b.company_id and n.item_id = b.item_id and n.number = x.number
$$;

create function confirm_promises(mine uuid[]) returns void language sql as $$
  update promise r set held = r.held - x.quantity, kept = r.kept + x.quantity
  from (
    select m.promise_id, sum(m.promised) as quantity from movement m
    where m.posting_id = any (mine) and m.promised > 0 group by 1) x
  where r.id = x.promise_id
$$;

create function cancel_promises(mine uuid[]) returns void language sql as $$
  update promise r set held = r.held - x.quantity, open = r.open + x.quantity
  from (
    select m.promise_id, sum(m.promised) as quantity from movement m
    where m.posting_id = any (mine) and m.promised > 0 group by 1) x
  where r.id = x.promise_id;
  update balance b set promised = b.promised + x.quantity
  from (
    select m.balance_key, sum(m.promised) as quantity from movement m
    where m.posting_id = any (mine) and m.promised > 0 group by 1) x
  where b.key = x.balance_key
$$;

-- Value comes to what is left of a layer. Where nothing is left of it, or of an average, it waits for the next goods.
create function confirm_revaluations(mine uuid[]) returns void language sql as $$
  with added as (
    select m.source_movement_id, sum(m.value) as value from movement m
    where m.posting_id = any (mine) and m.direction = 3 and m.value > 0 group by 1)
  update layer l set value = l.value + a.value, remaining_value = l.remaining_value + a.value,
    unit_cost = case when l.unit_cost is not null then (l.remaining_value + a.value)::numeric / l.remaining end
  from added a where l.movement_id = a.source_movement_id and l.remaining > 0;
  update balance b set stray_value = b.stray_value + x.value
  from (
    select m.balance_key, sum(m.value) as value
    from movement m join balance b on b.key = m.balance_key
    join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
    where m.posting_id = any (mine) and m.direction = 3 and m.value > 0
      and case when i.method in (1, 5, 6)
        then not exists (select from layer l where l.movement_id = m.source_movement_id and l.remaining > 0)
        else b.on_hand <= b.reserved end
    group by 1) x
  where b.key = x.balance_key
$$;

-- What a cancelled revaluation took comes back in the same way.
create function cancel_revaluations(mine uuid[]) returns void language sql as $$
  update balance b set stray_value = b.stray_value + x.value
  from (
    select m.balance_key, -sum(m.value) as value
    from movement m join balance b on b.key = m.balance_key
    join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
    where m.posting_id = any (mine) and m.direction = 3 and m.value < 0
      and case when i.method in (1, 5, 6)
        then not exists (select from layer l where l.movement_id = m.source_movement_id and l.remaining > 0)
        else b.on_hand <= b.reserved end
    group by 1) x
  where b.key = x.balance_key
$$;

-- Value that waits for goods goes to the oldest layer, or into the average, as soon as something is there.
create function place_stray_value(balances bigint[]) returns void language plpgsql as $$
declare
  seen record;
  found_layer uuid;
begin
  for seen in
    select b.key, b.stray_value, b.on_hand - b.reserved as free, i.method
    from balance b join stock_item i on i.tenant = b.tenant and i.company_id = b.company_id and i.item_id = b.item_id
    where b.key = any (balances) and b.stray_value > 0
  loop
    if seen.method in (1, 5, 6) then
      select l.movement_id into found_layer from layer l
      where l.balance_key = seen.key and l.is_open order by l.balance_key, l.value_seq limit 1;
      continue when not found;
      update layer l set value = l.value + seen.stray_value, remaining_value = l.remaining_value + seen.stray_value
      where l.movement_id = found_layer;
    elsif seen.free <= 0 then
      continue;
    end if;
    update balance b set stray_value = 0 where b.key = seen.key;
  end loop;
end $$;

-- P6: refuses nothing that is held. Outcomes: confirmed, replayed, unknown, cancelled.
create or replace function confirm_movements(
  the_tenant text, deferred boolean, decided_posting uuid[], decided_number text[], decided_at timestamptz[],
  out place int, out outcome text
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  now_confirming constant timestamptz := clock_timestamp();
  outcomes text[] := array_fill('unknown'::text, array[cardinality(decided_posting)]);
  mine uuid[] := '{}';
  balances bigint[];
  used int := 0;
  stray boolean := false;
  any_in boolean;
  seen record;
  last_number bigint;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;
  for seen in
    select r.id, r.state, r.features from reservation r where r.id = any (decided_posting) order by r.id for update
  loop
    outcomes[array_position(decided_posting, seen.id)] := (array['confirmed', 'replayed', 'cancelled'])[seen.state];
    if seen.state = 1 then
      mine := mine || seen.id;
      used := used | seen.features;
    end if;
  end loop;

  select array_agg(distinct m.balance_key), bool_or(m.direction in (1, 3)) into balances, any_in
  from movement m where m.posting_id = any (mine);
  for seen in
    select b.stray_value from balance b where b.key = any (balances) order by b.item_id, b.warehouse_id, b.lot_id for update
  loop
    stray := stray or seen.stray_value > 0;
  end loop;
  if any_in then
    with brought as (
      select m.*, b.last_value_seq + row_number() over (
          partition by m.balance_key order by array_position(decided_posting, m.posting_id), m.line) as seq
      from movement m join balance b on b.key = m.balance_key
      where m.posting_id = any (mine) and (m.direction = 1 or (m.direction = 3 and m.value >= 0))),
    events as (
      insert into value_event (balance_key, value_seq, tenant, kind, movement_id, quantity, value)
      select balance_key, seq, the_tenant, 2, id, quantity, value from brought)
    insert into layer (movement_id, tenant, balance_key, value_seq, quantity, value, remaining, remaining_value, unit_cost)
    select m.id, the_tenant, m.balance_key, m.seq, x.quantity, x.value, x.quantity, x.value,
      case when i.method = 6 then x.value::numeric / x.quantity end
    from brought m join balance b on b.key = m.balance_key
    join stock_item i on i.tenant = the_tenant and i.company_id = b.company_id and i.item_id = b.item_id
    cross join lateral (
      select m.quantity - case when used & 4 > 0 then settled_by(m.id) else 0 end as quantity,
        m.value - case when used & 4 > 0 then settled_value_by(m.id) else 0 end as value) x
    where i.method in (1, 5, 6) and x.quantity > 0;
  end if;
  update balance b set
    on_hand = b.on_hand + x.in_quantity - x.out_quantity, reserved = b.reserved - x.out_quantity,
    value = b.value + x.in_value - x.out_value, pending_out_value = b.pending_out_value - x.out_value,
    pending_in_value = b.pending_in_value - x.in_value, last_value_seq = b.last_value_seq + x.events
  from (
    select m.balance_key, coalesce(sum(m.quantity) filter (where m.direction = 1), 0) as in_quantity,
      coalesce(sum(m.quantity) filter (where m.direction = 2), 0) as out_quantity,
      coalesce(sum(m.value) filter (where m.direction = 1 or m.value > 0 and m.direction = 3), 0) as in_value,
      coalesce(sum(abs(m.value)) filter (where m.direction = 2 or m.value < 0), 0) as out_value,
      count(*) filter (where m.direction = 1 or (m.direction = 3 and m.value >= 0)) as events
    from movement m where m.posting_id = any (mine) group by 1) x
  where b.key = x.balance_key;
  if used & 1 > 0 then
    perform confirm_places(the_tenant, mine);
  end if;
  if used & 2 > 0 then
    perform confirm_serials(mine);
  end if;
  if used & 4 > 0 then
    perform confirm_debts(mine);
  end if;
  if used & 8 > 0 then
    perform confirm_revaluations(mine);
  end if;
  if used & 16 > 0 then
    perform confirm_promises(mine);
  end if;
  if stray then
    perform place_stray_value(balances);
  end if;

  -- Numbers of the stock ledger come last, those of a company at once.
  for seen in
    select r.company_id, sum(r.movement_count)::bigint as count from reservation r where r.id = any (mine)
    group by 1 order by 1
  loop
    update stocked_company c set last_sequence = c.last_sequence + seen.count
    where c.tenant = the_tenant and c.company_id = seen.company_id returning c.last_sequence into last_number;
    update reservation r set first_sequence = last_number - seen.count + x.before + 1
    from (
      select n.id, sum(n.movement_count) over (order by array_position(decided_posting, n.id)) - n.movement_count as before
      from reservation n where n.id = any (mine) and n.company_id = seen.company_id) x
    where r.id = x.id;
  end loop;
  update reservation r set state = 2, document_number = d.number, decided_time = d.at, end_time = now_confirming
  from unnest(decided_posting, decided_number, decided_at) d (posting, number, at)
  where r.id = d.posting and r.id = any (mine);
  return query select i, outcomes[i] from generate_subscripts(decided_posting, 1) i order by i;
end $$;

-- P5, P9: gives back exactly what was taken, to the layers it came from; one never seen is remembered. Outcomes:
-- cancelled, replayed, confirmed.
create or replace function cancel_movements(
  the_tenant text, deferred boolean, posting_key uuid[], posting_owner text[], posting_company uuid[],
  posting_type text[], posting_document uuid[], posting_purpose text[], posting_revision int[], posting_attempt int[],
  out place int, out outcome text
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  now_cancelling constant timestamptz := clock_timestamp();
  outcomes text[] := array_fill('cancelled'::text, array[cardinality(posting_key)]);
  unseen uuid[];
  mine uuid[] := '{}';
  balances bigint[];
  used int := 0;
  seen record;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;
  with recorded as (
    insert into reservation
    select b.id, the_tenant, posting_owner[b.place], posting_company[b.place], posting_type[b.place],
      posting_document[b.place], posting_purpose[b.place], posting_revision[b.place], posting_attempt[b.place],
      null, 3, null, '', null, 0, now_cancelling, null, now_cancelling
    from unnest(posting_key) with ordinality b (id, place) order by b.id
    on conflict do nothing returning id)
  select coalesce(array_agg(id), '{}') into unseen from recorded;
  for seen in
    select r.id, r.state, r.features from reservation r where r.id = any (posting_key) and not r.id = any (unseen)
    order by r.id for update
  loop
    outcomes[array_position(posting_key, seen.id)] := (array['cancelled', 'confirmed', 'replayed'])[seen.state];
    if seen.state = 1 then
      mine := mine || seen.id;
      used := used | seen.features;
    end if;
  end loop;

  select array_agg(distinct m.balance_key) into balances from movement m where m.posting_id = any (mine);
  perform from balance b where b.key = any (balances) order by b.item_id, b.warehouse_id, b.lot_id for update;
  insert into value_event (balance_key, value_seq, tenant, kind, movement_id, quantity, value)
  select m.balance_key, b.last_value_seq + row_number() over (
      partition by m.balance_key order by array_position(posting_key, m.posting_id), m.line),
    the_tenant, 3, m.id, m.quantity, abs(m.value)
  from movement m join balance b on b.key = m.balance_key
  where m.posting_id = any (mine) and (m.direction = 2 or m.value < 0);
  update layer l set remaining = l.remaining + x.quantity, remaining_value = l.remaining_value + x.value
  from (
    select t.layer_movement_id, sum(t.quantity) as quantity, sum(t.value) as value
    from movement m join layer_taken t on t.movement_id = m.id where m.posting_id = any (mine) group by 1) x
  where l.movement_id = x.layer_movement_id and l.remaining + x.quantity > 0;
  update balance b set
    reserved = b.reserved - x.out_quantity, pending_out_value = b.pending_out_value - x.out_value,
    pending_in_value = b.pending_in_value - x.in_value, last_value_seq = b.last_value_seq + x.events
  from (
    select m.balance_key, coalesce(sum(m.quantity) filter (where m.direction = 2), 0) as out_quantity,
      coalesce(sum(abs(m.value)) filter (where m.direction = 2 or m.value < 0), 0) as out_value,
      coalesce(sum(m.value) filter (where m.direction = 1 or (m.direction = 3 and m.value > 0)), 0) as in_value,
      count(*) filter (where m.direction = 2 or m.value < 0) as events
    from movement m where m.posting_id = any (mine) group by 1) x
  where b.key = x.balance_key;
  if used & 1 > 0 then
    perform cancel_places(mine);
  end if;
  if used & 2 > 0 then
    perform cancel_serials(mine);
  end if;
  if used & 4 > 0 then
    perform cancel_debts(mine);
  end if;
  if used & 8 > 0 then
    perform cancel_revaluations(mine);
  end if;
  if used & 16 > 0 then
    perform cancel_promises(mine);
  end if;
  update reservation r set state = 3, end_time = now_cancelling where r.id = any (mine);
  return query select i, outcomes[i] from generate_subscripts(posting_key, 1) i order by i;
end $$;
