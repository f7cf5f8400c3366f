"""A stay whose first day is not known: between which days it can lie, in a table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.told.first_days import KNOWN, bounded
from belgian_residence.told.values import Days

ON = date(2026, 11, 28)
OLDEST = "1900-01-01"


def on(text: str) -> Days:
    """A day, or a year of which no day is known."""
    first, _, last = text.partition("/")
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def stay(**told: str) -> dict[str, Any]:
    return {name: value if name == "country" else on(value) for name, value in told.items()}


IN_2020 = "2020-01-01/2020-12-31"
BOUNDS: list[tuple[str, list[dict[str, Any]], dict[str, Any], str, str]] = [
    # what it is, the stays (the first one has no first day), what else was told, the first and the last day it can be
    ("nothing bounds it", [stay()], {}, OLDEST, "2026-11-28"),
    ("not before birth", [stay()], {"birth_date": on("1990-05-06")}, "1990-05-06", "2026-11-28"),
    ("not before the first day of a rough birth", [stay()], {"birth_date": on(IN_2020)}, "2020-01-01", "2026-11-28"),
    ("whose birth is not known", [stay()], {"birth_date": None}, OLDEST, "2026-11-28"),
    ("not after its first card", [stay(first_card_issued="2023-04-05")], {}, OLDEST, "2023-04-05"),
    ("not after the last day of a rough first card", [stay(first_card_issued=IN_2020)], {}, OLDEST, "2020-12-31"),
    ("not after its own last day", [stay(to="2022-03-04")], {}, OLDEST, "2022-03-04"),
    ("the first of both", [stay(to="2022-03-04", first_card_issued="2021-01-02")], {}, OLDEST, "2021-01-02"),
    ("not after the card held, while it runs", [stay()], {"card_issued": on("2024-06-07")}, OLDEST, "2024-06-07"),
    ("the last day of a rough card", [stay()], {"card_issued": on(IN_2020)}, OLDEST, "2020-12-31"),
    ("the card held is of the future", [stay()], {"card_issued": on("2027-01-01")}, OLDEST, "2026-11-28"),
    ("the card held says nothing of one that ended", [stay(to="2025-03-04")], {"card_issued": on("2024-06-07")},
     OLDEST, "2025-03-04"),
    ("nor of one abroad", [stay(country="FR")], {"card_issued": on("2024-06-07")}, OLDEST, "2026-11-28"),
    ("said to be here", [stay(country="BE")], {"card_issued": on("2024-06-07")}, OLDEST, "2024-06-07"),
    ("not before the end of the stay before it", [stay(), stay(**{"from": "2015-01-01", "to": "2019-08-31"})], {},
     "2019-08-31", "2026-11-28"),
    ("not before the last of two that ended",
     [stay(), stay(**{"from": "2018-01-01", "to": "2019-08-31"}), stay(**{"from": "2015-01-01", "to": "2017-08-31"})],
     {}, "2019-08-31", "2026-11-28"),
    ("the first day of a rough end", [stay(), stay(**{"from": "2015-01-01", "to": IN_2020})], {},
     "2020-01-01", "2026-11-28"),
    ("one that ended after it was not before it",
     [stay(to="2018-01-01"), stay(**{"from": "2018-01-02", "to": "2020-08-31"})], {}, OLDEST, "2018-01-01"),
    ("one that ended on the last day it can be was before it",
     [stay(to="2020-08-31"), stay(**{"from": "2018-01-02", "to": "2020-08-31"})], {}, "2020-08-31", "2020-08-31"),
    ("one in another country bounds nothing",
     [stay(), stay(**{"from": "2015-01-01", "to": "2019-08-31", "country": "FR"})], {}, OLDEST, "2026-11-28"),
    ("two in one other country",
     [stay(country="FR"), stay(**{"from": "2015-01-01", "to": "2019-08-31", "country": "FR"})], {},
     "2019-08-31", "2026-11-28"),
    ("one that runs on bounds nothing", [stay(), stay(**{"from": "2015-01-01"})], {}, OLDEST, "2026-11-28"),
    ("bounds that cross: the last day is kept", [stay(to="1985-01-01")], {"birth_date": on("1990-05-06")},
     "1985-01-01", "1985-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("stays", "told", "first", "last"), [row[1:] for row in BOUNDS], ids=[row[0] for row in BOUNDS]
)
def test_between_which_days_it_can_have_begun(
    stays: list[dict[str, Any]], told: dict[str, Any], first: str, last: str
) -> None:
    values = {"stays": stays, "card": "A", **told}
    found = bounded(values, ON)
    begun = {"from": Days(date.fromisoformat(first), date.fromisoformat(last)), KNOWN: False}
    assert found == {**values, "stays": [stays[0] | begun, *stays[1:]]}


@pytest.mark.parametrize("values", [{}, {"stays": None}, {"stays": []}, {"stays": [stay(**{"from": "2015-01-01"})]}])
def test_where_every_first_day_is_known_nothing_is_bounded(values: dict[str, Any]) -> None:
    assert bounded(values, ON) == values


def test_each_that_is_not_known_is_bounded() -> None:
    stays = [stay(to="2020-08-31"), stay(**{"from": "2021-01-01", "to": "2022-01-01"}), stay()]
    begun = [one["from"] for one in bounded({"stays": stays}, ON)["stays"]]
    assert begun == [on("1900-01-01/2020-08-31"), on("2021-01-01"), on("2022-01-01/2026-11-28")]
