-- What a context made of events it was told, for tests of the kit.
create table reading (
  place bigint generated always as identity primary key,
  tenant text not null,
  event_id uuid not null,
  slip_id uuid not null,
  sequence bigint not null,
  text text not null,
  trace_id text not null
);
grant select, insert on reading to {role};
