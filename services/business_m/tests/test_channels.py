"""Channels to other processes."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import grpc
import pytest

from business_m.channels import CHANNEL_OPTIONS, SERVER_OPTIONS, connect, mesh_channel, remote_channels
from business_m.ports import LOOPBACK, port_of, reserve
from business_m.settings import SettingInvalid, Settings

PATH = "/echo.v1.EchoService/Echo"


async def echoing(port: int) -> grpc.aio.Server:
    """A server that is started."""

    async def echo(request: bytes, _: grpc.aio.ServicerContext) -> bytes:
        return request

    handlers = {"Echo": grpc.unary_unary_rpc_method_handler(echo)}
    server = grpc.aio.server(options=SERVER_OPTIONS)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("echo.v1.EchoService", handlers),))
    server.add_insecure_port(f"{LOOPBACK}:{port}")
    await server.start()
    return server


async def test_a_server_that_was_long_away_is_found_soon_after_its_return() -> None:
    """gRPC's own waits grow to minutes; ours stay below a second."""
    with reserve(0, 0) as kept:
        async with connect(f"{LOOPBACK}:{port_of(kept)}") as channel:
            echo = channel.unary_unary(PATH)
            away_until = time.monotonic() + 3
            while time.monotonic() < away_until:
                with pytest.raises(grpc.aio.AioRpcError) as refused:
                    await echo(b"x", timeout=60)
                assert refused.value.code() is grpc.StatusCode.UNAVAILABLE
            server = await echoing(port_of(kept))
            assert await echo(b"x", wait_for_ready=True, timeout=60) == b"x"
            await server.stop(None)


def test_no_wait_for_a_server_grows_past_half_a_second() -> None:
    waits = {name: value for name, value in CHANNEL_OPTIONS if name.endswith("_reconnect_backoff_ms")}
    assert waits["grpc.max_reconnect_backoff_ms"] <= 500


async def test_channels_to_one_place_do_not_slow_each_other_down() -> None:
    with reserve(0, 0) as kept:
        target = f"{LOOPBACK}:{port_of(kept)}"
        async with connect(target) as tired:
            with pytest.raises(grpc.aio.AioRpcError):
                await tired.unary_unary(PATH)(b"", timeout=60)
            server = await echoing(port_of(kept))
            async with connect(target) as fresh:
                assert await fresh.unary_unary(PATH)(b"x", timeout=60) == b"x"
            await server.stop(None)


async def test_a_message_has_four_mebibytes_at_most_both_ways() -> None:
    with reserve(0, 0) as kept:
        server = await echoing(port_of(kept))
        async with connect(f"{LOOPBACK}:{port_of(kept)}") as channel:
            echo = channel.unary_unary(PATH)
            assert len(await echo(b"x" * (4 * 1024 * 1024), timeout=10)) == 4 * 1024 * 1024
            with pytest.raises(grpc.aio.AioRpcError) as refused:
                await echo(b"x" * (4 * 1024 * 1024 + 1), timeout=10)
            assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
        await server.stop(None)


async def test_settings_say_where_contexts_are(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, remotes={"finance": "grpc://127.0.0.1:1"})
    channels = remote_channels(settings)
    assert list(channels) == ["finance"]
    assert mesh_channel(settings) is None
    mesh = mesh_channel(replace(settings, mesh_target="grpc://127.0.0.1:1"))
    assert mesh is not None
    await asyncio.gather(mesh.close(), *(channel.close() for channel in channels.values()))
    with pytest.raises(SettingInvalid, match="M_REMOTE_NOBODY: there is no context nobody"):
        remote_channels(replace(settings, remotes={"nobody": "grpc://127.0.0.1:1"}))
