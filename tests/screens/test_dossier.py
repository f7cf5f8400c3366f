"""The dossier on the page of results, and telling what one has already asked for."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from screens.app import handle
from screens.prerender import prerender
from screens.showing.cards.dossier import figure
from screens.showing.result import result
from screens.words import Words

TODAY = "2026-11-22"
ON = date.fromisoformat(TODAY)
FRENCH = {
    "nationality": "EU",
    "card": "EU",
    "card_expiry": "2027-01-20",
    "annex_19": "2019-10-01",
    "absences": [],
    "interruptions": [],
    "early_ground": "none",
}
WORDS = Words("en")


def ask(case: dict[str, Any], **request: Any) -> dict[str, Any]:
    state = {"case": case, "on": None, "drafts": {}, "entries": {}}
    text = handle(json.dumps({"language": "en", "today": TODAY, "state": state, **request}))
    answer: dict[str, Any] = json.loads(text)
    return answer


def block(html: str, key: str) -> str:
    """The block of one card, without tags."""
    found = re.search(rf'data-block="{re.escape(key)}".*?</section>', html, re.DOTALL)
    assert found, key
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


class Steps:
    """Somebody who answers one screen after another."""

    def __init__(self, case: dict[str, Any]) -> None:
        self.answer = ask(case, action="show", screen="question/applications")

    def send(self, screen: str, **form: str) -> Steps:
        fields = {name.replace("_", "-"): [text] for name, text in form.items()}
        text = handle(
            json.dumps(
                {
                    "language": "en",
                    "today": TODAY,
                    "state": self.answer["state"],
                    "action": "submit",
                    "screen": screen,
                    "form": fields,
                }
            )
        )
        self.answer = json.loads(text)
        return self

    def date(self, screen: str, day: str, month: str, year: str) -> Steps:
        return self.send(screen, date_day=day, date_month=month, date_year=year)

    @property
    def screen(self) -> str:
        return str(self.answer["screen"])

    @property
    def requests(self) -> Any:
        return self.answer["state"]["case"].get("applications")


def first(case: dict[str, Any]) -> Steps:
    return Steps(case).send("question/applications", answer="some")


def test_a_refusal_is_told_page_by_page_and_gives_the_days_for_an_appeal() -> None:
    steps = first(FRENCH)
    assert steps.screen == "question/applications/0/route"
    steps.send(steps.screen, answer="EU+").date("question/applications/0/filed", "3", "March", "2026")
    steps.send("question/applications/0/decision", answer="refused")
    assert steps.screen == "question/applications/0/notified"
    steps.date(steps.screen, "10", "11", "2026")
    assert steps.screen == "question/applications"
    assert steps.requests == [{"route": "EU+", "filed": "2026-03-03", "decision": "refused", "notified": "2026-11-10"}]
    assert (
        "EU+ card, day of the application: 3 March 2026; refused; day of the answer: 10 November 2026"
        in steps.answer["html"]
    )
    steps.send("question/applications", say="done")
    assert steps.screen == "result"
    text = block(steps.answer["html"], "EU+")
    assert "10 December 2026" in text
    assert "The number of days printed on your decision counts" in text
    assert text.index("The number of days printed") < text.index("What it costs")


def test_without_an_answer_the_day_of_the_answer_is_not_asked() -> None:
    steps = first(FRENCH).send("question/applications/0/route", answer="EU+")
    steps.date("question/applications/0/filed", "30", "9", "2026")
    steps.send("question/applications/0/decision", answer="pending")
    assert steps.screen == "question/applications"
    assert steps.requests == [{"route": "EU+", "filed": "2026-09-30", "decision": "pending"}]
    steps.send("question/applications", say="done")
    text = block(steps.answer["html"], "EU+")
    assert "28 February 2027" in text
    assert "from 1 March 2027" in text, "what silence means from then on"


def test_an_answer_that_is_taken_back_loses_its_day() -> None:
    told = FRENCH | {
        "applications": [{"route": "EU+", "filed": "2026-03-03", "decision": "refused", "notified": "2026-11-10"}]
    }
    steps = Steps(told).send("question/applications/0/decision", answer="pending")
    assert steps.requests == [{"route": "EU+", "filed": "2026-03-03", "decision": "pending"}]


def test_a_day_that_is_not_known_is_an_answer_but_the_card_must_be_named() -> None:
    steps = first(FRENCH).send("question/applications/0/route", answer="unknown")
    assert (steps.screen, steps.answer["error"]) == ("question/applications/0/route", True)
    assert 'value="unknown"' not in steps.answer["html"]
    steps.send("question/applications/0/route", answer="EU+").send("question/applications/0/filed", say="unknown")
    steps.send("question/applications/0/decision", answer="unknown")
    assert steps.requests == [{"route": "EU+", "filed": None, "decision": None}]
    steps.send("question/applications", say="done")
    assert "Day not known" in block(steps.answer["html"], "EU+")


def test_an_answer_before_the_request_is_explained_at_its_day() -> None:
    steps = first(FRENCH).send("question/applications/0/route", answer="EU+")
    steps.date("question/applications/0/filed", "3", "3", "2026")
    steps.send("question/applications/0/decision", answer="refused")
    steps.date("question/applications/0/notified", "1", "2", "2026")
    assert steps.screen == "question/applications/0/notified"
    assert 'href="#af-date-day"' in steps.answer["html"]
    assert "3 March 2026" in steps.answer["html"]


def test_the_result_leads_there_and_the_page_of_answers_shows_it() -> None:
    told = FRENCH | {"applications": [{"route": "EU+", "filed": "2026-09-30", "decision": "pending"}]}
    assert 'href="#/question/applications"' in ask(FRENCH, action="show", screen="result")["html"]
    check = ask(told, action="show", screen="check")["html"]
    assert "EU+ card, day of the application: 30 September 2026; no answer yet" in check
    assert check.count("30 September 2026") == 1, "a request is one line"


def test_each_card_that_is_ahead_has_a_block_in_the_order_of_need() -> None:
    html = ask(FRENCH, action="show", screen="result")["html"]
    text = block(html, "EU+")
    parts = ["Days that matter", "Papers to bring", "Step by step", "What it costs", "EU+ card: the conditions"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "11 December 2026 to 21 December 2026" in text, "the window for renewal"


def test_every_line_of_a_block_leads_to_its_sources() -> None:
    html = ask(FRENCH, action="show", screen="result")["html"]
    answer = rules.assess(FRENCH, ON)["routes"]["EU+"]
    for part in ("papers", "procedure", "effects", "costs", "deadlines"):
        for line in answer[part]:
            for fact in line["provisions"]:
                assert f"sources/#{fact.lower()}" in html, (part, line["id"])


def test_a_route_with_a_status_shows_its_papers_before_its_steps_in_the_rules_order() -> None:
    view = result.view(FRENCH, ON, WORDS)
    (route,) = [route for route in view.routes if route.key == "EU+"]
    assert [paper.tag for paper in route.dossier.papers][:2] == ["", "practice"]
    assert [branch.title for branch in route.dossier.branches] == [
        "No answer in time",
        "Something is missing",
        "Your card expires before the decision",
        "Your application is refused",
        "While the judge decides",
    ]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (
            {"value": 0, "unit": "EUR", "from": "2015-03-02", "to": None, "start_confirmed": True},
            "0 euro, since 2 March 2015",
        ),
        (
            {"value": 20, "unit": "EUR", "from": "2026-11-22", "to": None, "start_confirmed": False},
            "20 euro, as we knew it on 22 November 2026",
        ),
        (
            {"value": 186, "unit": "EUR", "from": "2015-07-09", "to": "2026-06-11", "start_confirmed": True},
            "186 euro, from 9 July 2015 to 11 June 2026",
        ),
        ({"value": 1, "unit": "years", "from": "2021-01-01", "to": None}, "1 year"),
        ({"value": 5, "unit": "months", "from": "2021-01-01", "to": None}, "5 months"),
        (
            {"value": 5, "unit": "months", "from": "2021-01-01", "to": None, "status": "past_verify_by"},
            "5 months (not checked again since 22 November 2027)",
        ),
        ({"value": None, "unit": "EUR", "last_known": None}, "not confirmed"),
        (
            {
                "value": None,
                "unit": "EUR",
                "last_known": {"value": 186, "from": "2015-07-09", "to": "2026-06-11"},
            },
            "not confirmed for this date; the last we know is 186 euro, from 9 July 2015 to 11 June 2026",
        ),
    ],
)
def test_a_figure_says_from_when_it_holds_or_that_it_is_not_confirmed(shown: dict[str, Any], text: str) -> None:
    assert figure({"status": "confirmed", "verify_by": "2027-11-22", **shown}, WORDS) == text


def test_an_excuse_that_the_facts_exclude_is_not_shown() -> None:
    worker = {"nationality": "non-EU", "card": "A", "stays": [{"from": "2021-10-04", "ground": "single_permit"}]}
    excuse = WORDS("unless.refugee")
    assert excuse not in ask(worker, action="show", screen="result")["html"]
    assert excuse in ask({"nationality": "non-EU", "card": "A"}, action="show", screen="result")["html"]


def test_saving_and_deleting_are_said() -> None:
    saved = ask(FRENCH, action="save")
    assert saved["file"]["name"] in saved["message"]
    deleted = ask(FRENCH, action="submit", screen="delete", form={})
    assert deleted["message"] == WORDS("message.deleted")
    assert "message" not in ask(FRENCH, action="show", screen="check")
    assert prerender("en").count('role="status" data-message') == 1, "the place where it is said stands in the page"
