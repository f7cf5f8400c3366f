"""Which view shows a screen and takes its form. The names of screens are the parts of the address behind ``#/``."""

from __future__ import annotations

from typing import Protocol

from belgian_residence.told.facts import ABSENCE_BOUNDS, MOST_PEOPLE
from screens.asking import people as asked_people
from screens.questions import chain, flow, relations
from screens.questions.beginning import CARD, IN_THE_PAGE, begun
from screens.questions.places import ENTRY_PAGES, TRIPS, Place, place_of_screen
from screens.questions.together import page_of
from screens.remembered import link
from screens.remembered.state import Form, State
from screens.views import (
    away,
    bond,
    card_choice,
    check,
    day,
    delete,
    desk,
    entry_choice,
    entry_when,
    everybody,
    household,
    messages,
    name,
    on,
    people,
    question,
    remove,
    remove_person,
    result,
    retention,
    share,
    shared,
    since,
    start,
    stay_since,
    stay_unknown,
    stay_why,
    together,
    trips,
    what_if,
    what_if_form,
    where,
)
from screens.views import list as list_view
from screens.views import open as open_view
from screens.views.page import Accepted, Moment, Page


class View(Protocol):
    """A module of this package."""

    def show(self, screen: str, moment: Moment) -> tuple[Page, Form]:
        """The page, and what its form shows."""

    def accept(self, screen: str, moment: Moment, form: Form) -> Accepted:
        """Take a form into the state. Raises NotAccepted; what the state is then, nobody looks at."""


BY_NAME: dict[str, View] = {
    flow.START: start,
    flow.ON: on,
    flow.DAY: day,
    flow.OPEN: open_view,
    flow.DELETE: delete,
    flow.CHECK: check,
    flow.RESULT: result,
    everybody.SCREEN: everybody,
    desk.SCREEN: desk,
    messages.SCREEN: messages,
    link.SHARE: share,
    link.SHARED: shared,
    since.SCREEN: since,
    TRIPS: trips,
    what_if.SCREEN: what_if,
    where.SCREEN: where,
}
"""By the first part of the name of a screen."""


STAY_PAGES: dict[str | None, View] = {
    chain.WHY: stay_why,
    "ground": stay_why,
    chain.SINCE: stay_since,
    "unknown": stay_unknown,
}
"""Pages of a stay, by their names."""

OWN_PAGES: dict[str, View] = {
    household.TOGETHER: household,
    household.ENDED: household,
    **dict.fromkeys(retention.FACTS.values(), retention),
}
"""Facts that are asked on one page with another."""

NO_PAGE = ("from", "to")
"""Fields of an entry that have no page of their own."""

NEED_ANSWERS = (flow.CHECK, flow.RESULT, link.SHARE, what_if.SCREEN, messages.SCREEN, desk.SCREEN)
"""Screens that can only be worked out when the first questions are answered."""

NEED_NO_DAY = (flow.START, flow.OPEN, flow.DELETE, flow.DAY, relations.PEOPLE)
"""Screens on which it is no matter which day it is; nor is it for the questions that stand in the page as HTML."""


def needs_day(screen: str) -> bool:
    """Does it matter on a screen which day it is?"""
    place = place_of_screen(screen)
    return screen.partition("/")[0] not in NEED_NO_DAY and (place is None or place.fact not in IN_THE_PAGE)


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The page of a screen, and what its form shows: a draft, else the answer. An unknown screen is the start."""
    screen = _instead(screen, moment)
    page, form = view_of(screen, moment.state).show(screen, moment)
    return page, asked_people.drafts_of(moment.state, page.screen).get(page.screen, form)


def accept(screen: str, moment: Moment, form: Form) -> tuple[str, State]:
    """Take a form into the state; the next screen and the state. Raises NotAccepted."""
    place = place_of_screen(screen)
    if place is not None and _is_gone(place, moment.state):
        return Place(place.fact).screen, moment.state
    following, state = view_of(screen, moment.state).accept(screen, moment, form)
    return following or flow.next_screen(state, state.date(moment.known_today)), state


def _instead(screen: str, moment: Moment) -> str:
    """The screen that is shown: what another person gives is told about the two; without the first answers nothing
    can be checked or worked out yet."""
    state, place = moment.state, place_of_screen(screen)
    if screen == everybody.SCREEN and not state.several:
        return flow.RESULT if begun(state.case) else flow.next_screen(state, moment.on)
    if place is not None and _is_gone(place, state):
        place = Place(place.fact)
        screen = place.screen
    if place == Place(chain.LIST) and not state.case.get(chain.LIST):
        screen = chain.begins(state.case) or screen
    gift = relations.gift_asked(state, place, moment.on) if place and state.several else None
    if gift is not None:
        return gift.screen
    if screen.partition("/")[0] in NEED_ANSWERS and not begun(state.case):
        return flow.next_screen(state, moment.on)
    return screen


def view_of(screen: str, state: State) -> View:
    """The view of a screen."""
    place = place_of_screen(screen)
    if place is not None:
        return _view_of_question(place, state)
    if asked_people.is_screen(screen):
        return _view_of_people(screen, state)
    if screen in what_if_form.SCREENS:
        return what_if_form
    return BY_NAME.get(screen.partition("/")[0], start)


def _view_of_question(place: Place, state: State) -> View:
    if place.fact == CARD:
        return card_choice
    if place.fact in ABSENCE_BOUNDS:
        return away
    if place.kind_of_fact.name != "list":
        if page_of(place.fact) is not None:
            return together
        return OWN_PAGES.get(place.fact, question)
    if place.index is None:
        return away if place.fact == "absences" else list_view
    if place.screen == TRIPS:
        return trips
    if place.page in STAY_PAGES:
        return STAY_PAGES[place.page]
    if place.page in ENTRY_PAGES[place.fact]:
        return entry_when if place.page == "when" else entry_choice
    if _is_gone(place, state):
        return list_view
    return remove if place.page == "remove" else question


def _is_gone(place: Place, state: State) -> bool:
    """Is something asked of an entry that is not in the list any more, or that no page asks? Then the list is shown.
    The pages with which an entry is added may come right behind the last one."""
    if place.index is None:
        return False
    number = len(state.case.get(place.fact) or ())
    adds = place.page in (*ENTRY_PAGES[place.fact], *STAY_PAGES)
    return place.page in NO_PAGE or place.index > number or (place.index == number and not adds)


def _view_of_people(screen: str, state: State) -> View:
    if relations.bond_of_screen(state, screen) is not None:
        return bond
    pages: dict[str | None, View] = {"name": name, "remove": remove_person}
    if screen == asked_people.ADD and len(state.people) < MOST_PEOPLE:
        return name
    return pages.get(asked_people.of_one(state, screen)[1], people)
