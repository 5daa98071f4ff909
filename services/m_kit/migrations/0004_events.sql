-- What a context tells others and what it was told: see m_kit/events. An event is written in the transaction of what it
-- tells about; its row stays until every consumer has given a receipt.

-- The last sequence of each aggregate. Its row is locked until the writer's commit, so an aggregate's events have places
-- in the order they were committed in.
create table aggregate_sequence (
  tenant text not null,
  aggregate_type text not null,
  aggregate_id uuid not null,
  last bigint not null,
  primary key (tenant, aggregate_type, aggregate_id)
) with (fillfactor = 70);
grant select, insert, update on aggregate_sequence to {role};

create table outbox (
  place bigint generated always as identity primary key,
  tenant text not null,
  event_id uuid not null,
  type text not null,
  company_id uuid,
  aggregate_type text not null,
  aggregate_id uuid not null,
  sequence bigint not null,
  occur_time timestamptz not null,
  data bytea not null,
  trace_parent text not null,
  unique (tenant, event_id)
);
grant select, insert, update, delete on outbox to {role};

-- One row for each consumer that has given no receipt yet. Before `next_time` it is not taken: it is on its way, or
-- waits after a failure; one that is dead has no next time. Later events of its aggregate wait with it.
create table outbox_delivery (
  tenant text not null,
  consumer text not null,
  place bigint not null references outbox on delete cascade,
  aggregate_type text not null,
  aggregate_id uuid not null,
  attempts int not null default 0,
  next_time timestamptz not null default '-infinity',
  reason text not null default '',
  dead_time timestamptz,
  primary key (tenant, consumer, place)
) with (fillfactor = 70);
create index outbox_delivery_by_place on outbox_delivery (place);
create index outbox_delivery_later on outbox_delivery (tenant, consumer, aggregate_id, place)
  where next_time > '-infinity';
create index outbox_delivery_dead on outbox_delivery (tenant, dead_time, place) where dead_time is not null;
grant select, insert, update, delete on outbox_delivery to {role};

-- What was handled here. A second delivery finds its row.
create table inbox (
  tenant text not null,
  event_id uuid not null,
  type text not null,
  handle_time timestamptz not null default now(),
  primary key (tenant, event_id)
);
create index inbox_by_age on inbox (tenant, handle_time);
grant select, insert, delete on inbox to {role};

-- Writes a batch of events, an aggregate's in the order given. `event_consumers` are names with commas between them.
create function append_events(
  the_tenant text, event_ids uuid[], event_types text[], event_companies uuid[], event_aggregate_types text[],
  event_aggregates uuid[], event_times timestamptz[], event_data bytea[], event_traces text[], event_consumers text[]
) returns void language plpgsql as $$
begin
  insert into working_tenant values (the_tenant) on conflict do nothing;
  with given as (
    select * from unnest(event_ids, event_types, event_companies, event_aggregate_types, event_aggregates, event_times,
      event_data, event_traces, event_consumers) with ordinality
      g (id, type, company, aggregate_type, aggregate, occur_time, data, trace, consumers, number)
  ), counted as (
    insert into aggregate_sequence as s
    select the_tenant, g.aggregate_type, g.aggregate, count(*) from given g group by 2, 3 order by 2, 3
    on conflict (tenant, aggregate_type, aggregate_id) do update set last = s.last + excluded.last
    returning s.aggregate_type, s.aggregate_id, s.last
  ), written as (
    insert into outbox (tenant, event_id, type, company_id, aggregate_type, aggregate_id, sequence, occur_time, data,
      trace_parent)
    select the_tenant, g.id, g.type, g.company, g.aggregate_type, g.aggregate,
      c.last - count(*) over (partition by g.aggregate_type, g.aggregate)
        + row_number() over (partition by g.aggregate_type, g.aggregate order by g.number),
      g.occur_time, g.data, g.trace
    from given g
    join counted c on c.aggregate_type = g.aggregate_type and c.aggregate_id = g.aggregate
    order by g.number
    returning place, event_id, aggregate_type, aggregate_id
  )
  insert into outbox_delivery (tenant, consumer, place, aggregate_type, aggregate_id)
  select the_tenant, consumer, w.place, w.aggregate_type, w.aggregate_id
  from written w join given g on g.id = w.event_id, regexp_split_to_table(g.consumers, ',') consumer;
end $$;

-- Events for one consumer, the oldest first: at most so many, and so many bytes but for the first; `more` says that there
-- are others to be taken at once. They are the taker's for `claim_seconds`. Of several takers one looks at a time, or
-- both would have the same. That spares work and nothing rests on it, so nobody waits for the disk.
create function take_events(
  the_tenant text, the_consumer text, most int, most_bytes bigint, claim_seconds double precision
) returns table (event outbox, attempts int, more boolean) language plpgsql as $$
declare
  taken bigint[];
  are_more boolean;
  now_taking timestamptz;
begin
  perform set_config('m.tenant', the_tenant, true), set_config('synchronous_commit', 'off', true);
  perform pg_advisory_xact_lock(hashtextextended(format('%s %s %s', current_schema(), the_tenant, the_consumer), 0));
  now_taking := clock_timestamp();
  select coalesce(array_agg(s.place) filter (where s.number = 1 or s.bytes <= most_bytes), '{}'),
    count(*) = most or bool_or(s.number > 1 and s.bytes > most_bytes) into taken, are_more
  from (
    select f.place, row_number() over (order by f.place) as number, sum(length(o.data)) over (order by f.place) as bytes
    from (
      select d.place from outbox_delivery d
      where d.tenant = the_tenant and d.consumer = the_consumer and d.next_time <= now_taking
        and not exists (
          select from outbox_delivery e
          where e.tenant = the_tenant and e.consumer = the_consumer and e.aggregate_id = d.aggregate_id
            and e.aggregate_type = d.aggregate_type and e.place < d.place
            and e.next_time > '-infinity' and e.next_time > now_taking)
      order by d.place limit most) f
    join outbox o on o.place = f.place) s;
  update outbox_delivery d set next_time = now_taking + make_interval(secs => claim_seconds)
  where d.tenant = the_tenant and d.consumer = the_consumer and d.place = any (taken);
  return query
  select o, d.attempts, are_more from outbox o
  join outbox_delivery d on d.tenant = the_tenant and d.consumer = the_consumer and d.place = o.place
  where o.place = any (taken) order by o.place;
end $$;

-- Keeps what a consumer said. Received events leave; failed ones are tried again after so many seconds, those without
-- any are dead; the others (`untried`) may be taken at once. Nobody waits for the disk: a receipt that is lost is given
-- once more. Two consumers' last receipts of one event would not see each other but for the lock.
create function keep_receipts(
  the_tenant text, the_consumer text, received bigint[], untried bigint[],
  failed bigint[], failed_reasons text[], failed_seconds double precision[]
) returns void language plpgsql as $$
begin
  perform set_config('m.tenant', the_tenant, true), set_config('synchronous_commit', 'off', true);
  perform from outbox o where o.place = any (received) order by o.place for update;
  delete from outbox_delivery d
  where d.tenant = the_tenant and d.consumer = the_consumer and d.place = any (received);
  delete from outbox o
  where o.place = any (received) and not exists (select from outbox_delivery d where d.place = o.place);
  update outbox_delivery d set next_time = '-infinity'
  where d.tenant = the_tenant and d.consumer = the_consumer and d.place = any (untried);
  update outbox_delivery d set attempts = d.attempts + 1, reason = f.reason,
    next_time = coalesce(clock_timestamp() + make_interval(secs => f.seconds), 'infinity'),
    dead_time = case when f.seconds is null then clock_timestamp() end
  from unnest(failed, failed_reasons, failed_seconds) f (place, reason, seconds)
  where d.tenant = the_tenant and d.consumer = the_consumer and d.place = f.place;
end $$;

-- Seconds until the next event for this consumer may be taken, null where none is waiting for its time.
create function seconds_to_next_event(the_tenant text, the_consumer text) returns double precision
language plpgsql as $$
begin
  perform set_config('m.tenant', the_tenant, true);
  return (
    select greatest(extract(epoch from min(d.next_time) - clock_timestamp()), 0) from outbox_delivery d
    where d.tenant = the_tenant and d.consumer = the_consumer
      and d.next_time > '-infinity' and d.next_time > clock_timestamp() and d.next_time < 'infinity');
end $$;
