"""Rules of users, roles and secrets as plain Python."""
