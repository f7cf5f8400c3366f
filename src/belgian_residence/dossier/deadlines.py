"""The days that matter, computed from dates that a person entered: decision, silence, appeal, renewal, return.

How the law base counts, and what it leaves open:

* Months and years are counted by the calendar (``engine.dates``). The day of the paper itself is not counted.
* A last day on a Saturday, a Sunday or a holiday moves on for appeals of before June 2026 (APL-12); of other terms the
  base says nothing. Nothing is shifted, which is the safe side; ``on_weekend`` says where it matters.
* Of a rough date the earliest day counts for a term that binds the person, the latest for one that binds the office.
* The term for an appeal is never certain: the one printed on the decision prevails (APP-2, APL-4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from belgian_residence.dossier.figures import STRONG, confidence, drives, figure
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.keeping.groups import OLD_DOCUMENTS
from belgian_residence.keeping.renewal import document_end, old_documents
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.answers import Answers
from belgian_residence.told.values import Days, Values
from belgian_residence.trust.verification import past_verify_by

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
        ("decision-may-be-on-its-way",),
        (),
    ),
}
ASK_BEFORE = ("FAM-APP-1", "FAM-APP-2")
APPEAL_NATIONAL = ("APP-2", "APL-4")
APPEAL_EU = ("APL-3", "APL-4", "APL-5")
APPEAL_BEFORE_NATIONAL = ("APP-1", "APL-12")
APPEAL_BEFORE_EU = ("APL-12", "APL-3")
"""Of a decision that came before the reform: how the days were counted was read."""
FAMILY_COURT = ("NAT-PROC-1",)
"""Nationality has a road of its own: after a negative opinion of the prosecutor the family court."""
RENEWAL = ("REN-1", "DIS-17")
RETURN = ("ABS-2", "CARD-ABS-2")
OTHER_LAW = {
    "ask-before-card-ends": ASK_BEFORE,
    "appeal": (*APPEAL_NATIONAL, *APPEAL_EU, *APPEAL_BEFORE_NATIONAL),
    "appeal-shortest": (*APPEAL_NATIONAL, *APPEAL_EU, *APPEAL_BEFORE_NATIONAL),
    "ask-for-family-court": FAMILY_COURT,
    "renewal-window": RENEWAL,
    "report-return": RETURN,
}
"""The facts behind the days that do not depend on how a route is decided."""
NOT_VERIFIED_AGAIN = "not-verified-again"
"""The doubt about a day that is counted with a figure past its verify-by date."""
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


def of_route(
    route: str, outcome: Outcome, answers: Answers, on: date, today: date | None = None
) -> list[dict[str, Any]]:
    """The days that follow from what was asked for, and for F+ the last day to ask (FAM-APP-1).

    ``today``: a day that is counted with a figure that was to be verified again before it is not named.
    Each: ``id``, ``from`` (first day of a window), ``date`` (the last day, or the day), ``counts_from``, ``state`` (is
    it ahead or passed on the day asked about?), ``binds``, ``doubts``, ``confidence`` and ``certain``.
    """
    asked = requests(route, answers)
    expiry = _card_ends(answers, on, today)
    found = [one for request in asked for one in _of_request(request, expiry, on, today)]
    waiting = any(request.decision in (None, "pending", "granted") for request in asked)
    if route == "F+" and expiry and outcome.status != "closed" and not waiting:
        found.append(
            _deadline("ask-before-card-ends", on, ASK_BEFORE, "you", expiry.day.earliest, "card_expiry")
            | _sureness(ASK_BEFORE, expiry.day, expiry.doubts, late=expiry.late)
        )
    return found


def of_card(answers: Answers, on: date, today: date | None = None) -> list[dict[str, Any]]:
    """The days for the card held: its renewal, and the report after a return that lies ahead or was just made."""
    return [*_renewal(answers, on, today), *_returns(answers.values, on, today)]


# --- after a request ----------------------------------------------------------------------------------------------


def _of_request(request: Request, expiry: CardEnd | None, on: date, today: date | None) -> list[dict[str, Any]]:
    deciding = DECIDING[request.route]
    if request.decision in REFUSED:
        own_way = request.route == "nationality"
        return _family_court(request, on, today) if own_way else _appeal(request, on, today)
    if request.decision == "granted":
        return []
    due = _decision_due(request, deciding, on, today)
    found = [due]
    ends_first = expiry and (due["date"] is None or expiry.day.earliest.isoformat() < due["date"])
    if expiry and ends_first and deciding.card_ends:
        late = expiry.late or _is_late(due["term"])
        found.append(
            _deadline("card-ends-before-decision", on, deciding.card_ends, "you", expiry.day.earliest, "card_expiry")
            | _sureness(deciding.card_ends, expiry.day, expiry.doubts, late=late)
        )
    return found


def _decision_due(request: Request, deciding: Deciding, on: date, today: date | None) -> dict[str, Any]:
    """The day before which the decision must have come, for the latest day on which the request can be of."""
    term = figure(deciding.months, request.filed.latest, today) if deciding.months and request.filed else None
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
        "provisions": list(deciding.silence_law),
        "confidence": confidence(deciding.silence_law),
        "doubts": list(deciding.silence_doubts),
        "certain": False,
    }


def _family_court(request: Request, on: date, today: date | None) -> list[dict[str, Any]]:
    """Fifteen days to ask for the family court after a negative opinion. For a declaration that was not taken up no
    source gives a way to appeal."""
    if request.decision != "refused":
        return []
    told = request.notified
    term = figure("nat.family_court_days", told.earliest if told else on, today)
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


def _appeal(request: Request, on: date, today: date | None) -> list[dict[str, Any]]:
    """The last day for the usual term, and for the shortest one that some decisions have. Neither is certain."""
    told = request.notified
    first = max(told.earliest, request.filed.earliest) if told and request.filed else told.earliest if told else None
    new_law = first is None or told is None or told.latest >= COURT_REFORM
    law = _appeal_law(request, new_law)
    of_the_law = ["new-court-law"] if new_law else ["shorter-in-detention", "by-post-later"]
    doubts = ["term-on-decision-prevails", *of_the_law]
    found = []
    for id, amount in (("appeal", "appeal.days"), ("appeal-shortest", "appeal.days.shortest")):
        term = figure(amount, first or on, today)
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


def _appeal_law(request: Request, new_law: bool) -> tuple[str, ...]:
    if new_law:
        return APPEAL_NATIONAL if request.route in NATIONAL else APPEAL_EU
    return APPEAL_BEFORE_NATIONAL if request.route in NATIONAL else APPEAL_BEFORE_EU


def _stay_meanwhile(request: Request, new_law: bool) -> dict[str, Any]:
    """Did the appeal stop the decision? Known for the time before the reform only (APP-3, APL-6, APL-8)."""
    if new_law:
        provisions = ["APP-3", "DOUBT-10"] if request.route in NATIONAL else ["APL-8", "O-02"]
        return {"stops_decision": None, "provisions": provisions}
    if request.route in ("K", "L"):
        taken_up = request.decision != "not_considered"
        return {"stops_decision": taken_up, "provisions": ["APP-3", "L-REF-1"] if taken_up else ["APP-3", "L-PROC-1"]}
    if request.route in ("EU+", "F+"):
        return {"stops_decision": True, "provisions": ["APL-6", "APL-7"]}
    return {"stops_decision": None, "provisions": ["APP-3"]}


# --- the card that is held ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CardEnd:
    """The last day of the card held, and what is doubtful about it."""

    day: Days
    doubts: list[str]
    late: bool
    """Does it rest on a figure past its verify-by date?"""


def _card_ends(answers: Answers, on: date, today: date | None) -> CardEnd | None:
    """The day on the card; where the card may be of an old model that stops before that day, the earlier one (OLD-3,
    D-17: sources differ). None while the day is not known."""
    printed = answers.values.get("card_expiry")
    if not isinstance(printed, Days):
        return None
    if not any(answers.values.get("card") in old.cards for old in OLD_DOCUMENTS):
        return CardEnd(printed, [], late=False)
    held = replace(answers.latest_person(), card_expiry=printed.earliest)
    stops = [(end, old) for old in old_documents(held, on) if (end := document_end(old, on)) and end < printed.earliest]
    if not stops:
        return CardEnd(printed, [], late=False)
    end, old = min(stops, key=lambda one: one[0])
    return CardEnd(Days(end, end), ["old-card-may-have-ended"], bool(past_verify_by(old.amounts, on, today or on)))


def _renewal(answers: Answers, on: date, today: date | None) -> list[dict[str, Any]]:
    """The window that fits all sources: between the 40th and the 30th day before the card ends (REN-1, DIS-17)."""
    ends, card = _card_ends(answers, on, today), answers.values.get("card")
    if ends is None or card not in WINDOW_CARDS | OTHER_CARDS:
        return []
    expiry = ends.day
    law = RENEWAL
    names = ("renewal.window.first_day_advised", "renewal.window.last_day")
    first, last = (figure(name, on, today) for name in names)
    late = _is_late(first) or _is_late(last)
    if not late and (first["value"] is None or last["value"] is None):
        return []
    doubts = ["window-45-or-40"] if card in WINDOW_CARDS else ["window-not-seen-for-card"]
    opens = None if late else (expiry.earliest - timedelta(days=first["value"])).isoformat()
    closes = None if late else expiry.earliest - timedelta(days=last["value"])
    found = _deadline("renewal-window", on, law, "you", closes, "card_expiry")
    shown = {"card_ends": expiry.earliest.isoformat(), "card_ended": expiry.latest < on}
    of_the_window = [] if late else doubts  # no window is named
    sureness = _sureness(law, expiry, [*of_the_window, *ends.doubts], last, late=late or ends.late)
    return [{**found, "from": opens, **shown, **sureness}]


def _returns(values: Values, on: date, today: date | None) -> list[dict[str, Any]]:
    """Fifteen days to report a return after three months or more abroad, while the day is not over (ABS-2).

    Of a rough return the first day counts, and the reminder stays until the last one is over. With figures past their
    day it is named by those that were known last, without a day.
    """
    law = RETURN
    found = []
    away, term = figure("return.notice_threshold", on, today), figure("return.report_days", on, today)
    months, days = _last_value(away), _last_value(term)
    if months is None or days is None:
        return []
    late = _is_late(away) or _is_late(term)
    for index, trip in enumerate(values.get("absences") or ()):
        back = trip.get("to")
        if back is None:
            continue
        last = back.earliest + timedelta(days=days)
        if add_months(trip["from"].earliest, months) <= back.latest and on <= back.latest + timedelta(days=days):
            one = _deadline("report-return", on, law, "you", None if late else last, f"absences[{index}].to")
            counted = back if trip["from"].exact else trip["from"]
            found.append({**one, "term": term, **_sureness(law, counted, [], term, late=late)})
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
        "provisions": list(law),
    }


def _sureness(
    law: tuple[str, ...],
    day: Days | None,
    doubts: list[str],
    term: dict[str, Any] | None = None,
    *,
    late: bool = False,
) -> dict[str, Any]:
    """``day``: the one that is counted from. ``late``: it also rests on a figure past its verify-by date. ``certain``:
    it is known exactly, the fact may decide, the figures are confirmed, and there is no doubt."""
    late = late or _is_late(term)
    doubts = [*doubts, *([NOT_VERIFIED_AGAIN] if late else [])]
    shown = term["confidence"] if term and term["confidence"] else confidence(law)
    rough = day is not None and not day.exact
    sure = day is not None and not rough and not doubts and drives(law) and shown in STRONG
    return {
        "doubts": [*doubts, *(["date-not-exact"] if rough else [])],
        "confidence": shown,
        "certain": sure and (term is None or term["status"] == "confirmed"),
    }


def _is_late(term: dict[str, Any] | None) -> bool:
    return term is not None and term["status"] == "past_verify_by"


def _last_value(term: dict[str, Any]) -> int | None:
    """The figure; one past its verify-by date as it was known last. None: it is not known for the day."""
    value: int | None = term["last_known"]["value"] if _is_late(term) else term["value"]
    return value


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
            | {"no-term-known", "term-on-decision-prevails", "new-court-law", "shorter-in-detention", "by-post-later"}
            | {
                "old-card-may-have-ended",
                "window-45-or-40",
                "window-not-seen-for-card",
                "date-not-exact",
                NOT_VERIFIED_AGAIN,
            }
        ),
    }
