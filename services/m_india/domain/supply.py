"""Who supplies whom, and where a supply takes place (IGST Act 2017, sections 7 to 11)."""

from dataclasses import dataclass
from enum import StrEnum

from m_kit.errors import FieldRequired

from m_india.domain.errors import PlaceOfSupplyInvalid
from m_india.domain.states import OTHER_COUNTRIES, STATES

INDIA = "IN"


class Category(StrEnum):
    """How the law sees a party."""

    REGULAR = "REGULAR"
    COMPOSITION = "COMPOSITION"
    SEZ = "SEZ"
    DEEMED_EXPORT = "DEEMED_EXPORT"
    UNREGISTERED = "UNREGISTERED"
    OVERSEAS = "OVERSEAS"


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a supply. Texts are empty where nothing was said."""

    country_code: str = ""
    gstin: str = ""
    state_code: str = ""
    stated_category: str = ""

    @property
    def category(self) -> Category:
        """As stated, or as what is known of it says."""
        if self.stated_category:
            return Category(self.stated_category)
        if self.country_code not in ("", INDIA):
            return Category.OVERSEAS
        return Category.REGULAR if self.gstin else Category.UNREGISTERED

    @property
    def state(self) -> str:
        """The code of the state it is registered in, or is in; empty where nobody knows."""
        if self.category is Category.OVERSEAS:
            return OTHER_COUNTRIES
        return self.gstin[:2] or self.state_code


def place_of_supply(buyer: Party, ship_to: Party | None, stated: str) -> str:
    """The code of the state where it takes place: as stated, else where a registered buyer is registered, else where
    goods go, else where the buyer is.

    `stated` is a code, with or without the name behind it. Raises PlaceOfSupplyInvalid on `place_of_supply` for a place
    that there is not, or abroad for a buyer who is not; FieldRequired where nothing says it.
    """
    if stated:
        return _stated_place(buyer, stated)
    if buyer.gstin:
        return buyer.gstin[:2]
    place = ship_to.state if ship_to is not None else ""
    place = place or buyer.state
    if not place:
        raise FieldRequired("nothing says where the supply takes place", field="place_of_supply")
    return place


def is_inter_state(seller: Party, buyer: Party, place: str) -> bool:
    """Whether integrated tax is due: to another state, abroad, to or from a special economic zone (section 7)."""
    if Category.SEZ in (seller.category, buyer.category):
        return True
    if not seller.state:
        raise FieldRequired("nothing says which state the seller is in", field="seller")
    return seller.state != place


def charges_tax(seller: Party) -> bool:
    """Whether the seller puts tax on its documents at all."""
    return seller.category not in (Category.COMPOSITION, Category.UNREGISTERED, Category.OVERSEAS)


def _stated_place(buyer: Party, stated: str) -> str:
    code = stated.partition("-")[0].strip()
    abroad = code == OTHER_COUNTRIES and buyer.category is not Category.OVERSEAS
    if code not in STATES or abroad:
        raise PlaceOfSupplyInvalid(f"{stated!r} is not a valid Place of Supply here", field="place_of_supply")
    return code
