"""What the lists of stock_keeper's document types can be ordered by."""

from stock_keeper.store import locations, lots

SORTINGS = {
    "location": locations.SORTING,
    "lot": lots.SORTING,
}
