"""Lets people in and out, keeps accounts and passwords; it knows no Flask and commits nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log
from inspections.accounts import passwords, queries, rules
from inspections.demonstration import PASSWORD
from inspections.errors import RuleBroken
from inspections.vietnamese import name_sort_key, normalise
from models.base import now
from models.directory import User, UserSession

NOBODY_KNOWN = "(không rõ)"
"""Who the log says knocked with a login that does not exist."""


class LoginTaken(RuleBroken):
    """Another account has the login."""

    def __init__(self) -> None:
        super().__init__("Tên đăng nhập này đã có người dùng; mời chọn tên khác.", "login")


class SomebodyWasFirst(RuleBroken):
    """Another person changed the account since the form was opened; nothing was written."""

    status = 409

    def __init__(self) -> None:
        super().__init__("Người khác vừa sửa tài khoản này nên chưa ghi gì. Mời mở lại trang rồi sửa lại.")


@dataclass(frozen=True)
class Attempt:
    """One try to sign in: the login, the stored hash that the password matched (or None), and where it came from."""

    login: str
    proof: str | None
    address: str
    demonstration: bool


@dataclass(frozen=True)
class Profile:
    """What an administrator keeps about a person."""

    login: str | None
    name: str
    title: str
    rank: str | None
    position: str
    role: str | None
    agency_code: str | None
    body_id: int | None
    email: str | None = None


def admit(session: Session, attempt: Attempt, numbers: rules.SignInNumbers) -> User:
    """The person who may now be given a session; the count of failures begins anew.

    Raises RuleBroken with the one sentence for every refusal, and leaves the refusal in the log with its reason.
    """
    user = queries.user_by_login(session, attempt.login)
    reason = rules.sign_in_refusal(user, attempt.proof, attempt.demonstration, now())
    if user is None or reason:
        _refuse(session, user, "sign_in", reason, attempt.address)
        if user is not None and reason == "password":
            _count_failure(session, user, numbers)
        raise RuleBroken(rules.sign_in_message(numbers))
    user.failures, user.locked_until = 0, None
    event_log.record(session, user, "sign_in", address=attempt.address)
    return user


def _refuse(session: Session, user: User | None, action: str, reason: str, address: str = "") -> None:
    """Queues the log row of a refusal. The login that was typed is not kept: it may be a password in the wrong box."""
    entry = event_log.Entry(action, None, NOBODY_KNOWN, None, content={"reason": reason, "address": address})
    if user is not None:
        entry.actor_id, entry.actor, entry.owner = user.id, user.name, user.agency_code
        entry.subject, entry.subject_ref = "User", user.ref
    event_log.refuse(session, entry)


def _count_failure(session: Session, user: User, numbers: rules.SignInNumbers) -> None:
    """Has the failure counted after the refused request was rolled back, in the transaction of its log row."""
    if user.failures + 1 >= numbers.failures:
        _refuse(session, user, "user:lock", "failures")
    consequences: list[Callable[[Session], None]] = session.info.setdefault("consequences", [])
    consequences.append(partial(_add_failure, user_id=user.id, numbers=numbers))


def _add_failure(session: Session, user_id: int, numbers: rules.SignInNumbers) -> None:
    """One statement, so that failures at the same moment are all counted; a lock starts the count anew."""
    full = User.failures + 1 >= numbers.failures
    session.execute(
        sa.update(User)
        .where(User.id == user_id)
        .values(
            failures=sa.case((full, 0), else_=User.failures + 1),
            locked_until=sa.case((full, now() + timedelta(minutes=numbers.lock_minutes)), else_=User.locked_until),
        )
        .execution_options(synchronize_session=False)
    )


def sign_out(session: Session, by: Any) -> None:
    """Ends the session that the person came with."""
    _end(session, UserSession.user_id == by.id, UserSession.ref == by.session_ref)
    event_log.record(session, by, "sign_out")


def end_session(session: Session, by: Any, row: UserSession) -> None:
    """Ends one session from afar: the person's own, or anybody's where an administrator does it."""
    _end(session, UserSession.ref == row.ref)
    event_log.record(session, by, "session:end", row, user=row.user.ref)


def end_other_sessions(session: Session, by: Any) -> None:
    """Ends all of the person's sessions but the one he came with."""
    _end(session, UserSession.user_id == by.id, UserSession.ref != by.session_ref)
    event_log.record(session, by, "session:end_others")


def _end(session: Session, *which: Any) -> None:
    session.execute(sa.update(UserSession).where(UserSession.ended_at.is_(None), *which).values(ended_at=now()))


def create(session: Session, by: Any, profile: Profile) -> tuple[User, str]:
    """A new account and its first password, which is stored nowhere but as a hash. Raises RuleBroken."""
    first = passwords.first_password()
    user = _add(session, profile, password_hash=passwords.hash_password(first))
    event_log.record(session, by, "user:create", user, role=user.role)
    return user, first


def create_first_administrator(session: Session, login: str, name: str, password: str) -> User:
    """The administrator of a new database, with a password of his own choice.

    Raises RuleBroken when the login cannot be one, it or the name is missing, or the password is too easy.
    """
    login, name = login.strip().lower(), normalise(name)
    if not login or not name:
        raise RuleBroken("Cần tên đăng nhập và họ tên.")
    rules.check_new_password(normalise(password), login, PASSWORD)
    profile = Profile(login, name, "Ông", None, "", "administrator", None, None)
    stored = passwords.hash_password(password)
    return _add(session, profile, password_hash=stored, must_change_password=False)


def _add(session: Session, profile: Profile, **more: Any) -> User:
    rules.check_account(profile.login, profile.role, profile.agency_code, profile.body_id)
    rules.check_email(profile.email)
    user = User(**asdict(profile), sort_key=name_sort_key(profile.name), **more)
    session.add(user)
    try:
        session.flush()  # Only the table knows for sure whether a login is free.
    except IntegrityError as error:
        raise LoginTaken from error
    return user


def edit(session: Session, by: Any, user: User, profile: Profile, version: int) -> User:
    """Writes the profile over the one that the form was opened with.

    Raises SomebodyWasFirst when another person changed it since, RuleBroken when it does not fit together.
    """
    rules.check_account(profile.login, profile.role, profile.agency_code, profile.body_id)
    rules.check_email(profile.email)
    rules.check_own_role(user, by, profile.role)
    if user.role == "administrator" and profile.role != "administrator":
        _keep_an_administrator(session, user)
    values = asdict(profile)
    changed = sorted(name for name, value in values.items() if getattr(user, name) != value)
    try:
        written = session.execute(
            sa.update(User)
            .where(User.id == user.id, User.version == version)
            .values(**values, sort_key=name_sort_key(profile.name), version=version + 1)
        )
    except IntegrityError as error:
        raise LoginTaken from error
    if written.rowcount != 1:  # type: ignore[attr-defined]
        raise SomebodyWasFirst
    event_log.record(session, by, "user:edit", user, changed=changed, role=profile.role)
    return user


def _keep_an_administrator(session: Session, leaving: User) -> None:
    """Raises RuleBroken when nobody could look after the accounts any more.

    The rows are locked first: two administrators who remove each other at the same moment follow each other.
    """
    others = session.scalars(
        sa.select(User.id)
        .where(User.role == "administrator", User.login.is_not(None), User.disabled_at.is_(None))
        .order_by(User.id)
        .with_for_update()
    ).all()
    if not set(others) - {leaving.id}:
        raise RuleBroken("Đây là quản trị viên cuối cùng; cần có quản trị viên khác trước.")


def disable(session: Session, by: Any, user: User) -> User:
    """Shuts the account and ends all its sessions; what the person did stays under his name. Raises RuleBroken."""
    if reason := rules.disable_blocked(user, by):
        raise RuleBroken(reason)
    if user.role == "administrator":
        _keep_an_administrator(session, user)
    user.disabled_at = now()
    _end(session, UserSession.user_id == user.id)
    event_log.record(session, by, "user:disable", user)
    return user


def enable(session: Session, by: Any, user: User) -> User:
    """Opens a disabled account again with the password it had."""
    user.disabled_at = None
    event_log.record(session, by, "user:enable", user)
    return user


def unlock(session: Session, by: Any, user: User) -> User:
    """Ends a lock before its time."""
    user.failures, user.locked_until = 0, None
    event_log.record(session, by, "user:unlock", user)
    return user


def reset_password(session: Session, by: Any, user: User) -> tuple[User, str]:
    """Gives the account a new first password and ends its sessions; the lock ends too. Raises RuleBroken."""
    if reason := rules.reset_blocked(user, by):
        raise RuleBroken(reason)
    first = passwords.first_password()
    user.password_hash, user.must_change_password = passwords.hash_password(first), True
    user.failures, user.locked_until = 0, None
    _end(session, UserSession.user_id == user.id)
    event_log.record(session, by, "user:reset_password", user)
    return user, first


def change_password(session: Session, by: Any, old: str, new: str, numbers: rules.SignInNumbers) -> None:
    """Replaces the person's own password and ends his other sessions.

    A wrong old password counts like one at the door, or an open tablet would be a place to guess. Raises RuleBroken.
    """
    user: User = by.user
    locked = rules.is_locked(user, now())
    if locked or not passwords.matches(user.password_hash, old):
        _refuse(session, user, "account:password", "locked" if locked else "password")
        if not locked:
            _count_failure(session, user, numbers)
        raise RuleBroken("Mật khẩu hiện tại chưa đúng, hoặc đã nhập sai nhiều lần; mời thử lại sau ít phút.")
    rules.check_new_password(normalise(new), user.login or "", PASSWORD, normalise(old))
    user.password_hash, user.must_change_password = passwords.hash_password(new), False
    user.failures, user.locked_until = 0, None
    _end(session, UserSession.user_id == by.id, UserSession.ref != by.session_ref)
    event_log.record(session, by, "account:password")
