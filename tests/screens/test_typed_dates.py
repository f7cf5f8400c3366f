"""Dates as people type them. Each row of a table is a case: what is typed, what comes out."""

from typing import Any

import pytest

from screens.typed_dates import DateProblem, boxes, parse

ACCEPTED: list[tuple[str, str, str, bool, Any]] = [
    ("27", "3", "2021", False, "2021-03-27"),
    ("07", "03", "2021", False, "2021-03-07"),
    (" 7 ", " 3 ", " 2021 ", False, "2021-03-07"),
    ("29", "2", "2024", False, "2024-02-29"),
    # month names: English, Dutch, French, German; short, capital, with full stop, with or without accents
    ("1", "March", "2021", False, "2021-03-01"),
    ("1", "maart", "2021", False, "2021-03-01"),
    ("1", "mrt", "2021", False, "2021-03-01"),
    ("1", "mars", "2021", False, "2021-03-01"),
    ("1", "März", "2021", False, "2021-03-01"),
    ("1", "maerz", "2021", False, "2021-03-01"),
    ("1", "mar", "2021", False, "2021-03-01"),
    ("1", "mei", "2021", False, "2021-05-01"),
    ("1", "mai", "2021", False, "2021-05-01"),
    ("1", "SEPT.", "2021", False, "2021-09-01"),
    ("1", "août", "2021", False, "2021-08-01"),
    ("1", "aout", "2021", False, "2021-08-01"),
    ("1", "août", "2021", False, "2021-08-01"),
    ("1", "févr", "2021", False, "2021-02-01"),
    ("1", "déc.", "2021", False, "2021-12-01"),
    ("1", "Dezember", "2021", False, "2021-12-01"),
    ("1", "okt", "2021", False, "2021-10-01"),
    ("1", "juin", "2021", False, "2021-06-01"),
    ("1", "juil", "2021", False, "2021-07-01"),
    # days as people write them
    ("1er", "mars", "2021", False, "2021-03-01"),
    ("1st", "March", "2021", False, "2021-03-01"),
    ("15.", "3.", "2021", False, "2021-03-15"),
    # a whole date in the first box
    ("27/03/2021", "", "", False, "2021-03-27"),
    ("27-3-2021", "", "", False, "2021-03-27"),
    ("27.3.2021", "", "", False, "2021-03-27"),
    ("2021-03-27", "", "", False, "2021-03-27"),
    ("27 mars 2021", "", "", False, "2021-03-27"),
    # only roughly known
    ("", "3", "2021", True, "2021-03"),
    ("", "maart", "2021", True, "2021-03"),
    ("", "", "2021", True, "2021"),
    ("", "spring", "2021", False, {"earliest": "2021-03-01", "latest": "2021-05-31"}),
    ("", "zomer", "2021", True, {"earliest": "2021-06-01", "latest": "2021-08-31"}),
    ("", "été", "2021", True, {"earliest": "2021-06-01", "latest": "2021-08-31"}),
    ("", "Herbst", "2021", True, {"earliest": "2021-09-01", "latest": "2021-11-30"}),
    ("", "winter", "2021", True, {"earliest": "2020-12-01", "latest": "2022-02-28"}),
    ("", "hiver", "2023", True, {"earliest": "2022-12-01", "latest": "2024-02-29"}),
]

REFUSED = [
    ("", "", "", False, "day", "date.missing"),
    ("", "", "", True, "day", "date.missing"),
    ("", "3", "2021", False, "day", "date.missing_day"),
    ("27", "", "2021", False, "month", "date.missing_month"),
    ("27", "3", "", False, "year", "date.missing_year"),
    ("", "", "2021", False, "day", "date.missing_day_and_month"),
    ("27", "", "", False, "month", "date.missing_month_and_year"),
    ("", "3", "", False, "day", "date.missing_day_and_year"),
    ("", "3", "", True, "year", "date.missing_year"),
    ("", "spring", "", False, "year", "date.missing_year"),
    ("27", "3", "2021", True, "day", "date.rough_but_full"),
    ("0", "3", "2021", False, "day", "date.bad_day"),
    ("32", "3", "2021", False, "day", "date.bad_day"),
    ("one", "3", "2021", False, "day", "date.bad_day"),
    ("27", "13", "2021", False, "month", "date.bad_month"),
    ("27", "0", "2021", False, "month", "date.bad_month"),
    ("27", "ma", "2021", False, "month", "date.bad_month"),
    ("27", "jui", "2021", False, "month", "date.bad_month"),
    ("27", "monday", "2021", False, "month", "date.bad_month"),
    ("27", "3", "21", False, "year", "date.bad_year"),
    ("27", "3", "1821", False, "year", "date.bad_year"),
    ("27", "3", "20211", False, "year", "date.bad_year"),
    ("27", "3", "2o21", False, "year", "date.bad_year"),
    ("31", "4", "2021", False, "day", "date.no_such_day"),
    ("29", "2", "2023", False, "day", "date.no_such_day"),
    ("5", "spring", "2021", False, "month", "date.bad_month"),
]


@pytest.mark.parametrize(("day", "month", "year", "rough", "value"), ACCEPTED)
def test_accepted(day: str, month: str, year: str, rough: bool, value: Any) -> None:
    assert parse(day, month, year, rough=rough) == value


@pytest.mark.parametrize(("day", "month", "year", "rough", "box", "key"), REFUSED)
def test_refused_with_the_box_to_correct(day: str, month: str, year: str, rough: bool, box: str, key: str) -> None:
    with pytest.raises(DateProblem) as refused:
        parse(day, month, year, rough=rough)
    assert (refused.value.box, refused.value.key) == (box, key)


@pytest.mark.parametrize("value", sorted({str(row[4]): row[4] for row in ACCEPTED}.values(), key=str))
def test_what_is_shown_again_is_read_as_the_same_date(value: Any) -> None:
    shown = boxes(value)
    assert parse(shown["day"], shown["month"], shown["year"], rough=bool(shown["rough"])) == value


def test_no_such_day_says_how_many_days_the_month_has() -> None:
    with pytest.raises(DateProblem) as refused:
        parse("30", "feb", "2024")
    assert dict(refused.value.values) == {"month": 2, "year": 2024, "last": 29}


def test_an_interval_that_is_no_season_leaves_the_boxes_empty() -> None:
    assert boxes({"earliest": "2021-01-05", "latest": "2021-02-05"})["year"] == ""
