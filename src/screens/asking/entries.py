"""Lists (stays, trips, other periods): one entry at a time, page by page, then the whole list."""

from __future__ import annotations

from datetime import date
from typing import Any

from belgian_residence.told.facts import BY_NAME
from screens.asking import faults
from screens.asking.forms import UNKNOWN, filled, filled_date, read, read_date
from screens.problems import OF_FIELD, NotAccepted, Problem
from screens.questions.places import (
    ENTRY_PAGES,
    MAY_BEGIN_UNKNOWN,
    MAY_RUN,
    Place,
    entry_pages,
)
from screens.remembered.state import Form, State, first
from screens.words import Words

OPEN = "to-open"
"""The tick box "it still runs"."""
START_UNKNOWN = "from-unknown"
"""The tick box "I do not know the first day"."""

Entry = dict[str, Any]


def key(place: Place) -> str:
    """Where an entry that is being filled in is kept."""
    return f"{place.fact}/{place.index}"


def current(state: State, place: Place) -> Entry:
    """The entry as far as it is filled in; a finished one when it is being changed."""
    if key(place) in state.entries:
        return state.entries[key(place)]
    known = state.case.get(place.fact) or []
    return dict(known[place.index]) if place.index is not None and place.index < len(known) else {}


def new_place(state: State, list_name: str) -> Place:
    """The first page of the next entry."""
    return Place(list_name, len(state.case.get(list_name) or []), ENTRY_PAGES[list_name][0])


def form_of(place: Place, entry: Entry) -> Form:
    """The form that shows a page of an entry again."""
    if place.page == "when":
        form: Form = {**filled_date(entry.get("from"), "from"), **filled_date(entry.get("to"), "to")}
        form[OPEN] = ["yes"] if "from" in entry and entry.get("to") is None else []
        form[START_UNKNOWN] = ["yes"] if "from" in entry and entry["from"] is None else []
        form["country"] = [entry.get("country") or ""]
        return form
    return filled(place, entry[place.page]) if place.page in entry else {}


def submit(state: State, place: Place, form: Form, on: date, words: Words) -> Place | None:
    """Take in one page of an entry; return the next page, or None when the entry is complete and in the case.

    Raises NotAccepted; then nothing has changed.
    """
    entry = dict(current(state, place))
    if place.page == "ground" and first(form, "answer") == UNKNOWN:
        return Place(place.fact, place.index, "unknown")
    entry.update(_read(place, form))
    for gone in [name for name, value in entry.items() if value is Ellipsis]:
        del entry[gone]
    every, pages = ENTRY_PAGES[place.fact], entry_pages(place.fact, entry)
    for left_over in set(every) - set(pages):
        entry.pop(left_over, None)
    following = [page for page in every[every.index(str(place.page)) + 1 :] if page in pages]
    missing = [page for page in pages if not _page_done(page, entry)]
    if following or missing:
        if place.page == "when" and set(missing) <= set(following):
            # The rules judge the days at once, on the page where they can be corrected.
            _with_entry(state, place, entry, on, words)
        state.entries[key(place)] = entry
        return Place(place.fact, place.index, following[0] if following else missing[0])
    state.case[place.fact] = _with_entry(state, place, entry, on, words)
    _renumber(state, place, gone=False)
    return None


def remove(state: State, place: Place) -> None:
    """Take an entry out of the case. An empty list becomes a question that has not been asked."""
    kept = [entry for index, entry in enumerate(state.case.get(place.fact) or []) if index != place.index]
    if kept:
        state.case[place.fact] = kept
    else:
        state.case.pop(place.fact, None)
    _renumber(state, place, gone=True)


def _renumber(state: State, place: Place, *, gone: bool) -> None:
    """Drop what is half filled in for an entry that is finished or ``gone``, and keep it for all others: after an entry
    that is gone their numbers are one lower."""
    list_name, changed = place.fact, int(place.index or 0)

    def number(index: str) -> int | None:
        told = int(index)
        if told == changed:
            return None
        return told - 1 if gone and told > changed else told

    def kept(names: dict[str, Any], prefix: str) -> dict[str, Any]:
        found = {}
        for name, value in names.items():
            index, slash, rest = name.removeprefix(prefix).partition("/")
            new = number(index) if name.startswith(prefix) and index.isdecimal() else index
            if new is not None:
                found[f"{prefix}{new}{slash}{rest}" if name.startswith(prefix) else name] = value
        return found

    state.sheet.entries = kept(state.entries, f"{list_name}/")
    state.sheet.drafts = kept(state.drafts, f"question/{list_name}/")


def forget(state: State, list_name: str) -> None:
    """Drop what is half filled in for a list that is answered as a whole: none, or not known."""
    sheet = state.sheet
    sheet.entries = {name: entry for name, entry in sheet.entries.items() if not name.startswith(f"{list_name}/")}
    prefix = f"question/{list_name}/"
    sheet.drafts = {screen: form for screen, form in sheet.drafts.items() if not screen.startswith(prefix)}


def _page_done(page: str, entry: Entry) -> bool:
    return {"when": "from"}.get(page, page) in entry


def _read(place: Place, form: Form) -> Entry:
    """What a page tells; Ellipsis stands for "take this out"."""
    if place.page == "when":
        return _read_when(place, form)
    answer = read(place, form)
    if answer is None and must_be_known(place):
        raise NotAccepted(Problem("answer", "choose"))
    return {str(place.page): answer}


def must_be_known(place: Place) -> bool:
    """Is an entry of no use without this field? A ground of stay that is not known has a page of its own."""
    fields = BY_NAME[place.fact].kind.fields
    return place.page != "ground" and any(field.required for field in fields if field.name == place.page)


def _read_when(place: Place, form: Form) -> Entry:
    problems: list[Problem] = []
    # Null and not absent: the person has answered that there is no last day yet, and is not asked for it again.
    told: Entry = {"to": None}
    runs = place.fact in MAY_RUN and bool(first(form, OPEN))
    if runs and any(first(form, f"to-{box}") for box in ("day", "month", "year")):
        problems.append(Problem("to-day", f"entry.open_and_end.{place.fact}"))
    unknown = place.fact in MAY_BEGIN_UNKNOWN and bool(first(form, START_UNKNOWN))
    if unknown:
        told["from"] = None
        if any(first(form, f"from-{box}") for box in ("day", "month", "year")):
            problems.append(Problem("from-day", "entry.start_and_unknown"))
    for name in [*(() if unknown else ("from",)), *(() if runs else ("to",))]:
        try:
            told[name] = read_date(form, name)
        except NotAccepted as refused:
            problems += [_of_field(problem, place, name) for problem in refused.problems]
    if place.fact == "stays":
        told["country"] = first(form, "country") or ...
    if problems:
        raise NotAccepted(*sorted(problems, key=lambda problem: problem.field.startswith("to")))
    return told


def _of_field(problem: Problem, place: Place, name: str) -> Problem:
    """The message names which of the two days it means; an end that is left out may still run, and it says so."""
    if problem.key == "date.missing" and problem.field.startswith("to") and place.fact in MAY_RUN:
        return Problem(problem.field, f"entry.end_missing.{place.fact}")
    if problem.key == "date.missing":
        return Problem(problem.field, f"date.missing_{name}")
    return Problem(problem.field, problem.key, {**problem.values, OF_FIELD: f"short.{place.fact}.{name}"})


def _with_entry(state: State, place: Place, entry: Entry, on: date, words: Words) -> list[Entry]:
    """The list with the entry in it. Raises NotAccepted when the rules cannot use it."""
    entry = {field.name: entry[field.name] for field in BY_NAME[place.fact].kind.fields if field.name in entry}
    known = list(state.case.get(place.fact) or [])
    index = min(int(place.index or 0), len(known))
    known[index : index + 1] = [entry]
    path = f"{place.fact}[{index}]"
    if place.page == "when":
        fields = {f"{path}.from": "from-day", f"{path}.to": "to-day"}
    else:
        fields = {f"{path}.{place.page}": "date-day" if place.kind.name == "date" else "answer"}
    faults.check({**state.case, place.fact: known}, on, fields, words)
    return known
