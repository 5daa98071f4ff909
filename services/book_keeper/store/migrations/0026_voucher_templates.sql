-- Vouchers that are written once and posted again and again: by hand, or as they fall due.

-- content is the Voucher as it was sent, without a date. frequency: 1 monthly, 2 quarterly, 3 yearly; 0 for one that is
-- posted by hand alone. next_date is what falls due next, null where nothing does. failure_* say why the last try to post
-- that failed.
create table voucher_template (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null references company,
  code text not null,
  name text not null,
  content bytea not null,
  frequency smallint not null check (frequency between 0 and 3),
  start_date date,
  end_date date,
  next_date date,
  archived boolean not null default false,
  actor text not null,
  failure_date date,
  failure_reason text not null default '',
  failure_message text not null default '',
  failure_time timestamptz,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint voucher_template_code_unique unique (company_id, code),
  check ((frequency = 0) = (start_date is null))
);
create index voucher_template_due on voucher_template (tenant, next_date) where next_date is not null and not archived;
grant select, insert, update on voucher_template to {role};
