"""The conditions that several routes share, on people of whom only what they look at is told; and the limits.

Each row: what is told, the answer, the facts that are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.counting.conventions import SAFE, reading
from belgian_residence.counting.situation import Situation, Test, condition, is_false, is_true
from belgian_residence.engine import Condition, Finding, Truth
from belgian_residence.law.amounts import NotConfirmed
from belgian_residence.law.provisions import provision
from belgian_residence.routes.limits import bridge, limit, longest_annex_15
from belgian_residence.routes.status import (
    card_not_among,
    card_not_expired,
    ground_not_among,
    nationality_is_eu,
    non_eu_national,
    not_belgian,
    open_for_ground,
    stay_runs,
)
from belgian_residence.told.person import Person, Stay
from briefly import nationality

ON = date(2026, 3, 10)
HERE = Stay(date(2020, 1, 6), None, "single_permit")
STUDENT = Stay(date(2020, 1, 6), None, "student")
LEFT = Stay(date(2020, 1, 6), date(2026, 3, 9), "student")


def no_right(first: str, last: str | None = None, country: str = "BE") -> Stay:
    """A time that was told as one without any right of stay."""
    until = date.fromisoformat(last) if last else None
    return Stay(date.fromisoformat(first), until, "no_right", country=country)


Row = tuple[dict[str, Any], str, tuple[str, ...]]


TESTS: dict[str, tuple[Callable[[], Condition[Any] | Test], frozenset[str], list[Row]]] = {
    # how the condition is made, the facts that it looks at, and its rows
    "not Belgian": (
        lambda: not_belgian("X", "B-GEN-1"),
        frozenset({"nationality"}),
        [
            ({}, "unknown", ("nationality",)),
            (nationality("BE"), "no", ()),
            (nationality("BE", "MA"), "no", ()),
            (nationality("MA"), "yes", ()),
            (nationality("FR"), "yes", ()),
            (nationality("stateless"), "yes", ()),
        ],
    ),
    "not an EU national": (
        lambda: non_eu_national("X", "B-GEN-1"),
        frozenset({"nationality"}),
        [
            ({}, "unknown", ("nationality",)),
            (nationality("MA"), "yes", ()),
            (nationality("BE"), "yes", ()),  # other rules hold, and another condition says so
            (nationality("stateless"), "yes", ()),
            (nationality("CH"), "no", ()),
            (nationality("EU"), "no", ()),
            (nationality("MA", "FR"), "no", ()),
        ],
    ),
    "card not among": (
        lambda: card_not_among(frozenset({"K", "L"})),
        frozenset({"card"}),
        [
            ({}, "unknown", ("card",)),
            ({"card": "K"}, "no", ()),
            ({"card": "L"}, "no", ()),
            ({"card": "B"}, "yes", ()),
            ({"card": "none"}, "yes", ()),
        ],
    ),
    "card not expired": (  # valid on its last day
        lambda: card_not_expired("X", 0, "K-PROC-1"),
        frozenset({"card_expiry"}),
        [
            ({}, "yes", ()),
            ({"card_expiry": date(2026, 3, 11)}, "yes", ()),
            ({"card_expiry": date(2026, 3, 10)}, "yes", ()),
            ({"card_expiry": date(2026, 3, 9)}, "unknown", ()),
        ],
    ),
    "card not expired for three months": (  # SW-12, ABS-5: more than three months
        lambda: card_not_expired("X", 3, "SW-12", "ABS-5"),
        frozenset({"card_expiry"}),
        [
            ({}, "yes", ()),
            ({"card_expiry": date(2026, 3, 9)}, "yes", ()),
            ({"card_expiry": date(2025, 12, 10)}, "yes", ()),
            ({"card_expiry": date(2025, 12, 9)}, "unknown", ()),
            ({"card_expiry": date(2025, 3, 10)}, "unknown", ()),
        ],
    ),
    "a stay runs": (
        lambda: stay_runs,
        frozenset({"stays", "card", "unlimited_stay_since"}),
        [
            ({}, "unknown", ("stays",)),
            ({"card": "B"}, "unknown", ("stays",)),
            ({"stays": (HERE,)}, "yes", ()),
            # A card that is not told could show unlimited stay.
            ({"stays": (LEFT,)}, "unknown", ("card",)),
            ({"stays": (LEFT, HERE)}, "yes", ()),
            ({"stays": ()}, "unknown", ("card",)),
            ({"stays": (LEFT,), "card": "A"}, "no", ()),
            # These cards show that unlimited stay was granted, on a day that is asked.
            *(
                ({"stays": (LEFT,), "card": card}, "unknown", ("unlimited_stay_since",))
                for card in ("B", "C", "K", "D", "L")
            ),
            # These show nothing: it can have been granted since the last stay, but from no stay that is told it cannot.
            *(
                ({"stays": stays, "card": card}, value, asked)
                for card in ("none", "annex_15")
                for stays, value, asked in (((LEFT,), "unknown", ("unlimited_stay_since",)), ((), "no", ()))
            ),
            # Unless it was told that since then there is no right of stay; a card or an Annex 15 says otherwise.
            *(
                ({"stays": (LEFT,), "without_right": (gone,), "card": card}, value, asked)
                for gone, card, value, asked in (
                    (no_right("2026-03-10"), "none", "no", ()),
                    (no_right("2026-03-09"), "none", "no", ()),
                    (no_right("2019-03-10"), "none", "unknown", ("unlimited_stay_since",)),  # before that stay
                    (no_right("2026-03-10", "2026-03-10"), "none", "unknown", ("unlimited_stay_since",)),  # over
                    (no_right("2026-03-10", country="FR"), "none", "unknown", ("unlimited_stay_since",)),
                    (no_right("2026-03-10"), "annex_15", "unknown", ("unlimited_stay_since",)),
                    (no_right("2026-03-10"), "B", "unknown", ("unlimited_stay_since",)),
                    (no_right("2026-03-10"), None, "unknown", ("card",)),
                )
            ),
            ({"stays": (LEFT,), "card": "B", "unlimited_stay_since": date(2026, 3, 10)}, "yes", ()),
            ({"stays": (LEFT,), "card": "B", "unlimited_stay_since": "none"}, "no", ()),
        ],
    ),
    "ground not among": (
        lambda: ground_not_among(frozenset({"student", "au_pair"})),
        frozenset({"stays"}),
        [
            ({}, "unknown", ("stays",)),
            ({"stays": (HERE,)}, "yes", ()),
            ({"stays": (STUDENT,)}, "no", ()),
            ({"stays": (LEFT,)}, "yes", ()),  # it does not run any more: whether one runs is asked by itself
            ({"stays": (LEFT, HERE)}, "yes", ()),
            ({"stays": ()}, "yes", ()),
            ({"stays": (LEFT,), "unlimited_stay_since": date(2026, 3, 10)}, "yes", ()),
        ],
    ),
    "open for a ground": (
        lambda: open_for_ground("student"),
        frozenset({"stays"}),
        [
            ({}, "unknown", ("stays",)),
            ({"stays": (HERE,)}, "yes", ()),
            ({"stays": (STUDENT,)}, "unknown", ()),
            ({"stays": (LEFT,)}, "yes", ()),
            ({"stays": (LEFT, HERE)}, "yes", ()),
        ],
    ),
    "is true": (
        lambda: is_true("language_a2"),
        frozenset({"language_a2"}),
        [
            ({}, "unknown", ("language_a2",)),
            ({"language_a2": True}, "yes", ()),
            ({"language_a2": False}, "no", ()),
        ],
    ),
    "is false": (
        lambda: is_false("public_order"),
        frozenset({"public_order"}),
        [
            ({}, "unknown", ("public_order",)),
            ({"public_order": True}, "no", ()),
            ({"public_order": False}, "yes", ()),
        ],
    ),
}


def in_words(told: dict[str, Any]) -> str:
    """What a row tells, in one order: the name of a test must be the same in every process."""
    return ", ".join(
        f"{fact}: {sorted(value) if isinstance(value, frozenset) else value}" for fact, value in told.items()
    )


ROWS = [(name, *row) for name, (_, _, rows) in TESTS.items() for row in rows]


def ask(name: str, told: dict[str, Any]) -> Finding:
    asked = TESTS[name][0]()
    test = asked.test if isinstance(asked, Condition) else asked
    return test(Situation(Person(**told), ON))


@pytest.mark.parametrize(
    ("name", "told", "value", "missing"), ROWS, ids=[f"{row[0]} {in_words(row[1])}" for row in ROWS]
)
def test_shared_condition(name: str, told: dict[str, Any], value: str, missing: tuple[str, ...]) -> None:
    finding = ask(name, told)
    assert (finding.value, finding.missing) == (Truth(value), missing)
    assert finding.facts
    assert set(missing) <= set(finding.facts) <= TESTS[name][1]


def test_where_the_law_base_gives_no_answer_for_a_ground_nothing_more_is_asked() -> None:
    left_open = ask("open for a ground", {"stays": (STUDENT,)})
    assert left_open == Finding(Truth.UNKNOWN, ("stays",), not_confirmed=True)
    assert not ask("open for a ground", {}).not_confirmed


@pytest.mark.parametrize(
    ("made", "id", "law"),
    [
        (lambda: not_belgian("K", "K-COND-1"), "K.not-belgian", ("K-COND-1",)),
        (
            lambda: non_eu_national("F+", "FAM-SCOPE-1", "EUP-SCOPE-2"),
            "F+.non-eu-national",
            ("FAM-SCOPE-1", "EUP-SCOPE-2"),
        ),
        (lambda: card_not_expired("EU+", 3, "SW-12", "ABS-5"), "EU+.card-not-expired", ("SW-12", "ABS-5")),
    ],
)
def test_a_condition_is_named_for_its_route_and_cites_its_law(
    made: Callable[[], Condition[Any]], id: str, law: tuple[str, ...]
) -> None:
    assert (made().id, made().law) == (id, law)


def test_a_belgian_follows_neither_the_eu_rules_nor_is_unknown() -> None:
    told = {name: nationality_is_eu(Person(**nationality(*name.split()))) for name in ("BE", "BE FR", "FR", "MA")}
    assert told == {"BE": False, "BE FR": True, "FR": True, "MA": False}
    assert nationality_is_eu(Person()) is None


# --- from when until when a condition holds ---------------------------------------------------------------------------


def a_day(year: int, month: int, day: int) -> Situation:
    return Situation(Person(language_a2=True), date(year, month, day))


def test_a_condition_is_in_force_as_long_as_its_main_provision() -> None:
    made = condition("x", ("BRX-DL-1", "EUP-5Y-1"), is_true("language_a2"))  # applications until the end of 2021
    assert (made.id, made.law) == ("x", ("BRX-DL-1", "EUP-5Y-1"))
    assert (made.since, made.until) == (date(2021, 1, 1), date(2021, 12, 31))
    assert made.test(a_day(2030, 1, 1)).value is Truth.YES  # whether it is asked there is not its own business
    always = condition("x", ("EUP-5Y-1", "BRX-DL-1"), is_true("language_a2"))
    assert (always.since, always.until) == (provision("EUP-5Y-1").since, provision("EUP-5Y-1").until)
    assert always.until is None


def test_where_another_rule_held_before_that_nobody_has_seen_nothing_is_confirmed() -> None:
    made = condition("x", ("BRX-NAT-1", "EUP-5Y-1"), is_true("language_a2"))  # seen for days from 2 September 2021 on
    assert (made.id, made.law, made.since, made.until) == ("x", ("BRX-NAT-1", "EUP-5Y-1"), None, None)
    assert made.test(a_day(2021, 9, 1)) == Finding(Truth.UNKNOWN, not_confirmed=True)
    assert made.test(a_day(2021, 9, 2)) == Finding(Truth.YES, ("language_a2",))


def test_the_same_situation_in_another_way_of_counting() -> None:
    situation = Situation(Person(card="B"), ON)
    assert situation.conventions == SAFE
    other = reading("whole-days-abroad")
    assert situation.under(other) == Situation(situation.person, ON, other)


# --- limits -----------------------------------------------------------------------------------------------------------


def test_an_annex_15_lasts_45_days_and_can_be_extended_twice() -> None:
    assert longest_annex_15(ON) == timedelta(days=3 * 45)  # FAM-APP-8, DOC-15


def test_a_gap_is_covered_by_an_annex_15_under_one_reading_only() -> None:
    situation = Situation(Person(), ON)
    assert bridge(situation) == timedelta(0)
    assert bridge(situation.under(reading("gap-covered"))) == timedelta(days=135)
    assert bridge(situation.under(reading("whole-days-abroad"))) == timedelta(0)


def test_a_limit_is_a_whole_number() -> None:
    assert limit("pr.residence_period", ON) == 5  # EUP-5Y-1
    with pytest.raises(TypeError, match=r"^L\.weight\.study is not a whole number: 0\.5$"):
        limit("L.weight.study", ON)
    with pytest.raises(NotConfirmed):
        limit("pr.residence_period", date(2001, 1, 1))
