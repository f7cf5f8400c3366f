"""The language of an office, which the desk sheet and the messages let choose: the last part of their address."""

from __future__ import annotations

from screens import municipalities
from screens.problems import NotAccepted, Problem
from screens.remembered.state import Form, first
from screens.showing.taken_along.desk import OFFICES, proposed
from screens.views.page import Accepted, Moment


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Show the screen in the language of an office that is chosen. Raises NotAccepted."""
    office = first(form, "answer")
    if office not in OFFICES:
        raise NotAccepted(Problem("answer", "choose"))
    return with_language(screen.partition("/")[0], office), moment.state


def with_language(screen: str, office: str) -> str:
    """The address of a screen in a language of an office; without one while none is chosen."""
    return f"{screen}/{office}" if office else screen


def language_in(screen: str, moment: Moment) -> str:
    """The language that the address of a screen names; else the one that is proposed, "" where none is."""
    named = screen.partition("/")[2]
    if named in OFFICES:
        return named
    return proposed(municipalities.found(moment.state.postal_code), moment.words)


def choice_of_language(office: str, moment: Moment) -> dict[str, object]:
    """What the choice of a language shows: ``parts/of_office.html``."""
    words, there = moment.words, municipalities.found(moment.state.postal_code)
    return {
        "office": office,
        "languages": [{"value": one, "label": words(f"language.{one}"), "note": None} for one in OFFICES],
        "towns": [one.name(words.language) for one in there],
        "to_office": f"/{office}" if office else "",
        "same": office in ("", words.language),
    }
