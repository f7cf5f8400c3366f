"""The faults that the rules find in a case, in the reader's words and at the reader's field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import belgian_residence as rules
from belgian_residence import CaseError, Fault
from screens.problems import NotAccepted, Problem
from screens.questions.places import Place, place_of_path, screen_of_path
from screens.showing.lines.answers import entry_line, label, value_line
from screens.words import Words

Case = dict[str, Any]


def check(case: Case, on: date, fields: dict[str, str], words: Words, cases: rules.Cases | None = None) -> None:
    """Raise NotAccepted when the rules cannot use the case.

    ``fields`` names the form field for each path of the case that is on the page, the most important first; faults
    elsewhere are shown at that first one, because the answer just given is what made them appear. ``cases``: those read
    in this request: the next question is asked of this one.
    """
    try:
        rules.unusual(case, on, cases)
    except CaseError as error:
        problems: dict[str, Problem] = {}
        for fault in error.faults:
            field = fields.get(fault.where, next(iter(fields.values())))
            problems.setdefault(field, _explained(_problem(fault, case, on, fields, field, words), fault, fields))
        raise NotAccepted(*problems.values()) from None


def _explained(problem: Problem, fault: Fault, fields: dict[str, str]) -> Problem:
    """The problem with the rule that the two answers break, the ways out, and the screen of the other answer."""
    if fault.rule is None or fault.other is None:
        return problem
    ours = {path.partition(".")[0] for path in fields}
    other = fault.where if fault.other.partition(".")[0] in ours else fault.other
    return replace(
        problem,
        values={**problem.values, "rule": fault.rule, "ways": fault.ways, "other_screen": _screen_of(other)},
    )


def _screen_of(path: str) -> str:
    if path == "on":
        return "on"
    place = place_of_path(path)
    if place.index is not None and place.page is None:  # a whole entry: its days
        return Place(place.fact, place.index, "when").screen
    return screen_of_path(path)


def _problem(fault: Fault, case: Case, on: date, fields: dict[str, str], field: str, words: Words) -> Problem:
    if fault.kind == "overlap" and fault.other:
        list_name = place_of_path(fault.other).fact
        # The fault names the later entry; the reader must hear of the other one, or of that which is not here.
        is_ours = fault.where.partition(".")[0] in {path.partition(".")[0] for path in fields}
        other = place_of_path(fault.other if is_ours else fault.where).index
        entry = case[list_name][other]
        return Problem(field, f"fault.overlap.{list_name}", {"entry": entry_line(list_name, entry, words)})
    if fault.kind == "future" and fault.where in fields:
        return Problem(field, "fault.future", {"on": words.day(on)})
    other_path = fault.other if fault.where in fields else fault.where
    if other_path is None:
        return Problem(field, "fault.other")
    shown = {"other": _shown(other_path, case, words)}
    in_order = fault.kind in ("before", "after") and fault.where in fields
    return Problem(field, f"fault.{fault.kind}" if in_order else "fault.conflict", shown)


def _shown(path: str, case: Case, words: Words) -> str:
    """A fact with its value, as on the page of answers: "Asylum application: 3 May 2021"."""
    place = place_of_path(path)
    if place.index is None:
        return words("fault.fact", label=label(place, words), value=value_line(place, case[place.fact], words))
    entry = case[place.fact][place.index]
    if place.page is None or place.page not in entry:
        return entry_line(place.fact, entry, words)
    return words("fault.fact", label=label(place, words), value=value_line(place, entry[place.page], words))
