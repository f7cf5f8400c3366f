"""What is said before anything else: a card that ends or has ended, a status at risk, a day that is near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.engine.dates import add_months
from screens.showing.lines import requests
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
from screens.showing.result import headline
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


def alerts(tone: str, whole: answer_types.Assessment, case: dict[str, Any], on: date, words: Words) -> Iterator[Alert]:
    """What must not be overlooked. ``tone``: that of the first screen."""
    kept, window = whole["keep"], renewal_of(whole)
    if kept and kept["status"] == "lost":
        yield Alert(words("alert.lost" if kept["ended"] else "alert.would_be_lost"), True)
    if kept and kept["status"] == "at_risk":
        yield Alert(words("alert.at_risk"), True)
    if kept and kept["status"] == "unsettled" and any(one["id"] in FAMILY_LIFE_ENDED for one in kept["warnings"]):
        yield Alert(words("alert.may_be_at_risk"), True)
    if perhaps_lost(tone, whole, on):
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


def perhaps_lost(tone: str, whole: answer_types.Assessment, on: date) -> bool:
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
