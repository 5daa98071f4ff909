"""Lists of other contexts, whole."""

from collections.abc import Awaitable, Callable
from typing import Any

PAGE = 250
# Beyond so many items the whole warehouse is read.
MOST_ASKED_ONE_BY_ONE = 50


async def all_pages(call: Callable[[Any], Awaitable[Any]], request: Any, field: str) -> list[Any]:
    """What `call` answers under `field`, page after page of `request`."""
    found: list[Any] = []
    while True:
        response = await call(request)
        found += getattr(response, field)
        if not response.next_page_token:
            return found
        request.page_token = response.next_page_token
