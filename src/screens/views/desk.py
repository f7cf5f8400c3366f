"""The desk sheet, with the choice of the language of the office: the last part of the address of the screen."""

from __future__ import annotations

import belgian_residence as rules
from screens.problems import NotAccepted, Problem
from screens.questions import relations
from screens.remembered.state import Form, first
from screens.showing import desk, routes
from screens.showing.result import POSSIBLE
from screens.views.page import Accepted, Moment, Page

SCREEN = "desk"


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The sheet for each card that is possible; Dutch until another language is chosen."""
    words, office = moment.words, screen.partition("/")[2]
    office = office if office in desk.OFFICES else desk.OFFICES[0]
    known = relations.known(moment.state, moment.on)
    found = rules.assess(known, moment.on, today=moment.today)["routes"]
    cards = sorted(
        (
            routes.route(key, found[key], known, moment.on, words)
            for key in desk.TERMS
            if found[key]["status"] in POSSIBLE
        ),
        key=lambda route: route.rank,
    )
    extras = {
        "office": office,
        "cards": [(card.name, desk.rows(card, found[card.key], office, words)) for card in cards],
        "languages": [{"value": one, "label": words(f"language.{one}"), "note": None} for one in desk.OFFICES],
        "only_terms": desk.words_of(office) is None,
        "person": moment.state.person,
        "today": words.day(moment.known_today),
        "address": moment.here.partition("#")[0],
    }
    return Page(f"{SCREEN}/{office}", "desk.html", words("desk.title"), extras), {"answer": [office]}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Show the sheet in another language of an office. Raises NotAccepted."""
    office = first(form, "answer")
    if office not in desk.OFFICES:
        raise NotAccepted(Problem("answer", "choose"))
    return f"{SCREEN}/{office}", moment.state
