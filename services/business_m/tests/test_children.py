"""Contexts as processes: what does not come about is said in the words of its log."""

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from m_engines.tests.processes import ends_within

from business_m.children import ContextProcess, ContextProcesses, ContextStartFailed, kept_running

URL = "postgresql://m_finance:no-secret@127.0.0.1:1/business_m_finance"
REMOTES = {f"M_REMOTE_{name}": "grpc://127.0.0.1:1" for name in ("IDENTITY", "MASTERS", "BOOK_KEEPER")}


def finance(folder: Path, **changed: str) -> ContextProcess:
    """Its process, which serves without a database and without anybody to call."""
    environment = {"M_MODE": "enterprise", "M_MESH_TARGET": "grpc://127.0.0.1:1", "M_DATA_DIR": str(folder)}
    environment |= {"DATABASE_URL": URL, **changed}
    return ContextProcess("finance", "business_m_finance", environment, folder / "logs" / "finance.log")


def pid_of(process: ContextProcess) -> int:
    assert process.process is not None
    return process.process.pid


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"M_MESH_TARGET": ""}, "nothing reaches the context identity"),
        ({"DATABASE_URL": ""}, "where is the database of this context"),
        ({"M_TRUSTED_KEYS": "/nowhere/jwks.json", "M_SIGNING_KEY": "/nowhere/finance.pem"}, "no set of trusted keys"),
    ],
)
async def test_one_that_ends_while_it_starts_is_named_with_what_it_said(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    async with kept_running([finance(tmp_path, **changed)]) as children:
        with pytest.raises(ContextStartFailed, match="finance ended with 2 while it started") as failed:
            await children.ready()
    assert said in str(failed.value)


async def test_one_that_dies_is_started_again_on_its_port_and_all_end_with_us(tmp_path: Path) -> None:
    process = finance(tmp_path)
    started_again = asyncio.Event()
    async with kept_running([process]) as children:
        children.changed = started_again.set
        await children.ready()
        first, target = process.described(), process.grpc_target
        assert first == {
            "context": "finance",
            "pid": pid_of(process),
            "grpc_target": target,
            "database": "business_m_finance",
        }
        os.kill(pid_of(process), signal.SIGKILL)
        await asyncio.wait_for(started_again.wait(), 60)
        assert (process.grpc_target, pid_of(process) != first["pid"]) == (target, True)
        await process.serving()
        second = pid_of(process)
    assert ends_within(second, 0)


async def test_a_fail_point_is_armed_in_the_first_start_alone(tmp_path: Path) -> None:
    """Or a process that dies at it would die for ever. Without M_TESTING it refuses to start, which tells."""
    process = finance(tmp_path)
    async with kept_running([process], failpoint="before_decide:kill") as children:
        with pytest.raises(ContextStartFailed, match="M_FAILPOINT is for tests"):
            await children.ready()
        process.spawn()
        await process.serving()


def test_it_dies_with_the_thread_that_started_it(tmp_path: Path) -> None:
    """As the kernel has it: a parent is a thread."""
    process = finance(tmp_path)

    def start() -> None:
        process.spawn()
        asyncio.run(process.serving())

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    assert ends_within(pid_of(process), 10)
    assert process.process is not None
    assert process.process.wait(1) == -signal.SIGKILL
    process.port.close()


def test_one_whose_parent_is_gone_before_it_could_say_so_ends(tmp_path: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "business_m.cli", "serve", "finance", "--parent=1", "--grpc-port=0"]
    done = subprocess.run(command, env={**os.environ, "DATABASE_URL": URL}, capture_output=True, timeout=30)
    assert done.returncode == 1, done.stderr


async def test_what_was_never_started_is_stopped_too(tmp_path: Path) -> None:
    await ContextProcesses([finance(tmp_path)]).stop()
