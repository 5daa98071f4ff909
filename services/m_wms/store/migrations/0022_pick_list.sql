-- Pick lists: where goods are brought together, when their deliveries were told so, and what was picked of a line.
alter table stock_document
  add column staging_location_id text not null default '',
  add column apply_time timestamptz;
alter table stock_document_line add column picked numeric check (picked >= 0);
-- What pick lists are about to fetch is found by the deliveries that are still drafts.
create index stock_document_draft on stock_document (tenant, company_id, type) where state = 1;
