"""A party is masters': whoever takes one on asks there, and never inside a transaction."""

from collections.abc import Sequence

from businessm.finance.v1 import customer_service_pb2, supplier_service_pb2
from businessm.masters.v1 import party_pb2, party_service_pb2
from businessm.masters.v1.party_service_pb2_grpc import PartyServiceStub
from m_kit.caller import current_caller
from m_kit.errors import FieldInvalid, FieldRequired
from m_kit.ids import derived_id

from m_finance.convert import Role
from m_finance.domain.trading_roles import RoleKind

CreateRole = supplier_service_pb2.CreateSupplierRequest | customer_service_pb2.CreateCustomerRequest


def require_one_party(kind: RoleKind, request: CreateRole) -> None:
    """Raises FieldRequired or FieldInvalid where it is not clear whose role is asked for, or under which id."""
    if not request.party_id and not request.HasField("party"):
        raise FieldRequired("say which party, or give a new one as `party`", field="party_id")
    if request.party_id and request.HasField("party"):
        raise FieldInvalid("a party that is there, or a new one: not both", field="party")
    if request.party.id:
        raise FieldInvalid("the id of a new party is made here: leave it out", field="party.id")
    role = request.supplier if isinstance(request, supplier_service_pb2.CreateSupplierRequest) else request.customer
    if role.id not in ("", request.party_id):
        raise FieldInvalid("it has the party's id: leave it out", field=f"{kind}.id")


async def party_for(parties: PartyServiceStub, kind: RoleKind, request: CreateRole) -> party_pb2.Party | None:
    """The party that a role is asked for: by `party_id` (None where there is none), or made from `party`.

    What masters refuses a new party with is answered as it stands: its paths begin with `party.` as ours do.
    """
    if request.party_id:
        found = await _found(parties, [request.party_id])
        return found[0] if found else None
    # The same request makes the same party, however often it is sent: masters replays its answer under this id.
    party_id = str(derived_id("finance", kind, "party", current_caller().tenant, request.request_id))
    new = party_pb2.Party()
    new.CopyFrom(request.party)
    new.id = party_id
    response: party_service_pb2.CreatePartyResponse = await parties.CreateParty(
        party_service_pb2.CreatePartyRequest(request_id=party_id, party=new, validate_only=request.validate_only)
    )
    return response.party


async def fill_names(parties: PartyServiceStub, roles: Sequence[Role]) -> None:
    """Sets the parties' names, by one call for all (250 at most)."""
    found = await _found(parties, [role.id for role in roles]) if roles else []
    names = {party.id: party.name for party in found}
    for role in roles:
        role.display_name = names.get(role.id, "")


async def name_of(parties: PartyServiceStub, party_id: str) -> str:
    """A party's name, empty where masters knows none: asked before a write, so that none is done and not answered."""
    found = await _found(parties, [party_id])
    return found[0].name if found else ""


async def _found(parties: PartyServiceStub, ids: Sequence[str]) -> Sequence[party_pb2.Party]:
    request = party_service_pb2.BatchGetPartiesRequest(ids=ids)
    response: party_service_pb2.BatchGetPartiesResponse = await parties.BatchGetParties(request)
    return response.parties
