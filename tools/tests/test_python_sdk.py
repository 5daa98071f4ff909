"""The Python SDK's clients, as made from descriptors."""

import shutil
from pathlib import Path

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorProto

from tools import python_sdk
from tools.plugins import PluginFailed


def contract(**method: object) -> FileDescriptorProto:
    """A file with one service of one method."""
    file = FileDescriptorProto(name="shop/v1/till.proto", package="shop.v1")
    rpc = {"name": "RingUpSale", "input_type": ".shop.v1.RingUpSaleRequest", "output_type": ".shop.v1.Sale", **method}
    file.service.add(name="TillService").method.add(**rpc)
    file.source_code_info.location.add(path=[6, 0], leading_comments=' The "till".\n')
    file.source_code_info.location.add(path=[6, 0, 2, 0], leading_comments=' Rings up.\n Reasons: "NONE"\n')
    return file


def test_a_client_says_what_the_contract_says_and_is_python() -> None:
    text = python_sdk.clients("shop.v1", [contract()])
    compile(text, "clients.py", "exec")
    assert "class TillServiceClient:\n" in text
    assert "self.ring_up_sale: Unary[RingUpSaleRequest, Sale] = channel.unary_unary(\n" in text
    assert '"/shop.v1.TillService/RingUpSale",' in text
    assert 'Reasons: "NONE"' in text


def test_a_stream_of_responses_is_called_as_one() -> None:
    text = python_sdk.clients("shop.v1", [contract(server_streaming=True)])
    assert "self.ring_up_sale: Streaming[RingUpSaleRequest, Sale] = channel.unary_stream(\n" in text


@pytest.mark.parametrize("method", [{"client_streaming": True}, {"input_type": ".google.protobuf.Empty"}])
def test_what_no_client_can_be_made_for_is_refused(method: dict[str, object]) -> None:
    with pytest.raises(PluginFailed, match="RingUpSale"):
        python_sdk.clients("shop.v1", [contract(**method)])


def test_drift_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "gen" / "businessm_sdk"
    shutil.copytree(python_sdk.OUT, copy)
    monkeypatch.setattr(python_sdk, "OUT", copy)
    assert python_sdk.main(["--check"]) == 0
    (copy / "calls.py").write_text("")
    (copy / "py.typed").unlink()
    assert python_sdk.main(["--check"]) == 1
    assert "gen/businessm_sdk/calls.py" in (told := capsys.readouterr().err)
    assert "gen/businessm_sdk/py.typed" in told
