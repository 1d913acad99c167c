"""Knows how to run Caddy with the sample of deploy/ before a server, and who trusts its root; knows no page of ours.

What is replaced in the sample is what depends on the machine: the two ports, and the address of the server.
"""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests.support.chromium import ARGUMENTS, TABLET, find
from tests.support.server import HOST, Server

NAME = "kiemtra.lan"
SAMPLE = Path(__file__).parents[2] / "deploy" / "Caddyfile"
READY = "certificate obtained successfully"
MISSING = "The tests of the reverse proxy need caddy and certutil: run `apt-get install caddy libnss3-tools` (Debian)."


class CaddyFailed(RuntimeError):
    """Caddy is not installed or did not start; the message says what to install or shows what it said."""


class Caddy:
    """A running proxy. `folder` is the home of the user who runs it, where its authority lies."""

    def __init__(self, folder: Path, http_port: int, https_port: int) -> None:
        self.folder = folder
        self.http_port = http_port
        self.https_port = https_port
        self.url = f"https://{NAME}:{https_port}"

    @property
    def root(self) -> Path:
        """The certificate that a tablet must trust."""
        return self.folder / ".local/share/caddy/pki/authorities/local/root.crt"

    def connect(self) -> ssl.SSLSocket:
        """A connection of a client that trusts the root and nobody else."""
        trusting = ssl.create_default_context(cafile=str(self.root))
        return trusting.wrap_socket(socket.create_connection((HOST, self.https_port), 30), server_hostname=NAME)


def program(name: str) -> str:
    """The path of caddy or certutil. Raises CaddyFailed with what to install."""
    path = shutil.which(name)
    if path is None:
        raise CaddyFailed(MISSING)
    return path


def configured(sample: str, server: Server, http_port: int, https_port: int) -> str:
    """The sample for this machine. Raises CaddyFailed when the sample no longer has what must be replaced."""
    for old, new in {
        "{\n\t#": f"{{\n\thttp_port {http_port}\n\thttps_port {https_port}\n\tdefault_bind {HOST}\n\t#",
        "127.0.0.1:8000": f"{HOST}:{server.port}",
        f"redir https://{NAME}": f"redir https://{NAME}:{https_port}",
    }.items():
        if old not in sample:
            raise CaddyFailed(f"{SAMPLE} has no {old!r} any more.")
        sample = sample.replace(old, new, 1)
    return sample


@contextmanager
def proxied(server: Server, folder: Path) -> Iterator[Caddy]:
    """Run the sample before the server until the end; its authority is made anew in `folder`. Raises CaddyFailed."""
    with socket.create_server((HOST, 0)) as one, socket.create_server((HOST, 0)) as other:
        caddy = Caddy(folder, one.getsockname()[1], other.getsockname()[1])
    file = folder / "Caddyfile"
    file.write_text(configured(SAMPLE.read_text(), server, caddy.http_port, caddy.https_port))
    said = folder / "said.txt"
    with said.open("wb") as stream:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig=TERM", program("caddy"), "run", "--config", str(file), "--adapter", "caddyfile"],
            env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
            stderr=stream,
        )
        try:
            _wait_until_ready(process, said)
            yield caddy
        finally:
            process.terminate()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], said: Path) -> None:
    """The proxy says so itself, after the first certificate; a proxy that ends before did not start."""
    while READY not in said.read_text():
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise CaddyFailed(f"Caddy did not start. It said:\n{said.read_text()}")


@contextmanager
def tablet(browser: Browser, home: Path, trusted: Path | None) -> Iterator[BrowserContext]:
    """A Chromium of its own, as on a tablet in the LAN; it trusts this root because it is in its list of authorities.

    `browser` lends its Playwright. Raises CaddyFailed with what to install.
    """
    authorities = home / ".pki" / "nssdb"
    authorities.mkdir(parents=True)
    certutil = [program("certutil"), "-d", f"sql:{authorities}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    if trusted is not None:
        subprocess.run([*certutil, "-A", "-t", "C,,", "-n", "KT1", "-i", str(trusted)], check=True)
    names = f"--host-resolver-rules=MAP {NAME} {HOST} , MAP * ~NOTFOUND , EXCLUDE {HOST}"
    kind = browser.browser_type
    with kind.launch_persistent_context(
        home / "profile",
        executable_path=find(kind.executable_path),
        chromium_sandbox=False,
        args=[one for one in ARGUMENTS if not one.startswith("--host-resolver-rules")] + [names],
        env={"HOME": str(home)},
        viewport=TABLET,
        locale="vi-VN",
    ) as context:
        context.set_default_timeout(10_000)
        yield context
