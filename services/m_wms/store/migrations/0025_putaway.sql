-- Put-aways say of each line where it goes to, and rules say where goods of a warehouse are kept.
alter table stock_document_line add column to_location_id text not null default '';

-- item_id is null where a rule is for all items, capacity where it takes any amount.
create table putaway_rule (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  warehouse_id uuid not null,
  location_id uuid not null,
  item_id uuid,
  priority int not null check (priority >= 0),
  capacity_uom_code text not null,
  capacity numeric check (capacity > 0),
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint putaway_rule_once unique nulls not distinct (tenant, location_id, item_id)
);
create index putaway_rule_by_warehouse on putaway_rule (tenant, warehouse_id, item_id);
create index putaway_rule_by_priority on putaway_rule (tenant, company_id, priority, id);
grant select, insert, update, delete on putaway_rule to {role};
