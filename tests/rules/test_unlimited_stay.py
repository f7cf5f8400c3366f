"""When a B card can be asked for: by ground (B-*), and what is asked where a day is not known.

The clock and the conditions of the route by themselves, with all that they say: day, years, basis, law, facts. Longer
than others: each ground has rows of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Condition, Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.engine.dates import DAY, add_years
from belgian_residence.routes.b import (
    CASE_WENT_ON,
    EARLIER_GROUND,
    FAMILY_LIFE,
    NOT_FOR_STUDY,
    NOT_UNDER_EU_RULES,
    NOT_YET_HELD,
    PROTECTION_STANDS,
    STILL_A_MINOR,
    B,
    _blue_card,
    _family_life,
    _follows_a_limited_stay,
    _of_ground,
    _protection,
    _purpose,
    _still_a_minor,
    _trafficking,
)
from belgian_residence.routes.b_years import (
    Start,
    five_years,
    from_asylum_application,
    from_attestation,
    from_first_card,
    from_grant,
    from_grant_in_force,
    from_medical_application,
)
from belgian_residence.routes.outcome import decide
from belgian_residence.routes.status import When
from belgian_residence.told.person import Person, Stay

ON = date(2026, 11, 22)
FROM = date(2021, 2, 1)
CARD = date(2021, 3, 15)
ASKED_ASYLUM = date(2020, 11, 5)
ASKED_MEDICAL = date(2020, 12, 7)
ATTESTED, GRANT = date(2021, 1, 20), date(2021, 2, 10)
FIRST_CARD, ATTESTATION, GRANTED = "stays[0].first_card_issued", "stays[0].attestation", "stays[0].granted"

TABLE: dict[str, tuple[int | None, str, str, tuple[str, ...]]] = {
    # ground: years, counted from, basis, law
    "family_of_unlimited_stay": (5, ATTESTATION, "right", ("B-FAM-1", "DIS-14")),
    "refugee": (5, "asylum_application", "by_law", ("B-REF-1", "B-REF-2")),
    "subsidiary_protection": (5, "asylum_application", "by_law", ("B-SP-1", "DIS-13")),
    "medical_9ter": (5, "medical_application", "right", ("B-9TER-1",)),
    "single_permit": (5, FIRST_CARD, "expected", ("B-WORK-1",)),
    "blue_card": (5, FIRST_CARD, "discretionary", ("B-GEN-1", "B-BLUE-1")),
    "long_term_resident_other_state": (5, FIRST_CARD, "right", ("B-LTR2-1",)),
    "unaccompanied_minor": (3, GRANTED, "right", ("B-UAM-1", "DIS-31")),
    "stateless": (5, GRANTED, "right", ("B-STL-1",)),
    "self_employed": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "humanitarian_9bis": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "other_limited_stay": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
    "researcher": (5, FIRST_CARD, "discretionary", ("B-GEN-1",)),
}
ONLY_AFTER_THE_DAY = {"single_permit", "blue_card"}
"""The card comes with a renewal that is asked for after the five years (reading 7)."""
DAYS = {
    FIRST_CARD: CARD,
    ATTESTATION: ATTESTED,
    GRANTED: GRANT,
    "asylum_application": ASKED_ASYLUM,
    "medical_application": ASKED_MEDICAL,
}
ALSO_LOOKS_AT = {"unaccompanied_minor": {"birth_date"}, "long_term_resident_other_state": {"other_state_purpose"}}
IN_FORCE = date(2024, 9, 1)
"""The rule for stateless persons (B-STL-1)."""
LATEST_CARD = FROM + timedelta(days=135)
"""An Annex 15 of 45 days, extended twice."""


def stay(start: str, end: str | None, ground: str, index: int, card: str | None = None) -> Stay:
    first = date.fromisoformat(card) if card else None
    return Stay(date.fromisoformat(start), date.fromisoformat(end) if end else None, ground, None, first, index=index)


def holder(ground: str, **more: Any) -> Person:
    """Somebody who stays on one ground since 2021, all days known, and no more."""
    one = Stay(FROM, None, ground, first_card=CARD, attestation=ATTESTED, granted=GRANT)
    return replace(Person(stays=(one,), asylum_application=ASKED_ASYLUM, medical_application=ASKED_MEDICAL), **more)


def clock(person: Person, on: date = ON) -> When:
    return five_years(Situation(person, on))


@pytest.mark.parametrize("ground", TABLE)
def test_each_ground_has_its_years_and_the_day_from_which_they_run(ground: str) -> None:
    years, counted_from, basis, law = TABLE[ground]
    found = clock(holder(ground))
    day = max(DAYS[counted_from], IN_FORCE) if ground == "stateless" else DAYS[counted_from]
    assert years is not None
    assert found.day == add_years(day, years)
    assert (found.years, found.basis, found.law) == (years, basis, law)
    assert found.open_on_the_day is (ground not in ONLY_AFTER_THE_DAY)
    assert (found.missing, found.earliest, found.confirmed_by, found.probably) == ((), None, (), None)
    told = {"stays", counted_from.split("[")[0], "card", "card_issued"} | ALSO_LOOKS_AT.get(ground, set())
    assert set(found.facts) == told


@pytest.mark.parametrize("ground", TABLE)
def test_a_day_that_is_not_known_is_taken_as_late_as_it_can_be_and_asked_where_it_can_matter(ground: str) -> None:
    years, counted_from, basis, law = TABLE[ground]
    days_unknown = Person(stays=(Stay(FROM, None, ground),))
    bounded = {"asylum_application": FROM, "medical_application": FROM}.get(counted_from, LATEST_CARD)
    bounded = max(bounded, IN_FORCE) if ground == "stateless" else bounded
    facts = (*((FIRST_CARD,) if counted_from == ATTESTATION else ()), counted_from)
    earliest = {FIRST_CARD: FROM}.get(counted_from, IN_FORCE if ground == "stateless" else None)
    assert years is not None
    day = add_years(bounded, years)
    last_day_ahead = day if ground in ONLY_AFTER_THE_DAY else day - DAY
    for on, asked in ((last_day_ahead, facts), (last_day_ahead + DAY, ())):
        if ground == "stateless":
            asked = ()  # with no card known, no grant can be older than the rule itself: nothing to ask
        found = clock(days_unknown, on)
        assert (found.day, found.missing) == (day, asked), on
        assert found.confirmed_by == facts
        only_a_card = counted_from == FIRST_CARD
        assert found.probably == (add_years(FROM + timedelta(days=45), years) if only_a_card else None)
        assert found.earliest == (add_years(earliest, years) if asked and earliest else None)
        assert (found.years, found.basis, found.law) == (years, basis, law)
    if earliest:  # also while every day that it can be lies ahead: the exact day is another one
        asked = () if ground == "stateless" else facts
        assert clock(days_unknown, add_years(earliest, years) - DAY).missing == asked


def test_no_such_day_moves_with_the_day_of_the_question() -> None:
    for ground in TABLE:
        for one in (Stay(FROM, None, ground), Stay(FROM, None, ground, start_known=False)):
            days = {clock(Person(stays=(one,)), on).day for on in (ON, ON + DAY, ON + timedelta(days=40))}
            assert len(days) == 1, ground


def test_where_there_is_no_application_the_day_is_still_asked() -> None:
    """Nobody is recognised without having asked: the answer does not go with the ground."""
    found = clock(holder("refugee", asylum_application="none"), date(2026, 1, 31))
    assert (found.day, found.missing) == (date(2026, 2, 1), ("asylum_application",))


GROUNDS_WITHOUT_YEARS = [
    "student",
    "posted_worker",
    "asylum_procedure",
    "unlimited_stay",
    "family_of_limited_stay",
    "intra_corporate_transferee",
]


@pytest.mark.parametrize("ground", GROUNDS_WITHOUT_YEARS)
def test_other_grounds_have_no_day_and_ask_for_none(ground: str) -> None:
    assert clock(holder(ground)) == When(law=("B-NEVER-1",), facts=("stays",))


def test_a_victim_of_trafficking_waits_for_no_number_of_years() -> None:
    found = clock(holder("trafficking_victim"))
    assert (found.day_is_known, found.years, found.basis, found.missing) == (False, None, "discretionary", ())
    assert found.day is not None
    assert found.day <= ON


@pytest.mark.parametrize(
    ("purpose", "basis", "on_the_day"),
    [
        (None, "right", True),
        ("self_employed", "right", True),
        ("other", "right", True),
        ("salaried", "expected", False),
    ],
)
def test_a_long_term_resident_of_another_state_who_earns_a_salary_waits_for_a_renewal(
    purpose: str | None, basis: str, on_the_day: bool
) -> None:
    found = clock(holder("long_term_resident_other_state", other_state_purpose=purpose))
    assert (found.day, found.basis, found.open_on_the_day) == (add_years(CARD, 5), basis, on_the_day)


@pytest.mark.parametrize(
    ("attestation", "day", "missing"),
    [(ATTESTED, ATTESTED, ()), ("none", CARD, ()), (None, CARD, (ATTESTATION,))],
)
def test_family_counts_from_the_attestation_of_a_request_made_in_belgium(
    attestation: date | str | None, day: date, missing: tuple[str, ...]
) -> None:
    person = Person(stays=(Stay(FROM, None, "family_of_unlimited_stay", first_card=CARD, attestation=attestation),))
    found = clock(person, date(2026, 3, 1))
    assert (found.day, found.missing) == (add_years(day, 5), missing)


def test_a_stateless_person_counts_from_no_day_before_the_rule() -> None:
    early = Stay(FROM, None, "stateless", first_card=CARD, granted=GRANT)
    late = Stay(date(2025, 1, 10), None, "stateless", granted=date(2025, 1, 5))
    assert clock(Person(stays=(early,))).day == date(2029, 9, 1)
    assert clock(Person(stays=(late,))).day == date(2030, 1, 5)


def test_without_a_stay_there_is_no_day_and_without_an_answer_the_stays_are_asked() -> None:
    assert clock(Person(stays=())) == When(law=("B-NEVER-1",), facts=("stays",))
    assert clock(Person()) == When(missing=("stays",), law=("B-GEN-1",), facts=("stays",))


RUNS: dict[str, tuple[tuple[Stay, ...], int]] = {
    # what it shows: the stays, and the place of the one whose first card begins the years (B-GEN-1, B-WORK-1)
    "time on single permits counts for who is self-employed now": (
        (
            stay("2020-01-01", "2021-12-31", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "self_employed", 1, "2022-02-01"),
        ),
        0,
    ),
    "and so does all that is left to the Office before it": (
        (
            stay("2019-01-01", "2019-12-31", "blue_card", 0, "2019-02-01"),
            stay("2020-01-01", "2021-12-31", "researcher", 1, "2020-02-01"),
            stay("2022-01-01", None, "humanitarian_9bis", 2, "2022-02-01"),
        ),
        0,
    ),
    "but not what lies before another stay": (
        (
            stay("2018-01-01", "2018-12-31", "single_permit", 0, "2018-02-01"),
            stay("2019-01-01", "2019-12-31", "student", 1, "2019-02-01"),
            stay("2020-01-01", "2021-12-31", "single_permit", 2, "2020-02-01"),
            stay("2022-01-01", None, "other_limited_stay", 3, "2022-02-01"),
        ),
        2,
    ),
    "nor what lies before a gap": (
        (
            stay("2020-01-01", "2021-12-30", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "self_employed", 1, "2022-02-01"),
        ),
        1,
    ),
    "time on single permits counts for the Blue Card": (
        (
            stay("2020-01-01", "2021-12-31", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "blue_card", 1, "2022-02-01"),
        ),
        0,
    ),
    "time as a researcher does not": (
        (
            stay("2020-01-01", "2021-12-31", "researcher", 0, "2020-02-01"),
            stay("2022-01-01", None, "blue_card", 1, "2022-02-01"),
        ),
        1,
    ),
    "study counts for no single permit": (
        (
            stay("2020-01-01", "2021-12-31", "student", 0, "2020-02-01"),
            stay("2022-01-01", None, "single_permit", 1, "2022-02-01"),
        ),
        1,
    ),
    "of two permits that follow each other the first card counts": (
        (
            stay("2020-01-01", "2021-12-31", "single_permit", 0, "2020-02-01"),
            stay("2022-01-01", None, "single_permit", 1, "2022-02-01"),
        ),
        0,
    ),
    "an earlier permit with something else between counts no more": (
        (
            stay("2018-01-01", "2019-12-31", "single_permit", 0, "2018-02-01"),
            stay("2020-01-01", "2021-12-31", "family_of_unlimited_stay", 1, "2020-02-01"),
            stay("2022-01-01", None, "single_permit", 2, "2022-02-01"),
        ),
        2,
    ),
    "a stay of one day that began with the present one is another stay": (
        (
            stay("2022-01-01", "2022-01-01", "student", 0, "2022-01-01"),
            stay("2022-01-01", None, "family_of_unlimited_stay", 1, "2022-02-01"),
        ),
        1,
    ),
}


@pytest.mark.parametrize("what", RUNS)
def test_from_which_card_the_years_run_after_a_change(what: str) -> None:
    stays, place = RUNS[what]
    first = stays[place]
    assert first.first_card
    known = Person(stays=tuple(replace(one, attestation="none") for one in stays))
    assert clock(known).day == add_years(first.first_card, 5)
    not_known = Person(stays=tuple(replace(one, first_card=None, attestation="none") for one in stays))
    unknown = clock(not_known, add_years(first.start, 5) + DAY)
    before = stays[place - 1] if place else None
    gap = before is not None and before.end is not None and before.end + DAY < first.start
    # How it follows the one before is asked too where a gap lies between, which an Annex 15 may have covered.
    assert unknown.missing == (f"stays[{place}].first_card_issued", *([f"stays[{place}].before"] if gap else []))
    assert unknown.earliest == add_years(before.start if gap and before else first.start, 5)


def test_a_short_gap_is_covered_by_an_annex_15_under_that_reading_only() -> None:
    stays, _ = RUNS["nor what lies before a gap"]
    covered = Situation(Person(stays=stays), ON, replace(SAFE, short_gaps_covered=True))
    assert five_years(covered).day == date(2025, 2, 1)


@pytest.mark.parametrize(("purpose", "law"), [("other", ("B-LTR2-1",)), ("salaried", ("B-LTR2-1", "B-WORK-1"))])
def test_a_long_term_resident_of_another_state_is_told_the_rule_of_his_purpose(
    purpose: str, law: tuple[str, ...]
) -> None:
    found = clock(holder("long_term_resident_other_state", other_state_purpose=purpose))
    assert (found.law, found.facts) == (law, ("stays", "other_state_purpose", "card", "card_issued"))


# --- a right that was complete before the ground changed --------------------------------------------------------------

WAS_DUE = date(2024, 6, 1)
"""Five years after the application, the card and the attestation of the rows below."""
WORK_FROM = date(2024, 6, 2)
EARLIER = ("refugee", "subsidiary_protection", "medical_9ter", "family_of_unlimited_stay")


def changed(ground: str, now: str, last: date = WAS_DUE, **more: Any) -> Person:
    """On a ground that gives a right until a day, and on another one since the day after."""
    first = Stay(date(2019, 6, 1), last, ground, first_card=date(2019, 6, 1), attestation="none", index=0)
    then = Stay(last + DAY, None, now, first_card=last + DAY, index=1)
    asked = {"asylum_application": date(2019, 6, 1), "medical_application": date(2019, 6, 1)}
    return Person(stays=(first, then), **{"protection_ended": "no", "card": "A", **asked, **more})


@pytest.mark.parametrize("now", ["single_permit", "student", "posted_worker", "humanitarian_9bis", "blue_card"])
@pytest.mark.parametrize("ground", EARLIER)
def test_a_right_that_was_complete_does_not_go_with_a_change_of_ground(ground: str, now: str) -> None:
    """By law for who is protected, else due (B-REF-1, B-SP-1, B-9TER-1, B-FAM-1): not certain, with the day."""
    person = changed(ground, now)
    outcome = decide(B, Situation(replace(person, nationality=frozenset({"SY"}), absences=()), ON))
    assert (outcome.status, outcome.earliest) == ("unsettled", WAS_DUE)
    assert outcome.basis == ("by_law" if ground in ("refugee", "subsidiary_protection") else "right")
    assert EARLIER_GROUND.test(Situation(person, ON)).not_confirmed


BEFORE_IT, NOW_ITSELF = date(2024, 5, 31), add_years(WORK_FROM, 5)
KEPT: list[tuple[str, Person, date, date | None]] = [
    # what it shows, the person, the day asked about, the day of the years
    ("the day before", changed("refugee", "single_permit", BEFORE_IT), ON, add_years(WAS_DUE, 5)),
    ("the day", changed("refugee", "single_permit", WAS_DUE), ON, WAS_DUE),
    ("the day after", changed("refugee", "single_permit", WORK_FROM), ON, WAS_DUE),
    ("withdrawn", changed("refugee", "single_permit", protection_ended="withdrawn"), ON, NOW_ITSELF),
    ("ended: it touches only limited stay", changed("refugee", "single_permit", protection_ended="ended"), ON,
        WAS_DUE),
    ("ended or not is not told", changed("refugee", "single_permit", protection_ended=None), ON, WAS_DUE),
    ("a withdrawal says nothing of a medical stay",
        changed("medical_9ter", "single_permit", protection_ended="withdrawn"), ON, WAS_DUE),
    ("a permit for work gives no right on the day", changed("single_permit", "student"), ON, None),
    ("nor does what the Office may give", changed("humanitarian_9bis", "student"), ON, None),
    ("complete on the present ground too: that one", changed("medical_9ter", "self_employed"), NOW_ITSELF, NOW_ITSELF),
    ("the day before that", changed("medical_9ter", "self_employed"), NOW_ITSELF - DAY, WAS_DUE),
]  # fmt: skip


@pytest.mark.parametrize(("person", "on", "day"), [row[1:] for row in KEPT], ids=[row[0] for row in KEPT])
def test_the_years_of_the_later_ground_alone_are_no_answer(person: Person, on: date, day: date | None) -> None:
    assert clock(person, on).day == day
    assert EARLIER_GROUND.test(Situation(person, on)).value is (UNKNOWN if day == WAS_DUE else YES)


def test_the_request_that_is_not_told_is_asked_where_it_can_have_been_made_in_time() -> None:
    person = changed("refugee", "single_permit", BEFORE_IT, asylum_application=None)
    found = EARLIER_GROUND.test(Situation(person, ON))
    assert (found.value, found.missing) == (UNKNOWN, ("asylum_application",))
    assert clock(person).day == add_years(WAS_DUE, 5)


@pytest.mark.parametrize(("back", "kept"), [(date(2025, 6, 1), True), (date(2025, 6, 2), False)])
def test_more_than_a_year_without_a_stay_ends_what_was_there(back: date, kept: bool) -> None:
    """As an absence would (ABS-1)."""
    refugee, then = changed("refugee", "student").stays or ()
    person = Person(stays=(refugee, replace(then, start=back)), asylum_application=date(2019, 6, 1))
    assert clock(person).day == (WAS_DUE if kept else None)


# --- the day from which the years run, and what bounds it -------------------------------------------------------------

LIKELY_CARD = FROM + timedelta(days=45)
"""The end of the first Annex 15."""
RULE_CARD = date(2025, 3, 1)
"""A card that came under the rule for stateless persons."""
STARTS: list[tuple[str, Any, dict[str, Any], dict[str, Any], Start]] = [
    # from what, what is told of the stay, of the person, the day or its bounds
    ("card", from_first_card, {"first_card": CARD}, {}, Start(CARD, CARD, (), CARD)),
    ("card not known", from_first_card, {}, {}, Start(FROM, LATEST_CARD, (FIRST_CARD,), LIKELY_CARD)),
    ("card not known, nor the first day", from_first_card, {"start_known": False}, {},
        Start(None, None, (FIRST_CARD,))),
    ("attestation", from_attestation, {"attestation": ATTESTED, "first_card": CARD}, {}, Start(ATTESTED, ATTESTED)),
    ("made abroad", from_attestation, {"attestation": "none", "first_card": CARD}, {}, Start(CARD, CARD, (), CARD)),
    ("attestation not told", from_attestation, {"first_card": CARD}, {}, Start(None, CARD, (ATTESTATION,))),
    ("nor the card", from_attestation, {}, {}, Start(None, LATEST_CARD, (FIRST_CARD, ATTESTATION))),
    ("grant", from_grant, {"granted": GRANT, "first_card": CARD}, {}, Start(GRANT, GRANT)),
    ("grant not told", from_grant, {"first_card": CARD}, {}, Start(None, CARD, (GRANTED,))),
    ("grant before the rule", from_grant_in_force, {"granted": GRANT}, {}, Start(IN_FORCE, IN_FORCE)),
    ("grant under the rule", from_grant_in_force, {"granted": RULE_CARD}, {}, Start(RULE_CARD, RULE_CARD)),
    ("not told, a card before it", from_grant_in_force, {"first_card": CARD}, {},
        Start(IN_FORCE, IN_FORCE, (GRANTED,))),
    ("not told, a card under it", from_grant_in_force, {"first_card": RULE_CARD}, {},
        Start(IN_FORCE, RULE_CARD, (GRANTED,))),
    ("not told, no card either", from_grant_in_force, {"start_known": False}, {}, Start(IN_FORCE, None, (GRANTED,))),
    ("asylum application", from_asylum_application, {}, {"asylum_application": ASKED_ASYLUM},
        Start(ASKED_ASYLUM, ASKED_ASYLUM)),
    ("not told: before the protected stay", from_asylum_application, {}, {},
        Start(None, FROM, ("asylum_application",))),
    ("nor its first day: before the card held now", from_asylum_application, {"start_known": False},
        {"card_issued": CARD}, Start(None, CARD, ("asylum_application",))),
    ("medical application", from_medical_application, {}, {"medical_application": ASKED_MEDICAL},
        Start(ASKED_MEDICAL, ASKED_MEDICAL)),
    ("not told: before the stay", from_medical_application, {}, {}, Start(None, FROM, ("medical_application",))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "stay_told", "told", "wanted"), [row[1:] for row in STARTS], ids=[row[0] for row in STARTS]
)
def test_from_which_day_the_years_run(
    count: Any, stay_told: dict[str, Any], told: dict[str, Any], wanted: Start
) -> None:
    one = Stay(FROM, None, "refugee", **stay_told)
    assert count(Situation(Person(stays=(one,), **told), ON), one) == wanted


def test_where_nothing_bounds_the_grant_the_rule_still_bounds_the_day_from_below() -> None:
    found = clock(Person(stays=(Stay(FROM, None, "stateless", start_known=False),)))
    assert (found.day, found.missing, found.earliest) == (None, (GRANTED,), date(2029, 9, 1))


BEFORE = stay("2018-01-01", "2020-12-31", "single_permit", 0, "2018-02-01")
"""Five years after its first card: 1 February 2023."""
SEAM_ASKED = ("stays[1].before",)
SEAMS: list[tuple[str, Stay, Stay, date, tuple[str, ...], date | None]] = [
    # the stay before, the present one, the day asked about; what is asked, the day that it could give
    ("a gap", BEFORE, stay("2021-02-01", None, "single_permit", 1, "2021-03-15"), date(2024, 1, 1), SEAM_ASKED,
        date(2023, 2, 1)),
    ("the years are complete since", BEFORE, stay("2021-02-01", None, "single_permit", 1, "2021-03-15"),
        date(2026, 3, 16), (), None),
    ("they are complete today, and a renewal gives the card after it", BEFORE,
        stay("2021-02-01", None, "single_permit", 1, "2021-03-15"), date(2026, 3, 15), SEAM_ASKED, date(2023, 2, 1)),
    ("what lies before does not count", replace(BEFORE, ground="student"),
        stay("2021-02-01", None, "single_permit", 1, "2021-03-15"), date(2024, 1, 1), (), None),
    ("no gap", BEFORE, stay("2021-01-01", None, "single_permit", 1, "2021-03-15"), date(2022, 1, 1), (), None),
    ("neither card known", replace(BEFORE, first_card=None), stay("2021-02-01", None, "single_permit", 1),
        date(2024, 1, 1), ("stays[1].first_card_issued", *SEAM_ASKED), date(2023, 1, 1)),
    ("told that papers covered it: the first day of the present one stays the earliest", BEFORE,
        replace(stay("2021-02-01", None, "single_permit", 1), before="papers", before_paper="annex_15"),
        date(2024, 1, 1), ("stays[1].first_card_issued",), date(2026, 2, 1)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "on", "asked", "earliest"), [row[1:] for row in SEAMS], ids=[row[0] for row in SEAMS]
)
def test_how_the_first_stay_follows_is_asked_where_it_could_give_an_earlier_day(
    before: Stay, now: Stay, on: date, asked: tuple[str, ...], earliest: date | None
) -> None:
    """Reading 26."""
    found = clock(Person(stays=(before, now)), on)
    assert (found.missing, found.earliest) == (asked, earliest)


# --- Unaccompanied minors (B-UAM-1, reading 18) ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eighteen", "on", "day", "years"),
    [
        # three years after the grant, while under eighteen on that day and on the date asked about
        (date(2024, 2, 11), date(2023, 6, 1), date(2024, 2, 10), 3),
        (date(2024, 2, 10), date(2023, 6, 1), date(2026, 3, 15), 5),
        (date(2024, 2, 9), date(2023, 6, 1), date(2026, 3, 15), 5),
        # later, the age on the date
        (date(2025, 6, 1), date(2025, 5, 31), date(2024, 2, 10), 3),
        (date(2025, 6, 1), date(2025, 6, 1), date(2026, 3, 15), 5),
        (None, date(2025, 6, 1), date(2024, 2, 10), 3),
    ],
)
def test_three_years_are_for_minors_and_five_from_eighteen_on(
    eighteen: date | None, on: date, day: date, years: int
) -> None:
    found = clock(holder("unaccompanied_minor", birth_date=eighteen and add_years(eighteen, -18)), on)
    assert (found.day, found.years, found.basis) == (day, years, "right" if years == 3 else "discretionary")
    minor = STILL_A_MINOR.test(Situation(holder("unaccompanied_minor", birth_date=None), on))
    assert (minor.value, minor.missing) == (UNKNOWN, ("birth_date",))


@pytest.mark.parametrize(("eighteen", "value"), [(date(2024, 2, 11), YES), (date(2024, 2, 10), UNKNOWN)])
def test_who_came_alone_can_ask_as_a_minor_and_from_eighteen_on_it_is_open(eighteen: date, value: Truth) -> None:
    person = holder("unaccompanied_minor", birth_date=add_years(eighteen, -18))
    for on in (date(2023, 6, 1), date(2024, 2, 10)):
        found = STILL_A_MINOR.test(Situation(person, on))
        assert (found.value, found.missing) == (value, ())


def test_the_grant_is_asked_while_an_earlier_one_could_make_three_years_before_eighteen() -> None:
    one = Stay(FROM, None, "unaccompanied_minor", first_card=CARD)
    for eighteen, on, missing in (
        (date(2024, 3, 14), date(2023, 6, 1), (GRANTED,)),  # by the card too late, by the grant perhaps not
        (date(2024, 3, 14), date(2024, 3, 14), ()),  # of age: no grant makes a difference any more
    ):
        found = clock(Person(stays=(one,), birth_date=add_years(eighteen, -18)), on)
        assert (found.day, found.missing) == (date(2026, 3, 15), missing)


ALONE: list[tuple[str, dict[str, Any], date, tuple[str, ...], date | None]] = [
    # what is told of the stay, the day of eighteen; what is asked on 1 June 2023, and the first day that it could give
    ("of age, all known", {"first_card": CARD, "granted": GRANT}, date(2022, 1, 1), (), None),
    ("of age, the card not known", {"granted": GRANT}, date(2022, 1, 1), (FIRST_CARD,), date(2026, 2, 1)),
    ("of age, no grant either: it matters no more", {}, date(2022, 1, 1), (FIRST_CARD,), date(2026, 2, 1)),
    ("a minor by the grant", {"first_card": CARD}, date(2024, 3, 14), (GRANTED,), None),
    ("a minor, neither known", {}, date(2023, 12, 1), (GRANTED, FIRST_CARD), None),
]


@pytest.mark.parametrize(
    ("told", "eighteen", "asked", "earliest"), [row[1:] for row in ALONE], ids=[row[0] for row in ALONE]
)
def test_what_is_asked_of_who_came_alone_and_will_be_too_old(
    told: dict[str, Any], eighteen: date, asked: tuple[str, ...], earliest: date | None
) -> None:
    """Five years of practice from the first card are the safe count (B-UAM-1, B-GEN-1)."""
    one = Stay(FROM, None, "unaccompanied_minor", **told)
    found = clock(Person(stays=(one,), birth_date=add_years(eighteen, -18)), date(2023, 6, 1))
    assert (found.missing, found.earliest) == (asked, earliest)
    assert (found.law, found.years, found.basis) == (("B-UAM-1", "DIS-31", "B-GEN-1"), 5, "discretionary")


# --- What single grounds ask, and nobody else -------------------------------------------------------------------------


@pytest.mark.parametrize("condition", [STILL_A_MINOR, FAMILY_LIFE, PROTECTION_STANDS, NOT_FOR_STUDY, CASE_WENT_ON])
def test_what_one_ground_asks_matters_for_nobody_else(condition: Condition) -> None:
    for person in (holder("single_permit"), Person(stays=())):
        assert condition.test(Situation(person, ON)) == Finding(YES, ("stays",), of_others=True)
    assert condition.test(Situation(Person(), ON)) == Finding(UNKNOWN, ("stays",), ("stays",))


COMPLETE = add_years(ATTESTED, 5)


@pytest.mark.parametrize(
    ("told", "value", "missing"),
    [
        ({"household_ended": "none"}, YES, ()),
        ({"household_ended": None}, UNKNOWN, ("household_ended",)),
        ({"household_ended": None, "joint_household": True}, YES, ()),  # told by a relation between two people
        ({"household_ended": None, "joint_household": False}, UNKNOWN, ("household_ended",)),
        ({"household_ended": COMPLETE - DAY}, UNKNOWN, ()),
        ({"household_ended": COMPLETE}, YES, ()),
        ({"household_ended": COMPLETE + DAY}, YES, ()),
    ],
)
def test_family_life_until_the_years_are_complete(told: dict[str, Any], value: Truth, missing: tuple[str, ...]) -> None:
    for on in (COMPLETE - DAY, ON):
        found = FAMILY_LIFE.test(Situation(holder("family_of_unlimited_stay", **told), on))
        assert (found.value, found.missing) == (value, missing)
        assert found.not_confirmed is (value is UNKNOWN and not missing)


@pytest.mark.parametrize(
    ("ended", "on", "value"),
    [
        (None, date(2026, 1, 1), YES),
        ("no", date(2026, 1, 1), YES),
        ("ended", date(2025, 11, 4), NO),  # the day before five years
        ("ended", date(2025, 11, 5), UNKNOWN),
        ("withdrawn", date(2025, 11, 4), NO),
        ("withdrawn", date(2025, 11, 5), UNKNOWN),
    ],
)
def test_protection_that_ended(ended: str | None, on: date, value: Truth) -> None:
    for ground in ("refugee", "subsidiary_protection"):
        found = PROTECTION_STANDS.test(Situation(holder(ground, protection_ended=ended), on))
        assert (found.value, found.missing) == (value, ())
    unknown_day = holder("refugee", protection_ended=ended, asylum_application=None)
    if ended in ("ended", "withdrawn"):
        found = PROTECTION_STANDS.test(Situation(unknown_day, date(2025, 11, 5)))
        assert (found.value, found.missing) == (UNKNOWN, ("asylum_application",))


@pytest.mark.parametrize(
    ("purpose", "value"), [("self_employed", YES), ("salaried", YES), ("other", YES), ("study", NO), (None, UNKNOWN)]
)
def test_a_long_term_resident_of_another_state_who_studies(purpose: str | None, value: Truth) -> None:
    person = holder("long_term_resident_other_state", other_state_purpose=purpose)
    assert NOT_FOR_STUDY.test(Situation(person, ON)).value is value


# --- What single grounds ask: the whole of what is found --------------------------------------------------------------

OF_FAMILY = ("stays", "household_ended", "joint_household", "card", "card_issued")
OF_PROTECTION = ("stays", "protection_ended", "asylum_application", "card", "card_issued")
OF_PURPOSE = ("stays", "other_state_purpose")
OF_MINOR = ("stays", "birth_date", "card", "card_issued")
OFFICE_DECIDES = Finding(UNKNOWN, OF_FAMILY, not_confirmed=True)
CARD_NOT_KNOWN: dict[str, Any] = {
    "stays": (Stay(FROM, None, "family_of_unlimited_stay", attestation="none"),),
}
"""Five years are complete on 16 June 2026 at the latest."""
NOTHING_KNOWN: dict[str, Any] = {
    "stays": (Stay(FROM, None, "family_of_unlimited_stay", attestation="none", start_known=False),),
}
FAMILY_ROWS: list[tuple[str, dict[str, Any], Finding]] = [
    ("not told", {}, Finding(UNKNOWN, OF_FAMILY, ("household_ended",))),
    ("ended, on a day that is not told", {"joint_household": False}, Finding(UNKNOWN, OF_FAMILY, ("household_ended",))),
    ("still together", {"household_ended": "none"}, Finding(YES, OF_FAMILY)),
    ("ended on the day on which five years were complete", {"household_ended": COMPLETE}, Finding(YES, OF_FAMILY)),
    ("the day before", {"household_ended": COMPLETE - DAY}, OFFICE_DECIDES),
    (
        "the first card can tell whether they were",
        CARD_NOT_KNOWN | {"household_ended": date(2026, 3, 1)},
        Finding(UNKNOWN, OF_FAMILY, (FIRST_CARD,)),
    ),
    ("they surely were", CARD_NOT_KNOWN | {"household_ended": date(2026, 6, 16)}, Finding(YES, OF_FAMILY)),
    (
        "it can, where nothing bounds it",
        NOTHING_KNOWN | {"household_ended": date(2026, 3, 1)},
        Finding(UNKNOWN, OF_FAMILY, (FIRST_CARD,)),
    ),
    (
        "so can an attestation",
        {
            "stays": (Stay(FROM, None, "family_of_unlimited_stay", start_known=False),),
            "household_ended": date(2026, 3, 1),
        },
        Finding(UNKNOWN, OF_FAMILY, (FIRST_CARD, ATTESTATION)),
    ),
]


@pytest.mark.parametrize(("told", "wanted"), [row[1:] for row in FAMILY_ROWS], ids=[row[0] for row in FAMILY_ROWS])
def test_the_family_life_that_the_stay_rests_on(told: dict[str, Any], wanted: Finding) -> None:
    """Act art. 11 §2 (B-FAM-2)."""
    assert _family_life(Situation(holder("family_of_unlimited_stay", **told), ON)) == wanted


FIVE_YEARS_ON = add_years(ASKED_ASYLUM, 5)
PROTECTION_ROWS: list[tuple[str, dict[str, Any], date, Finding]] = [
    ("not told: it stands", {}, ON, Finding(YES, OF_PROTECTION)),
    ("it stands", {"protection_ended": "no"}, ON, Finding(YES, OF_PROTECTION)),
    ("ended, five years tomorrow", {"protection_ended": "ended"}, FIVE_YEARS_ON - DAY, Finding(NO, OF_PROTECTION)),
    (
        "ended, five years today: on which day is not told",
        {"protection_ended": "ended"},
        FIVE_YEARS_ON,
        Finding(UNKNOWN, OF_PROTECTION, not_confirmed=True),
    ),
    (
        "withdrawn, the application not told",
        {"protection_ended": "withdrawn", "asylum_application": None},
        FIVE_YEARS_ON,
        Finding(UNKNOWN, OF_PROTECTION, ("asylum_application",)),
    ),
]


@pytest.mark.parametrize(
    ("told", "on", "wanted"), [row[1:] for row in PROTECTION_ROWS], ids=[row[0] for row in PROTECTION_ROWS]
)
def test_the_protection_that_the_stay_rests_on(told: dict[str, Any], on: date, wanted: Finding) -> None:
    """B-REF-1, LOSS-3."""
    assert _protection(Situation(holder("refugee", **told), on)) == wanted


@pytest.mark.parametrize(
    ("purpose", "wanted"),
    [
        (None, Finding(UNKNOWN, OF_PURPOSE, ("other_state_purpose",))),
        ("study", Finding(NO, OF_PURPOSE)),
        ("other", Finding(YES, OF_PURPOSE)),
    ],
)
def test_the_purpose_of_a_long_term_resident_of_another_state(purpose: str | None, wanted: Finding) -> None:
    assert _purpose(Situation(holder("long_term_resident_other_state", other_state_purpose=purpose), ON)) == wanted


MINOR_ROWS: list[tuple[str, date | None, date, Finding]] = [
    # the day of eighteen, the day asked about; three years are complete on 10 February 2024
    ("birthday not told", None, date(2023, 6, 1), Finding(UNKNOWN, OF_MINOR, ("birth_date",))),
    ("eighteen the day after", date(2024, 2, 11), date(2023, 6, 1), Finding(YES, OF_MINOR)),
    ("eighteen on the day", date(2024, 2, 10), date(2023, 6, 1), Finding(UNKNOWN, OF_MINOR)),
    ("complete long ago, eighteen tomorrow", date(2025, 6, 2), date(2025, 6, 1), Finding(YES, OF_MINOR)),
    ("five years of practice complete, eighteen today", date(2026, 6, 1), date(2026, 6, 1), Finding(UNKNOWN, OF_MINOR)),
    ("complete long ago, eighteen today", date(2025, 6, 1), date(2025, 6, 1), Finding(UNKNOWN, OF_MINOR)),
]


@pytest.mark.parametrize(
    ("eighteen", "on", "wanted"), [row[1:] for row in MINOR_ROWS], ids=[row[0] for row in MINOR_ROWS]
)
def test_whether_who_came_alone_is_still_a_minor_when_asking(eighteen: date | None, on: date, wanted: Finding) -> None:
    """B-UAM-1, reading 18."""
    person = holder("unaccompanied_minor", birth_date=eighteen and add_years(eighteen, -18))
    assert _still_a_minor(Situation(person, on)) == wanted


@pytest.mark.parametrize(("test", "ground"), [(_trafficking, "trafficking_victim"), (_blue_card, "blue_card")])
def test_what_no_answer_can_settle(test: Any, ground: str) -> None:
    """What became of the case (B-TRAF-1); that no rule was seen (B-BLUE-1)."""
    assert test(Situation(holder(ground), ON)) == Finding(UNKNOWN, ("stays",), not_confirmed=True)


OF_OTHERS = Finding(YES, ("stays",), of_others=True)


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        (holder("blue_card"), Finding(UNKNOWN, ("stays",), not_confirmed=True)),
        (holder("single_permit"), OF_OTHERS),
        (holder("student"), OF_OTHERS),
        (Person(stays=()), OF_OTHERS),
        (Person(), Finding(UNKNOWN, ("stays",), ("stays",))),
    ],
    ids=["on that ground", "on another", "on one that leads nowhere", "on none", "not told"],
)
def test_what_a_ground_asks_is_asked_of_who_stays_on_it(person: Person, wanted: Finding) -> None:
    assert _of_ground(frozenset({"blue_card"}), _blue_card)(Situation(person, ON)) == wanted


def test_family_of_a_limited_stay_has_no_five_years_of_its_own() -> None:
    assert _follows_a_limited_stay("family_of_limited_stay") == Finding(NO, ("stays",))
    assert _follows_a_limited_stay("family_of_unlimited_stay") == OF_OTHERS


# --- Who it is for ---------------------------------------------------------------------------------------------------

HELD = ("card", "unlimited_stay_since")


@pytest.mark.parametrize(
    ("card", "since", "value", "missing"),
    [
        ("B", "none", NO, ()),
        ("A", None, YES, ()),
        ("A", date(2020, 1, 1), YES, ()),  # a card of limited stay says by itself that it is not granted
        ("F", None, YES, ()),
        ("annex_15", "none", YES, ()),
        ("annex_15", date(2020, 1, 1), NO, ()),
        ("annex_15", None, UNKNOWN, ("unlimited_stay_since",)),
        ("none", None, UNKNOWN, ("unlimited_stay_since",)),
        (None, None, UNKNOWN, ("card",)),
        (None, "none", UNKNOWN, ("card",)),
    ],
)
def test_whether_unlimited_stay_is_held_already(
    card: str | None, since: date | str | None, value: Truth, missing: tuple[str, ...]
) -> None:
    person = Person(card=card, unlimited_stay_since=since)
    assert NOT_YET_HELD.test(Situation(person, ON)) == Finding(value, HELD, missing)


def test_a_card_under_the_eu_rules_is_another_way() -> None:
    found = {card: NOT_UNDER_EU_RULES.test(Situation(Person(card=card), ON)) for card in ("A", "F", None)}
    assert found == {
        "A": Finding(YES, ("card",)),
        "F": Finding(NO, ("card",)),
        None: Finding(UNKNOWN, ("card",), ("card",)),
    }


# --- its first day is asked only where it can change an answer ------------------------------------------------------

ENDED = {"from": "2018-03-01", "to": "2026-09-30", "first_card_issued": "2018-03-01"}
RUNNING = {"from": "2018-03-01", "first_card_issued": "2018-03-01"}
ASKED: list[tuple[str, list[dict[str, Any]], bool]] = [
    ("no stay in Belgium", [], False),
    ("a stay in another state", [{**RUNNING, "ground": "blue_card", "country": "DE"}], False),
    ("a permit that runs", [{**RUNNING, "ground": "single_permit"}], True),  # B-WORK-1: is it granted already?
    ("a permit that ended", [{**ENDED, "ground": "single_permit"}], True),  # K-COND-1: or did unlimited stay follow?
    ("an unlimited stay", [{**RUNNING, "ground": "unlimited_stay"}], False),  # the stay shows it
    ("a stay that is only planned", [{"from": "2027-03-01", "ground": "single_permit"}], False),
    ("an EU citizen", [{**RUNNING, "ground": "eu_citizen"}], False),
]


@pytest.mark.parametrize("card", ["annex_15", "none"])
@pytest.mark.parametrize(("stays", "asked"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED])
def test_the_first_day_is_asked_only_where_it_can_change_an_answer(
    card: str, stays: list[dict[str, Any]], asked: bool
) -> None:
    """Neither an Annex 15 nor the want of a card shows unlimited stay (DOC-15)."""
    nationality = "FR" if any(one["ground"] == "eu_citizen" for one in stays) else "MA"
    case = {"nationality": nationality, "card": card, "stays": stays, "absences": [], "public_order": False}
    routes = assess(case, date(2026, 11, 22))["routes"]
    assert any("unlimited_stay_since" in one["missing"] for one in routes.values()) is asked
    told = [assess({**case, "unlimited_stay_since": day}, date(2026, 11, 22)) for day in days_that_fit(stays)]
    said = {str([(one["status"], one["earliest"]) for one in answer["routes"].values()]) for answer in told}
    assert len(said) > 1 or not asked


def days_that_fit(stays: list[dict[str, Any]]) -> list[str]:
    """Answers that do not contradict the stays."""
    if any(one["ground"] == "unlimited_stay" for one in stays):
        return ["2018-03-01"]
    return ["none"] if stays and stays[0]["from"] > "2026-11-22" else ["none", "2023-05-01", "2026-10-01"]
