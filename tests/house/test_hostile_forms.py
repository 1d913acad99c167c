"""Knows that whatever is sent to a form is refused in Vietnamese or harmless, and that a refusal writes nothing."""

import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import cycle
from unicodedata import normalize

import pytest
from werkzeug.test import TestResponse

from inspections.guard import public
from models import db
from models.directory import Setting
from tests.house.crawl import Form, Reader, walk
from tests.house.hostile import ATTACKS, FORMULA, HTML, WORDS, files
from tests.house.house import EVERYBODY, House
from tests.support.client import Page

VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
UNSEEN = {"event", "user"}
"""Tables in which a refusal may leave something: its row in the log, and a failed attempt at a password."""


@pytest.fixture(scope="module")
def forms(house: House) -> list[tuple[str, Form]]:
    """One form of each kind that anybody meets, with the person who met it."""
    found: dict[object, tuple[str, Form]] = {}
    for who in EVERYBODY:
        starts = house.pages() if who in {"dic.manager", "police.inspector"} else ["/"]
        for _url, _answer, page in walk(lambda url, who=who: house.get(who, url), starts, house.kind):
            for form in page.forms:
                kind = (form.method, house.kind(form.action)[0], *sorted({*form.fields, *form.files}))
                found.setdefault(kind, (who, form))
    return list(found.values())


class Watch:
    """Sees whether the data have changed since they were kept."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.kept = house.dump(*UNSEEN)
        self.open()

    def open(self) -> None:
        """Begins to watch the file of the database."""
        self.connection = sqlite3.connect(self.house.database)
        self.version = self.connection.execute("PRAGMA data_version").fetchone()

    def changed(self) -> bool:
        """Whether anything was written, and puts the data back if so."""
        if self.connection.execute("PRAGMA data_version").fetchone() == self.version:
            return self.house.evidence() != self.kept[1]
        self.connection.close()
        different = self.house.dump(*UNSEEN) != self.kept
        self.house.put_back()
        self.open()
        return different


@pytest.fixture
def watch(house: House) -> Iterator[Watch]:
    watch = Watch(house)
    yield watch
    watch.connection.close()


def posts(forms: list[tuple[str, Form]]) -> list[tuple[str, Form]]:
    return [(who, form) for who, form in forms if form.method == "post"]


def explain(answer: TestResponse) -> None:
    """Fails unless a refusal is a page in Vietnamese."""
    page = Page(answer)
    page.check()
    assert VIETNAMESE.search(page.text)


def judge(answer: TestResponse, watch: Watch) -> None:
    """Fails unless the answer is a refusal that wrote nothing, or a success."""
    assert answer.status_code < 500
    if answer.status_code >= 400:
        explain(answer)
        assert not watch.changed(), "something was written"
    else:
        watch.changed()


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_that_is_sent_breaks_a_form(
    house: House, forms: list[tuple[str, Form]], watch: Watch, name: str
) -> None:
    faults = []
    for who, form in posts(forms):
        for sent in ATTACKS[name](form):
            answer = house.post(who, form.action, sent)
            try:
                judge(answer, watch)
            except AssertionError as fault:
                faults.append(
                    (who, form.action, [key for key in sent if sent[key] != form.fields.get(key)], str(fault)[:300])
                )
    assert not faults


def test_a_form_without_its_token_is_refused(house: House, forms: list[tuple[str, Form]], watch: Watch) -> None:
    for who, form in posts(forms):
        fields = {name: values for name, values in form.fields.items() if name != "csrf_token"}
        answer = house.as_(who).post(form.action, data=fields)
        assert answer.status_code == 400, form
        judge(answer, watch)


@pytest.mark.parametrize("typed", [HTML, FORMULA, WORDS])
def test_what_was_typed_is_still_there_after_a_refusal(house: House, forms: list[tuple[str, Form]], typed: str) -> None:
    compared = 0
    for who, form in posts(forms):
        words = {name for name in form.typed if name not in PASSWORDS}
        for sent in (dict(form.fields) | dict.fromkeys(words, typed), dict.fromkeys(words, typed)) if words else ():
            answer = house.post(who, form.action, sent)
            if answer.status_code == 422:
                again = [one.fields for one in Reader("", answer.text).forms if one.action == form.action]
                assert again, f"{form.action}: the form is gone"
                assert {name: again[0].get(name) for name in words} == {name: [typed] for name in words}, form.action
                compared += len(words)
            elif answer.status_code < 400:
                house.put_back()
    assert compared > 5


PASSWORDS = {"password", "old", "new", "again"}
"""Fields that are never shown again."""


def test_typed_html_is_text_wherever_it_comes_out(house: House, forms: list[tuple[str, Form]]) -> None:
    written = 0
    for who, form in posts(forms):
        answer = house.post(who, form.action, dict(form.fields) | dict.fromkeys(form.typed, HTML))
        if answer.status_code < 400 and form.typed:
            written += 1
            for url in {form.page, (answer.location or form.page).partition("#")[0]}:
                shown = house.get(who, url)
                assert "<script>alert" not in shown.text, (form.action, url)
                assert shown.status_code == 200
                Page(shown).check()
        house.put_back()
    assert written


def test_decomposed_letters_are_stored_composed(house: House, forms: list[tuple[str, Form]]) -> None:
    decomposed, written = normalize("NFD", WORDS), 0
    for who, form in posts(forms):
        answer = house.post(who, form.action, dict(form.fields) | dict.fromkeys(form.typed, decomposed))
        if answer.status_code < 400 and form.typed:
            rows = [row for table in house.rows("event").values() for row in table]
            assert not [row for row in rows if decomposed in row or decomposed.encode("unicode_escape").decode() in row]
            written += any(WORDS in row or WORDS.encode("unicode_escape").decode() in row for row in rows)
        house.put_back()
    assert written


@pytest.mark.parametrize("name", files())
def test_no_file_breaks_the_form_of_a_photo(
    house: House, forms: list[tuple[str, Form]], watch: Watch, name: str
) -> None:
    content, filename = files()[name]
    sent = 0
    for who, form in posts(forms):
        for field in form.files:
            answer = house.post(who, form.action, {field: (io.BytesIO(content), filename)})
            if answer.status_code < 400:
                page = house.get(who, str(answer.location))
                assert page.status_code == 200 and "<script>alert" not in page.text
                assert {path.suffix for path in house.evidence()} <= {".jpg", ".thumb", ".pdf", ".docx", ".png"}
            judge(answer, watch)
            sent += 1
    assert sent


QUERIES = (
    WORDS,
    normalize("NFD", WORDS),
    HTML,
    FORMULA,
    "a\x00b",
    "%",
    "_",
    "\\",
    "'",
    '"',
    "ả" * 5000,
    "9" * 400,
    "-1",
    "",
)


def queries(form: Form, values: Iterator[str]) -> Iterator[dict[str, str]]:
    """Every hostile value in all fields of a filter at once, and the next of `values` in each field alone."""
    names = [*form.fields, *MORE]
    yield from (dict.fromkeys(names, value) for value in QUERIES)
    yield from ({name: value} for name, value in zip(names, values, strict=False))


def test_no_filter_or_address_breaks_a_list(house: House, forms: list[tuple[str, Form]], watch: Watch) -> None:
    asked, values = 0, cycle(QUERIES)
    for who, form in forms:
        for query in queries(form, values) if form.method == "get" else []:
            answer = house.as_(who).get(form.action, query_string=query)
            assert answer.status_code == 200, (form.action, query)
            assert "<script>alert" not in answer.text
            asked += 1
    assert asked > 100 and not watch.changed()


MORE = ("before", "after")
"""Names in the query that the lists' own links use."""


@pytest.mark.parametrize("value", QUERIES)
def test_no_query_breaks_a_page(house: House, watch: Watch, value: str) -> None:
    for who, url in (("dic.manager", url) for url in house.pages() if "/fieldwork" in url or "/bar" in url):
        for name in ("section", "tap"):
            assert house.as_(who).get(url, query_string={name: value}).status_code == 200, (url, name)
    assert house.as_("stranger").get("/sign-in", query_string={"next": value}).status_code == 200
    assert not watch.changed()


def _breaks() -> str:
    raise ZeroDivisionError


def _writes_and_refuses() -> tuple[str, int]:
    db.session.add(Setting(key="planted", value=1))
    db.session.commit()
    return "<p>Không được</p>", 422


@pytest.mark.parametrize("planted", [_breaks, _writes_and_refuses, lambda: ("<p>No</p>", 422)])
def test_a_planted_fault_is_found(house: House, watch: Watch, planted: Callable[[], object]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(house.app.view_functions, "accounts.change_password", public(planted))
        answer = house.post("clerk", "/account/password", {})
    with pytest.raises(AssertionError):
        judge(answer, watch)
    watch.changed()
