-- Posting begins with one look at the slip.
call make_posting_look('slip');
