-- Suppliers and customers: roles of masters' parties under the parties' own ids. Names stay in masters.
create table supplier (
  id uuid primary key,
  tenant text not null,
  payment_terms_days int not null check (payment_terms_days between 0 and 3650),
  currency_code text not null,
  tax_class text not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
);
create index supplier_by_id on supplier (tenant, id);
grant select, insert, update on supplier to {role};

create table customer (
  id uuid primary key,
  tenant text not null,
  payment_terms_days int not null check (payment_terms_days between 0 and 3650),
  currency_code text not null,
  tax_class text not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
);
create index customer_by_id on customer (tenant, id);
grant select, insert, update on customer to {role};
