"""The one script: what it says and how it ends."""

import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from threading import Event, Timer
from types import SimpleNamespace
from typing import Any

import pytest

import conftest
from conftest import LONGEST
from site_build import cli, make
from site_build.paths import ROOT
from site_build.proof import check, nightly
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
    def interrupted(_: str, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(make, "ahead", lambda: None)
    monkeypatch.setattr("site_build.bootstrap.packages", interrupted)
    assert cli.main(["build"]) == cli.INTERRUPTED
    assert "nothing is half-written" in capsys.readouterr().err


def test_failure_says_what_and_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def failing(_: str, **__: object) -> None:
        raise StepFailed("no network", "Try again.")

    monkeypatch.setattr(make, "ahead", lambda: None)
    monkeypatch.setattr("site_build.bootstrap.packages", failing)
    assert cli.main(["build"]) == 1
    said = capsys.readouterr().err
    assert said.index("no network") < said.index("Try again.")


# --- a part of the tests ---------------------------------------------------------------------------------------------

ENGINE = "tests/rules/test_engine.py"
WORKERS = ["-n", "2", "--dist", "worksteal"]
FILE_BY_FILE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
QUICKLY = ["-m", "not browser and not runtime and not long and not built"]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What ./x would do, in its order; the words for pytest come last."""
    said: list[str] = []

    def note(*words: str) -> str:
        said.extend(words)
        return ""

    monkeypatch.setattr("site_build.bootstrap.packages", lambda name: note(f"packages {name}"))
    monkeypatch.setattr(check, "static_checks", lambda: note("static checks"))

    def site(packages: str, *meanwhile: Callable[[], object]) -> None:
        note(f"packages {packages}", "site")
        one_by_one(*meanwhile)

    def one_by_one(*works: Callable[[], object]) -> None:
        for work in works:
            work()

    monkeypatch.setattr(make, "site", site)
    monkeypatch.setattr(make, "ahead", lambda: None)
    monkeypatch.setattr(make, "words", lambda: note("words"))
    monkeypatch.setattr(check, "side_by_side", one_by_one)
    monkeypatch.setattr(make, "environment", dict)
    monkeypatch.setattr(check, "find_browser", lambda env: note("browser"))
    monkeypatch.setattr(check, "pytest_with", lambda env, *words: int(bool(note(*words))))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return said


def test_everything_is_checked_where_nothing_is_named(done: list[str]) -> None:
    assert cli.main(["test"]) == 0
    assert done == ["packages dev", "site", "static checks", "browser", *FILE_BY_FILE]


def test_check_builds_nothing_and_leaves_out_what_looks_at_the_site(done: list[str]) -> None:
    cli.main(["check", "--", "-x"])
    assert done == ["packages dev", "words", "static checks", *FILE_BY_FILE, *QUICKLY, "-x"]


def test_who_looks_at_the_site_waits_for_it_and_a_failed_build_ends_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = SimpleNamespace(shouldstop=False)
    item: Any = SimpleNamespace(session=session, get_closest_marker=lambda name: name == "built")
    ready = tmp_path / "ready"
    monkeypatch.setattr(conftest, "READY", ready)
    monkeypatch.delenv(make.AT_WORK, raising=False)
    conftest.pytest_runtest_setup(item)  # nothing is being built
    monkeypatch.setenv(make.AT_WORK, "1")
    Timer(0.2, ready.touch).start()
    conftest.pytest_runtest_setup(item)
    assert ready.exists()
    assert session.shouldstop is False
    ready.write_text(make.NOT_MADE)
    with pytest.raises(pytest.skip.Exception, match=make.NOT_MADE):
        conftest.pytest_runtest_setup(item)
    assert session.shouldstop == make.NOT_MADE


def test_a_build_says_how_it_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(make, "READY", tmp_path / "ready")
    monkeypatch.setattr(make, "alone", nullcontext)  # a real build may be at work
    for name in ("runtime", "pages"):
        monkeypatch.setattr(make, name, lambda: None)
    make.everything(lambda: None)
    assert make.READY.read_text() == ""

    def fail() -> None:
        raise StepFailed("broke", "Repair it.")

    for cases, broken in ((fail, "runtime"), (lambda: None, "pages")):
        make.READY.unlink()
        monkeypatch.setattr(make, "pages", fail if broken == "pages" else lambda: None)
        with pytest.raises(StepFailed):
            make.everything(cases)
        assert make.READY.read_text() == make.NOT_MADE


def test_cases_and_engine_do_not_wait_for_the_packages_of_python(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun, engine_made = Event(), Event()
    done: list[str] = []

    def packages(name: str, *, once_npm_is_there: Callable[[], object]) -> None:
        assert begun.wait(30)
        once_npm_is_there()
        done.append(f"packages {name}")

    def cases() -> None:
        begun.set()
        assert engine_made.wait(30)
        done.append("cases")

    monkeypatch.setattr(make, "READY", tmp_path / "ready")
    monkeypatch.setattr(make, "alone", nullcontext)  # a real build may be at work
    monkeypatch.setattr(make, "corpus", cases)
    monkeypatch.setattr(make, "engine", engine_made.set)
    monkeypatch.setattr("site_build.bootstrap.packages", packages)
    for name in ("catalogues", "runtime"):
        monkeypatch.setattr(make, name, lambda: None)
    monkeypatch.setattr(make, "pages", lambda: done.append("pages"))
    make.site("site", lambda: done.append("meanwhile"))
    assert set(done) == {"packages site", "cases", "meanwhile", "pages"}
    assert done.index("cases") < done.index("pages")
    assert done.index("packages site") < done.index("meanwhile")


def test_who_names_what_is_built_says_so() -> None:
    """Else ``./x check`` would look for it in vain, and ``./x test`` before it is there."""
    looks = re.compile(r"^from site_build\.paths import [^\n]*\b(SITE|RUNTIME|ENGINE|WHEELS|CORPUS)\b", re.MULTILINE)
    in_a_browser = ("browser", "other_browsers")
    files = [path for path in (ROOT / "tests").glob("*/test_*.py") if path.parent.name not in in_a_browser]
    looking = [path for path in files if looks.search(path.read_text(encoding="utf-8"))]
    assert len(looking) > 5
    assert [path.name for path in looking if "pytest.mark.built" not in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("command", "chosen"), [("check", QUICKLY), ("test", [])])
def test_tests_of_the_rules_alone_need_nothing_built(done: list[str], command: str, chosen: list[str]) -> None:
    cli.main([command, ENGINE, "tests/screens", "--", "-k", "means"])
    assert done == ["packages dev", *WORKERS, *chosen, "-k", "means", ENGINE, "tests/screens"]


@pytest.mark.parametrize("place", ["tests/browser", "tests/site/test_links.py", "tests"])
def test_a_part_that_looks_at_the_site_builds_it(done: list[str], place: str) -> None:
    cli.main(["test", place])
    assert done == ["packages dev", "site", "browser", *WORKERS, place]


def test_check_builds_nothing_for_a_part_either(done: list[str]) -> None:
    cli.main(["check", "tests/site/test_links.py"])
    assert done == ["packages dev", *WORKERS, *QUICKLY, "tests/site/test_links.py"]


def test_one_test_runs_in_one_process(done: list[str]) -> None:
    cli.main(["check", f"{ENGINE}::test_one"])
    assert done == ["packages dev", *QUICKLY, f"{ENGINE}::test_one"]


def test_a_place_is_found_from_the_folder_one_stands_in(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests" / "rules")
    cli.main(["check", "test_engine.py"])
    assert done[-1] == ENGINE


@pytest.mark.parametrize("place", ["tests/rules/test_nothing.py", "tests/rules/test_nothing.py::test_one", "src"])
def test_a_place_without_tests_is_told_before_anything_runs(
    done: list[str], capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert cli.main(["check", ENGINE, place]) == 1
    said = capsys.readouterr().err
    assert f"There are no tests at {place.split('::')[0]}." in said
    assert "below tests/" in said
    assert done == []


def test_tests_that_all_need_a_browser_are_told_of(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "pytest_with", lambda *_: check.NONE_CHOSEN)
    assert cli.main(["check", "tests/browser/test_walks.py"]) == check.NONE_CHOSEN
    assert "./x test" in capsys.readouterr().err


def test_only_test_and_check_pass_options_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["build", "--", "-k", "means"])
    assert "only test and check" in capsys.readouterr().err


def test_the_folders_and_the_files_of_the_long_checks_exist() -> None:
    assert all((ROOT / place).exists() for place in (*check.WITHOUT_THE_SITE, *nightly.LONG_CHECKS))
    assert all((ROOT / "tests" / place).exists() for place in LONGEST)


def test_what_a_normal_run_tries_in_part_is_tried_in_volume_at_night() -> None:
    tests = [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("*/test_*.py")]
    uses = re.compile(r"^from (trying import|.* import .*\btrying\b)", re.MULTILINE)
    in_part = [test for test in tests if uses.search((ROOT / test).read_text(encoding="utf-8"))]
    assert len(in_part) > 5
    assert [test for test in in_part if test not in nightly.LONG_CHECKS] == []
