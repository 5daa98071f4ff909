-- Something to write down, for tests of the kit. Its author forgot row-level security.
create table note (
  id uuid primary key,
  tenant text not null,
  text text not null,
  constraint note_text_unique unique (tenant, text)
);
grant select, insert, update, delete on note to {role};
