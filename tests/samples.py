"""A request for every rpc that writes: what is needed is made on the way, through the same API.

A new rpc with a request_id needs a sample here; test_api_called_twice.py fails without one.
"""

import importlib
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

import businessm
from business_m.catalog import owners
from google.protobuf import descriptor_pb2

Json = dict[str, Any]


class World(Protocol):
    """What samples are made with."""

    async def made(self, rpc: str, fields: Json) -> Json:
        """The response to a call of `Service.Method`, under a request_id of its own where it takes one."""


Sample = Callable[[World], Awaitable[Json]]


def rpcs() -> dict[str, str]:
    """`Service.Method` to its path, for every rpc that a context serves and whose request has a request_id, as the
    contracts' image says.

    Loads the generated code of them all.
    """
    served = owners()
    image = Path(businessm.__path__[0]) / "descriptors.binpb"
    files = descriptor_pb2.FileDescriptorSet.FromString(image.read_bytes()).file
    for file in files:
        if file.package.startswith("businessm."):
            importlib.import_module(file.name.removesuffix(".proto").replace("/", ".") + "_pb2")
    messages = {f".{file.package}.{message.name}": message for file in files for message in file.message_type}
    return {
        f"{service.name}.{method.name}": f"/{file.package}.{service.name}/{method.name}"
        for file in files
        if file.package.startswith("businessm.")
        for service in file.service
        if f"{file.package}.{service.name}" in served
        for method in service.method
        if any(field.name == "request_id" for field in messages[method.input_type].field)
    }


def unique() -> str:
    """A code that nobody has."""
    return f"X{uuid.uuid4().hex[:12]}".upper()


async def _company(world: World) -> Json:
    fields = {"company": {"code": unique(), "currency_code": "USD"}}
    company: Json = (await world.made("LedgerService.CreateCompany", fields))["company"]
    return company


async def books(world: World) -> Json:
    """A company with two accounts and the year 2024."""
    company = await _company(world)
    for code, kind in (("Cash", "ASSET"), ("Sales", "INCOME"), ("Retained", "EQUITY")):
        account = {"company_id": company["id"], "code": code, "type": kind}
        await world.made("LedgerService.CreateAccount", {"account": account})
    year = {"company_id": company["id"], "start_date": "2024-01-01", "end_date": "2024-12-31"}
    await world.made("LedgerService.CreateFiscalYear", {"fiscal_year": year})
    return company


def _lines() -> list[Json]:
    money = {"currency_code": "USD", "amount": "5.00"}
    return [{"account_code": "Cash", "debit": money}, {"account_code": "Sales", "credit": money}]


def _voucher() -> Json:
    return {"posting_date": "2024-05-05", "lines": _lines()}


async def _posted(world: World) -> Json:
    company = await books(world)
    fields = {"company_id": company["id"], "voucher": _voucher()}
    voucher: Json = (await world.made("LedgerService.PostVoucher", fields))["voucher"]
    return voucher


async def _period(world: World) -> Json:
    company = await books(world)
    listed = await world.made("LedgerService.ListPeriods", {"company_id": company["id"]})
    period: Json = listed["periods"][0]
    return period


async def _entry(world: World) -> Json:
    company = await books(world)
    fields = {"journal_entry": {"company_id": company["id"], **_voucher()}}
    entry: Json = (await world.made("JournalEntryService.CreateJournalEntry", fields))["journal_entry"]
    return entry


async def _posted_entry(world: World) -> Json:
    draft = await _entry(world)
    fields = {"id": draft["id"], "etag": draft["etag"]}
    entry: Json = (await world.made("JournalEntryService.PostJournalEntry", fields))["journal_entry"]
    return entry


def _noun(service: str, noun: str, fields: Callable[[], Json]) -> tuple[Sample, Callable[[World], Awaitable[Json]]]:
    """(a sample of its creation, a function that makes one)."""
    name = "".join(part.capitalize() for part in noun.split("_"))

    async def create(world: World) -> Json:
        return {noun: fields()}

    async def made(world: World) -> Json:
        resource: Json = (await world.made(f"{service}.Create{name}", {noun: fields()}))[noun]
        return resource

    return create, made


def change(noun: str, make: Callable[[World], Awaitable[Json]], mask: str, **fields: Any) -> Sample:
    async def sample(world: World) -> Json:
        return {noun: {**await make(world), **fields}, "update_mask": mask}

    return sample


def at(make: Callable[[World], Awaitable[Json]], *, etag: bool = True, **more: Any) -> Sample:
    """A custom method or deletion of what `make` makes."""

    async def sample(world: World) -> Json:
        found = await make(world)
        return {"id": found["id"], **({"etag": found["etag"]} if etag else {}), **more}

    return sample


create_party, party = _noun("PartyService", "party", lambda: {"code": unique(), "name": "Ann"})
create_currency, currency = _noun("CurrencyService", "currency", lambda: {"code": unique(), "name": "Shell"})
create_uom, uom = _noun("UomService", "uom", lambda: {"code": unique(), "name": "Armful"})
create_item, item = _noun("ItemService", "item", lambda: {"code": unique(), "name": "Tea", "uom_code": "KGM"})
create_role, role = _noun("RoleService", "role", lambda: {"name": unique().lower(), "permissions": ["*.read"]})
create_user, user = _noun("UserService", "user", lambda: {"username": unique(), "roles": ["viewer"]})
create_company, company = _noun("LedgerService", "company", lambda: {"code": unique(), "currency_code": "USD"})


async def _conversion_fields(world: World) -> Json:
    item_id = (await item(world))["id"]
    return {"uom_conversion": {"item_id": item_id, "from_uom_code": "XBG", "to_uom_code": "KGM", "numerator": "25"}}


async def _conversion(world: World) -> Json:
    fields = await _conversion_fields(world)
    made: Json = (await world.made("UomConversionService.CreateUomConversion", fields))["uom_conversion"]
    return made


async def _address_fields(world: World) -> Json:
    return {"address": {"party_id": (await party(world))["id"], "country_code": "IN", "lines": ["14, MG Road"]}}


async def _address(world: World) -> Json:
    made: Json = (await world.made("AddressService.CreateAddress", await _address_fields(world)))["address"]
    return made


async def _supplier_fields(world: World) -> Json:
    return {"party_id": (await party(world))["id"], "supplier": {"payment_terms_days": 30}}


async def supplier(world: World) -> Json:
    made: Json = (await world.made("SupplierService.CreateSupplier", await _supplier_fields(world)))["supplier"]
    return made


async def _customer_fields(world: World) -> Json:
    return {"party": {"code": unique(), "name": "Ann"}, "customer": {"currency_code": "USD"}}


async def customer(world: World) -> Json:
    made: Json = (await world.made("CustomerService.CreateCustomer", await _customer_fields(world)))["customer"]
    return made


async def _account_fields(world: World) -> Json:
    return {"account": {"company_id": (await _company(world))["id"], "code": "Bank", "type": "ASSET"}}


async def _account(world: World) -> Json:
    made: Json = (await world.made("LedgerService.CreateAccount", await _account_fields(world)))["account"]
    return made


async def _accounts_fields(world: World) -> Json:
    company_id = (await _company(world))["id"]
    rows = [{"company_id": company_id, "code": code, "type": "ASSET"} for code in ("A", "B")]
    return {"accounts": [*rows, {"company_id": company_id, "code": "A:1", "type": "ASSET", "parent_code": "A"}]}


async def _year_fields(world: World) -> Json:
    span = {"start_date": "2025-04-01", "end_date": "2026-03-31"}
    return {"fiscal_year": {"company_id": (await _company(world))["id"], **span}}


async def _year_to_close(world: World) -> Json:
    voucher = await _posted(world)
    listed = await world.made("LedgerService.ListFiscalYears", {"company_id": voucher["company_id"]})
    return {"id": listed["fiscal_years"][0]["id"], "retained_earnings_account_code": "Retained"}


async def _closed_year(world: World) -> Json:
    closed = await world.made("LedgerService.CloseFiscalYear", await _year_to_close(world))
    return {"id": closed["fiscal_year"]["id"], "etag": closed["fiscal_year"]["etag"]}


async def _closed_period(world: World) -> Json:
    period = await _period(world)
    closed: Json = (await world.made("LedgerService.ClosePeriod", {"id": period["id"]}))["period"]
    return closed


async def _rule_fields(world: World) -> Json:
    return {"posting_rule": {"company_id": (await books(world))["id"], "role": "TILL", "account_code": "Cash"}}


async def _rule(world: World) -> Json:
    made: Json = (await world.made("LedgerService.CreatePostingRule", await _rule_fields(world)))["posting_rule"]
    return made


async def _chart(world: World) -> Json:
    return {"company_id": (await _company(world))["id"], "chart_template_code": "generic"}


async def _template_fields(world: World) -> Json:
    return {"voucher_template": {"company_id": (await books(world))["id"], "code": "RENT", "lines": _lines()}}


async def _template(world: World) -> Json:
    made: Json = (await world.made("LedgerService.CreateVoucherTemplate", await _template_fields(world)))[
        "voucher_template"
    ]
    return made


async def _type_fields(world: World) -> Json:
    return {"dimension_type": {"company_id": (await _company(world))["id"], "code": "COST_CENTRE"}}


async def _type(world: World) -> Json:
    made: Json = (await world.made("LedgerService.CreateDimensionType", await _type_fields(world)))["dimension_type"]
    return made


async def _dimension_fields(world: World) -> Json:
    company_id = (await _type(world))["company_id"]
    return {"dimension": {"company_id": company_id, "type_code": "COST_CENTRE", "code": "NORTH"}}


async def _dimension(world: World) -> Json:
    made: Json = (await world.made("LedgerService.CreateDimension", await _dimension_fields(world)))["dimension"]
    return made


async def _post_voucher(world: World) -> Json:
    return {"company_id": (await books(world))["id"], "voucher": _voucher()}


async def _post_vouchers(world: World) -> Json:
    return {"company_id": (await books(world))["id"], "vouchers": [{"voucher": _voucher()}] * 3}


async def _entry_fields(world: World) -> Json:
    return {"journal_entry": {"company_id": (await books(world))["id"], **_voucher()}}


async def _journal(world: World) -> Json:
    rows = [
        {"row": number, "account": account, "ledger_amount": amount, "ledger_currency": "USD"}
        for number, account, amount in ((2, "Cash", "7.00"), (3, "Sales", "-7.00"))
    ]
    transaction = {"txn": "t1", "date": "2024-03-03", "rows": rows}
    return {"company_id": (await books(world))["id"], "source": "sample", "transactions": [transaction]}


async def _key_fields(world: World) -> Json:
    return {"api_key": {"name": "A program", "username": (await user(world))["username"]}}


async def _key(world: World) -> Json:
    made: Json = (await world.made("ApiKeyService.CreateApiKey", await _key_fields(world)))["api_key"]
    return made


SAMPLES: dict[str, Sample] = {
    "AddressService.ArchiveAddress": at(_address),
    "AddressService.CreateAddress": _address_fields,
    "AddressService.UpdateAddress": change("address", _address, "city", city="Pune"),
    "ApiKeyService.CreateApiKey": _key_fields,
    "ApiKeyService.RevokeApiKey": at(_key, etag=False),
    "CurrencyService.ArchiveCurrency": at(currency),
    "CurrencyService.CreateCurrency": create_currency,
    "CurrencyService.UpdateCurrency": change("currency", currency, "name", name="Cowrie"),
    "CustomerService.ArchiveCustomer": at(customer),
    "CustomerService.CreateCustomer": _customer_fields,
    "CustomerService.UpdateCustomer": change("customer", customer, "tax_class", tax_class="exempt"),
    "ItemService.ArchiveItem": at(item),
    "ItemService.CreateItem": create_item,
    "ItemService.UpdateItem": change("item", item, "name", name="Green tea"),
    "JournalEntryService.CreateJournalEntry": _entry_fields,
    "JournalEntryService.DeleteJournalEntry": at(_entry),
    "JournalEntryService.PostJournalEntry": at(_entry),
    "JournalEntryService.ReverseJournalEntry": at(_posted_entry, posting_date="2024-06-06"),
    "JournalEntryService.UpdateJournalEntry": change("journal_entry", _entry, "narration", narration="changed"),
    "JournalImportService.ImportJournal": _journal,
    "LedgerService.ApplyChartTemplate": _chart,
    "LedgerService.ArchiveAccount": at(_account),
    "LedgerService.ArchiveDimension": at(_dimension),
    "LedgerService.ArchiveDimensionType": at(_type),
    "LedgerService.ArchiveVoucherTemplate": at(_template),
    "LedgerService.BatchCreateAccounts": _accounts_fields,
    "LedgerService.CloseFiscalYear": _year_to_close,
    "LedgerService.ClosePeriod": at(_period),
    "LedgerService.CreateAccount": _account_fields,
    "LedgerService.CreateCompany": create_company,
    "LedgerService.CreateDimension": _dimension_fields,
    "LedgerService.CreateDimensionType": _type_fields,
    "LedgerService.CreateFiscalYear": _year_fields,
    "LedgerService.CreatePostingRule": _rule_fields,
    "LedgerService.CreateVoucherTemplate": _template_fields,
    "LedgerService.LockPeriod": at(_period, domain="STOCK"),
    "LedgerService.PostVoucher": _post_voucher,
    "LedgerService.PostVouchers": _post_vouchers,
    "LedgerService.PostVoucherTemplate": at(_template, etag=False, posting_date="2024-05-05"),
    "LedgerService.ReopenFiscalYear": _closed_year,
    "LedgerService.ReopenPeriod": at(_closed_period),
    "LedgerService.ReverseVoucher": at(_posted, posting_date="2024-06-06"),
    "LedgerService.UnlockPeriod": at(_period, domain="STOCK"),
    "LedgerService.UpdateAccount": change("account", _account, "name", name="Current account"),
    "LedgerService.UpdateCompany": change("company", company, "name", name="A longer name"),
    "LedgerService.UpdateDimension": change("dimension", _dimension, "name", name="North"),
    "LedgerService.UpdateDimensionType": change("dimension_type", _type, "name", name="Cost centre"),
    "LedgerService.UpdatePostingRule": change("posting_rule", _rule, "account_code", account_code="Sales"),
    "LedgerService.UpdateVoucherTemplate": change("voucher_template", _template, "name", name="The rent"),
    "PartyService.ArchiveParty": at(party),
    "PartyService.CreateParty": create_party,
    "PartyService.UpdateParty": change("party", party, "name", name="Anne"),
    "RoleService.CreateRole": create_role,
    "RoleService.UpdateRole": change("role", role, "description", description="Reads"),
    "SupplierService.ArchiveSupplier": at(supplier),
    "SupplierService.CreateSupplier": _supplier_fields,
    "SupplierService.UpdateSupplier": change("supplier", supplier, "tax_class", tax_class="exempt"),
    "UomConversionService.ArchiveUomConversion": at(_conversion),
    "UomConversionService.CreateUomConversion": _conversion_fields,
    "UomConversionService.UpdateUomConversion": change("uom_conversion", _conversion, "numerator", numerator="30"),
    "UomService.ArchiveUom": at(uom),
    "UomService.CreateUom": create_uom,
    "UomService.UpdateUom": change("uom", uom, "name", name="Handful"),
    "UserService.ArchiveUser": at(user),
    "UserService.CreateUser": create_user,
    "UserService.SetPassword": at(user, etag=False, password="a password of length"),
    "UserService.UpdateUser": change("user", user, "display_name", display_name="Anne"),
}
