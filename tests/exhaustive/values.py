"""For each fact, the values that can make a difference: unknown, and one for each case that the law tells apart.

Days are placed around the boundary that they decide about: the day before, the day, the day after. A fact that has no
values of its own here gets those of its kind, so a new fact is tried from the day it exists.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from belgian_residence.told.facts import ABSENCE_REASONS, FACTS, GROUNDS, INTERRUPTIONS, Kind

Value = Any
Case = dict[str, Any]
DAY = timedelta(days=1)

DATES = tuple(
    date.fromisoformat(day)
    for day in (
        "2025-06-15",  # an ordinary day; the amounts of the year are known
        "2021-01-01",  # the first day that the rules answer for
        "2021-12-31",  # the last day to ask for the M card
        "2022-01-01",
        "2024-02-29",
        "2026-06-11",  # the day before asylum time can count in full
        "2026-06-12",
        "2026-06-30",  # the last day on which the EU day for it may still lie ahead
        "2031-03-01",  # no amount is known yet
    )
)
"""The dates asked about: those around which the law changes, and an ordinary one first."""


def back(on: date, years: int = 0, days: int = 0) -> date:
    """So many years and days before a date."""
    day = date(on.year - years, 3, 1) if (on.month, on.day) == (2, 29) else on.replace(year=on.year - years)
    return day - timedelta(days)


def around(on: date, years: int) -> list[str]:
    """The days that lie so many years back, a day more, and a day less."""
    return [back(on, years, days).isoformat() for days in (1, 0, -1)]


def entry(start: date, end: date | None = None, **more: Value) -> Case:
    """A stay, a trip or another period as it stands in a case."""
    return {"from": start.isoformat()} | ({"to": end.isoformat()} if end else {}) | more


def stays(on: date) -> list[Value]:
    """No stay; each ground on each side of five years, and told in part; chains, gaps, other countries."""
    found: list[Value] = [None, []]
    for ground in GROUNDS:
        found += [[entry(date.fromisoformat(day), ground=ground, first_card_issued=day)] for day in around(on, 5)]
        found += [
            [entry(back(on, 6), ground=ground)],
            [entry(back(on, 1), ground=ground, first_card_issued=back(on, 1).isoformat())],
            [entry(back(on, 6), on - DAY, ground=ground, first_card_issued=back(on, 6).isoformat())],
            [
                entry(back(on, 9), back(on, 4), ground=ground, first_card_issued=back(on, 9).isoformat()),
                entry(back(on, 4), ground="single_permit", first_card_issued=back(on, 4).isoformat()),
            ],
            [
                entry(back(on, 9), back(on, 1), ground="single_permit", first_card_issued=back(on, 9).isoformat()),
                entry(back(on, 1), ground=ground, first_card_issued=back(on, 1).isoformat()),
            ],
        ]
    asylum = entry(back(on, 7), back(on, 4), ground="asylum_procedure", first_card_issued=back(on, 7, -20).isoformat())
    work = entry(back(on, 4, -60), ground="single_permit", first_card_issued=back(on, 4, -90).isoformat())
    found += [
        [entry(back(on, 15), ground="special_card_other")],
        [asylum, entry(back(on, 4), ground="refugee", first_card_issued=back(on, 4).isoformat())],
        [asylum, work],  # with a gap of sixty days
        [entry(back(on, 6), ground="single_permit", first_card_issued=back(on, 6).isoformat(), country="FR")],
        [
            entry(
                back(on, 6), back(on, 3), ground="blue_card", first_card_issued=back(on, 6).isoformat(), country="DE"
            ),
            entry(back(on, 3), ground="blue_card", first_card_issued=back(on, 3).isoformat()),
        ],
        [entry(back(on, 3), ground="unaccompanied_minor", first_card_issued=back(on, 3).isoformat())],
        *([entry(date.fromisoformat(day), ground="single_permit", first_card_issued=day)] for day in around(on, 10)),
    ]
    return found


def trip(on: date, started: int, days: int, **more: Value) -> Case:
    """A trip that began so many days ago and lasts so many days."""
    out = on - timedelta(started)
    return entry(out, out + timedelta(days), **more)


def absences(on: date) -> list[Value]:
    """No trip; each reason short, over six months and over a year; a second one; one under way; one that is planned."""
    found: list[Value] = [None, [], [trip(on, 400, 14)]]
    for reason in (*ABSENCE_REASONS, None):
        found += [[trip(on, 900, days, reason=reason)] for days in (100, 220, 390)]
    told = [(True, True), (True, False), (False, True), (None, True), (True, None)]
    found += [[trip(on, 900, 390, annex_18=one, centre_of_interests_proven=two)] for one, two in told]
    both = {"annex_18": True, "centre_of_interests_proven": True}
    found += [[trip(on, 900, 390, **both, card_valid_on_return=one, return_reported=two)] for one, two in told[:3]]
    found += [
        [trip(on, 1700, 1100)],
        [trip(on, 2300, 2200)],
        [trip(on, 900, 390, outside_eu=False)],
        [trip(on, 1500, 220, reason="serious_illness"), trip(on, 700, 220, reason="serious_illness")],
        [trip(on, 1500, 160), trip(on, 900, 160)],
        [{"from": (on - timedelta(60)).isoformat(), "to": None}],
        [trip(on, -30, 250)],
        [trip(on, -30, 400)],
    ]
    return found


def period(on: date) -> list[Value]:
    """No period, one of two months a year ago."""
    return [None, [], [trip(on, 365, 60)]]


def papers(on: date) -> list[Value]:
    """The day of a paper: not known, no such paper, on each side of five years, later, and long ago."""
    return [None, "none", *around(on, 5), back(on, 1).isoformat(), back(on, 12).isoformat()]


def applications(on: date) -> list[Value]:
    """No request; each such card granted; on a day that is not known, and long ago; refused, and waited for."""
    lately = back(on, 0, 20).isoformat()
    return [
        None,
        [],
        *([{"route": route, "decision": "granted", "notified": lately}] for route in ("B", "K", "L", "EU+")),
        [{"route": "B", "decision": "granted"}],
        [{"route": "B", "decision": "granted", "notified": back(on, 12).isoformat()}],
        [{"route": "B", "decision": "refused", "notified": lately}],
        [{"route": "B", "decision": "pending"}],
    ]


OWN: dict[str, Callable[[date], list[Value]]] = {
    "nationality": lambda on: [None, ["MA"], ["FR"], ["BE"], ["GB"], ["MA", "FR"], ["BE", "FR"]],
    "card_expiry": lambda on: [None, (on + DAY).isoformat(), back(on, 0, 1).isoformat(), back(on, 1).isoformat()],
    "birth_date": lambda on: [None, *around(on, 18), back(on, 40).isoformat(), back(on, 10).isoformat()],
    "stays": stays,
    "absences": absences,
    "applications": applications,
    "absences_each_under": lambda on: [None, 6, 12, 24],
    "absences_in_a_year": lambda on: [None, 2, 6],
    "absences_in_five_years": lambda on: [None, 10, 12],
    "asylum_application": lambda on: [*papers(on)[:5], back(on, 7).isoformat(), back(on, 2).isoformat()],
    "permit_granted": lambda on: [None, "none", back(on, 4).isoformat()],
    "unlimited_stay_since": lambda on: [None, "none", back(on, 4).isoformat(), back(on, 1).isoformat()],
    "annex_15": lambda on: [None, "none", back(on, 5, 60).isoformat(), back(on, 8).isoformat()],
    "spouse_of_belgian_since": lambda on: [None, "none", *around(on, 3)],
    "income": lambda on: [None, 0, 1000, 1500, 9000],
    "dependants": lambda on: [None, 0, 3, 40],
    "interruptions": lambda on: [None, [], *([one] for one in INTERRUPTIONS)],
    "free_movement_gaps": period,
    "prison": period,
    "register_gaps": lambda on: [*period(on), [trip(on, 365, 60, presence_proven=True)], [trip(on, 7 * 365, 60)]],
    "stopped_working": lambda on: [None, back(on, 1).isoformat(), back(on, 4).isoformat()],
}


def values(on: date) -> dict[str, list[Value]]:
    """Every fact with its values, for a date asked about."""
    return {fact.name: OWN[fact.name](on) if fact.name in OWN else _of_kind(fact.kind, on) for fact in FACTS}


def _of_kind(kind: Kind, on: date) -> list[Value]:
    if kind.name == "yes_no":
        return [None, True, False]
    if kind.name == "choice":
        return [None, *kind.options]
    if kind.name == "choices":
        return [None, [], *([one] for one in kind.options)]
    if kind.name == "date":
        return papers(on) if kind.may_be_none else [None, *papers(on)[2:]]
    if kind.name in ("money", "count"):
        return [None, 0, 1, 40]
    assert kind.name == "list", f"no values of {kind.name}"
    return [None, []]
