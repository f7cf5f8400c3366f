"""The one script: what it says and how it ends."""

import subprocess
import sys

import pytest

from site_build import cli
from site_build.paths import ROOT
from site_build.steps import StepFailed


def x(*words: str) -> subprocess.CompletedProcess[str]:
    """Run ./x without the packages of .venv, as a fresh clone would."""
    command = [sys.executable, "-I", "-S", str(ROOT / "x"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_lists_the_commands_and_needs_no_packages() -> None:
    done = x("--help")
    assert done.returncode == 0
    for command in ("serve", "test", "build", "check", "lint", "lock", "clean"):
        assert f"\n    {command} " in done.stdout


def test_unknown_command_is_refused() -> None:
    done = x("polish")
    assert done.returncode == 2
    assert "invalid choice: 'polish'" in done.stderr


def test_ctrl_c_ends_without_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("site_build.bootstrap.packages", interrupted)
    assert cli.main(["build"]) == cli.INTERRUPTED
    assert "nothing is half-written" in capsys.readouterr().err


def test_failure_says_what_and_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def failing(_: str) -> None:
        raise StepFailed("no network", "Try again.")

    monkeypatch.setattr("site_build.bootstrap.packages", failing)
    assert cli.main(["build"]) == 1
    said = capsys.readouterr().err
    assert said.index("no network") < said.index("Try again.")
