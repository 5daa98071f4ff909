-- A currency's ledger comes into the books in the transaction of the first voucher that uses it, so that a refused
-- voucher leaves none.
--
-- The company's ledgers of these currencies. One that is not there yet is made with the scale given for it; one that
-- somebody else makes at this moment is waited for, and keeps its own scale. The company's row is locked first, as by
-- whoever declares scales: whoever locks in the same order never waits in a circle.
create function open_ledgers(the_tenant text, company uuid, currency_codes text[], scales int[])
returns table (currency_code text, ledger bigint, scale smallint) language plpgsql as $$
#variable_conflict use_column
begin
  perform set_config('m.tenant', the_tenant, true);
  perform from company c where c.id = company for key share;
  insert into company_currency (tenant, company_id, currency_code, scale)
  select the_tenant, company, wanted.code, wanted.scale from unnest(currency_codes, scales) wanted (code, scale)
  order by wanted.code
  on conflict on constraint company_currency_unique do nothing;
  return query
  select c.currency_code, c.ledger, c.scale from company_currency c
  where c.company_id = company and c.currency_code = any (currency_codes);
end $$;
