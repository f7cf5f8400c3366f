"""Belgian nationality on the screens: asked only when a person wants it, the last part of the result."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from answering import asked_on, form_of
from visiting import TODAY, Visit

SETTLED: dict[str, Any] = {
    "nationality": "non-EU",
    "card": "K",
    "card_expiry": None,
    "stays": [{"from": "2012-05-04", "ground": "settlement", "first_card_issued": "2012-05-04"}],
    "absences": [],
    "unlimited_stay_since": "2012-05-04",
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}
OURS = {
    "birth_date",
    "born_in_belgium",
    "in_belgium_since_birth",
    "language_a2",
    "integration_proof",
    "economic_participation",
    "spouse_of_belgian_since",
    "parent_of_belgian_minor",
    "disability_or_pension",
    "community_participation",
}
"""Facts that matter for nationality only, in the life above."""


BORN = {"date_day": "3", "date_month": "2", "date_year": "1985"}


def go_on(visit: Visit, answers: dict[str, dict[str, Any]]) -> list[str]:
    """Answer question after question, "I don't know" where nothing is given; the questions that were asked."""
    asked: list[str] = []
    for _ in range(40):
        if not visit.screen.startswith("question/"):
            break
        asked += [fact for fact in asked_on(visit.screen, visit.html) if fact not in asked]
        visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html, answers))
    return asked


def button(visit: Visit) -> int | None:
    """How many more questions the result offers; None where it offers none."""
    found = re.search(r"Answer (?:about )?(one|\d+) more questions? about Belgian nationality", visit.text)
    return None if found is None else 1 if found[1] == "one" else int(found[1])


def test_the_interview_about_cards_asks_nothing_about_nationality() -> None:
    visit = Visit({"nationality": "non-EU"}).send("question/card", answer="A")
    visit.send("question/stays", answer="unknown")
    asked = go_on(visit, {})
    assert visit.screen == "result"
    assert not OURS - {"birth_date"} & set(asked)


def test_the_result_offers_the_questions_and_comes_back_after_them() -> None:
    visit = Visit(SETTLED).see("result")
    assert visit.text.index("After that: Belgian nationality") > visit.text.index("Your cards")
    assert button(visit) == rules.next_question(SETTLED, date.fromisoformat(TODAY), ["nationality"])["remaining"]  # type: ignore[index]
    asked = go_on(
        visit.send("result"),
        {
            "birth_date": BORN,
            "born_in_belgium": {"answer": "no"},
            "language_a2": {"answer": "yes"},
            "integration_proof": {"answer": ["diploma", "course"]},
            "economic_participation": {"answer": "yes"},
        },
    )
    assert asked == ["birth_date", "born_in_belgium", "language_a2", "integration_proof", "economic_participation"]
    assert visit.screen == "result"
    assert button(visit) is None
    assert 'data-nationality="open"' in visit.html
    assert 'data-ground="integrated" data-status="open"' in visit.html
    assert visit.state["case"]["integration_proof"] == ["diploma", "course"]


def test_what_is_not_known_is_named_and_leads_back_to_the_question() -> None:
    visit = Visit(SETTLED).send("result")
    go_on(visit, {"birth_date": BORN, "born_in_belgium": {"answer": "no"}})
    assert visit.screen == "result"
    assert button(visit) is None
    assert 'data-nationality="unsettled"' in visit.html
    links = re.findall(r'href="#/(from-result/question/\w+)"', visit.html)
    assert "from-result/question/language_a2" in links
    visit.see("from-result/question/language_a2")
    assert visit.screen == "question/language_a2"
    assert visit.send("question/language_a2", answer="no").screen == "result"


def test_answers_about_nationality_can_be_changed_from_the_page_of_answers() -> None:
    visit = Visit(SETTLED | {"birth_date": "1985-02-03", "born_in_belgium": False}).see("check")
    assert "Born in Belgium" in visit.text
    assert visit.send("question/born_in_belgium", answer="yes").screen == "result"
    assert visit.state["case"]["born_in_belgium"] is True


def test_what_is_typed_is_kept_when_the_person_leaves_the_questions() -> None:
    visit = Visit(SETTLED).send("result")
    assert visit.screen == "question/birth_date"
    left = {"screen": visit.screen, "form": {"asked": ["birth_date"], "birth_date-date-day": ["3"]}}
    visit.see("result", left=left)
    assert visit.send("result").screen == "question/birth_date"
    assert re.search(r'name="birth_date-date-day" value="3"', visit.html)


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"card": "A"}, "closed", "One card that is enough for you is B"),
        ({"card": "none", "unlimited_stay_since": "none", "stays": []}, "closed", "Your card is not enough"),
    ],
)
def test_other_answers(more: dict[str, Any], status: str, says: str) -> None:
    case = SETTLED | {"birth_date": "1985-02-03", "born_in_belgium": False} | more
    if more.get("card") == "A":
        stay = {"from": "2023-05-04", "ground": "single_permit", "first_card_issued": "2023-05-04"}
        case |= {"stays": [stay], "unlimited_stay_since": "none"}
    visit = Visit(case).see("result")
    assert f'data-nationality="{status}"' in visit.html
    assert button(visit) is None
    assert says in visit.text


def test_a_belgian_is_told_that_no_card_is_needed() -> None:
    visit = Visit(SETTLED | {"nationality": "BE"}).see("result")
    assert "data-nationality" not in visit.html
    assert "no residence card" in visit.text


def test_the_words_for_cards_are_not_used() -> None:
    """ "You can apply for this card" would be wrong here, and so would an amount "a month"."""
    case = SETTLED | {
        "birth_date": "1985-02-03",
        "born_in_belgium": False,
        "language_a2": True,
        "integration_proof": ["course"],
        "economic_participation": True,
    }
    text = Visit(case).see("result").text
    part = text[text.index("After that: Belgian nationality") : text.index("Show and change my answers")]
    assert "this card" not in part
    assert "a month" not in part
    assert "Nationality duty" in part or "duty" in part


def test_the_term_of_a_request_stands_there_also_where_no_ground_is_open() -> None:
    """Under temporary protection; four months after the file is complete, silence counts as a yes (NAT-PROC-1): by the
    declaration alone, on 18 July at the latest."""
    told = {
        "nationality": "UA",
        "card": "A",
        "stays": [{"from": "2022-03-10", "ground": "temporary_protection", "first_card_issued": "2022-03-20"}],
        "absences": [],
        "applications": [{"route": "nationality", "filed": "2026-11-02", "decision": "pending"}],
    }
    shown = Visit(told).see("result").html.partition('data-nationality="closed"')[2]
    assert "18 July 2027" in shown
    assert "March 2027" not in shown


YOUNG: dict[str, Any] = {
    "nationality": "MA",
    "card": "B",
    "stays": [{"from": "2020-06-01", "ground": "single_permit", "first_card_issued": "2020-06-01"}],
    "absences": [],
    "born_in_belgium": False,
    "language_a2": True,
    "integration_proof": ["diploma"],
    "economic_participation": True,
}
YEARS, AGE = "Time: not all the years have passed yet", "Age: you are not 18 yet"


@pytest.mark.parametrize(
    ("birth", "on", "said", "not_said"),
    [
        ("2007-06-02", "2025-06-01", AGE, YEARS),  # five years are complete today, eighteen comes tomorrow
        ("2007-06-02", "2025-05-31", YEARS, AGE),  # the years come first, eighteen a day after them
        ("2007-05-31", "2025-05-31", YEARS, AGE),  # eighteen today, the years tomorrow
    ],
)
def test_what_lies_ahead_is_named_the_years_or_the_birthday(birth: str, on: str, said: str, not_said: str) -> None:
    visit = Visit(YOUNG | {"birth_date": birth}, on=on)
    visit.answer["state"]["also_nationality"] = True
    visit.see("result")
    of_nationality = visit.text[visit.text.index("After that: Belgian nationality") :]
    assert said in of_nationality
    assert not_said not in of_nationality
