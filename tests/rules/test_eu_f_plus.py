"""F+: who holds or waits for the F card, the joint household, and the right that is kept after it (FAM-HH, FAM-RET).

Everybody here filed an annex 19ter on 15 January 2019, so five years are complete on 15 January 2024; asked on
10 March 2026 unless a row says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Condition, Situation
from belgian_residence.engine import Finding, Truth
from belgian_residence.routes.eu import f_plus
from belgian_residence.routes.eu.f_plus import (
    FAMILY_CARD,
    JOINT_HOUSEHOLD,
    MEANS_SINCE,
    RIGHT_KEPT,
    SPONSOR_EARLY,
    five_years,
)
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Absence, Period, Person, Stay
from briefly import day, stay

ON = date(2026, 3, 10)


def family(since: str = "2019-01-15", until: str | None = None, **more: Any) -> Stay:
    return stay("family_of_eu_or_belgian", since, until, **more)


NOBODY = Person()
"""Of whom nothing is told."""
FILED = Person(
    annex_19ter=day("2019-01-15"),
    annex_15="none",
    absences=(),
    prison=(),
    register_gaps=(),
    removal_enforced=False,
)
APART = replace(FILED, joint_household=False)
PARTED_EARLY = replace(APART, household_ended=day("2021-06-15"))
NO_EARLY: dict[str, Any] = {"sponsor_early_permanent": False}


def kept(*grounds: str, **told: Any) -> Person:
    """Somebody who parted after two years and five months, with these grounds to keep the right."""
    return replace(PARTED_EARLY, retention_grounds=frozenset(grounds), **told)


def means(*told: str) -> dict[str, Any]:
    return {"means_since_household_ended": frozenset(told)}


Row = tuple[str, Person, str, tuple[str, ...]]


def ids(rows: list[Any]) -> list[str]:
    return [row[0] for row in rows]


def answer(condition: Condition, person: Person, on: date = ON) -> Finding:
    return condition.test(Situation(person, on))


# --- who it is for ----------------------------------------------------------------------------------------------------

STUDENT = stay("student", "2019-01-15")
CARD_ROWS: list[Row] = [
    ("card not told", Person(stays=(family(),)), "unknown", ("card",)),
    ("the F card", Person(card="F"), "yes", ()),
    ("the F card, whatever the stays", Person(card="F", stays=(STUDENT,)), "yes", ()),
    # FAM-47-1: who still waits for it, and stays as family
    *(
        (f"{card}, {name}", Person(card=card, stays=stays), value, asked)
        for card in ("orange_card", "annex_15", "none")
        for name, stays, value, asked in (
            ("stays not told", None, "unknown", ("stays",)),
            ("a stay as family", (family(),), "yes", ()),
            ("its last day is today", (family(until="2026-03-10"),), "yes", ()),
            ("it ended yesterday, after less than five years", (family("2021-03-10", "2026-03-09"),), "no", ()),
            ("another stay", (STUDENT,), "no", ()),
            ("family, and now another stay", (family(until="2022-01-31"), stay("student", "2022-02-01")), "no", ()),
            ("no stay", (), "no", ()),
        )
    ),
    # every other card shows another status
    *(
        (f"card {card}, a stay as family", Person(card=card, stays=(family(),)), "no", ())
        for card in ("A", "B", "H", "K", "L", "EU", "EU+", "F+", "M", "N")
    ),
    ("card A, stays not told", Person(card="A"), "no", ()),
]


@pytest.mark.parametrize(("person", "value", "asked"), [row[1:] for row in CARD_ROWS], ids=ids(CARD_ROWS))
def test_who_holds_or_waits_for_the_f_card(person: Person, value: str, asked: tuple[str, ...]) -> None:
    assert answer(FAMILY_CARD, person) == Finding(Truth(value), ("card", "stays", "annex_19ter"), asked)


@pytest.mark.parametrize(
    ("last", "filed", "card", "value"),
    [
        ("2024-01-14", "2019-01-15", "A", "no"),  # the day before the five years
        ("2024-01-15", "2019-01-15", "A", "unknown"),
        ("2024-01-16", "2019-01-15", "A", "unknown"),
        ("2024-01-16", None, "A", "unknown"),  # then the stay itself, which begins that day
        ("2024-01-14", "2019-01-14", "A", "unknown"),  # the request came before it
        ("2024-01-16", "2019-01-15", "H", "unknown"),
        ("2024-01-16", "2019-01-15", "none", "unknown"),
        ("2024-01-16", "2019-01-15", "K", "no"),  # settled: another stay than a limited one
        ("2024-01-16", "2019-01-15", "M", "no"),
    ],
)
def test_a_right_by_law_does_not_go_with_a_later_card(last: str, filed: str | None, card: str, value: str) -> None:
    """FAM-5Y-1, EUP-LOSS-1: never a plain yes, and no question can settle it."""
    stays = (family(until=last), stay("single_permit", "2024-02-01"))
    person = replace(FILED, card=card, stays=stays, annex_19ter=day(filed))
    found = answer(FAMILY_CARD, person)
    assert (found.value, found.not_confirmed, found.missing) == (Truth(value), value == "unknown", ())


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        pytest.param({"card": "A"}, True, id="beside card A"),
        pytest.param({"card": "K"}, True, id="beside card K"),
        pytest.param({"card": "orange_card", "stays": (STUDENT,)}, True, id="beside an orange card of another stay"),
        pytest.param({"card": "none", "stays": ()}, True, id="without a card"),
        pytest.param({"card": "M"}, False, id="the M card came of it"),
        pytest.param({"card": "A", "annex_19ter": "none"}, False, id="no annex 19ter"),
        pytest.param({"card": "A", "stays": (family(until="2023-12-31"),)}, False, id="the stay as family has ended"),
    ],
)
def test_a_request_under_way_beside_another_card_waits_for_the_f_card(told: dict[str, Any], waits: bool) -> None:
    """The years already run, and the F card must be given first: no answer to a question can open the route."""
    person = replace(FILED, **told)
    value = Truth.UNKNOWN if waits else Truth.NO
    assert answer(FAMILY_CARD, person) == Finding(value, ("card", "stays", "annex_19ter"), at_filing=waits)
    assert five_years(Situation(person, ON)).basis == ("once_F_given" if waits else "by_law")


# --- FAM-HH-1: the joint household during the five years --------------------------------------------------------------

HOUSEHOLD = (
    *("joint_household", "household_ended", "annex_19ter", "annex_15", "annex_19", "stays"),
    *(*ABSENCES, "interruptions", "prison", "register_gaps", "removal_enforced"),
)
BOUNDED: dict[str, Any] = {"annex_19ter": None, "stays": (family("2019-01-15"),)}
"""The day of the annex 19ter is not known; the registration bounds it."""
COMPLETE_TOMORROW: dict[str, Any] = {"annex_19ter": None, "stays": (family("2021-03-11"),)}
"""And bounds it so that five years are complete tomorrow."""
ASKED = ("joint_household",)

HOUSEHOLD_ROWS: list[tuple[str, Person, str, tuple[str, ...], bool]] = [
    # what, who, answer, what is asked, does it wait for the day of filing
    ("nothing told", NOBODY, "unknown", ASKED, False),
    ("not told", FILED, "unknown", ASKED, False),
    # the word says no, the day decides: five years were complete on 15 January 2024 (FAM-5Y-1)
    ("parted on the day", replace(APART, household_ended=day("2024-01-15")), "yes", (), False),
    ("parted after it", replace(APART, household_ended=day("2025-06-15")), "yes", (), False),
    ("parted the day before", replace(APART, household_ended=day("2024-01-14")), "no", (), False),
    ("parted early", PARTED_EARLY, "no", (), False),
    ("parted after it, word not told", replace(FILED, household_ended=day("2024-01-15")), "yes", (), False),
    ("parted before, word not told", replace(FILED, household_ended=day("2024-01-14")), "unknown", ASKED, False),
    # an Annex 15 of at most 135 days before can show that they were complete on 2 September 2023 (FAM-5Y-2)
    (
        "parted before it, an Annex 15 could matter",
        replace(APART, annex_15=None, household_ended=day("2023-09-02")),
        "unknown",
        ("annex_15",),
        False,
    ),
    (
        "parted before it, no Annex 15 could be so old",
        replace(APART, annex_15=None, household_ended=day("2023-09-01")),
        "no",
        (),
        False,
    ),
    ("parted on a day not told", APART, "unknown", ("household_ended",), False),
    (
        "parted on a day not told, complete today",
        replace(APART, annex_19ter=day("2021-03-10")),
        "unknown",
        ("household_ended",),
        False,
    ),
    ("parted, complete tomorrow", replace(APART, annex_19ter=day("2021-03-11")), "no", (), False),
    ("never lived together", replace(APART, household_ended="none"), "no", (), False),
    # prison moved the day past the end of the household (EUP-ABS-7)
    (
        "parted after five years of which some do not count",
        replace(APART, household_ended=day("2025-06-15"), prison=(Period(day("2021-03-01"), day("2021-03-09")),)),
        "no",
        (),
        False,
    ),
    # no count can be made: the word is asked, and who said no waits for it
    ("no paper known", replace(APART, annex_19ter=None), "unknown", (), True),
    ("no paper known, word not told", replace(FILED, annex_19ter=None), "unknown", ASKED, False),
    ("a list not told", replace(PARTED_EARLY, prison=None), "unknown", (), True),
    ("a list not told, nor the word", replace(FILED, absences=None), "unknown", ASKED, False),
    # the annex 19ter is no younger than the registration, so the years were complete on 15 January 2024 at the latest;
    # an older one can show that they were before the two parted
    ("the registration bounds the start", replace(PARTED_EARLY, **BOUNDED), "unknown", ("annex_19ter",), False),
    (
        "it does, and they parted on the day",
        replace(APART, **{**BOUNDED, "household_ended": day("2024-01-15")}),
        "yes",
        (),
        False,
    ),
    (
        "it does, and they parted the day before",
        replace(APART, **{**BOUNDED, "household_ended": day("2024-01-14")}),
        "unknown",
        ("annex_19ter",),
        False,
    ),
    ("it does, complete tomorrow", replace(PARTED_EARLY, **COMPLETE_TOMORROW), "unknown", (), True),
]


@pytest.mark.parametrize(
    ("person", "value", "asked", "waits"), [row[1:] for row in HOUSEHOLD_ROWS], ids=ids(HOUSEHOLD_ROWS)
)
def test_a_joint_household_during_five_years(person: Person, value: str, asked: tuple[str, ...], waits: bool) -> None:
    assert answer(JOINT_HOUSEHOLD, person) == Finding(Truth(value), HOUSEHOLD, asked, at_filing=waits)


@pytest.mark.parametrize("person", [Person(joint_household=True), replace(PARTED_EARLY, joint_household=True)])
def test_who_says_yes_lived_together(person: Person) -> None:
    assert answer(JOINT_HOUSEHOLD, person) == Finding(Truth.YES, ("joint_household",))


# --- FAM-RET-1 to 3: the right that is kept after the household ended -------------------------------------------------

SPONSOR = ("sponsor_belgian", "sponsor_early_permanent")
DEATH = "death_of_family_member"
WIDOWED = kept(DEATH, **NO_EARLY)

KEPT_ROWS: list[Row] = [
    # it is not needed
    ("lived together", replace(kept("violence"), joint_household=True), "no", ()),
    ("lived together for five years", replace(kept("violence"), household_ended=day("2024-01-15")), "no", ()),
    # what is asked
    ("nothing told", NOBODY, "unknown", ("joint_household",)),
    ("a ground, household not told", replace(kept("violence"), joint_household=None), "unknown", ("joint_household",)),
    ("grounds not told", PARTED_EARLY, "unknown", ("retention_grounds",)),
    # FAM-RET-1 to 3, FAM-HH-4: a ground; the papers decide (reading 17)
    *(
        (ground, kept(ground, **NO_EARLY), "unknown", ())
        for ground in (
            "lasted_three_years",
            "departure_of_family_member",
            "custody_of_children",
            "custody_or_visit_after_divorce",
            "violence",
            "still_married",
        )
    ),
    ("parted on a day not told, violence", replace(kept("violence"), household_ended=None), "unknown", ()),
    # FAM-RET-3: a death, for who had stayed here for a year before it
    ("death, first day here not told", WIDOWED, "unknown", ()),
    ("death after a year", replace(WIDOWED, stays=(family("2020-06-15"),), annex_19ter="none"), "unknown", ()),
    ("death a day before", replace(WIDOWED, stays=(family("2020-06-16"),), annex_19ter="none"), "no", ()),
    (
        "death a day before, and violence",
        replace(kept(DEATH, "violence", **NO_EARLY), stays=(family("2020-06-16"),), annex_19ter="none"),
        "unknown",
        (),
    ),
    ("death on a day not told", replace(WIDOWED, household_ended=None), "unknown", ("household_ended",)),
    (
        "death on a day not told, and violence",
        replace(kept(DEATH, "violence"), household_ended=None),
        "unknown",
        (),
    ),
    # EUP-EARLY-7: no ground, but family of a worker who got permanent residence early
    ("no ground", kept(), "unknown", SPONSOR),
    ("no ground, joined an EU citizen", kept(sponsor_belgian=False), "unknown", ("sponsor_early_permanent",)),
    ("no ground, joined a Belgian", kept(sponsor_belgian=True), "no", ()),
    ("no ground, of a worker with the early right", kept(sponsor_early_permanent=True), "unknown", ()),
    ("no ground, of somebody without it", kept(**NO_EARLY), "no", ()),
]


def looked_at(person: Person, *more: str) -> tuple[str, ...]:
    """The facts behind what is kept: those of the household, where the word is not yes, and the grounds."""
    together = ("joint_household",) if person.joint_household else HOUSEHOLD
    of_a_death = ("household_ended", "stays", "annex_19ter", "annex_15")
    death = of_a_death if DEATH in (person.retention_grounds or ()) else ()
    return (*together, "retention_grounds", *death, *more, "sponsor_early_permanent", "sponsor_belgian")


@pytest.mark.parametrize(("person", "value", "asked"), [row[1:] for row in KEPT_ROWS], ids=ids(KEPT_ROWS))
def test_a_right_that_was_kept(person: Person, value: str, asked: tuple[str, ...]) -> None:
    assert answer(RIGHT_KEPT, person) == Finding(Truth(value), looked_at(person), asked)


@pytest.mark.parametrize(
    ("person", "value", "asked"),
    [
        pytest.param(replace(kept("violence"), joint_household=True), "no", (), id="not needed: lived together"),
        pytest.param(replace(kept("violence"), household_ended=ON), "no", (), id="not needed: for five years"),
        pytest.param(NOBODY, "unknown", ("joint_household",), id="first the household"),
        pytest.param(PARTED_EARLY, "unknown", ("retention_grounds",), id="then the grounds"),
        pytest.param(kept(), "unknown", ("means_since_household_ended",), id="then the rest, without a ground"),
        pytest.param(kept("violence"), "unknown", ("means_since_household_ended",), id="then the rest"),
        pytest.param(kept(DEATH), "unknown", ("means_since_household_ended",), id="then the rest, after a death"),
    ],
)
def test_what_is_asked_only_of_who_no_longer_lived_together(person: Person, value: str, asked: tuple[str, ...]) -> None:
    rest = Finding(Truth.UNKNOWN, missing=("means_since_household_ended",))
    test = f_plus._kept(("means_since_household_ended",), lambda situation: rest)
    facts = looked_at(person, "means_since_household_ended")
    assert test(Situation(person, ON)) == Finding(Truth(value), facts, asked)


MEANS_ROWS: list[Row] = [
    # it is not needed
    ("lived together", replace(kept("violence", **means()), joint_household=True), "no", ()),
    ("lived together for five years", replace(kept("violence"), household_ended=day("2024-01-15")), "no", ()),
    # what is asked
    ("nothing told", NOBODY, "unknown", ("joint_household",)),
    ("grounds not told", replace(PARTED_EARLY, **means("work")), "unknown", ("retention_grounds",)),
    ("means not told", kept("violence"), "unknown", ("means_since_household_ended",)),
    # FAM-INC-2: work, means with insurance, or the household of somebody who has them
    *(
        (f"means: {told}", kept("lasted_three_years", **means(told)), "yes", ())
        for told in ("work", "means_and_insurance", "household_of_such_person")
    ),
    ("no means", kept("lasted_three_years", **means(), **NO_EARLY), "no", ()),
    # art. 42quater §2 asks none of the parent of children at school; who is still married has not lost the right
    ("children at school, no means", kept("custody_of_children", **means(), **NO_EARLY), "unknown", ()),
    ("still married, no means", kept("still_married", **means(), **NO_EARLY), "unknown", ()),
    (
        "custody after a divorce, no means",
        kept("custody_or_visit_after_divorce", **means(), **NO_EARLY),
        "no",
        (),
    ),
    # the Constitutional Court asks none of the spouse of a Belgian after violence (17/2019)
    ("violence, no means", kept("violence", **means(), **NO_EARLY), "unknown", ("sponsor_belgian",)),
    ("violence by a Belgian, no means", kept("violence", **means(), sponsor_belgian=True), "unknown", ()),
    ("violence by an EU citizen, no means", kept("violence", **means(), **NO_EARLY, sponsor_belgian=False), "no", ()),
    # FAM-RET-3: a death within the first year keeps no right, so nobody is asked for means
    ("death a day before a year", replace(WIDOWED, stays=(family("2020-06-16"),), annex_19ter="none"), "no", ()),
    # EUP-EARLY-7: no means are asked of the family of a worker with the early right
    ("no ground", kept(), "unknown", SPONSOR),
    ("no ground, joined a Belgian", kept(sponsor_belgian=True), "no", ()),
    ("no ground, of a worker with the early right", kept(sponsor_early_permanent=True), "unknown", ()),
    ("no means, not asked yet", kept("lasted_three_years", **means()), "unknown", SPONSOR),
    (
        "no means, of a worker with the early right",
        kept("lasted_three_years", **means(), sponsor_early_permanent=True),
        "unknown",
        (),
    ),
]


@pytest.mark.parametrize(("person", "value", "asked"), [row[1:] for row in MEANS_ROWS], ids=ids(MEANS_ROWS))
def test_means_since_the_household_ended(person: Person, value: str, asked: tuple[str, ...]) -> None:
    facts = looked_at(person, "means_since_household_ended", "belgian_partner")
    assert answer(MEANS_SINCE, person) == Finding(Truth(value), facts, asked)


# --- EUP-EARLY-7: with a worker who got permanent residence early -----------------------------------------------------

EARLY: dict[str, Any] = {"sponsor_early_permanent": True}
TWO_YEARS = (Absence(day("2023-06-01"), day("2025-06-01")),)
A_DAY_MORE = (Absence(day("2023-06-01"), day("2025-06-02")),)

EARLY_ROWS: list[tuple[str, Person, str, tuple[str, ...], tuple[str, ...]]] = [
    # what, who, answer, what is asked, whose right was looked at
    ("nothing told", NOBODY, "unknown", SPONSOR, SPONSOR),
    ("joined an EU citizen", Person(sponsor_belgian=False), "unknown", SPONSOR[1:], SPONSOR),
    ("joined a Belgian", Person(sponsor_belgian=True), "no", (), SPONSOR[:1]),
    ("no early right", Person(**NO_EARLY), "no", (), SPONSOR[1:]),
    ("no early right, joined an EU citizen", Person(**NO_EARLY, sponsor_belgian=False), "no", (), SPONSOR[1:]),
    ("an early right", replace(FILED, **EARLY), "yes", (), SPONSOR[1:]),
    ("an early right of who is a Belgian now", replace(FILED, **EARLY, sponsor_belgian=True), "yes", (), SPONSOR[1:]),
    # EUP-LOSS-1: more than two years away can have ended the right since
    ("absences not told", Person(**EARLY), "unknown", ("absences",), SPONSOR[1:]),
    ("two years away", replace(FILED, **EARLY, absences=TWO_YEARS), "yes", (), SPONSOR[1:]),
    ("a day more", replace(FILED, **EARLY, absences=A_DAY_MORE), "unknown", (), SPONSOR[1:]),
    ("a day more, no early right", replace(FILED, **NO_EARLY, absences=A_DAY_MORE), "no", (), SPONSOR[1:]),
    ("a day more, early right not told", replace(FILED, absences=A_DAY_MORE), "unknown", SPONSOR, SPONSOR),
]


@pytest.mark.parametrize(("person", "value", "asked", "right"), [row[1:] for row in EARLY_ROWS], ids=ids(EARLY_ROWS))
def test_with_a_worker_who_got_permanent_residence_early(
    person: Person, value: str, asked: tuple[str, ...], right: tuple[str, ...]
) -> None:
    assert answer(SPONSOR_EARLY, person) == Finding(Truth(value), (*right, *ABSENCES), asked)


# --- FAM-5Y-2: an Annex 15 that is not known --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "told", "asked"),
    [
        # An Annex 15 lasts 135 days at the most: one of 2 September 2018 would complete the years on 2 September 2023.
        pytest.param("2023-09-01", {}, (), id="too early for any Annex 15"),
        pytest.param("2023-09-02", {}, ("annex_15",), id="the longest one would do"),
        pytest.param("2024-01-14", {}, ("annex_15",), id="a day of it would do"),
        pytest.param("2024-01-15", {}, (), id="complete without it"),
        pytest.param("2024-01-14", {"annex_15": "none"}, (), id="there was none"),
        pytest.param(
            "2024-01-14",
            {"absences": (Absence(day("2024-01-01"), None),)},
            ("absences[0].to", "annex_15"),
            id="besides a return",
        ),
        # away for more than six months, the return not known: had the years been complete before?
        pytest.param(
            "2024-07-01",
            {"absences": (Absence(day("2023-12-01"), None),)},
            ("absences[0].to", "annex_15"),
            id="besides a return from a break",
        ),
        pytest.param(
            "2024-07-01",
            {"absences": (Absence(day("2023-09-01"), None),)},
            ("absences[0].to",),
            id="besides a return from a break that came too early for any",
        ),
        pytest.param(
            "2024-01-14",
            {"stays": (family("2019-01-15", "2019-12-31"), family("2022-03-01", before="break", index=1))},
            (),
            id="the stay began again: it is of the first time",
        ),
    ],
)
def test_an_annex_15_is_asked_where_it_could_matter_today(
    on: str, told: dict[str, Any], asked: tuple[str, ...]
) -> None:
    person = replace(FILED, annex_15=None).but(**told)
    assert five_years(Situation(person, day(on))).missing == asked
