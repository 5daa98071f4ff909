-- Balances without summing lines: postings leave deltas, one statement folds them into rows per period and per day,
-- and readers add what is not folded yet in the same statement, so they are exact at once.

create function fold_balances(the_tenant text) returns bigint language plpgsql as $$
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
    select company_id, period_key, posting_date, account_key, ledger, unit_code, closing,
      sum(debit) as debit, sum(credit) as credit, sum(units) as units, count(*) as count
    from taken group by 1, 2, 3, 4, 5, 6, 7
  ), days as (
    insert into balance_day as b
    select the_tenant, company_id, period_key, posting_date, account_key, ledger, unit_code, closing, debit, credit,
      units
    from by_day
    on conflict (company_id, period_key, posting_date, account_key, ledger, unit_code, closing)
    do update set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      units = b.units + excluded.units
  ), periods as (
    insert into balance_period as b
    select the_tenant, company_id, period_key, account_key, ledger, unit_code, closing, sum(debit), sum(credit),
      sum(units)
    from by_day group by 2, 3, 4, 5, 6, 7
    on conflict (company_id, period_key, account_key, ledger, unit_code, closing)
    do update set debit = b.debit + excluded.debit, credit = b.credit + excluded.credit,
      units = b.units + excluded.units
  )
  select coalesce(sum(count), 0) into folded from by_day;
  return folded;
end $$;

-- Movements of a company from `from_date` (null: from the beginning) to the end of `to_date`, by account, ledger and
-- unit: whole periods from their rows, the days of a period that is cut from theirs, the rest from the deltas.
create function movements(the_tenant text, company uuid, from_date date, to_date date, with_closing boolean)
returns table (account_key bigint, code text, type smallint, ledger bigint, unit_code text, debit numeric,
  credit numeric, units numeric)
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
    select b.account_key, b.ledger, b.unit_code, b.debit, b.credit, b.units
    from wanted w join balance_period b on b.company_id = company and b.period_key = w.key
    where w.whole and (with_closing or not b.closing)
    union all
    select b.account_key, b.ledger, b.unit_code, b.debit, b.credit, b.units
    from wanted w join balance_day b on b.company_id = company and b.period_key = w.key
    where not w.whole and b.posting_date <= to_date and (from_date is null or b.posting_date >= from_date)
      and (with_closing or not b.closing)
    union all
    select d.account_key, d.ledger, d.unit_code, d.debit, d.credit, d.units
    from balance_delta d
    where d.company_id = company and d.posting_date <= to_date and (from_date is null or d.posting_date >= from_date)
      and (with_closing or not d.closing)
  ), summed as (
    select m.account_key, m.ledger, m.unit_code, sum(m.debit) as debit, sum(m.credit) as credit, sum(m.units) as units
    from moved m group by 1, 2, 3
  )
  select s.account_key, a.code, a.type, s.ledger, s.unit_code, s.debit, s.credit, s.units
  from summed s join account a on a.key = s.account_key
  order by a.code, s.ledger, s.unit_code;
end $$;
