"""What is typed on the pages of accounts: fields, choices and their messages; it knows no rule about accounts."""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import Field, HiddenField, PasswordField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from inspections.accounts.rules import ROLES, check_email
from inspections.directory.rules import LONGEST_SEARCH
from inspections.errors import RuleBroken
from inspections.forms import Form, Required, Text, line

Pairs = Iterable[tuple[str, str]]

ROLE_PAIRS = [(role.code, role.label) for role in ROLES.values()]


def _choices(empty: str, pairs: Pairs) -> list[SelectChoice]:
    return [SelectChoice("", empty), *(SelectChoice(value, label) for value, label in pairs)]


def _select(label: str, *validators: Any, choices: Any = None) -> SelectField:
    return SelectField(
        label, validators, choices=choices, default="", invalid_choice_message="Mời chọn trong danh sách."
    )


def _password(label: str) -> PasswordField:
    return PasswordField(label, [Required(), Text()])


class SignInForm(Form):
    """The door. ``next`` is where to go afterwards; the view decides whether it may be believed."""

    login = line("Tên đăng nhập", Required())
    password = _password("Mật khẩu")
    next = HiddenField()


class PasswordForm(Form):
    """A new password of one's own."""

    old = _password("Mật khẩu hiện tại")
    new = _password("Mật khẩu mới")
    again = _password("Nhập lại mật khẩu mới")

    def validate_again(self, field: Field) -> None:
        """Raises ValidationError when the two new passwords differ."""
        if field.data != self.new.data:
            raise ValidationError("Hai lần nhập mật khẩu mới chưa giống nhau.")


class UserFilter(Form):
    """Search and choices above the list of people. ``agencies`` are pairs of code and name."""

    q = line("Tìm theo tên, chức vụ", limit=LONGEST_SEARCH)
    role = _select("Vai trò", choices=_choices("Tất cả", ROLE_PAIRS))
    agency = _select("Cơ quan")

    def __init__(self, *args: Any, agencies: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency.choices = _choices("Tất cả", agencies)


class UserForm(Form):
    """What is kept about a person. ``agencies`` are pairs of code and name, ``bodies`` of reference and name."""

    name = line("Họ và tên", Required(), limit=120)
    title = RadioField(
        "Danh xưng",
        [Required("Cần chọn Ông hoặc Bà.")],
        choices=[SelectChoice("Ông"), SelectChoice("Bà")],
        default="Ông",
        invalid_choice_message="Cần chọn Ông hoặc Bà.",
    )
    position = line("Chức vụ", limit=160)
    rank = line("Cấp bậc", limit=60)
    role = _select("Vai trò", choices=_choices("Không sử dụng hệ thống", ROLE_PAIRS))
    agency = _select("Cơ quan")
    body = _select("Đơn vị được kiểm tra")
    login = line("Tên đăng nhập", limit=60)
    email = line("Thư điện tử công vụ", limit=200)
    version = HiddenField("Trang đang mở", default="0")

    def __init__(self, *args: Any, agencies: Pairs = (), bodies: Pairs = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency.choices = _choices("Không", agencies)
        self.body.choices = _choices("Không", bodies)

    def validate_version(self, field: Field) -> None:
        """Raises ValidationError when the page's own mark was not sent as it was."""
        if not re.fullmatch("[0-9]{1,9}", field.data or ""):
            raise ValidationError("Trang gửi lên không đầy đủ; mời mở lại trang.")

    def validate_email(self, field: Field) -> None:
        """Raises ValidationError for an address that no relay would take."""
        try:
            check_email(field.data)
        except RuleBroken as broken:
            raise ValidationError(broken.message) from broken

    def profile(self) -> dict[str, Any]:
        """What was typed, by the names of the profile; None for what was left empty. The body is not in it."""
        return {
            "login": self.login.data.lower() if self.login.data else None,
            "name": self.name.data,
            "title": self.title.data,
            "rank": self.rank.data or None,
            "position": self.position.data or "",
            "role": self.role.data or None,
            "agency_code": self.agency.data or None,
            "email": self.email.data or None,
        }


class NewUserForm(UserForm):
    """A new account, which needs a login and a role from the beginning."""

    role = _select("Vai trò", Required("Cần chọn vai trò."), choices=_choices("Chọn vai trò", ROLE_PAIRS))
    login = line("Tên đăng nhập", Required(), limit=60)
