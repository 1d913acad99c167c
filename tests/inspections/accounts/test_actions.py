"""Knows what the actions of accounts write and refuse, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.accounts import actions, passwords, rules
from inspections.demonstration import PASSWORD as DEMONSTRATION_PASSWORD
from inspections.errors import RuleBroken
from inspections.vietnamese import name_sort_key
from inspections.visible import SYSTEM, see_as
from models.base import now
from models.directory import User, UserSession
from tests.inspections.accounts.people import HASH, PASSWORD, live, make_user, open_session, signed_in

NUMBERS = rules.SignInNumbers()
KHOI = actions.Profile("le.khoi", "Lê Minh Khôi", "Ông", None, "Chuyên viên", "inspector", "DIC", None)


@pytest.fixture
def admin(session: Session) -> User:
    """The administrator who does all this."""
    return make_user(session, "admin", "Lâm Chí Cường", role="administrator", agency_code=None)


def knock(session: Session, login: str, proof: str | None) -> User:
    """A try to sign in."""
    attempt = actions.Attempt(login, proof, "192.0.2.7", demonstration=False)
    return actions.admit(session, attempt, NUMBERS)


def settle(session: Session) -> None:
    """What app.py does after a refused POST."""
    session.rollback()
    for consequence in session.info.pop("consequences", []):
        consequence(session)
    session.commit()
    session.info.pop("refusals", None)


def fail(session: Session, login: str) -> None:
    """A try with a wrong password, to its end."""
    with pytest.raises(RuleBroken):
        knock(session, login, None)
    settle(session)


def logged(session: Session) -> list[str]:
    """What the actions have queued for the log."""
    return [entry.action for entry in session.info.get("events", [])]


def test_the_right_password_lets_in_and_begins_the_count_anew(session: Session) -> None:
    user = make_user(session, "dic.inspector", failures=4, locked_until=now() - timedelta(minutes=1))
    assert knock(session, "dic.inspector", HASH) is user
    assert (user.failures, user.locked_until) == (0, None)
    assert logged(session) == ["sign_in"]


def test_every_refusal_says_the_same_and_leaves_its_reason_in_the_log(session: Session) -> None:
    make_user(session, "open.account")
    make_user(session, "disabled", disabled_at=now())
    make_user(session, "locked", locked_until=now() + timedelta(minutes=9))
    make_user(session, "demonstration", demonstration=True)
    said = set()
    for login in ("open.account", "disabled", "locked", "demonstration", "nobody.here"):
        with pytest.raises(RuleBroken) as refusal:
            knock(session, login, None if login == "open.account" else HASH)
        said.add(refusal.value.message)
    assert len(said) == 1
    reasons = [entry.content["reason"] for entry in session.info["refusals"]]
    assert reasons == ["password", "disabled", "locked", "demonstration", "unknown"]


def test_the_log_keeps_no_login_that_does_not_exist(session: Session) -> None:
    with pytest.raises(RuleBroken):
        knock(session, "my.secret.password", None)
    assert "secret" not in repr(session.info["refusals"])


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(session: Session) -> None:
    user = make_user(session, "dic.inspector")
    session.commit()
    for count in (1, 2, 3, 4):
        fail(session, "dic.inspector")
        assert (user.failures, user.locked_until) == (count, None)
    fail(session, "dic.inspector")
    assert user.failures == 0
    assert user.locked_until is not None
    assert timedelta(minutes=14) < user.locked_until - now() <= timedelta(minutes=15)


def test_the_lock_is_logged_and_holds_against_the_right_password(session: Session) -> None:
    user = make_user(session, "dic.inspector", failures=4)
    session.commit()
    with pytest.raises(RuleBroken):
        knock(session, "dic.inspector", None)
    assert [entry.action for entry in session.info["refusals"]] == ["sign_in", "user:lock"]
    settle(session)
    with pytest.raises(RuleBroken):
        knock(session, "dic.inspector", HASH)
    assert rules.is_locked(user, now())


def test_a_try_while_locked_neither_counts_nor_prolongs(session: Session) -> None:
    until = now() + timedelta(minutes=3)
    user = make_user(session, "dic.inspector", locked_until=until)
    session.commit()
    fail(session, "dic.inspector")
    assert (user.failures, user.locked_until) == (0, until)


def test_failures_at_the_same_moment_are_all_counted(session: Session, engine: sa.Engine) -> None:
    user = make_user(session, "dic.inspector")
    session.commit()
    for _ in range(2):
        with pytest.raises(RuleBroken):
            knock(session, "dic.inspector", None)
    session.rollback()
    for consequence in session.info.pop("consequences"):
        with Session(engine) as another:
            see_as(another, SYSTEM)
            consequence(another)
            another.commit()
    session.expire_all()
    assert user.failures == 2


def test_a_password_changed_during_the_comparison_is_not_the_one_that_was_proved(session: Session) -> None:
    make_user(session, "dic.inspector", password_hash=passwords.hash_password("mat khau moi nhat"))
    with pytest.raises(RuleBroken):
        knock(session, "dic.inspector", HASH)


def test_a_new_account_has_a_first_password_that_must_be_changed(session: Session, admin: User) -> None:
    user, first = actions.create(session, admin, KHOI)
    assert passwords.matches(user.password_hash, first)
    assert user.must_change_password
    assert user.sort_key == name_sort_key("Lê Minh Khôi")
    assert logged(session) == ["user:create"]
    assert first not in repr(session.info["events"])


def test_a_login_is_given_once(session: Session, admin: User) -> None:
    actions.create(session, admin, KHOI)
    session.commit()
    with pytest.raises(RuleBroken, match="đã có người dùng"):
        actions.create(session, admin, replace(KHOI, name="Lê Minh Khánh"))


def test_an_account_that_does_not_fit_together_is_not_made(session: Session, admin: User) -> None:
    with pytest.raises(RuleBroken):
        actions.create(session, admin, replace(KHOI, agency_code=None))


def test_a_change_is_written_and_logged_by_the_names_of_its_fields(session: Session, admin: User) -> None:
    user, _ = actions.create(session, admin, KHOI)
    actions.edit(session, admin, user, replace(KHOI, name="Lê Minh An", role="manager"), version=1)
    assert (user.name, user.role, user.version) == ("Lê Minh An", "manager", 2)
    assert user.sort_key == name_sort_key("Lê Minh An")
    assert session.info["events"][-1].content == {"changed": ["name", "role"], "role": "manager"}


def test_the_second_of_two_changes_is_told_and_writes_nothing(session: Session, admin: User) -> None:
    user, _ = actions.create(session, admin, KHOI)
    actions.edit(session, admin, user, replace(KHOI, position="Phó trưởng phòng"), version=1)
    with pytest.raises(actions.SomebodyWasFirst, match="Người khác vừa sửa"):
        actions.edit(session, admin, user, replace(KHOI, position="Trưởng phòng"), version=1)
    assert user.position == "Phó trưởng phòng"


def test_a_change_cannot_take_the_login_of_another(session: Session, admin: User) -> None:
    user, _ = actions.create(session, admin, KHOI)
    session.commit()
    with pytest.raises(RuleBroken, match="đã có người dùng"):
        actions.edit(session, admin, user, replace(KHOI, login="admin"), version=1)


def test_administrators_keep_their_own_role(session: Session, admin: User) -> None:
    with pytest.raises(RuleBroken, match="chính mình"):
        actions.edit(session, admin, admin, replace(KHOI, login="admin"), version=1)


def test_the_last_administrator_stays(session: Session, admin: User) -> None:
    other = make_user(session, "other.admin", role="administrator", disabled_at=now())
    with pytest.raises(RuleBroken, match="cuối cùng"):
        actions.disable(session, other, admin)
    with pytest.raises(RuleBroken, match="cuối cùng"):
        actions.edit(session, other, admin, replace(KHOI, login="admin"), version=1)
    with pytest.raises(RuleBroken, match="chính mình"):
        actions.disable(session, admin, admin)


def test_one_of_two_administrators_may_go(session: Session, admin: User) -> None:
    other = make_user(session, "other.admin", role="administrator")
    actions.disable(session, admin, other)
    assert other.disabled_at


def test_disabling_ends_every_session_and_enabling_opens_again(session: Session, admin: User) -> None:
    user = make_user(session, "dic.inspector")
    open_session(session, user, "a" * 10)
    open_session(session, admin, "b" * 10)
    actions.disable(session, admin, user)
    assert live(session) == {"b" * 10}
    actions.enable(session, admin, user)
    assert user.disabled_at is None
    assert logged(session) == ["user:disable", "user:enable"]


def test_a_new_first_password_ends_sessions_and_lock(session: Session, admin: User) -> None:
    user = make_user(session, "dic.inspector", failures=2, locked_until=now() + timedelta(minutes=9))
    open_session(session, user, "a" * 10)
    _, first = actions.reset_password(session, admin, user)
    assert passwords.matches(user.password_hash, first)
    assert (user.must_change_password, user.failures, user.locked_until) == (True, 0, None)
    assert live(session) == set()


def test_a_lock_can_be_ended_before_its_time(session: Session, admin: User) -> None:
    user = make_user(session, "dic.inspector", locked_until=now() + timedelta(minutes=9))
    actions.unlock(session, admin, user)
    assert knock(session, "dic.inspector", HASH) is user


def test_a_changed_password_ends_the_other_sessions(session: Session) -> None:
    user = make_user(session, "dic.inspector", must_change_password=True)
    open_session(session, user, "a" * 10)
    open_session(session, user, "b" * 10)
    actions.change_password(session, signed_in(user), PASSWORD, "nam con meo ngu", NUMBERS)
    assert passwords.matches(user.password_hash, "nam con meo ngu")
    assert not user.must_change_password
    assert live(session) == {"a" * 10}
    assert "meo" not in repr(session.info["events"])


def test_a_wrong_old_password_counts_like_one_at_the_door(session: Session) -> None:
    user = make_user(session, "dic.inspector", failures=4)
    session.commit()
    with pytest.raises(RuleBroken, match="chưa đúng"):
        actions.change_password(session, signed_in(user), "not the password", "nam con meo ngu", NUMBERS)
    settle(session)
    with pytest.raises(RuleBroken):
        actions.change_password(session, signed_in(user), PASSWORD, "nam con meo ngu", NUMBERS)
    assert user.password_hash == HASH


@pytest.mark.parametrize("new", [PASSWORD, DEMONSTRATION_PASSWORD, "dic.inspector", "ngan", "matkhau123"])
def test_a_new_password_is_new_and_good(session: Session, new: str) -> None:
    user = make_user(session, "dic.inspector")
    with pytest.raises(RuleBroken):
        actions.change_password(session, signed_in(user), PASSWORD, new, NUMBERS)
    assert user.password_hash == HASH


def test_people_end_their_own_sessions_alone(session: Session) -> None:
    mine, other = make_user(session, "dic.inspector"), make_user(session, "dic.manager")
    for user, letter in ((mine, "a"), (mine, "b"), (mine, "c"), (other, "d")):
        open_session(session, user, letter * 10)
    row = session.scalars(sa.select(UserSession).where(UserSession.ref == "b" * 10)).one()
    actions.end_session(session, signed_in(mine), row)
    assert live(session) == {"a" * 10, "c" * 10, "d" * 10}
    actions.end_other_sessions(session, signed_in(mine))
    assert live(session) == {"a" * 10, "d" * 10}
    actions.sign_out(session, signed_in(mine))
    assert live(session) == {"d" * 10}
    assert logged(session) == ["session:end", "session:end_others", "sign_out"]


def test_the_first_administrator_may_begin_at_once(session: Session) -> None:
    user = actions.create_first_administrator(session, " Admin ", "Lâm  Chí Cường", PASSWORD)
    assert (user.login, user.name, user.role) == ("admin", "Lâm Chí Cường", "administrator")
    assert not user.must_change_password
    assert knock(session, "admin", user.password_hash) is user


@pytest.mark.parametrize(
    ("login", "name", "password"),
    [
        ("", "Lâm Chí Cường", PASSWORD),
        ("admin", " ", PASSWORD),
        ("quản trị", "Lâm Chí Cường", PASSWORD),
        ("admin", "Lâm Chí Cường", DEMONSTRATION_PASSWORD),
        ("admin", "Lâm Chí Cường", "admin123"),
    ],
)
def test_the_first_administrator_needs_login_name_and_a_good_password(
    session: Session, login: str, name: str, password: str
) -> None:
    with pytest.raises(RuleBroken):
        actions.create_first_administrator(session, login, name, password)
