"""Every document type that a context owns is described, in both languages, and leads where there is something."""

import pytest
from business_m.catalog import all_modules, module_of
from m_kit.contributions.schema import Schema
from m_kit.metadata import DESCRIBED
from m_kit.metadata.describe import describe
from m_kit.metadata.layout import Layout, read_layouts

CONTEXTS = [module.name for module in all_modules() if DESCRIBED in module.shared_services]


def layouts(context: str) -> dict[str, Layout]:
    """Of a context, by type."""
    return read_layouts(module_of(context).migrations.parent.parent / "document_types")


KNOWN = {f"{context}.{name}" for context in CONTEXTS for name in layouts(context)}


def test_all_owners_describe_their_documents() -> None:
    assert set(CONTEXTS) == {"identity", "masters", "book_keeper", "stock_keeper", "finance", "wms", "desk"}
    assert len(KNOWN) >= 32


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_it_is_described_in_english_and_hindi(name: str) -> None:
    context, _, document_type = name.partition(".")
    layout = layouts(context)[document_type]
    english, hindi = (describe(context, layout, Schema(document_type), code) for code in ("en", "hi"))
    assert english.label != hindi.label
    assert english.version != hindi.version
    assert english.title_field in {field.key for field in english.fields}
    assert all(action.permission.startswith(service_of(context)) for action in english.actions)
    # What an action asks for has words of its own in Hindi too.
    asked = [
        (one, other)
        for a, b in zip(english.actions, hindi.actions, strict=True)
        for one, other in zip(a.fields, b.fields, strict=True)
    ]
    assert all(one.label != other.label for one, other in asked)
    assert all(one.link_document_type in {"", *KNOWN} for one, _ in asked)
    links = [field.link_document_type for field in english.fields]
    links += [inner.link_document_type for field in english.fields for inner in field.fields]
    unknown = {link for link in links if link and link not in KNOWN}
    assert not unknown


def service_of(context: str) -> str:
    return {"book_keeper": "ledger.", "stock_keeper": "stock."}.get(context, f"{context}.")
