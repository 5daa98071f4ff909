"""Every context there is, by name: known without importing any of them, so that a process imports only what it runs."""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from m_kit.module import Module

# In the order they start. A new context is a line here.
MODULE_PATHS = {
    "identity": "m_identity.module",
    "masters": "m_masters.module",
    "book_keeper": "book_keeper.module",
    "stock_keeper": "stock_keeper.module",
    "finance": "m_finance.module",
    "wms": "m_wms.module",
    "desk": "m_desk.module",
}
NAMES = tuple(MODULE_PATHS)
# Regional plugins that come with the product: they run where M_PLUGINS names them.
PLUGIN_PATHS = {"m_india": "m_india.module"}
# The keepers' contracts are named after what is kept; everybody else's package is the context's own name.
_KEEPERS = {"ledger": "book_keeper", "stock": "stock_keeper"}


class CatalogError(Exception):
    """Two contexts own one service: the message names both."""


def module_of(context: str) -> "Module":
    """The context's module, imported; of a plugin that does not come along the module that stands for it."""
    known = MODULE_PATHS | PLUGIN_PATHS
    if context not in known:
        from business_m.plugin_gate import plugin_gate

        return plugin_gate(context)
    module: Module = importlib.import_module(known[context]).MODULE
    return module


def all_modules(plugins: Sequence[str] = ()) -> "tuple[Module, ...]":
    """Every context's module, imported, and those of these plugins."""
    return tuple(module_of(name) for name in (*NAMES, *plugins))


def owner_of(service: str) -> str:
    """The context that owns a service, by the service's package: businessm.ledger.v1.LedgerService, book_keeper.

    Of a service that several contexts serve it answers a name that no context has.
    """
    package = service.split(".")[1]
    return _KEEPERS.get(package, package)


def owners(modules: "Sequence[Module] | None" = None) -> dict[str, str]:
    """Service to the one context that owns it, of all contexts where none are named. Raises CatalogError for a
    second owner."""
    found: dict[str, str] = {}
    for module in all_modules() if modules is None else modules:
        for service in module.services:
            if service in found:
                raise CatalogError(f"{service} is owned by {found[service]} and by {module.name}")
            found[service] = module.name
    return found


def sharers(modules: "Sequence[Module] | None" = None) -> dict[str, tuple[str, ...]]:
    """Service that several contexts serve to their names."""
    among = all_modules() if modules is None else modules
    services = sorted({service for module in among for service in module.shared_services})
    return {
        service: tuple(module.name for module in among if service in module.shared_services) for service in services
    }
