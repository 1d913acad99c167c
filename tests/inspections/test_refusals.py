"""Knows that a refusal names a field which its form has, so that its sentence stands beside it; knows no page."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from inspections import step_forms
from inspections.accounts import forms as accounts
from inspections.accounts.actions import LoginTaken
from inspections.deciding import deadlines
from inspections.errors import RuleBroken
from inspections.inquiries import forms as inquiries
from inspections.inquiries.rules import refuse_due
from inspections.papers import rules as papers
from inspections.papers import signing_forms
from inspections.papers.rules import Signing
from inspections.planning.steps import PLAN
from inspections.registers import forms as registers
from inspections.registers import rules as register_rules
from inspections.visiting import forms as visiting
from inspections.visiting.rules import refuse_end_before_begin
from inspections.workflow import take

TODAY = date(2026, 11, 22)
LATER = TODAY + timedelta(days=1)


def _taken() -> None:
    raise LoginTaken


@pytest.mark.parametrize(
    ("refuse", "form", "field"),
    [
        (lambda: papers.refuse_future(LATER, TODAY), signing_forms.SignForm, "day"),
        (lambda: papers.refuse_unwitnessed(Signing(witness="Bà Hoa")), signing_forms.NotSignForm, "reason"),
        (lambda: papers.refuse_unwitnessed(Signing(reason="vắng mặt")), signing_forms.NotSignForm, "witness"),
        (lambda: deadlines.refuse_late(LATER, TODAY), step_forms.PaperForm, "day"),
        (lambda: take(PLAN, "return_by_police", "consulting", None, " "), step_forms.StepForm, "reason"),
        (lambda: refuse_end_before_begin({"began_at": "09:00", "ended_at": "08:00"}), visiting.TimeForm, "ended_at"),
        (lambda: register_rules.refuse_future(LATER, TODAY), registers.EntryForm, "received_on"),
        (lambda: register_rules.refuse_kind("minutes", ()), registers.EntryForm, "kind"),
        (lambda: refuse_due(TODAY, LATER), inquiries.SendForm, "due_on"),
        (_taken, accounts.NewUserForm, "login"),
    ],
)
def test_a_refusal_stands_beside_the_field_it_is_about(refuse: Callable[[], Any], form: type[Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        refuse()
    assert refused.value.fields == (field,) and hasattr(form, field)
