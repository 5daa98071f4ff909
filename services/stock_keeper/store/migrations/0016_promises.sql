-- Goods kept back for somebody, under the lock of their balance: whoever reserves or promises waits, so of many that want
-- the last pieces as many get some as there are.

alter table promise
  add column released bigint not null default 0 check (released >= 0),
  add constraint promise_parts_check check (open + held + kept + released <= quantity);

-- Promises that have run out keep nothing back any more.
create function lapse_promises(the_balance bigint) returns void language sql as $$
  update promise p set open = 0
  where p.balance_key = the_balance and p.open > 0 and p.expire_time <= clock_timestamp();
  update balance b set promised = (
    select coalesce(sum(p.open), 0) from promise p where p.balance_key = b.key and p.open > 0)
  where b.key = the_balance and b.promised > 0
$$;

-- Keeps goods back, as much as there is where `partial`. Outcomes: promised, insufficient, expired; available is what there
-- was.
create function make_promise(
  the_tenant text, the_id uuid, the_company uuid, the_item uuid, the_warehouse uuid, the_lot uuid, asked bigint,
  partial boolean, expires timestamptz, owner_kind text, owner text, made_at timestamptz,
  out outcome text, out available bigint
) language plpgsql as $$
#variable_conflict use_column
declare
  found_balance record;
  taken bigint;
begin
  available := 0;
  outcome := 'insufficient';
  if expires <= clock_timestamp() then
    outcome := 'expired';
    return;
  end if;
  select b.key into found_balance from balance b
  where b.item_id = the_item and b.warehouse_id = the_warehouse and b.lot_id = the_lot and b.company_id = the_company
  for update;
  if not found then
    return;
  end if;
  perform lapse_promises(found_balance.key);
  select greatest(b.on_hand - b.reserved - b.promised, 0) into available from balance b where b.key = found_balance.key;
  taken := case when partial then least(asked, available) else asked end;
  if taken = 0 or taken > available then
    return;
  end if;
  insert into promise (id, tenant, company_id, balance_key, quantity, open, expire_time, owner_type, owner_id, create_time)
  values (the_id, the_tenant, the_company, found_balance.key, taken, taken, expires, owner_kind, owner, made_at);
  update balance b set promised = b.promised + taken where b.key = found_balance.key;
  outcome := 'promised';
end $$;

-- Gives up a part of a promise, all that is open where `asked` is null. Outcomes: released, missing, too_much.
create function release_promise(the_id uuid, asked bigint) returns text language plpgsql as $$
declare
  the_balance bigint;
  still_open bigint;
begin
  select p.balance_key into the_balance from promise p where p.id = the_id;
  if not found then
    return 'missing';
  end if;
  perform from balance b where b.key = the_balance for update;
  perform lapse_promises(the_balance);
  select p.open into still_open from promise p where p.id = the_id;
  if asked > still_open then
    return 'too_much';
  end if;
  update promise p set open = p.open - coalesce(asked, still_open), released = p.released + coalesce(asked, still_open)
  where p.id = the_id;
  update balance b set promised = b.promised - coalesce(asked, still_open) where b.key = the_balance;
  return 'released';
end $$;
