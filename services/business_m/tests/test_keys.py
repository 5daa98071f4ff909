"""Which process signs for whom."""

from dataclasses import replace
from pathlib import Path

import pytest
from m_kit.errors import TokenInvalid

from business_m.identity import FRONT
from business_m.keys import MeshKeys, signing
from business_m.settings import SettingInvalid, Settings


def settings_of(folder: Path, process: str) -> Settings:
    """Of a process in a mesh whose keys lie in the folder."""
    keys = MeshKeys(folder / "keys")
    return Settings(data_dir=folder, signing_key=keys.of(process), trusted_keys=keys.trusted)


def test_one_process_alone_signs_for_everybody(tmp_path: Path) -> None:
    issuer, verifier = signing(Settings(data_dir=tmp_path))
    for subject in ("asha", "service:finance", "service:gateway"):
        assert verifier.caller(issuer.issue(subject, "default", (), 60)[0]).subject == subject
    again, _ = signing(Settings(data_dir=tmp_path))
    assert again.jwk == issuer.jwk


@pytest.mark.parametrize("apart", [("identity", "masters", "finance"), ("finance",)])
def test_in_a_mesh_each_process_signs_for_itself_and_identitys_for_people(
    tmp_path: Path, apart: tuple[str, ...]
) -> None:
    together = [name for name in ("identity", "masters", "finance") if name not in apart]
    MeshKeys(tmp_path / "keys").make(apart, together)
    may_sign = {name: {f"service:{name}"} for name in apart}
    may_sign[FRONT] = {f"service:{name}" for name in ("gateway", "owner", "business_m", *together)}
    may_sign["identity" if "identity" in apart else FRONT] |= {"asha"}
    everybody = set().union(*may_sign.values()) | {"service:nobody"}
    _, believed = signing(settings_of(tmp_path, "finance"))
    for process, subjects in may_sign.items():
        issuer, _ = signing(settings_of(tmp_path, process))
        for subject in subjects:
            assert believed.caller(issuer.issue(subject, "default", (), 60)[0]).subject == subject
        for subject in everybody - subjects:
            with pytest.raises(ValueError, match="does not sign for"):
                issuer.issue(subject, "default", (), 60)


def test_keys_are_made_once_and_belong_to_one_mesh(tmp_path: Path) -> None:
    for name in ("one", "other"):
        MeshKeys(tmp_path / name / "keys").make(["finance"], ["identity"])
    issuer, _ = signing(settings_of(tmp_path / "one", "finance"))
    before = (tmp_path / "one" / "keys" / "finance.pem").read_bytes()
    MeshKeys(tmp_path / "one" / "keys").make(["finance"], ["identity"])
    assert (tmp_path / "one" / "keys" / "finance.pem").read_bytes() == before
    _, stranger = signing(settings_of(tmp_path / "other", "finance"))
    with pytest.raises(TokenInvalid):
        stranger.caller(issuer.service_token("finance", "default"))


def test_keys_that_do_not_go_together_stop_the_start(tmp_path: Path) -> None:
    keys = MeshKeys(tmp_path / "keys")
    keys.make(["finance"], ["identity"])
    good = settings_of(tmp_path, "finance")
    for changed, said in (
        ({"signing_key": None}, "M_SIGNING_KEY"),
        ({"signing_key": tmp_path / "new.pem"}, "does not hold the public key"),
        ({"signing_key": keys.trusted}, "holds no private key"),
        ({"trusted_keys": tmp_path / "none.json"}, "M_TRUSTED_KEYS: .*none.json is no set of trusted keys"),
    ):
        with pytest.raises(SettingInvalid, match=said):
            signing(replace(good, **changed))
    keys.of("finance").write_text("nonsense")
    with pytest.raises(SettingInvalid, match="holds no private key"):
        keys.make(["finance"], ["identity"])
