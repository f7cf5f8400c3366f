"""The pictures of the guides say what the rules say, and nothing that the words beside them do not."""

import re
from datetime import date
from fractions import Fraction

import pytest

from belgian_residence.counting.conventions import SAFE
from belgian_residence.counting.situation import Situation
from belgian_residence.law import amounts
from belgian_residence.routes.l.stays import weight
from belgian_residence.told.person import Person, Stay
from site_build.guides import pictures
from site_build.guides.dossiers import CARDS
from site_build.guides.macros import examples, whole

ON = date(2026, 11, 28)


@pytest.mark.parametrize("name", ["A", "B", "EU+", "M+", "orange_card"])
def test_a_card_is_drawn_on_one_line_and_hidden_from_screen_readers(name: str) -> None:
    drawn = pictures.card(name)
    assert "\n" not in drawn
    assert drawn.startswith('<svg class="af-card ')
    assert ' aria-hidden="true"' in drawn
    assert " style=" not in drawn


@pytest.mark.parametrize("ground", pictures.SHOWN_FOR_L)
def test_what_a_year_is_worth_is_what_the_rules_count(ground: str) -> None:
    stay = Stay(index=0, start=date(2020, 1, 1), end=date(2021, 12, 31), ground=ground)
    situation = Situation(person=Person(stays=(stay,)), on=ON, conventions=SAFE)
    counted = {"full": Fraction(1), "half": Fraction(1, 2), "none": Fraction(0), "open": Fraction(0)}
    assert counted[pictures.counted(ground)] == weight(stay, [stay], situation)


def test_bars_are_as_long_as_the_amounts() -> None:
    drawn = pictures.lasting([(route, route, "valid", "away") for route in CARDS], ON, "en")
    valid = [int(length) / 20 for length in re.findall(r'bar-valid".*?<path d="M0 0h(\d+)v10H0z"', drawn)]
    named = [pictures.VALID.get(route, f"card.{route}.validity") for route in CARDS]
    assert valid == [amounts.amount(name, ON).value for name in named]
    away = [int(length) / 20 for length in re.findall(r'bar-away".*?<path d="M0 0h(\d+)v10H0z"', drawn)]
    assert away == [1, 1, 1, 2, 2, 5]


def test_days_stand_in_their_order_and_those_that_are_near_climb() -> None:
    drawn = pictures.days([date(2026, 1, 1), date(2026, 1, 5), date(2027, 1, 1)])
    places = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert places[1][1] < places[0][1] == places[2][1]
    assert max(x for x, _ in places) < pictures.WIDTH


def test_the_years_of_an_example_are_a_picture_and_a_table_without_a_day_that_is_today() -> None:
    drawn = pictures.years(examples()["student_worker"]["case"], whole("student_worker"), "L", ON, "en")
    assert "1 March 2027" in drawn
    assert "af-bar-half" in drawn
    assert "<caption" in drawn
    assert "af-now" not in drawn


def test_an_example_without_a_day_has_no_picture() -> None:
    with pytest.raises(ValueError, match="nothing with a day"):
        pictures.years({}, {"routes": {"L": {"clock_parts": [], "deadlines": []}}}, "L", ON, "en")
