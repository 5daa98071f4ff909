"""The contracts as Envoy's transcoder reads them: a FileDescriptorSet."""

from google.protobuf import descriptor_pb2
from google.protobuf.descriptor import FileDescriptor
from google.rpc import error_details_pb2, status_pb2

from m_gateway.envoy.contracts import services
from m_gateway.envoy.mesh import Mesh

# An error whose details it cannot name it would not tell at all.
_DETAILS = (status_pb2.DESCRIPTOR, error_details_pb2.DESCRIPTOR)


def descriptor_set(mesh: Mesh) -> bytes:
    """The files of every service and all that they import, those first; without comments.

    Raises KeyError for a service whose descriptor is not loaded.
    """
    found: dict[str, FileDescriptor] = {}
    for file in (*(mesh.pool.FindServiceByName(name).file for name in services(mesh)), *_DETAILS):
        _collect(file, found)
    image = descriptor_pb2.FileDescriptorSet()
    for file in found.values():
        file.CopyToProto(image.file.add())
    return image.SerializeToString(deterministic=True)


def _collect(file: FileDescriptor, found: dict[str, FileDescriptor]) -> None:
    if file.name not in found:
        for one in file.dependencies:
            _collect(one, found)
        found[file.name] = file
