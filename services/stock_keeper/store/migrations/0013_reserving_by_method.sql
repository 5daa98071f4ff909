-- Holding movements of every kind. What a batch does once, and what a method does to cost, are functions of their own;
-- reserve_movements at the end goes through the lines. Methods: 1 first in first out, 2 moving average, 3 standard,
-- 4 average of the lot, 5 last in first out, 6 highest cost first. Directions: 1 in, 2 out, 3 revaluation, 4 relocation.

drop function reserve_movements;

create or replace function free_from_day(the_balance bigint, the_day date, planned_day date[], planned_quantity bigint[])
returns bigint language sql stable as $$
  with moved as (
    select r.posting_date as day, case when m.direction = 1 then m.quantity else -m.quantity end as quantity
    from movement m join reservation r on r.id = m.posting_id
    where m.balance_key = the_balance and m.direction in (1, 2)
      and (r.state = 2 or (r.state = 1 and m.direction = 2))
    union all
    select day, -quantity from unnest(planned_day, planned_quantity) p (day, quantity)),
  ended as (
    select greatest(day, the_day) as day, sum(sum(quantity)) over (order by greatest(day, the_day)) as free
    from moved group by 1)
  select least(min(free), coalesce((select sum(quantity) from moved where day <= the_day), 0))::bigint from ended
$$;

-- A quantity at a cost for one stock unit: half up.
create function value_at(unit_cost numeric, quantity bigint, quantity_scale int) returns bigint language sql immutable as $$
  select floor(unit_cost * quantity / 10::numeric ^ quantity_scale + 0.5)::bigint
$$;

-- What of a value goes to one of those that share it by weight: half up, and the last one takes what is left.
create function value_by_weight(left_value bigint, weight numeric, left_weight numeric) returns bigint
language sql immutable as $$
  select case when weight >= left_weight then left_value
    else div(2 * left_value * weight + left_weight, 2 * left_weight)::bigint end
$$;

-- The value, with the sign of another.
create function signed(absolute bigint, like_value bigint) returns bigint language sql immutable as $$
  select case when like_value < 0 then -absolute else absolute end
$$;

-- P2: a posting is reserved once. The insert waits for whoever is at the same one, and the select after it sees that.
-- Outcomes by posting: null where it is ours, replayed, differs, cancelled.
create function claim_postings(
  the_tenant text, now_reserving timestamptz, posting_key uuid[], posting_owner text[], posting_company uuid[],
  posting_type text[], posting_document uuid[], posting_purpose text[], posting_revision int[], posting_attempt int[],
  posting_hash bytea[], posting_day date[]
) returns text[] language plpgsql as $$
#variable_conflict use_column
declare
  mine uuid[];
  outcomes text[] := array_fill(null::text, array[cardinality(posting_key)]);
  seen text;
begin
  with claimed as (
    insert into reservation
    select b.id, the_tenant, posting_owner[b.place], posting_company[b.place], posting_type[b.place],
      posting_document[b.place], posting_purpose[b.place], posting_revision[b.place], posting_attempt[b.place],
      posting_hash[b.place], 1, posting_day[b.place], '', null, 0, now_reserving
    from unnest(posting_key) with ordinality b (id, place) order by b.id
    on conflict do nothing returning id)
  select coalesce(array_agg(id), '{}') into mine from claimed;
  for i in 1 .. cardinality(posting_key) loop
    if not posting_key[i] = any (mine) then
      select case when r.state = 3 then 'cancelled' when r.input_hash = posting_hash[i] then 'replayed' else 'differs' end
      into seen from reservation r where r.id = posting_key[i];
      outcomes[i] := coalesce(seen, 'differs');
    end if;
  end loop;
  return outcomes;
end $$;

-- P8: whoever closes a month waits for us, and we for it. Answers whether any month of these companies is closed.
create function lock_stock_periods(companies uuid[]) returns boolean language plpgsql as $$
begin
  for i in 1 .. cardinality(companies) loop
    if i = 1 or companies[i] <> companies[i - 1] then
      perform pg_advisory_xact_lock_shared(hashtextextended(companies[i]::text, 7301));
    end if;
  end loop;
  return exists (select from stock_period s where s.company_id = any (companies) and s.state in (2, 3));
end $$;

-- Whether a day is in a month that takes nothing new: closed, closing, or before one.
create function is_closed_for_stock(company uuid, the_day date) returns boolean language sql stable as $$
  select exists (
    select from stock_period s
    where s.company_id = company and s.state in (2, 3) and s.month >= date_trunc('month', the_day)::date)
$$;

-- The warehouses that may be moved in, by place in given_warehouse: null, warehouse_missing or warehouse_archived; with
-- the company of each. Whoever archives one waits for us, and we for it.
create function look_at_warehouses(given_warehouse uuid[], out companies uuid[], out archived boolean[])
language plpgsql as $$
declare
  seen record;
begin
  companies := array_fill(null::uuid, array[cardinality(given_warehouse)]);
  archived := array_fill(false, array[cardinality(given_warehouse)]);
  for w in 1 .. cardinality(given_warehouse) loop
    perform pg_advisory_xact_lock_shared(hashtext('location'), hashtext(given_warehouse[w]::text));
  end loop;
  for w in 1 .. cardinality(given_warehouse) loop
    select l.company_id, l.archived into seen from location l where l.id = given_warehouse[w] and l.kind = 1;
    if found then
      companies[w] := seen.company_id;
      archived[w] := seen.archived;
    end if;
  end loop;
end $$;

-- The warehouse that a zone or bin stands in; null where there is no such place. An archived one takes nothing.
create function warehouse_of(place uuid, out warehouse uuid, out archived boolean) language sql stable as $$
  with recursive up as (
    select l.id, l.parent_id, l.kind, l.archived from location l where l.id = place
    union all
    select p.id, p.parent_id, p.kind, u.archived or p.archived from up u join location p on p.id = u.parent_id)
  select u.id, u.archived from up u where u.kind = 1
$$;

-- What speaks against a zone or bin: null, location_missing where it is none of the warehouse's, or location_archived.
-- Whoever archives it waits for us, and we for it.
create function misplaced(warehouse uuid, from_place uuid, to_place uuid) returns text language plpgsql as $$
declare
  place uuid;
  seen record;
begin
  foreach place in array array_remove(array[from_place, to_place], null) loop
    perform pg_advisory_xact_lock_shared(hashtext('location'), hashtext(place::text));
    select x.warehouse, x.archived into seen from warehouse_of(place) x;
    if place = warehouse or seen.warehouse is distinct from warehouse then
      return 'location_missing';
    elsif seen.archived then
      return 'location_archived';
    end if;
  end loop;
  return null;
end $$;

-- The single pieces that postings name, locked in their order; those never seen are gone (4) and new.
create function lock_serials(
  the_tenant text, posting_company uuid[], serial_posting int[], serial_item uuid[], serial_number text[],
  out new_serials text[], out states int[], out balances bigint[], out locations uuid[], out lots uuid[]
) language plpgsql as $$
#variable_conflict use_column
declare
  seen record;
begin
  with added as (
    insert into serial (tenant, company_id, item_id, number, state)
    select the_tenant, posting_company[serial_posting[i]], serial_item[i], serial_number[i], 4
    from generate_subscripts(serial_item, 1) i order by i on conflict do nothing returning number)
  select coalesce(array_agg(number), '{}') into new_serials from added;
  for seen in
    select i, n.* from generate_subscripts(serial_item, 1) i
    join serial n on n.company_id = posting_company[serial_posting[i]] and n.item_id = serial_item[i]
      and n.number = serial_number[i]
    order by i for update of n
  loop
    states[seen.i] := seen.state;
    balances[seen.i] := seen.balance_key;
    locations[seen.i] := seen.location_id;
    lots[seen.i] := seen.lot_id;
  end loop;
end $$;

-- A company's currency and an item's unit, scale, method and tracking are the same for ever. Answers who was new, so that a
-- refused posting leaves nothing; by posting currency_differs or item_differs, with the item; and whether any item's
-- allow_negative is to change.
create function remember_items(
  the_tenant text, outcomes text[], posting_company uuid[], posting_currency text[], posting_scale int[],
  moved_posting int[], moved_item uuid[], moved_uom text[], moved_scale int[], moved_method int[],
  moved_negative boolean[], moved_tracking int[],
  out new_companies uuid[], out new_items uuid[], out refused text[], out refused_moved int[], out negative_changes boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  p int;
  seen record;
begin
  new_companies := '{}';
  new_items := '{}';
  negative_changes := false;
  refused := array_fill(null::text, array[cardinality(posting_company)]);
  refused_moved := array_fill(0, array[cardinality(posting_company)]);
  if exists (
    select from generate_subscripts(posting_company, 1) i where outcomes[i] is null and not exists (
      select from stocked_company c where c.tenant = the_tenant and c.company_id = posting_company[i]))
  then
    with added as (
      insert into stocked_company
      select the_tenant, b.company, b.currency, b.scale, 0 from (
        select distinct on (x.company) x.company, x.currency, x.scale
        from unnest(posting_company, posting_currency, posting_scale) with ordinality x (company, currency, scale, place)
        where outcomes[x.place] is null order by x.company, x.place) b
      order by b.company on conflict do nothing returning company_id)
    select coalesce(array_agg(company_id), '{}') into new_companies from added;
  end if;
  for i in 1 .. cardinality(posting_company) loop
    if outcomes[i] is null and not exists (
      select from stocked_company c where c.tenant = the_tenant and c.company_id = posting_company[i]
        and c.currency_code = posting_currency[i] and c.currency_scale = posting_scale[i])
    then
      refused[i] := 'currency_differs';
    end if;
  end loop;
  if exists (
    select from generate_subscripts(moved_posting, 1) i
    where outcomes[moved_posting[i]] is null and refused[moved_posting[i]] is null and not exists (
      select from stock_item x where x.tenant = the_tenant and x.company_id = posting_company[moved_posting[i]]
        and x.item_id = moved_item[i]))
  then
    with added as (
      insert into stock_item
      select the_tenant, b.company, b.item, b.uom, b.scale, b.method, b.negative, b.tracking from (
        select distinct on (posting_company[x.posting], x.item) posting_company[x.posting] as company, x.*
        from unnest(moved_posting, moved_item, moved_uom, moved_scale, moved_method, moved_negative, moved_tracking)
          x (posting, item, uom, scale, method, negative, tracking)
        where outcomes[x.posting] is null and refused[x.posting] is null
        order by posting_company[x.posting], x.item, x.posting) b
      order by b.company, b.item on conflict do nothing returning item_id)
    select coalesce(array_agg(item_id), '{}') into new_items from added;
  end if;
  for i in 1 .. cardinality(moved_posting) loop
    p := moved_posting[i];
    continue when outcomes[p] is not null or refused[p] is not null;
    select x.allow_negative into seen from stock_item x
    where x.tenant = the_tenant and x.company_id = posting_company[p] and x.item_id = moved_item[i]
      and x.uom_code = moved_uom[i] and x.quantity_scale = moved_scale[i] and x.method = moved_method[i]
      and x.tracking = moved_tracking[i];
    if not found then
      refused[p] := 'item_differs';
      refused_moved[p] := i;
    elsif seen.allow_negative <> moved_negative[i] then
      negative_changes := true;
    end if;
  end loop;
end $$;

-- What promises wait for in a balance. Those that have run out do not count.
create function promised_now(the_balance bigint) returns bigint language sql volatile as $$
  select coalesce(sum(p.open), 0)::bigint from promise p
  where p.balance_key = the_balance and p.open > 0 and (p.expire_time is null or p.expire_time > clock_timestamp())
$$;

-- What stands in a balance's rows of stored_goods and is not held to go: the rest of what is free is on the floor.
create function in_places(the_balance bigint) returns bigint language sql volatile as $$
  select coalesce(sum(g.on_hand - g.reserved), 0)::bigint from stored_goods g where g.balance_key = the_balance
$$;

-- What a piece cost when goods last moved in a balance: so much for so many, null and null where none ever did. An in
-- counts once it is final, an out unless it was given up.
create function last_known_cost(the_balance bigint, out cost_value bigint, out cost_quantity bigint)
language plpgsql stable as $$
begin
  select m.value + m.correction, m.quantity into cost_value, cost_quantity
  from movement m join reservation r on r.id = m.posting_id
  where m.balance_key = the_balance and ((m.direction = 1 and r.state = 2) or (m.direction = 2 and r.state <> 3))
  order by m.balance_key, m.place desc limit 1;
end $$;

-- Takes from open layers in the order of the method, or from the layer of one movement only, until needed is there or
-- nothing more is. The balance is locked.
create function take_layers(
  the_balance bigint, the_method int, source uuid, needed bigint,
  out layers uuid[], out quantities bigint[], out layer_values bigint[]
) language plpgsql as $$
declare
  seen record;
  part bigint;
  part_value bigint;
begin
  while needed > 0 loop
    if source is not null then
      select l.movement_id, l.remaining, l.remaining_value into seen from layer l
      where l.movement_id = source and l.remaining >= needed;
    elsif the_method = 1 then
      select l.movement_id, l.remaining, l.remaining_value into seen from layer l
      where l.balance_key = the_balance and l.is_open order by l.balance_key, l.value_seq limit 1;
    elsif the_method = 5 then
      select l.movement_id, l.remaining, l.remaining_value into seen from layer l
      where l.balance_key = the_balance and l.is_open order by l.balance_key desc, l.value_seq desc limit 1;
    else
      select l.movement_id, l.remaining, l.remaining_value into seen from layer l
      where l.balance_key = the_balance and l.is_open and l.unit_cost is not null
      order by l.balance_key, l.unit_cost desc, l.value_seq limit 1;
    end if;
    exit when not found;
    part := least(needed, seen.remaining);
    part_value := value_of_part(seen.remaining_value, part, seen.remaining);
    update layer l set remaining = l.remaining - part, remaining_value = l.remaining_value - part_value
    where l.movement_id = seen.movement_id;
    layers := layers || seen.movement_id;
    quantities := quantities || part;
    layer_values := layer_values || part_value;
    needed := needed - part;
  end loop;
end $$;

-- An in of that quantity and worth settles final debts, the oldest first: what each was valued at, and what it really cost.
create function settle_debts(
  the_balance bigint, quantity bigint, worth bigint,
  out debts uuid[], out quantities bigint[], out debt_values bigint[], out costs bigint[]
) language plpgsql as $$
declare
  seen record;
  part bigint;
  part_value bigint;
  part_cost bigint;
begin
  for seen in
    select d.movement_id, d.remaining, d.remaining_value from debt d
    where d.balance_key = the_balance and d.is_open and d.is_final order by d.balance_key, d.value_seq
  loop
    exit when quantity = 0;
    part := least(quantity, seen.remaining);
    part_value := value_of_part(seen.remaining_value, part, seen.remaining);
    part_cost := value_of_part(worth, part, quantity);
    update debt d set remaining = d.remaining - part, remaining_value = d.remaining_value - part_value
    where d.movement_id = seen.movement_id;
    debts := debts || seen.movement_id;
    quantities := quantities || part;
    debt_values := debt_values || part_value;
    costs := costs || part_cost;
    quantity := quantity - part;
    worth := worth - part_cost;
  end loop;
end $$;

-- What a part of goods of one value costs: its share, or the standard cost as far as there is value. The last piece takes
-- the last cent.
create function cost_of_part(method int, free_value bigint, part bigint, free bigint, unit_cost numeric, quantity_scale int)
returns bigint language sql immutable as $$
  select case
    when method = 3 and part < free then least(value_at(unit_cost, part, quantity_scale), greatest(free_value, 0))
    else value_of_part(greatest(free_value, 0), part, free) end
$$;

-- What a revaluation adds to stock of what it was given, and the most that it may take. Goods at standard cost stay there:
-- all is variance, but without a value they are brought to it. Else what is left of the source takes its part: of its
-- layer, or as much as is there of an average; without a source all that is there takes all.
create function revaluation_of(
  method int, source uuid, source_quantity bigint, asked bigint, free bigint, free_value bigint, unit_cost numeric,
  quantity_scale int,
  out given bigint, out added bigint, out most bigint
) language plpgsql stable as $$
declare
  seen record;
  part bigint := greatest(free, 0);
begin
  given := asked;
  added := 0;
  most := greatest(free_value, 0);
  if method = 3 then
    if asked is null and free > 0 then
      added := value_at(unit_cost, free, quantity_scale) - free_value;
    end if;
    given := coalesce(asked, added);
    return;
  end if;
  if method in (1, 5, 6) then
    select l.remaining, l.remaining_value into seen from layer l where l.movement_id = source;
    part := coalesce(seen.remaining, 0);
    most := coalesce(seen.remaining_value, 0);
  elsif source is null then
    source_quantity := part;
  end if;
  part := least(part, source_quantity);
  if part > 0 then
    added := signed(value_of_part(abs(asked), part, source_quantity), asked);
  end if;
end $$;

-- What movements brought or took that others take back, and how much of it nobody took back yet. What an in cost is its
-- value and its variance, what an out took its value alone.
create function take_back_from(
  line_source uuid[],
  out source_id uuid[], out source_balance bigint[], out source_direction int[], out source_quantity bigint[],
  out source_value bigint[]
) language sql as $$
  with asked as (
    select distinct x.source from unnest(line_source) x (source) where x.source is not null),
  known as (
    select m.id, m.balance_key, m.direction, m.quantity - coalesce(sum(b.quantity) filter (where br.state <> 3), 0) as q,
      m.value + case when m.direction = 1 then m.variance else 0 end
        - coalesce(sum(b.value + b.variance) filter (where br.state <> 3 and b.direction <> 3), 0) as v
    from asked join movement m on m.id = asked.source join reservation r on r.id = m.posting_id and r.state = 2
    left join movement b on b.source_movement_id = m.id left join reservation br on br.id = b.posting_id
    group by m.id)
  select coalesce(array_agg(id order by id), '{}'), array_agg(balance_key order by id), array_agg(direction order by id),
    array_agg(q order by id), array_agg(v order by id) from known
$$;
