-- Events say who did it, so that he can be told what came of it. What was written before says nobody.
alter table outbox add column actor text not null default '';

drop function append_events(text, uuid[], text[], uuid[], text[], uuid[], timestamptz[], bytea[], text[], text[]);

-- As 0004 has it, with the actors.
create function append_events(
  the_tenant text, event_ids uuid[], event_types text[], event_companies uuid[], event_aggregate_types text[],
  event_aggregates uuid[], event_times timestamptz[], event_data bytea[], event_traces text[], event_actors text[],
  event_consumers text[]
) returns void language plpgsql as $$
begin
  insert into working_tenant values (the_tenant) on conflict do nothing;
  with given as (
    select * from unnest(event_ids, event_types, event_companies, event_aggregate_types, event_aggregates, event_times,
      event_data, event_traces, event_actors, event_consumers) with ordinality
      g (id, type, company, aggregate_type, aggregate, occur_time, data, trace, actor, consumers, number)
  ), counted as (
    insert into aggregate_sequence as s
    select the_tenant, g.aggregate_type, g.aggregate, count(*) from given g group by 2, 3 order by 2, 3
    on conflict (tenant, aggregate_type, aggregate_id) do update set last = s.last + excluded.last
    returning s.aggregate_type, s.aggregate_id, s.last
  ), written as (
    insert into outbox (tenant, event_id, type, company_id, aggregate_type, aggregate_id, sequence, occur_time, data,
      trace_parent, actor)
    select the_tenant, g.id, g.type, g.company, g.aggregate_type, g.aggregate,
      c.last - count(*) over (partition by g.aggregate_type, g.aggregate)
        + row_number() over (partition by g.aggregate_type, g.aggregate order by g.number),
      g.occur_time, g.data, g.trace, g.actor
    from given g
    join counted c on c.aggregate_type = g.aggregate_type and c.aggregate_id = g.aggregate
    order by g.number
    returning place, event_id, aggregate_type, aggregate_id
  )
  insert into outbox_delivery (tenant, consumer, place, aggregate_type, aggregate_id)
  select the_tenant, consumer, w.place, w.aggregate_type, w.aggregate_id
  from written w join given g on g.id = w.event_id, regexp_split_to_table(g.consumers, ',') consumer;
end $$;
