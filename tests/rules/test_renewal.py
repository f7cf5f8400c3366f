"""The card itself: the window to renew it, what its last day says, and old documents that stopped by themselves.

The rows are worked out by hand from the law base (REN-1, DIS-17, CARD-REN-4, ABS-5, ABS-6, OLD-3, OLD-5, BRX-DL-4). The
advised window is the part that every source agrees on: the fortieth to the thirtieth day before the last one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence.engine.dates import DAY
from belgian_residence.keeping.groups import GROUP_OF, OLD_DOCUMENTS
from belgian_residence.keeping.renewal import document_end, ended_with_its_stay, old_documents, renewal, warnings
from belgian_residence.told.person import Application, Period, Person, Stay
from briefly import day

EXPIRES = date(2026, 12, 31)
FIRST, LAST = date(2026, 11, 21), date(2026, 12, 1)
"""Forty and thirty days before the last day of the year."""


@pytest.mark.parametrize(
    ("on", "state"),
    [
        ("2026-01-01", "ahead"),
        ("2026-11-20", "ahead"),
        ("2026-11-21", "now"),
        ("2026-12-01", "now"),
        ("2026-12-02", "late"),
        ("2026-12-31", "late"),
        ("2027-01-01", "expired"),
    ],
)
def test_the_window(on: str, state: str) -> None:
    found = renewal(GROUP_OF["B"], Person(card="B", card_expiry=EXPIRES), day(on))
    assert found is not None
    assert (found.first, found.last, found.expires, found.state) == (FIRST, LAST, EXPIRES, state)
    assert found.early == date(2025, 12, 31), "before a long trip in its last year (CARD-REN-4)"


@pytest.mark.parametrize(
    ("card", "route", "decision", "state"),
    [
        ("A", "B", "granted", "granted"),
        ("A", "B", "pending", "now"),
        ("B", "B", "granted", "now"),  # the card of the decision is there
        ("EU", "EU+", "granted", "granted"),  # EUP-APP-8
        ("F", "F+", "granted", "granted"),  # FAM-APP-5
        ("F", "F+", "refused", "now"),
        ("F+", "F+", "granted", "now"),
        ("M", "M+", "granted", "granted"),  # BRX-PR-4
    ],
)
def test_a_card_before_unlimited_or_permanent_stay_is_not_renewed(
    card: str, route: str, decision: str, state: str
) -> None:
    """K-WHEN-1: the right is there since the decision."""
    told = Person(card=card, card_expiry=EXPIRES, applications=(Application(route, decision),))
    found = renewal(GROUP_OF[card], told, FIRST)
    assert found is not None
    assert found.state == state
    ends = {point.id for point in GROUP_OF["A"].ends if point.applies(replace(told, card="A"))}
    assert ("not-renewed" in ends) is (decision != "granted")


@pytest.mark.parametrize(("decision", "status"), [("granted", "kept"), ("pending", "at_risk")])
def test_a_limited_card_that_ran_out_is_no_risk_once_unlimited_stay_is_granted(decision: str, status: str) -> None:
    told = Person(card="A", card_expiry=EXPIRES, applications=(Application("B", decision),))
    found = warnings(GROUP_OF["A"], told, EXPIRES + DAY)
    assert [(note.id, allowed) for note, allowed in found] == [("card-expired", status)]


@pytest.mark.parametrize(
    ("card", "law", "confirmed"),
    [
        ("B", ("REN-1", "DIS-17"), True),
        ("F+", ("CARD-REN-1", "REN-1", "DIS-17"), True),
        ("EU", ("REN-1", "DIS-17"), False),  # no rule was seen: advice
        ("EU+", ("CARD-REN-2", "REN-1", "DIS-17"), False),
        ("M", ("REN-1", "DIS-17"), False),
    ],
)
def test_what_the_window_rests_on(card: str, law: tuple[str, ...], confirmed: bool) -> None:
    found = renewal(GROUP_OF[card], Person(card=card, card_expiry=EXPIRES), date(2026, 6, 1))
    assert found is not None
    assert (found.law, found.confirmed) == (law, confirmed)


def test_no_window_where_the_last_day_is_not_told() -> None:
    assert renewal(GROUP_OF["B"], Person(card="B"), date(2026, 6, 1)) is None


# --- old documents -------------------------------------------------------------------------------------------------

BRITISH = frozenset({"GB"})
ON = date(2022, 6, 1)
"""After the change of the cards on 11 October 2021, and after 31 March 2022."""


def stay(start: str, **told: Any) -> dict[str, Any]:
    return {"stays": (Stay(day(start), None, "family_of_eu_or_belgian", **told),)}


@pytest.mark.parametrize(
    ("card", "told", "on", "found"),
    [
        pytest.param(card, told, day(on), tuple(found.split()), id=about)
        for about, card, told, on, found in (
            ("B", "B", {}, "2022-06-01", ""),
            ("E", "E", {}, "2022-06-01", "old-e"),
            ("C", "C", {}, "2022-06-01", "old-c-d"),
            ("D", "D", {}, "2022-06-01", "old-c-d"),
            ("an Annex 8", "annex_8", {}, "2022-06-01", "old-annex-8"),
            ("a British Annex 8", "annex_8", {"nationality": BRITISH}, "2022-06-01", "old-annex-8 old-uk"),
            ("British and French", "E", {"nationality": BRITISH | {"FR"}}, "2022-06-01", "old-e"),
            ("British, with an M card", "M", {"nationality": BRITISH}, "2022-06-01", ""),
            # An F card of before 11 October 2021 (OLD-3).
            ("F, nothing else told", "F", {}, "2022-06-01", "old-model-f"),
            ("F+, nothing else told", "F+", {}, "2022-06-01", "old-model-f"),
            ("asked on the day of the change", "F", {}, "2021-10-11", "old-model-f"),
            ("asked the day before", "F", {}, "2021-10-10", ""),
            ("given before the change", "F", {"card_issued": day("2021-10-10")}, "2022-06-01", "old-model-f"),
            ("given on the change", "F", {"card_issued": day("2021-10-11")}, "2022-06-01", ""),
            ("asked for before", "F", {"annex_19ter": day("2021-10-10")}, "2022-06-01", "old-model-f"),
            ("asked for since", "F", {"annex_19ter": day("2021-10-11")}, "2022-06-01", ""),
            ("no annex 19ter", "F", {"annex_19ter": "none"}, "2022-06-01", "old-model-f"),
            ("the stay began before", "F", stay("2021-10-10"), "2022-06-01", "old-model-f"),
            ("the stay began since", "F", stay("2021-10-11"), "2022-06-01", ""),
            ("its first day not known", "F", stay("2021-12-01", start_known=False), "2022-06-01", "old-model-f"),
            ("first card before", "F", stay("2021-05-01", first_card=day("2021-10-10")), "2022-06-01", "old-model-f"),
            ("first card since", "F", stay("2021-05-01", first_card=day("2021-10-11")), "2022-06-01", ""),
            (
                "one of the two since",
                "F",
                {"card_issued": day("2021-10-01"), "annex_19ter": day("2021-10-20")},
                "2022-06-01",
                "",
            ),
            # It lasted five years: a last day further from the change is of a new card.
            ("runs until five years after", "F", {"card_expiry": day("2026-10-11")}, "2022-06-01", ""),
            ("runs a day less", "F", {"card_expiry": day("2026-10-10")}, "2022-06-01", "old-model-f"),
        )
    ],
)
def test_which_old_documents_it_can_be(card: str, told: dict[str, Any], on: date, found: tuple[str, ...]) -> None:
    assert tuple(old.id for old in old_documents(Person(card=card, **told), on)) == found


def test_the_day_on_which_an_old_document_stops() -> None:
    ends = {old.id: document_end(old, ON) for old in OLD_DOCUMENTS}
    assert ends == {
        "old-e": None,
        "old-c-d": None,
        "old-model-f": date(2026, 8, 3),
        "old-annex-8": None,
        "old-uk": date(2022, 3, 31),
    }


@pytest.mark.parametrize(
    ("card", "told", "on", "ended"),
    [
        ("EU", {"nationality": BRITISH}, "2022-03-31", False),
        ("EU", {"nationality": BRITISH}, "2022-04-01", True),
        ("annex_8bis", {"nationality": BRITISH}, "2022-04-01", True),
        ("EU", {}, "2022-04-01", False),
        ("EU", {"nationality": frozenset({"FR"})}, "2022-04-01", False),
        ("M", {"nationality": BRITISH}, "2022-04-01", False),
        # An old F card stops, but not the stay.
        ("F", {"card_issued": date(2020, 1, 1)}, "2026-08-04", False),
    ],
)
def test_a_document_that_ended_with_its_stay(card: str, told: dict[str, Any], on: str, ended: bool) -> None:
    """BRX-DL-4: then it is not renewed."""
    person = Person(card=card, card_expiry=date(2026, 12, 31), **told)
    assert ended_with_its_stay(person, day(on)) is ended
    assert (renewal(GROUP_OF[card], person, day(on)) is None) is ended


@pytest.mark.parametrize(
    ("told", "on", "first", "last", "state"),
    [
        # The old F card stops on 3 August 2026 at the latest, whatever is printed on it.
        ({"card_expiry": day("2026-09-30")}, "2026-06-23", "2026-06-24", "2026-07-04", "ahead"),
        ({"card_expiry": day("2026-09-30")}, "2026-07-04", "2026-06-24", "2026-07-04", "now"),
        ({"card_expiry": day("2026-09-30")}, "2026-08-03", "2026-06-24", "2026-07-04", "late"),
        ({"card_expiry": day("2026-09-30")}, "2026-08-04", "2026-06-24", "2026-07-04", "expired"),
        ({"card_expiry": day("2026-06-30")}, "2026-06-01", "2026-05-21", "2026-05-31", "late"),
        (
            {"card_expiry": day("2026-09-30"), "card_issued": day("2022-01-01")},
            "2026-08-04",
            "2026-08-21",
            "2026-08-31",
            "ahead",
        ),
    ],
)
def test_the_window_of_an_old_document(told: dict[str, Any], on: str, first: str, last: str, state: str) -> None:
    found = renewal(GROUP_OF["F"], Person(card="F", **told), day(on))
    assert found is not None
    assert (found.first, found.last, found.state) == (day(first), day(last), state)
    assert found.expires == told["card_expiry"], "what is printed on it is shown"


# --- what the card and the register say by themselves ---------------------------------------------------------------


def gap(start: str, end: str, proven: bool | None = None) -> dict[str, Any]:
    return {"register_gaps": (Period(day(start), day(end), presence_proven=proven),)}


EXPIRED, GONE, OFF = ("card-expired", "kept"), ("presumed-gone", "at_risk"), ("off-register", "at_risk")
TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("card", "told", "found"),
    [
        pytest.param(card, told, found, id=about)
        for about, card, told, found in (
            ("nothing told", "B", {}, ()),
            ("valid until today", "B", {"card_expiry": TODAY}, ()),
            # An expired card ends nothing of who is here; for more than three months it presumes a departure (ABS-5).
            ("ran out yesterday", "B", {"card_expiry": day("2026-06-14")}, (EXPIRED,)),
            ("ran out three months ago", "B", {"card_expiry": day("2026-03-15")}, (EXPIRED,)),
            ("ran out a day more than that ago", "B", {"card_expiry": day("2026-03-14")}, (EXPIRED, GONE)),
            # A limited stay runs out with its card.
            ("A, ran out", "A", {"card_expiry": day("2026-06-14")}, (("card-expired", "at_risk"),)),
            ("A, long ago", "A", {"card_expiry": day("2025-06-14")}, (("card-expired", "at_risk"), GONE)),
            ("EU, ran out", "EU", {"card_expiry": day("2026-06-14")}, (EXPIRED,)),
            # Off the register today, unless the presence is proven (ABS-6).
            ("off the register", "B", gap("2026-06-01", "2026-06-30"), (OFF,)),
            ("since today", "B", gap("2026-06-15", "2026-06-30"), (OFF,)),
            ("until today", "B", gap("2026-01-01", "2026-06-15"), (OFF,)),
            ("until yesterday", "B", gap("2026-01-01", "2026-06-14"), ()),
            ("from tomorrow", "B", gap("2026-06-16", "2026-06-30"), ()),
            ("off the register, presence proven", "B", gap("2026-06-01", "2026-06-30", proven=True), ()),
            ("off the register, presence not proven", "B", gap("2026-06-01", "2026-06-30", proven=False), (OFF,)),
            ("never off it", "B", {"register_gaps": ()}, ()),
            (
                "off it twice, once today",
                "B",
                {
                    "register_gaps": (
                        Period(day("2020-01-01"), day("2020-02-01")),
                        Period(day("2026-06-01"), day("2026-06-30")),
                    )
                },
                (OFF,),
            ),
            # With an M card the status may then be lost for good, whenever it was (BRX-ABS-1).
            ("M, off it years ago", "M", gap("2022-01-01", "2022-02-01"), (("off-register", "unsettled"),)),
            ("M, presence proven", "M", gap("2022-01-01", "2022-02-01", proven=True), ()),
            ("M+, off it years ago", "M+", gap("2022-01-01", "2022-02-01"), ()),
            ("M, never off it", "M", {"register_gaps": ()}, ()),
            # Old documents: of the stay they say nothing, but of the British ones (BRX-DL-1, BRX-DL-2).
            ("E", "E", {}, (("old-e", "kept"),)),
            ("F of the old model", "F", {"card_issued": day("2020-01-01")}, (("old-model-f", "kept"),)),
            (
                "EU, British",
                "EU",
                {"nationality": BRITISH, "card_expiry": day("2026-06-14")},
                (EXPIRED, ("old-uk", "unsettled")),
            ),
        )
    ],
)
def test_what_the_card_says_by_itself(card: str, told: dict[str, Any], found: tuple[tuple[str, str], ...]) -> None:
    said = warnings(GROUP_OF[card], Person(card=card, **told), TODAY)
    assert tuple((note.id, status) for note, status in said) == found


@pytest.mark.parametrize(
    ("card", "told", "on", "status"),
    [
        ("EU", {"nationality": BRITISH}, "2022-03-31", "kept"),
        ("EU", {"nationality": BRITISH}, "2022-04-01", "unsettled"),
        ("F", {}, "2026-08-03", "kept"),
        ("F", {}, "2026-08-04", "kept"),
        ("annex_8", {}, "2026-08-04", "kept"),
    ],
)
def test_an_old_document_that_stopped(card: str, told: dict[str, Any], on: str, status: str) -> None:
    assert [said for _, said in warnings(GROUP_OF[card], Person(card=card, **told), day(on))] == [status]


def test_a_warning_about_an_old_document_names_what_it_rests_on() -> None:
    [(note, _)] = warnings(GROUP_OF["F"], Person(card="F"), ON)
    assert note.law[0] == "OLD-3"
    assert note.amounts == ("card.F_old_model.end", "card.titles.changed", "card.F.validity")
