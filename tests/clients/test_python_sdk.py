"""The Python SDK: it reads what servers write and the other way round, and needs nothing of the server."""

import importlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from m_kit.contracts import all_methods

from tests.clients.clean_python import clean_python
from tests.support.books import Books, opened, request_id
from tests.support.whole import Whole
from tools.layout import ROOT

SDK = ROOT / "gen" / "python_sdk"
POST_VOUCHER = Path(__file__).with_name("post_voucher.py")
DEEPEST = 3
SAMPLES: dict[int, list[Any]] = {
    FieldDescriptor.CPPTYPE_STRING: ["₹ 1.50", "-0.000000001"],
    FieldDescriptor.CPPTYPE_BOOL: [True, False],
    FieldDescriptor.CPPTYPE_INT32: [-1, 2**31 - 1],
    FieldDescriptor.CPPTYPE_INT64: [-(2**63), 2**63 - 1],
    FieldDescriptor.CPPTYPE_UINT32: [1, 2**32 - 1],
    FieldDescriptor.CPPTYPE_UINT64: [1, 2**64 - 1],
    FieldDescriptor.CPPTYPE_DOUBLE: [0.1, -2.5],
    FieldDescriptor.CPPTYPE_FLOAT: [0.5, -2.5],
}


def messages() -> dict[str, Descriptor]:
    """Every message that a client sends or gets, and those within them, by full name."""
    found: dict[str, Descriptor] = {}

    def gather(message: Descriptor) -> None:
        if message.full_name in found or not message.full_name.startswith("businessm."):
            return
        found[message.full_name] = message
        for field in message.fields:
            if field.message_type and not field.message_type.GetOptions().map_entry:
                gather(field.message_type)

    for path in (method.path for method in all_methods().values()):
        method = descriptor_pool.Default().FindMethodByName(path.lstrip("/").replace("/", "."))
        gather(method.input_type)
        gather(method.output_type)
    return found


MESSAGES = messages()


def dataclass_of(message: Descriptor) -> Any:
    """The SDK's class for a message; those within another bear both names."""
    module = importlib.import_module(f"businessm_sdk.{message.file.package}")
    return getattr(module, message.full_name.removeprefix(f"{message.file.package}.").replace(".", ""))


def sample(field: FieldDescriptor, variant: int, depth: int) -> Any:
    """A value for one field, never its default at variant 0."""
    if field.message_type:
        return filled(field.message_type, variant, depth + 1)
    if field.enum_type:
        values = field.enum_type.values
        return values[min(1 + variant, len(values) - 1)].number
    if field.type == FieldDescriptor.TYPE_BYTES:
        return b"\x00\xff"
    return SAMPLES[field.cpp_type][variant]


def filled(descriptor: Descriptor, variant: int, depth: int = 0) -> Message:
    """A message with all its fields set, of a oneof the first or the last."""
    made = message_factory.GetMessageClass(descriptor)()
    if descriptor.full_name == "google.protobuf.Timestamp":
        made.FromJsonString(("2026-02-28T23:59:59.123456Z", "1970-01-01T00:00:01Z")[variant])  # type: ignore[attr-defined]
        return made
    for field in chosen(descriptor, variant):
        if field.message_type and depth >= DEEPEST:
            continue
        if field.message_type and field.message_type.GetOptions().map_entry:
            entries, value = getattr(made, field.name), field.message_type.fields_by_name["value"]
            if value.message_type:
                entries["key"].CopyFrom(sample(value, variant, depth))
            else:
                entries["key"] = sample(value, variant, depth)
        elif field.is_repeated:
            getattr(made, field.name).extend([sample(field, one, depth) for one in (0, variant)])
        elif field.message_type:
            getattr(made, field.name).CopyFrom(sample(field, variant, depth))
        else:
            setattr(made, field.name, sample(field, variant, depth))
    return made


def chosen(descriptor: Descriptor, variant: int) -> Iterator[FieldDescriptor]:
    """All fields but those that another of their oneof excludes."""
    for field in descriptor.fields:
        group = field.containing_oneof
        if group is None or field == group.fields[-1 if variant else 0]:
            yield field


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_what_one_writes_the_other_reads(name: str, variant: int) -> None:
    ours = filled(MESSAGES[name], variant)
    theirs = dataclass_of(MESSAGES[name]).parse(ours.SerializeToString())
    back = type(ours).FromString(bytes(theirs))
    assert back == ours
    assert not theirs._unknown_fields, "the SDK left out what it does not know"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the SDK and what it depends on, and nothing else."""
    return clean_python(SDK, tmp_path_factory.mktemp("python_sdk"))


@pytest.mark.parametrize("topology", ["server", "mesh"])
def test_the_sdk_posts_a_voucher_from_an_environment_of_its_own(
    topology: str, python: Path, request: pytest.FixtureRequest
) -> None:
    """At the native port of one process, and through Envoy."""
    system: Whole = request.getfixturevalue(topology)
    with system.rest() as rest:
        post_from_outside(python, system, opened(rest))


def post_from_outside(python: Path, system: Whole, books: Books) -> None:
    order = {
        "target": system.grpc_target,
        "token": system.admin_token,
        "company_id": books.id,
        "request_ids": [request_id(), request_id()],
    }
    done = subprocess.run([python, POST_VOUCHER], input=json.dumps(order), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["foreign_modules"] == []
    assert told["replayed_id"] == told["id"]
    assert (told["refused_code"], told["refused_reason"]) == ("INVALID_ARGUMENT", "VOUCHER_UNBALANCED")
    posted = books.rest.get(f"/v1/ledger/vouchers/{told['id']}").ok()["voucher"]
    assert (posted["number"], posted["state"]) == (told["number"], "POSTED")
    assert {code: str(balance) for (code, _), balance in books.balances().items()} == {"Cash": "1.50", "Sales": "-1.50"}
