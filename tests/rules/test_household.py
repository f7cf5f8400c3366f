"""The end of the family life that a stay rests on: what it does, and what may keep the right.

The rows are worked out by hand from the law base (FAM-RET-*, FAM-INC-2, FAM-HH-2, B-FAM-1, B-FAM-2, DOUBT-16). Asked
about on 10 March 2026, in the fifth year of a stay whose first card is of 1 November 2021.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.losing.household import (
    family_life,
    household_ended,
    joined_a_belgian,
    possible_grounds,
    without_means,
)
from belgian_residence.told.person import Person, Stay

ON = date(2026, 3, 10)
CAME, FIRST_CARD = date(2021, 5, 1), date(2021, 11, 1)
OF_EU, OF_UNLIMITED, OF_LIMITED = "family_of_eu_or_belgian", "family_of_unlimited_stay", "family_of_limited_stay"


def stay(ground: str = OF_EU, start: date = CAME, end: date | None = None, **told: Any) -> Stay:
    return Stay(start, end, ground, **{"first_card": FIRST_CARD, **told})


def only(*grounds: str) -> frozenset[str]:
    return frozenset(grounds)


@pytest.mark.parametrize(
    ("told", "ended"),
    [
        ({}, None),
        ({"joint_household": True}, "none"),
        ({"joint_household": False}, "unknown_day"),
        ({"household_ended": "none"}, "none"),
        ({"household_ended": date(2024, 1, 1)}, date(2024, 1, 1)),
        ({"household_ended": date(2024, 1, 1), "joint_household": True}, date(2024, 1, 1)),
        ({"household_ended": "none", "joint_household": False}, "none"),
    ],
)
def test_when_living_together_ended(told: dict[str, Any], ended: date | str | None) -> None:
    assert household_ended(Person(**told)) == ended


DIED = date(2022, 5, 1)
DEATH, VIOLENCE = only("death_of_family_member"), only("violence")


@pytest.mark.parametrize(
    ("told", "grounds"),
    [
        pytest.param({"retention_grounds": DEATH, "household_ended": DIED, **told}, grounds, id=about)
        for about, told, grounds in (
            ("here for a year that day", {"stays": (stay(),)}, DEATH),
            ("a day less", {"stays": (stay(start=date(2021, 5, 2)),)}, only()),
            (
                "a day less, and another ground",
                {"stays": (stay(start=date(2021, 5, 2)),), "retention_grounds": DEATH | VIOLENCE},
                VIOLENCE,
            ),
            ("no such ground", {"stays": (stay(start=date(2021, 5, 2)),), "retention_grounds": VIOLENCE}, VIOLENCE),
            ("no ground", {"stays": (stay(start=date(2021, 5, 2)),), "retention_grounds": only()}, only()),
            ("not told", {"stays": (stay(),), "retention_grounds": None}, None),
            # Where the day or the first day here is not known, it can be.
            ("when is not known", {"stays": (stay(start=date(2021, 5, 2)),), "household_ended": None}, DEATH),
            ("no day", {"stays": (stay(start=date(2021, 5, 2)),), "household_ended": "none"}, DEATH),
            ("stays not told", {"stays": None}, DEATH),
            ("no stay told", {"stays": ()}, DEATH),
            ("only abroad", {"stays": (stay(start=date(2021, 5, 2), country="NL"),)}, DEATH),
            ("its first day not known", {"stays": (stay(start=date(2021, 5, 2), start_known=False),)}, DEATH),
            (
                "the first day of one of two not known",
                {"stays": (stay(start=date(2021, 8, 1), index=1), stay(start=date(2021, 5, 2), start_known=False))},
                DEATH,
            ),
            # Whatever shows the earliest day here.
            (
                "an earlier stay",
                {"stays": (stay(start=date(2021, 9, 1), index=1), stay("student", date(2021, 5, 1)))},
                DEATH,
            ),
            (
                "an earlier stay abroad",
                {"stays": (stay(start=date(2021, 5, 2), index=1), stay("student", date(2020, 1, 1), country="FR"))},
                only(),
            ),
            (
                "an earlier Annex 19ter",
                {"stays": (stay(start=date(2021, 9, 1)),), "annex_19ter": date(2021, 5, 1)},
                DEATH,
            ),
            (
                "an Annex 19ter a day too late",
                {"stays": (stay(start=date(2021, 9, 1)),), "annex_19ter": date(2021, 5, 2)},
                only(),
            ),
            ("an earlier Annex 15", {"stays": (stay(start=date(2021, 9, 1)),), "annex_15": date(2021, 5, 1)}, DEATH),
            ("no such papers", {"stays": (stay(),), "annex_19ter": "none", "annex_15": "none"}, DEATH),
            ("papers after the first day", {"stays": (stay(),), "annex_19ter": date(2021, 6, 1)}, DEATH),
        )
    ],
)
def test_a_death_counts_after_a_year_here(told: dict[str, Any], grounds: frozenset[str] | None) -> None:
    """FAM-RET-3."""
    assert possible_grounds(Person(**told), ON) == grounds


@pytest.mark.parametrize(
    ("sponsor", "partner", "belgian"),
    [
        (None, None, None),
        (None, True, True),
        (None, False, False),
        (True, False, True),  # divorced since
        (False, True, False),
        (True, None, True),
    ],
)
def test_whom_the_person_joined_decides(sponsor: bool | None, partner: bool | None, belgian: bool | None) -> None:
    assert joined_a_belgian(Person(sponsor_belgian=sponsor, belgian_partner=partner)) is belgian


ASK = ("sponsor_belgian",)


@pytest.mark.parametrize(
    ("grounds", "sponsor_belgian", "found", "missing"),
    [
        (None, None, only(), ()),
        (only(), True, only(), ()),
        (only("violence"), None, only("violence"), ASK),
        (only("violence"), True, only("violence"), ()),
        (only("violence"), False, only(), ()),
        (only("violence", "lasted_three_years"), None, only("violence"), ASK),
        (only("violence", "still_married"), None, only("violence", "still_married"), ()),
        (only("violence", "still_married"), False, only("still_married"), ()),
        (only("custody_of_children"), False, only("custody_of_children"), ()),
        (only("custody_or_visit_after_divorce"), True, only(), ()),
        (only("lasted_three_years", "death_of_family_member"), True, only(), ()),
    ],
)
def test_grounds_for_which_no_means_are_asked(
    grounds: frozenset[str] | None, sponsor_belgian: bool | None, found: frozenset[str], missing: tuple[str, ...]
) -> None:
    """FAM-INC-2: not for who is still married, for children at school, and for violence by a Belgian."""
    person = Person(retention_grounds=grounds, sponsor_belgian=sponsor_belgian)
    assert without_means(person, ON) == (found, missing)


def test_a_death_too_soon_excuses_nothing_beside_violence() -> None:
    person = Person(
        stays=(stay(start=date(2021, 5, 2)),),
        household_ended=DIED,
        retention_grounds=DEATH | VIOLENCE,
    )
    assert without_means(person, ON) == (VIOLENCE, ASK)


# --- what it does -------------------------------------------------------------------------------------------------

END = date(2024, 6, 1)
PLAIN, GROUND, MEANS = "family-life-ended", "family-life-ended-with-a-ground", "family-life-ended-without-means"
ART_10, ART_10BIS = "family-life-ended-art-10", "family-life-ended-art-10bis"
AT_RISK = (PLAIN, "at_risk", ())
NO_GROUND: dict[str, Any] = {"retention_grounds": only()}


def split(card: str | None, *stays: Stay, **told: Any) -> Person:
    return Person(card=card, **{"stays": stays, "household_ended": END, **NO_GROUND, **told})


@pytest.mark.parametrize(
    ("person", "permanent_since", "found"),
    [
        pytest.param(person, since, found, id=about)
        for about, person, since, found in (
            # Did it end?
            ("F", split("F", stay()), None, AT_RISK),
            ("not told", split("F", stay(), household_ended=None), None, None),
            ("still together", split("F", stay(), household_ended="none"), None, None),
            ("ended today", split("F", stay(), household_ended=ON), None, AT_RISK),
            ("ends tomorrow", split("F", stay(), household_ended=date(2026, 3, 11)), None, None),
            ("when is not known", split("F", stay(), household_ended=None, joint_household=False), None, AT_RISK),
            # Five years from the recognition, which is no later than the first card (FAM-RET-4).
            ("the last day of control", split("F", stay(first_card=date(2021, 3, 11))), None, AT_RISK),
            ("control is over", split("F", stay(first_card=date(2021, 3, 10))), None, None),
            ("an attestation decides", split("F", stay(attestation=date(2021, 3, 10))), None, None),
            (
                "an attestation decides, later than the card",
                split("F", stay(first_card=date(2021, 3, 10), attestation=date(2021, 3, 11))),
                None,
                AT_RISK,
            ),
            (
                "no attestation",
                split("F", stay(first_card=date(2021, 3, 10), attestation="none")),
                None,
                None,
            ),
            ("first card not known", split("F", stay(start=date(2015, 1, 1), first_card=None)), None, AT_RISK),
            (
                "two parts of one stay: the first card of the first",
                split(
                    "F",
                    stay(start=date(2020, 1, 1), end=date(2022, 1, 1), first_card=date(2021, 3, 10)),
                    stay(start=date(2022, 1, 2), first_card=date(2022, 1, 2), index=1),
                ),
                None,
                None,
            ),
            (
                "a stay on another ground before it",
                split(
                    "F",
                    stay("student", start=date(2015, 1, 1), end=date(2021, 5, 1), first_card=date(2015, 1, 1)),
                    stay(index=1),
                ),
                None,
                AT_RISK,
            ),
            # Permanent by law before the household ended: it ends nothing (FAM-5Y-1).
            ("permanent that day", split("F", stay()), END, None),
            ("permanent a day later", split("F", stay()), date(2024, 6, 2), AT_RISK),
            (
                "permanent, and when it ended is not known",
                split("F", stay(), household_ended=None, joint_household=False),
                date(2024, 6, 1),
                AT_RISK,
            ),
            # Which card, which ground?
            ("no card yet", split(None, stay()), None, AT_RISK),
            ("an Annex 15", split("annex_15", stay()), None, AT_RISK),
            ("F, no stay told", split("F", stays=()), None, AT_RISK),
            ("F, another ground told", split("F", stay("student", first_card=date(2015, 1, 1))), None, AT_RISK),
            ("F+", split("F+", stay()), None, None),
            ("no card, no stay", split(None, stays=()), None, None),
            ("a student", split("A", stay("student")), None, None),
            ("an EU citizen", split("EU", stay("eu_citizen")), None, None),
            *((f"{card}, as family before", split(card, stay()), None, None) for card in "BCKDL"),
            # Family of a non-EU national with unlimited stay (B-FAM-1, B-FAM-2).
            ("art. 10", split("A", stay(OF_UNLIMITED)), None, (ART_10, "at_risk", ())),
            (
                "art. 10, five years before it ended",
                split("A", stay(OF_UNLIMITED, start=date(2019, 1, 1), first_card=date(2019, 6, 1))),
                None,
                None,
            ),
            (
                "art. 10, a day less",
                split("A", stay(OF_UNLIMITED, start=date(2019, 1, 1), first_card=date(2019, 6, 2))),
                None,
                (ART_10, "at_risk", ()),
            ),
            (
                "art. 10, five years from the attestation",
                split("A", stay(OF_UNLIMITED, start=date(2019, 1, 1), attestation=date(2019, 6, 1))),
                None,
                None,
            ),
            (
                "art. 10, more than five years ago, but when it ended is not known",
                split(
                    "A",
                    stay(OF_UNLIMITED, start=date(2012, 1, 1), first_card=date(2012, 6, 2)),
                    household_ended=None,
                    joint_household=False,
                ),
                None,
                (ART_10, "at_risk", ()),
            ),
            (
                "art. 10, first card not known",
                split("A", stay(OF_UNLIMITED, start=date(2012, 1, 1), first_card=None)),
                None,
                (ART_10, "at_risk", ()),
            ),
            ("art. 10, B since", split("B", stay(OF_UNLIMITED)), None, None),
            # Family of a limited stay: no provision on the end of family life was read (DOUBT-16).
            ("art. 10bis", split("A", stay(OF_LIMITED)), None, (ART_10BIS, "unsettled", ())),
            (
                "art. 10bis, after long years",
                split("A", stay(OF_LIMITED, start=date(2012, 1, 1), first_card=date(2012, 6, 2))),
                None,
                (ART_10BIS, "unsettled", ()),
            ),
            (
                "the ground of today decides",
                split(
                    "A",
                    stay(OF_UNLIMITED, end=date(2023, 1, 1)),
                    stay(OF_LIMITED, start=date(2023, 1, 2), index=1),
                ),
                None,
                (ART_10BIS, "unsettled", ()),
            ),
        )
    ],
)
def test_what_the_end_of_the_household_does(
    person: Person, permanent_since: date | None, found: tuple[str, str, tuple[str, ...]] | None
) -> None:
    ending = family_life(person, ON, permanent_since)
    assert (ending and (ending.note.id, ending.status, ending.missing)) == found


THREE = only("lasted_three_years")
NOTHING: frozenset[str] = only()
ASK_MEANS = ("means_since_household_ended",)
LEFT = only("departure_of_family_member")


def aged(days: int) -> dict[str, Any]:
    """Somebody who comes of age so many days after living together ended."""
    return {"household_ended": date(2024, 3, 1), "birth_date": date(2006, 3, 1) + timedelta(days=days)}


@pytest.mark.parametrize(
    ("grounds", "means", "told", "found"),
    [
        pytest.param(grounds, means, told, found, id=about)
        for about, grounds, means, told, found in (
            ("not told", None, None, {}, (PLAIN, "unsettled", ("retention_grounds",))),
            ("none", NOTHING, None, {}, (PLAIN, "at_risk", ())),
            ("none, with work", NOTHING, only("work"), {}, (PLAIN, "at_risk", ())),
            ("three years, means not told", THREE, None, {}, (GROUND, "unsettled", ASK_MEANS)),
            ("three years, with work", THREE, only("work"), {}, (GROUND, "unsettled", ())),
            ("three years, without means", THREE, NOTHING, {}, (MEANS, "at_risk", ())),
            ("still married, without means", only("still_married"), NOTHING, {}, (GROUND, "unsettled", ())),
            ("still married, means not told", only("still_married"), None, {}, (GROUND, "unsettled", ())),
            ("children at school", only("custody_of_children"), NOTHING, {}, (GROUND, "unsettled", ())),
            ("violence, means not told", VIOLENCE, None, {}, (GROUND, "unsettled", ASK_MEANS)),
            ("violence, without means", VIOLENCE, NOTHING, {}, (GROUND, "unsettled", ASK)),
            (
                "violence by a Belgian, without means",
                VIOLENCE,
                NOTHING,
                {"sponsor_belgian": True},
                (GROUND, "unsettled", ()),
            ),
            (
                "violence, not by a Belgian, without means",
                VIOLENCE,
                NOTHING,
                {"sponsor_belgian": False},
                (MEANS, "at_risk", ()),
            ),
            # A departure is one for children at school and for the parent with custody, for no other adult (FAM-RET-3).
            ("a departure, age not told", LEFT, only("work"), {}, (GROUND, "unsettled", ("birth_date",))),
            ("a departure, neither told", LEFT, None, {}, (GROUND, "unsettled", ("birth_date", *ASK_MEANS))),
            ("a departure, age not told, without means", LEFT, NOTHING, {}, (MEANS, "at_risk", ())),
            ("a departure, of age that day", LEFT, only("work"), aged(0), (PLAIN, "at_risk", ())),
            ("a departure, of age the day after", LEFT, only("work"), aged(1), (GROUND, "unsettled", ())),
            ("a departure and custody", LEFT | only("custody_of_children"), None, aged(0), (GROUND, "unsettled", ())),
            ("a departure and a marriage", LEFT | THREE, only("work"), aged(0), (GROUND, "unsettled", ())),
            # A death in the first year is no ground (FAM-RET-3).
            ("a death after more than a year", DEATH, only("work"), {}, (GROUND, "unsettled", ())),
            (
                "a death in the first year",
                DEATH,
                only("work"),
                {"household_ended": date(2022, 4, 30)},
                (PLAIN, "at_risk", ()),
            ),
        )
    ],
)
def test_what_may_keep_the_right(
    grounds: frozenset[str] | None,
    means: frozenset[str] | None,
    told: dict[str, Any],
    found: tuple[str, str, tuple[str, ...]],
) -> None:
    person = split("F", stay(), retention_grounds=grounds, means_since_household_ended=means, **told)
    ending = family_life(person, ON)
    assert ending is not None
    assert (ending.note.id, ending.status, ending.missing) == found
