"""Since when a stay has lasted, and what is told in the same breath: the first card, the request, whom one joined; of
an earlier stay, how the next one followed it."""

from __future__ import annotations

from typing import Any

from belgian_residence.told.facts import EU_EEA_SWISS, PROTECTION_GROUNDS
from screens.asking import since
from screens.questions import chain
from screens.questions.places import Place, place_of_question
from screens.remembered.state import Form
from screens.showing.lines import answers
from screens.views import stay_why
from screens.views.page import Accepted, Moment, Page
from screens.words import Words

KINDS = ("today", "earlier", "protection", "family", "asylum")
"""Which words ask for the first day."""
HINTS = {
    **dict.fromkeys(("single_permit", "blue_card", "researcher"), "employer"),
    **dict.fromkeys(("unlimited_stay", "settlement", "long_term_resident"), "lasting"),
}
"""What is said of the first day of a stay of today, where it is not the same for every ground."""
WITH_A_COUNTRY = ("blue_card", "long_term_resident")
"""Time of these in another state of the EU counts too (L-BLUE-1)."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The days of the stay; a stay without a ground is asked for that first."""
    place, state, words = place_of_question(screen), moment.state, moment.words
    ground = chain.ground_of(state, place)
    if ground is None or int(place.index or 0) > len(state.case.get(chain.LIST) or ()):
        return stay_why.show(Place(place.fact, 0, chain.WHY).screen, moment)
    today = place.index == 0
    request = chain.DATED_FROM_A_REQUEST.get(ground) if today else None
    asked = since.sponsor_asked(state, place, ground, moment.on)
    countries = sorted((words(f"country.{code}"), code) for code in EU_EEA_SWISS if code != "BE")
    extras = {
        "caption": answers.option(Place(place.fact, place.index, "ground"), ground, words),
        "hint": words.find(f"since.hint.{_hint(ground, today)}"),
        "request": words(f"since.{request}") if request else None,
        "request_hint": words.find(f"since.{request}.hint") if request else None,
        "first_card": chain.first_card_asked(place, ground),
        "sponsors": _options("sponsor", tuple(since.SPONSORS), words) if asked else [],
        "still": _options("still", since.STILL, words) if today and chain.card_has_ended(state.case, moment.on) else [],
        **_seam(moment, place, ground),
        "countries": countries if ground in WITH_A_COUNTRY and not today else [],
    }
    title = words(f"since.title.{_kind(ground, today)}")
    return Page(place.screen, "stay_since.html", title, extras), since.form_of(state, place, ground)


def _kind(ground: str, today: bool) -> str:
    """One of ``KINDS``."""
    if ground in PROTECTION_GROUNDS:
        return "protection"
    if ground == chain.FAMILY:
        return "family"
    if ground == chain.ASYLUM:
        return "asylum"
    return "today" if today else "earlier"


def _hint(ground: str, today: bool) -> str:
    kind = _kind(ground, today)
    return HINTS.get(ground, kind) if kind == "today" else kind


def _options(name: str, values: tuple[str, ...], words: Words) -> list[dict[str, Any]]:
    return [{"value": one, "label": words(f"{name}.{one}"), "note": words.find(f"{name}.{one}.note")} for one in values]


def _seam(moment: Moment, place: Place, ground: str) -> dict[str, Any]:
    """How the next stay followed an earlier one. Its last day is needed too where nothing says when the next began."""
    words = moment.words
    if not chain.seam_asked(moment.state, place, ground):
        return {"seams": []}
    newer = chain.next_stay(moment.state, place)
    following = answers.option(Place(place.fact, 0, "ground"), newer["ground"], words)
    return {
        "seams": _options("seam", tuple(since.SEAMS), words),
        "seam_next": words("seam.next", what=following),
        "always_last_day": newer.get("from") is None,
    }


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the days; then what came before is asked, while it matters. Raises NotAccepted."""
    place, state = place_of_question(screen), moment.state
    ground = chain.ground_of(state, place)
    if ground is None:
        return Place(place.fact, place.index, chain.WHY).screen, state
    since.submit(state, place, ground, form, moment.on, moment.words)
    return None, state
