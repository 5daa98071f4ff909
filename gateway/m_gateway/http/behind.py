"""The front door behind another gateway, which serves the rpcs.

It is asked there whether a call can be read, because the other reads JSON less strictly; and what the other has nothing
for comes here, to be told so in our words.
"""

import logging

from starlette.types import Receive, Scope, Send

from m_gateway.http.body import ClientGone
from m_gateway.http.errors import RestError, internal
from m_gateway.http.metadata import CHECK_MARK, TOLD_LATE
from m_gateway.http.responses import send_error, send_json
from m_gateway.http.transcoder import Transcoder

_LATE = 504

logger = logging.getLogger(__name__)


class Behind:
    """The ASGI application behind every path that is no page."""

    def __init__(self, transcoder: Transcoder) -> None:
        self._transcoder = transcoder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            if not _is_question(scope):
                self._transcoder.require_unknown(scope)
            if scope["method"] != "HEAD":  # an answer to it would arrive without its headers: it may come itself
                await self._transcoder.require_readable(scope, receive)
            await send_json(send, 200, b"{}")
        except ClientGone:
            return
        except RestError as error:
            await send_error(send, _told(error) if _is_question(scope) else error)
        except Exception:
            logger.exception("a REST request could not be read")
            await send_error(send, internal())


def _told(error: RestError) -> RestError:
    return RestError(error.status, TOLD_LATE) if error.http_status == _LATE else error


def _is_question(scope: Scope) -> bool:
    name, value = CHECK_MARK
    return (name.encode(), value.encode()) in scope["headers"]
