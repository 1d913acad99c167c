"""The commands set an installation up, once and for all, and check its log."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from inspections import commands, event_log
from inspections.accounts import passwords
from inspections.demonstration import PASSWORD, loading
from inspections.directory import loading as directory
from inspections.visible import system_session
from models import db
from models.checklists import ChecklistVersion
from models.directory import User
from models.events import Event
from tests.support.application import opened

LOGINS = (
    "dic.inspector",
    "dic.manager",
    "police.inspector",
    "police.manager",
    "approver",
    "clerk",
    "body",
    "auditor",
    "admin",
)
ADMINISTRATOR = ["--login", "Quan.Tri", "--name", "Lâm Chí Cường", "--password", "mưa rào tháng bảy"]


def run(app: Flask, command: Any, *words: str) -> Result:
    """Runs a command as the command line does."""
    return app.test_cli_runner().invoke(command, words, catch_exceptions=False)


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty instance folder: no keys, no tables."""
    with opened(tmp_path / "blank") as app:
        yield app


def test_a_start_says_who_can_sign_in_and_loads_nothing_again(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        before = connection.scalar(sa.select(sa.func.count()).select_from(Event))
    began = time.perf_counter()
    outcome = run(app, commands.prepare)
    assert time.perf_counter() - began < 1.5
    assert all(f"  {login} " in outcome.output for login in LOGINS)
    assert PASSWORD in outcome.output
    assert "Loading" not in outcome.output
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Event)) == before


def test_keys_of_the_environment_are_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_KEY", "log" * 20)
    monkeypatch.setenv("SECRET_KEY", "secret" * 10)
    monkeypatch.setenv("DEMONSTRATION", "0")
    with opened(tmp_path) as app:
        run(app, commands.prepare)
        assert app.config["LOG_KEY"] == os.environ["LOG_KEY"]
    assert not list(tmp_path.glob("*key*"))


def test_without_the_demonstration_the_database_stays_empty(blank: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMONSTRATION", "0")
    outcome = run(blank, commands.prepare)
    assert outcome.exit_code == 0
    assert PASSWORD not in outcome.output
    with blank.app_context(), system_session(db.engine) as session:
        assert directory.is_empty(session)


def test_init_gives_the_reference_data_and_one_administrator_alone(blank: Flask) -> None:
    outcome = run(blank, commands.init, *ADMINISTRATOR)
    assert outcome.exit_code == 0, outcome.output
    with blank.app_context(), system_session(db.engine) as session:
        [user] = session.scalars(sa.select(User)).all()
        assert (user.login, user.role, user.demonstration) == ("quan.tri", "administrator", False)
        assert passwords.matches(user.password_hash, "mưa rào tháng bảy")
        assert len(session.scalars(sa.select(ChecklistVersion)).all()) == 4
        assert loading.accounts(session) == []


def test_init_begins_the_log_with_the_key_that_stays(blank: Flask) -> None:
    run(blank, commands.init, *ADMINISTRATOR)
    with opened(Path(blank.instance_path)) as next_start:
        outcome = run(next_start, commands.verify_log)
    assert outcome.exit_code == 0
    assert "1 rows" in outcome.output


@pytest.mark.parametrize("password", ["ngắn", "1234567890", PASSWORD], ids=["short", "common", "demonstration"])
def test_init_refuses_an_easy_password_and_leaves_nothing(blank: Flask, password: str) -> None:
    outcome = run(blank, commands.init, *ADMINISTRATOR[:-1], password)
    assert outcome.exit_code == 1
    assert "Mật khẩu" in outcome.output
    with blank.app_context(), system_session(db.engine) as session:
        assert directory.is_empty(session)


def test_init_refuses_a_database_that_is_in_use(each_app: Flask) -> None:
    outcome = run(each_app, commands.init, *ADMINISTRATOR)
    assert outcome.exit_code == 1
    assert "in use already" in outcome.output
    with each_app.app_context(), system_session(db.engine) as session:
        assert session.scalar(sa.select(User).where(User.login == "quan.tri")) is None


def head_of(app: Flask) -> str:
    """What log-head prints."""
    return run(app, commands.log_head).output.strip()


def test_a_whole_log_is_told_with_its_head(each_app: Flask) -> None:
    outcome = run(each_app, commands.verify_log, "--anchor", head_of(each_app))
    assert outcome.exit_code == 0
    assert outcome.output.strip().endswith(f"head {head_of(each_app)}")


def test_a_log_that_was_cut_off_is_told_and_the_command_fails(app: Flask) -> None:
    printed = head_of(app)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER event_undeleted")
        connection.exec_driver_sql("DELETE FROM event WHERE number > 2")
    assert run(app, commands.verify_log).exit_code == 0
    outcome = run(app, commands.verify_log, "--anchor", printed)
    assert outcome.exit_code == 1
    assert "bị cắt" in outcome.output


@pytest.mark.parametrize("anchor", ["6", "6:", "x:abc", ":abc", "-1:abc"])
def test_an_anchor_that_is_none_is_refused(app: Flask, anchor: str) -> None:
    outcome = run(app, commands.verify_log, "--anchor", anchor)
    assert outcome.exit_code == 2
    assert "NUMBER:HASH" in outcome.output


def test_an_empty_log_has_the_genesis_as_its_head(blank: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMONSTRATION", "0")
    run(blank, commands.prepare)
    assert head_of(blank) == f"0:{event_log.GENESIS}"


def test_the_snapshot_names_every_route_with_its_methods_and_permission(own_app: Flask, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    own_app.root_path = str(tmp_path)
    run(own_app, commands.routes_snapshot)
    lines = (tmp_path / "tests" / "routes.txt").read_text().splitlines()
    assert lines == sorted(lines)
    assert any(line.startswith("/visits  GET  ") for line in lines)
    assert len(lines) == sum(rule.endpoint != "static" for rule in own_app.url_map.iter_rules())
