"""Lists, page by page."""

from collections.abc import Callable, Iterator
from typing import Any

from business_m.cli.connection import Connection

PAGE_SIZE = 250


def listed(connection: Connection, method: Callable[..., Any], request: Any, field: str) -> Iterator[Any]:
    """Everything in `field` of a List rpc's pages. Raises Ended with what it is refused with."""
    request.page_size = PAGE_SIZE
    while True:
        page = connection.call(method, request)
        yield from getattr(page, field)
        if not page.next_page_token:
            return
        request.page_token = page.next_page_token
