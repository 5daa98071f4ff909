"""Fields that regional plugins add to document types of others: checked, given columns, validated and stored by the
owner alone, while it serves. See docs/contributions.md.
"""

from m_kit.contributions.registry import ContributionRegistry
from m_kit.contributions.schema import CORE, Schema
from m_kit.contributions.wiring import AUGMENTED, augmented

__all__ = ["AUGMENTED", "CORE", "ContributionRegistry", "Schema", "augmented"]
