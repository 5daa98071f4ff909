-- Seconds until the next event for this consumer may be taken, null where none is waiting for its time. (Of a null and
-- a number `greatest` takes the number: where nothing waited it said that something was due, and relays went round.)
create or replace function seconds_to_next_event(the_tenant text, the_consumer text) returns double precision
language plpgsql as $$
begin
  perform set_config('m.tenant', the_tenant, true);
  return (
    select extract(epoch from min(d.next_time) - clock_timestamp()) from outbox_delivery d
    where d.tenant = the_tenant and d.consumer = the_consumer
      and d.next_time > '-infinity' and d.next_time > clock_timestamp() and d.next_time < 'infinity');
end $$;
