"""The stubs finance depends on: the whole list."""

from businessm.ledger.v1 import reservation_pb2
from businessm.ledger.v1.ledger_service_pb2_grpc import LedgerServiceStub
from businessm.masters.v1.party_service_pb2_grpc import PartyServiceStub
from m_kit.module import Environment
from m_kit.posting import Keeper

LEDGER = "businessm.ledger.v1.LedgerService"
PARTIES = "businessm.masters.v1.PartyService"


def ledger_of(environment: Environment) -> LedgerServiceStub:
    """The keeper of money: companies, accounts, vouchers."""
    return LedgerServiceStub(environment.channel_to(LEDGER))


def keeper_of(ledger: LedgerServiceStub) -> Keeper:
    """The ledger as the posting protocol needs it."""
    return Keeper(
        "ledger",
        ledger.ConfirmVoucher,
        reservation_pb2.ConfirmVoucherRequest,
        ledger.CancelVoucher,
        reservation_pb2.CancelVoucherRequest,
    )


def parties_of(environment: Environment) -> PartyServiceStub:
    """Masters' parties: who a supplier or a customer is."""
    return PartyServiceStub(environment.channel_to(PARTIES))
