"""Amounts by date: what the loader refuses, and what a lookup outside the known answers."""

import re
from datetime import date, timedelta

import pytest

from belgian_residence.engine.dates import add_years
from belgian_residence.law import amount_tables, amounts
from belgian_residence.law.amount_tables import Amount, Gap, parse_amounts
from belgian_residence.law.amounts import NotConfirmed, UnknownAmount, amount
from belgian_residence.law.laws import all_laws
from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.sources import all_sources
from belgian_residence.law.tables import LawDataError

HEAD = """
[[amount]]
name = "L.income.self"
unit = "EUR/month"
articles = [{ law = "RD 2008", article = "4" }]
provisions = ["L-INC-1"]
renewed = "yearly"
"""
IN_2024 = """
[[amount.period]]
from = 2024-01-01
to = 2024-12-31
value = 1007
sources = ["AIDA-L24"]
confidence = "M"
verified_on = 2026-11-22
"""
IN_2025 = IN_2024.replace("2024-", "2025-")
GAP_2026 = """
[[amount.period]]
from = 2026-01-01
not_confirmed = true
"""
GOOD = HEAD + IN_2024 + IN_2025 + GAP_2026


def load(text: str) -> dict[str, amount_tables.Parameter]:
    return parse_amounts({"amounts/sample.toml": text}, all_provisions(), all_sources(), all_laws())


def test_a_well_formed_file_loads() -> None:
    periods = load(GOOD)["L.income.self"].periods
    assert [type(one) for one in periods] == [Amount, Amount, Gap]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[amount]]", "note = 1\n[[amount]]", "amounts/sample.toml, key 'note': not known"),
        ("renewed =", "renewd = 'x'\nrenewed =", "amount 'L.income.self', key 'renewd': not known"),
        ("value = 1007", "value = 1007\nvalues = 1", "amount 'L.income.self', period 1, key 'values': not known"),
        ("not_confirmed = true", "not_confirmed = true\nvalue = 9", "period 3, key 'value': not known"),
        ("article = '4'", "article = '4', para = 1", "article 1, key 'para': not known"),
        ("value = 1007", "", "period 1, key 'value': missing"),
        ("value = 1007", "value = '1007'", "period 1, key 'value': found '1007'; accepted: whole number or number"),
        ("value = 1007", "value = true", "period 1, key 'value': found True"),
        ("from = 2024-01-01", "from = 2024-01-01T00:00:00", "period 1, key 'from'"),
        ("EUR/month", "EUR/week", "key 'unit': found 'EUR/week'; accepted: EUR, EUR/month"),
        ("AIDA-L24", "AIDA-L99", "period 1, key 'sources': 'AIDA-L99' is not a source"),
        ("['AIDA-L24']", "[]", "period 1, key 'sources': empty"),
        ("AIDA-L24", "GZ26a", "period 1, key 'sources': the text of GZ26a was not read; only a doubt may name it"),
        ("L-INC-1", "L-INC-99", "key 'provisions': 'L-INC-99' is not a provision"),
        ("RD 2008", "RD 2009", "article 1, key 'law': 'RD 2009' is not a law"),
        ("confidence = 'M'", "confidence = 'X'", "period 1, key 'confidence': found 'X'"),
        ("to = 2024-12-31", "to = 2025-01-01", "period 2, key 'from': 2025-01-01 overlaps"),
        ("to = 2024-12-31", "", "period 1, key 'verify_by': missing"),
        ("to = 2024-12-31", "verify_by = 2027-01-01", "period 2, key 'from': 2025-01-01 overlaps"),
        ("to = 2024-12-31", "to = 2024-12-30", "period 2, key 'from': 2025-01-01 leaves a gap after 2024-12-30"),
        ("to = 2024-12-31", "to = 2023-12-31", "period 1, key 'to': 2023-12-31 is before 'from'"),
        ("not_confirmed = true", "not_confirmed = false", "period 3, key 'not_confirmed': found False"),
    ],
)
def test_the_loader_names_what_it_refuses(old: str, new: str, message: str) -> None:
    text = GOOD.replace('"', "'")
    assert old in text
    with pytest.raises(LawDataError, match=re.escape(message)):
        load(text.replace(old, new, 1))


def test_a_yearly_amount_cannot_run_on() -> None:
    running = HEAD + IN_2025.replace("to = 2025-12-31", "verify_by = 2027-01-01")
    with pytest.raises(LawDataError, match="a yearly amount cannot run on"):
        load(running)


def test_a_name_stands_once() -> None:
    with pytest.raises(LawDataError, match=r"'L\.income\.self': already in amounts/sample\.toml"):
        load(GOOD + GOOD)


def test_each_value_holds_on_its_first_and_last_day_only() -> None:
    day = timedelta(days=1)
    for parameter in amounts.all_amounts().values():
        for period in parameter.periods:
            assert parameter.at(period.valid_from) is period
            assert parameter.at(period.valid_from - day) is not period
            if period.valid_to:
                assert parameter.at(period.valid_to) is period
                assert parameter.at(period.valid_to + day) is not period


def test_l_income_changes_with_the_year() -> None:
    assert amount("L.income.self", date(2024, 12, 31)).value == 1007
    assert amount("L.income.self", date(2025, 1, 1)).value == 1038
    assert amount("L.income.dependant", date(2025, 12, 31)).value == 346


@pytest.mark.parametrize(
    ("on", "last_value", "last_year"),
    [
        (date(2019, 1, 1), 826, 2018),
        (date(2019, 12, 31), 826, 2018),
        (date(2022, 6, 15), 862, 2021),
        (date(2026, 1, 1), 1038, 2025),
        (date(2031, 1, 1), 1038, 2025),
    ],
)
def test_a_year_without_a_source_gives_no_l_income(on: date, last_value: int, last_year: int) -> None:
    with pytest.raises(NotConfirmed) as caught:
        amount("L.income.self", on)
    last = caught.value.last_known
    assert last is not None
    assert (last.value, last.valid_from.year) == (last_value, last_year)


def test_nothing_is_known_before_the_first_period() -> None:
    with pytest.raises(NotConfirmed) as caught:
        amount("L.income.self", date(2008, 9, 7))
    assert caught.value.last_known is None


def test_an_unknown_name_is_told_with_its_neighbours() -> None:
    with pytest.raises(UnknownAmount, match=r"L\.income\.self, L\.income\.dependant"):
        amount("L.income", date(2025, 1, 1))


def test_a_value_past_its_verify_by_date_still_stands_but_is_listed() -> None:
    years = amount("L.years", date(2026, 11, 22))
    assert years.verify_by is not None

    def status(on: date) -> str:
        return next(one.status for one in amounts.review(on) if one.parameter.name == "L.years")

    assert status(years.verify_by) == "confirmed"
    assert status(years.verify_by + timedelta(days=1)) == "past_verify_by"
    assert amount("L.years", years.verify_by + timedelta(days=1)).value == 5


def test_every_running_value_is_verified_again_within_a_year() -> None:
    late = [
        period.name
        for parameter in amounts.all_amounts().values()
        for period in parameter.periods
        if isinstance(period, Amount) and period.verify_by and period.verify_by > add_years(period.verified_on, 1)
    ]
    assert late == []


def test_the_list_for_a_date_tells_known_from_unknown() -> None:
    listed = {one["name"]: one for one in amounts.as_json(date(2026, 11, 22))}
    assert set(listed) == set(amounts.all_amounts())
    income = listed["L.income.self"]
    assert (income["value"], income["status"]) == (None, "not_confirmed")
    assert income["last_known"] == {"value": 1038, "from": "2025-01-01", "to": "2025-12-31"}
    assert income["article"] == "Royal Decree of 22 July 2008, art. 4"
    assert listed["L.absence.single"]["bound"] == "under"
    assert listed["uk.old_documents.end"]["value"] == "2022-03-31"
    assert listed["early.crossborder_work_and_residence"]["status"] == "unverified"
    fee = listed["appeal.fee"]
    assert (fee["value"], fee["status"]) == (None, "not_confirmed")
    assert fee["last_known"] == {"value": 186, "from": "2015-07-09", "to": "2025-07-15"}
    assert listed["fee.old.basic"]["status"] == "ended"


def test_the_two_income_amounts_are_known_for_the_same_periods() -> None:
    of_self, dependant = (amounts.parameter(f"L.income.{who}").periods for who in ("self", "dependant"))
    assert [(type(one), one.valid_from, one.valid_to) for one in of_self] == [
        (type(one), one.valid_from, one.valid_to) for one in dependant
    ]


# --- the amounts of the amended base: each with its value, its first day and the day before it -----------------------

KNOWN: list[tuple[str, str, object, object]] = [
    # name, a day, the value on it, the value on the day before (None: not known)
    ("B.years.family", "2016-07-07", 5, 3),
    ("B.single_permit.renewal_request", "2018-12-24", 2, None),
    ("B.years.single_permit", "2018-12-24", 5, None),
    ("B.posted_exclusion", "2020-09-01", True, None),
    ("L.income.indexation", "2008-09-08", True, None),
    ("L.weight.asylum.regulation_2024_1347", "2026-06-12", 1, None),
    ("annex19.complete_at_filing", "2025-09-01", True, None),
    ("early.pension_belgian_partner", "2008-06-01", True, None),
    ("nat.cohabitation_years", "2013-01-01", 3, None),
    ("nat.training_work_days", "2013-01-01", 234, None),
    ("nat.training_quarters", "2013-01-01", 3, None),
    ("nat.econ_days_of_a_quarter", "2013-01-01", 78, None),
    ("nat.absence.single", "2013-01-01", 6, None),
    ("nat.absence.share", "2013-01-01", 20, None),
]


@pytest.mark.parametrize(("name", "day", "value", "before"), KNOWN, ids=[row[0] for row in KNOWN])
def test_an_amount_begins_on_its_day(name: str, day: str, value: object, before: object) -> None:
    first = date.fromisoformat(day)
    assert amount(name, first).value == value
    if before is None:
        with pytest.raises(NotConfirmed):
            amount(name, first - timedelta(days=1))
    else:
        assert amount(name, first - timedelta(days=1)).value == before


@pytest.mark.parametrize(
    ("name", "bound", "value"),
    [
        ("K.removal.years", "under", 10),
        ("L.absence.blue.single", "at_most", 12),
        ("L.absence.blue.total", "at_most", 18),
        ("L.weight.ict", None, 0),
        ("L.weight.other_protection", None, 0),
        ("early.pension_directive_residence", "over", 3),
        ("early.pension_directive_work", "at_least", 12),
        ("ret.death_residence", "at_least", 1),
        ("ret.control_period", "at_most", 5),
        ("end_of_stay.reaction_days", None, 15),
        ("fee.B", None, 0),
        ("fee.K", None, 0),
        ("fee.L", None, 0),
        ("fee.EU+", None, 0),
        ("fee.F+", None, 0),
    ],
)
def test_an_amount_has_its_value_and_bound(name: str, bound: str | None, value: int) -> None:
    assert (amounts.parameter(name).bound, amount(name, date(2026, 11, 28)).value) == (bound, value)


def test_a_figure_of_our_own_has_no_confidence_of_its_own() -> None:
    """Reading 21: 1.25 times a last known amount that is at most two calendar years old."""
    own = {one.name: one.at(date(2026, 11, 28)) for one in amounts.all_amounts().values() if is_our_own(one)}
    assert {name: known.value for name, known in own.items() if isinstance(known, Amount)} == {
        "L.income.bound": 1.25,
        "L.income.bound.years": 2,
    }


def is_our_own(one: amount_tables.Parameter) -> bool:
    return any(isinstance(period, Amount) and period.confidence == "-" for period in one.periods)


@pytest.mark.parametrize("day", [date(2025, 7, 15), date(2025, 7, 16)])
def test_the_court_fee_is_not_known_from_the_day_of_the_gazette_on(day: date) -> None:
    if day < date(2025, 7, 16):
        assert amount("appeal.fee", day).value == 186
    else:
        with pytest.raises(NotConfirmed):
            amount("appeal.fee", day)
