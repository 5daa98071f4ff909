-- An account that requires dimensions is a control account, and its balances by dimension are its sub-ledger (I7). From
-- when on it is one: lines of before are in no sub-ledger, and that is right.
alter table account add column required_since timestamptz;

do $$
declare
  the_tenant text;
begin
  for the_tenant in select name from known_tenant loop
    perform set_config('m.tenant', the_tenant, true);
    update account set required_since = clock_timestamp() where required_dimensions is not null;
  end loop;
end $$;
