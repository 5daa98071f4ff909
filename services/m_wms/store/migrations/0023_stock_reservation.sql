-- Goods kept back for customers: whose they are and what was asked for. What is kept back stock says, under the same id;
-- a row that stock knows nothing of was asked for, and the answer lost.
create table stock_reservation (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  customer_id uuid not null,
  warehouse_id uuid not null,
  item_id uuid not null,
  lot_id text not null,
  uom_code text not null,
  quantity numeric not null check (quantity > 0),
  stock_uom_code text not null,
  stock_quantity numeric not null check (stock_quantity > 0),
  allow_partial boolean not null,
  expire_time timestamptz,
  reference text not null,
  narration text not null,
  request_id text not null,
  released boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
) with (fillfactor = 70);
create index stock_reservation_by_time on stock_reservation (tenant, company_id, create_time, id);
create index stock_reservation_by_customer on stock_reservation (tenant, company_id, customer_id, create_time, id);
grant select, insert, update, delete on stock_reservation to {role};
