"""Two tablets at one visit lose nothing: not to each other, not to a wrong clock, not to the network."""

import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from inspections.vietnamese import format_instant
from models.base import now
from tests.inspections.fieldwork.answering import Place, stored
from tests.inspections.sending.tablet import Sent, Tablet
from tests.support.client import Client

SIGN_IN = Callable[[str], Client]


def ticks(place: Place) -> list[str]:
    """Items of the department that nobody has answered and that a tap answers."""
    return ["CL-12", "CL-26", "CL-27", "CL-43", "CL-44", "CL-45"]


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
