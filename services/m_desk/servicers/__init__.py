"""The contracts, method by method: convert in, call, convert out."""
