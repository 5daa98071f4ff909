-- Posting a batch of vouchers: one call, one transaction, a result for each. Nothing is raised for a refusal, so one
-- voucher's never takes the others with it. Arrays with `voucher_` count vouchers, those with `line_` count lines;
-- `line_voucher` is the index of a line's voucher.
--
-- Outcomes: committed, replayed (same request, same content), request_id_reused, exists (voucher id),
-- period_missing, period_closed, account_not_found, account_closed, already_reversed, source_exists. `leg` is the
-- number of the line concerned, 0 where none is.
create function post_vouchers(
  the_tenant text, voucher_id uuid[], voucher_company uuid[], voucher_request uuid[], voucher_hash bytea[],
  voucher_journal text[], voucher_date date[], voucher_payee text[], voucher_narration text[],
  voucher_source_type text[], voucher_source_id text[], voucher_source_purpose text[], voucher_reverses uuid[],
  voucher_closing boolean[], voucher_actor text[],
  line_voucher int[], line_number int[], line_account bigint[], line_ledger bigint[], line_amount bigint[],
  line_is_credit boolean[], line_unit text[], line_units numeric[], line_role text[], line_narration text[],
  out place int, out outcome text, out leg int, out sequence bigint, out year_label text, out post_time timestamptz
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  found_period int[];
  found_state smallint[];
  found_year bigint[];
  found_label text[];
  series_of int[] := array_fill(0, array[cardinality(voucher_id)]);
  series_company uuid[];
  series_journal text[];
  series_year bigint[];
  series_last bigint[];
  outcomes text[];
  legs int[];
  sequences bigint[] := array_fill(null::bigint, array[cardinality(voucher_id)]);
  now_posting timestamptz;
  found_last bigint;
  one record;
  i int;
  k int := 0;
begin
  -- Every look-up below is a probe of one index, whatever the tables hold: no plan to choose per call.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);

  -- A period that is being closed waits for us, and we for it: posting.md P8. Periods are calendar months.
  perform pg_advisory_xact_lock_shared(company, month)
  from (
    select distinct hashtext(c::text) as company, extract(year from d)::int * 100 + extract(month from d)::int as month
    from unnest(voucher_company, voucher_date) v (c, d) order by 1, 2) months;

  select array_agg(p.key order by v), array_agg(p.state order by v), array_agg(p.fiscal_year_key order by v),
    array_agg(p.year_label order by v)
  into found_period, found_state, found_year, found_label
  from generate_subscripts(voucher_id, 1) v
  left join lateral (
    select p.* from period p where p.company_id = voucher_company[v] and p.start_date <= voucher_date[v]
    order by p.start_date desc limit 1) p on p.end_date >= voucher_date[v];

  -- From here on we are alone in these series: what was posted before is seen below, what comes later waits.
  for one in
    select voucher_company[v] as company, voucher_journal[v] as journal, found_year[v] as year, array_agg(v) as members
    from generate_subscripts(voucher_id, 1) v where found_year[v] is not null group by 1, 2, 3 order by 1, 2, 3
  loop
    k := k + 1;
    select s.last into found_last from series s
    where s.company_id = one.company and s.journal_code = one.journal and s.fiscal_year_key = one.year for update;
    if not found then
      insert into series (tenant, company_id, journal_code, fiscal_year_key)
      values (the_tenant, one.company, one.journal, one.year) on conflict do nothing;
      select s.last into found_last from series s
      where s.company_id = one.company and s.journal_code = one.journal and s.fiscal_year_key = one.year for update;
    end if;
    series_company[k] := one.company;
    series_journal[k] := one.journal;
    series_year[k] := one.year;
    series_last[k] := found_last;
    foreach i in array one.members loop
      series_of[i] := k;
    end loop;
  end loop;

  legs := array_fill(0, array[cardinality(voucher_id)]);
  for one in
    select l.voucher, min(l.number) as number from unnest(line_voucher, line_number, line_account)
      l (voucher, number, account)
    where not exists (
      select from account a
      where a.key = l.account and a.company_id = voucher_company[l.voucher] and not a.archived)
    group by l.voucher
  loop
    legs[one.voucher] := one.number;
  end loop;

  select array_agg(case
    when input_hash = voucher_hash[v] then 'replayed'
    when input_hash is not null then 'request_id_reused'
    when exists (select from voucher x where x.id = voucher_id[v]) then 'exists'
    when found_state[v] is null then 'period_missing'
    when found_state[v] = 3 or (found_state[v] = 2 and not voucher_closing[v]) then 'period_closed'
    when legs[v] > 0 then case when exists (
      select from unnest(line_voucher, line_number, line_account) l (voucher, number, account)
      join account a on a.key = l.account and a.company_id = voucher_company[v]
      where l.voucher = v and l.number = legs[v]) then 'account_closed' else 'account_not_found' end
    when voucher_reverses[v] is not null
      and exists (select from voucher x where x.reverses_voucher_id = voucher_reverses[v]) then 'already_reversed'
    when voucher_source_id[v] <> '' and exists (
      select from voucher x where x.company_id = voucher_company[v] and x.source_type = voucher_source_type[v]
        and x.source_id = voucher_source_id[v] and x.source_purpose = voucher_source_purpose[v]
        and x.source_id <> '') then 'source_exists'
    else 'committed' end order by v)
  into outcomes
  from (
    select v, (select x.input_hash from voucher x where x.tenant = the_tenant and x.request_id = voucher_request[v])
      as input_hash
    from generate_subscripts(voucher_id, 1) v) request;

  -- Numbers come last, those of a series at once.
  for i in 1 .. cardinality(voucher_id) loop
    if outcomes[i] = 'committed' then
      series_last[series_of[i]] := series_last[series_of[i]] + 1;
      sequences[i] := series_last[series_of[i]];
    end if;
  end loop;
  for j in 1 .. k loop
    update series s set last = series_last[j]
    where s.company_id = series_company[j] and s.journal_code = series_journal[j]
      and s.fiscal_year_key = series_year[j] and s.last <> series_last[j];
  end loop;

  now_posting := clock_timestamp();
  insert into voucher
  select voucher_id[v], the_tenant, voucher_company[v], voucher_request[v], voucher_hash[v], voucher_journal[v],
    found_label[v], sequences[v], voucher_date[v], found_period[v], voucher_payee[v], voucher_narration[v],
    voucher_source_type[v], voucher_source_id[v], voucher_source_purpose[v], voucher_reverses[v],
    voucher_closing[v], voucher_actor[v], now_posting
  from generate_subscripts(voucher_id, 1) v where sequences[v] is not null;

  insert into line
  select voucher_id[l.voucher], l.number, the_tenant, l.account, l.ledger, l.amount, l.is_credit, l.unit, l.units,
    l.role, l.narration, voucher_date[l.voucher]
  from unnest(line_voucher, line_number, line_account, line_ledger, line_amount, line_is_credit, line_unit,
    line_units, line_role, line_narration)
    l (voucher, number, account, ledger, amount, is_credit, unit, units, role, narration)
  where sequences[l.voucher] is not null;

  insert into balance_delta
  select the_tenant, voucher_company[l.voucher], l.account, l.ledger, l.unit, found_period[l.voucher],
    voucher_date[l.voucher], voucher_closing[l.voucher], greatest(l.amount, 0), greatest(-l.amount, 0), l.units
  from unnest(line_voucher, line_account, line_ledger, line_amount, line_unit, line_units)
    l (voucher, account, ledger, amount, unit, units)
  where sequences[l.voucher] is not null;

  return query
  select v, outcomes[v], legs[v], sequences[v], found_label[v], now_posting
  from generate_subscripts(voucher_id, 1) v order by v;
end $$;
