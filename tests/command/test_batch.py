"""Many cases in one file: a result line for each, faults beside them, and a status that tells."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import belgian_residence
from belgian_residence.command import batch, main, workers
from belgian_residence.command.entries import ID, ON
from belgian_residence.command.lines import LONGEST
from belgian_residence.told.facts import BY_NAME
from site_build.paths import SRC

ON_DAY = "2026-11-22"
MOROCCAN = {"nationality": "MA", "card": "B"}
WORKER = {
    **MOROCCAN,
    "stays": [{"from": "2019-03-15", "ground": "single_permit", "first_card_issued": "2019-04-01"}],
    "absences": [],
}
WRONG = {"nationality": "ZZ"}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command: status, standard output, standard error."""

    def command(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def json_lines(path: Path, *cases: object) -> Path:
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return path


def answers(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_line_gets_the_answer_that_it_would_get_alone(run: Run, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "cases.jsonl", {"id": "a", **WORKER}, {"id": 2, "on": "2024-01-01", **MOROCCAN})
    status, out, _ = run("assess", file, "--on", ON_DAY)
    assert status == 0
    alone = [
        {"line": 1, "id": "a", **belgian_residence.assess(WORKER, date(2026, 11, 22))},
        {"line": 2, "id": 2, **belgian_residence.assess(MOROCCAN, date(2024, 1, 1))},
    ]
    assert answers(out) == json.loads(json.dumps(alone))


def test_a_fault_stands_in_its_own_line_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    lines = [json.dumps({"id": "x", **WRONG}), "", "{", json.dumps(MOROCCAN), "[]", '{"id": {}}', '{"card": NaN}']
    file.write_text("\n".join(lines), encoding="utf-8")
    status, out, err = run("assess", file, "--on", ON_DAY)
    assert (status, err) == (1, "")
    found = answers(out)
    assert [one["line"] for one in found] == [1, 3, 4, 5, 6, 7]
    assert ["faults" in one for one in found] == [True, True, False, True, True, True]
    assert found[0]["id"] == "x"
    assert found[0]["faults"][0] == {
        "where": "nationality",
        "given": "'ZZ'",
        "accepted": "a two-letter country code such as MA, a list of them, or EU, non-EU, stateless",
        "kind": "value",
    }


def test_without_any_date_the_line_says_so(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("assess", json_lines(tmp_path / "cases.jsonl", MOROCCAN, {"on": ON_DAY, **MOROCCAN}))
    assert status == 1
    first, second = answers(out)
    assert [fault["where"] for fault in first["faults"]] == ["on"]
    assert second["on"] == ON_DAY


def test_several_people_are_one_line_and_in_the_flat_table_one_row_each(run: Run, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "cases.jsonl", {"people": {"ana": WORKER, "jan": {"nationality": "BE"}}})
    _, out, _ = run("assess", file, "--on", ON_DAY)
    assert set(answers(out)[0]["people"]) == {"ana", "jan"}
    _, out, _ = run("assess", file, "--on", ON_DAY, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["line"], row["person"]) for row in rows] == [("1", "ana"), ("1", "jan")]


def test_flat_table_says_what_the_answer_says(run: Run, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "cases.jsonl", {"id": "a", **WORKER}, {"id": "b", **WRONG})
    status, out, _ = run("assess", file, "--on", ON_DAY, "--csv")
    assert status == 1
    good, bad = csv.DictReader(io.StringIO(out))
    for key, route in belgian_residence.assess(WORKER, date(2026, 11, 22))["routes"].items():
        assert good[f"{key}.status"] == route["status"]
        assert good[f"{key}.earliest"] == (route["earliest"] or "")
        assert good[f"{key}.missing"].split() == route["missing"]
    assert good["faults"] == ""
    assert bad["id"] == "b"
    assert bad["faults"].startswith("nationality: 'ZZ'; accepted: ")
    assert bad["L.status"] == ""


def test_flat_table_tells_figures_past_their_check(run: Run, tmp_path: Path) -> None:
    days = {"2026-11-22": False, "2200-12-31": True}
    file = json_lines(tmp_path / "cases.jsonl", *({"on": day, **WORKER, "card": "A"} for day in days))
    rows = list(csv.DictReader(io.StringIO(run("assess", file, "--csv")[1])))
    assert ["B" in row["past_verify_by"].split() for row in rows] == list(days.values())


def test_a_date_that_the_law_base_does_not_answer_for_is_refused(run: Run, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "cases.jsonl", *({"on": day, **WORKER} for day in ("2020-12-31", "2201-01-01")))
    status, out, _ = run("assess", file)
    assert status == 1
    for answer in answers(out):
        assert answer["faults"][0]["accepted"] == "a date from 2021-01-01 to 2200-12-31"


def test_day_on_which_it_is_asked_reaches_the_rules(run: Run, tmp_path: Path) -> None:
    case, late = {"card": "A", "nationality": "MA"}, date(2029, 1, 1)
    wanted = belgian_residence.assess(case, date(2026, 11, 22), today=late)
    assert wanted != belgian_residence.assess(case, date(2026, 11, 22))
    many = json_lines(tmp_path / "cases.jsonl", case)
    one = many.with_suffix(".json")
    one.write_text(json.dumps(case))
    for file, words in ((many, []), (one, ["--json"])):
        _, out, _ = run("assess", file, "--on", ON_DAY, "--today", late, *words)
        answer = json.loads(out)
        assert {key: answer[key] for key in wanted} == json.loads(json.dumps(wanted))


def test_order_is_kept_with_several_processes(run: Run, tmp_path: Path) -> None:
    cases = [{"id": number, **(MOROCCAN if number % 3 else WRONG)} for number in range(5 * workers.CHUNK + 3)]
    file = json_lines(tmp_path / "cases.jsonl", *cases)
    _, alone, _ = run("assess", file, "--on", ON_DAY)
    status, together, _ = run("assess", file, "--on", ON_DAY, "--jobs", "2")
    assert status == 1
    assert together == alone


def test_work_runs_only_a_little_ahead_of_its_results() -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        for number in range(100 * workers.CHUNK * workers.AHEAD):
            taken += 1
            yield number

    results = workers.in_order(abs, things(), jobs=2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    assert taken <= 2 * workers.AHEAD * workers.CHUNK
    results.close()


def test_large_cases_and_large_results_do_not_wait_for_each_other() -> None:
    """More than fits into the line between two processes, both ways."""
    large = ["x" * 100_000] * (6 * workers.CHUNK)
    assert list(workers.in_order(str.upper, large, jobs=2)) == [one.upper() for one in large]


@pytest.mark.long
def test_memory_does_not_grow_with_the_file(run: Run, tmp_path: Path) -> None:
    file, results = json_lines(tmp_path / "cases.jsonl", *[WRONG] * 10_000), tmp_path / "results.jsonl"
    tracemalloc.start()
    run("assess", file, "--on", ON_DAY, "--output", results)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 700_000 < results.stat().st_size / 2


PEAKS = """
import pathlib, resource, sys
from belgian_residence.command import main
for name in sys.argv[1:]:
    main(["assess", name, "--on", "2026-11-22", "--jobs", "2", "--output", name + ".results"])
    status = dict(line.split(":") for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    print(status["VmHWM"].split()[0], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""The most memory so far, of the first process and of the others. (What getrusage says of a process itself can be that
of the one that started it.)"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is told in other units, or not at all")
def test_memory_of_each_process_does_not_grow_with_the_file(tmp_path: Path) -> None:
    case = {"id": "x" * 3_000, **WRONG}
    short, long = (json_lines(tmp_path / f"{count}.jsonl", *[case] * count) for count in (500, 5_000))
    told = subprocess.run(
        [sys.executable, "-c", PEAKS, short, long],
        env=os.environ | {"PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=True,
    )
    peaks = [[int(kilobytes) for kilobytes in line.split()] for line in told.stdout.splitlines()]
    growth = [after - before for before, after in zip(*peaks, strict=True)]
    assert max(growth) < 2_000, peaks  # a process that keeps half of what passes would grow by 6,000
    assert long.with_name(f"{long.name}.results").stat().st_size > 15_000_000


def test_output_goes_to_a_file_and_never_over_the_input(run: Run, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "cases.jsonl", MOROCCAN)
    status, out, _ = run("assess", file, "--on", ON_DAY, "--output", tmp_path / "out.jsonl")
    assert (status, out) == (0, "")
    assert answers((tmp_path / "out.jsonl").read_text(encoding="utf-8"))[0]["line"] == 1
    before = file.read_text()
    status, _, err = run("assess", file, "--on", ON_DAY, "--output", file)
    assert status == 2
    assert "--output" in err
    assert file.read_text() == before


@pytest.mark.parametrize(
    "words",
    [
        ("assess", "missing.jsonl", "--on", ON_DAY),
        ("assess", "missing.csv", "--on", ON_DAY),
        ("assess", ".", "--format", "jsonl", "--on", ON_DAY),
        ("assess", "-", "--format", "jsonl", "--on", "22/11/2026"),
        ("assess", "-", "--format", "jsonl", "--reading", "generous"),
        ("assess", "-", "--format", "xml"),
        ("assess", "-", "--format", "jsonl", "--jobs", "-1"),
        ("assess", "-"),
    ],
)
def test_what_cannot_be_read_at_all_ends_with_2(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("--on", "22/11/2026"),
        ("--on", "20261122"),
        ("--today", "now"),
        ("--jobs", "all"),
        ("--jobs", "-1"),
        ("--jobs", "1000"),
    ],
)
def test_an_option_that_cannot_be_read_is_told_like_any_fault(run: Run, option: str, text: str) -> None:
    words = ["assess", "-", "--format", "jsonl", f"{option}={text}"]
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert err.startswith(f"{option}: {text!r}; accepted: a ")


def test_counts_are_told_when_asked_for(run: Run, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "cases.jsonl", MOROCCAN, WRONG)
    assert run("assess", file, "--on", ON_DAY)[2] == ""
    assert run("assess", file, "--on", ON_DAY, "--progress")[2].endswith("2 cases, 1 with faults\n")


def test_counts_need_no_progress_bar(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tqdm", None)
    file = json_lines(tmp_path / "cases.jsonl", MOROCCAN)
    assert run("assess", file, "--on", ON_DAY, "--progress")[2] == "1 case, 0 with faults\n"


def test_bytes_that_are_no_text_and_lines_without_end_are_faults_of_their_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    good = json.dumps(MOROCCAN).encode()
    file.write_bytes(b"\xef\xbb\xbf" + good + b"\n\xff\xfe\n" + b"[" * (2 * LONGEST) + b"\n" + good + b"\r\n")
    status, out, _ = run("assess", file, "--on", ON_DAY)
    assert status == 1
    assert [(one["line"], "faults" in one) for one in answers(out)] == [(1, False), (2, True), (3, True), (4, False)]


def test_half_a_character_does_not_stop_the_output(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "\\ud800", "card": "B"}\n{"\\udcff": 1}\n', encoding="utf-8")
    run("assess", file, "--on", ON_DAY, "--output", tmp_path / "out.jsonl")
    first, second = answers((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert first["id"] == "\ud800"
    assert second["faults"][0]["where"] == "\udcff"


def test_a_mistake_of_the_rules_costs_one_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(batch, "assess", broken)
    done = batch.one(batch.Asked(date(2026, 11, 22), "safe"), batch.Entry(1))
    assert not done.good
    assert "ZeroDivisionError: planted" in done.text


def test_no_fact_has_the_name_of_what_stands_beside_the_facts() -> None:
    assert {ID, ON}.isdisjoint(BY_NAME)


def test_a_file_with_one_case_is_read_no_further_than_a_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(MOROCCAN) + " " * LONGEST)
    status, out, err = run("assess", file, "--on", ON_DAY)
    assert (status, out) == (2, "")
    assert "too long" in err
    if Path("/dev/zero").exists():
        assert run("assess", "/dev/zero", "--on", ON_DAY)[0] == 2
