"""Knows that the tests' own PostgreSQL, Chromium and server are real, and that the guard of the pages bites."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, create_engine, func, insert, select, text
from sqlalchemy.exc import OperationalError

from tests.support import chromium
from tests.support.chromium import DESK, TABLET, ChromiumMissing, Guard, guarded
from tests.support.postgres import Postgres, empty, running
from tests.support.server import Server, ServerFailed, serving

FACTORY = "tests.test_support:plain_application"
POLICY = "default-src 'self'; img-src 'self' data:"
PAGES = {
    "/": "<h1>Kiểm tra</h1>",
    "/image": "<img src='http://outside.example/a.png' alt=''>",
    "/fetch": "<script src=/fetch.js></script>",
    "/fetch.js": "fetch('http://192.0.2.7/count').catch(() => 0)",
    "/inline": "<script>document.title = 'chạy'</script>",
    "/throw": "<script src=/throw.js></script>",
    "/throw.js": "throw new Error('hỏng')",
    "/log": "<script src=/log.js></script>",
    "/log.js": "console.error('không tốt')",
}


def plain_application(config: dict[str, str]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application without any of our code; `config` holds its greeting."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        script = path.endswith(".js")
        policy = "" if path.startswith("/fetch") or path == "/image" else POLICY
        kind = "text/javascript" if script else "text/html"
        headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Security-Policy", policy)]
        start_response("200 OK" if path in PAGES else "422 Unprocessable Content", headers)
        body = PAGES.get(path, "")
        page = f"<!doctype html><title>Trang</title><link rel=icon href=data:,>{body}<p>{config['greeting']}</p>"
        return [(body if script else page).encode()]

    return answer


@pytest.fixture(scope="module")
def site() -> Iterator[Server]:
    with serving({"greeting": "Chào đoàn"}, FACTORY) as server:
        yield server


class TestPostgres:
    metadata = MetaData()
    parents = Table("parents", metadata, Column("id", Integer, primary_key=True))
    children = Table(
        "children", metadata, Column("id", Integer, primary_key=True), Column("parent_id", ForeignKey("parents.id"))
    )

    @pytest.fixture
    def engine(self, postgres: Postgres) -> Iterator[Any]:
        engine = create_engine(postgres.new_database())
        self.metadata.create_all(engine)
        with engine.begin() as connection:
            connection.execute(insert(self.parents), [{}, {}])
            connection.execute(insert(self.children), [{"parent_id": 1}, {"parent_id": 2}])
        yield engine
        engine.dispose()

    def test_it_is_a_postgresql_that_keeps_vietnamese(self, postgres_url: str) -> None:
        engine = create_engine(postgres_url)
        with engine.connect() as connection:
            version, word = connection.execute(text("SELECT version(), lower('Đoàn KIỂM tra')")).one()
        engine.dispose()
        assert version.startswith("PostgreSQL 18")
        assert word.endswith("tra")

    def test_it_hears_no_network(self, engine: Any) -> None:
        with engine.connect() as connection:
            assert connection.execute(text("SHOW listen_addresses")).scalar_one() == ""

    def test_emptying_deletes_every_row_and_numbers_anew(self, engine: Any) -> None:
        empty(engine, self.metadata)
        with engine.begin() as connection:
            assert connection.scalar(select(func.count()).select_from(self.children)) == 0
            assert connection.scalar(insert(self.parents).returning(self.parents.c.id)) == 1

    def test_emptying_passes_a_trigger_that_forbids_it(self, engine: Any) -> None:
        refuse = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'append only'; END $$"
        with engine.begin() as connection:
            connection.exec_driver_sql(refuse)
            connection.exec_driver_sql("CREATE TRIGGER keep BEFORE TRUNCATE ON parents EXECUTE FUNCTION refuse()")
        empty(engine, self.metadata)
        with engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(self.parents)) == 0

    def test_an_open_transaction_is_an_error_and_no_endless_wait(self, engine: Any) -> None:
        with engine.connect() as forgotten:
            forgotten.execute(select(self.parents))
            with pytest.raises(OperationalError, match="lock timeout"):
                empty(engine, self.metadata)

    def test_nothing_of_it_is_left_at_the_end(self) -> None:
        with running() as server:
            assert (server.folder / ".s.PGSQL.5432").is_socket()
        assert not server.folder.exists()


class TestGuard:
    def test_a_good_page_passes(self, page: Page, site: Server) -> None:
        page.goto(site.url)
        expect(page.get_by_role("heading")).to_have_text("Kiểm tra")
        expect(page.get_by_text("Chào đoàn")).to_be_visible()

    @pytest.mark.parametrize(
        ("path", "fault"),
        [
            ("/image", "request to another host: http://outside.example/a.png"),
            ("/fetch", "request to another host: http://192.0.2.7/count"),
            ("/inline", "CSP violation: script-src-elem blocked inline"),
            ("/throw", "script error: .*hỏng"),
            ("/log", "console error: không tốt"),
            ("/nowhere", "status of 422"),
        ],
    )
    def test_a_bad_page_fails_its_test(self, browser: Browser, site: Server, path: str, fault: str) -> None:
        with pytest.raises(AssertionError, match=fault), guarded(browser) as guard:
            guard.new_page().goto(site.url + path)

    def test_an_expected_fault_may_be_allowed(self, guard: Guard, site: Server) -> None:
        guard.allow("status of 422")
        guard.new_page(DESK).goto(site.url + "/nowhere")

    def test_nothing_reaches_another_host_even_by_its_number(self, guard: Guard, site: Server) -> None:
        guard.allow("another host", "ERR_NAME_NOT_RESOLVED")
        page = guard.new_page()
        with page.expect_event("requestfailed") as failed:
            page.goto(site.url + "/fetch")
        assert failed.value.failure == "net::ERR_NAME_NOT_RESOLVED"

    def test_two_pages_are_two_devices(self, guard: Guard, site: Server) -> None:
        tablet, desk = guard.new_page(TABLET), guard.new_page(DESK)
        assert tablet.context is not desk.context
        assert tablet.viewport_size == {"width": 820, "height": 1180}
        assert desk.evaluate("[innerWidth, innerHeight, navigator.language]") == [1280, 800, "vi-VN"]
        assert tablet.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") in {
            "Asia/Ho_Chi_Minh",
            "Asia/Saigon",
        }


class TestChromium:
    def test_a_wrong_path_is_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
        with pytest.raises(ChromiumMissing, match=r"CHROMIUM names /nowhere/chromium, .* `apt-get install chromium`"):
            chromium.find(of_playwright=__file__)

    def test_none_at_all_is_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setattr(chromium, "DEBIAN_CHROMIUM", "/nowhere/chromium")
        with pytest.raises(ChromiumMissing, match="`apt-get install chromium`"):
            chromium.find(of_playwright="/nowhere/chrome")

    def test_the_one_of_playwright_will_do(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setattr(chromium, "DEBIAN_CHROMIUM", "/nowhere/chromium")
        assert chromium.find(of_playwright=__file__) == __file__


class TestServer:
    def test_it_comes_back_on_the_same_port(self, guard: Guard) -> None:
        guard.allow("ERR_CONNECTION_REFUSED")
        page = guard.new_page()
        with serving({"greeting": "Chào đoàn"}, FACTORY) as server:
            url = server.url
            server.stop()
            with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
                page.goto(url)
            server.start()
            assert server.url == url
            page.goto(url)

    def test_a_server_that_cannot_start_says_so(self) -> None:
        with pytest.raises(ServerFailed, match="gave no answer"), serving({}, "tests.test_support:no_such_factory"):
            pass
