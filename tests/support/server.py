"""Knows how to run the application under the real server for a browser; knows no page."""

import http.client
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
SECONDS_TO_START = 120
# A browser keeps connections open that say nothing; they must not hold up the end.
OPTIONS = ["--worker-class", "gthread", "--threads", "8", "--graceful-timeout", "1"]


class ServerFailed(RuntimeError):
    """The server stopped before its first answer; it says why on the standard error."""


class Server:
    """One gunicorn on a port of the loopback. It can be stopped and started again on the same port."""

    def __init__(self, config: Mapping[str, object], factory: str, workers: int) -> None:
        self.options = [*OPTIONS, "--workers", str(workers)]
        self.application = f"{factory}({dict(config)!r})"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Start and wait for the first answer, whatever it is. Raises ServerFailed."""
        listener = socket.create_server((HOST, self.port))
        self.port = listener.getsockname()[1]
        # The server inherits an open socket: no other program can take the port in between.
        bind = f"fd://{listener.fileno()}"
        gunicorn = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--log-level", "warning", *self.options]
        with listener:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig=TERM", *gunicorn, "--bind", bind, self.application],
                cwd=ROOT,
                pass_fds=[listener.fileno()],
            )
        self._wait_for_an_answer()

    def stop(self) -> None:
        """Stop at once, harmless when it has stopped already."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
            self.process = None

    def kill(self) -> None:
        """End it and its workers with SIGKILL, as a power cut would."""
        assert self.process is not None  # only what runs is killed
        number = self.process.pid
        workers = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        for one in [number, *map(int, workers)]:
            handle = os.pidfd_open(one)
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [])  # readable when it is dead, and its port free
            os.close(handle)
        self.process.wait()
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


@contextmanager
def serving(config: Mapping[str, object], factory: str = "app:create_app", workers: int = 1) -> Iterator[Server]:
    """Run `factory(config)` until the end. `config` holds plain values only: text, numbers, True, None.

    What the server prints is part of pytest's captured stderr. Raises ServerFailed.
    """
    server = Server(config, factory, workers)
    try:
        server.start()
        yield server
    finally:
        server.stop()
