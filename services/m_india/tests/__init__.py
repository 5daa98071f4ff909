"""Tests of India."""
