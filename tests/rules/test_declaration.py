"""The grounds of nationality together: which one decides, what is still asked, and the card that must come first.

The outcomes of the B and the L card are given by hand, so that each way to a card that is enough is tried once.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.counting.situation import Situation
from belgian_residence.routes.nationality.declaration import (
    Declaration,
    Ground,
    decide_declaration,
    grounds_json,
    with_grounds_of,
)
from belgian_residence.routes.nationality.grounds import GROUNDS
from belgian_residence.routes.nationality.roads import Road, TitleFirst, together
from belgian_residence.routes.nationality.roads import as_json as title_first_json
from belgian_residence.routes.outcome import Outcome, Status
from belgian_residence.routes.status import Basis
from belgian_residence.told.person import Person, Stay
from briefly import day

ON = date(2025, 6, 1)
FIVE_YEARS_AGO = date(2020, 6, 1)
NEVER = Outcome("closed", None, "right")
SETTLED: dict[str, Any] = {
    "nationality": frozenset({"MA"}),
    "card": "B",
    "birth_date": date(1990, 5, 10),
    "absences": (),
}
WORKER: dict[str, Any] = {
    "language_a2": True,
    "integration_proof": frozenset({"diploma"}),
    "economic_participation": True,
}
NO_OTHER_GROUND: dict[str, Any] = {
    "born_in_belgium": False,
    "in_belgium_since_birth": False,
    "spouse_of_belgian_since": "none",
    "parent_of_belgian_minor": False,
    "disability_or_pension": "none",
    "community_participation": False,
}


def declared(
    start: date = FIVE_YEARS_AGO,
    on: date = ON,
    b_card: Outcome = NEVER,
    l_card: Outcome = NEVER,
    first_card: date | None = None,
    **told: Any,
) -> Declaration:
    """The outcome for a settled person with one stay since a day."""
    stay = Stay(start, None, "single_permit", first_card=first_card or start)
    person = Person(**SETTLED | {"stays": (stay,)} | told)
    return decide_declaration(Situation(person, on), {"B": b_card, "L": l_card})


def found(outcome: Declaration) -> dict[str, tuple[str, date | None]]:
    return {one.id: (one.status, one.earliest) for one in outcome.grounds}


# --- while the card is not enough ---------------------------------------------------------------------------------


def title(status: Status, earliest: str | None = None, basis: Basis = "right", *missing: str) -> Outcome:
    return Outcome(status, day(earliest), basis, missing=missing)


FAVOUR: Basis = "discretionary"
TITLES: list[tuple[str, Outcome, Outcome, tuple[str | None, str | None]]] = [
    # the B card, the L card, then by which card and from which day a declaration can follow
    ("neither", NEVER, NEVER, (None, None)),
    ("B due", title("open", "2025-01-01"), NEVER, ("B", None)),
    ("L due", NEVER, title("open", "2025-01-01"), ("L", None)),
    ("B due, L ahead", title("open", "2025-01-01"), title("later", "2026-01-01"), ("B", None)),
    ("B ahead", title("later", "2026-03-01", "expected"), NEVER, ("B", "2026-03-01")),
    # no answer within five months is a yes (L-PROC-2)
    ("L ahead", NEVER, title("later", "2026-03-01"), ("L", "2026-08-01")),
    ("both ahead, B first", title("later", "2026-07-31"), title("later", "2026-03-01"), ("B", "2026-07-31")),
    ("both ahead, L first", title("later", "2026-08-02"), title("later", "2026-03-01"), ("L", "2026-08-01")),
    ("B ahead, L not settled", title("later", "2026-03-01"), title("unsettled"), ("B", "2026-03-01")),
    ("B by favour", title("open", "2025-01-01", FAVOUR), NEVER, (None, None)),
    ("B by favour ahead", title("later", "2026-01-01", FAVOUR), NEVER, (None, None)),
    ("B by favour, L ahead", title("open", None, FAVOUR), title("later", "2026-03-01"), ("L", "2026-08-01")),
    ("B not settled", title("unsettled", None, "right", "income"), NEVER, (None, None)),
    ("L not settled", NEVER, title("unsettled", "2026-03-01"), (None, None)),
]


@pytest.mark.parametrize(("b_card", "l_card", "wanted"), [row[1:] for row in TITLES], ids=[row[0] for row in TITLES])
def test_without_a_title_it_is_no_and_says_what_would_give_one(
    b_card: Outcome, l_card: Outcome, wanted: tuple[str | None, str | None]
) -> None:
    """NAT-TITLE-3. Five years are complete and every ground of work is met."""
    card, earliest = wanted
    outcome = declared(card="A", b_card=b_card, l_card=l_card, **WORKER | NO_OTHER_GROUND)
    assert (outcome.status, outcome.earliest, outcome.readings, outcome.missing) == ("closed", None, {}, ())
    assert set(found(outcome).values()) == {("closed", None)}
    assert outcome.remarks == ()
    assert outcome.clock == ON
    first = outcome.title_first
    assert first is not None
    assert (first.card, first.earliest) == (card, day(earliest))
    assert outcome.basis == (f"once_{card}_granted" if card else "right")
    given = {"B": b_card, "L": l_card}
    assert {road.card: road.status for road in first.roads} == {
        name: one.status for name, one in given.items() if one.status != "closed"
    }
    assert all(road.right is (given[road.card].basis != FAVOUR) for road in first.roads)


def test_the_card_comes_first_and_then_the_years() -> None:
    """Whichever is later: the day of the card or the years of the ground that is complete first."""
    told = WORKER | NO_OTHER_GROUND
    soon, late = title("later", "2026-03-01"), title("later", "2029-01-01")
    start = date(2022, 6, 1)
    for b_card, wanted in ((soon, date(2027, 6, 1)), (late, date(2029, 1, 1))):
        outcome = declared(start, card="A", b_card=b_card, **told)
        assert outcome.title_first is not None
        assert (outcome.title_first.earliest, outcome.clock) == (wanted, date(2027, 6, 1))


def test_who_was_born_here_waits_for_the_card_and_not_for_the_five_years() -> None:
    """The clock that is shown stays that of the route."""
    born = NO_OTHER_GROUND | {"born_in_belgium": True, "in_belgium_since_birth": True}
    outcome = declared(date(2023, 6, 1), card="A", b_card=title("later", "2026-03-01"), **born)
    assert outcome.title_first is not None
    assert outcome.title_first.earliest == date(2026, 3, 1)
    assert outcome.clock == date(2028, 6, 1)


def test_a_declaration_never_follows_before_eighteen() -> None:
    told = WORKER | NO_OTHER_GROUND | {"birth_date": date(2008, 1, 1), "card": "A"}
    first = declared(b_card=title("later", "2025-09-01"), **told).title_first
    assert first is not None
    assert first.earliest == date(2026, 1, 1)


def test_where_no_ground_is_left_no_card_helps() -> None:
    gone = Stay(date(2018, 1, 1), date(2024, 1, 1), "single_permit", first_card=date(2018, 1, 1))
    outcome = declared(card="A", b_card=title("open"), **NO_OTHER_GROUND | {"stays": (gone,)})
    assert (outcome.status, outcome.title_first) == ("closed", None)


PENDING: list[tuple[str, dict[str, Any], list[tuple[str, str, str | None]]]] = [
    # what is told, the roads: card, status, day
    ("under way", {"annex_19ter": date(2025, 3, 1)}, [("F", "later", "2025-09-01")]),
    ("due on the day itself", {"annex_19ter": date(2024, 12, 1)}, [("F", "open", None)]),
    ("due tomorrow", {"annex_19ter": date(2024, 12, 2)}, [("F", "later", "2025-06-02")]),
    ("none", {"annex_19ter": "none"}, []),
    ("not known", {}, []),
    ("an EU citizen", {"nationality": frozenset({"FR"}), "card": "none"}, [("EU", "open", None)]),
]


@pytest.mark.parametrize(("told", "roads"), [row[1:] for row in PENDING], ids=[row[0] for row in PENDING])
def test_a_request_under_way_is_a_road(told: dict[str, Any], roads: list[tuple[str, str, str | None]]) -> None:
    """FAM-5Y-3: six months from the annex 19ter. An EU citizen only needs the card of the right that is there."""
    first = declared(**WORKER | NO_OTHER_GROUND | {"card": "A"} | told).title_first
    assert first is not None
    assert [(road.card, road.status, road.day) for road in first.roads] == [(a, b, day(c)) for a, b, c in roads]


def test_a_family_stay_that_was_recognised_is_no_request_under_way() -> None:
    ended = Stay(date(2019, 6, 1), date(2022, 1, 1), "family_of_eu_or_belgian", first_card=date(2019, 12, 1))
    work = Stay(date(2022, 1, 2), None, "single_permit", first_card=date(2022, 1, 2), index=1)
    told = {"card": "A", "annex_19ter": date(2019, 6, 1), "stays": (ended, work)}
    first = declared(**WORKER | NO_OTHER_GROUND | told).title_first
    assert first is not None
    assert first.roads == ()


# --- what every declaration asks ----------------------------------------------------------------------------------


def test_a_belgian_declares_nothing() -> None:
    outcome = declared(date(2020, 3, 1), first_card=date(2020, 9, 1), nationality=frozenset({"BE"}))
    assert (outcome.status, outcome.earliest, outcome.readings, outcome.missing) == ("closed", None, {}, ())
    assert set(found(outcome).values()) == {("closed", None)}


UNSETTLED: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    # what is told otherwise, what is asked
    ("nationality not known", WORKER | NO_OTHER_GROUND | {"nationality": None}, ("nationality",)),
    ("birth date not known", WORKER | NO_OTHER_GROUND | {"birth_date": None}, ("birth_date",)),
    ("card not known", WORKER | NO_OTHER_GROUND | {"card": None}, ("card",)),
    (
        "work not known either",
        WORKER | NO_OTHER_GROUND | {"nationality": None, "economic_participation": None},
        ("nationality", "economic_participation"),
    ),
    # what nobody can say today no answer can mend, so nothing is asked
    ("a paper that is not in the list", WORKER | NO_OTHER_GROUND | {"card": "annex_15"}, ()),
    ("such a paper, work not known", NO_OTHER_GROUND | {"card": "annex_15"}, ()),
    ("seventeen, nationality not known", {"birth_date": date(2008, 1, 1), "nationality": None}, ("nationality",)),
]


@pytest.mark.parametrize(("told", "asked"), [row[1:] for row in UNSETTLED], ids=[row[0] for row in UNSETTLED])
def test_what_every_declaration_asks_leaves_it_unsettled(told: dict[str, Any], asked: tuple[str, ...]) -> None:
    outcome = declared(**told)
    assert (outcome.status, outcome.missing) == ("unsettled", asked)


def test_the_safe_date_is_never_before_eighteen() -> None:
    """The base says adults and no number, so a younger person waits. No reading gives a day before it either."""
    years = {"start": date(2020, 3, 1), "first_card": date(2020, 9, 1)}
    young = declared(**years, **WORKER | NO_OTHER_GROUND | {"birth_date": date(2008, 1, 1)})
    assert (young.status, young.earliest, young.readings) == ("later", date(2026, 1, 1), {})
    nearly = declared(**years, **WORKER | NO_OTHER_GROUND | {"birth_date": date(2007, 7, 1)})
    assert (nearly.status, nearly.earliest) == ("later", date(2025, 9, 1))
    assert nearly.readings == {"safe": date(2025, 9, 1), "stay-from-registration": date(2025, 7, 1)}
    unknown = declared(**years, **WORKER | NO_OTHER_GROUND | {"birth_date": None})
    assert (unknown.status, unknown.earliest) == ("unsettled", date(2025, 9, 1))


@pytest.mark.parametrize(("card_expiry", "status"), [(None, "later"), (date(2025, 5, 31), "unsettled")])
def test_before_eighteen_each_ground_waits_and_a_shared_doubt_leaves_it_unsettled(
    card_expiry: date | None, status: str
) -> None:
    young = declared(**WORKER | NO_OTHER_GROUND | {"birth_date": date(2008, 1, 1), "card_expiry": card_expiry})
    assert found(young) == {
        "born-in-belgium": ("closed", None),
        "integrated": (status, date(2026, 1, 1)),
        "spouse-of-belgian": ("closed", None),
        "parent-of-belgian": ("closed", None),
        "disability-or-pension": ("closed", None),
        "ten-years": (status, date(2030, 6, 1)),
    }


# --- which ground decides, and what is still asked ----------------------------------------------------------------

FOUND: list[tuple[str, dict[str, Any], tuple[str, str | None], tuple[str, ...]]] = [
    # what is told, status and date, what is asked
    ("one ground is open", WORKER, ("open", "2025-06-01"), ()),
    (
        "an open ground comes before one that is open since a day that is not known",
        NO_OTHER_GROUND | {"disability_or_pension": "pension_age", "born_in_belgium": True},
        ("open", "2025-06-01"),
        (),
    ),
    (
        "one waits for work, one for years: it may be open today",
        NO_OTHER_GROUND | WORKER | {"economic_participation": None},
        ("unsettled", "2025-06-01"),
        ("economic_participation",),
    ),
    (
        "two that may be open today: what is asked for each",
        NO_OTHER_GROUND | WORKER | {"economic_participation": None, "disability_or_pension": None},
        ("unsettled", "2025-06-01"),
        ("economic_participation", "disability_or_pension"),
    ),
    (
        "the ten years are left",
        NO_OTHER_GROUND | WORKER | {"economic_participation": False},
        ("later", "2030-06-01"),
        (),
    ),
    (
        "of two that come later the first",
        NO_OTHER_GROUND | WORKER | {"economic_participation": False, "spouse_of_belgian_since": date(2024, 1, 1)},
        ("later", "2027-01-01"),
        (),
    ),
    (
        "a doubt that another answer can still close: that is asked",
        NO_OTHER_GROUND | WORKER | {"language_a2": False, "economic_participation": None},
        ("unsettled", "2025-06-01"),
        ("economic_participation",),
    ),
    (
        "only the ten years are left, and whether a diploma proves the language stays in doubt",
        NO_OTHER_GROUND | WORKER | {"language_a2": False, "economic_participation": False},
        ("unsettled", "2030-06-01"),
        (),
    ),
    (
        "nothing is left",
        NO_OTHER_GROUND | {"language_a2": False, "integration_proof": frozenset()},
        ("closed", None),
        (),
    ),
]


@pytest.mark.parametrize(("told", "wanted", "asked"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_which_ground_decides(told: dict[str, Any], wanted: tuple[str, str | None], asked: tuple[str, ...]) -> None:
    outcome = declared(**told)
    assert (outcome.status, outcome.earliest, outcome.missing) == (wanted[0], day(wanted[1]), asked)


def test_where_a_doubt_of_the_law_stays_only_a_ground_free_of_it_is_asked_about() -> None:
    """No proof of language but a diploma: that stays in doubt, also for the spouse and the parent; not for an
    invalid."""
    doubt = WORKER | {"language_a2": False, "born_in_belgium": False}
    assert declared(**doubt).missing == ("disability_or_pension",)
    assert declared(**doubt | {"disability_or_pension": "none"}).missing == ()
    assert declared(**doubt | {"disability_or_pension": "none"}).status == "unsettled"


def test_where_the_years_stay_in_doubt_only_a_ground_with_other_years_is_asked_about() -> None:
    """Between the two readings of the first day. Who was born here and always lived here needs no years."""
    between = {"start": date(2020, 4, 1), "first_card": date(2020, 9, 1)} | WORKER
    assert declared(**between).missing == ("born_in_belgium", "in_belgium_since_birth")
    assert declared(**between, born_in_belgium=False).missing == ()


def test_a_newcomer_is_asked_nothing() -> None:
    outcome = declared(date(2023, 6, 1), born_in_belgium=False)
    assert (outcome.status, outcome.earliest, outcome.missing) == ("later", date(2028, 6, 1), ())


# --- notes, and the conditions that the answer hangs on -----------------------------------------------------------


def test_family_of_a_belgian_hears_of_the_shorter_list_once_that_ground_is_open() -> None:
    told = NO_OTHER_GROUND | WORKER
    assert "easier-as-family" in declared(**told | {"parent_of_belgian_minor": True}).remarks
    assert "easier-as-family" in declared(**told | {"spouse_of_belgian_since": date(2020, 1, 1)}).remarks
    assert "easier-as-family" not in declared(**told | {"spouse_of_belgian_since": date(2024, 1, 1)}).remarks
    assert "easier-as-family" not in declared(**told).remarks
    later = declared(date(2023, 6, 1), **told | {"parent_of_belgian_minor": True})
    assert "easier-as-family" not in later.remarks


SHARED = {"not-belgian", "of-age", "card-not-expired", "stay-kept", "title"}
FAMILY = {"stay-runs", "language", "integration-of-family", "married-to-belgian", "five-years-and-marriage"}
WORK = {"stay-runs", "language", "integration", "work", "five-years"}
IN_PLAY: list[tuple[str, dict[str, Any], set[str]]] = [
    # what is told, the conditions that the answer hangs on
    ("open by one ground", NO_OTHER_GROUND | WORKER, WORK),
    ("open by two", NO_OTHER_GROUND | WORKER | {"spouse_of_belgian_since": date(2020, 1, 1)}, WORK | FAMILY),
    (
        "later by the ten years",
        NO_OTHER_GROUND | WORKER | {"economic_participation": False},
        {"stay-runs", "language", "participation", "ten-years"},
    ),
    ("open by one ground, another still asked", WORKER | {"born_in_belgium": False}, WORK),
    (
        "not settled by two",
        NO_OTHER_GROUND
        | WORKER
        | {"economic_participation": None, "disability_or_pension": None, "community_participation": True},
        WORK | {"disability-or-pension"},
    ),
    (
        "not settled by one in doubt and one still asked",
        NO_OTHER_GROUND | WORKER | {"language_a2": False, "disability_or_pension": None, "start": date(2012, 6, 1)},
        WORK | {"disability-or-pension"},
    ),
]


@pytest.mark.parametrize(("told", "wanted"), [row[1:] for row in IN_PLAY], ids=[row[0] for row in IN_PLAY])
def test_the_conditions_that_the_answer_hangs_on(told: dict[str, Any], wanted: set[str]) -> None:
    """Those of every declaration, and those of the grounds that are as far as the whole."""
    assert declared(**told).in_play == {f"nationality.{id}" for id in SHARED | wanted}


# --- one answer from many choices of days -------------------------------------------------------------------------


def several(*grounds: tuple[Status, str | None], remarks: tuple[str, ...] = (), in_play: str = "") -> Declaration:
    """A declaration with some grounds, in the order of the article."""
    named = tuple(Ground(id, status, day(on)) for id, (status, on) in zip(GROUNDS, grounds, strict=False))
    return Declaration("open", None, "right", grounds=named, remarks=remarks, in_play=frozenset(in_play.split()))


def test_the_grounds_of_many_days_are_put_together() -> None:
    """As far as all days agree: the same status or not settled, the latest date or none."""
    tried = [
        several(("open", "2025-06-01"), ("open", "2025-06-01"), ("later", "2026-01-01"), ("later", None)),
        several(("open", "2025-06-30"), ("later", "2025-06-30"), ("later", "2026-01-31"), ("later", "2026-01-01")),
    ]
    whole = with_grounds_of(tried[0], tried)
    assert isinstance(whole, Declaration)
    assert grounds_json(whole) == [
        {"id": "born-in-belgium", "status": "open", "earliest": "2025-06-30"},
        {"id": "integrated", "status": "unsettled", "earliest": "2025-06-30"},
        {"id": "spouse-of-belgian", "status": "later", "earliest": "2026-01-31"},
        {"id": "parent-of-belgian", "status": "later", "earliest": None},
    ]


def test_what_matters_for_one_of_many_days_is_told() -> None:
    tried = [several(remarks=("easier-as-family",), in_play="x y"), several(remarks=("other",), in_play="y z")]
    whole = with_grounds_of(tried[0], tried)
    assert isinstance(whole, Declaration)
    assert whole.remarks == ("easier-as-family", "other")
    assert whole.in_play == {"x", "y", "z"}


def test_one_choice_of_days_is_the_answer() -> None:
    alone = declared(**WORKER)
    assert with_grounds_of(alone, [alone]) == alone


def test_another_route_has_no_grounds_to_put_together() -> None:
    assert with_grounds_of(NEVER, [NEVER, NEVER]) is NEVER


def test_the_roads_of_many_days_are_put_together() -> None:
    """As far as all days agree: the latest day; a card that not all of them give is not settled."""
    told = WORKER | NO_OTHER_GROUND | {"card": "A"}
    early = declared(b_card=title("later", "2026-03-01"), l_card=title("later", "2026-03-01"), **told)
    late = declared(b_card=title("later", "2026-03-31"), **told)
    due = declared(b_card=title("open"), **told)

    def roads(*tried: Declaration) -> tuple[str | None, list[tuple[str, str, str | None]]]:
        whole = with_grounds_of(tried[0], tried)
        assert isinstance(whole, Declaration)
        assert whole.title_first is not None
        shown = title_first_json(whole.title_first)
        assert shown is not None
        return shown["earliest"], [(one["card"], one["status"], one["from"]) for one in shown["roads"]]

    assert roads(early, late) == ("2026-03-31", [("B", "later", "2026-03-31"), ("L", "unsettled", None)])
    assert roads(late, due) == (None, [("B", "unsettled", None)])
    alone = declared(**WORKER)
    assert alone.title_first is None
    assert title_first_json(None) is None


def test_of_many_rough_days_the_card_of_the_latest_one_is_named() -> None:
    """With one choice B comes first, with another L; which day it is, only the exact days tell."""
    b_first = TitleFirst((Road("B", "later", date(2026, 1, 1)),), date(2026, 1, 1), "B")
    l_first = TitleFirst((Road("B", "unsettled", None), Road("L", "open", None)), date(2026, 3, 1), "L")
    found = together([b_first, l_first])
    assert found is not None
    assert (found.earliest, found.card) == (date(2026, 3, 1), "L")
    assert found.roads == (Road("B", "unsettled", None), Road("L", "unsettled", None))
    assert together([l_first, b_first, None]) == TitleFirst(
        (Road("B", "unsettled", None), Road("L", "unsettled", None)), None, "L"
    )
    assert together([None]) is None
