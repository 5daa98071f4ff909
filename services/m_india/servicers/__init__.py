"""Thin: message in, use case, message out."""
