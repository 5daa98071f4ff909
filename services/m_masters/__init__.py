"""masters: identities that every context names - parties, currencies, units of measure."""
