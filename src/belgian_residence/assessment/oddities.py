"""Answers that can be true together but seldom are: told with the rule that they do not fit, never refused.

What cannot be true together is refused: see ``consistency``. Here both answers are kept; who typed them sees the two
side by side, why they do not fit, and may correct either.

Longer than most modules: a list of pairs of answers, each with its test, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from belgian_residence.counting.periods import current_stay
from belgian_residence.engine.dates import add_months, add_years
from belgian_residence.law.provisions import first_day
from belgian_residence.told.facts import (
    EU_CITIZEN_CARDS,
    EU_EEA_SWISS,
    LIMITED_STAY_CARDS,
    PROTECTION_GROUNDS,
    UNLIMITED_STAY_CARDS,
    UNLIMITED_STAY_GROUNDS,
)
from belgian_residence.told.person import Person

NATIONAL_CARDS = frozenset({"A", "B", "C", "D", "H", "I", "J", "K", "L"})
FAMILY_CARDS = frozenset({"F", "F+"})
AGREEMENT_CARDS = frozenset({"M", "M+", "N"})
FIRST_MADE = {"EU": "OLD-1", "EU+": "OLD-1", "K": "OLD-2", "L": "OLD-2"}
"""The letters that are newer than the first date asked about, with the fact whose first day is theirs."""
LAST_VALID = {
    **dict.fromkeys(("E", "E+"), date(2026, 6, 30)),
    **dict.fromkeys(("C", "D"), date(2026, 10, 31)),
}
"""Made for five years at most until 2021: about these days the last of them has run out (OLD-1, OLD-2)."""


@dataclass(frozen=True)
class Oddity:
    """Two answers that seldom go together. ``law``: the provisions that they do not fit. ``ways``: what to do, by id,
    the most likely first."""

    id: str
    where: str
    other: str
    law: tuple[str, ...]
    ways: tuple[str, ...]
    test: Callable[[Person, date], bool]


def _nationality(person: Person) -> frozenset[str]:
    return person.nationality or frozenset()


def _is_eu(person: Person) -> bool:
    return bool(_nationality(person) & (EU_EEA_SWISS - {"BE"} | {"EU"}))


def _is_third(person: Person) -> bool:
    """Known, and neither of the EU rules nor British nor Belgian."""
    known = _nationality(person)
    return bool(known) and not known & (EU_EEA_SWISS | {"EU", "GB"})


def _not_made_yet(person: Person, on: date) -> bool:
    return person.card in FIRST_MADE and on < first_day(FIRST_MADE[person.card])


def _has_run_out(person: Person, on: date) -> bool:
    return person.card in LAST_VALID and on > LAST_VALID[person.card]


def _ground(person: Person, on: date) -> str | None:
    stay = current_stay(person.stays or (), on)
    return stay.ground if stay else None


def _was_protected(person: Person) -> bool:
    """In Belgium; of a status recognised elsewhere and taken over here the law base says nothing."""
    return any(stay.ground in PROTECTION_GROUNDS and stay.country == "BE" for stay in person.stays or ())


def _stateless_before_the_law(person: Person, on: date) -> bool:
    """Nobody was admitted as stateless before the law that admits them: that stay rested on something else."""
    stateless = (stay for stay in person.stays or () if stay.ground == "stateless" and stay.country == "BE")
    return any((stay.granted or stay.start) < first_day("B-STL-1") for stay in stateless)


def _late_annex_15(person: Person, on: date) -> bool:
    first, then = person.annex_19ter, person.annex_15
    return isinstance(first, date) and isinstance(then, date) and then > first


FAMILY_UNTIL = 21
"""Years: until then a child is here as family, whatever it does itself, and no activity says so. No figure of the law
base: below it nothing is asked, and nothing is decided."""


def _nothing_to_live_on_and_no_gap(person: Person, on: date) -> bool:
    as_family = any(stay.ground == "family_of_eu_or_belgian" for stay in person.stays or ())
    if as_family or _younger(person, on, FAMILY_UNTIL):
        return False
    told = person.eu_activity is not None and person.interruptions is not None
    gap = "free_movement_gap" in (person.interruptions or ()) or person.free_movement_gaps
    return told and not person.eu_activity and not gap and _is_eu(person)


NEAR = timedelta(days=7)
"""Two trips with no more days between them are asked about: one trip that was told in two parts counts as one."""
LONG_TOGETHER = 3
"""Months that two such trips take together before it can matter: below, no rule on absences looks at them (ABS-2)."""


def _trips_that_touch(person: Person, on: date) -> bool:
    return any(
        one.back is not None
        and two.departure - one.back <= NEAR
        and two.back is not None
        and two.in_belgium_before is None
        and add_months(one.departure, LONG_TOGETHER) <= two.back
        for one, two in pairwise(person.absences or ())
    )


PENSION_AGE, EARLY_PENSION_AGE = 65, 60
"""No legal pension age lies below the first, and nobody retires early below the second. No figure of the law base: they
only ask, and decide nothing."""


def _younger(person: Person, on: date, age: int) -> bool:
    return person.birth_date is not None and on < add_years(person.birth_date, age)


def _retired_young(person: Person, on: date) -> bool:
    """Early retirement is for employees only; others have reached the legal age (EUP-EARLY-1)."""
    if person.early_ground != "retirement":
        return False
    no_employee = person.eu_activity is not None and "worker" not in person.eu_activity
    stopped = person.stopped_working if isinstance(person.stopped_working, date) else on
    return _younger(person, stopped, PENSION_AGE if no_employee else EARLY_PENSION_AGE)


KEEP = "keep-both"
ODDITIES: tuple[Oddity, ...] = (
    Oddity(
        "belgian-with-card",
        "card",
        "nationality",
        ("EUP-SCOPE-1",),
        ("change-nationality", "change-card", KEEP),
        lambda person, on: "BE" in _nationality(person) and person.card not in (None, "none"),
    ),
    Oddity(
        "eu-national-with-national-card",
        "card",
        "nationality",
        ("EUP-SCOPE-1", "L-WHO-1", "SW-7"),
        ("change-card", "change-nationality", KEEP),
        lambda person, on: _is_eu(person) and person.card in NATIONAL_CARDS,
    ),
    Oddity(
        "eu-national-with-family-card",
        "card",
        "nationality",
        ("EUP-SCOPE-2", "FAM-SCOPE-1", "SW-4"),
        ("change-card", "change-nationality", KEEP),
        lambda person, on: _is_eu(person) and person.card in FAMILY_CARDS,
    ),
    Oddity(
        "eu-national-with-brexit-card",
        "card",
        "nationality",
        ("BRX-SCOPE-1",),
        ("add-nationality", "change-card", KEEP),
        lambda person, on: _is_eu(person) and "GB" not in _nationality(person) and person.card in AGREEMENT_CARDS,
    ),
    Oddity(
        "british-with-eu-card",
        "card",
        "nationality",
        ("BRX-DL-4", "OLD-5"),
        ("add-nationality", "change-card", KEEP),
        lambda person, on: (
            "GB" in _nationality(person)
            and not _is_eu(person)
            and person.card in EU_CITIZEN_CARDS
            and on >= first_day("BRX-DL-4")
        ),
    ),
    Oddity(
        "eu-card-without-eu-nationality",
        "card",
        "nationality",
        ("EUP-SCOPE-1",),
        ("add-nationality", "change-card", KEEP),
        lambda person, on: _nationality(person) == {"non-EU"} and person.card in EU_CITIZEN_CARDS,
    ),
    Oddity("card-not-made-yet", "card", "on", ("NEW-1",), ("change-date", "change-card", KEEP), _not_made_yet),
    Oddity("card-has-run-out", "card", "on", ("OLD-1", "OLD-2"), ("change-card", KEEP), _has_run_out),
    Oddity(
        "card-shows-unlimited-stay",
        "unlimited_stay_since",
        "card",
        ("K-COND-1",),
        ("say-its-day", "change-card", KEEP),
        lambda person, on: person.card in UNLIMITED_STAY_CARDS and person.unlimited_stay_since == "none",
    ),
    Oddity(
        "limited-card-on-unlimited-stay",
        "card",
        "stays",
        ("B-GEN-1",),
        ("card-b-in-the-making", "change-ground", KEEP),
        lambda person, on: person.card in LIMITED_STAY_CARDS and _ground(person, on) in UNLIMITED_STAY_GROUNDS,
    ),
    Oddity(
        "ground-of-eu-citizens",
        "stays",
        "nationality",
        ("EUP-SCOPE-1",),
        ("add-nationality", "change-ground", KEEP),
        lambda person, on: _is_third(person) and _ground(person, on) == "eu_citizen",
    ),
    Oddity(
        "annex-19-of-eu-citizens",
        "annex_19",
        "nationality",
        ("EUP-SCOPE-1", "EUP-5Y-2"),
        ("add-nationality", "say-none", KEEP),
        lambda person, on: _is_third(person) and isinstance(person.annex_19, date),
    ),
    Oddity(
        "protection-without-a-request",
        "asylum_application",
        "stays",
        ("B-REF-1", "B-SP-1"),
        ("say-its-day", "change-ground", KEEP),
        lambda person, on: person.asylum_application == "none" and _was_protected(person),
    ),
    Oddity(
        "blue-card-of-a-student",
        "card",
        "stays",
        ("B-BLUE-1",),
        ("change-card", "change-ground", KEEP),
        lambda person, on: person.card == "H" and _ground(person, on) == "student",
    ),
    Oddity(
        "stateless-before-the-law",
        "stays",
        "stays",
        ("B-STL-1", "B-GEN-1"),
        ("correct-this", "change-ground", KEEP),
        _stateless_before_the_law,
    ),
    Oddity(
        "trips-that-touch",
        "absences",
        "absences",
        ("L-ABS-1", "EUP-ABS-1", "ABS-1"),
        ("join-entries", KEEP),
        _trips_that_touch,
    ),
    Oddity(
        "years-on-no-ground",
        "eu_activity",
        "interruptions",
        ("EUP-5Y-4",),
        ("correct-this", "say-that-it-happened", KEEP),
        _nothing_to_live_on_and_no_gap,
    ),
    Oddity(
        "retired-young",
        "early_ground",
        "birth_date",
        ("EUP-EARLY-1",),
        ("correct-this", "correct-other", KEEP),
        _retired_young,
    ),
    Oddity(
        "pension-age-young",
        "disability_or_pension",
        "birth_date",
        ("NAT-4",),
        ("correct-this", "correct-other", KEEP),
        lambda person, on: person.disability_or_pension == "pension_age" and _younger(person, on, PENSION_AGE),
    ),
    Oddity("annex-15-after-19ter", "annex_15", "annex_19ter", ("FAM-5Y-2",), ("say-none", KEEP), _late_annex_15),
)
"""Every oddity, in the order in which they are told."""


def oddities(person: Person, on: date) -> list[dict[str, Any]]:
    """The oddities in the answers of a person with exact days, as JSON-shaped dicts."""
    return [
        {"rule": one.id, "where": one.where, "other": one.other, "provisions": list(one.law), "ways": list(one.ways)}
        for one in ODDITIES
        if one.test(person, on)
    ]
