"""Knows how two agencies write what the minutes need, on the tablet and without script, and when it is refused."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from models.directory import Body
from models.events import Event
from models.inspections import Attendee, Visit
from models.papers import Paper, SuppliedDocument
from tests.inspections.fieldwork.answering import Place
from tests.inspections.inspecting.cases import everything, make_inspection, make_visit
from tests.support.client import HTMX, Client, Page

SignIn = Callable[[str], Client]
PERSON = {"side": "body", "title": "Bà", "name": "Trần Thị Ánh", "position": "Kế toán"}
PAPER = {"name": "Sổ giao nhận", "number": "05/SGN", "dated_on": "01/10/2026", "original": "yes"}
SECRET = "Công văn số 12/BC-CAT (M)"


def page_of(place: Place) -> str:
    return f"/visits/{place.visit}/record"


def typed(page: Page, action: str, **changes: str | None) -> dict[str, Any]:
    """What a browser sends of a form after this was typed."""
    return {name: values[0] for name, values in page.form(action).items() if values} | changes


def save(who: Client, place: Place, section: str, status: int = 303, **changes: str) -> Page:
    """Opens the page, types into one section and sends it without script."""
    action = f"{page_of(place)}/{section}"
    return who.post(action, status=status, **typed(who.get(page_of(place)), action, **changes))


def facts(app: Flask, place: Place) -> dict[str, Any]:
    with everything(app) as session:
        return dict(session.scalars(sa.select(Paper).join(Visit).where(Visit.ref == place.visit)).one().fields)


def people(app: Flask, place: Place) -> dict[str, Attendee]:
    with everything(app) as session:
        session.expire_on_commit = False
        rows = session.scalars(sa.select(Attendee).join(Visit).where(Visit.ref == place.visit))
        return {one.name: one for one in rows}


def actions(app: Flask) -> list[str]:
    with everything(app) as session:
        return list(session.scalars(sa.select(Event.action).order_by(Event.number)))


def lock(app: Flask, place: Place, state: str = "locked") -> None:
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        paper = session.scalars(sa.select(Paper).where(Paper.visit_id == visit.id)).one_or_none()
        paper = paper or Paper(kind="minutes", inspection=visit.inspection, visit=visit, owner="DIC", title="x")
        session.add(paper)
        paper.state = state


def test_each_section_is_saved_into_the_draft_minutes_and_shown_again(app: Flask, place: Place, dic: Client) -> None:
    save(dic, place, "time", began_at="8h", ended_at="16 giờ 45")
    save(dic, place, "unit", phone="0270 3 822 111", staff="5", representative="Ông Đặng Văn Phước, Giám đốc")
    save(dic, place, "remarks", strengths="Đủ người.", shortcomings="Không có.", requirements="Duy trì.")
    save(dic, place, "opinions", none="y")
    save(dic, place, "method")
    save(dic, place, "copies", copies="4", holders="UBND xã giữ 01 bản")
    stored = facts(app, place)
    assert (stored["began_at"], stored["ended_at"], stored["copies"]) == ("08:00", "16:45", 4)
    assert stored["unit_info"]["staff"] == 5 and stored["opinion"] == "Không có ý kiến khác."
    assert "phỏng vấn" in stored["method"] and stored["holders"] == "UBND xã giữ 01 bản"
    page = dic.get(page_of(place))
    assert page.form(f"{page_of(place)}/time")["began_at"] == ["08:00"]
    assert "Đã đủ thông tin" in page.text
    assert actions(app).count("paper:draft") == 1 and actions(app).count("record:save") == 6


def test_htmx_swaps_the_section_alone_and_the_missing_list_asks_again(app: Flask, place: Place, dic: Client) -> None:
    action = f"{page_of(place)}/opinions"
    sent = typed(dic.get(page_of(place)), action, opinion="“Đơn vị thống nhất.”")
    page = dic.post(action, status=200, headers=HTMX, **sent)
    assert page.response.headers["HX-Trigger"] == "recorded" and "Đã lưu" in page.text
    assert [one.get("id") for one in page.all("section")] == ["section-opinions"]
    missing = dic.get(page_of(place), headers=HTMX)
    assert "giờ bắt đầu" in missing.text and "ý kiến của đơn vị" not in missing.text


def test_two_people_in_two_sections_do_not_disturb_each_other(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    time, opinions = f"{page_of(place)}/time", f"{page_of(place)}/opinions"
    mine, theirs = dic.get(page_of(place)), police.get(page_of(place))
    dic.post(time, **typed(mine, time, began_at="08:00"))
    police.post(opinions, **typed(theirs, opinions, opinion="Không có ý kiến khác."))
    assert facts(app, place)["began_at"] == "08:00" and facts(app, place)["opinion"]


def test_two_people_in_one_section_do_not_overwrite_and_keep_what_they_typed(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    action = f"{page_of(place)}/opinions"
    mine, theirs = dic.get(page_of(place)), police.get(page_of(place))
    dic.post(action, **typed(mine, action, opinion="Của tôi"))
    page = police.post(action, status=422, **typed(theirs, action, opinion="Của bạn"))
    assert "vừa được người khác thay đổi" in page.text and page.form(action)["opinion"] == ["Của bạn"]
    assert facts(app, place)["opinion"] == "Của tôi"


@pytest.mark.parametrize(
    ("section", "changes", "sentence"),
    [
        ("time", {"began_at": "sáng"}, "Ghi giờ và phút"),
        ("time", {"began_at": "09:00", "ended_at": "08:00"}, "sau giờ bắt đầu"),
        ("unit", {"staff": "năm"}, "số từ 0 đến 9999"),
        ("copies", {"copies": "0"}, "số từ 1 đến 20"),
        ("copies", {"copies": ""}, "Cần ghi số bản"),
        ("signing", {"refused": "yes"}, "lý do đơn vị không ký"),
        ("signing", {"refused": "yes", "reason": "vắng mặt"}, "người chứng kiến"),
        ("remarks", {"strengths": "a" * 6001}, "Tối đa"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    app: Flask, place: Place, dic: Client, section: str, changes: dict[str, str], sentence: str
) -> None:
    page = save(dic, place, section, 422, **changes)
    assert sentence in page.text
    shown = page.form(f"{page_of(place)}/{section}")
    assert {name: shown[name][0] for name in changes} == changes
    assert "record:save" not in actions(app)


def test_who_does_not_sign_stands_in_the_minutes_with_who_confirms_it(app: Flask, place: Place, dic: Client) -> None:
    branch = {"reason": "vắng mặt", "witness": "Bà Lê Thị Sáu, Phó Chủ tịch UBND xã"}
    save(dic, place, "signing", refused="yes", **branch)
    assert facts(app, place)["not_signing"] == branch | {"witness_reason": ""}
    save(dic, place, "signing", refused="no")
    assert facts(app, place)["not_signing"] is None


def test_what_looks_like_a_secret_needs_a_reason_which_is_kept(app: Flask, place: Place, dic: Client) -> None:
    page = save(dic, place, "remarks", 422, strengths=SECRET)
    assert "văn bản mật" in page.text and "overrule" in page.form(f"{page_of(place)}/remarks")
    save(dic, place, "remarks", strengths=SECRET, overrule="Chữ M là mã phòng")
    assert facts(app, place)["overruled"] == {"remarks": "Chữ M là mã phòng"}
    assert "secrecy:overrule" in actions(app)
    save(dic, place, "remarks", shortcomings="Không có.")
    assert "overrule" not in dic.get(page_of(place)).form(f"{page_of(place)}/remarks")


def test_people_are_added_changed_chosen_removed_and_put_back(app: Flask, place: Place, dic: Client) -> None:
    url = f"/visits/{place.visit}/attendees"
    dic.post(url, **PERSON)
    one = people(app, place)["Trần Thị Ánh"]
    assert (one.owner, one.audience, one.signs, one.position) == ("DIC", "joint", False, "Kế toán")
    text = dic.get(page_of(place)).text
    assert text.index("Đặng Văn Phước") < text.index("Trần Thị Ánh") < text.index("Lê Thị Hồng Thắm")
    dic.post(f"/attendees/{one.ref}/signs")
    assert [name for name, row in people(app, place).items() if row.signs] == ["Trần Thị Ánh"]
    form = typed(dic.get(f"/attendees/{one.ref}"), f"/attendees/{one.ref}", authority="Giấy ủy quyền số 7/UQ")
    dic.post(f"/attendees/{one.ref}", **form)
    assert "Ủy quyền: Giấy ủy quyền số 7/UQ" in dic.get(page_of(place)).text
    page = dic.post(f"/attendees/{one.ref}/remove", status=200, headers=HTMX)
    assert "Đã bỏ khỏi danh sách" in page.text and people(app, place)["Trần Thị Ánh"].removed_at
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        assert "Trần Thị Ánh" not in [row.name for row in visit.attendees]
    assert "Trần Thị Ánh" not in dic.get(f"/visits/{place.visit}").text
    dic.post(f"/attendees/{one.ref}/restore")
    restored = people(app, place)["Trần Thị Ánh"]
    assert restored.removed_at is None and restored.signs


def test_only_somebody_of_the_body_signs_for_it(app: Flask, place: Place, dic: Client) -> None:
    dic.post(f"/visits/{place.visit}/attendees", **PERSON | {"side": "witness", "address": "ấp 3"})
    ref = people(app, place)["Trần Thị Ánh"].ref
    assert "phải là người của đơn vị" in dic.post(f"/attendees/{ref}/signs", status=422).text
    assert dic.post(f"/attendees/{ref}/signs", status=422, headers=HTMX).all("section", id="people")


def test_a_person_that_another_changed_is_not_overwritten(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    dic.post(f"/visits/{place.visit}/attendees", **PERSON)
    url = f"/attendees/{people(app, place)['Trần Thị Ánh'].ref}"
    mine, theirs = typed(dic.get(url), url, position="Phó Giám đốc"), typed(police.get(url), url, position="Thủ kho")
    dic.post(url, **mine)
    page = police.post(url, status=422, **theirs)
    assert "vừa được người khác thay đổi" in page.text and page.form(url)["position"] == ["Thủ kho"]


def test_a_refused_person_keeps_what_was_typed(place: Place, dic: Client) -> None:
    url = f"/visits/{place.visit}/attendees"
    page = dic.post(url, status=422, headers=HTMX, **PERSON | {"name": ""})
    assert "Cần ghi họ và tên" in page.text and page.form(url)["position"] == ["Kế toán"]
    assert "Cần ghi họ và tên" in dic.post(url, status=422, **PERSON | {"name": ""}).text


def test_papers_are_added_changed_removed_and_put_back(app: Flask, place: Place, dic: Client) -> None:
    dic.post(f"/visits/{place.visit}/supplied", **PAPER)
    with everything(app) as session:
        row = session.scalars(sa.select(SuppliedDocument).where(SuppliedDocument.name == PAPER["name"])).one()
        ref = row.ref
        assert (row.number, str(row.dated_on), row.original) == ("05/SGN", "2026-10-01", True)
    url = f"/supplied/{ref}"
    dic.post(url, **typed(dic.get(url), url, note="Quyển 2"))
    assert "Quyển 2" in dic.get(page_of(place)).text
    page = dic.post(f"{url}/remove", status=200, headers=HTMX)
    assert "Đã bỏ khỏi danh mục" in page.text
    dic.post(f"{url}/restore")
    assert "Đã bỏ khỏi danh mục" not in dic.get(page_of(place)).text


def test_a_secret_paper_is_not_listed_without_a_reason(app: Flask, place: Place, dic: Client) -> None:
    url = f"/visits/{place.visit}/supplied"
    page = dic.post(url, status=422, **PAPER | {"number": "12/BC-CAT (M)"})
    assert "văn bản mật" in page.text and page.form(url)["overrule"] == [""]
    dic.post(url, **PAPER | {"number": "12/BC-CAT (M)", "overrule": "M là mã kho"})
    with everything(app) as session:
        row = session.scalars(sa.select(SuppliedDocument).where(SuppliedDocument.name == PAPER["name"])).one()
        assert row.overruled == "M là mã kho"


@pytest.mark.parametrize("state", ["locked", "signed", "not_signed"])
def test_after_the_lock_nothing_changes_and_an_annex_is_named(
    app: Flask, place: Place, dic: Client, state: str
) -> None:
    page = dic.get(page_of(place))
    sent = typed(page, f"{page_of(place)}/time", began_at="08:00")
    ref = people(app, place)["Đặng Văn Phước"].ref
    lock(app, place, state)
    for url, fields in (
        (f"{page_of(place)}/time", sent),
        (f"/visits/{place.visit}/attendees", PERSON),
        (f"/visits/{place.visit}/supplied", PAPER),
        (f"/attendees/{ref}/remove", {}),
        (f"/attendees/{ref}", PERSON),
    ):
        assert "phụ lục biên bản" in dic.post(url, status=422, **fields).text
    closed = dic.get(page_of(place))
    assert not closed.all("textarea") and "phụ lục biên bản" in closed.text


def test_a_change_of_the_people_makes_the_minutes_to_be_looked_at_again(app: Flask, place: Place, dic: Client) -> None:
    save(dic, place, "time", began_at="08:00")
    with everything(app) as session:
        before = session.scalars(sa.select(Paper).join(Visit).where(Visit.ref == place.visit)).one().version
    dic.post(f"/visits/{place.visit}/attendees", **PERSON)
    with everything(app) as session:
        assert session.scalars(sa.select(Paper).join(Visit).where(Visit.ref == place.visit)).one().version == before + 1


def test_both_agencies_read_it_and_only_the_team_writes(
    app: Flask, place: Place, police: Client, sign_in: SignIn
) -> None:
    assert police.get(page_of(place)).forms()
    for login in ("clerk", "dic.manager"):
        page = sign_in(login).get(page_of(place))
        writes = [form for form in page.forms() if "/record/" in form.get("action", "")]
        assert bool(writes) is (login == "dic.manager")
    sign_in("clerk").post(f"{page_of(place)}/time", status=403, began_at="08:00")
    sign_in("body").get(page_of(place), status=403)


def test_a_survey_has_its_own_words(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        key = session.scalars(sa.select(Body.key).where(Body.subject == "survey")).first()
        assert key
        visit = make_visit(session, make_inspection(session), key, kind="survey", state="announced")
        ref = visit.ref
    page = sign_in("dic.inspector").get(f"/visits/{ref}/record")
    assert "Thông tin lập biên bản làm việc" in page.text and "Đề nghị đối với đơn vị" in page.text
    assert "Yêu cầu đối với" not in page.text and "Đơn vị được khảo sát" in page.text


def test_the_visit_says_what_is_missing_and_leads_here(place: Place, dic: Client) -> None:
    page = dic.get(f"/visits/{place.visit}")
    assert page_of(place) in page.links() and "Còn thiếu:" in page.text and "giờ bắt đầu" in page.text


def test_nothing_is_written_before_the_announcement(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = make_visit(session).ref
    who = sign_in("dic.inspector")
    assert "Chưa công bố" in who.get(f"/visits/{ref}/record").text
    assert "Chưa công bố" in who.post(f"/visits/{ref}/attendees", status=422, **PERSON).text
