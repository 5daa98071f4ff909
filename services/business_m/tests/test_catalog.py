"""Which context owns which service."""

from dataclasses import replace

import pytest
from m_kit.contracts import PermissionOptionMissing, methods_of

from business_m.catalog import CatalogError, all_modules, owner_of, owners, sharers


def test_every_service_of_the_contracts_has_one_owner_or_is_shared() -> None:
    served = {*owners(), *sharers()}
    declared = {path.split("/")[1] for path in methods_of(served)}
    assert declared == served
    assert owners()["businessm.ledger.v1.LedgerService"] == "book_keeper"
    everybody = ("identity", "masters", "book_keeper", "stock_keeper", "finance", "wms", "desk")
    assert sharers()["businessm.check.v1.CheckService"] == everybody
    assert sharers()["businessm.posting.v1.DecisionService"] == ("finance", "wms")


def test_a_services_package_says_who_owns_it() -> None:
    assert {service: owner_of(service) for service in owners()} == owners()
    assert {owner_of(service) for service in sharers()}.isdisjoint(owners().values())


def test_a_second_owner_is_refused_and_both_are_named() -> None:
    first = all_modules()[0]
    second = replace(first, name="usurper")
    with pytest.raises(CatalogError, match=f"owned by {first.name} and by usurper"):
        owners((first, second))


def test_an_rpc_without_permission_stops_the_start() -> None:
    with pytest.raises(PermissionOptionMissing, match=r"google\.longrunning\.Operations\."):
        methods_of([_service_without_permissions()])


def _service_without_permissions() -> str:
    """A real service of somebody else's, which knows nothing of our options."""
    from google.longrunning import operations_proto_pb2

    return str(operations_proto_pb2.DESCRIPTOR.services_by_name["Operations"].full_name)
