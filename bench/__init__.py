"""Measurements: the peer, the physical limit and ours alternating in one run, as ratios. `python -m bench.NAME`."""
