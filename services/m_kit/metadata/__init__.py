"""Document types described as data: fields from the contracts, where they stand from a small file beside each context,
and what plugins add. See docs/metadata.md.
"""

from m_kit.metadata.wiring import DESCRIBED, described

__all__ = ["DESCRIBED", "described"]
