"""Somebody with a card tells the stays from today back: two pages each, nothing that cannot matter, nothing lost."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

import visiting
from screens.remembered import link, save_file
from screens.remembered.state import State

TODAY = "2026-11-29"


class Visit(visiting.Visit):
    """Somebody who has told nationality and card, at the wizard."""

    today = TODAY

    def __init__(self, card: str = "A", **facts: Any) -> None:
        super().__init__({"nationality": "non-EU", "card": card, "card_expiry": "2030-01-31", **facts})
        self.send("question/card", answer=card)

    def told(self, ground: str, month: str, year: str, **form: str) -> Visit:
        """The two pages of the next stay."""
        if self.screen.endswith("/why"):
            self.send(self.screen, answer=ground)
        return self.send(self.screen, from_month=month, from_year=year, from_rough="yes", **form)

    @property
    def stays(self) -> list[dict[str, Any]]:
        return list(self.case["stays"])

    def fields(self) -> set[str]:
        """The fields of the form, without the parts of their dates."""
        return {name.partition("-")[0] for name in re.findall(r'name="([\w-]+)"', self.html)}

    def wrong(self) -> list[str]:
        """The fields that must be corrected."""
        return [field for field, _ in self.errors()]


@pytest.mark.parametrize(
    ("card", "page"),
    [
        ("A", "question/stays/0/why"),
        ("B", "question/stays/0/since"),
        ("F", "question/stays/0/since"),
        ("H", "question/stays/0/since"),
        ("orange_card", "question/stays/0/why"),
        ("annex_15", "question/stays"),
        ("none", "question/stays"),
    ],
)
def test_the_reason_is_asked_only_where_the_card_can_have_several(card: str, page: str) -> None:
    assert Visit(card).screen == page


def test_nobody_with_a_card_is_asked_whether_there_ever_was_a_stay() -> None:
    assert Visit("A").see("question/stays").screen == "question/stays/0/why"
    assert Visit("none").see("question/stays").screen == "question/stays"


def test_the_reasons_of_the_card_stand_first_and_no_other_is_lost() -> None:
    before, _, others = Visit("A").html.partition("Another reason")
    assert 'value="refugee"' in before
    assert 'value="blue_card"' not in before
    assert 'value="blue_card"' in others
    assert 'value="family_of_eu_or_belgian"' in others


@pytest.mark.parametrize(
    ("card", "ground", "fields"),
    [
        ("A", "single_permit", {"from", "card"}),
        ("A", "refugee", {"from", "asked"}),
        ("A", "medical_9ter", {"from", "asked"}),
        ("A", "temporary_protection", {"from"}),
        ("B", "unlimited_stay", {"from"}),
        ("F", "family_of_eu_or_belgian", {"from", "card", "sponsor"}),
    ],
)
def test_a_page_asks_what_its_ground_needs_and_no_last_day(card: str, ground: str, fields: set[str]) -> None:
    visit = Visit(card)
    if visit.screen.endswith("/why"):
        visit.send(visit.screen, answer=ground)
    assert visit.fields() == fields


def test_a_worker_reads_nothing_of_asylum() -> None:
    assert "Annex 25" not in Visit("A").send("question/stays/0/why", answer="single_permit").html


def test_after_six_years_on_a_single_permit_nothing_more_is_asked_of_stays() -> None:
    visit = Visit().told("single_permit", "March", "2020")
    assert not visit.screen.startswith("question/stays")
    assert visit.stays == [{"from": "2020-03", "to": None, "ground": "single_permit", "first_card_issued": None}]


def test_the_seam_catches_the_school_year() -> None:
    """Who studied until June and worked from November had one card after the other, and says so."""
    visit = Visit().told("single_permit", "November", "2022")
    assert visit.screen == "question/stays/1/why"
    visit.told("student", "September", "2017", before="no_break")
    assert not visit.screen.startswith("question/stays")
    newest, oldest = visit.stays
    assert newest["before"] == "no_break"
    assert oldest == {"from": "2017-09", "to": "2022-10-31", "ground": "student"}


@pytest.mark.parametrize(
    ("seam", "told"),
    [
        ("annex_15", {"before": "papers", "before_paper": "annex_15"}),
        ("other_paper", {"before": "papers"}),
        ("break", {"before": "break"}),
        ("unknown", {"before": None}),
    ],
)
def test_how_one_stay_followed_the_other(seam: str, told: dict[str, Any]) -> None:
    visit = Visit().told("single_permit", "November", "2022").told("student", "September", "2020", before=seam)
    if seam == "annex_15":
        assert visit.stays[1]["to"] == "2022-10-31", "on an Annex 15 one has the stay until the next begins"
    else:
        assert visit.wrong() == ["to-day"], "a time between needs its first day"
        last = {"to_month": "June", "to_year": "2022", "to_rough": "yes"}
        visit.told("student", "September", "2020", before=seam, **last)
        assert visit.stays[1]["to"] == "2022-06"
    found = {name: value for name, value in visit.stays[0].items() if name.startswith("before")}
    assert found == told


def test_an_earlier_stay_is_not_named_in_the_present() -> None:
    visit = Visit()
    assert "You work here with a Belgian contract" in visit.html, "the card is held today"
    visit.told("single_permit", "November", "2022")
    labels = re.findall(r'<label[^>]*for="af-answer[^"]*"[^>]*>\s*([^<]*)', visit.html)
    assert any(label.startswith("Study (student)") for label in labels)
    assert any(label.startswith("Unlimited stay (B card)") for label in labels)
    assert [label for label in labels if re.match(r"You (work|do|have|live|study|look|are|wait)\b", label)] == []


def test_nothing_before_ends_it_and_it_is_asked_no_more() -> None:
    visit = Visit().told("single_permit", "November", "2022")
    assert re.search(r'value="none" id="af-answer"', visit.html), "the first of the answers"
    assert 'value="none"' not in Visit().html, "the card is held: there is a stay"
    visit.send("question/stays/1/why", answer="none")
    assert not visit.screen.startswith("question/stays")
    assert "stays_before" not in visit.answer["state"]
    assert len(visit.stays) == 1


def test_going_back_to_an_earlier_page_ties_the_days_again() -> None:
    visit = Visit().told("single_permit", "November", "2022").told("student", "September", "2017", before="no_break")
    visit.send("question/stays/0/since", from_month="October", from_year="2022", from_rough="yes")
    assert not visit.wrong()
    assert visit.stays[1]["to"] == "2022-09-30"
    assert visit.stays[0]["before"] == "no_break"


def test_who_was_recognised_had_the_procedure_before() -> None:
    asked = {"asked_day": "14", "asked_month": "10", "asked_year": "2020"}
    visit = Visit().told("refugee", "June", "2022", **asked)
    case = visit.case
    assert case["asylum_application"] == "2020-10-14"
    assert [(stay["ground"], stay["from"], stay["to"]) for stay in case["stays"]] == [
        ("refugee", "2022-06", None),
        ("asylum_procedure", "2020-10-14", "2022-05-31"),
    ]
    assert visit.screen == "question/stays/2/why"


def test_the_day_of_the_procedure_is_the_day_on_which_asylum_was_asked_for() -> None:
    """It was left empty on the page of the protection, and told on that of the procedure: the years run from it."""
    visit = Visit().told("refugee", "", "2023")
    assert visit.case["asylum_application"] is None
    visit.told("asylum_procedure", "December", "2020", before="no_break")
    assert visit.case["asylum_application"] == "2020-12"
    moved = visit.send("question/stays/1/since", from_month="November", from_year="2020", before="no_break")
    assert moved.case["asylum_application"] == "2020-11"


def test_a_day_of_the_request_that_was_told_stays() -> None:
    asked = {"asked_day": "14", "asked_month": "10", "asked_year": "2020"}
    visit = Visit().told("subsidiary_protection", "June", "2022", **asked)
    visit.send("question/stays/1/since", from_month="November", from_year="2020", before="no_break")
    assert visit.case["asylum_application"] == "2020-11", "it moves with the procedure that it began"
    visit.send("question/asylum_application", date_day="20", date_month="11", date_year="2020")
    visit.send("question/stays/1/since", from_month="December", from_year="2020", before="no_break")
    assert visit.case["asylum_application"] == "2020-11-20", "not once it was told by itself"


def test_a_procedure_before_another_stay_is_no_request_that_led_to_protection() -> None:
    visit = Visit().told("single_permit", "November", "2022")
    visit.told("asylum_procedure", "December", "2020", before="no_break")
    assert "asylum_application" not in visit.case


@pytest.mark.parametrize(
    ("card", "ground", "says", "not_said"),
    [
        ("A", "single_permit", "A new employer", "a renewed card"),
        ("A", "temporary_protection", "Not the newest card: the first one for this reason.", "A new employer"),
        ("B", "", "a renewed card is no new stay", "A new employer"),
    ],
)
def test_the_first_day_is_explained_for_the_stay_that_it_is(card: str, ground: str, says: str, not_said: str) -> None:
    visit = Visit(card)
    if ground:
        visit.send("question/stays/0/why", answer=ground)
    assert says in visit.text
    assert not_said not in visit.text


def test_who_has_opened_no_group_is_told_to_open_one() -> None:
    visit = Visit("A").send("question/stays/0/why")
    assert visit.errors() == [
        ("answer", 'Open the group that fits, and choose a reason in it. If you are not sure, choose "I don\'t know".')
    ]
    opened = re.findall(r'<details class="[^"]*af-reasons"[^>]* open', visit.html)
    assert opened == [], "none is opened in the place of another"
    assert len(set(re.findall(r'id="(af-reasons-[^"]+)"', visit.html))) > 3, "each stays open on the page by its id"


def test_the_annex_19ter_is_the_first_day_of_a_family_stay_and_is_asked_once() -> None:
    case = Visit("F").told("", "February", "2021", sponsor="belgian").case
    assert (case["annex_19ter"], case["sponsor_belgian"]) == ("2021-02", True)


def test_a_card_that_has_ended_asks_whether_the_stay_goes_on() -> None:
    visit = Visit(card_expiry="2026-08-03").send("question/stays/0/why", answer="single_permit")
    assert "still" in visit.fields()
    since = {"from_month": "March", "from_year": "2021", "from_rough": "yes"}
    assert visit.send("question/stays/0/since", **since).wrong() == ["still"]
    assert visit.send("question/stays/0/since", still="no", **since).wrong() == ["to-day"]
    last = {"to_day": "3", "to_month": "8", "to_year": "2026"}
    assert visit.send("question/stays/0/since", still="no", **since, **last).stays[0]["to"] == "2026-08-03"
    assert "still" not in Visit(card_expiry="2027").send("question/stays/0/why", answer="single_permit").fields()


def test_a_stay_that_is_not_known_leaves_those_that_were_told() -> None:
    visit = Visit().told("single_permit", "November", "2022").send("question/stays/1/why", answer="unknown")
    assert visit.screen == "question/stays/1/unknown"
    assert len(visit.send("question/stays/1/unknown").stays) == 1
    assert not visit.screen.startswith("question/stays")


def test_the_list_is_complete_for_a_file_and_can_be_changed_as_before() -> None:
    visit = Visit(stays=[{"from": "2022-11", "ground": "single_permit"}])
    assert not visit.screen.startswith("question/stays"), "what a file tells is all there is"
    assert "question/stays/0/ground" in visit.see("question/stays").html
    assert 'value="add"' in visit.html


@pytest.mark.parametrize("way", ["file", "link"])
def test_a_file_or_a_link_from_the_middle_of_the_chain_goes_on_where_it_was(way: str) -> None:
    """Stays that nobody asked for yet are not stays that never were."""
    visit = Visit().told("single_permit", "November", "2022")
    assert visit.screen == "question/stays/1/why"
    assert again(visit, way).screen == "question/stays/1/why"
    visit.send("question/stays/1/why", answer="none")
    assert not again(visit, way).screen.startswith("question/stays"), "a list that is complete stays so"


@pytest.mark.parametrize("said", [True, "0", {"0": 1}, [[0]], ["stays"], [7], None])
def test_what_a_file_says_of_the_chain_is_taken_only_where_it_fits(said: Any) -> None:
    facts = {"nationality": "non-EU", "card": "A", "stays": [{"from": "2022-11", "ground": "single_permit"}]}
    text = json.dumps({"after-five": 1, "case": facts, "stays_before": said})
    assert save_file.read(text, date.fromisoformat(TODAY)).sheet.stays_before is None
    text = json.dumps({"after-five": 1, "case": {"card": "A"}, "stays_before": [0]})
    assert save_file.read(text, date.fromisoformat(TODAY)).sheet.stays_before is None, "no stay is told yet"


def again(visit: Visit, way: str) -> Visit:
    """The same person, in another tab."""
    state = State.from_json(visit.answer["state"])
    if way == "link":
        found = link.read(link.write(state), date.fromisoformat(TODAY))
    else:
        on = date.fromisoformat(TODAY)
        found = save_file.read(json.dumps(save_file.content(state, on, on, {})), on)
    other = Visit()
    other.answer = {"state": found.to_json()}
    return other.send("question/card", answer="A")


# --- living together --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"answer": "yes"}, (True, "none")),
        ({"answer": "no", "to_month": "9", "to_year": "2025", "to_rough": "yes"}, (False, "2025-09")),
        ({"answer": "no"}, (False, None)),
        ({"answer": "unknown"}, (None, None)),
    ],
)
def test_living_together_is_one_page_for_two_facts(form: dict[str, str], told: tuple[bool | None, str | None]) -> None:
    case = Visit("F").send("question/joint_household", **form).case
    assert (case["joint_household"], case["household_ended"]) == told


def test_the_causes_and_the_means_are_one_page_and_each_needs_an_answer() -> None:
    visit = Visit("F").send("question/retention_grounds", grounds="still_married")
    assert visit.wrong() == ["means"]
    case = visit.send("question/retention_grounds", grounds="still_married", means="work").case
    assert (case["retention_grounds"], case["means_since_household_ended"]) == (["still_married"], ["work"])


@pytest.mark.parametrize("place", ["stays/2/why", "stays/99/since", "stays/2/unknown", "stays/0/from"])
def test_the_page_of_a_stay_that_is_gone_is_the_list(place: str) -> None:
    """Back in the browser can lead to a stay that was removed since."""
    stay = {"from": "2020-03-05", "to": None, "ground": "single_permit", "first_card_issued": "2020-04-01"}
    screen = f"question/{place}"
    assert Visit(stays=[stay]).see(screen).screen == "question/stays"
    assert Visit(stays=[stay]).send(screen, answer="student").stays == [stay]
    assert Visit().see(screen).screen == "question/stays/0/why"


@pytest.mark.parametrize("told", [None, []])
def test_who_did_not_know_the_stays_can_tell_them_later(told: list[Any] | None) -> None:
    visit = Visit("B", stays=told).see("question/stays/0/since").told("unlimited", "3", "2019")
    assert [stay["ground"] for stay in visit.stays] == ["unlimited_stay"]
