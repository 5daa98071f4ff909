-- Where parties are reached. One address of a kind is the default; an archived one is nobody's.
create table address (
  id uuid primary key,
  tenant text not null,
  party_id uuid not null references party,
  kind smallint not null check (kind in (1, 2, 3)),
  label text not null,
  lines text[] not null,
  city text not null,
  region_code text not null,
  postal_code text not null,
  country_code text not null,
  is_default boolean not null,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint address_default_is_in_use check (not (is_default and archived))
);
create unique index address_default_unique on address (tenant, party_id, kind) where is_default;
create index address_by_label on address (tenant, party_id, label, id);
grant select, insert, update on address to {role};
