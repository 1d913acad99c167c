"""Reads the digitally signed files of a paper and the signatures drawn for it; it decides nothing."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from models.papers import Paper, PaperFile, PaperSignature


def locked_pdf(session: Session, paper: Paper) -> PaperFile | None:
    """The PDF of the paper's present edition as it was locked; None while it is a draft."""
    return next(iter(_files(session, paper, "pdf")), None)


def signed_files(session: Session, paper: Paper) -> Sequence[PaperFile]:
    """The digitally signed files of the present edition, the newest last."""
    return _files(session, paper, "signed")


def _files(session: Session, paper: Paper, kind: str) -> Sequence[PaperFile]:
    if paper.content is None:
        return []
    query = sa.select(PaperFile).where(PaperFile.paper_id == paper.id, PaperFile.edition == paper.edition)
    return session.scalars(query.where(PaperFile.kind == kind).order_by(PaperFile.id)).all()


def signatures_of(session: Session, paper: Paper) -> Sequence[PaperSignature]:
    """The drawn signatures of a paper that nobody has removed, in the order they were drawn."""
    query = sa.select(PaperSignature).where(PaperSignature.paper_id == paper.id, PaperSignature.removed_at.is_(None))
    return session.scalars(query.options(joinedload(PaperSignature.by)).order_by(PaperSignature.id)).all()
