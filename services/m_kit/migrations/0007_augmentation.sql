-- Fields that regional plugins add to this context's document types, while it serves. What they are stands in
-- `augmentation`, their values in a table for each document type and plugin with a typed column for each field.
-- Schemas are the system's, values a tenant's: so `augmentation` has no tenant, and every table of values has.
create table augmentation (
  document_type text not null,
  plugin text not null,
  plugin_version text not null,
  key_prefix text not null,
  withdrawn boolean not null default false,
  contribution bytea not null,
  update_time timestamptz not null default now(),
  primary key (document_type, plugin)
);
grant select, insert, update, delete on augmentation to {role};

-- Goes up with every change of any of them: whoever keeps schemas in memory asks for this alone.
create table augmentation_head (
  single boolean primary key default true check (single),
  version bigint not null
);
insert into augmentation_head (version) values (1);
grant select, update on augmentation_head to {role};

-- Makes a column, and its table with the first one; one that is there stays as it is. It runs as the owner of everything,
-- for the context's role owns nothing: so it touches only tables that it made itself, and every name is quoted. It waits
-- two seconds at most for those who write, or everybody would wait behind it.
create function bake_column(document_type text, plugin text, column_name text, column_type text) returns void
language plpgsql security definer set search_path to {schema}, pg_temp set lock_timeout to '2s' as $$
declare
  made text := document_type || '_' || plugin;
begin
  if column_type not in ('text', 'bigint', 'boolean', 'numeric', 'date') then
    raise exception 'no type of a contributed field: %', column_type;
  end if;
  if to_regclass(quote_ident(made)) is null then
    execute format('create table %I (id uuid primary key, tenant text not null)', made);
    execute format('comment on table %I is ''values of contributed fields''', made);
    execute format('alter table %I enable row level security', made);
    execute format('alter table %I force row level security', made);
    execute format(
      'create policy tenant_only on %I using (tenant = current_setting(''m.tenant'', true))'
      ' with check (tenant = current_setting(''m.tenant'', true))', made);
    execute format('grant select, insert, update on %I to {role}', made);
  elsif obj_description(to_regclass(quote_ident(made)), 'pg_class') is distinct from 'values of contributed fields' then
    raise exception '% holds no values of contributed fields', made;
  end if;
  if not exists (
    select from pg_attribute where attrelid = to_regclass(quote_ident(made)) and attname = column_name and not attisdropped
  ) then
    execute format('alter table %I add column %I %s', made, column_name, column_type);
    execute format('create index %I on %I (tenant, %I)', left(made || '_' || column_name, 60) || '_by', made, column_name);
  end if;
end $$;
