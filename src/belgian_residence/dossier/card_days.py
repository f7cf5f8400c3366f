"""The days for the card that is held: its last day, its renewal, and the report of a return.

May be asked by the days of a route too: the renewal of a single permit is what brings a B card (B-WORK-1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from belgian_residence.dossier import circumstances
from belgian_residence.dossier.days import deadline, is_late, last_value, sureness
from belgian_residence.dossier.figures import figure
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.keeping.groups import OLD_DOCUMENTS
from belgian_residence.keeping.renewal import document_end, ended_with_its_stay, old_documents
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.status import became_belgian
from belgian_residence.told.answers import Answers
from belgian_residence.told.values import Days, Values
from belgian_residence.trust.verification import past_verify_by

RENEWAL = ("REN-1", "DIS-17")
SINGLE_PERMIT_RENEWAL = ("B-WORK-1",)
"""Employees ask two months before the end (Act art. 61/25-3); after five years the renewal has no end (reading 7)."""
RETURN = ("ABS-2", "CARD-ABS-2")
WINDOW_CARDS = frozenset({"A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L"})
"""Cards whose renewal the law base dates (REN-1, RD 1981 art. 33)."""
OTHER_CARDS = frozenset({"E", "E+", "EU", "EU+", "M", "M+", "N"})
"""Cards that are renewed too, but for which no source names the window."""


@dataclass(frozen=True)
class CardEnd:
    """The last day of the card held, and what is doubtful about it."""

    day: Days
    doubts: list[str]
    late: bool
    """Does it rest on a figure past its verify-by date?"""


def card_ends(answers: Answers, on: date, today: date | None) -> CardEnd | None:
    """The day on the card; where the card may be of an old model that stops before that day, the earlier one (OLD-3,
    D-17: sources differ). None while the day is not known, and for who has become Belgian and renews it no more."""
    printed = answers.values.get("card_expiry")
    if not isinstance(printed, Days) or became_belgian(answers.latest_person()):
        return None
    if not any(answers.values.get("card") in old.cards for old in OLD_DOCUMENTS):
        return CardEnd(printed, [], late=False)
    held = replace(answers.latest_person(), card_expiry=printed.earliest)
    if ended_with_its_stay(held, on):
        return None  # it is not renewed, whatever is printed on it: there is nothing to do by its last day
    stops = [(end, old) for old in old_documents(held, on) if (end := document_end(old, on)) and end < printed.earliest]
    if not stops:
        return CardEnd(printed, [], late=False)
    end, old = min(stops, key=lambda one: one[0])
    return CardEnd(Days(end, end), ["old-card-may-have-ended"], bool(past_verify_by(old.amounts, on, today or on)))


def renewal(answers: Answers, on: date, today: date | None) -> list[dict[str, Any]]:
    """The window that fits all sources: between the 40th and the 30th day before the card ends (REN-1, DIS-17)."""
    ends, card = card_ends(answers, on, today), answers.values.get("card")
    if ends is None or card not in WINDOW_CARDS | OTHER_CARDS:
        return []
    expiry = ends.day
    law = RENEWAL
    names = ("renewal.window.first_day_advised", "renewal.window.last_day")
    first, last = (figure(name, on, today) for name in names)
    late = is_late(first) or is_late(last)
    if not late and (first["value"] is None or last["value"] is None):
        return []
    doubts = ["window-45-or-40"] if card in WINDOW_CARDS else ["window-not-seen-for-card"]
    opens = None if late else (expiry.earliest - timedelta(days=first["value"])).isoformat()
    closes = None if late else expiry.earliest - timedelta(days=last["value"])
    found = deadline("renewal-window", on, law, "you", closes, "card_expiry")
    shown = {"card_ends": expiry.earliest.isoformat(), "card_ended": expiry.latest < on}
    of_the_window = [] if late else doubts  # no window is named
    how_sure = sureness(on, law, expiry, [*of_the_window, *ends.doubts], last, late=late or ends.late)
    return [{**found, "from": opens, **shown, **how_sure}]


def permit_renewal(answers: Answers, on: date, today: date | None) -> list[dict[str, Any]]:
    """The last day to ask for the renewal of a single permit, which comes before that of the card (B-WORK-1)."""
    ends = card_ends(answers, on, today)
    if ends is None or answers.values.get("card") not in WINDOW_CARDS:
        return []
    if "single-permit" not in circumstances.shown(answers, on):
        return []
    return single_permit_day("renewal-of-single-permit", ends, on, today)


def returns(values: Values, on: date, today: date | None) -> list[dict[str, Any]]:
    """Fifteen days to report a return after three months or more abroad, while the day is not over (ABS-2).

    Of a rough return the first day counts, and the reminder stays until the last one is over. With figures past their
    day it is named by those that were known last, without a day.
    """
    law = RETURN
    found = []
    away, term = figure("return.notice_threshold", on, today), figure("return.report_days", on, today)
    months, days = last_value(away), last_value(term)
    if months is None or days is None:
        return []
    late = is_late(away) or is_late(term)
    for index, trip in enumerate(values.get("absences") or ()):
        back = trip.get("to")
        if back is None:
            continue
        last = back.earliest + timedelta(days=days)
        if add_months(trip["from"].earliest, months) <= back.latest and on <= back.latest + timedelta(days=days):
            one = deadline("report-return", on, law, "you", None if late else last, f"absences[{index}].to")
            counted = back if trip["from"].exact else trip["from"]
            found.append({**one, "term": term, **sureness(on, law, counted, [], term, late=late)})
    return found


def b_at_renewal(outcome: Outcome, expiry: CardEnd, on: date, today: date | None) -> list[dict[str, Any]]:
    """The renewal that can bring the B card: that of a card which ends after the five years (B-WORK-1, reading 7). It
    is asked for from the day after them, at the latest two months before the card ends."""
    complete = outcome.earliest
    if complete is None or expiry.day.earliest <= complete:
        return []  # this renewal is handled before the five years; the next one brings it
    found = single_permit_day("b-at-this-renewal", expiry, on, today)
    for one in found:
        begins = (complete + DAY).isoformat()
        one["from"] = begins if one["date"] and begins <= one["date"] else None
    return found


def single_permit_day(id: str, expiry: CardEnd, on: date, today: date | None) -> list[dict[str, Any]]:
    """The last day to ask for the renewal of a single permit."""
    law, term = SINGLE_PERMIT_RENEWAL, figure("B.single_permit.renewal_request", on, today)
    months = last_value(term)
    if months is None:
        return []
    late = is_late(term)
    last = None if late else add_months(expiry.day.earliest, -months)
    shown = {"card_ends": expiry.day.earliest.isoformat(), "card_ended": expiry.day.latest < on}
    day = deadline(id, on, law, "you", last, "card_expiry")
    return [{**day, **shown, **sureness(on, law, expiry.day, expiry.doubts, term, late=late or expiry.late)}]
