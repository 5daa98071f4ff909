"""Saved views: their owner changes them, others see what is shared."""

from typing import Any

import pytest
from businessm.desk.v1 import saved_view_service_pb2 as pb
from businessm.desk.v1.saved_view_pb2 import SavedView, ViewColumn, ViewFilter, ViewSort
from google.protobuf.field_mask_pb2 import FieldMask
from m_kit.ids import new_id
from m_kit.testing import Metadata, refusal_of

SUPPLIERS = "finance.supplier"


async def kept(views: Any, who: Metadata, name: str = "Mine", **fields: Any) -> SavedView:
    view = SavedView(document_type=fields.pop("document_type", SUPPLIERS), name=name, **fields)
    request = pb.CreateSavedViewRequest(request_id=str(new_id()), saved_view=view)
    made: SavedView = (await views.CreateSavedView(request, metadata=who)).saved_view
    return made


def updated(views: Any, who: Metadata, view: SavedView, *paths: str) -> Any:
    request = pb.UpdateSavedViewRequest(request_id=str(new_id()), saved_view=view, update_mask=FieldMask(paths=paths))
    return views.UpdateSavedView(request, metadata=who)


def deleted(views: Any, who: Metadata, view: SavedView) -> Any:
    request = pb.DeleteSavedViewRequest(request_id=str(new_id()), id=view.id, etag=view.etag)
    return views.DeleteSavedView(request, metadata=who)


async def names(views: Any, who: Metadata, **asked: Any) -> list[str]:
    answer = await views.ListSavedViews(pb.ListSavedViewsRequest(**asked), metadata=who)
    return [view.name for view in answer.saved_views]


async def test_a_view_is_kept_whole(views: Any, asha: Metadata) -> None:
    made = await kept(
        views,
        asha,
        filters=[ViewFilter(field="xx_code", operator=ViewFilter.IN, values=["a", "b"])],
        sorts=[ViewSort(field="name", descending=True), ViewSort(field="id")],
        columns=[ViewColumn(field="name", width_pixels=240), ViewColumn(field="xx_code")],
    )
    found = (await views.GetSavedView(pb.GetSavedViewRequest(id=made.id), metadata=asha)).saved_view
    assert found == made
    assert (found.owner, found.visibility) == ("asha", SavedView.PRIVATE)
    assert [sort.descending for sort in found.sorts] == [True, False]
    assert [column.width_pixels for column in found.columns] == [240, 0]


async def test_a_private_view_is_nobody_elses(views: Any, asha: Metadata, ravi: Metadata) -> None:
    mine = await kept(views, asha)
    assert await names(views, ravi) == []
    get = views.GetSavedView(pb.GetSavedViewRequest(id=mine.id), metadata=ravi)
    for refused in (get, updated(views, ravi, mine, "name"), deleted(views, ravi, mine)):
        assert (await refusal_of(refused)).reason == "RESOURCE_NOT_FOUND"


async def test_a_shared_view_is_seen_by_all_of_the_tenant_and_changed_by_its_owner_alone(
    views: Any, asha: Metadata, ravi: Metadata, stranger: Metadata
) -> None:
    shared = await kept(views, asha, "Ours", visibility=SavedView.SHARED)
    await kept(views, ravi, "His")
    assert await names(views, ravi) == ["His", "Ours"]
    assert await names(views, stranger) == []
    for refused in (updated(views, ravi, shared, "name"), deleted(views, ravi, shared)):
        assert (await refusal_of(refused)).reason == "PERMISSION_MISSING"
    shared.visibility = SavedView.PRIVATE
    await updated(views, asha, shared, "visibility")
    assert await names(views, ravi) == ["His"]


async def test_a_name_is_its_owners_once_for_a_document_type(views: Any, asha: Metadata, ravi: Metadata) -> None:
    await kept(views, asha)
    await kept(views, ravi)
    await kept(views, asha, document_type="finance.customer")
    other = await kept(views, asha, "Other")
    refused = await refusal_of(kept(views, asha))
    assert (refused.reason, refused.fields) == ("DUPLICATE_RESOURCE", ("saved_view.name",))
    other.name = "Mine"
    assert (await refusal_of(updated(views, asha, other, "name"))).reason == "DUPLICATE_RESOURCE"
    assert await names(views, asha, document_type="finance.customer") == ["Mine"]


async def test_a_view_that_changed_meanwhile_is_not_overwritten_nor_deleted(views: Any, asha: Metadata) -> None:
    first = await kept(views, asha)
    changed = SavedView()
    changed.CopyFrom(first)
    changed.sorts.add(field="name")
    second = (await updated(views, asha, changed, "sorts")).saved_view
    assert second.etag != first.etag
    for refused in (updated(views, asha, changed, "sorts"), deleted(views, asha, first)):
        assert (await refusal_of(refused)).reason == "ETAG_MISMATCH"
    await deleted(views, asha, second)
    assert await names(views, asha) == []


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ([ViewFilter(field="a", operator=ViewFilter.EQUALS)], "saved_view.filters[0].values"),
        (
            [
                ViewFilter(field="a", operator=ViewFilter.IS_SET),
                ViewFilter(field="a", operator=ViewFilter.IS_EMPTY, values=["x"]),
            ],
            "saved_view.filters[1].values",
        ),
        ([ViewFilter(field="a", operator=ViewFilter.LESS, values=["1", "2"])], "saved_view.filters[0].values"),
        ([ViewFilter(field="a", operator=ViewFilter.IN)], "saved_view.filters[0].values"),
        ([ViewFilter(operator=ViewFilter.IS_SET)], "saved_view.filters[0].field"),
        ([ViewFilter(field="a")], "saved_view.filters[0].operator"),
    ],
)
async def test_a_filter_that_means_nothing_is_refused_on_its_field(
    views: Any, asha: Metadata, filters: list[ViewFilter], field: str
) -> None:
    assert (await refusal_of(kept(views, asha, filters=filters))).fields == (field,)
    made = await kept(views, asha)
    made.filters.extend(filters)
    assert (await refusal_of(updated(views, asha, made, "filters"))).fields == (field,)


@pytest.mark.parametrize("document_type", ["supplier", "Finance.supplier", "finance.supplier.x", ""])
async def test_a_document_type_is_context_and_type(views: Any, asha: Metadata, document_type: str) -> None:
    assert (await refusal_of(kept(views, asha, document_type=document_type))).fields == ("saved_view.document_type",)


async def test_owner_and_document_type_never_change(views: Any, asha: Metadata) -> None:
    made = await kept(views, asha)
    for path in ("owner", "document_type"):
        assert (await refusal_of(updated(views, asha, made, path))).fields == ("update_mask",)


async def test_views_come_in_pages(views: Any, asha: Metadata) -> None:
    for name in ("c", "a", "b"):
        await kept(views, asha, name)
    first = await views.ListSavedViews(pb.ListSavedViewsRequest(page_size=2), metadata=asha)
    rest = pb.ListSavedViewsRequest(page_size=2, page_token=first.next_page_token)
    second = await views.ListSavedViews(rest, metadata=asha)
    assert [view.name for view in [*first.saved_views, *second.saved_views]] == ["a", "b", "c"]
    assert not second.next_page_token


async def test_a_repeated_delete_is_a_replay(views: Any, asha: Metadata) -> None:
    made = await kept(views, asha)
    request = pb.DeleteSavedViewRequest(request_id=str(new_id()), id=made.id, etag=made.etag)
    await views.DeleteSavedView(request, metadata=asha)
    await views.DeleteSavedView(request, metadata=asha)
