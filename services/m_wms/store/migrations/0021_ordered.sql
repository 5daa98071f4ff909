-- What was to come, what the item allows it to differ by, and that somebody took more or less than that.
alter table stock_document add column differences_accepted boolean not null default false;
alter table stock_document_line
  add column ordered numeric check (ordered > 0),
  add column over_receipt_percent numeric not null default 0,
  add column under_receipt_percent numeric not null default 0;
