"""The five years of an L card where a day is not known, a stay barred the way, or protection ended; and the pieces of
time that they are made of. What stays weigh and what absences do is in ``test_long_term_stay``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, Conventions
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY
from belgian_residence.routes.l.stays import Span
from belgian_residence.routes.l.years import counted_spans, five_years
from belgian_residence.told.person import Person, Stay
from briefly import away, day, holder

FULL, HALF = Fraction(1), Fraction(1, 2)


def stay(start: str, end: str | None = None, ground: str = "single_permit", **more: Any) -> Stay:
    """A stay whose first card came on its first day, unless told otherwise (``card``; None: not known)."""
    card = more.pop("card", start)
    return Stay(date.fromisoformat(start), day(end), ground, first_card=day(card), **more)


def no_first_day(start: str, end: str | None = None, ground: str = "single_permit", card: str | None = None) -> Stay:
    """A stay whose first day was told as not known."""
    return stay(start, end, ground, card=card, start_known=False)


def found(person: Person, on: str, way: Conventions = SAFE) -> tuple[str | None, str | None, str | None, list[str]]:
    """The day, the earliest and the likely one, and what is asked, in the order of the alphabet."""
    when = five_years(Situation(person, date.fromisoformat(on), way))
    dated = (one and one.isoformat() for one in (when.day, when.earliest, when.probably))
    return (*dated, sorted(when.missing))  # type: ignore[return-value]


# --- A first day or a first card that is not known ------------------------------------------------------------------

FIVE_MONTHS_BEFORE = away("2019-06-01", "2019-11-01")
FIVE_MONTHS_AND_A_DAY = away("2020-08-01", "2021-01-02")
CARD, FROM = "stays[0].first_card_issued", "stays[0].from"


@pytest.mark.parametrize(
    ("person", "on", "safe", "earliest", "probably", "asked"),
    [
        pytest.param(
            holder(stay("2020-01-01")), "2024-01-01", "2025-01-01", None, None, [], id="nothing is asked, all is known"
        ),
        pytest.param(
            holder(stay("2020-01-01", card="2020-03-01")),
            *("2024-01-01", "2025-03-01", None, None, []),
            id="the day of a card that came later is known too",
        ),
        # The card came by the end of an Annex 15 of 45 days and two more: 2020-05-15, likely by that of the first one.
        pytest.param(
            holder(stay("2020-01-01", card=None)),
            *("2024-01-01", "2025-05-15", "2025-01-01", "2025-02-15", [CARD]),
            id="the card is not known",
        ),
        pytest.param(
            holder(stay("2020-01-01", card=None), absences=(away("2022-01-01", "2022-08-01"),)),
            *("2024-01-01", "2027-08-01", None, None, []),
            id="the years began again since: no day of the card moves them",
        ),
        pytest.param(
            holder(stay("2020-01-01", card=None), absences=(FIVE_MONTHS_BEFORE, FIVE_MONTHS_AND_A_DAY)),
            *("2024-01-01", "2025-05-15", "2025-01-01", "2025-02-15", [CARD]),
            id="a trip before the stay is no absence from it",
        ),
        pytest.param(
            holder(stay("2020-01-01", card=None), absences=(away("2022-01-01", "2022-02-01"),)),
            *("2025-02-01", "2025-05-15", "2025-01-01", "2025-02-15", [CARD]),
            id="whether a trip was outside the EU makes no difference without a Blue Card",
        ),
        # The first day is not known, the card of today was given on 1 July 2020: the stay began by then.
        pytest.param(
            holder(no_first_day("2020-01-01"), card_issued=date(2020, 7, 1)),
            *("2024-01-01", "2025-07-01", None, None, [CARD, FROM]),
            id="nor is the first day",
        ),
        pytest.param(
            holder(
                no_first_day("2020-01-01"),
                card_issued=date(2020, 7, 1),
                absences=(FIVE_MONTHS_BEFORE, FIVE_MONTHS_AND_A_DAY),
            ),
            *("2024-01-01", "2026-01-02", None, None, [CARD, FROM]),
            id="a stay that may have begun before both trips holds more than ten months",
        ),
        pytest.param(
            holder(
                no_first_day("2020-01-01"), card_issued=date(2020, 7, 1), absences=(away("2021-01-01", "2021-08-01"),)
            ),
            *("2024-01-01", "2026-08-01", None, None, []),
            id="no first day moves years that began again since",
        ),
    ],
)
def test_days_that_are_not_known(
    person: Person, on: str, safe: str, earliest: str | None, probably: str | None, asked: list[str]
) -> None:
    """The latest day is taken, so that none is too early (L-5Y-8, L-ABS-2)."""
    assert found(person, on) == (safe, earliest, probably, asked)


TWELVE_MONTHS = {"asylum_application": date(2022, 1, 1), "permit_granted": date(2023, 1, 1)}


def test_asylum_time_runs_from_the_application_whatever_the_day_of_a_card() -> None:
    """Half of twelve months, then four and a half years (L-5Y-4)."""
    person = holder(stay("2023-01-01", ground="refugee", card=None), **TWELVE_MONTHS)
    assert found(person, "2024-01-01") == ("2027-07-01", None, None, [])


def test_of_a_procedure_whose_first_day_is_not_known_no_card_is_asked() -> None:
    """Its days come from the application and the permit; it began by its last day."""
    procedure = no_first_day("2020-01-01", "2020-12-31", "asylum_procedure")
    person = holder(procedure, stay("2021-01-01", ground="refugee"))
    asked = ["asylum_application", "permit_granted", FROM]
    assert found(person, "2024-06-01") == ("2026-01-01", None, None, asked)


@pytest.mark.parametrize(
    ("before", "after", "safe", "asked"),
    [
        pytest.param("single_permit", "family_of_limited_stay", "2024-09-01", [], id="both in full"),
        pytest.param("student", "vocational_training", "2029-09-01", [], id="both half"),
        pytest.param("student", "single_permit", None, ["stays[1].from"], id="half, then in full: since when?"),
        pytest.param("single_permit", "student", None, ["stays[1].from"], id="in full, then half: since when?"),
    ],
)
def test_the_first_day_of_a_stay_of_another_weight(before: str, after: str, safe: str | None, asked: list[str]) -> None:
    person = holder(stay("2019-09-01", "2021-08-31", before), no_first_day("2021-09-01", ground=after))
    assert found(person, "2024-06-01") == (safe, None, None, asked)


def test_the_first_day_of_a_stay_of_another_weight_that_its_card_bounds() -> None:
    """Two years of study are one; the work began by the day of its card, 2021-09-01: four more from then."""
    person = holder(
        stay("2019-09-01", "2021-08-31", "student"), no_first_day("2021-09-01", card="2021-09-01"), absences=()
    )
    assert found(person, "2024-06-01") == ("2025-09-01", None, None, [])


# --- A status from which one cannot ask (L-EXC-1) -------------------------------------------------------------------

SEARCH = stay("2024-06-01", "2025-03-01", "search_year")


@pytest.mark.parametrize(
    ("free", "on", "safe", "earliest", "probably", "asked"),
    [
        # Without the search year: between 2025-01-01 and 2025-05-15, likely on 2025-02-15.
        pytest.param(
            stay("2025-03-02"),
            "2025-04-01",
            "2025-05-15",
            "2025-03-02",
            "2025-03-02",
            [CARD],
            id="until before the card",
        ),
        pytest.param(stay("2025-06-02"), "2025-07-01", "2025-06-02", None, "2025-06-02", [], id="until after it"),
    ],
)
def test_no_day_lies_before_the_end_of_a_status_that_bars(
    free: Stay, on: str, safe: str, earliest: str | None, probably: str, asked: list[str]
) -> None:
    work = stay("2020-01-01", "2024-05-31", card=None)
    search = replace(SEARCH, end=free.start - DAY)
    assert found(holder(work, search, free), on) == (safe, earliest, probably, asked)


def test_where_the_end_of_such_a_status_is_not_known_it_lies_behind_and_gives_no_day() -> None:
    """Five years of work were complete in 2021: the route is open, since a day that is not known."""
    since = no_first_day("2025-03-02")
    person = holder(stay("2016-01-01", "2024-05-31", card=None), SEARCH, since)
    when = five_years(Situation(person, date(2025, 6, 1)))
    assert (when.day_is_known, when.confirmed_by, when.probably) == (False, (), None)
    # Complete only after that stay began, whenever it did: the day is known.
    person = holder(stay("2020-06-01", "2024-05-31"), SEARCH, since)
    when = five_years(Situation(person, date(2025, 6, 1)))
    assert (when.day, when.day_is_known) == (date(2025, 6, 1), True)


# --- A gap that an Annex 15 may have covered (reading 26) -----------------------------------------------------------

SEAM = "stays[1].before"
THIRTY_DAYS = ("2020-12-31", "2021-01-31")
"""The last day of a stay, and the first day of the next one."""


@pytest.mark.parametrize(
    ("first", "more", "on", "safe", "earliest", "asked"),
    [
        # In one chain the gap of 30 days does not count, and with no gap at all it would: from 2024-01-01 on.
        pytest.param(
            stay("2019-01-01", THIRTY_DAYS[0]), {}, "2023-06-01", "2026-01-31", "2024-01-01", [SEAM], id="gap"
        ),
        pytest.param(
            stay("2019-01-01", THIRTY_DAYS[0], card=None),
            {},
            *("2023-06-01", "2026-01-31", "2024-01-01", [SEAM]),
            id="with a first card that is not known the earliest day of it",
        ),
        pytest.param(stay("2019-01-01", THIRTY_DAYS[0]), {}, "2026-01-31", "2026-01-31", None, [], id="complete"),
        pytest.param(
            stay("2019-01-01", THIRTY_DAYS[0], "au_pair"), {}, "2023-06-01", "2026-01-31", None, [], id="no time to add"
        ),
        pytest.param(
            stay("2019-01-01", THIRTY_DAYS[0]),
            {"absences": (away("2022-01-01", "2022-08-01"),)},
            *("2023-06-01", "2027-08-01", None, []),
            id="the years began again after the gap",
        ),
        # In one chain the two trips make more than ten months: from the return on 2 March 2021, and the gap beside it.
        pytest.param(
            stay("2019-06-01", THIRTY_DAYS[0]),
            {"absences": (away("2019-08-01", "2020-01-01"), away("2020-10-01", "2021-03-02"))},
            *("2023-06-01", "2026-01-31", None, []),
            id="one chain gives the same day",
        ),
    ],
)
def test_how_a_stay_follows_is_asked_where_one_chain_gives_an_earlier_day(
    first: Stay, more: dict[str, Any], on: str, safe: str, earliest: str | None, asked: list[str]
) -> None:
    person = holder(first, stay(THIRTY_DAYS[1]), **more)
    assert found(person, on) == (safe, earliest, None, asked)


@pytest.mark.parametrize(("until", "asked"), [("2020-09-17", [SEAM]), ("2020-09-16", [])])
def test_no_annex_15_covers_more_than_135_days(until: str, asked: list[str]) -> None:
    person = holder(stay("2019-01-01", until), stay(THIRTY_DAYS[1]))
    assert found(person, "2023-06-01")[3] == asked


@pytest.mark.parametrize(
    ("begun", "until", "since"),
    [
        ("2019-01-01", "2020-09-17", "2021-01-31"),  # 135 days, as long as it can be
        ("2019-01-01", "2020-09-18", "2021-01-31"),
        ("2019-01-01", "2020-12-31", "2021-01-02"),  # a day
        ("2019-01-15", "2020-02-29", "2020-05-31"),
        ("2020-02-29", "2021-01-30", "2021-03-01"),
    ],
)
def test_with_a_gap_the_earliest_day_is_the_one_without_it(begun: str, until: str, since: str) -> None:
    told = holder(stay(begun, until), stay(since))
    without = holder(stay(begun, (date.fromisoformat(since) - DAY).isoformat()), stay(since))
    assert found(told, "2023-06-01")[1] == found(without, "2023-06-01")[0]


def test_of_two_gaps_neither_counts_in_the_earliest_day() -> None:
    stays = stay("2019-01-01", "2020-03-31"), stay("2020-05-16", "2020-12-31"), stay("2021-01-31")
    assert found(holder(*stays), "2023-06-01") == ("2026-01-31", "2024-01-01", None, ["stays[2].before"])


def test_the_earliest_day_of_two_doubts_is_that_of_both() -> None:
    """The card of the later stay is not known either: it came between 31 January and 15 June 2021."""
    person = holder(stay("2019-01-01", THIRTY_DAYS[0]), stay(THIRTY_DAYS[1], card=None))
    asked = [SEAM, "stays[1].first_card_issued"]
    assert found(person, "2023-06-01") == ("2026-06-15", "2024-01-01", "2026-03-17", asked)


# --- Protection that ended (L-5Y-4) ---------------------------------------------------------------------------------

ENDED = "protection_ended"


@pytest.mark.parametrize(
    ("until", "on", "told", "safe", "earliest", "asked"),
    [
        # Half of a year, then four and a half years of protection: 2025-12-01. Without that time: work since 2026.
        pytest.param("2026-11-21", "2026-11-22", None, "2031-11-22", "2025-12-01", [ENDED], id="its time decides"),
        pytest.param("2026-11-22", "2026-11-22", None, "2025-12-01", None, [], id="protection still runs on the day"),
        pytest.param("2026-11-21", "2026-11-22", "ended", "2025-12-01", None, [], id="it only ended"),
        pytest.param("2026-11-21", "2026-11-22", "withdrawn", "2031-11-22", None, [], id="withdrawn"),
        pytest.param("2025-11-21", "2025-12-01", None, "2030-11-22", "2025-12-01", [ENDED], id="complete on that day"),
        pytest.param("2025-11-21", "2025-11-30", None, "2025-12-01", None, [], id="complete the day after"),
    ],
)
def test_whether_protection_was_withdrawn(
    until: str, on: str, told: str | None, safe: str, earliest: str | None, asked: list[str]
) -> None:
    protected = stay("2021-06-01", until, "refugee")
    work = stay((date.fromisoformat(until) + DAY).isoformat())
    person = holder(
        *(protected, work),
        asylum_application=date(2020, 6, 1),
        permit_granted=date(2021, 6, 1),
        protection_ended=told,
    )
    assert found(person, on) == (safe, earliest, None, asked)


# --- Who moved with a Blue Card (L-BLUE-1) --------------------------------------------------------------------------


def blue(start: str, end: str | None, country: str = "BE", card: str | None = None) -> Stay:
    return stay(start, end, "blue_card", country=country, card=card)


def test_earlier_protection_does_not_matter_where_years_in_the_eu_are_enough_without_it() -> None:
    person = holder(
        stay("2016-01-01", "2019-12-31", "refugee"),
        blue("2020-01-01", "2022-12-31", "DE", card="2020-01-01"),
        blue("2023-01-01", None, card="2023-01-01"),
    )
    when = five_years(Situation(person, date(2025, 6, 1)))
    assert (when.day, when.missing) == (date(2025, 1, 1), ())


THERE, HERE = "stays[0].first_card_issued", "stays[1].first_card_issued"


def test_years_here_that_are_never_sooner_than_those_in_the_eu_ask_nothing() -> None:
    """The card there was given on the day of the move, so the years here begin with it or later."""
    there, here = blue("2020-01-01", "2023-01-01", "DE", card="2023-01-01"), blue("2023-01-01", None)
    when = five_years(Situation(holder(there, here), date(2024, 6, 1)))
    assert (when.day, when.missing, when.earliest) == (date(2028, 1, 1), (), None)


def test_where_neither_card_is_known_the_likely_day_is_of_the_sooner_years() -> None:
    """Here alone: by 2028-05-16, likely on 2028-02-15. In the EU: by five years from the last day there."""
    there, here = blue("2020-01-01", "2023-03-01", "DE"), blue("2023-01-01", None)
    assert found(holder(there, here), "2024-06-01") == ("2028-03-01", "2025-01-01", "2028-02-15", [THERE, HERE])


def test_there_is_no_day_while_an_absence_that_may_break_both_still_runs() -> None:
    there, here = blue("2020-01-01", "2022-12-31", "DE", card="2020-01-01"), blue("2023-01-01", None, card="2023-01-01")
    person = holder(there, here, absences=(away("2023-03-01", None, outside_eu=True),))
    assert found(person, "2024-06-01") == (None, None, None, ["absences[0].to"])


@pytest.mark.parametrize(
    ("card", "on", "asked"),
    [
        ("2020-03-01", "2025-02-28", []),
        ("2020-03-01", "2025-03-01", ["absences[0].outside_eu"]),
        (None, "2024-12-31", []),
        (None, "2025-01-01", ["absences[0].outside_eu"]),
    ],
)
def test_where_a_trip_was_is_asked_from_the_day_on_which_years_without_it_are_complete(
    card: str | None, on: str, asked: list[str]
) -> None:
    """Counted from the first card, or where that is not known from the first day of the stay."""
    person = holder(blue("2020-01-01", None, card=card), absences=(away("2020-02-01", "2021-06-01"),))
    assert found(person, on)[3] == asked


# --- The time that counts -------------------------------------------------------------------------------------------

SINCE_2020 = stay("2020-01-01")
STUDY = stay("2017-01-01", "2019-12-31", "student")
SLIDES = replace(SAFE, ten_months_restart=False)


def pieces(person: Person, on: str = "2024-06-01", way: Conventions = SAFE) -> list[str]:
    """The time that counts in words: ``2017-01-01 2020-01-01 half``."""
    spans = counted_spans(Situation(person, date.fromisoformat(on), way))
    return [f"{one.start} {one.end or 'on'} {'half' if one.weight == HALF else 'full'}" for one in spans]


@pytest.mark.parametrize(
    ("person", "on", "way", "expected"),
    [
        pytest.param(holder(SINCE_2020), "2024-06-01", SAFE, ["2020-01-01 on full"], id="one stay"),
        pytest.param(
            holder(STUDY, SINCE_2020),
            *("2024-06-01", SAFE, ["2017-01-01 2020-01-01 half", "2020-01-01 on full"]),
            id="half, then in full",
        ),
        pytest.param(
            holder(stay("2020-01-01", card="2020-03-01")),
            "2024-06-01",
            SAFE,
            ["2020-03-01 on full"],
            id="from the card",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2022-01-01", "2022-08-01"),)),
            *("2024-06-01", SAFE, ["2022-08-01 on full"]),
            id="from the return",
        ),
        pytest.param(
            holder(STUDY, SINCE_2020, absences=(away("2018-01-01", "2018-08-01"),)),
            *("2024-06-01", SAFE, ["2018-08-01 2020-01-01 half", "2020-01-01 on full"]),
            id="from the return within the first stay",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2021-01-01", "2021-06-01"), away("2022-01-01", "2022-06-02"))),
            *("2024-06-01", SAFE, ["2022-06-02 on full"]),
            id="more than ten months in all",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2021-01-01", "2021-06-01"), away("2022-01-01", "2022-06-02"))),
            *("2024-06-01", SLIDES, ["2020-01-01 on full"]),
            id="where the five years slide on they do not begin again",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2024-08-01", "2025-03-01"),)),
            *("2024-06-01", SAFE, ["2025-03-01 on full"]),
            id="a planned trip that breaks them before they are complete",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2024-08-01", "2025-03-01"), away("2026-01-01", "2026-09-01"))),
            *("2024-06-01", SAFE, ["2026-09-01 on full"]),
            id="and another one before they are complete then",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2025-01-01", "2025-09-01"),)),
            *("2024-06-01", SAFE, ["2020-01-01 on full"]),
            id="a planned trip after that",
        ),
        pytest.param(
            holder(SINCE_2020, absences=(away("2024-10-01", "2025-08-01"),)),
            *("2025-01-01", SAFE, ["2020-01-01 on full"]),
            id="complete on the date, whatever is planned",
        ),
        pytest.param(
            holder(SINCE_2020, absences=None, absences_each_under=6, absences_in_five_years=10),
            *("2024-06-01", SAFE, ["2020-01-01 on full"]),
            id="all absences were within the limits",
        ),
        pytest.param(
            holder(SINCE_2020, absences=None, absences_each_under=6, absences_in_five_years=11),
            *("2024-06-01", SAFE, []),
            id="that is not certain",
        ),
        pytest.param(holder(SINCE_2020, absences=None), "2024-06-01", SAFE, [], id="absences not known"),
        pytest.param(holder(stays=None), "2024-06-01", SAFE, [], id="stays not known"),
        pytest.param(holder(replace(SINCE_2020, ground="au_pair")), "2024-06-01", SAFE, [], id="nothing counts"),
        pytest.param(holder(no_first_day("2020-01-01")), "2024-06-01", SAFE, [], id="since when is not known"),
        pytest.param(
            holder(blue("2018-01-01", "2019-12-31", "DE"), blue("2020-01-01", None)),
            *("2024-06-01", SAFE, []),
            id="a Blue Card held in two states",
        ),
        pytest.param(
            holder(stay("2018-01-01", "2019-12-31", country="DE"), blue("2020-01-01", None, card="2020-01-01")),
            *("2024-06-01", SAFE, ["2020-01-01 on full"]),
            id="not held in the other state",
        ),
        pytest.param(
            holder(blue("2020-01-01", None, card="2020-01-01"), absences=(away("2022-01-01", "2022-08-01"),)),
            *("2024-06-01", SAFE, ["2020-01-01 on full"]),
            id="its holder may be away for longer",
        ),
    ],
)
def test_the_time_that_counts(person: Person, on: str, way: Conventions, expected: list[str]) -> None:
    assert pieces(person, on, way) == expected


def test_the_pieces_of_time_carry_their_weight() -> None:
    spans = counted_spans(Situation(holder(STUDY, SINCE_2020), date(2024, 6, 1)))
    assert spans == [
        Span(date(2017, 1, 1), date(2020, 1, 1), HALF),
        Span(date(2020, 1, 1), None, FULL),
    ]
