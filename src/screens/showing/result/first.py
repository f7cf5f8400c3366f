"""What stands on the first screen of a result: alerts, the answer in one sentence with its day, what to do first.

An alert is said before anything else: a card that ends or has ended, a status at risk, a day that is near. What was
asked for already leads the page; what to do first is made in ``to_do``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.engine.dates import add_months
from screens.questions.beginning import is_belgian
from screens.questions.flow import CARDS
from screens.showing.cards.compare import Recommended
from screens.showing.cards.ranking import in_order
from screens.showing.cards.routes import Route, first_sentence, step
from screens.showing.drawn.card import Drawing, drawing
from screens.showing.lines import requests
from screens.showing.lines.away import running
from screens.showing.lines.days import (
    APPEALS,
    NEAR,
    RENEWAL,
    RENEWAL_WITH_CARD,
    days_ahead,
    permit_day_is_over,
    possible_ends,
    renewal_of,
)
from screens.showing.lines.missing import Missing, of_the_card
from screens.showing.lines.requests import REGISTER, Request, became_belgian, belgian_by_silence, belgian_since
from screens.showing.result import headline
from screens.showing.result.to_do import MOST_ACTIONS, WHILE_ABROAD, Action
from screens.showing.result.to_do import actions as actions_of
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

FAMILY_LIFE_ENDED = frozenset({"family-life-ended", "family-life-ended-art-10bis"})
"""The warnings about a stay that rests on family life which has ended: they come before any card that lies ahead."""


@dataclass(frozen=True)
class Alert:
    """Something that must not be overlooked. ``urgent``: something is over or at risk; otherwise it comes near."""

    text: str
    urgent: bool


@dataclass(frozen=True)
class First:
    """The first screen. ``tone``: it gives colour and words; one of open, ready, later, unsettled, closed, held,
    doubted, refused, belgian, or the state of the request that leads (see ``requests``)."""

    alerts: tuple[Alert, ...]
    tone: str
    sentence: str
    also: str
    look: Drawing | None
    lead: Route | None
    """The card that the page is about: the one that was asked for, else the most useful of those that are possible."""
    asked: tuple[Request, ...]
    """What was asked for; the first leads the page, unless another was refused."""
    actions: tuple[Action, ...]


def view(
    whole: answer_types.Assessment,
    routes: Sequence[Route],
    possible: list[Route],
    missing: tuple[Missing, ...],
    stronger: Recommended | None,
    case: dict[str, Any],
    on: date,
    words: Words,
) -> First:
    """The first screen. ``routes``: every card. ``possible``: those that are not closed, the most useful first.
    ``stronger``: where the first of them is open beside another one, and recommended as the stronger of the two."""
    refused = headline.refused(whole)
    asked = _asked(whole, case)
    leads = asked[0] if asked and not refused else None
    by_key = {route.key: route for route in routes}
    lead = by_key[leads.key] if leads else possible[0] if possible else None
    tone = "refused" if refused else leads.state if leads else headline.tone_of(whole, lead)
    if is_belgian(case) or became_belgian(case):
        tone = "belgian"
    doubted = tone == "doubted" or _perhaps_lost(tone, whole, on)
    doubts = of_the_card(whole["keep"], case, words) if doubted and whole["keep"] else ()
    shown = next((key for key in refused if key in CARDS), lead.key if lead else str(case.get("card") or ""))
    away = running(case, on) is not None
    abroad = _abroad(tone, lead, words, away=away)
    if leads:
        sentence, also = _of_request(leads, by_key, words), _beside_request(asked, by_key, words)
    else:
        sentence = headline.sentence(tone, lead, possible, stronger, whole, case, on, words)
        # Which card to ask for "now" is not said beside "once you are back".
        beside = None if abroad else stronger
        also = headline.also(lead, possible, beside, whole, on, words) if not refused else ""
        if tone == "held" and case.get("card") in headline.UNLIMITED:
            also = _what_is_in_the_way([by_key[key] for key in ("K", "L") if key in by_key], words)
        if tone == "closed":
            also = " ".join(_plans(routes))
        # What was refused is said beside another card; while a judge can be asked, that leads the page.
        no = () if refused else (route.refused for route in possible if route is not lead)
        also = " ".join(filter(None, (*no, also, *(_of_request(one, by_key, words) for one in asked))))
    also = " ".join(filter(None, (also, abroad)))
    silent = belgian_by_silence(whole)
    about = None if silent else lead  # no card is asked for before it is known that somebody is not Belgian
    actions = actions_of(whole, about, asked, (doubts, missing), on, words, ask=tone == "doubted", abroad=away)
    if silent:
        actions = [Action(words("action.now"), step(REGISTER, words), on), *actions][:MOST_ACTIONS]
        if tone not in ("refused", "belgian"):  # days in which a judge can be asked come first
            tone, sentence, also = "silence", _of_the_silence(belgian_since(whole), words), words("answer.know_first")
    return First(
        alerts=tuple(_alerts(tone, whole, case, on, words)),
        tone=tone,
        sentence=sentence,
        also=also,
        look=drawing(shown) if shown and not silent else None,
        lead=lead,
        asked=asked,
        actions=tuple(actions),
    )


def _plans(routes: Sequence[Route]) -> list[str]:
    """Where no card is possible: what a planned stay would make of the nearest one; where that is not certain, of the
    nearest that is, too."""
    found = [one for one in in_order(routes, ()) if one.planned]
    certain = [one for one in found if one.told["planned"]["status"] != "unsettled"]
    return list(dict.fromkeys(one.planned for one in (*found[:1], *certain[:1])))


def _abroad(tone: str, lead: Route | None, words: Words, *, away: bool) -> str:
    """That by the trips that are told somebody is abroad on the day to ask for the card that leads. What is to be done
    then stands in the answer already, where the card can be asked for, and in what to do for one that is granted.
    ``away``: is it today?"""
    said_already = lead is not None and lead.once_back and tone == lead.status and not lead.refused
    if said_already or (away and tone == "granted"):
        return words("answer.abroad")
    said = [step(id, words) for id in (lead.told["next_steps"] if lead else ()) if id in WHILE_ABROAD]
    return first_sentence(said[0]) if said else ""


# --- what was asked for -------------------------------------------------------------------------------------------


def _asked(whole: answer_types.Assessment, case: dict[str, Any]) -> tuple[Request, ...]:
    """What was asked for; nothing where the stay has ended: then that is what the page is about."""
    ended = whole["keep"] and whole["keep"]["status"] == "lost"
    return () if ended else requests.requests(whole, case)


def _of_request(one: Request, routes: dict[str, Route], words: Words) -> str:
    route = routes[one.key]
    day = route.day if route.has_day and route.status in ("open", "later") else ""
    return requests.sentence(one, day, words)


def _what_is_in_the_way(routes: Sequence[Route], words: Words) -> str:
    """Why the cards that are more than unlimited stay cannot be had now."""
    return " ".join(words("answer.in_the_way", card=one.short, reason=one.obstacle) for one in routes if one.obstacle)


def _of_the_silence(since: date | None, words: Words) -> str:
    """That no answer to the declaration of nationality came in time."""
    if since is None:
        return words("answer.belgian_silent_no_day")
    return words("answer.belgian_silent", day=words.day(since))


def _beside_request(asked: Sequence[Request], routes: dict[str, Route], words: Words) -> str:
    """Below the request that leads: what no answer means, what by the answers is in its way, the other requests, and
    the cards that are open besides."""
    leads, keys = asked[0], {one.key for one in asked}
    counted = keys | requests.not_beside(asked)
    open_too = [route for key, route in routes.items() if route.status == "open" and key not in counted]
    others = [route.short for route in open_too if not route.refused]
    in_the_way = routes[leads.key].status == "closed" and leads.state != "granted"
    parts = (
        requests.what_silence_means(leads, words),
        routes[leads.key].obstacle if in_the_way else "",
        *(_of_request(one, routes, words) for one in asked[1:]),
        words("answer.also", cards=words.every_of(others)) if others else "",
    )
    return " ".join(filter(None, parts))


# --- alerts -------------------------------------------------------------------------------------------------------


def _alerts(tone: str, whole: answer_types.Assessment, case: dict[str, Any], on: date, words: Words) -> Iterator[Alert]:
    kept, window = whole["keep"], renewal_of(whole)
    if kept and kept["status"] == "lost":
        yield Alert(words("alert.lost" if kept["ended"] else "alert.would_be_lost"), True)
    if kept and kept["status"] == "at_risk":
        yield Alert(words("alert.at_risk"), True)
    if kept and kept["status"] == "unsettled" and any(one["id"] in FAMILY_LIFE_ENDED for one in kept["warnings"]):
        yield Alert(words("alert.may_be_at_risk"), True)
    if _perhaps_lost(tone, whole, on):
        yield Alert(words("alert.perhaps_lost"), True)
    if window:
        over = permit_day_is_over(whole, on)
        yield from (
            _alerts_of_permit(over, window, case, words)
            if over
            else _alerts_of_card(window, kept["to_come"] if kept else None, possible_ends(case), on, words)
        )
    for one in days_ahead(whole):
        day = date.fromisoformat(one["date"])
        if one["binds"] == "you" and one["id"] != RENEWAL and day <= add_months(on, NEAR):
            urgent = one["id"] in APPEALS
            yield Alert(words("alert.day", what=words(f"deadline.{one['id']}"), day=words.day(day)), urgent)


def _alerts_of_permit(
    permit: dict[str, Any], window: dict[str, Any], case: dict[str, Any], words: Words
) -> Iterator[Alert]:
    """The day is over, but the card runs: it is asked for today (B-WORK-1 says nothing of who is late)."""
    ends = possible_ends(case)
    told = {"expires": words.day(window["expires"]), "day": words.day(permit["date"])}
    if ends and ends[0] < ends[1]:
        yield Alert(words("alert.permit_day_may_be_over"), True)
    elif permit["id"] == RENEWAL_WITH_CARD:
        yield Alert(words("alert.b_day_over", **told), True)
    else:
        yield Alert(words("alert.permit_day_over", **told), True)


def _perhaps_lost(tone: str, whole: answer_types.Assessment, on: date) -> bool:
    """Is a permanent card held that a trip may have ended? Beside a card that is certain it is not said."""
    in_doubt = tone in ("doubted", "unsettled") and headline.perhaps_ended_by_absence(whole, on)
    return in_doubt and headline.holds_a_permanent_card(whole)


def _alerts_of_card(
    window: dict[str, Any],
    to_come: answer_types.ToCome | None,
    ends: tuple[date, date] | None,
    on: date,
    words: Words,
) -> Iterator[Alert]:
    """``to_come``: the card that is ordered in its place. ``ends``: the first and the last day that the end of the card
    can be. A day that nobody told is not named."""
    expires = date.fromisoformat(window["expires"])
    if to_come:
        if max((expires, *(ends or ()))) < on:
            yield Alert(requests.card_has_ended(to_come, words), True)
        return
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
