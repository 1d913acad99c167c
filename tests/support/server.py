"""Knows how to run the application under the real server for a browser; knows no page.

Reading all the code takes ten times as long as starting the server. So one process reads it, once a run, and every
server is a fork of that process.
"""

import ctypes
import http.client
import multiprocessing
import os
import select
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from flask import Flask
from gunicorn.app import wsgiapp

from app import create_app
from tests.support.compiled import compiled_once

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
SECONDS_TO_START = 120
# A browser keeps connections open that say nothing; they must not hold up the end.
OPTIONS = ["--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "1"]
QUIET = ["--no-control-socket", "--log-level", "warning"]
OURS = f"{__name__}:application"
PR_SET_PDEATHSIG = 1
"""Of prctl(2): the signal that a process gets when the one that made it has ended."""

READY = multiprocessing.get_context("forkserver")
READY.set_forkserver_preload(["gunicorn.workers.gthread", __name__])


class ServerFailed(RuntimeError):
    """The server stopped before its first answer; it says why on the standard error."""


class Server:
    """One gunicorn on a port of the loopback. It can be stopped and started again on the same port."""

    def __init__(self, config: Mapping[str, object], factory: str, workers: int) -> None:
        self.application = f"{factory}({dict(config)!r})"
        self.words = [*OPTIONS, *QUIET, "--workers", str(workers), self.application]
        self.port = 0
        self.process: ForkServerProcess | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start and wait for the first answer, whatever it is. Raises ServerFailed."""
        listener = socket.create_server((HOST, self.port))
        self.port = listener.getsockname()[1]
        # The server inherits an open socket: no other program can take the port in between.
        with listener:
            process = READY.Process(target=_serve, args=(listener, self.words, dict(os.environ)))
            process.start()
        self.process = process
        self._wait_for_an_answer()

    def stop(self) -> None:
        """Stop at once, harmless when it has stopped already."""
        if self.process is not None:
            if self.process.is_alive():
                os.kill(self._number, signal.SIGINT)
            self._end()

    def kill(self) -> None:
        """End it and its workers with SIGKILL, as a power cut would."""
        number = self._number
        workers = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for one in [number, *map(int, workers)]:
            handle = os.pidfd_open(one)
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [])  # readable when it is dead, and its port free
            os.close(handle)
        self._end()

    @property
    def _number(self) -> int:
        """The number of the process, which runs."""
        assert self.process is not None and self.process.pid is not None
        return self.process.pid

    def _end(self) -> None:
        """Waits until it has ended."""
        assert self.process is not None
        self.process.join()
        self.process.close()
        self.process = None

    def _wait_for_an_answer(self) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=SECONDS_TO_START)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError as error:
            self.stop()
            raise ServerFailed(f"{self.application} gave no answer ({error!r}); see the captured stderr.") from error
        finally:
            connection.close()


def _serve(listener: socket.socket, words: list[str], environment: dict[str, str]) -> None:
    """What the fork does: it is gunicorn, started with these words, that ends when the tests are killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    sys.argv = ["gunicorn", *words, "--bind", f"fd://{listener.fileno()}"]
    wsgiapp.run()


def application(config: Mapping[str, object]) -> Flask:
    """The application, which takes templates that another one has compiled."""
    return compiled_once(create_app(config))


@contextmanager
def serving(config: Mapping[str, object], factory: str = OURS, workers: int = 1) -> Iterator[Server]:
    """Run `factory(config)` until the end. `config` holds plain values only: text, numbers, True, None.

    What the server prints is part of pytest's captured stderr. Raises ServerFailed.
    """
    server = Server(config, factory, workers)
    try:
        server.start()
        yield server
    finally:
        server.stop()
