"""What the screens say of answers that do not fit, of changes of the law, of doubt, and of files of other versions."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from belgian_residence.told.versions import KEY
from screens.render import words
from screens.showing.result import result
from visiting import TODAY, Visit, dates

WORKER: dict[str, Any] = {"nationality": "non-EU", "card": "A"}
SETTLED = {
    "nationality": "MA",
    "card": "B",
    "stays": [
        {"from": "2014-02-01", "to": "2019-03-01", "ground": "family_of_unlimited_stay", "card": "A"},
        {"from": "2019-03-01", "ground": "unlimited_stay", "card": "B", "first_card_issued": "2019-03-01"},
    ],
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "unlimited_stay_since": "2019-03-01",
}


# --- a contradiction: the rule, both answers, the ways, and nothing typed is lost ------------------------------------


def two_stays_at_once() -> Visit:
    visit = Visit(WORKER)
    visit.add_stay("student", ("1", "9", "2018"), ("31", "8", "2021"))
    return visit.add_stay("single_permit", ("1", "6", "2020"), None)


def test_a_contradiction_is_explained_with_its_rule_and_the_ways_out() -> None:
    visit = two_stays_at_once()
    ((field, said),) = visit.errors()
    assert field == "from-day"
    assert "1 September 2018" in said
    for key in ("rule.one-stay-at-a-time", "way.end-on-change", "way.keep-the-one-on-the-card"):
        assert words("en")(key) in visit.text
    assert 'href="#/question/stays/0/' in visit.html


def test_a_day_ahead_is_explained_with_its_rule_and_the_way_to_the_date_asked_about() -> None:
    visit = Visit(WORKER).send("question/birth_date", **dates("date", ("23", "11", "2026")))
    ((_, said),) = visit.errors()
    assert "22 November 2026" in said
    for key in ("rule.not-ahead", "way.correct-this", "way.ask-about-a-later-day"):
        assert words("en")(key) in visit.text
    assert 'href="#/on"' in visit.html


def test_a_date_asked_about_that_lies_before_an_answer_leads_to_that_answer() -> None:
    visit = Visit(WORKER | {"birth_date": "2024-05-05"}).send("on", answer="other", **dates("date", ("1", "3", "2024")))
    assert len(visit.errors()) == 1
    assert words("en")("rule.not-ahead") in visit.text
    assert 'href="#/question/birth_date"' in visit.html


def test_days_of_what_did_not_happen_are_explained() -> None:
    told = {"interruptions": ["prison"], "prison": [{"from": "2020-01-01", "to": "2020-03-01"}]}
    visit = Visit({"nationality": "FR", "card": "EU", **told}).send("question/interruptions", answer="none")
    assert len(visit.errors()) == 1
    for key in ("rule.interruption-with-its-days", "way.say-that-it-happened", "way.leave-days-out"):
        assert words("en")(key) in visit.text
    assert 'href="#/question/prison' in visit.html


def typed(visit: Visit) -> tuple[str, str, str]:
    return visit.value("from-day"), visit.value("from-month"), visit.value("from-year")


def test_what_was_typed_stays_while_the_other_answer_is_changed() -> None:
    visit = two_stays_at_once()
    refused = visit.screen
    first, last = dates("from", ("1", "9", "2018")), dates("to", ("1", "6", "2020"))
    visit.send("question/stays/0/when", **first, **last)
    assert visit.case["stays"][0]["to"] == "2020-06-01"
    assert typed(visit.see(refused)) == ("1", "6", "2020")
    visit.send(refused, **dates("from", ("1", "6", "2020")), **{"to-open": "yes"})
    assert [stay["from"] for stay in visit.case["stays"]] == ["2018-09-01", "2020-06-01"]


def test_what_was_typed_stays_while_the_other_entry_is_taken_out() -> None:
    visit = two_stays_at_once()
    visit.send("question/stays/0/remove")
    assert "stays" not in visit.case
    assert typed(visit.see("question/stays/0/when")) == ("1", "6", "2020")


# --- what is unusual is shown with both answers and can be kept -------------------------------------------------------

UNUSUAL = SETTLED | {"nationality": "FR"}


@pytest.mark.parametrize("screen", ["check", "result"])
def test_unusual_answers_are_shown_side_by_side_with_a_way_to_change_each(screen: str) -> None:
    visit = Visit(UNUSUAL).see(screen)
    shown = visit.html.partition('class="af-unusual"')[2].partition("</section>")[0]
    assert re.findall(r'href="#/(question/[^"]+)"', shown) == ["question/card", "question/nationality"]
    for key in ("rule.eu-national-with-national-card", "way.keep-both"):
        assert words("en")(key) in visit.text
    assert visit.case == UNUSUAL


def test_two_entries_of_one_list_are_one_answer_to_change() -> None:
    trips = [{"from": "2022-01-10", "to": "2022-03-01"}, {"from": "2022-03-04", "to": "2022-08-20"}]
    shown = Visit(SETTLED | {"absences": trips}).see("result").html.partition('class="af-unusual"')[2]
    links = re.findall(r'href="#/([^"]+)"', shown.partition("</section>")[0])
    assert [link for link in links if "absences" in link] == ["question/absences"]


def test_nothing_is_remarked_on_where_answers_go_together() -> None:
    assert "af-unusual" not in Visit(SETTLED).see("result").html


def test_an_unusual_answer_can_stand_beside_the_date_asked_about() -> None:
    html = Visit({"nationality": "MA", "card": "K"} | {"stays": []}, on="2021-06-01").see("result").html
    shown = html.partition('class="af-unusual"')[2].partition("</section>")[0]
    assert 'href="#/on"' in shown
    assert "1 June 2021" in shown


# --- changes of the law ahead --------------------------------------------------------------------------------


def test_a_change_is_told_before_it_with_what_it_makes_of_the_answers() -> None:
    visit = Visit(SETTLED, on="2025-07-01").see("result")
    assert words("en")("change.nationality-duty") in visit.text
    assert "If you apply by 28 July 2025" in visit.text
    assert "If you apply from 29 July 2025" in visit.text


def test_a_day_that_has_come_by_the_change_is_told_as_past() -> None:
    """The years were complete in April 2025, so also who applies in 2026 can since then."""
    worker = {
        "nationality": "IN",
        "card": "A",
        "stays": [{"from": "2020-04-15", "ground": "single_permit", "first_card_issued": "2020-04-15"}],
        "absences": [],
        "income": 2500,
        "dependants": 0,
        "health_insurance": True,
        "public_order": False,
    }
    told = Visit(worker, on="2025-10-01").see("result").text
    assert "If you apply from 1 January 2026: Yes, you can apply; since 15 April 2025" in told
    told = Visit(worker, on="2025-03-01").see("result").text
    assert "from 15 April 2025" in told


def test_after_the_change_it_is_no_longer_told() -> None:
    assert words("en")("changes.title") not in Visit(SETTLED, on="2026-11-22").see("result").text


# --- doubt --------------------------------------------------------------------------------------------------------


def test_each_route_says_on_what_it_rests() -> None:
    routes = result.view(SETTLED, date(2026, 11, 22), words("en")).routes
    given = rules.assess(SETTLED, date(2026, 11, 22))["routes"]
    for route in routes:
        assert route.rests == words("en")(f"rests.{given[route.key]['confidence']['rests_on']}")


def test_a_line_that_rests_on_practice_says_so_and_one_that_rests_on_law_is_silent() -> None:
    view = result.view(SETTLED, date(2026, 11, 22), words("en"))
    lines = {line.text: line.rests for route in view.routes for line in route.conditions}
    assert lines[words("en")("condition.B.ground-leads-to-unlimited-stay")] == words("en")("rests.practice")
    assert lines[words("en")("condition.L.public-order")] == ""


REFUGEE = {
    "nationality": "SY",
    "card": "A",
    "stays": [{"from": "2021-06-01", "ground": "refugee", "card": "A", "first_card_issued": "2021-06-01"}],
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "asylum_application": "2020-06-01",
    "permit_granted": "2021-06-01",
    "health_insurance": True,
    "income": 2000,
    "dependants": 0,
}


@pytest.mark.parametrize(("on", "times"), [("2026-06-11", 0), ("2026-06-12", 1), ("2026-06-13", 1)])
def test_a_text_that_was_amended_and_not_seen_is_said_once_on_each_route_that_it_decides(on: str, times: int) -> None:
    """B of a refugee rests on article 49, L on article 15bis; K comes after B and rests on neither."""
    sentence = words("en")("result.wording_not_seen", day="12 June 2026")
    page = Visit(REFUGEE, on=on).see("result").text
    view = {route.key: route.unseen for route in result.view(REFUGEE, date.fromisoformat(on), words("en")).routes}
    assert page.count(sentence) == 2 * times
    assert [key for key, unseen in view.items() if unseen] == (["B", "L"] if times else [])
    unseen = page.count(words("en")("keep.wording_not_seen", day="12 June 2026"))
    assert unseen == times, "protection that is ended; not the letter before, which decides nothing"


def test_a_worker_hears_nothing_of_texts_that_decide_nothing_for_them() -> None:
    stays = [{"from": "2020-01-10", "ground": "single_permit", "card": "A", "first_card_issued": "2020-01-10"}]
    view = result.view(WORKER | {"stays": stays, "absences": []}, date(2026, 11, 22), words("en"))
    assert {route.unseen for route in view.routes} == {""}
    assert view.keeping is not None
    assert not [line for line in view.keeping.ends if "new text" in line.rests]


def test_a_wizard_that_nobody_looked_after_says_so_and_shows_what_it_said_last() -> None:
    visit = Visit(SETTLED, today="2028-05-22").see("result")
    assert words("en")("result.not_verified") in visit.text
    assert "We last checked the figures behind this on 22 November 2026" in visit.text
    assert words("en")("result.no_obstacle") not in visit.text


LATE_TRIP: dict[str, Any] = {
    "nationality": "MA",
    "card": "F",
    "card_expiry": "2028-06-01",
    "annex_19ter": "2020-03-01",
    "stays": [{"from": "2020-03-01", "ground": "family_of_eu_or_belgian"}],
    "absences": [{"from": "2028-01-10", "to": "2028-09-01"}],
}


def test_a_wizard_that_nobody_looked_after_names_no_day_for_the_card_that_is_held() -> None:
    on, late = date(2027, 12, 1), words("en")("result.not_verified")
    before = result.view(LATE_TRIP, on, words("en"), date.fromisoformat(TODAY))
    after = result.view(LATE_TRIP, on, words("en"), date(2028, 5, 22))
    assert before.keeping is not None
    assert after.keeping is not None
    (trip,), (stale,) = before.keeping.trips, after.keeping.trips
    assert (trip.status, len(trip.steps)) == ("at_risk", 3)  # the card ends while they are away
    assert (stale.status, stale.steps, stale.clocks) == ("unsettled", (), (late,))
    assert (before.keeping.stale, after.keeping.stale) == ("", words("en")("keep.stale"))
    assert {line.rests for line in after.keeping.limits} == {late}
    assert late not in {line.rests for line in before.keeping.limits}
    assert after.keeping.renewal == (words("en")("keep.renew_not_confirmed", expires="1 June 2028"),)
    unnamed = words("en")("deadline.day_not_confirmed")
    assert [(one.id, one.day, one.more) for one in after.card_deadlines] == [
        ("renewal-window", unnamed, (late,)),
        ("report-return", unnamed, (late,)),
    ]
    assert unnamed not in {one.day for one in before.card_deadlines}


# --- files of other versions ----------------------------------------------------------------------------------------


def test_the_file_carries_the_version_of_its_facts() -> None:
    assert Visit(WORKER).file()["case"] == {KEY: rules.RULES_VERSION, **WORKER}


def test_a_saved_file_opens_without_its_version_among_the_facts() -> None:
    assert Visit().send("open", file=json.dumps(Visit(WORKER).file())).case == WORKER


@pytest.mark.parametrize("version", ["1.0", rules.RULES_VERSION])
def test_a_file_of_an_older_version_opens(version: str) -> None:
    file = {"after-five": 1, "case": {KEY: version, **WORKER}}
    assert Visit().open(file).case == WORKER


@pytest.mark.parametrize(("version", "key"), [("99.0", "error.file.newer_rules"), ("5.99", "error.file.newer_rules")])
def test_a_file_of_newer_rules_is_refused_in_words(version: str, key: str) -> None:
    visit = Visit(WORKER).open({KEY: version, **SETTLED})
    assert visit.errors() == [("file", words("en")(key))]
    assert visit.case == WORKER


def test_a_version_that_is_none_is_refused() -> None:
    visit = Visit(WORKER).open({KEY: "spring", **SETTLED})
    assert [field for field, _ in visit.errors()] == ["file"]
    assert visit.case == WORKER


# --- trips that touch: one of the two asks ----------------------------------------------------------------------------


def test_trips_that_touch_are_noted_only_where_no_question_asks_about_them() -> None:
    """One trip of more than six months would break the years for L (L-ABS-1): it is asked, with both trips named."""
    stay = {"from": "2021-06-01", "ground": "single_permit", "first_card_issued": "2021-06-20"}
    trips = [{"from": "2023-01-05", "to": "2023-04-10"}, {"from": "2023-04-10", "to": "2023-07-20"}]
    rest = {"income": 3000, "dependants": 0, "health_insurance": True, "public_order": False}
    told = {"nationality": "IN", "card": "A", "stays": [stay], "absences": trips, **rest}
    note = words("en")("rule.trips-that-touch")
    visit = Visit(told).see("result")
    question = "question/absences/1/in_belgium_before"
    assert f"from-result/{question}" in visit.links
    assert note not in visit.text
    assert "One question is still open" not in visit.text, "it is the first thing to do"
    caption = visit.see(question).html.partition("af-caption")[2].partition("<h1")[0]
    assert "5 January 2023" in caption
    assert "20 July 2023" in caption
    # Some days lie between the two: nothing asks, so the note does.
    apart = {**told, "absences": [trips[0], {**trips[1], "from": "2023-04-13"}]}
    assert note in Visit(apart).see("result").text
