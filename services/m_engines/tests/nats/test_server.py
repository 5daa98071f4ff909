"""The embedded NATS server: what it acknowledged outlives kill -9, it dies with its parent, it knows whom to let in."""

import asyncio
import datetime
import ipaddress
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from m_engines.nats.address import NatsAddress
from m_engines.nats.configuration import ServerCertificate
from m_engines.nats.connection import NatsAway, NatsConnection
from m_engines.nats.errors import NatsUrlInvalid
from m_engines.nats.server import EmbeddedNats
from m_engines.postgresql.errors import AlreadyRunning, EngineStartFailed
from m_engines.tests.nats.conftest import ANYTHING
from m_engines.tests.processes import Child, ends_within


def test_what_was_acknowledged_outlives_a_kill_and_the_port_stays(nats_folder: Path) -> None:
    server = EmbeddedNats(nats_folder, [ANYTHING])
    first = server.start()
    asyncio.run(publish(as_anybody(first), "kept"))
    os.kill(server.pid, signal.SIGKILL)
    assert ends_within(server.pid, 5)
    assert not server.is_running
    assert server.start() == first
    assert asyncio.run(last_kept(as_anybody(first))) == b"kept"
    server.stop()
    assert ends_within(server.pid, 0)


def test_a_second_server_on_the_same_data_says_who_has_them(nats_folder: Path) -> None:
    server = EmbeddedNats(nats_folder, [ANYTHING])
    server.start()
    with pytest.raises(AlreadyRunning) as caught:
        EmbeddedNats(nats_folder, [ANYTHING]).start()
    assert caught.value.pid == os.getpid()
    server.stop()


def test_a_port_that_is_taken_is_said_with_the_servers_own_words(nats_folder: Path) -> None:
    server = EmbeddedNats(nats_folder, [ANYTHING])
    port = server.start().port
    other = Path(tempfile.mkdtemp(prefix="business-m-nats-", dir="/var/tmp"))
    with pytest.raises(EngineStartFailed, match="address already in use"):
        EmbeddedNats(other, [ANYTHING], port=port).start()
    server.stop()
    shutil.rmtree(other)


def test_it_ends_with_its_parent(nats_folder: Path) -> None:
    def supervise(say: Callable[[str], None]) -> None:
        server = EmbeddedNats(nats_folder, [ANYTHING])
        server.start()
        say(str(server.pid))

    supervisor = Child(supervise)
    assert supervisor.said, supervisor.rest
    supervisor.end(signal.SIGKILL)
    assert ends_within(int(supervisor.said), 5)


def test_a_wrong_password_is_refused(nats_address: NatsAddress) -> None:
    connection = NatsConnection(nats_address.of_user(ANYTHING.name, "guessed"))
    with pytest.raises(NatsAway, match="Authorization Violation"):
        asyncio.run(connection.client())


def test_over_tls_only_whoever_trusts_the_authority_speaks(nats_folder: Path) -> None:
    certificate = certificate_in(nats_folder)
    server = EmbeddedNats(nats_folder, [ANYTHING], tls=certificate)
    address = as_anybody(server.start())
    assert NatsAddress.parse(address.url()) == address
    asyncio.run(publish(address, "kept"))
    strange = NatsAddress.parse(address.url().replace("tls://", "nats://"))
    with pytest.raises(NatsAway):
        asyncio.run(NatsConnection(strange).client())
    server.stop()


@pytest.mark.parametrize("url", ["grpc://127.0.0.1:1", "nats:///x", "nats://h:port", "nats://[h"])
def test_a_url_that_names_no_server_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(NatsUrlInvalid) as caught:
        NatsAddress.parse(url)
    assert url not in str(caught.value)


def test_a_url_is_written_as_it_is_read() -> None:
    url = "tls://wms:a%2Fb%40c@[::1]:4333?ca=/keys/ca.pem&name=nats.internal"
    assert NatsAddress.parse(url).password == "a/b@c"
    assert NatsAddress.parse(url).url() == url


def as_anybody(address: NatsAddress) -> NatsAddress:
    return address.of_user(ANYTHING.name, ANYTHING.password)


async def publish(address: NatsAddress, text: str) -> None:
    connection = NatsConnection(address)
    stream = (await connection.client()).jetstream()
    await stream.add_stream(name="KEPT", subjects=["kept"])
    await stream.publish("kept", text.encode())
    await connection.close()


async def last_kept(address: NatsAddress) -> bytes:
    connection = NatsConnection(address)
    found = await (await connection.client()).jetstream().get_last_msg("KEPT", "kept")
    await connection.close()
    return found.data or b""


def certificate_in(folder: Path) -> ServerCertificate:
    """One that signed itself, for the loopback."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "business-m test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "server.pem", folder / "server.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return ServerCertificate(certificate, private, certificate)
