"""What the lists of wms's document types can be ordered by."""

from m_wms.store import documents, putaway_rules, reservations, revaluations

SORTINGS = {
    "cost_change": documents.SORTING,
    "customer_return": documents.SORTING,
    "delivery": documents.SORTING,
    "goods_receipt": documents.SORTING,
    "landed_cost": documents.SORTING,
    "pick_list": documents.SORTING,
    "putaway": documents.SORTING,
    "putaway_rule": putaway_rules.SORTING,
    "repack": documents.SORTING,
    "stock_count": documents.SORTING,
    "stock_reservation": reservations.SORTING,
    "stock_revaluation": revaluations.SORTING,
    "stock_transfer": documents.SORTING,
    "supplier_return": documents.SORTING,
}
