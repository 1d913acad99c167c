"""Two tablets at one visit lose nothing: not to each other, not to a wrong clock, not to the network."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.fieldwork import queries
from inspections.fieldwork.rules import offered_results
from inspections.vietnamese import format_instant
from models.base import now
from models.checklists import VisitItem
from tests.inspections.fieldwork.answering import Place, fill, operations, stored
from tests.inspections.inspecting.cases import everything
from tests.inspections.sending.tablet import Sent, Tablet
from tests.support.client import Client

SIGN_IN = Callable[[str], Client]


def ticks(app: Flask, place: Place) -> list[str]:
    """The department's items that nobody has written and that a result alone answers."""
    with everything(app) as session:
        rows = session.scalars(sa.select(VisitItem).where(VisitItem.ref.in_(place.items.values())))
        items = [row for row in rows if row.lead == "dic" and not queries.operations(session, row)]
        specs = {row.code: queries.version_of(session, row).items[row.code] for row in items}
        return [code for code, spec in specs.items() if "pass" in offered_results(spec)]


def answered(tablet: Tablet, place: Place, codes: list[str], result: str) -> list[Sent]:
    """What a tablet without network writes in these items."""
    return [tablet.op(place.items[code], "result", text=result) for code in codes]


def test_a_tablet_that_is_three_hours_slow_is_corrected_and_says_so(
    app: Flask, place: Place, other: Tablet, sign_in: SIGN_IN
) -> None:
    slow = Tablet(sign_in("dic.inspector"), slow=timedelta(hours=3))
    other.send(other.op(place.items["CL-26"], "result", text="pass"))
    slow.send(slow.op(place.items["CL-26"], "result", text="fail"))
    text = slow.client.get(place.item("CL-26")).text
    at = format_instant(now(), app.config["TIME_ZONE"])
    assert re.search(rf"{at[:2]}:\d\d(?: {at[6:]})? \(đồng hồ máy bảng chậm 3 giờ, đã chỉnh\)", text)
    assert text.count("đã chỉnh") == 2  # in the conflict and in the history
    history = text[text.index("Các lần ghi") :]
    assert history.index("Chưa đạt") < history.index("Đạt"), "the newest is what came last, whatever its clock said"


def test_a_tablets_clock_decides_nothing(app: Flask, place: Place, other: Tablet, sign_in: SIGN_IN) -> None:
    fast = Tablet(sign_in("dic.inspector"), slow=-timedelta(days=400))
    first = fast.op(place.items["CL-26"], "result", text="pass")
    fast.send(first)
    other.send(other.op(place.items["CL-26"], "result", first["op_id"], text="fail"))
    assert stored(app, place.item("CL-26")) == ("fail", {"result": "fail"})


def test_two_notes_written_without_network_both_stand(app: Flask, place: Place, tablet: Tablet, other: Tablet) -> None:
    item, url = place.items["CL-26"], place.item("CL-26")
    first = tablet.op(item, "note", text="Sổ ghi đủ.")
    tablet.send(first)
    one = tablet.op(item, "note", first["op_id"], text="Sổ ghi đủ.\nThiếu dấu ngày.")
    two = other.op(item, "note", first["op_id"], text="Sổ ghi đủ.\nTủ có khóa.")
    other.send(two)
    told = tablet.send(one)["items"][item]["html"]
    assert "gộp với ghi chú của đồng nghiệp" in told and url in told
    state, values = stored(app, url, kind="note")
    assert state == "recorded"
    assert sorted(values["note"].split("\n")) == ["Sổ ghi đủ.", "Thiếu dấu ngày.", "Tủ có khóa."]
    shown = tablet.client.get(url).form(f"{url}/answer")
    assert shown["note"] == [values["note"]]
    assert set(shown["bases.note"][0].split(",")) == {one["op_id"], two["op_id"]}
    before = operations(app, url)
    fill(tablet.client, url)
    assert operations(app, url) == before, "a page that shows a merged note and changes nothing writes nothing"


def test_the_same_line_changed_differently_is_settled_with_both(
    app: Flask, place: Place, tablet: Tablet, other: Tablet
) -> None:
    item, url = place.items["CL-26"], place.item("CL-26")
    first = tablet.op(item, "note", text="Sổ ghi đủ.")
    tablet.send(first)
    for one, text in ((tablet, "Sổ ghi đủ ngày."), (other, "Sổ ghi đủ tên.")):
        one.send(one.op(item, "note", first["op_id"], text=text))
    assert stored(app, url, kind="note") == ("conflict", {})
    page = tablet.client.get(url)
    assert "Sổ ghi đủ ngày." in page.text and "Sổ ghi đủ tên." in page.text and "Giữ cả hai" in page.text
    choices = [one.get("value", "") for one in page.all("input", name="op_id", type="radio")]
    assert len(choices) == 3 and choices[-1] == "both"
    tablet.client.post(f"{url}/settle", op_id="both", reason="Cả hai đều đúng.")
    state, values = stored(app, url, kind="note")
    assert state == "recorded" and set(values["note"].split("\n")) == {"Sổ ghi đủ ngày.", "Sổ ghi đủ tên."}
    again = tablet.client.post(f"{url}/settle", status=422, op_id="both", reason="Cả hai đều đúng.")
    assert "người khác ghi lại" in again.text


ORDERS = [("tablet", "other"), ("other", "tablet")]


@pytest.mark.parametrize("order", ORDERS, ids=["one first", "other first"])
def test_two_inspectors_without_network_lose_nothing_in_either_order(
    app: Flask, place: Place, tablet: Tablet, other: Tablet, order: tuple[str, str]
) -> None:
    codes = ticks(app, place)
    mine, common, theirs = codes[:4], codes[4:7], codes[7:11]
    sent = {
        "tablet": answered(tablet, place, mine + common, "pass"),
        "other": answered(other, place, common[:1] + theirs, "pass") + answered(other, place, common[1:], "fail"),
    }
    for who in order:
        for _ in range(2):  # every batch arrives twice
            {"tablet": tablet, "other": other}[who].send(*sent[who])
    found = {code: stored(app, place.item(code)) for code in codes[:11]}
    assert {code: state for code, (state, _) in found.items()} == dict.fromkeys(
        mine + common[:1] + theirs, "pass"
    ) | dict.fromkeys(common[1:], "conflict")
    for code in common[1:]:
        chosen = tablet.client.get(place.item(code)).all("input", name="op_id", type="radio")
        assert len(chosen) == 2, "both are kept and shown"
    for code in codes[:11]:
        new = [value for part, value in operations(app, place.item(code)) if part == "result"]
        assert len(new) == (2 if code in common else 1)
