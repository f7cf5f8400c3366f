"""Who can ask for an L card (Act art. 15bis §1): each condition on the smallest person that shows it. The five years,
means and the stay that was kept have files of their own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth, evaluate
from belgian_residence.routes.l import l as route
from belgian_residence.routes.l.l import L, _unless_settled
from belgian_residence.routes.status import ground_not_among
from belgian_residence.told.facts import CARDS, GROUNDS
from belgian_residence.told.person import Person, Stay
from briefly import day

ON = date(2026, 11, 22)


def staying(ground: str, **more: Any) -> Person:
    stay = Stay(date(2020, 1, 1), None, ground, first_card=date(2020, 1, 1))
    return Person(**{"card": "A", "stays": (stay,), "absences": ()} | more)


# --- The card that is held ------------------------------------------------------------------------------------------

CAN_ASK = {"A", "B", "C", "K", "H", "F", "F+"}
NOT_CONFIRMED = {"M", "M+", "special_card", "annex_15"}


@pytest.mark.parametrize("card", CARDS)
def test_which_card_can_ask(card: str) -> None:
    """Limited stay is enough (L-WHO-1); family of EU citizens and Belgians too (FAM-L-1). M cards: reading 9."""
    found = route.RESIDENCE_CARD.test(Situation(Person(card=card), ON))
    expected = UNKNOWN if card in NOT_CONFIRMED else YES if card in CAN_ASK else NO
    assert (found.value, found.facts) == (expected, ("card",))
    assert (found.missing, found.not_confirmed) == ((), card in NOT_CONFIRMED)


@pytest.mark.parametrize("card", CARDS)
def test_who_holds_the_card_already_or_under_its_old_letter_asks_no_more(card: str) -> None:
    found = route.NO_L_CARD_YET.test(Situation(Person(card=card), ON))
    assert found.value is (NO if card in {"L", "D"} else YES)


@pytest.mark.parametrize("condition", [route.RESIDENCE_CARD, route.NO_L_CARD_YET])
def test_a_card_that_is_not_known_is_asked(condition: Any) -> None:
    assert condition.test(Situation(Person(), ON)) == Finding(UNKNOWN, ("card",), ("card",))


@pytest.mark.parametrize(
    ("nationality", "no_belgian", "from_outside"),
    [({"IN"}, YES, YES), ({"BE"}, NO, YES), ({"FR"}, YES, NO), ({"NO"}, YES, NO), ({"CH"}, YES, NO)],
)
def test_nationality(nationality: set[str], no_belgian: Truth, from_outside: Truth) -> None:
    situation = Situation(Person(nationality=frozenset(nationality)), ON)
    assert route.NO_BELGIAN.test(situation).value is no_belgian
    assert route.FROM_OUTSIDE_THE_EU.test(situation).value is from_outside


@pytest.mark.parametrize(
    ("expiry", "value"), [(None, YES), ("2026-11-22", YES), ("2026-11-21", UNKNOWN), ("2027-01-01", YES)]
)
def test_a_card_that_has_run_out_is_renewed_first(expiry: str | None, value: Truth) -> None:
    """L-PROC-1: without a day of grace."""
    person = Person(card_expiry=day(expiry))
    assert route.CARD_STILL_VALID.test(Situation(person, ON)).value is value


# --- The status that is held (L-EXC-1) ------------------------------------------------------------------------------

EXCLUDED = {
    *("student", "vocational_training", "search_year", "asylum_procedure", "temporary_protection"),
    *("au_pair", "seasonal_worker", "posted_worker", "special_card_convention"),
    *("short_stay", "arrival_declaration"),  # they are no residence
}
OF_ONE_GROUND = {
    "medical_9ter": (route.NOT_MEDICAL, NO),  # L-EXC-2: an inference from the text
    "humanitarian_9bis": (route.NOT_HUMANITARIAN, UNKNOWN),  # L-EXC-2: no basis in the Act (reading 8)
    "intra_corporate_transferee": (route.NOT_TRANSFERRED, UNKNOWN),  # L-5Y-9
    "special_card_other": (route.SPECIAL_CARD, UNKNOWN),  # L-EXC-3
}
LEAVES_IT_BEHIND = {"B", "C", "K", "F", "F+"}


@pytest.mark.parametrize("ground", GROUNDS)
def test_from_which_status_one_can_ask(ground: str) -> None:
    situation = Situation(staying(ground, other_state_purpose="salaried"), ON)
    found = route.STATUS_NOT_EXCLUDED.test(situation)
    assert found.value is (NO if ground in EXCLUDED else YES)
    for of_ground, (condition, value) in OF_ONE_GROUND.items():
        found = condition.test(situation)
        assert found.value is (value if ground == of_ground else YES), condition.id
        assert found.not_confirmed is (ground == of_ground and value is UNKNOWN), condition.id
        assert found.facts[:1] == ("card",), condition.id


@pytest.mark.parametrize("card", [card for card in CARDS if card not in LEAVES_IT_BEHIND])
def test_a_card_that_leaves_no_status_behind(card: str) -> None:
    assert route.STATUS_NOT_EXCLUDED.test(Situation(staying("student", card=card), ON)).value is NO


@pytest.mark.parametrize("card", sorted(LEAVES_IT_BEHIND))
def test_a_card_that_shows_that_the_status_lies_behind(card: str) -> None:
    """Unlimited stay, settlement, family of an EU citizen or a Belgian (L-WHO-1)."""
    for ground, (condition, _) in OF_ONE_GROUND.items():
        assert condition.test(Situation(staying(ground, card=card), ON)) == Finding(YES, ("card",))
    assert route.STATUS_NOT_EXCLUDED.test(Situation(staying("student", card=card), ON)) == Finding(YES, ("card",))


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        ("single_permit", Finding(YES, ("card", "stays"))),
        ("student", Finding(UNKNOWN, ("card",), ("card",))),
    ],
)
def test_a_status_that_bars_asks_for_the_card_that_may_show_it_lies_behind(ground: str, expected: Finding) -> None:
    assert route.STATUS_NOT_EXCLUDED.test(Situation(staying(ground, card=None), ON)) == expected


@pytest.mark.parametrize(
    ("card", "ground", "expected"),
    [
        ("A", "single_permit", Finding(YES, ("card", "stays"))),
        ("A", "student", Finding(NO, ("card", "stays"))),
        ("B", "student", Finding(YES, ("card",))),
        (None, "single_permit", Finding(YES, ("card", "stays"))),
        (None, "student", Finding(UNKNOWN, ("card",), ("card",))),
    ],
)
def test_an_exclusion_that_some_cards_leave_behind(card: str | None, ground: str, expected: Finding) -> None:
    """Made here, not when the module is loaded: what is tried on it while the tests run shows here."""
    test = _unless_settled(ground_not_among(frozenset({"student"})))
    assert test(Situation(staying(ground, card=card), ON)) == expected


@pytest.mark.parametrize(
    ("purpose", "value", "missing"),
    [
        ("study", NO, ()),
        ("salaried", YES, ()),
        ("self_employed", YES, ()),
        ("other", YES, ()),
        (None, UNKNOWN, ("other_state_purpose",)),
    ],
)
def test_a_long_term_resident_of_another_state_who_stays_to_study(
    purpose: str | None, value: Truth, missing: tuple[str, ...]
) -> None:
    """Excluded whatever the permit is called (art. 15bis §1 al. 2, 1°; B-LTR2-1)."""
    person = staying("long_term_resident_other_state", other_state_purpose=purpose)
    found = route.STATUS_NOT_EXCLUDED.test(Situation(person, ON))
    assert found == Finding(value, ("card", "stays", "other_state_purpose"), missing)


def test_of_no_other_status_the_purpose_is_asked() -> None:
    for ground, value in (("single_permit", YES), ("student", NO)):
        found = route.STATUS_NOT_EXCLUDED.test(Situation(staying(ground, other_state_purpose="study"), ON))
        assert found == Finding(value, ("card", "stays"))


@pytest.mark.parametrize(
    ("stays", "value"),
    [(None, UNKNOWN), ((), NO), ((Stay(date(2020, 1, 1), None, "single_permit"),), YES)],
)
def test_a_stay_runs(stays: tuple[Stay, ...] | None, value: Truth) -> None:
    assert route.STAY_RUNS.test(Situation(Person(card="A", stays=stays), ON)).value is value


# --- A request that waits for its decision (L-EXC-1, L-EXC-2) -------------------------------------------------------

PENDING, ASKED_IN_2025 = "protection_request_pending", date(2025, 5, 1)
AFTER_ASYLUM = (
    Stay(date(2018, 1, 1), date(2019, 12, 31), "asylum_procedure", first_card=date(2018, 1, 1)),
    Stay(date(2020, 1, 1), None, "single_permit", first_card=date(2020, 1, 1), index=1),
)


@pytest.mark.parametrize(
    ("told", "value", "missing"),
    [
        pytest.param({}, YES, (), id="nothing shows one"),
        pytest.param({PENDING: True}, NO, (), id="it waits"),
        pytest.param({PENDING: False}, YES, (), id="none waits"),
        pytest.param({PENDING: True, "card": "B"}, NO, (), id="it waits, whatever card is held"),
        pytest.param({"asylum_application": ASKED_IN_2025}, UNKNOWN, (PENDING,), id="an application is told"),
        pytest.param({"asylum_application": ASKED_IN_2025, PENDING: False}, YES, (), id="told, and decided"),
        pytest.param({"medical_application": ASKED_IN_2025}, UNKNOWN, (PENDING,), id="a medical request is told"),
        pytest.param({"stays": AFTER_ASYLUM}, UNKNOWN, (PENDING,), id="work followed a procedure at once"),
        pytest.param({"protection_request_not_known": True}, UNKNOWN, (PENDING,), id="who does not know"),
        *(
            pytest.param({"asylum_application": ASKED_IN_2025, "card": card}, YES, (), id=f"unlimited stay: {card}")
            for card in ("B", "C", "K", "F+")
        ),
        *(
            pytest.param(
                {"asylum_application": ASKED_IN_2025, "card": card}, UNKNOWN, (PENDING,), id=f"limited stay: {card}"
            )
            for card in ("F", "H", None)
        ),
    ],
)
def test_a_request_for_protection_that_waits(told: dict[str, Any], value: Truth, missing: tuple[str, ...]) -> None:
    """Asked of whom something told shows that there was one; five years lie behind."""
    found = route.NO_REQUEST_PENDING.test(Situation(staying("single_permit", **told), ON))
    facts = ("card", "stays", "asylum_application", "permit_granted", "unlimited_stay_since", "medical_application")
    assert found == Finding(value, (*facts, PENDING), missing)


BEFORE_THE_FIVE_YEARS = date(2024, 12, 31)


def test_what_is_judged_on_the_day_of_the_request_closes_nothing_before() -> None:
    """A request, means and an insurance: who lacks them can have them by then."""
    person = staying(
        "single_permit",
        **{PENDING: True, "income": 0, "supporter_income": 0, "benefit_income": 0, "health_insurance": False},
    )
    for condition in (route.NO_REQUEST_PENDING, route.MEANS, route.HEALTH_INSURANCE):
        before = condition.test(Situation(person, BEFORE_THE_FIVE_YEARS))
        assert (before.value, before.at_filing, before.missing) == (UNKNOWN, True, ()), condition.id
        assert condition.test(Situation(person, date(2025, 1, 1))).value is NO, condition.id


def test_public_order() -> None:
    found = {told: route.PUBLIC_ORDER.test(Situation(Person(public_order=told), ON)).value for told in (True, False)}
    assert found == {True: NO, False: YES}


# --- The route ------------------------------------------------------------------------------------------------------


def test_whoever_fulfils_every_condition_can_ask_and_who_lacks_one_cannot() -> None:
    person = staying(
        "single_permit",
        nationality=frozenset({"IN"}),
        income=5000,
        dependants=0,
        health_insurance=True,
        public_order=False,
    )
    assert evaluate(L.requirement, Situation(person, ON)).value is YES
    lacks: list[dict[str, Any]] = [
        {"nationality": frozenset({"BE"})},
        {"nationality": frozenset({"FR"})},
        {"card": "L"},
        {"card": "I"},
        {"stays": ()},
        {"stays": staying("student").stays},
        {"stays": staying("medical_9ter").stays},
        {PENDING: True},
        {"income": 0, "supporter_income": 0, "benefit_income": 0},
        {"health_insurance": False},
        {"public_order": True},
    ]
    for one in lacks:
        assert evaluate(L.requirement, Situation(person.but(**one), ON)).value is NO, one
    for ground in ("humanitarian_9bis", "intra_corporate_transferee", "special_card_other"):
        left_open = person.but(stays=staying(ground).stays)
        assert evaluate(L.requirement, Situation(left_open, ON)).value is UNKNOWN, ground


@pytest.mark.parametrize(
    ("last", "on_paper", "value"),
    [
        ("2021-02-28", "2016-03-01", NO),  # the day before the five years
        ("2021-03-01", "2016-03-01", UNKNOWN),
        ("2021-03-02", "2016-03-01", UNKNOWN),
        ("2021-03-01", None, UNKNOWN),  # asked: it may have been made in time
    ],
)
def test_who_had_unlimited_stay_by_law_before_an_excluded_status(last: str, on_paper: str | None, value: Truth) -> None:
    """B-REF-1, L-EXC-1: whether it still stands decides, so nobody is turned away for the later permit alone."""
    until = day(last)
    refugee = Stay(date(2017, 1, 1), until, "refugee", first_card=date(2017, 1, 1), index=0)
    student = Stay(until + timedelta(days=1), None, "student", index=1)
    asked = day(on_paper)
    person = Person(card="A", stays=(refugee, student), asylum_application=asked)
    found = route.STATUS_NOT_EXCLUDED.test(Situation(person, ON))
    assert (found.value, found.missing) == (value, () if on_paper else ("asylum_application",))


# --- A passport, where identity is not established ------------------------------------------------------------------


@pytest.mark.parametrize("ground", ["single_permit", "refugee", "subsidiary_protection"])
@pytest.mark.parametrize("ended", [None, "no", "ended", "withdrawn"])
@pytest.mark.parametrize(
    ("established", "impossible", "expected"),
    [
        (True, None, YES),
        (None, False, YES),  # nobody is asked for L alone
        (False, False, NO),  # no Annex 16bis without it (L-PROC-1)
        (False, None, UNKNOWN),
        (False, True, UNKNOWN),  # for K proof of that is enough (K-PROC-2); of L nothing says so (L-DOC-1)
    ],
)
def test_an_identity_that_is_not_established_asks_for_a_passport(
    ground: str, ended: str | None, established: bool | None, impossible: bool | None, expected: Truth
) -> None:
    person = staying(ground, identity_established=established, passport_impossible=impossible, protection_ended=ended)
    found = route._identity(Situation(person, ON))
    protected = ground != "single_permit" and ended in (None, "no")  # a certificate of the CGRS is shown (L-DOC-1)
    assert found.value is (YES if protected else expected)
    assert (found.missing == ("passport_impossible",)) == (found.value is UNKNOWN and impossible is None)


def test_the_protection_before_unlimited_stay_counts_for_it() -> None:
    stays = (
        Stay(date(2015, 1, 1), date(2019, 12, 31), "refugee", first_card=date(2015, 1, 1)),
        Stay(date(2020, 1, 1), None, "unlimited_stay"),
    )
    person = Person(card="B", stays=stays, identity_established=False, passport_impossible=False)
    assert route.IDENTITY.test(Situation(person, ON)).value is YES
