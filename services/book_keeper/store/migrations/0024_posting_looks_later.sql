-- post_vouchers no longer looks for what is nearly never there, and keeps of periods and series only what it needs: a
-- posting of one voucher waits for the database a tenth less.
drop function post_vouchers(text, posting_group[], int[], posting_voucher[], posting_line[]);

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
--
-- Nearly every voucher is a new one, so nobody looks for it first: where one is there already (its id or its request)
-- unique_violation is raised and nothing is posted; the caller calls again, `looking`, and gets outcomes.
create function post_vouchers(
  the_tenant text, groups posting_group[], groups_by_journal int[], vouchers posting_voucher[], lines posting_line[],
  looking boolean,
  out place int, out outcome text, out leg int, out sequence bigint, out year_label text, out post_time timestamptz
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  period_key int[];
  period_state smallint[];
  period_locked int[];
  period_label text[];
  group_series int[];
  series_group int[] := '{}';
  series_year bigint[];
  series_taken bigint[];
  series_last bigint[];
  outcomes text[];
  legs int[] := array_fill(0, array[cardinality(vouchers)]);
  sequences bigint[] := array_fill(null::bigint, array[cardinality(vouchers)]);
  now_posting timestamptz;
  company uuid;
  day date;
  journal text;
  wanted int;
  taken bigint;
  found_key int;
  found_state smallint;
  found_locked int;
  found_label text;
  found_year bigint;
  bad record;
  i int;
  k int := 0;
  plain boolean;
begin
  -- Every look-up below is a probe of one index, whatever the tables hold: no plan to choose per call.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);

  -- A period that is being closed waits for us, and we for it: posting.md P8. Periods are calendar months.
  perform pg_advisory_xact_lock_shared(
    hashtext(g.company_id::text), extract(year from g.posting_date)::int * 100 + extract(month from g.posting_date)::int)
  from unnest(groups) g;

  -- A group's period, and as many numbers of its series as it has vouchers. From here on we are alone in these series:
  -- what was posted before is seen below, what comes later waits.
  foreach i in array groups_by_journal loop
    company := groups[i].company_id;
    day := groups[i].posting_date;
    journal := groups[i].journal_code;
    wanted := groups[i].voucher_count;
    select p.key, p.state, p.locked_domains, p.year_label, p.fiscal_year_key
    into found_key, found_state, found_locked, found_label, found_year
    from (
      select * from period p where p.company_id = company and p.start_date <= day order by p.start_date desc limit 1) p
    where p.end_date >= day;
    continue when found_key is null;
    period_key[i] := found_key;
    period_state[i] := found_state;
    period_locked[i] := found_locked;
    period_label[i] := found_label;
    insert into series as s (tenant, company_id, journal_code, fiscal_year_key, last)
    values (the_tenant, company, journal, found_year, wanted)
    on conflict (company_id, journal_code, fiscal_year_key) do update set last = s.last + excluded.last
    returning s.last into taken;
    -- Groups of one series follow each other.
    if k = 0 or found_year <> series_year[k] or company <> groups[series_group[k]].company_id
      or journal <> groups[series_group[k]].journal_code
    then
      k := k + 1;
      series_group[k] := i;
      series_year[k] := found_year;
      series_last[k] := taken - wanted;
    end if;
    series_taken[k] := taken;
    group_series[i] := k;
  end loop;

  -- Most batches hold nothing but new vouchers in open periods on accounts in use: one look says so.
  select bool_and(
    period_state[v.group_number] is not distinct from 1 and period_locked[v.group_number] = 0
    and v.reverses_voucher_id is null and v.source_id = ''
    and (not looking or (
      (select x.id from voucher x where x.tenant = the_tenant and x.request_id = v.request_id) is null
      and (select x.id from voucher x where x.id = v.id) is null)))
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
      when period_state[v.group_number] is null then 'period_missing'
      when period_state[v.group_number] = 3 or (period_state[v.group_number] = 2 and not v.closing) then 'period_closed'
      when period_locked[v.group_number] & (1 << v.domain) <> 0 and not v.closing then 'period_locked'
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
  for k in 1 .. cardinality(series_group) loop
    if series_last[k] < series_taken[k] then
      update series s set last = series_last[k]
      where s.company_id = groups[series_group[k]].company_id
        and s.journal_code = groups[series_group[k]].journal_code and s.fiscal_year_key = series_year[k];
    end if;
  end loop;

  now_posting := clock_timestamp();
  with posted as (
    insert into voucher (id, tenant, company_id, request_id, input_hash, journal_code, year_label, sequence,
      posting_date, period_key, payee, narration, source_type, source_id, source_purpose, reverses_voucher_id, closing,
      actor, post_time, domain)
    select v.id, the_tenant, groups[v.group_number].company_id, v.request_id, v.input_hash,
      groups[v.group_number].journal_code, period_label[v.group_number], sequences[v.place],
      groups[v.group_number].posting_date, period_key[v.group_number], v.payee, v.narration, v.source_type,
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
    period_key[vouchers[l.voucher_number].group_number], groups[vouchers[l.voucher_number].group_number].posting_date,
    vouchers[l.voucher_number].closing, greatest(l.amount, 0), greatest(-l.amount, 0), l.units, l.dimension_set,
    greatest(l.functional_amount, 0), greatest(-l.functional_amount, 0),
    case when l.functional_amount is null then l.amount else 0 end
  from unnest(lines) l where sequences[l.voucher_number] is not null;

  return query
  select v.place::int, outcomes[v.place],
    case when outcomes[v.place] like 'account%' or outcomes[v.place] = 'dimension_missing' then legs[v.place] else 0 end,
    sequences[v.place], period_label[v.group_number], now_posting
  from (select place, vouchers[place].group_number from generate_subscripts(vouchers, 1) place) v;
end $$;
