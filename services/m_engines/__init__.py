"""Engines behind ports: the only place that knows an engine's SDK, its binaries or its way of starting."""
