"""The one entry of the worker: a request in JSON, a screen in JSON. Nothing is remembered between two requests."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from screens import entries, faults, flow, people, save_file
from screens.forms import DATE, UNKNOWN, NotAccepted, Problem, read, read_date
from screens.pages import Moment, html, show
from screens.questions import ENTRY_PAGES, Place, place_of_screen
from screens.relations import PEOPLE
from screens.render import words
from screens.state import Form, State, first


def handle(request_json: str) -> str:
    """Answer one request.

    Request: ``action`` ("show", "submit" or "save"), ``screen``, ``form`` (field → list of texts), ``left`` (the screen
    that is being left and what is typed in it), ``state``, ``language``, ``today`` (ISO, Belgian time), ``site``.
    Answer: ``state``, ``screen``, ``title``, ``html``, ``error`` (must something be corrected?); after "submit" also
    ``forget`` (was everything deleted?); for "save" only ``state`` and ``file`` with its name and text. ``message``:
    what was done, where the screen does not say it.
    """
    request = json.loads(request_json)
    moment = Moment(
        state=State.from_json(request.get("state")),
        today=date.fromisoformat(request["today"]),
        words=words(request["language"]),
        site=request.get("site", "../"),
    )
    if left := request.get("left"):
        people.keep_draft(moment.state, left["screen"], left["form"])
    action = request["action"]
    if action == "save":
        file = save_file.write(moment.state, moment.on)
        said = moment.words("message.saved", name=file["name"])
        return json.dumps({"state": moment.state.to_json(), "file": file, "message": said})
    if action == "submit":
        return json.dumps(_submitted(moment, request["screen"], request.get("form") or {}))
    return json.dumps(_shown(moment, people.turn_to(moment.state, request["screen"])))


def _shown(moment: Moment, screen: str) -> dict[str, Any]:
    page, form = show(flow.arrive(moment.state, screen), moment)
    return _answer(moment, page.screen, page.title, html(page, moment, form))


def _answer(moment: Moment, screen: str, title: str, text: str, *, error: bool = False) -> dict[str, Any]:
    return {
        "state": moment.state.to_json(),
        "screen": people.prefix(moment.state.sheet.number) + screen,
        "title": title,
        "html": text,
        "error": error,
    }


def _submitted(moment: Moment, screen: str, form: Form) -> dict[str, Any]:
    screen = people.turn_to(moment.state, screen)
    before = deepcopy(moment.state)
    day = moment.on
    try:
        following, state = _accept(moment, screen, form)
        people.refuse_contradictions(before, state, (day, state.date(_today(moment))), screen, moment.words)
    except NotAccepted as refused:
        moment = replace(moment, state=before)
        people.drafts_of(before, screen)[screen] = form
        page, _ = show(screen, moment)
        text = html(page, moment, form, refused.problems)
        return _answer(moment, page.screen, moment.words("error.title", title=page.title), text, error=True)
    people.drafts_of(state, screen).pop(screen, None)
    following = flow.after(state, screen, following)
    deleted = screen == flow.DELETE
    said = {"message": moment.words("message.deleted")} if deleted else {}
    return {**_shown(replace(moment, state=state), following), "forget": deleted, **said}


def _accept(moment: Moment, screen: str, form: Form) -> tuple[str, State]:
    """Take a form into the state; the next screen and the state. Raises NotAccepted, then nothing has changed."""
    state, on = moment.state, moment.on
    if people.is_screen(screen):
        return people.accept(screen, form, state), state
    place = place_of_screen(screen)
    if place is not None:
        following = _accept_answer(moment, place, form)
        return following or flow.next_screen(state, on), state
    if screen == flow.ON:
        state.on = _accept_date(moment, form)
        return flow.next_screen(state, moment.on) if state.case else flow.START, state
    if screen == flow.OPEN:
        state = save_file.read(first(form, "file"), _today(moment))
        return PEOPLE if state.several else flow.CHECK, state
    if screen == flow.RESULT:
        state.sheet.also_nationality = True
    if screen == flow.DELETE:
        return flow.START, State()
    return flow.next_screen(state, on), state


def _accept_answer(moment: Moment, place: Place, form: Form) -> str | None:
    """Take in the answer to a question; the next screen, or None to let the rules choose it."""
    state, on, known = moment.state, moment.on, moment.state.case
    if _is_list(place):
        return _accept_list(moment, place, form)
    if place.index is None:
        answer = read(place, form, known.get(place.fact))
        faults.check({**known, place.fact: answer}, on, {place.fact: _field(place)}, moment.words)
        known[place.fact] = answer
        return None
    if place.page == "remove":
        entries.remove(state, place)
        left = range(len(state.case.get(place.fact) or ())) or (0,)
        faults.check(state.case, on, {f"{place.fact}[{index}]": "answer" for index in left}, moment.words)
        return Place(place.fact).screen
    if place.page == "unknown":
        return _accept_list(moment, Place(place.fact), {"answer": [UNKNOWN]})
    if _belongs_to_entry(place):
        following = entries.submit(state, place, form, on, moment.words)
        return following.screen if following else Place(place.fact).screen
    entry_list = [dict(entry) for entry in known.get(place.fact) or []]
    if place.index >= len(entry_list):
        return Place(place.fact).screen
    entry_list[place.index][str(place.page)] = read(place, form)
    path = f"{place.fact}[{place.index}].{place.page}"
    faults.check({**known, place.fact: entry_list}, on, {path: _field(place)}, moment.words)
    known[place.fact] = entry_list
    return None


def _accept_list(moment: Moment, place: Place, form: Form) -> str | None:
    state = moment.state
    # What was asked for already is told from the page of results, and one goes back there.
    done = flow.RESULT if place.fact == "applications" else None
    if state.case.get(place.fact) and "answer" not in form:
        return entries.new_place(state, place.fact).screen if first(form, "say") == "add" else done
    answer = first(form, "answer")
    if answer == "some":
        return entries.new_place(state, place.fact).screen
    if answer not in ("none", UNKNOWN):
        raise NotAccepted(Problem("answer", "choose"))
    state.case[place.fact] = [] if answer == "none" else None
    entries.forget(state, place.fact)
    return done


def _accept_date(moment: Moment, form: Form) -> str | None:
    answer = first(form, "answer")
    if answer not in ("today", "other"):
        raise NotAccepted(Problem("answer", "choose"))
    today = _today(moment)
    chosen = today
    if answer == "today" and any(first(form, f"{DATE}-{box}") for box in ("day", "month", "year")):
        raise NotAccepted(Problem("answer", "on.both"))
    if answer == "other":
        typed = read_date(form, DATE)
        if not isinstance(typed, str) or len(typed) != len("2026-11-22"):
            raise NotAccepted(Problem("date-day", "on.rough"))
        chosen = date.fromisoformat(typed)
        if chosen < EARLIEST:
            raise NotAccepted(Problem("date-year", "on.too_early", {"earliest": moment.words.day(EARLIEST)}))
    for name, sheet in moment.state.people.items():
        if sheet.case:
            _check_date(moment, name, chosen)
    return None if chosen == today else chosen.isoformat()


def _check_date(moment: Moment, name: str, chosen: date) -> None:
    """Raise NotAccepted where an answer of somebody does not allow a date; of another person with the name."""
    sheet = moment.state.people[name]
    try:
        faults.check(sheet.case, chosen, {"on": "date-day"}, moment.words)
    except NotAccepted as refused:
        if name == moment.state.person:
            raise
        told = refused.problems[0].values
        screen = f"{people.OF}{sheet.number}/{told.get('other_screen', flow.CHECK)}"
        shown = {"name": name, "said": told.get("other", name), "other_screen": screen}
        raise NotAccepted(Problem("date-day", "people.answer", shown)) from None


EARLIEST = date(2021, 1, 1)
"""The first date that the rules answer for."""


def _today(moment: Moment) -> date:
    assert moment.today is not None
    return moment.today


def _is_list(place: Place) -> bool:
    return place.index is None and place.kind.name == "list"


def _belongs_to_entry(place: Place) -> bool:
    return place.page in ENTRY_PAGES[place.fact]


def _field(place: Place) -> str:
    """The form field to go to when the answer cannot be used."""
    return {"date": f"{DATE}-day", "money": "amount", "count": "amount"}.get(place.kind.name, "answer")
