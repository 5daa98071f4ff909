"""Messages to domain and back, side by side."""
