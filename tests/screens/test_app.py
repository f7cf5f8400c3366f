"""The one entry of the worker: what a person sees and what is kept, over whole walks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from answering import form_of
from screens.prerender import prerender
from site_build.paths import SRC
from visiting import TODAY, Visit, dates

WORKER = {"nationality": "non-EU", "card": "A"}


def test_the_first_questions_come_first_then_what_the_rules_ask() -> None:
    visit = Visit().send("start")
    assert visit.screen == "question/nationality"
    assert visit.send("question/nationality", answer="non-EU").screen == "question/card"
    assert visit.send("question/card", answer="A").screen == "question/card_expiry", "it decides what is urgent"
    visit.send("question/card_expiry", say="unknown")
    assert visit.screen == "question/stays/0/why", "the card says what is asked of the stay"
    visit = Visit(WORKER | {"card": "none"}).send("question/nationality", answer="non-EU")
    asked = rules.next_question(WORKER | {"card": "none"}, rules_day())
    assert asked is not None
    assert visit.screen == f"question/{asked['fact']}"


def test_a_form_without_answer_is_shown_again_with_the_problem_twice_and_the_title_says_so() -> None:
    visit = Visit().send("question/nationality")
    assert visit.screen == "question/nationality"
    assert visit.answer["error"]
    assert visit.answer["title"].startswith("Error: ")
    ((field, words),) = visit.errors()
    assert f'id="af-{field}"' in visit.html
    assert visit.text.count(words) == 2, "in the summary and at the field"
    assert visit.html.count('role="alert"') == 1
    assert visit.case == {}


def test_i_dont_know_is_an_answer() -> None:
    visit = Visit().send("question/nationality", answer="unknown")
    assert visit.case == {"nationality": None}
    assert visit.screen == "question/card"
    assert visit.see("question/nationality").checked() == ["unknown"]


def test_no_radio_is_chosen_beforehand() -> None:
    for screen in ("question/nationality", "question/card", "question/stays", "question/health_insurance"):
        assert Visit(WORKER if "stays" in screen else {}).see(screen).checked() == []


def test_a_stay_is_typed_page_by_page_and_shown_in_a_list() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("10", "sept", "2020"), None)
    assert visit.screen == "question/stays"
    assert "10 September 2020" in visit.text
    assert visit.case["stays"] == [{"from": "2020-09-10", "to": None, "ground": "single_permit"}]
    assert visit.state["entries"] == {}
    visit.add_stay("student", ("", "spring", "2018"), ("9", "9", "2020"))
    assert visit.text.index("spring 2018") < visit.text.index("10 September 2020"), "the list is in the order of time"
    assert visit.send("question/stays", say="done").screen != "question/stays"


def test_an_entry_is_not_in_the_case_before_it_is_complete() -> None:
    visit = Visit(WORKER).send("question/stays", answer="some")
    visit.send("question/stays/0/ground", answer="single_permit")
    assert "stays" not in visit.case
    assert visit.see("question/stays/0/ground").checked() == ["single_permit"], "going back shows what was chosen"


def test_a_stay_of_which_the_first_day_is_not_known_can_be_told() -> None:
    visit = Visit(WORKER).add_stay("student", ("9", "9", "2018"), ("1", "7", "2020"))
    visit.add_stay("single_permit", ("", "", ""), None)
    assert [field for field, _ in visit.errors()] == ["from-day"], "it has to be said"
    visit.send("question/stays/1/when", from_unknown="yes", to_open="yes")
    assert visit.case["stays"][1] == {"from": None, "to": None, "ground": "single_permit"}
    assert "first day not known" in visit.text
    assert "from-unknown" in visit.see("question/stays/1/when").answer["html"]
    assert visit.checked() == ["yes", "yes"], "both boxes are still ticked"
    visit.send("question/stays/1/when", from_unknown="yes", **dates("from", ("1", "9", "2020")), to_open="yes")
    assert [field for field, _ in visit.errors()] == ["from-day"], "one of the two"


def test_a_stay_that_begins_soon_can_be_told() -> None:
    visit = Visit(WORKER).add_stay("student", ("9", "9", "2018"), ("31", "12", "2098"))
    visit.add_stay("single_permit", ("1", "1", "2099"), None)
    assert visit.screen == "question/stays"
    assert "from 1 January 2099 on" in visit.text
    assert [one["from"] for one in visit.case["stays"]] == ["2018-09-09", "2099-01-01"]


def test_both_dates_of_an_entry_are_checked_at_once() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("31", "4", "2020"), ("", "", ""))
    assert [field for field, _ in visit.errors()] == ["from-day", "to-day"]
    assert visit.value("from-month") == "4"


def test_what_was_typed_stays_also_when_it_is_wrong_and_also_after_going_away() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("45", "sept", "2020"), None)
    assert (visit.value("from-day"), visit.value("from-month")) == ("45", "sept")
    visit.see("check").see("question/stays/0/when")
    assert (visit.value("from-day"), visit.value("from-month")) == ("45", "sept")


def test_what_is_typed_on_a_screen_that_is_left_is_there_on_return() -> None:
    visit = Visit(WORKER)
    left = {"screen": "question/birth_date", "form": {"date-day": ["12"], "date-month": ["ju"], "date-year": [""]}}
    visit.see("check", left=left).see("question/birth_date")
    assert (visit.value("date-day"), visit.value("date-month")) == ("12", "ju")
    assert "birth_date" not in visit.case


def test_overlapping_stays_are_explained_at_the_field() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("1", "9", "2019"), None)
    visit.add_stay("student", ("1", "9", "2020"), ("1", "7", "2021"))
    ((field, words),) = visit.errors()
    assert field == "from-day"
    assert "1 September 2019" in words, "the other stay is named"
    assert len(visit.case["stays"]) == 1


def test_overlap_names_the_other_stay_whichever_came_first() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("1", "9", "2020"), None)
    visit.add_stay("student", ("1", "9", "2018"), ("1", "7", "2021"))
    ((_, words),) = visit.errors()
    assert "1 September 2020" in words


@pytest.mark.parametrize(
    ("case", "screen", "form", "field", "named"),
    [
        ({}, "question/birth_date", dates("date", ("1", "1", "2030")), "date-day", "22 November 2026"),
        (
            {"asylum_application": "2021-05-03"},
            "question/permit_granted",
            dates("date", ("1", "1", "2021")),
            "date-day",
            "3 May 2021",
        ),
        (
            {"permit_granted": "2021-01-01", "asylum_application": "2020-12-01"},
            "question/asylum_application",
            dates("date", ("3", "5", "2021")),
            "date-day",
            "1 January 2021",
        ),
        (
            {"stays": [{"from": "2020-09-10", "ground": "single_permit"}]},
            "question/stays/0/first_card_issued",
            dates("date", ("1", "1", "2019")),
            "date-day",
            "10 September 2020",
        ),
        ({"card": "A"}, "question/unlimited_stay_since", dates("date", ("1", "1", "2024")), "date-day", "A card"),
        (
            {"unlimited_stay_since": "2024-01-01", "card": "B"},
            "question/card",
            {"answer": "A"},
            "answer",
            "1 January 2024",
        ),
    ],
)
def test_answers_that_cannot_both_be_true_name_each_other(
    case: dict[str, Any], screen: str, form: dict[str, str], field: str, named: str
) -> None:
    visit = Visit({"nationality": "non-EU", "card": "B"} | case).send(screen, **form)
    ((where, words),) = visit.errors()
    assert (where, named in words) == (field, True), words
    assert visit.case == {"nationality": "non-EU", "card": "B"} | case


def test_a_last_day_before_the_first_is_refused() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("1", "9", "2020"), ("1", "9", "2019"))
    ((field, words),) = visit.errors()
    assert field == "to-day"
    assert "1 September 2020" in words


def test_days_are_judged_on_the_page_where_they_are_typed() -> None:
    visit = Visit(WORKER).send("trips", row_0_from="1/9/2020", row_0_to="1/8/2020")
    assert visit.screen == "trips"
    assert [field for field, _ in visit.errors()] == ["row-0-to"]


def test_entries_can_be_changed_and_removed() -> None:
    visit = Visit(WORKER).add_stay("single_permit", ("1", "9", "2020"), None)
    assert visit.see("question/stays/0/ground").checked() == ["single_permit"]
    visit.send("question/stays/0/ground", answer="self_employed")
    assert visit.value("from-year") == "2020"
    visit.send("question/stays/0/when", **dates("from", ("2", "9", "2020")), to_open="yes")
    assert visit.case["stays"][0]["ground"] == "self_employed"
    assert visit.case["stays"][0]["from"] == "2020-09-02"
    visit.send("question/stays/0/remove")
    assert "stays" not in visit.case
    assert visit.screen == "question/stays/0/why"


def test_still_away_is_an_answer_and_is_not_asked_again() -> None:
    visit = Visit(WORKER | {"stays": [{"from": "2020-09-10", "ground": "single_permit"}]})
    visit.send("trips", row_0_from="1 October 2026", row_0_to="", row_0_open="yes", row_0_reason="unknown")
    assert visit.case["absences"] == [{"from": "2026-10-01", "to": None, "reason": None}]
    assert visit.screen != "trips"


def test_a_ground_that_is_not_known_is_never_guessed() -> None:
    visit = Visit(WORKER).send("question/stays", answer="some").send("question/stays/0/ground", answer="unknown")
    assert visit.screen == "question/stays/0/unknown"
    assert "stays" not in visit.case
    visit.send("question/stays/0/unknown")
    assert visit.case["stays"] is None


def test_a_list_can_be_none_or_not_known() -> None:
    assert Visit(WORKER).send("question/stays", answer="none").case["stays"] == []
    assert Visit(WORKER).send("question/stays", answer="unknown").case["stays"] is None
    assert Visit(WORKER).send("question/stays").errors()


def test_the_walk_ends_on_the_result_and_the_page_of_answers_has_every_answer() -> None:
    visit = Visit().send("start")
    for _ in range(60):
        if visit.screen == "result":
            break
        say_unknown(visit)
    assert visit.screen == "result"
    assert 'href="#/check"' in visit.html
    visit.see("check")
    assert visit.text.count("Not known") == len(visit.case)
    assert "Not provided" not in visit.text


def say_unknown(visit: Visit) -> None:
    visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html))


def test_after_a_change_the_result_says_what_it_changed() -> None:
    case = WORKER | {
        "stays": [{"from": "2020-09-10", "ground": "single_permit", "first_card_issued": "2020-10-15"}],
        "absences": [],
        "public_order": False,
        "public_health": False,
        "removal_decision": "none",
        "identity_established": True,
        "income": 2000,
        "dependants": 0,
        "health_insurance": True,
    }
    visit = Visit(case | {"card_expiry": None}).see("result")
    assert "af-difference" not in visit.html, "nothing was told since"
    visit.see("check").send("question/health_insurance", answer="no")
    assert visit.screen == "result"
    said = re.search(r'id="af-difference">(.*?)</div>', visit.html, re.DOTALL)
    assert said
    assert "L card: No" in said[1]
    assert "B card" not in said[1]
    assert not re.search(r'<details[^>]*af-route"[^>]* open', visit.html), "the page is as short as before"
    assert "af-difference" not in visit.see("result").answer["html"], "it is said once"
    assert "It changes none of the cards." in visit.send("question/birth_date", say="unknown").text


def test_the_result_shows_what_the_rules_say() -> None:
    case = {
        "nationality": "FR",
        "card": "EU",
        "annex_19": "2019-10-01",
        "absences": [],
        "interruptions": [],
        "early_ground": "none",
    }
    visit = Visit(case).see("result")
    answer = rules.assess(case, rules_day())["routes"]
    shown = dict(re.findall(r'data-route="([^"]+)" data-status="([^"]+)"', visit.html))
    assert shown == {key: one["status"] for key, one in answer.items() if key != "nationality"}
    assert f'data-nationality="{answer["nationality"]["status"]}"' in visit.html
    assert "1 October 2024" in visit.text
    assert answer["EU+"]["earliest"] == "2024-10-01"
    for one in answer["EU+"]["conditions"]:
        for citation in one["citations"]:
            assert f"sources/#{citation['provision'].lower()}" in visit.html


def test_the_result_names_what_is_missing_and_leads_to_the_question() -> None:
    visit = Visit({"nationality": "FR", "card": "EU"}).see("result")
    assert 'href="#/from-result/question/annex_19"' in visit.html


def test_readings_that_differ_are_shown_with_the_safe_one() -> None:
    case = WORKER | {
        "stays": [{"from": "2019-03-01", "ground": "single_permit", "first_card_issued": "2020-10-15"}],
        "absences": [],
    }
    routes = rules.assess(case, rules_day())["routes"]
    assert routes["L"]["readings"], "the case is of no use if the readings agree"
    text = Visit(case).see("result").text
    assert "15 October 2025 (safe)" in text


def test_another_date_holds_for_every_later_screen() -> None:
    visit = Visit(WORKER).send("on", answer="other", **dates("date", ("1", "3", "2025")))
    assert visit.state["on"] == "2025-03-01"
    assert "1 March 2025" in visit.see("check").text
    assert "1 March 2025" in visit.see("result").text
    assert visit.send("on", answer="today").state["on"] is None


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "answer"),
        ({"answer": "other"}, "date-day"),
        ({"answer": "other", **dates("date", ("1", "1", "2020"))}, "date-year"),
        ({"answer": "other", **dates("date", ("", "spring", "2025"))}, "date-day"),
    ],
)
def test_a_date_that_cannot_be_looked_at(form: dict[str, str], field: str) -> None:
    assert [where for where, _ in Visit(WORKER).send("on", **form).errors()] == [field]


def test_an_earlier_date_that_an_answer_does_not_allow_is_explained() -> None:
    visit = Visit(WORKER | {"birth_date": "2024-05-05"}).send("on", answer="other", **dates("date", ("1", "3", "2024")))
    ((_, words),) = visit.errors()
    assert "5 May 2024" in words
    assert visit.state["on"] is None


def test_saved_answers_come_back() -> None:
    visit = Visit(WORKER | {"income": 1850.5}, on="2025-03-01").see("check")
    file = visit.take("save")
    assert file["name"].endswith(".html")
    back = Visit().send("open", file=file["text"])
    assert (back.screen, back.case, back.state["on"]) == ("since", visit.case, "2025-03-01")


def test_a_plain_case_file_of_the_command_line_opens_too() -> None:
    assert Visit().send("open", file=json.dumps({"nationality": "IN", "card": "A"})).case == {
        "nationality": "IN",
        "card": "A",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[1, 2]",
        '"x"',
        '{"after-five": 2}',
        '{"after-five": 1, "case": {"card": "Z"}}',
        '{"after-five": 1, "case": {"unheard_of": 1}}',
        '{"after-five": 1, "case": [], "on": 7}',
        '{"after-five": 1, "case": {}, "on": "yesterday"}',
        '{"after-five": 1, "case": 5}',
        "{" * 100_000,
    ],
)
def test_a_file_that_is_not_ours_changes_nothing(text: str) -> None:
    visit = Visit(WORKER).send("open", file=text)
    assert visit.screen == "open"
    assert [field for field, _ in visit.errors()] == ["file"]
    assert visit.case == WORKER


def test_delete_leaves_nothing() -> None:
    visit = Visit(WORKER).see("check").send("delete")
    assert visit.screen == "start"
    assert visit.answer["forget"] is True
    assert visit.state == {"case": {}, "on": None, "drafts": {}, "entries": {}}


def test_what_is_typed_is_never_taken_for_html() -> None:
    visit = Visit(WORKER).send(
        "question/birth_date", date_day='"><script>alert(1)</script>', date_month="1", date_year="1990"
    )
    assert "<script" not in visit.html


@pytest.mark.parametrize(
    "screen", ["", "nothing", "question/nothing", "question/stays/9/first_card_issued", "question/stays/9/remove"]
)
def test_an_address_that_leads_nowhere_still_shows_a_screen(screen: str) -> None:
    assert Visit(WORKER).see(screen).answer["html"]


def test_result_and_answers_need_the_first_questions() -> None:
    assert Visit().see("result").screen == "question/nationality"
    assert Visit({"nationality": "non-EU"}).see("check").screen == "question/card"


def test_the_page_holds_what_is_shown_while_loading() -> None:
    page = prerender("en")
    assert re.findall(r'data-template="([^"]+)"', page) == ["loading", "failure"]
    assert "noscript" in page


def rules_day() -> date:
    return date.fromisoformat(TODAY)


def test_when_only_an_amount_is_not_confirmed_the_result_says_so_and_shows_the_last_one() -> None:
    """Reading 21: the years are complete, the amount of 2026 is not known, that of 2025 is; the income
    lies between it and what is enough for certain."""
    case = {
        "nationality": "IN",
        "card": "A",
        "stays": [{"from": "2019-03-01", "ground": "researcher", "first_card_issued": "2019-03-01", "to": None}],
        "absences": [],
        "public_order": False,
        "public_health": False,
        "removal_decision": "none",
        "health_insurance": True,
        "identity_established": True,
        "income": 1200,
        "supporter_income": 0,
        "benefit_income": 0,
        "dependants": 0,
    }
    text = Visit(case).see("result").answer["html"]
    assert "The income that is needed in 2026 is not confirmed" in text
    settled = case | {"card": "K", "unlimited_stay_since": "2024-05-01"}
    assert "Your years for the L card are complete (since 1 March 2024)" in Visit(settled).see("result").text
    assert "The last amount we know is 1,038 euro a month, for 2025." in text


def test_nobody_who_asks_loads_the_types_of_the_answers() -> None:
    """A visitor would wait for them."""
    script = "import sys, screens.app; print('belgian_residence.answer_types' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], cwd=SRC, text=True) == "False\n"
