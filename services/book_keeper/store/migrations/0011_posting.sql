-- Posting a batch of vouchers: one call, one transaction, a result for each. Nothing is raised for a refusal, so one
-- voucher's never takes the others with it. Arrays with `voucher_` count vouchers, those with `line_` count lines;
-- `line_voucher` is the index of a line's voucher. Vouchers of one company, date and journal are a group, for they
-- share a period and a series; `voucher_group` is the index of a voucher's group. Groups come by company and date, the
-- order that periods are locked in; `group_by_journal` has their indexes by company, journal and date, the order that
-- series are locked in: whoever locks in the same order never waits in a circle.
--
-- Outcomes: committed, replayed (same request, same content), request_id_reused, exists (voucher id),
-- period_missing, period_closed, account_not_found, account_closed, already_reversed, source_exists. `leg` is the
-- number of the line concerned, 0 where none is.
create function post_vouchers(
  the_tenant text, group_company uuid[], group_date date[], group_journal text[],
  group_by_journal int[], voucher_group int[], voucher_id uuid[], voucher_request uuid[], voucher_hash bytea[],
  voucher_payee text[], voucher_narration text[], voucher_source_type text[], voucher_source_id text[],
  voucher_source_purpose text[], voucher_reverses uuid[], voucher_closing boolean[], voucher_actor text[],
  line_voucher int[], line_number int[], line_account bigint[], line_ledger bigint[], line_amount bigint[],
  line_is_credit boolean[], line_unit text[], line_units numeric[], line_role text[], line_narration text[],
  out place int, out outcome text, out leg int, out sequence bigint, out year_label text, out post_time timestamptz
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  group_period int[];
  group_state smallint[];
  group_year bigint[];
  group_label text[];
  group_series int[];
  series_name text[] := '{}';
  series_group int[];
  series_last bigint[];
  outcomes text[];
  legs int[] := array_fill(0, array[cardinality(voucher_id)]);
  sequences bigint[] := array_fill(null::bigint, array[cardinality(voucher_id)]);
  now_posting timestamptz;
  found_period record;
  found_last bigint;
  bad record;
  i int;
  k int;
begin
  -- Every look-up below is a probe of one index, whatever the tables hold: no plan to choose per call.
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);

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

  -- From here on we are alone in these series: what was posted before is seen below, what comes later waits.
  foreach i in array group_by_journal loop
    if group_year[i] is not null then
      k := array_position(series_name, format('%s/%s/%s', group_company[i], group_journal[i], group_year[i]));
      if k is null then
        k := cardinality(series_name) + 1;
        select s.last into found_last from series s
        where s.company_id = group_company[i] and s.journal_code = group_journal[i] and s.fiscal_year_key = group_year[i]
        for update;
        if not found then
          insert into series (tenant, company_id, journal_code, fiscal_year_key)
          values (the_tenant, group_company[i], group_journal[i], group_year[i]) on conflict do nothing;
          select s.last into found_last from series s
          where s.company_id = group_company[i] and s.journal_code = group_journal[i]
            and s.fiscal_year_key = group_year[i]
          for update;
        end if;
        series_name[k] := format('%s/%s/%s', group_company[i], group_journal[i], group_year[i]);
        series_group[k] := i;
        series_last[k] := found_last;
      end if;
      group_series[i] := k;
    end if;
  end loop;

  -- An archived account takes nothing new; what it holds is still taken back and closed.
  if exists (
    select from unnest(line_voucher, line_account) l (voucher, account)
    where not exists (
      select from account a
      where a.key = l.account and a.company_id = group_company[voucher_group[l.voucher]]
        and (not a.archived or voucher_closing[l.voucher] or voucher_reverses[l.voucher] is not null)))
  then
    for bad in
      select l.voucher, min(l.number) as number from unnest(line_voucher, line_number, line_account)
        l (voucher, number, account)
      where not exists (
        select from account a
        where a.key = l.account and a.company_id = group_company[voucher_group[l.voucher]]
          and (not a.archived or voucher_closing[l.voucher] or voucher_reverses[l.voucher] is not null))
      group by l.voucher
    loop
      legs[bad.voucher] := bad.number;
    end loop;
  end if;

  select array_agg(case
    when input_hash = voucher_hash[v] then 'replayed'
    when input_hash is not null then 'request_id_reused'
    when exists (select from voucher x where x.id = voucher_id[v]) then 'exists'
    when group_state[voucher_group[v]] is null then 'period_missing'
    when group_state[voucher_group[v]] = 3
      or (group_state[voucher_group[v]] = 2 and not voucher_closing[v]) then 'period_closed'
    when legs[v] > 0 then case when exists (
      select from unnest(line_voucher, line_number, line_account) l (voucher, number, account)
      join account a on a.key = l.account and a.company_id = group_company[voucher_group[v]]
      where l.voucher = v and l.number = legs[v]) then 'account_closed' else 'account_not_found' end
    when voucher_reverses[v] is not null
      and exists (select from voucher x where x.reverses_voucher_id = voucher_reverses[v]) then 'already_reversed'
    when voucher_source_id[v] <> '' and exists (
      select from voucher x where x.company_id = group_company[voucher_group[v]]
        and x.source_type = voucher_source_type[v] and x.source_id = voucher_source_id[v]
        and x.source_purpose = voucher_source_purpose[v] and x.source_id <> '') then 'source_exists'
    else 'committed' end order by v)
  into outcomes
  from (
    select v, (select x.input_hash from voucher x where x.tenant = the_tenant and x.request_id = voucher_request[v])
      as input_hash
    from generate_subscripts(voucher_id, 1) v) request;

  -- Numbers come last, those of a series at once.
  for v in 1 .. cardinality(voucher_id) loop
    if outcomes[v] = 'committed' then
      k := group_series[voucher_group[v]];
      series_last[k] := series_last[k] + 1;
      sequences[v] := series_last[k];
    end if;
  end loop;
  for k in 1 .. cardinality(series_name) loop
    update series s set last = series_last[k]
    where s.company_id = group_company[series_group[k]] and s.journal_code = group_journal[series_group[k]]
      and s.fiscal_year_key = group_year[series_group[k]] and s.last <> series_last[k];
  end loop;

  now_posting := clock_timestamp();
  insert into voucher
  select voucher_id[v], the_tenant, group_company[g], voucher_request[v], voucher_hash[v], group_journal[g],
    group_label[g], sequences[v], group_date[g], group_period[g], voucher_payee[v], voucher_narration[v],
    voucher_source_type[v], voucher_source_id[v], voucher_source_purpose[v], voucher_reverses[v],
    voucher_closing[v], voucher_actor[v], now_posting
  from unnest(voucher_group) with ordinality groups (g, v) where sequences[v] is not null;

  insert into line
  select voucher_id[l.voucher], l.number, the_tenant, l.account, l.ledger, l.amount, l.is_credit, l.unit, l.units,
    l.role, l.narration, group_date[voucher_group[l.voucher]]
  from unnest(line_voucher, line_number, line_account, line_ledger, line_amount, line_is_credit, line_unit,
    line_units, line_role, line_narration)
    l (voucher, number, account, ledger, amount, is_credit, unit, units, role, narration)
  where sequences[l.voucher] is not null;

  insert into balance_delta
  select the_tenant, group_company[voucher_group[l.voucher]], l.account, l.ledger, l.unit,
    group_period[voucher_group[l.voucher]], group_date[voucher_group[l.voucher]], voucher_closing[l.voucher],
    greatest(l.amount, 0), greatest(-l.amount, 0), l.units
  from unnest(line_voucher, line_account, line_ledger, line_amount, line_unit, line_units)
    l (voucher, account, ledger, amount, unit, units)
  where sequences[l.voucher] is not null;

  return query
  select v::int, outcomes[v], case when outcomes[v] like 'account%' then legs[v] else 0 end, sequences[v],
    group_label[g], now_posting
  from unnest(voucher_group) with ordinality groups (g, v) order by v;
end $$;
