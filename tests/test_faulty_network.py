"""The network that fails on purpose: it does what it says, and a lost answer is one of a server that has acted."""

import http.client
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.support.faulty_network import CUT, DROPPING, GOOD, HANGING, FaultyNetwork, Weather, between
from tests.support.server import HOST, serving

FACTORY = "tests.test_faulty_network:noting_application"


def noting_application(config: dict[str, str]) -> Callable[..., Iterable[bytes]]:
    """Notes each request in a file, and answers with what it has read; /long answers in pieces."""
    notes = Path(config["notes"])

    def answer(environ: dict[str, Any], start: Callable[..., None]) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        with notes.open("ab") as file:
            file.write(body + b"\n")
        if environ["PATH_INFO"] == "/nothing":
            start("204 No Content", [])
            return []
        start("200 OK", [] if environ["PATH_INFO"] == "/long" else [("Content-Length", str(len(body)))])
        return [body, body] if environ["PATH_INFO"] == "/long" else [body]

    return answer


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Where the server writes down what it has done."""
    return tmp_path / "notes"


@pytest.fixture
def network(notes: Path) -> Iterator[FaultyNetwork]:
    """A network before that server."""
    with serving({"notes": str(notes)}, FACTORY) as server, between(server.port) as network:
        notes.unlink()  # the server was asked whether it is there
        yield network


def ask(network: FaultyNetwork, body: bytes, path: str = "/", timeout: float = 10) -> bytes:
    """What comes back through the network."""
    with closing(http.client.HTTPConnection(HOST, network.port, timeout=timeout)) as connection:
        connection.request("POST", path, body)
        return connection.getresponse().read()


def test_a_good_network_hands_everything_on(network: FaultyNetwork, notes: Path) -> None:
    with closing(http.client.HTTPConnection(HOST, network.port, timeout=10)) as connection:
        for path, expected in {"/": b"ok", "/long": b"okok", "/nothing": b""}.items():
            connection.request("POST", path, b"ok")
            assert connection.getresponse().read() == expected
    assert notes.read_bytes() == b"ok\n" * 3
    assert [one.line for one in network.exchanges] == [f"POST {path} HTTP/1.1" for path in ("/", "/long", "/nothing")]
    assert all(one.sent > len(b"ok") and one.received for one in network.exchanges)


def test_a_cut_network_reaches_nobody_until_it_is_back(network: FaultyNetwork, notes: Path) -> None:
    network.set(CUT)
    with pytest.raises(OSError):
        ask(network, b"lost")
    network.set(GOOD)
    assert ask(network, b"there") == b"there"
    assert notes.read_bytes() == b"there\n"


def test_every_second_answer_is_lost_after_the_server_has_acted(network: FaultyNetwork, notes: Path) -> None:
    network.set(DROPPING)
    came = []
    for body in (b"1", b"2", b"3", b"4"):
        try:
            came.append(ask(network, body))
        except OSError:
            continue
    assert came == [b"1", b"3"]
    assert notes.read_bytes() == b"1\n2\n3\n4\n"
    assert len(network.dropped) == 2


def test_a_hanging_network_says_nothing(network: FaultyNetwork, notes: Path) -> None:
    network.set(HANGING)
    with pytest.raises(TimeoutError):
        ask(network, b"waiting", timeout=0.3)
    assert not notes.exists()


def test_a_slow_network_takes_its_time(network: FaultyNetwork) -> None:
    network.set(Weather(latency=0.2, rate=40_000))
    began = monotonic()
    assert len(ask(network, bytes(12_000))) == 12_000
    assert monotonic() - began > 0.4


def test_without_a_server_a_request_is_broken_off(network: FaultyNetwork) -> None:
    network.server_port = 1
    with pytest.raises(OSError):
        ask(network, b"nobody")
