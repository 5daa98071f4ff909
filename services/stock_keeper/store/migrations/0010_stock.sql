-- Stock: places, what is held for documents being posted, movements and value events, which only ever grow, and what
-- follows from them: balances and cost layers. Quantities are whole numbers of the item's smallest part, values of the
-- currency's.

create table location (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  code text not null,
  name text not null,
  kind smallint not null check (kind between 1 and 3),
  parent_id uuid references location,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint location_code_unique unique (tenant, company_id, code),
  check ((kind = 1) = (parent_id is null))
);
create index location_children on location (parent_id) where parent_id is not null;
grant select, insert, update on location to {role};

-- What all values of a company are in, and the last number of its stock ledger.
create table stocked_company (
  tenant text not null,
  company_id uuid not null,
  currency_code text not null,
  currency_scale smallint not null check (currency_scale between 0 and 9),
  last_sequence bigint not null default 0,
  primary key (tenant, company_id)
) with (fillfactor = 10);
grant select, insert, update, delete on stocked_company to {role};

-- The same for ever, but for allow_negative.
create table stock_item (
  tenant text not null,
  company_id uuid not null,
  item_id uuid not null,
  uom_code text not null,
  quantity_scale smallint not null check (quantity_scale between 0 and 9),
  method smallint not null check (method in (1, 2)),
  allow_negative boolean not null,
  primary key (tenant, company_id, item_id)
);
grant select, insert, update, delete on stock_item to {role};

-- What is held for one attempt to post a document, and what became of it: 1 pending, 2 confirmed, 3 cancelled. A
-- cancelled one that was never seen stays too, and stops the reserve that comes late (P5). Movements of a confirmed one
-- have the numbers from first_sequence on.
create table reservation (
  id uuid primary key,
  tenant text not null,
  owner_context text not null,
  company_id uuid not null,
  document_type text not null,
  document_id uuid not null,
  purpose text not null,
  revision int not null,
  attempt int not null,
  input_hash bytea,
  state smallint not null check (state between 1 and 3),
  posting_date date,
  document_number text not null default '',
  first_sequence bigint,
  movement_count int not null default 0,
  reserve_time timestamptz not null,
  decided_time timestamptz,
  end_time timestamptz
) with (fillfactor = 70);
create index reservation_pending on reservation (tenant, reserve_time) where state = 1;
create unique index reservation_sequence on reservation (company_id, first_sequence) where first_sequence is not null;
create index reservation_by_document on reservation (document_id);
grant select, insert, update, delete on reservation to {role};

-- Of an item in a warehouse. on_hand and value are what is confirmed; reserved and pending_out_value are what is held to
-- go out, so on_hand - reserved at value - pending_out_value is what the next one may take.
create table balance (
  key bigint generated always as identity primary key,
  tenant text not null,
  company_id uuid not null,
  item_id uuid not null,
  warehouse_id uuid not null references location,
  on_hand bigint not null default 0,
  reserved bigint not null default 0 check (reserved >= 0),
  value bigint not null default 0,
  pending_out_value bigint not null default 0 check (pending_out_value >= 0),
  pending_in_value bigint not null default 0 check (pending_in_value >= 0),
  last_value_seq bigint not null default 0,
  last_day date not null default '-infinity',
  constraint balance_unique unique (item_id, warehouse_id),
  constraint balance_not_below_zero check (on_hand >= reserved and value >= pending_out_value)
) with (fillfactor = 50);
create index balance_by_company on balance (company_id, item_id, warehouse_id);
create index balance_by_warehouse on balance (warehouse_id);
grant select, insert, update, delete on balance to {role};

-- Goods that go in or out. What a movement's state is, its reservation says. There are no foreign keys from here on: one
-- function writes these tables together, and keys cost it a fifth of its time.
create table movement (
  id uuid primary key,
  place bigint generated always as identity unique,
  tenant text not null,
  company_id uuid not null,
  posting_id uuid not null,
  line int not null,
  balance_key bigint not null,
  direction smallint not null check (direction in (1, 2)),
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value >= 0),
  source_movement_id uuid,
  unique (posting_id, line)
);
create index movement_by_balance on movement (balance_key, place);
create index movement_by_company on movement (company_id, place);
create index movement_by_source on movement (source_movement_id) where source_movement_id is not null;
grant select, insert on movement to {role};

-- The valuation order of an item in a warehouse (P9): an out as it is reserved (1), an in as it is confirmed (2), what a
-- cancelled out gives back (3). Outs are negative.
create table value_event (
  balance_key bigint not null,
  value_seq bigint not null,
  tenant text not null,
  kind smallint not null check (kind between 1 and 3),
  movement_id uuid not null,
  quantity bigint not null,
  value bigint not null,
  primary key (balance_key, value_seq),
  unique (movement_id, kind),
  check (kind <> 1 or (quantity < 0 and value <= 0)),
  check (kind = 1 or (quantity > 0 and value >= 0))
);
grant select, insert on value_event to {role};

-- Goods that came in together, and what no out took of them yet; only of items that go first in, first out. is_open is a
-- column so that an update which leaves a layer open touches no index.
create table layer (
  movement_id uuid primary key,
  tenant text not null,
  balance_key bigint not null,
  value_seq bigint not null,
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value >= 0),
  remaining bigint not null check (remaining between 0 and quantity),
  remaining_value bigint not null check (remaining_value between 0 and value),
  is_open boolean not null generated always as (remaining > 0) stored,
  unique (balance_key, value_seq),
  check (remaining > 0 or remaining_value = 0)
) with (fillfactor = 80);
create index layer_open on layer (balance_key, value_seq) where is_open;
grant select, insert, update on layer to {role};

-- What an out took. A cancelled one's rows stay: what they say was given back.
create table layer_taken (
  movement_id uuid not null,
  layer_movement_id uuid not null,
  tenant text not null,
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value >= 0),
  primary key (movement_id, layer_movement_id)
);
create index layer_taken_by_layer on layer_taken (layer_movement_id);
grant select, insert on layer_taken to {role};

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%.% is append only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on movement for each row execute function refuse_change();
create trigger append_only before update or delete on value_event for each row execute function refuse_change();
create trigger append_only before update or delete on layer_taken for each row execute function refuse_change();
create trigger append_only_whole before truncate on movement execute function refuse_change();
create trigger append_only_whole before truncate on value_event execute function refuse_change();
create trigger append_only_whole before truncate on layer_taken execute function refuse_change();
