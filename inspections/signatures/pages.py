"""What pages show of the signatures of a paper; it answers no request and decides nothing."""

from typing import Any

from flask import abort
from flask_login import current_user

from inspections.papers.registry import KINDS
from inspections.papers.rules import OF_TEAM
from inspections.permissions import Permission, may
from inspections.signatures import queries, rules
from inspections.signatures.forms import DrawForm, RemoveForm, SignedForm
from models.base import db
from models.papers import Paper, PaperSignature


def beside(paper: Paper, works: bool, signed_form: SignedForm | None = None) -> dict[str, Any]:
    """What the page of a paper shows of its signatures; a body's account sees the signed files alone."""
    files = [
        {"file": file, "signers": [rules.shown(one) for one in file.signers or ()]}
        for file in queries.signed_files(db.session(), paper)
    ]
    awaited = works and (paper.content is not None or signed_form is not None)
    return {
        "signed_files": files,
        "signed_form": signed_form or SignedForm(),
        "signed_awaited": awaited and _own_work(paper),
        "signed_card": awaited or bool(files),
        "drawing": _drawing(paper) if works and paper.kind in OF_TEAM else None,
    }


def _own_work(paper: Paper) -> bool:
    return may(current_user, KINDS[paper.kind].whose, paper)


def _drawing(paper: Paper) -> dict[str, Any] | None:
    """The places for signatures, each with what was drawn there; None where nobody signs and nobody has."""
    held = queries.signatures_of(db.session(), paper)
    open_now = rules.drawable(True, paper.state)
    own_work = _own_work(paper)
    if not held and not open_now:
        return None
    placed, rest = rules.by_place(paper.content, held)
    return {
        "places": [
            {
                "place": place,
                "signatures": [_shown(one, paper) for one in found],
                "open": open_now and own_work and not rules.signed(place, found, paper.sha256),
            }
            for place, found in placed
        ],
        "rest": [_shown(one, paper) for one in rest],
    }


def _shown(signature: PaperSignature, paper: Paper) -> dict[str, Any]:
    return {"row": signature, "fits": rules.fits(signature, paper.sha256)}


def draw_page(paper: Paper, number: int, form: DrawForm | None = None) -> dict[str, Any]:
    """The page on which one person signs; answers 404 for a paper that names nobody there."""
    place = rules.place_at(paper.content, number) or abort(404)
    held = queries.signatures_of(db.session(), paper)
    blocked = None if rules.drawable(paper.kind in OF_TEAM, paper.state) else rules.NOT_NOW
    if rules.signed(place, held, paper.sha256):
        blocked = rules.ALREADY
    opened = form or DrawForm(data={"seen": paper.sha256})
    return {"paper": paper, "place": place, "draw_form": opened, "blocked": blocked}


def paper_of(signature: PaperSignature) -> Paper:
    """The paper that was signed; answers 404 to who may not see it."""
    return signature.paper or abort(404)


def signature_page(signature: PaperSignature, form: RemoveForm | None = None) -> dict[str, Any]:
    """One drawn signature, and whether this person may remove it now; answers 404 where its paper is hidden."""
    paper = paper_of(signature)
    removable = signature.removed_at is None and paper.state in rules.REMOVABLE
    return {
        "signature": signature,
        "paper": paper,
        "fits": rules.fits(signature, paper.sha256),
        "remove_form": form or RemoveForm(),
        "removable": removable and may(current_user, Permission.PAPER_SIGN, paper) and _own_work(paper),
    }
