"""What stock and ledger refuse of a posting, told of the document that asked."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import grpc
from m_kit.statuses import error_renamed, status_of_rpc_error

from m_wms.convert import Noun

_OF_A_LINE = re.compile(r"movements\[([0-9]+)\]\.(.+)\Z")
_IN_A_DOCUMENT = {"source_movement_id": "movement_id"}
_DAYS = ("posting_date", "voucher.posting_date")


@contextmanager
def told_of(noun: Noun, day_field: str) -> Iterator[None]:
    """Within it a keeper's refusal names the document's fields; `day_field` is where the posting date was said."""
    try:
        yield
    except grpc.aio.AioRpcError as error:
        status = status_of_rpc_error(error)
        if not status.details:
            raise
        raise error_renamed(status, lambda path: document_path(noun, day_field, path)) from error


def document_path(noun: Noun, day_field: str, path: str) -> str:
    """The document's field for a keeper's. A voucher's lines are roles of all goods together: the whole document."""
    if match := _OF_A_LINE.match(path):
        name = match[2]
        if name == "warehouse_id":
            return f"{noun.field}.warehouse_id"
        return f"{noun.field}.lines[{match[1]}].{_IN_A_DOCUMENT.get(name, name)}"
    return day_field if path in _DAYS else noun.field
