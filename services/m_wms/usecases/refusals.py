"""What stock and ledger refuse of a posting, told of the document that asked."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import grpc
from m_kit.statuses import error_renamed, status_of_rpc_error

from m_wms.convert.nouns import Noun
from m_wms.domain.documents import DocumentType, StockDocument
from m_wms.domain.moves import Plan

_OF_A_MOVE = re.compile(r"movements\[([0-9]+)\]\.(.+)\Z")
_DAYS = ("posting_date", "voucher.posting_date")


@contextmanager
def told_of(noun: Noun, day_field: str, document: StockDocument, plan: Plan) -> Iterator[None]:
    """Within it a keeper's refusal names the document's fields; `day_field` is where the posting date was said."""
    try:
        yield
    except grpc.aio.AioRpcError as error:
        status = status_of_rpc_error(error)
        if not status.details:
            raise
        raise error_renamed(status, lambda path: document_path(noun, day_field, document, plan, path)) from error


def document_path(noun: Noun, day_field: str, document: StockDocument, plan: Plan, path: str) -> str:
    """The document's field for a keeper's. A voucher's lines are roles of all goods together: the whole document."""
    if match := _OF_A_MOVE.match(path):
        move = plan.moves[int(match[1])]
        line = document.lines[move.line]
        path_of_line, name = line_path(noun, document, move.line), match[2]
        if name == "warehouse_id" and line.warehouse is None:
            return f"{noun.field}.{_warehouse_field(document, plan, int(match[1]))}"
        if name == "to_location_id" and "staging_location_id" in noun.fields:
            return f"{noun.field}.staging_location_id"
        if name == "to_location_id" and noun.document_type is DocumentType.STOCK_COUNT:
            return f"{path_of_line}.location_id"
        if name == "source_movement_id":
            return f"{path_of_line}.{f'{noun.source}_line' if noun.source and not line.moved else 'movement_id'}"
        return f"{path_of_line}.{name}"
    return day_field if path in _DAYS else noun.field


def line_path(noun: Noun, document: StockDocument, place: int) -> str:
    """Of the document's line (0-based)."""
    return noun.path_of(Counter(one.direction for one in document.lines), place)


def _warehouse_field(document: StockDocument, plan: Plan, place: int) -> str:
    """Where the document says the warehouse of a move."""
    named = {"target_warehouse_id": document.target, "transit_warehouse_id": document.transit}
    return next((field for field, one in named.items() if one == plan.moves[place].warehouse), "warehouse_id")
