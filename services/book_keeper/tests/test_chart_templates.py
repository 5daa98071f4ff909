"""Charts to begin with: what the files say, and what applying them makes."""

import asyncio

import grpc
import pytest
from m_kit.testing import Metadata, refusal_of

from book_keeper.domain.accounts import AccountType
from book_keeper.domain.chart_templates import ChartTemplate, read_chart_templates
from book_keeper.tests.books import Books

TEMPLATES = read_chart_templates()
ROLES_OF_THE_PRODUCT = {
    "COST_OF_GOODS_SOLD",
    "CURRENCY_EXCHANGE",
    "EXCHANGE_GAIN",
    "EXCHANGE_LOSS",
    "GOODS_RECEIVED_NOT_INVOICED",
    "INVENTORY",
    "INVENTORY_ADJUSTMENT",
    "LANDED_COST_CLEARING",
    "PRICE_VARIANCE",
    "REPACK_COST",
    "RETAINED_EARNINGS",
    "ROUNDING",
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_is_a_tree_whose_accounts_play_every_role(template: ChartTemplate) -> None:
    known: dict[str, AccountType | None] = {"": None}
    for one in template.accounts:
        assert one.code not in known
        assert known[one.parent_code] in (None, one.type)
        known[one.code] = one.type
    assert set(template.roles) == ROLES_OF_THE_PRODUCT
    assert set(template.roles.values()) <= known.keys()


@pytest.mark.parametrize("code", TEMPLATES)
async def test_a_template_is_applied_whole_and_once(nobody: Books, code: str) -> None:
    await nobody.open()
    template = TEMPLATES[code]
    made = await nobody.call("ApplyChartTemplate", chart_template_code=code)
    assert (made.accounts_created, made.posting_rules_created) == (len(template.accounts), len(template.roles))
    accounts = (await nobody.call("ListAccounts", page_size=250)).accounts
    assert {(one.code, one.name, one.parent_code) for one in accounts} == {
        (one.code, one.name, one.parent_code) for one in template.accounts
    }
    rules = (await nobody.call("ListPostingRules")).posting_rules
    assert {one.role: one.account_code for one in rules} == template.roles
    again = await nobody.call("ApplyChartTemplate", chart_template_code=code)
    assert (again.accounts_created, again.posting_rules_created) == (0, 0)


async def test_what_is_there_already_stays(nobody: Books) -> None:
    await nobody.open()
    mine = nobody.account("1120", name="My bank")
    await nobody.call("CreateAccount", account=mine)
    made = await nobody.call("ApplyChartTemplate", chart_template_code="generic")
    assert made.accounts_created == len(TEMPLATES["generic"].accounts) - 1
    assert (await nobody.account_named("1120")).name == "My bank"


async def test_an_account_of_another_type_stops_all_of_it(nobody: Books) -> None:
    await nobody.open()
    await nobody.call("CreateAccount", account=nobody.account("4100"))
    refused = await refusal_of(nobody.call("ApplyChartTemplate", chart_template_code="generic"))
    assert (refused.reason, refused.fields) == ("FIELD_INVALID", ("chart_template_code",))
    assert len((await nobody.call("ListAccounts")).accounts) == 1


async def test_two_that_apply_it_at_once_make_it_once(nobody: Books, other_process: grpc.aio.Channel) -> None:
    await nobody.open()
    other = nobody.elsewhere(other_process)
    made = await asyncio.gather(
        *(one.call("ApplyChartTemplate", chart_template_code="india") for one in (nobody, other))
    )
    assert sorted(one.accounts_created for one in made) == [0, len(TEMPLATES["india"].accounts)]


async def test_templates_are_listed_and_unknown_ones_named(
    nobody: Books, channel: grpc.aio.Channel, stranger: Metadata
) -> None:
    await nobody.open()
    listed = (await nobody.call("ListChartTemplates")).chart_templates
    assert [(one.code, one.name) for one in listed] == [("generic", "Generic"), ("india", "India")]
    refused = await refusal_of(nobody.call("ApplyChartTemplate", chart_template_code="utopia"))
    assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("chart_template_code",))
    theirs = nobody.seen_by(channel, stranger)
    refused = await refusal_of(theirs.call("ApplyChartTemplate", chart_template_code="india"))
    assert (refused.reason, refused.fields) == ("RESOURCE_NOT_FOUND", ("company_id",))
