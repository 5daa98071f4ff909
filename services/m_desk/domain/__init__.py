"""Views, preferences and notifications as plain Python."""
