-- Posting begins with one look at the document.
call make_posting_look('stock_document', 'stock_document_line', 'document_id');
