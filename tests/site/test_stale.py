"""The maintainer hears of a figure that grows old before any reader meets it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import all_amounts
from site_build import cli
from site_build.proof import stale
from site_build.proof.static import WORKFLOWS

LAST = max(
    period.verify_by or date.min
    for one in all_amounts().values()
    for period in one.periods
    if isinstance(period, Amount)
)


def test_a_figure_that_is_late_makes_the_command_fail_and_is_named() -> None:
    text, status = stale.report(LAST + timedelta(days=1))
    assert status == 1
    assert f"look again by {LAST}: " in text


def test_without_a_figure_to_look_at_the_command_is_content() -> None:
    text, status = stale.report(date(2026, 9, 1))
    assert status == 0
    assert "nothing to look at" in text


def test_what_is_not_confirmed_is_listed_and_is_no_reason_to_fail() -> None:
    text, status = stale.report(date(2026, 9, 1))
    assert status == 0
    assert "Not confirmed, and shown as such: L.income.self" in text


def test_it_fails_sixty_days_before_the_first_figure_is_too_old() -> None:
    by = date(2026, 12, 31)  # the last known year of the fees for students and workers
    first = by - stale.AHEAD + timedelta(days=1)
    assert stale.report(first - timedelta(days=1))[1] == 0
    assert stale.report(first)[1] == 1


def test_the_command_takes_its_day_as_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["stale", "--on", "2026-09-01"]) == 0
    assert "Figures on 2026-09-01" in capsys.readouterr().out


def test_a_workflow_runs_it_on_a_schedule_with_the_day_in_belgium() -> None:
    text = (WORKFLOWS / "stale.yml").read_text(encoding="utf-8")
    assert "schedule:" in text
    assert './x stale --on "$(TZ=Europe/Brussels date +%F)"' in text
