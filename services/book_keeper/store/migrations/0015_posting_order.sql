-- A line's place in the order of posting, so that the entries of one day in a statement come as they were posted,
-- whatever ids their vouchers were given. post_vouchers inserts the lines of a batch in the batch's order. Lines that
-- are there already are numbered as they lie in their table, which is that order, for it only grows.
alter table line add column posting_order bigint generated always as identity;
drop index line_by_account;
create index line_by_account on line (account_key, posting_date, posting_order);
