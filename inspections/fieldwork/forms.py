"""Reads what an item's small form says: each part by its type, what its author had seen, why a hint is overruled."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from inspections import secrecy
from inspections.errors import RuleBroken
from inspections.fieldwork import entries, parts, rules
from inspections.fieldwork.item_types import RESULTS
from inspections.forms import Form, Required, Text, clean, paragraph
from models.base import new_ref

OP_ID = re.compile(r"[A-Za-z0-9-]{8,40}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
DELETE, ADD = "delete-entry", "add-entry"
"""The buttons of a form without a script: one deletes an entry by its key, one asks for one more."""
OUTDATED = "Trang này đã cũ; mời tải lại trang."


class AnswerForm:
    """An item's form. After ``validate`` ``typed`` is part → value and ``bases`` part → op_ids its author had seen.

    Offers ``form_errors`` and ``errors`` as every form does, for the one way a POST is answered.
    """

    def __init__(self, inputs: Mapping[str, str], spec: Mapping[str, Any]) -> None:
        self.inputs, self.spec = inputs, spec
        self.form_errors: list[str] = []
        self.hints: list[secrecy.Hint] = []
        self.typed: dict[str, Any] = {}
        self.bases: dict[str, list[str]] = {}
        self.op_id = inputs.get("op_id") or new_ref() + new_ref()

    def __iter__(self) -> Iterator[Any]:
        """No fields of WTForms: every fault of this form is a sentence of its own."""
        return iter(())

    @property
    def errors(self) -> dict[str | None, list[str]]:
        """Every fault, as WTForms names it."""
        return {None: self.form_errors} if self.form_errors else {}

    @property
    def shown(self) -> dict[str, str]:
        """What was typed as a page can show it again: without signs that no page may hold."""
        return {name: _UNPRINTABLE.sub("", text) for name, text in self.inputs.items()}

    @property
    def reason(self) -> str:
        """Why a hint at a secret is set aside, as it was typed."""
        return str(clean(self.inputs.get("overrule", "")))

    def validate(self) -> bool:
        """Reads every part that the page sent; a sentence for the first fault."""
        try:
            self._read()
        except RuleBroken as broken:
            self.form_errors.append(broken.message)
        return not self.form_errors

    def _read(self) -> None:
        if not OP_ID.fullmatch(self.op_id):
            raise RuleBroken("Mã lần ghi không hợp lệ; mời tải lại trang.")
        for part, spec in parts.parts_of(self.spec).items():
            if f"bases.{part}" in self.inputs:  # one in conflict is left out of the page and so is not touched
                self.typed[part] = parts.read(spec, part, self.inputs)
                self.bases[part] = self._seen(part)
        self._read_entries()
        if not self.typed:
            raise RuleBroken("Không có kết quả nào được gửi lên; mời tải lại trang.")
        result = self.typed.get("result")
        if result is not None and result not in rules.offered_results(self.spec):
            raise RuleBroken("Lựa chọn này không có trong nội dung kiểm tra.")
        parts.refuse_long(self.reason)

    def _read_entries(self) -> None:
        """Each entry of a sample under its key, "entry-name.<key>"; one whose button says so is deleted."""
        spec = parts.parts_of(self.spec).get(entries.PART)
        for name in self.inputs:
            part, _, key = name.removeprefix("bases.").partition(".")
            if spec is None or part != entries.PART or not name.startswith("bases.") or not entries.KEY.fullmatch(key):
                continue
            typed = {f"{part}-{box}": self.inputs.get(f"{part}-{box}.{key}", "") for box in entries.BOXES}
            deleted = self.inputs.get(DELETE) == key
            self.typed[entries.slot(part, key)] = None if deleted else parts.read(spec, part, typed)
            self.bases[entries.slot(part, key)] = self._seen(f"{part}.{key}")

    def _seen(self, part: str) -> list[str]:
        seen = [op_id for op_id in self.inputs[f"bases.{part}"].split(",") if op_id]
        if len(seen) > parts.MOST_BASES or not all(parts.BASE.fullmatch(op_id) for op_id in seen):
            raise RuleBroken(OUTDATED)
        return seen

    def overruled(self, value: Any) -> str | None:
        """The reason to write a changed value that looks like a secret, None where it does not look like one.

        Raises RuleBroken when it does and no reason is given.
        """
        hints = parts.hints(value)
        self.hints += hints
        parts.refuse_secret(hints, self.reason)
        return self.reason if hints else None


class SettleForm(Form):
    """Which of the different results holds, and why."""

    op_id = HiddenField("Kết quả đúng", [Required("Cần chọn một kết quả.")])
    reason = paragraph("Lý do thống nhất", Required("Cần ghi lý do thống nhất kết quả."), limit=1000)


class ConcludeForm(Form):
    """The leader's conclusion on an item that the two agencies judged differently."""

    result = RadioField(
        "Kết luận của trưởng đoàn",
        [Required("Cần chọn một kết quả.")],
        choices=[SelectChoice(value, label) for value, label in RESULTS.items()],
    )
    reason = paragraph("Lý do kết luận", Required("Cần ghi lý do kết luận."), limit=1000)


class ObserverForm(Form):
    """Whose paper form is typed in; empty: nobody's any more."""

    observer = HiddenField("Người quan sát", [Text(40)])


class AudienceForm(Form):
    """Who may see a note or a photo of the agency."""

    audience = RadioField(
        "Ai được xem",
        [Required("Cần chọn ai được xem.")],
        choices=[SelectChoice("joint", "Cả hai cơ quan"), SelectChoice("own", "Chỉ cơ quan tôi")],
    )
