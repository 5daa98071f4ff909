"""Collecting what every context brings, for one who calls."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import grpc
from businessm.desk.v1.navigation_pb2 import Navigation, NavigationEntry, NavigationModule, Remote, Screen
from businessm.metadata.v1.document_type_pb2 import DocumentType
from businessm.ui.v1.ui_pb2 import Ui

from m_desk.clients import Presenter

# One that takes longer is left out: the others are not to wait for it.
ANSWER_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Brought:
    """What one context brings; `ui` is None where that is nothing. One that is away did not answer."""

    context: str
    ui: Ui | None = None
    document_types: Sequence[DocumentType] = ()
    is_away: bool = False


async def navigation(presenters: Sequence[Presenter], language_code: str, allowed: re.Pattern[str]) -> Navigation:
    """What there is of all contexts, without what is not allowed (as `matcher` of permissions says)."""
    brought = await asyncio.gather(*(_brought(one, language_code) for one in presenters))
    shown = sorted((one for one in brought if one.ui), key=lambda one: (one.ui.position if one.ui else 0, one.context))
    modules = [(one, _module(one, allowed)) for one in shown]
    return Navigation(
        modules=[module for _, module in modules if module.entries],
        remotes=[_remote(one) for one, module in modules if any(entry.HasField("screen") for entry in module.entries)],
        unavailable_contexts=sorted(one.context for one in brought if one.is_away),
    )


async def _brought(presenter: Presenter, language_code: str) -> Brought:
    try:
        ui, types = await asyncio.gather(
            presenter.described(language_code, ANSWER_SECONDS), presenter.types(language_code, ANSWER_SECONDS)
        )
    except grpc.aio.AioRpcError:
        return Brought(presenter.context, is_away=True)
    return Brought(presenter.context, ui, types)


def _module(brought: Brought, allowed: re.Pattern[str]) -> NavigationModule:
    ui = brought.ui or Ui()
    return NavigationModule(
        key=brought.context,
        label=ui.label,
        icon=ui.icon,
        entries=[entry for entry in _entries(brought, ui) if allowed.match(entry.permission)],
    )


def _entries(brought: Brought, ui: Ui) -> Iterator[NavigationEntry]:
    """Document types as their context orders them, those it does not name by label; then screens."""
    order = {name: place for place, name in enumerate(ui.document_types)}
    for one in sorted(brought.document_types, key=lambda one: (order.get(one.type, len(order)), one.plural_label)):
        if one.list_rpc:
            key = f"{brought.context}.{one.type}"
            yield NavigationEntry(key=key, label=one.plural_label, permission=one.read_permission, document_type=key)
    for screen in ui.screens:
        yield NavigationEntry(
            key=f"{brought.context}/{screen.path}",
            label=screen.label,
            icon=screen.icon,
            permission=screen.permission,
            screen=Screen(remote=brought.context, path=screen.path),
        )


def _remote(brought: Brought) -> Remote:
    remote = brought.ui.remote if brought.ui else Ui().remote
    return Remote(
        name=brought.context,
        context=brought.context,
        manifest_url=f"/ui/{brought.context}/{remote.manifest}",
        version=remote.version,
    )
