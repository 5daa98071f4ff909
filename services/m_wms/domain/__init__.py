"""Documents of goods and what they mean in the books, as plain Python."""
