"""Steps are skipped when nothing changed, done again when they were cut off, and explained when they fail."""

import re
import signal
import sys
import time
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest

from site_build import steps
from site_build.steps import StepFailed, fingerprint, run, step


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LOGS", tmp_path / "logs")


def test_fingerprint_follows_contents_and_names_only(tmp_path: Path) -> None:
    (a := tmp_path / "a").write_text("1")
    (b := tmp_path / "b").write_text("2")
    before = fingerprint([a, b])
    a.touch()
    assert fingerprint([b, a]) == before
    a.write_text("3")
    assert fingerprint([a, b]) != before
    a.write_text("1")
    assert fingerprint([a.rename(tmp_path / "c"), b]) != before
    assert fingerprint([b], "x") != fingerprint([b], "y")


def test_step_is_skipped_until_its_key_or_output_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done: list[int] = []
    output = tmp_path / "output"

    def work() -> None:
        done.append(1)
        output.touch()

    for key, times in [("one", 1), ("one", 1), ("two", 2)]:
        step("Work", work, key=key, outputs=[output], stamp=tmp_path / "stamp.json")
        assert len(done) == times
    assert "up to date" in capsys.readouterr().out
    output.unlink()
    step("Work", work, key="two", outputs=[output], stamp=tmp_path / "stamp.json")
    assert len(done) == 3


@pytest.mark.parametrize("end", [KeyboardInterrupt(), StepFailed("broke", "repair it")])
def test_step_that_was_cut_off_is_done_again(tmp_path: Path, end: BaseException) -> None:
    stamp = tmp_path / "stamp.json"
    step("Work", lambda: None, key="one", stamp=stamp)

    def cut_off() -> None:
        raise end

    with pytest.raises(type(end)):
        step("Work", cut_off, key="two", stamp=stamp)
    done: list[int] = []
    step("Work", lambda: done.append(1), key="one", stamp=stamp)
    assert done == [1]


def test_works_side_by_side_are_all_done_and_the_first_failure_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = Barrier(2, timeout=30)
    done: list[str] = []

    def fail() -> None:
        both.wait()  # comes only where the other work runs too
        raise StepFailed("broke", "repair it")

    def finish() -> None:
        both.wait()
        done.append("finished")

    works = [
        lambda: step("One", fail, key="one", stamp=tmp_path / "one.json"),
        lambda: step("Other", finish, key="other", stamp=tmp_path / "other.json"),
    ]
    with pytest.raises(StepFailed, match="broke"):
        steps.side_by_side(*works)
    assert done == ["finished"]
    one, other = sorted(capsys.readouterr().out.splitlines())
    assert re.fullmatch(r"  One \.+ stopped", one)
    assert re.fullmatch(r"  Other \.+ done \(.*\)", other)


def test_a_work_that_was_begun_is_waited_for_and_its_failure_told() -> None:
    other = Barrier(2, timeout=30)
    with steps.begun(other.wait) as ended:
        other.wait()  # comes only where the work runs meanwhile
        ended()

    def fail() -> None:
        raise StepFailed("broke", "repair it")

    with steps.begun(fail) as ended, pytest.raises(StepFailed, match="broke"):
        ended()
    with steps.begun(fail):
        pass  # who does not need it does not hear of it


@pytest.mark.parametrize("told", [signal.default_int_handler, signal.SIG_IGN], ids=["hears Ctrl-C", "born deaf to it"])
def test_who_fails_ends_what_was_begun(told: Any) -> None:
    begun = Event()
    before = signal.signal(signal.SIGINT, told)
    at = time.monotonic()

    def work() -> None:
        begun.set()
        run([sys.executable, "-c", "import time; time.sleep(60)"], log="long", do="Nothing.")

    def fail() -> None:
        while not steps.RUNNING:
            begun.wait(0.01)
        raise StepFailed("broke", "repair it")

    try:
        with pytest.raises(StepFailed, match="broke"), steps.begun(work):
            fail()
    finally:
        signal.signal(signal.SIGINT, before)
    assert not steps.RUNNING
    assert time.monotonic() - at < 50, "it was waited for"


def test_what_one_command_does_side_by_side_holds_the_lock_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(steps, "BUILD", tmp_path)
    both = Barrier(2, timeout=30)

    def hold() -> None:
        with steps.alone():
            both.wait()

    def is_free() -> bool:
        with (tmp_path / "lock").open("w") as other:
            try:
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return False
            return True

    with steps.alone():
        steps.side_by_side(hold, hold)
        assert not is_free()
    assert is_free()


def test_failing_program_is_explained_with_what_it_said_and_what_to_do() -> None:
    with pytest.raises(StepFailed) as failed:
        run([sys.executable, "-c", "print('no such page'); exit(5)"], log="x", do="Write the page.")
    assert "no such page" in failed.value.what
    assert "status 5" in failed.value.what
    assert failed.value.do == "Write the page."


def test_program_that_does_not_exist_is_explained() -> None:
    with pytest.raises(StepFailed, match="did not start"):
        run(["no-such-program-at-all"], log="x", do="Install it.")


def test_very_long_lines_do_not_flood_the_screen() -> None:
    with pytest.raises(StepFailed) as failed:
        run([sys.executable, "-c", "print('x' * 100000); exit(1)"], log="x", do="Nothing.")
    assert len(failed.value.what) < 1000


def test_program_of_ours_explains_itself_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise StepFailed("the page", "Correct it.")

    with pytest.raises(SystemExit) as end:
        steps.as_program(fail)
    assert end.value.code == steps.EXPLAINED
    assert capsys.readouterr().err.count("What to do") == 1
