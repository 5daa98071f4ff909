"""What the lists of masters' document types can be ordered by."""

from m_masters.store import addresses, conversions, currencies, items, parties, standard_costs, uoms

SORTINGS = {
    "address": addresses.SORTING,
    "currency": currencies.SORTING,
    "item": items.SORTING,
    "party": parties.SORTING,
    "standard_cost": standard_costs.SORTING,
    "uom": uoms.SORTING,
    "uom_conversion": conversions.SORTING,
}
