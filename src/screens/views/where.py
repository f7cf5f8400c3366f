"""Which town hall, and in which language: asked only of who wants to know, and never needed for the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from screens import municipalities
from screens.municipalities import Municipality
from screens.problems import NotAccepted, Problem
from screens.remembered.state import Form, first
from screens.showing.taken_along import desk
from screens.views.page import Accepted, Moment, Page
from screens.words import Words

SCREEN = "where"
FIELD = "postal_code"
CODE = re.compile(r"[1-9]\d{3}")


@dataclass(frozen=True)
class Town:
    """A municipality in words: its names, its region, in which language its office deals with a person."""

    name: str
    region: str
    languages: str


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The field for the postal code, and what is known of it."""
    words, code = moment.words, moment.state.postal_code
    there = municipalities.found(code)
    extras = {
        "towns": [_town(one, words) for one in there],
        "office": desk.proposed(there, words),
        "data_of": words.day(municipalities.day_of_the_data()),
    }
    return Page(SCREEN, "where.html", words("where.title"), extras), {FIELD: [code]}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Remember the postal code; an empty field forgets it. Raises NotAccepted."""
    typed = re.sub(r"^B\s*-?|\s", "", first(form, FIELD), flags=re.IGNORECASE)
    if typed and not CODE.fullmatch(typed):
        raise NotAccepted(Problem(FIELD, "postal_code.four"))
    if typed and not municipalities.found(typed):
        raise NotAccepted(Problem(FIELD, "postal_code.unknown", {"code": typed}))
    moment.state.sheet.postal_code = typed
    return SCREEN, moment.state


def _town(one: Municipality, words: Words) -> Town:
    return Town(
        name=one.name(words.language),
        region=words(f"region.{one.region}"),
        languages=words(f"where.area.{one.office.area}") + _also(one, words),
    )


def _also(one: Municipality, words: Words) -> str:
    return "".join(f" {words(f'where.on_request.{language}')}" for language in one.office.on_request)
