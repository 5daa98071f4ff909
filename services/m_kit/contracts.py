"""What the contracts say of each rpc: permission, immutability, idempotency."""

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass

import businessm
from businessm.options.v1 import options_pb2
from google.protobuf import descriptor_pool
from google.protobuf.descriptor import MethodDescriptor

# Services of other packages that a context serves too; none of them shows business data.
FOREIGN_PERMISSIONS = {
    "grpc.health.v1.Health": "public",
    "grpc.reflection.v1alpha.ServerReflection": "public",
    "grpc.reflection.v1.ServerReflection": "public",
}
NO_SIDE_EFFECTS = 1


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
    _load_contracts()
    pool = descriptor_pool.Default()
    methods: dict[str, Method] = {}
    for service in services:
        for descriptor in pool.FindServiceByName(service).methods:
            method = _method(service, descriptor)
            methods[method.path] = method
    return methods


def _load_contracts() -> None:
    """Stubs import the messages they carry; a service whose messages stand in other files is loaded here."""
    for module in pkgutil.walk_packages(businessm.__path__, "businessm."):
        if module.name.endswith("_service_pb2"):
            importlib.import_module(module.name)


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
    )
