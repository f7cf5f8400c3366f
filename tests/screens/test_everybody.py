"""Several people at a glance: each with card, sentence and the first thing to do."""

from __future__ import annotations

import json
import re
from typing import Any

from screens.app import handle
from visiting import answered

TODAY = "2026-11-28"
WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "card_expiry": "2026-12-20",
    "stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}],
    "absences": [],
}
FRENCH = {
    "nationality": "FR",
    "card": "EU",
    "annex_19": "2023-10-01",
    "stays": [{"from": "2023-10-01", "ground": "eu_citizen"}],
    "absences": [],
    "interruptions": [],
    "early_ground": "none",
}


def show(screen: str, people: dict[str, Any]) -> dict[str, Any]:
    state = {"people": people, "person": next(iter(people)), "relations": [], "said": {}, "on": None}
    return answered(screen, state, today=TODAY)


FAMILY = {
    "Priya": {"number": 1, "case": WORKER},
    "Jean": {"number": 2, "case": FRENCH},
    "<b>Asha</b>": {"number": 3, "case": {}},
}


def test_each_person_has_the_answer_and_what_to_do_first() -> None:
    answer = show("everybody", FAMILY)
    parts = answer["html"].split('class="af-person"')[1:]
    texts = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)) for part in parts]
    assert len(parts) == 3
    assert "You can apply for the B card, since 10 May 2025." in texts[0]
    assert "Your card expires on 20 December 2026." in texts[0]
    assert "If you have not applied yet, do it today" in texts[0]
    assert "Now: " in texts[0]
    assert "You can apply for the EU+ card from 1 October 2028." in texts[1]
    assert "No answers yet" in texts[2]
    assert 'href="#/of-2/result"' in parts[1]
    assert 'href="#/of-3/check"' in parts[2]
    assert "<b>Asha" not in answer["html"]


def test_the_overview_speaks_of_nothing_below_it() -> None:
    ukrainian = {"nationality": "UA", "card": "A", "stays": [{"from": "2022-04-01", "ground": "temporary_protection"}]}
    people = {"Olena": {"number": 1, "case": ukrainian}, "Jan": {"number": 2, "case": {"nationality": "BE"}}}
    assert "Below you see" not in show("everybody", people)["html"]
    assert "Below you see what would change that." in show("of-1/result", people)["html"]


def test_for_whom_all_is_answered_the_list_leads_to_the_answers() -> None:
    ukrainian = {"nationality": "UA", "card": "A", "stays": [{"from": "2022-04-01", "ground": "temporary_protection"}]}
    people = {"Olena": {"number": 1, "case": {**ukrainian, "card_expiry": None}}, "Jan": {"number": 2, "case": {}}}
    html = show("people", people)["html"]
    assert ">Answers for Olena</a>" in html
    assert ">Answer for Jan</a>" in html


def test_for_one_person_alone_the_result_is_shown() -> None:
    request = {"action": "show", "screen": "everybody", "state": {"case": WORKER}, "language": "en", "today": TODAY}
    assert json.loads(handle(json.dumps(request)))["screen"] == "result"


def test_the_way_there_stands_on_the_result_and_on_the_page_of_people() -> None:
    before_the_answer = show("result", FAMILY)["html"].partition('class="af-headline')[0]
    assert 'href="#/everybody"' in before_the_answer
    assert 'href="#/everybody"' in show("people", {name: FAMILY[name] for name in ("Priya", "Jean")})["html"]
