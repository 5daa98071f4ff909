"""What a context needs to describe its document types: for its module.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from businessm.metadata.v1 import document_type_service_pb2_grpc

from m_kit.contributions.registry import ContributionRegistry
from m_kit.contributions.schema import Schema
from m_kit.metadata.describe import describe
from m_kit.metadata.layout import LayoutInvalid, read_layouts
from m_kit.metadata.servicer import DocumentTypes, DocumentTypeServicer
from m_kit.module import Environment
from m_kit.sorting import Sorting

# Every owner of document types serves it.
DESCRIBED = "businessm.metadata.v1.DocumentTypeService"

Servicers = list[tuple[Callable[[Any, grpc.aio.Server], None], Any]]


@dataclass(frozen=True)
class Described:
    """A context's document types, and what is served of them."""

    types: DocumentTypes
    servicers: Servicers


def described(
    environment: Environment,
    folder: Path,
    sortings: Mapping[str, Sorting] | None = None,
    registry: ContributionRegistry | None = None,
) -> Described:
    """By the layouts in `folder`, and what the lists of document types can be ordered by.

    Raises LayoutInvalid: a context whose layouts are wrong does not start.
    """
    layouts, sortings = read_layouts(folder), sortings or {}
    if unknown := sortings.keys() - layouts.keys():
        raise LayoutInvalid(f"there is no layout of {min(unknown)!r}, whose list has an order")
    for layout in layouts.values():
        sort_columns = sortings[layout.type].fields if layout.type in sortings else ()
        describe(environment.name, layout, Schema(layout.type), "en", sort_columns)
    types = DocumentTypes(environment.name, layouts, sortings, registry)
    servicer = DocumentTypeServicer(environment.uow, types)
    return Described(types, [(document_type_service_pb2_grpc.add_DocumentTypeServiceServicer_to_server, servicer)])
