-- Goods valued anew after something was posted that is dated before what was there already (docs/stock-history.md). No
-- movement changes: what each is worth more or less stands beside it, and no balance has it until a document brings it to
-- stock and ledger together. Layers and the cost of the next out follow at once, so that nothing new is valued by what is
-- known to be wrong.

-- How far the stock ledger of a company was looked through for what is dated back.
create table recompute_mark (
  tenant text not null,
  company_id uuid not null,
  sequence bigint not null,
  primary key (tenant, company_id)
) with (fillfactor = 50);
grant select, insert, update on recompute_mark to {role};

-- States: 1 running, 2 valued, 3 posted. Of a company one is running at a time: what is dated back meanwhile joins it.
create table recompute (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  state smallint not null default 1 check (state between 1 and 3),
  from_day date not null,
  movements_replayed bigint not null default 0,
  movements_adjusted bigint not null default 0,
  create_time timestamptz not null,
  update_time timestamptz not null,
  end_time timestamptz,
  check ((state = 3) = (end_time is not null))
) with (fillfactor = 70);
create unique index recompute_running on recompute (tenant, company_id) where state = 1;
create index recompute_by_company on recompute (company_id, create_time, id);
grant select, insert, update on recompute to {role};

-- The items in warehouses that a recompute has to value. One that waits has a document being posted (P11); one with a
-- problem has a history that cannot be replayed, and keeps its values.
create table recompute_key (
  tenant text not null,
  recompute_id uuid not null references recompute,
  balance_key bigint not null,
  from_day date not null,
  done boolean not null default false,
  waits boolean not null default false,
  problem text not null default '',
  primary key (recompute_id, balance_key)
) with (fillfactor = 70);
grant select, insert, update on recompute_key to {role};

-- What a movement is worth more, or less. `month` is the first of the month that the movement is dated in.
create table value_adjustment (
  place bigint generated always as identity primary key,
  tenant text not null,
  company_id uuid not null,
  recompute_id uuid not null,
  movement_id uuid not null,
  balance_key bigint not null,
  month date not null,
  amount bigint not null check (amount <> 0)
);
create index value_adjustment_by_movement on value_adjustment (movement_id);
create index value_adjustment_by_recompute on value_adjustment (recompute_id, month, balance_key);
create index value_adjustment_by_company on value_adjustment (company_id, place);
grant select, insert on value_adjustment to {role};

-- What one month of a recompute comes to, and on which day: that of the latest movement concerned.
create table revaluation (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  recompute_id uuid not null references recompute,
  month date not null,
  posting_day date not null,
  unique (recompute_id, month)
);
create index revaluation_by_company on revaluation (company_id, id);
grant select, insert on revaluation to {role};

create table revaluation_share (
  tenant text not null,
  revaluation_id uuid not null references revaluation,
  warehouse_id uuid not null,
  document_type text not null,
  purpose text not null,
  value bigint not null check (value <> 0),
  primary key (revaluation_id, warehouse_id, document_type, purpose)
);
grant select, insert on revaluation_share to {role};

-- What is held for one attempt to post a document of a revaluation: as reservation, beside which it stands for it moves
-- nothing. A revaluation that nobody needs to post (nothing but the item changes) is confirmed by a hold of its own id.
create table revaluation_hold (
  id uuid primary key,
  tenant text not null,
  owner_context text not null,
  company_id uuid not null,
  document_type text not null,
  document_id uuid not null,
  purpose text not null,
  revision int not null,
  attempt int not null,
  revaluation_id uuid references revaluation,
  posting_day date,
  state smallint not null check (state between 1 and 3),
  document_number text not null default '',
  reserve_time timestamptz not null,
  decided_time timestamptz,
  end_time timestamptz
) with (fillfactor = 70);
create unique index revaluation_hold_once on revaluation_hold (revaluation_id) where state in (1, 2);
create index revaluation_hold_pending on revaluation_hold (tenant, reserve_time) where state = 1;
grant select, insert, update on revaluation_hold to {role};

create trigger append_only before update or delete on value_adjustment for each row execute function refuse_change();
create trigger append_only_whole before truncate on value_adjustment execute function refuse_change();

-- From now on pending_out_value is what is held to go out less what recomputes found and no document has posted yet: value
-- less it is what layers hold and the next out may take, as before.
alter table balance drop constraint balance_pending_out_value_check;
-- Goods that came in late are older than layers that are there: layers change places, all at once.
alter table layer drop constraint layer_balance_key_value_seq_key;
alter table layer add constraint layer_order unique (balance_key, value_seq) deferrable initially immediate;

-- What a movement is worth as it stands.
create function adjustment_of(the_movement uuid) returns bigint language sql stable as $$
  select coalesce(sum(amount), 0)::bigint from value_adjustment where movement_id = the_movement
$$;

-- Looks through what companies' stock ledgers have got since the last time. What is dated back is to be recomputed, with
-- what takes back a movement that was adjusted. Answers whether there was anything.
create function follow_stock_ledgers(the_tenant text) returns boolean language plpgsql as $$
declare
  ledger record;
  seen bigint;
  found_any boolean := false;
begin
  perform set_config('m.tenant', the_tenant, true);
  for ledger in
    select c.company_id, c.last_sequence from stocked_company c
    left join recompute_mark k on k.tenant = c.tenant and k.company_id = c.company_id
    where c.last_sequence > coalesce(k.sequence, 0) order by 1
  loop
    insert into recompute_mark values (the_tenant, ledger.company_id, 0) on conflict do nothing;
    -- Whoever follows the same ledger is done when we have the lock.
    select k.sequence into seen from recompute_mark k
    where k.tenant = the_tenant and k.company_id = ledger.company_id for update;
    with fresh as materialized (
      select m.id, m.balance_key, m.source_movement_id, r.posting_date, r.posting_date < b.last_day as may_be_late
      from reservation r join movement m on m.posting_id = r.id join balance b on b.key = m.balance_key
      where r.company_id = ledger.company_id and r.first_sequence > seen and r.first_sequence <= ledger.last_sequence
        and r.state = 2),
    -- What was valued when something of a later day had been.
    late as materialized (
      select o.movement_id from (
        select e.movement_id, r.posting_date as day, max(r.posting_date) over (
          partition by e.balance_key order by e.value_seq rows between unbounded preceding and 1 preceding) as latest
        from value_event e join movement m on m.id = e.movement_id join reservation r on r.id = m.posting_id
        where e.balance_key in (select f.balance_key from fresh f where f.may_be_late) and e.kind <> 3) o
      where o.day < o.latest),
    dated_back as (
      select f.balance_key, min(f.posting_date) as from_day from fresh f
      where f.id in (select l.movement_id from late l)
        or (f.source_movement_id is not null and adjustment_of(f.source_movement_id) <> 0)
      group by 1),
    running as (
      insert into recompute as x (id, tenant, company_id, from_day, create_time, update_time)
      select gen_random_uuid(), the_tenant, ledger.company_id, min(from_day), clock_timestamp(), clock_timestamp()
      from dated_back having count(*) > 0
      on conflict (tenant, company_id) where state = 1 do update
        set from_day = least(x.from_day, excluded.from_day), update_time = excluded.update_time
      returning id)
    insert into recompute_key as k (tenant, recompute_id, balance_key, from_day)
    select the_tenant, running.id, d.balance_key, d.from_day from dated_back d, running
    on conflict (recompute_id, balance_key) do update
      set from_day = least(k.from_day, excluded.from_day), done = false, waits = false, problem = '';
    found_any := found_any or found;
    update recompute_mark k set sequence = greatest(k.sequence, ledger.last_sequence)
    where k.tenant = the_tenant and k.company_id = ledger.company_id;
  end loop;
  return found_any;
end $$;

-- Writes what a replay of whole balances came to, whose rows the caller has locked and on which nothing is held to go out:
-- what movements are worth more, the layers that are left (`open_` in the order they came in, by balance), and what is
-- left altogether. Layers keep their places in the order of use; goods that came in late get one before younger ones.
create function apply_replay(
  the_recompute uuid, replayed bigint, key_balance bigint[], key_value bigint[],
  adjusted_movement uuid[], adjusted_amount bigint[],
  open_movement uuid[], open_remaining bigint[], open_value bigint[]
) returns void language plpgsql as $$
declare
  the_tenant constant text := current_setting('m.tenant');
begin
  insert into value_adjustment (tenant, company_id, recompute_id, movement_id, balance_key, month, amount)
  select the_tenant, m.company_id, the_recompute, m.id, m.balance_key, date_trunc('month', r.posting_date)::date, a.amount
  from unnest(adjusted_movement, adjusted_amount) with ordinality a (movement, amount, place)
  join movement m on m.id = a.movement join reservation r on r.id = m.posting_id order by a.place;

  with left_open as (
    select o.*, l.balance_key, row_number() over (partition by l.balance_key order by o.place) as turn
    from unnest(open_movement, open_remaining, open_value) with ordinality o (movement, remaining, value, place)
    join layer l on l.movement_id = o.movement),
  turns as (
    select l.balance_key, l.value_seq, row_number() over (partition by l.balance_key order by l.value_seq) as turn
    from layer l where l.movement_id = any (open_movement)),
  wanted as (
    select l.movement_id, coalesce(o.remaining, 0) as remaining, coalesce(o.value, 0) as remaining_value,
      coalesce(t.value_seq, l.value_seq) as value_seq, l.value + coalesce(a.amount, 0) as value,
      case when a.amount is not null and l.unit_cost is not null
        then (l.value + a.amount)::numeric / l.quantity else l.unit_cost end as unit_cost
    from layer l
    left join left_open o on o.movement = l.movement_id
    left join turns t on t.balance_key = o.balance_key and t.turn = o.turn
    left join unnest(adjusted_movement, adjusted_amount) a (movement, amount) on a.movement = l.movement_id
    where l.balance_key = any (key_balance) and (l.is_open or o.movement is not null or a.movement is not null))
  update layer l set remaining = w.remaining, remaining_value = w.remaining_value, value_seq = w.value_seq, value = w.value,
    unit_cost = w.unit_cost
  from wanted w where l.movement_id = w.movement_id
    and (l.remaining, l.remaining_value, l.value_seq, l.value)
      is distinct from (w.remaining, w.remaining_value, w.value_seq, w.value);

  update balance b set pending_out_value = b.value - k.value
  from unnest(key_balance, key_value) k (balance, value) where b.key = k.balance;
  update recompute_key set done = true, waits = false where recompute_id = the_recompute and balance_key = any (key_balance);
  update recompute set movements_replayed = movements_replayed + replayed,
    movements_adjusted = movements_adjusted + cardinality(adjusted_movement), update_time = clock_timestamp()
  where id = the_recompute;
end $$;

-- All is valued: what each month comes to. Answers the state that the recompute has then; nothing where a key is not done.
create function finish_recompute(the_recompute uuid) returns smallint language plpgsql as $$
declare
  the_tenant constant text := current_setting('m.tenant');
  finished recompute;
begin
  select * into finished from recompute where id = the_recompute and state = 1 for update;
  if not found or exists (select from recompute_key where recompute_id = the_recompute and not done) then
    return null;
  end if;
  insert into revaluation (id, tenant, company_id, recompute_id, month, posting_day)
  select gen_random_uuid(), the_tenant, finished.company_id, the_recompute, a.month, max(r.posting_date)
  from value_adjustment a join movement m on m.id = a.movement_id join reservation r on r.id = m.posting_id
  where a.recompute_id = the_recompute group by a.month;
  insert into revaluation_share (tenant, revaluation_id, warehouse_id, document_type, purpose, value)
  select the_tenant, v.id, b.warehouse_id, r.document_type, r.purpose,
    sum(case when m.direction = 2 then -a.amount else a.amount end)
  from value_adjustment a join movement m on m.id = a.movement_id join reservation r on r.id = m.posting_id
  join balance b on b.key = a.balance_key
  join revaluation v on v.recompute_id = a.recompute_id and v.month = a.month
  where a.recompute_id = the_recompute group by 2, 3, 4, 5
  having sum(case when m.direction = 2 then -a.amount else a.amount end) <> 0;
  -- Where no account has more or less there is nothing to post.
  insert into revaluation_hold
  select v.id, the_tenant, 'stock_keeper', v.company_id, 'stock_keeper.revaluation', v.id, 'confirm', 1, 0, v.id,
    v.posting_day, 1, '', clock_timestamp()
  from revaluation v where v.recompute_id = the_recompute
    and not exists (select from revaluation_share s where s.revaluation_id = v.id);
  perform confirm_revaluation(the_tenant, v.id, '', clock_timestamp())
  from revaluation v join revaluation_hold h on h.id = v.id where v.recompute_id = the_recompute;
  update recompute x set state = 2, update_time = clock_timestamp() where x.id = the_recompute;
  return close_recompute(the_recompute);
end $$;

-- A recompute is posted when all of its revaluations are. Answers its state.
create function close_recompute(the_recompute uuid) returns smallint language plpgsql as $$
declare
  the_state smallint;
begin
  -- Of two that confirm the last ones at once, the second sees the first.
  perform from recompute x where x.id = the_recompute for update;
  update recompute x set state = 3, update_time = clock_timestamp(), end_time = clock_timestamp()
  where x.id = the_recompute and x.state = 2 and not exists (
    select from revaluation v where v.recompute_id = the_recompute and not exists (
      select from revaluation_hold h where h.revaluation_id = v.id and h.state = 2));
  select x.state into the_state from recompute x where x.id = the_recompute;
  return the_state;
end $$;

-- The three steps of posting (posting.md), for one revaluation each. Outcomes: reserved, replayed (same posting, same
-- content), differs, cancelled, missing, taken (another document has it), closed (the day's month is).
create function reserve_revaluation(
  the_tenant text, the_posting uuid, the_owner text, the_company uuid, the_type text, the_document uuid, the_purpose text,
  the_revision int, the_attempt int, the_revaluation uuid, the_day date
) returns text language plpgsql as $$
declare
  held revaluation_hold;
begin
  perform set_config('m.tenant', the_tenant, true);
  if not exists (select from revaluation v where v.id = the_revaluation and v.company_id = the_company) then
    return 'missing';
  end if;
  -- Whoever reserves the same one waits here.
  perform pg_advisory_xact_lock(hashtext('revaluation'), hashtext(the_revaluation::text));
  select * into held from revaluation_hold h where h.id = the_posting for update;
  if found then
    return case when held.state = 3 then 'cancelled'
      when (held.revaluation_id, held.posting_day) = (the_revaluation, the_day) then 'replayed' else 'differs' end;
  end if;
  if exists (select from revaluation_hold h where h.revaluation_id = the_revaluation and h.state in (1, 2)) then
    return 'taken';
  end if;
  perform lock_stock_periods(array[the_company]);
  if is_closed_for_stock(the_company, the_day) then
    return 'closed';
  end if;
  insert into revaluation_hold values (
    the_posting, the_tenant, the_owner, the_company, the_type, the_document, the_purpose, the_revision, the_attempt,
    the_revaluation, the_day, 1, '', clock_timestamp()) on conflict do nothing;
  return case when found then 'reserved' else 'cancelled' end;
end $$;

-- P6: refuses nothing that is held. Outcomes: confirmed, replayed, unknown, cancelled.
create function confirm_revaluation(the_tenant text, the_posting uuid, the_number text, decided_at timestamptz)
returns text language plpgsql as $$
declare
  held revaluation_hold;
begin
  perform set_config('m.tenant', the_tenant, true);
  select * into held from revaluation_hold h where h.id = the_posting for update;
  if not found or held.state <> 1 then
    return case held.state when 2 then 'replayed' when 3 then 'cancelled' else 'unknown' end;
  end if;
  perform from balance b where b.key in (
    select a.balance_key from value_adjustment a join revaluation v on v.recompute_id = a.recompute_id and v.month = a.month
    where v.id = held.revaluation_id) order by b.item_id, b.warehouse_id, b.lot_id for update;
  update balance b set value = b.value + x.value, pending_out_value = b.pending_out_value + x.value
  from (
    select a.balance_key, sum(case when m.direction = 2 then -a.amount else a.amount end)::bigint as value
    from revaluation v join value_adjustment a on a.recompute_id = v.recompute_id and a.month = v.month
    join movement m on m.id = a.movement_id where v.id = held.revaluation_id group by 1) x
  where b.key = x.balance_key;
  update revaluation_hold h set state = 2, document_number = the_number, decided_time = decided_at,
    end_time = clock_timestamp() where h.id = the_posting;
  perform close_recompute(v.recompute_id) from revaluation v where v.id = held.revaluation_id;
  return 'confirmed';
end $$;

-- P5: one never seen is remembered. Outcomes: cancelled, replayed, confirmed.
create function cancel_revaluation(
  the_tenant text, the_posting uuid, the_owner text, the_company uuid, the_type text, the_document uuid, the_purpose text,
  the_revision int, the_attempt int
) returns text language plpgsql as $$
declare
  held revaluation_hold;
begin
  perform set_config('m.tenant', the_tenant, true);
  insert into revaluation_hold values (
    the_posting, the_tenant, the_owner, the_company, the_type, the_document, the_purpose, the_revision, the_attempt,
    null, null, 3, '', clock_timestamp(), null, clock_timestamp()) on conflict do nothing;
  if found then
    return 'cancelled';
  end if;
  select * into held from revaluation_hold h where h.id = the_posting for update;
  if held.state <> 1 then
    return case held.state when 2 then 'confirmed' else 'replayed' end;
  end if;
  update revaluation_hold h set state = 3, end_time = clock_timestamp() where h.id = the_posting;
  return 'cancelled';
end $$;
