"""The answer in one sentence, with its day, and the line below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.questions.at_latest import at_latest
from screens.questions.flow import CARDS
from screens.questions.places import Place
from screens.showing.cards.compare import Recommended
from screens.showing.cards.keeping import only_a_duty
from screens.showing.cards.ranking import AFTER_ANOTHER_CARD, day_of
from screens.showing.cards.routes import Route, not_yet
from screens.showing.lines.answers import option
from screens.showing.lines.requests import is_held
from screens.showing.result.found import Found
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types


UNLIMITED = ("B",)
"""Cards of unlimited stay, which is not the most that somebody can have."""


def tone_of(whole: answer_types.Assessment, lead: Route | None) -> str:
    """Open, ready, later, unsettled, closed, held or doubted (it is held, and whether it is kept is not certain).
    ``lead``: the card that the page is about."""
    if lead is not None:
        return "ready" if lead.ready else "unsettled" if lead.refused else lead.status
    if not holds_a_permanent_card(whole):
        return "closed"
    kept = whole["keep"]
    return "doubted" if kept and kept["status"] in ("at_risk", "unsettled") and not only_a_duty(whole, kept) else "held"


def holds_a_permanent_card(whole: answer_types.Assessment) -> bool:
    """Is one held, and has the stay that it stands for not ended?"""
    kept = whole["keep"]
    return not (kept and kept["ended"]) and any(is_held(route) for route in whole["routes"].values())


def perhaps_ended_by_absence(whole: answer_types.Assessment, on: date) -> bool:
    """Is it a trip of the past that leaves open whether the stay goes on? Who is away still, and can be back in time,
    has lost nothing."""
    kept = whole["keep"]
    if kept is None or kept["status"] != "unsettled" or only_a_duty(whole, kept):
        return False
    return any(
        one["status"] == "unsettled" and not one["planned"] and not _can_be_back(one, on) for one in kept["absences"]
    )


def _can_be_back(trip: dict[str, Any], on: date) -> bool:
    """Does a trip still run, as far as is told, with its last day to be back not over?"""
    return trip["to"] is None and trip["back_by"] is not None and date.fromisoformat(trip["back_by"]) >= on


def _of_the_card_held(tone: str, held: str, words: Words) -> str:
    if tone == "held" and held in UNLIMITED:
        return words("answer.held_unlimited", card=words(f"route.{held}.short"))
    return words("answer.held" if tone == "held" else "answer.doubted", card=option(Place("card"), held, words))


def sentence(tone: str, about: Found, words: Words) -> str:
    """The answer. ``tone``: that of ``tone_of``, refused or belgian. Two cards that are open, or that open on the same
    day, are both named."""
    lead, whole, on = about.lead, about.whole, about.on
    if tone == "refused":
        cards = [words(f"route.{key}.short") for key in about.refused if key in CARDS]
        return words("answer.refused_card", card=cards[0]) if len(cards) == 1 else words("answer.refused")
    if tone == "belgian":
        return words("answer.belgian")
    if tone in ("held", "doubted"):
        return _of_the_card_held(tone, str(about.case.get("card")), words)
    if lead is None:
        return words("answer.closed", on=words.day(on))
    if lead.refused:
        return lead.refused
    if tone == "ready":
        return words("answer.ready", card=lead.short, day=lead.day, year=on.year)
    if tone not in ("open", "later"):
        latest = at_latest(about.case, lead.key, whole["routes"][lead.key], on)
        if latest and not lead.plan_first:
            return words("answer.later", card=lead.short, day=words("result.from_latest", day=words.day(latest)))
        return _as_far_as_known(lead, about.possible, whole["routes"][lead.key], on, words)
    two = _two(lead, about.possible)
    if two:
        return _of_two(tone, *two, words)
    if lead.once_back:
        return words("answer.once_back", card=lead.short)
    if tone == "open":
        known = lead.day if lead.has_day else ""
        return (
            words("answer.open", card=lead.short, day=known) if known else words("answer.open_no_day", card=lead.short)
        )
    return _of_later(lead, words)


def _of_later(lead: Route, words: Words) -> str:
    if not lead.has_day:
        return words("answer.later_no_day", card=lead.short)
    if lead.plan_first:
        return words("answer.planned", card=lead.short, day=lead.day)
    if not_yet(lead.told):
        return words("answer.later_if", card=lead.short, day=lead.day)
    return words("answer.later", card=lead.short, day=lead.day)


def _two(lead: Route, possible: Sequence[Route]) -> tuple[Route, Route] | None:
    """The two cards of the answer, the one to ask for first; None where it is one card. What another card must come
    before is not open on the day of that card."""
    if lead.status == "open":
        together = [one for one in possible if one.status == "open" and not one.refused]
    else:
        together = [one for one in possible if _on_the_day_of(lead, one)]
    return (together[0], together[1]) if len(together) > 1 else None


def _on_the_day_of(lead: Route, one: Route) -> bool:
    if not_yet(one.told) or not_yet(lead.told) or one.plan_first:
        return False
    same_day = lead.has_day and one.has_day and one.day == lead.day
    return one.status == lead.status and same_day and one.told["basis"] not in AFTER_ANOTHER_CARD


def _of_two(tone: str, first: Route, second: Route, words: Words) -> str:
    cards = {"first": first.short, "second": second.short}
    if tone == "later":
        return words("answer.later_two", **cards, day=first.day)
    if first.once_back:
        return words("answer.once_back_two", **cards)
    if first.has_day and second.has_day and first.day == second.day:
        return words("answer.open_two", **cards, day=first.day)
    return words("answer.open_two_no_day", **cards)


def _as_far_as_known(lead: Route, possible: Sequence[Route], one: answer_types.Route, on: date, words: Words) -> str:
    """What can be said of a card that is not settled: its day, where only the absences are open; that its years are
    complete; else which cards are open."""
    if lead.if_never_away and one["within_limits"]:
        return words("answer.open_if_never_away", card=lead.short, day=words.day(one["within_limits"]))
    if _years_are_complete(one, on) and lead.has_day:
        return words("answer.years_complete", card=lead.short, day=lead.day)
    cards = words.every_of([route.short for route in possible if route.status == "unsettled"])
    return words("answer.unsettled", cards=cards)


def _years_are_complete(one: answer_types.Route, on: date) -> bool:
    return bool(one["earliest"] and one["clock"] and date.fromisoformat(one["clock"]) <= on)


def also(about: Found, stronger: Recommended | None, words: Words) -> str:
    """The other cards that are open too, in one line, and the stronger one; or one that is not certain and may come
    before the card that leads. All others stand below with their days. Where the years of a card are complete and it
    is not settled, what is in the way."""
    lead, possible, on = about.lead, about.possible, about.on
    if (
        lead
        and lead.status == "unsettled"
        and not lead.ready
        and _years_are_complete(about.whole["routes"][lead.key], on)
    ):
        return lead.obstacle
    two = _two(lead, possible) if lead and lead.status == "open" else None
    named = {one.key for one in two or ()}
    open_too = [one for one in possible if one is not lead and one.status == "open" and not one.refused]
    others = [one.short for one in open_too if one.key not in named]
    also = words("answer.also", cards=words.every_of(others)) if others else ""
    perhaps, plan = _perhaps_before(lead, possible, on, words), of_the_plan(lead, possible)
    return " ".join(filter(None, (stronger.text if stronger else "", also, perhaps, *plan)))


def of_the_plan(lead: Route | None, possible: Sequence[Route]) -> list[str]:
    """What a planned stay makes of the card that leads, and of cards whose day comes no later."""
    led = day_of(lead.told) if lead else None
    return [
        one.planned
        for one in possible
        if one.plan_first and one.told["basis"] not in AFTER_ANOTHER_CARD
        if one is lead or (led and (day := day_of(one.told)) and day <= led)
    ]


def _perhaps_before(lead: Route | None, possible: Sequence[Route], on: date, words: Words) -> str:
    """The nearest card that is not certain, where its day comes before that of the card that leads."""
    led = day_of(lead.told) if lead and lead.status in ("later", "unsettled") and lead.has_day else None
    days = {
        one.key: (day, one)
        for one in possible
        if one.status == "unsettled" and one.told["basis"] not in AFTER_ANOTHER_CARD
        if (day := day_of(one.told)) and led and max(day, on) < led
    }
    if not days:
        return ""
    day, one = min(days.values(), key=lambda found: found[0])
    if day <= on:
        return words("answer.perhaps_now", card=one.short)
    return words("answer.perhaps", card=one.short, day=one.day)
