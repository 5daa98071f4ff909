"""A browser at the front door of one process and at Envoy: signed in by cookie, by gRPC-Web, told of what it did."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from business_m.catalog import NAMES
from businessm.desk.v1 import desk_service_pb2, notification_service_pb2, saved_view_service_pb2
from businessm.finance.v1 import journal_entry_pb2, journal_entry_service_pb2
from businessm.identity.v1 import session_service_pb2
from businessm.ledger.v1 import voucher_pb2
from businessm.type.v1 import money_pb2

from tests.support.books import Books, opened
from tests.support.browser import Browser, Told
from tests.support.rest import Rest
from tests.support.whole import INDIE, MESH, Systems

SESSIONS, DESK = "businessm.identity.v1.SessionService", "businessm.desk.v1.DeskService"
ENTRIES = "businessm.finance.v1.JournalEntryService"
PASSWORD = "correct horse battery"


@pytest.fixture(params=[INDIE, MESH])
def rest(request: pytest.FixtureRequest, systems: Systems) -> Iterator[Rest]:
    """The administrator of a system in one process, and of a mesh."""
    with systems(request.param).rest() as found:
        yield found


@pytest.fixture
def username(rest: Rest) -> str:
    """A user who may do everything."""
    name = f"u{uuid.uuid4().hex[:12]}"
    user = {"username": name, "display_name": "Asha", "roles": ["admin"]}
    rest.post("/v1/identity/users", {"request_id": str(uuid.uuid4()), "user": user, "password": PASSWORD}).ok()
    return name


@pytest.fixture
def browser(rest: Rest, username: str) -> Iterator[Browser]:
    """Signed in."""
    with Browser(rest.http_url) as window:
        assert signed_in(window, username).code == 0
        yield window


def signed_in(window: Browser, username: str, password: str = PASSWORD) -> Told:
    request = session_service_pb2.SignInRequest(username=username, password=password)
    return window.call(f"{SESSIONS}/SignIn", request, session_service_pb2.SignInResponse)


def session(window: Browser, **headers: str) -> Told:
    request = desk_service_pb2.GetSessionRequest()
    return window.call(f"{DESK}/GetSession", request, desk_service_pb2.GetSessionResponse, **headers)


def test_who_signed_in_is_known_by_the_cookie_until_he_signs_out(browser: Browser, username: str) -> None:
    assert set(browser.cookies) == {"businessm_session"}
    found = session(browser).responses[0].session
    assert (found.username, found.display_name, list(found.permissions)) == (username, "Asha", ["*"])
    out = browser.call(f"{SESSIONS}/SignOut", session_service_pb2.SignOutRequest(), session_service_pb2.SignOutResponse)
    assert (out.code, browser.cookies) == (0, {})
    refused = session(browser)
    assert (refused.code, refused.reason) == (16, "TOKEN_INVALID")
    assert refused.message == "send a token: authorization: Bearer <token>"


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"x-a": "b"}]
)
def test_the_cookie_does_nothing_for_another_page(browser: Browser, headers: dict[str, str]) -> None:
    refused = session(browser, **headers)
    assert (refused.http_status, refused.code, refused.reason) == (200, 7, "ORIGIN_REFUSED")
    assert not refused.responses


def test_a_wrong_password_keeps_nothing(rest: Rest, username: str) -> None:
    with Browser(rest.http_url) as window:
        refused = signed_in(window, username, "wrong")
        assert (refused.code, refused.reason, window.cookies) == (16, "TOKEN_INVALID", {})


def test_a_refusal_is_told_whole(browser: Browser) -> None:
    request = saved_view_service_pb2.GetSavedViewRequest(id=str(uuid.uuid4()))
    path = "businessm.desk.v1.SavedViewService/GetSavedView"
    refused = browser.call(path, request, saved_view_service_pb2.GetSavedViewResponse)
    assert (refused.http_status, refused.code, refused.reason) == (200, 5, "RESOURCE_NOT_FOUND")
    assert request.id in refused.message


def test_navigation_shows_every_context_and_the_parts_that_are_installed(browser: Browser) -> None:
    request = desk_service_pb2.GetNavigationRequest(language_code="hi")
    answered = browser.call(f"{DESK}/GetNavigation", request, desk_service_pb2.GetNavigationResponse)
    found = answered.responses[0].navigation
    business = ["masters", "book_keeper", "finance", "wms"]
    shown = [module.key for module in found.modules]
    assert [key for key in shown if key in business] == business
    assert set(shown) <= set(NAMES)
    assert not found.unavailable_contexts
    assert [(one.name, one.manifest_url) for one in found.remotes] == [
        ("finance", "/ui/finance/mf-manifest.json"),
        ("wms", "/ui/wms/mf-manifest.json"),
    ]
    finance = next(module for module in found.modules if module.key == "finance")
    assert finance.label == "वित्त"
    assert [entry.document_type for entry in finance.entries][:2] == ["finance.supplier", "finance.customer"]


def test_what_one_posts_one_is_told_of_as_it_happens(rest: Rest, browser: Browser) -> None:
    books = opened(rest)
    watch = notification_service_pb2.WatchNotificationsRequest()
    path, answer = "businessm.desk.v1.NotificationService/WatchNotifications", notification_service_pb2
    with browser.stream(path, watch, answer.WatchNotificationsResponse) as arriving:
        assert not next(arriving).notifications
        entry = posted(browser, books)
        told = next(message for message in arriving if message.notifications)
    one = told.notifications[0]
    assert (one.event_type, one.document_id) == ("finance.journal_entry.posted", entry.id)
    assert (one.document_number, one.company_id, told.unread_count) == (entry.number, books.id, 1)


def posted(window: Browser, books: Books) -> Any:
    """A journal entry, drafted and posted."""
    money = money_pb2.Money(currency_code="USD", amount="5.00")
    entry = journal_entry_pb2.JournalEntry(
        company_id=books.id,
        posting_date="2025-03-03",
        lines=[
            voucher_pb2.VoucherLine(account_code="Cash", debit=money),
            voucher_pb2.VoucherLine(account_code="Sales", credit=money),
        ],
    )
    pb = journal_entry_service_pb2
    create = pb.CreateJournalEntryRequest(request_id=str(uuid.uuid4()), journal_entry=entry)
    drafted = window.call(f"{ENTRIES}/CreateJournalEntry", create, pb.CreateJournalEntryResponse)
    assert drafted.code == 0, drafted
    made = drafted.responses[0].journal_entry
    post = pb.PostJournalEntryRequest(request_id=str(uuid.uuid4()), id=made.id, etag=made.etag)
    done = window.call(f"{ENTRIES}/PostJournalEntry", post, pb.PostJournalEntryResponse)
    assert done.code == 0, done
    return done.responses[0].journal_entry
