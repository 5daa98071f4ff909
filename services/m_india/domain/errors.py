"""Refusals of India's tax law."""

from m_kit.errors import BusinessError

REGIONAL = "businessm.regional.v1"


class PlaceOfSupplyInvalid(BusinessError):
    """The place named is none where such a supply can take place."""

    domain, reason = REGIONAL, "PLACE_OF_SUPPLY_INVALID"


class TaxNotForPlace(BusinessError):
    """A tax is stated that is not due on a supply to that place."""

    domain, reason = REGIONAL, "TAX_NOT_FOR_PLACE"


class TaxFromCompositionDealer(BusinessError):
    """A supplier under the composition scheme may charge no tax (CGST Act 2017, section 10)."""

    domain, reason = REGIONAL, "TAX_FROM_COMPOSITION_DEALER"


class ItemCodeInvalid(BusinessError):
    """An item's HSN or SAC is wrong, or shorter than the company has to give it."""

    domain, reason = REGIONAL, "ITEM_CODE_INVALID"
