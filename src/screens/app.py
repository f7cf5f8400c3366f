"""The one entry of the worker: a request in JSON, a screen in JSON. Nothing is remembered between two requests."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from screens import entries, faults, flow, save_file
from screens.forms import DATE, UNKNOWN, NotAccepted, Problem, read, read_date
from screens.pages import Moment, html, show
from screens.questions import ENTRY_PAGES, Place, place_of_screen
from screens.render import words
from screens.state import Form, State, first


def handle(request_json: str) -> str:
    """Answer one request.

    Request: ``action`` ("show", "submit" or "save"), ``screen``, ``form`` (field → list of texts), ``left`` (the screen
    that is being left and what is typed in it), ``state``, ``language``, ``today`` (ISO, Belgian time), ``site``.
    Answer: ``state``, ``screen``, ``title``, ``html``, ``error`` (must something be corrected?); after "submit" also
    ``forget`` (was everything deleted?); for "save" only ``state`` and ``file`` with its name and text.
    """
    request = json.loads(request_json)
    moment = Moment(
        state=State.from_json(request.get("state")),
        today=date.fromisoformat(request["today"]),
        words=words(request["language"]),
        site=request.get("site", "../"),
    )
    if left := request.get("left"):
        _keep_draft(moment.state, left["screen"], left["form"])
    action = request["action"]
    if action == "save":
        return json.dumps({"state": moment.state.to_json(), "file": save_file.write(moment.state, moment.on)})
    if action == "submit":
        return json.dumps(_submitted(moment, request["screen"], request.get("form") or {}))
    return json.dumps(_shown(moment, request["screen"]))


def _shown(moment: Moment, screen: str) -> dict[str, Any]:
    page, form = show(screen, moment)
    return _answer(moment, page.screen, page.title, html(page, moment, form))


def _answer(moment: Moment, screen: str, title: str, text: str, *, error: bool = False) -> dict[str, Any]:
    return {
        "state": moment.state.to_json(),
        "screen": screen,
        "title": title,
        "html": text,
        "error": error,
    }


def _submitted(moment: Moment, screen: str, form: Form) -> dict[str, Any]:
    state = moment.state
    try:
        following, state = _accept(moment, screen, form)
    except NotAccepted as refused:
        state.drafts[screen] = form
        page, _ = show(screen, moment)
        text = html(page, moment, form, refused.problems)
        return _answer(moment, page.screen, moment.words("error.title", title=page.title), text, error=True)
    state.drafts.pop(screen, None)
    return {**_shown(replace(moment, state=state), following), "forget": screen == flow.DELETE}


def _accept(moment: Moment, screen: str, form: Form) -> tuple[str, State]:
    """Take a form into the state; the next screen and the state. Raises NotAccepted, then nothing has changed."""
    state, on = moment.state, moment.on
    place = place_of_screen(screen)
    if place is not None:
        following = _accept_answer(moment, place, form)
        return following or flow.next_screen(state, on), state
    if screen == flow.ON:
        state.on = _accept_date(moment, form)
        return flow.next_screen(state, moment.on) if state.case else flow.START, state
    if screen == flow.OPEN:
        return flow.CHECK, save_file.read(first(form, "file"), _today(moment))
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
    if state.case.get(place.fact) and "answer" not in form:
        return entries.new_place(state, place.fact).screen if first(form, "say") == "add" else None
    answer = first(form, "answer")
    if answer == "some":
        return entries.new_place(state, place.fact).screen
    if answer not in ("none", UNKNOWN):
        raise NotAccepted(Problem("answer", "choose"))
    state.case[place.fact] = [] if answer == "none" else None
    entries.forget(state, place.fact)
    return None


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
    if moment.state.case:
        faults.check(moment.state.case, chosen, {"on": "date-day"}, moment.words)
    return None if chosen == today else chosen.isoformat()


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


def _keep_draft(state: State, screen: str, form: Form) -> None:
    """Keep what is typed on a screen that is being left, if anything is."""
    if place_of_screen(screen) is not None and any(text.strip() for texts in form.values() for text in texts):
        state.drafts[screen] = form
