"""Knows how to stand between a browser and a server and be a bad network; knows HTTP's frames, but no page and no rule.

Each request is read whole, handed to the server on a connection of its own, and its answer read whole, before anything
goes back. So a lost answer is always one of a server that has acted.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread

from tests.support.server import HOST

LARGEST_HEAD = 1 << 18
PIECE = 4096
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
CHUNKED = re.compile(rb"(?i)\r\ntransfer-encoding: *chunked")
CLOSING = re.compile(rb"(?i)\r\nconnection: *close")
WITHOUT_BODY = (b"204", b"304")


@dataclass(frozen=True)
class Weather:
    """What the network does to the requests that begin now."""

    cut: bool = False
    hang: bool = False  # nothing goes on, and nobody is told
    latency: float = 0.0  # seconds before the server hears of a request
    rate: int = 0  # bytes a second towards the browser; 0 is without limit
    drop_second: bool = False  # every second answer is lost


GOOD = Weather()
CUT = Weather(cut=True)
HANGING = Weather(hang=True)
SLOW = Weather(latency=0.3, rate=40_000)
DROPPING = Weather(drop_second=True)


@dataclass(frozen=True)
class Exchange:
    """A request with its answer as they went over the wire: first line, and bytes with all headers."""

    line: str
    sent: int
    received: int


class FaultyNetwork:
    """A port of the loopback before the server's. `set` changes the weather at once, also for what is under way."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.port = 0
        self.weather = GOOD
        self.answers = 0
        self.dropped: list[str] = []  # the first lines of requests whose answers were lost
        self.exchanges: list[Exchange] = []
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server

    @property
    def url(self) -> str:
        """The address for the browser, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def set(self, weather: Weather) -> None:
        """The weather from now on. What was under way in another one is broken off."""
        asyncio.run_coroutine_threadsafe(self._change(weather), self._loop).result()

    def run(self) -> None:
        """Serve until `stop`; runs in a thread of its own."""
        self._loop.run_forever()
        self._loop.run_until_complete(self._close())
        self._loop.close()

    def open(self) -> None:
        """Take a port; the loop is running."""
        start = asyncio.start_server(self._converse, HOST, 0, limit=LARGEST_HEAD)
        self._listening = asyncio.run_coroutine_threadsafe(start, self._loop).result()
        self.port = self._listening.sockets[0].getsockname()[1]

    def stop(self) -> None:
        """End `run`."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _change(self, weather: Weather) -> None:
        if weather != self.weather:
            self.weather = weather
            await self._break_off()

    async def _close(self) -> None:
        self._listening.close()
        await self._break_off()

    async def _break_off(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _converse(self, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection of the browser, until one side ends it or the weather changes."""
        task = asyncio.current_task()
        assert task is not None  # a handler of asyncio.start_server is one
        self._tasks.add(task)
        with suppress(OSError, EOFError, asyncio.CancelledError):
            while await self._exchange(browser, back):
                pass
        self._tasks.discard(task)
        back.transport.abort()

    async def _exchange(self, browser: asyncio.StreamReader, back: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays."""
        request = await _message(browser)
        if self.weather.cut:
            return False
        if self.weather.hang:
            await asyncio.Event().wait()
        await _passed(self.weather.latency)
        answer = await self._asked(request)
        line = request.split(b"\r\n", 1)[0].decode("latin-1")
        self.answers += 1
        if self.weather.drop_second and self.answers % 2 == 0:
            self.dropped.append(line)
            return False
        self.exchanges.append(Exchange(line, len(request), len(answer)))
        await self._hand_back(answer, back)
        return not CLOSING.search(_head(answer))

    async def _asked(self, request: bytes) -> bytes:
        server, there = await asyncio.open_connection(HOST, self.server_port, limit=LARGEST_HEAD)
        try:
            there.write(request)
            await there.drain()
            return await _message(server, bodiless=request.startswith(b"HEAD "))
        finally:
            there.transport.abort()

    async def _hand_back(self, answer: bytes, back: asyncio.StreamWriter) -> None:
        rate = self.weather.rate
        size = PIECE if rate else len(answer)
        for start in range(0, len(answer), size):
            back.write(answer[start : start + size])
            await back.drain()
            if rate:
                await _passed(size / rate)


async def _passed(seconds: float) -> None:
    """This time has passed."""
    if seconds:
        await asyncio.wait([asyncio.get_running_loop().create_future()], timeout=seconds)


def _head(message: bytes) -> bytes:
    return message.split(b"\r\n\r\n", 1)[0]


async def _message(stream: asyncio.StreamReader, bodiless: bool = False) -> bytes:
    """A request or an answer as it is on the wire. Raises EOFError when the other side has gone."""
    head = await stream.readuntil(b"\r\n\r\n")
    if bodiless or head.split(b" ", 2)[1] in WITHOUT_BODY:
        return head
    if CHUNKED.search(head):
        return head + await _chunks(stream)
    length = LENGTH.search(head)
    return head + await stream.readexactly(int(length[1]) if length else 0)


async def _chunks(stream: asyncio.StreamReader) -> bytes:
    body, size = b"", 1
    while size:
        line = await stream.readuntil(b"\r\n")
        size = int(line.split(b";")[0], 16)
        body += line + await stream.readexactly(size + 2)
    return body


@contextmanager
def between(server_port: int) -> Iterator[FaultyNetwork]:
    """A network before the server on this port, until the end."""
    network = FaultyNetwork(server_port)
    thread = Thread(target=network.run)
    thread.start()
    try:
        network.open()
        yield network
    finally:
        network.stop()
        thread.join()
