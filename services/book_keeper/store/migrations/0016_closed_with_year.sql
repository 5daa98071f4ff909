-- Which periods the close of their year closed: reopening the year opens those, and leaves closed what was closed
-- before. Years that are closed already have theirs from the time, for one close gives one time to all.
alter table period add column closed_with_year boolean not null default false;

do $$
declare
  the_tenant text;
begin
  for the_tenant in select name from known_tenant loop
    perform set_config('m.tenant', the_tenant, true);
    update period p set closed_with_year = true from fiscal_year y
    where y.key = p.fiscal_year_key and y.state = 2 and p.state = 3 and p.close_time = y.update_time;
  end loop;
end $$;
