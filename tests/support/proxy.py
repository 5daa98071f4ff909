"""A network between two processes that goes wrong as told: it delays, it is cut, it loses the answer of one call.

It forwards bytes and reads no more of them than HTTP/2's frames: where a call begins and where its answer ends. What is
random comes from the seed, the connection's number and the direction alone, so a seed gives the same delays again.
"""

import contextlib
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Self

_PREFACE = 24
_HEAD = 9
_HEADERS, _RST_STREAM = 0x1, 0x3
_END_STREAM = 0x1
_CHUNK = 65536


@dataclass(slots=True)
class LostAnswer:
    """The answer of the `nth` call from now on is swallowed, and then the connection is cut. `happened` is set then."""

    nth: int
    happened: threading.Event = field(default_factory=threading.Event)


class Proxy:
    """Listens on a port of the loopback and forwards to `target`, "host:port"."""

    def __init__(self, target: str, *, seed: int = 0) -> None:
        host, _, port = target.rpartition(":")
        self._target = (host, int(port))
        self._seed = seed
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._connections: list[_Connection] = []
        self._count = 0
        self._is_cut = self._is_deaf = False
        self._longest_delay_seconds = 0.0
        self._lost: LostAnswer | None = None
        self._calls_seen = 0
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # A blocked accept() does not notice that its socket is closed.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut_all()
        self._thread.join(5)

    @property
    def address(self) -> str:
        """Where it listens: "127.0.0.1:port"."""
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Ends every connection; new ones end at once until `mend`."""
        self._is_cut = True
        self._cut_all()

    def mend(self) -> None:
        """New connections go through again, without delay; no answer is lost any more. What lost some ends."""
        if self._is_deaf:
            self._cut_all()
        self._is_cut, self._is_deaf, self._longest_delay_seconds, self._lost = False, False, 0.0, None

    def delay(self, longest_seconds: float) -> None:
        """Whatever passes waits for up to so long, in each direction."""
        self._longest_delay_seconds = longest_seconds

    def lose_answers(self) -> None:
        """Whatever comes back from now on is swallowed until `mend`, also where nobody can read what passes."""
        self._is_deaf = True

    def lose_answer(self, nth: int = 1) -> LostAnswer:
        """The server gets the nth call from now on and does it; the client learns only that its connection broke."""
        with self._lock:
            self._calls_seen = 0
            self._lost = LostAnswer(nth)
            return self._lost

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                client.close()
                continue
            try:
                server = socket.create_connection(self._target)
            except OSError:
                client.close()
                continue
            self._count += 1
            connection = _Connection(self, client, server, self._count)
            with self._lock:
                self._connections.append(connection)
            connection.start()

    def _cut_all(self) -> None:
        with self._lock:
            ending, self._connections = self._connections, []
        for connection in ending:
            connection.end()

    # What a connection asks.

    @property
    def is_deaf(self) -> bool:
        """Whether answers are swallowed."""
        return self._is_deaf

    def call_begins(self) -> LostAnswer | None:
        """A call has come: its answer's loss, where it is the one."""
        with self._lock:
            if self._lost is None:
                return None
            self._calls_seen += 1
            return self._lost if self._calls_seen == self._lost.nth else None

    def pause(self, chance: random.Random) -> None:
        """As long as a piece of the connection's bytes is to wait."""
        seconds = chance.uniform(0, self._longest_delay_seconds)
        if seconds:
            time.sleep(seconds)

    def chance(self, connection: int, direction: str) -> random.Random:
        """One direction's own."""
        return random.Random(f"{self._seed} {connection} {direction}")


class _Connection:
    """Two sockets, and a thread for each direction."""

    def __init__(self, proxy: Proxy, client: socket.socket, server: socket.socket, number: int) -> None:
        self._proxy, self._client, self._server, self._number = proxy, client, server, number
        self._requests = _Frames(preface=_PREFACE)
        self._answers = _Frames()
        # The call whose answer is swallowed: its stream, once it has begun.
        self._losing: tuple[int, LostAnswer] | None = None
        self._newest_stream = 0

    def start(self) -> None:
        """Begins to forward."""
        for work in (self._forward_requests, self._forward_answers):
            threading.Thread(target=work, daemon=True).start()

    def end(self) -> None:
        """Cuts both sides."""
        for side in (self._client, self._server):
            with contextlib.suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()

    def _forward_requests(self) -> None:
        self._forward("requests", self._client, self._server, self._look_at_request)

    def _forward_answers(self) -> None:
        self._forward("answers", self._server, self._client, self._look_at_answer)

    def _forward(
        self, direction: str, source: socket.socket, sink: socket.socket, look: Callable[[bytes], bool]
    ) -> None:
        chance = self._proxy.chance(self._number, direction)
        try:
            while piece := source.recv(_CHUNK):
                self._proxy.pause(chance)
                if look(piece):
                    sink.sendall(piece)
        except OSError:
            pass
        self.end()

    def _look_at_request(self, piece: bytes) -> bool:
        """Always forwarded."""
        for kind, _, stream in self._requests.read(piece):
            if kind == _HEADERS and stream > self._newest_stream:
                self._newest_stream = stream
                lost = self._proxy.call_begins()
                if lost is not None:
                    self._losing = (stream, lost)
        return True

    def _look_at_answer(self, piece: bytes) -> bool:
        """Nothing is forwarded once an answer is being lost; when all of it has come the connection is cut."""
        if self._proxy.is_deaf:
            return False
        frames = list(self._answers.read(piece))
        if self._losing is None:
            return True
        losing, lost = self._losing
        for kind, flags, stream in frames:
            is_last = kind == _RST_STREAM or (kind in (0x0, _HEADERS) and flags & _END_STREAM)
            if stream == losing and is_last:
                lost.happened.set()
                self.end()
        return False


class _Frames:
    """Finds the heads of HTTP/2's frames in pieces of a stream of bytes."""

    def __init__(self, preface: int = 0) -> None:
        self._skip = preface
        self._rest = b""

    def read(self, piece: bytes) -> Iterator[tuple[int, int, int]]:
        """(type, flags, stream) of every frame whose head ends in this piece."""
        self._rest += piece
        while True:
            if self._skip:
                skipped = min(self._skip, len(self._rest))
                self._skip, self._rest = self._skip - skipped, self._rest[skipped:]
            if self._skip or len(self._rest) < _HEAD:
                return
            head, self._rest = self._rest[:_HEAD], self._rest[_HEAD:]
            self._skip = int.from_bytes(head[:3])
            yield head[3], head[4], int.from_bytes(head[5:9]) & 0x7FFFFFFF
