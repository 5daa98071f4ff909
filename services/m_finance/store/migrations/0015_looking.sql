-- Posting begins with one look at the entry.
call make_posting_look('journal_entry', 'journal_entry_line', 'journal_entry_id');
