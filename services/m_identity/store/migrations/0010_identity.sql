-- Users, roles and keys. Passwords are argon2id hashes, keys are sha256 of a random secret.
create table app_user (
  id uuid primary key,
  tenant text not null,
  username text not null,
  display_name text not null,
  roles text[] not null,
  password_hash text,
  archived boolean not null default false,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint username_unique unique (tenant, username)
);
grant select, insert, update on app_user to {role};

create table role (
  id uuid primary key,
  tenant text not null,
  name text not null,
  description text not null,
  permissions text[] not null,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null,
  constraint role_name_unique unique (tenant, name)
);
grant select, insert, update on role to {role};

create table api_key (
  id uuid primary key,
  tenant text not null,
  name text not null,
  username text not null,
  secret_hash bytea not null,
  revoke_time timestamptz,
  revision int not null default 1,
  create_time timestamptz not null,
  update_time timestamptz not null
);
grant select, insert, update on api_key to {role};
