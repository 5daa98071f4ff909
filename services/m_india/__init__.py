"""India: the fields, taxes and rates of its law, as a regional plugin. It keeps nothing."""
