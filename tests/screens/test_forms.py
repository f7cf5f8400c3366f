"""From forms to answers: amounts and numbers as people write them, choices, and what to say when nothing fits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.asking.forms import AMOUNT_LIMIT, filled, read
from screens.problems import NotAccepted
from screens.questions.beginning import IN_THE_PAGE
from screens.questions.places import Place, place_of_path, place_of_screen, screen_of_path
from screens.remembered.state import Form
from trying import trying


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1850", 1850),
        ("٢٠٠٠", 2000),
        ("1 850", 1850),
        ("1.850", 1850),
        ("1,850", 1850),
        ("1850,50", 1850.5),
        ("1850.5", 1850.5),
        ("1.850,50", 1850.5),
        ("1,850.50", 1850.5),
        ("€ 1.850,50", 1850.5),
        ("1850 EUR", 1850),
        ("1850 euros", 1850),
        ("€ 1.850,-", 1850),
        ("1850.–", 1850),
        ("0", 0),
        ("1.234.567", 1234567),
    ],
)
def test_amounts(text: str, value: float) -> None:
    assert read(Place("income"), {"amount": [text]}) == value


@trying(300)
@given(st.integers(0, 100 * AMOUNT_LIMIT - 1))
def test_an_amount_is_shown_again_to_the_cent(cents: int) -> None:
    amount = cents / 100
    assert read(Place("income"), filled(Place("income"), amount)) == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (12345.67, "12345.67"),
        (1234567, "1234567"),
        (1850.5, "1850.50"),
        (1850.0, "1850"),
        (1850.123, "1850.12"),
        (0, "0"),
    ],
)
def test_an_amount_is_shown_with_each_digit(amount: float, text: str) -> None:
    assert filled(Place("income"), amount) == {"amount": [text]}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "amount.missing"),
        ("a lot", "amount.not_a_number"),
        ("-5", "amount.not_a_number"),
        ("5-", "amount.not_a_number"),
        ("18.50.1", "amount.not_a_number"),
        ("99999999", "amount.too_much"),
    ],
)
def test_amounts_that_cannot_be_used(text: str, key: str) -> None:
    assert problem(Place("income"), {"amount": [text]}) == ("amount", key)


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("3", 3), ("50", 50)])
def test_numbers(text: str, value: int) -> None:
    assert read(Place("dependants"), {"amount": [text]}) == value


@pytest.mark.parametrize(
    ("text", "key"), [("", "count.missing"), ("two", "count.not_a_number"), ("51", "count.not_a_number")]
)
def test_numbers_that_cannot_be_used(text: str, key: str) -> None:
    assert problem(Place("dependants"), {"amount": [text]}) == ("amount", key)


@pytest.mark.parametrize(
    ("place", "form", "value"),
    [
        (Place("card"), {"answer": ["EU+"]}, "EU+"),
        (Place("card"), {"answer": ["unknown"]}, None),
        (Place("health_insurance"), {"answer": ["yes"]}, True),
        (Place("health_insurance"), {"answer": ["no"]}, False),
        (Place("annex_15"), {"say": ["none"]}, "none"),
        (Place("annex_15"), {"say": ["unknown"], "date-day": ["4"]}, None),
        (Place("annex_15"), {"date-day": ["4"], "date-month": ["mei"], "date-year": ["2020"]}, "2020-05-04"),
        (Place("income"), {"say": ["unknown"]}, None),
        (Place("interruptions"), {"answer": ["none"]}, []),
        (Place("interruptions"), {"answer": ["unknown"]}, None),
        (Place("interruptions"), {"answer": ["removal", "prison"]}, ["prison", "removal"]),
        (Place("nationality"), {"answer": ["non-EU"]}, "non-EU"),
    ],
)
def test_answers_and_back(place: Place, form: Form, value: Any) -> None:
    assert read(place, form) == value
    shown = filled(place, value)
    if value is not None:
        assert read(place, shown | ({"say": ["none"]} if value == "none" else {})) == value


@pytest.mark.parametrize(
    ("place", "form", "key"),
    [
        (Place("card"), {}, "choose"),
        (Place("card"), {"answer": ["Z"]}, "choose"),
        (Place("interruptions"), {}, "choose_several"),
        (Place("interruptions"), {"answer": ["none", "prison"]}, "choose_one_kind"),
        (Place("interruptions"), {"answer": ["unknown", "none"]}, "choose_one_kind"),
    ],
)
def test_choices_that_cannot_be_used(place: Place, form: Form, key: str) -> None:
    assert problem(place, form) == ("answer", key)


def test_a_country_from_a_file_is_kept_when_its_group_is_confirmed() -> None:
    assert filled(Place("nationality"), "MA") == {"answer": ["non-EU"]}
    assert read(Place("nationality"), {"answer": ["non-EU"]}, known="MA") == "MA"
    assert read(Place("nationality"), {"answer": ["GB"]}, known="MA") == "GB"
    assert filled(Place("nationality"), ["MA", "FR"]) == {"answer": ["EU"]}


@pytest.mark.parametrize(
    ("path", "screen"),
    [
        ("card", "question/card"),
        ("stays", "question/stays"),
        ("stays[0].first_card_issued", "question/stays/0/first_card_issued"),
        ("stays[12].to", "question/stays/12/when"),
    ],
)
def test_each_path_of_the_rules_has_a_screen(path: str, screen: str) -> None:
    assert screen_of_path(path) == screen
    assert place_of_screen(screen) is not None


def test_the_days_of_trips_are_asked_on_one_page() -> None:
    assert screen_of_path("absences[12].to") == "trips"


@pytest.mark.parametrize(
    "screen",
    ["", "start", "question", "question/nothing", "question/card/0/x", "question/stays/x/when", "question/stays/0"],
)
def test_what_is_no_question_has_no_place(screen: str) -> None:
    assert place_of_screen(screen) is None


def test_a_path_that_no_rule_writes_is_an_error() -> None:
    with pytest.raises(ValueError, match="stays"):
        place_of_path("stays[x]")


def test_the_first_questions_are_choices() -> None:
    """The page itself can only tell whether something is chosen."""
    assert {Place(fact).kind.name for fact in IN_THE_PAGE} <= {"choice", "nationality"}


def problem(place: Place, form: Form) -> tuple[str, str]:
    with pytest.raises(NotAccepted) as refused:
        read(place, form)
    (one,) = refused.value.problems
    return one.field, one.key
