-- The three steps of posting, each for a batch: one call, one transaction, a result for each entry. Nothing is raised for
-- a refusal, so one posting's never takes the others with it, and a refused one leaves nothing. A posting occurs once in
-- a batch. Everyone locks in the same order and so nobody waits in a circle: reservations by id, what names warehouses,
-- items and companies by id, balances by item and warehouse, last a company's sequence. `deferred`: the commit does not
-- wait for the disk (posting.md D1).

-- The part of a value that goes with a part of a quantity: half up, and the last unit takes the last cent.
create function value_of_part(whole_value bigint, part bigint, whole bigint) returns bigint language sql immutable as $$
  select case when part = whole then whole_value
    else div(2 * whole_value::numeric * part + whole, 2 * whole::numeric)::bigint end
$$;

-- How much may go out of a balance on a day, so that it is never below zero from that day on: the lowest that confirmed
-- movements less all outs come to at the end of that day or of any later one (P11). What came in later, or is dated later,
-- is not there yet. Days and quantities are of outs that are not among the movements yet.
create function free_from_day(the_balance bigint, the_day date, planned_day date[], planned_quantity bigint[])
returns bigint language sql stable as $$
  with moved as (
    select r.posting_date as day, case when m.direction = 1 then m.quantity else -m.quantity end as quantity
    from movement m join reservation r on r.id = m.posting_id
    where m.balance_key = the_balance and (r.state = 2 or (r.state = 1 and m.direction = 2))
    union all
    select day, -quantity from unnest(planned_day, planned_quantity) p (day, quantity)),
  ended as (
    select greatest(day, the_day) as day, sum(sum(quantity)) over (order by greatest(day, the_day)) as free
    from moved group by 1)
  select least(min(free), coalesce((select sum(quantity) from moved where day <= the_day), 0))::bigint from ended
$$;

-- Holds movements. Arrays with `posting_` count postings, those with `moved_` the items of postings, those with `line_`
-- movements, by posting and number. given_warehouse has the warehouses of all lines by id, key_item with key_warehouse
-- their pairs by item and warehouse; line_key and line_moved are indexes. line_value is of an in without source only.
--
-- Outcomes: reserved, replayed (same posting, same content), differs, cancelled, currency_differs, item_differs,
-- warehouse_missing, warehouse_archived, insufficient, source_invalid. `line` is the number of the line concerned, 0 where
-- none is; `available` is of `insufficient`; `line_values` come by line.
create function reserve_movements(
  the_tenant text, deferred boolean,
  posting_key uuid[], posting_owner text[], posting_company uuid[], posting_type text[], posting_document uuid[],
  posting_purpose text[], posting_revision int[], posting_attempt int[], posting_hash bytea[], posting_day date[],
  posting_currency text[], posting_scale int[],
  moved_posting int[], moved_item uuid[], moved_uom text[], moved_scale int[], moved_method int[],
  moved_negative boolean[],
  given_warehouse uuid[], key_item uuid[], key_warehouse uuid[],
  line_posting int[], line_number int[], line_movement uuid[], line_key int[], line_moved int[], line_warehouse int[],
  line_direction int[], line_quantity bigint[], line_value bigint[], line_source uuid[],
  out place int, out outcome text, out line int, out available bigint, out line_values bigint[]
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  postings constant int := cardinality(posting_key);
  size constant int := cardinality(line_posting);
  keys constant int := cardinality(key_item);
  now_reserving constant timestamptz := clock_timestamp();
  outcomes text[] := array_fill(null::text, array[postings]);
  bad_lines int[] := array_fill(0, array[postings]);
  bad_available bigint[] := array_fill(null::bigint, array[postings]);
  mine uuid[];
  warehouse_company uuid[] := array_fill(null::uuid, array[cardinality(given_warehouse)]);
  warehouse_archived boolean[] := array_fill(false, array[cardinality(given_warehouse)]);
  new_items uuid[];
  new_companies uuid[];
  new_balances bigint[] := '{}';
  key_used boolean[] := array_fill(false, array[keys]);
  key_company uuid[] := array_fill(null::uuid, array[keys]);
  key_balance bigint[] := array_fill(null::bigint, array[keys]);
  key_free bigint[] := array_fill(0::bigint, array[keys]);
  key_free_value bigint[] := array_fill(0::bigint, array[keys]);
  key_last bigint[] := array_fill(0::bigint, array[keys]);
  key_day date[] := array_fill(null::date, array[keys]);
  line_took bigint[] := array_fill(0::bigint, array[size]);
  line_seq bigint[] := array_fill(0::bigint, array[size]);
  line_done boolean[] := array_fill(false, array[size]);
  source_id uuid[] := '{}';
  source_balance bigint[];
  source_direction int[];
  source_quantity bigint[];
  source_value bigint[];
  line_from int[];
  taken_line int[] := '{}';
  taken_layer uuid[] := '{}';
  taken_quantity bigint[] := '{}';
  taken_value bigint[] := '{}';
  taken_count int := 0;
  seen record;
  p int;
  k int;
  s int;
  needed bigint;
  part bigint;
  part_value bigint;
  free bigint;
  refusal text;
begin
  -- Planned once for all items. Without the last setting the oldest open layer is found by collecting and sorting all of
  -- them, for the planner expects few: 20 ms of 30,000, where the index has it first.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('enable_bitmapscan', 'off', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;

  -- P2: a posting is reserved once. The insert waits for whoever is at the same one, and the select after it sees that.
  with claimed as (
    insert into reservation
    select b.id, the_tenant, posting_owner[b.place], posting_company[b.place], posting_type[b.place],
      posting_document[b.place], posting_purpose[b.place], posting_revision[b.place], posting_attempt[b.place],
      posting_hash[b.place], 1, posting_day[b.place], '', null, 0, now_reserving
    from unnest(posting_key) with ordinality b (id, place) order by b.id
    on conflict do nothing returning id)
  select coalesce(array_agg(id), '{}') into mine from claimed;
  for i in 1 .. postings loop
    if not posting_key[i] = any (mine) then
      select case when r.state = 3 then 'cancelled' when r.input_hash = posting_hash[i] then 'replayed' else 'differs' end
      into refusal from reservation r where r.id = posting_key[i];
      outcomes[i] := coalesce(refusal, 'differs');
    end if;
  end loop;

  -- Whoever archives a warehouse waits for us, and we for it.
  for w in 1 .. cardinality(given_warehouse) loop
    perform pg_advisory_xact_lock_shared(hashtext('location'), hashtext(given_warehouse[w]::text));
  end loop;
  for w in 1 .. cardinality(given_warehouse) loop
    select l.company_id, l.archived into seen from location l where l.id = given_warehouse[w] and l.kind = 1;
    if found then
      warehouse_company[w] := seen.company_id;
      warehouse_archived[w] := seen.archived;
    end if;
  end loop;
  for i in 1 .. size loop
    p := line_posting[i];
    if outcomes[p] is null then
      if warehouse_company[line_warehouse[i]] is distinct from posting_company[p] then
        outcomes[p] := 'warehouse_missing';
        bad_lines[p] := line_number[i];
      elsif warehouse_archived[line_warehouse[i]] then
        outcomes[p] := 'warehouse_archived';
        bad_lines[p] := line_number[i];
      end if;
    end if;
  end loop;

  -- A company's currency and an item's unit, scale and method are the same for ever.
  with added as (
    insert into stocked_company
    select the_tenant, b.company, b.currency, b.scale, 0 from (
      select distinct on (x.company) x.company, x.currency, x.scale
      from unnest(posting_company, posting_currency, posting_scale) with ordinality x (company, currency, scale, place)
      where outcomes[x.place] is null order by x.company, x.place) b
    order by b.company on conflict do nothing returning company_id)
  select coalesce(array_agg(company_id), '{}') into new_companies from added;
  for i in 1 .. postings loop
    if outcomes[i] is null and not exists (
      select from stocked_company c where c.tenant = the_tenant and c.company_id = posting_company[i]
        and c.currency_code = posting_currency[i] and c.currency_scale = posting_scale[i])
    then
      outcomes[i] := 'currency_differs';
    end if;
  end loop;
  with added as (
    insert into stock_item
    select the_tenant, b.company, b.item, b.uom, b.scale, b.method, b.negative from (
      select distinct on (posting_company[x.posting], x.item) posting_company[x.posting] as company, x.*
      from unnest(moved_posting, moved_item, moved_uom, moved_scale, moved_method, moved_negative)
        x (posting, item, uom, scale, method, negative)
      where outcomes[x.posting] is null order by posting_company[x.posting], x.item, x.posting) b
    order by b.company, b.item on conflict do nothing returning item_id)
  select coalesce(array_agg(item_id), '{}') into new_items from added;
  for i in 1 .. cardinality(moved_posting) loop
    p := moved_posting[i];
    if outcomes[p] is null and not exists (
      select from stock_item x where x.tenant = the_tenant and x.company_id = posting_company[p]
        and x.item_id = moved_item[i] and x.uom_code = moved_uom[i] and x.quantity_scale = moved_scale[i]
        and x.method = moved_method[i])
    then
      outcomes[p] := 'item_differs';
      bad_lines[p] := coalesce((
        select min(l.number) from unnest(line_number, line_moved) l (number, moved) where l.moved = i), 0);
    end if;
  end loop;

  for i in 1 .. size loop
    if outcomes[line_posting[i]] is null then
      key_used[line_key[i]] := true;
      key_company[line_key[i]] := posting_company[line_posting[i]];
    end if;
  end loop;
  for i in 1 .. keys loop
    continue when not key_used[i];
    select * into seen from balance b where b.item_id = key_item[i] and b.warehouse_id = key_warehouse[i] for update;
    if not found then
      insert into balance (tenant, company_id, item_id, warehouse_id)
      values (the_tenant, key_company[i], key_item[i], key_warehouse[i]) on conflict do nothing returning key into seen;
      if found then
        new_balances := new_balances || seen.key;
      end if;
      select * into seen from balance b
      where b.item_id = key_item[i] and b.warehouse_id = key_warehouse[i] for update;
    end if;
    key_balance[i] := seen.key;
    key_free[i] := seen.on_hand - seen.reserved;
    key_free_value[i] := seen.value - seen.pending_out_value;
    key_last[i] := seen.last_value_seq;
    key_day[i] := seen.last_day;
  end loop;

  -- From here on we are alone with these balances, their layers, and what was taken back of their movements.
  if cardinality(array_remove(line_source, null)) > 0 then
    with asked as (
      select distinct x.source from unnest(line_source) x (source) where x.source is not null),
    known as (
      select m.id, m.balance_key, m.direction, m.quantity - coalesce(sum(b.quantity) filter (where br.state <> 3), 0) as q,
        m.value - coalesce(sum(b.value) filter (where br.state <> 3), 0) as v
      from asked join movement m on m.id = asked.source join reservation r on r.id = m.posting_id and r.state = 2
      left join movement b on b.source_movement_id = m.id left join reservation br on br.id = b.posting_id
      group by m.id)
    select coalesce(array_agg(id order by id), '{}'), array_agg(balance_key order by id), array_agg(direction order by id),
      array_agg(q order by id), array_agg(v order by id)
    into source_id, source_balance, source_direction, source_quantity, source_value from known;
    select array_agg(x.index order by l.place) into line_from
    from unnest(line_source) with ordinality l (source, place)
    left join unnest(source_id) with ordinality x (id, index) on x.id = l.source;
  end if;

  for i in 1 .. size loop
    p := line_posting[i];
    k := line_key[i];
    continue when outcomes[p] is not null;
    refusal := null;
    needed := line_quantity[i];
    s := null;
    if line_source[i] is not null then
      s := line_from[i];
      if s is null or source_balance[s] <> key_balance[k] or source_direction[s] = line_direction[i]
        or source_quantity[s] < needed
      then
        refusal := 'source_invalid';
      end if;
    end if;
    if refusal is null and line_direction[i] = 2 then
      free := key_free[k];
      if posting_day[p] < key_day[k] and free >= needed then
        select least(free, free_from_day(key_balance[k], posting_day[p], array_agg(posting_day[line_posting[j]]),
          array_agg(line_quantity[j])))
        into free from generate_series(1, i - 1) j where line_done[j] and line_direction[j] = 2 and line_key[j] = k;
      end if;
      if free < needed then
        refusal := 'insufficient';
        bad_available[p] := greatest(free, 0);
      end if;
    end if;

    if refusal is null and line_direction[i] = 1 then
      line_took[i] := case when s is null then line_value[i]
        else value_of_part(source_value[s], needed, source_quantity[s]) end;
    elsif refusal is null and moved_method[line_moved[i]] = 2 then
      -- P10: the basis is what is confirmed less all outs, pending ones too.
      line_took[i] := value_of_part(key_free_value[k], needed, key_free[k]);
    elsif refusal is null then
      while needed > 0 loop
        if s is null then
          select l.movement_id, l.remaining, l.remaining_value into seen from layer l
          where l.balance_key = key_balance[k] and l.is_open order by l.balance_key, l.value_seq limit 1;
        else
          select l.movement_id, l.remaining, l.remaining_value into seen from layer l
          where l.movement_id = line_source[i] and l.remaining >= needed;
        end if;
        if not found then
          if s is null then
            raise exception 'layers of balance % do not hold what is free', key_balance[k];
          end if;
          refusal := 'source_invalid';
          exit;
        end if;
        part := least(needed, seen.remaining);
        part_value := value_of_part(seen.remaining_value, part, seen.remaining);
        update layer l set remaining = l.remaining - part, remaining_value = l.remaining_value - part_value
        where l.movement_id = seen.movement_id;
        taken_count := taken_count + 1;
        taken_line[taken_count] := i;
        taken_layer[taken_count] := seen.movement_id;
        taken_quantity[taken_count] := part;
        taken_value[taken_count] := part_value;
        line_took[i] := line_took[i] + part_value;
        needed := needed - part;
      end loop;
    end if;

    if refusal is null then
      line_done[i] := true;
      key_day[k] := greatest(key_day[k], posting_day[p]);
      if line_direction[i] = 2 then
        key_last[k] := key_last[k] + 1;
        line_seq[i] := key_last[k];
        key_free[k] := key_free[k] - line_quantity[i];
        key_free_value[k] := key_free_value[k] - line_took[i];
      end if;
      if s is not null then
        source_quantity[s] := source_quantity[s] - line_quantity[i];
        source_value[s] := source_value[s] - least(line_took[i], source_value[s]);
      end if;
    else
      outcomes[p] := refusal;
      bad_lines[p] := line_number[i];
      -- All or none: what the posting's lines before this one took goes back.
      while taken_count > 0 and line_posting[taken_line[taken_count]] = p loop
        update layer l set remaining = l.remaining + taken_quantity[taken_count],
          remaining_value = l.remaining_value + taken_value[taken_count]
        where l.movement_id = taken_layer[taken_count];
        taken_count := taken_count - 1;
      end loop;
      for j in reverse i - 1 .. 1 loop
        exit when line_posting[j] <> p;
        line_done[j] := false;
        if line_direction[j] = 2 then
          key_last[line_key[j]] := key_last[line_key[j]] - 1;
          key_free[line_key[j]] := key_free[line_key[j]] + line_quantity[j];
          key_free_value[line_key[j]] := key_free_value[line_key[j]] + line_took[j];
        end if;
        if line_source[j] is not null then
          source_quantity[line_from[j]] := source_quantity[line_from[j]] + line_quantity[j];
          source_value[line_from[j]] := source_value[line_from[j]] + line_took[j];
        end if;
      end loop;
    end if;
  end loop;

  insert into movement (id, tenant, company_id, posting_id, line, balance_key, direction, quantity, value,
    source_movement_id)
  select line_movement[i], the_tenant, posting_company[line_posting[i]], posting_key[line_posting[i]], line_number[i],
    key_balance[line_key[i]], line_direction[i], line_quantity[i], line_took[i], line_source[i]
  from generate_subscripts(line_posting, 1) i where line_done[i] order by i;
  insert into value_event (balance_key, value_seq, tenant, kind, movement_id, quantity, value)
  select key_balance[line_key[i]], line_seq[i], the_tenant, 1, line_movement[i], -line_quantity[i], -line_took[i]
  from generate_subscripts(line_posting, 1) i where line_done[i] and line_direction[i] = 2;
  insert into layer_taken (movement_id, layer_movement_id, tenant, quantity, value)
  select line_movement[taken_line[t]], taken_layer[t], the_tenant, sum(taken_quantity[t]), sum(taken_value[t])
  from generate_series(1, taken_count) t group by 1, 2;
  update balance b set
    reserved = b.reserved + x.out_quantity, pending_out_value = b.pending_out_value + x.out_value,
    pending_in_value = b.pending_in_value + x.in_value, last_value_seq = b.last_value_seq + x.events,
    last_day = greatest(b.last_day, x.last_day)
  from (
    select key_balance[line_key[i]] as key, max(posting_day[line_posting[i]]) as last_day,
      sum(case when line_direction[i] = 2 then line_quantity[i] else 0 end) as out_quantity,
      sum(case when line_direction[i] = 2 then line_took[i] else 0 end) as out_value,
      sum(case when line_direction[i] = 1 then line_took[i] else 0 end) as in_value,
      count(*) filter (where line_direction[i] = 2) as events
    from generate_subscripts(line_posting, 1) i where line_done[i] group by 1) x
  where b.key = x.key;
  update reservation r set movement_count = x.count
  from (
    select line_posting[i] as posting, count(*) from generate_subscripts(line_posting, 1) i where line_done[i] group by 1) x
  where r.id = posting_key[x.posting];

  -- A refused posting leaves nothing: no reservation, and no item, company or balance that only it named.
  for i in 1 .. postings loop
    if outcomes[i] is null then
      outcomes[i] := 'reserved';
    elsif outcomes[i] not in ('replayed', 'differs', 'cancelled') then
      delete from reservation r where r.id = posting_key[i];
    end if;
  end loop;
  if cardinality(new_balances) > 0 then
    delete from balance b where b.key = any (new_balances)
      and not exists (select from movement m where m.balance_key = b.key);
  end if;
  if cardinality(new_items) > 0 then
    delete from stock_item x where x.tenant = the_tenant and x.item_id = any (new_items)
      and not exists (select from balance b where b.item_id = x.item_id and b.company_id = x.company_id);
  end if;
  if cardinality(new_companies) > 0 then
    delete from stocked_company c where c.tenant = the_tenant and c.company_id = any (new_companies)
      and not exists (select from balance b where b.company_id = c.company_id);
  end if;

  -- Whether more may go out than is there is what the last posting said.
  for seen in
    select distinct on (posting_company[x.posting], x.item) posting_company[x.posting] as company, x.item, x.negative
    from unnest(moved_posting, moved_item, moved_negative) x (posting, item, negative)
    where outcomes[x.posting] = 'reserved' order by posting_company[x.posting], x.item, x.posting desc
  loop
    update stock_item x set allow_negative = seen.negative
    where x.tenant = the_tenant and x.company_id = seen.company and x.item_id = seen.item
      and x.allow_negative <> seen.negative;
  end loop;

  return query
  select i, outcomes[i], bad_lines[i], bad_available[i],
    case when outcomes[i] in ('reserved', 'replayed') then (
      select array_agg(m.value order by m.line) from movement m where m.posting_id = posting_key[i]) end
  from generate_subscripts(posting_key, 1) i order by i;
end $$;

-- P6: refuses nothing that is held. Outcomes: confirmed, replayed, unknown, cancelled.
create function confirm_movements(
  the_tenant text, deferred boolean, decided_posting uuid[], decided_number text[], decided_at timestamptz[],
  out place int, out outcome text
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  now_confirming constant timestamptz := clock_timestamp();
  outcomes text[] := array_fill('unknown'::text, array[cardinality(decided_posting)]);
  mine uuid[] := '{}';
  balances bigint[];
  seen record;
  last_number bigint;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;
  for seen in
    select r.id, r.state, r.company_id from reservation r where r.id = any (decided_posting) order by r.id for update
  loop
    outcomes[array_position(decided_posting, seen.id)] := (array['confirmed', 'replayed', 'cancelled'])[seen.state];
    if seen.state = 1 then
      mine := mine || seen.id;
    end if;
  end loop;

  select array_agg(distinct m.balance_key) into balances from movement m where m.posting_id = any (mine);
  perform from balance b where b.key = any (balances) order by b.item_id, b.warehouse_id for update;
  with brought as (
    select m.*, b.last_value_seq + row_number() over (
        partition by m.balance_key order by array_position(decided_posting, m.posting_id), m.line) as seq
    from movement m join balance b on b.key = m.balance_key where m.posting_id = any (mine) and m.direction = 1),
  events as (
    insert into value_event (balance_key, value_seq, tenant, kind, movement_id, quantity, value)
    select balance_key, seq, the_tenant, 2, id, quantity, value from brought)
  insert into layer (movement_id, tenant, balance_key, value_seq, quantity, value, remaining, remaining_value)
  select m.id, the_tenant, m.balance_key, m.seq, m.quantity, m.value, m.quantity, m.value
  from brought m join balance b on b.key = m.balance_key
  join stock_item i on i.tenant = the_tenant and i.company_id = b.company_id and i.item_id = b.item_id
  where i.method = 1;
  update balance b set
    on_hand = b.on_hand + x.in_quantity - x.out_quantity, reserved = b.reserved - x.out_quantity,
    value = b.value + x.in_value - x.out_value, pending_out_value = b.pending_out_value - x.out_value,
    pending_in_value = b.pending_in_value - x.in_value, last_value_seq = b.last_value_seq + x.events
  from (
    select m.balance_key, coalesce(sum(m.quantity) filter (where m.direction = 1), 0) as in_quantity,
      coalesce(sum(m.quantity) filter (where m.direction = 2), 0) as out_quantity,
      coalesce(sum(m.value) filter (where m.direction = 1), 0) as in_value,
      coalesce(sum(m.value) filter (where m.direction = 2), 0) as out_value,
      count(*) filter (where m.direction = 1) as events
    from movement m where m.posting_id = any (mine) group by 1) x
  where b.key = x.balance_key;

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
create function cancel_movements(
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
    select r.id, r.state from reservation r where r.id = any (posting_key) and not r.id = any (unseen)
    order by r.id for update
  loop
    outcomes[array_position(posting_key, seen.id)] := (array['cancelled', 'confirmed', 'replayed'])[seen.state];
    if seen.state = 1 then
      mine := mine || seen.id;
    end if;
  end loop;

  select array_agg(distinct m.balance_key) into balances from movement m where m.posting_id = any (mine);
  perform from balance b where b.key = any (balances) order by b.item_id, b.warehouse_id for update;
  insert into value_event (balance_key, value_seq, tenant, kind, movement_id, quantity, value)
  select m.balance_key, b.last_value_seq + row_number() over (
      partition by m.balance_key order by array_position(posting_key, m.posting_id), m.line),
    the_tenant, 3, m.id, m.quantity, m.value
  from movement m join balance b on b.key = m.balance_key where m.posting_id = any (mine) and m.direction = 2;
  update layer l set remaining = l.remaining + x.quantity, remaining_value = l.remaining_value + x.value
  from (
    select t.layer_movement_id, sum(t.quantity) as quantity, sum(t.value) as value
    from movement m join layer_taken t on t.movement_id = m.id where m.posting_id = any (mine) group by 1) x
  where l.movement_id = x.layer_movement_id;
  update balance b set
    reserved = b.reserved - x.out_quantity, pending_out_value = b.pending_out_value - x.out_value,
    pending_in_value = b.pending_in_value - x.in_value, last_value_seq = b.last_value_seq + x.events
  from (
    select m.balance_key, coalesce(sum(m.quantity) filter (where m.direction = 2), 0) as out_quantity,
      coalesce(sum(m.value) filter (where m.direction = 2), 0) as out_value,
      coalesce(sum(m.value) filter (where m.direction = 1), 0) as in_value,
      count(*) filter (where m.direction = 2) as events
    from movement m where m.posting_id = any (mine) group by 1) x
  where b.key = x.balance_key;
  update reservation r set state = 3, end_time = now_cancelling where r.id = any (mine);
  return query select i, outcomes[i] from generate_subscripts(posting_key, 1) i order by i;
end $$;
