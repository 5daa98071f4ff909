"""Roles, secrets and throttling without a database."""

import pytest

from m_identity.domain.errors import LoginThrottled
from m_identity.domain.roles import Role, permissions_of, standard_roles
from m_identity.domain.secrets import hash_key, hash_password, key_matches, key_parts, new_key_secret, password_matches
from m_identity.domain.throttle import MOST_FAILURES, MOST_NAMES, WINDOW_SECONDS, LoginThrottle


def test_roles_together_carry_what_each_carries_and_unknown_ones_nothing() -> None:
    viewer = standard_roles()["viewer"]
    own = Role(viewer.id, "till", "", ("ledger.voucher.post",), 1, viewer.create_time, viewer.update_time)
    assert permissions_of(["viewer", "till", "nobody"], {"till": own}) == [
        "*.read",
        "desk.*",
        "ledger.voucher.post",
    ]
    assert permissions_of(["nobody"], {}) == []


def test_a_tenants_role_cannot_widen_a_standard_one() -> None:
    viewer = standard_roles()["viewer"]
    impostor = Role(viewer.id, "viewer", "", ("*",), 1, viewer.create_time, viewer.update_time)
    assert permissions_of(["viewer"], {"viewer": impostor}) == ["*.read", "desk.*"]


async def test_passwords_are_kept_as_argon2id_with_a_salt_of_their_own() -> None:
    first, second = await hash_password("correct horse"), await hash_password("correct horse")
    assert first.startswith("$argon2id$")
    assert first != second
    assert await password_matches(first, "correct horse")
    assert not await password_matches(first, "correct house")
    assert not await password_matches(None, "correct horse")
    assert not await password_matches("no hash", "correct horse")


def test_a_keys_secret_names_its_tenant_and_itself_and_is_never_made_twice() -> None:
    secret = new_key_secret("acme", "42")
    assert key_parts(secret) == ("acme", "42")
    assert key_matches(hash_key(secret), secret)
    assert not key_matches(hash_key(secret), new_key_secret("acme", "42"))
    assert [key_parts(text) for text in ("", "bm.a.b", "xx.a.b.c", "bm.a.b.c.d")] == [None] * 4


def test_ten_failures_within_a_minute_close_the_door_for_the_rest_of_it() -> None:
    throttle = LoginThrottle()
    for second in range(MOST_FAILURES):
        throttle.require_open("asha", second)
        throttle.note_failure("asha", second)
    with pytest.raises(LoginThrottled):
        throttle.require_open("asha", MOST_FAILURES)
    throttle.require_open("ravi", MOST_FAILURES)
    throttle.require_open("asha", WINDOW_SECONDS + 1)


def test_a_sign_in_that_worked_forgets_the_failures_before_it() -> None:
    throttle = LoginThrottle()
    for _ in range(MOST_FAILURES):
        throttle.note_failure("asha", 0)
    throttle.forget("asha")
    throttle.require_open("asha", 1)


def test_the_table_of_failures_is_bounded() -> None:
    throttle = LoginThrottle()
    for number in range(MOST_NAMES + 500):
        throttle.note_failure(str(number), 0)
    assert len(throttle._failures) == MOST_NAMES
