"""Draws what `python -m bench.inproc --json FILE` wrote: python -m bench._inproc_plot FILE docs/inproc/bench.svg"""

import json
import sys
from pathlib import Path
from typing import Any


def bars(rows: list[dict[str, Any]], what: str) -> dict[str, float]:
    """Microseconds a call of each side, ours and LIMIT first."""
    chosen = [row for row in rows if row["measure"].startswith(f"{what}, COPY, beside")]
    if not chosen:
        return {}
    ours = {"LIMIT": chosen[0]["limit"], "grpc_inproc, COPY": chosen[0]["ours"]}
    return ours | {row["peer_name"]: row["peer"] for row in chosen}


def draw(source: Path, target: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "inproc"
    from matplotlib import pyplot

    whole = json.loads(source.read_text())
    figure, axes = pyplot.subplots(1, 2, figsize=(12, 3.6))
    for axis, what in zip(axes, ("small unary", "50-line invoice"), strict=True):
        values = bars(whole["rows"], what)
        names = list(values)[::-1]
        drawn = axis.barh(names, [values[name] for name in names], color="#4a6fa5")
        axis.bar_label(drawn, fmt="%.1f", padding=3)
        axis.set_xscale("log")
        axis.set_title(f"{what}, microseconds a call (log)")
        axis.margins(x=0.2)
    figure.suptitle(f"Python {whole['python']}, {whole['cpu_count']} CPUs, medians", fontsize=9)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
