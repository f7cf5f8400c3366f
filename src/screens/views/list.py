"""A list of the case (stays, trips, …): is there any, and which entries are there so far."""

from __future__ import annotations

from screens.asking import entries
from screens.asking.forms import UNKNOWN
from screens.problems import NotAccepted, Problem
from screens.questions.flow import RESULT
from screens.questions.places import ENTRY_PAGES, Place, place_of_question
from screens.remembered.state import Form, first
from screens.showing.lines import answers
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import helps

LIST_ANSWERS = ("some", "none", "unknown")


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The entries; while there are none, the question whether there are any."""
    place = Place(place_of_question(screen).fact)
    return _entries(place, moment) if moment.state.case.get(place.fact) else _question(place, moment)


def _question(place: Place, moment: Moment) -> tuple[Page, Form]:
    words = moment.words
    options = [
        {"value": value, "label": words(f"list.{place.fact}.{value}"), "note": None} for value in LIST_ANSWERS[:-1]
    ]
    extras = {**helps(place, moment), "kind": "choice", "caption": None, "groups": [{"title": "", "options": options}]}
    form: Form = {}
    if place.fact in moment.state.case:
        form = {"answer": ["unknown" if moment.state.case[place.fact] is None else "none"]}
    return Page(place.screen, "question.html", words(f"question.{place.fact}"), extras), form


def _entries(place: Place, moment: Moment) -> tuple[Page, Form]:
    words, known = moment.words, moment.state.case[place.fact]
    order = sorted(range(len(known)), key=lambda index: answers.first_day(known[index]))
    first_page = ENTRY_PAGES[place.fact][0]
    rows = [
        {
            "line": answers.entry_line(place.fact, known[index], words),
            "change": Place(place.fact, index, first_page).screen,
            "remove": Place(place.fact, index, "remove").screen,
        }
        for index in order
    ]
    title = words(f"list.{place.fact}.title", n=len(known), count=len(known))
    return Page(place.screen, "list.html", title, {"rows": rows, "list": place.fact}), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in what was said of the list as a whole, or go on to its next entry. Raises NotAccepted."""
    place, state = Place(place_of_question(screen).fact), moment.state
    # What was asked for already is told from the page of results, and one goes back there.
    done = RESULT if place.fact == "applications" else None
    if state.case.get(place.fact) and "answer" not in form:
        more = first(form, "say") == "add"
        return (entries.new_place(state, place.fact).screen if more else done), state
    answer = first(form, "answer")
    if answer == "some":
        return entries.new_place(state, place.fact).screen, state
    if answer not in ("none", UNKNOWN):
        raise NotAccepted(Problem("answer", "choose"))
    state.case[place.fact] = [] if answer == "none" else None
    entries.forget(state, place.fact)
    return done, state
