"""Measures the application against the floor, both under the same server in the same run, and prints the ratios."""

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import html5lib

from inspections.demonstration import PASSWORD
from tests.bench import papers
from tests.support import postgres

ROUNDS, REQUESTS = 5, 60
TARGETS = {"visits": 6.0, "section": 8.0, "save": 4.0, "overview": 60.0}
YEARS_GROWTH = {"overview": 2.0}
"""The numbers of a year: the larger database has seven times as many visits in it."""
GROWTH, MEMORY, FIRST_VISIT, FIRST_REQUESTS = 1.15, 120, 100, 10
FILL = """
import sys
from app import create_app
from inspections.visible import system_session
from models import db
from tests.bench.data import fill
with create_app().app_context(), system_session(db.engine) as session:
    print(fill(session, int(sys.argv[1])))
"""


def run(*command: str, **environment: str) -> str:
    """Runs a command of the project and returns what it printed."""
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout.strip()


@contextmanager
def served(application: str, **environment: str) -> Iterator["Server"]:
    """The application under gunicorn with one worker process on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "-k", "gthread", "--threads", "4"]
    command += ["--log-level", "error", "--keep-alive", "60", "--no-control-socket", application]
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


class Server:
    """A running server, its one client, and what its worker has used."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port, self.process, self.cookie, self.token = port, process, "", ""
        deadline = time.monotonic() + 20
        while True:
            try:
                self.http = HTTPConnection("127.0.0.1", port, timeout=30)
                self.http.connect()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def ask(
        self, method: str, path: str, fields: dict[str, str] | str | None = None, **headers: str
    ) -> tuple[int, bytes]:
        """One request on the kept-alive connection; ``fields`` are a form's, or the text of a JSON."""
        sent = {"Cookie": self.cookie, "X-CSRFToken": self.token} | headers
        if fields is not None:
            kind = "json" if isinstance(fields, str) else "x-www-form-urlencoded"
            sent["Content-Type"] = f"application/{kind}"
        self.http.request(method, path, urlencode(fields) if isinstance(fields, dict) else fields, sent)
        response = self.http.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return response.status, response.read()

    def sign_in(self) -> None:
        """Signs dic.inspector in and takes the token of the new session."""
        for fields in ({"login": "dic.inspector", "password": PASSWORD}, None):
            self.token = json.loads(self.ask("GET", "/session")[1])["csrf_token"]
            if fields:
                status, body = self.ask("POST", "/sign-in", fields)
                assert status == 303, body[:300]

    def worker(self) -> int:
        """The process number of the worker."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def cpu(self) -> float:
        """Seconds of processor that the worker has used."""
        fields = Path(f"/proc/{self.worker()}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MiB that the worker holds."""
        line = next(x for x in Path(f"/proc/{self.worker()}/status").read_text().splitlines() if x.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def timed(server: Server, request: Callable[[int], tuple[int, bytes]]) -> tuple[float, float]:
    """Median wall milliseconds of a request, and its mean processor milliseconds."""
    for n in range(10):
        status, body = request(-n - 1)
        assert status < 400, (status, body[:500])
    before, walls = server.cpu(), []
    for n in range(REQUESTS):
        start = time.perf_counter()
        request(n)
        walls.append(1000 * (time.perf_counter() - start))
    return statistics.median(walls), 1000 * (server.cpu() - before) / REQUESTS


def chosen_items(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Each item that a section page lets its reader answer: its reference, and the bases of its parts."""
    found = []
    for form in html5lib.parse(page, namespaceHTMLElements=False).iter("form"):
        boxes = {box.get("name", ""): box.get("value", "") for box in form.iter("input")}
        bases = {name.partition(".")[2]: seen.split(",") for name, seen in boxes.items() if name[:6] == "bases."}
        if "result" in bases:
            seen_of = {part: [one for one in seen if one] for part, seen in bases.items()}
            found.append((form.get("data-item", ""), seen_of))
    return found


def save_requests(server: Server, address: str) -> Callable[[int], tuple[int, bytes]]:
    """Requests that each send one operation as a tablet does, going from item to item, each naming what it saw."""
    items = chosen_items(server.ask("GET", address)[1].decode())
    user = json.loads(server.ask("GET", "/session")[1])["user"]["ref"]
    results: dict[str, str] = {}

    def save(n: int) -> tuple[int, bytes]:
        item, bases = items[n % len(items)]
        results[item] = "pass" if results.get(item) == "fail" else "fail"
        at, op_id = datetime.now(UTC).isoformat(), f"bench-{time.monotonic_ns()}"
        operation = {"op_id": op_id, "item": item, "part": "result", "repeat": "", "inputs": {"result": results[item]}}
        operation |= {"bases": bases["result"], "device_at": at, "counter": time.monotonic_ns() % 2**53}
        bases["result"] = [op_id]
        batch = {"user": user, "device": "bench", "sent_at": at, "operations": [operation]}
        status, body = server.ask("POST", "/operations", json.dumps(batch))
        assert status >= 400 or json.loads(body)["results"][0]["state"] == "stored", body[:500]
        return status, body

    return save


def measure(instance: Path, visit: str, database: str | None) -> dict[str, float]:
    """Ratios to the floor (wall, processor) of the requests, the worker's memory, and the first visit's size."""
    found: dict[str, float] = {}
    environment = {"INSTANCE": str(instance)} | ({"DATABASE_URL": database} if database else {})
    floor_file = instance / "floor.db"
    section = f"/visits/{visit}/fieldwork?section=Z1"
    with (
        served("tests.bench.floor:create_app()", FLOOR_DATABASE=str(floor_file)) as floor,
        served("app:create_app()", **environment) as ours,
    ):
        ours.sign_in()
        pairs = {
            "visits": (lambda n: floor.ask("GET", "/"), lambda n: ours.ask("GET", "/visits")),
            "section": (lambda n: floor.ask("GET", "/"), lambda n: ours.ask("GET", section)),
            "overview": (lambda n: floor.ask("GET", "/"), lambda n: ours.ask("GET", "/overview?year=2029")),
            "save": (lambda n: floor.ask("POST", "/insert", {"words": "Đạt"}), save_requests(ours, section)),
        }
        for name, (ground, request) in pairs.items():
            rounds = [(timed(floor, ground), timed(ours, request)) for _ in range(ROUNDS)]
            for place, kind in enumerate(("wall", "cpu")):
                found[f"{name} {kind}"] = statistics.median(b[place] / a[place] for a, b in rounds)
                found[f"{name} {kind} ms"] = statistics.median(b[place] for _, b in rounds)
        found["memory"] = ours.memory()
        found["bytes"], found["requests"] = first_visit(ours, section)
    return found


def first_visit(server: Server, address: str) -> tuple[float, float]:
    """Compressed KB and number of requests of a checklist that this browser has never seen."""
    packed = {"Accept-Encoding": "gzip"}
    page = server.ask("GET", address)[1].decode()
    size, assets = len(server.ask("GET", address, **packed)[1]), set()
    for one in html5lib.parse(page, namespaceHTMLElements=False).iter():
        target = {"link": "href", "script": "src", "img": "src"}.get(str(one.tag))
        asset = one.get(target) if target else None
        if asset and not asset.startswith("data:"):
            assets.add(asset)
    size += sum(len(server.ask("GET", asset, **packed)[1]) for asset in assets)
    return size / 1024, 1 + len(assets)


def prepared(folder: Path, visits: int, database: str | None) -> tuple[Path, str]:
    """A prepared instance with this many visits more, and the newest visit."""
    instance = folder / f"instance-{visits}-{'postgresql' if database else 'sqlite'}"
    environment = {"INSTANCE": str(instance)} | ({"DATABASE_URL": database} if database else {})
    run(sys.executable, "-m", "flask", "--app", "app", "prepare", **environment)
    return instance, run(sys.executable, "-c", FILL, str(visits), **environment)


def report(label: str, few: dict[str, float], many: dict[str, float]) -> None:
    """Prints one database's figures; a missed target is marked."""
    print(f"\n{label}: ratio to the floor with 5,000 visits (with 50), target; growth (target {GROWTH})")
    for name, target in TARGETS.items():
        for kind in ("wall", "cpu"):
            ratio, before, spent = many[f"{name} {kind}"], few[f"{name} {kind}"], many[f"{name} {kind} ms"]
            growth = ratio / before
            marks = ("" if ratio <= target else "  MISSED") + (
                "" if growth <= YEARS_GROWTH.get(name, GROWTH) else "  GROWS"
            )
            figures = f"{ratio:6.2f} ({before:.2f})  <= {target:.0f}; x{growth:.2f}  {spent:.2f} ms"
            print(f"  {name:8} {kind:4} {figures}{marks}")
    missed = "" if many["memory"] <= MEMORY else "  MISSED"
    print(f"  memory   {many['memory']:.0f} MiB  <= {MEMORY}{missed}")
    size, requests = many["bytes"], many["requests"]
    missed = "" if size <= FIRST_VISIT and requests <= FIRST_REQUESTS else "  MISSED"
    print(f"  first visit of a checklist: {size:.1f} KB compressed in {requests:.0f} requests{missed}")
    print(f"  (targets {FIRST_VISIT} KB, {FIRST_REQUESTS} requests)")


def main() -> None:
    """Prints the figures for SQLite and PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        with postgres.running() as server:
            for label, new in (("SQLite", lambda: None), ("PostgreSQL", server.new_database)):
                results = []
                for visits in (50, 5000):
                    database = new()
                    instance, newest = prepared(folder, visits, database)
                    results.append(measure(instance, newest, database))
                report(label, *results)
        papers.main()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
