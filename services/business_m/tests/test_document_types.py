"""Everything of every document type is called something in every language that it is described in: what a form draws
and a list shows, every word of a choice, every action and what it asks for."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from businessm.metadata.v1.document_type_pb2 import DocumentType, Field
from m_kit.contributions.schema import Schema
from m_kit.metadata.describe import describe
from m_kit.metadata.layout import Layout, read_layouts

FOLDERS = sorted((Path(__file__).parents[2]).glob("*/document_types"))
LAYOUTS = [(folder.parent.name, layout) for folder in FOLDERS for layout in read_layouts(folder).values()]

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
