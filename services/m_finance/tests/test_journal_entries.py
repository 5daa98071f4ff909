"""JournalEntryService as its callers meet it."""

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from businessm.finance.v1 import journal_entry_pb2, journal_entry_service_pb2_grpc
from businessm.finance.v1 import journal_entry_service_pb2 as pb
from businessm.ledger.v1 import voucher_pb2
from businessm.type.v1 import money_pb2, units_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata, calling_as, new_tenant, refusal_of, was_replayed
from m_kit.tokens import TokenIssuer

from m_finance.tests.fake_ledger import COMPANY_ID, FakeLedger

Entry = journal_entry_pb2.JournalEntry


def line(account: str = "Cash", debit: str = "", credit: str = "", **fields: Any) -> voucher_pb2.VoucherLine:
    fields["debit" if debit else "credit"] = money_pb2.Money(currency_code="INR", amount=debit or credit)
    return voucher_pb2.VoucherLine(account_code=account, **fields)


class Entries:
    """Calls the service as somebody; calls are returned unawaited, for their trailers."""

    def __init__(self, channel: grpc.aio.Channel, metadata: Metadata) -> None:
        self._stub = journal_entry_service_pb2_grpc.JournalEntryServiceStub(channel)
        self._metadata = metadata

    def create(self, request_id: str = "", validate_only: bool = False, **fields: Any) -> Any:
        given = {"company_id": COMPANY_ID, "posting_date": "2024-05-06"} | fields
        return self._stub.CreateJournalEntry(
            pb.CreateJournalEntryRequest(
                request_id=request_id or str(new_id()), journal_entry=Entry(**given), validate_only=validate_only
            ),
            metadata=self._metadata,
        )

    async def created(self, **fields: Any) -> Entry:
        entry: Entry = (await self.create(**fields)).journal_entry
        return entry

    async def get(self, entry_id: str) -> Entry:
        answer = await self._stub.GetJournalEntry(pb.GetJournalEntryRequest(id=entry_id), metadata=self._metadata)
        entry: Entry = answer.journal_entry
        return entry

    async def page(self, company_id: str = COMPANY_ID, **fields: Any) -> tuple[list[Entry], str]:
        request = pb.ListJournalEntriesRequest(company_id=company_id, **fields)
        answer = await self._stub.ListJournalEntries(request, metadata=self._metadata)
        return list(answer.journal_entries), answer.next_page_token

    def update(self, entry: Entry, *paths: str, request_id: str = "", **fields: Any) -> Any:
        changed = Entry(id=entry.id, etag=entry.etag, company_id=entry.company_id, **fields)
        return self._stub.UpdateJournalEntry(
            pb.UpdateJournalEntryRequest(
                request_id=request_id or str(new_id()),
                journal_entry=changed,
                update_mask=FieldMask(paths=paths or tuple(fields)),
            ),
            metadata=self._metadata,
        )

    def delete(self, entry: Entry, request_id: str = "") -> Any:
        request = pb.DeleteJournalEntryRequest(request_id=request_id or str(new_id()), id=entry.id, etag=entry.etag)
        return self._stub.DeleteJournalEntry(request, metadata=self._metadata)


@pytest.fixture
def entries(channel: grpc.aio.Channel, acme: Metadata) -> Entries:
    return Entries(channel, acme)


async def test_a_draft_is_kept_to_the_letter_and_need_not_balance(entries: Entries) -> None:
    lines = [
        line("Assets:नकद", debit="0010.500"),
        line("", credit="0", role="ROUNDING", narration="Robert'); drop table journal_entry; --"),
        line("Fund", debit="1", units=units_pb2.Units(unit_code="VBMPX", value="-6.8110")),
        line("Fund", debit="99999999999999999999.99"),
    ]
    made = await entries.created(payee="आशा", narration="  tea\nand more ", lines=lines)
    assert list(made.lines) == lines
    assert (made.payee, made.narration, made.state, made.number) == ("आशा", "  tea\nand more ", Entry.DRAFT, "")
    assert await entries.get(made.id) == made


async def test_a_draft_of_ten_thousand_lines_keeps_their_order(entries: Entries) -> None:
    lines = [line(f"A{i}", debit=str(i)) for i in range(10_000)]
    made = await entries.created(lines=lines)
    assert list((await entries.get(made.id)).lines) == lines
    refused = await refusal_of(entries.create(lines=[*lines, line(debit="1")]))
    assert (refused.code, refused.fields) == ("INVALID_ARGUMENT", ("journal_entry.lines",))


async def test_the_company_must_be_there(entries: Entries) -> None:
    for company_id in (str(new_id()), "no-uuid"):
        refused = await refusal_of(entries.create(company_id=company_id))
        assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
        assert refused.fields == ("journal_entry.company_id",)


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"company_id": ""}, "FIELD_REQUIRED", "journal_entry.company_id"),
        ({"posting_date": ""}, "FIELD_REQUIRED", "journal_entry.posting_date"),
        ({"posting_date": "06/05/2024"}, "FIELD_PATTERN", "journal_entry.posting_date"),
        ({"posting_date": "2024-02-30"}, "FIELD_INVALID", "journal_entry.posting_date"),
        ({"lines": [line(debit="1e5")]}, "AMOUNT_MALFORMED", "journal_entry.lines[0].debit.amount"),
        ({"lines": [voucher_pb2.VoucherLine(account_code="A")]}, "FIELD_REQUIRED", "journal_entry.lines[0].side"),
        ({"payee": "a\0b"}, "FIELD_INVALID", "journal_entry.payee"),
        ({"narration": "x" * 4097}, "FIELD_INVALID", "journal_entry.narration"),
    ],
)
async def test_what_breaks_a_rule_is_refused(entries: Entries, fields: Any, reason: str, field: str) -> None:
    refused = await refusal_of(entries.create(**fields))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", reason, (field,))


async def test_every_write_sent_twice_is_answered_alike_and_done_once(entries: Entries) -> None:
    made = await answered_twice(lambda: entries.create(request_id="make", payee="Asha", lines=[line(debit="1")]))
    changed = await answered_twice(lambda: entries.update(made.journal_entry, request_id="change", payee="Bela"))
    assert len((await entries.page())[0]) == 1
    await answered_twice(lambda: entries.delete(changed.journal_entry, request_id="delete"))


async def answered_twice(send: Callable[[], Any]) -> Any:
    """The answer of a call sent twice: equal, and the second time marked as repeated."""
    first = send()
    answer = await first
    again = send()
    assert await again == answer
    assert (await was_replayed(first), await was_replayed(again)) == (False, True)
    return answer


async def test_a_request_id_stands_for_one_content(entries: Entries) -> None:
    await entries.create(request_id="make", payee="Asha")
    refused = await refusal_of(entries.create(request_id="make", payee="Bela"))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "REQUEST_ID_REUSED")


async def test_ten_parallel_calls_make_one_draft_and_ten_equal_answers(entries: Entries) -> None:
    calls = [entries.create(request_id="make", lines=[line(debit="1")]) for _ in range(10)]
    answers = await asyncio.gather(*calls)
    assert all(answer == answers[0] for answer in answers)
    assert sum([await was_replayed(call) for call in calls]) == 9
    assert len((await entries.page())[0]) == 1


async def test_an_id_is_taken_once(entries: Entries) -> None:
    own = str(new_id())
    assert (await entries.created(id=own)).id == own
    refused = await refusal_of(entries.create(id=own))
    assert (refused.code, refused.fields) == ("ALREADY_EXISTS", ("journal_entry.id",))


async def test_a_dry_run_leaves_nothing(entries: Entries) -> None:
    assert (await entries.create(payee="Asha", validate_only=True)).journal_entry.payee == "Asha"
    assert await entries.page() == ([], "")


async def test_only_masked_fields_change(entries: Entries) -> None:
    made = await entries.created(payee="Asha", lines=[line("Cash", debit="1"), line("Tea", credit="1")])
    changed = (await entries.update(made, "payee", payee="Bela", lines=[line("Lost", debit="9")])).journal_entry
    assert (changed.payee, list(changed.lines)) == ("Bela", list(made.lines))
    assert (await entries.get(made.id)) == changed
    fewer = (await entries.update(changed, lines=[line("Tea", debit="2")])).journal_entry
    assert list((await entries.get(made.id)).lines) == [line("Tea", debit="2")]
    none = (await entries.update(fewer, "lines")).journal_entry
    assert list((await entries.get(made.id)).lines) == list(none.lines) == []


@pytest.mark.parametrize("path", ["company_id", "state", "number", "id", "lines.narration"])
async def test_what_is_not_for_change_is_refused(entries: Entries, path: str) -> None:
    refused = await refusal_of(entries.update(await entries.created(), path))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))


async def test_a_change_obeys_the_contract(entries: Entries) -> None:
    made = await entries.created()
    refused = await refusal_of(entries.update(made, posting_date="2024-02-30"))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("journal_entry.posting_date",))
    refused = await refusal_of(entries.update(made, "posting_date"))
    assert (refused.reason, refused.fields) == ("FIELD_REQUIRED", ("journal_entry.posting_date",))
    refused = await refusal_of(entries.update(made, lines=[line(debit="NaN")]))
    assert (refused.reason, refused.fields) == ("AMOUNT_MALFORMED", ("journal_entry.lines[0].debit.amount",))


async def test_an_old_etag_is_refused(entries: Entries) -> None:
    made = await entries.created()
    await entries.update(made, payee="Newer")
    refused = await refusal_of(entries.update(made, payee="Lost"))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("journal_entry.etag",))
    refused = await refusal_of(entries.delete(made))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("etag",))


async def test_of_parallel_changes_with_one_etag_one_wins(entries: Entries) -> None:
    made = await entries.created(lines=[line(debit="1")])
    calls = [entries.update(made, lines=[line(f"A{i}", debit="2")]) for i in range(4)] + [entries.delete(made)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert sum(not isinstance(result, BaseException) for result in results) == 1
    refused = [result.code() for result in results if isinstance(result, grpc.aio.AioRpcError)]
    assert set(refused) <= {grpc.StatusCode.ABORTED, grpc.StatusCode.NOT_FOUND}
    assert len(refused) == 4


async def test_what_was_deleted_is_gone(entries: Entries) -> None:
    made = await entries.created(lines=[line(debit="1")])
    await entries.delete(made)
    assert (await refusal_of(entries.get(made.id))).code == "NOT_FOUND"
    assert (await refusal_of(entries.delete(made))).code == "NOT_FOUND"
    assert await entries.page() == ([], "")


async def test_a_foreign_tenant_finds_nothing(entries: Entries, channel: grpc.aio.Channel, stranger: Metadata) -> None:
    made = await entries.created(lines=[line(debit="1")])
    theirs = Entries(channel, stranger)
    for call in (theirs.get(made.id), theirs.update(made, payee="Mine"), theirs.delete(made)):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason) == ("NOT_FOUND", "RESOURCE_NOT_FOUND")
    assert await theirs.page() == ([], "")
    assert await entries.get(made.id) == made


async def test_a_reader_may_not_write(channel: grpc.aio.Channel, issuer: TokenIssuer) -> None:
    reader = Entries(channel, calling_as(issuer, new_tenant(), roles=("reader",)))
    assert (await refusal_of(reader.create())).reason == "PERMISSION_MISSING"
    assert await reader.page() == ([], "")


async def test_pages_go_by_date_and_leave_lines_out(entries: Entries) -> None:
    for day in ("2024-05-03", "2024-05-01", "2024-05-02", "2024-05-02"):
        await entries.created(posting_date=day, lines=[line(debit="1")])
    found, token = await entries.page(page_size=3)
    rest, end = await entries.page(page_size=3, page_token=token)
    days = [one.posting_date for one in found + rest]
    assert (days, end) == (["2024-05-01", "2024-05-02", "2024-05-02", "2024-05-03"], "")
    assert len({one.id for one in found + rest}) == 4
    assert not any(one.lines for one in found)


async def test_a_list_is_of_one_company(entries: Entries, ledger: FakeLedger) -> None:
    await entries.created()
    ledger.company.id = str(new_id())
    made = await entries.created(company_id=ledger.company.id)
    assert [one.id for one in (await entries.page(ledger.company.id))[0]] == [made.id]


@pytest.mark.parametrize("token", ["nonsense", "WyJ4IiwiMjAyNC0wNS0wNiIsIm5vIl0", "e30"])
async def test_a_tampered_token_is_refused(entries: Entries, token: str) -> None:
    refused = await refusal_of(entries.page(page_token=token))
    assert (refused.code, refused.reason, refused.fields) == ("INVALID_ARGUMENT", "FIELD_INVALID", ("page_token",))


async def test_a_token_with_keys_that_are_none_is_refused(entries: Entries) -> None:
    for _ in range(2):
        await entries.created()
    _, good = await entries.page(page_size=1)
    list_hash, day, entry_id = json.loads(base64.urlsafe_b64decode(good + "=="))
    for keys in (["2024-13-01", entry_id], [day, "no-uuid"], ["a\0b", entry_id]):
        bad = base64.urlsafe_b64encode(json.dumps([list_hash, *keys]).encode()).decode()
        assert (await refusal_of(entries.page(page_size=1, page_token=bad))).fields == ("page_token",)
