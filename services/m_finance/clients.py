"""The stubs finance depends on: the whole list."""

from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from m_kit.module import Environment

LEDGER = "businessm.ledger.v1.LedgerService"


def ledger_of(environment: Environment) -> LedgerServiceStub:
    """The keeper of money: companies, accounts, vouchers."""
    return LedgerServiceStub(environment.channel_to(LEDGER))  # type: ignore[no-untyped-call]
