"""The picture of the years: what is drawn where, and the table that says the same."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import belgian_residence as rules
from screens.showing.drawn import timeline
from screens.showing.drawn.timeline_layout import LETTERS, NUMBER, WIDTH, Lane, Timeline, levels
from screens.words import Words
from site_build.cases import load_cases
from trying import some

WORDS = Words("en")
ON = date(2026, 11, 28)


def stay(first: str, ground: str, last: str | None = None) -> dict[str, Any]:
    return {"from": first, "ground": ground, "first_card_issued": first} | ({"to": last} if last else {})


STUDENT_THEN_WORKER: dict[str, Any] = {
    "nationality": "CM",
    "card": "A",
    "card_expiry": "2027-03-01",
    "stays": [stay("2018-09-01", "student", "2023-08-31"), stay("2023-09-01", "single_permit")],
    "absences": [{"from": "2024-01-10", "to": "2024-03-10"}],
}


def drawn(case: dict[str, Any], on: date = ON) -> Timeline:
    found = timeline.view(case, rules.assess(case, on), on, WORDS)
    assert found is not None
    return found


def lane(picture: Timeline, words: str) -> Lane:
    (found,) = [one for one in picture.lanes if words in " ".join(text for _, text in one.lines)]
    return found


def test_each_stay_each_trip_and_each_card_has_its_place() -> None:
    picture = drawn(STUDENT_THEN_WORKER)
    study, work = lane(picture, "student"), lane(picture, "single permit")
    assert study.bars[0].x + study.bars[0].width == pytest.approx(work.bars[0].x, abs=0.2), "one follows the other"
    assert [bar.kind for bar in lane(picture, "L card").bars] == ["half", "full"]
    assert [bar.kind for bar in lane(picture, "B card").bars] == ["full"]
    assert lane(picture, "One trip").bars[0].kind == "trip"
    half, full = lane(picture, "L card").bars
    assert half.x == study.bars[0].x
    assert full.x == pytest.approx(work.bars[0].x, abs=0.2)
    assert lane(picture, "B card").marks[0] > picture.today, "its years are complete in 2028"
    assert lane(picture, "L card").marks[0] < picture.today


def test_the_table_says_the_same() -> None:
    rows = {(row.what, row.first): (row.last, row.counts) for row in drawn(STUDENT_THEN_WORKER).rows}
    study = rows["Study (student)", "1 September 2018"]
    assert study[0] == "31 August 2023"
    assert "B card: not" in study[1]
    assert "L card: for half" in study[1]
    assert rows["Years for the L card", "1 September 2018"] == ("31 August 2023", "for half")
    assert rows["Years for the B card", "1 September 2023"] == ("31 August 2028", "in full")
    assert rows["Trip", "10 January 2024"][0] == "10 March 2024"
    assert any(
        row.what == "Last day of your card" and row.last == "1 March 2027" for row in drawn(STUDENT_THEN_WORKER).rows
    )


def test_days_that_are_near_each_other_have_numbers_that_do_not_touch_and_a_list_that_names_them() -> None:
    ahead = [
        ("2027-03-09", None, "decision-due"),
        ("2027-03-01", None, "appeal"),
        ("2027-03-01", "2027-02-01", "renewal-window"),
        ("2027-12-01", None, "report-return"),
    ]
    whole = {
        **rules.assess(STUDENT_THEN_WORKER, ON),
        "keep": {"renewal": {"expires": "2027-03-01"}},
        "deadlines": [{"id": id, "date": last, "from": first, "state": "ahead"} for last, first, id in ahead],
    }
    picture = timeline.view(STUDENT_THEN_WORKER, whole, ON, WORDS)
    assert picture is not None
    window, due, appeal = (WORDS(f"deadline.{id}") for id in ("renewal-window", "decision-due", "appeal"))
    assert picture.days == (
        ("1 February 2027 to 1 March 2027", window),
        ("1 March 2027", f"{WORDS('timeline.card_ends')}; {appeal}"),
        ("9 March 2027", due),
        ("1 December 2027", WORDS("deadline.report-return")),
    )
    numbers = lane(picture, "Days that matter").numbers
    assert [number for _, _, number in numbers] == [1, 2, 3, 4]
    top = numbers[0][1]
    assert [(y - top) / NUMBER for _, y, _ in numbers] == [0, 1, 2, 0], "one below the other where they would touch"


@given(st.lists(st.floats(0, 400), min_size=1, max_size=20).map(sorted))
def test_what_stands_side_by_side_never_touches_and_takes_no_line_without_need(places: list[float]) -> None:
    found = list(zip(places, levels(places, NUMBER), strict=True))
    for at, (place, level) in enumerate(found):
        before = [line for other, line in found[:at] if place - other < NUMBER]
        assert level not in before
        assert all(line in before for line in range(level))


def test_two_possible_days_are_a_band() -> None:
    # Registered in March, first card in October 2020: two readings of where the years of L begin (L-5Y-8).
    case = {
        "nationality": "IN",
        "card": "A",
        "stays": [{"from": "2020-03-01", "ground": "single_permit", "first_card_issued": "2020-10-15"}],
        "absences": [],
    }
    kinds = {bar.kind for bar in lane(drawn(case, date(2025, 1, 1)), "L card").bars}
    assert kinds == {"band", "full"}


def test_who_told_no_stay_sees_the_years_since_the_annex() -> None:
    case = {"nationality": "FR", "card": "EU", "annex_19": "2019-10-01", "absences": [], "interruptions": []}
    picture = drawn(case)
    assert lane(picture, "Stay under the EU rules").bars[0].kind == "stay"
    assert lane(picture, "EU+ card").bars[0].kind == "full"


@pytest.mark.parametrize("case", [{"nationality": "IN", "card": "A"}, {"nationality": "IN", "card": "A", "stays": []}])
def test_without_a_day_there_is_no_picture(case: dict[str, Any]) -> None:
    assert timeline.view(case, rules.assess(case, ON), ON, WORDS) is None


def test_everything_of_the_corpus_lies_inside_the_picture_in_the_order_of_time() -> None:
    seen = 0
    for entry in some(load_cases(), 84):
        if "people" in entry["case"]:
            continue
        on = date.fromisoformat(entry["on"])
        picture = timeline.view(entry["case"], rules.assess(entry["case"], on), on, WORDS)
        if picture is None:
            continue
        seen += 1
        assert 0 <= picture.today <= WIDTH
        assert [x for x, _ in picture.years] == sorted(x for x, _ in picture.years)
        assert all(after - x > 30 for (x, _), (after, _) in zip(picture.years, picture.years[1:], strict=False)), (
            "names of years do not touch"
        )
        for one in picture.lanes:
            assert all(len(text) <= LETTERS for _, text in one.lines)
            assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH + 2 for bar in one.bars), entry["name"]
            assert all(0 <= x <= WIDTH for x in one.marks)
            assert len(one.marks) < 2, "the words of a lane name one day"
            middles = [(x, y) for x, y, _ in one.numbers]
            assert all(NUMBER / 2 <= x <= WIDTH - NUMBER / 2 and y + NUMBER / 2 <= picture.height for x, y in middles)
            assert all(abs(x - a) >= NUMBER or abs(y - b) >= NUMBER for (x, y), (a, b) in combinations(middles, 2))
        numbers = [number for one in picture.lanes for _, _, number in one.numbers]
        assert numbers == list(range(1, len(picture.days) + 1)), "each number has its line in the list"
        bars = sum(1 for one in picture.lanes for bar in one.bars)
        assert len(picture.rows) >= bars, "each bar has its line in the table"
    assert seen > 2


def test_the_years_for_k_can_be_complete_before_unlimited_stay() -> None:
    # Five years of stay on 1 March 2022 (K-COUNT-1); unlimited stay, and so the clock, on 1 May 2023 (K-WHEN-1).
    case = {
        "nationality": "BR",
        "card": "B",
        "unlimited_stay_since": "2023-05-01",
        "stays": [stay("2017-03-01", "single_permit", "2023-04-30"), stay("2023-05-01", "unlimited_stay")],
        "absences": [],
    }
    assert rules.assess(case, ON)["routes"]["K"]["clock"] == "2023-05-01"
    assert lane(drawn(case), "K card: years complete 1 March 2022").bars[0].kind == "full"


def test_the_table_says_a_rough_day_as_it_was_told() -> None:
    """It is drawn on one day, but nobody told that day."""
    told = {
        "stays": [{"from": "2020-03", "ground": "single_permit"}],
        "absences": [{"from": "2022-02", "to": {"earliest": "2022-06-01", "latest": "2022-08-31"}}],
        "card_expiry": "2027-03",
    }
    rows = {row.what: (row.first, row.last) for row in drawn(STUDENT_THEN_WORKER | told).rows}
    assert rows["Work with a Belgian contract (single permit)"] == ("March 2020", "still running")
    assert rows["Trip"] == ("February 2022", "summer 2022")
    assert "Last day of your card" not in rows
