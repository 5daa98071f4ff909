"""What the contracts say of each rpc: permission, immutability, idempotency."""

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import businessm
from businessm.options.v1 import options_pb2
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import FileDescriptor, MethodDescriptor

# Services of other packages that a context serves too; none of them shows business data.
FOREIGN_PERMISSIONS = {
    "grpc.health.v1.Health": "public",
    "grpc.reflection.v1alpha.ServerReflection": "public",
    "grpc.reflection.v1.ServerReflection": "public",
}
NO_SIDE_EFFECTS, IDEMPOTENT = 1, 2


class PermissionOptionMissing(Exception):
    """An rpc has no permission option: the server must not start."""


@dataclass(frozen=True, slots=True)
class Method:
    """One rpc as its contract describes it. `path` is "/package.Service/Name"."""

    path: str
    permission: str
    immutable: bool
    reads_only: bool
    takes_request_id: bool
    idempotent: bool

    @property
    def may_be_repeated(self) -> bool:
        """Sent twice it does what it does once."""
        return self.reads_only or self.idempotent or self.takes_request_id

    @property
    def is_public(self) -> bool:
        """Open without a token."""
        return self.permission == "public"

    @property
    def is_internal(self) -> bool:
        """Open to other contexts only."""
        return self.permission.endswith(".internal")


def methods_of(services: Iterable[str]) -> dict[str, Method]:
    """Every rpc of the services by path. Raises PermissionOptionMissing, naming the rpc, for one without permission."""
    load_contracts()
    pool = descriptor_pool.Default()
    methods: dict[str, Method] = {}
    for service in services:
        for descriptor in pool.FindServiceByName(service).methods:
            method = _method(service, descriptor)
            methods[method.path] = method
    return methods


def all_methods() -> dict[str, Method]:
    """Every rpc of the contracts by path, whoever serves it. Raises PermissionOptionMissing."""
    services = (service for file in load_contracts() for service in file.services_by_name.values())
    return methods_of(service.full_name for service in services)


@cache
def load_contracts() -> list[FileDescriptor]:
    """Every file with a service. Stubs import the messages they carry; a service whose messages stand in other files is
    loaded here."""
    return [
        importlib.import_module(module.name).DESCRIPTOR
        for module in pkgutil.walk_packages(businessm.__path__, "businessm.")
        if module.name.endswith("_service_pb2")
    ]


def _method(service: str, descriptor: MethodDescriptor) -> Method:
    options = descriptor.GetOptions()
    permission = FOREIGN_PERMISSIONS.get(service) or options.Extensions[options_pb2.permission]  # type: ignore[index]
    if not permission:
        raise PermissionOptionMissing(f"{service}.{descriptor.name} has no businessm.options.v1.permission")
    return Method(
        path=f"/{service}/{descriptor.name}",
        permission=permission,
        immutable=options.Extensions[options_pb2.immutable],  # type: ignore[index]
        reads_only=options.idempotency_level == NO_SIDE_EFFECTS,
        takes_request_id="request_id" in descriptor.input_type.fields_by_name,
        idempotent=options.idempotency_level == IDEMPOTENT,
    )
