"""DATABASE_URL in, SQLAlchemy's URL out."""

import pytest
from sqlalchemy.engine import make_url

from m_engines.postgresql import DatabaseUrlInvalid, PostgresAddress

SOCKET = PostgresAddress("/srv/m/sockets", 5432, "postgres", None, "postgres")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_the_usual_url_is_read(scheme: str) -> None:
    address = PostgresAddress.parse(f"{scheme}://ann:s%40fe%2F@db.example:6543/erp")
    assert address == PostgresAddress("db.example", 6543, "ann", "s@fe/", "erp")


@pytest.mark.parametrize(
    "url",
    ["postgresql://ann@/erp?host=/srv/m", "postgresql://ann@%2Fsrv%2Fm/erp", "postgresql:///erp?host=/srv/m&user=ann"],
)
def test_a_socket_folder_is_read(url: str) -> None:
    assert PostgresAddress.parse(url) == PostgresAddress("/srv/m", 5432, "ann", None, "erp")


def test_what_is_left_out_has_postgresqls_defaults() -> None:
    assert PostgresAddress.parse("postgres://") == PostgresAddress("localhost", 5432, "postgres", None, "postgres")


def test_libpqs_sslmode_is_passed_on_in_asyncpgs_words() -> None:
    address = PostgresAddress.parse("postgres://ann@db/erp?sslmode=require")
    assert make_url(address.url()).query == {"ssl": "require"}


@pytest.mark.parametrize(
    "address",
    [
        SOCKET,
        PostgresAddress("db", 5433, "a:b", "p@s s/w?d#", "e r/p"),
        PostgresAddress("::1", 5432, "ann", "", "erp"),
        PostgresAddress("db", 5432, "ann", None, "erp", (("ssl", "verify-full"),)),
    ],
)
def test_what_url_writes_parse_reads(address: PostgresAddress) -> None:
    assert PostgresAddress.parse(address.url()) == address


def test_sqlalchemy_reads_the_url_of_a_socket() -> None:
    url = make_url(SOCKET.url(user="m_wms", password="p:w", database="wms"))
    assert (url.username, url.password, url.host, url.database) == ("m_wms", "p:w", None, "wms")
    assert url.query == {"host": "/srv/m/sockets", "port": "5432"}


def test_another_user_never_gets_this_users_password() -> None:
    address = PostgresAddress("db", 5432, "ann", "secret", "erp")
    assert "secret" in address.url()
    assert "secret" not in address.url(user="bob")


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(PostgresAddress("db", 5432, "ann", "secret", "erp"))


@pytest.mark.parametrize(
    "url", ["mysql://ann:secret@db/erp", "db/erp", "postgres://ann:secret@db:99999/erp", "postgres://ann:secret@db:x/e"]
)
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseUrlInvalid) as refusal:
        PostgresAddress.parse(url)
    assert "secret" not in str(refusal.value)
