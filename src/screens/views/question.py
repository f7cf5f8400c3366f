"""One fact on one page: a fact of the person, or a field of an entry that is asked afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from belgian_residence.told.case import days_of
from belgian_residence.told.trips import CAME_BACK
from screens.asking import faults
from screens.asking.forms import filled, read
from screens.asking.several import first_field
from screens.questions import chain
from screens.questions.beginning import CARD, IN_THE_PAGE, NATIONALITY, is_likely
from screens.questions.places import Place, place_of_question
from screens.remembered.state import Form
from screens.showing.lines import answers
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import groups, helps


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The question, with the answer that was given."""
    place = place_of_question(screen)
    words, case = moment.words, moment.state.case
    extras = {
        **helps(place, moment),
        "kind": place.kind.name,
        "caption": None,
    }
    form: Form = {}
    if place.kind.name == "date":
        extras["none_label"] = words.find(f"none.{place.words}") if place.kind.may_be_none else None
    elif place.kind.name not in ("money", "count"):
        extras["groups"] = groups(place, words)
    if place.index is not None:
        entry = case[place.fact][place.index]
        extras["caption"] = words.side_by_side(
            answers.entry_line(place.fact, one, words) for one in _in_question(place, case[place.fact])
        )
        form = filled(place, entry[place.page]) if place.page in entry else {}
    elif place.fact in case:
        form = filled(place, case[place.fact])
    return Page(place.screen, "question.html", words(f"question.{place.words}"), extras), form


def _in_question(place: Place, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entry that is asked about; where it is asked whether somebody came back before it, the one before it too."""
    entry = entries[int(place.index or 0)]
    if place.page != CAME_BACK:
        return [entry]
    in_order = sorted(entries, key=_first_day)
    at = in_order.index(entry)
    return in_order[max(at - 1, 0) : at + 1]


def _first_day(entry: dict[str, Any]) -> date:
    days = days_of(entry["from"])
    return days.earliest if days else date.max


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the answer. Raises NotAccepted where it cannot be read, or does not fit the others."""
    place, state = place_of_question(screen), moment.state
    if place.index is None:
        answer = read(place, form, state.case.get(place.fact))
        told, fields = {**state.case, place.fact: answer}, {place.fact: first_field(place)}
        faults.check(told, moment.on, fields, moment.words, state.cases_read)
        state.case[place.fact] = answer
        if place.fact in IN_THE_PAGE:
            chain.reconsider(state)
        if place.fact == NATIONALITY and not is_likely(state.case):
            # The card that was told is kept, but people of this nationality do not hold it: it is asked again.
            state.way_back = Place(CARD).screen if state.way_back else None
            return Place(CARD).screen, state
        return None, state
    entries = [dict(entry) for entry in state.case[place.fact]]
    entries[place.index][str(place.page)] = read(place, form)
    path = f"{place.fact}[{place.index}].{place.page}"
    told = {**state.case, place.fact: entries}
    faults.check(told, moment.on, {path: first_field(place)}, moment.words, state.cases_read)
    state.case[place.fact] = entries
    return None, state
