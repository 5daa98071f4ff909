"""Tests of the engines on real servers."""
