-- Which life the server is in. A crash, of the machine or of one backend, empties unlogged tables: that is what this one
-- is for. Whoever meets it empty gives it a new row, so two readings are equal where the server did not crash between
-- them, and what was committed without waiting for the disk before the first is still there at the second.
create unlogged table server_life (
  single boolean primary key default true check (single),
  life uuid not null default gen_random_uuid()
);
grant select, insert on server_life to {role};

create function server_life() returns uuid language plpgsql as $$
declare
  found_life uuid;
begin
  select life into found_life from server_life;
  if found_life is null then
    insert into server_life default values on conflict do nothing;
    select life into found_life from server_life;
  end if;
  return found_life;
end $$;
