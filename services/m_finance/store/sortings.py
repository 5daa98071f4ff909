"""What the lists of finance's document types can be ordered by."""

from m_finance.domain.trading_roles import RoleKind
from m_finance.store import journal_entries, trading_roles

SORTINGS = {
    "customer": trading_roles.SORTINGS[RoleKind.CUSTOMER],
    "journal_entry": journal_entries.SORTING,
    "supplier": trading_roles.SORTINGS[RoleKind.SUPPLIER],
}
