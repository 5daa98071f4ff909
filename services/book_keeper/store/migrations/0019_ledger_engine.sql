-- The ledger engine's own books: accounts, transfers, holds and histories, by the rules of TigerBeetle's state machine
-- (m_engines.ledger.machine is the same in Python and is what this is compared with). Vouchers that come with their rows
-- do not pass through here: post_vouchers keeps them in voucher and line.
--
-- Ids have 128 bits and are kept as uuid, amounts up to 2^128 - 1 as numeric, timestamps in nanoseconds since 1970.

-- One row a tenant, locked first by whoever writes: timestamps are in the order of commits, whatever the process.
create table engine_clock (
  tenant text primary key,
  last bigint not null
) with (fillfactor = 10);
grant select, insert, update on engine_clock to {role};

-- flags: 2 debits must not exceed credits, 4 credits must not exceed debits, 8 history, 16 imported, 32 closed.
create table engine_account (
  tenant text not null,
  id uuid not null,
  ledger bigint not null,
  code int not null,
  flags int not null,
  user_data_128 uuid not null,
  user_data_64 numeric not null,
  user_data_32 bigint not null,
  stamp bigint not null,
  debits_pending numeric not null,
  debits_posted numeric not null,
  credits_pending numeric not null,
  credits_posted numeric not null,
  primary key (tenant, id)
) with (fillfactor = 70);
create unique index engine_account_stamp on engine_account (tenant, stamp);
grant select, insert, update on engine_account to {role};

-- flags: 1 linked, 2 pending, 4 post, 8 void, 16 and 32 balancing debit and credit, 64 and 128 closing debit and credit,
-- 256 imported.
create table engine_transfer (
  tenant text not null,
  id uuid not null,
  debit uuid not null,
  credit uuid not null,
  amount numeric not null,
  ledger bigint not null,
  code int not null,
  flags int not null,
  pending_id uuid not null,
  timeout_seconds bigint not null,
  user_data_128 uuid not null,
  user_data_64 numeric not null,
  user_data_32 bigint not null,
  stamp bigint not null,
  primary key (tenant, id)
);
create unique index engine_transfer_stamp on engine_transfer (tenant, stamp);
create index engine_transfer_debit on engine_transfer (tenant, debit, stamp);
create index engine_transfer_credit on engine_transfer (tenant, credit, stamp);
create index engine_transfer_user_data on engine_transfer (tenant, user_data_128, stamp)
  where user_data_128 <> '00000000-0000-0000-0000-000000000000';
grant select, insert on engine_transfer to {role};

-- What became of a pending transfer: 1 pending, 2 posted, 3 voided, 4 expired. expires is null without a time-out.
create table engine_hold (
  tenant text not null,
  id uuid not null,
  state smallint not null check (state between 1 and 4),
  expires bigint,
  primary key (tenant, id)
) with (fillfactor = 70);
create index engine_hold_expiring on engine_hold (tenant, expires) where state = 1 and expires is not null;
grant select, insert, update on engine_hold to {role};

-- What an account with the history flag held after each of its transfers.
create table engine_history (
  tenant text not null,
  account_id uuid not null,
  stamp bigint not null,
  debits_pending numeric not null,
  debits_posted numeric not null,
  credits_pending numeric not null,
  credits_posted numeric not null,
  primary key (tenant, account_id, stamp)
);
grant select, insert on engine_history to {role};

-- Ids that failed for a reason of the moment: they never succeed.
create table engine_failed (
  tenant text not null,
  id uuid not null,
  primary key (tenant, id)
);
grant select, insert on engine_failed to {role};

create trigger append_only before update or delete on engine_transfer for each row execute function refuse_change();
create trigger append_only before update or delete on engine_history for each row execute function refuse_change();
create trigger append_only before update or delete on engine_failed for each row execute function refuse_change();
create trigger append_only_whole before truncate on engine_transfer execute function refuse_change();
create trigger append_only_whole before truncate on engine_history execute function refuse_change();
create trigger append_only_whole before truncate on engine_failed execute function refuse_change();

create function engine_now() returns bigint language sql volatile as $$
  select (extract(epoch from clock_timestamp()) * 1000000)::bigint * 1000
$$;

-- Locks the tenant's clock and answers its last timestamp.
create function engine_lock(the_tenant text) returns bigint language plpgsql as $$
declare
  found_last bigint;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('plan_cache_mode', 'force_generic_plan', true);
  select last into found_last from engine_clock where tenant = the_tenant for update;
  if found_last is null then
    insert into engine_clock values (the_tenant, 0) on conflict do nothing;
    select last into found_last from engine_clock where tenant = the_tenant for update;
  end if;
  return found_last;
end $$;

-- Gives back what was held for too long; accounts that it closed are open again. The clock is locked.
create function engine_expire(the_tenant text, now_stamp bigint) returns void language sql as $$
  with ended as (
    update engine_hold set state = 4
    where tenant = the_tenant and state = 1 and expires is not null and expires <= now_stamp returning id),
  freed as (
    select t.* from engine_transfer t join ended on ended.id = t.id where t.tenant = the_tenant),
  sums as (
    select account_id, sum(side.debit) as debit, sum(side.credit) as credit, bool_or(side.closing) as closing
    from freed, lateral (values
      (freed.debit, freed.amount, 0, freed.flags & 64 <> 0), (freed.credit, 0, freed.amount, freed.flags & 128 <> 0)
    ) side (account_id, debit, credit, closing) group by account_id)
  update engine_account a set debits_pending = debits_pending - sums.debit,
    credits_pending = credits_pending - sums.credit, flags = case when sums.closing then flags & ~32 else flags end
  from sums where a.tenant = the_tenant and a.id = sums.account_id
$$;

-- The same for readers: takes the lock only where something is over.
create function engine_expire_due(the_tenant text) returns void language plpgsql as $$
declare
  now_stamp constant bigint := engine_now();
begin
  perform set_config('m.tenant', the_tenant, true);
  if exists (
    select from engine_hold
    where tenant = the_tenant and state = 1 and expires is not null and expires <= now_stamp)
  then
    perform engine_lock(the_tenant);
    perform engine_expire(the_tenant, now_stamp);
  end if;
end $$;

-- Opens accounts, each alone: a result for each, in order. `code` is committed, exists, or why it was refused.
create function engine_open(the_tenant text, accounts engine_account[], out place int, out code text, out stamp bigint)
returns setof record language plpgsql as $$
declare
  zero constant uuid := '00000000-0000-0000-0000-000000000000';
  most constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  now_stamp constant bigint := engine_now();
  clock bigint := engine_lock(the_tenant);
  one engine_account;
  found_account engine_account;
begin
  for i in 1 .. cardinality(accounts) loop
    one := accounts[i];
    place := i;
    clock := greatest(clock + 1, now_stamp);
    stamp := clock;
    select a.* into found_account from engine_account a where a.tenant = the_tenant and a.id = one.id;
    if one.flags & 16 <> 0 and not one.stamp between 1 and 9223372036854775806 then
      code := 'imported_event_timestamp_out_of_range';
    elsif one.flags & 16 <> 0 and one.stamp >= clock then code := 'imported_event_timestamp_must_not_advance';
    elsif one.flags & 16 = 0 and one.stamp <> 0 then code := 'timestamp_must_be_zero';
    elsif one.id = zero then code := 'id_must_not_be_zero';
    elsif one.id = most then code := 'id_must_not_be_int_max';
    elsif found_account.id is not null then
      stamp := found_account.stamp;
      code := case when one.flags <> found_account.flags then 'exists_with_different_flags'
        when one.user_data_128 <> found_account.user_data_128 then 'exists_with_different_user_data_128'
        when one.user_data_64 <> found_account.user_data_64 then 'exists_with_different_user_data_64'
        when one.user_data_32 <> found_account.user_data_32 then 'exists_with_different_user_data_32'
        when one.ledger <> found_account.ledger then 'exists_with_different_ledger'
        when one.code <> found_account.code then 'exists_with_different_code'
        else 'exists' end;
    elsif one.flags & 6 = 6 then code := 'flags_are_mutually_exclusive';
    elsif one.ledger = 0 then code := 'ledger_must_not_be_zero';
    elsif one.code = 0 then code := 'code_must_not_be_zero';
    elsif one.flags & 16 <> 0 and (
      one.stamp <= (select max(a.stamp) from engine_account a where a.tenant = the_tenant)
      or exists (select from engine_transfer t where t.tenant = the_tenant and t.stamp = one.stamp))
    then
      code := 'imported_event_timestamp_must_not_regress';
    else
      code := 'committed';
      stamp := case when one.flags & 16 <> 0 then one.stamp else clock end;
      insert into engine_account values (the_tenant, one.id, one.ledger, one.code, one.flags, one.user_data_128,
        one.user_data_64, one.user_data_32, engine_open.stamp, 0, 0, 0, 0);
    end if;
    return next;
  end loop;
  update engine_clock set last = clock where tenant = the_tenant;
end $$;

-- How a leg differs from the transfer that has its id, exists where it does not. `held` is what its pending_id names.
create function engine_existing(leg engine_transfer, kept engine_transfer, held engine_transfer)
returns text language plpgsql immutable as $$
declare
  zero constant uuid := '00000000-0000-0000-0000-000000000000';
  most constant numeric := 340282366920938463463374607431768211455;
begin
  if leg.flags <> kept.flags then return 'exists_with_different_flags'; end if;
  if leg.pending_id <> kept.pending_id then return 'exists_with_different_pending_id'; end if;
  if leg.timeout_seconds <> kept.timeout_seconds then return 'exists_with_different_timeout'; end if;
  if leg.flags & 12 <> 0 then
    -- What a post or void leg leaves out is what it resolves.
    if leg.debit = zero then leg.debit := kept.debit; end if;
    if leg.credit = zero then leg.credit := kept.credit; end if;
    if leg.amount = (case when leg.flags & 8 <> 0 then 0 else most end) then leg.amount := held.amount; end if;
    if leg.user_data_128 = zero then leg.user_data_128 := held.user_data_128; end if;
    if leg.user_data_64 = 0 then leg.user_data_64 := held.user_data_64; end if;
    if leg.user_data_32 = 0 then leg.user_data_32 := held.user_data_32; end if;
    if leg.ledger = 0 then leg.ledger := kept.ledger; end if;
    if leg.code = 0 then leg.code := kept.code; end if;
  elsif leg.flags & 48 <> 0 and leg.amount >= kept.amount then
    -- A balancing leg's amount is the most that may move.
    leg.amount := kept.amount;
  end if;
  return case when leg.debit <> kept.debit then 'exists_with_different_debit_account_id'
    when leg.credit <> kept.credit then 'exists_with_different_credit_account_id'
    when leg.amount <> kept.amount then 'exists_with_different_amount'
    when leg.user_data_128 <> kept.user_data_128 then 'exists_with_different_user_data_128'
    when leg.user_data_64 <> kept.user_data_64 then 'exists_with_different_user_data_64'
    when leg.user_data_32 <> kept.user_data_32 then 'exists_with_different_user_data_32'
    when leg.ledger <> kept.ledger then 'exists_with_different_ledger'
    when leg.code <> kept.code then 'exists_with_different_code'
    else 'exists' end;
end $$;

-- What is wrong with a leg's form, null where nothing is: all that can be said without looking anything up.
create function engine_form(leg engine_transfer) returns text language plpgsql immutable as $$
declare
  zero constant uuid := '00000000-0000-0000-0000-000000000000';
  most constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
begin
  if leg.flags & 12 <> 0 then
    return case when leg.flags & 240 <> 0 then 'flags_are_mutually_exclusive'
      when leg.pending_id = zero then 'pending_id_must_not_be_zero'
      when leg.pending_id = most then 'pending_id_must_not_be_int_max'
      when leg.pending_id = leg.id then 'pending_id_must_be_different'
      when leg.timeout_seconds <> 0 then 'timeout_reserved_for_pending_transfer' end;
  end if;
  return case when leg.debit = zero then 'debit_account_id_must_not_be_zero'
    when leg.debit = most then 'debit_account_id_must_not_be_int_max'
    when leg.credit = zero then 'credit_account_id_must_not_be_zero'
    when leg.credit = most then 'credit_account_id_must_not_be_int_max'
    when leg.debit = leg.credit then 'accounts_must_be_different'
    when leg.pending_id <> zero then 'pending_id_must_be_zero'
    when leg.flags & 2 = 0 and leg.timeout_seconds <> 0 then 'timeout_reserved_for_pending_transfer'
    when leg.flags & 2 = 0 and leg.flags & 192 <> 0 then 'closing_transfer_must_be_pending'
    when leg.ledger = 0 then 'ledger_must_not_be_zero'
    when leg.code = 0 then 'code_must_not_be_zero' end;
end $$;

-- What keeps a single or pending leg of that amount from its accounts, null where nothing does.
create function engine_limit(leg engine_transfer, dr engine_account, cr engine_account, amount numeric)
returns text language plpgsql immutable as $$
declare
  most constant numeric := 340282366920938463463374607431768211455;
begin
  return case
    when leg.flags & 2 <> 0 and dr.debits_pending + amount > most then 'overflows_debits_pending'
    when leg.flags & 2 <> 0 and cr.credits_pending + amount > most then 'overflows_credits_pending'
    when dr.debits_posted + amount > most then 'overflows_debits_posted'
    when cr.credits_posted + amount > most then 'overflows_credits_posted'
    when dr.debits_pending + dr.debits_posted + amount > most then 'overflows_debits'
    when cr.credits_pending + cr.credits_posted + amount > most then 'overflows_credits'
    when leg.stamp + leg.timeout_seconds::numeric * 1000000000 > 9223372036854775807 then 'overflows_timeout'
    when dr.flags & 2 <> 0 and dr.debits_pending + dr.debits_posted + amount > dr.credits_posted
      then 'exceeds_credits'
    when cr.flags & 4 <> 0 and cr.credits_pending + cr.credits_posted + amount > cr.debits_posted
      then 'exceeds_debits' end;
end $$;

-- How a post or void leg contradicts what it is to resolve, null where it does not.
create function engine_contradiction(leg engine_transfer, held engine_transfer)
returns text language plpgsql immutable as $$
declare
  zero constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  return case when held.flags & 2 = 0 then 'pending_transfer_not_pending'
    when leg.debit not in (zero, held.debit) then 'pending_transfer_has_different_debit_account_id'
    when leg.credit not in (zero, held.credit) then 'pending_transfer_has_different_credit_account_id'
    when leg.ledger not in (0, held.ledger) then 'pending_transfer_has_different_ledger'
    when leg.code not in (0, held.code) then 'pending_transfer_has_different_code' end;
end $$;

-- Submits entries: a result for each, in order. Legs come as the transfers that they are to become, with the time that
-- they have already where they are imported; `entry_of_leg` is the number of each leg's entry. `code` is committed, already_committed, or why leg number `leg` of it
-- (counted from 0) was refused; then nothing of the entry happened.
--
-- All that legs name is read at once into arrays (`known` transfers by their place among the ids named, `accounts`
-- likewise), the rules run over the arrays leg by leg, and what came of it is written at once.
create function engine_submit(
  the_tenant text, legs engine_transfer[], entry_of_leg int[], out code text, out leg int, out stamp bigint
) returns setof record language plpgsql as $$
#variable_conflict use_column
declare
  zero constant uuid := '00000000-0000-0000-0000-000000000000';
  most constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  most_amount constant numeric := 340282366920938463463374607431768211455;
  now_stamp constant bigint := engine_now();
  clock bigint := engine_lock(the_tenant);
  ids uuid[];
  known engine_transfer[];
  states smallint[];
  states_before smallint[];
  ends bigint[];
  failed boolean[];
  known_debit int[];
  known_credit int[];
  accounts engine_account[];
  touched boolean[];
  leg_at int[];
  pending_at int[];
  debit_at int[];
  credit_at int[];
  last_transfer bigint;
  last_before bigint;
  -- What the entry changed, to take it back.
  undo int := 0;
  undo_account int[];
  undo_before engine_account[];
  made int := 0;
  made_before int;
  made_at int[];
  resolved int := 0;
  resolved_at int[];
  histories int := 0;
  histories_before int;
  history engine_history[];
  one engine_transfer;
  held engine_transfer;
  dr engine_account;
  cr engine_account;
  i int := 1;
  j int;
  first_leg int;
  last_leg int;
  n constant int := cardinality(legs);
  k int;
  p int;
  d int;
  c int;
  amount numeric;
  why text;
begin
  perform engine_expire(the_tenant, now_stamp);

  select array_agg(named.id order by named.id), array_agg(t order by named.id),
    array_agg(coalesce(h.state, 0::smallint) order by named.id), array_agg(h.expires order by named.id),
    array_agg(f.id is not null order by named.id)
  into ids, known, states, ends, failed
  from (
    select l.id from unnest(legs) l union select l.pending_id from unnest(legs) l
  ) named
  left join engine_transfer t on t.tenant = the_tenant and t.id = named.id
  left join engine_hold h on h.tenant = the_tenant and h.id = named.id
  left join engine_failed f on f.tenant = the_tenant and f.id = named.id;
  states_before := states;

  select array_agg(a order by named.id), array_agg(false)
  into accounts, touched
  from (
    select l.debit as id from unnest(legs) l union select l.credit from unnest(legs) l
    union select t.debit from unnest(known) t union select t.credit from unnest(known) t
  ) named join engine_account a on a.tenant = the_tenant and a.id = named.id;
  accounts := coalesce(accounts, '{}');

  select array_agg(own.ordinality::int order by l.ordinality), array_agg(pending.ordinality::int order by l.ordinality),
    array_agg(debit.ordinality::int order by l.ordinality), array_agg(credit.ordinality::int order by l.ordinality)
  into leg_at, pending_at, debit_at, credit_at
  from unnest(legs) with ordinality l
  join unnest(ids) with ordinality own (id, ordinality) on own.id = l.id
  join unnest(ids) with ordinality pending (id, ordinality) on pending.id = l.pending_id
  left join unnest(accounts) with ordinality debit on debit.id = l.debit
  left join unnest(accounts) with ordinality credit on credit.id = l.credit;
  select array_agg(debit.ordinality::int order by t.ordinality), array_agg(credit.ordinality::int order by t.ordinality)
  into known_debit, known_credit
  from unnest(known) with ordinality t
  left join unnest(accounts) with ordinality debit on debit.id = t.debit
  left join unnest(accounts) with ordinality credit on credit.id = t.credit;
  select coalesce(max(t.stamp), 0) into last_transfer from engine_transfer t where t.tenant = the_tenant;

  while i <= n loop
    first_leg := i;
    last_leg := i;
    while last_leg < n and entry_of_leg[last_leg + 1] = entry_of_leg[i] loop
      last_leg := last_leg + 1;
    end loop;
    undo := 0;
    made_before := made;
    histories_before := histories;
    resolved := 0;
    last_before := last_transfer;
    why := null;

    while i <= last_leg and why is null loop
      one := legs[i];
      k := leg_at[i];
      clock := greatest(clock + 1, now_stamp);
      if (one.flags & 256) <> (legs[first_leg].flags & 256) then
        why := case when one.flags & 256 = 0 then 'imported_event_expected' else 'imported_event_not_expected' end;
      elsif one.flags & 256 <> 0 and not one.stamp between 1 and 9223372036854775806 then
        why := 'imported_event_timestamp_out_of_range';
      elsif one.flags & 256 <> 0 and one.stamp >= clock then why := 'imported_event_timestamp_must_not_advance';
      elsif one.flags & 256 = 0 and one.stamp <> 0 then why := 'timestamp_must_be_zero';
      elsif one.id = zero then why := 'id_must_not_be_zero';
      elsif one.id = most then why := 'id_must_not_be_int_max';
      elsif (known[k]).id is not null then why := engine_existing(one, known[k], known[pending_at[i]]);
      elsif failed[k] then why := 'id_already_failed';
      else
        if one.flags & 256 = 0 then
          one.stamp := clock;
        end if;
        why := engine_form(one);
      end if;

      if why is null and one.flags & 12 = 0 then
        -- A single or pending leg.
        d := debit_at[i];
        c := credit_at[i];
        dr := accounts[d];
        cr := accounts[c];
        if d is null then why := 'debit_account_not_found';
        elsif c is null then why := 'credit_account_not_found';
        elsif dr.ledger <> cr.ledger then why := 'accounts_must_have_the_same_ledger';
        elsif one.ledger <> dr.ledger then why := 'transfer_must_have_the_same_ledger_as_accounts';
        elsif one.flags & 256 <> 0 and (one.stamp <= last_transfer or exists (
          select from engine_account a where a.tenant = the_tenant and a.stamp = one.stamp)) then
          why := 'imported_event_timestamp_must_not_regress';
        elsif one.flags & 256 <> 0 and one.stamp <= dr.stamp then
          why := 'imported_event_timestamp_must_postdate_debit_account';
        elsif one.flags & 256 <> 0 and one.stamp <= cr.stamp then
          why := 'imported_event_timestamp_must_postdate_credit_account';
        elsif one.flags & 256 <> 0 and one.timeout_seconds > 0 then why := 'imported_event_timeout_must_be_zero';
        elsif dr.flags & 32 <> 0 then why := 'debit_account_already_closed';
        elsif cr.flags & 32 <> 0 then why := 'credit_account_already_closed';
        else
          amount := one.amount;
          if one.flags & 16 <> 0 then
            amount := least(amount, greatest(0, dr.credits_posted - dr.debits_posted - dr.debits_pending));
          end if;
          if one.flags & 32 <> 0 then
            amount := least(amount, greatest(0, cr.debits_posted - cr.credits_posted - cr.credits_pending));
          end if;
          why := engine_limit(one, dr, cr, amount);
        end if;
        if why is null then
          one.amount := amount;
          undo_account[undo + 1] := d;
          undo_before[undo + 1] := dr;
          undo_account[undo + 2] := c;
          undo_before[undo + 2] := cr;
          undo := undo + 2;
          if one.flags & 2 <> 0 then
            dr.debits_pending := dr.debits_pending + amount;
            cr.credits_pending := cr.credits_pending + amount;
            states[k] := 1;
            ends[k] := case when one.timeout_seconds > 0 then one.stamp + one.timeout_seconds * 1000000000 end;
          else
            dr.debits_posted := dr.debits_posted + amount;
            cr.credits_posted := cr.credits_posted + amount;
          end if;
          if one.flags & 64 <> 0 then dr.flags := dr.flags | 32; end if;
          if one.flags & 128 <> 0 then cr.flags := cr.flags | 32; end if;
        end if;

      elsif why is null then
        -- A post or void leg.
        p := pending_at[i];
        held := known[p];
        if held.id is null then
          why := 'pending_transfer_not_found';
        else
          why := engine_contradiction(one, held);
        end if;
        if why is null then
          d := known_debit[p];
          c := known_credit[p];
          dr := accounts[d];
          cr := accounts[c];
          amount := case when one.amount = case when one.flags & 8 <> 0 then 0 else most_amount end
            then held.amount else one.amount end;
          if amount > held.amount then why := 'exceeds_pending_transfer_amount';
          elsif one.flags & 8 <> 0 and amount < held.amount then why := 'pending_transfer_has_different_amount';
          elsif states[p] = 2 then why := 'pending_transfer_already_posted';
          elsif states[p] = 3 then why := 'pending_transfer_already_voided';
          elsif states[p] = 4 or ends[p] <= clock then why := 'pending_transfer_expired';
          elsif one.flags & 256 <> 0 and (one.stamp <= last_transfer or exists (
            select from engine_account a where a.tenant = the_tenant and a.stamp = one.stamp)) then
            why := 'imported_event_timestamp_must_not_regress';
          elsif one.flags & 4 <> 0 and dr.flags & 32 <> 0 then why := 'debit_account_already_closed';
          elsif one.flags & 4 <> 0 and cr.flags & 32 <> 0 then why := 'credit_account_already_closed';
          end if;
        end if;
        if why is null then
          undo_account[undo + 1] := d;
          undo_before[undo + 1] := dr;
          undo_account[undo + 2] := c;
          undo_before[undo + 2] := cr;
          undo := undo + 2;
          resolved := resolved + 1;
          resolved_at[resolved] := p;
          dr.debits_pending := dr.debits_pending - held.amount;
          cr.credits_pending := cr.credits_pending - held.amount;
          if one.flags & 4 <> 0 then
            states[p] := 2;
            dr.debits_posted := dr.debits_posted + amount;
            cr.credits_posted := cr.credits_posted + amount;
          else
            states[p] := 3;
            if held.flags & 64 <> 0 then dr.flags := dr.flags & ~32; end if;
            if held.flags & 128 <> 0 then cr.flags := cr.flags & ~32; end if;
          end if;
          one.amount := amount;
          one.debit := held.debit;
          one.credit := held.credit;
          one.ledger := held.ledger;
          one.code := held.code;
          if one.user_data_128 = zero then one.user_data_128 := held.user_data_128; end if;
          if one.user_data_64 = 0 then one.user_data_64 := held.user_data_64; end if;
          if one.user_data_32 = 0 then one.user_data_32 := held.user_data_32; end if;
        end if;
      end if;

      if why is null then
        one.tenant := the_tenant;
        accounts[d] := dr;
        accounts[c] := cr;
        touched[d] := true;
        touched[c] := true;
        known[k] := one;
        known_debit[k] := d;
        known_credit[k] := c;
        made := made + 1;
        made_at[made] := k;
        last_transfer := one.stamp;
        if dr.flags & 8 <> 0 then
          histories := histories + 1;
          history[histories] := row(the_tenant, dr.id, one.stamp, dr.debits_pending, dr.debits_posted,
            dr.credits_pending, dr.credits_posted);
        end if;
        if cr.flags & 8 <> 0 then
          histories := histories + 1;
          history[histories] := row(the_tenant, cr.id, one.stamp, cr.debits_pending, cr.debits_posted,
            cr.credits_pending, cr.credits_posted);
        end if;
        i := i + 1;
      end if;
    end loop;

    if why is null then
      code := 'committed';
      leg := null;
      stamp := last_transfer;
    else
      -- Back to where the entry began.
      while undo > 0 loop
        accounts[undo_account[undo]] := undo_before[undo];
        undo := undo - 1;
      end loop;
      while resolved > 0 loop
        states[resolved_at[resolved]] := 1;
        resolved := resolved - 1;
      end loop;
      while made > made_before loop
        k := made_at[made];
        known[k] := null;
        states[k] := 0;
        ends[k] := null;
        made := made - 1;
      end loop;
      histories := histories_before;
      last_transfer := last_before;
      code := why;
      leg := i - first_leg;
      stamp := null;
      if why in ('debit_account_not_found', 'credit_account_not_found', 'pending_transfer_not_found', 'exceeds_credits',
        'exceeds_debits', 'debit_account_already_closed', 'credit_account_already_closed')
      then
        failed[leg_at[i]] := true;
        insert into engine_failed values (the_tenant, legs[i].id) on conflict do nothing;
      elsif why = 'exists' and i = first_leg then
        -- Perhaps the very same entry once more.
        code := 'already_committed';
        for m in first_leg .. last_leg loop
          k := leg_at[m];
          stamp := (known[k]).stamp;
          if stamp is null then
            code := 'exists';
            leg := 0;
            exit;
          end if;
          why := engine_existing(legs[m], known[k], known[pending_at[m]]);
          if why <> 'exists' then
            code := why;
            leg := m - first_leg;
            exit;
          end if;
        end loop;
      end if;
    end if;
    return next;
    i := last_leg + 1;
  end loop;

  insert into engine_transfer
  select t.* from unnest(made_at[1:made]) with ordinality place (k, i), lateral (select (known[place.k]).*) t
  order by place.i;
  insert into engine_history select * from unnest(history[1:histories]);
  insert into engine_hold as h
  select the_tenant, ids[place], states[place], ends[place] from generate_subscripts(ids, 1) place
  where states[place] <> states_before[place]
  on conflict (tenant, id) do update set state = excluded.state;
  update engine_account a set flags = s.flags, debits_pending = s.debits_pending, debits_posted = s.debits_posted,
    credits_pending = s.credits_pending, credits_posted = s.credits_posted
  from (select (accounts[place]).* from generate_subscripts(accounts, 1) place where touched[place]) s
  where a.tenant = the_tenant and a.id = s.id;
  update engine_clock set last = clock where tenant = the_tenant;
end $$;
