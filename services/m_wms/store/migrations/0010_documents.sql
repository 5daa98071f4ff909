-- Goods receipts and deliveries: one shape, so one table. What an item, a warehouse and a company were when the
-- document was last written is kept with it: posting asks nobody but the keepers.
create table stock_document (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  type text not null,
  posting_date date not null,
  partner_id uuid not null,
  warehouse_id uuid not null,
  warehouse_code text not null,
  currency_code text not null,
  currency_scale smallint not null,
  narration text not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
) with (fillfactor = 70);
create index stock_document_by_date on stock_document (tenant, company_id, type, posting_date, id);
grant select, insert, update, delete on stock_document to {role};

create table stock_document_line (
  tenant text not null,
  document_id uuid not null references stock_document,
  number int not null,
  item_id uuid not null,
  uom_code text not null,
  quantity numeric not null check (quantity > 0),
  unit_cost numeric check (unit_cost >= 0),
  stock_uom_code text not null,
  stock_quantity numeric not null check (stock_quantity > 0),
  quantity_scale smallint not null,
  valuation_method smallint not null,
  allow_negative_stock boolean not null,
  value bigint,
  primary key (document_id, number)
);
grant select, insert, delete on stock_document_line to {role};

call make_posting_document('stock_document');
