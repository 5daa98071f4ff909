"""The contract, method by method: convert in, call, convert out."""
