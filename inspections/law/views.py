"""Pages of the law: documents with their validity, acts with their fine bands; it writes nothing."""

from flask import Blueprint, render_template, request

from inspections.clock import today
from inspections.directory import queries as directory
from inspections.directory.rules import given
from inspections.guard import needs
from inspections.law import queries, rules
from inspections.law.forms import ActFilter, DocumentFilter
from inspections.permissions import Permission
from models.base import db

bp = Blueprint("law", __name__)


@bp.get("/law")
@needs(Permission.LAW_READ)
def documents() -> str:
    """The legal documents, all or those that applied on a day."""
    form = DocumentFilter(request.args)
    asked = given(form)
    rows = queries.documents(db.session(), asked)
    return render_template("law/documents.html", form=form, asked=asked, documents=rows, rules=rules)


@bp.get("/law/acts")
@needs(Permission.LAW_READ)
def acts() -> str:
    """The acts with the fine bands of organisations and individuals."""
    session = db.session()
    short = directory.agency_names(session, today(), short=True)
    competent = {code: " hoặc ".join(short.get(a, a) for a in who) for code, who in rules.COMPETENCE.items()}
    fining = [(one.key, f"{one.kind} số {one.number}") for one in queries.fining_documents(session)]
    form = ActFilter(request.args, documents=fining, competences=competent.items())
    asked = given(form)
    rows = queries.acts(session, asked)
    return render_template("law/acts.html", form=form, asked=asked, acts=rows, competent=competent, rules=rules)
