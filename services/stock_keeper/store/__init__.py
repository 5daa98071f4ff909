"""Tables and the repositories that read and write them."""
