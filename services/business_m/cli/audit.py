"""`m audit verify`."""

import click

from business_m.cli.outcome import REFUSED, Ended


@click.group()
def audit() -> None:
    """The audit chain."""


@audit.command()
@click.option("--company", required=True, help="The company's code.")
@click.option("--json", "as_json", is_flag=True)
def verify(company: str, as_json: bool) -> None:
    """Prove that no voucher was changed since it was posted."""
    raise Ended(
        f"vouchers are not chained yet in this version, so nothing can be proved of {company}; "
        "`m check` compares closed periods with what they held when they were closed",
        REFUSED,
        reason="UNIMPLEMENTED",
    )
