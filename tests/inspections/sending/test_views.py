"""A batch is answered operation by operation; nothing that a tablet sends breaks the server or is half written."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask

from inspections import secrecy
from inspections.sending import actions
from models.checklists import Operation
from models.directory import User
from models.findings import Finding
from models.inspections import Visit
from tests.inspections.fieldwork.answering import Place, events, operations, place_of, sign_off_everything, stored
from tests.inspections.inspecting.cases import everything
from tests.inspections.sending.tablet import Tablet
from tests.support.client import Client, counted

SECRET = "Tuyệt mật số 12"


def test_a_batch_is_stored_in_its_order(app: Flask, place: Place, tablet: Tablet) -> None:
    item = place.items["CL-12"]
    sample = {"answer1-seen": "30", "answer1-passed": "28", "answer1-failed": "2"}
    sent = [tablet.op(item, "answer1", inputs=sample), tablet.op(item, "result", text="fail")]
    assert tablet.states(*sent, tablet.op(place.items["CL-14"], "answer1", text="24,50")) == ["stored"] * 3
    values = {"seen": 30, "passed": 28, "failed": 2, "excluded": 0}
    assert operations(app, place.item("CL-12")) == [("answer1", values), ("result", "fail")]
    assert stored(app, place.item("CL-12")) == ("fail", {"answer1": values, "result": "fail"})
    assert stored(app, place.item("CL-14"))[1] == {"answer1": "24.5"}


def test_what_the_author_wrote_is_kept_with_his_device(app: Flask, place: Place, tablet: Tablet) -> None:
    sent = tablet.op(place.items["CL-26"], "result", text="pass", counter=7)
    tablet.send(sent)
    with everything(app) as session:
        row = session.scalars(sa.select(Operation).where(Operation.op_id == sent["op_id"])).one()
        assert row.device_at is not None
        assert (row.device, row.counter, row.device_at.isoformat()) == (tablet.device, 7, sent["device_at"])
        assert (row.by.login, row.clock_offset, row.bases) == ("dic.inspector", 0, [])


def test_the_answer_holds_the_new_bases_and_the_numbers_of_the_bar(place: Place, tablet: Tablet) -> None:
    sent = tablet.op(place.items["CL-26"], "result", text="pass")
    told = tablet.send(sent)
    html = told["items"][place.items["CL-26"]]["html"]
    assert html.startswith("<output") and html.endswith("</output>")
    assert f'name="bases.result" value="{sent["op_id"]}"' in html and "Đã lưu" in html
    bar = told["visits"][place.visit]
    assert bar["total"] > bar["done"] > 0
    again = tablet.send(tablet.op(place.items["CL-26"], "result", sent["op_id"]))["visits"][place.visit]
    assert again["done"] == bar["done"] - 1
    assert sum(done for done, _ in again["sections"].values()) == sum(n for n, _ in bar["sections"].values()) - 1


def test_a_batch_that_is_sent_twice_is_stored_once(app: Flask, place: Place, tablet: Tablet) -> None:
    batch = [tablet.op(place.items[code], "result", text="pass") for code in ("CL-12", "CL-26", "CL-27")]
    assert tablet.states(*batch) == ["stored"] * 3
    assert tablet.states(*batch, *batch) == ["repeated"] * 6
    assert operations(app, place.item("CL-27")) == [("result", "pass")]
    assert len(events(app, "answer")) and tablet.states(batch[0] | {"inputs": {"result": "fail"}}) == ["taken"]
    assert tablet.states(batch[0] | {"item": place.items["CL-29"]}) == ["taken"]
    assert stored(app, place.item("CL-26")) == ("pass", {"result": "pass"})


def test_a_number_used_twice_keeps_nothing_else_of_its_batch(app: Flask, place: Place, tablet: Tablet) -> None:
    taken = tablet.op(place.items["CL-26"], "result", text="pass")
    tablet.send(taken)
    item = place.items["CL-27"]
    batch = [tablet.op(item, "result", text="fail"), taken | {"item": item}, tablet.op(item, "note", text="Sổ cũ.")]
    assert tablet.states(*batch) == ["stored", "taken", "stored"]
    assert operations(app, place.item("CL-27")) == [("result", "fail"), ("note", "Sổ cũ.")]
    assert stored(app, place.item("CL-27"))[0] == "fail"
    named = [one for row in events(app, "answer") for one in row.content["operations"]]
    assert len(named) == len(set(named))


def test_an_unknown_option_is_kept_aside_and_the_answer_stays(app: Flask, place: Place, tablet: Tablet) -> None:
    item = place.items["CL-26"]
    first = tablet.op(item, "result", text="pass")
    unknown = tablet.op(item, "result", first["op_id"], text="khong_ton_tai")
    assert tablet.states(first, unknown) == ["stored", "aside"]
    assert stored(app, place.item("CL-26")) == ("pass", {"result": "pass"})
    assert "khong_ton_tai" in tablet.client.get(place.item("CL-26")).text


def test_the_tablet_is_told_that_a_value_is_kept_aside_until_its_author_writes_again(
    app: Flask, place: Place, tablet: Tablet, sign_in: Callable[[str], Client]
) -> None:
    item, other = place.items["CL-26"], Tablet(sign_in("dic.manager"))
    unknown = tablet.op(item, "result", text="khong_ton_tai")
    for _ in range(2):  # the first answer was lost on its way
        told = tablet.send(unknown)
        assert (told["results"][0]["state"], told["results"][0]["sentence"]) == ("aside", actions.ASIDE)
        assert actions.ASIDE in told["items"][item]["html"]
    assert actions.ASIDE not in other.send(other.op(item, "note", text="Sổ cũ."))["items"][item]["html"]
    again = tablet.send(tablet.op(item, "result", unknown["op_id"], text="pass"))
    assert actions.ASIDE not in again["items"][item]["html"]


def test_what_comes_after_the_sign_off_is_history(app: Flask, place: Place, tablet: Tablet) -> None:
    before = stored(app, place.item("CL-01"))
    sign_off_everything(app, place, "DIC")
    sent = tablet.op(place.items["CL-01"], "result", text="fail")
    for _ in range(2):  # the first answer was lost on its way
        told = tablet.send(sent)
        assert (told["results"][0]["state"], told["results"][0]["sentence"]) == ("late", actions.LATE)
    assert stored(app, place.item("CL-01")) == before
    assert "xác nhận hoàn thành" in told["items"][place.items["CL-01"]]["html"]


def test_what_cannot_be_stored_is_refused_with_its_sentence(app: Flask, place: Place, tablet: Tablet) -> None:
    planned = place_of(app, "ub-tra-vinh", "planned")
    sent = [
        tablet.op(planned.items["SD-01"], "result", text="pass"),
        tablet.op(place.items["CL-14"], "answer1", text="hai"),
        tablet.op(place.items["CL-26"], "note", text=SECRET),
        tablet.op(place.items["CL-26"], "answer1", text="1"),
        tablet.op(place.items["CL-27"], "result", text="pass"),
    ]
    told = tablet.send(*sent)["results"]
    assert [one["state"] for one in told] == ["refused"] * 4 + ["stored"]
    words = ("Chưa công bố", "không phải là số", secrecy.MESSAGES["number"], "không có phần cần ghi")
    assert all(word in one["sentence"] for word, one in zip(words, told, strict=False))
    assert [one.get("hint") for one in told] == [False, False, True, False, None]
    assert operations(app, place.item("CL-26")) == []


def test_a_hint_at_a_secret_passes_with_a_reason(app: Flask, place: Place, tablet: Tablet) -> None:
    sent = tablet.op(place.items["CL-26"], "note", text=SECRET, overrule=" Là tên  sổ mẫu. ")
    assert tablet.states(sent) == ["stored"] and tablet.states(sent) == ["repeated"]
    assert stored(app, place.item("CL-26"), kind="note")[1] == {"note": SECRET}
    [logged] = events(app, "secrecy:overrule")
    assert logged.content["kinds"] == ["number"] and SECRET not in str(logged.content)
    assert "lý do: Là tên sổ mẫu." in tablet.client.get(place.item("CL-26")).text


def test_items_that_a_person_may_not_answer_are_gone(
    app: Flask, place: Place, tablet: Tablet, sign_in: Callable[[str], Client]
) -> None:
    sent = [tablet.op(place.items["AN-03"], "result", text="pass"), tablet.op("zzzzzzzzzz", "result", text="pass")]
    told = tablet.send(*sent)
    assert [one["state"] for one in told["results"]] == ["gone", "gone"] and told["items"] == {}
    assert operations(app, place.item("AN-03")) != [("result", "pass")]


def test_another_person_on_the_same_tablet_sends_nothing(app: Flask, place: Place, tablet: Tablet) -> None:
    sent = tablet.envelope(tablet.op(place.items["CL-26"], "result", text="pass"))
    with everything(app) as session:
        sent["user"] = session.scalars(sa.select(User.ref).where(User.login == "dic.manager")).one()
    answer = tablet.post(sent)
    assert answer.status_code == 409 and "tài khoản khác" in answer.get_json()["sentence"]
    assert operations(app, place.item("CL-26")) == []


def test_only_inspectors_and_managers_send(app: Flask, place: Place, sign_in: Callable[[str], Client]) -> None:
    tablet = Tablet(sign_in("clerk"))
    assert tablet.post(tablet.envelope()).status_code == 403
    assert Client(app).http.post("/operations", json={}).status_code == 400


def test_a_finding_is_noted_after_the_answers_of_its_batch(app: Flask, place: Place, tablet: Tablet) -> None:
    item = place.items["CL-26"]
    finding = tablet.op(item, "finding")
    assert tablet.states(finding) == ["refused"]
    batch = [finding, tablet.op(item, "result", text="fail"), tablet.op(item, "note", text="Sổ ghi thiếu ngày.")]
    assert tablet.states(*batch) == ["stored"] * 3
    assert tablet.states(*batch) == ["repeated"] * 3
    with everything(app) as session:
        rows = session.scalars(sa.select(Finding).join(Finding.visit).where(Visit.ref == place.visit))
        assert len([one for one in rows if one.text == "Sổ ghi thiếu ngày."]) == 1
    assert len(events(app, "finding:note")) == 1


def test_a_finding_that_was_dismissed_is_noted_again_by_a_new_operation_alone(
    app: Flask, place: Place, tablet: Tablet, sign_in: Callable[[str], Client]
) -> None:
    item = place.items["CL-26"]
    first = tablet.op(item, "finding")
    assert tablet.states(tablet.op(item, "result", text="fail"), first) == ["stored"] * 2
    with everything(app) as session:
        finding = session.scalars(sa.select(Finding).order_by(Finding.id.desc()).limit(1)).one()
        finding.state = "dismissed"
    assert tablet.states(first) == ["repeated"]
    assert tablet.states(tablet.op(item, "finding")) == ["stored"]
    assert tablet.states(first) == ["repeated"] and len(events(app, "finding:note")) == 2


def test_a_colleague_whose_paper_form_is_typed_in_is_named(app: Flask, place: Place, tablet: Tablet) -> None:
    with everything(app) as session:
        manager = session.scalars(sa.select(User.ref).where(User.login == "dic.manager")).one()
        stranger = session.scalars(sa.select(User.ref).where(User.login == "police.manager")).one()
    item = place.items["CL-26"]
    sent = [tablet.op(item, "result", text="pass", observer=one) for one in (manager, stranger, "")]
    assert tablet.states(*sent) == ["stored", "refused", "stored"]
    tablet.client.post(f"/visits/{place.visit}/observer", observer=manager)
    assert tablet.states(tablet.op(item, "note", text="Theo phiếu giấy.")) == ["stored"]
    with everything(app) as session:
        rows = session.scalars(sa.select(Operation).where(Operation.device == tablet.device).order_by(Operation.id))
        assert [row.observed_by.login if row.observed_by else "" for row in rows] == ["dic.manager", "", "dic.manager"]


def test_a_full_batch_asks_the_database_no_more_per_operation_than_it_stores(
    app: Flask, place: Place, tablet: Tablet
) -> None:
    codes = [code for code in place.items if code.startswith("CL-")][:40]
    batch = [tablet.op(place.items[code], "note", text=f"{n} {code}") for n in range(5) for code in codes]
    with counted(app) as statements:
        tablet.send(*batch)
    assert len(statements) < 3 * len(batch) + 60


def test_one_answer_is_small(place: Place, tablet: Tablet) -> None:
    body = tablet.envelope(tablet.op(place.items["CL-26"], "result", text="pass"))
    answer = tablet.post(body, **{"Accept-Encoding": "gzip"})
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    assert len(answer.data) + headers < 2_000, (len(answer.data), headers)
