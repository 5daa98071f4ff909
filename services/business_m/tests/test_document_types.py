"""Everything of every document type is called something in every language that it is described in: what a form draws
and a list shows, every word of a choice, every action and what it asks for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from book_keeper.usecases import accounts, companies, dimensions, posting_rules, voucher_templates
from businessm.metadata.v1.document_type_pb2 import DocumentType, Field
from m_desk.usecases import saved_views
from m_finance.usecases import journal_entries, trading_roles
from m_identity.usecases import roles, users
from m_kit.contributions.schema import Schema
from m_kit.metadata.describe import describe
from m_kit.metadata.layout import Layout, read_layouts
from m_masters.usecases import addresses, conversions, currencies, items, parties, uoms
from m_wms.usecases import putaway_rules
from stock_keeper.usecases import locations

FOLDERS = sorted((Path(__file__).parents[2]).glob("*/document_types"))
LAYOUTS = [(folder.parent.name, layout) for folder in FOLDERS for layout in read_layouts(folder).values()]

# What an update takes, of the document types whose owners say it by a set of names.
UPDATABLE: Mapping[str, Collection[str]] = {
    "account": accounts.UPDATABLE,
    "address": addresses.UPDATABLE,
    "company": companies.UPDATABLE,
    "currency": currencies.UPDATABLE,
    "customer": trading_roles.UPDATABLE,
    "dimension": dimensions.UPDATABLE,
    "item": items.UPDATABLE,
    "journal_entry": journal_entries.UPDATABLE,
    "location": locations.UPDATABLE,
    "party": parties.UPDATABLE,
    "posting_rule": posting_rules.UPDATABLE,
    "putaway_rule": putaway_rules.UPDATABLE,
    "role": roles.UPDATABLE,
    "saved_view": saved_views.UPDATABLE,
    "supplier": trading_roles.UPDATABLE,
    "uom": uoms.UPDATABLE,
    "uom_conversion": conversions.UPDATABLE,
    "user": users.UPDATABLE,
    "voucher_template": voucher_templates.UPDATABLE,
}

Named = tuple[str, str]
"""Where a label stands, and the label."""


def labels_of_fields(fields: Sequence[Field], where: str) -> Iterator[Named]:
    for field in fields:
        path = f"{where}.{field.key}"
        yield path, field.label
        yield from ((f"{path}={option.value}", option.label) for option in field.options)
        yield from labels_of_fields(field.fields, path)


def labels_of(described: DocumentType) -> Iterator[Named]:
    yield from (("one", described.label), ("many", described.plural_label))
    yield from ((f"section {one.key}", one.label) for one in described.sections)
    yield from ((f"state {one.value}", one.label) for one in described.states)
    yield from labels_of_fields(described.fields, "")
    for action in described.actions:
        yield f"action {action.key}", action.label
        yield from labels_of_fields(action.fields, f"action {action.key}")


def unsaid(context: str, layout: Layout, language: str) -> list[str]:
    """What is called in a language as in English, which is what stands where there is no label."""
    schema = Schema(layout.type, ())
    in_english = dict(labels_of(describe(context, layout, schema, "en")))
    return [
        where for where, label in labels_of(describe(context, layout, schema, language)) if label == in_english[where]
    ]


def test_there_are_document_types() -> None:
    assert {"m_desk", "m_finance", "m_masters", "m_wms"} <= {context for context, _ in LAYOUTS}


@pytest.mark.parametrize(
    ("context", "layout"), LAYOUTS, ids=[f"{context}.{layout.type}" for context, layout in LAYOUTS]
)
def test_everything_has_a_label_in_every_language(context: str, layout: Layout) -> None:
    assert {"en", "hi"} <= layout.labels.keys()
    assert {
        language: missing
        for language in layout.labels
        if language != "en" and (missing := unsaid(context, layout, language))
    } == {}


def test_a_label_that_is_missing_is_found() -> None:
    [layout] = [layout for _, layout in LAYOUTS if layout.type == "supplier"]
    assert "action archive" in unsaid("finance", layout, "de")
    assert not unsaid("finance", layout, "hi")


@pytest.mark.parametrize("document_type", UPDATABLE)
def test_a_form_offers_to_change_what_an_update_takes_and_nothing_else(document_type: str) -> None:
    [(context, layout)] = [one for one in LAYOUTS if one[1].type == document_type]
    described = describe(context, layout, Schema(layout.type, ()), "en")
    offered = {field.key for field in described.fields if not field.read_only and not field.set_once}
    assert offered <= set(UPDATABLE[document_type])


def test_no_document_moves_to_another_company() -> None:
    for context, layout in LAYOUTS:
        fields = {field.key: field for field in describe(context, layout, Schema(layout.type, ()), "en").fields}
        assert "company_id" not in fields or fields["company_id"].set_once
