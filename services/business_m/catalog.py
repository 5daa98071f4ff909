"""Every context there is."""

from book_keeper.module import MODULE as BOOK_KEEPER
from m_finance.module import MODULE as FINANCE
from m_identity.module import MODULE as IDENTITY
from m_kit.module import Module
from m_masters.module import MODULE as MASTERS

MODULES: tuple[Module, ...] = (IDENTITY, MASTERS, BOOK_KEEPER, FINANCE)


class CatalogError(Exception):
    """Two contexts own one service: the message names both."""


def owners(modules: tuple[Module, ...] = MODULES) -> dict[str, str]:
    """Service to the one context that owns it. Raises CatalogError for a second owner."""
    found: dict[str, str] = {}
    for module in modules:
        for service in module.services:
            if service in found:
                raise CatalogError(f"{service} is owned by {found[service]} and by {module.name}")
            found[service] = module.name
    return found


def sharers(modules: tuple[Module, ...] = MODULES) -> dict[str, tuple[str, ...]]:
    """Service that several contexts serve to their names."""
    services = sorted({service for module in modules for service in module.shared_services})
    return {
        service: tuple(module.name for module in modules if service in module.shared_services) for service in services
    }
