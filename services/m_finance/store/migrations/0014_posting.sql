-- Journal entries post: state 1 draft, 2 posted, 3 reversed.
call make_posting_document('journal_entry');
