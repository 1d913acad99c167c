"""Knows what a search finds, for whom, and that nothing typed into it breaks or opens anything."""

from collections.abc import Callable
from unicodedata import normalize
from urllib.parse import urlencode

import pytest
from flask import Flask

from inspections.directory.queries import PAGE_SIZE
from inspections.search.rules import MOST_COUNTED
from tests.inspections.inspecting.cases import everything, make_inspection, make_visit
from tests.inspections.search.cases import indexed, make_finding, make_paper
from tests.support.client import Client, Page, counted, words_of

SignIn = Callable[[str], Client]


def _search(client: Client, text: str, **more: str) -> Page:
    return client.get(f"/search?{urlencode({'q': text} | more)}")


def _titles(page: Page) -> list[str]:
    return [words_of(one) for lists in page.all("ul", **{"class": "rows"}) for one in lists.iter("strong")]


def _headings(page: Page) -> list[str]:
    return [words_of(one) for main in page.all("main") for one in main.iter("h2")]


def _plant(app: Flask) -> None:
    with everything(app) as session:
        visit = make_visit(session, indexed(session, "Kiểm tra điện lực zqx"))
        make_finding(session, "Thiếu sổ theo dõi điện zqx", visit)
        make_paper(session, "Biên bản về điện zqx", visit, number="09/BB-ĐKT")


def test_one_question_finds_every_kind(each_app: Flask) -> None:
    _plant(each_app)
    client = Client(each_app).sign_in("dic.inspector")
    page = _search(client, "điện zqx")
    assert _headings(page) == ["Cuộc kiểm tra (01)", "Tồn tại, vi phạm (01)", "Văn bản (01)"]
    assert _titles(page) == ["Kiểm tra điện lực zqx", "Thiếu sổ theo dõi điện zqx", "Biên bản về điện zqx"]


@pytest.mark.parametrize(
    "text", ["dien zqx", "ZQX Điện", normalize("NFD", "điện zqx"), "zqx\u200b dien", "  điện   ZQX "]
)
def test_marks_case_form_and_order_of_the_words_do_not_matter(app: Flask, sign_in: SignIn, text: str) -> None:
    _plant(app)
    assert len(_titles(_search(sign_in("clerk"), text))) == 3


def test_a_number_is_found_by_its_pieces(app: Flask, sign_in: SignIn) -> None:
    _plant(app)
    assert _titles(_search(sign_in("clerk"), "09 bb đkt zqx")) == ["Biên bản về điện zqx"]


@pytest.mark.parametrize(
    ("text", "first"), [("mã zqp", "Mã"), ("MÁ zqp", "Má"), ("ma zqp", "Ma"), (normalize("NFD", "mã zqp"), "Mã")]
)
def test_what_has_the_marks_as_typed_comes_first(each_app: Flask, text: str, first: str) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        for word in ("Mã", "Má", "Ma"):
            make_finding(session, f"{word} zqp", visit)
            for _ in range(PAGE_SIZE // 2):
                make_paper(session, f"{word} zqp", visit)
    client = Client(each_app).sign_in("clerk")
    found = _titles(_search(client, text, group="findings"))
    assert found[0] == f"{first} zqp" and len(found) == 3
    page = _search(client, text, group="papers")
    following = client.get(page.all("a", rel="next")[0].get("href") or "")
    rest = [*_titles(page), *_titles(following)]
    assert rest[: PAGE_SIZE // 2] == [f"{first} zqp"] * (PAGE_SIZE // 2) and len(rest) == PAGE_SIZE // 2 * 3


def test_a_body_whose_name_has_the_marks_as_typed_comes_first(sign_in: SignIn) -> None:
    client = sign_in("clerk")
    names = {text: _titles(_search(client, text, group="bodies")) for text in ("bưu điện", "buu dien")}
    assert set(names["bưu điện"]) == set(names["buu dien"])
    exact = ["bưu điện" in one.lower() for one in names["bưu điện"]]
    assert exact == sorted(exact, reverse=True) and any(exact)


def test_every_word_must_be_there(app: Flask, sign_in: SignIn) -> None:
    _plant(app)
    assert "Không tìm thấy kết quả nào." in _search(sign_in("clerk"), "zqx khongco").text


@pytest.mark.parametrize("text", ["%", "_", "z%x", "z_x", "\\", "/%"])
def test_signs_of_the_database_are_letters_like_others(each_app: Flask, text: str) -> None:
    _plant(each_app)
    assert "zqx" not in _search(Client(each_app).sign_in("clerk"), text).text.replace("09/BB", "")


def test_bodies_are_found_with_their_old_names(sign_in: SignIn) -> None:
    page = _search(sign_in("police.inspector"), "huyen song mang", group="bodies")
    assert _titles(page) == ["Bưu điện xã Sông Măng"]


@pytest.mark.parametrize("owner", ["DIC", "POLICE"])
def test_what_an_agency_keeps_to_itself_is_found_by_it_alone(each_app: Flask, owner: str) -> None:
    own = {"owner": owner, "audience": "own"}
    with everything(each_app) as session:
        inspection = indexed(session, "Cuộc riêng zqw", **own)
        visit = make_visit(session, make_inspection(session, {}))
        make_finding(session, "Phát hiện riêng zqw", visit, **own)
        make_paper(session, "Văn bản riêng zqw", visit, **own)
        assert inspection.search_text
    mine, theirs = ("dic.manager", "police.manager") if owner == "DIC" else ("police.manager", "dic.manager")
    assert len(_titles(_search(Client(each_app).sign_in(mine), "zqw"))) == 3
    page = _search(Client(each_app).sign_in(theirs), "rieng zqw")
    assert not _titles(page) and not _headings(page) and "riêng" not in page.text
    for group in ("inspections", "findings", "papers"):
        assert not _titles(_search(Client(each_app).sign_in(theirs), "zqw", group=group))


@pytest.mark.parametrize("who", ["approver", "body", "auditor", "admin"])
def test_the_search_is_for_the_agencies_people(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    client.get("/search?q=dien", status=403)
    assert not client.get("/").all("form", action="/search")


def test_the_box_stands_on_every_page_of_an_agency(sign_in: SignIn) -> None:
    client = sign_in("clerk")
    for url in ("/", "/visits", "/help"):
        assert client.get(url).form("/search") == {"q": [""]}


def test_more_than_a_page_goes_on_and_comes_back(each_app: Flask) -> None:
    with everything(each_app) as session:
        visit = make_visit(session)
        for number in range(PAGE_SIZE + 5):
            make_paper(session, f"Văn bản zqv {number}", visit)
    client = Client(each_app).sign_in("clerk")
    page = _search(client, "zqv")
    assert _headings(page) == [f"Văn bản ({PAGE_SIZE + 5})"]
    more = next(one.get("href") for one in page.all("a") if words_of(one) == "Xem thêm văn bản")
    following = client.get(more or "")
    assert not set(_titles(page)) & set(_titles(following))
    assert len(_titles(page)) == PAGE_SIZE and len(_titles(following)) == 5
    back = client.get(following.all("a", rel="prev")[0].get("href") or "")
    assert _titles(back) == _titles(page)


def test_a_great_many_are_not_counted(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        for _ in range(MOST_COUNTED + 1):
            make_paper(session, "Văn bản zqu", visit)
    assert _headings(_search(sign_in("clerk"), "zqu")) == [f"Văn bản (hơn {MOST_COUNTED})"]


def test_nothing_asked_finds_nothing_and_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("clerk").get("/search")
    assert "Chưa có từ nào để tìm." in page.text and not _titles(page)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ed%a0%80",
        "q=" + "a" * 5000,
        "q=a&group=users",
        "q=dien&group=bodies&after=zzzzzzzzzz",
        "q=dien&before=%27",
        "group=papers",
    ],
)
def test_nonsense_breaks_nothing(each_app: Flask, query: str) -> None:
    Client(each_app).sign_in("clerk").get(f"/search?{query}")


def test_a_search_costs_the_same_however_much_it_finds(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("clerk")
    _search(client, "dien")
    with counted(app) as few:
        _search(client, "dien")
    for _ in range(4):
        _plant(app)
    with counted(app) as many:
        _search(client, "dien")
    assert len(many) == len(few) <= 12


def test_an_inspection_that_waits_for_a_paper_opens_where_the_step_is_taken(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        waiting = indexed(session, "Chờ phê duyệt zqy", state="decided").ref
        going = indexed(session, "Đang kiểm tra zqy", state="in_progress").ref
    links = _search(sign_in("clerk"), "zqy").links()
    assert f"/inspections/{waiting}/decision" in links and f"/inspections/{going}" in links
