"""Knows which tables and fields the demonstration file holds and what they may name; it knows no calendar."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from inspections.directory.shipped import CatalogueError, Check, Row, check, day, flag, many, one_of, table, text, whole

TABLES = {
    "-": "banner province centre people bodies plan decisions inspections",
    "people": "key title name position role? agency? body? rank?",
    "bodies": "key name kind level group_name place subject? enterprise_of? kt1? legal_note? earlier_names? fictional? "
    "confirm?",
    "earlier_names": "name valid_to",
    "plan": "title state version papers lines",
    "papers": "step what number dated",
    "lines": "key bodies checklists planned_on lead_agency content form? note? dropped?",
    "dropped": "dated reason",
    "decisions": "scope working_plan duties",
    "working_plan": "goal requirements subjects content time place method assignment resources",
    "duties": "as_lead as_deputy as_secretary as_member",
    "inspections": "key title state issuer ground visits duration_days line? ground_text? ground_paper? "
    "content? repeat_reason? "
    "decision_number? decided_on? signer? signer_authority? team_name? police_letter_number? police_letter_on? "
    "working_plan_number? working_plan_on? working_plan_approval? working_plan_approved_on? notice_number? notice_on? "
    "period_from? period_to? extension_days? extension_number? extension_decided_on? extension_reason? team? "
    "finished_on? report_number? report_on? result_notice_number? result_notice_on? findings? suspected_act? pending? "
    "expected_warning?",
    "ground_paper": "number dated",
    "team": "lead deputy? secretary? members",
    "visits": "body state checklists planned_on? announced_on? only_items? minutes_number? minutes_on? copies? "
    "not_signed? assessment? attendees? answers?",
    "not_signed": "reason witness",
    "attendees": "title name position authority?",
    "answers": "item by at result? number? ratio? sample? date? text? note? audience? photos? conflicts?",
    "findings": "key body kind owner audience state text items? severity? act? act_note? continuing? ended_on? "
    "detected_on? duty? requirement? due_on? remedied_on? record? steps? remedy?",
    "record": "number dated writer? subject? note?",
    "steps": "what dated",
    "remedy": "state reported_on? reported_paper? verified_on? effective_on? by? waits_for? extension? urging_letter?",
    "extension": "asked_on until reason decided_by?",
    "urging_letter": "number dated",
}
"""The fields of each table, by the name of the field in which the table stands; a question mark: may be left out."""

REFERENCES = {
    "people": ("signer", "lead", "deputy", "secretary", "members", "by", "writer", "decided_by", "waits_for"),
    "bodies": ("body", "bodies"),
    "checklists": ("checklists",),
    "acts": ("act", "suspected_act"),
    "lines": ("line",),
}
"""What the fields that hold a key, or a list of keys, name."""


_STATES = {
    "plan": "draft consulted submitted approved issued sent returned",
    "inspections": "draft decided working_plan_approved in_progress suspended finished reported cancelled stopped",
    "visits": "planned announced fieldwork_done minutes_signed results_notified following_up closed",
    "findings": "noted confirmed dismissed recorded transferred decided remedying closed",
    "remedy": "open in_progress reported verified effective",
}


def _like(pattern: str, example: str) -> Check:
    return lambda value: "" if isinstance(value, str) and re.fullmatch(pattern, value) else f"must look like {example}"


def _number(value: Any) -> str:
    return "" if type(value) in (int, float) and value >= 0 else "must be a number, 0 or more"


_TABLES, _TEXTS = many(table), many(text)
_AGENCY, _OWNER = one_of("DIC", "POLICE", "UBND"), one_of("DIC", "POLICE")
_DAY, _CALENDAR_DAY = _like(r"D(0|[+-]\d+)", "D-25"), _like(r"C(0|[+-]\d+)", "C-25")

_ANYWHERE: dict[str, Check] = {
    **dict.fromkeys(("people", "inspections", "papers", "lines", "visits", "findings", "attendees"), _TABLES),
    **dict.fromkeys(("answers", "steps", "earlier_names"), _TABLES),
    **dict.fromkeys(("plan", "dropped", "ground_paper", "team", "not_signed", "record", "remedy"), table),
    **dict.fromkeys(("extension", "urging_letter", "sample", "ratio"), table),
    **dict.fromkeys(("decisions", "working_plan", "duties"), table),
    **dict.fromkeys(("bodies", "checklists", "only_items", "items", "members", "pending"), _TEXTS),
    **dict.fromkeys(("version", "duration_days", "extension_days", "copies", "photos"), whole),
    **dict.fromkeys(("fictional", "confirm", "continuing", "conflicts"), flag),
    **dict.fromkeys(("agency", "issuer"), _AGENCY),
    **dict.fromkeys(("owner", "lead_agency"), _OWNER),
    **dict.fromkeys(("period_from", "period_to", "ended_on"), _CALENDAR_DAY),
    **dict.fromkeys(("dated", "until"), _DAY),
    "valid_to": day,
    "at": _like(r"([01]\d|2[0-3]):[0-5]\d", "08:42"),
    "role": one_of("inspector", "manager", "approver", "clerk", "body", "auditor", "administrator"),
    "audience": one_of("joint", "own"),
    "level": one_of("province", "commune"),
    "kt1": one_of("uses", "not_yet", "unknown"),
    "form": one_of("on_site", "remote"),
    "ground": one_of("a", "b", "c"),
    "step": one_of("consulted", "submitted", "approved", "issued", "sent"),
    "severity": one_of("minor", "moderate", "serious"),
    "result": one_of("pass", "fail", "not_produced", "not_applicable", "not_checked"),
}
"""How a field is checked wherever it stands; other names that end in _on are days, and all others are texts."""

_IN_TABLE: dict[tuple[str, str], Check] = {
    ("-", "bodies"): _TABLES,
    ("answers", "number"): _number,
    ("bodies", "subject"): one_of("inspection", "survey"),
    ("bodies", "kind"): one_of("provider", "transport", "user_agency"),
    ("findings", "kind"): one_of("shortcoming", "violation", "good_practice"),
    **{(name, "state"): one_of(*states.split()) for name, states in _STATES.items()},
}
"""How a field is checked in one table alone."""


def filled(file: str, row: Row, table_name: str = "-") -> Row:
    """The row with every field of its table, and so downwards: [] for a list, False for a mark, None for another field
    that was left out. Raises CatalogueError for an unknown or missing field and for a value that cannot stand in it.
    """
    fields = TABLES[table_name].split()
    required = {field: _check_of(table_name, field) for field in fields if not field.endswith("?")}
    optional = {field[:-1]: _check_of(table_name, field[:-1]) for field in fields if field.endswith("?")}
    check(file, str(row.get("key") or row.get("item") or table_name), row, required, optional)
    given = {field: _below(file, field, value) for field, value in row.items()}
    return {field: _left_out(one) for field, one in optional.items()} | given


def check_references(file: str, content: Row, known: Mapping[str, Collection[str]]) -> None:
    """Raises CatalogueError when a field names what there is not; ``known`` gives the keys for each of REFERENCES."""
    for row in _rows(content):
        for kind, fields in REFERENCES.items():
            for field in fields:
                for key in _keys(row.get(field)):
                    if key not in known[kind]:
                        raise CatalogueError(file, str(row.get("key", "-")), field, f"{key!r} is none of the {kind}")


def _check_of(table_name: str, field: str) -> Check:
    default = _DAY if field.endswith("_on") else text
    return _IN_TABLE.get((table_name, field)) or _ANYWHERE.get(field, default)


def _below(file: str, field: str, value: Any) -> Any:
    if field not in TABLES:
        return value
    if isinstance(value, dict):
        return filled(file, value, field)
    return [filled(file, each, field) if isinstance(each, dict) else each for each in value]


def _left_out(one: Check) -> Any:
    if one is flag:
        return False
    return [] if one in (_TABLES, _TEXTS) else None


def _rows(value: Any) -> Iterator[Row]:
    """Every table of a content, however deep."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _rows(each)


def _keys(value: Any) -> list[str]:
    return [key for key in (value if isinstance(value, list) else [value]) if isinstance(key, str)]
