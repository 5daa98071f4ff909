"""Tests of book_keeper."""
