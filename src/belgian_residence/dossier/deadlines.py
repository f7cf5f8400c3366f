"""The days that matter, computed from dates that a person entered: decision, silence, appeal, renewal, return.

How the law base counts, and what it leaves open:

* Months and years are counted by the calendar (``engine.dates``). The day of the paper itself is not counted.
* The base says nothing about terms that end on a Saturday, a Sunday or a holiday. Nothing is shifted; ``on_weekend``
  says where it matters.
* Of a rough date the earliest day counts for a term that binds the person, the latest for one that binds the office.
* The term for an appeal is never certain: the one printed on the decision prevails (APP-2, APL-4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from belgian_residence.answers import Answers
from belgian_residence.consistency import Days, Values
from belgian_residence.dossier.figures import STRONG, confidence, drives, figure
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.routes.outcome import Outcome

Means = Literal["granted", "recognised", "nothing"]
"""What it means that no decision came in time. granted, recognised: the card is to be given. nothing: no yes."""

COURT_REFORM = date(2026, 6, 12)
"""Decisions notified from this day on fall under the Act of 17 June 2026 (APP-2, APL-5)."""
SATURDAY = 5


@dataclass(frozen=True)
class Deciding:
    """How a route is decided: in how many months from the receipt, and what silence means after them."""

    months: str | None
    """The amount. None: no term is known."""
    law: tuple[str, ...]
    silence: Means
    silence_law: tuple[str, ...]
    silence_doubts: tuple[str, ...]
    card_ends: tuple[str, ...]
    """The facts on the paper for somebody whose card ends before the decision."""


NOT_HEARD = ("decision-may-be-on-its-way", "municipality-may-want-letter")
DECIDING: dict[str, Deciding] = {
    "B": Deciding(None, ("B-PROC-1",), "nothing", ("B-PROC-1",), ("none-found",), ("B-REF-2", "DOC-15")),
    "K": Deciding("decision.months", ("K-PROC-3",), "granted", ("K-PROC-3",), NOT_HEARD, ("K-PROC-4", "DOC-15")),
    "L": Deciding("decision.months", ("L-PROC-2",), "granted", ("L-PROC-2",), NOT_HEARD, ("L-PROC-3", "DOC-15")),
    "EU+": Deciding(
        "pr.decision_deadline",
        ("EUP-APP-4", "APL-1"),
        "recognised",
        ("EUP-APP-6",),
        ("practice-only", "decision-may-be-on-its-way"),
        ("EUP-APP-9",),
    ),
    "F+": Deciding(
        "pr.decision_deadline",
        ("FAM-APP-5", "APL-1"),
        "recognised",
        ("FAM-APP-5",),
        ("decision-may-be-on-its-way",),
        ("FAM-APP-8", "DOC-15"),
    ),
    "M+": Deciding(None, ("BRX-PR-4", "D-05"), "nothing", ("BRX-PR-4",), ("practice-only",), ("DOC-15",)),
    "nationality": Deciding(
        "nat.prosecutor_deadline",
        ("NAT-PROC-1",),
        "granted",
        ("NAT-PROC-1",),
        ("practice-only", "decision-may-be-on-its-way"),
        (),
    ),
}
ASK_BEFORE = ("FAM-APP-1", "FAM-APP-2")
APPEAL_NATIONAL = ("APP-1", "APP-2", "APL-4")
APPEAL_EU = ("APL-3", "APL-4", "APL-5")
FAMILY_COURT = ("NAT-PROC-1",)
"""Nationality has a road of its own: after a negative opinion of the prosecutor the family court."""
RENEWAL = ("REN-1", "DIS-17")
RETURN = ("ABS-2", "CARD-ABS-2")
OTHER_LAW = {
    "ask-before-card-ends": ASK_BEFORE,
    "appeal": (*APPEAL_NATIONAL, *APPEAL_EU),
    "appeal-shortest": (*APPEAL_NATIONAL, *APPEAL_EU),
    "ask-for-family-court": FAMILY_COURT,
    "renewal-window": RENEWAL,
    "report-return": RETURN,
}
"""The facts behind the days that do not depend on how a route is decided."""
REFUSED = ("refused", "not_considered", "inadmissible")
NATIONAL = ("B", "K", "L")
WINDOW_CARDS = frozenset({"A", "B", "C", "D", "F", "F+", "H", "I", "J", "K", "L"})
"""Cards whose renewal the law base dates (REN-1, RD 1981 art. 33)."""
OTHER_CARDS = frozenset({"E", "E+", "EU", "EU+", "M", "M+", "N"})
"""Cards that are renewed too, but for which no source names the window."""


@dataclass(frozen=True)
class Request:
    """A request that was already made, with its place in the case file."""

    index: int
    route: str
    filed: Days | None
    decision: str | None
    notified: Days | None


def requests(route: str, answers: Answers) -> list[Request]:
    """The requests for a route, the last one last; those without a known day first."""
    found = [
        Request(index, entry["route"], entry.get("filed"), entry.get("decision"), entry.get("notified"))
        for index, entry in enumerate(answers.values.get("applications") or ())
        if entry["route"] == route
    ]
    return sorted(found, key=lambda one: (one.filed.latest if one.filed else date.min, one.index))


def of_route(route: str, outcome: Outcome, answers: Answers, on: date) -> list[dict[str, Any]]:
    """The days that follow from what was asked for, and for F+ the last day to ask (FAM-APP-1).

    Each: ``id``, ``from`` (first day of a window), ``date`` (the last day, or the day), ``counts_from``, ``state`` (is
    it ahead or passed on the day asked about?), ``binds``, ``doubts``, ``confidence`` and ``certain``.
    """
    asked = requests(route, answers)
    expiry = answers.values.get("card_expiry")
    found = [one for request in asked for one in _of_request(request, expiry, on)]
    waiting = any(request.decision in (None, "pending", "granted") for request in asked)
    if route == "F+" and isinstance(expiry, Days) and outcome.status != "closed" and not waiting:
        found.append(
            _deadline("ask-before-card-ends", on, ASK_BEFORE, "you", expiry.earliest, "card_expiry")
            | _sureness(ASK_BEFORE, expiry, [])
        )
    return found


def of_card(answers: Answers, on: date) -> list[dict[str, Any]]:
    """The days for the card held: its renewal, and the report after a return that lies ahead or was just made."""
    return [*_renewal(answers.values, on), *_returns(answers.values, on)]


# --- after a request ----------------------------------------------------------------------------------------------


def _of_request(request: Request, expiry: object, on: date) -> list[dict[str, Any]]:
    deciding = DECIDING[request.route]
    if request.decision in REFUSED:
        return _family_court(request, on) if request.route == "nationality" else _appeal(request, on)
    if request.decision == "granted":
        return []
    due = _decision_due(request, deciding, on)
    found = [due]
    ends_first = isinstance(expiry, Days) and (due["date"] is None or expiry.earliest.isoformat() < due["date"])
    if isinstance(expiry, Days) and ends_first and deciding.card_ends:
        found.append(
            _deadline("card-ends-before-decision", on, deciding.card_ends, "you", expiry.earliest, "card_expiry")
            | _sureness(deciding.card_ends, expiry, [])
        )
    return found


def _decision_due(request: Request, deciding: Deciding, on: date) -> dict[str, Any]:
    """The day before which the decision must have come, for the latest day on which the request can be of."""
    term = figure(deciding.months, request.filed.latest) if deciding.months and request.filed else None
    last = add_months(request.filed.latest, term["value"]) if term and term["value"] and request.filed else None
    doubts = [] if deciding.months else ["no-term-known"]
    return {
        **_deadline("decision-due", on, deciding.law, "office", last, f"applications[{request.index}].filed"),
        "term": term,
        "silence": _silence(deciding, last),
        **_sureness(deciding.law, request.filed, doubts, term),
    }


def _silence(deciding: Deciding, last: date | None) -> dict[str, Any]:
    """What no answer means, and from which day on: the day after the last one of the term."""
    return {
        "means": deciding.silence,
        "from": (last + DAY).isoformat() if last else None,
        "facts": list(deciding.silence_law),
        "confidence": confidence(deciding.silence_law),
        "doubts": list(deciding.silence_doubts),
        "certain": False,
    }


def _family_court(request: Request, on: date) -> list[dict[str, Any]]:
    """Fifteen days to ask for the family court after a negative opinion. For a declaration that was not taken up no
    source gives a way to appeal."""
    if request.decision != "refused":
        return []
    told = request.notified
    term = figure("nat.family_court_days", told.earliest if told else on)
    last = told.earliest + timedelta(days=term["value"]) if told and term["value"] else None
    return [
        {
            **_deadline(
                "ask-for-family-court", on, FAMILY_COURT, "you", last, f"applications[{request.index}].notified"
            ),
            "term": term,
            **_sureness(FAMILY_COURT, told, ["term-on-decision-prevails"], term),
        }
    ]


def _appeal(request: Request, on: date) -> list[dict[str, Any]]:
    """The last day for the usual term, and for the shortest one that some decisions have. Neither is certain."""
    law = APPEAL_NATIONAL if request.route in NATIONAL else APPEAL_EU
    told = request.notified
    first = max(told.earliest, request.filed.earliest) if told and request.filed else told.earliest if told else None
    new_law = first is None or told is None or told.latest >= COURT_REFORM
    doubts = ["term-on-decision-prevails", "new-court-law" if new_law else "shorter-in-detention"]
    found = []
    for id, amount in (("appeal", "appeal.days"), ("appeal-shortest", "appeal.days.shortest")):
        term = figure(amount, first or on)
        last = first + timedelta(days=term["value"]) if first and term["value"] else None
        found.append(
            {
                **_deadline(id, on, law, "you", last, f"applications[{request.index}].notified"),
                "term": term,
                "stay_meanwhile": _stay_meanwhile(request, new_law),
                **_sureness(law, told, doubts, term),
            }
        )
    return found


def _stay_meanwhile(request: Request, new_law: bool) -> dict[str, Any]:
    """Did the appeal stop the decision? Known for the time before the reform only (APP-3, APL-6, APL-8)."""
    if new_law:
        facts = ["APP-3", "DOUBT-10"] if request.route in NATIONAL else ["APL-8", "O-02"]
        return {"stops_decision": None, "facts": facts}
    if request.route in ("K", "L"):
        taken_up = request.decision != "not_considered"
        return {"stops_decision": taken_up, "facts": ["APP-3", "L-REF-1"] if taken_up else ["APP-3", "L-PROC-1"]}
    if request.route in ("EU+", "F+"):
        return {"stops_decision": True, "facts": ["APL-6", "APL-7"]}
    return {"stops_decision": None, "facts": ["APP-3"]}


# --- the card that is held ----------------------------------------------------------------------------------------


def _renewal(values: Values, on: date) -> list[dict[str, Any]]:
    """The window that fits all sources: between the 40th and the 30th day before the card ends (REN-1, DIS-17)."""
    expiry, card = values.get("card_expiry"), values.get("card")
    if not isinstance(expiry, Days) or card not in WINDOW_CARDS | OTHER_CARDS:
        return []
    law = RENEWAL
    first, last = figure("renewal.window.first_day_advised", on), figure("renewal.window.last_day", on)
    if first["value"] is None or last["value"] is None:
        return []
    doubts = ["window-45-or-40"] if card in WINDOW_CARDS else ["window-not-seen-for-card"]
    opens = expiry.earliest - timedelta(days=first["value"])
    closes = expiry.earliest - timedelta(days=last["value"])
    found = _deadline("renewal-window", on, law, "you", closes, "card_expiry")
    ends = {"card_ends": expiry.earliest.isoformat(), "card_ended": expiry.latest < on}
    return [{**found, "from": opens.isoformat(), **ends, **_sureness(law, expiry, doubts, last)}]


def _returns(values: Values, on: date) -> list[dict[str, Any]]:
    """Fifteen days to report a return after three months or more abroad, while the day is not over (ABS-2)."""
    law = RETURN
    found = []
    for index, trip in enumerate(values.get("absences") or ()):
        back = trip.get("to")
        if back is None:
            continue
        away, term = figure("return.notice_threshold", on), figure("return.report_days", on)
        if away["value"] is None or term["value"] is None:
            continue
        last = back.earliest + timedelta(days=term["value"])
        if add_months(trip["from"].earliest, away["value"]) <= back.latest and on <= last:
            one = _deadline("report-return", on, law, "you", last, f"absences[{index}].to")
            found.append(
                {**one, "term": term, **_sureness(law, back if trip["from"].exact else trip["from"], [], term)}
            )
    return found


# --- the shape of a day -------------------------------------------------------------------------------------------


def _deadline(
    id: str, on: date, law: tuple[str, ...], binds: Literal["you", "office"], last: date | None, counts_from: str
) -> dict[str, Any]:
    return {
        "id": id,
        "from": None,
        "date": last.isoformat() if last else None,
        "counts_from": counts_from,
        "state": "unknown" if last is None else "passed" if last < on else "ahead",
        "on_weekend": last is not None and last.weekday() >= SATURDAY,
        "binds": binds,
        "facts": list(law),
    }


def _sureness(
    law: tuple[str, ...], day: Days | None, doubts: list[str], term: dict[str, Any] | None = None
) -> dict[str, Any]:
    """``day``: the one that is counted from. ``certain``: it is known exactly, the fact may decide, the figure is
    confirmed, and there is no doubt."""
    shown = term["confidence"] if term and term["confidence"] else confidence(law)
    rough = day is not None and not day.exact
    sure = day is not None and not rough and not doubts and drives(law) and shown in STRONG
    return {
        "doubts": [*doubts, *(["date-not-exact"] if rough else [])],
        "confidence": shown,
        "certain": sure and (term is None or term["status"] == "confirmed"),
    }


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What each kind of day rests on: its kind, its id and the facts."""
    for deciding in DECIDING.values():
        yield "deadline", "decision-due", deciding.law
        yield "deadline", "card-ends-before-decision", deciding.card_ends
        yield "silence", deciding.silence, deciding.silence_law
    yield from (("deadline", id, law) for id, law in OTHER_LAW.items())
    yield "stay_meanwhile", "appeal", ("APP-3", "APL-6", "APL-7", "APL-8", "O-02", "DOUBT-10", "L-REF-1", "L-PROC-1")


def vocabulary() -> dict[str, list[str]]:
    """The ids of deadlines, of what silence means, and of doubts."""
    return {
        "deadlines": [
            "decision-due",
            "card-ends-before-decision",
            "ask-before-card-ends",
            "appeal",
            "appeal-shortest",
            "ask-for-family-court",
            "renewal-window",
            "report-return",
        ],
        "silence": ["granted", "recognised", "nothing"],
        "doubts": sorted(
            {doubt for one in DECIDING.values() for doubt in one.silence_doubts}
            | {"no-term-known", "term-on-decision-prevails", "new-court-law", "shorter-in-detention"}
            | {"window-45-or-40", "window-not-seen-for-card", "date-not-exact"}
        ),
    }
