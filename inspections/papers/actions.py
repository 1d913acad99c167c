"""Changes what is typed in papers and takes their steps; whoever calls has looked at the permission."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.evidence import photos, scans
from inspections.evidence.rules import Scan
from inspections.fieldwork.actions import refuse_secrets
from inspections.papers import carried, queries, rendering, rules, subjects
from inspections.papers.content import to_json
from inspections.papers.registry import KINDS
from inspections.papers.rendering import Made, Place
from inspections.papers.rules import Signing
from inspections.papers.subjects import Subject
from inspections.papers.versions import actions as versions
from inspections.papers.versions.queries import in_force, replaces
from inspections.papers.violations import actions as violation_actions
from inspections.papers.violations import choosing
from inspections.vietnamese import fold
from models.base import now
from models.papers import Paper, PaperFile

CHANGED = "Văn bản vừa được người khác thay đổi; mời mở lại trang để xem bản mới nhất."
MOVED = "Nội dung vừa thay đổi trong lúc khóa; mời xem lại dự thảo rồi khóa lần nữa."
LOCKED = "Văn bản đã khóa nội dung nên không sửa được."


def edit(session: Session, paper: Paper, by: Any, typed: Mapping[str, Any], seen: int) -> Paper:
    """Saves what was typed for a draft; raises RuleBroken once it is locked, and at what looks like a secret.

    A record whose day moves to another year loses its number, which was of the series of the former year.
    """
    claim(session, paper, seen, CHANGED)
    if paper.state != "draft":
        raise RuleBroken(LOCKED)
    for text in typed.values():
        refuse_secrets(str(text))
    paper.fields = {**paper.fields, **typed}
    if KINDS[paper.kind].finding_step:
        violation_actions.follow_chosen(session, paper)
    if paper.series and paper.series != queries.series_of(paper):
        paper.series = paper.serial = paper.number = None
        paper.search_text = fold(paper.title)
    event_log.record(session, by, "paper:edit", paper, fields=len(typed))
    return paper


def take_step(
    session: Session,
    paper: Paper,
    by: Any,
    name: str,
    seen: int,
    today: date,
    signing: Signing = Signing(),  # noqa: B008 - frozen, never changed
    made: Made | None = None,
    place: Place | None = None,
) -> list[str]:
    """Takes a step of the paper's lifecycle; raises RuleBroken with the reason when it may not be taken.

    ``made`` and ``place`` are for locking: what was rendered before the write began, and where. Returns what could not
    be recorded at the requirements that a paper carries out, each as a sentence.
    """
    claim(session, paper, seen, CHANGED)
    rules.refuse_future(signing.day, today)
    for text in (signing.reason, signing.witness, signing.witness_reason, signing.signer):
        refuse_secrets(text)
    step = workflow.take(
        KINDS[paper.kind].steps, name, paper.state, queries.facts(session, paper, today), signing.reason
    )
    if step.target == "locked":
        _freeze(session, paper, by, made, place)
        carried.keep(session, paper, today)
    _TAKEN[name](session, paper, signing)
    paper.state = step.target
    if paper.state in rules.FINISHED:
        versions.take_over(session, paper, by)
    _bring_visit_up(session, paper, by)
    if paper.visit is None:
        show_to_approver(session, subjects.of(paper))
    if paper.state in KINDS[paper.kind].moves_at:
        violation_actions.take_steps(session, paper, by, KINDS[paper.kind].finding_step, today)
    event_log.record(session, by, f"paper:{name}", paper, state=step.target, edition=paper.edition, sha256=paper.sha256)
    session.flush()
    return carried.pass_on(session, paper, by) if name == "send" else []


def number(session: Session, paper: Paper, by: Any, serial: int, seen: int) -> Paper:
    """Gives a team's draft its number in the team's own series; raises RuleBroken for one that is taken.

    It is given before the lock, because the number is printed.
    """
    claim(session, paper, seen, CHANGED)
    kind = KINDS[paper.kind]
    if paper.state != "draft" or not kind.of_team:
        raise RuleBroken(LOCKED)
    if kind.finding_step and serial in map(rules.serial_of, choosing.numbers(session, paper)):
        raise RuleBroken(rules.TAKEN, "serial")
    try:
        with session.begin_nested():
            paper.series, paper.serial = queries.series_of(paper), serial
            paper.number = rules.number_text(serial, kind.series)
            paper.search_text = fold(f"{paper.title} {paper.number}")
            session.flush()
    except IntegrityError as error:
        raise RuleBroken(rules.TAKEN, "serial") from error
    event_log.record(session, by, "paper:number", paper, serial=serial)
    return paper


def _freeze(session: Session, paper: Paper, by: Any, made: Made | None, place: Place | None) -> None:
    """Keeps what was rendered, if the records still say the same now that nobody else can write.

    Raises RuleBroken where they do not, or where nothing was rendered because the step was held back until now.
    """
    if made is None or place is None or rendering.digest(rendering.compose(session, paper, place.zone)) != made.sha256:
        raise RuleBroken(MOVED)
    paper.content, paper.sha256 = to_json(made.content), made.sha256
    paper.log_number, paper.log_hash = made.log_number, made.log_hash
    paper.locked_at, paper.locked_by_id = now(), by.id
    for kind, data in made.files.items():
        name = f"{paper.kind}-{paper.ref}-{paper.edition}.{kind}"
        session.add(new_file(paper, by, kind, rendering.sha256(data), name, len(data)))


def new_file(paper: Paper, by: Any, kind: str, sha256: str, name: str, size: int) -> PaperFile:
    """A file of the paper's present edition, for those who read the paper; ``size`` is in bytes."""
    return PaperFile(
        paper=paper,
        owner=paper.owner,
        audience=paper.audience,
        for_body_id=paper.for_body_id,
        for_approval=paper.for_approval,
        kind=kind,
        edition=paper.edition,
        sha256=sha256,
        name=name,
        size=size,
        by_id=by.id,
    )


def _sign(session: Session, paper: Paper, signing: Signing) -> None:
    paper.signed_on, paper.signer = signing.day, signing.signer
    paper.numbered_on = signing.day
    _show_to_body(session, paper)


def _not_sign(session: Session, paper: Paper, signing: Signing) -> None:
    rules.refuse_unwitnessed(signing)
    _sign(session, paper, signing)
    paper.not_signed_reason, paper.witness = signing.reason.strip(), rules.witness_text(signing)


def _issue(session: Session, paper: Paper, signing: Signing) -> None:
    paper.signed_on, paper.signer, paper.number = signing.day, signing.signer, signing.number
    paper.numbered_on = signing.day
    paper.search_text = fold(f"{paper.title} {signing.number}")


def _withdraw(session: Session, paper: Paper, _signing: Signing) -> None:
    """Back to a draft under its number, as another edition; the files of this one stay.

    An annex then follows the minutes that are in force.
    """
    if paper.corrects:
        paper.corrects = in_force(session, paper.corrects)
    paper.content = paper.sha256 = paper.log_number = paper.log_hash = paper.locked_at = paper.locked_by_id = None
    paper.fields = {name: value for name, value in paper.fields.items() if name != carried.FIELD}
    paper.edition += 1


def _send(session: Session, paper: Paper, signing: Signing) -> None:
    paper.sent_on = signing.day
    _show_to_body(session, paper)


def _show_to_body(session: Session, paper: Paper) -> None:
    """Opens a joint paper with its files to the body that it is about."""
    if paper.visit is None or paper.audience != "joint" or not KINDS[paper.kind].to_body:
        return
    paper.for_body_id = paper.visit.body_id
    session.execute(sa.update(PaperFile).where(PaperFile.paper_id == paper.id).values(for_body_id=paper.visit.body_id))


_TAKEN: dict[str, Callable[[Session, Paper, Signing], None]] = {
    "lock": lambda _session, _paper, _signing: None,
    "sign": _sign,
    "not_sign": _not_sign,
    "issue": _issue,
    "withdraw": _withdraw,
    "send": _send,
}
"""What each step leaves on the row of the paper."""


def _bring_visit_up(session: Session, paper: Paper, by: Any) -> None:
    """Signed minutes and a sent notice move their visit on; what has moved on already stays.

    A new version of its minutes gives it their number and day.
    """
    visit = paper.visit
    if visit is None:
        return
    signed = paper.kind in queries.MINUTES and paper.state in rules.FINISHED
    if signed and (visit.state == "fieldwork_done" or replaces(paper)):
        visit.minutes_number, visit.minutes_on = paper.number, paper.signed_on
    if signed and visit.state == "fieldwork_done":
        visit.state = "minutes_signed"
        event_log.record(session, by, "visit:minutes_signed", visit, state=visit.state)
    if paper.kind == "result_notice" and paper.state == "sent" and visit.state == "minutes_signed":
        visit.state = "results_notified"
        event_log.record(session, by, "visit:results_notified", visit, state=visit.state)


def show_to_approver(session: Session, subject: Subject) -> None:
    """Opens the locked papers about a plan or an inspection to the approver while that is sent up to him.

    A draft is nobody's but its authors'.
    """
    session.flush()
    shown = sa.and_(Paper.state != "draft", sa.true() if getattr(subject, "for_approval", False) else sa.false())
    which = sa.and_(*subjects.belongs(subject), Paper.kind.in_(rules.SENT_UP))
    open_ones = sa.select(Paper.id).where(which, Paper.for_approval)
    files = sa.update(PaperFile).where(PaperFile.paper_id.in_(sa.select(Paper.id).where(which)))
    unread = {"synchronize_session": False}
    session.execute(sa.update(Paper).where(which).values(for_approval=shown).execution_options(**unread))
    session.execute(files.values(for_approval=PaperFile.paper_id.in_(open_ones)).execution_options(**unread))


def add_scan(session: Session, paper: Paper, by: Any, scan: Scan | None, place: Place) -> PaperFile:
    """Keeps a scanned copy of a signed paper beside it; raises RuleBroken before it is signed."""
    if scan is None:
        raise RuleBroken("Chưa chọn tệp nào.")
    if paper.state not in rules.ISSUED:
        raise RuleBroken("Chỉ tải bản quét lên sau khi ghi nhận việc ký.")
    scans.keep(place.folder, scan)
    row = new_file(paper, by, "scan", scan.sha256, scan.name, len(scan.data))
    session.add(row)
    session.flush()
    event_log.record(session, by, "paper:scan", paper, sha256=scan.sha256)
    return row


def keep_files(made: Made, folder: Any) -> None:
    """Writes rendered files under their sha256; before the write begins, for it is slow."""
    for kind, data in made.files.items():
        photos.write(photos.path_of(folder, rendering.sha256(data), kind), data)
