-- What stock is worth more or less since something was dated back: a document of its own, made when stock tells of it and
-- posted by itself. Its id is that of stock's revaluation, so one that is told twice is made once.
create table stock_revaluation (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  posting_date date not null,
  recompute_id uuid not null,
  currency_code text not null,
  currency_scale smallint not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
) with (fillfactor = 70);
create index stock_revaluation_by_date on stock_revaluation (tenant, company_id, posting_date, id);
grant select, insert, update on stock_revaluation to {role};

create table stock_revaluation_line (
  tenant text not null,
  document_id uuid not null references stock_revaluation,
  number int not null,
  warehouse_id uuid not null,
  document_type text not null,
  purpose text not null,
  value bigint not null check (value <> 0),
  primary key (document_id, number)
);
grant select, insert on stock_revaluation_line to {role};

call make_posting_document('stock_revaluation');
call make_posting_look('stock_revaluation', 'stock_revaluation_line', 'document_id');
create index stock_revaluation_draft on stock_revaluation (tenant, posting_date, id) where state = 1;
