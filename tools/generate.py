"""Generates `gen/` from `proto/`: `python -m tools.generate [--check]`.

Works offline: google's protos come from the googleapis-common-protos wheel, those of buf.validate from the
descriptors inside the protovalidate wheel. `--check` writes to a temporary folder and fails where the committed
files differ.
"""

import argparse
import filecmp
import shutil
import sys
import tempfile
from pathlib import Path

from google.api import annotations_pb2
from google.protobuf import any_pb2, descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2
from grpc_tools import protoc
from protovalidate._gen.buf.validate.validate_pb import desc

ROOT = Path(__file__).resolve().parent.parent
PROTO = ROOT / "proto"
PYTHON_OUT = ROOT / "gen" / "python"

VALIDATE_PB2 = '''"""buf.validate's messages, from the descriptor that the protovalidate wheel carries."""

from google.protobuf import descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2  # noqa: F401
from google.protobuf import descriptor_pool
from google.protobuf.internal import builder
from protovalidate._gen.buf.validate.validate_pb import desc

DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(desc().proto.to_binary())
builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, "buf.validate.validate_pb2", globals())
'''


def imported_descriptor_set() -> bytes:
    """buf/validate/validate.proto and google/protobuf's files as a serialized FileDescriptorSet."""
    files = descriptor_pb2.FileDescriptorSet()
    for module in (any_pb2, descriptor_pb2, duration_pb2, field_mask_pb2, timestamp_pb2):
        module.DESCRIPTOR.CopyToProto(files.file.add())
    files.file.add().ParseFromString(desc().proto.to_binary())
    return files.SerializeToString()


def proto_files() -> list[str]:
    """Our files, relative to `proto/`, sorted."""
    return sorted(str(path.relative_to(PROTO)) for path in PROTO.rglob("*.proto"))


def run_protoc(arguments: list[str]) -> None:
    """Runs protoc over our protos; raises SystemExit with its exit code where it fails."""
    googleapis = Path(annotations_pb2.__file__).parent.parent.parent
    with tempfile.NamedTemporaryFile(suffix=".binpb") as imported:
        imported.write(imported_descriptor_set())
        imported.flush()
        includes = [f"-I{PROTO}", f"-I{googleapis}", f"--descriptor_set_in={imported.name}"]
        code = protoc.main(["protoc", *includes, *arguments, *proto_files()])
    if code:
        raise SystemExit(code)


def build_image(path: Path) -> None:
    """Writes a descriptor set with source info and imports: what buf reads and `/docs` shows."""
    run_protoc([f"--descriptor_set_out={path}", "--include_imports", "--include_source_info"])


def generate_python(out: Path) -> None:
    """Writes messages, their stubs for type checkers, and gRPC stubs under `out`."""
    out.mkdir(parents=True, exist_ok=True)
    run_protoc([f"--python_out={out}", f"--pyi_out={out}", f"--grpc_python_out={out}"])
    for folder in {path.parent for path in out.rglob("*.py")}:
        while folder != out:
            (folder / "__init__.py").touch()
            folder = folder.parent
    validate = out / "buf" / "validate"
    validate.mkdir(parents=True)
    (validate.parent / "__init__.py").touch()
    (validate / "__init__.py").touch()
    (validate / "validate_pb2.py").write_text(VALIDATE_PB2)
    build_image(out / "businessm" / "descriptors.binpb")


def differences(left: Path, right: Path) -> list[str]:
    """Paths that are missing on one side or differ."""
    left_files = {p.relative_to(left) for p in left.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    right_files = {p.relative_to(right) for p in right.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    both = left_files & right_files
    changed = {p for p in both if not filecmp.cmp(left / p, right / p, shallow=False)}
    return sorted(str(p) for p in (left_files ^ right_files) | changed)


def main(arguments: list[str] | None = None) -> int:
    """Generates, or with --check compares; exit 1 on drift."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "python"
        generate_python(fresh)
        if options.check:
            drift = differences(fresh, PYTHON_OUT)
            for path in drift:
                print(f"gen/python/{path} differs from what proto/ gives: run `make generate`", file=sys.stderr)
            return 1 if drift else 0
        shutil.rmtree(PYTHON_OUT, ignore_errors=True)
        shutil.copytree(fresh, PYTHON_OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
