"""What the fuzzing found: each was once an error other than a fault, and is refused or answered now."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, assess, next_question
from belgian_residence.command import main

ON = date(2026, 11, 22)
DEEP: Any = json.loads('{"earliest":' * 900 + "0" + "}" * 900)
SPONSORED = {"relations": [{"kind": "sponsor", "of": "ana", "is": "jan"}]}

REFUSED: dict[str, tuple[Any, date]] = {
    "a date at the end of the calendar": ({}, date.max),
    "a card that is a list, of a sponsor": ({"people": {"ana": {}, "jan": {"card": ["A"]}}, **SPONSORED}, ON),
    "a value nested more deeply than it can be written out": ({"income": DEEP}, ON),
    "a person nested more deeply than it can be written out": ({"people": {"ana": [DEEP]}}, ON),
    "a number of five thousand digits": ({"dependants": 10**5000}, ON),
}


@pytest.mark.parametrize(("case", "on"), REFUSED.values(), ids=list(REFUSED))
def test_it_is_refused_with_a_fault(case: Any, on: date) -> None:
    for ask in (assess, next_question):
        with pytest.raises(CaseError) as refused:
            ask(case, on)
        assert all(len(str(fault)) < 500 for fault in refused.value.faults)


@pytest.mark.parametrize(
    "text", ['{"people": {"\\ud800": {}}}', '"\\ud800"', '{"card": ' + "[" * 900 + "]" * 900 + "}"]
)
def test_the_command_can_always_write_its_answer(text: str, tmp_path: Any, capfdbinary: Any) -> None:
    file = tmp_path / "case.json"
    file.write_text(text)
    assert main(["assess", str(file), "--on", str(ON), "--json"]) in (0, 2)
    said = capfdbinary.readouterr()
    assert b"Traceback" not in said.err
    assert said.out or said.err


@pytest.mark.parametrize(
    ("header", "where"), [('"' + "9" * 200_000, "the first line: "), ("absences." + "9" * 5000, "column 'absences.9")]
)
def test_a_header_that_leads_nowhere_is_refused(header: str, where: str, tmp_path: Any, capsys: Any) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(header + "\n")
    assert main(["assess", str(file), "--on", str(ON)]) == 2
    assert capsys.readouterr().err.startswith(where)
