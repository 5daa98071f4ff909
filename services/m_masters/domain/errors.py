"""Refusals of masters beyond those that every context has."""

from m_kit.errors import BusinessError

DOMAIN = "businessm.masters.v1"


class FieldChecksum(BusinessError):
    """A check digit is wrong."""

    reason = "FIELD_CHECKSUM"


class UomConversionMissing(BusinessError):
    """No conversion leads from one unit to the other."""

    domain = DOMAIN
    reason = "UOM_CONVERSION_MISSING"


class UomDimensionMismatch(BusinessError):
    """Units of two dimensions are not converted in general."""

    domain = DOMAIN
    reason = "UOM_DIMENSION_MISMATCH"


class UomConversionContradictory(BusinessError):
    """A conversion contradicts another one, or what the units are."""

    domain = DOMAIN
    reason = "UOM_CONVERSION_CONTRADICTORY"
