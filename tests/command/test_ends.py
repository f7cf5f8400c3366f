"""How a run of the command ends when something goes wrong around it: nothing lost, nothing half-written in silence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from belgian_residence.command import main
from belgian_residence.command.written import flat_fault_row, visible
from belgian_residence.told.faults import Fault
from site_build.paths import ROOT, SRC

ON = ["--on", "2026-11-22"]
COMMAND = [sys.executable, "-m", "belgian_residence"]
CASE = {"nationality": "MA", "card": "B"}
pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="signals and /dev/full are Unix's"),
    pytest.mark.long,  # each test starts the command in a process of its own
]


def heed_ctrl_c() -> None:
    """Let Ctrl-C reach the program, whatever the one that starts it does with it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def start(*words: object, **how: Any) -> subprocess.Popen[str]:
    # A test run in the background ignores Ctrl-C, and so would what it starts.
    return subprocess.Popen(
        [*COMMAND, *map(str, words)],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c if os.name == "posix" else None,
        **how,
    )


def run(*words: object, **how: Any) -> tuple[int, str]:
    child = start(*words, **{"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **how})
    _, err = child.communicate(timeout=60)
    return child.returncode, err


def cases(path: Path, count: int = 1) -> Path:
    path.write_text("".join(json.dumps({"id": number, **CASE}) + "\n" for number in range(count)))
    return path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE))
    return path


# --- the disk -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_told_and_the_file_of_before_stays(tmp_path: Path, jobs: int) -> None:
    file, results = cases(tmp_path / "cases.jsonl", 200), tmp_path / "results.jsonl"
    results.write_text("of before\n")
    limited = "ulimit -f 40; exec " + " ".join([*COMMAND, "assess", str(file), *ON, "--output", str(results)])
    shell = ["bash", "-c", f"trap '' XFSZ; {limited} --jobs {jobs}"]
    done = subprocess.run(
        shell, env=os.environ | {"PYTHONPATH": str(SRC)}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("stopped after ")
    assert f"{results}.part" in done.stderr
    assert results.read_text() == "of before\n"


@pytest.mark.parametrize(
    "words", [("schema",), ("amounts", *ON), ("assess", "CASE", *ON), ("assess", "CASE", *ON, "--format", "jsonl")]
)
def test_a_full_standard_output_is_told(one: Path, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        status, err = run(*(one if word == "CASE" else word for word in words), stdout=full)
    assert status == 3
    assert len(err.splitlines()) == 1
    assert "No space left" in err


# --- the same file in and out ---------------------------------------------------------------------------------------


def test_a_case_is_never_written_over(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = one.read_text()
    link = one.with_name("link.json")
    link.symlink_to(one)
    for output in (one, link):
        assert main(["assess", str(one), *ON, "--output", str(output)]) == 2
        assert "another file" in capsys.readouterr().err
    assert one.read_text() == before


def test_standard_input_and_output_count_too(tmp_path: Path) -> None:
    file = cases(tmp_path / "cases.jsonl", 3)
    before = file.read_text()
    words = ("assess", "-", "--format", "jsonl", *ON)
    with file.open() as given:
        assert run(*words, "--output", file, stdin=given)[0] == 2
    with file.open() as given, file.open("a") as added:  # < file >> file would never end
        status, err = run(*words, stdin=given, stdout=added)
        assert (status, "another file" in err) == (2, True)
    with file.open("a") as added:
        assert run("assess", file, *ON, stdout=added)[0] == 2
    assert file.read_text() == before


@pytest.mark.parametrize("name", ["cases.jsonl", "case.json"])
@pytest.mark.parametrize("link", [None, "symlink_to", "hardlink_to"])
def test_a_file_with_cases_that_has_the_name_of_an_unfinished_result_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, link: str | None
) -> None:
    output = tmp_path / name
    file = tmp_path / f"{name}.part"
    before = json.dumps(CASE)
    file.write_text(before)
    given = file
    if link:
        given = tmp_path / "link"
        getattr(given, link)(file)
    kind = ["--format", output.suffix[1:]]
    for more in ([], ["--resume"]) if name == "cases.jsonl" else ([],):
        assert main(["assess", str(given), *ON, *kind, "--output", str(output), *more]) == 2
        assert "another file" in capsys.readouterr().err
    assert file.read_text() == before
    assert not output.exists()


def test_what_one_case_could_not_write_is_not_left_behind(one: Path) -> None:
    results = one.with_name("results")
    command = " ".join([*COMMAND, "assess", str(one), *ON, "--json", "--output", str(results)])
    shell = ["bash", "-c", f"trap '' XFSZ; ulimit -f 4; exec {command}"]
    done = subprocess.run(shell, env=os.environ | {"PYTHONPATH": str(SRC)}, capture_output=True, check=False)
    assert done.returncode == 3
    assert [path.name for path in one.parent.iterdir()] == [one.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_where_nothing_can_stand_beside_the_output_no_such_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = cases(tmp_path / "cases.jsonl", 100)
    assert main(["assess", str(file), *ON, "--output", "/dev/full"]) == 3
    err = capsys.readouterr().err
    assert "went to /dev/full, which is no ordinary file" in err
    assert ".part" not in err
    assert "--resume" not in err
    assert main(["assess", str(file), *ON, "--output", "/dev/full", "--resume"]) == 2
    assert "--resume: /dev/full is no ordinary file" in capsys.readouterr().err
    assert main(["assess", str(file), *ON, "--output", str(tmp_path / "no" / "results")]) == 3
    err = capsys.readouterr().err
    assert "Nothing was written" in err
    assert ".part, and" not in err


def test_a_result_takes_its_name_when_it_is_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, results = cases(tmp_path / "cases.jsonl", 3), tmp_path / "results.jsonl"
    results.write_text("of before\n")
    results.chmod(0o600)
    assert main(["assess", str(file), *ON, "--output", str(results)]) == 0
    assert len(results.read_text().splitlines()) == 3
    assert results.stat().st_mode & 0o777 == 0o600
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n\n")
    assert main(["assess", str(empty), *ON, "--output", str(results)]) == 2
    assert "no case in it" in capsys.readouterr().err
    assert len(results.read_text().splitlines()) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.jsonl", "empty.jsonl", "results.jsonl"]


# --- Ctrl-C, a broken pipe, processes that are ended ------------------------------------------------------------------


def children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone(pids: list[int]) -> bool:
    for _ in range(100):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.1)
    return False


def begun(tmp_path: Path, jobs: int) -> tuple[subprocess.Popen[str], Path]:
    """A long run that has written something."""
    file, results = cases(tmp_path / "cases.jsonl", 20_000), tmp_path / "results.jsonl"
    child = start("assess", file, *ON, "--output", results, "--jobs", jobs, stdout=subprocess.DEVNULL)
    part = tmp_path / "results.jsonl.part"
    for _ in range(300):
        if part.exists() and part.stat().st_size:
            return child, results
        time.sleep(0.1)
    child.kill()
    raise AssertionError("nothing was written")


@pytest.mark.parametrize(("jobs", "times"), [(1, 1), (2, 1), (2, 2)])
def test_ctrl_c_ends_it_with_a_line_that_says_where(tmp_path: Path, jobs: int, times: int) -> None:
    child, results = begun(tmp_path, jobs)
    workers = children(child.pid)
    for _ in range(times):
        child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=20)
    assert child.returncode == 130
    assert err.startswith("stopped after ")
    assert "interrupted" in err
    assert not results.exists()
    lines = results.with_name("results.jsonl.part").read_text().splitlines()
    assert len(lines) >= int(err.split()[2])
    assert all(json.loads(line) for line in lines[: int(err.split()[2])])
    assert gone(workers)


def starts(path: Path) -> dict[str, list[str]]:
    """The ways to start it; the installed command as pip writes it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        [(name, entry)] = tomllib.load(file)["project"]["scripts"].items()
    module, function = entry.split(":")
    script = path / name
    script.write_text(f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n")
    return {"module": COMMAND, "installed": [sys.executable, str(script)]}


@pytest.mark.parametrize("way", ["module", "installed"])
@pytest.mark.parametrize("during", ["belgian_residence.told.faults", "belgian_residence.command.batch"])
def test_ctrl_c_while_it_is_still_starting_is_quiet(tmp_path: Path, way: str, during: str) -> None:
    """In the import of the rules, and in that of the command."""
    done = subprocess.run(
        [*starts(tmp_path)[way], "schema"],
        env=interrupted(tmp_path, during),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_ctrl_c_while_a_program_imports_the_library_is_its_own_affair(tmp_path: Path) -> None:
    code = "try:\n import belgian_residence\nexcept KeyboardInterrupt:\n print('mine')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=interrupted(tmp_path, "belgian_residence.told.faults"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "mine\n"


def interrupted(path: Path, during: str) -> dict[str, str]:
    """An environment in which Ctrl-C comes just when a module is imported."""
    (path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {during!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
    )
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(path), str(SRC)])}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(tmp_path: Path, how: signal.Signals) -> None:
    child, _ = begun(tmp_path, 2)
    workers = children(child.pid)
    assert len(workers) >= 2
    child.send_signal(how)
    child.communicate(timeout=20)
    assert gone(workers)


def test_a_process_that_is_ended_is_told(tmp_path: Path) -> None:
    child, results = begun(tmp_path, 2)
    os.kill(children(child.pid)[-1], signal.SIGKILL)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 3
    assert "one of the processes was ended" in err
    assert "Traceback" not in err
    assert not results.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path, jobs: int) -> None:
    file = cases(tmp_path / "cases.jsonl", 3_000)
    child = start("assess", file, *ON, "--jobs", jobs, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    child.stdout.close()
    child.stdout = None
    _, err = child.communicate(timeout=30)
    assert (err, child.returncode) == ("", 0)


@pytest.mark.parametrize(
    ("closed", "status", "told"),
    [("<&-", 2, "standard input"), (">&-", 3, "standard output is closed"), ("2>&-", 2, "")],
)
def test_closed_streams_end_in_words(closed: str, status: int, told: str) -> None:
    command = " ".join([*COMMAND, "assess", "-", *ON])
    done = subprocess.run(
        ["bash", "-c", f"echo nothing | ({command} {closed})"],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


# --- what others wrote ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_takes_no_name_for_a_formula(text: str) -> None:
    assert flat_fault_row(1, text, [Fault("x", "y", "z")]).split(",")[1].strip('"') == f"'{text}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Zoë Ñúñez, 안나", "Zoë Ñúñez, 안나"), ("a\x1b]0;owned\x07", "a\\x1b]0;owned\\x07"), ("\ud800", "\\ud800")],
)
def test_a_name_cannot_write_on_the_terminal(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_name_with_half_a_character_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"people": {"a\\ud800": {"card": "B"}, "b": {"card": "A"}}}')
    assert main(["assess", str(path), *ON]) == 0
    assert "a\\ud800" in capsys.readouterr().out
