"""What an owner of document types that can be added to needs for that: for its module.py."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
from businessm.regional.v1 import augmentation_service_pb2_grpc

from m_kit.contributions.asking import Asking
from m_kit.contributions.core import core_fields
from m_kit.contributions.extended import Augmentable, ExtendedDocuments
from m_kit.contributions.registry import ContributionRegistry
from m_kit.contributions.servicer import AugmentationServicer
from m_kit.module import Background, Environment

# Every owner of document types that can be added to serves it.
AUGMENTED = "businessm.regional.v1.AugmentationService"

Servicers = list[tuple[Callable[[Any, grpc.aio.Server], None], Any]]


@dataclass(frozen=True)
class Augmented:
    """A context's registry, its document types by name, what is served of them, and what asks plugins for fields."""

    registry: ContributionRegistry
    types: Mapping[str, ExtendedDocuments]
    servicers: Servicers
    background: Sequence[Background]


def augmented(environment: Environment, types: Sequence[Augmentable]) -> Augmented:
    """For these document types."""
    cores = {one.name: core_fields(one.descriptor) for one in types}
    registry = ContributionRegistry(environment.name, cores, environment.failpoints)
    servicer = AugmentationServicer(environment.uow, registry, {one.name: one for one in types})
    return Augmented(
        registry,
        {one.name: ExtendedDocuments(registry, one.name) for one in types},
        [(augmentation_service_pb2_grpc.add_AugmentationServiceServicer_to_server, servicer)],
        [Background(f"{environment.name}: fields of plugins", Asking(environment).run)] if environment.plugins else [],
    )
