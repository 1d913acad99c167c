"""A later edition of the law deletes nothing, and no case that was recorded changes; knows no page."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.commands import import_law, prepare
from inspections.directory.shipped import CatalogueError
from inspections.findings import actions as findings
from inspections.findings import queries as found
from inspections.findings import rules
from inspections.findings.rules import fine_band
from inspections.law.actions import bring_in
from inspections.law.catalogue import FOLDER
from inspections.law.rules import Band
from inspections.penalties import queries as penalties
from models.events import Event
from models.findings import Finding
from models.law import Act, LegalDocument
from tests.inspections.findings.cases import act_data, violation
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client

DAY = date(2026, 12, 1)
CODE, V1, V2 = "BC-09.2", Band(3_000_000, 5_000_000), Band(4_000_000, 6_000_000)
REPLACED = {"minimum: 3000000\n  maximum: 5000000": "minimum: 4000000\n  maximum: 6000000"}
"""What the second edition has in place of the band of V1."""

Edition = Callable[..., Path]


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """Makes another edition from the shipped one: a file, what stands in it for what, once each and after a text."""

    def make(name: str, changes: dict[str, str], after: str = "-") -> Path:
        folder = Path(shutil.copytree(FOLDER, tmp_path / f"edition-{len(list(tmp_path.iterdir()))}"))
        head, mark, tail = (folder / name).read_text(encoding="utf-8").partition(after)
        for old, new in changes.items():
            assert old in tail
            tail = tail.replace(old, new, 1)
        (folder / name).write_text(head + mark + tail, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with everything(app) as session:
        yield session


def rows(session: Session, code: str) -> list[Act]:
    """The act and those it replaced, oldest first."""
    return list(session.scalars(sa.select(Act).where(Act.code.startswith(code)).order_by(Act.id)))


def test_the_edition_that_is_stored_changes_nothing(session: Session) -> None:
    assert not +bring_in(session, DAY)


def test_a_case_keeps_its_act_and_band_and_a_new_one_has_the_new(each_app: Flask, edition: Edition) -> None:
    second = edition("acts.yaml", REPLACED, f"code: {CODE}")
    with everything(each_app) as session:
        finding = violation(session, act=CODE)
        session.flush()
        before = finding.act_id
        assert bring_in(session, DAY, second) == {"replaced": 1}
        assert not +bring_in(session, DAY, second)
        session.expire_all()
        assert finding.act_id == before
        assert fine_band(finding.act, "organisation") == V1
        old, new = rows(session, CODE)
        assert (old.code, old.closed_on, new.code, new.closed_on) == (f"{CODE}~1", DAY, CODE, None)
        assert fine_band(new, "organisation") == V2
        day = finding.detected_on
        assert old not in found.acts(session, day, day)
        assert old in found.acts(session, day, day, finding.act_id)


def test_a_third_edition_counts_on(session: Session, edition: Edition) -> None:
    bring_in(session, DAY, edition("acts.yaml", REPLACED, f"code: {CODE}"))
    bring_in(session, DAY)
    assert [one.code for one in rows(session, CODE)] == [f"{CODE}~1", f"{CODE}~2", CODE]


def test_a_row_that_is_missing_stays_with_a_mark_until_it_is_there_again(session: Session, edition: Edition) -> None:
    _before, code, rest = FOLDER.joinpath("acts.yaml").read_text(encoding="utf-8").partition("- code: CT-26.2")
    missing = code + rest.partition("- code: ")[0]
    assert bring_in(session, DAY, edition("acts.yaml", {missing: ""})) == {"dropped": 1}
    assert [one.closed_on for one in rows(session, "CT-26.2")] == [DAY]
    assert bring_in(session, DAY) == {"changed": 1}
    assert [one.closed_on for one in rows(session, "CT-26.2")] == [None]


def test_a_decree_that_ends_keeps_its_row(session: Session, edition: Edition) -> None:
    key = session.scalars(sa.select(LegalDocument.id).where(LegalDocument.key == "N174")).one()
    first = "valid_from: 2026-07-01"
    ended = edition("legal_documents.yaml", {first: f"{first}\n  valid_to: 2027-06-30"}, "key: N174")
    assert bring_in(session, DAY, ended) == {"changed": 1}
    assert session.get_one(LegalDocument, key).valid_to == date(2027, 6, 30)


def test_a_key_that_comes_to_name_another_decree_leaves_the_cases_their_own(session: Session, edition: Edition) -> None:
    finding = violation(session, act=CODE)
    other = edition("legal_documents.yaml", {"174/2026/NĐ-CP": "999/2027/NĐ-CP"}, "key: N174")
    done = bring_in(session, DAY, other)
    session.expire_all()
    assert finding.act
    assert finding.act.document.number == "174/2026/NĐ-CP"
    assert done["replaced"] == 1 + sum(one.code.endswith("~1") for one in session.scalars(sa.select(Act)))
    assert penalties.case_of(finding).document == "N174"


def test_a_deadline_that_is_corrected_holds_at_once(session: Session, edition: Edition) -> None:
    bring_in(session, DAY, edition("penalties.yaml", {"n: 7": "n: 8"}, "code: decide,"))
    known = penalties.terms(session, DAY).deadline
    assert known["decide"].content["n"] == 8
    assert not [code for code in known if "~" in code]


def test_nothing_is_written_of_an_edition_with_a_mistake(session: Session, edition: Edition) -> None:
    with pytest.raises(CatalogueError):
        bring_in(session, DAY, edition("penalties.yaml", {"n: 7": "n: -7"}, "code: decide,"))
    assert not session.dirty
    assert not session.new


@pytest.mark.parametrize(
    ("code", "ending", "ended_on", "band"),
    [
        ("CU-13.3d", "ended", date(2026, 6, 30), Band(7_000_000, 10_000_000)),
        (CODE, "continuing", None, V1),
    ],
)
def test_an_act_that_ended_before_the_change_has_the_old_band_and_one_that_goes_on_the_new(
    session: Session, code: str, ending: str, ended_on: date | None, band: Band
) -> None:
    finding, detected = violation(session, act=CODE), date(2026, 7, 5)
    data = act_data(code, ending, ended_on=ended_on, detected_on=detected)
    finding.visit.day = detected
    findings.set_act(session, finding, person(session, "dic.inspector"), data, finding.version, finding.detected_on)
    assert fine_band(finding.act, "organisation") == band
    day = rules.law_day(finding.continuing, finding.ended_on, finding.detected_on)
    assert day
    assert finding.act
    assert finding.act.document.valid_from <= day <= finding.act.document.valid_to


def test_the_command_says_in_numbers_what_it_did_and_logs_it_once(app: Flask, edition: Edition) -> None:
    second = {"LAW_DIR": str(edition("acts.yaml", REPLACED, f"code: {CODE}"))}
    outputs = [app.test_cli_runner().invoke(import_law, env=second).output for _ in range(2)]
    assert outputs == ["Law: 0 added, 1 replaced, 0 changed, 0 dropped\n", "Law: nothing new\n"]
    with everything(app) as session:
        [event] = session.scalars(sa.select(Event).where(Event.action == "law:import"))
        assert event.content == {"added": 0, "replaced": 1, "changed": 0, "dropped": 0}
        assert session.scalar(sa.select(sa.func.count(Finding.id)))
    page = Client(app).sign_in("dic.inspector").get("/law/acts").text
    assert page.count("Đã có bản thay thế trong danh mục từ ngày") == 1


def test_an_edition_that_cannot_be_read_stops_no_start(app: Flask, tmp_path: Path) -> None:
    with everything(app) as session:
        before = session.scalar(sa.select(sa.func.count(Act.id)))
    outcome = app.test_cli_runner().invoke(prepare, env={"LAW_DIR": str(tmp_path)}, catch_exceptions=False)
    assert outcome.exit_code == 0 and "the stored edition stays" in outcome.output
    with everything(app) as session:
        assert session.scalar(sa.select(sa.func.count(Act.id))) == before
