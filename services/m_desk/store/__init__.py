"""desk's tables, and one repository for each noun."""
