"""EU+: for whom it is, a right that arose after three years before 2013, years as family before one's own, and which of
these is named (EUP-SCOPE-1, EUP-5Y-4, EUP-5Y-8, EUP-LOSS-1, SW-4).

From which paper its five years run stands in ``test_eu_routes``; its early grounds in ``test_eu_early``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.conventions import reading
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.routes.eu.eu_plus import (
    EU_NATIONAL,
    EU_PLUS,
    NO_FAMILY_YEARS_BEFORE,
    NO_RIGHT_FROM_BEFORE,
    REGISTERED,
    _always_student,
    _early_enough,
    decide_with_old_rule,
)
from belgian_residence.routes.outcome import decide
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Person, Stay
from briefly import NOTHING_BROKE, abroad, day, during, stay

ON = date(2026, 3, 10)
Told = dict[str, Any]
Answer = tuple[Truth, bool]
"""What is said, and whether it waits for something that is asked elsewhere."""
HELD, IN_DOUBT, WAITS = (YES, False), (UNKNOWN, False), (UNKNOWN, True)
LOOKED_AT = {
    *("annex_19", "stays", "interruptions", "free_movement_gaps", "prison", "register_gaps", "removal_enforced"),
    *ABSENCES,
}


def somebody(on: date = ON, **told: Any) -> Situation:
    nothing_broke: Told = {
        "nationality": frozenset({"IT"}),
        "card": "EU",
        "stays": (),
        "absences": (),
        **NOTHING_BROKE,
        "early_ground": "none",
        "suspensive_appeal_pending": False,
    }
    return Situation(Person(**nothing_broke | told), on)


def answer(finding: Finding) -> Answer:
    assert not finding.missing
    assert set(finding.facts) == LOOKED_AT
    return finding.value, finding.at_filing


@pytest.mark.parametrize(
    ("codes", "value"),
    [
        ({"FR"}, YES),
        ({"NO"}, YES),  # EEA
        ({"CH"}, YES),
        ({"MA", "FR"}, YES),
        ({"MA"}, NO),
        ({"GB"}, NO),
        ({"BE"}, NO),  # other rules
        (None, UNKNOWN),
    ],
)
def test_for_nationals_of_the_eu_the_eea_and_switzerland(codes: set[str] | None, value: Truth) -> None:
    finding = EU_NATIONAL.test(somebody(nationality=frozenset(codes) if codes else None))
    assert (finding.value, finding.facts) == (value, ("nationality",))
    assert finding.missing == (("nationality",) if value is UNKNOWN else ())


# --- EUP-5Y-8: until 10 July 2013 three years, for students five ----------------------------------------------------


@pytest.mark.parametrize(
    ("start", "enough"),
    [("2005-01-01", True), ("2010-07-09", True), ("2010-07-10", True), ("2010-07-11", False), ("2020-01-01", False)],
)
def test_three_years_had_to_be_complete_on_the_last_day(start: str, enough: bool) -> None:
    assert _early_enough(day(start)) is enough


STUDENTS: dict[str, tuple[tuple[Stay, ...] | None, bool]] = {
    "study all along": ((stay("student", "2009-09-01"),), True),
    "study until the last day of the old rule": ((stay("student", "2009-09-01", "2013-07-10"),), True),
    "study, then work": ((stay("student", "2009-09-01", "2013-07-10"), stay("eu_citizen", "2013-07-11")), True),
    "work on the last day too": (
        (stay("student", "2009-09-01", "2013-07-09"), stay("eu_citizen", "2013-07-10")),
        False,
    ),
    "work before the years, then study": (
        (stay("eu_citizen", "2008-01-01", "2010-07-10"), stay("student", "2010-07-11")),
        True,
    ),
    "work on the day after they began": (
        (stay("eu_citizen", "2008-01-01", "2010-07-11"), stay("student", "2010-07-12")),
        False,
    ),
    "work all along": ((stay("eu_citizen", "2009-09-01"),), False),
    "study in another country does not count": ((stay("student", "2009-09-01", country="FR"),), False),
    "nor work": ((stay("student", "2009-09-01"), stay("eu_citizen", "2010-09-01", country="FR")), True),
    "study only before": ((stay("student", "2008-01-01", "2010-07-10"),), False),
    "study only afterwards": ((stay("student", "2013-07-11"),), False),
    "study from the last day on": ((stay("student", "2013-07-10"),), True),
    "no stay": ((), False),
    "not told": (None, False),
}


@pytest.mark.parametrize(("stays", "student"), STUDENTS.values(), ids=list(STUDENTS))
def test_who_was_a_student_until_the_end_of_the_old_rule(stays: tuple[Stay, ...] | None, student: bool) -> None:
    """Of years that began on 10 July 2010."""
    assert _always_student(Person(stays=stays), day("2010-07-10")) is student


THEN = date(2022, 7, 1)
IN_2010: Told = {"annex_19": day("2010-07-10")}
NEVER_FIVE = abroad(("2013-09-01", "2014-06-01"), ("2018-09-01", "2019-05-01"))
"""Two breaks: by July 2022 five years were never complete, though three were on 10 July 2013."""
BROKEN: Told = {**IN_2010, **NEVER_FIVE}
IN_2012 = ("2012-03-01", "2012-05-01")

BEFORE_2013: dict[str, tuple[Situation, Answer]] = {
    "three years on the last day": (somebody(THEN, **BROKEN), IN_DOUBT),
    "three years a day later": (somebody(THEN, **BROKEN | {"annex_19": day("2010-07-11")}), HELD),
    "annex not told": (somebody(THEN, **BROKEN | {"annex_19": None}), WAITS),
    "absences not told": (somebody(THEN, **BROKEN | {"absences": None}), WAITS),
    "free movement not told": (somebody(THEN, **BROKEN | {"free_movement_gaps": None}), WAITS),
    "absences not told, too late for three years": (
        somebody(THEN, annex_19=day("2010-07-11"), absences=None),
        HELD,
    ),
    # with five years it does not matter
    "five years today": (somebody(date(2019, 6, 1), **IN_2010, **abroad(("2013-09-01", "2014-06-01"))), HELD),
    "five years tomorrow": (somebody(date(2019, 5, 31), **IN_2010, **abroad(("2013-09-01", "2014-06-01"))), IN_DOUBT),
    # a time without free movement broke the own five years, here since 2014
    "no free movement in 2014": (
        somebody(
            THEN,
            **IN_2010,
            **abroad(("2018-09-01", "2019-05-01")),
            **during("free_movement_gaps", "2014-01-01", "2014-02-01"),
        ),
        IN_DOUBT,
    ),
    # broken before three years
    "prison in 2012": (somebody(THEN, **BROKEN, **during("prison", *IN_2012)), HELD),
    "prison before the years": (somebody(THEN, **BROKEN, **during("prison", "2010-03-01", "2010-07-09")), IN_DOUBT),
    "prison until there were less than three": (
        somebody(THEN, **BROKEN | {"annex_19": day("2009-01-01")}, **during("prison", "2010-03-01", "2010-07-10")),
        HELD,
    ),
    "prison until there were just three": (
        somebody(THEN, **BROKEN | {"annex_19": day("2009-01-01")}, **during("prison", "2010-03-01", "2010-07-09")),
        IN_DOUBT,
    ),
    "off the register in 2012, which papers may settle": (
        somebody(THEN, **BROKEN, **during("register_gaps", *IN_2012)),
        IN_DOUBT,
    ),
    "no free movement in 2012, which papers may settle": (
        somebody(THEN, **BROKEN, **during("free_movement_gaps", *IN_2012)),
        IN_DOUBT,
    ),
    # EUP-LOSS-1
    "two years away since": (
        somebody(THEN, **IN_2010, **abroad(("2013-09-01", "2015-09-01"), ("2018-09-01", "2019-05-01"))),
        IN_DOUBT,
    ),
    "more than two years away since": (
        somebody(THEN, **IN_2010, **abroad(("2013-09-01", "2015-10-01"), ("2018-09-01", "2019-05-01"))),
        HELD,
    ),
    # students needed five years
    "always a student": (somebody(THEN, **BROKEN, stays=(stay("student", "2009-09-01"),)), HELD),
    "a worker": (somebody(THEN, **BROKEN, stays=(stay("eu_citizen", "2010-07-10"),)), IN_DOUBT),
    "a worker until prison broke the years, then a student": (
        somebody(
            THEN,
            **BROKEN | {"annex_19": day("2009-01-01")},
            **during("prison", "2010-03-01", "2010-07-01"),
            stays=(stay("eu_citizen", "2009-01-01", "2010-07-01"), stay("student", "2010-07-02")),
        ),
        HELD,
    ),
}


@pytest.mark.parametrize(("situation", "said"), BEFORE_2013.values(), ids=list(BEFORE_2013))
def test_a_right_from_before_2013(situation: Situation, said: Answer) -> None:
    """Never a plain yes to the right: the text of that time was not seen."""
    assert answer(NO_RIGHT_FROM_BEFORE.test(situation)) == said


@pytest.mark.parametrize(("name", "said"), [("doubts-settled", IN_DOUBT), ("whole-days-abroad", HELD)])
@pytest.mark.parametrize("fact", ["register_gaps", "free_movement_gaps"])
def test_in_one_chosen_reading_no_other_is_looked_at(fact: str, name: str, said: Answer) -> None:
    situation = somebody(THEN, **BROKEN, **during(fact, *IN_2012)).under(reading(name))
    assert answer(NO_RIGHT_FROM_BEFORE.test(situation)) == said


# --- SW-4: family of an EU citizen or Belgian who became an EU citizen ----------------------------------------------


def family_since(first: str, last: str | None = "2023-08-31", **more: Any) -> Told:
    """Family from this day on, and an own right from 1 September 2023."""
    own = stay("eu_citizen", "2023-09-01", index=1)
    return {"annex_19": day("2023-09-01"), "stays": (stay("family_of_eu_or_belgian", first, last, **more), own)}


AS_FAMILY: dict[str, tuple[Situation, Answer]] = {
    "with it more than five years": (somebody(**family_since("2019-03-01")), IN_DOUBT),
    "with it five years today": (somebody(**family_since("2021-03-10")), IN_DOUBT),
    "with it five years tomorrow": (somebody(**family_since("2021-03-11")), HELD),
    "with it five years, broken": (
        somebody(**family_since("2019-03-01"), **abroad(("2022-02-01", "2022-11-01"))),
        HELD,
    ),
    # in every reading: by whole days abroad half a year and a day are no more than six months (reading 13)
    "six months and a day away": (
        somebody(**family_since("2019-03-01"), **abroad(("2022-02-01", "2022-08-02"))),
        IN_DOUBT,
    ),
    "six months and two days away": (
        somebody(**family_since("2019-03-01"), **abroad(("2022-02-01", "2022-08-03"))),
        HELD,
    ),
    "off the register in 2022, which papers may settle": (
        somebody(**family_since("2019-03-01"), **during("register_gaps", "2022-02-01", "2022-03-01")),
        IN_DOUBT,
    ),
    "in prison in 2022": (somebody(**family_since("2019-03-01"), **during("prison", "2022-02-01", "2022-03-01")), HELD),
    "a month between": (somebody(**family_since("2019-03-01", "2023-07-31")), HELD),
    "its first day not known": (somebody(**family_since("2019-03-01", start_known=False)), HELD),
    "none before": (somebody(annex_19=day("2023-09-01"), stays=(stay("eu_citizen", "2023-09-01"),)), HELD),
    "no stay": (somebody(annex_19=day("2023-09-01")), HELD),
    "five years of one's own today": (somebody(annex_19=day("2021-03-10"), stays=None), HELD),
    "five years of one's own tomorrow, stays not told": (somebody(annex_19=day("2021-03-11"), stays=None), WAITS),
    "annex not told": (somebody(**family_since("2019-03-01") | {"annex_19": "none", "stays": ()}), WAITS),
    "absences not told": (somebody(**family_since("2019-03-01") | {"absences": None}), WAITS),
    "free movement not told": (somebody(**family_since("2019-03-01") | {"free_movement_gaps": None}), WAITS),
    "stays not told": (somebody(annex_19=day("2023-09-01"), stays=None), WAITS),
}


@pytest.mark.parametrize(("situation", "said"), AS_FAMILY.values(), ids=list(AS_FAMILY))
def test_years_as_family_before(situation: Situation, said: Answer) -> None:
    assert answer(NO_FAMILY_YEARS_BEFORE.test(situation)) == said


@pytest.mark.parametrize(("name", "said"), [("doubts-settled", IN_DOUBT), ("whole-days-abroad", HELD)])
def test_years_as_family_in_one_chosen_reading(name: str, said: Answer) -> None:
    situation = somebody(**family_since("2019-03-01"), **during("register_gaps", "2022-02-01", "2022-03-01"))
    assert answer(NO_FAMILY_YEARS_BEFORE.test(situation.under(reading(name)))) == said


# --- what is named --------------------------------------------------------------------------------------------------

OLD, FAMILY = NO_RIGHT_FROM_BEFORE.id, NO_FAMILY_YEARS_BEFORE.id
BELGIAN: Told = {"nationality": frozenset({"BE"})}

NAMED: dict[str, tuple[Situation, str, set[str]]] = {
    "came after 2013": (somebody(annex_19=day("2023-09-01")), "later", set()),
    "five years": (somebody(annex_19=day("2015-09-01")), "open", set()),
    "a day too late for the old rule": (somebody(THEN, **BROKEN | {"annex_19": day("2010-07-11")}), "later", set()),
    "three years before 2013": (somebody(THEN, **BROKEN), "unsettled", {OLD}),
    "three years before 2013, as a student": (
        somebody(THEN, **BROKEN, stays=(stay("student", "2009-09-01"),)),
        "later",
        {OLD},
    ),
    "three years before 2013 and five since": (somebody(**IN_2010), "open", set()),
    "three years before 2013, absences not told": (somebody(THEN, **IN_2010, absences=None), "unsettled", set()),
    "three years before 2013, Belgian": (somebody(THEN, **BROKEN | BELGIAN), "closed", set()),
    "annex not told": (somebody(THEN, **BROKEN | {"annex_19": None}), "unsettled", set()),
    "family before, five years together": (somebody(**family_since("2019-03-01")), "unsettled", {FAMILY}),
    "family before, not five years together": (somebody(**family_since("2022-03-01")), "later", {FAMILY}),
    "family before, a month between": (somebody(**family_since("2019-03-01", "2023-07-31")), "later", set()),
    "family before, five years of one's own": (somebody(date(2028, 9, 1), **family_since("2019-03-01")), "open", set()),
    "family before, Belgian": (somebody(**family_since("2019-03-01") | BELGIAN), "closed", set()),
}


@pytest.mark.parametrize(("situation", "status", "named"), NAMED.values(), ids=list(NAMED))
def test_named_is_only_what_can_make_a_difference(situation: Situation, status: str, named: set[str]) -> None:
    found, plain = decide_with_old_rule(situation), decide(EU_PLUS, situation)
    ids = {condition.id for condition, _ in found.conditions}
    assert (found.status, ids & {OLD, FAMILY}) == (status, named)
    assert ids - {OLD, FAMILY} == {condition.id for condition, _ in plain.conditions} - {OLD, FAMILY}


# --- EUP-5Y-2, EUP-APP-2, CARD-FINE-1: was there ever a registration? -------------------------------------------------

NEVER: Told = {"annex_19": "none", "card": "none"}
SINCE_2019 = (stay("eu_citizen", "2019-02-01"),)
WORKED = (stay("single_permit", "2019-02-01"),)
REGISTRATIONS: dict[str, tuple[Told, Truth]] = {
    "no annex, no card, a stay that nothing shows": (NEVER | {"stays": SINCE_2019}, UNKNOWN),
    "the stay began today": (NEVER | {"stays": (stay("eu_citizen", "2026-03-10"),)}, UNKNOWN),
    "it begins tomorrow": (NEVER | {"stays": (stay("eu_citizen", "2026-03-11"),)}, NO),
    "no stay at all": (NEVER | {"stays": ()}, NO),
    "stays not told": (NEVER | {"stays": None}, UNKNOWN),
    "a card was given for the stay": (
        NEVER | {"stays": (stay("eu_citizen", "2019-02-01", first_card="2019-03-01"),)},
        YES,
    ),
    "an EU card": (NEVER | {"card": "EU", "stays": ()}, YES),
    "an Annex 15, in the place of a card": (NEVER | {"card": "annex_15", "stays": SINCE_2019}, YES),
    "an annex": (NEVER | {"annex_19": day("2019-02-01"), "stays": SINCE_2019}, YES),
    "an annex of which the day is not known": (NEVER | {"annex_19": None, "stays": SINCE_2019}, YES),
    # what a stay under national law is worth, no source says: the Swiss held C cards once (SW-7)
    "a single permit, of who holds an A card": (NEVER | {"card": "A", "stays": WORKED}, UNKNOWN),
    "a C card": (NEVER | {"card": "C", "stays": ()}, UNKNOWN),
    "a single permit that runs, without a card": (NEVER | {"stays": WORKED}, UNKNOWN),
    "it ends today": (NEVER | {"stays": (stay("single_permit", "2019-02-01", "2026-03-10"),)}, UNKNOWN),
    "it ended yesterday": (NEVER | {"stays": (stay("single_permit", "2019-02-01", "2026-03-09"),)}, NO),
    "a special card, which has no annex": (NEVER | {"stays": (stay("special_card_other", "2019-02-01"),)}, YES),
    "had a special card, stays not told": (NEVER | {"stays": None, "special_card_before": True}, YES),
    "here as family": (NEVER | {"stays": (stay("family_of_eu_or_belgian", "2019-02-01"),)}, YES),
    # an accident at work asks no time of residence (EUP-EARLY-3): what it asks of a registration, no source says
    "no stay, an early ground": (NEVER | {"stays": (), "early_ground": "work_accident_or_disease"}, UNKNOWN),
    "no stay, early ground not told": (NEVER | {"stays": (), "early_ground": None}, NO),
}


@pytest.mark.parametrize(("told", "value"), REGISTRATIONS.values(), ids=REGISTRATIONS)
def test_whether_there_was_a_registration(told: Told, value: Truth) -> None:
    finding = REGISTERED.test(somebody(**told))
    assert (finding.value, finding.missing) == (value, ())
    assert finding.undated is (value is UNKNOWN)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (NEVER | {"stays": SINCE_2019}, "unsettled"),
        (NEVER | {"stays": (stay("eu_citizen", "2024-02-01"),)}, "unsettled"),
        (NEVER | {"stays": ()}, "closed"),
        (NEVER | {"card": "EU", "stays": SINCE_2019}, "open"),
        (NEVER | {"annex_19": day("2019-02-01"), "stays": SINCE_2019}, "open"),
    ],
)
def test_nothing_is_open_or_dated_by_a_registration_that_there_may_not_be(told: Told, status: str) -> None:
    outcome = decide_with_old_rule(somebody(special_card_before=False, **told))
    assert (outcome.status, outcome.earliest is None) == (status, status != "open")
    assert not (status == "closed" and outcome.missing)
