"""Knows what waits at the desk of each account; knows no number book."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from inspections.clock import today
from inspections.home import rules
from models.findings import DueExtension, Finding, Remedy, RemedyStep
from models.inspections import Visit
from models.measures import Recheck
from tests.inspections.inspecting.cases import BOTH_LEAD, everything, make_inspection, make_visit, person
from tests.inspections.overview.cases import Builder
from tests.inspections.search.cases import make_finding, make_paper
from tests.support.client import Client, Page, counted, words_of

SignIn = Callable[[str], Client]
LOCKED_AT = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def _cards(page: Page) -> dict[str, list[str]]:
    """Title of each card → its entries."""
    found = {}
    for card in page.all("section", **{"class": "card"}):
        title = words_of(next(card.iter("h2"))).partition(" (")[0]
        found[title] = [words_of(one) for one in card.iter("li")]
    return found


def _planted(page: Page, title: str, word: str) -> list[str]:
    """The entries of a card that hold a planted word; the demonstration's own stand beside them."""
    return [one for one in _cards(page).get(title, []) if word in one]


def _remedy(session: Any, visit: Visit, finding: Finding | None = None, sent: bool = True, **fields: Any) -> Remedy:
    finding = finding or make_finding(session, "Thiếu sổ", visit, state="confirmed")
    given = {"requirement": "Bổ sung sổ zqr", "due_on": date(2026, 4, 1), "owner": "DIC"} | fields
    remedy = Remedy(visit=visit, finding=finding, **given)
    session.add(remedy)
    session.flush()
    if sent:
        whose = {"owner": remedy.owner, "audience": remedy.audience, "by": person(session, "dic.inspector")}
        session.add(RemedyStep(remedy=remedy, step="send", state="open", happened_on=date(2026, 3, 1), **whose))
        session.flush()
    return remedy


def _reported(session: Any, by: str, **fields: Any) -> None:
    remedy = _remedy(session, make_visit(session), state="reported", **fields)
    step = {"step": "report", "state": "reported", "happened_on": date(2026, 3, 30), "owner": "DIC"}
    session.add(RemedyStep(remedy=remedy, by=person(session, by), **step))


def test_a_reported_remedy_waits_for_another_person_than_its_reporter(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        _reported(session, "dic.inspector")
    title = "Khắc phục chờ xác nhận"
    (entry,) = _planted(sign_in("dic.manager").get("/"), title, "Bổ sung sổ zqr")
    assert "Bưu điện phường Cổ Chiên" in entry
    assert "từ ngày 30/03/2026 · hạn 01/04/2026" in entry
    for who in ("dic.inspector", "police.manager"):
        assert not _planted(sign_in(who).get("/"), title, "zqr")


def test_an_inspector_verifies_for_his_teams_and_what_he_follows(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        strangers = make_visit(session, make_inspection(session, {"dic.manager": "lead"}))
        remedy = _remedy(session, strangers, state="reported")
        ref = remedy.id
    client, title = sign_in("dic.inspector"), "Khắc phục chờ xác nhận"
    assert not _planted(client.get("/"), title, "zqr")
    with everything(app) as session:
        session.get_one(Remedy, ref).follower_id = person(session, "dic.inspector").id
    assert _planted(client.get("/"), title, "zqr")


def test_an_extension_waits_for_a_manager_of_the_agency(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        remedy = _remedy(session, make_visit(session))
        days = {"from_on": remedy.due_on, "to_on": date(2026, 5, 4), "reason": "Chờ kinh phí zqe"}
        session.add(DueExtension(remedy=remedy, asked_by=person(session, "body"), owner="DIC", **days))
    (entry,) = _planted(sign_in("dic.manager").get("/"), "Đề nghị gia hạn", "Chờ kinh phí zqe")
    assert "gia hạn khắc phục đến ngày 04/05/2026" in entry
    for who in ("dic.inspector", "police.manager"):
        assert "zqe" not in sign_in(who).get("/").text


def test_what_is_overdue_says_by_how_much(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        day = today()
    with everything(app) as session:
        _remedy(session, make_visit(session), due_on=day - timedelta(days=12))
        _remedy(session, make_visit(session), due_on=day, requirement="Còn hạn zqd")
        _remedy(
            session, make_visit(session), due_on=day - timedelta(days=5), state="effective", requirement="Đã xong zqd"
        )
    (entry,) = _planted(sign_in("dic.inspector").get("/"), "Khắc phục quá hạn", "zq")
    assert "Quá hạn 12 ngày" in entry


def test_more_than_the_page_shows_is_said_and_leads_to_the_whole_list(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        finding = make_finding(session, "Thiếu sổ", visit, state="confirmed")
        for _ in range(rules.MOST + 1):
            _remedy(session, visit, finding, due_on=date(2026, 1, 5))
    page = sign_in("dic.manager").get("/")
    assert f"Khắc phục quá hạn (hơn {rules.MOST})" in page.text
    assert len(_cards(page)["Khắc phục quá hạn"]) == rules.MOST
    (whole,) = (one for one in page.links() if one.startswith("/remedies?"))
    assert {"overdue=yes", "agency=DIC"} == set(whole.partition("?")[2].split("&"))


def test_what_was_never_sent_waits_to_be_sent_and_is_late_for_nobody(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        day = today()
    with everything(app) as session:
        remedy = _remedy(session, make_visit(session), sent=False, due_on=day - timedelta(days=12))
        link = f"/remedies/{remedy.ref}"
        of_police = {"sent": False, "owner": "POLICE", "requirement": "Của công an zqp"}
        _remedy(session, make_visit(session), **of_police)
    page = sign_in("dic.inspector").get("/")
    (entry,) = _planted(page, "Yêu cầu khắc phục chưa gửi đơn vị", "zq")
    assert "Bổ sung sổ zqr" in entry and "Quá hạn" not in entry and link in page.links()
    assert not _planted(page, "Khắc phục quá hạn", "zq")


def test_an_effect_is_judged_from_its_day_on_by_another_person(app: Flask, sign_in: SignIn) -> None:
    with app.app_context():
        day = today()
    with everything(app) as session:
        for days, word in ((0, "Đến hạn zqh"), (-3, "Quá hạn zqh"), (1, "Chưa đến zqh")):
            due = day + timedelta(days=days)
            _remedy(session, make_visit(session), state="verified", effect_due_on=due, requirement=word)
        told = _remedy(session, make_visit(session), state="verified", effect_due_on=day, requirement="Tự báo zqh")
        by = person(session, "dic.inspector")
        session.add(RemedyStep(remedy=told, step="report", state="reported", happened_on=day, by=by, owner="DIC"))
    title = "Đến hạn đánh giá hiệu quả khắc phục"
    found = _planted(sign_in("dic.inspector").get("/"), title, "zqh")
    assert ["Quá hạn zqh" in found[0], "Đến hạn zqh" in found[1], len(found)] == [True, True, 2]
    assert len(_planted(sign_in("dic.manager").get("/"), title, "zqh")) == 3
    for who in ("police.manager", "clerk", "body"):
        assert not _planted(sign_in(who).get("/"), title, "zqh")


def test_what_a_second_look_came_to_waits_to_be_recorded(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        for state in ("fieldwork_done", "announced"):
            visit = make_visit(session, state=state)
            finding = make_finding(session, f"Lần hai zqk {state}", make_visit(session), state="remedying")
            session.add(Recheck(finding=finding, visit=visit, owner="DIC", codes=["CL-01"]))
    (entry,) = _planted(sign_in("dic.manager").get("/"), "Kết quả kiểm tra lại chờ ghi nhận", "zqk")
    assert "fieldwork_done" in entry
    assert "zqk" not in sign_in("police.manager").get("/").text


def test_what_was_noted_waits_to_be_confirmed(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        make_finding(session, "Mới ghi nhận zqn", visit)
        make_finding(session, "Đã thống nhất zqn", visit, state="confirmed")
    assert len(_planted(sign_in("dic.inspector").get("/"), "Tồn tại, vi phạm mới ghi nhận", "zqn")) == 1
    assert "zqn" not in sign_in("police.inspector").get("/").text


def test_a_clerk_has_the_papers_to_number_and_to_record(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        given = {"locked_at": LOCKED_AT, "visit": visit}
        make_paper(
            session, "Thông báo kết quả zqc", kind="result_notice", state="signed", signed_on=date(2026, 3, 20), **given
        )
        make_paper(session, "Yêu cầu chấn chỉnh zqc", kind="correction_demand", state="locked", **given)
        make_paper(session, "Phụ lục zqc", kind="annex", state="locked", number="02/BB", **given)
        make_paper(session, "Biên bản chưa số zqc", state="draft", visit=visit)
        make_paper(session, "Dự thảo thông báo zqc", kind="result_notice", state="draft", visit=visit)
        make_paper(session, "Của công an zqc", kind="result_notice", state="signed", owner="POLICE", **given)
        make_paper(session, "Đã phát hành zqc", kind="result_notice", state="sent", number="1/TB", **given)
    page = sign_in("clerk").get("/")
    (sending,) = _planted(page, rules.SEND, "zqc")
    assert sending.startswith("Thông báo kết quả zqc") and "từ ngày 20/03/2026" in sending
    assert _planted(page, rules.ISSUE, "zqc")[0].startswith("Yêu cầu chấn chỉnh zqc")
    assert _planted(page, rules.RECORD_SIGNED, "zqc")[0].startswith("Phụ lục zqc")
    text = page.text
    assert (
        "Của công an" not in text
        and "Đã phát hành zqc" not in text
        and "chưa số zqc" not in text
        and "Dự thảo" not in text
    )
    assert _planted(sign_in("dic.inspector").get("/"), rules.NUMBER_BY_TEAM, "Biên bản chưa số zqc")


def test_many_papers_of_one_step_hide_none_of_another(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = make_visit(session)
        for _ in range(101):
            make_paper(session, "Chưa gửi zqv", visit, kind="result_notice", state="signed")
        make_paper(session, "Mới khóa zqv", visit, kind="result_notice", state="locked", locked_at=LOCKED_AT)
    page = sign_in("clerk").get("/")
    assert len(_planted(page, rules.ISSUE, "Mới khóa zqv")) == 1
    assert len(_cards(page)[rules.SEND]) == rules.MOST and f"{rules.SEND} (hơn {rules.MOST})" in page.text


def test_a_decision_waits_for_its_agency_and_for_the_approver_it_was_sent_to(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        sent = {"issuer": "UBND", "state": "draft", "decision_number": None, "decided_on": None}
        make_inspection(session, BOTH_LEAD, title="Liên ngành zqi", for_approval=True, **sent)
        make_inspection(session, BOTH_LEAD, title="Chưa trình zqi", **sent)
        make_inspection(session, BOTH_LEAD, title="Của Sở zqi", state="decided")
    assert [who for who in ("clerk", "dic.manager") if sign_in(who).get("/").text.count("zqi") == 3] == [
        "clerk",
        "dic.manager",
    ]
    text = sign_in("approver").get("/").text
    assert "Liên ngành zqi" in text and text.count("zqi") == 1
    assert "zqi" not in sign_in("police.manager").get("/").text


def test_a_decision_that_was_signed_without_a_number_waits_for_one(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        signed = {"state": "decided", "decision_number": None}
        make_inspection(session, BOTH_LEAD, title="Sở ký zqo", **signed)
        make_inspection(session, BOTH_LEAD, title="Có số zqo", state="decided", decision_number="7/QĐ")
        make_inspection(session, BOTH_LEAD, title="Chủ tịch ký zqo", issuer="UBND", for_approval=True, **signed)
    title = "Cuộc kiểm tra chờ ban hành, cấp số, phê duyệt, báo cáo"
    for who, next_step in (("clerk", "Ghi nhận"), ("dic.manager", "Phê duyệt kế hoạch")):
        entries = _planted(sign_in(who).get("/"), title, "zqo")
        assert [one.startswith(rules.NUMBER_DECISION) for one in entries if "ký zqo" in one] == [True, True]
        assert [one.startswith(next_step) for one in entries if "Có số zqo" in one] == [True]
    assert "zqo" not in sign_in("approver").get("/").text


@pytest.mark.parametrize("who", ["dic.manager", "police.inspector", "clerk", "approver"])
def test_a_first_page_costs_the_same_however_much_waits(app: Flask, sign_in: SignIn, who: str) -> None:
    client = sign_in(who)

    def cost(seed: int) -> int:
        with everything(app) as session:
            Builder(session, seed, date(2026, 11, 22)).fill(12)
        client.get("/")
        with counted(app) as statements:
            client.get("/")
        return len(statements)

    assert cost(1) == cost(2) <= 22
