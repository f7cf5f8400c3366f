"""All trips on one page, a row each: typed, or pasted as lines. A planned trip is a row like any other."""

from __future__ import annotations

from datetime import date
from typing import Any

from belgian_residence.told.case import days_of
from belgian_residence.told.facts import ABSENCE_BOUNDS, ABSENCE_REASONS
from screens.asking import entries, faults, trips
from screens.asking.forms import NONE, SAY, UNKNOWN
from screens.problems import NotAccepted, Problem
from screens.questions import chain, flow
from screens.questions.places import TRIPS
from screens.remembered.state import Form, State, first
from screens.views.frame import sentence
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import look_at, since

LIST = "absences"
UNFINISHED = f"{LIST}/rows"
"""Where rows are kept that are not answers yet."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The trips that are told, and empty rows."""
    state, words = moment.state, moment.words
    reasons = [(reason, words(f"option.reason.{reason}")) for reason in ABSENCE_REASONS]
    extras = {
        "most": trips.MOST_ROWS,
        "beside": _beside(moment),
        "reasons": [*reasons, (UNKNOWN, words("options.unknown"))],
        "look_at": look_at(moment),
    }
    title = words("trips.title", start=since(moment))
    return Page(TRIPS, "trips.html", title, extras), _form(state)


def _beside(moment: Moment) -> str:
    """What is said where something was said of all trips at once: that it holds, or why each of them counts all the
    same."""
    state, words = moment.state, moment.words
    if not said_of_all(state.case):
        return ""
    if state.case.get(LIST) is not None or not flow.waits_for(state, LIST, moment.on):
        return words("trips.beside")
    expired = chain.card_has_ended(state.case, moment.on)
    return words("trips.beside_expired" if expired else "trips.beside_not_enough")


def _form(state: State) -> Form:
    return state.entries.get(UNFINISHED) or trips.form_of(state.case.get(LIST) or [])


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the rows; or another row, or pasted lines, and the page again. Raises NotAccepted."""
    state, said = moment.state, first(form, SAY)
    if said in (NONE, UNKNOWN):
        # Who does not know each trip has still said how long the longest was.
        return _told(state, [] if said == NONE else None, beside=said == UNKNOWN and said_of_all(state.case))
    lines, refused = trips.pasted(form)
    if refused:
        raise NotAccepted(*[_problem(problem, where, moment) for problem, where in refused])
    form = trips.with_pasted(form, lines)
    if said in ("add", "paste"):
        rows = max(trips.rows_of(form), default=-1) + 1
        kept = {field: texts for field, texts in form.items() if field != SAY}
        state.entries[UNFINISHED] = trips.with_rows(kept, rows + 1 if said == "add" else rows)
        return TRIPS, state
    known, refused = trips.read(form, state.case.get(LIST) or [])
    if refused:
        raise NotAccepted(*[_problem(problem, where, moment) for problem, where in refused])
    if not known:
        raise NotAccepted(Problem(trips.name(0, "from"), "trips.none"))
    beside = said_of_all(state.case) and all(_lies_ahead(trip, moment.on) for trip in known)
    case = state.case if beside else {fact: told for fact, told in state.case.items() if fact not in ABSENCE_BOUNDS}
    faults.check({**case, LIST: known}, moment.on, _fields(form, known), moment.words)
    return _told(state, known, beside=beside)


def said_of_all(case: dict[str, Any]) -> bool:
    """Was something said of all trips at once that holds without them? Not where somebody was away longer than a limit
    (see ``away``): then the trips themselves are asked."""
    said = [case[fact] for fact in ABSENCE_BOUNDS if fact in case]
    asked_for_trips = None in said and LIST not in case
    return any(value is not None for value in said) and not asked_for_trips


def _lies_ahead(trip: dict[str, Any], on: date) -> bool:
    leaves = days_of(trip["from"])
    return leaves is not None and leaves.earliest > on


def _told(state: State, value: list[dict[str, Any]] | None, *, beside: bool = False) -> Accepted:
    """The list as it is now. It says what was said of all trips at once; where it holds only trips that lie ahead, the
    two stand beside each other."""
    for fact in () if beside else ABSENCE_BOUNDS:
        state.case.pop(fact, None)
    state.case[LIST] = value
    entries.forget(state, LIST)
    return None, state


def _fields(form: Form, known: list[dict[str, Any]]) -> dict[str, str]:
    rows = trips.filled(form)
    return {f"{LIST}[{at}].{side}": trips.name(rows[at], side) for at in range(len(known)) for side in trips.DAYS}


def _problem(problem: Problem, where: dict[str, Any], moment: Moment) -> Problem:
    """The problem with the place where it stands: "Trip 2, day you come back: …"."""
    words = moment.words
    if "name" not in where:
        return Problem(problem.field, problem.key, where)
    field = words(f"short.{LIST}.{where['name']}")
    values = {**where, "name": field, "says": sentence(problem, words)}
    return Problem(problem.field, "trips.in_row" if "row" in where else "trips.in_line", values)
