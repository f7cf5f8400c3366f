"""Nationality, sentence by sentence: what each condition and each clock of the declaration says by itself.

The cases of tests/cases/nationality.toml try whole lives. Here each sentence of article 12bis is asked alone, for
somebody of whom nothing else is told: what it answers, what it still asks, and which facts of the person it looks at.
Longer than others: each sentence of the article has its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person
from belgian_residence.counting.conventions import MOST_FAVOURABLE, SAFE, Conventions, readings_of
from belgian_residence.counting.situation import Situation
from belgian_residence.engine import UNKNOWN, Condition, Finding, conditions_in
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.nationality.grounds import GROUNDS, KEY, NATIONALITY
from belgian_residence.routes.nationality.lawful_stay import begin, counts
from belgian_residence.routes.nationality.years import years_of_stay
from belgian_residence.routes.status import When
from belgian_residence.told.facts import CARDS
from belgian_residence.told.person import Absence, Person, Stay
from oracle.timelines import a_declarant

ON = date(2025, 6, 1)
ARRIVED = date(2020, 6, 1)
"""Five years before."""
NEWCOMER = date(2023, 6, 1)
LONG_HERE = date(2015, 6, 1)
CONDITIONS: dict[str, Condition[Any]] = {one.id: one for one in conditions_in(NATIONALITY.requirement)}


def stay(start: date = ARRIVED, end: date | None = None, ground: str = "single_permit", **more: Any) -> Stay:
    """A stay whose first card was given on its first day, if nothing else is told."""
    return Stay(start, end, ground, **{"first_card": start} | more)


def trip(departure: date, back: date | None, **more: Any) -> Absence:
    return Absence(departure, back, **more)


def somebody(start: date | None = ARRIVED, on: date = ON, conventions: Conventions = SAFE, **told: Any) -> Situation:
    """A B card and one stay since a day, without trips; of the rest only what is told."""
    here: dict[str, Any] = {"card": "B", "stays": (stay(start),) if start else (), "absences": ()}
    return Situation(Person(**here | told), on, conventions)


def answer(finding: Finding) -> str:
    """A finding in words: yes, no, what it asks; or why it asks for nothing."""
    if finding.value is not UNKNOWN:
        assert not finding.missing
        return finding.value.value
    if finding.missing:
        return "asks " + ", ".join(finding.missing)
    if finding.at_filing:
        return "there is time until the declaration"
    return "not confirmed" if finding.not_confirmed else "in doubt"


NO_PROOF: frozenset[str] = frozenset()
DIPLOMA = frozenset({"diploma"})
TRAINING, COURSE = frozenset({"training"}), frozenset({"course"})
FIFTH = (trip(date(2021, 1, 1), date(2021, 7, 1)), trip(date(2023, 1, 1), date(2023, 7, 1)))
"""Twice six months."""
SENTENCES: list[tuple[str, dict[str, Any], str]] = [
    # condition, what is told, the answer
    ("of-age", {}, "asks birth_date"),
    ("of-age", {"birth_date": date(2007, 6, 1)}, "yes"),
    ("of-age", {"birth_date": date(2007, 6, 2)}, "there is time until the declaration"),
    ("title", {"card": None}, "asks card"),
    ("never-away-too-long", {"absences": None}, "asks absences"),
    ("never-away-too-long", {}, "yes"),
    ("never-away-too-long", {"absences": (trip(date(2019, 1, 10), date(2019, 7, 10)),)}, "yes"),
    # whole days abroad only: six months to the day
    ("never-away-too-long", {"absences": (trip(date(2019, 1, 10), date(2019, 7, 11)),)}, "in doubt"),
    ("never-away-too-long", {"absences": (trip(date(2019, 1, 10), date(2019, 7, 12)),)}, "no"),
    ("never-away-too-long", {"absences": (trip(date(2025, 1, 10), date(2026, 1, 10)),)}, "yes"),
    ("never-away-too-long", {"absences": (trip(date(2025, 6, 10), date(2026, 6, 10)),)}, "yes"),
    # one fifth of the life so far: five years, and a month less
    ("never-away-too-long", {"absences": FIFTH, "birth_date": date(2020, 6, 1)}, "yes"),
    ("never-away-too-long", {"absences": FIFTH, "birth_date": date(2020, 7, 1)}, "no"),
    ("language", {}, "asks language_a2"),
    ("language", {"language_a2": True}, "yes"),
    # a proof of integration normally proves the language too
    ("language", {"language_a2": False}, "asks integration_proof"),
    ("language", {"language_a2": False, "integration_proof": DIPLOMA}, "in doubt"),
    ("language", {"language_a2": False, "integration_proof": NO_PROOF}, "no"),
    ("integration", {}, "asks integration_proof"),
    ("integration", {"integration_proof": DIPLOMA}, "yes"),
    ("integration", {"integration_proof": NO_PROOF}, "no"),
    ("work", {}, "asks economic_participation"),
    ("work", {"economic_participation": True}, "yes"),
    ("work", {"economic_participation": False}, "no"),
    ("married-to-belgian", {}, "asks spouse_of_belgian_since"),
    ("married-to-belgian", {"spouse_of_belgian_since": date(2024, 1, 1)}, "yes"),
    ("married-to-belgian", {"spouse_of_belgian_since": "none"}, "no"),
    ("parent-of-belgian-minor", {}, "asks parent_of_belgian_minor"),
    ("parent-of-belgian-minor", {"parent_of_belgian_minor": True}, "yes"),
    ("parent-of-belgian-minor", {"parent_of_belgian_minor": False}, "no"),
    ("integration-of-family", {}, "asks integration_proof"),
    ("integration-of-family", {"economic_participation": True}, "asks integration_proof"),
    ("integration-of-family", {"integration_proof": DIPLOMA}, "yes"),
    ("integration-of-family", {"integration_proof": COURSE}, "yes"),
    # work alone is not on the lighter list, five years of it neither
    ("integration-of-family", {"integration_proof": NO_PROOF, "economic_participation": True}, "no"),
    ("integration-of-family", {"integration_proof": frozenset({"work"}), "work_with_training": True}, "no"),
    # training needs some work beside it; who has more of it has enough
    ("integration-of-family", {"integration_proof": TRAINING}, "asks work_with_training"),
    ("integration-of-family", {"integration_proof": TRAINING, "work_with_training": True}, "yes"),
    ("integration-of-family", {"integration_proof": TRAINING, "economic_participation": True}, "yes"),
    ("integration-of-family", {"integration_proof": TRAINING, "work_with_training": False}, "no"),
    (
        "integration-of-family",
        {"integration_proof": TRAINING, "economic_participation": False},
        "asks work_with_training",
    ),
    ("integration-of-family", {"integration_proof": TRAINING | DIPLOMA}, "yes"),
    ("disability-or-pension", {}, "asks disability_or_pension"),
    ("disability-or-pension", {"disability_or_pension": "disability"}, "yes"),
    ("disability-or-pension", {"disability_or_pension": "pension_age"}, "yes"),
    ("disability-or-pension", {"disability_or_pension": "cannot_work"}, "in doubt"),
    ("disability-or-pension", {"disability_or_pension": "none"}, "no"),
    ("born-in-belgium", {}, "asks born_in_belgium"),
    ("born-in-belgium", {"born_in_belgium": False}, "no"),
]
LOOKED_AT = {
    # condition: the facts that it always looks at
    "of-age": {"birth_date"},
    "title": {"card"},
    "never-away-too-long": {"absences"},
    "language": {"language_a2"},
    "integration": {"integration_proof"},
    "work": {"economic_participation"},
    "married-to-belgian": {"spouse_of_belgian_since"},
    "parent-of-belgian-minor": {"parent_of_belgian_minor"},
    "integration-of-family": {"integration_proof", "economic_participation", "work_with_training"},
    "disability-or-pension": {"disability_or_pension"},
    "participation": {"community_participation"},
    "born-in-belgium": {"born_in_belgium"},
}
KNOWN = {field.name for field in fields(Person)}


def ask(id: str, situation: Situation) -> str:
    """The answer of a condition; whatever it is, it names the facts that it looked at."""
    finding = CONDITIONS[f"{KEY}.{id}"].test(situation)
    assert LOOKED_AT[id] <= set(finding.facts) <= KNOWN, finding
    assert {name.split("[")[0] for name in finding.missing} <= {*finding.facts, "stays", "absences", "card"}, finding
    return answer(finding)


@pytest.mark.parametrize(("id", "told", "wanted"), SENTENCES)
def test_what_each_sentence_asks_once_the_years_are_complete(id: str, told: dict[str, Any], wanted: str) -> None:
    assert ask(id, somebody(**told)) == wanted


CARD_IS_ENOUGH = ("B", "C", "K", "D", "L", "E", "EU", "E+", "EU+", "F", "F+", "M", "M+")
NOT_IN_THE_LIST = ("annex_8", "annex_8bis", "annex_15")


@pytest.mark.parametrize("card", CARDS)
def test_which_cards_are_enough(card: str) -> None:
    """NAT-TITLE-2 and -3; the list names cards, and nothing is said of papers in their place. On the special card two
    courts of appeal differ (NAT-TITLE-5)."""
    left_open = (*NOT_IN_THE_LIST, "special_card")
    wanted = "yes" if card in CARD_IS_ENOUGH else "not confirmed" if card in left_open else "no"
    assert ask("title", somebody(card=card)) == wanted


@pytest.mark.parametrize("card", CARDS)
def test_before_the_decree_was_changed_nothing_is_said_of_the_agreement(card: str) -> None:
    """BRX-NAT-1: before it nobody has seen whether M cards were enough; for other cards nothing changes."""
    early = date(2021, 6, 1)
    wanted = "not confirmed" if card in ("M", "M+") else ask("title", somebody(card=card))
    assert ask("title", somebody(card=card, on=early)) == wanted


CAN_BE_OBTAINED = {
    # condition: told in a way that is not enough today; what is asked where the years are not known, if any of it
    "language": {"language_a2": False, "integration_proof": NO_PROOF},
    "integration": {"integration_proof": NO_PROOF},
    "work": {"economic_participation": False},
    "integration-of-family": {"integration_proof": NO_PROOF},
    "participation": {"community_participation": False},
}
IS_ENOUGH = {
    "language": {"language_a2": True},
    "integration": {"integration_proof": DIPLOMA},
    "work": {"economic_participation": True},
    "integration-of-family": {"integration_proof": COURSE},
    "participation": {"community_participation": True},
}


@pytest.mark.parametrize("id", CAN_BE_OBTAINED)
def test_what_can_still_be_obtained_is_not_asked_while_the_declaration_lies_ahead(id: str) -> None:
    lacking, enough = CAN_BE_OBTAINED[id], IS_ENOUGH[id]
    for told in ({}, lacking):
        assert ask(id, somebody(NEWCOMER, **told)) == "there is time until the declaration"
        assert ask(id, somebody(LONG_HERE, **told, card="A")) == "there is time until the declaration"
    assert ask(id, somebody(NEWCOMER, **enough)) == "yes"
    assert ask(id, somebody(LONG_HERE, **enough, card="A")) == "yes"


@pytest.mark.parametrize("id", CAN_BE_OBTAINED)
def test_what_is_lacking_says_no_only_where_no_time_is_left(id: str) -> None:
    lacking = CAN_BE_OBTAINED[id]
    assert ask(id, somebody(LONG_HERE, **lacking)) == "no"
    assert ask(id, somebody(LONG_HERE, **lacking, absences=None)) == "asks absences"
    assert ask(id, somebody(LONG_HERE, **lacking, card=None)) == "asks card"
    assert ask(id, somebody(LONG_HERE, **lacking, card=None, stays=None)) == "asks card, stays"
    for fact in lacking:  # first what the sentence is about
        assert ask(id, somebody(LONG_HERE, **lacking | {fact: None}, absences=None)).startswith("asks "), fact
        assert ask(id, somebody(LONG_HERE, **lacking | {fact: None}, absences=None)) != "asks absences", fact


def test_the_years_that_lie_ahead_are_those_of_the_ground() -> None:
    """Between five and ten years: language and work are asked, taking part in the community can wait."""
    lacking = {"language_a2": False, "integration_proof": NO_PROOF, "community_participation": False}
    assert ask("language", somebody(ARRIVED, **lacking)) == "no"
    assert ask("participation", somebody(ARRIVED, **lacking)) == "there is time until the declaration"
    assert ask("participation", somebody(LONG_HERE, **lacking)) == "no"


def test_on_the_day_itself_the_years_lie_no_longer_ahead() -> None:
    told = {"economic_participation": False}
    assert ask("work", somebody(date(2020, 6, 2), **told)) == "there is time until the declaration"
    assert ask("work", somebody(date(2020, 6, 1), **told)) == "no"


def test_years_whose_first_day_is_not_known_do_not_surely_lie_ahead() -> None:
    """The first card is not known: the years may be complete, so its day is asked and nothing said. Not so where even
    the earliest day that it can have lies too near."""
    told = {"economic_participation": False}
    may_be = (stay(date(2020, 4, 1), first_card=None),)
    assert ask("work", somebody(stays=may_be, **told)) == "asks stays[0].first_card_issued"
    too_near = (stay(date(2020, 6, 2), first_card=None),)
    assert ask("work", somebody(stays=too_near, **told)) == "there is time until the declaration"
    long_ago = (stay(date(2019, 6, 1), first_card=None),)
    assert ask("work", somebody(stays=long_ago, **told)) == "no"


def test_absences_are_judged_in_one_way_only_where_one_is_chosen() -> None:
    """In the safe way six months and a day may be too long (reading 22); in a chosen way they are or are not."""
    away = (trip(date(2019, 1, 10), date(2019, 7, 11)),)
    never = replace(somebody(absences=away), conventions=replace(SAFE, short_gaps_covered=True))
    assert ask("never-away-too-long", never) == "no"
    assert ask("never-away-too-long", never.under(readings_of(KEY)["whole-days-abroad"])) == "yes"
    assert ask("never-away-too-long", never.under(readings_of(KEY)[MOST_FAVOURABLE])) == "yes"


# --- the clocks ---------------------------------------------------------------------------------------------------


def clock(ground: str, situation: Situation) -> When:
    """The clock of a ground. Whatever it says, what it names exists."""
    when = GROUNDS[ground].clock(situation)
    assert set(when.facts) <= KNOWN, when
    assert {name.split("[")[0] for name in when.missing} <= {*when.facts}, when
    return when


STAY = {"NAT-TITLE-1", "NAT-TITLE-4"}
WHERE_THERE_ARE_SUCH = {"NAT-TITLE-5", "NAT-TITLE-6"}
"""Special cards and absences: cited only where there are some, or may be."""
RESTS_ON = {
    # ground: provisions, facts of the person, years
    "born-in-belgium": ({"NAT-1", "NAT-TITLE-1"}, {"in_belgium_since_birth", "birth_date"}, None),
    "integrated": (STAY, {"stays", "absences"}, 5),
    "spouse-of-belgian": ({"NAT-3", *STAY}, {"stays", "absences", "spouse_of_belgian_since"}, 5),
    "parent-of-belgian": (STAY, {"stays", "absences"}, 5),
    "disability-or-pension": (STAY, {"stays", "absences"}, 5),
    "ten-years": (STAY, {"stays", "absences"}, 10),
}


def lives() -> Iterator[Situation]:
    """People of whom more or less is told."""
    for start in (NEWCOMER, ARRIVED, LONG_HERE, None):
        yield somebody(start)
        yield somebody(start, birth_date=date(1990, 5, 10), in_belgium_since_birth=False)
        yield somebody(start, birth_date=date(1990, 5, 10), in_belgium_since_birth=True)
        yield somebody(start, spouse_of_belgian_since=date(2021, 1, 1))
        yield somebody(start, spouse_of_belgian_since="none")
    yield somebody(stays=None)
    yield somebody(absences=None)
    yield somebody(stays=(stay(first_card=None),))
    yield somebody(stays=(stay(ground="refugee"),))


@pytest.mark.parametrize("ground", GROUNDS)
def test_what_each_clock_rests_on_whatever_it_says(ground: str) -> None:
    law, facts, years = RESTS_ON[ground]
    assert set(RESTS_ON) == set(GROUNDS)
    for situation in lives():
        when = clock(ground, situation)
        assert law <= set(when.law) <= law | WHERE_THERE_ARE_SUCH
        assert facts <= set(when.facts)
        assert when.years == years


NO_DAY = None
CLOCKS: list[tuple[str, dict[str, Any], date | None, tuple[str, ...]]] = [
    # ground, what is told, the day on which it is complete, what is asked
    ("integrated", {}, ON, ()),
    ("ten-years", {}, date(2030, 6, 1), ()),
    ("ten-years", {"start": LONG_HERE}, ON, ()),
    ("integrated", {"stays": None}, NO_DAY, ("stays",)),
    ("integrated", {"absences": None}, NO_DAY, ("absences",)),
    ("born-in-belgium", {}, NO_DAY, ("in_belgium_since_birth", "birth_date")),
    ("born-in-belgium", {"birth_date": date(2000, 1, 1)}, NO_DAY, ("in_belgium_since_birth",)),
    ("born-in-belgium", {"in_belgium_since_birth": True}, NO_DAY, ("birth_date",)),
    ("born-in-belgium", {"in_belgium_since_birth": False}, NO_DAY, ()),
    ("born-in-belgium", {"in_belgium_since_birth": True, "birth_date": date(2010, 1, 1)}, date(2028, 1, 1), ()),
    # the later of five years of stay and three of marriage
    ("spouse-of-belgian", {"spouse_of_belgian_since": date(2022, 5, 31)}, ON, ()),
    ("spouse-of-belgian", {"spouse_of_belgian_since": date(2022, 6, 2)}, date(2025, 6, 2), ()),
    ("spouse-of-belgian", {"spouse_of_belgian_since": "none"}, ON, ()),
    ("spouse-of-belgian", {}, ON, ("spouse_of_belgian_since",)),
    ("spouse-of-belgian", {"start": NEWCOMER}, date(2028, 6, 1), ()),
    ("spouse-of-belgian", {"stays": None}, NO_DAY, ("stays", "spouse_of_belgian_since")),
    ("spouse-of-belgian", {"stays": None, "spouse_of_belgian_since": date(2020, 1, 1)}, NO_DAY, ("stays",)),
]


@pytest.mark.parametrize(("ground", "told", "day", "asked"), CLOCKS)
def test_when_each_ground_is_complete(
    ground: str, told: dict[str, Any], day: date | None, asked: tuple[str, ...]
) -> None:
    when = clock(ground, somebody(**told))
    assert (when.day, when.missing) == (day, asked)


@pytest.mark.parametrize(("birth", "known"), [(date(2007, 6, 2), True), (date(2007, 6, 1), False)])
def test_from_eighteen_on_the_day_that_first_allowed_a_declaration_is_not_known(birth: date, known: bool) -> None:
    when = clock("born-in-belgium", somebody(birth_date=birth, in_belgium_since_birth=True))
    assert when.day_is_known is known


def test_each_clock_that_is_a_condition_cites_the_article_of_its_ground() -> None:
    """Those that are not the clock of the route are listed with the conditions."""
    first = {
        "nationality.since-birth": "NAT-1",
        "nationality.five-years-and-marriage": "NAT-3",
        "nationality.ten-years": "NAT-5",
    }
    for id, law in first.items():
        assert CONDITIONS[id].law == (law, "NAT-TITLE-1")
    assert NATIONALITY.clock_id not in CONDITIONS
    assert {ground.clock_id for ground in GROUNDS.values()} == {*first, NATIONALITY.clock_id}


def test_a_clock_that_is_a_condition_answers_like_the_clock() -> None:
    told = {"birth_date": date(2000, 1, 1), "in_belgium_since_birth": True, "spouse_of_belgian_since": date(2024, 1, 1)}
    answers = {
        id: answer(CONDITIONS[f"nationality.{id}"].test(somebody(**told)))
        for id in ("since-birth", "five-years-and-marriage", "ten-years")
    }
    assert answers == {"since-birth": "yes", "five-years-and-marriage": "no", "ten-years": "no"}


def test_every_sentence_cites_provisions_that_exist() -> None:
    for one in CONDITIONS.values():
        assert one.law
        assert set(one.law) <= set(all_provisions()), one.id


# --- lawful stay --------------------------------------------------------------------------------------------------

BEFORE = (date(2018, 1, 1), date(2020, 6, 1))
"""A stay before the one that runs."""
COUNTING: list[tuple[str, str | None, str, bool]] = [
    # ground and card of a stay, ground of the stay that follows, does it count?
    ("single_permit", None, "single_permit", True),
    ("student", "A", "single_permit", True),
    ("short_stay", None, "single_permit", False),  # NAT-TITLE-1
    ("arrival_declaration", None, "single_permit", False),
    ("special_card_convention", None, "single_permit", False),  # NAT-TITLE-5
    ("special_card_other", None, "single_permit", False),
    ("eu_citizen", "special_card", "single_permit", False),
    ("asylum_procedure", "orange_card", "refugee", True),  # NAT-TITLE-4
    ("asylum_procedure", None, "refugee", True),
    ("asylum_procedure", "orange_card", "subsidiary_protection", False),
    ("asylum_procedure", "orange_card", "family_of_eu_or_belgian", False),
    ("asylum_procedure", None, "single_permit", False),
    ("family_of_eu_or_belgian", "orange_card", "family_of_eu_or_belgian", True),
    ("family_of_eu_or_belgian", "orange_card", "refugee", False),
    ("single_permit", "orange_card", "single_permit", False),
]


@pytest.mark.parametrize(("ground", "card", "then", "wanted"), COUNTING)
def test_which_stays_count(ground: str, card: str | None, then: str, wanted: bool) -> None:
    first, second = stay(*BEFORE, ground, card=card), stay(ARRIVED, None, then)
    assert counts(first, [first, second]) is wanted
    special = "special_card" in (card, ground.removesuffix("_other").removesuffix("_convention"))
    assert counts(first, [first, second], special_cards=True) is (wanted or special)


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        (date(2020, 5, 31), False),  # while it still ran: not what it led to
        (date(2020, 6, 1), True),
        (date(2020, 6, 2), True),
        (date(2020, 6, 3), False),
    ],
)
def test_an_orange_card_leads_to_the_stay_that_follows_it_at_once(start: date, wanted: bool) -> None:
    waiting = stay(*BEFORE, "asylum_procedure")
    assert counts(waiting, [waiting, stay(start, None, "refugee")]) is wanted


def test_an_orange_card_that_still_runs_has_led_to_nothing() -> None:
    waiting = stay(ARRIVED, None, "asylum_procedure")
    assert not counts(waiting, [waiting])
    of_a_family = stay(ARRIVED, ARRIVED, "family_of_eu_or_belgian", card="orange_card")
    assert not counts(of_a_family, [of_a_family]), "a stay does not lead to itself"


def in_order(*grounds: str) -> tuple[Stay, ...]:
    """Stays of two years each without a gap, of which the last still runs."""
    years = [date(2025 - 2 * number, 1, 1) for number in range(len(grounds), -1, -1)]
    return tuple(
        stay(years[place], years[place + 1] if place + 1 < len(grounds) else None, ground)
        for place, ground in enumerate(grounds)
    )


@pytest.mark.parametrize(
    ("grounds", "began"),
    [
        (("student", "single_permit"), 2021),
        (("short_stay", "single_permit"), 2023),
        (("student", "short_stay", "single_permit"), 2023),
        (("short_stay", "student", "single_permit"), 2021),
        (("short_stay", "student", "short_stay", "student", "single_permit"), 2021),
    ],
)
def test_a_stay_that_does_not_count_ends_the_run_before_it(grounds: tuple[str, ...], began: int) -> None:
    when = years_of_stay(somebody(stays=in_order(*grounds)), "nat.stay_years")
    assert when.day == date(began + 5, 1, 1)


@pytest.mark.parametrize(("gap", "day"), [(1, "2023-06-01"), (135, "2023-06-01"), (136, None)])
def test_a_gap_that_an_annex_15_can_cover_is_none_in_that_reading(gap: int, day: str | None) -> None:
    """Forty-five days and twice as many more (reading 26); the day on which the second stay begins follows a gap."""
    first, second = stay(date(2018, 6, 1), date(2020, 1, 1)), date.fromordinal(date(2020, 1, 2).toordinal() + gap)
    case = somebody(stays=(first, stay(second)))
    began = years_of_stay(case, "nat.stay_years").day
    assert began == date(second.year + 5, second.month, second.day)
    covered = years_of_stay(case.under(readings_of(KEY)["gap-covered"]), "nat.stay_years").day
    assert covered == (date.fromisoformat(day) if day else began)


def unknown_first_card(*stays: Stay, **told: Any) -> tuple[str, ...]:
    return years_of_stay(somebody(stays=stays, **told), "nat.stay_years").missing


def test_the_first_card_is_asked_by_the_name_of_the_stay_that_had_it() -> None:
    assert unknown_first_card(stay(NEWCOMER, first_card=None, index=2)) == ("stays[2].first_card_issued",)


def test_who_is_named_in_the_code_is_not_asked_for_a_card() -> None:
    """Art. 7bis §2 al. 2-3: refugees, EU citizens and their family; but for who told that there was no request. An EU
    citizen is asked for the request first."""
    refugee = {"asylum_application": date(2021, 1, 1), "permit_granted": date(2022, 1, 1)}
    permit = stay(date(2022, 1, 1), None, "refugee", first_card=None)
    assert unknown_first_card(permit, **refugee) == ()
    assert unknown_first_card(permit, asylum_application="none") == ("stays[0].first_card_issued",)
    european = stay(NEWCOMER, None, "eu_citizen", first_card=None)
    assert unknown_first_card(european) == ("annex_19",)
    assert unknown_first_card(european, annex_19=NEWCOMER) == ()
    assert unknown_first_card(european, annex_19="none") == ("stays[0].first_card_issued",)
    family = stay(NEWCOMER, None, "family_of_eu_or_belgian", first_card=None)
    assert unknown_first_card(family, sponsor_belgian=False) == ()
    card = "stays[0].first_card_issued"
    assert unknown_first_card(family, sponsor_belgian=True) == (card,)
    assert unknown_first_card(family) == (card, "sponsor_belgian")
    assert unknown_first_card(family, annex_19ter="none") == (card,)


def test_the_days_of_asylum_time_are_asked_of_a_refugee_only() -> None:
    """NAT-TITLE-4: an orange card counts where it led to refugee status, so that of others these days say nothing."""
    days = ("asylum_application", "permit_granted")
    for ground, wanted in (("refugee", days), ("subsidiary_protection", ()), ("single_permit", ())):
        here = (stay(NEWCOMER, None, ground),)
        when = years_of_stay(somebody(stays=here), "nat.stay_years")
        assert (when.day, when.missing) == (date(2028, 6, 1), wanted)
        assert set(days) & set(when.facts) == set(wanted)
        unknown = years_of_stay(somebody(stays=here, absences=None), "nat.stay_years")
        assert unknown.missing == ("absences", *wanted)
    complete = years_of_stay(somebody(stays=(stay(ground="refugee"),)), "nat.stay_years")
    assert complete.missing == (), "five years with the permit: an earlier day does not matter"


def test_where_the_first_card_is_not_known_papers_bound_it() -> None:
    """DOC-15, reading 34: no earlier than the stay, no later than an Annex 15 of 45 days that is extended twice."""
    here = (stay(date(2021, 6, 1), first_card=None),)
    when = years_of_stay(somebody(stays=here), "nat.stay_years")
    assert when.missing == when.confirmed_by == ("stays[0].first_card_issued",)
    assert (when.earliest, when.probably, when.day) == (date(2026, 6, 1), date(2026, 7, 16), date(2026, 10, 14))
    assert years_of_stay(somebody(stays=here, on=date(2025, 9, 1)), "nat.stay_years").day == when.day
    registered = somebody(stays=here).under(readings_of(KEY)["stay-from-registration"])
    when = years_of_stay(registered, "nat.stay_years")
    assert (when.day, when.missing, when.earliest) == (date(2026, 6, 1), (), None)


def test_a_return_that_is_not_known_gives_no_day_that_moves() -> None:
    here = (stay(date(2021, 6, 1)),)
    away = (trip(date(2024, 9, 1), None),)
    for on in (date(2025, 6, 1), date(2025, 7, 1)):
        when = years_of_stay(somebody(stays=here, absences=away, on=on), "nat.stay_years")
        assert (when.day, when.missing, when.earliest) == (None, ("absences[0].to",), None)
    short = (trip(date(2025, 5, 1), None),)
    when = years_of_stay(somebody(stays=here, absences=short), "nat.stay_years")
    assert (when.day, when.missing) == (date(2026, 6, 1), ("absences[0].to",))


def test_where_nothing_bounds_the_first_card_there_is_no_day() -> None:
    """Also the first day of the stay is not known, and it still runs."""
    here = (stay(date(2021, 6, 1), first_card=None, start_known=False),)
    for on in (date(2025, 6, 1), date(2025, 7, 1)):
        when = years_of_stay(somebody(stays=here, on=on), "nat.stay_years")
        assert (when.day, when.earliest) == (None, None)
        assert when.missing == ("stays[0].first_card_issued", "stays[0].from")


@pytest.mark.parametrize(("on", "asked"), [(date(2025, 5, 31), ("stays[0].first_card_issued",)), (ON, ())])
def test_a_first_card_that_is_not_known_was_given_before_its_stay_ended(on: date, asked: tuple[str, ...]) -> None:
    here = (stay(date(2020, 4, 1), ARRIVED, first_card=None), stay(ARRIVED, index=1))
    when = years_of_stay(somebody(stays=here, on=on), "nat.stay_years")
    assert (when.day, when.missing) == (ON, asked)


@pytest.mark.parametrize(
    ("card", "since", "asked"),
    [("B", None, ("unlimited_stay_since",)), ("B", "none", ()), ("A", None, ()), ("F", None, ()), ("A", "none", ())],
)
def test_a_card_that_alone_shows_a_stay_asks_since_when(card: str, since: str | None, asked: tuple[str, ...]) -> None:
    case = somebody(start=None, card=card, unlimited_stay_since=since)
    assert years_of_stay(case, "nat.stay_years").missing == asked


ABSENCES: list[tuple[str, date, date, str]] = [
    # departure, return; when the five years are complete for who came on 2020-06-01
    ("six months are not too long", date(2022, 1, 1), date(2022, 7, 1), "2025-06-01"),
    ("a day more: from the return on", date(2022, 1, 1), date(2022, 7, 2), "2027-07-02"),
    ("planned, before the years are complete", date(2025, 5, 15), date(2025, 12, 1), "2030-12-01"),
    ("under way for five months, planned for eight", date(2025, 1, 1), date(2025, 9, 1), "2030-09-01"),
    ("planned for the day on which they are complete", date(2025, 6, 1), date(2026, 3, 1), "2025-06-01"),
    ("planned for the day after", date(2025, 6, 2), date(2026, 3, 1), "2025-06-01"),
]


@pytest.mark.parametrize(("departure", "back", "day"), [row[1:] for row in ABSENCES], ids=[row[0] for row in ABSENCES])
def test_which_absences_undo_the_years_seen_from_before(departure: date, back: date, day: str) -> None:
    case = somebody(on=date(2025, 5, 1), absences=(trip(departure, back),))
    assert years_of_stay(case, "nat.stay_years").day == date.fromisoformat(day)


def test_once_the_years_are_complete_a_plan_undoes_nothing() -> None:
    """Away for five months on the day, to be away for eight: so far the absence is not too long."""
    case = somebody(absences=(trip(date(2025, 1, 1), date(2025, 9, 1)),))
    assert years_of_stay(case, "nat.stay_years").day == ON


SLIDES = readings_of(KEY)["one-fifth-slides"]
HALF_2019, HALF_2021, HALF_2022, HALF_2023 = ((date(year, 1, 1), date(year, 7, 1)) for year in (2019, 2021, 2022, 2023))
"""Half a year away."""
MONTH_2023 = (date(2023, 1, 1), date(2023, 2, 1))
FIFTHS: list[tuple[str, list[tuple[date, date]], str, str]] = [
    # absences; safe, and with years that slide on ("": the same), for who came on 2020-06-01
    ("none", [], "2025-06-01", ""),
    ("twelve of sixty", [HALF_2021, HALF_2022], "2025-06-01", ""),
    # in the years that slide on a month of the first trip must lie outside
    ("a month more", [HALF_2021, HALF_2022, MONTH_2023], "2028-02-01", "2026-02-01"),
    ("before the stay began to count nothing is added up", [HALF_2019, HALF_2022, HALF_2023], "2025-06-01", ""),
    ("after the five years neither", [HALF_2021, HALF_2022, (ON, date(2025, 7, 1))], "2025-06-01", ""),
    # the first trip restarts the years by itself; safe, it still counts in those of 2023
    (
        "a longer absence gives no earlier day",
        [(date(2021, 1, 1), date(2021, 7, 2)), HALF_2022, MONTH_2023],
        "2028-02-01",
        "2026-07-02",
    ),
]


@pytest.mark.parametrize(("trips", "safe", "slid"), [row[1:] for row in FIFTHS], ids=[row[0] for row in FIFTHS])
def test_more_than_one_fifth_of_the_years_away(trips: list[tuple[date, date]], safe: str, slid: str) -> None:
    """NAT-TITLE-6, reading 20."""
    case = somebody(absences=tuple(trip(*one) for one in trips))
    assert years_of_stay(case, "nat.stay_years").day == date.fromisoformat(safe)
    assert years_of_stay(case.under(SLIDES), "nat.stay_years").day == date.fromisoformat(slid or safe)


def test_of_ten_years_two_may_be_spent_away() -> None:
    """Twenty-four months of a hundred and twenty; a month more starts the years again."""
    away = tuple(trip(date(year, 1, 1), date(year, 7, 1)) for year in (2016, 2018, 2020, 2022))
    assert years_of_stay(somebody(LONG_HERE, absences=away), "nat.stay_years_long").day == ON
    more = (*away, trip(date(2024, 1, 1), date(2024, 2, 1)))
    assert years_of_stay(somebody(LONG_HERE, absences=more), "nat.stay_years_long").day == date(2034, 2, 1)


APPLIED, PERMITTED = date(2015, 1, 1), date(2016, 1, 1)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, date(2020, 1, 1)),
        ({"asylum_application": "none"}, date(2021, 1, 1)),  # who never asked for it has no such time
        # a stay for study in the midst of the procedure: both parts of it count
        ({"study": (date(2015, 3, 1), date(2015, 6, 1))}, date(2020, 1, 1)),
        # of somebody with subsidiary protection none does
        ({"ground": "subsidiary_protection"}, date(2021, 1, 1)),
        ({"ground": "subsidiary_protection", "study": (date(2015, 3, 1), date(2015, 6, 1))}, date(2021, 1, 1)),
    ],
)
def test_asylum_time_of_a_refugee_is_lawful_stay(told: dict[str, Any], wanted: date) -> None:
    """NAT-TITLE-4: the orange card counts, from the day on which it was issued."""
    ground, study = told.pop("ground", "refugee"), told.pop("study", None)
    stays = [
        stay(APPLIED, PERMITTED, "asylum_procedure", first_card=APPLIED, index=0),
        stay(PERMITTED, None, ground, first_card=PERMITTED, index=1),
    ]
    if study:
        stays.append(stay(*study, "student", first_card=study[0], index=2))
    days: dict[str, Any] = {"asylum_application": APPLIED, "permit_granted": PERMITTED} | told
    situation = Situation(Person(card="A", stays=tuple(stays), absences=(), **days), date(2019, 1, 1))
    assert years_of_stay(situation, "nat.stay_years").day == wanted


@pytest.mark.parametrize("seed", range(40))
def test_no_day_of_a_ground_moves_with_the_day_of_the_question(seed: int) -> None:
    """The same life, its first cards not known, asked on two days that both lie before the day that is given."""
    life, _ = a_declarant(Random(f"two days {seed}"))
    case = life.case | {
        "stays": [
            {name: told for name, told in entry.items() if name != "first_card_issued"} for entry in life.case["stays"]
        ],
        "absences": [],
    }
    for length in ("nat.stay_years", "nat.stay_years_long"):
        days = [
            {years_of_stay(Situation(person, on), length).day for _, person in read_person(case, on).people()}
            for on in (life.on, life.on + timedelta(50))
        ]
        ahead = [day for found in days for day in found if day is not None and day > life.on + timedelta(50)]
        if ahead:
            assert days[0] == days[1], (length, case, life.on)


@pytest.mark.parametrize(
    ("annex_19", "first_card", "day"),
    [
        (date(2020, 6, 1), date(2020, 12, 1), ARRIVED),
        (date(2020, 6, 2), date(2020, 12, 1), date(2020, 6, 2)),  # before it nothing was asked
        (date(2020, 12, 2), date(2020, 12, 1), date(2020, 12, 1)),  # the card was there before the paper
        (date(2020, 3, 1), date(2020, 12, 1), ARRIVED),
    ],
)
def test_the_years_of_an_eu_citizen_begin_on_the_day_of_the_request(
    annex_19: date, first_card: date, day: date
) -> None:
    """NAT-TITLE-4, reading 20."""
    first = stay(ground="eu_citizen", first_card=first_card)
    person = Person(nationality=frozenset({"FR"}), stays=(first,), annex_19=annex_19)
    found = begin(first, Situation(person, ON, SAFE))
    assert (found.earliest, found.latest, found.probably, found.asked) == (day, day, day, ())
