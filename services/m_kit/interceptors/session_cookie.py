"""A browser's session: the token travels in a cookie that no script reads and only pages of the same origin may use.

Gateways hand on what the browser says of itself as it came, `x-forwarded-host` being the host that was asked. Browsers
send the cookie with requests that other pages cause as well; SameSite=Strict keeps most of them from it, and a call
that cannot show where it comes from is refused, which keeps out the rest.
"""

from urllib.parse import urlsplit

import grpc

from m_kit.errors import OriginRefused
from m_kit.interceptors.metadata import metadata_value

NAME = "businessm_session"
SET_COOKIE = "set-cookie"
# What a browser says of a page's own requests, and of an address that somebody typed.
_OWN_SITES = ("same-origin", "none")


def session_token(context: grpc.aio.ServicerContext) -> str:
    """The token in the cookie that came with the call, empty where there is none."""
    pairs = (part.strip().partition("=") for part in metadata_value(context, "cookie").split(";"))
    return next((value for name, _, value in pairs if name == NAME), "")


def require_same_origin(context: grpc.aio.ServicerContext) -> None:
    """Raises OriginRefused for a call that was caused by another page, or does not say by which.

    Sec-Fetch-Site says it, from every browser that shows a page over TLS or from this machine; else Origin, which comes
    with every write, else Referer.
    """
    site = metadata_value(context, "sec-fetch-site")
    if site:
        if site not in _OWN_SITES:
            raise OriginRefused(f"the call comes from another site ({site})")
        return
    source = metadata_value(context, "origin") or metadata_value(context, "referer")
    if not source:
        raise OriginRefused("a call by session cookie says where it comes from: Sec-Fetch-Site, Origin or Referer")
    host = metadata_value(context, "x-forwarded-host")
    if not host or _host_of(source) != host.lower():
        raise OriginRefused("the call comes from another origin")


def cookie_kept(context: grpc.aio.ServicerContext, token: str, seconds: int) -> tuple[str, str]:
    """The metadata that makes a browser keep a token for so long; 0 makes it forget."""
    is_secure = metadata_value(context, "x-forwarded-proto").lower() == "https"
    secure = "; Secure" if is_secure else ""
    return SET_COOKIE, f"{NAME}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"


def _host_of(source: str) -> str:
    try:
        return urlsplit(source).netloc.lower()
    except ValueError:
        return ""
