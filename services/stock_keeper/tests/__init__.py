"""Tests of stock_keeper."""
