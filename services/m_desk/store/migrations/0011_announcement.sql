-- What contexts did by themselves, and what keeps them from it, is announced to whoever may do something about it: each user takes
-- what is meant for him when he looks. Places are in the order of commits, as those of notifications are: the row of
-- notification_count without a user is locked until the writer's commit.
create table announcement (
  tenant text not null,
  place bigint not null,
  permission text not null,
  id uuid not null,
  event_type text not null,
  document_type text not null,
  document_id uuid not null,
  document_number text not null,
  company_id text not null,
  title text not null,
  occur_time timestamptz not null,
  primary key (tenant, place)
);
create unique index announcement_by_id on announcement (tenant, id);
grant select, insert, delete on announcement to {role};

-- The place of the last announcement that a user looked at; null where he never looked.
alter table notification_count add column announced bigint;
