-- What stock needs to do all that its contract says: goods told apart by lot, serial number and place, outs that take more
-- than is there, values that move without goods, values that go from outs to ins, promises, closed months. Nothing of it
-- costs a movement that uses none of it a statement.

create table lot (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  item_id uuid not null,
  number text not null,
  expiry_date date,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint lot_number_unique unique (tenant, company_id, item_id, number)
);
grant select, insert, update on lot to {role};

-- Methods and kinds of tracking have the numbers of the contract.
alter table stock_item
  drop constraint stock_item_method_check,
  add constraint stock_item_method_check check (method between 1 and 6),
  add column tracking smallint not null default 0 check (tracking between 0 and 2);

-- Which of the tables below a posting wrote to, so that its confirm or cancel touches no other: 1 stored_goods, 2 serial,
-- 4 debt or debt_settled, 8 revaluations, 16 promises.
alter table reservation add column features int not null default 0;

-- lot_id is of items that are valued by lot, else nil. owed is what outs took beyond what was there and no confirmed
-- receipt has settled. stray_value came when nothing was left that it could be put on: the next goods take it. relocating
-- is held to go from one place to another. promised counts promises that have run out, too, until somebody looks.
alter table balance
  add column lot_id uuid not null default '00000000-0000-0000-0000-000000000000',
  add column owed bigint not null default 0 check (owed >= 0),
  add column owed_value bigint not null default 0 check (owed_value >= 0),
  add column stray_value bigint not null default 0 check (stray_value >= 0),
  add column promised bigint not null default 0 check (promised >= 0),
  add column has_places boolean not null default false,
  add column relocating bigint not null default 0 check (relocating >= 0),
  drop constraint balance_unique,
  add constraint balance_unique unique (item_id, warehouse_id, lot_id),
  drop constraint balance_not_below_zero,
  add constraint balance_not_below_zero
    check (on_hand - reserved + owed >= 0 and value - pending_out_value + owed_value >= 0);
drop index balance_by_company;
create index balance_by_company on balance (company_id, item_id, warehouse_id, lot_id);

-- A revaluation (3) moves no goods and may take value; a relocation (4) moves no value. What a line cost is value and
-- variance together.
alter table movement
  drop constraint movement_direction_check,
  drop constraint movement_quantity_check,
  drop constraint movement_value_check,
  add constraint movement_direction_check check (direction between 1 and 4),
  add constraint movement_goods_check check (case when direction = 3 then quantity = 0 else quantity > 0 and value >= 0 end),
  add column variance bigint not null default 0,
  add column correction bigint not null default 0,
  add column lot_id uuid,
  add column location_id uuid,
  add column to_location_id uuid,
  add column value_flow int,
  add column value_flow_weight numeric,
  add column promise_id uuid,
  add column promised bigint not null default 0;

alter table value_event
  drop constraint value_event_check,
  drop constraint value_event_check1,
  add constraint value_event_out_check check (kind <> 1 or (quantity <= 0 and value <= 0)),
  add constraint value_event_in_check check (kind = 1 or (quantity >= 0 and value >= 0));

-- unit_cost is of items that go highest cost first.
alter table layer add column unit_cost numeric;
create index layer_dearest on layer (balance_key, unit_cost desc, value_seq) where is_open and unit_cost is not null;
alter table layer_taken
  drop constraint layer_taken_quantity_check,
  add constraint layer_taken_quantity_check check (quantity >= 0);

-- What an out took beyond what was there, at the last known cost. Receipts settle it once the out is final.
create table debt (
  movement_id uuid primary key,
  tenant text not null,
  balance_key bigint not null,
  value_seq bigint not null,
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value >= 0),
  remaining bigint not null check (remaining between 0 and quantity),
  remaining_value bigint not null check (remaining_value between 0 and value),
  is_final boolean not null default false,
  is_open boolean not null generated always as (remaining > 0) stored,
  check (remaining > 0 or remaining_value = 0)
) with (fillfactor = 70);
create index debt_open on debt (balance_key, value_seq) where is_open;
grant select, insert, update on debt to {role};

-- What an in settled: a part of a debt, its value there and what it really cost. A cancelled one's rows stay.
create table debt_settled (
  movement_id uuid not null,
  debt_movement_id uuid not null,
  tenant text not null,
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value >= 0),
  cost bigint not null check (cost >= 0),
  primary key (movement_id, debt_movement_id)
);
create index debt_settled_by_debt on debt_settled (debt_movement_id);
grant select, insert on debt_settled to {role};

-- Quantity by place and lot; value is the balance's. A movement that names neither a place nor a lot is in no row here: what
-- is on the floor is what the balance has more than all of its rows. location_id is the warehouse for a lot on the floor.
create table stored_goods (
  key bigint generated always as identity primary key,
  tenant text not null,
  company_id uuid not null,
  balance_key bigint not null,
  location_id uuid not null,
  lot_id uuid not null,
  on_hand bigint not null default 0,
  reserved bigint not null default 0 check (reserved >= 0),
  constraint stored_goods_unique unique (balance_key, location_id, lot_id),
  constraint stored_goods_not_below_zero check (on_hand >= reserved)
) with (fillfactor = 50);
create index stored_goods_by_location on stored_goods (location_id) where on_hand > 0;
grant select, insert, update, delete on stored_goods to {role};

-- Where each piece is: 1 coming, 2 here, 3 going, 4 gone. The place is that of the last in that was confirmed.
create table serial (
  tenant text not null,
  company_id uuid not null,
  item_id uuid not null,
  number text not null,
  state smallint not null check (state between 1 and 4),
  balance_key bigint,
  location_id uuid,
  lot_id uuid,
  primary key (company_id, item_id, number)
) with (fillfactor = 70);
create index serial_here on serial (balance_key) where state in (2, 3);
grant select, insert, update, delete on serial to {role};
create table serial_moved (
  movement_id uuid not null,
  number text not null,
  tenant text not null,
  primary key (movement_id, number)
);
grant select, insert on serial_moved to {role};

-- What a value flow of a posting costs beside its outs; the movements say which flow they are in.
create table value_flow (
  posting_id uuid not null,
  flow int not null,
  tenant text not null,
  extra_cost bigint not null check (extra_cost >= 0),
  primary key (posting_id, flow)
);
grant select, insert on value_flow to {role};

create table promise (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  balance_key bigint not null,
  quantity bigint not null check (quantity > 0),
  open bigint not null check (open >= 0),
  held bigint not null default 0 check (held >= 0),
  kept bigint not null default 0 check (kept >= 0),
  expire_time timestamptz,
  owner_type text not null,
  owner_id text not null,
  create_time timestamptz not null,
  check (open + held + kept <= quantity)
) with (fillfactor = 70);
create index promise_open on promise (balance_key) where open > 0;
create index promise_by_company on promise (company_id, id);
create index promise_by_owner on promise (owner_id, id);
grant select, insert, update on promise to {role};

-- Months that were ever closed: 1 open again, 2 closing, 3 closed.
create table stock_period (
  tenant text not null,
  company_id uuid not null,
  month date not null check (extract(day from month) = 1),
  state smallint not null check (state between 1 and 3),
  revision int not null default 1,
  close_time timestamptz,
  primary key (company_id, month)
);
grant select, insert, update on stock_period to {role};

create trigger append_only before update or delete on debt_settled for each row execute function refuse_change();
create trigger append_only before update or delete on serial_moved for each row execute function refuse_change();
create trigger append_only before update or delete on value_flow for each row execute function refuse_change();
create trigger append_only_whole before truncate on debt_settled execute function refuse_change();
create trigger append_only_whole before truncate on serial_moved execute function refuse_change();
create trigger append_only_whole before truncate on value_flow execute function refuse_change();
