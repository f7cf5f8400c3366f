"""What the cases of tests/cases/nationality.toml cannot say: grounds, amounts, notes, the order of questions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, assess, next_question, vocabulary
from belgian_residence.engine import conditions_in
from belgian_residence.routes.nationality.grounds import GROUNDS, NATIONALITY
from belgian_residence.routes.registry import ROUTES

ON = date(2025, 6, 1)
FIVE_YEARS = [{"from": "2020-06-01", "ground": "single_permit", "first_card_issued": "2020-06-01"}]
SETTLED: dict[str, Any] = {
    "nationality": ["MA"],
    "card": "B",
    "birth_date": "1990-05-10",
    "stays": FIVE_YEARS,
    "absences": [],
    "born_in_belgium": False,
}
PREPARED = {"language_a2": True, "integration_proof": ["diploma"], "economic_participation": True}


def nationality(on: date = ON, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = assess(SETTLED | more, on)["routes"]["nationality"]
    return answer


def grounds(answer: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {one["id"]: (one["status"], one["earliest"]) for one in answer["grounds"]}


def test_it_comes_after_the_cards() -> None:
    assert list(assess(SETTLED, ON)["routes"]) == ["B", "K", "L", "EU+", "F+", "M+", "nationality"]
    assert ROUTES[-1] is NATIONALITY


def test_each_ground_is_told_by_itself() -> None:
    answer = nationality(
        **PREPARED,
        spouse_of_belgian_since="2023-01-01",
        parent_of_belgian_minor=False,
        disability_or_pension="none",
        community_participation=True,
    )
    assert grounds(answer) == {
        "born-in-belgium": ("closed", None),
        "integrated": ("open", "2025-06-01"),
        "spouse-of-belgian": ("later", "2026-01-01"),
        "parent-of-belgian": ("closed", None),
        "disability-or-pension": ("closed", None),
        "ten-years": ("later", "2030-06-01"),
    }
    assert list(grounds(answer)) == vocabulary()["grounds"] == list(GROUNDS)


def test_the_earliest_safe_date_among_the_grounds_is_shown() -> None:
    answer = nationality(
        language_a2=True,
        integration_proof=["diploma"],
        economic_participation=False,
        spouse_of_belgian_since="2024-01-01",
        parent_of_belgian_minor=False,
        disability_or_pension="none",
    )
    assert (answer["status"], answer["earliest"]) == ("later", "2027-01-01")


def test_while_the_card_is_not_enough_the_answer_is_no_with_the_way_to_one_that_is() -> None:
    worker = {"card": "A", "unlimited_stay_since": "none"}
    first = [{"from": "2022-06-01", "ground": "single_permit", "first_card_issued": "2022-06-01"}]
    answer = nationality(**PREPARED, **worker, stays=first)
    assert (answer["status"], answer["earliest"], answer["basis"]) == ("closed", None, "once_B_granted")
    assert {status for status, _ in grounds(answer).values()} == {"closed"}
    assert answer["next_steps"] == [
        "if-no:nationality.title",
        "get-title-first-b",
        "get-title-first-l",
        "prepare-declaration",
    ]
    assert answer["title_first"]["earliest"] == "2027-06-01"
    assert answer["title_first"]["roads"][0] == {"card": "B", "status": "later", "from": "2027-06-01", "right": True}
    assert nationality(**PREPARED)["title_first"] is None, "a B card is enough"


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        ({"card": "A"}, ["get-title-first-b", "get-title-first-l"]),
        ({"card": "A", "nationality": "FR"}, ["get-title-first-eu"]),
        ({"card": "EU", "nationality": "GB"}, ["get-title-first-m"]),
        ({"card": "EU", "nationality": ["GB", "FR"]}, []),
    ],
)
def test_only_the_cards_that_this_person_can_get_are_named(told: dict[str, Any], steps: list[str]) -> None:
    """NAT-TITLE-2, NAT-TITLE-3, OLD-5."""
    ground = "eu_citizen" if told["card"] == "EU" else "single_permit"
    stays = [{"from": "2022-06-01", "ground": ground, "first_card_issued": "2022-06-01"}]
    answer = nationality(**{**PREPARED, "unlimited_stay_since": "none", "stays": stays, **told})
    assert [step for step in answer["next_steps"] if step.startswith("get-title-first")] == steps


@pytest.mark.parametrize(
    ("on", "value", "last"),
    [
        (date(2025, 7, 28), 150, 150),
        (date(2025, 7, 29), 1000, 1000),
        (date(2025, 12, 31), 1000, 1000),
        (date(2026, 1, 1), None, 1000),
        (date(2026, 11, 22), None, 1000),
    ],
)
def test_the_duty_by_date(on: date, value: int | None, last: int) -> None:
    (duty,) = nationality(on, **PREPARED)["amounts"]
    assert (duty["name"], duty["value"], duty["last_known"]["value"]) == ("nat.duty", value, last)
    assert duty["status"] == ("not_confirmed" if value is None else "confirmed")


def test_more_than_a_fifth_of_the_years_away_decides() -> None:
    def away(months: int) -> dict[str, Any]:
        trips = [{"from": f"{year}-01-01", "to": f"{year}-{months + 1:02}-01"} for year in (2021, 2022, 2023)]
        return nationality(**PREPARED, absences=trips)

    a_fifth, more = away(4), away(5)
    assert (a_fifth["status"], more["status"]) == ("open", "later")
    assert a_fifth["readings"] == {}, "twelve months of sixty are one fifth exactly"
    assert more["readings"]["safe"] == "2028-06-01"
    assert more["readings"]["one-fifth-slides"] == "2026-04-01"


def test_family_of_a_belgian_hears_of_the_shorter_list() -> None:
    assert "easier-as-family" in nationality(**PREPARED, spouse_of_belgian_since="2020-01-01")["notes"]
    assert "easier-as-family" not in nationality(**PREPARED, spouse_of_belgian_since="2024-01-01")["notes"]


def test_nothing_is_asked_that_lies_ahead() -> None:
    newcomer = SETTLED | {"stays": [FIVE_YEARS[0] | {"from": "2023-06-01", "first_card_issued": "2023-06-01"}]}
    assert next_question(newcomer, ON, ["nationality"]) is None


def test_one_open_ground_is_enough_to_stop_asking() -> None:
    assert next_question(SETTLED | PREPARED, ON, ["nationality"]) is None


def test_what_can_only_stay_in_doubt_is_not_asked_about() -> None:
    """Only the first day of the stay is in doubt: another ground with the same years cannot help."""
    between = [FIVE_YEARS[0] | {"from": "2020-04-01"}]
    case = SETTLED | PREPARED | {"stays": between}
    assert assess(case, date(2025, 5, 1))["routes"]["nationality"]["status"] == "unsettled"
    assert next_question(case, date(2025, 5, 1), ["nationality"]) is None


def test_questions_about_nationality_come_last() -> None:
    case: dict[str, Any] = {"nationality": ["MA"], "card": "B"}
    asked = []
    while (question := next_question(case, ON)) is not None:
        asked.append(question["routes"] == ["nationality"])
        case[question["fact"]] = SETTLED.get(question["fact"])
        assert len(asked) < 40
    assert asked == sorted(asked)
    assert True in asked
    assert False in asked


def test_without_the_route_its_questions_are_not_asked() -> None:
    cards = [route.key for route in ROUTES if route is not NATIONALITY]
    case: dict[str, Any] = {}
    asked = []
    while (question := next_question(case, ON, cards)) is not None:
        asked.append(question["fact"])
        case[question["fact"]] = None
    assert not {"born_in_belgium", "language_a2", "community_participation"} & set(asked)


def test_a_route_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(CaseError) as caught:
        next_question({}, ON, ["B", "X"])
    (fault,) = caught.value.faults
    assert fault.where == "routes"
    assert "nationality" in fault.accepted


def test_a_marriage_before_birth_cannot_be() -> None:
    with pytest.raises(CaseError) as caught:
        nationality(spouse_of_belgian_since="1989-01-01")
    assert {"spouse_of_belgian_since", "birth_date"} >= {caught.value.faults[0].where, caught.value.faults[0].other}


def test_the_declaration_lists_every_condition_that_an_answer_shows() -> None:
    declared = {one.id for one in conditions_in(NATIONALITY.requirement)} | {NATIONALITY.clock_id}
    of_others = {"nationality.uninterrupted", "nationality.ten-years-uninterrupted", "nationality.no-appeal-pending"}
    assert {one["id"] for one in nationality()["conditions"]} == declared - of_others


def test_a_rough_date_leaves_each_ground_as_far_as_all_its_days_agree() -> None:
    rough = [{"from": "2020-06", "ground": "single_permit", "first_card_issued": "2020-06"}]
    found = grounds(nationality(date(2025, 6, 15), **PREPARED, stays=rough))
    assert found["integrated"] == ("unsettled", "2025-06-30")
    assert found["ten-years"] == ("later", "2030-06-30")


@pytest.mark.parametrize(("first_card", "since"), [("2024-06-20", "2024-06-20"), (None, "2025-04-15")])
def test_a_family_card_whose_day_is_not_told_gives_the_latest_day_of_the_title(
    first_card: str | None, since: str
) -> None:
    """Before its first card a family member had only the request: six months for the decision, then an Annex 15."""
    told = {
        "nationality": ["MA"],
        "card": "B",
        "birth_date": "1985-05-10",
        "sponsor_belgian": True,
        "annex_19ter": "2024-01-02",
        "stays": [
            {"from": "2018-01-10", "to": "2024-05-31", "ground": "single_permit", "first_card_issued": "2018-01-10"},
            {
                "from": "2024-06-01",
                "to": "2026-08-31",
                "ground": "family_of_eu_or_belgian",
                "first_card_issued": first_card,
            },
            {"from": "2026-09-01", "ground": "unlimited_stay"},
        ],
        "absences": [],
        "born_in_belgium": False,
        "language_a2": True,
        "integration_proof": ["diploma"],
        "economic_participation": True,
        "interruptions": [],
    }
    route = assess(told, date(2026, 11, 22))["routes"]["nationality"]
    assert (route["status"], route["earliest"]) == ("open", since)


# --- granted: the person is Belgian (NAT-PROC-1; B-GEN-1 and the like: a Belgian needs no residence card) ------------

DECLARED = {"route": "nationality", "filed": "2024-09-01"}
YES = DECLARED | {"decision": "granted", "notified": "2025-03-01"}
NO = DECLARED | {"decision": "refused", "notified": "2025-03-01"}
BECAME: list[tuple[str, list[dict[str, Any]], bool]] = [
    ("nothing asked", [], False),
    ("granted", [YES], True),
    ("granted, on a day that is not told", [DECLARED | {"decision": "granted"}], True),
    ("pending", [DECLARED | {"decision": "pending"}], False),
    ("what came of it is not told", [DECLARED], False),
    ("no answer in time is no decision that was told", [DECLARED | {"filed": "2023-01-01"}], False),
    ("refused", [NO], False),
    ("refused, then granted", [NO | {"filed": "2023-09-01", "notified": "2024-03-01"}, YES], True),
    ("granted, then another card asked for", [YES, {"route": "L", "filed": "2025-04-01"}], True),
    ("another card granted", [{"route": "L", "filed": "2024-09-01", "decision": "granted"}], False),
]


@pytest.mark.parametrize(("asked", "belgian"), [row[1:] for row in BECAME], ids=[row[0] for row in BECAME])
def test_a_declaration_that_was_granted_made_a_belgian(asked: list[dict[str, Any]], belgian: bool) -> None:
    answer = assess(SETTLED | PREPARED | {"applications": asked, "card_expiry": "2025-07-10"}, ON)
    for key, route in answer["routes"].items():
        said = {one["id"]: one["value"] for one in route["conditions"]}
        assert (said[f"{key}.not-belgian"] == "no") is belgian
        if belgian:
            assert (route["status"], route["next_steps"]) == ("closed", [f"if-no:{key}.not-belgian"])
    assert (answer["keep"] is None) is belgian
    assert (answer["deadlines"] == []) is belgian, "the card is renewed no more"
