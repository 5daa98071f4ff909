"""protoc's plugins over our contracts, run without protoc: a request on stdin, files on stdout."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from google.protobuf.compiler.plugin_pb2 import CodeGeneratorRequest, CodeGeneratorResponse
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.rpc import error_details_pb2

from tools.generate import build_image

BESIDE = Path(sys.executable).parent


class PluginFailed(Exception):
    """A plugin refused our contracts, or is missing; the message holds what it said."""


def contracts() -> list[FileDescriptorProto]:
    """Our files and all they import, every file after what it imports, with comments; and last the details that
    refusals carry, which our files need not name."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "image.binpb"
        build_image(image)
        files = list(FileDescriptorSet.FromString(image.read_bytes()).file)
    details = FileDescriptorProto()
    error_details_pb2.DESCRIPTOR.CopyToProto(details)
    files.append(details)
    for file in files:
        file.source_code_info.SetInParent()  # plugins look into it without asking whether it is there
    return files


def run_plugin(
    command: Sequence[str | Path], parameter: str, files: Sequence[FileDescriptorProto], wanted: Sequence[str]
) -> dict[str, str]:
    """Path to text of what a plugin makes of the files whose names are `wanted`. Raises PluginFailed."""
    request = CodeGeneratorRequest(file_to_generate=wanted, parameter=parameter, proto_file=files)
    environment = {**os.environ, "PATH": f"{BESIDE}{os.pathsep}{os.environ.get('PATH', '')}"}
    try:
        done = subprocess.run(command, input=request.SerializeToString(), capture_output=True, env=environment)
    except FileNotFoundError as missing:
        raise PluginFailed(f"{command[0]} is missing") from missing
    if done.returncode:
        raise PluginFailed(done.stderr.decode(errors="replace"))
    response = CodeGeneratorResponse.FromString(done.stdout)
    if response.error:
        raise PluginFailed(response.error)
    return {file.name: file.content for file in response.file}


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Writes each below the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
