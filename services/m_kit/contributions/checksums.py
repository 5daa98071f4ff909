"""The proofs against mistyping that a field may ask for: a closed list, named as their
standards are. Nobody's code travels."""

from collections.abc import Callable, Mapping

from businessm.metadata.v1 import field_type_pb2
from stdnum import luhn, verhoeff
from stdnum.iso7064 import mod_11_10, mod_97_10

DIGITS_AND_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

CHECKSUMS: Mapping[int, Callable[[str], bool]] = {
    field_type_pb2.LUHN: luhn.is_valid,
    field_type_pb2.LUHN_MOD_36: lambda text: luhn.is_valid(text, DIGITS_AND_LETTERS),
    field_type_pb2.VERHOEFF: verhoeff.is_valid,
    field_type_pb2.ISO_7064_MOD_97_10: mod_97_10.is_valid,
    field_type_pb2.ISO_7064_MOD_11_10: mod_11_10.is_valid,
}


def proves(kind: int, text: str) -> bool:
    """Whether the text carries its proof; with no kind every text does."""
    return kind == field_type_pb2.CHECKSUM_KIND_UNSPECIFIED or bool(CHECKSUMS[kind](text))
