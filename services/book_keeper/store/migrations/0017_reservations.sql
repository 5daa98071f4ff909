-- Vouchers held for documents that are being posted: reserve, confirm, cancel (posting.md). A reservation is no voucher:
-- what becomes final is written into the books by confirm, as every other voucher is, and its reservation keeps only
-- that it was.

create type reserved_line as (
  number smallint, account_key bigint, ledger bigint, amount bigint, is_credit boolean, unit_code text, units numeric,
  role text, narration text
);

-- state: 1 pending, 2 confirmed, 3 cancelled; a cancelled one that was never seen stays too, and stops the reserve that
-- comes late (P5). All that could refuse the voucher is frozen here (P6): period, accounts, scales. `content` is the
-- answer to its reserve, lines and content go when it is no longer pending.
create table reservation (
  id uuid primary key,
  tenant text not null,
  owner_context text not null,
  company_id uuid not null,
  document_type text not null,
  document_id uuid not null,
  purpose text not null,
  revision int not null,
  attempt int not null,
  state smallint not null check (state between 1 and 3),
  input_hash bytea,
  voucher_id uuid,
  voucher_request uuid,
  journal_code text,
  posting_date date,
  period_key int,
  fiscal_year_key bigint,
  year_label text,
  reverses_voucher_id uuid,
  actor text,
  payee text,
  narration text,
  lines reserved_line[],
  content bytea,
  reserve_time timestamptz not null,
  decided_time timestamptz,
  end_time timestamptz
) with (fillfactor = 70);
create index reservation_pending on reservation (tenant, reserve_time) where state = 1;
create index reservation_pending_in_period on reservation (company_id, posting_date) where state = 1;
create index reservation_pending_reversal on reservation (reverses_voucher_id)
  where state = 1 and reverses_voucher_id is not null;
grant select, insert, update, delete on reservation to {role};

-- A voucher that was reserved has its owner's decision to be once; a document step's second attempt may be held before
-- the first one's cancel has come. So the index that refuses a second voucher of a step looks at the others only.
alter table voucher add column reserved boolean not null default false;
alter table voucher add column document_number text not null default '';
drop index voucher_source_once;
create unique index voucher_source_once on voucher (company_id, source_type, source_id, source_purpose)
  where source_id <> '' and not reserved;
create index voucher_by_source on voucher (company_id, source_type, source_id, source_purpose) where source_id <> '';

-- Holds a batch of vouchers. Arrays with `posting_` and `voucher_` count postings, those with `line_` count lines. A line
-- names its account, or leaves it null and names a role: the rule of the role, or of what stands before its last dot
-- (INVENTORY.MAIN, else INVENTORY), says which account. Postings of one company and date are a group, as in
-- post_vouchers. `taken_back` are the vouchers that some of them reverse, in order.
--
-- Outcomes: reserved, replayed (with the content of then), differs, cancelled, period_missing, period_closed,
-- account_not_found, account_closed, rule_missing, already_reversed. `leg` is the number of the line concerned, 0 where
-- none is; `accounts` are the lines' account keys, in order; `content` is null where a replayed one is confirmed by now.
create function reserve_vouchers(
  the_tenant text, deferred boolean,
  posting_key uuid[], posting_owner text[], posting_company uuid[], posting_type text[], posting_document uuid[],
  posting_purpose text[], posting_revision int[], posting_attempt int[],
  voucher_hash bytea[], voucher_key uuid[], voucher_request uuid[], voucher_journal text[], voucher_reverses uuid[],
  voucher_actor text[], voucher_payee text[], voucher_narration text[], voucher_content bytea[], voucher_group int[],
  group_company uuid[], group_date date[], taken_back uuid[],
  line_posting int[], line_number int[], line_account bigint[], line_ledger bigint[], line_amount bigint[],
  line_is_credit boolean[], line_unit text[], line_units numeric[], line_role text[], line_narration text[],
  out place int, out outcome text, out leg int, out accounts bigint[], out voucher_id uuid, out content bytea
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  now_reserving constant timestamptz := clock_timestamp();
  group_period int[];
  group_state smallint[];
  group_year bigint[];
  group_label text[];
  outcomes text[];
  legs int[] := array_fill(0, array[cardinality(posting_key)]);
  resolved bigint[] := line_account;
  vouchers uuid[];
  contents bytea[];
  found_period record;
  bad record;
begin
  -- Every look-up below is a probe of one index, whatever the tables hold: no plan to choose per call.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;

  for g in 1 .. cardinality(group_company) loop
    -- A period that is being closed waits for us, and we for it: posting.md P8. Periods are calendar months.
    perform pg_advisory_xact_lock_shared(
      hashtext(group_company[g]::text),
      extract(year from group_date[g])::int * 100 + extract(month from group_date[g])::int);
    select p.key, p.state, p.fiscal_year_key, p.year_label, p.end_date into found_period from period p
    where p.company_id = group_company[g] and p.start_date <= group_date[g] order by p.start_date desc limit 1;
    if found and found_period.end_date >= group_date[g] then
      group_period[g] := found_period.key;
      group_state[g] := found_period.state;
      group_year[g] := found_period.fiscal_year_key;
      group_label[g] := found_period.year_label;
    end if;
  end loop;
  -- Whoever takes a voucher back is alone with it.
  for v in 1 .. cardinality(taken_back) loop
    perform pg_advisory_xact_lock(hashtextextended(taken_back[v]::text, 7263));
  end loop;

  if array_position(line_account, null) is not null then
    select array_agg(coalesce(l.account, (
      select r.account_key from posting_rule r
      where r.company_id = posting_company[l.posting] and r.role in (l.role, regexp_replace(l.role, '\.[^.]*$', ''))
      order by length(r.role) desc limit 1)) order by l.i)
    into resolved
    from unnest(line_posting, line_account, line_role) with ordinality l (posting, account, role, i);
  end if;
  -- An archived account takes nothing new; what it holds is still taken back.
  for bad in
    select l.posting, min(l.number) as number from unnest(line_posting, line_number, resolved) l (posting, number, account)
    where not exists (
      select from account a where a.key = l.account and a.company_id = posting_company[l.posting]
        and (not a.archived or voucher_reverses[l.posting] is not null))
    group by l.posting
  loop
    legs[bad.posting] := bad.number;
  end loop;

  select array_agg(case
    when r.state = 3 then 'cancelled'
    when r.input_hash <> voucher_hash[p.v] then 'differs'
    when r.id is not null then 'replayed'
    when group_state[voucher_group[p.v]] is null then 'period_missing'
    when group_state[voucher_group[p.v]] <> 1 then 'period_closed'
    when legs[p.v] > 0 then (
      select case when l.account is null then 'rule_missing' when a.key is null then 'account_not_found'
        else 'account_closed' end
      from unnest(line_posting, line_number, resolved) l (posting, number, account)
      left join account a on a.key = l.account and a.company_id = posting_company[p.v]
      where l.posting = p.v and l.number = legs[p.v])
    when voucher_reverses[p.v] is not null and (
      exists (select from voucher x where x.reverses_voucher_id = voucher_reverses[p.v])
      or exists (
        select from reservation x where x.reverses_voucher_id = voucher_reverses[p.v] and x.state = 1
          and (x.document_id, x.document_type, x.purpose)
            is distinct from (posting_document[p.v], posting_type[p.v], posting_purpose[p.v]))) then 'already_reversed'
    else 'reserved' end order by p.v), array_agg(r.voucher_id order by p.v), array_agg(r.content order by p.v)
  into outcomes, vouchers, contents
  from unnest(posting_key) with ordinality p (id, v) left join reservation r on r.id = p.id;

  insert into reservation
  select p.id, the_tenant, posting_owner[p.v], posting_company[p.v], posting_type[p.v], posting_document[p.v],
    posting_purpose[p.v], posting_revision[p.v], posting_attempt[p.v], 1, voucher_hash[p.v], voucher_key[p.v],
    voucher_request[p.v], voucher_journal[p.v], group_date[g], group_period[g], group_year[g], group_label[g],
    voucher_reverses[p.v], voucher_actor[p.v], voucher_payee[p.v], voucher_narration[p.v], l.lines,
    voucher_content[p.v], now_reserving, null, null
  from unnest(posting_key, voucher_group) with ordinality p (id, g, v)
  join (
    select line_posting[i] as posting, array_agg(
      row(line_number[i], resolved[i], line_ledger[i], line_amount[i], line_is_credit[i], line_unit[i], line_units[i],
        line_role[i], line_narration[i])::reserved_line order by i) as lines
    from generate_subscripts(line_posting, 1) i group by 1) l on l.posting = p.v
  where outcomes[p.v] = 'reserved'
  order by p.id;

  return query
  select p.v::int, outcomes[p.v],
    case when outcomes[p.v] like 'account%' or outcomes[p.v] = 'rule_missing' then legs[p.v] else 0 end,
    (select array_agg(l.account_key order by l.number) from reservation r, unnest(r.lines) l where r.id = p.id),
    coalesce(vouchers[p.v], voucher_key[p.v]), contents[p.v]
  from unnest(posting_key) with ordinality p (id, v) order by p.v;
end $$;

-- P6: refuses nothing that is held. Outcomes: confirmed (with its place in the books), replayed, unknown, cancelled.
create function confirm_vouchers(
  the_tenant text, deferred boolean, decided_posting uuid[], decided_number text[], decided_at timestamptz[],
  out place int, out outcome text, out voucher_id uuid, out sequence bigint, out year_label text,
  out post_time timestamptz, out accounts bigint[], out content bytea
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  outcomes text[] := array_fill('unknown'::text, array[cardinality(decided_posting)]);
  sequences bigint[] := array_fill(null::bigint, array[cardinality(decided_posting)]);
  mine uuid[] := '{}';
  now_posting timestamptz;
  seen record;
  last_number bigint;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;
  for seen in
    select r.id, r.state from reservation r where r.id = any (decided_posting) order by r.id for update
  loop
    outcomes[array_position(decided_posting, seen.id)] := (array['confirmed', 'replayed', 'cancelled'])[seen.state];
    if seen.state = 1 then
      mine := mine || seen.id;
    end if;
  end loop;

  -- Numbers come last, those of a series at once; series in the order that post_vouchers locks them in.
  for seen in
    select r.company_id, r.journal_code, r.fiscal_year_key, array_agg(d.v order by d.v) as places
    from unnest(decided_posting) with ordinality d (id, v) join reservation r on r.id = d.id
    where r.id = any (mine) group by 1, 2, 3 order by r.company_id, r.journal_code collate "C", min(r.posting_date)
  loop
    insert into series as s (tenant, company_id, journal_code, fiscal_year_key, last)
    values (the_tenant, seen.company_id, seen.journal_code, seen.fiscal_year_key, cardinality(seen.places))
    on conflict (company_id, journal_code, fiscal_year_key) do update set last = s.last + excluded.last
    returning s.last into last_number;
    for n in 1 .. cardinality(seen.places) loop
      sequences[seen.places[n]] := last_number - cardinality(seen.places) + n;
    end loop;
  end loop;

  now_posting := clock_timestamp();
  insert into voucher
  select r.voucher_id, the_tenant, r.company_id, r.voucher_request, r.input_hash, r.journal_code, r.year_label,
    sequences[d.v], r.posting_date, r.period_key, r.payee, r.narration, r.document_type, r.document_id::text, r.purpose,
    r.reverses_voucher_id, false, r.actor, now_posting, true, decided_number[d.v]
  from unnest(decided_posting) with ordinality d (id, v) join reservation r on r.id = d.id where r.id = any (mine)
  order by d.v;
  with held as materialized (
    select d.v, r.company_id, r.voucher_id, r.posting_date, r.period_key, l.*
    from unnest(decided_posting) with ordinality d (id, v) join reservation r on r.id = d.id, unnest(r.lines) l
    where r.id = any (mine)),
  lines as (
    insert into line
    select voucher_id, number, the_tenant, account_key, ledger, amount, is_credit, unit_code, units, role, narration,
      posting_date
    from held order by v, number)
  insert into balance_delta
  select the_tenant, company_id, account_key, ledger, unit_code, period_key, posting_date, false, greatest(amount, 0),
    greatest(-amount, 0), units
  from held;

  return query
  select d.v::int, outcomes[d.v], r.voucher_id, sequences[d.v], r.year_label, now_posting,
    (select array_agg(l.account_key order by l.number) from unnest(r.lines) l), r.content
  from unnest(decided_posting) with ordinality d (id, v) left join reservation r on r.id = d.id order by d.v;
  update reservation r set state = 2, lines = null, content = null, decided_time = d.at, end_time = now_posting
  from unnest(decided_posting, decided_at) d (id, at) where r.id = d.id and r.id = any (mine);
end $$;

-- P5: drops what is held; one never seen is remembered. Outcomes: cancelled, replayed, confirmed.
create function cancel_vouchers(
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
  seen record;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  if deferred then
    perform set_config('synchronous_commit', 'off', true);
  end if;
  with recorded as (
    insert into reservation (id, tenant, owner_context, company_id, document_type, document_id, purpose, revision,
      attempt, state, reserve_time, end_time)
    select b.id, the_tenant, posting_owner[b.place], posting_company[b.place], posting_type[b.place],
      posting_document[b.place], posting_purpose[b.place], posting_revision[b.place], posting_attempt[b.place],
      3, now_cancelling, now_cancelling
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
  update reservation r set state = 3, lines = null, content = null, end_time = now_cancelling where r.id = any (mine);
  return query select i, outcomes[i] from generate_subscripts(posting_key, 1) i order by i;
end $$;
