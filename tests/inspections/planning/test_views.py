"""Knows what the pages of plans show to whom, and what their forms do; knows no rule."""

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from models.directory import Body
from models.plans import Plan, PlanLine
from tests.inspections.inspecting.cases import everything
from tests.inspections.planning.cases import YEAR, add_line, make_plan, take
from tests.support.client import Client, Page

SignIn = Callable[[str], Client]

PAPER = {"kind": "Công văn", "number": "1386/CAT-PA03", "day": "23/12/2025", "signer": "Ông Võ Thanh Tùng"}


def _made(app: Flask, state: str = "draft", *bodies: str) -> str:
    """The address of a plan in a state."""
    with everything(app) as session:
        return f"/plans/{make_plan(session, *bodies, state=state).ref}"


def _version(app: Flask, url: str) -> str:
    with everything(app) as session:
        return str(session.scalar(sa.select(Plan.version).where(Plan.ref == url.rsplit("/", 1)[-1])))


def _refs(app: Flask, *keys: str) -> list[str]:
    with everything(app) as session:
        return list(session.scalars(sa.select(Body.ref).where(Body.key.in_(keys))))


def _buttons(page: Page) -> set[str]:
    return {form.get("action", "").split("/", 3)[-1] for form in page.forms() if "/plans/" in form.get("action", "")}


def _line(app: Flask, url: str, **fields: object) -> dict[str, object]:
    return {
        "version": _version(app, url),
        "content": "Việc sử dụng dịch vụ",
        "quarter": "3",
        "month": "8",
        "lead": "DIC",
        "form": "on_site",
        "checklists": "user-agency",
        "bodies": _refs(app, "so-tu-phap"),
    } | fields


def test_the_demonstration_shows_its_plans_with_their_papers_and_the_change(sign_in: SignIn) -> None:
    client = sign_in("police.inspector")
    rows = client.get("/plans")
    url = next(link for link in rows.links() if link.startswith("/plans/"))
    page = client.get(url)
    assert "Đã gửi Thanh tra tỉnh" in rows.text
    assert "CAT-PA03" in page.text and "Danh mục cuộc kiểm tra" in page.text


@pytest.mark.parametrize("who", ["body", "auditor", "admin"])
def test_who_works_on_no_case_has_no_plan(app: Flask, sign_in: SignIn, who: str) -> None:
    url, client = _made(app, "sent"), sign_in(who)
    client.get("/plans", status=403)
    client.get(url, status=404)


def test_the_approver_finds_a_plan_once_it_is_submitted(app: Flask, sign_in: SignIn) -> None:
    url, client = _made(app, "consulted"), sign_in("approver")
    client.get(url, status=404)
    sign_in("dic.manager").post(f"{url}/steps/submit", version=_version(app, url))
    assert "Trình Chủ tịch" in client.get(url).text
    assert url in client.get("/").links()
    client.post(f"{url}/steps/approve", version=_version(app, url))
    assert "Đã phê duyệt" in client.get(url).text


@pytest.mark.parametrize(
    ("state", "who", "buttons"),
    [
        ("draft", "dic.manager", {"steps/consult", "papers/consult"}),
        ("draft", "police.manager", set()),
        (
            "consulting",
            "police.manager",
            {"steps/agree", "steps/agree_with_comments", "steps/return_by_police"},
        ),
        ("consulting", "clerk", {"papers/agree", "papers/agree_with_comments", "papers/return_by_police"}),
        ("submitted", "approver", {"steps/approve", "steps/return_by_chairman"}),
        ("approved", "dic.manager", {"steps/issue", "papers/issue", "steps/return_by_department"}),
        ("sent", "dic.manager", {"steps/revise"}),
        ("sent", "dic.inspector", set()),
    ],
)
def test_everybody_finds_the_steps_that_are_his(
    app: Flask, sign_in: SignIn, state: str, who: str, buttons: set[str]
) -> None:
    assert _buttons(sign_in(who).get(_made(app, state))) == buttons


def test_each_reads_what_he_does_and_is_told_before_what_nothing_takes_back(app: Flask, sign_in: SignIn) -> None:
    url = _made(app, "submitted")
    approver, clerk = sign_in("approver"), sign_in("clerk")
    assert "chờ: Phê duyệt kế hoạch" in approver.get("/").text
    assert "chờ: Ghi nhận văn bản phê duyệt kế hoạch" in clerk.get("/").text
    assert "Ghi nhận văn bản đã ký: văn bản phê duyệt kế hoạch" in clerk.get(url).text
    assert "cần hoàn chỉnh thêm thì chọn trả lại" in approver.get(url).text


def test_a_step_of_another_is_refused(app: Flask, sign_in: SignIn) -> None:
    url = _made(app, "consulting")
    sign_in("dic.manager").post(f"{url}/steps/agree", status=403, version=_version(app, url))
    sign_in("police.manager").post(f"{url}/papers/agree", status=403, version=_version(app, url), **PAPER)


def test_a_letter_is_recorded_by_the_clerk(app: Flask, sign_in: SignIn) -> None:
    url, clerk = _made(app, "consulting"), sign_in("clerk")
    clerk.post(f"{url}/papers/agree", version=_version(app, url), **PAPER)
    page = clerk.get(url)
    assert "Công văn số 1386/CAT-PA03 ngày 23/12/2025" in page.text
    assert "Đã có ý kiến Công an tỉnh" in page.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"day": "31/02/2026"}, "Ngày phải ghi"), ({"number": ""}, "Cần điền ô này"), ({"version": "x"}, "người khác")],
)
def test_a_paper_typed_wrongly_is_asked_for_again_with_what_was_typed(
    app: Flask, sign_in: SignIn, wrong: dict[str, str], words: str
) -> None:
    url = _made(app, "consulting")
    fields = {"version": _version(app, url)} | PAPER | wrong
    page = sign_in("clerk").post(f"{url}/papers/agree", status=422, **fields)
    assert words in page.text
    assert "Ông Võ Thanh Tùng" in page.html


def test_a_new_plan_begins_with_the_newest_list(app: Flask, sign_in: SignIn) -> None:
    earlier = _made(app, "sent").rsplit("/", 1)[-1]
    client = sign_in("dic.manager")
    assert f"Danh mục năm {YEAR} (1 cuộc)" in client.get("/plans/new").text
    page = client.post("/plans/new", year=str(YEAR + 1), title="Kế hoạch mới", copied=earlier)
    assert "Sở Nội vụ" in client.get(page.location).text
    client.post("/plans/new", status=422, year=str(YEAR + 1), title="Kế hoạch mới", copied="")
    client.post("/plans/new", status=422, year="năm nay", title="Kế hoạch mới", copied="")


def test_a_line_is_added_searched_for_changed_dropped_and_put_back(app: Flask, sign_in: SignIn) -> None:
    url, client = _made(app), sign_in("dic.manager")
    page = client.get(f"{url}/lines/new")
    assert page.html.count("formnovalidate") == 1, "an unfinished form must not hold up a search"
    found = client.post(f"{url}/lines/new", status=200, **_line(app, url, q="song mang", find="1"))
    assert "Sông Măng" in found.text and "Sở Tư pháp" in found.text and "Thuế tỉnh" not in found.text
    client.post(f"{url}/lines/new", **_line(app, url))
    page = client.get(url)
    assert "Sở Tư pháp" in page.text
    line = [one for one in page.links() if one.startswith("/plan-lines/") and not one.endswith("/drop")][-1]
    assert "Việc sử dụng dịch vụ" in client.get(line).html
    client.post(line, **_line(app, url, content="Kinh phí và đối soát"))
    client.post(f"{line}/drop", version=_version(app, url), reason="Trùng thời gian")
    assert "Trùng thời gian" in client.get(url).text
    client.post(f"{line}/restore", version=_version(app, url))
    assert "Trùng thời gian" not in client.get(url).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"bodies": []}, "ít nhất một đơn vị"),
        ({"quarter": "1"}, "Tháng 8 không thuộc Quý I"),
        ({"quarter": ""}, "Cần chọn quý"),
        ({"lead": "UBND"}, "không có trong danh sách"),
        ({"checklists": "khac"}, "không có trong danh sách"),
        ({"version": "99999999999"}, "Tối đa 10"),
    ],
)
def test_a_wrong_line_is_refused(app: Flask, sign_in: SignIn, wrong: dict[str, object], words: str) -> None:
    url = _made(app)
    page = sign_in("dic.manager").post(f"{url}/lines/new", status=422, **_line(app, url, **wrong))
    assert words in page.text


def test_two_inspections_of_the_post_are_warned_of(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        plan = make_plan(session, "bd-song-mang")
        add_line(session, plan, "bd-tinh")
        url = f"/plans/{plan.ref}"
    assert "Mỗi doanh nghiệp chỉ được kiểm tra một lần trong năm" in sign_in("dic.manager").get(url).text


def test_an_older_version_is_read_beside_what_the_newer_changes(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        plan = make_plan(session, state="sent")
        take(session, plan, "revise", reason="Bổ sung")
        add_line(session, plan, "so-tu-phap")
        url = f"/plans/{plan.ref}"
    client = sign_in("dic.manager")
    page = client.get(url)
    assert "Phiên bản 2 khác gì phiên bản 1" in page.text and "phiên bản 1 vẫn có hiệu lực" in page.text
    old = client.get(f"{url}?version=1")
    assert "chỉ để đọc" in old.text and "Sở Tư pháp" not in old.text
    assert not [link for link in old.links() if link.startswith("/plan-lines/")]
    for nonsense in ("9", "x", "-1", "99999999999999999999"):
        client.get(f"{url}?version={nonsense}")


def test_what_is_proposed_stands_above_the_list_and_another_title_is_a_change(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        plan = make_plan(session, state="sent")
        take(session, plan, "revise", reason="Đổi tên")
        url = f"/plans/{plan.ref}"
    client = sign_in("dic.manager")
    assert "Chưa có thay đổi nào" in client.get(url).text
    client.post(f"{url}/title", version=_version(app, url), title="Kế hoạch tên mới")
    page = client.get(url)
    assert page.html.index("changes-title") < page.html.index("lines-title") and "Chưa có thay đổi" not in page.text
    assert "Kế hoạch tên mới" not in client.get(f"{url}?version=1").text, "a version keeps the title it was issued with"


def test_the_title_is_changed_and_a_draft_deleted_after_a_question(app: Flask, sign_in: SignIn) -> None:
    url, client = _made(app), sign_in("dic.manager")
    client.get(f"{url}/title")
    client.post(f"{url}/title", version=_version(app, url), title="Tên khác")
    assert "Tên khác" in client.get(url).text
    assert "không lấy lại được" in client.get(f"{url}/delete").text
    client.post(f"{url}/delete", version=_version(app, url))
    client.get(url, status=404)


def test_a_plan_that_is_on_its_way_is_not_deleted(app: Flask, sign_in: SignIn) -> None:
    url = _made(app, "submitted")
    page = sign_in("dic.manager").post(f"{url}/delete", status=422, version=_version(app, url))
    assert "Chỉ xóa được dự thảo" in page.text


def test_a_paper_keeps_its_scanned_file_and_a_locked_line_says_why(app: Flask, sign_in: SignIn) -> None:
    url, clerk = _made(app, "consulting"), sign_in("clerk")
    pdf = b"%PDF-1.4\n%%EOF\n"
    scan = (io.BytesIO(pdf), "cong-van.pdf")
    clerk.post(f"{url}/papers/agree", version=_version(app, url), scan=scan, **PAPER)
    kept = next(link for link in clerk.get(url).links() if link.startswith("/approvals/"))
    assert sign_in("dic.inspector").http.get(kept, buffered=True).data == pdf
    with everything(app) as session:
        ref = session.scalars(sa.select(PlanLine.ref).join(Plan).where(Plan.ref == url.split("/")[2])).first()
    page = sign_in("dic.manager").get(f"/plan-lines/{ref}")
    assert "không sửa danh mục được" in page.text
    assert not page.all("form", action=f"/plan-lines/{ref}")
