"""Pages that ask several facts in one breath: what stands on them, how their form is read, where they lead."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from belgian_residence.told.facts import FACTS
from screens.app import handle
from screens.questions.places import Place
from screens.questions.together import TOGETHER
from visiting import answered

ON = "2026-11-29"
WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "card_expiry": "2027-03-14",
    "stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}],
    "absences": [],
    "identity_established": True,
}
CALM = WORKER | {"public_order": False, "public_health": False, "removal_decision": "none"}


def ask(case: dict[str, Any], screen: str, form: dict[str, list[str]] | None = None, **state: Any) -> dict[str, Any]:
    return answered(screen, {"case": case, **state}, form, today=ON)


def facts_on(answer: dict[str, Any]) -> list[str]:
    """The facts of a page; where it has one, that one."""
    return re.findall(r'name="asked" value="(\w+)"', answer["html"])


def errors(answer: dict[str, Any]) -> dict[str, str]:
    return dict(re.findall(r'<a href="#af-([\w-]+)" data-field>([^<]*)</a>', answer["html"]))


MONEY = {
    "asked": ["income", "dependants", "health_insurance"],
    "income-amount": ["2400"],
    "dependants-amount": ["1"],
    "health_insurance-answer": ["yes"],
}
NOTHING_ELSE = {
    "asked": ["supporter_income", "benefit_income"],
    "supporter_income-amount": ["0"],
    "benefit_income-amount": ["0"],
}


def test_a_fact_stands_on_one_page_at_most_and_is_no_list() -> None:
    facts = [fact for page in TOGETHER.values() for fact in page]
    assert len(facts) == len(set(facts))
    assert {Place(fact).kind.name for fact in facts} <= {"date", "yes_no", "choice", "choices", "money", "count"}
    assert set(facts) <= {fact.name for fact in FACTS}


def test_a_page_shows_what_the_rules_ask_now_and_nothing_else() -> None:
    assert facts_on(ask(WORKER, "question/public_order")) == ["public_order", "protection_request_pending"]
    settled = WORKER | {"card": "B", "unlimited_stay_since": "2025-05-10"}
    assert facts_on(ask(settled, "question/public_order")) == ["public_order", "public_health", "removal_decision"]
    # How many people live on the income is asked in the same breath; money of others only where the own is too low.
    assert facts_on(ask(CALM, "question/income")) == ["income", "dependants", "health_insurance"]
    poor = CALM | {"income": 300, "dependants": 0, "health_insurance": True}
    assert facts_on(ask(poor, "question/supporter_income")) == ["supporter_income", "benefit_income"]


def test_what_happened_during_the_stay_is_asked_on_the_page_of_police_courts_and_decisions() -> None:
    """Prison, a removal, an appeal: the same subject, asked once; alone where no card asks for the rest."""
    wife = {"nationality": "MA", "card": "F", "card_expiry": "2028-03-01", "annex_19ter": "2021-02-10"}
    wife |= {"stays": [{"from": "2021-02-10", "ground": "family_of_eu_or_belgian"}], "absences": []}
    asked = facts_on(ask(wife, "question/public_order"))
    assert asked[0] == "public_order"
    assert asked[-1] == "interruptions"
    citizen = {"nationality": "EU", "card": "EU", "annex_19": "2020-05-01", "absences": []}
    alone = ask(citizen, "question/interruptions")
    assert facts_on(alone) in ([], ["interruptions"])
    assert "Did any of these happen" in alone["title"]


def test_what_the_answers_of_a_page_open_is_asked_alone_and_the_page_does_not_come_again() -> None:
    answer = ask(CALM, "question/income", MONEY | {"income-amount": ["300"]})
    asked = ["supporter_income", "benefit_income"]  # in one breath: what else there is
    assert (answer["screen"], facts_on(answer)) == ("question/supporter_income", asked)
    back = ask(answer["state"]["case"], "question/income")
    assert facts_on(back) == MONEY["asked"], "going back shows what was answered"
    answer = ask(answer["state"]["case"], "question/supporter_income", NOTHING_ELSE)
    assert [answer["state"]["case"][fact] for fact in asked] == [0, 0]


def test_who_joined_somebody_is_asked_for_the_money_of_that_person_in_the_same_breath() -> None:
    stay = {"from": "2020-05-10", "ground": "family_of_unlimited_stay", "first_card_issued": "2020-05-10"}
    told = CALM | {"stays": [stay], "household_ended": "none"}
    assert "supporter_income" in facts_on(ask(told, "question/income"))
    assert "supporter_income" not in facts_on(ask(CALM, "question/income"))


def test_what_an_answer_opened_is_asked_before_the_way_back_to_the_result() -> None:
    opened = ask(CALM | {"income": None, "dependants": None, "health_insurance": True}, "from-result/question/income")
    poor = MONEY | {"income-amount": ["300"]}
    answer = ask(opened["state"]["case"], opened["screen"], poor, way_back=opened["state"]["way_back"])
    assert answer["screen"] == "question/supporter_income"
    answer = ask(answer["state"]["case"], answer["screen"], NOTHING_ELSE, way_back=answer["state"]["way_back"])
    assert answer["screen"] == "result"


def test_all_answers_of_a_page_are_taken_in_at_once() -> None:
    answer = ask(CALM, "question/income", MONEY)
    assert answer["state"]["case"] == CALM | {"income": 2400, "dependants": 1, "health_insurance": True}
    assert answer["screen"] == "result", "no page of answers stands between"


def test_each_fact_has_its_own_i_dont_know() -> None:
    form = {"asked": MONEY["asked"], "income-say": ["unknown"], "dependants-say": ["unknown"]}
    answer = ask(CALM, "question/income", {**form, "health_insurance-answer": ["unknown"]})
    assert answer["state"]["case"] == CALM | {"income": None, "dependants": None, "health_insurance": None}
    trouble = {"asked": ["public_order", "public_health", "removal_decision"], "removal_decision-say": ["none"]}
    answer = ask(
        WORKER, "question/public_order", trouble | {"public_order-answer": ["no"], "public_health-answer": ["no"]}
    )
    assert answer["state"]["case"]["removal_decision"] == "none"


def test_errors_name_their_field_and_nothing_is_lost() -> None:
    form = {**MONEY, "income-amount": ["much"], "health_insurance-answer": []}
    answer = ask(CALM, "question/income", form)
    found = errors(answer)
    assert found.keys() == {"income-amount", "health_insurance-answer"}
    assert found["income-amount"].startswith("Your own regular income: ")
    assert found["health_insurance-answer"].startswith("Health insurance: ")
    assert all(f'id="af-{field}"' in answer["html"] for field in found)
    assert 'value="much"' in answer["html"]
    assert answer["state"]["case"] == CALM, "not one of the answers is taken in"


def test_an_answer_and_i_dont_know_is_one_too_many() -> None:
    found = errors(ask(CALM, "question/income", {**MONEY, "income-say": ["unknown"]}))
    assert found.keys() == {"income-amount"}


def test_going_back_shows_the_page_as_it_was_answered() -> None:
    html = ask(ask(CALM, "question/income", MONEY)["state"]["case"], "question/income")["html"]
    assert 'name="income-amount" value="2400"' in html
    assert re.search(r'name="health_insurance-answer" value="yes"[^>]* checked', html)


@pytest.mark.parametrize("fact", ["dependants", "health_insurance"])
def test_change_opens_the_page_at_the_fact(fact: str) -> None:
    told = CALM | {"income": 2400, "dependants": 1, "health_insurance": True}
    answer = ask(told, f"question/{fact}")
    assert answer["screen"] == "question/income", "the page has one address"
    assert re.search(rf'id="af-{fact}" data-at', answer["html"])


def test_what_is_typed_stays_when_the_page_is_left_and_a_page_left_untouched_leaves_nothing() -> None:
    request = {"action": "show", "screen": "check", "state": {"case": CALM}, "language": "en", "today": ON}
    left = {"screen": "question/income", "form": {"asked": ["income"], "income-amount": ["24"]}}
    kept = json.loads(handle(json.dumps({**request, "left": left})))
    assert 'name="income-amount" value="24"' in ask(CALM, "question/income", drafts=kept["state"]["drafts"])["html"]
    left["form"] = {"asked": ["income"], "income-amount": [""]}
    assert json.loads(handle(json.dumps({**request, "left": left})))["state"]["drafts"] == {}


def test_from_the_result_one_page_leads_back_to_it() -> None:
    unsure = CALM | {"income": None, "dependants": None, "health_insurance": None}
    opened = ask(unsure, "from-result/question/dependants")
    answer = ask(unsure, opened["screen"], MONEY, way_back=opened["state"]["way_back"])
    assert answer["screen"] == "result"


def test_going_elsewhere_forgets_the_way_back_to_the_result() -> None:
    opened = ask(WORKER, "from-result/question/public_order")
    elsewhere = ask(WORKER, "question/identity_established", way_back=opened["state"]["way_back"])
    calm = {
        "asked": ["public_order", "public_health", "removal_decision"],
        "public_order-answer": ["no"],
        "public_health-answer": ["no"],
        "removal_decision-say": ["none"],
    }
    straight = ask(WORKER, "question/public_order", calm, way_back=opened["state"]["way_back"])
    around = ask(WORKER, "question/public_order", calm, way_back=elsewhere["state"].get("way_back"))
    assert (straight["screen"], around["screen"]) == ("result", "question/income")
