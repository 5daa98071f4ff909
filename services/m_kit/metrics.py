"""What `/metrics` shows: calls and their length per rpc, in Prometheus' format."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

BUCKETS_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class CallMetrics:
    """Counts rpcs served by one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._handled = Counter(
            "grpc_server_handled_total",
            "RPCs completed, by code.",
            ["grpc_method", "grpc_code"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "grpc_server_handling_seconds",
            "Length of RPCs.",
            ["grpc_method"],
            registry=self.registry,
            buckets=BUCKETS_SECONDS,
        )

        self._children: dict[tuple[str, str], tuple[Counter, Histogram]] = {}

    def observe(self, path: str, code: str, seconds: float) -> None:
        """One rpc is done."""
        children = self._children.get((path, code))
        if children is None:
            children = self._children[path, code] = (self._handled.labels(path, code), self._seconds.labels(path))
        children[0].inc()
        children[1].observe(seconds)

    def text(self) -> bytes:
        """The exposition that Prometheus scrapes."""
        return generate_latest(self.registry)
