"""What came is compared with what was ordered, as far as the item allows a difference."""

import pytest
from m_kit.testing import refusal_of

from m_wms.tests.documents import Documents, Receipt, quantity, receipt_line
from m_wms.tests.fakes import Shop


@pytest.fixture
def tea(shop: Shop) -> str:
    """Ten in a hundred more may come, and 2.5 less."""
    return shop.item(over_receipt_percent="10", under_receipt_percent="2.5")


def line_of(item_id: str, came: str, ordered: str, uom: str = "EA", ordered_uom: str = "EA") -> object:
    line = receipt_line(item_id, came, "1", uom)
    line.ordered_quantity.CopyFrom(quantity(ordered, ordered_uom))
    return line


@pytest.mark.parametrize("came", ["220", "195", "200", "219.9"])
async def test_what_the_item_allows_is_posted(documents: Documents, tea: str, came: str) -> None:
    posted = await documents.posted(documents.receipt(line_of(tea, came, "200")))
    assert (posted.state, posted.lines[0].ordered_quantity.value) == (Receipt.POSTED, "200")


@pytest.mark.parametrize(
    ("came", "reason", "message"),
    [
        ("220.1", "OVER_RECEIPT", "220 may come at the most"),
        ("194.9", "UNDER_RECEIPT", "195 has to come at the least"),
    ],
)
async def test_more_and_less_are_refused_until_somebody_accepts_it(
    documents: Documents, shop: Shop, tea: str, came: str, reason: str, message: str
) -> None:
    draft = await documents.created(documents.receipt(line_of(tea, "200", "200"), line_of(tea, came, "200")))
    refused = await refusal_of(documents.step("Post", draft))
    assert (refused.code, refused.reason) == ("FAILED_PRECONDITION", reason)
    assert (refused.fields, refused.message) == (("goods_receipt.lines[1].quantity",), message)
    assert not shop.asked("ReserveMovements")
    draft.differences_accepted = True
    accepted = (await documents.update(draft, "differences_accepted")).goods_receipt
    posted = (await documents.step("Post", accepted)).goods_receipt
    assert (posted.state, posted.differences_accepted) == (Receipt.POSTED, True)
    assert await documents.get(posted) == posted


async def test_an_item_that_says_nothing_allows_nothing_and_no_order_compares_nothing(
    documents: Documents, shop: Shop
) -> None:
    salt = shop.item()
    draft = await documents.created(documents.receipt(line_of(salt, "1.1", "1")))
    assert (await refusal_of(documents.step("Post", draft))).reason == "OVER_RECEIPT"
    assert (await documents.posted(documents.receipt(receipt_line(salt, "1.1", "1")))).state == Receipt.POSTED


@pytest.mark.parametrize(
    ("ordered", "uom", "reason", "field"),
    [
        ("1", "DZN", "FIELD_INVALID", "uom_code"),
        ("0", "EA", "FIELD_INVALID", "value"),
        ("NaN", "EA", "AMOUNT_MALFORMED", "value"),
    ],
)
async def test_an_order_that_cannot_be_compared_is_named(
    documents: Documents, tea: str, ordered: str, uom: str, reason: str, field: str
) -> None:
    refused = await refusal_of(documents.create(documents.receipt(line_of(tea, "1", ordered, ordered_uom=uom))))
    assert (refused.reason, refused.fields) == (reason, (f"goods_receipt.lines[0].ordered_quantity.{field}",))
