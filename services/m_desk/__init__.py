"""desk: what stands around documents: navigation, saved views, preferences, notifications."""
