"""The M card with permanent stay: for whom it is, and when the status under the Agreement may be lost for good
(BRX-SCOPE-1, BRX-SCOPE-3, BRX-DL-1, BRX-DL-2, BRX-ABS-1).

From which paper its five years run stands in ``test_eu_routes``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Truth
from belgian_residence.routes.eu.m_plus import BENEFICIARY, STATUS_KEPT, broken_for_good
from belgian_residence.told.facts import ABSENCES
from belgian_residence.told.person import Person
from briefly import NOTHING_BROKE, abroad, day, during, nationality, stay

ON = date(2026, 3, 10)
Told = dict[str, Any]
Answer = tuple[Truth, tuple[str, ...]]
"""What is said, and which facts are asked."""


# --- for whom it is -------------------------------------------------------------------------------------------------

COVERED: Told = {"withdrawal_agreement": True}
NOT_COVERED: Told = {"withdrawal_agreement": False}
BRITON = {"card": "special_card", **nationality("GB"), **COVERED}
IN_TIME = {"stays": (stay("special_card_other", "2015-09-01"),)}
WORK = (stay("single_permit", "2024-01-01"),)
TOLD_OF_CARD = {"card", "withdrawal_agreement"}
TOLD_OF_STAY = {"card", "stays", "sponsor_belgian"}
JOINED = (stay("family_of_eu_or_belgian", "2019-01-01"),)
TOLD_OF_SPECIAL_CARD = {"card", "nationality", "stays"}
TOLD_OF_NO_AGREEMENT = {"card", "nationality", "withdrawal_agreement", "stays"}

FOR_WHOM: dict[str, tuple[Told, Answer, set[str]]] = {
    "an M card": ({"card": "M"}, (YES, ()), TOLD_OF_CARD),
    "an M card, says not to be covered": ({"card": "M", **NOT_COVERED}, (YES, ()), TOLD_OF_CARD),
    "an M card with permanent stay": ({"card": "M+"}, (YES, ()), TOLD_OF_CARD),
    "an annex 56": ({"card": "annex_56"}, (YES, ()), TOLD_OF_CARD),
    "a card not told": ({**COVERED}, (UNKNOWN, ("card",)), TOLD_OF_CARD),
    # BRX-SCOPE-3, BRX-NEW-1, BRX-N-1: a card of another status
    "a B card": ({"card": "B", **COVERED}, (NO, ()), TOLD_OF_CARD),
    "an F card": ({"card": "F", **COVERED}, (NO, ()), TOLD_OF_CARD),
    "an N card": ({"card": "N", **COVERED}, (NO, ()), TOLD_OF_CARD),
    # a card that shows no other status
    "no card, not covered": ({"card": "none", **NOT_COVERED}, (NO, ()), TOLD_OF_NO_AGREEMENT),
    "no card, a special card in time handed in, not covered": (
        {**BRITON, **IN_TIME, **NOT_COVERED, "card": "none"},
        (UNKNOWN, ()),
        TOLD_OF_NO_AGREEMENT,
    ),
    "no card, a Moroccan's special card handed in, not covered": (
        {**BRITON, **IN_TIME, **NOT_COVERED, "card": "none", **nationality("MA")},
        (NO, ()),
        TOLD_OF_NO_AGREEMENT,
    ),
    "no card, not told": ({"card": "none"}, (UNKNOWN, ("withdrawal_agreement",)), TOLD_OF_CARD),
    "no card, British": ({"card": "none", **nationality("GB")}, (UNKNOWN, ("withdrawal_agreement",)), TOLD_OF_CARD),
    # the stay that runs shows the status: an Annex 15, or no card, in the place of an A card is no other than the card
    "annex 15 for a card of work": ({"card": "annex_15", "stays": WORK}, (NO, ()), TOLD_OF_STAY),
    "no card, at work": ({"card": "none", "stays": WORK, **COVERED}, (NO, ()), TOLD_OF_STAY),
    "annex 15, work that ended": (
        {"card": "annex_15", "stays": (stay("single_permit", "2022-01-01", "2023-12-31"),)},
        (UNKNOWN, ("withdrawal_agreement",)),
        {*TOLD_OF_CARD, *TOLD_OF_STAY},
    ),
    "annex 15, family of a British person": (
        {"card": "annex_15", "stays": JOINED, "sponsor_belgian": False},
        (UNKNOWN, ("withdrawal_agreement",)),
        {*TOLD_OF_CARD, *TOLD_OF_STAY},
    ),
    "annex 15, family of a Belgian": (
        {"card": "annex_15", "stays": JOINED, "sponsor_belgian": True},
        (NO, ()),
        TOLD_OF_STAY,
    ),
    "no card, at work, a special card in time": (
        {"card": "none", "stays": (stay("special_card_other", "2015-09-01", "2023-12-31"), *WORK)},
        (UNKNOWN, ("withdrawal_agreement",)),
        {*TOLD_OF_CARD, *TOLD_OF_STAY},
    ),
    "no card, Irish": ({"card": "none", **nationality("IE"), **COVERED}, (NO, ()), {"card", "nationality"}),
    "no card, Irish and British": ({"card": "none", **nationality("IE", "GB")}, (NO, ()), {"card", "nationality"}),
    # BRX-DL-2: a special card, held before the end of the transition; the M card is not there yet, so never a plain yes
    "a special card in time": ({**BRITON, **IN_TIME}, (UNKNOWN, ()), TOLD_OF_SPECIAL_CARD),
    "a special card in time, nationality outside the EU": (
        {**BRITON, **IN_TIME, **nationality("non-EU")},
        (UNKNOWN, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card on the last day": (
        {**BRITON, "stays": (stay("special_card_convention", "2020-12-31"),)},
        (UNKNOWN, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card a day late": (
        {**BRITON, "stays": (stay("special_card_convention", "2021-01-01"),)},
        (NO, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "another stay in time": (
        {**BRITON, "stays": (stay("eu_citizen", "2015-09-01", "2021-12-31"), stay("special_card_other", "2022-01-01"))},
        (NO, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card of another country": (
        {**BRITON, "stays": (stay("special_card_other", "2015-09-01", country="FR"),)},
        (NO, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "no stay": ({**BRITON, "stays": ()}, (NO, ()), TOLD_OF_SPECIAL_CARD),
    "a special card, Moroccan": ({**BRITON, **IN_TIME, **nationality("MA")}, (NO, ()), TOLD_OF_SPECIAL_CARD),
    "a special card, Moroccan, nothing else told": (
        {"card": "special_card", **nationality("MA")},
        (NO, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card, Irish": ({**BRITON, **IN_TIME, **nationality("IE")}, (NO, ()), {"card", "nationality"}),
    "a special card, not covered": ({**BRITON, **IN_TIME, **NOT_COVERED}, (UNKNOWN, ()), TOLD_OF_SPECIAL_CARD),
    "a special card, nothing else told": (
        {"card": "special_card"},
        (UNKNOWN, ("nationality", "stays")),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card, nationality not told": (
        {**BRITON, **IN_TIME, "nationality": None},
        (UNKNOWN, ("nationality",)),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card, the Agreement not told": (
        {**BRITON, **IN_TIME, "withdrawal_agreement": None},
        (UNKNOWN, ()),
        TOLD_OF_SPECIAL_CARD,
    ),
    "a special card, stays not told": (BRITON, (UNKNOWN, ("stays",)), TOLD_OF_SPECIAL_CARD),
}


@pytest.mark.parametrize(("told", "said", "looked_at"), FOR_WHOM.values(), ids=list(FOR_WHOM))
def test_for_whom_it_is(told: Told, said: Answer, looked_at: set[str]) -> None:
    finding = BENEFICIARY.test(Situation(Person(**told), ON))
    assert (finding.value, finding.missing) == said
    assert set(finding.facts) == looked_at
    late = told.get("card") == "none" and said == (UNKNOWN, ())  # reasons are needed, which no answer here settles
    assert finding.not_confirmed == late


@pytest.mark.parametrize(
    ("on", "value", "not_confirmed"),
    [("2021-12-31", YES, False), ("2022-01-01", UNKNOWN, True), ("2026-03-10", UNKNOWN, True)],
)
@pytest.mark.parametrize("card", ["none", "EU", "annex_15"])
def test_a_late_application_needs_reasons(card: str, on: str, value: Truth, not_confirmed: bool) -> None:
    """BRX-DL-1: it could be made until the end of 2021. BRX-DL-2: later with reasons, which no answer here settles."""
    finding = BENEFICIARY.test(Situation(Person(card=card, **nationality("GB"), **COVERED), day(on)))
    assert (finding.value, finding.missing, finding.not_confirmed) == (value, (), not_confirmed)
    assert set(finding.facts) == TOLD_OF_CARD


# --- BRX-ABS-1: the status once lost cannot be had again ------------------------------------------------------------


def somebody(on: date = ON, **told: Any) -> Situation:
    """Here since before the end of the transition, and nothing broke the stay."""
    known: Told = {
        "annex_19": day("2018-01-15"),
        "annex_19ter": "none",
        "stays": (),
        "absences": (),
        **NOTHING_BROKE,
    }
    return Situation(Person(**known | told), on)


def only(annex_19: str) -> Told:
    """An annex 19 of this day; of an annex 19ter, which could be older, nothing is told."""
    return {"annex_19": day(annex_19), "annex_19ter": None}


def again(second: str, **how: Any) -> Told:
    """A stay that ended in 2016, before five years were complete, and began again on this day."""
    first = stay("eu_citizen", "2013-01-15", "2016-12-31")
    return {"annex_19": day("2013-01-15"), "stays": (first, stay("eu_citizen", second, index=1, **how))}


KEPT, MAY_BE_LOST, OF_AN_OLDER_ONE = (YES, ()), (UNKNOWN, ()), (UNKNOWN, ("annex_19ter",))
LATER = date(2029, 3, 10)

STATUS: dict[str, tuple[Situation, Answer]] = {
    "never broken": (somebody(), KEPT),
    "joined later": (somebody(annex_19=day("2022-03-01")), KEPT),
    "joined on the day after the transition": (somebody(annex_19=day("2021-01-01")), KEPT),
    # EUP-ABS-1, BRX-PR-2: up to six months in a year break nothing
    "six months away": (somebody(**abroad(("2022-02-01", "2022-08-01"))), KEPT),
    "a day more": (somebody(**abroad(("2022-02-01", "2022-08-02"))), MAY_BE_LOST),
    "broken before the end of the transition": (somebody(**abroad(("2019-02-01", "2019-11-01"))), KEPT),
    "back on its last day": (somebody(**abroad(("2020-04-01", "2020-12-31"))), KEPT),
    "back the day after": (somebody(**abroad(("2020-04-01", "2021-01-01"))), MAY_BE_LOST),
    "who joined later, broken": (
        somebody(annex_19=day("2022-03-01"), **abroad(("2023-02-01", "2023-11-01"))),
        MAY_BE_LOST,
    ),
    "prison": (somebody(**during("prison", "2022-03-01", "2022-03-09")), MAY_BE_LOST),
    "a time without free movement": (somebody(**during("free_movement_gaps", "2022-03-01", "2022-05-01")), MAY_BE_LOST),
    # BRX-PR-3: once permanent, only more than five years away
    "three years away once permanent": (somebody(**abroad(("2023-02-01", "2026-02-01"))), KEPT),
    "more than five once permanent": (
        somebody(annex_19=day("2014-01-15"), **abroad(("2020-02-01", "2025-02-02"))),
        MAY_BE_LOST,
    ),
    # a stay that ended early, and began again
    "began again before the end of the transition": (somebody(**again("2019-03-01", before="break")), KEPT),
    "began again on its last day": (somebody(**again("2020-12-31", before="break")), KEPT),
    "began again the day after": (somebody(**again("2021-01-01", before="break")), MAY_BE_LOST),
    # an annex that is not told could be an older start
    "not broken since the annex that is told": (somebody(**only("2018-01-15")), KEPT),
    "broken since": (somebody(**only("2018-01-15"), **abroad(("2022-02-01", "2022-08-02"))), OF_AN_OLDER_ONE),
    "broken before": (somebody(**only("2023-03-15"), **abroad(("2021-06-01", "2022-03-01"))), OF_AN_OLDER_ONE),
    "away before, not for too long": (somebody(**only("2023-03-15"), **abroad(("2021-06-01", "2021-12-01"))), KEPT),
    "broken across the end of the transition": (
        somebody(**only("2023-03-15"), **abroad(("2020-06-01", "2021-07-01"))),
        OF_AN_OLDER_ONE,
    ),
    "broken until the last day of the transition": (
        somebody(**only("2023-03-15"), **abroad(("2020-02-01", "2020-12-31"))),
        KEPT,
    ),
    "broken before, no other annex": (
        somebody(annex_19=day("2023-03-15"), **abroad(("2021-06-01", "2022-03-01"))),
        KEPT,
    ),
    # from the end of the transition five years are complete by 2026: only a start after it makes these a break
    "broken in 2027": (somebody(LATER, **only("2028-06-15"), **abroad(("2027-02-01", "2027-11-01"))), OF_AN_OLDER_ONE),
    "in prison in 2027": (
        somebody(LATER, **only("2028-06-15"), **during("prison", "2027-03-01", "2027-03-09")),
        OF_AN_OLDER_ONE,
    ),
    "off the register in 2027": (
        somebody(LATER, **only("2028-06-15"), **during("register_gaps", "2027-03-01", "2027-03-09")),
        OF_AN_OLDER_ONE,
    ),
    "no free movement in 2027": (
        somebody(LATER, **only("2028-06-15"), **during("free_movement_gaps", "2027-03-01", "2027-03-09")),
        OF_AN_OLDER_ONE,
    ),
    "away for a month in 2027": (somebody(LATER, **only("2028-06-15"), **abroad(("2027-02-01", "2027-03-01"))), KEPT),
}


@pytest.mark.parametrize(("situation", "said"), STATUS.values(), ids=list(STATUS))
def test_a_break_after_the_transition_may_have_ended_the_status(situation: Situation, said: Answer) -> None:
    finding = STATUS_KEPT.test(situation)
    assert (finding.value, finding.missing, finding.at_filing) == (*said, False)
    assert broken_for_good(situation) is (said == MAY_BE_LOST)
    papers = {"annex_19", "annex_19ter", "stays"}
    broken_by = {*ABSENCES, "interruptions", "prison", "register_gaps", "free_movement_gaps", "removal_enforced"}
    assert set(finding.facts) == papers | broken_by


def test_whether_papers_covered_the_time_between_two_stays_is_asked() -> None:
    [asked] = STATUS_KEPT.test(somebody(**again("2021-03-01"))).missing
    assert asked.startswith("stays[1].")


@pytest.mark.parametrize(
    "told",
    [
        {"annex_19": None},
        {"annex_19": "none"},
        {"absences": None},
        {"prison": None},
        {"free_movement_gaps": None},
        {"free_movement_gaps": None, **abroad(("2022-02-01", "2022-08-02"))},
    ],
)
def test_while_no_count_can_be_made_what_is_missing_is_asked_elsewhere(told: Told) -> None:
    finding = STATUS_KEPT.test(somebody(**told))
    assert (finding.value, finding.missing, finding.at_filing) == (UNKNOWN, (), True)
    assert "absences" in finding.facts
    assert not broken_for_good(somebody(**told))
