"""Where a cluster is, as TIGERBEETLE_ADDRESS has it."""

import pytest

pytest.importorskip("tigerbeetle", reason="the extra `tigerbeetle` is not installed")

from m_engines.ledger.tigerbeetle import AddressMalformed, TigerBeetleAddress


@pytest.mark.parametrize(
    ("text", "cluster", "replicas"),
    [
        ("3000", 0, ("3000",)),
        ("127.0.0.1:3000", 0, ("127.0.0.1:3000",)),
        ("7@a:1, b:2", 7, ("a:1", "b:2")),
        (f"{(1 << 128) - 1}@10.0.0.1:3000", (1 << 128) - 1, ("10.0.0.1:3000",)),
    ],
)
def test_an_address_names_cluster_and_replicas(text: str, cluster: int, replicas: tuple[str, ...]) -> None:
    assert TigerBeetleAddress.parse(text) == TigerBeetleAddress(cluster, replicas)


@pytest.mark.parametrize(
    "text", ["", "a", "x@127.0.0.1:3000", "1@", "127.0.0.1:0", "127.0.0.1:65536", ":1", "1,", "1," * 6 + "1"]
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(AddressMalformed, match=r"replicas|number"):
        TigerBeetleAddress.parse(text)


def test_it_is_written_as_it_is_read() -> None:
    assert str(TigerBeetleAddress.parse("7@a:1,b:2")) == "7@a:1,b:2"
