"""Document types described from a contract, a layout and contributions. No database."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from businessm.metadata.v1 import field_type_pb2
from businessm.metadata.v1.document_type_pb2 import DocumentType, Field

from m_kit.contributions.schema import Added, Schema
from m_kit.metadata.describe import describe
from m_kit.metadata.layout import Layout, LayoutInvalid, read_layouts
from m_kit.tests.regions import text, usual_fields

ENTRY = """
message = "businessm.finance.v1.JournalEntry"
service = "businessm.finance.v1.JournalEntryService"
title_field = "number"
labels = { en = "Entry", hi = "प्रविष्टि" }
plural_labels = { en = "Entries" }
list_columns = ["number"]
filters = ["company_id"]
sections = [{ key = "head", labels = { en = "Head" }, fields = ["posting_date", "number"] }]

[fields]
company_id = { link = "book_keeper.company" }
"lines.account_code" = { labels = { en = "Account" }, link = "book_keeper.account" }
[states]
DRAFT = { en = "Draft", hi = "मसौदा" }
[actions]
post = { labels = { en = "Post it" }, states = ["DRAFT"] }
"""

POSTING_RULE = """
message = "businessm.ledger.v1.PostingRule"
service = "businessm.ledger.v1.LedgerService"
title_field = "role"
labels = { en = "Posting rule" }
plural_labels = { en = "Posting rules" }
list_columns = ["role"]
filters = []
sections = [{ key = "rule", fields = ["role"] }]
"""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return written(tmp_path, ENTRY)


def written(folder: Path, content: str) -> Layout:
    (folder / "entry.toml").write_text(content)
    return read_layouts(folder)["entry"]


def described(layout: Layout, *added: Added, language: str = "en", sort_columns: Sequence[str] = ()) -> DocumentType:
    return describe("books", layout, Schema("entry", added), language, sort_columns)


def fields(one: DocumentType) -> dict[str, Field]:
    return {field.key: field for field in one.fields}


def test_fields_are_as_the_contract_says(layout: Layout) -> None:
    found = fields(described(layout))
    assert found["posting_date"].required
    assert found["posting_date"].type == field_type_pb2.DATE
    assert found["payee"].max_length == 255
    assert (found["number"].read_only, found["company_id"].read_only) == (True, False)
    assert "Taken when posted" in found["number"].help
    assert found["company_id"].type == field_type_pb2.LINK
    assert [option.value for option in found["state"].options] == ["DRAFT", "POSTED", "REVERSED"]
    assert found["post_time"].type == field_type_pb2.TIME
    assert not {"etag", "extension_values"} & found.keys()


def test_lines_are_a_table_with_amounts(layout: Layout) -> None:
    lines = fields(described(layout))["lines"]
    assert (lines.type, lines.repeated) == (field_type_pb2.TABLE, True)
    columns = {field.key: field for field in lines.fields}
    assert columns["debit"].type == field_type_pb2.MONEY
    assert (columns["account_code"].label, columns["account_code"].link_document_type) == (
        "Account",
        "book_keeper.account",
    )


def test_what_no_layout_places_is_not_lost(layout: Layout) -> None:
    answer = described(layout)
    assert [field.key for field in answer.fields][:2] == ["posting_date", "number"]
    assert fields(answer)["payee"].section == "head"
    assert fields(answer)["id"].section == "record"
    assert [section.key for section in answer.sections] == ["head", "record"]


def test_actions_are_the_services_with_their_permissions(layout: Layout) -> None:
    actions = {action.key: action for action in described(layout).actions}
    assert actions.keys() == {"create", "update", "delete", "post", "reverse"}
    post = actions["post"]
    assert (post.label, list(post.states)) == ("Post it", ["DRAFT"])
    assert post.permission == "finance.journal_entry.post"
    assert post.rpc == "businessm.finance.v1.JournalEntryService/PostJournalEntry"


def test_labels_fall_back_from_a_region_to_its_language_to_english(layout: Layout) -> None:
    assert described(layout, language="hi-IN").label == "प्रविष्टि"
    assert described(layout, language="hi").plural_label == "Entries"
    assert described(layout, language="de").label == "Entry"
    assert fields(described(layout))["narration"].label == "Narration"


def test_fields_of_plugins_follow_in_a_section_of_their_own(layout: Layout) -> None:
    plugin = Added("m_xx", "xx_", usual_fields(), {"en": "Region XX"})
    answer = described(layout, plugin)
    number = fields(answer)["xx_tax_number"]
    assert (number.source, number.section, number.checksum) == ("m_xx", "m_xx", field_type_pb2.LUHN_MOD_36)
    assert [section.label for section in answer.sections] == ["Head", "Region XX", "Record"]
    assert "xx_tax_number" in answer.list_columns
    assert "xx_holder" in answer.filters


def test_the_version_changes_with_anything_that_is_described_and_with_nothing_else(layout: Layout) -> None:
    assert described(layout).version == described(layout).version
    versions = {
        described(layout).version,
        described(layout, language="hi").version,
        described(layout, Added("m_xx", "xx_", (text("xx_a"),))).version,
        described(layout, Added("m_xx", "xx_", (text("xx_a", pattern="a"),))).version,
        described(replace(layout, list_columns=())).version,
    }
    assert len(versions) == 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('list_columns = ["number"]', 'list_columns = ["nobody"]'),
        ('title_field = "number"', 'title_field = "nobody"'),
        ("company_id = {", "nobody = {"),
        ("DRAFT = {", "OPEN = {"),
        ('states = ["DRAFT"]', 'states = ["OPEN"]'),
        ("post = {", "shred = {"),
        ('fields = ["posting_date", "number"]', 'fields = ["number", "number"]'),
        ('link = "book_keeper.company"', 'type = "COLOUR"'),
        ('link = "book_keeper.company"', 'lnik = "book_keeper.company"'),
        ('title_field = "number"', 'title_feild = "number"'),
    ],
)
def test_a_layout_that_names_what_is_not_there_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(LayoutInvalid):
        described(written(tmp_path, ENTRY.replace(old, new)))


def test_a_list_is_ordered_by_what_its_owner_says_and_by_what_plugins_added(layout: Layout) -> None:
    plugin = Added("m_xx", "xx_", (text("xx_a"),))
    assert described(layout, plugin, sort_columns=("number",)).sort_columns == ["number", "xx_a"]
    assert described(layout, plugin).sort_columns == []
    with pytest.raises(LayoutInvalid):
        described(layout, sort_columns=("nobody",))


def test_an_action_says_what_its_request_asks_for_beside_the_document(layout: Layout) -> None:
    actions = {action.key: action for action in described(layout).actions}
    [asked] = actions["reverse"].fields
    assert (asked.key, asked.type, asked.required) == ("posting_date", field_type_pb2.DATE, True)
    assert not actions["create"].fields
    assert not actions["update"].fields


def test_it_says_how_it_is_read_and_what_that_needs(layout: Layout, tmp_path: Path) -> None:
    found = described(layout)
    assert found.list_rpc == "businessm.finance.v1.JournalEntryService/ListJournalEntries"
    assert found.get_rpc == "businessm.finance.v1.JournalEntryService/GetJournalEntry"
    assert found.read_permission == "finance.journal_entry.read"


def test_a_service_of_several_nouns_lists_each_by_its_own_rpc(tmp_path: Path) -> None:
    found = described(written(tmp_path, POSTING_RULE))
    assert (found.list_rpc, found.get_rpc) == ("businessm.ledger.v1.LedgerService/ListPostingRules", "")
    assert found.read_permission == "ledger.posting_rule.read"
