"""The days of a dossier: from what they are counted, when they pass, whom they bind, and how sure they are.

The dates themselves, for each route and through the calendar, stand in ``test_dossier``. Longer than others: each kind
of day is counted, bound and dated by its own table, on the same outcomes.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from belgian_residence.assessment.one_person import read_person
from belgian_residence.dossier import advice, card_days, deadlines, dossier
from belgian_residence.dossier.figures import figure
from belgian_residence.engine.dates import add_months
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.outcome import Outcome, Status

ON = date(2026, 11, 22)
LONG_AFTER = date(2036, 1, 1)
"""A day by which every figure that still runs was to be verified again."""
KEYS = ("B", "K", "L", "EU+", "F+", "M+", "nationality")
Case = dict[str, Any]
Json = dict[str, Any]


def asked(*requests: Case, **facts: Any) -> Case:
    return {"applications": list(requests)} | facts


def of_route(
    key: str, case: Case, on: date = ON, today: date | None = None, status: Status = "open", first: date | None = None
) -> list[Json]:
    return deadlines.of_route(key, Outcome(status, first, "right"), read_person(case, on), on, today)


def of_card(case: Case, on: date = ON, today: date | None = None) -> list[Json]:
    return deadlines.of_card(read_person(case, on), on, today)


def ids(found: list[Json]) -> list[str]:
    return [one["id"] for one in found]


def due(key: str, filed: str | None, on: date = ON, **more: Any) -> Json:
    request = {"route": key} | ({"filed": filed} if filed else {})
    return of_route(key, asked(request, **more), on)[0]


# --- requests -----------------------------------------------------------------------------------------------------


def test_requests_stand_in_the_order_of_their_days_those_without_one_first() -> None:
    case = asked(
        {"route": "K", "filed": "2026-05-01", "decision": "pending"},
        {"route": "L", "filed": "2026-01-01"},
        {"route": "K", "decision": "refused"},
        {"route": "K", "filed": "2025-02-01", "decision": "refused", "notified": "2025-05-01"},
        {"route": "K", "filed": "2026-04", "decision": "not_considered"},  # any day up to the 30th
        {"route": "K", "filed": "2025-02-01"},
    )
    answers = read_person(case, ON)
    assert [one.index for one in deadlines.requests("K", answers)] == [2, 3, 5, 4, 0]
    assert [one.index for one in deadlines.requests("L", answers)] == [1]
    assert deadlines.requests("B", answers) == []
    assert deadlines.requests("K", read_person({}, ON)) == []
    told = deadlines.requests("K", answers)[1]
    assert (told.route, told.decision) == ("K", "refused")
    assert told.filed is not None
    assert told.notified is not None
    assert (told.filed.latest, told.notified.latest) == (date(2025, 2, 1), date(2025, 5, 1))
    asked_once = deadlines.requests("K", answers)[0]
    assert (asked_once.filed, asked_once.notified) == (None, None)


# --- the decision -------------------------------------------------------------------------------------------------


def test_the_day_of_the_decision_says_all_about_itself() -> None:
    """K-PROC-3: five months; no answer in time is a yes."""
    found = due("K", "2026-09-01")
    term = found.pop("term")
    assert (term["amount"], term["value"], term["unit"]) == ("decision.months", 5, "months")
    assert found == {
        "id": "decision-due",
        "from": None,
        "date": "2027-02-01",
        "counts_from": "applications[0].filed",
        "state": "ahead",
        "on_weekend": False,
        "binds": "office",
        "provisions": ["K-PROC-3"],
        "silence": {
            "means": "granted",
            "from": "2027-02-02",
            "provisions": ["K-PROC-3"],
            "confidence": "H",
            "doubts": ["decision-may-be-on-its-way", "municipality-may-want-letter"],
            "certain": False,
        },
        "doubts": [],
        "confidence": "H",
        "certain": True,
    }


@pytest.mark.parametrize(
    ("key", "filed", "last", "certain", "doubts"),
    [
        ("L", "2026-09-01", "2027-02-01", True, []),
        ("EU+", "2026-09-01", "2027-02-01", True, []),
        ("F+", "2026-09-01", "2027-02-01", True, []),
        ("L", "2026-09", "2027-02-28", False, ["date-not-exact"]),
        ("L", None, None, False, []),  # asked, but nobody said when
        ("nationality", "2026-09-01", "2027-05-17", False, ["counts-from-the-receipt"]),  # NAT-PROC-1: see below
        ("B", "2026-09-01", None, False, ["no-term-known"]),  # B-PROC-1
        ("M+", "2026-09-01", None, False, ["no-term-known"]),  # BRX-PR-4
        ("M+", "2026-09", None, False, ["no-term-known", "date-not-exact"]),
    ],
)
def test_how_sure_the_day_of_the_decision_is(
    key: str, filed: str | None, last: str | None, certain: bool, doubts: list[str]
) -> None:
    found = due(key, filed)
    assert (found["date"], found["certain"], found["doubts"]) == (last, certain, doubts)
    assert (found["term"] is None) is (key in ("B", "M+") or filed is None)
    assert (found["silence"]["from"] is None) is (last is None)
    assert found["state"] == ("unknown" if last is None else "ahead")
    assert found["on_weekend"] is (last == "2027-02-28"), "a Sunday"


def test_each_request_has_its_own_day() -> None:
    case = asked({"route": "B", "filed": "2026-01-01"}, {"route": "K", "filed": "2026-10-01"}, {"route": "K"})
    found = of_route("K", case)
    assert [one["counts_from"] for one in found] == ["applications[2].filed", "applications[1].filed"]
    assert [one["date"] for one in found] == [None, "2027-03-01"]
    assert of_route("L", case) == []


@pytest.mark.parametrize("key", KEYS)
def test_after_a_yes_no_day_is_left(key: str) -> None:
    assert of_route(key, asked({"route": key, "filed": "2026-09-01", "decision": "granted"})) == []


# --- a card that ends before the decision -------------------------------------------------------------------------

ENDS: list[tuple[str, str | None, str, str | None]] = [
    # the route, filed (five months: 1 February 2027), the last day of the card, the day that is named
    ("K", "2026-09-01", "2027-01-31", "2027-01-31"),
    ("K", "2026-09-01", "2027-02-01", None),  # ends on the last day for the decision
    ("K", "2026-09-01", "2027-02-02", None),
    ("K", "2026-09-01", "2027-01", "2027-01-01"),  # the earliest day counts: it binds the person
    ("K", None, "2027-05-01", "2027-05-01"),  # when the decision is due is not known
    ("B", "2026-09-01", "2030-05-01", "2030-05-01"),  # no term is known: any card may end first
    ("M+", "2026-09-01", "2030-05-01", "2030-05-01"),
    ("nationality", "2026-09-01", "2026-12-24", None),  # no paper for the time of the declaration
]


@pytest.mark.parametrize(("key", "filed", "expiry", "named"), ENDS)
def test_a_card_that_ends_first(key: str, filed: str | None, expiry: str, named: str | None) -> None:
    request = {"route": key} | ({"filed": filed} if filed else {})
    found = of_route(key, asked(request, card_expiry=expiry), status="unsettled")
    assert found[0]["id"] == "decision-due"
    assert [(one["id"], one["date"]) for one in found[1:]] == ([("card-ends-before-decision", named)] if named else [])
    for one in found[1:]:
        assert (one["counts_from"], one["binds"], one["from"]) == ("card_expiry", "you", None)
        assert one["doubts"] == (["date-not-exact"] if expiry == "2027-01" else [])


def test_how_sure_it_is_that_a_card_ends_first() -> None:
    """K-PROC-4 (H): Annex 15. Of a rough day it is not sure."""
    sure, rough = (
        of_route("K", asked({"route": "K", "filed": "2026-09-01"}, card_expiry=expiry))[1]
        for expiry in ("2027-01-31", "2027-01")
    )
    assert (sure["certain"], sure["confidence"], sure["provisions"]) == (True, "H", ["K-PROC-4", "DOC-15"])
    assert rough["certain"] is False


def test_without_the_last_day_of_the_card_nothing_is_said_of_it() -> None:
    assert ids(of_route("K", asked({"route": "K", "filed": "2026-09-01"}, card_expiry=None))) == ["decision-due"]
    assert ids(of_route("K", asked({"route": "K", "filed": "2026-09-01"}))) == ["decision-due"]


# --- to ask for F+ before the card ends (FAM-APP-1, FAM-APP-2) ----------------------------------------------------

ASK_BEFORE: list[tuple[list[Case], Status, bool]] = [
    # requests, the status of the route, is the day named?
    ([], "open", True),
    ([], "later", True),
    ([], "unsettled", True),
    ([], "closed", False),
    ([{"route": "F+", "decision": "refused"}], "open", True),
    ([{"route": "F+", "decision": "inadmissible"}], "open", True),
    ([{"route": "F+"}], "open", False),
    ([{"route": "F+", "decision": "pending"}], "open", False),
    ([{"route": "F+", "decision": "granted"}], "open", False),
    ([{"route": "F+", "decision": "refused"}, {"route": "F+", "decision": "pending"}], "open", False),
    ([{"route": "L", "decision": "pending"}], "open", True),
]


@pytest.mark.parametrize(("requests", "status", "named"), ASK_BEFORE)
def test_f_plus_is_asked_before_the_card_ends_by_who_has_not_asked(
    requests: list[Case], status: Status, named: bool
) -> None:
    found = of_route("F+", asked(*requests, card="F", card_expiry="2027-05-03"), status=status)
    assert ("ask-before-card-ends" in ids(found)) is named


def test_the_last_day_to_ask_for_f_plus() -> None:
    (found,) = of_route("F+", {"card": "F", "card_expiry": "2027-05-03"})
    assert found == {
        "id": "ask-before-card-ends",
        "from": None,
        "date": "2027-05-03",
        "counts_from": "card_expiry",
        "state": "ahead",
        "on_weekend": False,
        "binds": "you",
        "provisions": ["FAM-APP-1", "FAM-APP-2"],
        "doubts": [],
        "confidence": "A",
        "certain": True,
    }
    (rough,) = of_route("F+", {"card": "F", "card_expiry": "2027-05"})
    assert (rough["date"], rough["certain"], rough["doubts"]) == ("2027-05-01", False, ["date-not-exact"])
    assert of_route("F+", {"card": "F"}) == []
    for key in KEYS:
        assert key == "F+" or of_route(key, {"card": "F", "card_expiry": "2027-05-03"}) == []
    for card in ("A", "B", "orange_card", "annex_15", "special_card"):  # waits for an F card beside it
        assert of_route("F+", {"card": card, "card_expiry": "2027-05-03"}) == [], card


@pytest.mark.parametrize(
    ("status", "first", "expiry", "named"),
    [
        ("later", "2027-05-02", "2027-05-03", True),
        ("later", "2027-05-03", "2027-05-03", True),  # the last day of the card is one to ask on
        ("later", "2027-05-04", "2027-05-03", False),
        ("later", "2027-05-04", "2026-05-03", False),  # the card has run out
        ("later", "2027-05-04", "2027-05", True),  # any day of the month: perhaps in time
        ("later", None, "2027-05-03", True),
        ("unsettled", "2027-05-04", "2027-05-03", False),  # papers decide whether, and not when
        ("open", "2027-05-04", "2027-05-03", True),
    ],
)
def test_the_last_day_of_a_card_that_ends_before_f_plus_can_be_asked_is_no_day_to_ask_by(
    status: Status, first: str | None, expiry: str, named: bool
) -> None:
    """FAM-APP-8: such a card is renewed first."""
    day = date.fromisoformat(first) if first else None
    found = of_route("F+", {"card": "F", "card_expiry": expiry}, status=status, first=day)
    assert ids(found) == (["ask-before-card-ends"] if named else [])


# --- a no ---------------------------------------------------------------------------------------------------------


def refused(key: str, on: date = ON, **request: Any) -> list[Json]:
    return of_route(key, asked({"route": key, "decision": "refused"} | request), on, status="closed")


def test_an_appeal_says_all_about_itself() -> None:
    usual, shortest = refused("L", filed="2026-01-05", notified="2026-05-04")
    term = usual.pop("term")
    assert (term["amount"], term["value"], term["unit"]) == ("appeal.days", 30, "days")
    assert usual == {
        "id": "appeal",
        "from": None,
        "date": "2026-06-03",
        "counts_from": "applications[0].notified",
        "state": "passed",
        "on_weekend": False,
        "binds": "you",
        "provisions": ["APP-1", "APL-12"],
        "stay_meanwhile": {"stops_decision": True, "provisions": ["APP-3", "L-REF-1"]},
        "doubts": ["term-on-decision-prevails", "shorter-in-detention", "by-post-later"],
        "confidence": "H",
        "certain": False,
    }
    assert (shortest["id"], shortest["date"]) == ("appeal-shortest", "2026-05-14")
    assert (shortest["term"]["amount"], shortest["term"]["value"]) == ("appeal.days.shortest", 10)


@pytest.mark.parametrize(
    ("request_", "last", "doubt"),
    [
        ({"notified": "2026-06-11"}, "2026-07-11", "shorter-in-detention"),
        ({"notified": "2026-06-12"}, "2026-07-12", "new-court-law"),  # APP-2, APL-5
        ({"notified": "2026-05-01", "filed": "2026-01-01"}, "2026-05-31", "shorter-in-detention"),
        ({"notified": "2026-05", "filed": "2026-05-10"}, "2026-06-09", "shorter-in-detention"),  # not before it
        ({"notified": "2026-05", "filed": "2026-04-10"}, "2026-05-31", "shorter-in-detention"),
        ({"notified": "2026-05", "filed": "2026-05"}, "2026-05-31", "shorter-in-detention"),
        ({"notified": "2026-06"}, "2026-07-01", "new-court-law"),  # it may have come after the change
        ({"filed": "2026-01-01"}, None, "new-court-law"),  # nobody said when it came
        ({}, None, "new-court-law"),
    ],
)
def test_from_which_day_an_appeal_is_counted(request_: Case, last: str | None, doubt: str) -> None:
    usual, _ = refused("K", **request_)
    assert usual["date"] == last
    assert usual["doubts"][:2] == ["term-on-decision-prevails", doubt]
    rough = ["date-not-exact"] if request_.get("notified", "").count("-") == 1 else []
    assert usual["doubts"][2:] == [*([] if doubt == "new-court-law" else ["by-post-later"]), *rough]
    assert usual["term"]["value"] == 30, "the usual term is shown even where no day can be"


def test_where_the_day_of_a_no_is_not_known_the_terms_of_the_day_asked_about_are_shown() -> None:
    for on, days in ((date(2026, 6, 11), 10), (date(2026, 6, 12), 5)):
        _, shortest = refused("B", on)
        assert (shortest["term"]["value"], shortest["date"], shortest["state"]) == (days, None, "unknown")


@pytest.mark.parametrize("decision", ["refused", "not_considered", "inadmissible"])
def test_every_kind_of_no_to_a_card_can_be_appealed(decision: str) -> None:
    for key in ("B", "K", "L", "EU+", "F+", "M+"):
        found = refused(key, decision=decision, notified="2026-05-04")
        of_16ter = "-16ter" if decision == "not_considered" and key in ("K", "L") else ""
        assert ids(found) == [f"appeal{of_16ter}", f"appeal-shortest{of_16ter}"]
        national = key in ("B", "K", "L")
        assert found[0]["provisions"] == (["APP-1", "APL-12"] if national else ["APL-12", "APL-3"])
        since = refused(key, decision=decision, notified="2026-06-12")
        assert since[0]["provisions"] == (["APP-2", "APL-4"] if national else ["APL-3", "APL-4", "APL-5"])


STAY: list[tuple[str, str, bool | None, list[str]]] = [
    # the route, the decision, did an appeal of before the reform stop it? (APP-3, APL-6)
    ("B", "refused", None, ["APP-3"]),
    ("K", "refused", True, ["APP-3", "L-REF-1"]),
    ("L", "refused", True, ["APP-3", "L-REF-1"]),
    ("K", "not_considered", False, ["APP-3", "L-PROC-1"]),  # Annex 16ter
    ("L", "not_considered", False, ["APP-3", "L-PROC-1"]),
    ("EU+", "refused", True, ["APL-6", "APL-7"]),
    ("F+", "refused", True, ["APL-6", "APL-7"]),
    ("M+", "refused", None, ["APP-3"]),
]


@pytest.mark.parametrize(("key", "decision", "stops", "law"), STAY)
def test_whether_somebody_may_stay_during_an_appeal(
    key: str, decision: str, stops: bool | None, law: list[str]
) -> None:
    for one in refused(key, decision=decision, notified="2026-05-04"):
        assert one["stay_meanwhile"] == {"stops_decision": stops, "provisions": law}
    for one in refused(key, decision=decision, notified="2026-07-04"):
        now = ["APP-3", "DOUBT-10"] if key in ("B", "K", "L") else ["APL-8", "O-02"]
        assert one["stay_meanwhile"] == {"stops_decision": None, "provisions": now}, "nobody verified the new law"


def test_fifteen_days_to_ask_for_the_family_court() -> None:
    """NAT-PROC-1: after a negative opinion of the prosecutor."""
    (found,) = refused("nationality", filed="2026-06-01", notified="2026-11-10")
    term = found.pop("term")
    assert (term["amount"], term["value"], term["unit"]) == ("nat.family_court_days", 15, "days")
    assert found == {
        "id": "ask-for-family-court",
        "from": None,
        "date": "2026-11-25",
        "counts_from": "applications[0].notified",
        "state": "ahead",
        "on_weekend": False,
        "binds": "you",
        "provisions": ["NAT-PROC-1"],
        "doubts": ["term-on-decision-prevails"],
        "confidence": "B",
        "certain": False,
    }
    (rough,) = refused("nationality", notified="2026-10")
    assert (rough["date"], rough["doubts"]) == ("2026-10-16", ["term-on-decision-prevails", "date-not-exact"])
    (long_ago,) = refused("nationality", date(2021, 6, 1), notified="2020-11-10")
    assert (long_ago["date"], long_ago["term"]["status"]) == (None, "not_confirmed"), "the term of that time"
    (untold,) = refused("nationality")
    assert (untold["date"], untold["state"], untold["term"]["value"]) == (None, "unknown", 15)


@pytest.mark.parametrize("decision", ["not_considered", "inadmissible"])
def test_for_a_declaration_that_was_not_taken_up_no_way_to_appeal_is_known(decision: str) -> None:
    assert refused("nationality", decision=decision, notified="2026-11-10") == []


# --- the card that is held ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("card", "doubt"),
    [
        *((card, "window-45-or-40") for card in ("A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L")),  # REN-1
        *((card, "window-not-seen-for-card") for card in ("E", "E+", "EU", "EU+", "M", "M+", "N")),
        *((card, None) for card in ("annex_15", "annex_8", "orange_card", "none")),
    ],
)
def test_the_renewal_of_each_card(card: str, doubt: str | None) -> None:
    found = of_card({"card": card, "card_expiry": "2027-01-20"})
    assert [one["doubts"] for one in found] == ([[doubt]] if doubt else [])
    for one in found:
        assert (one["id"], one["binds"], one["counts_from"]) == ("renewal-window", "you", "card_expiry")
        assert (one["from"], one["date"]) == ("2026-12-11", "2026-12-21"), "the 40th and the 30th day before"
        assert (one["provisions"], one["confidence"], one["certain"]) == (["REN-1", "DIS-17"], "H", False)
        assert "term" not in one
    assert of_card({"card": card}) == []
    assert of_card({"card_expiry": "2027-01-20"}) == []


@pytest.mark.parametrize(
    ("on", "state", "ended"),
    [
        ("2026-12-20", "ahead", False),
        ("2026-12-21", "ahead", False),  # the last day of the window
        ("2026-12-22", "passed", False),
        ("2027-01-20", "passed", False),  # the last day of the card
        ("2027-01-21", "passed", True),
    ],
)
def test_the_window_passes_before_the_card_ends(on: str, state: str, ended: bool) -> None:
    (found,) = of_card({"card": "A", "card_expiry": "2027-01-20"}, date.fromisoformat(on))
    assert (found["state"], found["card_ends"], found["card_ended"]) == (state, "2027-01-20", ended)


def test_a_card_of_which_only_the_month_is_known_has_ended_when_the_month_is_over() -> None:
    for on, ended in ((date(2027, 1, 31), False), (date(2027, 2, 1), True)):
        (found,) = of_card({"card": "A", "card_expiry": "2027-01"}, on)
        assert (found["card_ends"], found["card_ended"]) == ("2027-01-01", ended)


@pytest.mark.parametrize(
    ("expiry", "closes", "weekend"),
    [
        ("2027-01-17", "2026-12-18", False),  # a Friday
        ("2027-01-18", "2026-12-19", True),
        ("2027-01-19", "2026-12-20", True),
        ("2027-01-20", "2026-12-21", False),
    ],
)
def test_a_last_day_on_a_weekend_is_named_and_not_moved(expiry: str, closes: str, weekend: bool) -> None:
    (found,) = of_card({"card": "A", "card_expiry": expiry})
    assert (found["date"], found["on_weekend"]) == (closes, weekend)


RETURNS: list[tuple[str, str | None, str | None, list[str]]] = [
    # left, came back, last day to report, doubts (ABS-2: after three months or more, fifteen days)
    ("2026-08-15", "2026-11-15", "2026-11-30", []),
    ("2026-08-16", "2026-11-15", None, []),
    ("2026-05-01", "2026-11-07", "2026-11-22", []),
    ("2026-05-01", "2026-11-06", None, []),
    ("2026-05-01", None, None, []),  # still away
    ("2026-05", "2026-11-15", "2026-11-30", ["date-not-exact"]),
    ("2026-08", "2026-11-15", "2026-11-30", ["date-not-exact"]),  # may have reached three months
]


@pytest.mark.parametrize(("left", "back", "last", "doubts"), RETURNS)
def test_a_return_is_reported_in_fifteen_days(left: str, back: str | None, last: str | None, doubts: list[str]) -> None:
    trip = {"from": left} | ({"to": back} if back else {})
    found = of_card({"absences": [{"from": "2025-01-01", "to": "2025-01-20"}, trip]})
    assert [(one["date"], one["doubts"]) for one in found] == ([(last, doubts)] if last else [])
    for one in found:
        assert (one["id"], one["binds"], one["counts_from"]) == ("report-return", "you", "absences[1].to")
        assert (one["provisions"], one["from"], one["state"]) == (["ABS-2", "CARD-ABS-2"], None, "ahead")
        assert (one["confidence"], one["certain"]) == ("H", not doubts)
        assert (one["term"]["amount"], one["term"]["value"]) == ("return.report_days", 15)
    assert of_card({"absences": None}) == of_card({"absences": []}) == []


def test_a_rough_return_is_reported_until_the_last_day_it_can_be_of_has_passed() -> None:
    rough = {"absences": [{"from": "2026-05-01", "to": {"earliest": "2026-11-01", "latest": "2026-11-08"}}]}
    (found,) = of_card(rough)
    assert (found["date"], found["state"], found["certain"]) == ("2026-11-16", "passed", False)
    rough["absences"][0]["to"] = {"earliest": "2026-11-01", "latest": "2026-11-06"}
    assert of_card(rough) == []


def test_who_is_away_again_still_reports_the_return_before() -> None:
    found = of_card({"absences": [{"from": "2026-11-20"}, {"from": "2026-05-01", "to": "2026-11-15"}]})
    assert [one["counts_from"] for one in found] == ["absences[1].to"]


# --- a card of an old model (OLD-3, D-17) -------------------------------------------------------------------------

OLD_CARDS: list[tuple[str, str, str, bool]] = [
    # the card, its last day, the day that counts, may it have ended before its last day?
    ("F", "2026-08-02", "2026-08-02", False),
    ("F", "2026-08-03", "2026-08-03", False),
    ("F", "2026-08-04", "2026-08-03", True),
    ("F+", "2026-10-10", "2026-08-03", True),
    ("F", "2026-10-11", "2026-10-11", False),  # the models changed on 11 October 2021, five years before
    ("F", "2026-09", "2026-08-03", True),
    ("F", "2026-10", "2026-08-03", True),  # the earliest day in it is of an old card
    ("A", "2026-08-04", "2026-08-04", False),
]


@pytest.mark.parametrize(("card", "printed", "ends", "doubtful"), OLD_CARDS)
def test_an_old_model_may_end_before_its_last_day(card: str, printed: str, ends: str, doubtful: bool) -> None:
    (found,) = of_card({"card": card, "card_expiry": printed}, date(2026, 7, 1))
    assert (found["card_ends"], "old-card-may-have-ended" in found["doubts"]) == (ends, doubtful)
    assert "not-verified-again" not in found["doubts"]


def test_f_plus_is_asked_before_an_old_card_may_end() -> None:
    (found,) = of_route("F+", {"card": "F", "card_expiry": "2026-09-20"}, date(2026, 7, 1))
    assert (found["date"], found["doubts"], found["certain"]) == ("2026-08-03", ["old-card-may-have-ended"], False)
    waiting = asked({"route": "F+", "filed": "2026-04-10"}, card="F", card_expiry="2026-09-20")
    _, first = of_route("F+", waiting, date(2026, 7, 1))  # decided by 10 September, before the last day on the card
    assert (first["date"], first["doubts"], first["certain"]) == ("2026-08-03", ["old-card-may-have-ended"], False)


# --- figures that nobody verified for years -----------------------------------------------------------------------


@pytest.mark.parametrize("key", ["K", "L", "EU+", "F+", "nationality"])
def test_no_day_is_counted_with_a_term_that_nobody_verified_for_years(key: str) -> None:
    case = asked({"route": key, "filed": "2026-09-01"})
    assert of_route(key, case, today=ON) == of_route(key, case)
    (found,) = of_route(key, case, today=LONG_AFTER)
    assert (found["date"], found["silence"]["from"], found["state"]) == (None, None, "unknown")
    assert (found["term"]["status"], found["doubts"], found["certain"]) == (
        "past_verify_by",
        ["not-verified-again"],
        False,
    )


def test_nor_the_day_of_an_appeal_or_of_the_family_court() -> None:
    for key, count in (("B", 2), ("EU+", 2), ("nationality", 1)):
        case = asked({"route": key, "decision": "refused", "notified": "2026-11-10"})
        found = of_route(key, case, today=LONG_AFTER)
        assert [(one["date"], "not-verified-again" in one["doubts"]) for one in found] == [(None, True)] * count
        assert of_route(key, case, today=ON) == of_route(key, case)
        assert all(one["date"] and "not-verified-again" not in one["doubts"] for one in of_route(key, case))


def test_whether_a_card_ends_first_hangs_on_the_term() -> None:
    case = asked({"route": "K", "filed": "2026-09-01"}, card_expiry="2027-06-01")
    assert ids(of_route("K", case, today=ON)) == ["decision-due"]
    _, first = of_route("K", case, today=LONG_AFTER)
    assert (first["id"], first["date"]) == ("card-ends-before-decision", "2027-06-01")
    assert (first["doubts"], first["certain"]) == (["not-verified-again"], False)


def test_the_last_day_on_a_card_is_counted_with_no_figure() -> None:
    case = {"card": "F", "card_expiry": "2027-05-03"}
    assert of_route("F+", case, today=LONG_AFTER) == of_route("F+", case)
    old = {"card": "F", "card_expiry": "2026-09-20"}
    for on, today, late in ((ON, None, False), (ON, ON, False), (ON, LONG_AFTER, True), (date(2028, 1, 1), None, True)):
        (found,) = of_route("F+", old, on, today)
        verified = ["not-verified-again"] if late else []
        assert (found["date"], found["doubts"]) == ("2026-08-03", ["old-card-may-have-ended", *verified])
        assert found["certain"] is False
        assert ("not-verified-again" in of_card(old, on, today)[0]["doubts"]) is late


def test_the_window_for_renewal_and_the_report_of_a_return_lose_their_days() -> None:
    case = {
        "card": "A",
        "card_expiry": "2027-01-20",
        "absences": [{"from": "2026-05-01", "to": "2026-11-15"}, {"from": "2026-01-01", "to": "2026-02-01"}],
    }
    assert of_card(case, today=ON) == of_card(case)
    window, report = of_card(case, today=LONG_AFTER)
    assert (window["from"], window["date"], window["card_ends"]) == (None, None, "2027-01-20")
    assert window["doubts"] == ["not-verified-again"], "of a window that is not named nothing is doubtful"
    assert (report["id"], report["date"], report["counts_from"]) == ("report-return", None, "absences[0].to")
    assert (report["doubts"], report["certain"]) == (["not-verified-again"], False)


def test_an_old_card_may_be_in_doubt_while_the_window_is_not() -> None:
    """OLD-3 is to be verified again by May 2027, the window for renewal by November 2027."""
    (found,) = of_card({"card": "F", "card_expiry": "2026-09-20"}, date(2026, 7, 1), date(2027, 8, 1))
    assert (found["from"], found["date"]) == ("2026-06-24", "2026-07-04")
    assert found["doubts"] == ["window-45-or-40", "old-card-may-have-ended", "not-verified-again"]


WINDOW_AND_RETURN: Case = {
    "card": "A",
    "card_expiry": "2027-01-20",
    "absences": [{"from": "2026-05-01", "to": "2026-11-15"}],
}
COUNTED_WITH = {
    "renewal-window": ("renewal.window.first_day_advised", "renewal.window.last_day"),
    "report-return": ("return.notice_threshold", "return.report_days"),
}


@pytest.mark.parametrize(("id", "name"), [(id, name) for id, names in COUNTED_WITH.items() for name in names])
def test_one_figure_of_two_is_enough_to_lose_a_day(id: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now both are to be verified again by the same day, and both are known since 2021."""

    def one_is_late(asked_for: str, on: date, today: date | None = None) -> Json:
        return figure(asked_for, on, today if asked_for == name else ON)

    def one_is_not_known(asked_for: str, on: date, today: date | None = None) -> Json:
        return figure(asked_for, date(2020, 12, 31) if asked_for == name else on, today)

    monkeypatch.setattr(card_days, "figure", one_is_late)
    without, other = sorted(of_card(WINDOW_AND_RETURN, today=LONG_AFTER), key=lambda one: one["id"] != id)
    assert (without["id"], without["from"], without["date"]) == (id, None, None)
    assert "not-verified-again" in without["doubts"]
    assert other["date"] is not None
    assert "not-verified-again" not in other["doubts"]
    monkeypatch.setattr(card_days, "figure", one_is_not_known)
    assert ids(of_card(WINDOW_AND_RETURN)) == [one for one in COUNTED_WITH if one != id]


def test_a_day_is_no_surer_than_the_figure_that_it_is_counted_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def weak(name: str, on: date, today: date | None = None) -> Json:
        return figure(name, on, today) | {"confidence": "C"}

    assert [one["confidence"] for one in of_card(WINDOW_AND_RETURN)] == ["H", "H"]
    monkeypatch.setattr(card_days, "figure", weak)
    found = of_card(WINDOW_AND_RETURN)
    assert [(one["confidence"], one["certain"]) for one in found] == [("C", False)] * 2


def test_the_dossier_hands_on_the_day_on_which_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(advice.AMOUNTS, "K", ("decision.months",))
    answers = read_person(asked({"route": "K", "filed": "2026-09-01"}, card="B", card_expiry="2027-01-20"), ON)
    outcome = Outcome("open", None, "right")
    for today, late in ((None, False), (ON, False), (LONG_AFTER, True)):
        found = dossier.of_route("K", outcome, answers, ON, today)
        of_the_card = dossier.of_card(answers, ON, today)
        assert [one["status"] == "past_verify_by" for one in found["amounts"]] == [late]
        for one in [*found["deadlines"], *of_the_card]:
            assert ("not-verified-again" in one["doubts"]) is late, one["id"]
        assert (ids(found["deadlines"]), ids(of_the_card)) == (
            ["decision-due", "card-ends-before-decision"],
            ["renewal-window"],
        )
        assert found["notes"] == advice.notes("K", outcome)
        assert found["next_steps"][0] == "wait-for-decision"


# --- the ids ------------------------------------------------------------------------------------------------------


def every_kind() -> list[Json]:
    """Days of every kind, for exact and rough dates, for cards of all kinds, with figures verified in time or not."""
    found = []
    for today in (ON, LONG_AFTER):
        for key in KEYS:
            for decision in ("pending", "refused", "not_considered"):
                for told in ("2026-05-04", "2026-07-04", "2026-07"):
                    notified = {"notified": told} if decision != "pending" else {}
                    request = {"route": key, "filed": "2026-01-01", "decision": decision} | notified
                    found += of_route(key, asked(request, card="F", card_expiry="2026-12-24"), today=today)
        for card in ("A", "EU", "F"):
            trip = {"from": "2026-05-01", "to": "2026-06-20"}
            found += of_card({"card": card, "card_expiry": "2026-09-20", "absences": [trip]}, date(2026, 7, 1), today)
        found += of_card({"absences": [{"from": "2026-05-01", "to": "2026-11-20"}]}, today=today)
        found += of_card(WORKER | {"card_expiry": "2027-01-20"}, today=today)
        found += b_of_worker("2027-01-20", "2026-03-15", today=today)
        found += too_early("EU+", today)
        found += during_an_appeal("F+", pending=True, today=today)
    return found


def too_early(key: str, today: date | None = None) -> list[Json]:
    """The days of a request that was made a day before the first on which it can be."""
    request = {"route": key, "filed": "2026-01-01", "decision": "pending"}
    found = Outcome("later", date(2026, 1, 2), "right")
    return deadlines.of_route(
        key, found, read_person(asked(request, card="F", card_expiry="2026-12-24"), ON), ON, today
    )


def test_silence_after_a_request_made_too_early_is_no_sure_yes() -> None:
    """EUP-APP-2: it is to be refused; where silence means nothing, there is nothing to doubt."""
    for key in KEYS:
        silence = too_early(key)[0]["silence"]
        assert ("asked-too-early" in silence["doubts"]) == (silence["means"] != "nothing"), key
        on_the_day = Outcome("open", date(2026, 1, 1), "right")
        request = {"route": key, "filed": "2026-01-01", "decision": "pending"}
        days = deadlines.of_route(key, on_the_day, read_person(asked(request), ON), ON)
        assert "asked-too-early" not in days[0]["silence"]["doubts"], key


# --- nationality: the four months begin with the complete file (NAT-PROC-1) ---------------------------------------

# 35 working days for the letter and 5 for the copy, of which four are taken for a week; two months between them
DECLARED: list[tuple[str, str, bool]] = [
    # the day of the declaration, the day asked about, does no answer mean yes by now?
    ("2026-07-20", "2026-11-20", False),  # four months
    ("2026-07-20", "2026-11-21", False),  # and a day
    ("2026-07-20", "2027-04-05", False),  # 21 September, 21 November, 5 December, 5 April
    ("2026-07-20", "2027-04-06", True),
    ("2026-07", "2027-04-06", False),  # the latest day of the month counts
    ("2026-07", "2027-04-16", False),  # 2 October, 2 December, 16 December, 16 April
    ("2026-07", "2027-04-17", True),
]


@pytest.mark.parametrize(("declared", "on", "yes"), DECLARED)
def test_the_months_of_the_prosecutor_come_after_the_check_of_the_file(declared: str, on: str, yes: bool) -> None:
    day = date.fromisoformat(on)
    case = asked({"route": "nationality", "filed": declared, "decision": "pending"})
    days = of_route("nationality", case, day)
    assert deadlines.silence_means_yes(days, day) is yes
    assert (days[0]["term"]["amount"], days[0]["term"]["value"]) == ("nat.prosecutor_deadline", 4)
    assert (days[0]["certain"], days[0]["doubts"][0]) == (False, "counts-from-the-receipt")
    steps = dossier.of_route("nationality", Outcome("closed", None, "right"), read_person(case, day), day)["next_steps"]
    assert steps == (["register-after-silence"] if yes else ["wait-for-decision"])


def test_no_declaration_can_be_looked_at_longer_than_that() -> None:
    """Counted day by day, with five holidays in the weeks before the letter and one before the copy."""
    for declared in (date(2026, 1, 1) + timedelta(days=7 * week + week % 7) for week in range(52)):
        found = due("nationality", declared.isoformat(), declared)["date"]
        letter = after_working_days(declared, 35 + 5)
        assert found >= add_months(after_working_days(add_months(letter, 2), 5 + 1), 4).isoformat()


def after_working_days(day: date, days: int) -> date:
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def test_of_a_declaration_on_a_day_that_is_not_told_no_day_is_named() -> None:
    found = due("nationality", None)
    assert (found["date"], found["silence"]["from"], found["doubts"]) == (None, None, [])


# --- while a suspensive appeal is pending (EUP-APL-1) ------------------------------------------------------------


def during_an_appeal(key: str, *, pending: bool | None, on: date = ON, today: date | None = None) -> list[Json]:
    """The days of a request of 15 June 2026: five months later comes 15 November."""
    told = {} if pending is None else {"suspensive_appeal_pending": pending}
    case = asked({"route": key, "filed": "2026-06-15", "decision": "pending"}, **told)
    return of_route(key, case, on, today)


WAITING: list[tuple[str, bool | None, date, str, bool]] = [
    # the route, is an appeal pending?, the day asked about, what no answer means, is it a yes by now?
    ("F+", True, date(2026, 11, 15), "waits", False),
    ("F+", True, date(2026, 11, 16), "waits", False),
    ("F+", True, date(2030, 11, 16), "waits", False),
    ("F+", False, date(2026, 11, 15), "recognised", False),
    ("F+", False, date(2026, 11, 16), "recognised", True),
    ("F+", None, date(2026, 11, 16), "recognised", True),
    ("EU+", True, date(2026, 11, 16), "waits", False),
    ("EU+", False, date(2026, 11, 16), "recognised", True),
    ("M+", True, date(2026, 11, 16), "nothing", False),
    ("K", True, date(2026, 11, 16), "granted", True),  # the base has no such rule for these
    ("L", True, date(2026, 11, 16), "granted", True),
]


@pytest.mark.parametrize(("key", "pending", "on", "means", "yes"), WAITING)
def test_while_an_appeal_is_pending_the_five_months_wait(
    key: str, pending: bool | None, on: date, means: str, yes: bool
) -> None:
    due = during_an_appeal(key, pending=pending, on=on)[0]
    assert due["silence"]["means"] == means
    assert deadlines.silence_means_yes([due], on) is yes
    if means == "waits":
        assert (due["date"], due["state"], due["certain"]) == (None, "unknown", False)
        assert (due["silence"]["from"], due["silence"]["provisions"]) == (None, ["EUP-APL-1"])
        assert due["term"]["value"] == 5


@pytest.mark.parametrize("key", ["EU+", "F+", "M+"])
def test_who_waits_for_the_judge_too_is_told_so(key: str) -> None:
    for pending, said in ((True, True), (False, False), (None, False)):
        told = {} if pending is None else {"suspensive_appeal_pending": pending}
        case = asked({"route": key, "filed": "2026-06-15", "decision": "pending"}, **told)
        found = dossier.of_route(key, Outcome("unsettled", None, "by_law"), read_person(case, ON), ON)
        steps = found["next_steps"]
        assert ("decision-waits-for-appeal" in steps) is said
        silent = key != "M+" and not said
        assert steps[0] == ("order-card-after-silence" if silent else "wait-for-decision")
    named = asked({"route": key, "filed": "2026-06-15"}, interruptions=["appeal_pending"])
    assert deadlines.waits_for_appeal(key, read_person(named, ON)), "told among what happened during the stay"


# --- the renewal of a single permit (B-WORK-1, reading 7) ---------------------------------------------------------

WORKER: Case = {"card": "A", "stays": [{"from": "2021-03-01", "ground": "single_permit"}]}


def b_of_worker(expiry: str, complete: str, on: date = ON, today: date | None = None, **more: Any) -> list[Json]:
    """The days of B for a worker whose five years are complete on a day."""
    found = Outcome("later", date.fromisoformat(complete), "expected")
    return deadlines.of_route("B", found, read_person(WORKER | {"card_expiry": expiry} | more, on), on, today)


def test_a_british_document_of_before_gives_no_day_once_it_has_ended() -> None:
    """BRX-DL-4: it is not renewed, whatever is printed on it; until its last day it is as any other."""
    for card in ("E", "E+", "EU", "EU+"):
        british = {"nationality": ["GB"], "card": card, "card_issued": "2018-01-10", "card_expiry": "2022-02-10"}
        assert of_card(british) == [], card
        assert of_card(british | {"nationality": ["FR"]}) != [], card
        before = of_card(british, date(2022, 1, 5))
        assert [one["id"] for one in before] == ["renewal-window"], card


def test_the_renewal_of_a_single_permit_is_asked_for_two_months_before_the_card_ends() -> None:
    for expiry, last in (("2027-01-20", "2026-11-20"), ("2027-04-30", "2027-02-28"), ("2027-05-01", "2027-03-01")):
        window, permit = of_card(WORKER | {"card_expiry": expiry})
        assert (window["id"], permit["id"]) == ("renewal-window", "renewal-of-single-permit")
        assert (permit["date"], permit["card_ends"], permit["provisions"]) == (last, expiry, ["B-WORK-1"])
        assert permit["certain"] is True
    others = [{"stays": [{"from": "2021-03-01", "ground": ground}]} for ground in ("student", "refugee")]
    for other in others:
        assert ids(of_card({"card": "A", "card_expiry": "2027-01-20"} | other)) == ["renewal-window"]
    salaried = {"stays": [{"from": "2021-03-01", "ground": "long_term_resident_other_state"}]}
    for purpose, found in (("salaried", 2), ("other", 1)):
        case = {"card": "A", "card_expiry": "2027-01-20", "other_state_purpose": purpose} | salaried
        assert len(of_card(case)) == found


def test_the_renewal_that_can_bring_b_is_that_of_a_card_that_ends_after_the_five_years() -> None:
    (found,) = b_of_worker("2022-10-15", "2022-01-31", date(2021, 10, 15))
    assert (found["id"], found["from"], found["date"]) == ("b-at-this-renewal", "2022-02-01", "2022-08-15")
    assert b_of_worker("2022-01-31", "2022-01-31", date(2021, 10, 15)) == []  # handled before the five years
    (found,) = b_of_worker("2022-02-01", "2022-01-31", date(2021, 10, 15))  # asked for before them, handled after
    assert (found["from"], found["date"]) == (None, "2021-12-01")
    (found,) = b_of_worker("2022-10-15", "2022-01-31", date(2022, 8, 16))
    assert found["state"] == "passed"


def test_after_a_no_to_b_the_renewal_that_can_bring_it_stands_beside_the_appeal() -> None:
    no = [{"route": "B", "filed": "2026-08-01", "decision": "refused", "notified": "2026-11-10"}]
    assert ids(b_of_worker("2027-03-20", "2026-03-15", applications=no))[-2:] == [
        "appeal-shortest",
        "b-at-this-renewal",
    ]


def test_no_renewal_is_named_where_b_is_no_renewal_or_was_asked_for() -> None:
    case = read_person(WORKER | {"card_expiry": "2027-01-20"}, ON)
    for found in (
        Outcome("open", ON, "right"),
        Outcome("closed", None, "expected"),
        Outcome("unsettled", None, "expected"),
    ):
        assert deadlines.of_route("B", found, case, ON) == []
    waiting = [{"route": "B", "filed": "2026-10-01", "decision": "pending"}]
    found = b_of_worker("2027-01-20", "2026-03-15", applications=waiting)
    assert "b-at-this-renewal" not in ids(found)


@pytest.mark.parametrize(
    ("route", "on", "yes"),
    [
        # filed 2025-01-03, five months: until 2025-06-03 the decision can come, from the day after silence is a yes
        ("L", date(2025, 6, 3), False),
        ("L", date(2025, 6, 4), True),
        ("L", date(2025, 6, 5), True),
        ("K", date(2025, 6, 4), True),
        ("B", date(2026, 6, 4), False),  # no term is known, and silence says nothing
        ("M+", date(2026, 6, 4), False),
    ],
)
def test_from_the_day_after_the_term_no_answer_means_yes(route: str, on: date, yes: bool) -> None:
    days = of_route(route, asked({"route": route, "filed": "2025-01-03", "decision": "pending"}), on)
    assert deadlines.silence_means_yes(days, on) is yes
    without = of_route(route, asked({"route": route, "decision": "pending"}), on)
    assert deadlines.silence_means_yes(without, on) is False
    assert deadlines.silence_means_yes([], on) is False


def test_every_day_and_every_doubt_is_in_the_vocabulary_and_nothing_else_is() -> None:
    found, known = every_kind(), deadlines.vocabulary()
    silences = [one["silence"] for one in found if "silence" in one]
    assert set(known["deadlines"]) == {one["id"] for one in found}
    assert set(known["silence"]) == {one["means"] for one in silences}
    doubts = {doubt for one in [*found, *silences] for doubt in one["doubts"]}
    assert known["doubts"] == sorted(doubts)


def test_the_list_of_all_lines_names_the_provisions_of_every_day() -> None:
    listed: dict[tuple[str, str], set[str]] = {}
    for kind, id, law in deadlines.lines():
        assert set(law) <= set(all_provisions())
        listed.setdefault((kind, id), set()).update(law)
    for one in every_kind():
        assert set(one["provisions"]) <= listed["deadline", one["id"]]
        if "silence" in one:
            assert set(one["silence"]["provisions"]) <= listed["silence", one["silence"]["means"]]
        if "stay_meanwhile" in one:
            assert set(one["stay_meanwhile"]["provisions"]) <= listed["stay_meanwhile", "appeal"]


@pytest.mark.parametrize(
    ("decision", "days"),
    [("granted", []), ("pending", ["renewal-window", "renewal-of-single-permit"])],
)
def test_no_permit_is_renewed_once_unlimited_stay_is_granted(decision: str, days: list[str]) -> None:
    """K-WHEN-1: the card of the decision is fetched; what is printed on the one before it is no day to act by."""
    asked = {"applications": [{"route": "B", "filed": "2026-01-10", "decision": decision}]}
    stay = {"stays": [{"from": "2020-01-10", "ground": "single_permit", "first_card_issued": "2020-01-20"}]}
    assert [one["id"] for one in of_card({"card": "A", "card_expiry": "2027-06-20"} | stay | asked)] == days


@pytest.mark.parametrize("key", ["EU+", "F+", "M+"])
def test_no_card_is_renewed_once_permanent_stay_is_granted(key: str) -> None:
    """EUP-APP-8, FAM-APP-5, BRX-PR-4."""
    held = {"card": key.removesuffix("+"), "card_expiry": "2027-06-20"}
    assert ids(of_card(asked({"route": key, "filed": "2026-01-10"}) | held)) == ["renewal-window"]
    assert of_card(asked({"route": key, "filed": "2026-01-10", "decision": "granted"}) | held) == []


SILENT: list[tuple[str, Case, Status, str | None, bool]] = [
    # the receipt is of 22 June at the latest: five months have passed on 22 November
    ("L-PROC-2", {"route": "L", "filed": "2026-06-21"}, "open", None, True),
    ("the last day of the term", {"route": "L", "filed": "2026-06-22"}, "open", None, False),
    ("a rough day that can be later", {"route": "L", "filed": "2026-06"}, "open", None, False),
    ("something is missing", {"route": "L", "filed": "2026-06-21"}, "unsettled", None, True),
    ("the answers say no", {"route": "L", "filed": "2026-06-21"}, "closed", None, False),
    ("before the day of the right", {"route": "L", "filed": "2026-06-21"}, "open", "2026-06-22", False),
    ("on that day", {"route": "L", "filed": "2026-06-21"}, "open", "2026-06-21", True),
    ("refused", {"route": "L", "filed": "2026-06-21", "decision": "refused"}, "open", None, False),
    ("granted", {"route": "L", "filed": "2026-06-21", "decision": "granted"}, "open", None, False),
    ("K-PROC-3", {"route": "K", "filed": "2026-06-21"}, "open", None, True),
    ("EUP-APP-6", {"route": "EU+", "filed": "2026-06-21"}, "open", None, True),
    ("FAM-APP-5", {"route": "F+", "filed": "2026-06-21"}, "open", None, True),
    ("B-PROC-1: no such rule", {"route": "B", "filed": "2026-01-21"}, "open", None, False),
    ("BRX-PR-4: no such rule", {"route": "M+", "filed": "2026-01-21"}, "open", None, False),
    ("NAT-PROC-1: no card", {"route": "nationality", "filed": "2026-01-21"}, "open", None, False),
]


@pytest.mark.parametrize(
    ("request_", "status", "first", "yes"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT]
)
def test_where_no_answer_means_yes_by_now(request_: Case, status: Status, first: str | None, yes: bool) -> None:
    on, key = date(2026, 11, 22), request_["route"]
    outcome = Outcome(status, date.fromisoformat(first) if first else None, "right")
    answers = read_person(asked(request_), on)
    assert deadlines.yes_by_silence({key: outcome}, answers, on, None) == ((key,) if yes else ())


def test_a_request_that_was_never_made_is_no_yes() -> None:
    answers = read_person({}, ON)
    assert deadlines.yes_by_silence({"L": Outcome("open", None, "right")}, answers, ON, None) == ()


@pytest.mark.parametrize("silent", [(), ("L",)])
def test_where_l_is_given_by_silence_no_renewal_is_named(silent: tuple[str, ...]) -> None:
    """L-PROC-2: neither that of the permit, nor the one that could bring B."""
    stay = {"stays": [{"from": "2020-01-10", "ground": "single_permit", "first_card_issued": "2020-01-20"}]}
    answers = read_person({"card": "A", "card_expiry": "2027-06-20"} | stay, ON)
    days = ids(deadlines.of_card(answers, ON, None, silent))
    days += ids(deadlines.of_route("B", Outcome("open", date(2025, 1, 20), "expected"), answers, ON, None, silent))
    named = ["renewal-window", "renewal-of-single-permit", "b-at-this-renewal"]
    assert days == ([] if silent else named)


@pytest.mark.parametrize(("on", "sure"), [("2026-02-17", "A"), ("2026-02-18", "B")])
def test_a_day_is_as_sure_as_its_text_on_the_day_asked_about(on: str, sure: str) -> None:
    """NAT-PROC-1 was amended on 18 February 2026, and not read since."""
    (found,) = of_route("nationality", asked({"route": "nationality", "filed": "2026-02-01"}), date.fromisoformat(on))
    assert found["silence"]["confidence"] == sure
