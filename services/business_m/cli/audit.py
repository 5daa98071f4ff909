"""`m audit verify`."""

from typing import Any

import click
from businessm.ledger.v1 import audit_pb2 as pb

from business_m.cli.connection import Connection
from business_m.cli.ledger_client import LedgerClient
from business_m.cli.outcome import REFUSED, Ended, print_json

_FAULTS = {
    pb.BrokenSeal.GAP: "a seal before number {sequence} is not there",
    pb.BrokenSeal.MISSING: "voucher {voucher_id}, sealed as number {sequence}, is not there",
    pb.BrokenSeal.CHANGED: "voucher {voucher_id}, sealed as number {sequence}, is not what it was",
}


@click.group()
def audit() -> None:
    """The audit chain."""


@audit.command()
@click.option("--company", required=True, help="The company's code.")
@click.option("--json", "as_json", is_flag=True)
def verify(company: str, as_json: bool) -> None:
    """Prove that no voucher was changed since it was sealed, and name those that are not sealed yet; exit 1 where the
    chain does not hold."""
    ledger = LedgerClient(Connection.open())
    found = _verified(ledger, ledger.company(company).id)
    broken = found["first_broken"]
    if as_json:
        print_json({"ok": broken is None, **found})
    else:
        click.echo(f"{found['sealed']} of {found['vouchers']} vouchers are sealed")
        for voucher_id in found["unsealed"]:
            click.echo(f"not sealed yet: {voucher_id}")
    if broken is not None:
        raise Ended(broken["message"], REFUSED, told=as_json)


def _verified(ledger: LedgerClient, company_id: str) -> dict[str, Any]:
    """Stretch by stretch, to the end or to the first fault."""
    sealed = after = 0
    while True:
        request = pb.VerifyAuditChainRequest(company_id=company_id, after_sequence=after)
        answer: pb.VerifyAuditChainResponse = ledger.call(ledger.stub.VerifyAuditChain, request)
        sealed, after = sealed + answer.sealed_count, answer.last_sequence
        if answer.is_end:
            break
    return {
        "vouchers": answer.voucher_count,
        "sealed": sealed,
        "unsealed": list(answer.unsealed_voucher_ids),
        "first_broken": _broken(answer.first_broken) if answer.HasField("first_broken") else None,
    }


def _broken(seal: pb.BrokenSeal) -> dict[str, Any]:
    message = _FAULTS[seal.fault].format(sequence=seal.sequence, voucher_id=seal.voucher_id)
    fault = pb.BrokenSeal.Fault.Name(seal.fault)
    return {"sequence": seal.sequence, "voucher_id": seal.voucher_id, "fault": fault, "message": message}
