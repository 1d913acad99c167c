"""Nothing that is sent in place of a batch breaks the server, is half written, or is refused without a sentence."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from models.checklists import Operation
from tests.inspections.fieldwork.answering import Place, operations, place_of
from tests.inspections.inspecting.cases import everything
from tests.inspections.sending.tablet import Sent, Tablet

VIETNAMESE = re.compile("[ăâđêôơưạảấầậắằặẹẻếềệọỏốồộớờợụủứừựịỉỳỷ]", re.IGNORECASE)
LARGE = "a" * 3_000_000
KINDS: tuple[Any, ...] = (None, True, 7, -1, 1.5, "", "ă", [], {}, [[]], {"a": {}}, "9" * 400, 2**70, LARGE)
WRONG_TIMES = ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "2026-11-22", "2026-11-22T08:00:00", "hôm nay")


def written(app: Flask) -> int:
    """How many operations there are."""
    with everything(app) as session:
        return session.scalars(sa.select(sa.func.count(Operation.id))).one()


def bodies(tablet: Tablet, good: Sent) -> Iterator[bytes]:
    """What is no batch at all."""
    text = json.dumps(tablet.envelope(good))
    yield from (b"", b"\xff\xfe\x00", b"{", b"null", b"[]", b'"batch"', b"[" * 200_000, b'{"user":' * 200_000, b"NaN")
    yield text[: len(text) // 2].encode()
    yield text.replace('"counter": 1', f'"counter": {"9" * 5000}').encode()
    yield text.replace('"counter": 1', '"counter": NaN').encode()
    for name in ("device", "sent_at", "operations"):
        for value in KINDS:
            if (name, value) not in (("operations", []), ("device", "")):
                yield json.dumps(tablet.envelope(good) | {name: value}).encode()
    for value in (*KINDS[:-1], {"op_id": "short"}, {"op_id": 7}, {"op_id": "a b c d e f"}):
        yield json.dumps(tablet.envelope(good, value)).encode()
    yield from (json.dumps(tablet.envelope(good) | {"sent_at": at}).encode() for at in WRONG_TIMES)


def test_what_is_no_batch_is_refused_as_a_whole(app: Flask, place: Place, tablet: Tablet) -> None:
    good = tablet.op(place.items["CL-26"], "result", text="pass")
    before = written(app)
    for body in bodies(tablet, good):
        answer = tablet.post(body)
        assert answer.status_code == 400, (answer.status_code, body[:200])
        assert VIETNAMESE.search(answer.get_json()["sentence"])
    assert written(app) == before


def test_a_batch_that_is_too_large_is_refused_as_a_whole(app: Flask, place: Place, tablet: Tablet) -> None:
    before = written(app)
    batch = [tablet.op(place.items["CL-26"], "result", text="pass") for _ in range(201)]
    answer = tablet.post(tablet.envelope(*batch))
    assert answer.status_code == 413 and "200" in answer.get_json()["sentence"]
    ten = tablet.post(tablet.envelope(tablet.op(place.items["CL-26"], "note", text="a" * 10_000_000)))
    assert ten.status_code == 413 and "quá lớn" in ten.get_json()["sentence"]
    assert written(app) == before


TEXTS = ("a\0b", "a\ud800b", "\uffff", "a" * 2_001, "a" * 30_000)
WRONG: dict[str, tuple[Any, ...]] = {
    "item": (*KINDS, "ABCDEFGHIJ", "../../app"),
    "part": (*KINDS, "conclusion", "answer9", "bases", "finding1", "result\0"),
    "repeat": (7, True, [7], {"a": 1}, LARGE, "ă", "a" * 16),
    "inputs": (*(one for one in KINDS if one != {}), {"note": "x"}, {"result": 7}, {"result": None}, {"": "x"}),
    "bases": (*(one for one in KINDS if one != []), ["short"], [7], ["a" * 65], ["a,b-12345"], ["base-0001"] * 201),
    "device": (7, [7], "ă", "a" * 65),
    "device_at": (*KINDS, *WRONG_TIMES),
    "counter": (None, True, -1, 1.5, "7", [], 2**70),
    "overrule": (7, True, [7], {"a": 1}, LARGE, "a" * 501, "a\0"),
    "observer": (7, [7], LARGE, "zzzzzzzzzz", "ă"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_operation_is_refused_alone(app: Flask, place: Place, tablet: Tablet, name: str) -> None:
    item = place.items["CL-26"]
    for value in WRONG[name]:
        wrong = tablet.op(item, "result", text="pass") | {name: value}
        told = tablet.send(wrong)["results"][0]
        assert told["state"] in {"refused", "gone"}, (name, str(value)[:60])
        assert VIETNAMESE.search(told["sentence"])
    assert operations(app, place.item("CL-26")) == []
    assert tablet.states(wrong, tablet.op(item, "result", text="pass"))[1] == "stored"


def test_letters_that_cannot_be_stored_or_are_too_many_are_refused(app: Flask, place: Place, tablet: Tablet) -> None:
    batch = [tablet.op(place.items["CL-26"], "note", text=text) for text in TEXTS]
    told = tablet.send(*batch)["results"]
    assert {one["state"] for one in told} == {"refused"} and all(VIETNAMESE.search(one["sentence"]) for one in told)
    assert operations(app, place.item("CL-26")) == []


def test_html_and_formulas_are_text(app: Flask, place: Place, tablet: Tablet) -> None:
    html = "<script>alert(1)</script>{{ 7*7 }}"
    told = tablet.send(tablet.op(place.items["CL-26"], "note", text=html))
    assert told["results"][0]["state"] == "stored" and "<script>" not in told["items"][place.items["CL-26"]]["html"]
    page = tablet.client.get(place.item("CL-26"))
    assert "<script>alert" not in page.html and html in page.text


def test_items_of_other_visits_and_agencies_are_written_by_nobody_else(
    app: Flask, place: Place, tablet: Tablet
) -> None:
    foreign = place_of(app, "ub-tra-vinh", "planned")
    refs = [foreign.visit, place.visit, place.parts["DIC"], place.items["AN-03"]]
    told = tablet.send(*(tablet.op(ref, "result", text="pass") for ref in refs))
    assert {one["state"] for one in told["results"]} == {"gone"} and told["items"] == told["visits"] == {}


def test_two_hundred_bases_are_not_too_many(place: Place, tablet: Tablet) -> None:
    bases = [f"base-{number:05}" for number in range(200)]
    assert tablet.states(tablet.op(place.items["CL-26"], "result", *bases, text="pass")) == ["stored"]
