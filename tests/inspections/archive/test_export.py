"""Knows what a case file holds, who takes away what of it, and what stops it; knows nothing of periods."""

import hashlib
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from inspections.archive.actions import HEAD
from inspections.archive.bundle import MANIFEST
from inspections.archive.kept import MODELS
from inspections.evidence import photos
from models import Base
from models.checklists import Evidence
from models.events import Event
from models.inspections import Inspection, Visit
from models.papers import PaperFile, PaperSignature
from tests.house.secrets import plant
from tests.inspections.archive.conftest import Desk, table_of
from tests.inspections.inspecting.cases import everything
from tests.support.client import Client

SignIn = Callable[[str], Client]
NO_FILE = {
    "checklist_version": "a frozen content, which every checklist's page has",
    "plan_version": "a frozen content of a plan, which is no case",
    "paper": "the sum of a content; its files are rows of their own",
}
"""Tables with a sha256 that is none of a stored file."""


def exports(app: Flask) -> list[tuple[str, str | None, Mapping[str, str]]]:
    """(actor, owner, content) of every export in the log."""
    with everything(app) as session:
        rows = session.scalars(sa.select(Event).where(Event.action == "archive:export").order_by(Event.number))
        return [(one.actor, one.owner, one.content) for one in rows]


def test_a_case_is_one_folder_that_the_real_program_checks_and_the_log_knows_its_manifest(
    desk: Desk, manager: Client, tmp_path: Path
) -> None:
    whole = desk.whole(manager)
    whole.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    listed = [line.split("  ", 1)[1] for line in (folder / MANIFEST).read_text("utf-8").splitlines()]
    assert folder.name == "ho-so_KT-4" and names == {*listed, MANIFEST} and len(listed) == len(set(listed))
    assert all(name.isascii() for name in names)
    told = subprocess.run(["sha256sum", "-c", MANIFEST], cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0 and len(told.stdout.splitlines()) == len(listed)
    (row,) = exports(desk.app)
    assert row[2] == {"manifest": hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()}
    assert row[2]["manifest"] in manager.get(desk.url).text
    (folder / "README.txt").write_bytes(b"khac")
    told = subprocess.run(["sha256sum", "-c", MANIFEST], cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 1 and "README.txt: " in "".join(
        line for line in told.stdout.splitlines() if not line.endswith("OK")
    )


def test_it_holds_photos_scans_answers_findings_and_the_log(desk: Desk, manager: Client) -> None:
    whole = desk.whole(manager)
    names = [name.removeprefix("ho-so_KT-4/") for name in whole.namelist()]
    assert any(name.startswith("02-hinh-anh/KT-4_") and name.endswith("_01.jpg") for name in names), names
    answers = table_of(whole, next(name for name in names if name.startswith("06-bang/ket-qua_01")))
    assert {"Đạt", "Chưa đạt"} <= {row["Kết quả"] for row in answers}
    assert all(row["Mã"] and row["Nội dung"] and row["Phần"] for row in answers)
    found, asked = table_of(whole, "/phat-hien.csv"), table_of(whole, "/yeu-cau-khac-phuc.csv")
    assert {row["Số phát hiện"] for row in asked} <= {row["Số"] for row in found}
    assert {"Ghi nhận"} < {row["Việc"] for row in table_of(whole, "/phat-hien_qua-trinh.csv")}
    lines = table_of(whole, "/nhat-ky.csv")
    with everything(desk.app) as session:
        held = {str(one.number): one.hash for one in session.scalars(sa.select(Event))}
        number, digest = max((one.number, one.hash) for one in session.scalars(sa.select(Event)))
        of_case = set(session.scalars(sa.select(Visit.ref).join(Visit.inspection).where(Inspection.ref == desk.ref)))
    assert lines and all(held[line["Số dòng"]] == line["Mã của dòng"] for line in lines)
    assert {line["Mã đối tượng"] for line in lines} & {desk.ref, *of_case}
    assert "Đăng nhập" not in {line["Việc"] for line in lines}, "only what concerns the case"
    head = whole.read(f"ho-so_KT-4/{HEAD}").decode("utf-8-sig")
    assert head.split() == ["số", str(number - 1), "mã", held[str(number - 1)]] and digest not in head


def test_the_papers_are_in_it_rendered_scanned_and_with_what_was_drawn(desk: Desk, manager: Client) -> None:
    with everything(desk.app) as session:
        of_case = {"inspection": _inspection(session, desk)}
        held = {
            digest
            for model in (PaperFile, PaperSignature)
            for digest in session.scalars(sa.select(model.sha256).where(model.paper.has(**of_case)))
        }
    whole = desk.whole(manager)
    sums = {hashlib.sha256(whole.read(name)).hexdigest() for name in whole.namelist() if "/01-van-ban/" in name}
    assert held and sums == held


def _inspection(session: sa.orm.Session, desk: Desk) -> Inspection:
    return session.scalars(sa.select(Inspection).where(Inspection.ref == desk.ref)).one()


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_harmed_file_stops_it_by_name_before_a_byte_is_sent(desk: Desk, manager: Client, harm: str) -> None:
    with everything(desk.app) as session:
        query = sa.select(Evidence).join(Visit, Evidence.visit_id == Visit.id)
        joint = query.where(Visit.inspection_id == _inspection(session, desk).id, Evidence.audience == "joint")
        photo = session.scalars(joint.order_by(Evidence.id)).first()
        assert photo is not None
        path, caption = photos.path_of(desk.folder, photo.sha256), photo.caption
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes() + b"x")
    page = manager.post(f"{desk.url}/export", status=422)
    assert "Không xuất được hồ sơ" in page.text and caption in page.text
    assert page.response.mimetype == "text/html" and exports(desk.app) == []


def contents(whole: zipfile.ZipFile) -> dict[str, bytes]:
    """Everything in a case file but the head of the whole log, by path; the manifest line by line."""
    found = {name: whole.read(name) for name in whole.namelist() if not name.endswith(HEAD)}
    root = whole.namelist()[0].split("/")[0]
    sums = found[f"{root}/{MANIFEST}"].splitlines()
    found[f"{root}/{MANIFEST}"] = b"\n".join(line for line in sums if not line.endswith((HEAD.encode(), b"README.txt")))
    del found[f"{root}/README.txt"]
    return found


def test_what_the_police_keep_to_themselves_is_in_their_file_alone_in_no_name_and_no_count(
    app: Flask, sign_in: SignIn
) -> None:
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.state == "announced")).one()
        desk = Desk(app, visit.inspection.ref)
    manager = sign_in("dic.manager")
    before = contents(desk.whole(manager))
    with everything(app) as session:
        planted = plant(session, desk.folder, app.config["LOG_KEY"].encode())
    _store(app, planted.word, desk)
    after = contents(desk.whole(manager))
    log = next(name for name in after if name.endswith("nhat-ky.csv"))
    assert len(after.pop(log).splitlines()) == len(before.pop(log).splitlines()) + 1, "but for the export before"
    assert [name for name in after if after[name] != before.get(name) and not name.endswith(MANIFEST)] == []
    assert before.keys() == after.keys()
    said = b"".join(after.values()) + "".join(after).encode()
    assert planted.word.encode() not in said
    own = contents(desk.whole(sign_in("police.manager")))
    assert planted.word in b"".join(own.values()).decode("utf-8", "replace")
    assert len(own) > len(after)


def _store(app: Flask, word: str, desk: Desk) -> None:
    """Gives every row that was planted with a file the file that its sum speaks of."""
    data = word.encode()
    digest = hashlib.sha256(data).hexdigest()
    photos.write(photos.path_of(desk.folder, digest), data)
    with everything(app) as session:
        for model in MODELS:
            column = "file_sha256" if hasattr(model, "file_sha256") else "sha256"
            own = (model.audience == "own", getattr(model, column).is_not(None))
            session.execute(sa.update(model).where(*own).values({column: digest}))


@pytest.mark.parametrize(
    ("login", "status"),
    [("clerk", 200), ("police.manager", 200), ("dic.inspector", 403), ("police.inspector", 403), ("approver", 404)],
)
def test_managers_and_clerks_take_it_away_each_what_his_agency_sees(
    desk: Desk, sign_in: SignIn, login: str, status: int
) -> None:
    sign_in(login).post(f"{desk.url}/export", status=status)


def test_every_table_that_names_a_stored_file_is_asked_for_its_files() -> None:
    columns = {mapper.class_: set(mapper.columns.keys()) for mapper in Base.registry.mappers}
    with_sums = {model for model, names in columns.items() if names & {"sha256", "file_sha256"}}
    assert {one.__tablename__ for one in with_sums - MODELS} == set(NO_FILE)
