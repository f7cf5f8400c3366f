"""The assessments of the cases that are kept between tests: those of the rules, or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import belgian_residence
from site_build import assessments
from site_build.cases import Case, load_cases
from site_build.differences import assert_same


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the state of now, and nothing remembered in this process."""
    home = tmp_path / assessments.state()
    home.mkdir()
    monkeypatch.setenv(assessments.FOLDER, str(home))
    assessments._part.cache_clear()
    return home


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days for which the rules are asked."""
    asked: list[date] = []
    original = belgian_residence.assess

    def counted(case: Any, on: date) -> Any:
        asked.append(on)
        return original(case, on)

    monkeypatch.setattr(belgian_residence, "assess", counted)
    return asked


def ask(case: Case) -> dict[str, Any]:
    return assessments.assess(case["case"], date.fromisoformat(case["on"]))


def test_a_kept_answer_is_that_of_the_rules(fresh: Path) -> None:
    for case in load_cases()[: assessments.AT_ONCE : 5]:
        assert_same(case["name"], belgian_residence.assess(case["case"], date.fromisoformat(case["on"])), ask(case))
    assert [file.name for file in fresh.glob("*.jsonl")] == ["0.jsonl"]


def test_each_answer_is_worked_out_once_and_is_the_callers_own(fresh: Path, worked_out: list[date]) -> None:
    case = load_cases()[0]
    first = ask(case)
    assert len(worked_out) == assessments.AT_ONCE
    first["routes"].clear()
    assert ask(case)["routes"]
    assessments._part.cache_clear()  # as another process
    assert ask(case)["routes"]
    assert len(worked_out) == assessments.AT_ONCE


def test_another_day_or_another_fact_is_another_case(fresh: Path, worked_out: list[date]) -> None:
    case = load_cases()[0]
    assessments.assess(case["case"], date(2026, 11, 24))
    assessments.assess(case["case"] | {"public_order": True}, date(2026, 11, 24))
    assert len(worked_out) == 2
    assert list(fresh.iterdir()) == []


def changed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessments, "state", lambda: "other rules")


def changed_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    states = iter([assessments.state()])
    monkeypatch.setattr(assessments, "state", lambda: next(states, "other rules"))


@pytest.mark.parametrize("change", [changed_before, changed_meanwhile])
def test_nothing_is_kept_or_taken_once_the_rules_are_others(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch], None]
) -> None:
    change(monkeypatch)
    case = load_cases()[0]
    assert_same(case["name"], belgian_residence.assess(case["case"], date.fromisoformat(case["on"])), ask(case))
    assert list(fresh.glob("*.jsonl")) == []


def test_without_a_folder_every_answer_is_worked_out(monkeypatch: pytest.MonkeyPatch, worked_out: list[date]) -> None:
    monkeypatch.delenv(assessments.FOLDER, raising=False)
    for _ in range(2):
        ask(load_cases()[0])
    assert len(worked_out) == 2


def test_the_state_follows_rules_cases_and_what_reads_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = {path.name for path in read_for_the_state(monkeypatch)}
    assert {"outcome.py", "changes.toml", "b.toml", "cases.py", "assessments.py"} <= named


def read_for_the_state(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files whose names and contents make the state."""
    found: list[Path] = []
    monkeypatch.setattr(assessments, "fingerprint", lambda files, *_: found.extend(files) or "")
    assessments.state()
    return found


def test_folders_of_other_states_are_deleted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assessments, "HOME", tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "0.jsonl").touch()
    now = assessments.folder()
    assert [one.name for one in tmp_path.iterdir()] == [now.name] == [assessments.state()]
