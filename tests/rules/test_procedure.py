"""The steps from the municipality to the card, the register, and what the card gives: what each of them says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.dossier import effects as effects_of_card
from belgian_residence.dossier import procedure
from belgian_residence.dossier.dossier import VOCABULARY, lines
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.outcome import Outcome, Status

ON = date(2026, 11, 22)
OPEN, CLOSED = Outcome("open", ON, "right"), Outcome("closed", None, "right")
NATIONAL, EUROPEAN = ("B", "K", "L"), ("EU+", "F+", "M+")
Json = dict[str, Any]


def steps(key: str, on: date = ON) -> dict[str, Json]:
    given = procedure.steps(key, OPEN, on)
    found = {step["id"]: step for step in given}
    assert len(found) == len(given), "each step once"
    return found


def effects(key: str, on: date = ON) -> dict[str, Json]:
    return {effect["kind"] if effect["kind"] != "next" else effect["id"]: effect for effect in given(key, on)}


def given(key: str, on: date = ON) -> list[Json]:
    return effects_of_card.effects(key, OPEN, on)


# --- for whom there is a procedure --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [*NATIONAL, *EUROPEAN, "nationality"])
def test_only_a_closed_route_has_no_procedure(key: str) -> None:
    assert procedure.steps(key, CLOSED, ON) == []
    assert effects_of_card.effects(key, CLOSED, ON) == []
    assert effects_of_card.register(key, CLOSED) is None
    statuses: tuple[Status, ...] = ("later", "unsettled")
    for status in statuses:
        other = Outcome(status, None, "right")
        assert procedure.steps(key, other, ON) == list(steps(key).values()) != []
        assert effects_of_card.effects(key, other, ON) == given(key)
        assert effects_of_card.register(key, other) == effects_of_card.register(key, OPEN)


def test_a_belgian_stands_in_another_register_and_has_no_card() -> None:
    assert effects_of_card.register("nationality", OPEN) is None
    assert given("nationality") == []


def test_a_route_without_a_procedure_says_nothing() -> None:
    assert (procedure.steps("N", OPEN, ON), given("N"), effects_of_card.register("N", OPEN)) == ([], [], None)


# --- steps --------------------------------------------------------------------------------------------------------


def test_a_step_says_who_acts_on_which_paper_in_what_time() -> None:
    assert steps("K")["receipt-16bis"] == {
        "id": "receipt-16bis",
        "who": "municipality",
        "annex": "16bis",
        "term": None,
        "branch": None,
        "provisions": ["K-PROC-1", "DOC-16"],
        "confidence": "H",
        "practice": False,
    }
    late = steps("F+")["annex-15-for-f"]  # 45 days from its issue (FAM-APP-8)
    assert (late["branch"], late["annex"]) == ("card_ends", "15")
    assert {name: late["term"][name] for name in ("amount", "value", "unit", "since")} == {
        "amount": "annex15.days",
        "value": 45,
        "unit": "days",
        "since": "issue",
    }


@pytest.mark.parametrize(("key", "practice"), [("EU+", True), ("K", False), ("M+", True), ("F+", False)])
def test_what_rests_on_practice_only_says_so(key: str, practice: bool) -> None:
    """What silence means: EUP-APP-6 and BRX-PR-4 have confidence C, K-PROC-3 and FAM-APP-5 a stronger one."""
    (silence,) = (step for step in steps(key).values() if step["branch"] == "no_answer")
    assert silence["practice"] is practice
    assert (silence["confidence"] == "C") is practice


@pytest.mark.parametrize("key", [*NATIONAL, *EUROPEAN])
def test_a_refusal_can_be_appealed_in_thirty_days_and_annex_35_covers_the_appeal(key: str) -> None:
    """APP-1, APL-3; DOC-35: first for three months."""
    appeal, cover = steps(key)["appeal"], steps(key)["annex-35-during-appeal"]
    assert (appeal["who"], appeal["annex"], appeal["branch"]) == ("you", None, "refused")
    assert (appeal["term"]["value"], appeal["term"]["unit"]) == (30, "days")
    assert appeal["term"]["since"] == "notification"
    assert appeal["provisions"][0] == ("APP-1" if key in NATIONAL else "APL-3")
    assert {"APP-2", "APL-4"} <= set(appeal["provisions"]), "the term on the decision prevails"
    assert (cover["who"], cover["annex"], cover["branch"]) == ("municipality", "35", "appeal")
    assert (cover["term"]["value"], cover["term"]["unit"], cover["term"]["since"]) == (3, "months", "issue")
    assert cover["provisions"] == ["DOC-35", "APP-3"]


@pytest.mark.parametrize(("on", "confidence"), [(date(2026, 6, 11), "H"), (date(2026, 6, 12), "C")])
def test_a_step_is_no_surer_than_its_term(on: date, confidence: str) -> None:
    """The days for an appeal under the law of 12 June 2026 were not verified."""
    appeal = steps("K", on)["appeal"]
    assert (appeal["confidence"], appeal["practice"]) == (confidence, confidence == "C")


def test_after_a_no_to_nationality_comes_the_family_court_and_no_appeal_of_foreigners() -> None:
    """NAT-PROC-1."""
    refused = [(step["who"], step["id"]) for step in steps("nationality").values() if step["branch"] == "refused"]
    assert refused == [("prosecutor", "prosecutor-says-no"), ("court", "ask-for-family-court")]


@pytest.mark.parametrize(
    ("on", "listed"), [(date(2024, 10, 30), False), (date(2024, 10, 31), True), (date(2026, 11, 22), True)]
)
def test_a_step_that_a_policy_allows_is_listed_while_the_policy_holds(on: date, listed: bool) -> None:
    """EUP-APP-5: since 31 October 2024 the municipality itself may recognise the right."""
    assert ("municipality-may-decide" in steps("EU+", on)) is listed
    assert "office-decides-annex-22" in steps("EU+", on), "a step without a policy is there on every day"


def test_the_municipality_never_decides_on_an_early_ground() -> None:
    """EUP-APP-3: the file of who asks early always goes to the Office, so nothing else is said beside it."""
    for early in (False, True):
        found = procedure.steps("EU+", replace(OPEN, early=early), date(2026, 11, 22))
        assert [step["id"] for step in found][:3].count("municipality-may-decide") == (not early)


@pytest.mark.parametrize(
    ("on", "confidence", "practice"), [(date(2026, 2, 17), "A", False), (date(2026, 2, 18), "B", False)]
)
def test_a_step_without_a_term_is_as_sure_as_its_provision_on_the_day(
    on: date, confidence: str, practice: bool
) -> None:
    """NAT-PROC-1 was read, and amended on 18 February 2026."""
    silence = steps("nationality", on)["silence-makes-belgian"]
    assert (silence["term"], silence["confidence"], silence["practice"]) == (None, confidence, practice)


@pytest.mark.parametrize(
    ("today", "five_months", "own_decision"),
    [
        # the five months of the Office and the policy of EUP-APP-5, each up to the day by which it is verified again
        (None, 5, True),
        (date(2027, 5, 22), 5, True),
        (date(2027, 5, 23), 5, False),
        (date(2027, 11, 22), 5, False),
        (date(2027, 11, 23), None, False),
    ],
)
def test_a_term_that_was_to_be_verified_before_today_is_not_confirmed(
    today: date | None, five_months: int | None, own_decision: bool
) -> None:
    found = {step["id"]: step for step in procedure.steps("EU+", OPEN, ON, today)}
    assert found["office-decides-annex-22"]["term"]["value"] == five_months
    assert ("municipality-may-decide" in found) is own_decision


# --- the register -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "before", "after", "law"),
    [
        ("B", "foreigners", "foreigners", ["CARD-REG-1"]),
        ("K", "foreigners", "population", ["K-PROC-3", "CARD-REG-1"]),
        ("L", None, "population", ["L-PROC-2", "CARD-REG-1"]),  # before: by the card that is held
        ("EU+", "either", "population", ["EUP-APP-10", "CARD-REG-1"]),  # Act art. 42 §2
        ("F+", "foreigners", "population", ["CARD-REG-1"]),
        ("M+", "foreigners", None, ["CARD-REG-1", "O-11"]),  # after: not confirmed
    ],
)
def test_the_register_before_and_after(key: str, before: str | None, after: str | None, law: list[str]) -> None:
    assert effects_of_card.register(key, OPEN) == {"before": before, "after": after, "provisions": law}


# --- what the card gives ------------------------------------------------------------------------------------------

VALID = {
    # years, confidence, is it practice only?
    "B": (5, "M", False),  # DIS-4
    "K": (10, "H", False),  # K-VAL-1
    "L": (10, "H", False),  # L-VAL-1
    "EU+": (10, "C", True),  # EUP-VAL-1, D-01
    "F+": (10, "A", False),  # FAM-VAL-2
    "M+": (10, "C", True),  # BRX-VAL-1
}
AWAY = {
    # how long away before the right is lost, each limit by itself
    "B": [(1, "years")],  # ABS-3
    "K": [(1, "years")],
    "L": [(12, "months"), (6, "years")],  # ABS-L-1: outside the EU; ABS-L-2: outside Belgium
    "EU+": [(2, "years")],  # EUP-LOSS-1
    "F+": [(2, "years")],  # FAM-LOSS-1
    "M+": [(5, "years")],  # BRX-PR-3
}


@pytest.mark.parametrize("key", VALID)
def test_how_long_a_card_is_valid_and_how_sure_that_is(key: str) -> None:
    found = effects(key)["validity"]
    (amount,) = found["amounts"]
    assert (amount["value"], found["confidence"], found["practice"]) == VALID[key]
    assert amount["unit"] == "years"
    assert found["id"] == "valid-for"


@pytest.mark.parametrize("key", AWAY)
def test_how_long_the_holder_may_be_away(key: str) -> None:
    found = effects(key)["absence"]
    assert [(amount["value"], amount["unit"]) for amount in found["amounts"]] == AWAY[key]
    assert found["practice"] is False


def test_a_figure_that_is_not_confirmed_on_the_day_leaves_the_effect_to_practice() -> None:
    """D-01: on which day after October 2021 EU+ cards became valid for ten years is not known."""
    found = effects("EU+", date(2024, 1, 1))["validity"]
    assert [amount["value"] for amount in found["amounts"]] == [None]
    assert (found["confidence"], found["practice"]) == (None, True)


def test_an_effect_without_a_figure_is_as_sure_as_its_provision() -> None:
    assert effects("EU+")["renewal"] == {
        "kind": "renewal",
        "id": "renewed-practice",
        "amounts": [],
        "provisions": ["CARD-REN-2"],
        "confidence": "C",
        "practice": True,
    }
    kept = effects("F+")["renewal"]
    assert (kept["provisions"], kept["confidence"], kept["practice"]) == (["CARD-REN-1"], "B", False)


@pytest.mark.parametrize(("today", "years"), [(None, 5), (date(2027, 11, 22), 5), (date(2027, 11, 23), None)])
def test_a_figure_that_was_to_be_verified_before_today_is_not_confirmed(today: date | None, years: int | None) -> None:
    """DIS-4: how long a B card is valid is to be verified again by 22 November 2027."""
    (validity,) = (one for one in effects_of_card.effects("B", OPEN, ON, today) if one["kind"] == "validity")
    assert ([one["value"] for one in validity["amounts"]], validity["practice"]) == ([years], years is None)


@pytest.mark.parametrize(("on", "confidence"), [(date(2026, 2, 17), "A"), (date(2026, 2, 18), "B")])
def test_an_effect_is_less_sure_from_the_day_on_which_its_text_was_amended(on: date, confidence: str) -> None:
    """NAT-TITLE-1; no effect rests on a text of which that is true first of all, so one is made up."""
    row = effects_of_card.Effect("next", "made-up", ("NAT-TITLE-1", "NAT-TITLE-2"))
    assert effects_of_card._effect_json(row, on, None)["confidence"] == confidence


def test_every_permanent_card_leads_to_nationality_and_b_to_k() -> None:
    for key in (*NATIONAL, *EUROPEAN):
        assert effects(key)["title-for-nationality"]["provisions"] == ["NAT-TITLE-2", "NAT-TITLE-1"]
    assert "then-k" in effects("B")
    assert "l-at-any-time" in effects("K")


# --- the ids ------------------------------------------------------------------------------------------------------


def test_every_word_of_a_procedure_is_in_the_vocabulary_once() -> None:
    """What was given out on some day, and nothing else."""
    every = [step for key in procedure.PROCEDURE for step in steps(key).values()]
    assert VOCABULARY["procedure"] == sorted({step["id"] for step in every})
    assert VOCABULARY["who"] == sorted({step["who"] for step in every})
    assert set(VOCABULARY["branches"]) == {step["branch"] for step in every if step["branch"]}
    assert VOCABULARY["since"] == sorted({step["term"]["since"] for step in every if step["term"]})
    of_all = [effect for key in effects_of_card.EFFECTS for effect in given(key)]
    of_all += effects_of_card.effects("B", OPEN, ON, child=True)
    assert VOCABULARY["effects"] == sorted({effect["id"] for effect in of_all})
    both = [effects_of_card.register(key, OPEN) or {} for key in effects_of_card.REGISTERS]
    assert VOCABULARY["registers"] == sorted({one[when] for one in both for when in ("before", "after") if one[when]})


def test_the_words_are_listed_by_their_kind() -> None:
    """A few of each kind; above, that there are no others."""
    listed = procedure.vocabulary() | effects_of_card.vocabulary()
    some = {
        "procedure": {"receipt-16bis", "annex-8quater", "silence-makes-belgian"},
        "who": {"you", "municipality", "immigration_office", "court", "prosecutor"},
        "branches": {"no_answer", "not_complete", "card_ends", "refused", "appeal"},
        "since": {"notification", "issue", "annex-22"},
        "registers": {"either", "foreigners", "population"},
        "effects": {"valid-for", "then-k", "title-for-nationality"},
    }
    assert set(listed) == set(some)
    assert {kind for kind, ids in some.items() if not ids <= set(listed[kind])} == set()


def test_the_list_of_all_lines_rests_on_the_facts_that_the_answers_name() -> None:
    listed: dict[tuple[str, str], set[str]] = {}
    for kind, id, law in lines():
        assert set(law) <= set(all_provisions())
        listed.setdefault((kind, id), set()).update(law)
    for key in procedure.PROCEDURE:
        for step in steps(key).values():
            assert set(step["provisions"]) <= listed["procedure", step["id"]]
        for effect in given(key):
            assert set(effect["provisions"]) <= listed["effect", effect["id"]]
        register = effects_of_card.register(key, OPEN)
        assert register is None or set(register["provisions"]) == listed["register", key]
