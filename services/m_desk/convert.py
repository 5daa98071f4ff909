"""Messages and what they stand for, both ways."""

from businessm.desk.v1 import notification_pb2, preferences_pb2, saved_view_pb2
from m_kit.document import fill_document, fill_timestamp
from m_kit.etag import etag_of

from m_desk.domain.notifications import Notification
from m_desk.domain.preferences import Preferences
from m_desk.domain.saved_views import Column, Filter, Operator, SavedView, Sort, Visibility


def saved_view_message(view: SavedView) -> saved_view_pb2.SavedView:
    """A view as answered."""
    message = saved_view_pb2.SavedView(
        document_type=view.document_type,
        name=view.name,
        visibility=view.visibility.name,
        owner=view.owner,
        filters=[
            saved_view_pb2.ViewFilter(field=one.field, operator=one.operator.name, values=one.values)
            for one in view.filters
        ],
        sorts=[saved_view_pb2.ViewSort(field=one.field, descending=one.descending) for one in view.sorts],
        columns=[saved_view_pb2.ViewColumn(field=one.field, width_pixels=one.width_pixels) for one in view.columns],
    )
    return fill_document(message, view)


def visibility_of(message: saved_view_pb2.SavedView) -> Visibility:
    """Private where nothing is said."""
    return Visibility(message.visibility or Visibility.PRIVATE)


def filters_of(message: saved_view_pb2.SavedView) -> tuple[Filter, ...]:
    """The conditions, in order."""
    return tuple(Filter(one.field, Operator(one.operator), tuple(one.values)) for one in message.filters)


def sorts_of(message: saved_view_pb2.SavedView) -> tuple[Sort, ...]:
    """What decides the order, the first first."""
    return tuple(Sort(one.field, one.descending) for one in message.sorts)


def columns_of(message: saved_view_pb2.SavedView) -> tuple[Column, ...]:
    """From left to right."""
    return tuple(Column(one.field, one.width_pixels) for one in message.columns)


def preferences_message(one: Preferences) -> preferences_pb2.Preferences:
    """Preferences as answered; they have an etag before anything was chosen."""
    message = preferences_pb2.Preferences(
        theme=preferences_pb2.Preferences.Theme.Name(one.theme),
        language_code=one.language_code,
        company_id=one.company_id,
        density=preferences_pb2.Preferences.Density.Name(one.density),
        sidebar_collapsed=one.sidebar_collapsed,
        etag=etag_of(one.id, one.revision),
    )
    if one.update_time is not None:
        fill_timestamp(message.update_time, one.update_time)
    return message


def notification_message(one: Notification) -> notification_pb2.Notification:
    """A notification as answered."""
    news = one.news
    message = notification_pb2.Notification(
        id=str(news.id),
        event_type=news.event_type,
        document_type=news.document_type,
        document_id=str(news.document_id),
        document_number=news.document_number,
        company_id=news.company_id,
        title=news.title,
    )
    fill_timestamp(message.occur_time, news.occur_time)
    if one.read_time is not None:
        fill_timestamp(message.read_time, one.read_time)
    return message
