"""Certificates of a mesh: each process by its own name, signed by an authority that only this start has."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from business_m.certificates import Authority
from business_m.identity import Identity, server_name
from business_m.settings import TLS_VARIABLES, SettingInvalid, Settings


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


@pytest.mark.parametrize(("process", "name"), [("wms", "wms"), ("stock_keeper", "stock-keeper"), ("envoy", "envoy")])
def test_a_certificate_says_whose_it_is_and_fits_its_key(tmp_path: Path, process: str, name: str) -> None:
    made = Authority(tmp_path).identity(process)
    found = certificate(made.certificate)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [f"{name}.businessm.internal"] == [server_name(process)]
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    key = load_pem_private_key(made.key.read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert key.public_key() == found.public_key()
    found.verify_directly_issued_by(certificate(made.authority))


def test_another_start_s_authority_did_not_sign_it(tmp_path: Path) -> None:
    ours, others = Authority(tmp_path / "ours"), Authority(tmp_path / "others")
    with pytest.raises(InvalidSignature):
        certificate(ours.identity("wms").certificate).verify_directly_issued_by(certificate(others.path))


def test_replicas_share_a_name_and_nothing_else(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    one, other = authority.identity("wms"), authority.identity("wms", "wms-2")
    assert one.key.read_bytes() != other.key.read_bytes()
    assert certificate(one.certificate).subject == certificate(other.certificate).subject
    assert {path.name for path in tmp_path.iterdir()} == {
        "authority.pem",
        *(f"{name}.{part}.pem" for name in ("wms", "wms-2") for part in ("crt", "key")),
    }
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_process_is_told_its_files_by_variables(tmp_path: Path) -> None:
    made = Authority(tmp_path).identity("wms")
    assert tuple(made.variables()) == TLS_VARIABLES
    assert Settings.from_environment(made.variables()).tls == made
    assert Settings.from_environment({}).tls is None


@pytest.mark.parametrize("missing", TLS_VARIABLES)
def test_tls_by_halves_is_refused_by_name(tmp_path: Path, missing: str) -> None:
    variables = Authority(tmp_path).identity("wms").variables()
    with pytest.raises(SettingInvalid, match=f"{missing}: mutual TLS takes"):
        Settings.from_environment({name: value for name, value in variables.items() if name != missing})
    with pytest.raises(SettingInvalid, match=f"{missing}=/nowhere: there is no such file"):
        Settings.from_environment(variables | {missing: "/nowhere"})


async def test_files_that_hold_no_certificate_open_no_port(tmp_path: Path) -> None:
    import grpc

    from business_m.channels import add_port

    made = Authority(tmp_path).identity("wms")
    (tmp_path / "nonsense").write_text("nonsense")
    server = grpc.aio.server()
    with pytest.raises(SettingInvalid, match="M_TLS_CERTIFICATE="):
        add_port(server, "127.0.0.1:0", Identity(made.authority, tmp_path / "nonsense", made.key))
    assert add_port(server, "127.0.0.1:0", made) > 0
    await server.stop(None)
