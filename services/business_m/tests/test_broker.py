"""NATS in the composition root: contexts call each other over it, tell each other through it, and are nobody else."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from businessm.check.v1 import check_service_pb2, check_service_pb2_grpc
from m_engines.nats.address import NatsAddress
from m_engines.nats.permissions import process_user
from m_engines.nats.server import EmbeddedNats
from m_engines.postgresql import PostgresAddress
from m_kit.caller import acting_as
from m_kit.database import Database
from m_kit.events import OUTBOX, Outbox, telling
from m_kit.ids import new_id
from m_kit.module import CHECKED, Environment, Module, Wiring
from m_kit.testing import new_tenant, refusal_of
from m_kit.tests.readers import NOTES, POSTED, read, readers_module, slip_event, until
from m_kit.uow import UnitOfWork
from sqlalchemy import text

from business_m.databases import RolePasswords, prepare_databases
from business_m.nats_port import nats_port
from business_m.settings import SettingInvalid, Settings
from business_m.tests.test_topology import SOMEBODY, Started, create_books, create_company, draft_entry, import_journal
from business_m.tests.test_topology import _database as empty_database
from business_m.tests.test_topology import data_dir as data_dir
from business_m.tests.test_topology import start as start
from business_m.topology import Application, build, running

PASSWORD = "no secret"
SUBSCRIBERS = {POSTED: ("readers",)}
USERS = {"keeper": ("book_keeper",), "shop": (), "notes": ("notes",), "readers": ("readers",)}


@pytest.fixture(scope="module")
def nats() -> Iterator[NatsAddress]:
    """A server whose users may do what their processes need."""
    folder = Path(tempfile.mkdtemp(prefix="business-m-nats-", dir="/var/tmp"))
    users = [process_user(name, PASSWORD, contexts, SUBSCRIBERS) for name, contexts in USERS.items()]
    server = EmbeddedNats(folder, users)
    try:
        yield server.start()
    finally:
        server.stop()
        shutil.rmtree(folder)


def url_of(nats: NatsAddress, user: str) -> str:
    return nats.of_user(user, PASSWORD).url()


async def test_a_context_that_is_reached_over_nats_answers_as_one_in_the_process(
    start: Started, nats: NatsAddress
) -> None:
    distant = await start("broker_distant", nats_url=url_of(nats, "keeper"))
    async with only(distant, "book_keeper"):
        here = await start("broker_here", remotes={"book_keeper": nats.url()}, nats_url=url_of(nats, "shop"))
        with acting_as(SOMEBODY):
            await until(lambda: answers(here))
            company_id = await create_books(here)
            assert await draft_entry(here, company_id)
            assert (await import_journal(here, company_id)).results[0].voucher_number
            assert await create_company(here, "FAR")
            missing = await refusal_of(draft_entry(here, str(new_id())))
            same = await refusal_of(draft_entry(distant, str(new_id())))
        assert (missing.code, missing.reason, missing.fields) == (same.code, same.reason, same.fields)
        assert missing.fields == ("journal_entry.company_id",)
        assert (await here.health())["book_keeper"]
    with acting_as(SOMEBODY):
        refused = await refusal_of(draft_entry(here, company_id))
    assert (refused.code, refused.reason) == ("UNAVAILABLE", "DEPENDENCY_UNAVAILABLE")


async def test_bytes_that_are_no_request_are_refused_as_at_the_native_port(start: Started, nats: NatsAddress) -> None:
    distant = await start("broker_unreadable", nats_url=url_of(nats, "keeper"))
    async with only(distant, "book_keeper"):
        here = await start("broker_asking", remotes={"book_keeper": url_of(nats, "shop")})
        with acting_as(SOMEBODY):
            await until(lambda: answers(here))
            call = here.calling("tests", "book_keeper").unary_unary("/businessm.ledger.v1.LedgerService/CreateCompany")
            refused = await refusal_of(call(b"\xff\xff"))
    assert (refused.code, refused.reason) == ("INVALID_ARGUMENT", "FIELD_INVALID")


async def test_a_process_tells_another_through_nats(
    postgres_address: PostgresAddress, data_dir: Path, nats: NatsAddress
) -> None:
    tenant, teller = new_tenant(), Teller()
    modules = (teller.module, readers_module(read))
    async with AsyncExitStack() as stack:
        address = await prepared(postgres_address, data_dir, modules)
        apps: dict[str, Application] = {}
        for module in modules:
            settings = Settings(
                mode="enterprise",
                data_dir=data_dir,
                mesh_target="grpc://127.0.0.1:1",
                nats_url=url_of(nats, module.name),
            )
            apps[module.name] = await stack.enter_async_context(
                running(settings, database=address, modules=modules, here=[module.name])
            )
        slip = new_id()
        notes, readers = apps["notes"].contexts["notes"].database, apps["readers"].contexts["readers"].database
        async with UnitOfWork(notes).transaction(tenant) as transaction:
            await teller.outbox.add(transaction, slip_event(slip, "a"), slip_event(slip, "b"))

        async def is_read() -> bool:
            return await texts_read(readers, tenant) == ["a", "b"]

        await until(is_read)
        await until(lambda: is_told(notes, tenant))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"nats_url": "http://127.0.0.1:1"}, "NATS_URL: a URL of a NATS server is nats://host:port"),
        ({"remotes": {"masters": "nats://"}}, "M_REMOTE_MASTERS: a URL of a NATS server is"),
        ({"remotes": {"masters": "tls://h:x"}}, "M_REMOTE_MASTERS: the URL of the NATS server is malformed"),
        ({"remotes": {"warehouse": "nats://127.0.0.1:1"}}, "M_REMOTE_WAREHOUSE: there is no context"),
        ({"remotes": {"masters": "amqp://127.0.0.1:1"}}, r"say grpc://host:port or nats://host:port"),
    ],
)
async def test_addresses_that_are_none_stop_the_start(
    given: dict[str, Any], message: str, data_dir: Path, postgres_address: PostgresAddress
) -> None:
    with pytest.raises(SettingInvalid, match=message):
        build(replace(Settings(data_dir=data_dir), **given), database=postgres_address)


async def test_without_an_address_nothing_goes_over_nats(start: Started) -> None:
    application = await start("broker_none")
    assert (application.broker.home, application.broker.channels) == (None, {})
    assert application.broker.carrier("wms", lambda _: "") is None


def test_nobody_pays_for_what_is_not_asked_for() -> None:
    looked = "import sys, business_m.serve, business_m.serve_context; print([n for n in sys.modules if 'nats' in n])"
    done = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['business_m.nats_port']"


def test_the_settings_show_no_password(nats: NatsAddress) -> None:
    settings = Settings.from_environment({"NATS_URL": url_of(nats, "shop")})
    assert settings.nats_url == url_of(nats, "shop")
    assert "secret" not in repr(settings)


class Teller:
    """The notes as a context of a real process; `outbox` once it runs."""

    outbox: Outbox

    @property
    def module(self) -> Module:
        return replace(NOTES, wire=self._wire, shared_services=(CHECKED, OUTBOX))

    def _wire(self, environment: Environment) -> Wiring:
        told = telling(environment)
        self.outbox = told.outbox
        return Wiring(servicers=told.servicers, background=told.background)


async def prepared(server: PostgresAddress, data_dir: Path, modules: Sequence[Module]) -> PostgresAddress:
    address = await empty_database(server, "broker_events")
    await prepare_databases(address, modules, RolePasswords(data_dir / "role_passwords.json"))
    return address


async def texts_read(readers: Database, tenant: str) -> list[str]:
    async with UnitOfWork(readers).transaction(tenant) as transaction:
        return [row.text for row in await transaction.execute(text("select text from reading order by place"))]


async def is_told(notes: Database, tenant: str) -> bool:
    async with UnitOfWork(notes).transaction(tenant) as transaction:
        return not (await transaction.execute(text("select 1 from outbox"))).all()


@contextlib.asynccontextmanager
async def only(application: Application, context: str) -> AsyncIterator[None]:
    """One of its contexts is served over NATS, as in a process that runs no other."""
    alone = replace(application, contexts={context: application.contexts[context]})
    async with nats_port(alone, 1.0):
        yield


async def answers(application: Application) -> bool:
    """Whether the distant keeper has found NATS."""
    stub = check_service_pb2_grpc.CheckServiceStub(application.calling("tests", "book_keeper"))
    request = check_service_pb2.DescribeContextRequest(context="book_keeper")
    found = await stub.DescribeContext(request, wait_for_ready=True, timeout=60)
    return bool(found.context == "book_keeper")
