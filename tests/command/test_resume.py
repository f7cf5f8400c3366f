"""``--resume``: whatever is left of an output, it becomes what it would have been; what does not fit is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from belgian_residence.command import batch, main

ON = "2026-11-22"
CASES = [
    {"id": "=é\n2", "nationality": "MA", "card": "B"},
    {"id": 7, "nationality": "ZZ"},
    {"people": {"Zoë": {"nationality": "MA"}, "Jan": {"nationality": "BE"}}},
    {"id": "last", "on": "2024-01-01", "nationality": "BE"},
]
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Assesses cases into ``results``; returns the status."""

    def command(*words: str, cases: list[dict[str, object]] = CASES, on: str = ON) -> int:
        file = tmp_path / "cases.jsonl"
        file.write_text("".join(json.dumps(case) + "\n" for case in cases))
        return main(["assess", str(file), "--on", on, "--output", str(tmp_path / "results"), *words])

    return command


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return tmp_path / "results"


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "results.part"


def cuts(whole: bytes) -> list[int]:
    """Nothing, the first byte, around the end of each line, inside a line and inside a wide character, everything."""
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    wide = [place + 1 for place, byte in enumerate(whole) if byte > 127]
    found = {0, 1, *wide[:2], *(end + by for end in ends for by in (-1, 0, 1, 30)), len(whole)}
    return sorted(cut for cut in found if cut <= len(whole))


@pytest.mark.parametrize("form", [(), ("--csv",), ("--csv", "--jobs", "2")])
def test_wherever_it_stopped_the_result_is_the_same(run: Run, results: Path, part: Path, form: tuple[str, ...]) -> None:
    assert run(*form) == 1
    whole = results.read_bytes()
    for cut in cuts(whole)[:: 6 if "--jobs" in form else 1]:
        results.unlink(missing_ok=True)
        part.write_bytes(whole[:cut])
        assert run(*form, "--resume") == 1, cut
        assert results.read_bytes() == whole, cut
        assert not part.exists()


def test_what_is_done_is_not_worked_out_again(
    run: Run, results: Path, part: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    lines = results.read_bytes().splitlines(keepends=True)
    part.write_bytes(b"".join(lines[:3]))
    asked = []
    real = batch.one
    monkeypatch.setattr(batch, "one", lambda asking, entry: (asked.append(entry.line), real(asking, entry))[1])
    assert run("--resume") == 1
    assert asked == [3, 4]


def test_without_anything_left_it_begins_at_the_first_case(run: Run, results: Path) -> None:
    assert run("--resume") == 1
    assert len(results.read_text().splitlines()) == len(CASES)


def test_without_resume_what_a_run_before_left_stays(
    run: Run, results: Path, part: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    whole = results.read_bytes()
    results.unlink()
    left = b"".join(whole.splitlines(keepends=True)[:2])
    part.write_bytes(left)
    capsys.readouterr()
    for words, way in (((), "--resume"), (("--format", "json"), "another name")):
        assert run(*words, cases=CASES if way == "--resume" else [{"card": "B"}]) == 2
        err = capsys.readouterr().err
        assert f"{part} is there from an earlier run; accepted: {way}" in err
        assert f"once {part} is deleted" in err
        assert part.read_bytes() == left
    assert run("--resume") == 1
    assert results.read_bytes() == whole


def test_the_file_that_was_left_is_named_where_it_stands(
    run: Run, tmp_path: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The output is a link into another folder."""
    (tmp_path / "far").mkdir()
    results.symlink_to(tmp_path / "far" / "true")
    left = tmp_path / "far" / "true.part"
    left.touch()
    assert run() == 2
    assert f"{left} is there" in capsys.readouterr().err


FITS_NOT: dict[str, Callable[[bytes], bytes]] = {
    "something else": lambda _: b"not a result\n",
    "an unfinished something else": lambda _: b"not a result",
    "a list": lambda _: b"[1]\n[2]\n",
    "not text": lambda whole: b"\xff\xfe\n" + whole,
    "another order": lambda whole: b"".join(reversed(whole.splitlines(keepends=True))),
    "one is missing": lambda whole: b"".join(whole.splitlines(keepends=True)[1:]),
    "the last one is another": lambda whole: whole.replace(b'"2024-01-01"', b'"2024-01-02"'),
    "more than there is": lambda whole: whole + whole.splitlines(keepends=True)[-1],
    "more, and cut": lambda whole: whole + b"{",
}


@pytest.mark.parametrize("form", [(), ("--csv",)])
@pytest.mark.parametrize("what", FITS_NOT)
def test_an_output_that_does_not_fit_is_left_as_it_is(
    run: Run, results: Path, part: Path, capsys: pytest.CaptureFixture[str], what: str, form: tuple[str, ...]
) -> None:
    run(*form)
    whole = results.read_bytes()
    left = FITS_NOT[what](whole)
    if left == whole:  # a table writes the day without quotation marks
        left = whole.replace(b"2024-01-01", b"2024-01-02")
    part.write_bytes(left)
    capsys.readouterr()
    assert run(*form, "--resume") == 2
    assert "the same command" in capsys.readouterr().err
    assert (part.read_bytes(), results.read_bytes()) == (left, whole)


@pytest.mark.parametrize(
    "changed",
    [
        {"on": "2026-11-23"},
        {"cases": CASES[1:]},
        {"cases": [{**CASES[0], "id": "x"}, *CASES[1:]]},
        {"cases": CASES[:1]},
    ],
)
def test_another_command_is_noticed(run: Run, results: Path, part: Path, changed: dict[str, object]) -> None:
    run()
    left = b"".join(results.read_bytes().splitlines(keepends=True)[:3])
    part.write_bytes(left)
    assert run("--resume", **changed) == 2
    assert part.read_bytes() == left


@pytest.mark.parametrize("words", [["--format", "json", "--output", "x"], ["--format", "jsonl"]])
def test_it_needs_many_cases_and_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    file = tmp_path / "cases"
    file.write_text("{}\n")
    assert main(["assess", str(file), "--on", ON, "--resume", *words]) == 2
    assert "--resume" in capsys.readouterr().err
