"""The days of an answer: those that lie ahead, the window of one, the end of the card as it was told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.engine.dates import DAY
from screens.typed_dates import days as rough_days
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

SPECIAL_CARD = "special-card"
"""The group of the cards of Foreign Affairs."""
RENEWAL = "renewal-window"
"""The day that is a window: the weeks in which a card is renewed."""
PERMIT_RENEWAL = "renewal-of-single-permit"
"""The day by which a single permit is renewed; it comes before the window of its card."""
RENEWAL_WITH_CARD = "b-at-this-renewal"
"""The same renewal, where it can bring a card."""

NEAR = 3
"""Months: what lies nearer is said in an alert."""
APPEALS = ("appeal", "appeal-shortest", "ask-for-family-court")


def days_ahead(whole: answer_types.Assessment) -> list[dict[str, Any]]:
    """The days that lie ahead, of the card and of everything that was asked for, the nearest first."""
    every = [*days_of_card(whole), *(one for route in whole["routes"].values() for one in route["deadlines"])]
    ahead = [one for one in every if one["date"] and one["state"] == "ahead"]
    # The renewal that can bring a card is the renewal: it is told once.
    with_card = {one["date"] for one in ahead if one["id"] == RENEWAL_WITH_CARD}
    told = [one for one in ahead if one["id"] != PERMIT_RENEWAL or one["date"] not in with_card]
    return sorted(told, key=lambda one: str(one["date"]))


def days_of_card(whole: answer_types.Assessment) -> list[dict[str, Any]]:
    """The days for the card that is held. A permit that is renewed before its card leaves no window: who waits for the
    window is too late."""
    permit = permit_day(whole)
    return [one for one in whole["deadlines"] if one["id"] != RENEWAL or permit is None]


def permit_day(whole: answer_types.Assessment) -> dict[str, Any] | None:
    """The last day to ask for the renewal of a single permit, ahead or passed; that of a renewal which can bring a card
    where there is one. None where nothing is renewed by such a day."""
    every = [*(one for route in whole["routes"].values() for one in route["deadlines"]), *whole["deadlines"]]
    found = [one for one in every if one["id"] in (RENEWAL_WITH_CARD, PERMIT_RENEWAL) and one["date"]]
    return min(found, key=lambda one: one["id"] != RENEWAL_WITH_CARD, default=None)


def permit_day_is_over(whole: answer_types.Assessment, on: date) -> dict[str, Any] | None:
    """The last day to ask for the renewal of a permit, where it has passed and the card has not ended yet."""
    window, permit = renewal_of(whole), permit_day(whole)
    if not window or not permit or permit["state"] != "passed":
        return None
    return permit if window["state"] != "expired" and date.fromisoformat(window["expires"]) >= on else None


def renewal_of(whole: answer_types.Assessment) -> dict[str, Any] | None:
    """The days between which the card is renewed; None where none is held, or it is not renewed."""
    kept = whole["keep"]
    return kept["renewal"] if kept else None


def of_foreign_affairs(kept: answer_types.Keep | None) -> bool:
    """Is the card that is held a special card? The weeks of the cards of a municipality are not those of this one."""
    return kept is not None and kept["group"] == SPECIAL_CARD


def must_be_back(trip: dict[str, Any], words: Words) -> tuple[date, str] | None:
    """The last day to be back from a trip before it moves the date of a card, and the cards of that day; None where no
    such day is told."""
    if not trip["back_before"]:
        return None
    first = trip["back_before"][0]["day"]
    cards = [words(f"route.{one['route']}.short") for one in trip["back_before"] if one["day"] == first]
    return date.fromisoformat(first) - DAY, words.every_of(cards)


def last_day_back(trip: dict[str, Any], on: date) -> date | None:
    """The last day to be back from a trip for the card that is held, while it is not over. None too where a return
    before it is told: then there is nothing to keep in mind."""
    if not trip["back_by"] or trip["back_by"] < on.isoformat():
        return None
    in_time = trip["to"] is not None and trip["to"] < trip["back_by"]
    return None if in_time else date.fromisoformat(trip["back_by"])


def has_ended(whole: answer_types.Assessment, on: date) -> bool:
    """Is the last day of the card past?"""
    window = renewal_of(whole)
    return window is not None and (window["state"] == "expired" or date.fromisoformat(window["expires"]) < on)


def window_of(one: dict[str, Any]) -> tuple[date, date]:
    """The first and the last day on which something is to be done: the same twice, unless it is a window. Whatever else
    can be done over a time is named after its last day ("last day to apply"), and stands on that day alone."""
    last = date.fromisoformat(one["date"])
    return (date.fromisoformat(one["from"]), last) if one["from"] and one["id"] == RENEWAL else (last, last)


def possible_ends(case: dict[str, Any]) -> tuple[date, date] | None:
    """The first and the last day that the end of the card can be; None where nobody told it. Days are counted from the
    first of them, and only an exact one may be told as the day of the card."""
    told = case.get("card_expiry")
    return rough_days(told) if told and told != "none" else None


def since_or_from(day: str, on: date, words: Words, *, status: str = "") -> str:
    """A day (ISO) as the one since which something can be done, or from which: "since 15 March 2021". ``status``: that
    of the card; one that comes after its day, and not on it, is not there yet on the day itself (B-WORK-1)."""
    past = date.fromisoformat(day) <= on and status != "later"
    return words("result.since" if past else "result.from", day=words.day(day))


def card_end(case: dict[str, Any], words: Words) -> str:
    """What the day is on which the card ends: its last, or the first that is possible."""
    ends = possible_ends(case)
    return words("timeline.card_can_end") if ends and ends[0] < ends[1] else words("timeline.card_ends")
