"""Certificates of a mesh on one machine: an authority of its own, and a certificate for each process, all made at every
start and good for nobody else. Whoever runs the mesh in containers brings certificates of his own."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from m_kit import clock

from business_m.identity import Identity, server_name

LIFETIME_DAYS = 397
_BACKDATED_MINUTES = 5


class Authority:
    """Signs for processes. Its key is never written down: what is to join later is known only after a new start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Business M mesh")])
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / "authority.pem"
        _write(self.path, _pem(self._signed(self._name, self._key.public_key(), _authority_extensions())))

    def identity(self, process: str, file_name: str = "") -> Identity:
        """A new key and certificate for a process; of replicas, which share a name, each has files of its own."""
        folder, file_name = self._folder, file_name or process
        key = ec.generate_private_key(ec.SECP256R1())
        name = server_name(process)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = Identity(self.path, folder / f"{file_name}.crt.pem", folder / f"{file_name}.key.pem")
        _write(made.key, key.private_bytes(*_PKCS8))
        _write(made.certificate, _pem(self._signed(subject, key.public_key(), _process_extensions(name))))
        return made

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        extensions: Iterable[tuple[x509.ExtensionType, bool]],
    ) -> x509.Certificate:
        now = datetime.datetime.fromtimestamp(clock.epoch_seconds(), datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(minutes=_BACKDATED_MINUTES))
            .not_valid_after(now + datetime.timedelta(days=LIFETIME_DAYS))
        )
        for extension, is_critical in extensions:
            builder = builder.add_extension(extension, critical=is_critical)
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        return builder.add_extension(ours, critical=False).sign(self._key, hashes.SHA256())


_PKCS8 = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _authority_extensions() -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(ca=True, path_length=0), True), (_usage(signs_certificates=True), True)]


def _process_extensions(name: str) -> list[tuple[x509.ExtensionType, bool]]:
    """Every process serves and calls."""
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs_certificates=False), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), False),
        (x509.SubjectAlternativeName([x509.DNSName(name)]), False),
    ]


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes) -> None:
    """Replaces the file at once, for its owner alone."""
    partial = path.with_name(f".{path.name}.partial")
    partial.touch(mode=0o600)
    partial.write_bytes(content)
    partial.replace(path)
