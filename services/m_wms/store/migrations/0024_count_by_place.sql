-- Counts by place: each line counts one. Of single pieces a draft keeps which ones are expected, each as number, place
-- and lot.
alter table stock_document add column by_place boolean not null default false;
alter table stock_document_line add column pieces jsonb not null default '[]';
