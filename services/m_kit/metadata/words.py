"""What documents of every context have in common, in words: a layout says them only where it means something else."""

from collections.abc import Mapping

from m_kit.metadata.layout import Labels

# What every document is stamped with.
RECORD: Mapping[str, Labels] = {
    "id": {"en": "Id", "hi": "पहचान"},
    "create_time": {"en": "Created", "hi": "बनाने का समय"},
    "update_time": {"en": "Changed", "hi": "बदलने का समय"},
}
RECORD_SECTION: Labels = {"en": "Record", "hi": "अभिलेख"}
# Full names of enums to their values.
OPTIONS: Mapping[str, Mapping[str, Labels]] = {
    "businessm.posting.v1.PostingState": {
        "POSTING": {"en": "Being posted", "hi": "पोस्ट हो रहा है"},
        "POSTED": {"en": "Posted", "hi": "पोस्ट किया गया"},
    }
}
