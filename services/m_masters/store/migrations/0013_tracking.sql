-- Items valued by lot, last in first out and highest cost first out; goods told apart by lot or serial number.
alter table item
  drop constraint item_valuation_method_check,
  add constraint item_valuation_method_check check (valuation_method in (1, 2, 4, 5, 6)),
  add column tracking smallint not null default 0 check (tracking between 0 and 2);
