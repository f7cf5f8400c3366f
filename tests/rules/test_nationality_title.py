"""What every declaration of nationality asks first, in tables: an adult, and a card that is enough, and since when.

Nationality Code art. 7bis §2, Royal Decree of 14 January 2013 art. 3 (NAT-TITLE-1 to -3 and -5, BRX-NAT-1, OLD-5).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.routes.nationality.title import STAY_KEPT, _of_age, _title, _years, adult_from, title_since
from belgian_residence.told.person import Absence, Application, Person, Stay
from briefly import stay

ON = date(2026, 6, 1)


def case(on: date = ON, **told: Any) -> Situation:
    return Situation(Person(**told), on)


OF_BIRTH = ("birth_date",)
OF_AGE: list[tuple[str, date | None, Finding]] = [
    ("not told", None, Finding(UNKNOWN, OF_BIRTH, OF_BIRTH)),
    ("eighteen today", date(2008, 6, 1), Finding(YES, OF_BIRTH)),
    ("eighteen tomorrow: it comes by itself", date(2008, 6, 2), Finding(UNKNOWN, OF_BIRTH, at_filing=True)),
]


@pytest.mark.parametrize(("birth", "wanted"), [row[1:] for row in OF_AGE], ids=[row[0] for row in OF_AGE])
def test_of_age(birth: date | None, wanted: Finding) -> None:
    assert _of_age(case(birth_date=birth)) == wanted


def test_the_day_of_coming_of_age() -> None:
    """Who was born on a 29 February comes of age on 1 March (reading 23)."""
    assert adult_from(Person(birth_date=date(2008, 2, 29))) == date(2026, 3, 1)
    assert adult_from(Person()) is None


OF_CARD, OF_BRITON = ("card",), ("card", "nationality")
GB, GB_AND_FR, MA = frozenset({"GB"}), frozenset({"GB", "FR"}), frozenset({"MA"})
ENDED = date(2022, 4, 1)
"""The day after that on which the cards of British people under free movement ended (OLD-5)."""
LISTED = date(2021, 9, 2)
"""From this day M cards are in the list (BRX-NAT-1)."""
TITLE: list[tuple[str, str | None, frozenset[str], date, Finding]] = [
    # the card, the nationality, the day asked about, what is found
    ("not told", None, MA, ON, Finding(UNKNOWN, OF_CARD, OF_CARD)),
    ("B", "B", MA, ON, Finding(YES, OF_CARD)),
    ("old C", "C", MA, ON, Finding(YES, OF_CARD)),
    ("F, without permanent residence", "F", MA, ON, Finding(YES, OF_CARD)),
    ("limited stay", "A", MA, ON, Finding(NO, OF_CARD)),
    ("a Blue Card", "H", MA, ON, Finding(NO, OF_CARD)),
    ("a small-border card", "N", GB, ON, Finding(NO, OF_CARD)),
    ("annex 56", "annex_56", GB, ON, Finding(NO, OF_CARD)),
    ("none", "none", MA, ON, Finding(NO, OF_CARD)),
    # two courts of appeal differ: never a no by itself, and no answer settles it
    ("a special card", "special_card", MA, ON, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
    # papers in the place of a card are not in the list seen
    ("annex 15", "annex_15", MA, ON, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
    ("annex 8 of an EU citizen", "annex_8", GB_AND_FR, ON, Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
    ("M", "M", GB, LISTED, Finding(YES, OF_CARD)),
    ("M, the day before", "M", GB, date(2021, 9, 1), Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
    ("M with permanent stay, then", "M+", GB, date(2021, 9, 1), Finding(UNKNOWN, OF_CARD, not_confirmed=True)),
    ("B, the day before", "B", GB, date(2021, 9, 1), Finding(YES, OF_CARD)),
    ("E of a Briton", "E", GB, ENDED, Finding(NO, OF_BRITON)),
    ("annex 8 of a Briton", "annex_8", GB, ENDED, Finding(NO, OF_BRITON)),
    ("E of a Briton, the day before", "E", GB, date(2022, 3, 31), Finding(YES, OF_CARD)),
    ("E of a Briton who is French too", "E", GB_AND_FR, ENDED, Finding(YES, OF_CARD)),
    ("B of a Briton", "B", GB, ENDED, Finding(YES, OF_CARD)),
    ("EU of a Moroccan: no Briton", "EU", MA, ENDED, Finding(YES, OF_CARD)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("card", "nationality", "on", "wanted"), [row[1:] for row in TITLE], ids=[row[0] for row in TITLE]
)
def test_the_card_on_the_day_of_the_declaration(
    card: str | None, nationality: frozenset[str], on: date, wanted: Finding
) -> None:
    assert _title(case(on, card=card, nationality=nationality)) == wanted


AT_WORK, PROTECTED, JOINED = (
    {"stays": (stay(ground, "2019-06-01"),), "unlimited_stay_since": "none"}
    for ground in ("single_permit", "refugee", "family_of_eu_or_belgian")
)
FOR_A_LIMITED_STAY: list[tuple[str, dict[str, Any], Truth]] = [
    # NAT-TITLE-3: limited stay is never enough, so neither is the paper in the place of its card
    ("work, no unlimited stay", AT_WORK, NO),
    ("a request for nationality alone", {**AT_WORK, "applications": (Application("nationality"),)}, NO),
    # it can stand for a card of unlimited stay, or for one that is enough
    ("not told", {**AT_WORK, "unlimited_stay_since": None}, UNKNOWN),
    ("granted", {**AT_WORK, "unlimited_stay_since": ON}, UNKNOWN),
    ("asked for", {**AT_WORK, "applications": (Application("B"),)}, UNKNOWN),
    ("unlimited by law", PROTECTED, UNKNOWN),
    ("family of a Belgian", JOINED, UNKNOWN),
    ("no stay runs", {**AT_WORK, "stays": ()}, UNKNOWN),
]


@pytest.mark.parametrize(
    ("told", "value"), [row[1:] for row in FOR_A_LIMITED_STAY], ids=[row[0] for row in FOR_A_LIMITED_STAY]
)
def test_an_annex_15_is_as_good_as_the_card_it_stands_for(told: dict[str, Any], value: Truth) -> None:
    looked_at = ("card", "stays", "unlimited_stay_since", "applications") if value is NO else OF_CARD
    found = _title(case(card="annex_15", nationality=MA, **told))
    assert (found.value, found.facts) == (value, looked_at)


def test_of_who_did_not_tell_a_nationality_the_card_decides() -> None:
    assert _title(case(card="EU")) == Finding(YES, OF_CARD)


WORK, FAMILY, EU, UNLIMITED = "single_permit", "family_of_eu_or_belgian", "eu_citizen", "unlimited_stay"
BY_DECISION: dict[str, Any] = {"card": "B", "unlimited_stay_since": date(2024, 5, 1)}
HELD: dict[str, Any] = {"card": "L", "card_issued": date(2023, 3, 1)}
SINCE: list[tuple[str, list[Stay], dict[str, Any], date | None]] = [
    # the stays, what else is told, since when there has been the right that the card shows
    ("the decision", [stay(WORK, "2018-01-01")], BY_DECISION, date(2024, 5, 1)),
    ("the first day of the unlimited stay", [stay(UNLIMITED, "2023-07-01")], {"card": "B"}, date(2023, 7, 1)),
    ("the decision goes before it", [stay(UNLIMITED, "2023-07-01")], BY_DECISION, date(2024, 5, 1)),
    ("B after F: with the F card",
        [stay(FAMILY, "2019-01-01", "2024-04-30", first_card=date(2019, 7, 1)), stay(UNLIMITED, "2024-05-01")],
        BY_DECISION, date(2019, 7, 1)),
    ("its orange card gave no such right",
        [stay(FAMILY, "2019-01-01", "2019-06-30", card="orange_card"),
         stay(FAMILY, "2019-07-01", first_card=date(2019, 7, 1))],
        {"card": "F"}, date(2019, 7, 1)),
    # six months for the decision, then an Annex 15 of 135 days
    ("F, its day not told", [stay(FAMILY, "2019-01-01")], {"card": "F"}, date(2019, 11, 13)),
    ("EU: by law, from the first day", [stay(EU, "2019-01-01", first_card=date(2019, 3, 1))], {"card": "EU"},
        date(2019, 1, 1)),
    ("EU, first day not known", [stay(EU, "2026-06-01", first_card=date(2019, 3, 1), start_known=False)],
        {"card": "EU"}, date(2019, 3, 1)),
    ("only the card", [], HELD, date(2023, 3, 1)),
    ("the card, after a stay of another kind", [stay(WORK, "2018-01-01")], HELD, date(2023, 3, 1)),
    ("nothing", [stay(WORK, "2018-01-01")], {"card": "B"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("stays", "told", "wanted"), [row[1:] for row in SINCE], ids=[row[0] for row in SINCE])
def test_since_when_there_has_been_such_a_right(stays: list[Stay], told: dict[str, Any], wanted: date | None) -> None:
    assert title_since(case(stays=tuple(stays), **told)) == wanted


def test_the_shorter_term_is_the_one_that_an_absence_can_end() -> None:
    """Five years, and not ten: the declaration comes with the first of them."""
    here = case(card="B", stays=(stay(WORK, "2020-06-01", first_card=date(2020, 6, 1)),), absences=())
    assert (_years(here).day, _years(here).years) == (date(2025, 6, 1), 5)


def test_a_stay_that_was_lost_abroad_is_not_kept() -> None:
    """ABS-3: away for more than two years."""
    away = (Absence(date(2023, 1, 1), date(2026, 5, 1)),)
    told: dict[str, Any] = {"card": "B", "stays": (stay(UNLIMITED, "2015-06-01", first_card=date(2015, 6, 1)),)}
    assert STAY_KEPT.test(case(**told, absences=())).value is YES
    assert STAY_KEPT.test(case(**told, absences=away)).value is not YES
