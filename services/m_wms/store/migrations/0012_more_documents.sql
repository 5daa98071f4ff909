-- Returns, transfers, repacks, counts and landed costs are documents of the same shape: what a type does not have is null.
-- A document that rests on a posted one names it, as a whole or line by line; what rests on it is found by an index.
alter table stock_document
  alter column partner_id drop not null,
  alter column warehouse_id drop not null,
  alter column warehouse_code drop not null,
  add column target_warehouse_id uuid,
  add column target_warehouse_code text,
  add column transit_warehouse_id uuid,
  add column transit_warehouse_code text,
  add column source_document_id uuid,
  add column extra_cost bigint not null default 0 check (extra_cost >= 0),
  add column charges jsonb not null default '[]',
  add column allocation smallint,
  add column freeze_time timestamptz;

-- What was counted may be nothing, and is unknown before it is counted.
alter table stock_document_line
  alter column quantity drop not null,
  alter column stock_quantity drop not null,
  drop constraint stock_document_line_quantity_check,
  drop constraint stock_document_line_stock_quantity_check,
  add constraint stock_document_line_quantity_check check (quantity >= 0),
  add constraint stock_document_line_stock_quantity_check check (stock_quantity >= 0),
  add column tracking smallint not null default 0,
  add column standard_cost numeric check (standard_cost >= 0),
  add column direction smallint,
  add column warehouse_id uuid,
  add column warehouse_code text,
  add column weight numeric check (weight > 0),
  add column share bigint,
  add column source_document_id uuid,
  add column source_number int,
  add column source_movement_id text not null default '',
  add column expected numeric,
  add column lot_id text not null default '',
  add column serial_numbers text[] not null default '{}',
  add column location_id text not null default '',
  add column promise_id text not null default '';
create index stock_document_line_by_source on stock_document_line (source_document_id)
  where source_document_id is not null;
