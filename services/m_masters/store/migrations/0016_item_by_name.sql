-- Items are the one list of masters' that is both long and read by another field than its own order.
create index item_by_name on item (tenant, name, id);
