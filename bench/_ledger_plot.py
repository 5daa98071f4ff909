"""Draws what `python -m bench.ledger --json FILE` wrote: `python -m bench._ledger_plot FILE TARGET.svg`."""

import json
import re
import sys
from pathlib import Path
from typing import Any

_GROWTH = {
    "posting, vouchers/s": re.compile(r"post a 2-line voucher after ([\d,]+)$"),
    "trial balance, ms": re.compile(r"trial balance over ([\d,]+) lines, warm$"),
    "room of a voucher, bytes": re.compile(r"room of a voucher among ([\d,]+)$"),
}


def ratios(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Ours to the limit, and to the same without a feature, by what the bars are called."""
    found = {f"of L, {row['clients']} clients": row["ratio_to_limit"] for row in rows if row["ratio_to_limit"]}
    return found | {row["peer_name"]: row["ratio_to_peer"] for row in rows if row["peer_name"].startswith("without")}


def growth(rows: list[dict[str, Any]], pattern: re.Pattern[str]) -> tuple[list[int], list[float]]:
    """(how many there are, what was measured then)."""
    found = [(match, row["ours"]) for row in rows if (match := pattern.match(row["measure"]))]
    return [int(match[1].replace(",", "")) for match, _ in found], [value for _, value in found]


def draw(source: Path, target: Path) -> None:
    """One picture: ratios, and what growth does."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "ledger"
    from matplotlib import pyplot

    whole = json.loads(source.read_text())
    figure, axes = pyplot.subplots(1, 4, figsize=(16, 3.4))
    values = ratios(whole["rows"])
    drawn = axes[0].barh(list(values)[::-1], list(values.values())[::-1], color="#4a6fa5")
    axes[0].bar_label(drawn, fmt="%.2f", padding=3)
    axes[0].set_title("ours / limit, ours / without")
    axes[0].margins(x=0.25)
    for axis, (title, pattern) in zip(axes[1:], _GROWTH.items(), strict=True):
        axis.plot(*growth(whole["rows"], pattern), marker="o", color="#4a6fa5")
        axis.set_xscale("log")
        axis.set_ylim(bottom=0)
        axis.set_title(title)
    figure.suptitle(f"Python {whole['python']}, {whole['cpu_count']} CPUs, medians", fontsize=9)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
