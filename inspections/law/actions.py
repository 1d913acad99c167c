"""Brings an edition of the law's catalogue into a database that may be in use; nothing of it is ever deleted.

What the law says of a row (its band, its clause) is never changed: a row with another content is closed and stays the
law of every case that rests on it, and the new row stands beside it. What is merely known of a row (how sure it is, its
last day, a remark) changes in place. A row that the edition does not have stays, marked with the day.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from inspections.law import catalogue, record_forms, terms
from inspections.law.rules import REPLACED
from inspections.vietnamese import fold
from models.base import BEGINNING, OPEN_END
from models.law import Act, LegalDocument, ServiceStandard
from models.penalties import PenaltyTerm

Values = dict[str, Any]
DONE = ("added", "replaced", "changed", "dropped")
"""What an import may do with a row."""


@dataclass(frozen=True)
class Table:
    """One table of the catalogue: which columns find a row, the first of them its code, and what the law says of it."""

    model: type[Any]
    found_by: tuple[str, ...]
    says: Callable[[Mapping[str, Any]], Any]


def _fields(*names: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda values: [values[name] for name in names]


def _act_says(values: Mapping[str, Any]) -> Any:
    clause = _fields("document_id", "point", "description", "minimum", "maximum", "competence")(values)
    return [*clause, values["details"].get("remedial_measure")]


DOCUMENTS = Table(LegalDocument, ("key",), _fields("kind", "number", "base_subject"))
ACTS = Table(Act, ("code",), _act_says)
STANDARDS = Table(ServiceStandard, ("source", "valid_from"), _fields("limits"))
TERMS = Table(PenaltyTerm, ("code", "kind", "valid_from"), _fields("content"))


def bring_in(session: Session, on: date, folder: Path = catalogue.FOLDER) -> Counter[str]:
    """Makes the stored catalogue follow the edition in a folder; returns how many rows each of DONE befell.

    All files are read before anything is written. The same edition twice does nothing. Raises CatalogueError.
    """
    documents = catalogue.documents(folder / "legal_documents.yaml")
    acts = catalogue.acts(folder / "acts.yaml", documents)
    standards = catalogue.standards(folder / "service_standards.yaml")
    penalty_terms = terms.penalty_terms(folder / "penalties.yaml", documents) + record_forms.record_forms(folder)
    done = _follow(session, DOCUMENTS, map(_document, documents), on)
    keys = {one.key: one.id for one in session.scalars(sa.select(LegalDocument))}
    done += _follow(session, ACTS, (_act(row, keys[row["document"]]) for row in acts), on)
    done += _follow(session, STANDARDS, map(_standard, standards), on)
    return done + _follow(session, TERMS, map(_term, penalty_terms), on)


def _follow(session: Session, table: Table, rows: Iterable[Values], on: date) -> Counter[str]:
    """Brings one table in line with its rows of an edition."""
    code = table.found_by[0]
    stored = session.scalars(sa.select(table.model)).all()
    taken = Counter(getattr(row, code).partition(REPLACED)[0] for row in stored)
    known = {_found_by(table, vars(row)): row for row in stored if REPLACED not in getattr(row, code)}
    done: Counter[str] = Counter()
    for values in rows:
        row = known.pop(_found_by(table, values), None)
        if row is None:
            done["added"] += 1
        elif table.says(vars(row)) != table.says(values):
            setattr(row, code, f"{values[code]}{REPLACED}{taken[values[code]]}")
            row.closed_on = on
            session.flush()  # The code is free before the new row takes it.
            done["replaced"] += 1
        else:
            done["changed"] += _change(row, values | {"closed_on": None})
            continue
        session.add(table.model(**values))
    for row in known.values():
        done["dropped"] += _change(row, {"closed_on": row.closed_on or on})
    session.flush()
    return done


def _found_by(table: Table, values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[name] for name in table.found_by)


def _change(row: Any, values: Values) -> bool:
    """Gives a row what differs; whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _only(row: Values, *fields: str) -> Values:
    return {field: row[field] for field in fields}


def _days(row: Values) -> Values:
    return {"valid_from": row["valid_from"] or BEGINNING, "valid_to": row["valid_to"] or OPEN_END}


def _as_stored(content: Any) -> Any:
    """A content as it comes back from a JSON column, so that the two can be compared."""
    return json.loads(json.dumps(content))


def _document(row: Values) -> Values:
    """A document whose first day of force is not known applies from the day it was issued."""
    fields = ("key", "number", "kind", "title", "title_status", "issuer", "issued_on", "replaced_by", "amended_by")
    searched = (row["kind"], row["number"], row["title"], row["issuer"])
    return {
        **_only(row, *fields, "base_subject", "status", "note"),
        **_days(row | {"valid_from": row["valid_from"] or row["issued_on"]}),
        "search_text": fold(" ".join(filter(None, searched))),
    }


def _act(row: Values, document_id: int) -> Values:
    fields = ("code", "point", "description", "minimum", "maximum", "competence", "status")
    details = {field: row[field] for field in ("same_as", "remedial_measure", "note") if row[field]}
    return {**_only(row, *fields), "document_id": document_id, "details": details}


def _standard(row: Values) -> Values:
    return {**_only(row, "source", "status"), "limits": _as_stored(row["limits"]), **_days(row)}


def _term(row: Values) -> Values:
    return {**_only(row, "kind", "code", "status", "source"), "content": _as_stored(row["content"]), **_days(row)}
