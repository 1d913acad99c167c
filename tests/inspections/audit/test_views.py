"""Knows who reads what of the event log, and what its check says."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections import event_log
from models.events import Event
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client, counted

SignIn = Callable[[str], Client]
SECRET = "noi-dung-khong-ai-duoc-doc"


def _log(app: Flask, *entries: event_log.Entry) -> None:
    with everything(app) as session:
        event_log.append(session, app.config["LOG_KEY"].encode(), entries)


def _entry(actor: str, owner: str | None, audience: str = "own", **more: object) -> event_log.Entry:
    return event_log.Entry("visit:announce", None, actor, owner, audience, content={"text": SECRET}, **more)  # type: ignore[arg-type]


def test_a_manager_reads_joint_rows_and_those_of_his_agency_without_numbers(app: Flask, sign_in: SignIn) -> None:
    _log(app, _entry("Người Sở", "DIC"), _entry("Người Công an", "POLICE"), _entry("Việc chung", "POLICE", "joint"))
    _log(app, _entry("Người lạ", None))
    text = sign_in("dic.manager").get("/log").text
    assert "Người Sở" in text and "Việc chung" in text
    assert "Người Công an" not in text and "Người lạ" not in text
    assert "Số dòng" not in text


def test_the_auditor_reads_every_row_with_its_number_and_no_content(app: Flask, sign_in: SignIn) -> None:
    _log(app, _entry("Người Sở", "DIC"), _entry("Người Công an", "POLICE"), _entry("Người lạ", None))
    client = sign_in("auditor")
    with counted(app) as statements:
        page = client.get("/log")
    assert all(name in page.text for name in ("Người Sở", "Người Công an", "Người lạ", "Số dòng"))
    assert SECRET not in page.html
    assert not [one for one in statements if "event.content" in one]


def test_the_log_speaks_vietnamese(app: Flask, sign_in: SignIn) -> None:
    _log(app, _entry("Người Sở", "DIC", subject="Visit", outcome="refused"))
    row = next(one for one in sign_in("dic.manager").get("/log").all("tr") if "Người Sở" in "".join(one.itertext()))
    words = " ".join("".join(row.itertext()).split())
    assert "Công bố quyết định kiểm tra" in words
    assert "Kiểm tra tại đơn vị" in words
    assert "Bị từ chối" in words


def test_the_log_is_narrowed_by_day_and_action(app: Flask, sign_in: SignIn) -> None:
    _log(app, _entry("Người Sở", "DIC"))
    client = sign_in("auditor")
    assert "Người Sở" not in client.get("/log?action=sign_in").text
    assert "Người Sở" in client.get("/log?action=visit:announce").text
    assert "Không có dòng nhật ký nào như vậy" in client.get("/log?on=01/01/2020").text


def test_a_long_log_is_read_page_by_page(app: Flask, sign_in: SignIn) -> None:
    _log(app, *(_entry(f"Người thứ {number:02d}", "DIC") for number in range(45)))
    client = sign_in("auditor")
    first = client.get("/log?action=visit:announce")
    assert "Người thứ 44" in first.text and "Người thứ 24" not in first.text
    following = first.all("a", rel="next")[0].get("href") or ""
    second = client.get(following)
    assert "Người thứ 24" in second.text and "Người thứ 25" not in second.text
    assert "Người thứ 44" in client.get(second.all("a", rel="prev")[0].get("href") or "").text


@pytest.mark.parametrize(
    "query", ["on=%00", "on=99/99/9999", "on=31/12/9999", "on=01/01/0001", "action=x", "after=%00"]
)
def test_nonsense_is_no_fault_of_the_server(each_app: Flask, query: str) -> None:
    Client(each_app).sign_in("auditor").get(f"/log?{query}")


@pytest.mark.parametrize("login", ["dic.inspector", "clerk", "body", "admin", "approver"])
def test_the_log_is_for_managers_and_the_auditor(sign_in: SignIn, login: str) -> None:
    sign_in(login).get("/log", status=403)


@pytest.mark.parametrize("login", ["dic.manager", "dic.inspector"])
def test_only_the_auditor_checks_the_log(sign_in: SignIn, login: str) -> None:
    sign_in(login).get("/log/verify", status=403)


def test_a_whole_log_is_said_to_be_whole_with_its_head(each_app: Flask) -> None:
    client = Client(each_app).sign_in("auditor")
    with everything(each_app) as session:
        number, hash_ = event_log.head(session)
    text = client.get("/log/verify").text
    assert "Nhật ký còn nguyên vẹn" in text
    assert f"Đã tính lại {number} dòng" in text
    assert hash_ in text


def test_a_head_from_paper_is_found_again(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        number, hash_ = event_log.head(session)
    text = sign_in("auditor").get("/log/verify", query_string={"number": number, "hash": hash_.upper()}).text
    assert "dòng đã ghi trên giấy vẫn còn đúng" in text


def test_a_head_from_paper_that_is_gone_shows_that_the_log_was_cut(sign_in: SignIn) -> None:
    text = sign_in("auditor").get("/log/verify", query_string={"number": 999, "hash": "a" * 64}).text
    assert "Nhật ký không còn nguyên vẹn" in text
    assert "Không có dòng 999" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": "5"}, "Cần điền cả hai ô."),
        ({"number": "x", "hash": "a" * 64}, "Số dòng chỉ gồm chữ số."),
        ({"number": "5", "hash": "xyz"}, "Mã gồm 64"),
        ({"number": "\0", "hash": "\0"}, "Kiểm chứng"),
    ],
)
def test_half_an_anchor_is_asked_for_again(sign_in: SignIn, typed: dict[str, str], words: str) -> None:
    assert words in sign_in("auditor").get("/log/verify", query_string=typed).text


def test_checking_the_log_writes_nothing(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("auditor")
    with everything(app) as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Event))
    client.get("/log/verify")
    with everything(app) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == before
