"""The figures of long runs: written by commands, read strictly, and never shown for rules that they did not look at."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from belgian_residence.law.tables import LawDataError
from long_run import may_sign, rules_at_the_start
from site_build.guides.rule_book.how_we_know import result
from site_build.proof import evidence
from site_build.proof.evidence import Run, Survivor, keys, meaning, record, runs, shown, state_of_the_rules

DAY = date(2026, 11, 22)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "evidence.toml"


def test_what_is_committed_can_be_read() -> None:
    assert set(runs()) <= set(keys())


def test_what_a_command_writes_is_read_back(file: Path) -> None:
    lost = Survivor("routes/l.py:12", 'turned "<" into "<="', "the two agree on whole days")
    record("oracle_lives", 100_000, command="./x nightly", on=DAY, path=file)
    record("mutation_score", 92.5, command="./x mutate", survivors=[lost], on=DAY, path=file)
    found = runs(file)
    assert found["oracle_lives"] == Run(100_000, DAY, "./x nightly", state_of_the_rules())
    assert found["mutation_score"].survivors == (lost,)
    assert list(found) == [key for key in keys() if key in found]


def test_new_run_takes_the_place_of_the_old_one(file: Path) -> None:
    record("oracle_lives", 1, command="a", on=DAY, path=file)
    record("oracle_lives", 2, command="b", on=DAY, path=file)
    assert [run.figure for run in runs(file).values()] == [2]


def test_reason_of_a_survivor_stays_when_it_survives_again(file: Path) -> None:
    record("mutation_score", 90, command="m", survivors=[Survivor("a", "b", "because")], on=DAY, path=file)
    again = [Survivor("a", "b", ""), Survivor("c", "d", "")]
    record("mutation_score", 91, command="m", survivors=again, on=DAY, path=file)
    assert [one.reason for one in runs(file)["mutation_score"].survivors] == ["because", ""]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[luck]\nfigure = 1\non = 2026-11-22\ncommand = "x"\nrules = "a"\n', "luck"),
        ('[oracle_lives]\nfigure = "many"\non = 2026-11-22\ncommand = "x"\nrules = "a"\n', "figure"),
        ('[oracle_lives]\nfigure = -1\non = 2026-11-22\ncommand = "x"\nrules = "a"\n', "below 0"),
        ('[oracle_lives]\nfigure = 1\non = "today"\ncommand = "x"\nrules = "a"\n', "on"),
        ('[oracle_lives]\nfigure = 1\non = 2026-11-22\ncommand = "x"\n', "rules"),
        ('[oracle_lives]\nfigure = 1\non = 2026-11-22\ncommand = "x"\nrules = "a"\nguess = 1\n', "guess"),
        ('[oracle_lives]\nfigure = 1\non = 2026-11-22\ncommand = "x"\nrules = "a"\nsurvivors = [{}]\n', "place"),
    ],
)
def test_file_that_is_not_as_agreed_is_refused(file: Path, text: str, named: str) -> None:
    file.write_text(text)
    with pytest.raises(LawDataError, match=named):
        runs(file)


def test_figure_without_a_name_is_refused(file: Path) -> None:
    with pytest.raises(LawDataError, match="luck"):
        record("luck", 7, command="./x luck", path=file)


def test_run_that_never_was_is_said_to_be_missing(file: Path) -> None:
    assert result("oracle_lives", shown(runs(file))["oracle_lives"], "en") == "not run yet"


def test_run_on_other_rules_does_not_count() -> None:
    said = result("oracle_lives", Run(5000, DAY, "./x nightly", "other rules"), "en")
    assert said.startswith("not run yet on the rules as they are now")
    assert "5,000" in said


def test_run_on_these_rules_is_shown_with_day_and_command() -> None:
    said = result("mutation_score", Run(92.5, DAY, "./x mutate", state_of_the_rules()), "en")
    assert said == "92.50%. Run on 22 November 2026 with `./x mutate`."


def test_state_of_the_rules_changes_with_what_they_say_and_not_with_how_they_explain_it(tmp_path: Path) -> None:
    module = tmp_path / "module.py"

    def state(code: str) -> str:
        module.write_text(code)
        evidence.state_of_the_rules.cache_clear()
        return state_of_the_rules(tmp_path)

    before = state('"""One."""\nX = 1  # why\n\n\ndef f():\n    """Two."""\n    return "#"\n')
    assert state('"""Other."""\n\nX = 1\ndef f():\n    return "#"\n') == before
    assert state("X = 2\ndef f():\n    return '#'\n") != before
    evidence.state_of_the_rules.cache_clear()


def test_the_command_counts_only_for_a_run_that_looks_at_it(tmp_path: Path) -> None:
    (tmp_path / "command").mkdir()
    states = []
    for code in ("X = 1", "X = 2"):
        (tmp_path / "command" / "main.py").write_text(code)
        evidence.state_of_the_rules.cache_clear()
        states.append((state_of_the_rules(tmp_path), state_of_the_rules(tmp_path, with_command=True)))
    evidence.state_of_the_rules.cache_clear()
    (rules, all_of_it), (rules_then, all_of_it_then) = states
    assert rules == rules_then
    assert all_of_it != all_of_it_then


def test_text_that_is_a_value_is_kept() -> None:
    assert meaning('def f():\n    """Gone."""\n    x = """kept\n# kept too"""\n') == (
        'def f():\n    x = """kept\n# kept too"""'
    )


@pytest.mark.parametrize(
    ("chosen", "place", "failed", "worker", "signs"),
    [
        ("", "tests/rules", 0, None, True),
        ("oracle", "tests/rules", 0, None, False),
        ("", "tests/rules/test_oracle.py::test_one", 0, None, False),
        ("", "tests/rules", 1, None, False),
        ("", "tests/rules", 0, {"workerid": "gw0"}, False),
    ],
)
def test_long_run_signs_only_for_all_that_it_is_to_try(
    chosen: str, place: str, failed: int, worker: Any, signs: bool
) -> None:
    more = {"workerinput": worker} if worker else {}
    config = SimpleNamespace(getoption=lambda _: chosen, args=[place], **more)
    request: Any = SimpleNamespace(config=config, session=SimpleNamespace(testsfailed=failed))
    assert may_sign(request, rules_at_the_start()) is signs
    assert may_sign(request, "another state") is False
