-- A company's money is in one ledger engine from its first day to its last. Where that is not PostgreSQL itself, vouchers
-- are durable here first and carried there afterwards: at once by whoever posts, and in the order of their seals by a
-- carrier that remembers how far it came.
alter table company add column engine text not null default 'postgres' check (engine in ('postgres', 'tigerbeetle'));

create table engine_carried (
  tenant text not null,
  company_id uuid primary key,
  sequence bigint not null
) with (fillfactor = 10);
grant select, insert, update on engine_carried to {role};
