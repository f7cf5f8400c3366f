"""What the answer on keeping a card says of one absence where trips touch, where days are rough, and of the clocks.

The other parts of the answer stand in ``test_keep_answer``. A B card of 2005, asked about on 22 November 2026; no route
is worked out.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence.keeping.clocks import NO_CLOCKS, longest_away
from belgian_residence.keeping.keep import keep
from belgian_residence.told.case import read_case
from belgian_residence.told.person import Absence, Person
from briefly import day, trip

ON = date(2026, 11, 22)
NOT_DECLARED: dict[str, Any] = {"annex_18": False}
ASKED = ["absences[1].in_belgium_before"]


def absences(*trips: dict[str, Any], card: str = "B", **more: Any) -> list[dict[str, Any]]:
    case = {
        "card": card,
        "stays": [],
        "absences": list(trips),
        "card_issued": "2005-01-01",
        "nationality": "MA",
        **more,
    }
    found = keep(read_case(case, ON), ON, NO_CLOCKS)
    assert found is not None
    return [dict(one) for one in found["absences"]]


FIRST, SECOND = ("2024-01-15", "2024-08-01"), ("2024-08-01", "2025-03-01")
Shown = tuple[int, str, str | None, str, list[str]]


@pytest.mark.parametrize(
    ("trips", "shown"),
    [
        pytest.param(trips, shown, id=about)
        for about, trips, shown in (
            # Two of less than a year, or one of more (ABS-1): each is shown as it was told.
            (
                "not told whether the person came back",
                [trip(*FIRST, **NOT_DECLARED), trip(*SECOND, **NOT_DECLARED)],
                [(0, *FIRST, "unsettled", ASKED), (1, *SECOND, "unsettled", ASKED)],
            ),
            (
                "came back",
                [trip(*FIRST, **NOT_DECLARED), trip(*SECOND, **NOT_DECLARED, in_belgium_before=True)],
                [(0, *FIRST, "at_risk", []), (1, *SECOND, "at_risk", [])],
            ),
            (
                "did not come back",
                [trip(*FIRST, **NOT_DECLARED), trip(*SECOND, **NOT_DECLARED, in_belgium_before=False)],
                [(0, FIRST[0], SECOND[1], "lost", [])],
            ),
            (
                "a rough return that can only be the day of leaving again",
                [trip("2024-01-15", "2024-08", **NOT_DECLARED), trip(*SECOND, **NOT_DECLARED)],
                [(0, *FIRST, "unsettled", ASKED), (1, *SECOND, "unsettled", ASKED)],
            ),
            (
                "three: not told of the second, and no return before the third",
                [
                    trip("2024-01-15", "2024-04-01"),
                    trip("2024-04-01", "2024-04-02"),
                    trip("2024-04-02", "2024-04-10", in_belgium_before=False),
                ],
                [(0, "2024-01-15", "2024-04-01", "kept", []), (1, "2024-04-01", "2024-04-10", "kept", [])],
            ),
            (
                "three: a return before the second, not told of the third",
                [
                    trip("2024-01-15", "2024-04-01"),
                    trip("2024-04-01", "2024-04-02", in_belgium_before=True),
                    trip("2024-04-02", "2024-04-10"),
                ],
                [
                    (0, "2024-01-15", "2024-04-01", "kept", []),
                    (1, "2024-04-01", "2024-04-02", "kept", []),
                    (2, "2024-04-02", "2024-04-10", "kept", []),
                ],
            ),
            (
                "three: not told of any",
                [trip("2024-01-15", "2024-04-01"), trip("2024-04-01", "2024-04-02"), trip("2024-04-02", "2024-04-10")],
                [
                    (0, "2024-01-15", "2024-04-01", "kept", []),
                    (1, "2024-04-01", "2024-04-02", "kept", []),
                    (2, "2024-04-02", "2024-04-10", "kept", []),
                ],
            ),
            (
                "not told, and it makes no difference",
                [trip("2024-01-15", "2024-02-01"), trip("2024-02-01", "2024-03-01")],
                [(0, "2024-01-15", "2024-02-01", "kept", []), (1, "2024-02-01", "2024-03-01", "kept", [])],
            ),
            (
                "beside another trip that was too long",
                [
                    trip(*FIRST, **NOT_DECLARED),
                    trip(*SECOND, **NOT_DECLARED),
                    trip("2019-01-01", "2020-06-01", **NOT_DECLARED),
                ],
                [
                    (2, "2019-01-01", "2020-06-01", "lost", []),
                    (0, *FIRST, "unsettled", ASKED),
                    (1, *SECOND, "unsettled", ASKED),
                ],
            ),
            # Rough days: the widest trip; its own days are asked, those of another one are not.
            (
                "a rough return",
                [trip("2024-01-15", "2025-01", **NOT_DECLARED), trip("2025-05", "2025-06-10")],
                [
                    (0, "2024-01-15", "2025-01-31", "unsettled", ["absences[0].to"]),
                    (1, "2025-05-01", "2025-06-10", "kept", []),
                ],
            ),
            (
                "a rough departure",
                [trip("2024-01", "2025-01-15", **NOT_DECLARED), trip("2025-05", "2025-06-10")],
                [
                    (0, "2024-01-01", "2025-01-15", "unsettled", ["absences[0].from"]),
                    (1, "2025-05-01", "2025-06-10", "kept", []),
                ],
            ),
            (
                "the return not known",
                [trip("2026-01-15", None, annex_18=True)],
                [(0, "2026-01-15", None, "unsettled", ["absences[0].to"])],
            ),
        )
    ],
)
def test_what_is_said_of_each(trips: list[dict[str, Any]], shown: list[Shown]) -> None:
    found = absences(*trips)
    assert [(one["absence"], one["from"], one["to"], one["status"], one["missing"]) for one in found] == shown


def test_two_that_touch_and_may_be_one_have_the_first_last_day_and_no_note_of_one_way_only() -> None:
    one, two = absences(trip(*FIRST, **NOT_DECLARED), trip(*SECOND, **NOT_DECLARED))
    assert (one["back_by"], two["back_by"]) == ("2025-01-14", "2025-01-14")
    assert (one["declare_by"], two["declare_by"]) == ("2024-01-15", "2024-08-01")
    assert (one["report_by"], two["report_by"]) == ("2024-08-16", "2025-03-16")
    assert one["notes"] == two["notes"] == []


def test_of_three_that_touch_each_is_declared_before_its_own_departure() -> None:
    one, two = absences(
        trip("2027-01-15", "2027-04-01"),
        trip("2027-04-01", "2027-04-02"),
        trip("2027-04-02", "2027-05-10", in_belgium_before=False),
    )
    assert (one["declare_by"], two["declare_by"]) == ("2027-01-15", "2027-04-01")
    assert (one["report_by"], two["report_by"]) == ("2027-04-16", "2027-05-25")


@pytest.mark.parametrize(
    ("days", "declare_by", "report_by"),
    [
        (("2027-01-15", "2027-04-14"), None, None),
        (("2027-01-15", "2027-04-15"), "2027-01-15", "2027-04-30"),
        (("2027-01-15", None), "2027-01-15", None),
    ],
)
def test_what_is_to_be_done_and_by_when(
    days: tuple[str, str | None], declare_by: str | None, report_by: str | None
) -> None:
    [one] = absences(trip(*days))
    assert (one["declare_by"], one["report_by"]) == (declare_by, report_by)
    assert ("ABS-2" in one["provisions"]) is (declare_by is not None)


def away(*days: tuple[str, str | None]) -> Person:
    return Person(absences=tuple(Absence(day(left), day(back), index=place) for place, (left, back) in enumerate(days)))


LONG, LONGER = away(("2026-01-01", "2026-03-01")), away(("2026-01-01", "2026-03-02"))
SAME = away(("2026-01-02", "2026-03-02"))
TWO = away(("2026-01-01", "2026-01-02"), ("2026-01-03", "2026-01-04"))
OPEN = away(("2020-01-01", None))


@pytest.mark.parametrize(
    ("people", "place"),
    [
        pytest.param([LONG, LONGER], 1, id="the longest"),
        pytest.param([LONGER, LONG], 0, id="whatever the order"),
        pytest.param([LONG, SAME], 1, id="of two the last"),
        pytest.param([SAME, LONG], 1, id="of two the last, whatever the days"),
        pytest.param([LONG, TWO], 1, id="two trips before one"),
        pytest.param([TWO, LONG], 0, id="two trips before one, whatever the order"),
        pytest.param([OPEN, LONG], 1, id="one without a return is no longer"),
        pytest.param([Person(), LONG], 1, id="none told"),
        pytest.param([LONG, Person()], 0, id="none told, whatever the order"),
        pytest.param([Person()], 0, id="only one"),
    ],
)
def test_whose_clocks_are_the_latest(people: list[Person], place: int) -> None:
    assert longest_away(people) is people[place]


@pytest.mark.parametrize(("on", "since"), [(date(2026, 6, 11), None), (date(2026, 6, 12), "2026-06-12")])
def test_a_line_whose_text_was_changed_and_not_read_says_since_when(on: date, since: str | None) -> None:
    """Art. 11 of the Act changed on 12 June 2026 (B-FAM-2), and art. 62 (LOSS-4), which decides nothing here."""
    stays = [{"from": "2023-05-01", "ground": "family_of_unlimited_stay"}]
    found = keep(read_case({"card": "A", "stays": stays, "absences": []}, on), on, NO_CLOCKS)
    assert found is not None
    ends = {line["id"]: line["wording_not_seen"] for line in found["ends"]}
    assert ends["family-life-art-10"] == since
    assert ends["fraud"] is ends["heard-first"] is None
    assert found["wording_not_seen"] == ([{"provision": "B-FAM-2", "since": since}] if since else [])
