"""Knows whom the rules of accounts let in, which accounts and passwords they allow, and what browsers are called."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from inspections.accounts import rules
from inspections.errors import RuleBroken

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
MACINTOSH = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15"


def person(**fields: Any) -> SimpleNamespace:
    """A working account; ``fields`` say what is different."""
    usual = {
        "id": 1,
        "login": "dic.inspector",
        "role": "inspector",
        "password_hash": "hash",
        "must_change_password": False,
        "demonstration": False,
        "disabled_at": None,
        "locked_until": None,
    }
    return SimpleNamespace(**usual | fields)


@pytest.mark.parametrize(
    ("user", "proof", "demonstration", "reason"),
    [
        (person(), "hash", False, ""),
        (None, None, False, "unknown"),
        (person(), None, False, "password"),
        (person(), "another hash", False, "password"),
        (person(password_hash=None), None, False, "password"),
        (person(disabled_at=NOW), "hash", False, "disabled"),
        (person(locked_until=NOW + timedelta(seconds=1)), "hash", False, "locked"),
        (person(locked_until=NOW), "hash", False, ""),
        (person(demonstration=True), "hash", False, "demonstration"),
        (person(demonstration=True), "hash", True, ""),
        (person(), "hash", True, ""),
    ],
)
def test_an_account_is_entered_only_with_its_password_while_it_is_open(
    user: Any, proof: str | None, demonstration: bool, reason: str
) -> None:
    assert rules.sign_in_refusal(user, proof, demonstration, NOW) == reason


@pytest.mark.parametrize(
    ("user", "state"),
    [
        (person(), "active"),
        (person(login=None), "none"),
        (person(disabled_at=NOW, must_change_password=True), "disabled"),
        (person(password_hash=None), "no_password"),
        (person(locked_until=NOW + timedelta(minutes=1)), "locked"),
        (person(locked_until=NOW - timedelta(minutes=1)), "active"),
        (person(must_change_password=True), "first_password"),
    ],
)
def test_an_account_has_one_state(user: Any, state: str) -> None:
    assert rules.account_state(user, NOW) == state


def test_the_numbers_of_signing_in_have_defaults() -> None:
    assert rules.sign_in_numbers(None) == rules.SignInNumbers(failures=5, lock_minutes=15, idle_minutes=60)
    assert rules.sign_in_numbers({"failures": 3}) == rules.SignInNumbers(failures=3, lock_minutes=15, idle_minutes=60)


def test_the_sentence_of_a_refusal_says_the_numbers() -> None:
    message = rules.sign_in_message(rules.SignInNumbers(failures=4, lock_minutes=20))
    assert "4 lần" in message
    assert "20 phút" in message


@pytest.mark.parametrize("typed", ["dic.inspector", " DIC.Inspector ", "dic.inspector\n"])
def test_a_login_is_found_however_it_was_typed(typed: str) -> None:
    assert rules.login_of(typed) == "dic.inspector"


@pytest.mark.parametrize("typed", ["", "ab", "điện", "a b c", "x" * 61, ".abc", "a\0bc", "<b>abc"])
def test_what_no_login_can_be_is_no_login(typed: str) -> None:
    assert rules.login_of(typed) == ""


@pytest.mark.parametrize("path", ["/visits", "/bodies?q=dien&after=abcdefghjk", "/log#end", "/users/abcdefghjk/edit"])
def test_a_path_of_ours_is_followed_after_signing_in(path: str) -> None:
    assert rules.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "visits",
        "https://example.org/",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org",
        "/\t/example.org/",
        "\n//example.org",
        "/visits\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/\x00",
        "/\x7f",
        "/sign-in",
        "/sign-in?next=/visits",
        "/sign-out",
        "/" + "x" * 1000,
    ],
)
def test_any_other_address_leads_to_the_first_page(path: str | None) -> None:
    assert rules.local_path(path) == "/"


@pytest.mark.parametrize("password", ["ba con meo ngu", "k7mw-3fpx-9trd", "Matkhaucuatoi9", "mèo ngủ trên mái"])
def test_a_long_password_of_ones_own_is_allowed(password: str) -> None:
    rules.check_new_password(password, "dic.inspector", "KT1-trinh-dien")


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("chin ky t", "ít nhất 10 ký tự"),
        ("dic.inspector", "trùng tên đăng nhập"),
        ("DIC.Inspector", "trùng tên đăng nhập"),
        ("KT1-trinh-dien", "nhiều người biết"),
        ("1234567890", "phổ biến"),
        ("0912345678", "phổ biến"),
        ("matkhau123", "phổ biến"),
        ("MatKhau@2026", "phổ biến"),
        ("mật khẩu 2026", "phổ biến"),
        ("P@ssw0rd123!", "phổ biến"),
        ("qwertyuiop", "phổ biến"),
        ("..........", "phổ biến"),
    ],
)
def test_a_password_that_is_short_known_or_common_is_refused(password: str, word: str) -> None:
    with pytest.raises(RuleBroken, match=word):
        rules.check_new_password(password, "dic.inspector", "KT1-trinh-dien")


@pytest.mark.parametrize(
    ("role", "agency", "body"),
    [
        ("inspector", "DIC", None),
        ("manager", "POLICE", None),
        ("approver", "UBND", None),
        ("clerk", "DIC", None),
        ("body", None, 7),
        ("auditor", None, None),
        ("auditor", "DIC", None),
        ("administrator", None, None),
        ("administrator", "DIC", None),
    ],
)
def test_a_role_goes_with_its_place(role: str, agency: str | None, body: int | None) -> None:
    rules.check_account("dic.inspector", role, agency, body)


@pytest.mark.parametrize(
    ("role", "agency", "body"),
    [
        ("inspector", None, None),
        ("manager", None, 7),
        ("approver", None, None),
        ("clerk", "DIC", 7),
        ("body", None, None),
        ("body", "DIC", None),
        ("body", "DIC", 7),
        ("auditor", None, 7),
        ("administrator", "DIC", 7),
    ],
)
def test_a_role_without_its_place_is_refused(role: str, agency: str | None, body: int | None) -> None:
    with pytest.raises(RuleBroken):
        rules.check_account("dic.inspector", role, agency, body)


def test_a_person_without_an_account_has_no_role() -> None:
    rules.check_account(None, None, "DIC", None)
    with pytest.raises(RuleBroken, match="cùng nhau"):
        rules.check_account(None, "inspector", "DIC", None)
    with pytest.raises(RuleBroken, match="cùng nhau"):
        rules.check_account("dic.inspector", None, "DIC", None)


def test_a_login_that_nobody_could_type_is_refused() -> None:
    with pytest.raises(RuleBroken, match="Tên đăng nhập gồm"):
        rules.check_account("điện lực", "inspector", "DIC", None)


def test_administrators_do_not_disable_reset_or_demote_themselves() -> None:
    admin = person(role="administrator")
    assert rules.disable_blocked(admin, admin)
    assert rules.reset_blocked(admin, admin)
    with pytest.raises(RuleBroken, match="chính mình"):
        rules.check_own_role(admin, admin, "auditor")
    rules.check_own_role(admin, admin, "administrator")


def test_administrators_disable_reset_and_change_others() -> None:
    admin, other = person(role="administrator"), person(id=2)
    assert rules.disable_blocked(other, admin) == ""
    assert rules.reset_blocked(other, admin) == ""
    rules.check_own_role(other, admin, "manager")


def test_a_person_without_an_account_has_nothing_to_disable_or_reset() -> None:
    admin, nobody = person(role="administrator"), person(id=2, login=None)
    assert rules.disable_blocked(nobody, admin)
    assert rules.reset_blocked(nobody, admin)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (ANDROID, ("Chrome", "Android")),
        (WINDOWS, ("Chrome", "Windows")),
        (WINDOWS + " Edg/130.0", ("Edge", "Windows")),
        (WINDOWS.replace("Chrome", "coc_coc_browser/130.0 Chrome"), ("Cốc Cốc", "Windows")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", ("Firefox", "Linux")),
        (MACINTOSH + " Version/18.0 Safari/605.1.15", ("Safari", "macOS")),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) CriOS/130.0 Mobile Safari/604.1", ("Chrome", "iPad")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_called_by_its_usual_name(user_agent: str, words: tuple[str, str]) -> None:
    assert rules.device(user_agent) == words
