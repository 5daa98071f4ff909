-- A hold that was asked for again while the first was being confirmed answered with its content and without its lines.

-- Holds a batch of vouchers. Arrays with `posting_` and `voucher_` count postings, those with `line_` count lines. A line
-- names its account, or leaves it null and names a role: the rule of the role, or of what stands before its last dot
-- (INVENTORY.MAIN, else INVENTORY), says which account. Postings of one company and date are a group, as in
-- post_vouchers. `taken_back` are the vouchers that some of them reverse, in order.
--
-- Outcomes: reserved, replayed (with the content of then), differs, cancelled, period_missing, period_closed,
-- period_locked, account_not_found, account_closed, dimension_missing, rule_missing, already_reversed. `leg` is the
-- number of the line concerned, 0 where
-- none is; `accounts` are the lines' account keys, in order; `content` is null where a replayed one is confirmed by now.
create or replace function reserve_vouchers(
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
    else 'reserved' end order by p.v)
  into outcomes
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

  -- One look says all of a replayed posting: who confirms or cancels it meanwhile clears its content with its lines.
  return query
  select p.v::int, case when outcomes[p.v] = 'replayed' and r.state = 3 then 'cancelled' else outcomes[p.v] end,
    case when outcomes[p.v] like 'account%' or outcomes[p.v] in ('rule_missing', 'dimension_missing') then legs[p.v]
      else 0 end,
    (select array_agg(l.account_key order by l.number) from unnest(r.lines) l),
    coalesce(r.voucher_id, voucher_key[p.v]), case outcomes[p.v] when 'replayed' then r.content end
  from unnest(posting_key) with ordinality p (id, v) left join reservation r on r.id = p.id order by p.v;
end $$;
