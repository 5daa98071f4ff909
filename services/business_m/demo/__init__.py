"""The demo company: a small wholesaler of provisions and one year of its trade, planned from a seed and made through
the API. This is the plan, plain Python; the command line sends it."""
