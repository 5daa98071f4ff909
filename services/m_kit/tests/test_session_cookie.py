"""A browser's session cookie in place of a token, from pages of the same origin alone."""

import pytest

from m_kit.interceptors.session_cookie import NAME
from m_kit.testing import Metadata, refusal_of
from m_kit.tests.served import served, somebody
from m_kit.tests.test_interceptors import seen_callers

ADMIN = somebody("admin")
TOKEN = dict(ADMIN)["authorization"].removeprefix("Bearer ")
COOKIE = ("cookie", f"theme=dark; {NAME}={TOKEN}; x=y")
HOST = ("x-forwarded-host", "shop.example:8080")


@pytest.mark.parametrize(
    "said",
    [
        (("sec-fetch-site", "same-origin"),),
        (("sec-fetch-site", "none"),),
        (("origin", "http://shop.example:8080"), HOST),
        (("origin", "https://SHOP.example:8080"), HOST),
        (("referer", "http://shop.example:8080/desk/finance?x=http://evil.example"), HOST),
    ],
)
async def test_a_call_from_the_own_page_is_its_users(said: Metadata) -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await rpcs.read((COOKIE, *said))
        await rpcs.read(ADMIN)
    assert seen.each[0] == seen.each[1]


@pytest.mark.parametrize(
    "said",
    [
        (),
        (HOST,),
        (("sec-fetch-site", "cross-site"),),
        (("sec-fetch-site", "same-site"),),
        (("sec-fetch-site", "cross-site"), ("origin", "http://shop.example:8080"), HOST),
        (("origin", "http://evil.example"), HOST),
        (("origin", "http://evil-shop.example:8080"), HOST),
        (("origin", "http://shop.example:8080.evil.example"), HOST),
        (("origin", "http://shop.example:80"), HOST),
        (("origin", "null"), HOST),
        (("origin", "null"),),
        (("origin", "http://["), HOST),
        (("origin", "http://evil.example"), ("referer", "http://shop.example:8080/"), HOST),
        (("referer", "http://evil.example/?http://shop.example:8080"), HOST),
        (("origin", "http://shop.example:8080"),),
    ],
)
async def test_a_call_that_another_page_may_have_caused_is_refused(said: Metadata) -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        refused = await refusal_of(rpcs.read((COOKIE, *said)))
    assert (refused.code, refused.reason) == ("PERMISSION_DENIED", "ORIGIN_REFUSED")
    assert seen.each == []


async def test_a_token_in_the_header_needs_no_proof_of_where_it_comes_from() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await rpcs.read((*ADMIN, COOKIE, ("sec-fetch-site", "cross-site")))
    assert len(seen.each) == 1


@pytest.mark.parametrize("token", ["nonsense", "a.b.c", TOKEN[:-2]])
async def test_a_cookie_that_does_not_verify_is_nobodys_also_beside_a_token(token: str) -> None:
    cookie = ("cookie", f"{NAME}={token}")
    async with served() as rpcs:
        for metadata in ((cookie, ("sec-fetch-site", "same-origin")), (*ADMIN, cookie)):
            refused = await refusal_of(rpcs.read(metadata))
            assert (refused.code, refused.reason) == ("UNAUTHENTICATED", "TOKEN_INVALID")


@pytest.mark.parametrize("cookie", ["", "theme=dark", f"{NAME}=", f"x{NAME}={TOKEN}", f"{NAME}"])
async def test_without_our_cookie_a_token_is_asked_for(cookie: str) -> None:
    async with served() as rpcs:
        refused = await refusal_of(rpcs.read((("cookie", cookie), ("sec-fetch-site", "same-origin"))))
    assert (refused.reason, refused.message) == ("TOKEN_INVALID", "send a token: authorization: Bearer <token>")


async def test_a_browser_names_nobody_for_whom_it_acts() -> None:
    seen = seen_callers()
    async with served(seen) as rpcs:
        await rpcs.read((COOKIE, ("sec-fetch-site", "same-origin"), ("x-businessm-actor", "somebody")))
    assert seen.each[0].actor == seen.each[0].subject
