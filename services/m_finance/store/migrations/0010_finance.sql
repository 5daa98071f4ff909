-- Journal entries while they are drafts. Amounts are kept as the text they were sent as: a draft is not judged yet.
create table journal_entry (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  posting_date date not null,
  payee text not null,
  narration text not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
);
create index journal_entry_by_date on journal_entry (tenant, company_id, posting_date, id);
grant select, insert, update, delete on journal_entry to {role};

create table journal_entry_line (
  tenant text not null,
  journal_entry_id uuid not null references journal_entry,
  number int not null,
  account_code text not null,
  role text not null,
  is_credit boolean not null,
  currency_code text not null,
  amount text not null,
  unit_code text not null,
  units text not null,
  narration text not null,
  primary key (journal_entry_id, number)
);
grant select, insert, delete on journal_entry_line to {role};
