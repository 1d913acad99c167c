"""Knows how signed minutes are replaced by a new version: begun, told, signed, dropped, by one person at a time."""

import io
from datetime import date

import pypdf
import pytest
import sqlalchemy as sa

from inspections.errors import RuleBroken
from inspections.papers.versions import actions, rules
from models.inspections import Visit
from models.notifications import Notification
from models.papers import Paper
from tests.inspections.inspecting.cases import everything, person
from tests.inspections.papers.conftest import Desk, SignIn
from tests.support.client import Client, Page

WHY = {"reason": "Ghi sai giờ kết thúc.", "agreed": "y"}


def begun(desk: Desk, client: Client, status: int = 303, **changed: str) -> Page:
    """Asks for a new version of the newest minutes."""
    paper = desk.paper()
    return client.post(
        f"/papers/{paper.ref}/versions", status=status, **{"version": str(paper.version), **WHY, **changed}
    )


def signed_again(desk: Desk, client: Client) -> Paper:
    """The new version with another hour, numbered, locked and signed."""
    begun(desk, client)
    desk.type_in(ended_at="17:10")
    desk.number(client, "4")
    desk.step(client, "lock")
    desk.step(client, "sign", day="20/11/2026", signer="Phạm Thị Thu Hà")
    return desk.paper()


def told(desk: Desk, news: str) -> set[str]:
    """The logins of those whom something was told."""
    with everything(desk.app) as session:
        rows = session.scalars(sa.select(Notification).where(Notification.news == news))
        return {row.user.login or "" for row in rows}


@pytest.mark.parametrize(
    ("of_minutes", "state", "another", "why"),
    [
        (True, "signed", False, None),
        (True, "not_signed", False, None),
        (True, "signed", True, rules.ANOTHER),
        (True, "replaced", True, rules.NOT_SIGNED_YET),
        (True, "locked", False, rules.NOT_SIGNED_YET),
        (False, "signed", False, rules.NO_VERSIONS),
    ],
)
def test_only_signed_minutes_get_a_new_version_and_one_at_a_time(
    of_minutes: bool, state: str, another: bool, why: str | None
) -> None:
    assert rules.refusal(of_minutes, state, another) == why


def test_what_a_new_version_changes_is_told_line_by_line() -> None:
    old, new = ["Một.", "Hai.", "Ba."], ["Một.", "Hai, sửa.", "Ba.", "Bốn."]
    assert list(rules.changes(old, new)) == [rules.Change(("Hai.",), ("Hai, sửa.",)), rules.Change((), ("Bốn.",))]
    assert not list(rules.changes(old, old))


def test_a_new_version_opens_with_what_was_typed_and_the_signed_one_stays_in_force(
    desk: Desk, lead: Client, sign_in: SignIn
) -> None:
    old = desk.signed(lead)
    assert "Lập bản mới thay thế" in lead.get(f"/papers/{old.ref}").text
    begun(desk, lead)
    new = desk.paper()
    assert (new.state, new.number, new.corrects_id, new.edition) == ("draft", None, old.id, old.edition + 1)
    assert new.fields["ended_at"] == "16:45" and new.fields["replaces"]["reason"] == WHY["reason"]
    page = lead.get(f"/papers/{old.ref}")
    assert "Đang lập" in page.text and f"/papers/{new.ref}" in page.links()
    assert "Đã ký" in page.text and "Đã được thay thế" not in page.text
    content = lead.get(f"/papers/{new.ref}/content").text
    assert "Biên bản này thay thế Biên bản số 03/BB-ĐKT ngày 18 tháng 11 năm 2026. Lý do: Ghi sai giờ" in content
    assert "Khác với bản cũ" in content
    assert {"dic.inspector", "police.inspector"} <= told(desk, "version_begun")
    assert "dic.manager" not in told(desk, "version_begun")
    lead.post(f"/visits/{desk.visit}/papers/annex")
    assert desk.paper("annex").corrects_id == old.id
    bell = sign_in("police.inspector").get("/notifications").text
    assert "đang được lập bản mới thay thế" in bell and "Ghi sai giờ" not in bell


def test_a_signed_new_version_replaces_the_old_which_keeps_its_files(desk: Desk, lead: Client) -> None:
    old = desk.signed(lead)
    before = lead.post(f"/papers/{old.ref}/files/pdf", status=200).response.data
    new = signed_again(desk, lead)
    with everything(desk.app) as session:
        kept = session.scalars(sa.select(Paper).where(Paper.ref == old.ref)).one()
        assert (kept.state, kept.signed_on, kept.number) == ("replaced", date(2026, 11, 18), "03/BB-ĐKT")
        visit = session.scalars(sa.select(Visit).where(Visit.ref == desk.visit)).one()
        assert (visit.minutes_number, visit.minutes_on) == ("04/BB-ĐKT", date(2026, 11, 20))
    assert desk.state() == "minutes_signed"
    page = lead.get(f"/papers/{old.ref}").text
    assert "bản mới số 04/BB-ĐKT, ngày 20/11/2026" in page and "Đã được thay thế" in page
    assert lead.post(f"/papers/{old.ref}/files/pdf", status=200).response.data == before
    words = pypdf.PdfReader(io.BytesIO(lead.post(f"/papers/{new.ref}/files/pdf", status=200).response.data))
    assert "thay thế Biên bản số 03/BB-ĐKT" in " ".join(words.pages[0].extract_text().split())
    lead.post(f"/visits/{desk.visit}/papers/notice")
    assert "04/BB-ĐKT" in lead.get(f"/papers/{desk.paper('result_notice').ref}/content").text
    assert told(desk, "version_signed") == told(desk, "version_begun")
    refused = lead.post(f"/papers/{old.ref}/versions", status=422, version=str(old.version + 2), **WHY)
    assert rules.NOT_SIGNED_YET in refused.text
    begun(desk, lead)
    assert (desk.paper().state, desk.paper().fields["replaces"]["number"]) == ("draft", "04/BB-ĐKT")


def test_two_at_once_begin_one_new_version_with_a_reason_and_the_agreement_of_all(
    desk: Desk, lead: Client, sign_in: SignIn
) -> None:
    old = desk.signed(lead)
    assert "Lập bản mới thay thế" not in sign_in("clerk").get(f"/papers/{old.ref}").text
    begun(desk, sign_in("clerk"), 403)
    assert "Cần ghi lý do" in begun(desk, lead, 422, reason="").text
    page = begun(desk, lead, 422, agreed="")
    assert "Cần xác nhận câu này" in page.text and "Ghi sai giờ kết thúc." in page.text
    seen = {"version": str(old.version), **WHY}
    lead.post(f"/papers/{old.ref}/versions", **seen)
    second = sign_in("dic.inspector").post(f"/papers/{old.ref}/versions", status=422, **seen)
    assert "vừa được người khác thay đổi" in second.text
    with everything(desk.app) as session:
        fresh = session.scalars(sa.select(Paper).where(Paper.ref == old.ref)).one()
        with pytest.raises(RuleBroken, match="Đã có bản mới"):
            actions.begin(session, fresh, person(session, "dic.manager"), "Sai.", fresh.version)
        session.rollback()


def test_a_dropped_new_version_leaves_the_signed_one_in_force_and_makes_room_for_another(
    desk: Desk, lead: Client
) -> None:
    old = desk.signed(lead)
    begun(desk, lead)
    new = desk.paper()
    url = f"/papers/{new.ref}/versions/drop"
    assert "Cần ghi lý do" in lead.post(url, status=422, version=str(new.version)).text
    lead.post(url, version=str(new.version), reason="Không cần nữa.")
    assert desk.paper().state == "dropped"
    assert "đã bỏ, không dùng. Lý do: Không cần nữa." in lead.get(f"/papers/{new.ref}").text
    page = lead.get(f"/papers/{old.ref}").text
    assert "Đang lập" not in page and "Lập bản mới thay thế" in page
    refused = lead.post(f"/papers/{old.ref}/versions/drop", status=422, version=str(old.version + 1), reason="X.")
    assert "Chỉ bỏ được bản mới còn là dự thảo" in refused.text


def test_a_new_version_is_not_signed_before_the_old_and_its_annexes_go_over_to_it(desk: Desk, lead: Client) -> None:
    old = desk.signed(lead)
    begun(desk, lead)
    new = desk.paper()
    desk.number(lead, "4")
    lead.post(f"/visits/{desk.visit}/papers/annex")
    desk.step(lead, "lock")
    before = {"version": str(desk.paper().version), "day": "17/11/2026", "signer": "Phạm Thị Thu Hà"}
    page = lead.post(f"/papers/{new.ref}/steps/sign", status=422, **before)
    assert "không được trước ngày ký bản cũ (18/11/2026)" in page.text and 'id="sign-day-error"' in page.html
    assert desk.paper().state == "locked" and desk.paper("annex").corrects_id == old.id
    desk.step(lead, "sign", day="20/11/2026", signer="Phạm Thị Thu Hà")
    assert desk.paper("annex").corrects_id == new.id


def test_an_annex_that_was_locked_for_replaced_minutes_goes_back_to_be_written_anew(desk: Desk, lead: Client) -> None:
    old = desk.signed(lead)
    begun(desk, lead)
    new = desk.paper()
    desk.number(lead, "4")
    lead.post(f"/visits/{desk.visit}/papers/annex")
    annex = desk.paper("annex")
    with everything(desk.app) as session:
        session.execute(sa.update(Paper).where(Paper.id == annex.id).values(state="locked", number="05/BB-ĐKT"))
    desk.step(lead, "lock")
    desk.step(lead, "sign", day="20/11/2026", signer="Phạm Thị Thu Hà")
    annex = desk.paper("annex")
    assert annex.corrects_id == old.id
    signed = {"version": str(annex.version), "day": "20/11/2026", "signer": "A"}
    assert rules.OF_REPLACED in lead.post(f"/papers/{annex.ref}/steps/sign", status=422, **signed).text
    lead.post(f"/papers/{annex.ref}/steps/withdraw", version=str(annex.version), reason="Ghi theo bản mới.")
    assert (desk.paper("annex").state, desk.paper("annex").corrects_id) == ("draft", new.id)


def test_what_was_given_up_is_told_and_its_number_stands_in_the_book_of_that_day(desk: Desk, lead: Client) -> None:
    desk.signed(lead)
    begun(desk, lead)
    desk.number(lead, "4")
    new = desk.paper()
    lead.post(f"/papers/{new.ref}/versions/drop", version=str(new.version), reason="Không cần nữa.")
    assert desk.paper().numbered_on is not None
    assert {"dic.inspector", "police.inspector"} <= told(desk, "version_dropped")
    book = lead.get("/number-book").text
    assert "04/BB-ĐKT" in book and "Đã bỏ" in book and "chưa ký" not in book
