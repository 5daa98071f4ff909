"""What the lists of desk's document types can be ordered by."""

from m_desk.store import saved_views

SORTINGS = {
    "saved_view": saved_views.SORTING,
}
