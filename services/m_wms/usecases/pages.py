"""Lists of other contexts, whole."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Collection
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


async def of_items(items: Collection[uuid.UUID], pages_of: Callable[[str], Awaitable[list[Any]]]) -> list[Any]:
    """What `pages_of` an item, or of all where they are many (an empty id), answers; that of others is left out."""
    asked = [str(one) for one in items] if len(items) <= MOST_ASKED_ONE_BY_ONE else [""]
    answers = await asyncio.gather(*map(pages_of, asked))
    return [one for answer in answers for one in answer if uuid.UUID(one.item_id) in items]
