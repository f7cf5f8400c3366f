"""The desk sheet, with the choice of the language of the office: the last part of the address of the screen."""

from __future__ import annotations

from screens import municipalities
from screens.problems import NotAccepted, Problem
from screens.questions import relations
from screens.remembered.state import Form, first
from screens.showing.lines import away, requests
from screens.showing.result import result
from screens.showing.taken_along import desk
from screens.views.page import Accepted, Moment, Page

SCREEN = "desk"


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The sheet for each card that is asked for or ordered, in the language that is chosen, else the proposed one."""
    words, state, office = moment.words, moment.state, language_in(screen, moment)
    known = relations.known(state, moment.on)
    shown = result.view(known, moment.on, words, moment.today)
    asked, trip = shown.first.asked, away.running(known, moment.on)
    extras = {
        "cards": [
            (card.name, desk.rows(card, requests.for_route(asked, card.key), trip, moment.on, office, words))
            for card in shown.for_the_counter
        ],
        "waiting": any(one.state == "waiting" for one in asked),
        "person": state.person,
        "today": words.day(moment.known_today),
        "address": moment.here.partition("#")[0],
        **choice_of_language(office, moment),
    }
    return Page(with_language(SCREEN, office), "desk.html", words("desk.title"), extras), {"answer": [office]}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Show the sheet in another language of an office. Raises NotAccepted."""
    return f"{SCREEN}/{chosen_language(form)}", moment.state


def with_language(screen: str, office: str) -> str:
    """The address of a screen in a language of an office; without one while none is chosen."""
    return f"{screen}/{office}" if office else screen


def language_in(screen: str, moment: Moment) -> str:
    """The language that the address of a screen names; else the one that is proposed, "" where none is."""
    named = screen.partition("/")[2]
    if named in desk.OFFICES:
        return named
    return desk.proposed(municipalities.found(moment.state.postal_code), moment.words)


def chosen_language(form: Form) -> str:
    """The language of an office that is chosen in a form. Raises NotAccepted."""
    office = first(form, "answer")
    if office not in desk.OFFICES:
        raise NotAccepted(Problem("answer", "choose"))
    return office


def choice_of_language(office: str, moment: Moment) -> dict[str, object]:
    """What the choice of a language shows: ``of_office.html``."""
    words, there = moment.words, municipalities.found(moment.state.postal_code)
    return {
        "office": office,
        "languages": [{"value": one, "label": words(f"language.{one}"), "note": None} for one in desk.OFFICES],
        "towns": [one.name(words.language) for one in there],
        "to_office": f"/{office}" if office else "",
        "same": office in ("", words.language),
    }
