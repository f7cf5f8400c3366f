"""The page of an entry with its first and last day."""

from __future__ import annotations

from belgian_residence.told.facts import EU_EEA_SWISS
from screens.asking import entries
from screens.questions.places import MAY_BEGIN_UNKNOWN, MAY_RUN, Place, place_of_question
from screens.remembered.state import Form
from screens.views import stay_why
from screens.views.entry_choice import accept, caption
from screens.views.page import Moment, Page

__all__ = ["accept", "show"]


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The two days, and the country of a stay; a stay without a ground is asked for that first."""
    place = place_of_question(screen)
    words, entry = moment.words, entries.current(moment.state, place)
    if place.fact == "stays" and "ground" not in entry:
        return stay_why.show(Place(place.fact, place.index, "ground").screen, moment)
    countries = [(words(f"country.{code}"), code) for code in EU_EEA_SWISS if code != "BE"]
    countries.sort(key=lambda one: words.in_order(one[0]))
    extras = {
        "list": place.fact,
        "may_run": place.fact in MAY_RUN,
        "may_begin_unknown": place.fact in MAY_BEGIN_UNKNOWN,
        "countries": countries if place.fact == "stays" else [],
        "caption": caption(place, moment),
    }
    title = words(f"question.{place.words}")
    return Page(place.screen, "entry_when.html", title, extras), entries.form_of(place, entry)
