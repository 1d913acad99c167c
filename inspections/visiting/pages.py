"""Gathers what the pages of a visit's record show: forms filled with what is stored, or with what was refused."""

from typing import Any

from flask_login import current_user

from inspections.directory import queries as directory
from inspections.permissions import Permission, may
from inspections.visiting import actions, queries, rules
from inspections.visiting import paper_form as sheet
from inspections.visiting.forms import SECTION_FORMS, DocumentForm, PersonForm, SectionForm
from models.base import db
from models.inspections import Attendee, Visit
from models.papers import SuppliedDocument

Context = dict[str, Any]


def record_of(visit: Visit, record: queries.Record | None = None) -> Context:
    """What every fragment of the record is told: the record, whether the reader may write, the words of its kind."""
    record = record or queries.record(db.session(), visit)
    return {
        "visit": visit,
        "record": record,
        "writes": record.closed is None and may(current_user, Permission.RECORD_WRITE, visit),
        "words": rules.WORDS[visit.kind],
        "rules": rules,
    }


def page(visit: Visit, **refused: Any) -> Context:
    """The whole page; ``refused`` may hold a form of a section, ``person`` or ``document``."""
    session = db.session()
    context = record_of(visit)
    record = context["record"]
    return (
        context
        | {"body": directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")}
        | people(visit, refused.get("person"), record)
        | documents(visit, refused.get("document"), record)
        | {"sections": {name: refused.get(name) or section_form(context, name) for name in SECTION_FORMS}}
    )


def section_form(context: Context, name: str) -> SectionForm:
    """A section's form with what is stored in it; who may write finds in the rest what usually stands there."""
    record: queries.Record = context["record"]
    known = rules.part(record.facts, name)
    form = SECTION_FORMS[name]
    data = _suggested(record, name) if context["writes"] else {}
    data |= {key: value for key, value in form.data(known).items() if value}
    return worded(form(data=data | {"seen": rules.seen(known)}, place=name), record.visit)


def worded(form: Any, visit: Visit) -> Any:
    """The form in the words of a survey, where they differ."""
    if "requirements" in form:
        form.requirements.label.text = rules.WORDS[visit.kind]["requirements"]
    return form


def _suggested(record: queries.Record, name: str) -> Context:
    """What a section begins with; it is not in the minutes before somebody saves it."""
    signers = [one for one in record.of_side("body") if one.signs and not one.authority]
    if name == "unit":
        return {"representative": rules.named(signers[0]) if signers else ""}
    if name == "method":
        return {"method": rules.METHODS[record.visit.kind]}
    if name == "copies":
        session, visit = db.session(), record.visit
        body = directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, "")
        return {"holders": rules.holders(record.facts["copies"], body, queries.agencies(session, visit))}
    return {}


def section(visit: Visit, name: str, form: SectionForm) -> Context:
    """One section: with what was refused, or as it is stored now."""
    context = record_of(visit)
    return context | {"name": name, "section": form if form.errors else section_form(context, name)}


def people(visit: Visit, refused: Any = None, record: queries.Record | None = None) -> Context:
    """The people of a visit, and the form that adds one, with what was refused in it."""
    context = record_of(visit, record)
    again = isinstance(refused, PersonForm) and refused.errors
    form = refused if again else PersonForm(place="person")
    return context | {"person_form": form, "gone_people": queries.people(db.session(), visit, removed=True)}


def documents(visit: Visit, refused: Any = None, record: queries.Record | None = None) -> Context:
    """What the body handed over, and the form that adds one, with what was refused in it."""
    session = db.session()
    again = isinstance(refused, DocumentForm) and refused.errors
    return record_of(visit, record) | {
        "documents": queries.documents(session, visit),
        "gone_documents": queries.documents(session, visit, removed=True),
        "document_form": refused if again else DocumentForm(place="document"),
    }


def person_form(person: Attendee) -> PersonForm:
    """A person to be changed."""
    data = {field: getattr(person, field) for field in actions.PERSON_FIELDS}
    data["seen"] = queries.drift(person, *actions.PERSON_FIELDS)
    return PersonForm(data=data, place="person")


def document_form(document: SuppliedDocument) -> DocumentForm:
    """A paper to be changed."""
    data = {field: getattr(document, field) for field in actions.DOCUMENT_FIELDS}
    data |= {"original": "yes" if document.original else "no"}
    data["seen"] = queries.drift(document, *actions.DOCUMENT_FIELDS)
    return DocumentForm(data=data, place="document")


def _sheet(code: str, spec: Any) -> Context:
    """One item of the printed sheet."""
    noun, count = sheet.lines(spec)
    return {
        "code": code,
        "question": spec["question"],
        "condition": sheet.condition(spec),
        "boxes": sheet.boxes(spec),
        "blanks": sheet.blanks(spec),
        "noun": noun,
        "lines": count,
        "entry_boxes": sheet.ENTRY_BOXES,
    }


def paper_form(visit: Visit) -> Context:
    """What the printed sheet shows: whose it is, and each item with its boxes and blanks."""
    session, agency = db.session(), current_user.agency_code
    return {
        "visit": visit,
        "body": directory.body_names(session, [visit.body_id], visit.day).get(visit.body_id, ""),
        "agency": directory.agency_name(session, agency, visit.day),
        "words": rules.WORDS[visit.kind],
        "sheets": [
            (section, [_sheet(row.item.code, row.spec) for row in rows])
            for section, rows in queries.sheets(session, visit, agency)
        ],
    }
