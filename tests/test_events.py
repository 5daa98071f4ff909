"""Events through the whole system: from a call over REST to what another context makes of it."""

import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from business_m.catalog import NAMES, all_modules
from business_m.databases import RolePasswords, prepare_databases, prepare_server
from business_m.first_admin import TENANT, USERNAME, ensure_admin
from business_m.front_door import http_port
from business_m.settings import Settings
from business_m.topology import Application, running
from m_engines.postgresql import EmbeddedPostgres
from m_kit.tests.readers import Reader, readers_module, until
from m_kit.uow import UnitOfWork

from tests.support.goods import Goods, opened
from tests.support.indie import folder, postgres
from tests.support.rest import Rest
from tests.support.whole import INDIE, NETWORK, Whole, whole

POSTED = "wms.goods_receipt.posted"
READERS = readers_module(Reader(), POSTED)
MODULES = [*all_modules(), READERS]
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
KILLED = "after_commit_before_publish:kill"
NOTHING = {"outbox_pending": 0, "dead_letters": []}


@pytest.fixture(scope="module")
def database() -> Iterator[tuple[Path, EmbeddedPostgres]]:
    """(data directory, server)."""
    with postgres() as made:
        yield made


@pytest.fixture
async def application(database: tuple[Path, EmbeddedPostgres]) -> AsyncIterator[Application]:
    """Every context, and one more that reads what wms posts."""
    data_dir, server = database
    address = await prepare_server(server.address)
    await prepare_databases(address, MODULES, RolePasswords(data_dir / "role_passwords.json"))
    here = [*NAMES, READERS.name]
    settings = Settings(data_dir=data_dir, testing=True)
    async with running(settings, database=address, modules=MODULES, here=here) as started:
        await ensure_admin(started)
        yield started


async def test_one_trace_goes_from_rest_to_the_handler_of_the_event(application: Application) -> None:
    token, _ = application.issuer.issue(USERNAME, TENANT, ("admin",), 3600)
    with socket.create_server(("127.0.0.1", 0)) as http:
        async with http_port(application, http) as url:
            narration = await asyncio.to_thread(_received, url, token)
    readers = UnitOfWork(application.contexts[READERS.name].database)

    async def read() -> list[tuple[str, str]]:
        async with readers.transaction(TENANT) as transaction:
            rows = await transaction.execute(sa.text("select text, trace_id from reading"))
            return [(row.text, row.trace_id) for row in rows]

    async def is_read() -> bool:
        return bool(await read())

    await until(is_read)
    assert await read() == [(narration, TRACE_ID)]


def _received(url: str, token: str) -> str:
    """Posts a goods receipt whose narration is its own, in a trace of ours."""
    with Rest(url, token) as rest:
        goods = opened(rest)
        draft = goods.receipt((goods.item(), "3", "5"), narration="Tea came")
        body = {"request_id": "r", "etag": draft["etag"]}
        headers = {"traceparent": f"00-{TRACE_ID}-b7ad6b7169203331-01"}
        posted = rest.post(f"/v1/wms/goods-receipts/{draft['id']}:post", body, headers).ok()["goods_receipt"]
        assert posted["number"]
        return str(posted["narration"])


def test_a_kill_between_commit_and_publish_loses_no_event() -> None:
    with folder() as place:
        with whole(INDIE, place / "data") as before, before.rest() as rest:
            goods = opened(rest)
            draft = goods.receipt((goods.item(), "3", "5"))
        with whole(INDIE, place / "data", M_FAILPOINT=KILLED) as dying:
            _post(dying, goods, draft)
            assert dying.running.process.wait(30) == -signal.SIGKILL
        with whole(INDIE, place / "data") as after:
            _until_told(after, goods, draft)


def test_a_context_killed_between_commit_and_publish_tells_when_it_is_back() -> None:
    with whole(NETWORK, M_FAILPOINT=KILLED) as system:
        killed = system.processes["wms"]["pid"]
        with system.rest() as rest:
            goods = opened(rest)
            draft = goods.receipt((goods.item(), "3", "5"))
        _post(system, goods, draft)
        _until_told(system, goods, draft)
        assert system.processes["wms"]["pid"] != killed


def _post(system: Whole, goods: Goods, draft: dict[str, Any]) -> None:
    """What the caller hears of it is chance, for somebody dies on the way."""
    with system.rest() as rest, contextlib.suppress(httpx.TransportError):
        goods.seen_by(rest).post(draft)


def _until_told(system: Whole, goods: Goods, draft: dict[str, Any]) -> None:
    """Posted, and nobody left to be told."""
    until_seconds = time.monotonic() + 20
    with system.rest() as rest:
        while (done := system.m("events", "--json")).code or done.json != NOTHING:
            assert time.monotonic() < until_seconds, done
            time.sleep(0.1)
        assert goods.seen_by(rest).read(draft)["state"] == "POSTED"
