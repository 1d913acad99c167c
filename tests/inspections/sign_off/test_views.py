"""Each agency signs off its own part when nothing is missing in it, and opens it again by itself with a reason."""

import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import secrecy
from inspections.fieldwork import queries as fieldwork
from models.checklists import Answer
from models.directory import Setting
from models.inspections import Visit, VisitPart
from tests.inspections.fieldwork.answering import Place, events, fill
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]
CONFIRMED = {"no_secrets": "y"}


def step(place: Place, name: str, agency: str = "DIC") -> str:
    """Where a step of an agency's part is taken."""
    return f"/parts/{place.parts[agency]}/steps/{name}"


def page_of(place: Place, agency: str = "DIC") -> str:
    """The page of an agency's part."""
    return f"/parts/{place.parts[agency]}"


def complete(app: Flask, place: Place, *agencies: str) -> None:
    """Leaves nothing missing: what is missing becomes not applicable, past the form that people use."""
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        for agency in agencies:
            missing = {gap.item.id for gap in fieldwork.gaps(session, visit, agency)}
            session.execute(
                sa.update(Answer)
                .where(Answer.visit_item_id.in_(missing), Answer.owner == agency, Answer.kind == "answer")
                .values(state="not_applicable", values={"result": "not_applicable"})
            )
            session.expire_all()
            assert fieldwork.gaps(session, visit, agency) == []


def states(app: Flask, place: Place) -> tuple[str, dict[str | None, str]]:
    """The state of the visit and of its parts."""
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.ref == place.visit)).one()
        return visit.state, {part.owner: part.state for part in visit.parts}


@pytest.fixture
def colleague_checks(app: Flask) -> Iterator[None]:
    """The department wants a colleague to check."""
    with everything(app) as session:
        session.execute(sa.update(Setting).where(Setting.key == "colleague_check").values(value={"DIC": True}))
    yield


def test_what_is_missing_is_listed_with_links_and_blocks(app: Flask, place: Place, dic: Client) -> None:
    page = dic.get(page_of(place))
    [link] = [url for url in page.links() if url.endswith(f"#item-{place.items['CL-26']}")]
    assert place.items["CL-26"] in dic.get(link).html
    assert f"#item-{place.items['CL-10']}" in page.html and "hai kết quả khác nhau" in page.text
    assert f"#item-{place.items['CL-23']}" not in page.html
    assert "Chưa thực hiện được: Còn" in page.text
    assert "nội dung chưa đủ" in dic.post(step(place, "sign_off"), status=422, **CONFIRMED).text
    assert states(app, place)[1]["DIC"] == "open"


def test_what_is_missing_is_said_without_brackets_within_brackets(place: Place, dic: Client) -> None:
    fill(dic, place.item("CL-12"), result="fail", note="Thiếu sổ.")
    text = dic.get(page_of(place)).text
    assert "– chưa nhập đủ số liệu mẫu (số đã xem, đạt, chưa đạt, loại trừ)" in text
    assert "))" not in text


def test_before_its_visit_is_announced_nobody_is_at_work_on_a_part(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        ref = session.scalars(sa.select(VisitPart.ref).join(Visit).where(Visit.state == "planned")).first()
    text = sign_in("dic.inspector").get(f"/parts/{ref}").text
    assert "Chưa kiểm tra" in text and "Đang kiểm tra" not in text
    assert "Chưa công bố quyết định" in text and "Còn thiếu trước khi xác nhận" not in text


def test_a_failed_item_without_a_note_is_missing_until_it_has_one(app: Flask, place: Place, police: Client) -> None:
    anchor = f"#item-{place.items['AN-06']}"
    assert anchor in police.get(page_of(place, "POLICE")).html
    fill(police, place.item("AN-06"), note="Chưa có sổ.")
    assert anchor not in police.get(page_of(place, "POLICE")).html


def test_the_confirmation_about_secrets_is_asked_once_and_needed(app: Flask, place: Place, dic: Client) -> None:
    complete(app, place, "DIC")
    assert secrecy.SIGN_OFF_CONFIRMATION in dic.get(page_of(place)).text
    page = dic.post(step(place, "sign_off"), status=422)
    assert "Cần xác nhận câu này trước khi hoàn thành." in page.text
    assert states(app, place)[1]["DIC"] == "open"
    dic.post(step(place, "sign_off"), **CONFIRMED)
    assert states(app, place) == ("announced", {"DIC": "signed_off", "POLICE": "open"})
    assert "Lê Minh Khôi" in dic.get(page_of(place)).text
    assert [event.content["state"] for event in events(app, "part:sign_off")] == ["signed_off"]


def test_the_fieldwork_is_done_when_both_have_signed_off(app: Flask, place: Place, dic: Client, police: Client) -> None:
    complete(app, place, "DIC", "POLICE")
    dic.post(step(place, "sign_off"), **CONFIRMED)
    police.post(step(place, "sign_off", "POLICE"), **CONFIRMED)
    assert states(app, place) == ("fieldwork_done", {"DIC": "signed_off", "POLICE": "signed_off"})
    assert "đã kiểm tra xong tại đơn vị" in dic.get(page_of(place)).text
    assert len(events(app, "visit:fieldwork_done")) == 1


def test_a_part_is_opened_again_by_itself_with_a_reason(app: Flask, place: Place, dic: Client, police: Client) -> None:
    complete(app, place, "DIC", "POLICE")
    dic.post(step(place, "sign_off"), **CONFIRMED)
    police.post(step(place, "sign_off", "POLICE"), **CONFIRMED)
    for reason, sentence in (("", "Cần ghi lý do"), ("Theo tài liệu (Mật).", secrecy.INSTEAD)):
        page = police.post(step(place, "reopen", "POLICE"), status=422, reason=reason)
        assert sentence in page.text and page.form(step(place, "reopen", "POLICE"))["reason"] == [reason]
    police.post(step(place, "reopen", "POLICE"), reason="Bổ sung ghi chú.")
    assert states(app, place) == ("announced", {"DIC": "signed_off", "POLICE": "open"})
    assert "Các lần mở lại Bổ sung ghi chú." in police.get(page_of(place, "POLICE")).text
    assert "Bổ sung" not in str(events(app, "part:reopen")[0].content)


def test_every_reopening_stays_on_the_page_with_who_when_and_why(
    app: Flask, place: Place, dic: Client, sign_in: SignIn
) -> None:
    complete(app, place, "DIC")
    for who, reason in ((dic, "Thiếu chú thích ảnh."), (sign_in("dic.manager"), "Sửa số liệu CL-14.")):
        dic.post(step(place, "sign_off"), **CONFIRMED)
        who.post(step(place, "reopen"), reason=reason)
    dic.post(step(place, "sign_off"), **CONFIRMED)
    text = dic.get(page_of(place)).text
    latest = r"Sửa số liệu CL-14\.\s*Phạm Thị Thu Hà, \d\d:\d\d "
    assert re.search(latest + r".*Thiếu chú thích ảnh\.\s*Lê Minh Khôi, \d\d:\d\d ", text)


def test_why_a_part_was_opened_again_is_as_open_as_what_its_agency_writes(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    complete(app, place, "DIC", "POLICE")
    for who, agency in ((dic, "DIC"), (police, "POLICE")):
        who.post(step(place, "sign_off", agency), **CONFIRMED)
        who.post(step(place, "reopen", agency), reason=f"Lý do của {agency}.")
    assert "Lý do của DIC." in police.get(page_of(place, "DIC")).text
    assert "Lý do của POLICE." in police.get(page_of(place, "POLICE")).text
    assert "Các lần mở lại" not in dic.get(page_of(place, "POLICE")).text


def test_the_other_agency_sees_how_far_a_part_is_and_takes_no_step(
    app: Flask, place: Place, dic: Client, police: Client
) -> None:
    complete(app, place, "DIC")
    page = police.get(page_of(place))
    assert "cơ quan khác chỉ thấy tiến độ" in page.text
    assert not [form for form in page.forms() if "/steps/" in form.get("action", "")]
    assert place.items["CL-10"] not in page.html
    for name in ("check", "sign_off", "reopen"):
        police.post(step(place, name), status=403, reason="x", **CONFIRMED)
    assert states(app, place)[1]["DIC"] == "open"


def test_a_step_that_does_not_exist_is_not_found(place: Place, dic: Client) -> None:
    dic.post(step(place, "fly"), status=404)


def test_two_people_at_the_same_step_are_told_of_each_other(
    app: Flask, place: Place, dic: Client, sign_in: SignIn
) -> None:
    complete(app, place, "DIC")
    dic.post(step(place, "sign_off"), **CONFIRMED)
    page = sign_in("dic.manager").post(step(place, "sign_off"), status=422, **CONFIRMED)
    assert "trạng thái vừa được người khác thay đổi" in page.text
    assert len(events(app, "part:sign_off")) == 1


def test_nothing_is_opened_again_after_the_minutes(app: Flask, place: Place, dic: Client) -> None:
    with everything(app) as session:
        session.execute(sa.update(VisitPart).values(state="signed_off"))
        session.execute(sa.update(Visit).where(Visit.ref == place.visit).values(state="minutes_signed"))
    assert "Biên bản đã ký" in dic.post(step(place, "reopen"), status=422, reason="Sửa.").text


def test_a_colleague_checks_when_the_agency_asks_for_it(
    app: Flask, place: Place, dic: Client, colleague_checks: None, sign_in: SignIn
) -> None:
    complete(app, place, "DIC")
    assert "yêu cầu một đồng nghiệp soát lại" in dic.post(step(place, "sign_off"), status=422, **CONFIRMED).text
    assert "đồng nghiệp khác" in dic.post(step(place, "check"), status=422).text
    sign_in("dic.manager").post(step(place, "check"))
    dic.post(step(place, "sign_off"), **CONFIRMED)
    assert states(app, place)[1]["DIC"] == "signed_off"


def test_what_was_written_after_the_check_wants_another_check(
    app: Flask, place: Place, dic: Client, colleague_checks: None, sign_in: SignIn
) -> None:
    complete(app, place, "DIC")
    manager = sign_in("dic.manager")
    manager.post(step(place, "check"))
    fill(dic, place.item("CL-01"), result="not_applicable")
    assert "Đã có lần ghi sau khi soát lại" in dic.get(page_of(place)).text
    dic.post(step(place, "sign_off"), status=422, **CONFIRMED)
    dic.post(step(place, "reopen"), reason="Soát lại lần nữa.")
    manager.post(step(place, "check"))
    dic.post(step(place, "sign_off"), **CONFIRMED)
    assert states(app, place)[1]["DIC"] == "signed_off"
