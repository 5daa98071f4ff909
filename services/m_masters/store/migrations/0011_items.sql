-- What goods need: items with their barcodes, conversions between units, and what a unit measures. Standard units get
-- their dimension at the next start (usecases/standards.py); a tenant's own units of before say none, which goes with any.
alter table uom add column dimension smallint not null default 0 check (dimension between 0 and 12);

create table item (
  id uuid primary key,
  tenant text not null,
  code text not null,
  name text not null,
  description text not null,
  uom_code text not null,
  quantity_scale smallint not null check (quantity_scale between 0 and 9),
  valuation_method smallint not null check (valuation_method in (1, 2)),
  is_stocked boolean not null,
  allow_negative_stock boolean not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint item_code_unique unique (tenant, code)
);
create index item_by_code on item (tenant, code, id);
grant select, insert, update on item to {role};

-- gtin_14 is the barcode as 14 digits: one code, however it was scanned.
create table item_barcode (
  tenant text not null,
  item_id uuid not null references item,
  number int not null,
  barcode text not null,
  gtin_14 text not null,
  primary key (item_id, number),
  constraint item_barcode_unique unique (tenant, gtin_14)
);
grant select, insert, delete on item_barcode to {role};

create table uom_conversion (
  id uuid primary key,
  tenant text not null,
  item_id uuid references item,
  from_uom_code text not null,
  to_uom_code text not null,
  numerator numeric not null check (numerator > 0),
  denominator numeric not null check (denominator > 0),
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
);
create unique index uom_conversion_unit_unique on uom_conversion (tenant, item_id, from_uom_code)
  nulls not distinct where not archived;
create index uom_conversion_by_unit on uom_conversion (tenant, item_id, from_uom_code, id);
grant select, insert, update on uom_conversion to {role};
