"""Which process signs for whom, and with which key.

One process alone signs for everybody with `keys/tokens.pem`. Where contexts are processes, each has a key of its own
for itself, identity's signs for people too, and `keys/jwks.json` tells everybody which key to believe of whom.
"""

from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from m_kit.caller import SERVICE_PREFIX
from m_kit.tokens import USERS, TokenIssuer, TokenVerifier, load_or_make_key, read_trusted_keys, write_trusted_keys

from business_m.identity import FRONT
from business_m.settings import SettingInvalid, Settings

IDENTITY = "identity"
# Who calls without being a context: the front door, the owner's commands, the app itself.
GATEWAY, OWNER, APP = "gateway", "owner", "business_m"
TRUSTED = "jwks.json"


class MeshKeys:
    """The keys of a data directory whose contexts are processes, made at the first start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, apart: Iterable[str], together: Iterable[str]) -> None:
        """A key for each context `apart`, one for the process that runs the front door and those `together`.

        Raises SettingInvalid for a file that holds none.
        """
        signers = {context: subjects_of([context]) for context in apart}
        signers[FRONT] = subjects_of([GATEWAY, OWNER, APP, *together])
        issuers = [TokenIssuer(_key(self.of(name)), subjects) for name, subjects in signers.items()]
        write_trusted_keys(self.trusted, [issuer.trusted for issuer in issuers])

    def of(self, process: str) -> Path:
        """The private key of a context's process, or of the front door's."""
        return self._folder / f"{process}.pem"

    @property
    def trusted(self) -> Path:
        """Whom to believe what."""
        return self._folder / TRUSTED


def subjects_of(callers: Iterable[str]) -> list[str]:
    """What a process that runs these signs for."""
    names = list(callers)
    return [*([USERS] if IDENTITY in names else []), *(SERVICE_PREFIX + name for name in names)]


def signing(settings: Settings) -> tuple[TokenIssuer, TokenVerifier]:
    """This process' signature, and whom it believes. Raises SettingInvalid."""
    if settings.trusted_keys is None:
        issuer = TokenIssuer(_key(settings.signing_key or settings.data_dir / "keys" / "tokens.pem"))
        return issuer, issuer.verifier()
    if settings.signing_key is None:
        raise SettingInvalid("M_TRUSTED_KEYS: say in M_SIGNING_KEY with which key this process signs")
    try:
        trusted = {key.kid: key for key in read_trusted_keys(settings.trusted_keys)}
    except ValueError as error:
        raise SettingInvalid(f"M_TRUSTED_KEYS: {error}") from error
    key = _key(settings.signing_key)
    kid = TokenIssuer(key).jwk["kid"]
    if kid not in trusted:
        raise SettingInvalid(f"M_SIGNING_KEY: {settings.trusted_keys} does not hold the public key {kid}")
    return TokenIssuer(key, trusted[kid].subjects), TokenVerifier(trusted.values())


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    try:
        return load_or_make_key(path)
    except ValueError as error:
        raise SettingInvalid(str(error)) from error
