"""Clients that post vouchers and write down what they sent and what they were answered, while things are killed."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from tests.support.books import Books, line
from tests.support.rest import Rest

RETRIED_REASONS = {"DEPENDENCY_UNAVAILABLE", "CONFLICT_RETRY", ""}
BETWEEN_TRIES_SECONDS = 0.02
JOIN_SECONDS = 30.0


@dataclass(slots=True)
class Sent:
    """One voucher: its body, the answer where there was one, and how often it was tried."""

    body: dict[str, Any]
    answer: bytes | None = None
    tries: int = 0
    refusals: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """What its voucher says in the books."""
        mark: str = self.body["voucher"]["narration"]
        return mark


class Load:
    """`clients` threads, each posting one voucher after the other until stopped."""

    def __init__(self, http_url: str, token: str, company: dict[str, Any], clients: int = 4) -> None:
        self.sent: list[Sent] = []
        self.last_success_at = 0.0
        self.broken: list[BaseException] = []
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._address = (http_url, token)
        self._company = company
        self._threads = [threading.Thread(target=self._guarded, args=(number,)) for number in range(clients)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Ends all clients, each after the try it is in."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(JOIN_SECONDS)
            assert not thread.is_alive(), "a client hangs"
        assert not self.broken, self.broken

    def acknowledged(self) -> list[Sent]:
        """Those with an answer, by now."""
        with self._lock:
            return [one for one in self.sent if one.answer is not None]

    def wait_for(self, count: int, deadline_seconds: float = 30.0) -> None:
        """Returns when so many more were acknowledged."""
        wanted = len(self.acknowledged()) + count
        end = time.monotonic() + deadline_seconds
        while len(self.acknowledged()) < wanted:
            assert time.monotonic() < end, f"{len(self.acknowledged())} of {wanted} within {deadline_seconds} s"
            assert not self.broken, self.broken
            self._stopping.wait(BETWEEN_TRIES_SECONDS)

    def _guarded(self, number: int) -> None:
        try:
            with Rest(*self._address) as rest:
                self._run(Books(rest, self._company), number)
        except BaseException as error:
            self.broken.append(error)
            raise

    def _run(self, books: Books, number: int) -> None:
        count = 0
        while not self._stopping.is_set():
            count += 1
            cents = f"{count % 90 + 1}.{number:02}"
            lines = [line("Cash", debit=cents), line("Sales", credit=cents)]
            sent = Sent(books.voucher("2024-03-15", lines, narration=f"client {number}, voucher {count}"))
            with self._lock:
                self.sent.append(sent)
            while sent.answer is None and not self._stopping.is_set():
                self._try(books, sent)

    def _try(self, books: Books, sent: Sent) -> None:
        sent.tries += 1
        try:
            answer = books.send(sent.body)
        except httpx.TransportError as error:
            sent.refusals.append(type(error).__name__)
        else:
            if answer.status == 200:
                with self._lock:
                    sent.answer = answer.content
                    self.last_success_at = time.monotonic()
                return
            sent.refusals.append(f"{answer.status} {answer.reason}")
            assert answer.status in (409, 503, 504), answer.content
            assert answer.reason in RETRIED_REASONS, answer.content
        self._stopping.wait(BETWEEN_TRIES_SECONDS)


def require_all_there(books: Books, sent: Sequence[Sent]) -> None:
    """Every acknowledged voucher is there once, unchanged, and answers as before when sent again; every other one is
    there once or not at all, and once after it was sent again."""
    pages = books.rest.pages("/v1/ledger/vouchers", "vouchers", 250, company_id=books.id)
    there: dict[str, list[str]] = {}
    for voucher in (one for page in pages for one in page):
        there.setdefault(voucher["narration"], []).append(voucher["number"])
    assert there.keys() <= {one.mark for one in sent}, "something is there that nobody sent"
    for one in sent:
        assert len(there.get(one.mark, [])) <= 1, f"{one.mark} is there twice"
        if one.answer is not None:
            assert one.mark in there, f"{one.mark} was acknowledged and is lost"
    for one in sent:
        again = books.send(one.body)
        assert again.status == 200, again.content
        assert again.replayed == (one.mark in there), one.mark
        if one.answer is not None:
            assert again.content == one.answer, one.mark
    count = sum(len(page) for page in books.rest.pages("/v1/ledger/vouchers", "vouchers", 250, company_id=books.id))
    assert count == len(sent)
    assert books.is_balanced()
