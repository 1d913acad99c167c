"""Makes, sends and follows requirements to their end, with their findings and visits; it checks no right."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from inspections import event_log, workflow
from inspections.claiming import claim
from inspections.errors import RuleBroken
from inspections.evidence import scans
from inspections.fieldwork.actions import refuse_secrets
from inspections.findings import actions as findings
from inspections.measures import actions as measures
from inspections.notifications import queries as notifications
from inspections.notifications.actions import notify
from inspections.permissions import Permission
from inspections.remedies import queries, rules
from inspections.remedies.keeping import CHANGED, as_open_as, note
from inspections.remedies.rules import Account, Letter, Requirement
from inspections.remedies.steps import FOLLOW_UP, ON_SITE, REMEDY
from models.base import now
from models.findings import DueExtension, Finding, Remedy, RemedyFile
from models.inspections import Visit


def create(session: Session, finding: Finding, by: Any, data: Requirement, today: date) -> Remedy:
    """Makes a requirement for a finding, as open as the finding is; raises RuleBroken for what it may not rest on."""
    rules.refuse_finding(finding.kind, finding.state)
    rules.refuse_due(data.due_on, today)
    remedy = Remedy(owner=finding.owner, audience=finding.audience)
    _fill(session, remedy, data)
    remedy.finding, remedy.visit = finding, finding.visit
    session.add(remedy)
    session.flush()
    note(session, remedy, by, "create", today)
    event_log.record(session, by, "remedy:create", remedy, finding=finding.ref)
    return remedy


def edit(session: Session, remedy: Remedy, by: Any, data: Requirement, today: date, seen: int) -> Remedy:
    """Changes a requirement that was not sent yet; raises RuleBroken afterwards, and for what it may not rest on."""
    claim(session, remedy, seen, CHANGED)
    rules.refuse_sent(queries.is_sent(session, remedy))
    rules.refuse_due(data.due_on, today)
    _fill(session, remedy, data)
    event_log.record(session, by, "remedy:edit", remedy)
    return remedy


def _fill(session: Session, remedy: Remedy, data: Requirement) -> None:
    rules.refuse_fining_ground(data.ground, queries.decrees(session))
    for text in (data.requirement, data.ground):
        refuse_secrets(text)
    follower = queries.follower(session, remedy, data.follower)
    if data.follower and follower is None:
        raise RuleBroken("Người theo dõi không còn trong danh sách; mời chọn lại.", "follower")
    remedy.requirement, remedy.ground = data.requirement, data.ground
    remedy.due_on, remedy.follower = data.due_on, follower


def send(session: Session, remedy: Remedy, by: Any, today: date, letter: Letter | None = None) -> Remedy:
    """Hands the requirement to the body: a joint one opens to the body's account, with its finding, and is told to it.

    What its agency keeps to itself goes by a letter alone, whose number and day are then needed. Raises RuleBroken for
    a missing or future letter, when the requirement was sent before and when its due day was over by then.
    """
    claim(session, remedy, remedy.version, CHANGED)
    own = remedy.audience == "own"
    rules.refuse_letter(letter, today, needed=own)
    rules.refuse_finding(remedy.finding.kind, remedy.finding.state)
    rules.refuse_sent(queries.is_sent(session, remedy))
    rules.refuse_due(remedy.due_on, letter.day if letter else today)
    if not own:
        _open_to_body(session, remedy)
    findings.start_remedying(session, remedy.finding, by, today)
    note(session, remedy, by, "send", today, letter=letter)
    event_log.record(session, by, "remedy:send", remedy, finding=remedy.finding.ref)
    notify(session, notifications.of_body(session, remedy.for_body_id), "remedy_sent", remedy, by)
    _follow_up(session, remedy, by)
    return remedy


def _open_to_body(session: Session, remedy: Remedy) -> None:
    remedy.for_body_id = remedy.finding.for_body_id = remedy.visit.body_id
    for step in queries.history(session, remedy):
        step.for_body_id = remedy.for_body_id
    measures.open_to_body(session, remedy)


def _follow_up(session: Session, remedy: Remedy, by: Any) -> None:
    """A joint requirement makes its visit one that is followed up; what is an agency's own leaves no trace on it."""
    step = workflow.find(FOLLOW_UP, "follow_up")
    visit = remedy.visit
    if remedy.audience == "joint" and visit.state in step.sources:
        visit.state = step.target
        event_log.record(session, by, f"visit:{step.name}", visit, state=step.target)


def take_step(
    session: Session, remedy: Remedy, by: Any, name: str, today: date, said: str = "", score: int | None = None
) -> Remedy:
    """Takes a step of the requirement that needs no more than a sentence, and points where it judges the effect.

    Raises RuleBroken when it may not be taken.
    """
    claim(session, remedy, remedy.version, CHANGED)
    facts = queries.remedy_facts(session, remedy, by, today)
    step = workflow.take(REMEDY, name, remedy.state, facts, said)
    rules.refuse_score(name, score, queries.effect_pass(session, today))
    return _take(session, remedy, by, step, today, said, score)


def judge_on_site(session: Session, remedy: Remedy, by: Any, passed: bool, today: date, said: str) -> bool:
    """For rechecks: ends what was found put right on site, or opens again what was said to be and is not.

    Returns whether there was something to end or to open; raises RuleBroken when it may not be judged by this person.
    """
    step = workflow.find(ON_SITE, "recheck_passed" if passed else "recheck_failed")
    if remedy.state not in step.sources:
        return False
    claim(session, remedy, remedy.version, CHANGED)
    facts = queries.remedy_facts(session, remedy, by, today)
    _take(session, remedy, by, workflow.take(ON_SITE, step.name, remedy.state, facts, said), today, said)
    return True


def _take(
    session: Session, remedy: Remedy, by: Any, step: workflow.Step, today: date, said: str, score: int | None = None
) -> Remedy:
    refuse_secrets(said)
    remedy.state = step.target
    note(session, remedy, by, step.name, today, said, score=score)
    AFTER.get(step.name, lambda *_: None)(session, remedy, by, today)
    event_log.record(session, by, f"remedy:{step.name}", remedy, state=step.target)
    if step.permission is Permission.REMEDY_VERIFY:
        notify(session, notifications.of_body(session, remedy.for_body_id), "remedy_judged", remedy, by)
    return remedy


def _met(session: Session, remedy: Remedy, _by: Any, today: date) -> None:
    remedy.closed_on = today
    remedy.effect_due_on = queries.effect_due(session, remedy.finding, today)


def _lasting(_session: Session, remedy: Remedy, _by: Any, today: date) -> None:
    remedy.closed_on = remedy.closed_on or today


def _begin_again(session: Session, remedy: Remedy, by: Any, today: date) -> None:
    """What had no effect is open again, and with it the finding and the visit that may have been over."""
    remedy.times_ineffective += 1
    remedy.closed_on = remedy.effect_due_on = None
    findings.start_remedying(session, remedy.finding, by, today)
    _follow_up(session, remedy, by)


AFTER = {"verify": _met, "ineffective": _begin_again, "recheck_passed": _lasting, "recheck_failed": _begin_again}
"""What a step changes besides the state, by its name."""


def report(session: Session, remedy: Remedy, by: Any, today: date, said: Account, folder: Path) -> Remedy:
    """Reports what was done, with its evidence: by the body itself, or by the agency from the body's letter.

    The files are on the disk before their rows exist. Raises RuleBroken without evidence, for a missing or future
    letter, and when the requirement waits for none.
    """
    _listen(session, remedy, by, today, said)
    rules.refuse_bare(said.shown, by.body_id is None)
    step = workflow.take(REMEDY, "report", remedy.state, queries.remedy_facts(session, remedy, by, today))
    _tell(session, remedy, by, today, said, folder, "report", step.target)
    notify(session, notifications.followers(session, remedy), "remedy_reported", remedy, by)
    return remedy


def progress(session: Session, remedy: Remedy, by: Any, today: date, said: Account, folder: Path) -> Remedy:
    """Tells how far the work is, with or without evidence; with it the work has begun. The report of the result is
    still to come. Raises RuleBroken as ``report`` does, and once the result was reported.
    """
    _listen(session, remedy, by, today, said)
    rules.refuse_progress(remedy.state)
    state = remedy.state
    if state != "in_progress":
        state = workflow.take(REMEDY, "start", state, queries.remedy_facts(session, remedy, by, today)).target
    return _tell(session, remedy, by, today, said, folder, "progress", state)


def _listen(session: Session, remedy: Remedy, by: Any, today: date, said: Account) -> None:
    claim(session, remedy, remedy.version, CHANGED)
    rules.refuse_letter(said.letter, today, needed=by.body_id is None)
    refuse_secrets(said.text)


def _tell(
    session: Session, remedy: Remedy, by: Any, today: date, said: Account, folder: Path, name: str, state: str
) -> Remedy:
    on_behalf = by.body_id is None
    measures.finish_with_report(session, remedy, by, said.finished, today)
    remedy.state = state
    row = note(session, remedy, by, name, today, said.text, said.letter, on_behalf=on_behalf)
    for file in {one.sha256: one for one in said.shown}.values():
        scans.keep(folder, file)
        kept = {"kind": file.kind, "sha256": file.sha256, "name": file.name, "size": len(file.data)}
        session.add(RemedyFile(step=row, **as_open_as(remedy), **kept))
    hashes = sorted({one.sha256 for one in said.shown})
    event_log.record(session, by, f"remedy:{name}", remedy, state=state, on_behalf=on_behalf, files=hashes)
    return remedy


def urge(session: Session, remedy: Remedy, by: Any, today: date, letter: Letter | None, text: str = "") -> Remedy:
    """Records a letter that urges the body or its superior; raises RuleBroken for what was not sent, or is reported."""
    claim(session, remedy, remedy.version, CHANGED)
    rules.refuse_letter(letter, today, needed=True)
    refuse_secrets(text)
    if not queries.is_sent(session, remedy):
        raise RuleBroken("Yêu cầu chưa gửi đơn vị nên chưa đôn đốc được.")
    if remedy.state not in rules.WAITING:
        raise RuleBroken("Đơn vị đã báo cáo kết quả nên không còn phải đôn đốc.")
    note(session, remedy, by, "urge", today, text, letter)
    event_log.record(session, by, "remedy:urge", remedy)
    return remedy


def ask_extension(session: Session, remedy: Remedy, by: Any, today: date, to_on: date, reason: str) -> DueExtension:
    """Asks for more time, by the body or on its behalf; raises RuleBroken when it may not be asked for."""
    claim(session, remedy, remedy.version, CHANGED)
    refuse_secrets(reason)
    pending = queries.pending_extension(session, remedy) is not None
    rules.refuse_extension(remedy.state, queries.is_sent(session, remedy), pending, to_on, remedy.due_on, today)
    asked = {"from_on": remedy.due_on, "to_on": to_on, "reason": reason, "asked_by_id": by.id}
    extension = DueExtension(remedy=remedy, on_behalf=by.body_id is None, **asked, **as_open_as(remedy))
    session.add(extension)
    event_log.record(session, by, "remedy:ask_extension", remedy, to=to_on.isoformat())
    notify(session, notifications.managers(session, remedy.owner), "extension_asked", remedy, by)
    return extension


def decide_extension(session: Session, remedy: Remedy, by: Any, granted: bool, answer: str) -> DueExtension:
    """Grants more time, or refuses it with a reason; the day before it stays on the request.

    Raises RuleBroken when nothing waits, without a reason for a refusal, and for one's own request.
    """
    claim(session, remedy, remedy.version, CHANGED)
    refuse_secrets(answer)
    extension = queries.pending_extension(session, remedy)
    if extension is None:
        raise RuleBroken("Không có đề nghị gia hạn nào chờ quyết định.")
    rules.refuse_own_asking(extension.asked_by_id, by.id)
    if not granted and not answer.strip():
        raise RuleBroken("Cần ghi lý do không gia hạn.", "answer")
    extension.granted, extension.answer = granted, answer
    extension.decided_by_id, extension.decided_at = by.id, now()
    if granted:
        remedy.due_on = extension.to_on
    event_log.record(session, by, "remedy:decide_extension", remedy, granted=granted)
    notify(session, notifications.by_ids(session, [extension.asked_by_id]), "extension_decided", remedy, by)
    return extension


def assign(session: Session, remedy: Remedy, by: Any, follower: str, today: date) -> Remedy:
    """Gives a requirement to a colleague to follow; raises RuleBroken for anybody else, and once it is over."""
    claim(session, remedy, remedy.version, CHANGED)
    person = queries.follower(session, remedy, follower)
    if person is None:
        raise RuleBroken("Người theo dõi không còn trong danh sách; mời chọn lại.", "follower")
    if remedy.state == "effective":
        raise RuleBroken("Yêu cầu này đã xong nên không còn người theo dõi.")
    remedy.follower = person
    note(session, remedy, by, "assign", today, person.name)
    event_log.record(session, by, "remedy:assign", remedy, follower=person.ref)
    return remedy


def close_visit(session: Session, visit: Visit, by: Any) -> Visit:
    """Ends a visit whose findings have all ended; raises RuleBroken while one has not."""
    claim(session, visit, visit.version, CHANGED)
    step = workflow.take(FOLLOW_UP, "close", visit.state, queries.follow_up_facts(session, visit))
    visit.state = step.target
    event_log.record(session, by, "visit:close", visit, state=step.target)
    return visit
