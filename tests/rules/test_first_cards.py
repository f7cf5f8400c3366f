"""Between which days a first card was issued whose day is not known (DOC-15, FAM-APP-8, FAM-5Y-3)."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from belgian_residence import assess
from belgian_residence.assessment.one_person import Result, read_person, work_out
from belgian_residence.counting.first_cards import first_card, longest_annex_15, one_annex_15, registered_on
from belgian_residence.told.faults import CaseError
from belgian_residence.told.person import Person, Stay
from rules.test_losing_properties import travellers
from trying import trying

ON = date(2026, 11, 28)
START = date(2022, 1, 11)


def stay(end: date | None = None, ground: str = "single_permit", **more: object) -> Stay:
    return Stay(START, end, ground, index=2, **more)  # type: ignore[arg-type]


def test_a_day_that_is_known_is_that_day() -> None:
    day = date(2022, 2, 1)
    found = first_card(stay(first_card=day), Person(), ON)
    assert (found.earliest, found.latest, found.probably, found.known) == (day, day, day, True)


BOUNDS = [
    # the stay, the card held now, probably, at the latest
    (stay(), None, START + timedelta(45), START + timedelta(135)),
    (stay(date(2022, 2, 1)), None, date(2022, 2, 1), date(2022, 2, 1)),
    (stay(date(2022, 3, 31)), None, START + timedelta(45), date(2022, 3, 31)),
    (stay(date(2024, 3, 31)), None, START + timedelta(45), START + timedelta(135)),
    (stay(), date(2022, 3, 31), START + timedelta(45), date(2022, 3, 31)),
    (stay(), date(2022, 1, 10), START + timedelta(45), START + timedelta(135)),  # a card of the stay before
    (stay(date(2024, 3, 31)), date(2022, 3, 31), START + timedelta(45), START + timedelta(135)),  # another stay's card
    (stay(ground="family_of_eu_or_belgian"), None, date(2022, 8, 25), date(2022, 11, 23)),  # 2022-07-11 + 45, + 135
    (stay(ground="asylum_procedure"), None, None, None),
    (stay(card="orange_card"), None, None, None),
    (stay(attestation=date(2021, 6, 1)), None, None, None),
    (stay(country="DE"), None, None, None),  # other papers there
    (stay(date(2026, 11, 27), told_end=date(2022, 3, 31)), None, START + timedelta(45), date(2022, 3, 31)),
    (stay(date(2022, 3, 31), attestation=date(2021, 6, 1)), None, None, date(2022, 3, 31)),
]


@pytest.mark.parametrize(("one", "issued", "probably", "latest"), BOUNDS)
def test_what_bounds_a_day_that_is_not_known(
    one: Stay, issued: date | None, probably: date | None, latest: date | None
) -> None:
    found = first_card(one, Person(card_issued=issued), ON)
    assert (found.earliest, found.probably, found.latest) == (START, probably, latest)
    assert found.fact == "stays[2].first_card_issued"
    assert not found.known


def test_a_stay_of_which_the_first_day_is_not_known_has_only_later_bounds() -> None:
    running, ended = stay(start_known=False), stay(date(2024, 3, 31), start_known=False)
    for one, issued, latest in ((running, None, None), (running, ON, ON), (ended, None, date(2024, 3, 31))):
        person = Person(card_issued=issued)
        found = first_card(one, person, ON)
        assert (found.earliest, found.probably, found.latest) == (None, None, latest)
        assert registered_on(one, person, ON) == latest
    assert registered_on(stay(), Person(), ON) == START


def test_how_long_an_annex_15_lasts() -> None:
    assert (one_annex_15(ON), longest_annex_15(ON)) == (timedelta(45), timedelta(135))


# --- what the bound promises, with absences around the day -----------------------------------------------------------


def worker(card: date | None, away: list[dict[str, str]], **more: object) -> dict[str, object]:
    stay = {"from": START.isoformat(), "ground": "single_permit", "first_card_issued": card and card.isoformat()}
    return {
        "nationality": ["IN"],
        "card": "A",
        "stays": [stay],
        "absences": away,
        "unlimited_stay_since": "none",
        "birth_date": "1985-02-03",
        **more,
    }


@st.composite
def trips(draw: st.DrawFn) -> list[dict[str, str]]:
    """Two or three long trips one after the other, the first about the day of the card."""
    found, day = [], START
    for number in range(draw(st.integers(2, 3))):
        out = day + timedelta(draw(st.integers(1, 250 if number else 30)))
        day = out + timedelta(draw(st.integers(130, 180)))
        found.append({"from": out.isoformat(), "to": day.isoformat()})
    return found


@trying(120)
@given(trips(), st.sampled_from((0, 20, 135)))
def test_no_card_between_the_bounds_gives_a_later_day(away: list[dict[str, str]], days: int) -> None:
    """An early card takes in more of the absences, so it can give a later day than the latest card."""
    not_known, known = (assess(worker(card, away), ON)["routes"] for card in (None, START + timedelta(days)))
    for route in ("L", "nationality"):
        for reading, bound in not_known[route]["readings"].items():
            assert bound >= known[route]["readings"].get(reading, bound), f"{route}, {reading}"
        if not_known[route]["clock"] and known[route]["clock"]:
            assert not_known[route]["clock"] >= known[route]["clock"], route


# --- asked only where it can move something -------------------------------------------------------------------------


def said(result: Result) -> tuple[object, ...]:
    return result.outcome.status, result.outcome.earliest, result.outcome.readings


@trying(120)
@given(travellers(), st.data())
def test_the_day_of_a_first_card_is_asked_only_where_it_moves_something(
    life: tuple[dict[str, Any], date], data: st.DataObject
) -> None:
    """Years that began again on a return begin there whatever was the day of the card (L-ABS-2, NAT-TITLE-6)."""
    case, on = deepcopy(life[0]), life[1]
    assume(case["stays"])
    place = data.draw(st.integers(0, len(case["stays"]) - 1))
    stay, fact = case["stays"][place], f"stays[{place}].first_card_issued"
    stay.pop("first_card_issued", None)
    try:
        found = work_out(read_person(case, on), on)
    except CaseError:
        return
    waiting = {key for key, result in found.items() if result.outcome.missing == (fact,)}
    first = date.fromisoformat(stay["from"] or "1990-01-01")
    last = date.fromisoformat(stay.get("to") or max(on, first + timedelta(330)).isoformat())
    tried = False
    days = [first + timedelta(step) for step in (*range(0, 330, 30), *range(330, (last - first).days, 300))]
    for day in (*(one for one in days if one < last), last):
        stay["first_card_issued"] = day.isoformat()
        if not waiting:
            break
        try:
            told = work_out(read_person(case, on), on)
        except CaseError:
            continue
        tried = True
        waiting = {key for key in waiting if said(told[key]) == said(found[key])}
    assert not waiting or not tried  # the card held now was given before the stay: no day can be told
