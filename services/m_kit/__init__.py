"""What every context is made with. No word of any domain stands in here."""
