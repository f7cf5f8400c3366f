"""What stands beside a card on the result: two cards compared, the counter, the family, a plan, bounds, our reading."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from screens.app import handle

TODAY = "2026-11-22"
Case = dict[str, Any]
KNOWN: Case = {
    "nationality": "MA",
    "card": "A",
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "health_insurance": True,
    "income": 2500,
    "dependants": 0,
}


def stay(start: str, ground: str = "single_permit", **more: Any) -> Case:
    return {"from": start, "ground": ground, **more}


WORKER = KNOWN | {"stays": [stay("2019-03-01", first_card_issued="2019-03-01")], "unlimited_stay_since": "none"}
NO_CARD_DAY = KNOWN | {"stays": [stay("2022-03-01")], "unlimited_stay_since": "none"}
BESIDE_A_WORKER = KNOWN | {"stays": [stay("2020-03-01", "family_of_limited_stay", first_card_issued="2020-03-01")]}
STUDENT = KNOWN | {"stays": [stay("2021-03-01", "student", to="2026-11-30", first_card_issued="2021-04-01")]}
WITH_A_JOB = STUDENT | {"stays": [*STUDENT["stays"], stay("2026-12-01")]}


def result(case: Case, today: str = TODAY, on: str | None = None) -> str:
    state = {"case": case, "on": on}
    request = {"action": "show", "screen": "result", "state": state, "language": "en", "today": today}
    html = str(json.loads(handle(json.dumps(request)))["html"])
    assert 'data-screen="result"' in html
    return html


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def part(html: str, tag: str, mark: str) -> str:
    """The first element with a mark, as far as the next end of such an element that is followed by a new line."""
    found = re.search(rf"<{tag}[^>]* {re.escape(mark)}.*?</{tag}>\n", html, re.DOTALL)
    return found[0] if found else ""


def of_pair(html: str, pair: str) -> str:
    return part(html, "section", f'data-pair="{pair}"')


# --- two cards ----------------------------------------------------------------------------------------------------


def test_the_comparison_says_which_card_to_ask_for_and_what_speaks_for_each() -> None:
    html = result(WORKER)
    shown = of_pair(html, "B L")
    assert html.index('id="af-compare"') < html.index(shown)
    assert "<strong>Apply for the L card now: it is the stronger of the two" in shown
    assert "L is decided within five months" in shown  # for L
    assert "L asks for a set amount of income and health insurance." in shown  # for B
    assert "sources/#l-proc-2" in shown
    assert of_pair(html, "K L")


def test_that_the_stronger_card_is_open_too_stands_on_the_first_screen() -> None:
    said = "Apply for the L card now"
    html = result(WORKER)
    assert said in html[: html.index('class="af-date-line"')]
    not_yet = result(NO_CARD_DAY)
    assert "Wait for the L card" in of_pair(not_yet, "B L")
    assert said not in not_yet


@pytest.mark.parametrize("route", ["B", "L"])
def test_who_has_asked_for_one_of_two_cards_is_not_told_to_ask_for_the_other(route: str) -> None:
    asked = WORKER | {"applications": [{"route": route, "filed": "2026-11-02", "decision": "pending"}]}
    html = result(asked)
    assert "Apply for the L card now" not in of_pair(html, "B L")
    assert "L is decided within five months" in of_pair(html, "B L")
    assert ("Apply for the L card now" in of_pair(html, "K L")) is (route == "B")


def test_nothing_is_recommended_on_figures_past_their_check() -> None:
    request = {"action": "show", "screen": "result", "language": "en", "today": "2036-01-01"}
    html = str(json.loads(handle(json.dumps(request | {"state": {"case": WORKER, "on": TODAY}})))["html"])
    assert "L is decided within five months" in of_pair(html, "B L")
    assert "Apply for the L card now" not in html


# --- the counter and the family -----------------------------------------------------------------------------------


def test_answers_for_the_counter_are_folded_in_the_card_with_their_rule() -> None:
    html = result(WORKER)
    shown = part(html, "details", 'data-counter="L"')
    assert "What to say at the counter: L card" in shown
    assert "First you need a B card." in plain(shown).replace("&#34;", '"')
    assert "sources/#l-who-1" in shown
    assert " open" not in shown.partition(">")[0]
    assert part(html, "details", 'data-counter="B"') == ""  # the counter is right about B of a worker


def test_what_becomes_of_the_family_is_shown_also_where_the_card_is_closed() -> None:
    assert "Each person in your family applies for their own card" in part(result(WORKER), "details", 'data-family="L"')
    closed = part(result(BESIDE_A_WORKER), "details", 'data-family="B"')
    assert "When the person you joined gets unlimited stay" in closed
    assert "sources/#b-fam-1" in closed


# --- a day that is not there yet ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "status", "says"),
    [
        ("2026-12-09", "later", "from 10 December 2026"),
        ("2026-12-10", "later", "from 10 December 2026"),  # expected after it (B-WORK-1, reading 7)
        ("2026-12-11", "open", "since 10 December 2026"),
    ],
)
def test_a_card_that_cannot_be_asked_for_yet_is_never_said_to_be_open_since_a_day(
    today: str, status: str, says: str
) -> None:
    html = result(WORKER | {"stays": [stay("2021-12-10", first_card_issued="2021-12-10")]}, today)
    shown = plain(part(html, "section", 'data-block="B"'))
    assert ("On the date you chose you can apply" in shown) is (status == "open")
    assert says in shown
    assert ("since 10 December 2026" in shown) is (status == "open")


# --- a plan -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("today", "shown"), [("2026-11-30", True), ("2026-12-01", False), ("2026-12-02", False)])
def test_a_planned_stay_is_one_sentence_until_it_begins(today: str, shown: bool) -> None:
    found = plain(part(result(WITH_A_JOB, today), "p", 'data-planned="B"'))
    assert bool(found) is shown
    if shown:
        assert "begins by 1 December 2026, you can apply from 15 April 2032 at the latest." in found
        assert "Work with a Belgian contract" in found


@pytest.mark.parametrize("key", ["B", "K", "L"])
def test_the_day_of_a_planned_card_is_a_bound_where_the_card_decides(key: str) -> None:
    """B, and K after it, count from a card that is not there yet; L here from the card of the years before."""
    found = plain(part(result(WITH_A_JOB, "2026-11-30"), "p", f'data-planned="{key}"'))
    assert ("at the latest" in found) is (key != "L")
    assert ("the earliest day is" in found) is (key == "L")


def test_without_a_plan_nothing_is_said_of_one() -> None:
    assert "data-planned" not in result(STUDENT, "2026-11-24")


# --- bounds -------------------------------------------------------------------------------------------------------


def test_a_day_with_bounds_says_them_and_leads_to_the_question_that_makes_it_exact() -> None:
    """The first card: by 2022-07-14 at the latest, when an Annex 15 of 135 days would end; five years after it."""
    html = result(NO_CARD_DAY)
    first = part(html, "div", "data-bounds")
    assert html.index(first) < html.index('class="af-date-line"')
    assert "L card: your years are complete on 14 July 2027 at the latest, probably on 15 April 2027 already." in first
    assert 'href="#/from-result/question/stays/0/first_card_issued"' in first
    assert html.count("data-bounds") == 3  # there, and in B and L


@pytest.mark.parametrize(
    ("today", "says"),
    [
        ("2027-04-14", "probably on 15 April 2027 already"),
        ("2027-04-15", "Probably they are complete already, since 15 April 2027."),
        ("2027-07-13", "Probably they are complete already, since 15 April 2027."),
        ("2027-07-14", ""),
        ("2027-07-15", ""),
    ],
)
def test_bounds_are_said_until_the_latest_day_has_come(today: str, says: str) -> None:
    html = result(NO_CARD_DAY, today)
    assert says in html
    assert ("data-bounds" in html) is bool(says)


def test_an_exact_day_has_no_bounds() -> None:
    exact = NO_CARD_DAY | {"stays": [stay("2022-03-01", first_card_issued="2022-04-01")]}
    assert "data-bounds" not in result(exact)


# --- our reading of the income ------------------------------------------------------------------------------------


@pytest.mark.parametrize("income", [2500, 1000])
def test_our_reading_of_the_income_is_said_with_the_amount_that_is_known_and_its_year(income: int) -> None:
    """Enough, or too little: then the card is closed, and what the reading is stands there too."""
    html = result(WORKER | {"income": income, "supporter_income": 0, "benefit_income": 0})
    ours = re.findall(r"<span data-ours>([^<]*)</span>", html)
    assert len(ours) == 1
    assert "Our own reading" in ours[0]
    assert "1,038 euro a month for yourself, for 2025." in ours[0]
    assert "at least 1.25 times the last amount we know is enough" in html


def test_a_year_with_its_amount_needs_no_reading_of_ours() -> None:
    assert "data-ours" not in result(WORKER, on="2025-11-22")
