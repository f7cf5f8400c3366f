"""The days that matter, computed from dates that a person entered: decision, silence, appeal, renewal, return.

How the law base counts, and what it leaves open:

* Months and years are counted by the calendar (``engine.dates``). The day of the paper itself is not counted.
* A last day on a Saturday, a Sunday or a holiday moves on for appeals of before June 2026 (APL-12); of other terms the
  base says nothing. Nothing is shifted, which is the safe side; ``on_weekend`` says where it matters.
* Of a rough date the earliest day counts for a term that binds the person, the latest for one that binds the office.
* The term for an appeal is never certain: the one printed on the decision prevails (APP-2, APL-4).

Longer than most modules: what follows a request is one line of days, of which each looks at the one before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal

from belgian_residence.dossier import circumstances
from belgian_residence.dossier.card_days import (
    RENEWAL,
    RETURN,
    SINGLE_PERMIT_RENEWAL,
    CardEnd,
    b_at_renewal,
    card_ends,
    permit_renewal,
    renewal,
    returns,
)
from belgian_residence.dossier.days import NOT_VERIFIED_AGAIN, deadline, is_late, sureness
from belgian_residence.dossier.figures import confidence, figure
from belgian_residence.engine import UNKNOWN
from belgian_residence.engine.dates import DAY, add_months
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.answers import Answers
from belgian_residence.told.values import Days

Means = Literal["granted", "recognised", "nothing", "waits"]
"""What it means that no decision came in time. granted, recognised: the card is to be given. nothing: no yes. waits: no
yes either, because the time for the decision waits for an appeal."""

COURT_REFORM = date(2026, 6, 12)
"""Decisions notified from this day on fall under the Act of 17 June 2026 (APP-2, APL-5)."""


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
    """The provisions on the paper for somebody whose card ends before the decision."""


ASKED_TOO_EARLY = "asked-too-early"
"""The doubt about silence where the request was made before the day of the right (EUP-APP-2)."""
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
WAITS_FOR_APPEAL = ("EUP-APL-1",)
PERMANENT = ("EU+", "F+", "M+")
"""Permanent stay under the EU rules and the Agreement is not recognised while a suspensive appeal is pending: the time
for the decision waits, so nothing follows from its end."""
ASK_BEFORE = ("FAM-APP-1", "FAM-APP-2")
APPEAL_NATIONAL = ("APP-2", "APL-4")
APPEAL_EU = ("APL-3", "APL-4", "APL-5")
APPEAL_BEFORE_NATIONAL = ("APP-1", "APL-12")
APPEAL_BEFORE_EU = ("APL-12", "APL-3")
"""Of a decision that came before the reform: how the days were counted was read."""
OF_16TER = "-16ter"
"""The end of the ids of the days for an appeal against Annex 16ter: the file is completed and handed in again, so no
judge comes first, and the appeal does not stop the decision (L-PROC-1, APP-3)."""
BEFORE_THE_PROSECUTOR = ("nat.incomplete_letter", "nat.time_to_complete", "nat.copy_to_prosecutor")
"""The terms that lie between a declaration of nationality and the months of the prosecutor."""
FROM_THE_RECEIPT = "counts-from-the-receipt"
"""The doubt about the last of these months, where only the day of the declaration is told."""
FAMILY_COURT = ("NAT-PROC-1",)
"""Nationality has a road of its own: after a negative opinion of the prosecutor the family court."""
OTHER_LAW = {
    "ask-before-card-ends": ASK_BEFORE,
    "appeal": (*APPEAL_NATIONAL, *APPEAL_EU, *APPEAL_BEFORE_NATIONAL),
    "appeal-shortest": (*APPEAL_NATIONAL, *APPEAL_EU, *APPEAL_BEFORE_NATIONAL),
    "appeal-16ter": (*APPEAL_NATIONAL, *APPEAL_BEFORE_NATIONAL),
    "appeal-shortest-16ter": (*APPEAL_NATIONAL, *APPEAL_BEFORE_NATIONAL),
    "ask-for-family-court": FAMILY_COURT,
    "renewal-window": RENEWAL,
    "renewal-of-single-permit": SINGLE_PERMIT_RENEWAL,
    "b-at-this-renewal": SINGLE_PERMIT_RENEWAL,
    "report-return": RETURN,
}
"""The provisions behind the days that do not depend on how a route is decided."""
CARD_BY_SILENCE = ("L", "K", "EU+", "F+")
"""Routes on which no answer in time gives the card."""
REFUSED = ("refused", "not_considered", "inadmissible")
NATIONAL = ("B", "K", "L")


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
    route: str,
    outcome: Outcome,
    answers: Answers,
    on: date,
    today: date | None = None,
    silent: Collection[str] = (),
) -> list[dict[str, Any]]:
    """The days that follow from what was asked for, and for F+ the last day to ask (FAM-APP-1).

    ``today``: a day that is counted with a figure that was to be verified again before it is not named. ``silent``: the
    routes of ``yes_by_silence``; then no renewal is named that could bring a card.
    Each: ``id``, ``from`` (first day of a window), ``date`` (the last day, or the day), ``counts_from``, ``state`` (is
    it ahead or passed on the day asked about?), ``binds``, ``doubts``, ``confidence`` and ``certain``.
    """
    asked = requests(route, answers)
    expiry = card_ends(answers, on, today)
    waits = waits_for_appeal(route, answers)
    found = [one for request in asked for one in _of_request(request, expiry, on, today, outcome, waits=waits)]
    waiting = any(request.decision in (None, "pending", "granted") for request in asked)
    in_time = outcome.status != "closed" and not card_ends_first(route, outcome, answers)
    if route == "F+" and answers.values.get("card") == "F" and expiry and in_time and not waiting:
        found.append(
            deadline("ask-before-card-ends", on, ASK_BEFORE, "you", expiry.day.earliest, "card_expiry")
            | sureness(on, ASK_BEFORE, expiry.day, expiry.doubts, late=expiry.late)
        )
    expected = outcome.basis == "expected" and outcome.status != "closed"
    card_runs = answers.values.get("card") != "annex_15"  # its last day is not that of the permit (DOC-15)
    if route == "B" and expiry and expected and card_runs and not waiting and not silent:
        found += b_at_renewal(outcome, expiry, on, today)
    return found


def card_ends_first(route: str, outcome: Outcome, answers: Answers) -> bool:
    """Does the F card surely end before F+ can be asked? Then it is renewed first, and its last day is none to ask for
    F+ by (FAM-APP-8): the duty to ask before the card ends is that of the card held when the years are complete."""
    printed, first = answers.values.get("card_expiry"), outcome.first_day
    if route != "F+" or answers.values.get("card") != "F" or not isinstance(printed, Days):
        return False
    if first is None or printed.latest >= first:
        return False
    early = [finding.value for condition, finding in outcome.conditions if condition.id == "F+.sponsor-early"]
    by_papers_alone = outcome.status == "unsettled" and not outcome.missing and UNKNOWN not in early
    return outcome.status == "later" or by_papers_alone


def silence_means_yes(days: list[dict[str, Any]], on: date) -> bool:
    """Has the day come on which no answer to the last request means yes? ``days``: those of its route."""
    due = [day["silence"] for day in days if day["id"] == "decision-due"]
    if not due or due[-1]["means"] in ("nothing", "waits") or due[-1]["from"] is None:
        return False
    return bool(due[-1]["from"] <= on.isoformat())


def waits_for_appeal(route: str, answers: Answers) -> bool:
    """Does the decision wait for a suspensive appeal? Only where it is told that one is pending (EUP-APL-1)."""
    return route in PERMANENT and all(person.suspensive_appeal_pending for _, person in answers.people())


def appeal_is_over(days: list[dict[str, Any]], route: str, answers: Answers, on: date) -> bool:
    """Are the days for an appeal against the last decision over, also by the longest of the terms, and counted from the
    last day on which it can have come? ``days``: those of the route. The day printed on the decision decides."""
    asked = requests(route, answers)
    told = asked[-1].notified if asked and asked[-1].decision in REFUSED else None
    if told is None:
        return False
    fact = f"applications[{asked[-1].index}].notified"
    terms = [day["term"]["value"] for day in days if day["counts_from"] == fact]
    return bool(terms) and None not in terms and told.latest + timedelta(days=max(terms)) < on


def asked_too_early(route: str, outcome: Outcome, answers: Answers) -> bool:
    """Was the last request surely made before the first day on which it can be? The municipality is to refuse it then
    (EUP-APP-2)."""
    asked = requests(route, answers)
    return bool(asked) and _before(asked[-1], outcome)


def _before(request: Request, outcome: Outcome) -> bool:
    """Was it surely made too early? The years are those just before the request (L-5Y-1, NAT-TITLE-1), and an early
    ground must be there by then (EUP-APP-2): so it is judged as of that day, and nothing that came after it, such as an
    absence, makes it too early. Where nothing could be asked for on that day yet, the day that is known today decides.
    """
    if request.filed is None:
        return False
    then = outcome.on_another_day(request.filed.latest) if outcome.on_another_day else outcome
    if then.status in ("closed", "later") and then.first_day is None:
        then = outcome
    return then.first_day is not None and request.filed.latest < then.first_day


def yes_by_silence(outcomes: Mapping[str, Outcome], answers: Answers, on: date, today: date | None) -> tuple[str, ...]:
    """The routes on which no answer to the last request means yes by now. Not where the route is closed by the answers,
    or it was asked too early: then nobody relies on it, and the card held is kept valid."""
    return tuple(
        route
        for route, outcome in outcomes.items()
        if route in CARD_BY_SILENCE and outcome.status != "closed" and _is_waited_for(route, answers)
        if not asked_too_early(route, outcome, answers)
        if silence_means_yes(of_route(route, outcome, answers, on, today), on)
    )


def _is_waited_for(route: str, answers: Answers) -> bool:
    asked = requests(route, answers)
    return bool(asked) and asked[-1].decision in (None, "pending")


def of_card(
    answers: Answers, on: date, today: date | None = None, silent: Collection[str] = ()
) -> list[dict[str, Any]]:
    """The days for the card held: its renewal, and the report after a return that lies ahead or was just made. A card
    whose status has ended is not renewed, nor one after which unlimited or permanent stay was granted, also by silence
    (``silent``: the routes of ``yes_by_silence``)."""
    if silent or {circumstances.STATUS_ENDED, *circumstances.TO_COME} & circumstances.shown(answers, on):
        return returns(answers.values, on, today)
    return [*renewal(answers, on, today), *permit_renewal(answers, on, today), *returns(answers.values, on, today)]


# --- after a request ----------------------------------------------------------------------------------------------


def _of_request(
    request: Request, expiry: CardEnd | None, on: date, today: date | None, outcome: Outcome, *, waits: bool
) -> list[dict[str, Any]]:
    deciding = DECIDING[request.route]
    if request.decision in REFUSED:
        own_way = request.route == "nationality"
        return _family_court(request, on, today) if own_way else _appeal(request, on, today)
    if request.decision == "granted":
        return []
    if deciding.silence != "nothing" and _before(request, outcome):
        deciding = replace(deciding, silence_doubts=(ASKED_TOO_EARLY, *deciding.silence_doubts))
    if waits and deciding.silence != "nothing":
        deciding = replace(deciding, silence="waits", silence_law=WAITS_FOR_APPEAL, silence_doubts=())
    due = _decision_due(request, deciding, on, today)
    found = [due]
    ends_first = expiry and (due["date"] is None or expiry.day.earliest.isoformat() < due["date"])
    if expiry and ends_first and deciding.card_ends:
        late = expiry.late or is_late(due["term"])
        found.append(
            deadline("card-ends-before-decision", on, deciding.card_ends, "you", expiry.day.earliest, "card_expiry")
            | sureness(on, deciding.card_ends, expiry.day, expiry.doubts, late=late)
        )
    return found


def _decision_due(request: Request, deciding: Deciding, on: date, today: date | None) -> dict[str, Any]:
    """The day before which the decision must have come, for the latest day on which the request can be of; none where
    it waits for an appeal."""
    term = figure(deciding.months, request.filed.latest, today) if deciding.months and request.filed else None
    filed = None if deciding.silence == "waits" else request.filed
    begins = filed.latest if filed else None
    doubts = [] if deciding.months else ["no-term-known"]
    if filed and request.route == "nationality":
        begins = _prosecutor_has_it(filed.latest, today)
        doubts = [FROM_THE_RECEIPT] if begins else []
    last = add_months(begins, term["value"]) if term and term["value"] and begins else None
    return {
        **deadline("decision-due", on, deciding.law, "office", last, f"applications[{request.index}].filed"),
        "term": term,
        "silence": _silence(deciding, last, on),
        **sureness(on, deciding.law, filed, doubts, term),
    }


def _prosecutor_has_it(declared: date, today: date | None) -> date | None:
    """The latest day on which the prosecutor has the complete file of somebody who declared on this day (NAT-PROC-1):
    a letter says what is missing, that is completed, and a copy is sent. The receipt, which can come much sooner, is
    not told. A week is taken for four working days, so that no holiday makes it later."""
    letter, complete, copy = (figure(name, declared, today)["value"] for name in BEFORE_THE_PROSECUTOR)
    if letter is None or complete is None or copy is None:
        return None
    completed = add_months(declared + timedelta(weeks=ceil(letter / 4)), complete)
    return completed + timedelta(weeks=ceil(copy / 4))


def _silence(deciding: Deciding, last: date | None, on: date) -> dict[str, Any]:
    """What no answer means, and from which day on: the day after the last one of the term."""
    return {
        "means": deciding.silence,
        "from": (last + DAY).isoformat() if last else None,
        "provisions": list(deciding.silence_law),
        "confidence": confidence(deciding.silence_law, on),
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
            **deadline(
                "ask-for-family-court", on, FAMILY_COURT, "you", last, f"applications[{request.index}].notified"
            ),
            "term": term,
            **sureness(on, FAMILY_COURT, told, ["term-on-decision-prevails"], term),
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
    kind = OF_16TER if request.decision == "not_considered" and request.route in circumstances.NOT_LOOKED_AT else ""
    for id, amount in (("appeal", "appeal.days"), ("appeal-shortest", "appeal.days.shortest")):
        term = figure(amount, first or on, today)
        last = first + timedelta(days=term["value"]) if first and term["value"] else None
        found.append(
            {
                **deadline(id + kind, on, law, "you", last, f"applications[{request.index}].notified"),
                "term": term,
                "stay_meanwhile": _stay_meanwhile(request, new_law),
                **sureness(on, law, told, doubts, term),
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


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What each kind of day rests on: its kind, its id and the provisions."""
    for deciding in DECIDING.values():
        yield "deadline", "decision-due", deciding.law
        yield "deadline", "card-ends-before-decision", deciding.card_ends
        yield "silence", deciding.silence, deciding.silence_law
    yield "silence", "waits", WAITS_FOR_APPEAL
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
            "appeal-16ter",
            "appeal-shortest-16ter",
            "ask-for-family-court",
            "renewal-window",
            "renewal-of-single-permit",
            "b-at-this-renewal",
            "report-return",
        ],
        "silence": ["granted", "recognised", "nothing", "waits"],
        "doubts": sorted(
            {doubt for one in DECIDING.values() for doubt in one.silence_doubts}
            | {"no-term-known", "term-on-decision-prevails", "new-court-law", "shorter-in-detention", "by-post-later"}
            | {
                "old-card-may-have-ended",
                "window-45-or-40",
                "window-not-seen-for-card",
                "date-not-exact",
                NOT_VERIFIED_AGAIN,
                ASKED_TOO_EARLY,
                FROM_THE_RECEIPT,
            }
        ),
    }
