"""Tables for people."""

from collections.abc import Mapping, Sequence

AMOUNTS = frozenset({"debit", "credit", "balance", "units", "checked", "value", "pending", "stock", "difference"})
WIDE = 240


def print_table(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], totals: Sequence[Mapping[str, str]] = ()
) -> None:
    """Rows under their columns, amounts to the right, totals below a line."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", show_footer=False)
    for column in columns:
        title = column.removesuffix("_code").replace("_", " ")
        table.add_column(title, justify="right" if column in AMOUNTS else "left", no_wrap=column in AMOUNTS)
    for row in rows:
        table.add_row(*(row.get(column, "") for column in columns))
    if totals:
        table.add_section()
        for row in totals:
            table.add_row(*(row.get(column, "") for column in columns), style="bold")
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    console.print(table)
