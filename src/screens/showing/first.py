"""What stands on the first screen of a result: alerts, the answer in one sentence with its day, what to do first.

An alert is said before anything else: a card that ends or has ended, a status at risk, a day that is near. The actions
are those of the rules (next steps, days, renewal), put in the order of time; at most three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from belgian_residence.engine.dates import add_months
from screens.questions.beginning import is_belgian
from screens.questions.flow import FROM_RESULT
from screens.showing import headline
from screens.showing.cards import Drawing, drawing
from screens.showing.compare import Recommended
from screens.showing.days import PERMIT_RENEWAL, RENEWAL, RENEWAL_WITH_CARD, days_ahead, possible_ends
from screens.showing.missing import Missing, of_the_card
from screens.showing.routes import Route, first_sentence, step
from screens.words import Words

NEAR = 3
"""Months: what lies nearer is said in an alert."""
BOOK = 1
"""Months before the day on which to ask for an appointment: our advice, no rule."""
MOST_ACTIONS = 3
AT_RENEWAL = "ask-for-b-at-renewal"
"""The step that is a renewal, which has a day of its own."""
SAID_OTHERWISE = ("wait-for-date", "answer-missing")
"""Steps that stand on the first screen in other words: the day, and each question that is open."""
AFTER_A_NO = "read-decision"
"""The step that comes first after a refusal."""
APPEALS = ("appeal", "appeal-shortest", "ask-for-family-court")
ASK_FOR_HELP = "ask-municipality"
"""The step where the law leaves something open."""
FAMILY_LIFE_ENDED = "family-life-ended"
"""The warning about a stay that rests on family life which has ended: it is said before any card that lies ahead."""


@dataclass(frozen=True)
class Alert:
    """Something that must not be overlooked. ``urgent``: something is over or at risk; otherwise it comes near."""

    text: str
    urgent: bool


@dataclass(frozen=True)
class Action:
    """One thing to do: its day in words, what it is, the screen on which it is done here (or ""), and how."""

    day: str
    text: str
    on: date
    screen: str = ""
    how: str = ""


@dataclass(frozen=True)
class First:
    """The first screen. ``tone``: that of ``headline.tone_of``, refused or belgian: it gives colour and words."""

    alerts: tuple[Alert, ...]
    tone: str
    sentence: str
    also: str
    look: Drawing | None
    lead: Route | None
    """The card that the page is about: the most useful of those that are possible."""
    actions: tuple[Action, ...]


def view(
    whole: dict[str, Any],
    possible: list[Route],
    missing: tuple[Missing, ...],
    stronger: Recommended | None,
    case: dict[str, Any],
    on: date,
    words: Words,
) -> First:
    """The first screen. ``possible``: the cards that are not closed, the most useful first. ``stronger``: where the
    first of them is open beside another one, and recommended as the stronger of the two."""
    lead = possible[0] if possible else None
    refused = any(one["id"] in APPEALS for one in days_ahead(whole))
    tone = "refused" if refused else "belgian" if is_belgian(case) else headline.tone_of(whole, lead)
    doubted = tone == "doubted" or _perhaps_lost(tone, whole)
    doubts = of_the_card(whole["keep"], case, words) if doubted else ()
    shown = lead.key if lead else str(case.get("card") or "")
    return First(
        alerts=tuple(_alerts(tone, whole, case, on, words)),
        tone=tone,
        sentence=headline.sentence(tone, lead, possible, stronger, whole, case, on, words),
        also=headline.also(lead, possible, stronger, whole, on, words) if tone != "refused" else "",
        look=drawing(shown) if shown else None,
        lead=lead,
        actions=tuple(_actions(tone, whole, lead, doubts, missing, on, words)),
    )


# --- alerts -------------------------------------------------------------------------------------------------------


def _alerts(tone: str, whole: dict[str, Any], case: dict[str, Any], on: date, words: Words) -> Iterator[Alert]:
    kept = whole["keep"] or {}
    window = kept.get("renewal")
    if kept.get("status") == "lost":
        yield Alert(words("alert.lost" if kept["ended"] else "alert.would_be_lost"), True)
    if kept.get("status") == "at_risk":
        yield Alert(words("alert.at_risk"), True)
    if kept.get("status") == "unsettled" and FAMILY_LIFE_ENDED in {one["id"] for one in kept["warnings"]}:
        yield Alert(words("alert.may_be_at_risk"), True)
    if _perhaps_lost(tone, whole):
        yield Alert(words("alert.perhaps_lost"), True)
    if window:
        yield from _alerts_of_card(window, possible_ends(case), on, words)
    for one in days_ahead(whole):
        day = date.fromisoformat(one["date"])
        if one["binds"] == "you" and one["id"] != RENEWAL and day <= add_months(on, NEAR):
            urgent = one["id"] in APPEALS
            yield Alert(words("alert.day", what=words(f"deadline.{one['id']}"), day=words.day(day)), urgent)


def _perhaps_lost(tone: str, whole: dict[str, Any]) -> bool:
    """Is a permanent card held that a trip may have ended? Beside a card that is certain it is not said."""
    in_doubt = tone in ("doubted", "unsettled") and headline.perhaps_ended_by_absence(whole["keep"])
    return in_doubt and headline.holds_a_permanent_card(whole)


def _alerts_of_card(window: dict[str, Any], ends: tuple[date, date] | None, on: date, words: Words) -> Iterator[Alert]:
    """``ends``: the first and the last day that the end of the card can be. A day that nobody told is not named."""
    expires = date.fromisoformat(window["expires"])
    if ends and ends[0] < ends[1]:
        if ends[1] < on:
            yield Alert(words("alert.card_has_ended"), True)
        elif expires < on:
            yield Alert(words("alert.card_may_have_ended"), True)
        elif window["state"] in ("now", "late") or expires <= add_months(on, NEAR):
            yield Alert(words("alert.card_may_end", day=words.day(expires)), False)
        return
    day = words.day(expires)
    if window["state"] == "expired" or expires < on:
        yield Alert(words("alert.card_ended", day=day), True)
    elif window["state"] in ("now", "late"):
        yield Alert(words("alert.card_now", day=day), True)
    elif expires <= add_months(on, NEAR):
        yield Alert(words("alert.card_soon", day=day), False)


# --- what to do first ---------------------------------------------------------------------------------------------


def _actions(
    tone: str,
    whole: dict[str, Any],
    lead: Route | None,
    doubts: tuple[Missing, ...],
    missing: tuple[Missing, ...],
    on: date,
    words: Words,
) -> list[Action]:
    """What binds comes first, as far as no alert has said it; then what says whether the card is kept (``doubts``),
    what the cards need, and last the questions that are open for others; three at most, in the order of time."""
    found = [*_binding(whole, on, words), *(_answer(one, on, words) for one in doubts)]
    if tone == "doubted":
        found.append(Action(words("action.now"), first_sentence(step(ASK_FOR_HELP, words)), on))
    found += [*_for_the_card(whole, lead, missing, on, words), *_renewal(whole, on, words)]
    found += [_answer(one, on, words) for one in missing]
    once = list({one.text: one for one in found}.values())[:MOST_ACTIONS]
    return sorted(once, key=lambda one: one.on)


def _binding(whole: dict[str, Any], on: date, words: Words) -> Iterator[Action]:
    if any(one["id"] in APPEALS for one in days_ahead(whole)):
        yield Action(words("action.now"), step(AFTER_A_NO, words), on)
    for one in days_ahead(whole):
        if one["id"] in APPEALS:
            day = words("action.by", day=words.day(one["date"]))
            yield Action(day, words(f"deadline.{one['id']}"), date.fromisoformat(one["date"]))
    for trip in (whole["keep"] or {}).get("absences", ()):
        back = trip["back_by"] and date.fromisoformat(trip["back_by"])
        if back and back >= on and (trip["to"] is None or date.fromisoformat(trip["to"]) > on):
            yield Action(words("action.by", day=words.day(back)), words("action.back"), back)


def _for_the_card(
    whole: dict[str, Any], lead: Route | None, missing: tuple[Missing, ...], on: date, words: Words
) -> Iterator[Action]:
    if lead is None:
        return
    route = whole["routes"][lead.key]
    now = words("action.now")
    if lead.status == "unsettled" and not lead.ready:
        for one in missing:
            if lead.short in one.routes:
                yield _answer(one, on, words)
    earliest = route["earliest"] and date.fromisoformat(route["earliest"])
    if lead.status == "later" and earliest and earliest > on:
        book = max(on, add_months(earliest, -BOOK))
        yield Action(words("action.from", day=words.day(book)), words("action.book"), book)
        yield Action(words("action.from", day=words.day(earliest)), words("action.ask", card=lead.short), earliest)
    with_card = next(
        (date.fromisoformat(one["date"]) for one in days_ahead(whole) if one["id"] == RENEWAL_WITH_CARD), None
    )
    for id in route["next_steps"]:
        if id == AT_RENEWAL and with_card:
            if with_card > add_months(on, NEAR):  # an alert says it where it is near
                day = words("action.by", day=words.day(with_card))
                yield Action(day, words(f"deadline.{RENEWAL_WITH_CARD}"), with_card)
        elif id not in SAID_OTHERWISE and ":" not in id:  # what speaks of one condition is a reason, and stands with it
            yield Action(now, first_sentence(step(id, words)), on)


def _answer(one: Missing, on: date, words: Words) -> Action:
    """A question that is open."""
    text = words("action.answer", what=one.label)
    return Action(words("action.now"), text, on, FROM_RESULT + one.screen, one.how)


def _renewal(whole: dict[str, Any], on: date, words: Words) -> Iterator[Action]:
    window = (whole["keep"] or {}).get("renewal")
    if not window or window["state"] != "ahead" or not window["from"]:
        return
    permit = next((one for one in days_ahead(whole) if one["id"] in (PERMIT_RENEWAL, RENEWAL_WITH_CARD)), None)
    if permit:  # its day comes before the window: who waits for the window is too late
        day = date.fromisoformat(permit["date"])
        if day > add_months(on, NEAR):  # an alert says it where it is near
            yield Action(words("action.by", day=words.day(day)), words(f"deadline.{permit['id']}"), day)
    else:
        first = date.fromisoformat(window["from"])
        days = words("action.between", first=words.day(first), last=words.day(window["to"]))
        yield Action(days, words("action.renew"), first)
