-- Holds movements. Arrays with `posting_` count postings, those with `moved_` the items of postings, those with `line_`
-- movements: by posting, what goes out, is revalued or relocated before what comes in, by number. given_warehouse has the
-- warehouses of all lines by id; key_item, key_warehouse and key_lot (nil but for items valued by lot) are the balances in
-- the order they are locked in; part_ are places and lots in balances; flow_ the value flows; serial_ the single pieces by
-- company, item and number, piece_ where lines name them. line_key, line_moved, line_warehouse, line_part (from where, or
-- where to of an in), line_to_part, line_promise and line_flow are indexes. Arrays that no line of the batch needs are
-- null: every array that is there costs a call, for it is unpacked. line_value is what an in or a revaluation was given; an in
-- that was given nothing comes at the last known cost.
--
-- Outcomes: reserved, replayed (same posting, same content), differs, cancelled, currency_differs, item_differs,
-- warehouse_missing, warehouse_archived, location_missing, location_archived, lot_missing, promise_invalid, period_closed,
-- insufficient, source_invalid, value_exceeded, serial_in_stock, serial_not_in_stock. `line` is the number of the line
-- concerned, 0 where none is; `available` is of insufficient and value_exceeded; `serial` of the two last. line_values,
-- line_variances and line_corrections come by line.
create function reserve_movements(
  the_tenant text, deferred boolean,
  posting_key uuid[], posting_owner text[], posting_company uuid[], posting_type text[], posting_document uuid[],
  posting_purpose text[], posting_revision int[], posting_attempt int[], posting_hash bytea[], posting_day date[],
  posting_currency text[], posting_scale int[],
  moved_posting int[], moved_item uuid[], moved_uom text[], moved_scale int[], moved_method int[],
  moved_negative boolean[], moved_tracking int[], moved_standard numeric[],
  given_warehouse uuid[], key_item uuid[], key_warehouse uuid[], key_lot uuid[],
  line_posting int[], line_number int[], line_movement uuid[], line_key int[], line_moved int[], line_warehouse int[],
  line_direction int[], line_quantity bigint[], line_value bigint[], line_source uuid[],
  line_lot uuid[], line_location uuid[], line_to_location uuid[], line_part int[], line_to_part int[],
  line_promise int[], line_flow int[], line_weight numeric[],
  part_key int[], part_location uuid[], part_lot uuid[],
  flow_posting int[], flow_number int[], flow_extra bigint[], flow_weight numeric[],
  given_promise uuid[],
  serial_posting int[], serial_item uuid[], serial_number text[], piece_line int[], piece_serial int[],
  out place int, out outcome text, out line int, out available bigint, out serial text, out line_values bigint[],
  out line_variances bigint[], out line_corrections bigint[]
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  postings constant int := cardinality(posting_key);
  size constant int := cardinality(line_posting);
  keys constant int := cardinality(key_item);
  now_reserving constant timestamptz := clock_timestamp();
  outcomes text[];
  bad_lines int[] := array_fill(0, array[postings]);
  bad_available bigint[];
  bad_serial text[];
  posting_features int[];
  warehouse_company uuid[];
  warehouse_archived boolean[];
  new_items uuid[];
  new_companies uuid[];
  new_balances bigint[];
  new_serials text[];
  refused text[];
  refused_moved int[];
  key_used boolean[] := array_fill(false, array[keys]);
  key_company uuid[] := array_fill(null::uuid, array[keys]);
  key_balance bigint[] := array_fill(null::bigint, array[keys]);
  key_free bigint[] := array_fill(0::bigint, array[keys]);
  key_free_value bigint[] := array_fill(0::bigint, array[keys]);
  key_last bigint[] := array_fill(0::bigint, array[keys]);
  key_day date[] := array_fill(null::date, array[keys]);
  key_floor bigint[];
  key_promised bigint[];
  key_owed bigint[];
  line_took bigint[] := array_fill(0::bigint, array[size]);
  line_variance bigint[];
  line_correction bigint[];
  line_owed bigint[];
  line_owed_value bigint[];
  line_promised bigint[];
  line_seq bigint[] := array_fill(0::bigint, array[size]);
  line_done boolean[] := array_fill(false, array[size]);
  source_id uuid[];
  source_balance bigint[];
  source_direction int[];
  source_quantity bigint[];
  source_value bigint[];
  line_from int[];
  part_row bigint[];
  part_free bigint[];
  flow_left bigint[] := flow_extra;
  flow_left_weight numeric[] := flow_weight;
  promise_key bigint[];
  promise_open bigint[];
  serial_state int[];
  serial_balance bigint[];
  serial_location uuid[];
  serial_lot uuid[];
  serial_out_of int[];
  first_piece int := 1;
  piece int;
  taken_line int[];
  taken_layer uuid[];
  taken_quantity bigint[];
  taken_value bigint[];
  taken_count int := 0;
  settled_line int[];
  settled_debt uuid[];
  settled_quantity bigint[];
  settled_value bigint[];
  settled_cost bigint[];
  settled_count int := 0;
  seen record;
  took record;
  p int;
  k int;
  s int;
  t int;
  method int;
  unit_cost numeric;
  direction int;
  needed bigint;
  part bigint;
  part_value bigint;
  own bigint;
  worth bigint;
  given bigint;
  free bigint;
  layered boolean;
  negative boolean;
  refusal text;
  any_closed boolean;
  negative_changes boolean;
begin
  -- Planned once for all items. Without the last setting the oldest open layer is found by collecting and sorting all of
  -- them, for the planner expects few: 20 ms of 30,000, where the index has it first.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('enable_bitmapscan', 'off', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;

  -- What speaks against a posting as a whole.
  outcomes := claim_postings(the_tenant, now_reserving, posting_key, posting_owner, posting_company, posting_type,
    posting_document, posting_purpose, posting_revision, posting_attempt, posting_hash, posting_day);
  any_closed := lock_stock_periods(posting_company);
  for i in 1 .. postings loop
    if any_closed and outcomes[i] is null and is_closed_for_stock(posting_company[i], posting_day[i]) then
      outcomes[i] := 'period_closed';
    end if;
  end loop;
  seen := look_at_warehouses(given_warehouse);
  warehouse_company := seen.companies;
  warehouse_archived := seen.archived;
  for i in 1 .. size loop
    p := line_posting[i];
    continue when outcomes[p] is not null;
    if warehouse_company[line_warehouse[i]] is distinct from posting_company[p] then
      outcomes[p] := 'warehouse_missing';
    elsif warehouse_archived[line_warehouse[i]] then
      outcomes[p] := 'warehouse_archived';
    elsif line_location[i] is not null or line_to_location[i] is not null then
      outcomes[p] := misplaced(given_warehouse[line_warehouse[i]], line_location[i], line_to_location[i]);
    end if;
    if outcomes[p] is null and line_lot[i] is not null then
      perform from lot l
      where l.id = line_lot[i] and l.company_id = posting_company[p] and l.item_id = moved_item[line_moved[i]];
      if not found then
        outcomes[p] := 'lot_missing';
      end if;
    end if;
    if outcomes[p] is not null then
      bad_lines[p] := line_number[i];
    end if;
  end loop;
  seen := remember_items(the_tenant, outcomes, posting_company, posting_currency, posting_scale, moved_posting, moved_item,
    moved_uom, moved_scale, moved_method, moved_negative, moved_tracking);
  new_companies := seen.new_companies;
  new_items := seen.new_items;
  refused := seen.refused;
  refused_moved := seen.refused_moved;
  negative_changes := seen.negative_changes;
  for i in 1 .. postings loop
    if refused[i] is not null then
      outcomes[i] := refused[i];
      bad_lines[i] := coalesce((
        select min(l.number) from unnest(line_number, line_moved) l (number, moved) where l.moved = refused_moved[i]), 0);
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
    select * into seen from balance b
    where b.item_id = key_item[i] and b.warehouse_id = key_warehouse[i] and b.lot_id = key_lot[i] for update;
    if not found then
      insert into balance (tenant, company_id, item_id, warehouse_id, lot_id)
      values (the_tenant, key_company[i], key_item[i], key_warehouse[i], key_lot[i])
      on conflict do nothing returning key into seen;
      if found then
        new_balances := new_balances || seen.key;
      end if;
      select * into seen from balance b
      where b.item_id = key_item[i] and b.warehouse_id = key_warehouse[i] and b.lot_id = key_lot[i] for update;
    end if;
    key_balance[i] := seen.key;
    key_free[i] := seen.on_hand - seen.reserved;
    key_free_value[i] := seen.value - seen.pending_out_value;
    key_last[i] := seen.last_value_seq;
    key_day[i] := seen.last_day;
    if seen.owed > 0 then
      key_owed[i] := seen.owed;
    end if;
    if seen.has_places or seen.relocating > 0 then
      key_floor[i] := key_free[i] - seen.relocating - in_places(seen.key);
    end if;
    if seen.promised > 0 then
      key_promised[i] := promised_now(seen.key);
    end if;
  end loop;

  -- From here on we are alone with these balances, their layers, debts, places and promises, and with what was taken back
  -- of their movements.
  for i in 1 .. coalesce(cardinality(part_key), 0) loop
    continue when key_balance[part_key[i]] is null;
    select g.key, g.on_hand - g.reserved as free into seen from stored_goods g
    where g.balance_key = key_balance[part_key[i]] and g.location_id = part_location[i] and g.lot_id = part_lot[i];
    part_row[i] := seen.key;
    part_free[i] := coalesce(seen.free, 0);
  end loop;
  for i in 1 .. coalesce(cardinality(given_promise), 0) loop
    select r.balance_key, r.open into seen from promise r
    where r.id = given_promise[i] and r.open > 0 and (r.expire_time is null or r.expire_time > now_reserving);
    promise_key[i] := seen.balance_key;
    promise_open[i] := coalesce(seen.open, 0);
  end loop;
  if serial_item is not null then
    seen := lock_serials(the_tenant, posting_company, serial_posting, serial_item, serial_number);
    new_serials := seen.new_serials;
    serial_state := seen.states;
    serial_balance := seen.balances;
    serial_location := seen.locations;
    serial_lot := seen.lots;
    serial_out_of := array_fill(0, array[cardinality(serial_item)]);
  end if;
  if line_source is not null then
    select x.source_id, x.source_balance, x.source_direction, x.source_quantity, x.source_value
    into source_id, source_balance, source_direction, source_quantity, source_value from take_back_from(line_source) x;
    select array_agg(x.index order by l.place) into line_from
    from unnest(line_source) with ordinality l (source, place)
    left join unnest(source_id) with ordinality x (id, index) on x.id = l.source;
  end if;

  for i in 1 .. size loop
    p := line_posting[i];
    k := line_key[i];
    t := line_part[i];
    direction := line_direction[i];
    while piece_line[first_piece] < i loop
      first_piece := first_piece + 1;
    end loop;
    continue when outcomes[p] is not null;
    method := moved_method[line_moved[i]];
    layered := method in (1, 5, 6);
    negative := moved_negative[line_moved[i]];
    unit_cost := moved_standard[line_moved[i]];
    refusal := null;
    needed := line_quantity[i];
    own := 0;
    s := null;
    if line_source[i] is not null then
      s := line_from[i];
      if s is null or source_balance[s] <> key_balance[k] or source_direction[s] <> (case direction when 1 then 2 else 1 end)
        or (source_quantity[s] < needed and direction <> 3)
      then
        refusal := 'source_invalid';
      end if;
    end if;

    -- Whether what is to go is there: in its place, on its day, and promised to nobody else.
    if refusal is null and direction in (2, 4) then
      if direction = 4 and key_floor[k] is null then
        key_floor[k] := key_free[k];
      end if;
      free := case when t is not null then part_free[t] when direction = 4 or not negative then key_floor[k] end;
      if free is not null and free < needed then
        refusal := 'insufficient';
        bad_available[p] := greatest(free, 0);
      end if;
    end if;
    if refusal is null and direction = 2 then
      if line_promise[i] is not null then
        if promise_key[line_promise[i]] is distinct from key_balance[k] or promise_open[line_promise[i]] = 0 then
          refusal := 'promise_invalid';
        else
          own := least(needed, promise_open[line_promise[i]]);
        end if;
      end if;
      if refusal is null and not negative then
        free := key_free[k];
        if posting_day[p] < key_day[k] and free >= needed then
          select least(free, free_from_day(key_balance[k], posting_day[p], array_agg(posting_day[line_posting[j]]),
            array_agg(line_quantity[j])))
          into free from generate_series(1, i - 1) j where line_done[j] and line_direction[j] = 2 and line_key[j] = k;
        end if;
        free := least(free, key_free[k] - coalesce(key_promised[k], 0) + own);
        if free < needed then
          refusal := 'insufficient';
          bad_available[p] := greatest(free, 0);
        end if;
      end if;
    end if;

    -- Single pieces. A piece that goes out comes in again by the same posting, and by no other.
    piece := first_piece;
    while refusal is null and piece_line[piece] = i loop
      if direction = 1 then
        if serial_state[piece_serial[piece]] = 4 then
          serial_state[piece_serial[piece]] := 1;
        elsif serial_out_of[piece_serial[piece]] = p then
          serial_out_of[piece_serial[piece]] := -p;
        else
          refusal := 'serial_in_stock';
        end if;
      elsif serial_state[piece_serial[piece]] = 2 and serial_balance[piece_serial[piece]] = key_balance[k]
        and serial_location[piece_serial[piece]] is not distinct from line_location[i]
        and (line_lot[i] is null or serial_lot[piece_serial[piece]] = line_lot[i])
      then
        serial_state[piece_serial[piece]] := 3;
        serial_out_of[piece_serial[piece]] := p;
      else
        refusal := 'serial_not_in_stock';
      end if;
      if refusal is not null then
        bad_serial[p] := serial_number[piece_serial[piece]];
        exit;
      end if;
      piece := piece + 1;
    end loop;

    -- What it costs.
    if refusal is not null or direction = 4 then
      null;
    elsif direction = 2 then
      if layered then
        took := take_layers(key_balance[k], method, line_source[i], needed);
        part := 0;
        for j in 1 .. coalesce(cardinality(took.layers), 0) loop
          taken_count := taken_count + 1;
          taken_line[taken_count] := i;
          taken_layer[taken_count] := took.layers[j];
          taken_quantity[taken_count] := took.quantities[j];
          taken_value[taken_count] := took.layer_values[j];
          line_took[i] := line_took[i] + took.layer_values[j];
          part := took.quantities[j];
          part_value := took.layer_values[j];
          needed := needed - part;
        end loop;
        if needed > 0 and s is not null then
          refusal := 'source_invalid';
        elsif needed > 0 and not negative then
          raise exception 'layers of balance % do not hold what is free', key_balance[k];
        end if;
      else
        part := least(needed, greatest(key_free[k], 0));
        if part > 0 then
          -- P10: the basis is what is confirmed less all outs, pending ones too.
          part_value := cost_of_part(method, key_free_value[k], part, key_free[k], unit_cost, moved_scale[line_moved[i]]);
          line_took[i] := part_value;
        end if;
        needed := needed - part;
      end if;
      if refusal is null and needed > 0 then
        -- What is owed costs what the last piece taken did, else what is known of the last that moved.
        if part = 0 then
          took := last_known_cost(key_balance[k]);
          part := took.cost_quantity;
          part_value := took.cost_value;
        end if;
        line_owed[i] := needed;
        line_owed_value[i] := case
          when method = 3 then value_at(unit_cost, needed, moved_scale[line_moved[i]])
          else coalesce(value_of_part(part_value, needed, part), 0) end;
        line_took[i] := line_took[i] + line_owed_value[i];
        posting_features[p] := coalesce(posting_features[p], 0) | 4;
      end if;
      if s is not null then
        line_variance[i] := value_of_part(source_value[s], line_quantity[i], source_quantity[s]) - line_took[i];
      elsif method = 3 then
        line_variance[i] := value_at(unit_cost, line_quantity[i], moved_scale[line_moved[i]])
          - line_took[i];
      end if;
    elsif direction = 1 then
      given := case
        when s is not null then value_of_part(source_value[s], needed, source_quantity[s])
        when line_flow[i] is not null then
          value_by_weight(flow_left[line_flow[i]], line_weight[i], flow_left_weight[line_flow[i]])
        when line_value[i] is not null then line_value[i]
        when method = 3 then value_at(unit_cost, needed, moved_scale[line_moved[i]])
        when not layered and key_free[k] > 0 then value_of_part(greatest(key_free_value[k], 0), needed, key_free[k])
        end;
      if given is null then
        took := last_known_cost(key_balance[k]);
        given := coalesce(value_of_part(took.cost_value, needed, took.cost_quantity), 0);
      end if;
      if line_flow[i] is not null then
        flow_left[line_flow[i]] := flow_left[line_flow[i]] - given;
        flow_left_weight[line_flow[i]] := flow_left_weight[line_flow[i]] - line_weight[i];
      end if;
      worth := case when method = 3 then value_at(unit_cost, needed, moved_scale[line_moved[i]])
        else given end;
      if key_owed[k] > 0 then
        took := settle_debts(key_balance[k], needed, worth);
        for j in 1 .. coalesce(cardinality(took.debts), 0) loop
          settled_count := settled_count + 1;
          settled_line[settled_count] := i;
          settled_debt[settled_count] := took.debts[j];
          settled_quantity[settled_count] := took.quantities[j];
          settled_value[settled_count] := took.debt_values[j];
          settled_cost[settled_count] := took.costs[j];
          line_correction[i] := coalesce(line_correction[i], 0) + took.costs[j] - took.debt_values[j];
          posting_features[p] := coalesce(posting_features[p], 0) | 4;
        end loop;
      end if;
      line_took[i] := worth - coalesce(line_correction[i], 0);
      if given <> line_took[i] then
        line_variance[i] := given - line_took[i];
      end if;
    else
      posting_features[p] := coalesce(posting_features[p], 0) | 8;
      took := revaluation_of(method, line_source[i], source_quantity[s], line_value[i], key_free[k], key_free_value[k],
        unit_cost, moved_scale[line_moved[i]]);
      line_took[i] := took.added;
      line_variance[i] := took.given - took.added;
      if -took.added > took.most then
        refusal := 'value_exceeded';
        bad_available[p] := took.most;
      elsif line_took[i] < 0 then
        if layered then
          update layer l set remaining_value = l.remaining_value + line_took[i] where l.movement_id = line_source[i];
          taken_count := taken_count + 1;
          taken_line[taken_count] := i;
          taken_layer[taken_count] := line_source[i];
          taken_quantity[taken_count] := 0;
          taken_value[taken_count] := -line_took[i];
        end if;
        key_last[k] := key_last[k] + 1;
        line_seq[i] := key_last[k];
        key_free_value[k] := key_free_value[k] + line_took[i];
      end if;
    end if;

    if refusal is null then
      line_done[i] := true;
      key_day[k] := greatest(key_day[k], posting_day[p]);
      if t is not null or line_to_part[i] is not null or direction = 4 then
        posting_features[p] := coalesce(posting_features[p], 0) | 1;
      end if;
      if piece > first_piece then
        posting_features[p] := coalesce(posting_features[p], 0) | 2;
      end if;
      if direction in (2, 4) then
        if t is not null then
          part_free[t] := part_free[t] - line_quantity[i];
        elsif key_floor[k] is not null then
          key_floor[k] := key_floor[k] - line_quantity[i];
        end if;
      end if;
      if direction = 2 then
        key_last[k] := key_last[k] + 1;
        line_seq[i] := key_last[k];
        key_free[k] := key_free[k] - line_quantity[i];
        key_free_value[k] := key_free_value[k] - line_took[i];
        if own > 0 then
          line_promised[i] := own;
          key_promised[k] := key_promised[k] - own;
          promise_open[line_promise[i]] := promise_open[line_promise[i]] - own;
          posting_features[p] := coalesce(posting_features[p], 0) | 16;
        end if;
        if line_flow[i] is not null then
          flow_left[line_flow[i]] := flow_left[line_flow[i]] + line_took[i];
        end if;
      end if;
      if s is not null and direction <> 3 then
        source_quantity[s] := source_quantity[s] - line_quantity[i];
        source_value[s] := source_value[s] - line_took[i] - coalesce(line_variance[i], 0);
      end if;
    else
      outcomes[p] := refusal;
      bad_lines[p] := line_number[i];
      -- All or none: what the posting's lines took, this one's included, goes back.
      while taken_count > 0 and line_posting[taken_line[taken_count]] = p loop
        update layer l set remaining = l.remaining + taken_quantity[taken_count],
          remaining_value = l.remaining_value + taken_value[taken_count]
        where l.movement_id = taken_layer[taken_count];
        taken_count := taken_count - 1;
      end loop;
      while settled_count > 0 and line_posting[settled_line[settled_count]] = p loop
        update debt d set remaining = d.remaining + settled_quantity[settled_count],
          remaining_value = d.remaining_value + settled_value[settled_count]
        where d.movement_id = settled_debt[settled_count];
        settled_count := settled_count - 1;
      end loop;
      for j in 1 .. coalesce(cardinality(piece_line), 0) loop
        continue when line_posting[piece_line[j]] <> p or piece_line[j] > i;
        continue when piece_line[j] = i and j >= piece;
        serial_state[piece_serial[j]] := case when serial_out_of[piece_serial[j]] in (p, -p) then 2 else 4 end;
      end loop;
      for j in reverse i - 1 .. 1 loop
        exit when line_posting[j] <> p;
        line_done[j] := false;
        s := line_from[j];
        if line_direction[j] in (2, 4) then
          if line_part[j] is not null then
            part_free[line_part[j]] := part_free[line_part[j]] + line_quantity[j];
          elsif key_floor[line_key[j]] is not null then
            key_floor[line_key[j]] := key_floor[line_key[j]] + line_quantity[j];
          end if;
        end if;
        if line_direction[j] = 2 then
          key_last[line_key[j]] := key_last[line_key[j]] - 1;
          key_free[line_key[j]] := key_free[line_key[j]] + line_quantity[j];
          key_free_value[line_key[j]] := key_free_value[line_key[j]] + line_took[j];
          if line_promised[j] > 0 then
            key_promised[line_key[j]] := key_promised[line_key[j]] + line_promised[j];
            promise_open[line_promise[j]] := promise_open[line_promise[j]] + line_promised[j];
          end if;
        elsif line_direction[j] = 3 and line_took[j] < 0 then
          key_last[line_key[j]] := key_last[line_key[j]] - 1;
          key_free_value[line_key[j]] := key_free_value[line_key[j]] - line_took[j];
        end if;
        if s is not null and line_direction[j] <> 3 then
          source_quantity[s] := source_quantity[s] + line_quantity[j];
          source_value[s] := source_value[s] + line_took[j] + coalesce(line_variance[j], 0);
        end if;
      end loop;
    end if;
  end loop;

  insert into movement (id, tenant, company_id, posting_id, line, balance_key, direction, quantity, value,
    source_movement_id, variance, correction, lot_id, location_id, to_location_id, value_flow, value_flow_weight,
    promise_id, promised)
  select line_movement[i], the_tenant, posting_company[line_posting[i]], posting_key[line_posting[i]], line_number[i],
    key_balance[line_key[i]], line_direction[i], line_quantity[i], line_took[i], line_source[i],
    coalesce(line_variance[i], 0), coalesce(line_correction[i], 0), line_lot[i], line_location[i], line_to_location[i], flow_number[line_flow[i]], line_weight[i],
    given_promise[line_promise[i]], coalesce(line_promised[i], 0)
  from generate_subscripts(line_posting, 1) i where line_done[i] order by line_posting[i], line_number[i];
  if 0 < any (line_seq) then
    insert into value_event (balance_key, value_seq, tenant, kind, movement_id, quantity, value)
    select key_balance[line_key[i]], line_seq[i], the_tenant, 1, line_movement[i], -line_quantity[i], -abs(line_took[i])
    from generate_subscripts(line_posting, 1) i where line_done[i] and line_seq[i] > 0;
  end if;
  if taken_count > 0 then
    insert into layer_taken (movement_id, layer_movement_id, tenant, quantity, value)
    select line_movement[taken_line[t]], taken_layer[t], the_tenant, sum(taken_quantity[t]), sum(taken_value[t])
    from generate_series(1, taken_count) t group by 1, 2;
  end if;
  if line_owed is not null then
    update balance b set owed = b.owed + x.owed, owed_value = b.owed_value + x.owed_value
    from (
      select key_balance[line_key[i]] as key, sum(line_owed[i]) as owed, sum(line_owed_value[i]) as owed_value
      from generate_subscripts(line_posting, 1) i where line_done[i] and line_owed[i] > 0 group by 1) x
    where b.key = x.key;
  end if;
  update balance b set
    reserved = b.reserved + x.out_quantity, pending_out_value = b.pending_out_value + x.out_value,
    pending_in_value = b.pending_in_value + x.in_value, last_value_seq = b.last_value_seq + x.events,
    last_day = greatest(b.last_day, x.last_day)
  from (
    select key_balance[line_key[i]] as key, max(posting_day[line_posting[i]]) as last_day,
      sum(case when line_direction[i] = 2 then line_quantity[i] else 0 end) as out_quantity,
      sum(case when line_direction[i] = 2 then line_took[i] when line_direction[i] = 3 and line_took[i] < 0
        then -line_took[i] else 0 end) as out_value,
      sum(case when line_direction[i] = 1 or (line_direction[i] = 3 and line_took[i] > 0) then line_took[i] else 0 end)
        as in_value,
      count(*) filter (where line_seq[i] > 0) as events
    from generate_subscripts(line_posting, 1) i where line_done[i] group by 1) x
  where b.key = x.key;
  for i in 1 .. postings loop
    if outcomes[i] is not null and posting_features[i] > 0 then
      posting_features[i] := 0;
    end if;
  end loop;
  if 0 <> any (posting_features) then
    update balance b set relocating = b.relocating + x.relocating, promised = b.promised - x.promised
    from (
      select key_balance[line_key[i]] as key, coalesce(sum(line_promised[i]), 0) as promised,
        coalesce(sum(line_quantity[i]) filter (where line_direction[i] = 4), 0) as relocating
      from generate_subscripts(line_posting, 1) i where line_done[i] group by 1) x
    where b.key = x.key and (x.relocating > 0 or x.promised > 0);
    update stored_goods g set reserved = g.reserved + x.quantity
    from (
      select line_part[i] as part, sum(line_quantity[i]) as quantity from generate_subscripts(line_posting, 1) i
      where line_done[i] and line_direction[i] in (2, 4) and line_part[i] is not null group by 1) x
    where g.key = part_row[x.part];
    insert into debt (movement_id, tenant, balance_key, value_seq, quantity, value, remaining, remaining_value)
    select line_movement[i], the_tenant, key_balance[line_key[i]], line_seq[i], line_owed[i], line_owed_value[i],
      line_owed[i], line_owed_value[i]
    from generate_subscripts(line_posting, 1) i where line_done[i] and line_owed[i] > 0;
    insert into debt_settled (movement_id, debt_movement_id, tenant, quantity, value, cost)
    select line_movement[settled_line[n]], settled_debt[n], the_tenant, settled_quantity[n], settled_value[n],
      settled_cost[n]
    from generate_series(1, settled_count) n;
    update promise r set open = r.open - x.quantity, held = r.held + x.quantity
    from (
      select given_promise[line_promise[i]] as id, sum(line_promised[i]) as quantity
      from generate_subscripts(line_posting, 1) i where line_done[i] and line_promised[i] > 0 group by 1) x
    where r.id = x.id;
    update serial n set state = serial_state[i]
    from generate_subscripts(serial_item, 1) i
    where n.company_id = posting_company[serial_posting[i]] and n.item_id = serial_item[i]
      and n.number = serial_number[i] and n.state <> serial_state[i];
    insert into serial_moved (movement_id, number, tenant)
    select line_movement[piece_line[n]], serial_number[piece_serial[n]], the_tenant
    from generate_subscripts(piece_line, 1) n where line_done[piece_line[n]];
  end if;
  if flow_posting is not null then
    insert into value_flow (posting_id, flow, tenant, extra_cost)
    select posting_key[flow_posting[f]], flow_number[f], the_tenant, flow_extra[f]
    from generate_subscripts(flow_posting, 1) f where outcomes[flow_posting[f]] is null;
  end if;
  update reservation r set movement_count = x.count, features = coalesce(posting_features[x.posting], 0)
  from (
    select line_posting[i] as posting, count(*) from generate_subscripts(line_posting, 1) i where line_done[i] group by 1) x
  where r.id = posting_key[x.posting];

  -- A refused posting leaves nothing: no reservation, and no item, company, balance or piece that only it named.
  for i in 1 .. postings loop
    if outcomes[i] is null then
      outcomes[i] := 'reserved';
    elsif outcomes[i] not in ('replayed', 'differs', 'cancelled') then
      delete from reservation r where r.id = posting_key[i];
    end if;
  end loop;
  if cardinality(new_serials) > 0 then
    delete from serial n where n.company_id = any (posting_company) and n.item_id = any (serial_item)
      and n.number = any (new_serials) and n.state = 4 and n.balance_key is null;
  end if;
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

  if negative_changes then
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
  end if;

  return query
  select i, outcomes[i], bad_lines[i], bad_available[i], bad_serial[i], x.line_values, x.variances, x.corrections
  from generate_subscripts(posting_key, 1) i
  left join lateral (
    select array_agg(m.value order by m.line) as line_values, array_agg(m.variance order by m.line) as variances,
      array_agg(m.correction order by m.line) as corrections
    from movement m where m.posting_id = posting_key[i] and outcomes[i] in ('reserved', 'replayed')) x on true
  order by i;
end $$;
