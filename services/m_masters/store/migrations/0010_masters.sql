-- Parties, and the currencies and units that documents name by code. What comes with the product (ISO 4217, UN/ECE
-- Recommendation 20) are rows of the tenant '', which no caller can be: every tenant reads them, none writes them. They
-- are put in at start (usecases/standards.py), acting as that tenant.
create table party (
  id uuid primary key,
  tenant text not null,
  name text not null,
  kind smallint not null check (kind in (1, 2)),
  code text not null,
  email text not null,
  phone text not null,
  language_code text not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
);
create unique index party_code_unique on party (tenant, code) where code <> '';
create index party_by_name on party (tenant, name, id);
grant select, insert, update on party to {role};

create table currency (
  id uuid primary key,
  tenant text not null,
  code text not null,
  name text not null,
  minor_unit_digits smallint not null check (minor_unit_digits between 0 and 9),
  symbol text not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint currency_code_unique unique (tenant, code)
);
create policy own_rows on currency
  using (tenant = current_setting('m.tenant', true)) with check (tenant = current_setting('m.tenant', true));
create policy standard_rows on currency for select using (tenant = '');
grant select, insert, update on currency to {role};

create table uom (
  id uuid primary key,
  tenant text not null,
  code text not null,
  name text not null,
  symbol text not null,
  whole boolean not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint uom_code_unique unique (tenant, code)
);
create policy own_rows on uom
  using (tenant = current_setting('m.tenant', true)) with check (tenant = current_setting('m.tenant', true));
create policy standard_rows on uom for select using (tenant = '');
grant select, insert, update on uom to {role};
