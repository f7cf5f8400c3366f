"""Which screen comes next: the first questions, then what the rules find most decisive, then the result."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import belgian_residence as rules
from belgian_residence.routes.registry import CARD_ROUTES
from belgian_residence.told.facts import ABSENCES
from screens.questions import chain, relations
from screens.questions.at_latest import at_latest
from screens.questions.beginning import begun, first_questions
from screens.questions.if_never_away import if_never_away
from screens.questions.places import TRIPS, Place, place_of_path, place_of_screen, screen_of_path
from screens.questions.relations import PEOPLE
from screens.questions.together import next_of, same_screen, screens_of, shown
from screens.remembered.state import State

if TYPE_CHECKING:
    from belgian_residence import answer_types

START, ON, OPEN, CHECK, RESULT, DELETE, DAY = "start", "on", "open", "check", "result", "delete", "day"
EVERYBODY = "everybody"
"""The screen with the results of everybody."""
AFTER_THE_RESULT = ("applications",)
"""Facts that are told once the result is there."""
STAY_AHEAD = tuple(Place(chain.LIST).screen + page for page in ("", "/since", "/before"))
"""What lies ahead while no stay is told: which it is, since when, and which one came before it."""
FROM_RESULT = "from-result/"
"""Before the name of a screen: it is opened from the result, and the result comes after it again."""


def next_screen(state: State, on: date) -> str:
    """The screen after an answer: the first questions in their order, then what the rules ask, then the result. With
    several people that is the result of everybody, and before it the list, as long as somebody in it has not begun."""
    for fact in first_questions(state.case):
        if fact not in state.case:
            return Place(fact).screen
    before = chain.continues(state, relations.known(state, on), on, asked_routes(state))
    if before is not None:
        return before
    question = _interview(state, on)["question"]
    if question is not None:
        if question["fact"] == "absences" and all(fact in state.case for fact in absence_bounds(state, on)):
            return TRIPS
        stay_of_today = chain.begins(state.case) if question["fact"] == chain.LIST else None
        place = place_of_path(question["fact"])
        if place.index is None:
            return stay_of_today or next_of(place, question["open"], state.case)
        return stay_of_today or screen_of_path(question["fact"])
    if not all(begun(case) for case in state.cases().values()):
        return PEOPLE
    return EVERYBODY if state.several else RESULT


def remaining(state: State, on: date) -> int:
    """About how many screens with questions are ahead for the person who is being answered for."""
    return len(_ahead(state, on))


def remaining_after(state: State, screen: str, on: date) -> int:
    """About how many screens with questions come after one that is shown."""
    ahead, place = _ahead(state, on), place_of_screen(screen)
    if screen == TRIPS:
        here = {Place("absences").screen}
    elif place is not None and place.fact == chain.LIST:
        # The pages of the stay of today stand in the list until it is told; of an earlier one its days may follow.
        told, page = bool(state.case.get(chain.LIST)), place.page
        here = set() if told else set(STAY_AHEAD[: 1 + (page == chain.SINCE)])
    else:
        here = {same_screen(screen)}
    return len([one for one in ahead if one not in here])


def is_on_the_way_to_the_result(state: State, screen: str) -> bool:
    """Is it a page with questions that lie before the result?"""
    place = place_of_screen(screen)
    if place is None:
        return screen == TRIPS and state.way_back is None
    return state.way_back is None and place.fact not in AFTER_THE_RESULT


def _ahead(state: State, on: date) -> list[str]:
    question = _interview(state, on)["question"]
    first = [fact for fact in first_questions(state.case) if fact not in state.case]
    found = screens_of([*first, *(question["open"] if question else ())])
    return found + [one for one in STAY_AHEAD[1:] if STAY_AHEAD[0] in found]


def asked_together(state: State, name: str, at: str, on: date) -> tuple[str, ...]:
    """The facts that a page shows together now (see ``together.shown``). What a relation gives is not among them."""
    question = _interview(state, on)["question"]
    given = relations.given(state, on)
    found = shown(name, question["open"] if question else (), state.case, at)
    return tuple(fact for fact in found if fact not in given)


def so_far(state: State, on: date) -> dict[str, answer_types.SoFar]:
    """What each card is by the answers given until now (see ``interview_of`` of the rules)."""
    found = _interview(state, on)["so_far"]
    return {key: found[key] for key in CARDS}


def days_at_latest(state: State, on: date) -> dict[str, date]:
    """The latest first day of each card that is not certain only because something could make it sooner."""
    case = relations.known(state, on)
    found = {key: at_latest(case, key, one, on) for key, one in so_far(state, on).items()}
    return {key: day for key, day in found.items() if day}


def days_if_never_away(state: State, on: date) -> dict[str, dict[str, Any]]:
    """What each card is that waits for the trips alone, for somebody who was never away too long."""
    case = relations.known(state, on)
    found = {key: if_never_away(case, key, one, on) for key, one in so_far(state, on).items()}
    return {key: one for key, one in found.items() if one}


def waits_for(state: State, fact: str, on: date) -> bool:
    """Does a route that is asked about still wait for a fact?"""
    return any(fact in one["missing"] for one in _interview(state, on)["so_far"].values())


def _interview(state: State, on: date) -> answer_types.Interview:
    return _asked(state, relations.known(state, on), on)


def _asked(state: State, case: dict[str, Any], on: date) -> answer_types.Interview:
    """The next question for a case, and what the routes say so far. Which screen comes next, why it asks and the early
    answer are one question to the rules: it is put to them once.

    While something is still asked, of rough dates only the ends are tried: somebody who knows months only would wait
    many times as long for each question. The last answer is one on all days that can matter, as the result is."""
    key = json.dumps([case, str(on), str(state.today), asked_routes(state)])
    # Taken out and put in again: the one that was asked for last stands last.
    found = state.asked.pop(key, None)
    if found is None:
        routes, today, cases = asked_routes(state), state.today, state.cases_read
        found = rules.interview(case, on, routes, today, cases, ends_only=True)
        if found["question"] is None:
            found = rules.interview(case, on, routes, today, cases)
    state.asked[key] = found
    return found


def absence_bounds(state: State, on: date) -> dict[str, list[int]]:
    """What is asked of all absences at once, before each of them (see ``belgian_residence.absence_bounds``): the same
    whatever is told of absences, so the form that answers it does not ask the rules again."""
    case = {fact: told for fact, told in relations.known(state, on).items() if fact not in ABSENCES}
    key = json.dumps([case, str(on), asked_routes(state)])
    found = state.limits.pop(key, None)
    if found is None:
        found = rules.absence_bounds(case, on, asked_routes(state))
    state.limits[key] = found
    return found


def asked_routes(state: State) -> tuple[str, ...] | None:
    """The routes that are asked about. None: all of them."""
    return None if state.sheet.also_nationality else CARDS


CARDS = tuple(route.key for route in CARD_ROUTES)


def arrive(state: State, screen: str) -> str:
    """The screen that an address means. One that is opened from the result is remembered as the way back; going
    anywhere else forgets it."""
    if screen.startswith(FROM_RESULT):
        screen = _trips_or(screen.removeprefix(FROM_RESULT), state)
        # The pages of one entry of a list belong together.
        state.way_back = screen.rpartition("/")[0] if screen.endswith("/when") else same_screen(screen)
    elif not _is_on_the_way(state, same_screen(screen)):
        state.way_back = None
    return _trips_or(screen, state)


def _trips_or(screen: str, state: State) -> str:
    """The screen, or that of all trips where trips are told and it asks for them, or for the days of one."""
    place = place_of_screen(screen)
    if place is None or place.fact != "absences":
        return screen
    told = state.case.get("absences") is not None
    return TRIPS if place.screen == TRIPS or (place.index is None and told) else screen


def after(state: State, screen: str, following: str) -> str:
    """The screen after an accepted answer: the result, where the questions that were opened from it are done."""
    if not _is_on_the_way(state, screen) or _is_on_the_way(state, following):
        return following
    state.way_back = None
    return RESULT


def _is_on_the_way(state: State, screen: str) -> bool:
    back = state.way_back
    return back is not None and (same_screen(screen) == back or screen.startswith(f"{back}/"))


def reasons(state: State, place: Place, on: date) -> answer_types.Question | None:
    """What the rules say about a question: why it is asked. None where they would not ask it, now or next."""
    question = _asked(state, without(relations.known(state, on), place), on)["question"]
    if question is None or same_screen(screen_of_path(question["fact"])) != same_screen(place.screen):
        return None
    return question


def without(case: dict[str, Any], place: Place) -> dict[str, Any]:
    """The case as it was before the question was answered."""
    if place.index is None:
        return {fact: value for fact, value in case.items() if fact != place.fact}
    entries = [dict(entry) for entry in case.get(place.fact) or []]
    if place.index < len(entries):
        entries[place.index].pop(str(place.page), None)
    return {**case, place.fact: entries}
