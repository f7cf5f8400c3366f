"""The whole page of results: one headline, every route, the card that is held, what is unusual, what lies ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import belgian_residence as rules
from screens.questions.flow import CARDS
from screens.showing import dossier, keeping, nationality, notices
from screens.showing.routes import ORDER, Missing, Route, missing, route, waits_only_for_an_amount
from screens.words import Words


@dataclass(frozen=True)
class Result:
    """The whole page of results."""

    headline: str
    second: str | None
    routes: tuple[Route, ...]
    missing: tuple[Missing, ...]
    card_deadlines: tuple[dossier.Deadline, ...]
    """The days for the card that is held, whatever is asked for."""
    keeping: keeping.Keeping | None
    nationality: nationality.Nationality
    """Comes last, and is asked about only if a person wants."""
    changes: tuple[notices.Change, ...]
    unusual: tuple[notices.Unusual, ...]

    def with_status(self, *statuses: str) -> list[Route]:
        """The routes of some statuses, the most useful first."""
        return sorted((route for route in self.routes if route.status in statuses), key=lambda route: route.rank)


def view(case: dict[str, Any], on: date, words: Words, today: date | None = None) -> Result:
    """The result for a case on a date. ``today``: figures that were to be verified again before it are not used."""
    whole = rules.assess(case, on, today=today)
    after_cards, answer = whole["routes"]["nationality"], {key: whole["routes"][key] for key in CARDS}
    routes = tuple(route(key, one, on, words) for key, one in answer.items())
    headline, second = _headline(answer, routes, on, words)
    card_deadlines = dossier.deadlines(whole["deadlines"], words)
    kept = keeping.view(whole["keep"], case, on, words)
    return Result(
        headline,
        second,
        routes,
        missing(answer, case, words),
        card_deadlines,
        kept,
        nationality=nationality.view(
            route("nationality", after_cards, on, words),
            after_cards,
            nationality.questions(case, on),
            missing({"nationality": after_cards}, case, words),
            on,
            words,
        ),
        changes=notices.changes(whole["routes"], words),
        unusual=notices.unusual(whole["unusual"], case, on, words),
    )


def _headline(answer: dict[str, Any], routes: tuple[Route, ...], on: date, words: Words) -> tuple[str, str | None]:
    names = {route.key: route.short for route in routes}
    by_status = {status: [key for key, one in answer.items() if one["status"] == status] for status in ORDER}
    day = words.day(on)
    ahead = sorted(
        (key for key in by_status["later"] if answer[key]["earliest"]), key=lambda key: answer[key]["earliest"]
    )
    later = None
    if ahead:
        first = ahead[0]
        later = words("headline.later", card=names[first], date=words.day(answer[first]["earliest"]))
    only_amount = [key for key in by_status["unsettled"] if waits_only_for_an_amount(answer[key], on)]
    not_sure = [key for key in by_status["unsettled"] if key not in only_amount]
    unsettled = None
    if not_sure:
        unsettled = words("headline.unsettled", cards=words.every_of([names[key] for key in not_sure]))
    amount = None
    if only_amount:
        cards = words.every_of([names[key] for key in only_amount])
        amount = words("headline.only_amount", on=day, cards=cards, year=on.year)
    if by_status["open"]:
        cards = words.every_of([names[key] for key in by_status["open"]])
        return words("headline.open", on=day, cards=cards), later or amount or unsettled
    if amount:
        return amount, unsettled or later or words("headline.only_amount_more")
    if later:
        return words("headline.not_yet", on=day, later=later), unsettled
    if unsettled:
        return words("headline.not_sure", on=day), unsettled
    return words("headline.none", on=day), words("headline.none_more")
