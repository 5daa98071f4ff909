"""Tests of the app: what is read from the environment, and how contexts are put together."""
