"""Reads what the project ships as YAML, strictly; it knows the province's settings and calendar, and no database."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "shipped"
STATUSES = ("verified", "reported", "predecessor", "unverified")
"""How sure a document, an act, a citation or a day is."""

Row = dict[str, Any]
Check = Callable[[Any], str]
"""Says what is wrong with a value, or nothing."""


class CatalogueError(Exception):
    """A table cannot be taken as it is; names the file, the row (an item's code, a document's key …) and the field."""

    def __init__(self, file: str, row: str, field: str, reason: str) -> None:
        super().__init__(f"{file}, {row}, {field}: {reason}")
        self.file, self.row, self.field, self.reason = file, row, field, reason


_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_SafeLoader):
    """YAML that refuses a key written twice, of which the first would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key} stands twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


def name_of(source: Path | str) -> str:
    """How errors name a source: a path by its file name, a text as "text"."""
    return source.name if isinstance(source, Path) else "text"


def read(source: Path | str) -> Any:
    """The content of a YAML file (a Path) or of YAML itself (a str), every text in NFC. Raises CatalogueError."""
    text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
    try:
        # The loader is a SafeLoader: it makes plain values alone.
        return yaml.load(unicodedata.normalize("NFC", text), _StrictLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise CatalogueError(name_of(source), "-", "-", " ".join(str(error).split())) from None


def read_rows(source: Path | str) -> list[Row]:
    """The content of a YAML file or text that is a list of tables. Raises CatalogueError."""
    content = read(source)
    if reason := many(table)(content):
        raise CatalogueError(name_of(source), "-", "-", reason)
    return list(content)


def check(
    file: str, row_name: str, row: Any, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None
) -> None:
    """Raises CatalogueError unless the row has every required field, no unknown one, and a good value in each."""
    if not isinstance(row, dict):
        raise CatalogueError(file, row_name, "-", "is no table of fields")
    known = {**required, **(optional or {})}
    for field in (*row, *required):
        if field not in known:
            raise CatalogueError(file, row_name, str(field), "is not a known field")
        if field not in row:
            raise CatalogueError(file, row_name, field, "is missing")
        if reason := known[field](row[field]):
            raise CatalogueError(file, row_name, field, reason)


def refuse_repeats(file: str, field: str, values: Iterable[str]) -> None:
    """Raises CatalogueError when a value that must be unique comes twice."""
    seen = set()
    for value in values:
        if value in seen:
            raise CatalogueError(file, value, field, "stands twice")
        seen.add(value)


def text(value: Any) -> str:
    """A check: some text."""
    return "" if isinstance(value, str) and value.strip() else "must be a text"


def whole(value: Any) -> str:
    """A check: a whole number, 0 or more."""
    return "" if type(value) is int and value >= 0 else "must be a whole number, 0 or more"


def flag(value: Any) -> str:
    """A check: true or false."""
    return "" if isinstance(value, bool) else "must be true or false"


def day(value: Any) -> str:
    """A check: a calendar date."""
    return "" if type(value) is date else "must be a date"


def table(value: Any) -> str:
    """A check: a mapping of names to values."""
    return "" if isinstance(value, dict) and value else "must be a table"


def one_of(*choices: str) -> Check:
    """The check that a value is one of these."""
    return lambda value: "" if value in choices else f"{value!r} is none of {', '.join(choices)}"


def maybe(one: Check) -> Check:
    """The check that a value is null, or passes the other check."""
    return lambda value: "" if value is None else one(value)


def many(one: Check) -> Check:
    """The check that a value is a list of one or more, each of which passes the other check."""
    return lambda value: (
        next((reason for each in value if (reason := one(each))), "")
        if isinstance(value, list) and value
        else "must be a list of one or more"
    )


_VALUES: dict[str, Check] = {
    "province": text,
    "place": text,
    "timezone": text,
    "audience": table,
    "colleague_check": table,
    "duration_days": table,
    "extension_days": table,
    "days_unit": one_of("calendar", "working"),
    "notice_working_days": table,
    "report_working_days": whole,
    "result_notice_days": whole,
    "enterprise_checks_per_year": whole,
    "overlap_months": whole,
    "copies_of_minutes": whole,
    "remedy_days": table,
    "causes": table,
    "effect_days": table,
    "effect_pass": whole,
    "reminder_stages": many(table),
    "report_up_days": whole,
    "digest": table,
    "yearly_report_before": text,
    "yearly_report_source": text,
    "sign_in": table,
}
_NAME = {"name": text, "short_name": text}
_NAME_MORE = {"parent": text, "symbol": text, "unit_symbol": text, "valid_from": day, "valid_to": day}
_DAY = {"day": day, "works": flag, "name": text, "ground": text, "status": one_of(*STATUSES)}


def settings(source: Path | str = FOLDER / "settings.yaml") -> Row:
    """{"agencies": [{"code", "kind", "names": [{"name", "short_name", "parent", "symbol", "unit_symbol", "valid_from",
    "valid_to"}]}], "values": {key: value}}; a name's missing fields are None. Raises CatalogueError.
    """
    file, content = name_of(source), read(source)
    check(file, "-", content, {"agencies": many(table), "values": table})
    check(file, "values", content["values"], _VALUES)
    for agency in content["agencies"]:
        kinds = one_of("department", "police", "chairman")
        check(file, str(agency.get("code")), agency, {"code": text, "kind": kinds, "names": many(table)})
        for name in agency["names"]:
            check(file, agency["code"], name, _NAME, _NAME_MORE)
        agency["names"] = [dict.fromkeys(_NAME_MORE) | name for name in agency["names"]]
    refuse_repeats(file, "code", (agency["code"] for agency in content["agencies"]))
    return dict(content)


def holidays(source: Path | str = FOLDER / "holidays.yaml") -> list[Row]:
    """[{"day", "works", "name", "ground", "status"}], by day; works: False for a day off, True for a weekend day worked
    instead. Raises CatalogueError.
    """
    file, content = name_of(source), read(source)
    check(file, "-", content, {"days": many(table)})
    for row in content["days"]:
        check(file, str(row.get("day")), row, _DAY)
    refuse_repeats(file, "day", (str(row["day"]) for row in content["days"]))
    return sorted(content["days"], key=lambda row: row["day"])


def name_on(agency: Row, on: date) -> Row:
    """The name an agency of `settings` bore on a day. Raises LookupError when it had none."""
    for name in agency["names"]:
        if (name["valid_from"] or date.min) <= on <= (name["valid_to"] or date.max):
            return dict(name)
    raise LookupError(f"{agency['code']} has no name on {on}")
