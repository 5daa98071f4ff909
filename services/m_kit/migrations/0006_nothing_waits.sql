-- Seconds until the next event for this consumer may be taken, not above zero where one may by now, null where none is
-- waiting for its time. (Of a null and a number `greatest` takes the number: where nothing waited it said that something
-- was due, and relays went round.) What is held up by an earlier event of its aggregate waits for that one's time.
create or replace function seconds_to_next_event(the_tenant text, the_consumer text) returns double precision
language plpgsql as $$
declare
  looking constant timestamptz := clock_timestamp();
begin
  perform set_config('m.tenant', the_tenant, true);
  return (
    select extract(epoch from min(d.next_time) - looking) from outbox_delivery d
    where d.tenant = the_tenant and d.consumer = the_consumer
      and d.next_time > '-infinity' and d.next_time < 'infinity'
      and not exists (
        select from outbox_delivery e
        where e.tenant = the_tenant and e.consumer = the_consumer and e.aggregate_id = d.aggregate_id
          and e.aggregate_type = d.aggregate_type and e.place < d.place
          and e.next_time > '-infinity' and e.next_time > looking));
end $$;
