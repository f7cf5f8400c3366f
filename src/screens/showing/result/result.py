"""The whole page of results: what comes first, the picture of the years, every card, the card that is held, what lies
ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import belgian_residence as rules
from belgian_residence.dossier.advice import COUNTED_WITH_L
from belgian_residence.told.trips import CAME_BACK
from screens.questions import what_if
from screens.questions.flow import CARDS, FROM_RESULT
from screens.showing.cards import compare, dossier, keeping, nationality
from screens.showing.cards.ranking import in_order
from screens.showing.cards.routes import Route, route
from screens.showing.changed.what_if import Opener, openers
from screens.showing.drawn import timeline
from screens.showing.drawn.timeline_layout import Timeline
from screens.showing.lines import away, notices
from screens.showing.lines.days import days_of_card
from screens.showing.lines.missing import Missing, missing
from screens.showing.lines.requests import TO_ORDER, instead_of_renewal, is_given, not_beside
from screens.showing.result import events, first
from screens.showing.result.found import Found
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

TRIPS_THAT_TOUCH = "trips-that-touch"
"""The rule that finds two trips of which one may begin as the other ends."""
POSSIBLE = ("open", "later", "unsettled")
SITUATIONS = {
    "temporary_protection": "temporary-protection-ukraine",
    "posted_worker": "posted",
    "intra_corporate_transferee": "company-transfer",
    "student": "student-who-starts-to-work",
    "vocational_training": "student-who-starts-to-work",
    "search_year": "search-year",
    "special_card_convention": "special-card",
    "special_card_other": "special-card",
    "medical_9ter": "medical",
    "humanitarian_9bis": "humanitarian",
    "trafficking_victim": "victim-of-trafficking",
    "family_of_limited_stay": "family-of-a-non-eu-citizen",
}
"""By the ground of a stay from which often no card is possible: the guide that says what would help."""


@dataclass(frozen=True)
class Result:
    """The whole page of results."""

    first: first.First
    abroad: str
    """For a sheet of paper: that somebody is abroad, and what is asked for is for afterwards; "" where no trip runs."""
    timeline: Timeline | None
    routes: tuple[Route, ...]
    possible: tuple[Route, ...]
    """The cards that are possible, now or later, the most useful first (``ranking``)."""
    compared: compare.Compared | None
    """The national cards side by side, where more than one is possible."""
    situation: str
    """The address of the guide on the stay of today, below the root of the language, where no card is possible."""
    openers: tuple[Opener, ...]
    """What would open a card, where none is possible."""
    ended: bool
    """Has the stay until now ended?"""
    what_ifs: tuple[str, ...]
    """The kinds of what-if that can matter for this person."""
    missing: tuple[Missing, ...]
    """What is not known and matters, but for what stands among the first things to do."""
    card_deadlines: tuple[dossier.Deadline, ...]
    """The days for the card that is held, whatever is asked for."""
    keeping: keeping.Keeping | None
    nationality: nationality.Nationality
    """Comes last, and is asked about only if a person wants."""
    changes: tuple[notices.Change, ...]
    unusual: tuple[notices.Unusual, ...]
    days_ahead: bool
    """Is there a day for a calendar?"""

    @property
    def for_the_counter(self) -> tuple[Route, ...]:
        """The cards that are asked for or ordered at the counter: those that are open, and the one that the page is
        about; none whose decision is waited for, or that gives less than one that is granted."""
        waiting = {one.key for one in self.first.asked if one.state == "waiting"}
        waiting |= not_beside(one for one in self.first.asked if one.state in TO_ORDER)
        waiting |= {one.key for one in self.possible if COUNTED_WITH_L in one.told["next_steps"]}
        lead = self.first.lead
        found = [lead, *(one for one in self.possible if one.status == "open" and one is not lead)]
        return tuple(one for one in found if one is not None and one.key not in waiting)

    @property
    def impossible(self) -> tuple[Route, ...]:
        """The cards that cannot be asked for."""
        return tuple(in_order((one for one in self.routes if one.status == "closed"), ()))

    @property
    def not_for_this_person(self) -> tuple[Route, ...]:
        """Those of them that are neither held nor granted, nor behind a card that is, and that no plan would open."""
        return tuple(one for one in self.impossible if not is_given(one.told) and not one.planned)


def view(
    case: dict[str, Any], on: date, words: Words, today: date | None = None, cases: rules.Cases | None = None
) -> Result:
    """The result for a case on a date. ``today``: figures that were to be verified again before it are not used.
    ``cases``: those read in this request."""
    whole = rules.assess(case, on, today=today, cases=cases)
    after_cards, answer = whole["routes"]["nationality"], {key: whole["routes"][key] for key in CARDS}
    instead = instead_of_renewal(whole["keep"])
    routes = tuple(route(key, one, case, on, words, instead=instead) for key, one in answer.items())
    possible = in_order((one for one in routes if one.status in POSSIBLE), whole["comparison"])
    waiting = missing(answer, whole["keep"], case, words)
    compared = compare.view(whole, possible, case, words)
    stronger = _stronger_now(possible, compared)
    ended = whole["keep"] is not None and whole["keep"]["status"] == "lost"
    opening = first.view(Found(whole, case, on, routes, tuple(possible), stronger), waiting, words)
    trip = away.running(case, on)
    first_title = after_cards["title_first"]
    if first_title and any(one.plan_first for one in routes if one.key == first_title["card"]):
        after_cards = {**after_cards, "title_first": None}  # by a card whose day a planned stay comes before
    possible.sort(key=lambda one: one is not opening.lead)  # what was asked for stands before the others
    return Result(
        first=opening,
        abroad=away.on_the_sheet(trip, words) if trip else "",
        timeline=timeline.view(case, whole, on, words),
        routes=routes,
        possible=tuple(possible),
        compared=compared,
        situation=_situation(case) if opening.tone == "closed" else "",
        openers=openers(case, on, words, ended=ended) if opening.tone == "closed" else (),
        ended=ended,
        what_ifs=what_if.kinds_for(case),
        missing=tuple(one for one in waiting if FROM_RESULT + one.screen not in {it.screen for it in opening.actions}),
        card_deadlines=dossier.deadlines(days_of_card(whole), words),
        keeping=keeping.view(whole, case, on, words),
        nationality=nationality.view(
            route("nationality", after_cards, case, on, words, instead=instead),
            after_cards,
            case,
            missing({"nationality": after_cards}, whole["keep"], case, words),
            on,
            words,
        ),
        changes=notices.changes(whole["routes"], words),
        unusual=notices.unusual(_not_asked(whole), case, on, words),
        days_ahead=bool(events.events_of(whole, case, on, words)),
    )


def _not_asked(whole: answer_types.Assessment) -> list[dict[str, Any]]:
    """The answers that seldom go together, without the trips that touch while a question asks of them the same."""
    asked = any(path.endswith(f".{CAME_BACK}") for one in whole["routes"].values() for path in one["missing"])
    return [one for one in whole["unusual"] if not (asked and one["rule"] == TRIPS_THAT_TOUCH)]


def _situation(case: dict[str, Any]) -> str:
    grounds = [stay.get("ground") for stay in case.get("stays") or () if not stay.get("to")]
    name = SITUATIONS.get(grounds[0]) if grounds else None
    return f"situations/{name}/" if name else ""


def _stronger_now(possible: list[Route], compared: compare.Compared | None) -> compare.Recommended | None:
    """Of two cards that are both open, the pair in which one is recommended as the stronger."""
    pairs = compared.recommended if compared else ()
    open_now = {one.key for one in possible if one.status == "open"}
    return next((one for one in pairs if one.stronger_now and one.text and open_now.issuperset(one.of)), None)
