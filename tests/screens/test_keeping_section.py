"""The section "Keeping your card" of the result, and the ways from it to a question and back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from screens.questions.flow import FROM_RESULT
from screens.showing.cards import keeping
from screens.words import Words
from visiting import Visit

TODAY = "2026-11-22"
WORKER: dict[str, Any] = {
    "nationality": "non-EU",
    "card": "A",
    "stays": [{"from": "2022-03-01", "to": None, "ground": "single_permit", "first_card_issued": "2022-03-01"}],
    "absences": [],
    "identity_established": True,
    "public_order": False,
    "public_health": False,
    "removal_decision": "none",
    "income": 3000,
    "dependants": 0,
    "health_insurance": True,
}


class Visitor(Visit):
    """Somebody on the page of results."""

    today = TODAY

    def __init__(self, **facts: Any) -> None:
        super().__init__({**WORKER, **facts})
        self.see("result")

    @classmethod
    def of(cls, case: dict[str, Any]) -> Visitor:
        """Somebody who told this, and no more."""
        visitor = cls()
        visitor.answer = {"state": {"case": case}}
        return visitor.see("result")

    def follow(self, mark: str) -> Visitor:
        """Press the link that holds a mark, an attribute or the words in it."""
        found = re.search(rf'<a href="#/([^"]*)"[^>]*{mark}', self.html)
        assert found, mark
        return self.see(found[1])

    @property
    def section(self) -> str:
        """The words of the section, without tags."""
        part = self.html.partition('id="af-keeping"')[2].partition("<h2")[0]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))

    def answered(self, **form: str) -> Visitor:
        """Send the form of the screen that is shown."""
        return self.send(self.screen, **form)

    def plan(self, start: str, end: str) -> Visitor:
        """Type the days of a trip."""
        return self.answered(row_0_from=start, row_0_to=end, row_0_reason="ordinary")


def test_a_trip_that_runs_is_never_said_to_move_no_date() -> None:
    """Nobody knows how long it lasts: what a later return would move is said, with its first day."""
    section = Visitor(absences=[{"from": "2026-09-01"}]).section
    assert "It moves no date." not in section
    assert "It has moved no date so far. L card: be back before 1 March 2027." in section
    assert "If you come back on that day, your date becomes 1 March 2032." in section
    told = Visitor(absences=[{"from": "2026-09-01", "to": "2027-02-28"}]).section
    assert "It moves no date." in told
    assert "be back before" not in told


def test_a_planned_trip_is_added_from_the_result_and_the_result_comes_back() -> None:
    visitor = Visitor().follow("data-add-trip")
    assert visitor.screen == "trips"
    visitor.plan("1/12/2026", "1/7/2027")
    assert visitor.screen == "result"
    assert visitor.state["case"]["absences"] == [{"from": "2026-12-01", "to": "2027-07-01", "reason": "ordinary"}]
    assert "way_back" not in visitor.state
    assert "1 December 2026 to 1 July 2027 (planned)" in visitor.section
    assert "Before you leave, by 1 December 2026: tell your municipality." in visitor.section
    assert "After your return, by 16 July 2027: report to your municipality." in visitor.section
    assert "Be back by 30 November 2027." in visitor.section
    assert re.search(r"L card: with this trip 1 July 2032, without it 1 March 2027\.", visitor.section)


def test_an_error_on_the_way_does_not_lose_the_way_back() -> None:
    visitor = Visitor().follow("data-add-trip").plan("40/1/2027", "")
    assert visitor.screen == "trips"
    visitor.plan("1/1/2027", "20/1/2027")
    assert visitor.screen == "result"


def test_the_last_day_of_the_card_is_one_question_and_gives_the_window() -> None:
    """Of a card without a single permit behind it."""
    visitor = Visitor(stays=[{"from": "2023-09-01", "ground": "refugee"}])
    assert "What is the last day on your card?" in visitor.section
    visitor.follow("data-expiry").answered(date_day="1", date_month="7", date_year="2027")
    assert visitor.screen == "result"
    assert (
        "Your card expires on 1 July 2027. Apply for a new one between 22 May 2027 and 1 June 2027." in visitor.section
    )


def test_while_trips_are_not_known_all_of_them_are_asked_first() -> None:
    """One planned trip must not say that there were no others."""
    visitor = Visitor(absences=None).follow("data-add-trip")
    assert visitor.screen == "question/absences"
    visitor.answered(absences_each_under="more", absences_in_five_years="10")
    assert visitor.screen == "trips", "beyond a limit the trips are asked"
    visitor.plan("1/3/2025", "1/12/2025")
    assert visitor.screen == "result"
    assert len(visitor.state["case"]["absences"]) == 1


def test_who_was_never_away_too_long_tells_no_trip() -> None:
    visitor = (
        Visitor(absences=None).follow("data-add-trip").answered(absences_each_under="3", absences_in_five_years="10")
    )
    assert visitor.screen == "result"
    assert "you were never away long enough to put your card at risk" in visitor.section
    visitor.follow("data-add-trip")
    assert visitor.screen == "trips", "beside a planned trip all others are told"
    visitor.plan("1/3/2025", "1/4/2025")
    assert visitor.state["case"]["absences"] == [{"from": "2025-03-01", "to": "2025-04-01", "reason": "ordinary"}]
    assert "absences_each_under" not in visitor.state["case"], "the list says it now"


def test_what_is_open_is_asked_from_there() -> None:
    visitor = Visitor(absences=[{"from": "2024-01-01", "to": "2024-06-01", "reason": "ordinary"}])
    assert "Not certain" in visitor.section
    visitor.follow(r">Answer this question<span class=\"af-hidden\"> Whether you told the municipality before")
    assert visitor.screen == "question/absences/0/annex_18"
    assert visitor.answered(answer="yes").screen == "result"
    assert "This trip did not end your status." in visitor.section


def test_what_is_certain_of_a_trip_is_said_where_only_a_duty_is_open() -> None:
    visitor = Visitor(absences=[{"from": "2024-01-01", "to": "2024-06-01", "reason": "ordinary"}])
    assert "No trip ended your status. One thing about a trip is still open" in visitor.section
    assert "This trip did not end your stay" in visitor.section
    assert "We cannot say" not in visitor.section
    assert visitor.section.index("The day your card was issued") < visitor.section.index("Whether you told")


def test_short_trips_that_nobody_asked_about_are_no_doubt_about_the_card() -> None:
    unknown = Visitor(absences=None).section
    assert "Depends on your trips" in unknown
    assert "Not certain" not in unknown
    expired = Visitor(absences=None, card_expiry="2026-09-30").section
    assert "Not certain" in expired, "leaving with such a card is a risk, however short the trip"
    assert "If you came back from a trip after its last day" in expired


def test_what_was_said_of_all_trips_leaves_a_duty_open_and_nothing_else() -> None:
    """Under six months: shorter than the year in which the holder of an A card comes back (ABS-1), and long enough to
    be told to the municipality (ABS-2)."""
    said = {"absences_each_under": 6, "absences_in_five_years": 10}
    case = {fact: told for fact, told in WORKER.items() if fact != "absences"} | said
    section = Visitor.of(case).section
    assert "Kept, one thing to check" in section
    assert "from 3 months on you tell your municipality" in section
    assert "We do not know your trips" not in section
    assert "Not certain" not in section


def test_a_question_opened_elsewhere_goes_on_as_always() -> None:
    visitor = Visitor().follow("data-expiry").see("question/birth_date")
    assert "way_back" not in visitor.state
    assert visitor.answered(date_day="1", date_month="7", date_year="1990").screen != "result"


def test_the_last_day_of_a_card_that_is_lost_is_not_asked_again() -> None:
    trip = {"from": "2024-01-01", "to": "2025-06-01", "reason": "ordinary", "annex_18": False}
    visitor = Visitor(card_expiry="2027-07-01", card_issued="2023-06-01", absences=[trip])
    assert 'data-keep="lost"' in visitor.html
    assert "this card can no longer be renewed" in visitor.section
    assert "What is the last day on your card?" not in visitor.section
    assert "Change the last day on my card" in visitor.section


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"card": "none"}, None),
        ({"card": None}, None),
        ({"card": "B", "unlimited_stay_since": "2024-01-01"}, "You told us about no trip"),
        ({"card": "annex_15"}, "Not certain"),
        ({"card_expiry": "2027-06-01"}, "Before a long trip you can already apply now."),
        ({"card_expiry": "2029-06-01"}, "Before a long trip you can apply earlier, from 1 June 2028 on."),
        ({"absences": [{"from": "2025-01-01", "to": "2025-01-20", "reason": "ordinary"}]}, "It moves no date."),
        (
            {"card": "A", "card_expiry": "2026-07-01"},
            "It counts as expired. If you have not applied for a new one yet, do it today.",
        ),
        ({"card": "EU+", "nationality": "EU", "card_expiry": "2027-07-01"}, "For your card these days are our advice."),
        (
            {
                "absences": [{"from": "2024-01-01", "to": "2025-06-01", "reason": "ordinary", "annex_18": False}],
                "card_issued": "2023-06-01",
            },
            "By the rules, this trip ended your status.",
        ),
        ({"absences": [{"from": "2027-01-01", "to": "2028-06-01", "reason": "ordinary"}]}, "you lose your status"),
    ],
)
def test_what_the_section_says(facts: dict[str, Any], said: str | None) -> None:
    visitor = Visitor(**facts)
    if said is None:
        assert "af-keeping" not in visitor.html
    else:
        assert said in visitor.section


def test_every_card_has_its_words() -> None:
    from belgian_residence.told.facts import CARDS

    for card in CARDS:
        trip = {"from": "2027-01-01", "to": "2034-01-01", "reason": "ordinary"}
        assert Visitor(card=card, card_expiry="2030-01-01", absences=[trip]).screen == "result"


def test_each_way_from_the_section_leads_to_a_question() -> None:
    shown = Visitor(absences=[{"from": "2024-01-01", "to": "2024-06-01", "reason": "ordinary"}])
    ways = re.findall(rf'href="#/({FROM_RESULT}[^"]*)"', shown.html)
    assert len(ways) >= 4
    for way in ways:
        assert shown.see(way).screen == way.removeprefix(FROM_RESULT)


def test_without_an_answer_there_is_no_section() -> None:
    from datetime import date

    assert keeping.view({"keep": None}, {}, date(2026, 11, 22), Words("en")) is None


def test_a_permit_that_is_renewed_before_its_card_has_its_own_day() -> None:
    """12 March less two months (B-WORK-1, Act art. 61/25-3), before the window of the card."""
    case = {
        "nationality": ["IN"],
        "card": "A",
        "stays": [{"from": "2024-03-15", "ground": "single_permit", "first_card_issued": "2024-05-01"}],
        "absences": [],
        "card_expiry": "2027-03-12",
    }
    on = date(2026, 11, 29)
    answer = rules.assess(case, on)
    section = keeping.view(answer, case, on, Words("en"))
    assert section is not None
    assert "by 12 January 2027" in section.renewal[0]
    assert not [text for text in section.renewal if "between" in text], "the window of the card comes too late"
