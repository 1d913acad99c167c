"""Who may sign in, which account may be what, which password is good enough; it knows no table and no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from inspections.errors import RuleBroken
from inspections.vietnamese import fold

SHORTEST_PASSWORD = 10
LONGEST_PATH = 1000
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
NOT_A_LETTER = re.compile("[^a-z]")

COMMON_WORDS = re.compile(
    "|a|aa|aaa|abc|abcd|abcde|abcdef|abcxyz|abcdefgh|abcdefghij|admin|administrator|anhyeuem|asdfgh|asdfghjkl|bimat|changeme"
    "|chucmung|conyeume|emyeuanh|giadinh|hanhphuc|hello|iloveyou|khongbiet|khongco|khongcomatkhau|kiemtra|kt|letmein|login"
    "|macdinh|matkhau|matkhaumoi|mothaiba|mothaibabon|ngocanh|passwd|passwrd|password|psswrd|pssword|pass|qazwsx|qazwsxedc"
    "|qweasd|qweasdzxc|qwer|qwert|qwerty|qwertyuiop|taikhoan|test|toiyeuem|toiyeuvietnam|user|vietnam|vinhlong|welcome"
    "|xinchao|yeuem|zaqwsx|zxcvbnm"
)
"""What is tried first: a password whose letters alone are one of these words, or that has no letter at all."""


class Role(NamedTuple):
    """What a person is in the application, and where somebody of that role belongs."""

    code: str
    label: str
    place: str  # agency, body or any (an agency or none)


ROLES = {
    role.code: role
    for role in (
        Role("inspector", label="Kiểm tra viên (công chức, cán bộ)", place="agency"),
        Role("manager", label="Lãnh đạo", place="agency"),
        Role("approver", label="Người phê duyệt", place="agency"),
        Role("clerk", label="Văn thư", place="agency"),
        Role("body", label="Đơn vị được kiểm tra", place="body"),
        Role("auditor", label="Giám sát nhật ký", place="any"),
        Role("administrator", label="Quản trị hệ thống", place="any"),
    )
}


@dataclass(frozen=True)
class SignInNumbers:
    """After how many wrong passwords an account is locked, for how long, and how long an idle session lives."""

    failures: int = 5
    lock_minutes: int = 15
    idle_minutes: int = 60


def sign_in_numbers(setting: Mapping[str, int] | None) -> SignInNumbers:
    """The numbers of the setting "sign_in"; what it leaves out has its default."""
    given = setting or {}
    return SignInNumbers(**{field.name: given[field.name] for field in fields(SignInNumbers) if field.name in given})


def login_of(text: str) -> str:
    """The login that was typed, in its one form; empty when no account can have it."""
    login = text.strip().lower()
    return login if LOGIN.fullmatch(login) else ""


def sign_in_refusal(user: Any, proof: str | None, demonstration: bool, at: datetime) -> str:
    """Why this account may not be entered at this moment, as a word for the log; empty when it may.

    ``proof`` is the stored hash that the typed password matched. An account of the demonstration opens only in a
    database that is one, since its password is printed in the manual.
    """
    if user is None:
        return "unknown"
    if user.disabled_at:
        return "disabled"
    if user.demonstration and not demonstration:
        return "demonstration"
    if is_locked(user, at):
        return "locked"
    return "" if proof and proof == user.password_hash else "password"


def sign_in_message(numbers: SignInNumbers) -> str:
    """The one sentence for every refused sign-in, so that it tells nobody which logins exist or are locked."""
    return (
        "Tên đăng nhập hoặc mật khẩu chưa đúng, hoặc tài khoản đang tạm khóa. "
        f"Sau {numbers.failures} lần nhập sai liên tiếp, tài khoản tạm khóa {numbers.lock_minutes} phút; "
        "mời thử lại sau hoặc liên hệ quản trị hệ thống."
    )


def is_locked(user: Any, at: datetime) -> bool:
    """Whether too many wrong passwords keep the account shut at this moment."""
    return user.locked_until is not None and user.locked_until > at


def account_state(user: Any, at: datetime) -> str:
    """none (no login), disabled, no_password, locked, first_password (not yet changed) or active."""
    states = {
        "none": not user.login,
        "disabled": user.disabled_at is not None,
        "no_password": not user.password_hash,
        "locked": is_locked(user, at),
        "first_password": user.must_change_password,
    }
    return next((state for state, holds in states.items() if holds), "active")


def local_path(text: str | None) -> str:
    """The page of ours to go to after signing in; the first page when the address leads elsewhere.

    Browsers drop tabs and line ends and read a backslash as a slash, so an address with one of those is refused.
    """
    path = text or ""
    strange = len(path) > LONGEST_PATH or "\\" in path or any(letter <= " " or letter == "\x7f" for letter in path)
    if strange or not path.startswith("/") or path.startswith("//"):
        return "/"
    return "/" if urlsplit(path).path in {"/sign-in", "/sign-out"} else path


def check_new_password(password: str, login: str, *taken: str) -> None:
    """Raises RuleBroken unless the password may be chosen; ``taken`` are passwords that may not be used again."""
    if len(password) < SHORTEST_PASSWORD:
        raise RuleBroken(f"Mật khẩu cần ít nhất {SHORTEST_PASSWORD} ký tự.")
    if password.lower() == login.lower():
        raise RuleBroken("Mật khẩu không được trùng tên đăng nhập.")
    if password in taken:
        raise RuleBroken("Mật khẩu này đã dùng hoặc nhiều người biết; mời chọn mật khẩu khác.")
    if COMMON_WORDS.fullmatch(NOT_A_LETTER.sub("", fold(password))):
        raise RuleBroken("Mật khẩu này quá phổ biến, dễ bị đoán; mời chọn mật khẩu khác.")


def check_account(login: str | None, role: str | None, agency_code: str | None, body_id: int | None) -> None:
    """Raises RuleBroken unless the login, the role and the place of a person fit together."""
    if login and not login_of(login):
        raise RuleBroken(
            "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới; "
            "bắt đầu bằng chữ hoặc số."
        )
    if bool(login) != bool(role):
        raise RuleBroken("Tên đăng nhập và vai trò phải có cùng nhau.")
    place = ROLES[role].place if role else "any"
    if place == "body" and (not body_id or agency_code):
        raise RuleBroken("Vai trò này cần chọn đơn vị được kiểm tra và không chọn cơ quan.")
    if place != "body" and role and body_id:
        raise RuleBroken("Chỉ vai trò Đơn vị được kiểm tra mới gắn với một đơn vị.")
    if place == "agency" and not agency_code:
        raise RuleBroken("Vai trò này cần chọn cơ quan.")


def check_email(email: str | None) -> None:
    """Raises RuleBroken for an address that no relay would take."""
    if email and not EMAIL.fullmatch(email):
        raise RuleBroken("Địa chỉ thư điện tử chưa đúng, ví dụ ten.ho@vinhlong.gov.vn.")


def disable_blocked(user: Any, by: Any) -> str:
    """Why this administrator may not disable the account; empty when he may."""
    if user.id == by.id:
        return "Không thể ngừng tài khoản của chính mình."
    return "" if user.login else "Người này không có tài khoản."


def reset_blocked(user: Any, by: Any) -> str:
    """Why this administrator may not give the person a new first password; empty when he may."""
    if user.id == by.id:
        return "Mật khẩu của chính mình đổi tại trang Tài khoản của tôi."
    return "" if user.login else "Người này chưa có tên đăng nhập."


def check_own_role(user: Any, by: Any, role: str | None) -> None:
    """Raises RuleBroken when administrators would take their own rights away."""
    if user.id == by.id and role != user.role:
        raise RuleBroken("Không thể đổi vai trò của chính mình; việc này do quản trị viên khác thực hiện.")


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""Marks of browsers in the order in which they must be looked for: most pretend to be others as well."""

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device(user_agent: str) -> tuple[str, str]:
    """Browser and system by their usual names, such as Chrome and Android; each empty when it is not known."""
    return _named(BROWSERS, user_agent), _named(SYSTEMS, user_agent)


def device_name(user_agent: str) -> str:
    """A device as pages call it: Chrome trên Android."""
    browser, system = device(user_agent)
    return f"{browser or 'Trình duyệt không rõ'}{f' trên {system}' if system else ''}"


def _named(marks: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in marks if mark in user_agent), "")
