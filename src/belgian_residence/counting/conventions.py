"""The ways of counting that the law leaves open: each has a name, a safe choice and the other defensible choice.

The points are those of the project's list of readings; ``provision`` ids stand in ``READINGS``. A *reading* is the
safe way of counting with one choice changed. ``SAFE`` is the strictest way that we found, usually the one with the
latest date. Adding a choice: add a field here, a row to ``READINGS``, and use the field where the counting happens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Conventions:
    """One way of counting. The defaults are the safe choices."""

    ten_months_restart: bool = True
    """L, more than ten months in all (L-ABS-2, reading 2): the clock restarts on the return of the last trip of any
    five years that hold more than ten months; other: the five years before the application slide on."""
    blue_card_limits: bool = False
    """L, trips inside the EU during the last two years in Belgium, for who adds up Blue Card years of several states
    (L-BLUE-1, reading 3): absences from Belgium, with the same limits; other: only absences from the EU count."""
    asylum_time_in_full: bool = False
    """L, asylum time (L-5Y-5, reading 4): the half / over-18-months rule; other: in full, for applications from
    12 June 2026, when article 15bis was amended (Regulation 2024/1347 art. 40)."""
    clock_from_registration: bool = False
    """L, start (L-5Y-8, reading 6): issue of the first card; other: registration or Annex 15."""
    zero_weight_pauses: bool = False
    """L, a stay that does not count (L-5Y-7): it breaks the five years; other: it is only left out."""
    company_transfer_counts: bool = False
    """L, time as an intra-corporate transferee (L-5Y-9, reading 25): it does not count, because the law caps it at
    three years; other: it counts in full, because no list names it."""
    other_protection_counts: bool = False
    """L, time under temporary protection, and asylum time that did not lead to protection, once another permit is held
    (L-5Y-7, reading 41): it does not count; other: it counts in full, because the list of the law does not name it."""
    short_gaps_covered: bool = False
    """B, K, L, nationality, a gap between two stays that is no longer than an Annex 15 can last (DOC-15, L-PROC-3,
    and for nationality NAT-TITLE-4): it breaks the years; other: an Annex 15 covered it."""
    lawful_stay_from_registration: bool = False
    """Nationality, start of lawful stay for those for whom the Code does not name the day of the request (NAT-TITLE-1,
    NAT-TITLE-4, reading 20): issue of the first card; other: registration or Annex 15, or the annex 19ter of family of
    a Belgian."""
    one_fifth_restart: bool = True
    """Nationality, absences of more than one fifth of the term in all (NAT-TITLE-6, reading 20): the years restart on
    the return of the last trip of any such years that hold more; other: the years before the declaration slide on."""
    special_cards_count: bool = False
    """Nationality, time on a special card (NAT-TITLE-5, D-20; two courts of appeal differ): it does not count and
    breaks the years; other: it is lawful stay."""
    asylum_from_application: bool = False
    """K, start of asylum time (K-COUNT-1, reading 12): first orange card; other: the application."""
    absence_year: str = "any_twelve_months"
    """EU+, F+, M, six months a year (EUP-ABS-5, reading 13): any twelve months; others: calendar year, year counted
    from the annex."""
    year_stays_whole: bool = True
    """EU+, F+, M, after an absence that broke the clock (reading 14): the months of absence of that year still count
    against the new clock, so that a longer absence can never give an earlier date; other: a clean slate."""
    important_absence_in_sum: bool = True
    """EU+, F+, M, an absence of up to six months for an important reason (EUP-ABS-3): it counts in the six months of
    the year; other: the one absence for an important reason is left out, however short."""
    doubts_settled: bool = False
    """EU+, F+, M, what only papers can decide: a time without work, study or means (EUP-5Y-4), a time off the register
    (SW-12), a second long absence, a posting over twelve months (reading 15), an absence whose reason is not known.
    Safe: it broke the five years; other: it did not."""
    absence_ends_with_five_years: bool = False
    """L, EU+, F+, M, an absence that still runs on the day on which five years are complete (L-5Y-1, L-ABS-1, EUP-5Y-1,
    EUP-ABS-1). Safe: it is judged by its whole length; other: only the part before that day, on which the right arises
    by law, or for L can be asked for."""
    whole_days_abroad: bool = False
    """Days of departure and return (reading 22): an absence lasts from one to the other; other: only whole days abroad
    count."""

    def but(self, **choices: Any) -> Conventions:
        """The same way, with some choices made otherwise."""
        return _but(self, *choices.items())


@cache  # few ways, few choices
def _but(way: Conventions, *choices: tuple[str, Any]) -> Conventions:
    return replace(way, **dict(choices))


SAFE = Conventions()

READINGS: dict[str, tuple[Conventions, tuple[str, ...], tuple[str, ...]]] = {
    # name: (way of counting, provisions, routes it can change)
    "ten-months-slide": (replace(SAFE, ten_months_restart=False), ("L-ABS-2", "L-5Y-1"), ("L",)),
    "blue-card-limits": (replace(SAFE, blue_card_limits=True), ("L-BLUE-1",), ("L",)),
    "asylum-in-full": (replace(SAFE, asylum_time_in_full=True), ("L-5Y-5",), ("L",)),
    "from-registration": (replace(SAFE, clock_from_registration=True), ("L-5Y-8",), ("L",)),
    "uncounted-stay-pauses": (replace(SAFE, zero_weight_pauses=True), ("L-5Y-7",), ("L",)),
    "company-transfer-counts": (replace(SAFE, company_transfer_counts=True), ("L-5Y-9", "B-RES-1"), ("L",)),
    "other-protection-counts": (replace(SAFE, other_protection_counts=True), ("L-5Y-7", "DIS-32"), ("L",)),
    "gap-covered": (
        replace(SAFE, short_gaps_covered=True),
        ("DOC-15", "L-PROC-3", "NAT-TITLE-4"),
        ("B", "K", "L", "nationality"),
    ),
    "stay-from-registration": (
        replace(SAFE, lawful_stay_from_registration=True),
        ("NAT-TITLE-1", "NAT-TITLE-4"),
        ("nationality",),
    ),
    "one-fifth-slides": (replace(SAFE, one_fifth_restart=False), ("NAT-TITLE-6",), ("nationality",)),
    "special-card-counts": (replace(SAFE, special_cards_count=True), ("NAT-TITLE-5", "D-20"), ("nationality",)),
    "asylum-from-application": (replace(SAFE, asylum_from_application=True), ("K-COUNT-1",), ("K",)),
    "calendar-year": (replace(SAFE, absence_year="calendar_year"), ("EUP-ABS-5",), ("EU+", "F+", "M+")),
    "year-from-annex": (replace(SAFE, absence_year="year_from_annex"), ("EUP-ABS-5",), ("EU+", "F+", "M+")),
    "clean-slate": (replace(SAFE, year_stays_whole=False), ("EUP-ABS-1",), ("EU+", "F+", "M+")),
    "important-reason-left-out": (
        replace(SAFE, important_absence_in_sum=False),
        ("EUP-ABS-3",),
        ("EU+", "F+", "M+"),
    ),
    "doubts-settled": (
        replace(SAFE, doubts_settled=True),
        ("EUP-5Y-4", "SW-12", "EUP-ABS-3", "EUP-ABS-4"),
        ("EU+", "F+", "M+"),
    ),
    "right-arises-during-absence": (
        replace(SAFE, absence_ends_with_five_years=True),
        ("EUP-5Y-1", "EUP-ABS-1", "L-ABS-1"),
        ("L", "EU+", "F+", "M+"),
    ),
    "whole-days-abroad": (
        replace(SAFE, whole_days_abroad=True),
        ("L-ABS-1", "EUP-ABS-1"),
        ("L", "EU+", "F+", "M+", "nationality"),
    ),
}

MOST_FAVOURABLE = "most-favourable"
"""Every other choice at once; shown only when it gives a date that no single reading gives."""


SAFE_READING = "safe"


def reading(name: str) -> Conventions:
    """The way of counting of a reading: ``safe`` or a key of ``READINGS``. Raises KeyError for another name."""
    return SAFE if name == SAFE_READING else READINGS[name][0]


@cache
def readings_of(route: str) -> Mapping[str, Conventions]:
    """The readings that can change a route, by name, the most favourable combination last."""
    found = {name: way for name, (way, _, routes) in READINGS.items() if route in routes}
    if len(found) > 1:
        found[MOST_FAVOURABLE] = Conventions(
            ten_months_restart=False,
            blue_card_limits=True,
            asylum_time_in_full=True,
            clock_from_registration=True,
            zero_weight_pauses=True,
            company_transfer_counts=True,
            other_protection_counts=True,
            short_gaps_covered=True,
            lawful_stay_from_registration=True,
            one_fifth_restart=False,
            special_cards_count=True,
            asylum_from_application=True,
            absence_year="calendar_year",
            year_stays_whole=False,
            important_absence_in_sum=False,
            doubts_settled=True,
            absence_ends_with_five_years=True,
            whole_days_abroad=True,
        )
    return found


POINTS: dict[int, tuple[str, ...]] = {
    1: ("six-months-interrupt",),
    2: ("ten-months-slide",),
    3: ("blue-card-limits",),
    4: ("asylum-in-full",),
    5: ("half-months",),
    6: ("from-registration",),
    7: ("b-expected-at-renewal",),
    8: ("regularisation-and-l",),
    9: ("l-for-family-and-agreement-cards",),
    10: ("k-without-household",),
    11: ("k-before-unlimited-stay",),
    12: ("asylum-from-application",),
    13: ("calendar-year", "year-from-annex"),
    14: ("restart-on-return",),
    15: ("one-long-absence",),
    16: ("early-by-the-directive-alone",),
    17: ("right-kept-after-separation",),
    18: ("unaccompanied-minor",),
    19: ("keeping-at-the-limit",),
    20: ("stay-from-registration", "one-fifth-slides", "special-card-counts"),
    21: ("amount-not-known",),
    22: ("whole-days-abroad",),
    23: ("leap-days-and-month-ends",),
    24: ("uncounted-stay-pauses",),
    25: ("company-transfer-counts",),
    26: ("gap-covered",),
    27: ("clean-slate",),
    28: ("important-reason-left-out",),
    29: ("doubts-settled",),
    30: ("right-arises-during-absence",),
    31: (MOST_FAVOURABLE,),
    32: ("right-by-law-stays",),
    33: ("trips-until-the-day-asked-about",),
    34: ("day-of-a-paper-not-known",),
    35: ("rough-dates",),
    36: ("b-after-a-change-of-ground",),
    37: ("card-expired",),
    38: ("trip-of-long-ago",),
    39: ("earlier-ground-excludes-no-more",),
    40: ("agreement-and-a-break-after-2020",),
    41: ("other-protection-counts",),
}
"""Every numbered point on which the project reads the law, with its name: a key of ``READINGS`` where the choice can be
made another way, otherwise a rule of its own. Numbers are those of the list on the site and of the cases that test it;
1 to 23 are the list that binds the rules, later ones came up while they were written. Read by the tests, which hold
each number to the cases that try it."""
