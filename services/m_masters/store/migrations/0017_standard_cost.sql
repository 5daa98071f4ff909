-- Items at standard cost, and what they are worth from which day on: a cost is valid until the next one is.
alter table item
  drop constraint item_valuation_method_check,
  add constraint item_valuation_method_check check (valuation_method between 1 and 6);

create table standard_cost (
  id uuid primary key,
  tenant text not null,
  item_id uuid not null references item,
  currency_code text not null,
  unit_cost numeric not null check (unit_cost >= 0),
  from_date date not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint standard_cost_day_unique unique (tenant, item_id, currency_code, from_date)
);
create index standard_cost_by_date on standard_cost (tenant, from_date, id);
grant select, insert on standard_cost to {role};
