"""What the lists of identity's document types can be ordered by."""

from m_identity.store import api_keys, roles, users

SORTINGS = {
    "api_key": api_keys.SORTING,
    "role": roles.SORTING,
    "user": users.SORTING,
}
