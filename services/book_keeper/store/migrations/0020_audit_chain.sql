-- Every voucher is chained: a sealer takes what was posted off the hot path, gives it the next number of its company, in
-- the order it sees them, and sha256(the seal before | the voucher). Whoever changes, adds or takes away a sealed voucher
-- behind the books' back breaks the chain. The numbers are dense: also a cursor over a company's vouchers without gaps.

-- The transaction that wrote a voucher: how the sealer finds new ones without a queue. Heap order follows it, so the
-- index has a few bytes for many pages.
alter table voucher add column xact bigint not null default pg_current_xact_id()::text::bigint;
create index voucher_by_xact on voucher using brin (xact) with (pages_per_range = 16, autosummarize = on);

create table seal (
  tenant text not null,
  company_id uuid not null,
  sequence bigint not null,
  voucher_id uuid not null,
  hash bytea not null,
  seal_time timestamptz not null,
  primary key (company_id, sequence)
);
create unique index seal_of_voucher on seal (voucher_id);
grant select, insert on seal to {role};
create trigger append_only before update or delete on seal for each row execute function refuse_change();
create trigger append_only_whole before truncate on seal execute function refuse_change();

-- Vouchers of transactions before this one are sealed.
create table seal_cursor (
  tenant text primary key,
  xact bigint not null
) with (fillfactor = 10);
grant select, insert, update on seal_cursor to {role};

-- A voucher and its lines, the same bytes at any time, in any session: a JSON array in which accounts and currencies
-- stand by what they are, not by our keys.
create function voucher_canonical(v voucher) returns bytea language sql stable as $$
  select convert_to(json_build_array(
    v.tenant, v.company_id, v.id, v.request_id, encode(v.input_hash, 'hex'), v.journal_code, v.year_label, v.sequence,
    v.posting_date, v.payee, v.narration, v.source_type, v.source_id, v.source_purpose, v.reverses_voucher_id, v.closing,
    v.actor, extract(epoch from v.post_time), v.reserved, v.document_number, (
      select json_agg(json_build_array(l.number, a.id, c.currency_code, c.scale, l.amount, l.is_credit, l.unit_code,
        l.units, l.role, l.narration, l.posting_date) order by l.number)
      from line l left join account a on a.key = l.account_key left join company_currency c on c.ledger = l.ledger
      where l.voucher_id = v.id))::text, 'UTF8')
$$;

-- Seals up to `most` vouchers and answers how many. One sealer a tenant: another one meanwhile seals nothing. Whatever is
-- seen may be sealed; nothing is missed, for the cursor only passes transactions that had ended before the look.
create function seal_vouchers(the_tenant text, most int) returns int language plpgsql as $$
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
  oldest_running := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  insert into seal_cursor values (the_tenant, 0) on conflict do nothing;
  select xact into sealed_before from seal_cursor where tenant = the_tenant;
  -- Transactions were counted further once: in the cluster that these tables were restored from.
  if sealed_before > oldest_running then
    sealed_before := 0;
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
  if done < most and oldest_running <> sealed_before then
    update seal_cursor set xact = oldest_running where tenant = the_tenant;
  end if;
  return done;
end $$;

-- Goes along a company's chain from a seal on (0: the beginning), up to `most` seals. `broken` is empty where all is
-- well, else what is wrong with seal number `last`: gap (a seal is missing), missing (its voucher is), changed.
create function verify_seals(
  the_tenant text, the_company uuid, after bigint, most int,
  out checked int, out last bigint, out broken text, out voucher_id uuid
) language plpgsql as $$
#variable_conflict use_column
declare
  before bytea := '';
  one seal;
  v voucher;
begin
  perform set_config('m.tenant', the_tenant, true);
  checked := 0;
  last := after;
  broken := '';
  select s.hash into before from seal s where s.company_id = the_company and s.sequence = after;
  before := coalesce(before, '');
  for one in
    select s.* from seal s where s.company_id = the_company and s.sequence > after order by s.sequence limit most
  loop
    voucher_id := one.voucher_id;
    select x.* into v from voucher x where x.id = one.voucher_id;
    broken := case when one.sequence <> last + 1 then 'gap' when v.id is null then 'missing'
      when one.hash <> sha256(before || voucher_canonical(v)) then 'changed' else '' end;
    last := one.sequence;
    checked := checked + 1;
    exit when broken <> '';
    before := one.hash;
    voucher_id := null;
  end loop;
end $$;
