"""The page of results."""

from __future__ import annotations

from dataclasses import dataclass

from belgian_residence.dossier.advice import ONCE_BACK
from screens import municipalities
from screens.questions import chain, flow, relations
from screens.remembered.state import Form
from screens.showing.cards.routes import Route, step
from screens.showing.changed import difference
from screens.showing.drawn.card import Drawing, drawing
from screens.showing.lines import answers
from screens.showing.lines.requests import TO_ORDER
from screens.showing.result import result
from screens.views.page import Accepted, Moment, Page
from screens.words import Words

MOST_STEPS = 3
"""Steps on a sheet; the result has all."""


@dataclass(frozen=True)
class Handout:
    """A card with its drawing, for the sheet of paper that is printed."""

    route: Route
    look: Drawing
    apart: bool
    """Printed only where it is asked for by itself: there is nothing to do for it at the counter yet."""
    order: bool
    """The card is ordered: what was asked for is not asked for again."""
    steps: tuple[str, ...]
    """What to do, but for what the sheet says of a trip that runs."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The answer of the rules in words, and the answers that it rests on."""
    state, words = moment.state, moment.words
    known = relations.known(state, moment.on)
    shown = result.view(known, moment.on, words, moment.today, state.cases_read)
    following, open_questions = flow.next_screen(state, moment.on), flow.remaining(state, moment.on)
    now = difference.seen(shown.routes, known, words)
    differences = difference.differences(state.sheet.seen, now, [*shown.possible, *shown.impossible], words)
    extras = {
        "result": shown,
        "differences": differences,
        "impossible": words.every_of([route.key for route in shown.not_for_this_person or shown.impossible]),
        "compared_cards": words.every_of(list(shown.compared.keys)) if shown.compared else "",
        "handouts": _handouts(shown, words),
        "sheets": len(shown.for_the_counter),
        "open_questions": 0 if _is_the_first_to_do(following, open_questions, shown) else open_questions,
        "next_question": following,
        "towns": [one.name(words.language) for one in municipalities.found(state.postal_code)],
        "asked": bool(state.case.get("applications")),
        "told_nationality": state.sheet.also_nationality,
        "sections": answers.sections(known, words, relations.given(state, moment.on)),
        "on": words.day(moment.on),
        "today": words.day(moment.known_today),
        "is_today": moment.on == moment.today,
        "several": state.several,
        "person": state.person,
        "address": moment.here.partition("#")[0],
    }
    state.sheet.seen = now
    return Page(flow.RESULT, "result.html", words("result.title"), extras), {}


def _is_the_first_to_do(following: str, open_questions: int, shown: result.Result) -> bool:
    """Is the one question that is still open among what is to be done first? Then nothing else leads to it."""
    return open_questions == 1 and flow.FROM_RESULT + following in {one.screen for one in shown.first.actions}


def _handouts(shown: result.Result, words: Words) -> list[Handout]:
    """A sheet for each card, those for the counter first."""
    said_above = step(ONCE_BACK, words) if shown.abroad else ""
    counter = shown.for_the_counter
    others = [route for route in shown.possible if route not in counter]
    order = {one.key for one in shown.first.asked if one.state in TO_ORDER}
    return [
        Handout(
            route,
            drawing(route.key),
            apart=route not in counter,
            order=route.key in order,
            steps=tuple(one for one in route.steps if one != said_above)[:MOST_STEPS],
        )
        for route in (*counter, *others)
    ]


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Go on with the questions about Belgian nationality."""
    moment.state.sheet.also_nationality = True
    chain.reconsider(moment.state)
    return None, moment.state
