"""A change of an earlier answer says what it changed, and can be undone; later answers that still hold stay."""

from __future__ import annotations

import json
import re
from typing import Any

import visiting

TODAY = "2026-11-29"
STAYS = [{"from": "2020-03-01", "to": None, "ground": "single_permit"}]
STAY = "Work with a Belgian contract (single permit)"
TOLD = {"nationality": "non-EU", "card": "A", "stays": STAYS, "absences": [], "income": 1800, "dependants": 0}


class Visit(visiting.Visit):
    """Somebody who has answered and now changes an answer."""

    today = TODAY

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.answer = {"state": state or {"case": dict(TOLD)}}

    def ask(self, **request: Any) -> Visit:
        super().ask(**request)
        assert not self.answer["error"], self.html
        return self

    @property
    def message(self) -> str:
        return str(self.answer.get("message", ""))

    @property
    def did(self) -> list[str]:
        found = re.search(r'id="af-told">(.*?)</div>', self.html, re.DOTALL)
        return re.findall(r"<p>(.*?)</p>", found[1]) if found else []

    @property
    def can_undo(self) -> bool:
        return "data-undo" in self.html


def test_a_changed_answer_is_told_with_what_it_was_and_undone() -> None:
    visit = Visit().send("question/income", amount="2500")
    assert visit.did == ["Changed. Your own regular income: 2,500 EUR a month. Before: 1,800 EUR a month."]
    assert visit.state["case"] == {**TOLD, "income": 2500}  # the later answers stay
    visit.ask(action="undo")
    assert (visit.state["case"], visit.screen) == (TOLD, "check")
    assert visit.message == "Undone. Your answers are as they were before."
    assert not visit.can_undo


def test_what_was_changed_from_the_result_is_undone_there() -> None:
    visit = Visit().see("from-result/question/income").send("question/income", amount="2500")
    assert visit.screen == "result"
    visit.ask(action="undo")
    assert (visit.state["case"], visit.screen) == (TOLD, "result")


def test_a_new_answer_is_no_change() -> None:
    visit = Visit({"case": {name: value for name, value in TOLD.items() if name != "income"}})
    visit.send("question/income", amount="2500")
    assert (visit.did, visit.can_undo) == ([], False)
    assert "undo" not in visit.state


def test_the_same_answer_again_is_no_change() -> None:
    assert Visit().send("question/income", amount="1800").did == []


def test_only_the_last_step_can_be_undone() -> None:
    visit = Visit().send("question/income", amount="2500").send("question/dependants", amount="1")
    assert visit.did == ["Changed. People who live on your income: 1. Before: 0."]
    assert "undo" not in visit.state["undo"]
    visit.ask(action="undo")
    assert visit.state["case"] == {**TOLD, "income": 2500}


def test_without_a_change_undo_leaves_everything() -> None:
    assert Visit().ask(action="undo").state["case"] == TOLD


def test_the_page_of_answers_keeps_the_way_back_until_the_next_form() -> None:
    visit = Visit().send("question/income", amount="2500").ask(action="show", screen="check")
    assert visit.can_undo
    assert visit.did
    visit.ask(action="show", screen="question/dependants")
    assert not visit.can_undo


def test_an_entry_that_is_taken_out_comes_back() -> None:
    visit = Visit().send("question/stays/0/remove")
    assert visit.did == [f"Taken out. Stays in Belgium: {STAY}: from 1 March 2020 on."]
    assert "stays" not in visit.state["case"]
    assert visit.ask(action="undo").state["case"] == TOLD


def test_an_entry_that_says_more_than_before_still_holds() -> None:
    visit = Visit().send("question/stays/0/first_card_issued", date_day="2", date_month="4", date_year="2020")
    assert visit.did == []


def test_a_changed_date_of_an_entry_is_told() -> None:
    visit = Visit().send("question/stays/0/when", from_day="1", from_month="4", from_year="2020", to_open="yes")
    [said] = visit.did
    assert said.startswith(f"Changed. Stays in Belgium: {STAY}: from 1 April 2020 on. Before: ")


def test_a_rough_date_is_shown_back_with_its_first_and_last_day() -> None:
    visit = Visit({"case": {"nationality": "non-EU", "card": "A"}})
    visit.send("question/stays/0/group", answer="work").send("question/stays/0/ground", answer="single_permit")
    visit.send("question/stays/0/when", from_month="March 2020", to_open="yes")
    assert visit.did == ["We read this as: between 1 and 31 March 2020."]
    assert visit.state["case"]["stays"][0]["from"] == "2020-03"
    assert not visit.can_undo


def test_everything_deleted_cannot_be_undone() -> None:
    visit = Visit().send("delete")
    assert "undo" not in visit.state
    assert visit.did == []


def test_an_opened_file_can_be_undone() -> None:
    visit = Visit().send("open", file=json.dumps({"nationality": "EU", "card": "EU"}))
    assert visit.did[-1] == "And 3 more changes."
    assert visit.ask(action="undo").state["case"] == TOLD


def test_with_several_people_a_change_is_undone_for_the_one_it_was_made_for() -> None:
    people = {"Ana": {"number": 1, "case": TOLD}, "Jan": {"number": 2, "case": {"nationality": "BE", "card": "none"}}}
    visit = Visit({"people": people, "person": "Ana", "relations": [], "said": {}})
    visit.send("of-2/question/card", answer="EU")
    assert len(visit.did) == 1
    visit.ask(action="undo")
    assert visit.state["people"]["Jan"]["case"] == {"nationality": "BE", "card": "none"}
    visit.send("people/2/remove")
    assert visit.did == ["Jan is no longer in the list."]
    assert set(visit.ask(action="undo").state["people"]) == {"Ana", "Jan"}


def test_an_answer_that_is_not_used_any_more_is_kept_and_shown_as_such() -> None:
    html = Visit().ask(action="show", screen="check").html
    assert "af-unused" not in html
    visit = Visit().send("question/nationality", answer="EU").ask(action="show", screen="check")
    rows = re.findall(r'<div class="af-unused"><dt>([^<]+?) <small>\(not used any more\)</small></dt>', visit.html)
    assert "Your own regular income" in rows
    assert "Nationality" not in rows
    assert visit.state["case"]["income"] == TOLD["income"]


def test_an_unknown_answer_that_gives_way_to_a_known_one_is_no_loss() -> None:
    """Who was away for longer than every limit is asked for the trips: nothing that was told is taken out then."""
    kept = {**TOLD, "absences_each_under": None, "absences_in_five_years": None}
    told = {fact: value for fact, value in kept.items() if fact != "absences"}
    visit = Visit({"case": told}).send("trips", row_0_from="February 2022", row_0_to="June 2022")
    assert visit.did == ["We read this as: between 1 and 28 February 2022 and between 1 and 30 June 2022."]


def test_rough_dates_that_were_told_before_are_not_explained_when_they_are_taken_over() -> None:
    visit = Visit({"case": {}}).send("open", file=json.dumps({"nationality": "GB", "card": "M", "annex_19": "2012"}))
    assert visit.did == []


def test_a_what_if_that_became_an_answer_comes_back_where_it_is_compared() -> None:
    visit = Visit().send("what-if/income", amount="900").send("what-if", say="keep-0")
    assert visit.state["case"]["income"] == 900
    visit.ask(action="undo")
    assert visit.screen == "what-if"
    assert visit.state["case"] == TOLD
