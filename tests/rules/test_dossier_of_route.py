"""How the parts of one dossier are put together: what was asked for, what the facts show and the day of today reach the
steps, the notes and the figures. What each part says by itself stands in the tests of that part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person
from belgian_residence.dossier import dossier
from belgian_residence.routes.outcome import Outcome, Status

ON = date(2026, 11, 22)
LONG_AFTER = date(2036, 1, 1)
"""A day by which every figure that still runs was to be verified again."""
Case = dict[str, Any]


def of_route(key: str, case: Case, status: Status = "open", first: date | None = None, **more: Any) -> Any:
    return dossier.of_route(key, Outcome(status, first, "right"), read_person(case, ON), ON, **more)


def asked(key: str, *requests: Case) -> Case:
    return {"applications": [{"route": key} | request for request in requests]}


NO = {"filed": "2025-03-03", "decision": "refused", "notified": "2025-06-10"}
WAITING = {"filed": "2026-09-01", "decision": "pending"}
OVERDUE = {"filed": "2026-01-15", "decision": "pending"}
"""The five months from it were over on 15 June 2026."""
WILL_BE = date(2027, 3, 1)

STEPS: list[tuple[str, str, Case, Status, date | None, str]] = [
    # the route, the case, the outcome and its first day: the first thing to do
    ("nothing asked for", "K", {}, "open", None, "apply-annex-16"),
    ("no answer yet", "K", asked("K", WAITING), "open", None, "wait-for-decision"),
    ("no answer in five months", "K", asked("K", OVERDUE), "open", None, "order-card-after-silence"),
    ("asked again after a no", "K", asked("K", NO, OVERDUE), "open", None, "order-card-after-silence"),
    # EUP-APP-2: what was asked before the day of the right is to be refused, so silence is no yes
    ("no answer, asked too early", "EU+", asked("EU+", OVERDUE), "later", WILL_BE, "asked-too-early"),
    # ... and after a no it is asked again once the day has come, whatever became of the days for an appeal
    ("a no of last year, asked too early", "F+", asked("F+", NO), "open", date(2025, 6, 1), "ask-again-on-time"),
    ("a no of last year, asked on the day", "F+", asked("F+", NO), "open", date(2025, 3, 3), "appeal-days-over"),
    ("a no, asked too early, not yet the day", "F+", asked("F+", NO), "later", WILL_BE, "appeal-days-over"),
    ("a yes", "K", asked("K", WAITING | {"decision": "granted"}), "open", None, "collect-card"),
    # APP-1: thirty days
    ("a no of last year", "K", asked("K", NO), "open", None, "appeal-days-over"),
    (
        "a no of this month",
        "K",
        asked("K", WAITING | {"decision": "refused", "notified": "2026-11-10"}),
        "open",
        None,
        "read-decision",
    ),
    ("a no of which the day is not told", "K", asked("K", {"decision": "refused"}), "open", None, "read-decision"),
    ("asked for another card", "K", asked("L", WAITING), "open", None, "apply-annex-16"),
    # B-REF-1: by law for who is protected
    (
        "a refugee",
        "B",
        {"stays": [{"from": "2021-03-01", "ground": "refugee"}]},
        "open",
        None,
        "ask-for-b-with-protection",
    ),
    ("another stay", "B", {"stays": [{"from": "2021-03-01", "ground": "self_employed"}]}, "open", None, "ask-for-b"),
]


@pytest.mark.parametrize(
    ("key", "case", "status", "first", "step"), [row[1:] for row in STEPS], ids=[r[0] for r in STEPS]
)
def test_the_first_thing_to_do(key: str, case: Case, status: Status, first: date | None, step: str) -> None:
    assert of_route(key, case, status, first)["next_steps"][0] == step


@pytest.mark.parametrize(
    ("requests", "step"),
    [
        ([], "ask-for-b-first"),
        ([WAITING], "wait-for-b-first"),
        ([NO], "read-decision-on-b"),
        ([NO, WAITING], "wait-for-b-first"),
        ([WAITING | {"filed": "2025-01-06"}, NO], "read-decision-on-b"),
    ],
    ids=["not asked for", "asked for", "refused", "asked again after a no", "refused after it was asked for"],
)
def test_what_became_of_b_comes_first_where_k_waits_for_it(requests: list[Case], step: str) -> None:
    """Reading 11: the last request says it."""
    answers = read_person(asked("B", *requests), ON)
    found = dossier.of_route("K", Outcome("later", None, "once_B_granted"), answers, ON)
    assert found["next_steps"][0] == step


ABOUT_ASKING: list[tuple[str, list[Case], date | None, bool]] = [
    # requests for EU+, its first day: is it still told that the card need not be asked for?
    ("never asked for", [], None, True),
    ("waiting", [WAITING], None, False),
    ("refused", [NO], None, True),
    ("refused, then asked again", [NO, WAITING], None, False),
    ("asked, then refused", [WAITING | {"filed": "2025-01-06"}, NO], None, True),
    ("asked, refused, asked again", [WAITING | {"filed": "2025-01-06"}, NO, WAITING], None, False),
    ("asked too early", [WAITING], WILL_BE, True),
    ("refused, and that was too early", [NO], WILL_BE, True),
]


@pytest.mark.parametrize(
    ("requests", "first", "told"), [row[1:] for row in ABOUT_ASKING], ids=[row[0] for row in ABOUT_ASKING]
)
def test_who_has_asked_is_not_told_whether_to_ask(requests: list[Case], first: date | None, told: bool) -> None:
    found = of_route("EU+", asked("EU+", *requests), "later" if first else "open", first)
    assert ("optional" in found["notes"]) is told


@pytest.mark.parametrize(
    ("card", "note", "other"),
    [("A", "l-alone-from-limited-stay", "l-counts-as-k"), ("B", "l-counts-as-k", "l-alone-from-limited-stay")],
)
def test_a_note_fits_the_stay_that_the_facts_show(card: str, note: str, other: str) -> None:
    """K-L-1: a request for L counts for K only with unlimited stay."""
    notes = of_route("L", {"card": card})["notes"]
    assert note in notes
    assert other not in notes


def test_an_f_card_that_ends_first_is_renewed_first() -> None:
    """FAM-APP-8."""
    case = {"card": "F", "card_expiry": "2027-02-28"}
    assert "renew-f-card-first" in of_route("F+", case, "later", WILL_BE)["notes"]
    assert "renew-f-card-first" not in of_route("F+", case, "later", date(2027, 2, 28))["notes"]


def _figures(part: Any) -> Iterator[Any]:
    """The value of every figure in a part of a dossier."""
    if isinstance(part, dict):
        if "value" in part and "status" in part:
            yield part["value"]
        for one in part.values():
            yield from _figures(one)
    elif isinstance(part, list):
        for one in part:
            yield from _figures(one)


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("K", "papers"),
        ("K", "procedure"),
        ("K", "effects"),
        ("K", "costs"),
        ("K", "deadlines"),
    ],
)
def test_no_part_shows_a_figure_that_nobody_verified_for_years(key: str, part: str) -> None:
    case = asked(key, WAITING)
    now, later = (list(_figures(of_route(key, case, today=today)[part])) for today in (ON, LONG_AFTER))
    assert set(now) - {None}, "some figure is known today"
    assert later == [None] * len(now)
    assert list(_figures(of_route(key, case)[part])) == now, "without a day of today the day asked about counts"


def test_the_days_of_the_card_are_those_of_today() -> None:
    answers = read_person({"card": "A", "card_expiry": "2027-01-20"}, ON)
    # REN-1: the 30th day before the card ends, while that figure is known
    assert [one["date"] for one in dossier.of_card(answers, ON)] == ["2026-12-21"]
    assert [one["date"] for one in dossier.of_card(answers, ON, LONG_AFTER)] == [None]


def test_two_cards_are_compared_for_the_stay_that_the_facts_show() -> None:
    """L-WHO-1, DIS-7: that L needs no B is said only to who has limited stay."""
    both = {key: Outcome("open" if key != "K" else "closed", None, "right") for key in ("B", "K", "L")}
    told = {}
    for card in ("A", "B"):
        (found,) = dossier.side_by_side(both, read_person({"card": card}, ON), ON)
        assert found["of"] == ["B", "L"]
        told[card] = "l-needs-no-b" in [aspect["id"] for aspect in found["aspects"]]
    assert told == {"A": True, "B": False}


@pytest.mark.parametrize(
    ("kind", "id", "provision"),
    [
        ("paper", "b-card", "K-PROC-1"),
        ("not_needed_if", "passport-impossible", "K-PROC-2"),
        ("procedure", "receipt-16bis", "DOC-16"),
        ("register", "K", "CARD-REG-1"),
        ("deadline", "ask-before-card-ends", "FAM-APP-1"),
        ("silence", "recognised", "EUP-APP-6"),
        ("counter", "b-first", "L-WHO-1"),
        ("family", "family-keeps-f-and-its-own-years", "FAM-5Y-1"),
        ("comparison", "l-needs-no-b", "DIS-7"),
        ("cost", "court-fee", "APP-4"),
    ],
)
def test_every_kind_of_line_is_listed(kind: str, id: str, provision: str) -> None:
    laws = [law for listed, name, law in dossier.lines() if (listed, name) == (kind, id)]
    assert any(provision in law for law in laws)
