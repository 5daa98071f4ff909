"""What the product brings is the same for all tenants, so no tenant may change it."""

from collections.abc import Container

from m_kit.errors import Duplicate, StateInvalid


def require_own(standard: bool, code: str, field: str) -> None:
    """Raises StateInvalid for what comes with the product."""
    if standard:
        raise StateInvalid(f"{code} comes with the product and cannot be changed", field=field)


def require_not_standard(code: str, standards: Container[str], field: str) -> None:
    """Raises Duplicate where a tenant's own code repeats one that comes with the product."""
    if code in standards:
        raise Duplicate(f"{code} is there already: it comes with the product", field=field)
