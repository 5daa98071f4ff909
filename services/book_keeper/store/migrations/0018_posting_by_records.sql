-- post_vouchers takes an array of records per kind of row where it took one per column, 27 of them, and looks for what is
-- out of the ordinary only where there is something: of about 320 us for a voucher of two lines it saves 80. What it
-- does is the same, but that a voucher which a held one is to take back is not taken back by another: two that take back
-- the same voucher lock it first, as reserve_vouchers does; whoever holds that lock waits for no series.
create type posting_group as (company_id uuid, posting_date date, journal_code text, voucher_count int);
create type posting_voucher as (
  group_number int, id uuid, request_id uuid, input_hash bytea, payee text, narration text, source_type text,
  source_id text, source_purpose text, reverses_voucher_id uuid, closing boolean, actor text
);
create type posting_line as (
  voucher_number int, number int, account_key bigint, ledger bigint, amount bigint, is_credit boolean, unit_code text,
  units numeric, role text, narration text
);

drop function post_vouchers(
  text, uuid[], date[], text[], int[], int[], uuid[], uuid[], bytea[], text[], text[], text[], text[], text[], uuid[],
  boolean[], text[], int[], int[], bigint[], bigint[], bigint[], boolean[], text[], numeric[], text[], text[]);

-- Posting a batch of vouchers: one call, one transaction, a result for each. Nothing is raised for a refusal, so one
-- voucher's never takes the others with it. `voucher_number` is the place of a line's voucher among the vouchers.
-- Vouchers of one company, date and journal are a group, for they share a period and a series; `group_number` is the
-- place of a voucher's group. Groups come by company and date, the order that periods are locked in;
-- `groups_by_journal` has their places by company, journal and date, the order that series are locked in: whoever locks
-- in the same order never waits in a circle.
--
-- Outcomes: committed, replayed (same request, same content), request_id_reused, exists (voucher id),
-- period_missing, period_closed, account_not_found, account_closed, already_reversed, source_exists. `leg` is the
-- number of the line concerned, 0 where none is.
create function post_vouchers(
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
    group_period[v.group_number].state is not distinct from 1 and v.reverses_voucher_id is null and v.source_id = ''
    and (select x.id from voucher x where x.tenant = the_tenant and x.request_id = v.request_id) is null
    and (select x.id from voucher x where x.id = v.id) is null)
    and (
      select bool_and((
        select not a.archived from account a
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

    -- An archived account takes nothing new; what it holds is still taken back and closed.
    for bad in
      select l.voucher_number, min(l.number) as number from unnest(lines) l
      where not exists (
        select from account a
        where a.key = l.account_key and a.company_id = groups[vouchers[l.voucher_number].group_number].company_id
          and (not a.archived or vouchers[l.voucher_number].closing
            or vouchers[l.voucher_number].reverses_voucher_id is not null))
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
      when legs[v.place] > 0 then case when exists (
        select from unnest(lines) l
        join account a on a.key = l.account_key and a.company_id = groups[v.group_number].company_id
        where l.voucher_number = v.place and l.number = legs[v.place]) then 'account_closed'
        else 'account_not_found' end
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
        reverses_voucher_id, closing, actor, place)) v;
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
      actor, post_time)
    select v.id, the_tenant, groups[v.group_number].company_id, v.request_id, v.input_hash,
      groups[v.group_number].journal_code, group_period[v.group_number].year_label, sequences[v.place],
      groups[v.group_number].posting_date, group_period[v.group_number].key, v.payee, v.narration, v.source_type,
      v.source_id, v.source_purpose, v.reverses_voucher_id, v.closing, v.actor, now_posting
    from unnest(vouchers) with ordinality v (
      group_number, id, request_id, input_hash, payee, narration, source_type, source_id, source_purpose,
      reverses_voucher_id, closing, actor, place)
    where sequences[v.place] is not null
  ), written as (
    insert into line (voucher_id, number, tenant, account_key, ledger, amount, is_credit, unit_code, units, role,
      narration, posting_date)
    select vouchers[l.voucher_number].id, l.number, the_tenant, l.account_key, l.ledger, l.amount, l.is_credit,
      l.unit_code, l.units, l.role, l.narration, groups[vouchers[l.voucher_number].group_number].posting_date
    from unnest(lines) l where sequences[l.voucher_number] is not null
  )
  insert into balance_delta
  select the_tenant, groups[vouchers[l.voucher_number].group_number].company_id, l.account_key, l.ledger, l.unit_code,
    group_period[vouchers[l.voucher_number].group_number].key, groups[vouchers[l.voucher_number].group_number].posting_date,
    vouchers[l.voucher_number].closing, greatest(l.amount, 0), greatest(-l.amount, 0), l.units
  from unnest(lines) l where sequences[l.voucher_number] is not null;

  return query
  select v.place::int, outcomes[v.place], case when outcomes[v.place] like 'account%' then legs[v.place] else 0 end,
    sequences[v.place], group_period[v.group_number].year_label, now_posting
  from (select place, vouchers[place].group_number from generate_subscripts(vouchers, 1) place) v;
end $$;
