"""Companies: currencies and the digits they are kept in."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from businessm.ledger.v1 import company_pb2
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.clock import FixedClock
from m_kit.ids import new_id
from m_kit.testing import refusal_of, was_replayed

from book_keeper.tests.books import Books, line, sale, voucher


def scales(*pairs: tuple[str, int]) -> list[company_pb2.CurrencyScale]:
    return [company_pb2.CurrencyScale(currency_code=code, scale=scale) for code, scale in pairs]


def scales_of(company: company_pb2.Company) -> dict[str, int]:
    return {one.currency_code: one.scale for one in company.scales}


def update(books: Books, company: company_pb2.Company, *paths: str, **fields: Any) -> Any:
    changed = company_pb2.Company(**{"id": company.id, "etag": company.etag, **fields})
    return books.call("UpdateCompany", company=changed, update_mask=FieldMask(paths=paths))


async def test_what_was_made_is_read_back_and_found_by_code(nobody: Books, clock: FixedClock) -> None:
    made = await nobody.open(name="Kirana Store")
    await nobody.open(code="DUKAAN")
    assert (await nobody.call("GetCompany", id=made.id)).company == made
    assert list((await nobody.call("ListCompanies", code="KIRANA")).companies) == [made]
    assert (made.name, scales_of(made)) == ("Kirana Store", {"INR": 2})
    assert made.create_time.ToDatetime(clock.instant.tzinfo) == clock.instant


async def test_a_company_without_a_name_is_called_by_its_code(nobody: Books) -> None:
    assert (await nobody.open()).name == "KIRANA"


async def test_declared_scales_win_over_iso_digits(nobody: Books) -> None:
    made = await nobody.open(scales=scales(("INR", 5), ("IRAUSD", 0), ("JPY", 3)))
    assert scales_of(made) == {"INR": 5, "IRAUSD": 0, "JPY": 3}


@pytest.mark.parametrize(("code", "digits"), [("JPY", 0), ("BHD", 3), ("CLF", 4)])
async def test_the_functional_currency_has_its_iso_digits(nobody: Books, code: str, digits: int) -> None:
    assert scales_of(await nobody.open(currency=code)) == {code: digits}


async def test_a_functional_unit_that_iso_does_not_know_must_be_declared(nobody: Books) -> None:
    company = company_pb2.Company(code="KIRANA", currency_code="POINTS")
    refused = await refusal_of(nobody.call("CreateCompany", company=company))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("company.currency_code",))
    assert scales_of(await nobody.open(currency="POINTS", scales=scales(("POINTS", 1)))) == {"POINTS": 1}


async def test_a_currency_is_named_once(nobody: Books) -> None:
    company = company_pb2.Company(code="KIRANA", currency_code="INR", scales=scales(("USD", 2), ("USD", 2)))
    refused = await refusal_of(nobody.call("CreateCompany", company=company))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("company.scales[1].currency_code",))


async def test_a_scale_has_0_to_9_digits(nobody: Books) -> None:
    company = company_pb2.Company(code="KIRANA", currency_code="INR", scales=scales(("INR", 10)))
    refused = await refusal_of(nobody.call("CreateCompany", company=company))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("company.scales[0].scale",))
    assert scales_of(await nobody.open(scales=scales(("INR", 9)))) == {"INR": 9}


async def test_codes_and_ids_are_taken_once(nobody: Books) -> None:
    made = await nobody.open()
    for company, field in (
        (company_pb2.Company(code="KIRANA", currency_code="INR"), "company.code"),
        (company_pb2.Company(id=made.id, code="DUKAAN", currency_code="INR"), "company.id"),
    ):
        refused = await refusal_of(nobody.call("CreateCompany", company=company))
        assert (refused.code, refused.reason) == ("ALREADY_EXISTS", "DUPLICATE_RESOURCE")
        assert refused.fields == (field,)


async def test_ten_parallel_calls_make_one_company_and_ten_equal_answers(nobody: Books) -> None:
    company = company_pb2.Company(code="KIRANA", currency_code="INR")
    calls = [nobody.call("CreateCompany", company=company, request_id="make") for _ in range(10)]
    answers = await asyncio.gather(*calls)
    assert all(answer == answers[0] for answer in answers)
    assert sum([await was_replayed(call) for call in calls]) == 9
    assert len((await nobody.call("ListCompanies")).companies) == 1


async def test_a_dry_run_leaves_nothing(nobody: Books) -> None:
    company = company_pb2.Company(code="KIRANA", currency_code="INR")
    dry = await nobody.call("CreateCompany", company=company, validate_only=True)
    assert dry.company.code == "KIRANA"
    assert not (await nobody.call("ListCompanies")).companies


async def test_an_iso_currency_gets_its_digits_when_first_used(books: Books) -> None:
    await books.posted(sale("7", currency="JPY"))
    company = (await books.call("GetCompany", id=books.company_id)).company
    assert scales_of(company) == {"INR": 2, "JPY": 0}
    refused = await refusal_of(books.post(sale("7.5", currency="JPY")))
    assert refused.reason == "AMOUNT_SCALE_EXCEEDED"


async def test_a_unit_that_was_never_declared_is_refused_where_it_stands(books: Books) -> None:
    refused = await refusal_of(books.post(voucher(line("Cash", "1", "INR"), line("Sales", "-1", "IRAUSD"))))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_INVALID")
    assert refused.fields == ("voucher.lines[1].credit.currency_code",)


async def test_a_declared_unit_is_posted_in(books: Books) -> None:
    company = (await books.call("GetCompany", id=books.company_id)).company
    await update(books, company, "scales", scales=scales(("IRAUSD", 4)))
    await books.posted(sale("1.0001", currency="IRAUSD"))
    assert (await books.balances())["Cash IRAUSD"] == "1.0001"


async def test_an_update_adds_scales_and_never_changes_one(nobody: Books) -> None:
    made = await nobody.open()
    wider = (await update(nobody, made, "scales", scales=scales(("USD", 5)))).company
    assert scales_of(wider) == {"INR": 2, "USD": 5}
    again = (await update(nobody, wider, "scales", scales=scales(("USD", 5), ("EUR", 2)))).company
    assert scales_of(again) == {"INR": 2, "USD": 5, "EUR": 2}
    refused = await refusal_of(update(nobody, again, "scales", scales=scales(("GBP", 2), ("USD", 2))))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("company.scales",))
    assert (await nobody.call("GetCompany", id=made.id)).company == again


async def test_a_company_is_renamed_and_nothing_else(nobody: Books, clock: FixedClock) -> None:
    made = await nobody.open()
    clock.instant += timedelta(hours=1)
    renamed = (await update(nobody, made, "name", name="New", code="OTHER")).company
    assert (renamed.name, renamed.code, renamed.create_time) == ("New", "KIRANA", made.create_time)
    assert renamed.update_time.ToDatetime(clock.instant.tzinfo) == clock.instant
    for path in ("code", "currency_code", "id", "etag"):
        refused = await refusal_of(update(nobody, renamed, path))
        assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("update_mask",))


async def test_of_parallel_changes_with_one_etag_one_wins(nobody: Books) -> None:
    made = await nobody.open()
    results = await asyncio.gather(
        *(update(nobody, made, "name", name=f"Name {i}") for i in range(5)),
        return_exceptions=True,
    )
    assert sum(not isinstance(result, BaseException) for result in results) == 1
    refused = await refusal_of(update(nobody, made, "name", name="Late"))
    assert (refused.code, refused.reason, refused.fields) == ("ABORTED", "ETAG_MISMATCH", ("company.etag",))


async def test_companies_come_by_code_in_pages(nobody: Books) -> None:
    for code in ("C", "A", "B"):
        await nobody.open(code=code)
    first = await nobody.call("ListCompanies", page_size=2)
    second = await nobody.call("ListCompanies", page_size=2, page_token=first.next_page_token)
    assert [one.code for one in [*first.companies, *second.companies]] == ["A", "B", "C"]
    assert not second.next_page_token


@pytest.mark.parametrize("company_id", [pytest.param(str(new_id()), id="of-nothing"), "no-uuid"])
async def test_a_company_that_is_not_there_is_not_found(nobody: Books, company_id: str) -> None:
    refused = await refusal_of(nobody.call("GetCompany", id=company_id))
    assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("id",))
    nobody.company_id = company_id
    for call in (
        nobody.call("ListAccounts"),
        nobody.call("ListPeriods"),
        nobody.call("ListFiscalYears"),
        nobody.call("ListPostingRules"),
        nobody.call("ListVouchers"),
        nobody.call("GetTrialBalance", as_of="2026-05-10"),
        nobody.call("GetBalances", as_of="2026-05-10"),
        nobody.call("GetBalances", as_of="2026-05-10", account_code="Cash"),
        nobody.call("GetBalanceSheet", as_of="2026-05-10"),
        nobody.call("GetProfitAndLoss", from_date="2026-05-10", to_date="2026-05-10"),
        nobody.call("GetAccountStatement", account_code="Cash"),
        nobody.post(sale()),
        nobody.post_all(sale()),
    ):
        refused = await refusal_of(call)
        assert (refused.code, refused.reason, refused.fields) == ("NOT_FOUND", "RESOURCE_NOT_FOUND", ("company_id",))
