"""Who is to be told of what: known without importing any context, so that a process imports only what it runs."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from m_kit.events.contracts import events_of_documents

from business_m.catalog import NAMES, CatalogError

if TYPE_CHECKING:
    from m_kit.module import Module

# Context to the types of events it subscribes to, as its module says.
SUBSCRIBED: Mapping[str, Sequence[str]] = {
    "wms": ("stock_keeper.revaluation.found",),
    "desk": tuple(events_of_documents()),
}


def subscribers(
    modules: "Sequence[Module]", subscribed: Mapping[str, Sequence[str]] = SUBSCRIBED
) -> dict[str, tuple[str, ...]]:
    """Type of event to the contexts that are to be told of it, `modules` and all others there are.

    Raises CatalogError for a context of which we were told otherwise than its module says: a process that does not
    import it would not tell it.
    """
    types = {**subscribed, **{module.name: _types_of(module) for module in modules}}
    for module in modules:
        if module.name in NAMES and set(types[module.name]) != set(subscribed.get(module.name, ())):
            raise CatalogError(f"{module.name} subscribes to other events than business_m/subscribers.py says")
    found: dict[str, list[str]] = {}
    for context, names in types.items():
        for name in names:
            found.setdefault(name, []).append(context)
    return {name: tuple(sorted(contexts)) for name, contexts in found.items()}


def _types_of(module: "Module") -> list[str]:
    return [subscription.type for subscription in module.subscriptions]
