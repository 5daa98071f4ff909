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
  outcomes text[];
  legs int[];
  now_posting timestamptz;
begin
  perform set_config('m.tenant', the_tenant, true);

  select array_agg(p.key order by i) into found_period
  from generate_subscripts(voucher_id, 1) i
  left join period p on p.company_id = voucher_company[i]
    and p.start_date <= voucher_date[i] and p.end_date >= voucher_date[i];

  -- A period that is being closed waits for us, and we for it: posting.md P8.
  perform pg_advisory_xact_lock_shared(7261, key)
  from (select distinct key from unnest(found_period) key where key is not null order by key) keys;

  select array_agg(p.state order by i), array_agg(p.fiscal_year_key order by i) into found_state, found_year
  from generate_subscripts(voucher_id, 1) i
  left join period p on p.key = found_period[i];

  insert into series (tenant, company_id, journal_code, fiscal_year_key)
  select distinct the_tenant, voucher_company[i], voucher_journal[i], found_year[i]
  from generate_subscripts(voucher_id, 1) i
  where found_year[i] is not null and not exists (
    select from series s where s.company_id = voucher_company[i] and s.journal_code = voucher_journal[i]
      and s.fiscal_year_key = found_year[i])
  order by 2, 3, 4
  on conflict do nothing;

  -- From here on we are alone in these series: what was posted before is seen below, what comes later waits.
  perform from series s
  where (s.company_id, s.journal_code, s.fiscal_year_key) in (
    select voucher_company[i], voucher_journal[i], found_year[i] from generate_subscripts(voucher_id, 1) i)
  order by s.company_id, s.journal_code, s.fiscal_year_key
  for update;

  with bad_line as materialized (
    select l.voucher, min(l.number) as number,
      (array_agg(a.key is not null order by l.number))[1] as known
    from unnest(line_voucher, line_number, line_account) l (voucher, number, account)
    left join account a on a.key = l.account and a.company_id = voucher_company[l.voucher]
    where a.key is null or a.archived
    group by l.voucher
  )
  select
    array_agg(case
      when v.id is not null and v.input_hash = voucher_hash[i] then 'replayed'
      when v.id is not null then 'request_id_reused'
      when exists (select from voucher x where x.id = voucher_id[i]) then 'exists'
      when found_state[i] is null then 'period_missing'
      when found_state[i] = 3 or (found_state[i] = 2 and not voucher_closing[i]) then 'period_closed'
      when b.voucher is not null and not b.known then 'account_not_found'
      when b.voucher is not null then 'account_closed'
      when voucher_reverses[i] is not null
        and exists (select from voucher x where x.reverses_voucher_id = voucher_reverses[i]) then 'already_reversed'
      when voucher_source_id[i] <> '' and exists (
        select from voucher x where x.company_id = voucher_company[i] and x.source_type = voucher_source_type[i]
          and x.source_id = voucher_source_id[i] and x.source_purpose = voucher_source_purpose[i]
          and x.source_id <> '') then 'source_exists'
      else 'committed' end order by i),
    array_agg(coalesce(b.number, 0) order by i)
  into outcomes, legs
  from generate_subscripts(voucher_id, 1) i
  left join voucher v on v.tenant = the_tenant and v.request_id = voucher_request[i]
  left join bad_line b on b.voucher = i;

  now_posting := clock_timestamp();
  return query
  with fresh as materialized (
    select i, voucher_company[i] as company, voucher_journal[i] as journal, found_year[i] as year,
      row_number() over (partition by voucher_company[i], voucher_journal[i], found_year[i] order by i) as rank
    from generate_subscripts(voucher_id, 1) i
    where outcomes[i] = 'committed'
  ), taken as (
    update series s set last = s.last + wanted.count
    from (select company, journal, year, count(*) as count from fresh group by 1, 2, 3) wanted
    where s.company_id = wanted.company and s.journal_code = wanted.journal and s.fiscal_year_key = wanted.year
    returning s.company_id, s.journal_code, s.fiscal_year_key, s.last - wanted.count as before
  ), numbered as materialized (
    select f.i, t.before + f.rank as sequence, y.label
    from fresh f
    join taken t on t.company_id = f.company and t.journal_code = f.journal and t.fiscal_year_key = f.year
    join fiscal_year y on y.key = f.year
  ), vouchers as (
    insert into voucher
    select voucher_id[i], the_tenant, voucher_company[i], voucher_request[i], voucher_hash[i], voucher_journal[i],
      n.label, n.sequence, voucher_date[i], found_period[i], voucher_payee[i], voucher_narration[i],
      voucher_source_type[i], voucher_source_id[i], voucher_source_purpose[i], voucher_reverses[i],
      voucher_closing[i], voucher_actor[i], now_posting
    from numbered n
  ), posted_line as materialized (
    select l.* from unnest(line_voucher, line_number, line_account, line_ledger, line_amount, line_is_credit,
      line_unit, line_units, line_role, line_narration)
      l (voucher, number, account, ledger, amount, is_credit, unit, units, role, narration)
    join numbered n on n.i = l.voucher
  ), lines as (
    insert into line
    select voucher_id[l.voucher], l.number, the_tenant, l.account, l.ledger, l.amount, l.is_credit, l.unit, l.units,
      l.role, l.narration, voucher_date[l.voucher]
    from posted_line l
  ), deltas as (
    insert into balance_delta
    select the_tenant, voucher_company[l.voucher], l.account, l.ledger, l.unit, found_period[l.voucher],
      voucher_date[l.voucher], voucher_closing[l.voucher], greatest(l.amount, 0), greatest(-l.amount, 0), l.units
    from posted_line l
  )
  select i, outcomes[i], legs[i], n.sequence, n.label, now_posting
  from generate_subscripts(voucher_id, 1) i left join numbered n using (i)
  order by i;
end $$;
