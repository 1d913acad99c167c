"""Knows what the list of people shows and in which order, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.accounts import queries
from inspections.directory.queries import PAGE_SIZE
from models.base import now
from models.directory import Body, Setting, User, UserSession
from tests.inspections.accounts.people import make_user

TODAY = date(2026, 11, 22)
FIRST = ("after", "")


def names(session: Session, turn: tuple[str, str] = FIRST, **asked: Any) -> list[str]:
    """The names on a page of the list."""
    return [user.name for user, _ in queries.users(session, TODAY, asked, turn).rows]


def test_people_come_by_given_name_then_by_family_name(session: Session) -> None:
    for name in ("Trần Văn Đạt", "Lê Văn Bình", "Nguyễn Văn An", "Phạm Thị Ánh", "Đỗ Mạnh Dũng", "Bùi Văn An"):
        make_user(session, None, name)
    people = ["Bùi Văn An", "Nguyễn Văn An", "Phạm Thị Ánh", "Lê Văn Bình", "Đỗ Mạnh Dũng", "Trần Văn Đạt"]
    assert names(session) == people


@pytest.mark.parametrize("typed", ["dien", "điện", "ĐIỆN", "Dien", "nguyen dien", "điẹn"])
def test_a_search_finds_a_name_whatever_its_marks(session: Session, typed: str) -> None:
    make_user(session, None, "Nguyễn Thị Điện")
    make_user(session, None, "Lê Văn Bình")
    assert names(session, q=typed) == ["Nguyễn Thị Điện"]


def test_a_search_finds_logins_and_positions(session: Session) -> None:
    make_user(session, "police.manager", "Võ Thanh Tùng", position="Trưởng phòng An ninh")
    make_user(session, "clerk", "Trần Thị Mỹ Linh", position="Văn thư Sở")
    assert names(session, q="police") == ["Võ Thanh Tùng"]
    assert names(session, q="van thu") == ["Trần Thị Mỹ Linh"]


def test_signs_of_patterns_are_letters_like_others(session: Session) -> None:
    make_user(session, None, "Lê Văn Bình")
    assert names(session, q="%") == []
    assert names(session, q="_") == []


def test_the_list_is_narrowed_by_role_and_agency(session: Session) -> None:
    make_user(session, "dic.manager", "Phạm Thị Thu Hà", role="manager")
    make_user(session, "police.manager", "Võ Thanh Tùng", role="manager", agency_code="POLICE")
    make_user(session, "dic.inspector", "Lê Minh Khôi")
    assert names(session, role="manager") == ["Phạm Thị Thu Hà", "Võ Thanh Tùng"]
    assert names(session, role="manager", agency="POLICE") == ["Võ Thanh Tùng"]


def test_each_person_comes_with_his_agency_or_body(session: Session) -> None:
    body = session.scalars(sa.select(Body)).one()
    make_user(session, "dic.inspector", "Lê Minh Anh")
    make_user(session, "body", "Đặng Văn Bảy", role="body", agency_code=None, body_id=body.id)
    make_user(session, "admin", "Lâm Chí Cường", role="administrator", agency_code=None)
    rows = queries.users(session, TODAY, {}, FIRST).rows
    assert [place for _, place in rows] == ["Sở Khoa học và Công nghệ", "Bưu điện xã Sông Măng", None]
    assert queries.place_of(session, rows[1][0].id, TODAY) == "Bưu điện xã Sông Măng"
    assert queries.place_of(session, rows[2][0].id, TODAY) == ""


def test_the_pages_forward_and_back_hold_everybody_once(session: Session) -> None:
    for _ in range(2 * PAGE_SIZE + 5):
        make_user(session, None, "Nguyễn Văn An")
    everybody = session.scalars(sa.select(User.ref).order_by(User.id)).all()
    first = queries.users(session, TODAY, {}, FIRST)
    second = queries.users(session, TODAY, {}, ("after", first.after or ""))
    third = queries.users(session, TODAY, {}, ("after", second.after or ""))
    again = queries.users(session, TODAY, {}, ("before", third.before or ""))
    assert [row[0].ref for page in (first, second, third) for row in page.rows] == everybody
    assert [row[0].ref for row in again.rows] == [row[0].ref for row in second.rows]
    assert (first.before, third.after) == (None, None)


def test_the_number_of_queries_does_not_grow_with_the_people(session: Session) -> None:
    counts = []
    statements: list[str] = []
    connection = session.connection()
    sa.event.listen(connection, "before_cursor_execute", lambda *event: statements.append(event[2]))
    for _ in range(2):
        for _ in range(9):
            make_user(session, None, "Nguyễn Văn An")
        statements.clear()
        queries.users(session, TODAY, {"q": "an"}, FIRST)
        counts.append(len(statements))
    assert counts == [2, 2]


def test_nobody_has_the_empty_login(session: Session) -> None:
    make_user(session, None, "Nguyễn Văn An")
    assert queries.user_by_login(session, "") is None
    assert queries.password_hash(session, "") is None


def test_the_choices_are_the_names_of_the_day(session: Session) -> None:
    assert queries.agency_choices(session, TODAY) == [("DIC", "Sở Khoa học và Công nghệ"), ("POLICE", "Công an tỉnh")]
    assert queries.body_choices(session, TODAY) == [("postoffice", "Bưu điện xã Sông Măng")]
    key = queries.body_key(session, "postoffice")
    assert queries.body_ref(session, key) == "postoffice"
    assert (queries.body_key(session, ""), queries.body_ref(session, None)) == (None, "")


def test_the_numbers_of_signing_in_are_a_setting(session: Session) -> None:
    assert queries.sign_in_numbers(session, TODAY).failures == 5
    session.add(Setting(key="sign_in", value={"failures": 3, "lock_minutes": 30, "idle_minutes": 20}))
    numbers = queries.sign_in_numbers(session, TODAY)
    assert (numbers.failures, numbers.lock_minutes, numbers.idle_minutes) == (3, 30, 20)


def test_only_ones_own_live_sessions_are_listed(session: Session) -> None:
    mine, other = make_user(session, "dic.inspector"), make_user(session, "dic.manager")
    long_ago = now() - timedelta(hours=25)
    rows = {
        "a" * 10: UserSession(user_id=mine.id),
        "b" * 10: UserSession(user_id=mine.id, ended_at=now()),
        "c" * 10: UserSession(user_id=mine.id, active_at=long_ago),
        "d" * 10: UserSession(user_id=other.id),
    }
    for ref, row in rows.items():
        row.ref = row.token_hash = ref
    session.add_all(rows.values())
    found = queries.live_sessions(session, mine.id, now() - timedelta(hours=24))
    assert [row.ref for row in found] == ["a" * 10]
    assert queries.own_session(session, mine.id, "d" * 10) is None
