"""Trips: how long at most, or all of them on one page, typed or pasted."""

from __future__ import annotations

from typing import Any

import pytest

import belgian_residence as rules
from screens.asking.trips import days_of_line, text_of
from screens.typed_dates import parse
from visiting import Visit

STAY = {"from": "2020-09-10", "ground": "single_permit", "first_card_issued": "2020-10-01"}
WORKER: dict[str, Any] = {"nationality": "non-EU", "card": "A", "stays": [STAY]}
EU: dict[str, Any] = {"nationality": "EU", "card": "EU", "annex_19": "2019-05-02"}
ASKED = "question/absences"


# --- how long at most -----------------------------------------------------------------------------------------------


def test_the_question_names_the_limits_that_decide_and_since_when() -> None:
    worker, eu = Visit(WORKER).see(ASKED), Visit(EU).see(ASKED)
    assert "Since 10 September 2020" in worker.text
    assert "Less than 3 months 3 months or longer, but less than 6 months" in worker.text
    assert "more than 10 months in all within five years" in worker.text
    assert "Since 2 May 2019" in eu.text
    assert "more than 6 months in all within twelve months" in eu.text
    assert "five years" not in eu.text.partition("Help with this question")[0]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-09-10", "Depuis le 10 septembre 2020, combien"),
        ("2020-09", "Depuis septembre 2020, combien"),
        ("2020", "Depuis 2020, combien"),
        ({"earliest": "2020-09-05", "latest": "2020-09-15"}, "Depuis le début de votre séjour, combien"),
    ],
)
def test_a_day_a_month_and_a_year_have_the_little_word_that_french_gives_them(day: Any, said: str) -> None:
    visit = Visit(WORKER | {"stays": [STAY | {"from": day}]})
    visit.language = "fr"
    assert said in visit.see(ASKED).text


def test_a_passport_without_stamps_is_no_advice_for_citizens_of_the_eu() -> None:
    assert "Stamps in a passport" in Visit(WORKER).see(ASKED).text
    assert "Stamps in a passport" not in Visit(EU).see(ASKED).text
    assert "bank statements" in Visit(EU).see(ASKED).text


EXPIRED = WORKER | {"card_expiry": "2026-09-30"}


def test_with_a_card_that_has_expired_three_months_are_the_limit_and_nothing_is_asked_again() -> None:
    """A trip of three months at most does not end the stay, whatever the card says (ABS-4)."""
    visit = Visit(EXPIRED).send(ASKED, absences_each_under="3", absences_in_five_years="10")
    assert visit.screen not in (ASKED, "trips")
    assert "absences" not in visit.case


def test_with_a_card_that_has_expired_the_page_of_trips_says_why_it_asks_again() -> None:
    """How long somebody was away says nothing of a longer trip on which the card ran out (CARD-ABS-7): each trip is
    asked, and who does not know them has still said how long the longest was."""
    visit = Visit(EXPIRED | {"absences_each_under": 6, "absences_in_five_years": 10}).see("trips")
    assert "But your card has expired, and then every trip matters" in visit.text
    assert "Add only trips that you still plan" not in visit.text
    visit.send("trips", say="unknown")
    assert visit.case["absences"] is None
    assert (visit.case["absences_each_under"], visit.case["absences_in_five_years"]) == (6, 10)
    assert visit.screen not in (ASKED, "trips")
    assert "Removed" not in visit.text


def test_never_beyond_a_limit_is_one_screen_and_kept_as_months() -> None:
    visit = Visit(WORKER).send(ASKED, absences_each_under="6", absences_in_five_years="10")
    assert visit.case == WORKER | {"absences_each_under": 6, "absences_in_five_years": 10}
    assert visit.screen not in (ASKED, "trips")
    assert visit.see(ASKED).checked() == ["6", "10"], "the answer is shown again"


def test_the_limits_are_asked_of_the_rules_once_for_the_question_and_its_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, asked = rules.absence_bounds, []
    monkeypatch.setattr(rules, "absence_bounds", lambda *told: asked.append(told) or found(*told))
    visit = Visit(WORKER).see(ASKED)
    assert len(asked) == 1
    visit.send(ASKED, absences_each_under="6", absences_in_five_years="10").see(ASKED)
    assert len(asked) == 1
    Visit(WORKER | {"stays": [STAY | {"from": "2020-09-11"}]}).see(ASKED)
    assert len(asked) == 2


def test_beyond_a_limit_the_trips_are_asked_and_then_stand_for_all() -> None:
    visit = Visit(WORKER).send(ASKED, absences_each_under="more", absences_in_five_years="10")
    assert visit.screen == "trips"
    assert "Add only trips that you still plan" not in visit.text, "what was said does not do without them"
    assert visit.see(ASKED).checked() == ["more", "10"], "the answer is shown again"
    visit.send("trips", row_0_from="1/3/2022", row_0_to="1/12/2022", row_0_reason="ordinary")
    assert visit.case == WORKER | {"absences": [{"from": "2022-03-01", "to": "2022-12-01", "reason": "ordinary"}]}


def test_beyond_a_limit_that_decides_no_card_no_trips_are_asked() -> None:
    visit = Visit(EU).send(ASKED, absences_each_under="more", absences_in_a_year="6")
    assert visit.screen not in (ASKED, "trips")
    assert visit.case == EU | {"absences_each_under": None, "absences_in_a_year": 6}


def test_i_dont_know_is_not_asked_again() -> None:
    visit = Visit(WORKER).send(ASKED, absences_each_under="unknown", absences_in_five_years="10")
    assert visit.screen not in (ASKED, "trips")
    assert visit.case["absences"] is None
    assert visit.case["absences_in_five_years"] == 10
    assert visit.see(ASKED).checked() == ["unknown", "10"]


def test_who_then_asks_about_nationality_hears_the_limits_that_are_new() -> None:
    visit = Visit(EU | {"absences_each_under": 3, "absences_in_a_year": 6})
    visit.state["also_nationality"] = True
    visit.see(ASKED)
    assert "within five years" in visit.text
    assert visit.checked() == ["3", "6"], "what was said stands there"


def test_what_is_left_open_is_named() -> None:
    visit = Visit(WORKER).send(ASKED, absences_each_under="6", absences_in_five_years="")
    assert [field for field, _ in visit.errors()] == ["absences-in-five-years"]
    said = [text for _, text in Visit(WORKER).send(ASKED).errors()]
    assert len(said) == len(set(said)) == 2, "each error names its question"


def test_who_does_not_know_the_trips_hears_the_day_within_the_limits() -> None:
    shown = Visit(EU | {"absences": None, "interruptions": []}).see("result").text
    assert "since 2 May 2024, if you were never away too long" in shown


# --- the rows -------------------------------------------------------------------------------------------------------


def test_another_row_keeps_what_was_typed_also_what_is_no_date() -> None:
    visit = Visit(WORKER).send("trips", row_0_from="1/3/2022", row_0_to="soon", row_0_reason="posting", say="add")
    assert visit.screen == "trips"
    assert not visit.errors()
    assert [visit.value("row-0-from"), visit.value("row-0-to"), visit.value("row-1-from")] == ["1/3/2022", "soon", ""]
    assert "posting" in visit.answer["html"].partition(" selected")[0].rpartition("value=")[2]


def test_an_error_names_the_row_and_the_field() -> None:
    visit = Visit(WORKER).send("trips", row_0_from="1/3/2022", row_0_to="5/4/2022", row_1_from="", row_1_to="40/4/2023")
    assert [(field, words.partition(":")[0]) for field, words in visit.errors()] == [
        ("row-1-from", "Trip 2, Day you leave or left"),
        ("row-1-to", "Trip 2, Day you come back or came back"),
    ]


def test_two_rows_that_overlap_name_each_other() -> None:
    visit = Visit(WORKER).send(
        "trips", row_0_from="1/3/2022", row_0_to="5/4/2022", row_1_from="1/4/2022", row_1_to="9/9/2022"
    )
    ((field, words),) = visit.errors()
    assert field == "row-1-from"
    assert "1 March 2022" in words


def test_an_empty_page_says_how_to_say_never() -> None:
    assert Visit(WORKER).send("trips", row_0_from="", row_0_to="").errors()[0][0] == "row-0-from"
    assert Visit(WORKER).send("trips", say="none").case["absences"] == []
    assert Visit(WORKER).send("trips", say="unknown").case["absences"] is None


def test_what_was_told_beside_a_row_stays_with_it_and_an_emptied_row_is_gone() -> None:
    trips = [
        {"from": "2021-01-01", "to": "2021-02-01", "reason": "ordinary"},
        {"from": "2022-01-01", "to": "2022-06-01", "reason": "posting", "annex_18": True},
    ]
    visit = Visit(WORKER | {"absences": trips}).see(ASKED)
    assert visit.screen == "trips"
    visit.send(
        "trips",
        row_0_from="",
        row_0_to="",
        row_0_entry="0",
        row_1_from="1/1/2022",
        row_1_to="7/2022",
        row_1_entry="1",
        row_1_reason="posting",
    )
    assert visit.case["absences"] == [{"from": "2022-01-01", "to": "2022-07", "reason": "posting", "annex_18": True}]


@pytest.mark.parametrize("value", ["2021-03-15", "2021-03", "2021", {"earliest": "2021-03-01", "latest": "2021-05-31"}])
def test_a_day_is_shown_so_that_it_can_be_read_again(value: Any) -> None:
    trips = [{"from": value, "to": "2022-01-05", "reason": "ordinary"}]
    visit = Visit(WORKER | {"absences": trips}).see("trips")
    visit.send(
        "trips", row_0_from=text_of(value), row_0_to=visit.value("row-0-to"), row_0_entry="0", row_0_reason="ordinary"
    )
    assert visit.case["absences"] == trips


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1/3/2022–5/4/2022", ("2022-03-01", "2022-04-05")),
        ("March 2022 - April 2022", ("2022-03", "2022-04")),
        ("2022-03-01;2022-04-05", ("2022-03-01", "2022-04-05")),
        ("2022-03-01 - 2022-04-05", ("2022-03-01", "2022-04-05")),
        ("1-3-2022\t5-4-2022", ("2022-03-01", "2022-04-05")),
        ("from 1/3/2022 to 5/4/2022", ("2022-03-01", "2022-04-05")),
        ("1/3/2022-5/4/2022", ("2022-03-01", "2022-04-05")),
        ("du 1 mars 2022 au 5 avril 2022", ("2022-03-01", "2022-04-05")),
        ("- 1/3/2022 – 5/4/2022", ("2022-03-01", "2022-04-05")),  # a list, with its marks
        ("• from 1/3/2022 to 5/4/2022", ("2022-03-01", "2022-04-05")),
    ],
)
def test_a_line_is_read_as_two_days(line: str, days: tuple[str, str]) -> None:
    found = days_of_line(line)
    assert found is not None
    assert (parse(found[0], "", ""), parse(found[1], "", "")) == days


def test_pasted_lines_become_rows_beside_what_was_typed() -> None:
    visit = Visit(WORKER).send(
        "trips",
        row_0_from="1/3/2020",
        row_0_to="5/4/2020",
        paste="1/3/2021 – 5/4/2021\n\n2/2/2022;3/3/2022",
        say="paste",
    )
    assert [visit.value(f"row-{row}-from") for row in range(3)] == ["1/3/2020", "1/3/2021", "2/2/2022"]
    assert "absences" not in visit.case


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_lost() -> None:
    visit = Visit(WORKER).send(
        "trips", row_0_from="1/3/2020", row_0_to="", paste="1/3/2021 – 5/4/2021\nItaly\n40/1/2022;1/2/2022"
    )
    errors = [words for field, words in visit.errors() if field == "paste"]
    assert errors[0].startswith("Line 2 (Italy): write two dates")
    assert errors[1].startswith("Line 3 (40/1/2022;1/2/2022), Day you leave or left: ")
    assert "Italy" in visit.answer["html"].partition("<textarea")[2]


# --- a planned trip beside what was said of all ---------------------------------------------------------------------


SAID = {"absences_each_under": 6, "absences_in_five_years": 10}


def test_a_planned_trip_leaves_what_was_said_of_the_past() -> None:
    visit = Visit(WORKER | SAID).see("trips")
    assert "Add only trips that you still plan" in visit.text
    visit.send("trips", row_0_from="10/1/2027", row_0_to="10/3/2027")
    assert visit.errors() == []
    assert {fact: visit.case.get(fact) for fact in SAID} == SAID
    assert [trip["from"] for trip in visit.case["absences"]] == ["2027-01-10"]


def test_with_a_trip_of_the_past_the_list_says_it_all() -> None:
    visit = Visit(WORKER | SAID).see("trips")
    visit.send("trips", row_0_from="10/1/2025", row_0_to="10/3/2025", row_1_from="10/1/2027", row_1_to="10/3/2027")
    assert visit.errors() == []
    assert not set(SAID) & set(visit.case)


def test_without_such_an_answer_nothing_is_said_of_it() -> None:
    assert "Add only trips that you still plan" not in Visit(WORKER).see("trips").text


@pytest.mark.parametrize("text", ["abc … def", "2022-05-01 … 2022-04-01"])
def test_two_ends_that_are_no_days_are_no_date(text: str) -> None:
    [(field, said)] = Visit(WORKER).send("trips", row_0_from=text, row_0_to="5/2023").errors()
    assert field == "row-0-from"
    assert "We cannot read this date" in said


def test_signs_that_nobody_sees_are_not_in_the_way() -> None:
    """They come along when somebody copies a date, from a chat for example."""
    visit = Visit(WORKER).send("trips", row_0_from="\u200e1/3/2022", row_0_to="5/4/2022\u200b")
    assert visit.case["absences"] == [{"from": "2022-03-01", "to": "2022-04-05", "reason": "ordinary"}]
    pasted = Visit(WORKER).send("trips", paste="\ufeff1/3/2022\t\u202a5/4/2022\u202c", say="paste")
    assert [pasted.value("row-0-from"), pasted.value("row-0-to")] == ["1/3/2022", "5/4/2022"]
