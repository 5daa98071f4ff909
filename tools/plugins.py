"""protoc's plugins over our contracts, run without protoc: a request on stdin, files on stdout."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from google.protobuf import descriptor_pb2, message_factory
from google.protobuf.compiler import plugin_pb2
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.rpc import error_details_pb2

from tools.generate import build_image, differences
from tools.layout import ROOT

BESIDE = Path(sys.executable).parent
# A pool apart, which knows nobody's extensions: options of the contracts stay the bytes that protoc wrote, whatever
# else this process has imported, and so does what plugins make of them.
_POOL = DescriptorPool()
for _module in (descriptor_pb2, plugin_pb2):
    _POOL.AddSerializedFile(_module.DESCRIPTOR.serialized_pb)
_FileDescriptorSet = message_factory.GetMessageClass(_POOL.FindMessageTypeByName("google.protobuf.FileDescriptorSet"))
_Request = message_factory.GetMessageClass(_POOL.FindMessageTypeByName("google.protobuf.compiler.CodeGeneratorRequest"))


class PluginFailed(Exception):
    """A plugin refused our contracts, or is missing; the message holds what it said."""


def contracts() -> list[FileDescriptorProto]:
    """Our files and all they import, every file after what it imports, with comments; and last the details that
    refusals carry, which our files need not name."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.binpb"
        build_image(image)
        found: Any = _FileDescriptorSet.FromString(image.read_bytes())
    found.file.add().MergeFromString(error_details_pb2.DESCRIPTOR.serialized_pb)
    for file in found.file:
        file.source_code_info.SetInParent()  # plugins look into it without asking whether it is there
    return list(found.file)


def run_plugin(
    command: Sequence[str | Path], parameter: str, files: Sequence[FileDescriptorProto], wanted: Sequence[str]
) -> dict[str, str]:
    """Path to text of what a plugin makes of the files whose names are `wanted`. Raises PluginFailed."""
    request: Any = _Request(file_to_generate=wanted, parameter=parameter, proto_file=files)
    environment = {**os.environ, "PATH": f"{BESIDE}{os.pathsep}{os.environ.get('PATH', '')}"}
    try:
        done = subprocess.run(command, input=request.SerializeToString(), capture_output=True, env=environment)
    except FileNotFoundError as missing:
        raise PluginFailed(f"{command[0]} is missing") from missing
    if done.returncode:
        raise PluginFailed(done.stderr.decode(errors="replace"))
    response = plugin_pb2.CodeGeneratorResponse.FromString(done.stdout)
    if response.error:
        raise PluginFailed(response.error)
    return {file.name: file.content for file in response.file}


def keep(out: Path, files: Mapping[str, str], *, is_check: bool) -> int:
    """Makes `out` hold these files and no others, or only says how it differs; exit 1 where it does."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / out.name
        for name, text in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if is_check:
            drift = differences(fresh, out)
            for path_of_drift in drift:
                print(f"{_shown(out)}/{path_of_drift} differs: run `make generate`", file=sys.stderr)
            return 1 if drift else 0
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(fresh, out)
    return 0


def _shown(out: Path) -> Path:
    return out.relative_to(ROOT) if out.is_relative_to(ROOT) else out
