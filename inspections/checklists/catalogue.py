"""Reads checklists from YAML, checks them strictly and gives their frozen form; it knows no database and no answer."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from inspections.directory.shipped import (
    STATUSES,
    CatalogueError,
    Check,
    Row,
    check,
    flag,
    many,
    maybe,
    name_of,
    one_of,
    read,
    refuse_repeats,
    table,
    text,
    whole,
)
from inspections.law import catalogue as law

__all__ = ["CatalogueError", "canonical", "digest", "items_of", "load", "shipped"]

FOLDER = Path(__file__).parent / "shipped"
PICTURES = Path(__file__).parents[2] / "static" / "reference"
"""Where the drawings lie that show how a thing should look, and how not."""
REST_NOT_YET_DUE = "or the rest not yet due"


def _pattern(pattern: str) -> Check:
    return lambda value: "" if isinstance(value, str) and re.fullmatch(pattern, value) else f"must look like {pattern}"


def _number(value: Any) -> str:
    return "" if type(value) in (int, float) else "must be a number"


def _minimum(value: Any) -> str:
    return "" if value == "all" or (type(value) is int and value > 0) else "must be a whole number above 0, or all"


def _picture(value: Any) -> str:
    named = isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.svg", value)
    return "" if named and (PICTURES / value).is_file() else "must be a drawing of static/reference/"


def _pass_if(value: Any) -> str:
    if value in ("judged", "recorded"):
        return ""
    if not isinstance(value, dict) or len(value) != 1 or set(value) - set(_RULES):
        return f"must be judged, recorded or one of {', '.join(_RULES)} with what it wants"
    rule, wanted = next(iter(value.items()))
    return "" if _RULES[rule][1](wanted) else f"{rule} cannot want {wanted!r}"


_RULES: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "value_is": ("number", lambda wanted: not _number(wanted)),
    "at_most": ("number", lambda wanted: not _number(wanted)),
    "at_least": ("number", lambda wanted: not text(wanted)),
    "percent_at_least": ("sample", lambda wanted: not text(wanted)),
    "all_of_total": ("ratio", lambda wanted: wanted is True or wanted == REST_NOT_YET_DUE),
}
"""Rule → the type of answer it needs, and whether what it wants makes sense. A text names a limit of the standards."""
_NAMES_A_LIMIT = ("at_least", "percent_at_least")

_ANSWERS: dict[str, Mapping[str, Check]] = {
    "pass_fail": {},
    "number": {"unit": text},
    "ratio": {},
    "sample": {"minimum": _minimum},
    "date": {},
    "text": {},
}
_ANSWER_MORE: dict[str, Mapping[str, Check]] = {
    "sample": {"maximum": whole, "unit": text, "as_percent": flag},
}
_CHECKLIST: dict[str, Check] = {
    "code": _pattern("[a-z]+(-[a-z]+)*"),
    "title": text,
    "version": whole,
    "inspected_kind": one_of("provider", "transport", "user_agency"),
    "sections": many(table),
}
_SECTION: dict[str, Check] = {"code": _pattern("[A-Z][0-9]+"), "title": text, "items": many(table)}
_ITEM: dict[str, Check] = {
    "code": _pattern("[A-Z]{2}-[0-9]{2,3}"),
    "question": text,
    "gloss": text,
    "answers": many(table),
    "lead": one_of("dic", "police", "both"),
    "severity": one_of("minor", "moderate", "serious"),
    "pass_if": _pass_if,
    "legal_basis": many(table),
    "evidence": text,
    "remedy_days": whole,
}
_ITEM_MORE: dict[str, Check] = {
    "applies_to": many(one_of("province", "commune")),
    "only_if": table,
    "when": one_of("out_of_hours", "before_and_after", "shift"),
    "acts": many(text),
    "sanction_note": text,
    "photo": one_of("none", "on_fail", "always", "forbidden"),
    "pictures": many(table),
    "retired": text,
}
_PICTURE: dict[str, Check] = {"file": _picture, "right": flag, "caption": text}
_BASIS: dict[str, Check] = {"cite": maybe(text), "status": one_of(*STATUSES)}
_CONDITION: dict[str, Check] = {"code": text, "above": _number}


def load(source: Path | str, acts: Collection[str] | None = None, limits: Mapping[str, Any] | None = None) -> Row:
    """A checklist from a YAML file (a Path) or YAML itself (a str): {code, title, version, inspected_kind, sections}.

    ``acts`` are the codes that an item may name, ``limits`` the service standard whose keys a pass_if may name; None
    takes what is shipped. Fields that the YAML leaves out stay out. Raises CatalogueError with file, item and field.
    """
    file, checklist = name_of(source), read(source)
    acts = {act["code"] for act in law.acts()} if acts is None else acts
    limits = law.standards()[-1]["limits"] if limits is None else limits
    check(file, "-", checklist, _CHECKLIST)
    for section in checklist["sections"]:
        check(file, str(section.get("code")), section, _SECTION)
        for item in section["items"]:
            _check_item(file, item, acts, limits)
    refuse_repeats(file, "code", (section["code"] for section in checklist["sections"]))
    refuse_repeats(file, "code", (item["code"] for item in items_of(checklist)))
    _check_conditions(file, {item["code"]: item for item in items_of(checklist)})
    return dict(checklist)


def shipped() -> list[Row]:
    """The checklists that the project ships, by code. Raises CatalogueError, also for a code used in two of them."""
    acts, limits = {act["code"] for act in law.acts()}, law.standards()[-1]["limits"]
    checklists = [load(path, acts, limits) for path in sorted(FOLDER.glob("*.yaml"))]
    refuse_repeats("shipped", "code", (item["code"] for checklist in checklists for item in items_of(checklist)))
    return checklists


def items_of(checklist: Mapping[str, Any]) -> Iterator[Row]:
    """The items of a checklist in order, the retired ones too."""
    for section in checklist["sections"]:
        yield from section["items"]


def canonical(content: Any) -> str:
    """The one JSON text of a content: keys sorted, texts in NFC, letters as they are, days as ISO, no spaces."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: Any) -> str:
    """The sha256 of the canonical text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _check_item(file: str, item: Row, acts: Collection[str], limits: Mapping[str, Any]) -> None:
    code = str(item.get("code"))
    check(file, code, item, _ITEM, _ITEM_MORE)
    _check_answers(file, code, item["answers"])
    for basis in item["legal_basis"]:
        check(file, code, basis, _BASIS, {"note": text})
        if basis["cite"] is None and basis["status"] != "unverified":
            raise CatalogueError(file, code, "legal_basis", "nothing is cited, so nothing can be more than unverified")
    for picture in item.get("pictures", []):
        check(file, code, picture, _PICTURE)
    for act in item.get("acts", []):
        if act not in acts:
            raise CatalogueError(file, code, "acts", f"{act!r} is no act")
    if isinstance(item["pass_if"], dict):
        _check_rule(file, code, item, limits)


def _check_answers(file: str, code: str, answers: list[Row]) -> None:
    if len(answers) > 2:
        raise CatalogueError(file, code, "answers", "are more than two")
    for answer in answers:
        kind = answer.get("type")
        if kind not in _ANSWERS:
            raise CatalogueError(file, code, "answers", f"{kind!r} is no type of answer")
        check(file, code, answer, {"type": text, **_ANSWERS[kind]}, _ANSWER_MORE.get(kind))


def _check_rule(file: str, code: str, item: Row, limits: Mapping[str, Any]) -> None:
    rule, wanted = next(iter(item["pass_if"].items()))
    needed, _ = _RULES[rule]
    if item["answers"][0]["type"] != needed:
        raise CatalogueError(file, code, "pass_if", f"{rule} needs an answer of type {needed} in the first place")
    if rule in _NAMES_A_LIMIT and law.limit(limits, wanted) is None:
        raise CatalogueError(file, code, "pass_if", f"{wanted!r} is no limit of the service standards")


def _check_conditions(file: str, items: Mapping[str, Row]) -> None:
    for code, item in items.items():
        passed = [code]
        while condition := item.get("only_if"):
            check(file, item["code"], condition, _CONDITION)
            if condition["code"] not in items:
                raise CatalogueError(file, item["code"], "only_if", f"{condition['code']!r} is no item")
            item = items[condition["code"]]
            if item["code"] in passed:
                raise CatalogueError(file, code, "only_if", f"comes back to {item['code']}")
            if all(answer["type"] != "number" for answer in item["answers"]):
                raise CatalogueError(file, passed[-1], "only_if", f"{item['code']} has no number to be above")
            passed.append(item["code"])
