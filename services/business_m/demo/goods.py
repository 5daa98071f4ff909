"""Who the demo company is, what it trades in, and with whom. Costs are in paise per stock unit."""

from dataclasses import dataclass

CODE, NAME, CURRENCY = "DEMO", "Kaveri Provisions", "INR"
YEAR_START, YEAR_END = "2025-04-01", "2026-03-31"
MONTHS = tuple((2025 + (3 + n) // 12, (3 + n) % 12 + 1) for n in range(12))

WAREHOUSES = (("BLR", "Bengaluru, Yeshwanthpur"), ("MYS", "Mysuru, Bannimantap"))
SUPPLIERS = ("Tungabhadra Mills", "Nilgiri Estates Supply", "Konkan Spice Traders", "Deccan Oils and Pulses")
CUSTOMERS = (
    "Anand Stores",
    "Cauvery Canteen",
    "Hotel Sampige",
    "Jayanagar Supermarket",
    "Lalbagh Tiffin Room",
    "Mahalakshmi Kirana",
    "Shanti Hostel",
    "Udaya Bakery",
)

# Code, name, type; a parent is what stands before the last colon.
ACCOUNTS = (
    ("Assets", "Assets", "ASSET"),
    ("Assets:Bank", "Current account", "ASSET"),
    ("Assets:Cash", "Cash in hand", "ASSET"),
    ("Assets:Receivables", "Owed by customers", "ASSET"),
    ("Assets:Input tax", "GST paid, to be set off", "ASSET"),
    ("Assets:Fixtures", "Racks, scales and a van", "ASSET"),
    ("Assets:Inventory", "Goods", "ASSET"),
    ("Assets:Inventory:Bengaluru", "Goods in Bengaluru", "ASSET"),
    ("Assets:Inventory:Mysuru", "Goods in Mysuru", "ASSET"),
    ("Liabilities", "Liabilities", "LIABILITY"),
    ("Liabilities:Payables", "Owed to suppliers", "LIABILITY"),
    ("Liabilities:Received not invoiced", "Goods received, bill to come", "LIABILITY"),
    ("Liabilities:Output tax", "GST charged, to be paid", "LIABILITY"),
    ("Liabilities:Term loan", "Bank loan", "LIABILITY"),
    ("Equity", "Equity", "EQUITY"),
    ("Equity:Capital", "Proprietor's capital", "EQUITY"),
    ("Equity:Drawings", "Proprietor's drawings", "EQUITY"),
    ("Equity:Retained earnings", "Results of earlier years", "EQUITY"),
    ("Income", "Income", "INCOME"),
    ("Income:Sales", "Sales of goods", "INCOME"),
    ("Expenses", "Expenses", "EXPENSE"),
    ("Expenses:Goods sold", "Cost of goods sold", "EXPENSE"),
    ("Expenses:Price variance", "Returns at another cost", "EXPENSE"),
    ("Expenses:Stock differences", "What counts found and missed", "EXPENSE"),
    ("Expenses:Freight in", "Freight that is part of what goods cost", "EXPENSE"),
    ("Expenses:Rent", "Rent of both warehouses", "EXPENSE"),
    ("Expenses:Salaries", "Salaries and wages", "EXPENSE"),
    ("Expenses:Electricity", "Electricity", "EXPENSE"),
    ("Expenses:Freight", "Freight and fuel", "EXPENSE"),
    ("Expenses:Interest", "Interest on the loan", "EXPENSE"),
    ("Expenses:Depreciation", "Wear of fixtures", "EXPENSE"),
)
ROLES = (
    ("INVENTORY", "Assets:Inventory"),
    ("INVENTORY.BLR", "Assets:Inventory:Bengaluru"),
    ("INVENTORY.MYS", "Assets:Inventory:Mysuru"),
    ("GOODS_RECEIVED_NOT_INVOICED", "Liabilities:Received not invoiced"),
    ("COST_OF_GOODS_SOLD", "Expenses:Goods sold"),
    ("PRICE_VARIANCE", "Expenses:Price variance"),
    ("INVENTORY_ADJUSTMENT", "Expenses:Stock differences"),
    ("LANDED_COST_CLEARING", "Expenses:Freight in"),
    ("RETAINED_EARNINGS", "Equity:Retained earnings"),
)


@dataclass(frozen=True, slots=True)
class DemoItem:
    """`cost_paise` is about what one unit costs; `supplier` is an index of SUPPLIERS."""

    code: str
    name: str
    uom_code: str
    cost_paise: int
    supplier: int
    valuation_method: str


# Name, unit, rupees a unit; ten of each supplier. The grains and pulses are averaged, for sacks are poured together.
_ITEMS = (
    ("RICE-SONA", "Rice, sona masuri", "KGM", 54),
    ("RICE-IDLI", "Rice, idli", "KGM", 41),
    ("RICE-BASM", "Rice, basmati, aged", "KGM", 118),
    ("FLOUR-WHT", "Wheat flour", "KGM", 38),
    ("FLOUR-RAG", "Ragi flour", "KGM", 52),
    ("SEMOLINA", "Semolina, medium", "KGM", 44),
    ("POHA", "Beaten rice, thick", "KGM", 58),
    ("VERMICELLI", "Vermicelli, roasted, 1 kg packet", "EA", 76),
    ("SUGAR", "Sugar, crystal", "KGM", 43),
    ("JAGGERY", "Jaggery, block", "KGM", 61),
    ("TEA-DUST", "Tea, dust, 500 g packet", "EA", 142),
    ("TEA-LEAF", "Tea, leaf, 250 g packet", "EA", 96),
    ("TEA-GREEN", "Green tea, 100 bags", "EA", 264),
    ("COFFEE-PB", "Coffee, peaberry, beans", "KGM", 690),
    ("COFFEE-MIX", "Coffee, chicory blend, 500 g packet", "EA", 238),
    ("COCOA", "Cocoa powder, 200 g tin", "EA", 172),
    ("HONEY", "Honey, forest, 500 g jar", "EA", 205),
    ("JAM-FRUIT", "Jam, mixed fruit, 1 kg jar", "EA", 148),
    ("BISCUIT-GL", "Biscuits, glucose, carton of 24", "EA", 216),
    ("RUSK", "Rusk, cardamom, 400 g packet", "EA", 58),
    ("CHILLI-RED", "Chilli, red, dried", "KGM", 228),
    ("TURMERIC", "Turmeric powder", "KGM", 164),
    ("CORIANDER", "Coriander seed", "KGM", 112),
    ("CUMIN", "Cumin seed", "KGM", 318),
    ("PEPPER", "Pepper, black, whole", "KGM", 612),
    ("CARDAMOM", "Cardamom, green, 100 g packet", "EA", 286),
    ("MUSTARD", "Mustard seed, small", "KGM", 92),
    ("TAMARIND", "Tamarind, seedless", "KGM", 146),
    ("ASAFOETIDA", "Asafoetida, 100 g box", "EA", 118),
    ("SALT", "Salt, iodised, 1 kg packet", "EA", 19),
    ("OIL-SUNFL", "Sunflower oil, 5 l can", "EA", 698),
    ("OIL-GNUT", "Groundnut oil, 5 l can", "EA", 874),
    ("OIL-COCO", "Coconut oil, 1 l bottle", "EA", 232),
    ("GHEE", "Ghee, 1 l jar", "EA", 578),
    ("DAL-TOOR", "Toor dal", "KGM", 138),
    ("DAL-URAD", "Urad dal, whole", "KGM", 126),
    ("DAL-CHANA", "Chana dal", "KGM", 82),
    ("DAL-MOONG", "Moong dal", "KGM", 104),
    ("PEAS-DRY", "Peas, dried, green", "KGM", 68),
    ("PEANUT", "Peanuts, shelled", "KGM", 116),
)
ITEMS = tuple(
    DemoItem(
        code=code,
        name=name,
        uom_code=unit,
        cost_paise=rupees * 100,
        supplier=place // 10,
        valuation_method="MOVING_AVERAGE" if unit == "KGM" else "FIFO",
    )
    for place, (code, name, unit, rupees) in enumerate(_ITEMS)
)
