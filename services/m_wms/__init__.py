"""wms: goods that come and go, as documents that post to stock and ledger together."""
