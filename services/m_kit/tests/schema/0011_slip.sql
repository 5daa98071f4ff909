-- A document that posts, for tests of the posting protocol.
create table slip (
  id uuid primary key,
  tenant text not null,
  company_id uuid not null,
  posting_date date not null,
  text text not null,
  revision int not null,
  create_time timestamptz not null,
  update_time timestamptz not null
) with (fillfactor = 70);
grant select, insert, update, delete on slip to {role};
call make_posting_document('slip');
