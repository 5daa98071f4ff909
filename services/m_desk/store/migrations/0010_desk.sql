-- Views that users keep of lists. Filters, order and columns are read and written whole, so they are JSON.
create table saved_view (
  id uuid primary key,
  tenant text not null,
  document_type text not null,
  name text not null,
  visibility smallint not null check (visibility in (1, 2)),
  owner text not null,
  filters jsonb not null,
  sorts jsonb not null,
  columns jsonb not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint saved_view_name_unique unique (tenant, owner, document_type, name)
);
create index saved_view_by_name on saved_view (tenant, name, id);
grant select, insert, update, delete on saved_view to {role};

create table preferences (
  id uuid primary key,
  tenant text not null,
  username text not null,
  theme smallint not null,
  language_code text not null,
  company_id text not null,
  density smallint not null,
  sidebar_collapsed boolean not null,
  revision int not null,
  update_time timestamptz not null,
  constraint preferences_username_unique unique (tenant, username)
);
grant select, insert, update on preferences to {role};

-- How many notifications a user ever got. Its row is locked until the writer's commit, so a user's notifications have
-- places in the order they were committed in: who has seen one has seen all before it.
create table notification_count (
  tenant text not null,
  username text not null,
  last bigint not null,
  primary key (tenant, username)
) with (fillfactor = 70);
grant select, insert, update on notification_count to {role};

create table notification (
  tenant text not null,
  username text not null,
  place bigint not null,
  id uuid not null,
  event_type text not null,
  document_type text not null,
  document_id uuid not null,
  document_number text not null,
  company_id text not null,
  title text not null,
  occur_time timestamptz not null,
  read_time timestamptz,
  primary key (tenant, username, place)
);
create index notification_unread on notification (tenant, username, place) where read_time is null;
create index notification_by_id on notification (tenant, id);
grant select, insert, update, delete on notification to {role};
