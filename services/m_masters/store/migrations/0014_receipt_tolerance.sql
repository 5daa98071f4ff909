-- What may come of an item more, or less, than was ordered.
alter table item
  add column over_receipt_percent numeric not null default 0 check (over_receipt_percent >= 0),
  add column under_receipt_percent numeric not null default 0 check (under_receipt_percent between 0 and 100);
