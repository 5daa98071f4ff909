"""One corpus of requests at the front door of one process and at Envoy: status, headers and bodies are equal."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from m_kit.tokens import ALGORITHM

from tests.parity.corpus import FOLDER, Entry, Shown, entries, replay
from tests.support.whole import INDIE, MESH, Systems, Whole

FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
FEWEST = 150
CASES = [(name, entry) for name in FILES for entry in entries(name)]
Replayed = Callable[[str, str], Mapping[str, Shown]]


@pytest.fixture(scope="module")
def replayed(systems: Systems) -> Replayed:
    """(topology, file) to what came back, by the requests' ids. Each file has a tenant of its own."""
    done: dict[tuple[str, str], dict[str, Shown]] = {}

    def answers(topology: str, name: str) -> Mapping[str, Shown]:
        if (topology, name) not in done:
            system = systems(topology)
            tokens = tokens_of(system, f"parity-{name}")
            done[topology, name] = {entry.id: shown for entry, shown in replay(name, system.http_url, tokens)}
        return done[topology, name]

    return answers


def tokens_of(system: Whole, tenant: str) -> dict[str, str]:
    """Good ones and all kinds of bad ones."""
    admin = system.token("--tenant", tenant, "--role", "admin")
    header, claims = jwt.get_unverified_header(admin), jwt.decode(admin, options={"verify_signature": False})
    key = ec.generate_private_key(ec.SECP256R1())

    def forged(**changed: Any) -> str:
        return jwt.encode(claims | changed, key, ALGORITHM, headers={"kid": header["kid"]})

    first, payload, signature = admin.split(".")
    return {
        "none": "",
        "admin": admin,
        "powerless": system.token("--tenant", tenant, "--role", "nobody"),
        "malformed": "nonsense",
        "unsigned": jwt.encode(claims, "", "none", headers={"kid": header["kid"]}),
        "foreign": forged(),
        "expired": forged(exp=int(time.time()) - 600),
        "audience": forged(aud="somebody else"),
        "issuer": forged(iss="somebody else"),
        "changed": f"{first}.{payload[:-2]}AA.{signature}",
    }


@pytest.mark.parametrize(("name", "entry"), CASES, ids=[f"{name}-{entry.id}" for name, entry in CASES])
def test_both_gateways_answer_alike(replayed: Replayed, name: str, entry: Entry) -> None:
    ours, envoys = replayed(INDIE, name)[entry.id], replayed(MESH, name)[entry.id]
    known = entry.differs
    if not known:
        assert ours == envoys
        return
    assert ours != envoys, f"it is equal now: {known}"
    if "indie" in known:
        assert (ours.status, envoys.status) == (known["indie"], known["envoy"])
        return
    assert ours.status == envoys.status
    if "words" in known:
        assert (ours.reason, ours.headers) == (envoys.reason, envoys.headers)


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= FEWEST
    assert sum(not entry.differs for _, entry in CASES) >= 2 * len(CASES) / 3


def test_every_difference_says_why() -> None:
    for name, entry in CASES:
        known = set(entry.differs)
        assert known in (set(), {"words"}, {"reason"}, {"indie", "envoy", "why"}), (name, entry.id)


@pytest.mark.parametrize("topology", [INDIE, MESH])
def test_no_answer_is_a_fault_of_ours(replayed: Replayed, topology: str) -> None:
    answers = {name: replayed(topology, name) for name in FILES}
    assert not [
        (name, key, one) for name, found in answers.items() for key, one in found.items() if one.status in (500, 502)
    ]
