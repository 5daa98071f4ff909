"""`m plugin list`, `m plugin withdraw` and `m plugin restore`: what regional plugins added to documents."""

from collections.abc import Callable
from typing import Any

import click
from businessm.regional.v1 import augmentation_service_pb2 as pb
from businessm.regional.v1 import augmentation_service_pb2_grpc
from businessm.regional.v1.augmentation_pb2 import Augmentation
from m_kit.contributions import AUGMENTED
from m_kit.errors import NotFound

from business_m.catalog import sharers
from business_m.cli.connection import Connection
from business_m.cli.outcome import REFUSED, Ended, print_json
from business_m.cli.tables import print_table

Change = Callable[[str, str], list[Augmentation]]


@click.group()
def plugin() -> None:
    """What regional plugins added to documents of others."""


@plugin.command(name="list")
@click.option("--json", "as_json", is_flag=True)
def list_(as_json: bool) -> None:
    """Show which plugins' fields serve on which documents, withdrawn ones too."""
    owners = _Owners(Connection.open())
    found = [_row(one) for context in owners.contexts for one in owners.augmentations(context)]
    if as_json:
        print_json({"plugins": found})
        return
    shown = [{**row, "keys": ", ".join(row["keys"])} for row in found]
    print_table(["plugin", "document_type", "version", "state", "keys"], shown)


@plugin.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def withdraw(name: str, as_json: bool) -> None:
    """Hide a plugin's fields, with the values in them, until they are restored. Only the owner of the data directory
    can."""
    owners = _Owners(Connection.open())
    _tell(owners.changed(name, owners.withdrawn), as_json)


@plugin.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True)
def restore(name: str, as_json: bool) -> None:
    """Show a withdrawn plugin's fields again, with the values they had. Only the owner of the data directory can."""
    owners = _Owners(Connection.open())
    _tell(owners.changed(name, owners.restored), as_json)


class _Owners:
    """Every context whose document types plugins may add to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stub = augmentation_service_pb2_grpc.AugmentationServiceStub(connection.channel)
        self.contexts = sharers().get(AUGMENTED, ())

    def augmentations(self, context: str) -> list[Augmentation]:
        """By document type and plugin."""
        request = pb.ListAugmentationsRequest(context=context)
        return list(self._connection.call(self._stub.ListAugmentations, request, context=context).augmentations)

    def changed(self, plugin_name: str, change: Change) -> list[Augmentation]:
        """What the change came to, at every owner that has something of the plugin. Raises Ended where none has."""
        having = [
            context
            for context in self.contexts
            if any(one.plugin == plugin_name for one in self.augmentations(context))
        ]
        if not having:
            raise Ended(f"{plugin_name} contributes nothing", REFUSED, reason=NotFound.reason)
        return [one for context in having for one in change(context, plugin_name)]

    def withdrawn(self, context: str, plugin_name: str) -> list[Augmentation]:
        """Hidden there."""
        request = pb.WithdrawContributionsRequest(context=context, plugin=plugin_name)
        return self._called(self._stub.WithdrawContributions, request, context)

    def restored(self, context: str, plugin_name: str) -> list[Augmentation]:
        """Shown there again."""
        request = pb.RestoreContributionsRequest(context=context, plugin=plugin_name)
        return self._called(self._stub.RestoreContributions, request, context)

    def _called(self, method: Callable[..., Any], request: Any, context: str) -> list[Augmentation]:
        """As the owner, for schemas are every tenant's; who is not one is refused by the server."""
        as_owner = self._connection.is_owner
        return list(self._connection.call(method, request, context=context, as_owner=as_owner).augmentations)


def _tell(changed: list[Augmentation], as_json: bool) -> None:
    if as_json:
        print_json({"plugins": [_row(one) for one in changed]})
        return
    for one in changed:
        print(f"{one.document_type}: the fields of {one.plugin} are {_state(one)}")


def _row(one: Augmentation) -> dict[str, Any]:
    return {
        "plugin": one.plugin,
        "document_type": one.document_type,
        "version": one.version,
        "state": _state(one),
        "keys": list(one.keys),
    }


def _state(one: Augmentation) -> str:
    return Augmentation.State.Name(one.state)
