-- Lines of a journal entry say what the ledger's lines say: their dimensions, and what they are in the company's own
-- currency; an entry names exchange rates and may have the ledger settle an exchange. Kept as they were sent, as JSON.
alter table journal_entry_line
  add column dimensions text not null default '[]', add column functional_amount text not null default '';
alter table journal_entry
  add column exchange_rates text not null default '[]', add column settle_exchange boolean not null default false;
