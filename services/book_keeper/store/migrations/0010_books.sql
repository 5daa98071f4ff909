-- The books: companies, charts of accounts, years and periods, posting rules; vouchers and their lines, which only
-- ever grow; and balances, which are never summed from lines.

-- Tenants that have books here, so that background work can visit each one.
create table known_tenant (name text primary key);
grant select, insert on known_tenant to {role};

create table company (
  id uuid primary key,
  tenant text not null,
  code text not null,
  name text not null,
  currency_code text not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint company_code_unique unique (tenant, code)
);
grant select, insert, update on company to {role};

-- A currency of a company is one ledger: debit = credit within it. The scale never changes.
create table company_currency (
  ledger bigint generated always as identity primary key,
  tenant text not null,
  company_id uuid not null references company,
  currency_code text not null,
  scale smallint not null check (scale between 0 and 9),
  constraint company_currency_unique unique (company_id, currency_code)
);
grant select, insert on company_currency to {role};

create table account (
  key bigint generated always as identity primary key,
  id uuid not null unique,
  tenant text not null,
  company_id uuid not null references company,
  code text not null,
  name text not null,
  type smallint not null check (type between 1 and 5),
  parent_key bigint references account,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint account_code_unique unique (company_id, code)
);
create index account_children on account (parent_key) where parent_key is not null;
grant select, insert, update on account to {role};

create table fiscal_year (
  key bigint generated always as identity primary key,
  id uuid not null unique,
  tenant text not null,
  company_id uuid not null references company,
  label text not null,
  start_date date not null,
  end_date date not null,
  state smallint not null default 1 check (state in (1, 2)),
  closing_voucher_id uuid,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint fiscal_year_label_unique unique (company_id, label),
  check (start_date <= end_date)
);
grant select, insert, update on fiscal_year to {role};

-- state: 1 open, 2 closing, 3 closed. content_hash is what the period held when it was closed. year_label repeats
-- the year's, so that posting looks at one row.
create table period (
  key int generated always as identity primary key,
  id uuid not null unique,
  tenant text not null,
  company_id uuid not null references company,
  fiscal_year_key bigint not null references fiscal_year,
  year_label text not null,
  start_date date not null,
  end_date date not null,
  state smallint not null default 1 check (state in (1, 2, 3)),
  close_time timestamptz,
  content_hash bytea,
  revision int not null default 1,
  constraint period_start_unique unique (company_id, start_date)
);
grant select, insert, update on period to {role};

create table posting_rule (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null references company,
  role text not null,
  account_key bigint not null references account,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint posting_rule_unique unique (company_id, role)
);
grant select, insert, update on posting_rule to {role};

-- The last number given in each journal and year. Its row lock puts the vouchers of a series in order.
create table series (
  tenant text not null,
  company_id uuid not null,
  journal_code text not null,
  fiscal_year_key bigint not null,
  last bigint not null default 0,
  primary key (company_id, journal_code, fiscal_year_key)
) with (fillfactor = 10);
grant select, insert, update on series to {role};

-- The voucher's own row is the record of its request: unique request, hash, actor, time.
create table voucher (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  request_id uuid not null,
  input_hash bytea not null,
  journal_code text not null,
  year_label text not null,
  sequence bigint not null,
  posting_date date not null,
  period_key int not null,
  payee text not null,
  narration text not null,
  source_type text not null,
  source_id text not null,
  source_purpose text not null,
  reverses_voucher_id uuid,
  closing boolean not null,
  actor text not null,
  post_time timestamptz not null,
  constraint voucher_request_unique unique (tenant, request_id)
);
create unique index voucher_reversed_once on voucher (reverses_voucher_id) where reverses_voucher_id is not null;
create unique index voucher_source_once on voucher (company_id, source_type, source_id, source_purpose)
  where source_id <> '';
create index voucher_by_date on voucher (company_id, posting_date, id);
grant select, insert on voucher to {role};

-- amount is in minor units of the ledger's scale, debit positive. No foreign keys: accounts are resolved when posting
-- and never deleted.
create table line (
  voucher_id uuid not null,
  number smallint not null,
  tenant text not null,
  account_key bigint not null,
  ledger bigint not null,
  amount bigint not null,
  is_credit boolean not null,
  unit_code text not null,
  units numeric not null,
  role text not null,
  narration text not null,
  posting_date date not null,
  primary key (voucher_id, number)
);
create index line_by_account on line (account_key, posting_date, voucher_id, number);
grant select, insert on line to {role};

-- What postings add to balances, until the next fold takes it over.
create table balance_delta (
  tenant text not null,
  company_id uuid not null,
  account_key bigint not null,
  ledger bigint not null,
  unit_code text not null,
  period_key int not null,
  posting_date date not null,
  closing boolean not null,
  debit bigint not null,
  credit bigint not null,
  units numeric not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
grant select, insert, delete on balance_delta to {role};

create table balance_period (
  tenant text not null,
  company_id uuid not null,
  period_key int not null,
  account_key bigint not null,
  ledger bigint not null,
  unit_code text not null,
  closing boolean not null,
  debit numeric not null,
  credit numeric not null,
  units numeric not null,
  primary key (company_id, period_key, account_key, ledger, unit_code, closing)
) with (fillfactor = 50);
grant select, insert, update on balance_period to {role};

create table balance_day (
  tenant text not null,
  company_id uuid not null,
  period_key int not null,
  posting_date date not null,
  account_key bigint not null,
  ledger bigint not null,
  unit_code text not null,
  closing boolean not null,
  debit numeric not null,
  credit numeric not null,
  units numeric not null,
  primary key (company_id, period_key, posting_date, account_key, ledger, unit_code, closing)
) with (fillfactor = 50);
grant select, insert, update on balance_day to {role};

-- Who closed and reopened what.
create table audit_event (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  action text not null,
  subject_id uuid not null,
  actor text not null,
  event_time timestamptz not null
);
create index audit_event_by_company on audit_event (company_id, event_time);
grant select, insert on audit_event to {role};

-- Grants keep the context from changing what is posted; this keeps everybody, the owner too.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on voucher for each row execute function refuse_change();
create trigger append_only before update or delete on line for each row execute function refuse_change();
create trigger append_only before update or delete on audit_event for each row execute function refuse_change();
create trigger append_only_whole before truncate on voucher execute function refuse_change();
create trigger append_only_whole before truncate on line execute function refuse_change();
create trigger append_only_whole before truncate on audit_event execute function refuse_change();
