-- Every context answers a repeated write with its first answer: see m_kit/idempotency.py.
create table idempotency (
  tenant text not null,
  request_id text not null,
  request_type text not null,
  input_hash bytea not null,
  response bytea,
  create_time timestamptz not null default now(),
  primary key (tenant, request_id)
) with (fillfactor = 80);
create index idempotency_by_age on idempotency (tenant, create_time);
grant select, insert, update, delete on idempotency to {role};
