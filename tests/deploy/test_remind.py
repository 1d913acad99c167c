"""The samples by which systemd runs the reminders: what they run works, and what they name is explained."""

import configparser
import os
import subprocess
import sys
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def unit(name: str) -> configparser.ConfigParser:
    """A unit as it is read; of settings that stand twice the last one holds."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def sample() -> dict[str, str]:
    """Every setting of the sample, those that are commented out too."""
    lines = (DEPLOY / "environment.sample").read_text(encoding="utf-8").splitlines()
    pairs = (line.removeprefix("# ").partition("=") for line in lines)
    return {name: value for name, equals, value in pairs if equals and name.isupper() and " " not in name}


def test_the_command_of_the_service_runs_and_needs_no_relay(app: Flask) -> None:
    service = unit("kt1-remind.service")["Service"]
    python, *words = service["ExecStart"].split()
    assert service["Type"] == "oneshot" and python == f"{service['WorkingDirectory']}/.venv/bin/python"
    environment = os.environ | {"INSTANCE": app.instance_path}
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[1:] == ["notifications"]


def test_it_runs_as_the_application_does_and_may_write_where_the_database_is() -> None:
    reminding, serving = (unit(name)["Service"] for name in ("kt1-remind.service", "kt1.service"))
    for same in ("User", "Group", "WorkingDirectory", "EnvironmentFile", "UMask", "ProtectSystem"):
        assert reminding[same] == serving[same]
    assert sample()["INSTANCE"] in reminding["ReadWritePaths"].split()


def test_the_timer_catches_up_and_runs_often_enough_for_a_morning() -> None:
    timer = unit("kt1-remind.timer")
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Timer"]["OnCalendar"] == "*-*-* *:10"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_sample_names_every_setting_of_the_relay_and_none_is_set() -> None:
    relay = {"MAIL_RELAY", "MAIL_FROM", "PUBLIC_URL"}
    assert relay <= set(sample())
    set_ones = {line.partition("=")[0] for line in (DEPLOY / "environment.sample").read_text().splitlines()}
    assert not relay & set_ones
