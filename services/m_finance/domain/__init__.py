"""Rules of journal entries and of imported journals as plain Python."""
