"""Knows the pages of a decision as people use them: the walk from a line of the plan to the first announcement."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.clock import today
from inspections.vietnamese import format_date
from models.inspections import Inspection, TeamMember, Visit
from models.plans import PlanLine
from tests.inspections.deciding.cases import begin, decided, refs, signer, whole
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client

SignIn = Callable[[str], Client]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def _day(app: Flask, back: int = 0) -> str:
    with app.app_context():
        return format_date(today() - timedelta(days=back))


def _version(app: Flask, url: str) -> str:
    with everything(app) as session:
        return str(session.scalar(sa.select(Inspection.version).where(Inspection.ref == url.split("/")[2])))


def _post(client: Client, app: Flask, url: str, action: str, status: int = 303, **fields: object) -> object:
    return client.post(f"{url}/{action}", status=status, version=_version(app, url), **fields)


def _paper(app: Flask, number: str, kind: str = "Quyết định") -> dict[str, str]:
    return {"kind": kind, "number": number, "day": _day(app), "signer": "Ông Trương Quang Vinh, Giám đốc Sở"}


def _draft(app: Flask, *keys: str) -> str:
    with everything(app) as session:
        return f"/inspections/{begin(session, *keys).ref}"


def _declare(url: str, *clients: Client) -> None:
    for client in clients:
        own = [str(one.get("action", "")) for one in client.get(f"{url}/decision").forms()]
        client.post(next(one for one in own if one.endswith("/declaration")))


def _state(app: Flask, url: str) -> str:
    with everything(app) as session:
        return str(session.scalar(sa.select(Inspection.state).where(Inspection.ref == url.split("/")[2])))


def _first_visit(app: Flask, url: str) -> str:
    of_it = sa.select(Visit.ref).join(Inspection).where(Inspection.ref == url.split("/")[2])
    with everything(app) as session:
        return str(session.scalars(of_it).first())


def test_from_a_line_of_the_plan_to_the_first_announcement(app: Flask, sign_in: SignIn) -> None:
    inspector, manager, clerk, police = map(sign_in, ("dic.inspector", "dic.manager", "clerk", "police.inspector"))
    with everything(app) as session:
        line = session.scalars(sa.select(PlanLine.ref).where(PlanLine.content == "Việc sử dụng dịch vụ bưu chính KT1"))
        wanted = [ref for ref in line if ref in inspector.get("/inspections/new").html][:1]
        director = signer(session).ref
        seats = {f"place-{person(session, login).ref}": place for login, place in TEAM.items()}
    made = inspector.post("/inspections/new", lines=wanted, first_day=_day(app), copied="")
    url = str(made.location).removesuffix("/draft")
    assert url in inspector.get("/inspections").html
    fields = {"title": "Kiểm tra việc sử dụng dịch vụ", "content": "Nội dung", "scope": "Phạm vi", "form": "on_site"}
    period = {"period_from": "01/01/2026", "period_to": "31/10/2026", "duration_days": "5", "signer": director}
    _post(inspector, app, url, "draft", **fields, **period)
    inspector.post(f"{url}/team", **(inspector.get(f"{url}/team").form(f"{url}/team") | seats))
    assert "công văn cử cán bộ" in manager.get(f"{url}/decision").text
    _post(clerk, app, url, "papers/letter", **_paper(app, "1600/CAT-PA03", "Công văn"))
    if "Cần ghi lý do vẫn tiến hành" in manager.get(f"{url}/decision").text:
        _post(inspector, app, url, "steps/explain", reason="Hai nội dung khác nhau")
    file = {"scan": (io.BytesIO(PDF), "quyết định.pdf")}
    _post(clerk, app, url, "papers/decide", **_paper(app, "290/QĐ-SKHCN"), **file)
    page = police.get(f"{url}/decision")
    assert "290/QĐ-SKHCN" in page.text and "Quyết định số 290/QĐ-SKHCN" in page.text
    scan = next(link for link in page.links() if link.startswith("/approvals/"))
    answer = police.http.get(scan, buffered=True)
    assert answer.data == PDF and answer.mimetype == "application/pdf"
    form = manager.get(f"{url}/working-plan").form(f"{url}/working-plan")
    typed = {name: "Theo quyết định" for name in form if name.startswith(("item-", "duty-"))}
    _post(manager, app, url, "working-plan", **typed, number="01/KH-ĐKT", on=_day(app))
    _declare(url, inspector, manager, police)
    _post(clerk, app, url, "papers/approve_working_plan", **_paper(app, "291/QĐ-SKHCN"))
    assert _state(app, url) == "working_plan_approved"
    with everything(app) as session:
        visit = session.scalar(
            sa.select(Visit.ref).join(Inspection).where(Inspection.ref == url.split("/")[2]).limit(1)
        )
    items = manager.get(f"/visits/{visit}/items").form(f"/visits/{visit}/items")
    manager.post(f"/visits/{visit}/items", codes=items["codes"][:3], version=items["version"])
    manager.post(f"/visits/{visit}/announce")
    assert _state(app, url) == "in_progress"
    assert "05 ngày; đến hết ngày" in manager.get(f"{url}/decision").text


TEAM = {"dic.manager": "lead", "dic.inspector": "member", "police.inspector": "member"}


def test_an_unplanned_inspection_has_its_ground_and_finds_its_bodies(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.manager")
    page = client.get("/inspections/new-unplanned")
    assert page.html.count("formnovalidate") == 1, "an unfinished form must not hold up a search"
    found = client.post("/inspections/new-unplanned", status=200, q="song mang", find="1")
    assert "Bưu điện xã Sông Măng" in found.text and "Sở Tư pháp" not in found.text
    with everything(app) as session:
        [body] = refs(session, "so-tu-phap")
    typed = {
        "title": "Kiểm tra đột xuất",
        "ground_text": "Phản ánh",
        "ground_paper": "Công văn số 1",
        "bodies": body,
        "copied": "",
    }
    page = client.post("/inspections/new-unplanned", status=422, ground="c", first_day=_day(app), **typed)
    assert "Cần chọn căn cứ" in page.text
    made = client.post("/inspections/new-unplanned", ground="a", first_day=_day(app), **typed)
    assert "Kiểm tra đột xuất" in client.get(str(made.location)).html


def test_the_chairman_signs_what_is_sent_up_to_him(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        chairman = signer(session, "Phó Chủ tịch").ref
        url = f"/inspections/{whole(session, signer=chairman, team={'dic.manager': 'lead'}).ref}"
    approver, manager = sign_in("approver"), sign_in("dic.manager")
    approver.get(f"{url}/decision", status=404)
    manager.post(f"{url}/steps/decide", status=403, version=_version(app, url))
    _post(manager, app, url, "steps/submit")
    assert "Dự thảo đã trình" in approver.get(f"{url}/decision").text
    _post(approver, app, url, "steps/return", reason="Bổ sung phạm vi")
    approver.get(f"{url}/decision", status=404)
    assert "Bổ sung phạm vi" in manager.get(f"{url}/decision").text
    _post(manager, app, url, "steps/submit")
    _post(approver, app, url, "steps/decide")
    assert _state(app, url) == "decided"
    assert "chưa cấp số" in sign_in("clerk").get(f"{url}/decision").text


def test_who_signs_and_who_records_read_it_in_their_own_words(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        url = f"/inspections/{whole(session).ref}"
    manager, clerk = sign_in("dic.manager"), sign_in("clerk")
    assert "người ký quyết định. Ký xong không sửa nội dung" in manager.get(f"{url}/decision").text
    assert "Ghi nhận văn bản đã ký: quyết định kiểm tra" in clerk.get(f"{url}/decision").text
    assert "Ký ban hành quyết định" in manager.get("/").text and "Ghi nhận quyết định kiểm tra" in clerk.get("/").text
    for address in ("/", f"{url}/decision"):
        assert "Ký ban hành" not in clerk.get(address).text


def test_a_list_with_a_choice_of_nothing_is_not_asked_for_by_the_browser(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    for address in ("/inspections/new", "/inspections/new-unplanned", f"{_draft(app)}/team"):
        lists = re.findall(r"<select[^>]*>.*?</select>", client.get(address).html, re.DOTALL)
        with_nothing = [one for one in lists if 'value=""' in one]
        assert with_nothing and not [one for one in with_nothing if "required" in one.split(">")[0]]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"duration_days": "12"}, "duration_days"),
        ({"period_to": "31/12/2025"}, "period_to"),
        ({"clear_signs": "y", "repeat_facts": ""}, "repeat_facts"),
        ({"signer": ""}, "signer"),
    ],
)
def test_what_the_rules_refuse_stands_beside_its_field_with_what_was_typed(
    app: Flask, sign_in: SignIn, wrong: dict[str, str], field: str
) -> None:
    url, client = _draft(app), sign_in("dic.inspector")
    typed = {
        "title": "Kiểm tra",
        "content": "Nội dung",
        "scope": "Phạm vi zqi",
        "form": "on_site",
        "duration_days": "5",
    }
    typed |= {"ground_text": "Yêu cầu", "ground_paper": "Công văn số 5", "clear_signs": "", "repeat_facts": ""}
    with everything(app) as session:
        typed |= {"period_from": "01/01/2026", "period_to": "31/10/2026", "signer": signer(session).ref}
    page = client.post(f"{url}/draft", status=422, version=_version(app, url), **(typed | wrong))
    assert f'id="{field}-error"' in page.html and "Phạm vi zqi" in page.html


def test_a_draft_names_no_signer_by_itself_and_a_plan_that_may_be_unfinished_calls_nothing_optional(
    app: Flask, sign_in: SignIn
) -> None:
    url, client = _draft(app), sign_in("dic.manager")
    assert client.get(f"{url}/draft").form(f"{url}/draft")["signer"] == [""]
    with everything(app) as session:
        url = f"/inspections/{whole(session).ref}"
    page = client.get(f"{url}/working-plan")
    assert "không bắt buộc" not in page.text and " required" not in page.html.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("who", ["police.manager", "clerk", "auditor", "admin", "body"])
def test_who_does_not_draft_gets_no_form(app: Flask, sign_in: SignIn, who: str) -> None:
    url, client = _draft(app), sign_in(who)
    for page in ("draft", "team", "schedule"):
        assert client.http.get(f"{url}/{page}").status_code in {403, 404}
    client.get("/inspections/new", status=403)


def test_a_page_that_was_opened_after_the_signature_says_why_not(sign_in: SignIn, app: Flask) -> None:
    with everything(app) as session:
        url = f"/inspections/{session.scalar(sa.select(Inspection.ref).where(Inspection.state == 'in_progress'))}"
    client = sign_in("dic.manager")
    for page in ("draft", "team"):
        assert "mọi thay đổi phải có văn bản" in client.get(f"{url}/{page}").text
    assert "đã phê duyệt" in client.get(f"{url}/working-plan").text


def test_a_member_finds_his_declaration_first_and_the_leader_what_holds_the_approval_back(
    app: Flask, sign_in: SignIn
) -> None:
    with everything(app) as session:
        url = f"/inspections/{decided(session).ref}"
    inspector, manager = sign_in("dic.inspector"), sign_in("dic.manager")
    home = inspector.get("/")
    assert "Cam kết không xung đột lợi ích" in home.text and f"{url}/decision" in home.links()
    page = inspector.get(f"{url}/decision").html
    assert page.index("Tôi cam kết") < page.index("contents-title")
    assert f"{url}/working-plan" in manager.get(f"{url}/decision").html.split("contents-title")[0]
    _declare(url, inspector)
    assert "Cam kết không xung đột lợi ích" not in inspector.get("/").text
    assert "Tôi cam kết" not in inspector.get(f"{url}/decision").text


def test_nobody_declares_for_another(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        member = next(one for one in whole(session).members if one.user.login == "dic.inspector").ref
    sign_in("dic.manager").post(f"/team-members/{member}/declaration", status=403)
    sign_in("dic.inspector").post(f"/team-members/{member}/declaration")
    sign_in("dic.inspector").post(f"/team-members/{member}/declaration", status=422)
    with everything(app) as session:
        assert session.scalar(sa.select(TeamMember.no_conflict_at).where(TeamMember.ref == member))


@pytest.mark.parametrize(("content", "name"), [(b"<html>", "a.pdf"), (b"%PDF-1.4 cut", "a.pdf"), (b"", "a.jpg")])
def test_a_file_that_is_no_scan_is_refused_and_nothing_is_kept(
    app: Flask, sign_in: SignIn, content: bytes, name: str
) -> None:
    url, clerk = _draft(app), sign_in("clerk")
    typed = _paper(app, "1600/CAT-PA03", "Công văn")
    page = clerk.post(
        f"{url}/papers/letter", status=422, version=_version(app, url), scan=(io.BytesIO(content), name), **typed
    )
    assert "không phải PDF, JPG" in page.text and "1600/CAT-PA03" in page.html


@pytest.mark.parametrize("name", ["fly", "begin", "report", "letter"])
def test_what_is_no_step_of_the_application_is_not_there(app: Flask, sign_in: SignIn, name: str) -> None:
    url = _draft(app)
    sign_in("dic.manager").post(f"{url}/steps/{name}", status=404, version=_version(app, url))
