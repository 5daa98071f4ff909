-- Sealing no longer waits for the disk, which every posting paid for, nor writes where nothing was posted. A seal stays in
-- the cluster until VerifyAuditChain speaks of it, which flushes first.

-- Seals up to `most` vouchers and answers how many. One sealer a tenant: another one meanwhile seals nothing. Whatever is
-- seen may be sealed; nothing is missed, for the cursor only passes transactions that had ended before the look.
create or replace function seal_vouchers(the_tenant text, most int) returns int language plpgsql as $$
declare
  oldest_running bigint;
  sealed_before bigint;
  company uuid;
  last_sequence bigint;
  last_hash bytea;
  one voucher;
  done int := 0;
begin
  perform set_config('m.tenant', the_tenant, true);
  if not pg_try_advisory_xact_lock(hashtextextended(the_tenant, 7264)) then
    return 0;
  end if;
  -- A crash that loses seals loses the cursor with them: the vouchers are sealed once more.
  perform set_config('synchronous_commit', 'off', true);
  oldest_running := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  insert into seal_cursor values (the_tenant, 0) on conflict do nothing;
  select xact into sealed_before from seal_cursor where tenant = the_tenant;
  -- Transactions were counted further once: in the cluster that these tables were restored from.
  if sealed_before > oldest_running then
    sealed_before := 0;
    update seal_cursor set xact = 0 where tenant = the_tenant;
  end if;

  for one in
    select v.* from voucher v
    where v.tenant = the_tenant and v.xact >= sealed_before and not exists (select from seal s where s.voucher_id = v.id)
    order by v.xact, v.company_id, v.journal_code, v.year_label, v.sequence limit most
  loop
    if company is distinct from one.company_id then
      company := one.company_id;
      select s.sequence, s.hash into last_sequence, last_hash from seal s
      where s.company_id = company order by s.sequence desc limit 1;
      if not found then
        last_sequence := 0;
        last_hash := '';
      end if;
    end if;
    last_sequence := last_sequence + 1;
    last_hash := sha256(last_hash || voucher_canonical(one));
    insert into seal values (the_tenant, company, last_sequence, one.id, last_hash, clock_timestamp());
    done := done + 1;
  end loop;
  -- The cursor moves to pass vouchers only: where nothing was posted nothing is written.
  if done < most and exists (
    select from voucher v where v.tenant = the_tenant and v.xact >= sealed_before and v.xact < oldest_running
  ) then
    update seal_cursor set xact = oldest_running where tenant = the_tenant;
  end if;
  return done;
end $$;
