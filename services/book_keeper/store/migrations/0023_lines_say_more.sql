-- Lines say more: the dimensions they belong to (cost centre, project) and, in a foreign currency, their amount in the
-- company's own; periods are locked for a part of the business. A voucher that has nothing of it is posted by the same
-- statements as before.

create table dimension_type (
  key bigint generated always as identity primary key,
  id uuid not null unique,
  tenant text not null,
  company_id uuid not null references company,
  code text not null,
  name text not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint dimension_type_code_unique unique (company_id, code)
);
grant select, insert, update on dimension_type to {role};

create table dimension (
  key bigint generated always as identity primary key,
  id uuid not null unique,
  tenant text not null,
  company_id uuid not null references company,
  type_key bigint not null references dimension_type,
  code text not null,
  name text not null,
  parent_key bigint references dimension,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint dimension_code_unique unique (type_key, code)
);
create index dimension_children on dimension (parent_key) where parent_key is not null;
grant select, insert, update on dimension to {role};

-- Dimensions that lines have together, stored once: at most one of each type, in the order of their types. `codes` are
-- the same by what they are called, {"COST_CENTRE": "NORTH"}: codes never change. Set 0, which has no row, has none.
create table dimension_set (
  key int generated always as identity primary key,
  tenant text not null,
  company_id uuid not null references company,
  type_keys bigint[] not null,
  dimension_keys bigint[] not null,
  codes jsonb not null,
  constraint dimension_set_unique unique (company_id, dimension_keys)
);
create index dimension_set_members on dimension_set using gin (dimension_keys);
grant select, insert on dimension_set to {role};
create trigger append_only before update or delete on dimension_set for each row execute function refuse_change();
create trigger append_only_whole before truncate on dimension_set execute function refuse_change();

-- Types of dimensions that every line of the account has to have, null where none.
alter table account add column required_dimensions bigint[];

create function has_dimensions(the_set int, required bigint[]) returns boolean language sql stable as $$
  select required is null or required <@ coalesce((select type_keys from dimension_set where key = the_set), '{}')
$$;

-- functional_amount: in minor units of the company's own currency, debit positive; null for lines in that currency, and
-- for those of vouchers that say none.
alter table line add column dimension_set int not null default 0;
alter table line add column functional_amount bigint;
create index line_by_dimension_set on line (dimension_set) where dimension_set <> 0;

-- domain: 1 general, 2 stock, 3 receivable, 4 payable. locked_domains has the bit of every domain that is locked.
alter table voucher add column domain smallint not null default 1 check (domain between 1 and 30);
alter table reservation add column domain smallint not null default 1;
alter table period add column locked_domains int not null default 0;

-- What was known at a time: what was posted after it is taken off again.
create index voucher_by_post_time on voucher using brin (post_time) with (pages_per_range = 16, autosummarize = on);

-- unvalued: debit minus credit of lines without a functional amount. In the company's own currency that is all of them.
alter table balance_delta
  add column dimension_set int not null default 0, add column functional_debit bigint not null default 0,
  add column functional_credit bigint not null default 0, add column unvalued bigint;
alter table balance_period
  add column dimension_set int not null default 0, add column functional_debit numeric not null default 0,
  add column functional_credit numeric not null default 0, add column unvalued numeric,
  drop constraint balance_period_pkey,
  add primary key (company_id, period_key, account_key, ledger, unit_code, closing, dimension_set);
alter table balance_day
  add column dimension_set int not null default 0, add column functional_debit numeric not null default 0,
  add column functional_credit numeric not null default 0, add column unvalued numeric,
  drop constraint balance_day_pkey,
  add primary key (company_id, period_key, posting_date, account_key, ledger, unit_code, closing, dimension_set);

do $$
declare
  the_tenant text;
begin
  for the_tenant in select name from known_tenant loop
    perform set_config('m.tenant', the_tenant, true);
    update balance_delta set unvalued = debit - credit;
    update balance_period set unvalued = debit - credit;
    update balance_day set unvalued = debit - credit;
  end loop;
end $$;
alter table balance_delta alter column unvalued set not null;
alter table balance_period alter column unvalued set not null;
alter table balance_day alter column unvalued set not null;

alter type posting_voucher add attribute domain smallint;
alter type posting_line add attribute dimension_set int, add attribute functional_amount bigint;
alter type reserved_line add attribute dimension_set int, add attribute functional_amount bigint;

-- Posting a batch of vouchers: one call, one transaction, a result for each. Nothing is raised for a refusal, so one
-- voucher's never takes the others with it. `voucher_number` is the place of a line's voucher among the vouchers.
-- Vouchers of one company, date and journal are a group, for they share a period and a series; `group_number` is the
-- place of a voucher's group. Groups come by company and date, the order that periods are locked in;
-- `groups_by_journal` has their places by company, journal and date, the order that series are locked in: whoever locks
-- in the same order never waits in a circle.
--
-- Outcomes: committed, replayed (same request, same content), request_id_reused, exists (voucher id),
-- period_missing, period_closed, period_locked, account_not_found, account_closed, dimension_missing, already_reversed,
-- source_exists. `leg` is the number of the line concerned, 0 where none is.
create or replace function post_vouchers(
  the_tenant text, groups posting_group[], groups_by_journal int[], vouchers posting_voucher[], lines posting_line[],
  out place int, out outcome text, out leg int, out sequence bigint, out year_label text, out post_time timestamptz
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  group_period period[];
  group_series int[];
  series_taken series[] := '{}';
  series_last bigint[];
  outcomes text[];
  legs int[] := array_fill(0, array[cardinality(vouchers)]);
  sequences bigint[] := array_fill(null::bigint, array[cardinality(vouchers)]);
  now_posting timestamptz;
  one posting_group;
  found_period period;
  taken series;
  bad record;
  i int;
  k int := 0;
  plain boolean;
begin
  -- Every look-up below is a probe of one index, whatever the tables hold: no plan to choose per call.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);

  foreach one in array groups loop
    -- A period that is being closed waits for us, and we for it: posting.md P8. Periods are calendar months.
    perform pg_advisory_xact_lock_shared(
      hashtext(one.company_id::text),
      extract(year from one.posting_date)::int * 100 + extract(month from one.posting_date)::int);
  end loop;

  -- A group's period, and as many numbers of its series as it has vouchers. From here on we are alone in these series:
  -- what was posted before is seen below, what comes later waits.
  foreach i in array groups_by_journal loop
    one := groups[i];
    select p.* into found_period from period p
    where p.company_id = one.company_id and p.start_date <= one.posting_date order by p.start_date desc limit 1;
    continue when found_period.end_date < one.posting_date or found_period.key is null;
    group_period[i] := found_period;
    insert into series as s (tenant, company_id, journal_code, fiscal_year_key, last)
    values (the_tenant, one.company_id, one.journal_code, found_period.fiscal_year_key, one.voucher_count)
    on conflict (company_id, journal_code, fiscal_year_key) do update set last = s.last + excluded.last
    returning s.* into taken;
    -- Groups of one series follow each other.
    if (taken.company_id, taken.journal_code, taken.fiscal_year_key) is distinct from
      (series_taken[k].company_id, series_taken[k].journal_code, series_taken[k].fiscal_year_key)
    then
      k := k + 1;
      series_last[k] := taken.last - one.voucher_count;
    end if;
    series_taken[k] := taken;
    group_series[i] := k;
  end loop;

  -- Most batches hold nothing but new vouchers in open periods on accounts in use: one look says so.
  select bool_and(
    group_period[v.group_number].state is not distinct from 1 and group_period[v.group_number].locked_domains = 0
    and v.reverses_voucher_id is null and v.source_id = ''
    and (select x.id from voucher x where x.tenant = the_tenant and x.request_id = v.request_id) is null
    and (select x.id from voucher x where x.id = v.id) is null)
    and (
      select bool_and((
        select not a.archived
          and (a.required_dimensions is null or has_dimensions(l.dimension_set, a.required_dimensions))
        from account a
        where a.key = l.account_key and a.company_id = groups[vouchers[l.voucher_number].group_number].company_id)
        is not distinct from true)
      from unnest(lines) l)
  into plain
  from unnest(vouchers) v;

  if plain then
    outcomes := array_fill('committed'::text, array[cardinality(vouchers)]);
  else
    for bad in select distinct v.reverses_voucher_id as id from unnest(vouchers) v
      where v.reverses_voucher_id is not null order by 1
    loop
      perform pg_advisory_xact_lock(hashtextextended(bad.id::text, 7263));
    end loop;

    -- An archived account takes nothing new, and one that requires dimensions nothing without; what it holds is still
    -- taken back and closed.
    for bad in
      select l.voucher_number, min(l.number) as number from unnest(lines) l
      where not exists (
        select from account a
        where a.key = l.account_key and a.company_id = groups[vouchers[l.voucher_number].group_number].company_id
          and ((not a.archived and has_dimensions(l.dimension_set, a.required_dimensions))
            or vouchers[l.voucher_number].closing or vouchers[l.voucher_number].reverses_voucher_id is not null))
      group by l.voucher_number
    loop
      legs[bad.voucher_number] := bad.number;
    end loop;

    select array_agg(case
      when known_hash = v.input_hash then 'replayed'
      when known_hash is not null then 'request_id_reused'
      when exists (select from voucher x where x.id = v.id) then 'exists'
      when group_period[v.group_number].state is null then 'period_missing'
      when group_period[v.group_number].state = 3 or (group_period[v.group_number].state = 2 and not v.closing) then 'period_closed'
      when group_period[v.group_number].locked_domains & (1 << v.domain) <> 0 and not v.closing then 'period_locked'
      when legs[v.place] > 0 then (
        select case when a.key is null then 'account_not_found' when a.archived then 'account_closed'
          else 'dimension_missing' end
        from unnest(lines) l
        left join account a on a.key = l.account_key and a.company_id = groups[v.group_number].company_id
        where l.voucher_number = v.place and l.number = legs[v.place])
      when v.reverses_voucher_id is not null and (
        exists (select from voucher x where x.reverses_voucher_id = v.reverses_voucher_id)
        or exists (select from reservation x where x.reverses_voucher_id = v.reverses_voucher_id and x.state = 1))
        then 'already_reversed'
      when v.source_id <> '' and exists (
        select from voucher x where x.company_id = groups[v.group_number].company_id
          and x.source_type = v.source_type and x.source_id = v.source_id and x.source_purpose = v.source_purpose
          and x.source_id <> '') then 'source_exists'
      else 'committed' end order by v.place)
    into outcomes
    from (
      select given.*, (
        select x.input_hash from voucher x where x.tenant = the_tenant and x.request_id = given.request_id) as known_hash
      from unnest(vouchers) with ordinality given (
        group_number, id, request_id, input_hash, payee, narration, source_type, source_id, source_purpose,
        reverses_voucher_id, closing, actor, domain, place)) v;
  end if;

  -- Numbers come last, in the order of the batch; those of refused vouchers go back.
  for v in 1 .. cardinality(vouchers) loop
    if outcomes[v] = 'committed' then
      k := group_series[vouchers[v].group_number];
      series_last[k] := series_last[k] + 1;
      sequences[v] := series_last[k];
    end if;
  end loop;
  for k in 1 .. cardinality(series_taken) loop
    if series_last[k] < series_taken[k].last then
      update series s set last = series_last[k]
      where s.company_id = series_taken[k].company_id and s.journal_code = series_taken[k].journal_code
        and s.fiscal_year_key = series_taken[k].fiscal_year_key;
    end if;
  end loop;

  now_posting := clock_timestamp();
  with posted as (
    insert into voucher (id, tenant, company_id, request_id, input_hash, journal_code, year_label, sequence,
      posting_date, period_key, payee, narration, source_type, source_id, source_purpose, reverses_voucher_id, closing,
      actor, post_time, domain)
    select v.id, the_tenant, groups[v.group_number].company_id, v.request_id, v.input_hash,
      groups[v.group_number].journal_code, group_period[v.group_number].year_label, sequences[v.place],
      groups[v.group_number].posting_date, group_period[v.group_number].key, v.payee, v.narration, v.source_type,
      v.source_id, v.source_purpose, v.reverses_voucher_id, v.closing, v.actor, now_posting, v.domain
    from unnest(vouchers) with ordinality v (
      group_number, id, request_id, input_hash, payee, narration, source_type, source_id, source_purpose,
      reverses_voucher_id, closing, actor, domain, place)
    where sequences[v.place] is not null
  ), written as (
    insert into line (voucher_id, number, tenant, account_key, ledger, amount, is_credit, unit_code, units, role,
      narration, posting_date, dimension_set, functional_amount)
    select vouchers[l.voucher_number].id, l.number, the_tenant, l.account_key, l.ledger, l.amount, l.is_credit,
      l.unit_code, l.units, l.role, l.narration, groups[vouchers[l.voucher_number].group_number].posting_date,
      l.dimension_set, l.functional_amount
    from unnest(lines) l where sequences[l.voucher_number] is not null
  )
  insert into balance_delta
  select the_tenant, groups[vouchers[l.voucher_number].group_number].company_id, l.account_key, l.ledger, l.unit_code,
    group_period[vouchers[l.voucher_number].group_number].key, groups[vouchers[l.voucher_number].group_number].posting_date,
    vouchers[l.voucher_number].closing, greatest(l.amount, 0), greatest(-l.amount, 0), l.units, l.dimension_set,
    greatest(l.functional_amount, 0), greatest(-l.functional_amount, 0),
    case when l.functional_amount is null then l.amount else 0 end
  from unnest(lines) l where sequences[l.voucher_number] is not null;

  return query
  select v.place::int, outcomes[v.place],
    case when outcomes[v.place] like 'account%' or outcomes[v.place] = 'dimension_missing' then legs[v.place] else 0 end,
    sequences[v.place], group_period[v.group_number].year_label, now_posting
  from (select place, vouchers[place].group_number from generate_subscripts(vouchers, 1) place) v;
end $$;

drop function reserve_vouchers(
  text, boolean, uuid[], text[], uuid[], text[], uuid[], text[], int[], int[], bytea[], uuid[], uuid[],
  text[], uuid[], text[], text[], text[], bytea[], int[], uuid[], date[], uuid[], int[], int[], bigint[],
  bigint[], bigint[], boolean[], text[], numeric[], text[], text[]);

-- Holds a batch of vouchers. Arrays with `posting_` and `voucher_` count postings, those with `line_` count lines. A line
-- names its account, or leaves it null and names a role: the rule of the role, or of what stands before its last dot
-- (INVENTORY.MAIN, else INVENTORY), says which account. Postings of one company and date are a group, as in
-- post_vouchers. `taken_back` are the vouchers that some of them reverse, in order.
--
-- Outcomes: reserved, replayed (with the content of then), differs, cancelled, period_missing, period_closed,
-- period_locked, account_not_found, account_closed, dimension_missing, rule_missing, already_reversed. `leg` is the
-- number of the line concerned, 0 where
-- none is; `accounts` are the lines' account keys, in order; `content` is null where a replayed one is confirmed by now.
create function reserve_vouchers(
  the_tenant text, deferred boolean,
  posting_key uuid[], posting_owner text[], posting_company uuid[], posting_type text[], posting_document uuid[],
  posting_purpose text[], posting_revision int[], posting_attempt int[],
  voucher_hash bytea[], voucher_key uuid[], voucher_request uuid[], voucher_journal text[], voucher_reverses uuid[],
  voucher_actor text[], voucher_payee text[], voucher_narration text[], voucher_content bytea[],
  voucher_domain int[], voucher_group int[],
  group_company uuid[], group_date date[], taken_back uuid[],
  line_posting int[], line_number int[], line_account bigint[], line_ledger bigint[], line_amount bigint[],
  line_is_credit boolean[], line_unit text[], line_units numeric[], line_role text[], line_narration text[],
  line_dimension_set int[], line_functional bigint[],
  out place int, out outcome text, out leg int, out accounts bigint[], out voucher_id uuid, out content bytea
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  now_reserving constant timestamptz := clock_timestamp();
  group_period int[];
  group_state smallint[];
  group_locked int[];
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
    select p.key, p.state, p.locked_domains, p.fiscal_year_key, p.year_label, p.end_date into found_period from period p
    where p.company_id = group_company[g] and p.start_date <= group_date[g] order by p.start_date desc limit 1;
    if found and found_period.end_date >= group_date[g] then
      group_period[g] := found_period.key;
      group_state[g] := found_period.state;
      group_locked[g] := found_period.locked_domains;
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
  -- An archived account takes nothing new, and one that requires dimensions nothing without; what it holds is still
  -- taken back.
  for bad in
    select l.posting, min(l.number) as number from unnest(line_posting, line_number, resolved, line_dimension_set)
      l (posting, number, account, dimension_set)
    where not exists (
      select from account a where a.key = l.account and a.company_id = posting_company[l.posting]
        and ((not a.archived and has_dimensions(l.dimension_set, a.required_dimensions))
          or voucher_reverses[l.posting] is not null))
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
    when group_locked[voucher_group[p.v]] & (1 << voucher_domain[p.v]) <> 0 then 'period_locked'
    when legs[p.v] > 0 then (
      select case when l.account is null then 'rule_missing' when a.key is null then 'account_not_found'
        when a.archived then 'account_closed' else 'dimension_missing' end
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
    voucher_content[p.v], now_reserving, null, null, voucher_domain[p.v]
  from unnest(posting_key, voucher_group) with ordinality p (id, g, v)
  join (
    select line_posting[i] as posting, array_agg(
      row(line_number[i], resolved[i], line_ledger[i], line_amount[i], line_is_credit[i], line_unit[i], line_units[i],
        line_role[i], line_narration[i], line_dimension_set[i], line_functional[i])::reserved_line order by i) as lines
    from generate_subscripts(line_posting, 1) i group by 1) l on l.posting = p.v
  where outcomes[p.v] = 'reserved'
  order by p.id;

  return query
  select p.v::int, outcomes[p.v],
    case when outcomes[p.v] like 'account%' or outcomes[p.v] in ('rule_missing', 'dimension_missing') then legs[p.v]
      else 0 end,
    (select array_agg(l.account_key order by l.number) from reservation r, unnest(r.lines) l where r.id = p.id),
    coalesce(vouchers[p.v], voucher_key[p.v]), contents[p.v]
  from unnest(posting_key) with ordinality p (id, v) order by p.v;
end $$;

-- P6: refuses nothing that is held. Outcomes: confirmed (with its place in the books), replayed, unknown, cancelled.
create or replace function confirm_vouchers(
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
  insert into voucher (id, tenant, company_id, request_id, input_hash, journal_code, year_label, sequence, posting_date,
    period_key, payee, narration, source_type, source_id, source_purpose, reverses_voucher_id, closing, actor, post_time,
    reserved, document_number, domain)
  select r.voucher_id, the_tenant, r.company_id, r.voucher_request, r.input_hash, r.journal_code, r.year_label,
    sequences[d.v], r.posting_date, r.period_key, r.payee, r.narration, r.document_type, r.document_id::text, r.purpose,
    r.reverses_voucher_id, false, r.actor, now_posting, true, decided_number[d.v], r.domain
  from unnest(decided_posting) with ordinality d (id, v) join reservation r on r.id = d.id where r.id = any (mine)
  order by d.v;
  with held as materialized (
    select d.v, r.company_id, r.voucher_id, r.posting_date, r.period_key, l.*
    from unnest(decided_posting) with ordinality d (id, v) join reservation r on r.id = d.id, unnest(r.lines) l
    where r.id = any (mine)),
  lines as (
    insert into line (voucher_id, number, tenant, account_key, ledger, amount, is_credit, unit_code, units, role,
      narration, posting_date, dimension_set, functional_amount)
    select voucher_id, number, the_tenant, account_key, ledger, amount, is_credit, unit_code, units, role, narration,
      posting_date, coalesce(dimension_set, 0), functional_amount
    from held order by v, number)
  insert into balance_delta
  select the_tenant, company_id, account_key, ledger, unit_code, period_key, posting_date, false, greatest(amount, 0),
    greatest(-amount, 0), units, coalesce(dimension_set, 0), greatest(functional_amount, 0),
    greatest(-functional_amount, 0), case when functional_amount is null then amount else 0 end
  from held;

  return query
  select d.v::int, outcomes[d.v], r.voucher_id, sequences[d.v], r.year_label, now_posting,
    (select array_agg(l.account_key order by l.number) from unnest(r.lines) l), r.content
  from unnest(decided_posting) with ordinality d (id, v) left join reservation r on r.id = d.id order by d.v;
  update reservation r set state = 2, lines = null, content = null, decided_time = d.at, end_time = now_posting
  from unnest(decided_posting, decided_at) d (id, at) where r.id = d.id and r.id = any (mine);
end $$;

create or replace function fold_balances(the_tenant text) returns bigint language plpgsql as $$
declare
  folded bigint;
begin
  perform set_config('m.tenant', the_tenant, true);
  if not pg_try_advisory_xact_lock(7262, hashtext(the_tenant)) then
    return 0;
  end if;
  -- Losing a fold in a crash loses nothing: the deltas come back with it.
  perform set_config('synchronous_commit', 'off', true);
  with taken as (
    delete from balance_delta where tenant = the_tenant returning *
  ), by_day as materialized (
    select company_id, period_key, posting_date, account_key, ledger, unit_code, closing, dimension_set,
      sum(debit) as debit, sum(credit) as credit, sum(units) as units, sum(functional_debit) as functional_debit,
      sum(functional_credit) as functional_credit, sum(unvalued) as unvalued, count(*) as count
    from taken group by 1, 2, 3, 4, 5, 6, 7, 8
  ), days as (
    insert into balance_day as b
    select the_tenant, company_id, period_key, posting_date, account_key, ledger, unit_code, closing, debit, credit,
      units, dimension_set, functional_debit, functional_credit, unvalued
    from by_day
    on conflict (company_id, period_key, posting_date, account_key, ledger, unit_code, closing, dimension_set)
    do update set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      units = b.units + excluded.units, functional_debit = b.functional_debit + excluded.functional_debit,
      functional_credit = b.functional_credit + excluded.functional_credit, unvalued = b.unvalued + excluded.unvalued
  ), periods as (
    insert into balance_period as b
    select the_tenant, company_id, period_key, account_key, ledger, unit_code, closing, sum(debit), sum(credit),
      sum(units), dimension_set, sum(functional_debit), sum(functional_credit), sum(unvalued)
    from by_day group by 2, 3, 4, 5, 6, 7, dimension_set
    on conflict (company_id, period_key, account_key, ledger, unit_code, closing, dimension_set)
    do update set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      units = b.units + excluded.units, functional_debit = b.functional_debit + excluded.functional_debit,
      functional_credit = b.functional_credit + excluded.functional_credit, unvalued = b.unvalued + excluded.unvalued
  )
  select coalesce(sum(count), 0) into folded from by_day;
  return folded;
end $$;


drop function movements(text, uuid, date, date, boolean);

-- Movements of a company from `from_date` (null: from the beginning) to the end of `to_date`, by account, ledger and
-- unit: whole periods from their rows, the days of a period that is cut from theirs, the rest from the deltas. With
-- `by_dimension` also by set of dimensions; `sets` (null: all) are those that count. With `known_at` as it was known at
-- that time: what was posted later is taken off again.
create function movements(the_tenant text, company uuid, from_date date, to_date date, with_closing boolean,
  by_dimension boolean default false, sets int[] default null, known_at timestamptz default null)
returns table (account_key bigint, code text, type smallint, ledger bigint, unit_code text, dimension_set int,
  debit numeric, credit numeric, units numeric, functional_debit numeric, functional_credit numeric, unvalued numeric)
language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('m.tenant', the_tenant, true);
  return query
  with wanted as materialized (
    select key, (from_date is null or start_date >= from_date) and end_date <= to_date as whole
    from period
    where company_id = company and start_date <= to_date and (from_date is null or end_date >= from_date)
  ), moved as (
    select b.account_key, b.ledger, b.unit_code, b.dimension_set, b.debit, b.credit, b.units, b.functional_debit,
      b.functional_credit, b.unvalued
    from wanted w join balance_period b on b.company_id = company and b.period_key = w.key
    where w.whole and (with_closing or not b.closing)
    union all
    select b.account_key, b.ledger, b.unit_code, b.dimension_set, b.debit, b.credit, b.units, b.functional_debit,
      b.functional_credit, b.unvalued
    from wanted w join balance_day b on b.company_id = company and b.period_key = w.key
    where not w.whole and b.posting_date <= to_date and (from_date is null or b.posting_date >= from_date)
      and (with_closing or not b.closing)
    union all
    select d.account_key, d.ledger, d.unit_code, d.dimension_set, d.debit, d.credit, d.units, d.functional_debit,
      d.functional_credit, d.unvalued
    from balance_delta d
    where d.company_id = company and d.posting_date <= to_date and (from_date is null or d.posting_date >= from_date)
      and (with_closing or not d.closing)
    union all
    select l.account_key, l.ledger, l.unit_code, l.dimension_set, -greatest(l.amount, 0), -greatest(-l.amount, 0),
      -l.units, -greatest(l.functional_amount, 0), -greatest(-l.functional_amount, 0),
      case when l.functional_amount is null then -l.amount else 0 end
    from voucher v join line l on l.voucher_id = v.id
    where known_at is not null and v.post_time > known_at and v.company_id = company and v.posting_date <= to_date
      and (from_date is null or v.posting_date >= from_date) and (with_closing or not v.closing)
  ), summed as (
    select m.account_key, m.ledger, m.unit_code, case when by_dimension then m.dimension_set else 0 end as dimension_set,
      sum(m.debit) as debit, sum(m.credit) as credit, sum(m.units) as units, sum(m.functional_debit) as functional_debit,
      sum(m.functional_credit) as functional_credit, sum(m.unvalued) as unvalued
    from moved m where sets is null or m.dimension_set = any (sets) group by 1, 2, 3, 4
  )
  select s.account_key, a.code, a.type, s.ledger, s.unit_code, s.dimension_set, s.debit, s.credit, s.units,
    s.functional_debit, s.functional_credit, s.unvalued
  from summed s join account a on a.key = s.account_key
  order by a.code, s.ledger, s.unit_code, s.dimension_set;
end $$;

-- The sets of dimensions that lines ask for, each given as a JSON object of codes by type; made where they are not there
-- yet. `problem` is empty, type_unknown, dimension_unknown, type_archived or dimension_archived, and `type_code` says of
-- which type.
create function open_dimension_sets(
  the_tenant text, company uuid, wanted jsonb[], out place int, out set_key int, out problem text, out type_code text
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  found_types bigint[];
  found_dimensions bigint[];
  bad record;
begin
  perform set_config('m.tenant', the_tenant, true);
  for i in 1 .. cardinality(wanted) loop
    select w.key as code, case when t.key is null then 'type_unknown' when d.key is null then 'dimension_unknown'
      when t.archived then 'type_archived' when d.archived then 'dimension_archived' end as why
    into bad
    from jsonb_each_text(wanted[i]) w
    left join dimension_type t on t.company_id = company and t.code = w.key
    left join dimension d on d.type_key = t.key and d.code = w.value
    where t.key is null or d.key is null or t.archived or d.archived order by w.key limit 1;
    place := i;
    set_key := null;
    problem := coalesce(bad.why, '');
    type_code := coalesce(bad.code, '');
    if problem = '' then
      select array_agg(t.key order by t.key), array_agg(d.key order by t.key) into found_types, found_dimensions
      from jsonb_each_text(wanted[i]) w
      join dimension_type t on t.company_id = company and t.code = w.key
      join dimension d on d.type_key = t.key and d.code = w.value;
      select s.key into set_key from dimension_set s where s.company_id = company and s.dimension_keys = found_dimensions;
      if set_key is null then
        insert into dimension_set (tenant, company_id, type_keys, dimension_keys, codes)
        values (the_tenant, company, found_types, found_dimensions, wanted[i])
        on conflict on constraint dimension_set_unique do nothing;
        select s.key into set_key from dimension_set s where s.company_id = company and s.dimension_keys = found_dimensions;
      end if;
    end if;
    return next;
  end loop;
end $$;

-- As before, byte for byte, for what has none of what is new: seals that there are still hold.
create or replace function voucher_canonical(v voucher) returns bytea language sql stable as $$
  select convert_to((case when v.domain = 1 then json_build_array(
    v.tenant, v.company_id, v.id, v.request_id, encode(v.input_hash, 'hex'), v.journal_code, v.year_label, v.sequence,
    v.posting_date, v.payee, v.narration, v.source_type, v.source_id, v.source_purpose, v.reverses_voucher_id, v.closing,
    v.actor, extract(epoch from v.post_time), v.reserved, v.document_number, posted.lines)
  else json_build_array(
    v.tenant, v.company_id, v.id, v.request_id, encode(v.input_hash, 'hex'), v.journal_code, v.year_label, v.sequence,
    v.posting_date, v.payee, v.narration, v.source_type, v.source_id, v.source_purpose, v.reverses_voucher_id, v.closing,
    v.actor, extract(epoch from v.post_time), v.reserved, v.document_number, posted.lines, v.domain)
  end)::text, 'UTF8')
  from (
    select json_agg(case when l.dimension_set = 0 and l.functional_amount is null then
      json_build_array(l.number, a.id, c.currency_code, c.scale, l.amount, l.is_credit, l.unit_code, l.units, l.role,
        l.narration, l.posting_date)
    else
      json_build_array(l.number, a.id, c.currency_code, c.scale, l.amount, l.is_credit, l.unit_code, l.units, l.role,
        l.narration, l.posting_date, (select s.codes from dimension_set s where s.key = l.dimension_set),
        l.functional_amount)
    end order by l.number) as lines
    from line l left join account a on a.key = l.account_key left join company_currency c on c.ledger = l.ledger
    where l.voucher_id = v.id) posted
$$;
