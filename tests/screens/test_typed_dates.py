"""Dates as people type them. Each row of a table is a case: what is typed, what comes out."""

from datetime import date, timedelta
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from screens.typed_dates import DateProblem, boxes, days, parse
from screens.words import Words
from trying import trying

Between = dict[str, str]


def between(earliest: str, latest: str) -> Between:
    return {"earliest": earliest, "latest": latest}


THREE_BOXES: list[tuple[str, str, str, Any]] = [
    ("27", "3", "2021", "2021-03-27"),
    ("07", "03", "2021", "2021-03-07"),
    (" 7 ", " 3 ", " 2021 ", "2021-03-07"),
    ("29", "2", "2024", "2024-02-29"),
    # month names: English, Dutch, French, German; short, capital, with full stop, with or without accents
    ("1", "March", "2021", "2021-03-01"),
    ("1", "maart", "2021", "2021-03-01"),
    ("1", "mrt", "2021", "2021-03-01"),
    ("1", "mars", "2021", "2021-03-01"),
    ("1", "März", "2021", "2021-03-01"),
    ("1", "maerz", "2021", "2021-03-01"),
    ("1", "mar", "2021", "2021-03-01"),
    ("1", "mei", "2021", "2021-05-01"),
    ("1", "mai", "2021", "2021-05-01"),
    ("1", "SEPT.", "2021", "2021-09-01"),
    ("1", "août", "2021", "2021-08-01"),
    ("1", "aout", "2021", "2021-08-01"),
    ("1", "aou\u0302t", "2021", "2021-08-01"),
    ("1", "févr", "2021", "2021-02-01"),
    ("1", "déc.", "2021", "2021-12-01"),
    ("1", "Dezember", "2021", "2021-12-01"),
    ("1", "okt", "2021", "2021-10-01"),
    ("1", "juin", "2021", "2021-06-01"),
    ("1", "juil", "2021", "2021-07-01"),
    # days as people write them
    ("1er", "mars", "2021", "2021-03-01"),
    ("1st", "March", "2021", "2021-03-01"),
    ("15.", "3.", "2021", "2021-03-15"),
    ("5e", "mars", "2021", "2021-03-05"),
    ("5,", "March", "2021", "2021-03-05"),
    ("05 ", "03", "2021", "2021-03-05"),
    ("٢٧", "٣", "٢٠٢١", "2021-03-27"),
    ("５", "３", "２０２１", "2021-03-05"),
    # what is left out makes it a rough date
    ("", "3", "2021", "2021-03"),
    ("", "maart", "2021", "2021-03"),
    ("", "", "2021", "2021"),
    ("", "spring", "2021", between("2021-03-01", "2021-05-31")),
    ("", "zomer", "2021", between("2021-06-01", "2021-08-31")),
    ("", "été", "2021", between("2021-06-01", "2021-08-31")),
    ("", "Herbst", "2021", between("2021-09-01", "2021-11-30")),
    ("", "winter", "2021", between("2020-12-01", "2022-02-28")),
    ("", "hiver", "2023", between("2022-12-01", "2024-02-29")),
    # a word beside the numbers
    ("around 5", "March", "2020", between("2020-02-27", "2020-03-12")),
    ("5?", "3", "2020", between("2020-02-27", "2020-03-12")),
    ("begin", "maart", "2020", between("2020-03-01", "2020-03-10")),
    ("", "ca. March", "2020", between("2020-02-01", "2020-04-30")),
    ("around", "", "2019", between("2018-01-01", "2020-12-31")),
]

ONE_BOX: list[tuple[str, Any]] = [
    ("27/03/2021", "2021-03-27"),
    ("27-3-2021", "2021-03-27"),
    ("27 - 3 - 2021", "2021-03-27"),
    ("27 / 3 / 2021", "2021-03-27"),
    ("27-mars-2021", "2021-03-27"),
    ("27 - mars - 2021", "2021-03-27"),
    ("27.3.2021", "2021-03-27"),
    ("2021-03-27", "2021-03-27"),
    ("27 3 2021", "2021-03-27"),
    ("27 mars 2021", "2021-03-27"),
    ("March 27, 2021", "2021-03-27"),
    ("le 1er mars 2021", "2021-03-01"),
    ("15. März 2020", "2020-03-15"),
    ("2019", "2019"),
    ("٢٠١٩", "2019"),
    ("en 2019", "2019"),
    ("03/2020", "2020-03"),
    ("2020-03", "2020-03"),
    ("3.2020", "2020-03"),
    ("March 2020", "2020-03"),
    ("maart 2020", "2020-03"),
    ("MÄRZ 2020", "2020-03"),
    ("depuis mars 2020", "2020-03"),
    ("spring 2012", between("2012-03-01", "2012-05-31")),
    ("en été 2020", between("2020-06-01", "2020-08-31")),
    ("im Sommer 2018", between("2018-06-01", "2018-08-31")),
    ("winter 2019/20", between("2019-12-01", "2020-02-29")),
    ("early spring 2012", "2012-03"),
    ("début 2019", between("2019-01-01", "2019-04-30")),
    ("Mitte 2019", between("2019-05-01", "2019-08-31")),
    ("end of 2021", between("2021-09-01", "2021-12-31")),
    ("fin de l’année 2019", between("2019-09-01", "2019-12-31")),
    ("Anfang März 2020", between("2020-03-01", "2020-03-10")),
    ("mi-mars 2020", between("2020-03-11", "2020-03-20")),
    ("eind februari 2020", between("2020-02-21", "2020-02-29")),
    ("around 5 March 2020", between("2020-02-27", "2020-03-12")),
    ("ca. 5.3.2020", between("2020-02-27", "2020-03-12")),
    ("circa maart 2020", between("2020-02-01", "2020-04-30")),
    ("vers 2019", between("2018-01-01", "2020-12-31")),
    ("2019-2020", between("2019-01-01", "2020-12-31")),
    ("between March and May 2020", between("2020-03-01", "2020-05-31")),
    ("tussen 5 en 12 maart 2020", between("2020-03-05", "2020-03-12")),
    ("maart of april 2020", between("2020-03-01", "2020-04-30")),
    ("mars à mai 2020", between("2020-03-01", "2020-05-31")),
    ("1/3/2022 – 5/4/2022", between("2022-03-01", "2022-04-05")),
    ("1/3/2022-5/4/2022", between("2022-03-01", "2022-04-05")),
]

REFUSED = [
    ("", "", "", "day", "date.missing"),
    ("27", "", "2021", "month", "date.missing_month"),
    ("7", "", "2021", "month", "date.missing_month"),
    ("27", "3", "", "year", "date.missing_year"),
    ("27", "", "", "month", "date.missing_month_and_year"),
    ("", "3", "", "year", "date.missing_year"),
    ("", "spring", "", "year", "date.missing_year"),
    ("", "5 March", "", "year", "date.missing_year"),
    ("0", "3", "2021", "day", "date.bad_day"),
    ("32", "3", "2021", "day", "date.bad_day"),
    ("one", "3", "2021", "day", "date.bad_day"),
    ("27", "13", "2021", "month", "date.bad_month"),
    ("27", "0", "2021", "month", "date.bad_month"),
    ("27", "ma", "2021", "month", "date.bad_month"),
    ("27", "jui", "2021", "month", "date.bad_month"),
    ("27", "monday", "2021", "month", "date.bad_month"),
    ("27", "3", "21", "year", "date.bad_year"),
    ("", "3", "21", "year", "date.bad_year"),
    ("27", "3", "1821", "year", "date.bad_year"),
    ("27", "3", "20211", "year", "date.bad_year"),
    ("27", "3", "2o21", "year", "date.bad_year"),
    ("31", "4", "2021", "day", "date.no_such_day"),
    ("29", "2", "2023", "day", "date.no_such_day"),
    ("", "30/2/2024", "", "month", "date.no_such_day"),
    ("5", "spring", "2021", "month", "date.bad_month"),
    ("", "March 2o20", "", "month", "date.not_read"),
    ("", "7 2021", "", "month", "date.not_read"),
    ("", "3 21", "", "month", "date.not_read"),
    ("", "1.1.20", "", "month", "date.not_read"),
    ("", "1 2 3 2020", "", "month", "date.not_read"),
    ("", "March March 2020", "", "month", "date.not_read"),
    ("", "May 2020 to March 2020", "", "month", "date.not_read"),
    ("", "before 2019", "", "month", "date.not_read"),
    ("–", "", "", "day", "date.not_read"),
    # a number with a sign, and half of "from … to …"
    ("-5", "3", "2021", "day", "date.bad_day"),
    ("+5", "3", "2021", "day", "date.bad_day"),
    ("\N{MINUS SIGN}5", "3", "2021", "day", "date.bad_day"),
    ("– 5", "3", "2021", "day", "date.bad_day"),
    ("5-", "3", "2021", "day", "date.bad_day"),
    ("-５", "3", "2021", "day", "date.bad_day"),
    ("5", "-3", "2021", "month", "date.bad_month"),
    ("5", "- maart", "2021", "month", "date.bad_month"),
    ("5", "3", "-2021", "year", "date.bad_year"),
    ("", "-2021", "", "month", "date.not_read"),
    ("", "2021 –", "", "month", "date.not_read"),
    ("", "1/-2/2020", "", "month", "date.not_read"),
    ("", "-1/2/2020", "", "month", "date.not_read"),
    ("", "1/2/2020-", "", "month", "date.not_read"),
    ("", "2020-03--05", "", "month", "date.not_read"),
    ("", "March -2020", "", "month", "date.not_read"),
    ("", "between -5 and 12 March 2020", "", "month", "date.not_read"),
    ("", "1/3/2022 – -5/4/2022", "", "month", "date.not_read"),
    ("", "1/2/20", "", "month", "date.not_read"),
]


@pytest.mark.parametrize(("day", "month", "year", "value"), THREE_BOXES)
def test_what_stands_in_three_boxes(day: str, month: str, year: str, value: Any) -> None:
    assert parse(day, month, year) == value


@pytest.mark.parametrize("box", range(3))
@pytest.mark.parametrize(("text", "value"), ONE_BOX)
def test_a_whole_date_in_any_one_box(text: str, value: Any, box: int) -> None:
    texts = ["", "", ""]
    texts[box] = text
    assert parse(*texts) == value


@pytest.mark.parametrize(("day", "month", "year", "box", "key"), REFUSED)
def test_refused_with_the_box_to_correct(day: str, month: str, year: str, box: str, key: str) -> None:
    with pytest.raises(DateProblem) as refused:
        parse(day, month, year)
    assert (refused.value.box, refused.value.key) == (box, key)


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
@pytest.mark.parametrize("form", ["format", "stand-alone"])
def test_every_month_as_the_unicode_tables_write_it(language: str, width: str, form: str) -> None:
    """Independent of our own list of names."""
    for number, name in Locale(language).months[form][width].items():
        assert parse("", name, "2020") == f"2020-{number:02}", name


EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)


@trying(300)
@given(st.dates(EARLIEST, LATEST), st.integers(0, 1500))
def test_what_is_shown_again_is_read_as_the_same_days(first: date, more: int) -> None:
    last = first + timedelta(more)
    shown = boxes(between(first.isoformat(), last.isoformat()))
    assert days(parse(shown["day"], shown["month"], shown["year"])) == (first, last)


@pytest.mark.parametrize("value", ["2021", "2021-03", "2021-03-27", between("2020-12-01", "2022-02-28")])
def test_a_date_of_the_file_is_shown_again_as_it_stands(value: Any) -> None:
    shown = boxes(value)
    assert parse(shown["day"], shown["month"], shown["year"]) == value


@trying(300)
@given(st.text("0123456789/-. –?maretspingécod", max_size=24))
def test_any_text_is_a_date_in_order_or_one_problem(text: str) -> None:
    try:
        first, last = days(parse("", text, ""))
    except DateProblem:
        return
    assert first <= last


def test_no_such_day_says_how_many_days_the_month_has() -> None:
    with pytest.raises(DateProblem) as refused:
        parse("30", "feb", "2024")
    assert dict(refused.value.values) == {"month": 2, "year": 2024, "last": 29}


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-03-01", "2020-03-31", "between 1 and 31 March 2020"),
        ("2019-01-01", "2019-04-30", "between 1 January and 30 April 2019"),
        ("2019-12-01", "2020-02-29", "between 1 December 2019 and 29 February 2020"),
    ],
)
def test_what_was_understood_is_said_with_its_first_and_last_day(first: str, last: str, said: str) -> None:
    assert Words("en").between(date.fromisoformat(first), date.fromisoformat(last)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2020-03-01", "2020-03-31", "entre le 1er et le 31 mars 2020"),
        ("2020-03-21", "2020-04-01", "entre le 21 mars et le 1er avril 2020"),
        ("2019-12-01", "2020-02-29", "entre le 1er décembre 2019 et le 29 février 2020"),
    ],
)
def test_french_writes_the_first_of_a_month_in_its_own_way(first: str, last: str, said: str) -> None:
    assert Words("fr").between(date.fromisoformat(first), date.fromisoformat(last)) == said
