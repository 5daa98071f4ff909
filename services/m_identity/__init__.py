"""identity: users, roles and the permissions they carry, keys, and the tokens that say so."""
