"""Envoy's configuration as an example to read: `python -m tools.envoy [--check]`.

Writes `gen/envoy/envoy.json` for two replicas of wms and one of every other context, by names as in containers.
`--check` fails where the committed file differs, and has Envoy itself judge the same configuration where the extra
`mesh` is installed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from business_m.catalog import NAMES
from business_m.certificates import Authority
from business_m.edge import mesh_of
from business_m.identity import DOMAIN, ENVOY, Identity
from m_engines.envoy.errors import EnvoyUnavailable
from m_engines.envoy.installation import program
from m_gateway.envoy import Address, Certificates, Mesh, Provider, configuration_text, descriptor_set
from m_kit.caller import OWNER

from tools.layout import ROOT

SAMPLE = ROOT / "gen" / "envoy" / "envoy.json"
REPLICAS = {"wms": 2}
HTTP_PORT, GRPC_PORT, INSIDE_PORT, CONTEXT_PORT, PAGES_PORT = 8080, 50051, 50052, 50060, 8081
# A public key by itself, of nobody: the x and y of a point on P-256.
KEY = {
    "alg": "ES256",
    "crv": "P-256",
    "kid": "0000000000000000",
    "kty": "EC",
    "use": "sig",
    "x": "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
    "y": "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
}


def sample(identity: Identity, descriptors: Path) -> Mesh:
    """The mesh of the example, with files at the places named."""
    return mesh_of(
        contexts={
            name: [Address(_host(name, n), CONTEXT_PORT) for n in range(REPLICAS.get(name, 1))] for name in NAMES
        },
        edge=[Address("0.0.0.0", HTTP_PORT), Address("0.0.0.0", GRPC_PORT)],
        inside=Address("0.0.0.0", INSIDE_PORT),
        pages=Address("front", PAGES_PORT),
        reflection=Address("front", GRPC_PORT),
        certificates=Certificates(
            str(identity.authority), str(identity.certificate), str(identity.key), names="{}." + DOMAIN
        ),
        providers=[Provider("people", _jwks()), Provider("owner", _jwks(), OWNER)],
        descriptors=str(descriptors),
    )


def judged(folder: Path) -> int:
    """Envoy's own exit code for the example, with certificates and contracts that are really there."""
    mesh = sample(Authority(folder / "certificates").identity(ENVOY), folder / "descriptors.binpb")
    Path(mesh.descriptors).write_bytes(descriptor_set(mesh))
    path = folder / "envoy.json"
    path.write_text(configuration_text(mesh))
    command: list[str | Path] = [
        program(),
        "--mode",
        "validate",
        "-c",
        path,
        "--log-level",
        "error",
        "--disable-hot-restart",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode


def main(arguments: list[str] | None = None) -> int:
    """Writes, or with --check compares and has it judged; exit 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.envoy", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    options = parser.parse_args(arguments)
    text = configuration_text(sample(in_containers(), Path("/etc/business-m/descriptors.binpb")))
    if not options.check:
        SAMPLE.parent.mkdir(parents=True, exist_ok=True)
        SAMPLE.write_text(text)
        return 0
    if not SAMPLE.exists() or SAMPLE.read_text() != text:
        print(f"{SAMPLE.relative_to(ROOT)} differs from what the contracts give: run `make generate`", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory() as folder:
            return 1 if judged(Path(folder)) else 0
    except EnvoyUnavailable as missing:
        print(f"note: {missing}")
        return 0


def in_containers() -> Identity:
    """Envoy's files as containers are given secrets."""
    folder = Path("/run/secrets")
    return Identity(folder / "authority.pem", folder / "envoy.crt.pem", folder / "envoy.key.pem")


def _host(context: str, number: int) -> str:
    name = context.replace("_", "-")
    return name if number == 0 else f"{name}-{number + 1}"


def _jwks() -> str:
    return json.dumps({"keys": [KEY]}, sort_keys=True)


if __name__ == "__main__":
    sys.exit(main())
