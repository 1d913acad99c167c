"""Knows what the pages of findings show to whom, and what their forms do; knows no rule."""

from collections.abc import Callable

import pytest
from flask import Flask

from models.findings import Finding
from tests.inspections.fieldwork.answering import Place, place_of
from tests.inspections.findings import cases
from tests.inspections.findings.cases import JOINT, PASSED, POLICE_JOINT, POLICE_NOTED
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]


@pytest.fixture
def place(app: Flask) -> Place:
    """The visit in progress."""
    return place_of(app)


def tap(client: Client, place: Place, code: str) -> str:
    """Taps the button of a failed item; the address of the finding."""
    url = f"{place.item(code)}/findings"
    assert client.get(place.item(code)).form(url)
    return client.post(url).location


def send(client: Client, url: str, action: str, status: int = 303, **typed: object) -> Page:
    """Sends a form of the finding's page as it stands, with this typed."""
    filled = {name: values for name, values in client.get(url).form(f"{url}{action}").items() if name != "csrf_token"}
    return client.post(f"{url}{action}", status=status, **(filled | typed))


def stored(app: Flask, url: str) -> Finding:
    with everything(app) as session:
        finding = cases.the(session, url.rpartition("/")[2])
        session.refresh(finding)
        session.expunge(finding)
        return finding


def actions_of(page: Page) -> set[str]:
    return {
        str(form.get("action")).split("/", 3)[-1] for form in page.forms() if "/findings/" in str(form.get("action"))
    }


def test_one_tap_on_the_tablet_notes_a_finding_and_shows_it(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    page = client.get(url)
    assert "01 phiếu thiếu giờ chấp nhận" in page.text and "khoản 2 Điều 8 Luật Bưu chính" in page.text
    assert "Tổ chức: 3.000.000 – 5.000.000 đồng; Cá nhân: 1.500.000 – 2.500.000 đồng" in page.text
    assert client.post(f"{place.item(JOINT)}/findings").location == url
    card = client.get(place.item(JOINT))
    assert url in card.links() and f"{place.item(JOINT)}/findings" not in {one.get("action") for one in card.forms()}
    assert url in client.get(f"/visits/{place.visit}").links()


def test_the_tap_works_within_htmx_too(sign_in: SignIn, place: Place) -> None:
    answer = sign_in("dic.inspector").post(f"{place.item(JOINT)}/findings", status=200, headers={"HX-Request": "true"})
    assert answer.location.startswith("/findings/")


def test_an_item_that_passed_is_refused_with_the_way_back(sign_in: SignIn, place: Place) -> None:
    page = sign_in("dic.inspector").post(f"{place.item(PASSED)}/findings", status=422)
    assert "chưa ghi nhận được" in page.text and any(place.visit in link for link in page.links())


@pytest.mark.parametrize("who", ["police.inspector", "clerk"])
def test_who_does_not_answer_an_item_notes_nothing_from_it(sign_in: SignIn, place: Place, who: str) -> None:
    sign_in(who).post(f"{place.item(JOINT)}/findings", status=403)


def test_the_other_agency_reads_a_joint_finding_and_never_an_own_one(sign_in: SignIn, place: Place) -> None:
    police, dic = sign_in("police.inspector"), sign_in("dic.inspector")
    kept, shared = tap(police, place, POLICE_NOTED), tap(police, place, POLICE_JOINT)
    dic.get(kept, status=404)
    assert kept not in dic.get("/findings").links() and kept in police.get("/findings").links()
    assert not actions_of(dic.get(shared))
    dic.post(shared, status=403)
    for who in ("body", "auditor", "approver", "admin"):
        sign_in(who).get(shared, status=404)
        sign_in(who).get("/findings", status=403)


def test_the_words_are_changed_and_a_secret_asks_for_a_reason(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    send(client, url, "", text="Có 03/22 phiếu gửi.", requirement="Chấn chỉnh.", severity="serious")
    finding = stored(app, url)
    assert (finding.text, finding.severity, finding.requirement) == ("Có 03/22 phiếu gửi.", "serious", "Chấn chỉnh.")
    page = send(client, url, "", status=422, text="Có 15 tài liệu mật.")
    assert "Chưa lưu" in page.text and "vẫn ghi vì" in page.text
    send(client, url, "", text="Có 15 tài liệu mật.", overrule="Tình huống giả định.")


def test_the_department_is_told_to_hand_an_act_of_the_police_over(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    page = send(client, url, "/act", status=422, act="BM-22.2")
    assert "hãy chuyển phát hiện này sang Công an tỉnh" in page.text
    version = str(stored(app, url).version)
    client.post(f"{url}/hand-over", version=version, reason="Thuộc lĩnh vực bảo vệ bí mật nhà nước.")
    assert stored(app, url).owner == "DIC"
    assert "hand-over" not in " ".join(actions_of(client.get(url)))
    police = sign_in("police.inspector")
    asked = next(link for link in police.get(url).links() if link.startswith("/hand-overs/"))
    send(police, asked, "/take")
    assert stored(app, url).owner == "POLICE"
    assert not actions_of(client.get(url))
    assert "steps/dismiss" in " ".join(actions_of(sign_in("police.inspector").get(url)))


def test_a_finding_goes_the_whole_way_of_a_violation(app: Flask, sign_in: SignIn, place: Place) -> None:
    client, leader = sign_in("dic.inspector"), sign_in("dic.manager")
    url = tap(client, place, JOINT)
    send(client, url, "/act", act="BC-09.2", ending="continuing", subject="Bưu điện tỉnh Vĩnh Long")
    page = client.get(url)
    assert page.all("h1")[0].text == "Hành vi có dấu hiệu vi phạm hành chính"
    assert "khoản 2 Điều 9 Nghị định số 174/2026/NĐ-CP" in page.text and "ngày, đến hết ngày" in page.text
    send(leader, url, "/steps/confirm")
    day = stored(app, url).detected_on.strftime("%d/%m/%Y")
    writer = next(one.get("value") for one in leader.get(url).all("option") if "Lê Minh Khôi" in (one.text or ""))
    send(client, url, "/steps/record", number="01/BB-VPHC", day=day, writer=writer)
    assert "Đã lập biên bản vi phạm hành chính" in client.get(url).text
    assert client.get(url).all("h1")[0].text == "Hành vi vi phạm hành chính"
    decision = {"number": "12/QĐ-XPHC", "day": day, "office": "dic_director"}
    refused = send(client, url, "/steps/decide", status=422, **decision, fine="9.000.000")
    assert "Mức phạt phải trong khung" in refused.text and "9.000.000" in refused.html
    send(client, url, "/steps/decide", **decision, fine="4.000.000")
    assert "phạt tiền 4.000.000 đồng" in client.get(url).text


def test_the_one_act_that_fits_is_chosen_already_and_who_agrees_is_named(sign_in: SignIn, place: Place) -> None:
    who = sign_in("dic.inspector")
    url = who.post(f"/items/{place.items['CL-33']}/findings").location
    page = who.get(url)
    assert page.form(f"{url}/act")["act"] == ["BC-15.3e"]
    assert "Chờ thống nhất ghi nhận" in page.text and "Tồn tại, hạn chế" in page.text
    assert "Chờ thống nhất ghi nhận" not in sign_in("dic.manager").get(url).text


def test_a_day_that_is_missing_is_asked_for_beside_its_field(sign_in: SignIn, place: Place) -> None:
    who = sign_in("dic.inspector")
    url = who.post(f"/items/{place.items['CL-33']}/findings").location
    form = {"act": "BC-15.3e", "ending": "ended", "version": "1", "subject_kind": "organisation"}
    page = who.post(f"{url}/act", status=422, **(form | {"detected_on": "01/01/2026"}))
    assert 'id="act-ended_on-error"' in page.html and "Cần ghi ngày hành vi kết thúc" in page.text


def test_an_unknown_day_shows_the_decrees_that_may_hold(sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    send(client, url, "/act", act="BC-09.2")
    text = client.get(url).text
    assert "Chưa rõ ngày hành vi kết thúc" in text
    assert "Nghị định số 15/2020/NĐ-CP" in text and "Nghị định số 174/2026/NĐ-CP" in text


def test_items_and_readers_are_chosen_on_the_page(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    send(client, url, "/items", items=[place.items[JOINT], place.items["CL-33"]])
    assert "CL-33" in client.get(url).text
    send(client, url, "/audience", audience="own")
    assert stored(app, url).audience == "own"
    sign_in("police.inspector").get(url, status=404)


def test_a_shortcoming_comes_back_from_an_act(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    send(client, url, "/act", act="BC-09.2", ending="continuing")
    send(client, url, "/shortcoming")
    assert stored(app, url).kind == "shortcoming"


def test_a_good_practice_is_noted_from_the_visit(app: Flask, sign_in: SignIn, place: Place) -> None:
    client, url = sign_in("dic.inspector"), f"/visits/{place.visit}/findings/new"
    assert "Cần ghi nội dung." in client.post(url, status=422, kind="good_practice").text
    found = client.post(url, kind="good_practice", text="Bố trí ca trực riêng.").location
    assert "Ưu điểm" in client.get(found).text
    assert "Cần chọn mức độ." in client.post(url, status=422, kind="shortcoming", text="Thiếu biển báo.").text
    assert "01 ưu điểm" in client.get(f"/visits/{place.visit}").text
    sign_in("clerk").get(url, status=403)


def test_no_step_of_a_remedy_is_taken_by_hand(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    for name in ("remedy", "fly"):
        client.post(f"{url}/steps/{name}", status=404, version="1")
    client.post(f"{url}/steps/confirm", status=403, version="1")


def test_the_list_is_searched_without_marks_and_narrowed(sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    assert "niêm yết công khai giá cước" in client.get("/findings?q=niem yet").text
    assert "Ưu điểm" in client.get("/findings?kind=good_practice&state=confirmed").text
    assert "Không có nội dung nào như vậy." in client.get("/findings?q=khongco").text
    assert "Sổ ghi người ra vào" in client.get("/findings?agency=POLICE").text


def _links(client: Client, query: str) -> set[str]:
    return {link for link in client.get(f"/findings?{query}").links() if link.startswith("/findings/")}


def test_the_list_takes_what_the_overview_asks_and_gives_it_back(app: Flask, sign_in: SignIn, place: Place) -> None:
    client = sign_in("dic.inspector")
    url = tap(client, place, JOINT)
    whole = _links(client, "")
    for query in ("faults=1&standing=1", f"item={JOINT}", "duty=kho%E1%BA%A3n+2+%C4%90i%E1%BB%81u+8+Lu%E1%BA%ADt"):
        found = _links(client, query)
        assert (url in found) is ("duty" not in query) and found < whole
    fields = client.get(f"/findings?item={JOINT}&standing=1").form("/findings")
    assert fields["item"] == [JOINT] and fields["standing"] == ["1"] and "duty" not in fields
    assert "item" not in client.get("/findings").form("/findings")


@pytest.mark.parametrize(
    "query", ["faults=2", "duty=%00", "item=%00", f"section={'x' * 300}", "year=99999", "fined=no"]
)
def test_nonsense_narrows_no_list(sign_in: SignIn, query: str) -> None:
    client = sign_in("dic.inspector")
    assert _links(client, query) == _links(client, "")
