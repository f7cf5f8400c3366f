"""What to do next, and what to know: per route and outcome, as ids.

Longer than most modules: each step and note stands here once, with the reason why it is said or left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from belgian_residence.dossier.circumstances import (
    ANNEX_15,
    BEFORE_A_JUDGE,
    CARD_ENDED,
    EU_GRANTED,
    GRANTED,
    NO_CARD,
    NOT_LOOKED_AT,
    PERMANENT_GRANTED,
    SILENT_YES,
    SPECIAL_CARD,
    STATUS_ENDED,
    STAY_AT_RISK,
    STAY_IN_DOUBT,
)
from belgian_residence.engine import NO, UNKNOWN
from belgian_residence.law.amounts import as_json
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.nationality.roads import Card
from belgian_residence.routes.outcome import Outcome
from belgian_residence.told.facts import PROTECTION_GROUNDS

APPLY = {
    "B": "ask-for-b",
    "K": "apply-annex-16",
    "L": "apply-annex-16",
    "EU+": "apply-annex-22",
    "F+": "apply-annex-22-f",
    "M+": "apply-m-plus",
    "nationality": "declare-nationality",
}
EARLY_CONDITIONS = frozenset(
    {
        "EU+.worked",
        "EU+.work-accident",
        "EU+.incapacity",
        "EU+.incapacity-and-belgian-partner",
        "EU+.retirement-and-belgian-partner",
        "EU+.early-by-the-directive-alone",
        "EU+.family-of-early-worker",
        "F+.sponsor-early",
    }
)
ONE_GROUND_OF_SEVERAL = frozenset(
    {
        "nationality.born-in-belgium",
        "nationality.never-away-too-long",
        "nationality.since-birth",
        "nationality.married-to-belgian",
        "nationality.five-years-and-marriage",
        "nationality.parent-of-belgian-minor",
        "nationality.disability-or-pension",
        "nationality.ten-years",
    }
)
"""Conditions of a ground that few people have: where it is missing, that is no obstacle worth saying."""
WOULD_BE_SOONER = ("nationality.integration", "nationality.work")
"""Where one is no and a longer way is left, it is worth saying too."""
AFTER_THE_HOUSEHOLD = ("F+.right-kept", "F+.means-since-household-ended")
"""Conditions for who no longer lives with the person joined; for everybody else they are no obstacle."""
NO_ANSWER_YET = (None, "pending")
AFTER_SILENCE = {
    "K": "order-card-after-silence",
    "L": "order-card-after-silence",
    "EU+": "order-card-after-silence",
    "F+": "order-card-after-silence",
    "nationality": "register-after-silence",
}
"""Where no answer in time means yes (K-PROC-3, L-PROC-2, EUP-APP-6, FAM-APP-5, NAT-PROC-1): what to ask for then."""
ASKED_TOO_EARLY = "asked-too-early"
"""In place of these where the last request was made before the day of the right: such a request is to be refused, so
silence is not relied on (EUP-APP-2)."""
DECISION_WAITS, WAITS_FOR_APPEAL = "decision-waits", "decision-waits-for-appeal"
"""Shown to ``next_steps`` where the decision on permanent stay waits for a suspensive appeal, and what is said then: no
answer means no yes (EUP-APL-1)."""
AT_RENEWAL = "ask-for-b-at-renewal"
ASK_FOR_B = ("ask-for-b", "ask-for-b-with-protection", AT_RENEWAL)
ASK_MUNICIPALITY = "ask-municipality"
HELP_FIRST = "help-before-applying"
"""Where the Immigration Office can end the stay that the route rests on (B-FAM-2, FAM-RET-4, LOSS-3): a request brings
the file before it, so help comes first."""
HELP_IN_DOUBT = "help-before-applying-in-doubt"
"""The same where no provision that was read says whether it can (DOUBT-16)."""
HELP_IN_APPEAL = "help-before-applying-in-appeal"
"""The same while a judge has an appeal: against an end of stay, what every route rests on hangs on it (EUP-APL-1)."""
HELP = (HELP_FIRST, HELP_IN_DOUBT, HELP_IN_APPEAL)
UNLIMITED_STAY, SETTLE_B = "K.unlimited-stay", "settle-b-first"
"""The condition of K that B answers, and what is said of it while B is not settled (reading 11)."""
ABROAD = "abroad"
"""Shown to ``next_steps`` where by the trips that are told the person is abroad on the day to ask: today, or the first
day on which it can be asked."""
ONCE_BACK, ONCE_BACK_THEN = "once-back", "once-back-then"
"""What is said then: a request goes to the municipality where one lives (K-PROC-1, L-PROC-1)."""
RENEWAL_ABROAD = "renewal-while-abroad"
"""In place of these where the request is a renewal, which has a last day (B-WORK-1)."""
BY_THE_GRANT, COLLECT_B = "applications", "collect-b-first"
"""The fact that shows unlimited stay before the card does, and what comes before K is asked for then (K-WHEN-1)."""
B_ASKED, B_REFUSED = "b-asked", "b-refused"
"""Shown to ``next_steps`` of K: B was asked for, and there is no answer yet; or the answer was no."""
WAIT_FOR_B, READ_ON_B = "wait-for-b-first", "read-decision-on-b"
L_ASKED, COUNTED_WITH_L = "l-asked", "counted-with-l"
"""Shown to ``next_steps`` of K where L was asked for with unlimited stay, and not refused: that request counts for K
too, so no second one is handed in (K-L-1, FAM-K-3). And what is said then."""
READ_DECISION = "read-decision"
APPEAL_DAYS_OVER = "appeal-days-over"
"""In place of it once the days for an appeal are over: nobody is sent to a judge by a day that has passed."""
HAND_IN_AGAIN = "complete-and-hand-in-again"
"""In place of these for K and L where the municipality gave Annex 16ter: nobody looked at the file and refused it; what
was missing is brought, and it is handed in again (DOC-16, K-PROC-1, L-PROC-1)."""
ASK_AGAIN = "ask-again-on-time"
"""After a no to a request that was made before the day of the right, once that day has come: what was missing is there
(EUP-APP-2), and F+ has a last day (FAM-APP-1)."""
RENEW = ("renew-card-meanwhile", "renew-single-permit-meanwhile", "renew-eu-card-meanwhile")
EXTEND_ANNEX_15, RENEW_LATE = "extend-annex-15", "renew-late"
"""In place of these once the card has run out (DOC-15, REN-1)."""
COLLECT_GRANTED, COLLECT_EU, COLLECT_PERMANENT = (
    "collect-granted-first",
    "collect-eu-plus-first",
    "collect-permanent-first",
)
ORDER_SILENT = "order-after-silence-first"
INSTEAD_OF_RENEWAL = {
    GRANTED: COLLECT_GRANTED,
    EU_GRANTED: COLLECT_EU,
    PERMANENT_GRANTED: COLLECT_PERMANENT,
    SILENT_YES: ORDER_SILENT,
}
"""In place of these where unlimited or permanent stay is granted, or so by silence: its card is ordered, and the one
before it not renewed. They differ in what stands as proof until then (DOC-15, EUP-APP-8)."""
APPEAL = ".no-appeal-pending"
"""The end of the name of the condition that waits for the judge: named also where it is one of the day of the request
(EUP-APL-1), because nothing else may be open."""
EXPIRED = ".card-not-expired"
"""The end of the name of the condition that is open once the card has expired."""
REGISTER_AGAIN, REGISTERED_FOR = "register-again", ("EU+", "F+")
"""In place of them, and first, where the stay of the card has ended and the years run again: from the return, and for
sure only from a new annex (EUP-5Y-2, FAM-5Y-2)."""
HAND_BACK = "hand-back-special-card"
"""In place of them for an EU citizen with a special card (EUP-SCOPE-3)."""
ONCE_ENDED = {
    "EU+.not-yet-held": "five-new-years",
    "F+.not-yet-held": "five-new-years",
    "M+.not-yet-held": "agreement-right-ended",
}
"""What to do where the permanent right that the card is for has ended: five new years make it arise again (EUP-LOSS-1,
FAM-LOSS-1), but not that of the Withdrawal Agreement (BRX-ABS-1, BRX-PR-3)."""
GET_TITLE_FIRST: dict[Card, str] = {
    "B": "get-title-first-b",
    "L": "get-title-first-l",
    "F": "get-title-first-f",
    "EU": "get-title-first-eu",
    "M": "get-title-first-m",
}
"""For each card that is enough to declare nationality, and that this person can get: that it comes first."""
TITLE_GRANTED = "collect-title-first"
"""In place of these where such a card was granted."""
BY_THEN = "by-then:"
"""Before the name of a condition that must hold on the day of the request, and by what is told does not hold yet."""
NOT_BELGIAN = ".not-belgian"
"""The end of the name of the condition that is no for a Belgian."""
DECIDES_ALONE = ("not-belgian", "non-eu-national", "eu-national", "not-yet-held", "family-card", "beneficiary", "title")
"""Conditions on who the route is for: where one is no, it is the only obstacle that is worth saying."""

NEXT_STEPS = (
    ONCE_BACK,
    ONCE_BACK_THEN,
    RENEWAL_ABROAD,
    *dict.fromkeys((*ASK_FOR_B, *APPLY.values())),
    "ask-for-b-first",
    WAIT_FOR_B,
    READ_ON_B,
    COLLECT_B,
    SETTLE_B,
    COUNTED_WITH_L,
    *dict.fromkeys(ONCE_ENDED.values()),
    *GET_TITLE_FIRST.values(),
    TITLE_GRANTED,
    "prepare-declaration",
    "wait-for-date",
    "safe-date",
    *RENEW,
    EXTEND_ANNEX_15,
    RENEW_LATE,
    *INSTEAD_OF_RENEWAL.values(),
    HAND_BACK,
    REGISTER_AGAIN,
    "keep-absences-short",
    "check-amount",
    "answer-missing",
    ASK_MUNICIPALITY,
    "wait-for-decision",
    WAITS_FOR_APPEAL,
    *dict.fromkeys(AFTER_SILENCE.values()),
    ASKED_TOO_EARLY,
    *HELP,
    READ_DECISION,
    APPEAL_DAYS_OVER,
    HAND_IN_AGAIN,
    ASK_AGAIN,
    "collect-card",
)
NOTES = {
    "K": ("five-months-silence-granted", "l-counts-as-k"),
    "L": ("five-months-silence-granted", "l-counts-as-k"),
    "B": ("no-silent-grant",),
    "EU+": ("optional", "five-months-eu"),
    "F+": ("before-card-expires", "five-months-eu"),
    "M+": ("explicit-approval",),
    "nationality": ("four-months-silence", "stricter-law-announced"),
}
AMOUNTS = {"L": ("L.income.self", "L.income.dependant"), "nationality": ("nat.duty",)}
LATE_FOR_F_PLUS = "f-card-has-ended"
"""In place of "before-card-expires" once that day has passed (FAM-APP-1, FAM-APP-2)."""
EXTRA_NOTES = (
    "expected-not-a-right",
    "family-conditions-on-the-day",
    "discretionary",
    "once-b-granted",
    "once-f-given",
    "amount-not-confirmed",
    "amount-bounded",
    "early-through-office",
    "easier-as-family",
    "l-alone-from-limited-stay",
    "renew-f-card-first",
    LATE_FOR_F_PLUS,
    "serious-reasons-and-any-stay",
    "stay-can-be-ended",
    "stay-in-doubt",
    "worker-who-died",
)
RESTS_ON_THE_STAY = ("B", "K", "L", "nationality")
"""Routes that ask for a stay that has not ended, with no condition of their own on what can end it (F+ has one)."""
ASKED_FOR = "asked-for"
"""Shown to ``notes`` where the card was asked for, and not refused: then nobody is told whether and when to ask."""
BEFORE_ASKING = ("optional", "before-card-expires", "renew-f-card-first", LATE_FOR_F_PLUS)
CARD_ENDS_FIRST = "card-ends-first"
"""Shown to ``notes`` where the F card ends before F+ can be asked (``deadlines.card_ends_first``)."""
NOT_ASKED_FOR_IT = ("B", "EU+", "F+", "M+")
"""Routes without a condition of public order: such a reason can still be a ground to refuse or to end a stay (LOSS-2,
EUP-LOSS-2)."""


def next_steps(
    route: str,
    outcome: Outcome,
    decisions: Sequence[str | None] = (),
    shown: frozenset[str] = frozenset(),
    *,
    silence: bool = False,
    too_early: bool = False,
    appeal_over: bool = False,
) -> list[str]:
    """What to do next, in order. A step ``if-no:X``, ``if-unknown:X`` or ``by-then:X`` speaks of condition X.

    ``decisions``: what became of the requests for this route that were already made; None: not known. The last one
    counts: who waits for an answer is not told to ask again, who got a no first reads the paper. ``silence``: the day
    on which no answer means yes has passed for it; then nobody is told to wait. ``too_early``: the last request was
    made before the first day on which it can be, so silence is no yes and it is made again, also after a no.
    ``appeal_over``: the days
    for an appeal against the last one are over. ``shown``: the circumstances of the person (``circumstances.shown``): a
    step fits the ground of stay.
    """
    steps = _next_steps(route, outcome, shown)
    if not decisions or _is_belgian(outcome):
        return steps
    if decisions[-1] in NO_ANSWER_YET:
        if silence and route in AFTER_SILENCE:
            if too_early and outcome.status != "closed":
                return [ASKED_TOO_EARLY, *steps]
            return [AFTER_SILENCE[route]]
        of_asking = (APPLY.get(route), *ASK_FOR_B, *HELP, ONCE_BACK, RENEWAL_ABROAD)
        waiting = [step for step in steps if step not in of_asking]
        appeal = [WAITS_FOR_APPEAL] if DECISION_WAITS in shown else []
        return ["wait-for-decision", *appeal, *(waiting if outcome.status == "open" else [])]
    if decisions[-1] == "granted":  # no card is made for a stay that has ended
        return steps if STATUS_ENDED in shown else ["collect-card"]
    if decisions[-1] == "not_considered" and route in NOT_LOOKED_AT:
        return [HAND_IN_AGAIN, *steps]
    if too_early and outcome.status == "open":
        return [*(() if appeal_over else (READ_DECISION,)), ASK_AGAIN, *steps]
    return [APPEAL_DAYS_OVER if appeal_over else READ_DECISION, *steps]


def _is_belgian(outcome: Outcome) -> bool:
    """Then no card is fetched and no decision on one waited for, whatever was asked for."""
    return any(one.id.endswith(NOT_BELGIAN) and found.value is NO for one, found in outcome.conditions)


def _next_steps(route: str, outcome: Outcome, shown: frozenset[str]) -> list[str]:
    steps = _of_the_outcome(route, outcome, shown)
    if route == "K" and outcome.status == "open" and L_ASKED in shown:
        return [COUNTED_WITH_L, *(step for step in steps if step != APPLY["K"])]
    once_back = {"open": ONCE_BACK, "later": ONCE_BACK_THEN}.get(outcome.status)
    if once_back and ABROAD in shown:
        steps = [RENEWAL_ABROAD if AT_RENEWAL in steps else once_back, *steps]
    help_first = HELP_FIRST if STAY_AT_RISK in shown else HELP_IN_DOUBT if STAY_IN_DOUBT in shown else None
    help_first = HELP_IN_APPEAL if BEFORE_A_JUDGE in shown else help_first
    if help_first is None or outcome.status == "closed":
        return steps
    if help_first == HELP_IN_APPEAL and outcome.status == "later":
        return [help_first, *steps]
    if outcome.status == "unsettled":  # a question at the municipality brings the file before the Office too
        return [help_first, *(step for step in steps if step != ASK_MUNICIPALITY)]
    return [help_first, *steps] if route in RESTS_ON_THE_STAY else steps


def _of_the_outcome(route: str, outcome: Outcome, shown: frozenset[str]) -> list[str]:
    if route == "nationality" and outcome.status in ("open", "later"):
        return _towards_nationality(outcome)
    if outcome.status == "closed":
        return [*_obstacles(outcome, shown), *_towards_a_title(outcome)]
    at_renewal = route == "B" and outcome.basis == "expected"
    # Named only where it decided: see ``k._unlimited_stay``.
    by_the_grant = any(one.id == UNLIMITED_STAY and BY_THE_GRANT in found.facts for one, found in outcome.conditions)
    if outcome.status == "open":
        if by_the_grant:
            return [COLLECT_B, _ask(route, shown)]
        if at_renewal:
            return [ORDER_SILENT if SILENT_YES in shown else AT_RENEWAL]
        return [_ask(route, shown), *_renew(route, shown)]
    if outcome.status == "later":
        if outcome.basis == "once_B_granted":
            first = WAIT_FOR_B if B_ASKED in shown else READ_ON_B if B_REFUSED in shown else "ask-for-b-first"
            return [first, *(["wait-for-date"] if outcome.earliest else []), *_not_yet(outcome)]
        renewal = [AT_RENEWAL] if at_renewal and SILENT_YES not in shown else []
        again = [REGISTER_AGAIN] if route in REGISTERED_FOR and STATUS_ENDED in shown else []
        keep = [COLLECT_B] if by_the_grant else [] if again else _renew(route, shown)
        return [*again, "wait-for-date", *_not_yet(outcome), *renewal, "keep-absences-short", *keep]
    steps = ["answer-missing"] if outcome.missing else []
    open_points = _open_points(outcome, shown)
    steps += open_points
    if any(step == "if-unknown:L.not-humanitarian-regularisation" for step in open_points):
        steps.append("ask-for-b-first")  # reading 8
    if outcome.readings:
        steps.append("safe-date")
    if _amount_not_confirmed(outcome):
        steps.append("check-amount")
    return [*steps, ASK_MUNICIPALITY]


def _open_points(outcome: Outcome, shown: frozenset[str]) -> list[str]:
    """What the law or the facts leave open, and nobody is asked about. What is open for K is what is open for B; a card
    that has expired is not renewed first where another one is ordered in its place."""
    found = [
        f"if-unknown:{condition.id}"
        for condition, finding in outcome.conditions
        if finding.value is UNKNOWN and not finding.missing
        if not finding.at_filing or (condition.id.endswith(APPEAL) and BEFORE_A_JUDGE in shown)
        if not isinstance(outcome, Declaration) or condition.id in outcome.in_play - ONE_GROUND_OF_SEVERAL
    ]
    if outcome.basis == "once_B_granted":
        found = [SETTLE_B if step == f"if-unknown:{UNLIMITED_STAY}" else step for step in found]
    instead = _instead_of_renewal(shown)
    return [instead if instead and step.endswith(EXPIRED) else step for step in found]


def _ask(route: str, shown: frozenset[str]) -> str:
    """How to ask for the card of the route; B by law for who has protection, whatever the card says (B-REF-1)."""
    if route == "B" and shown & PROTECTION_GROUNDS:
        return "ask-for-b-with-protection"
    return APPLY.get(route, ASK_MUNICIPALITY)


def _renew(route: str, shown: frozenset[str]) -> list[str]:
    """How to keep the present card valid: the window and the paper in between differ (REN-1, B-WORK-1, EUP-APP-9). A
    special card is not renewed by the municipality, but handed back for EU+."""
    if SPECIAL_CARD in shown:
        return [HAND_BACK] if route == "EU+" else []
    instead = _instead_of_renewal(shown)
    if instead:
        return [instead]
    if NO_CARD in shown:
        return []
    if ANNEX_15 in shown:
        return [EXTEND_ANNEX_15]
    if CARD_ENDED in shown:
        return [RENEW_LATE]
    if route == "EU+":
        return ["renew-eu-card-meanwhile"]
    return ["renew-single-permit-meanwhile" if "single-permit" in shown else "renew-card-meanwhile"]


def _instead_of_renewal(shown: frozenset[str]) -> str:
    """What is done instead of renewing the card held; "" where nothing is granted."""
    return next((step for granted, step in INSTEAD_OF_RENEWAL.items() if granted in shown), "")


def _towards_nationality(outcome: Outcome) -> list[str]:
    if outcome.status == "open":
        return [APPLY["nationality"]]
    values = {condition.id: finding.value for condition, finding in outcome.conditions}
    date = ["wait-for-date", "keep-absences-short"] if outcome.earliest else []
    return [*date, "prepare-declaration", *(f"if-no:{one}" for one in WOULD_BE_SOONER if values[one] is NO)]


def _towards_a_title(outcome: Outcome) -> list[str]:
    """Nationality while the card is not enough: how one that is can come, and what can be prepared meanwhile."""
    first = outcome.title_first if isinstance(outcome, Declaration) else None
    roads = first.roads if first else ()
    ways = [TITLE_GRANTED if road.status == "granted" else GET_TITLE_FIRST[road.card] for road in roads]
    return [*dict.fromkeys(ways), "prepare-declaration"] if roads else []


def _amount_not_confirmed(outcome: Outcome) -> bool:
    """Does the income wait for an amount that nobody knows? Not where only the day of the request is still to come."""
    return any(
        condition.id == "L.means" and finding.at_filing and (finding.by_reading or not finding.facts)
        for condition, finding in outcome.conditions
    )


def _amount_bounded(outcome: Outcome) -> bool:
    """Was the income answered by what is known of other years (reading 21)?"""
    return any(finding.by_reading == "amount-not-known" for _, finding in outcome.conditions)


def _not_yet(outcome: Outcome) -> list[str]:
    """What must be there on the day of the request, and by what is told is not there yet."""
    return [f"{BY_THEN}{one.id}" for one, found in outcome.conditions if found.not_yet]


def _obstacles(outcome: Outcome, shown: frozenset[str]) -> list[str]:
    """What closes the route, or what to do instead. An alternative that was not needed is no obstacle."""
    values = {condition.id: finding.value for condition, finding in outcome.conditions}
    alternatives = EARLY_CONDITIONS | ONE_GROUND_OF_SEVERAL
    refused = [name for name, value in values.items() if value is NO and name not in alternatives]
    if values.get("F+.joint-household") is not NO:
        refused = [name for name in refused if name not in AFTER_THE_HOUSEHOLD]
    lost, held = (next((one for one in refused if one.endswith(end)), None) for end in (".stay-kept", ".not-yet-held"))
    if lost and held:
        return [f"if-no:{lost}"]  # nobody is told to keep valid a card whose stay has ended
    if held in ONCE_ENDED and STATUS_ENDED in shown:
        return [ONCE_ENDED[held]]
    alone = [name for name in refused if name.split(".", 1)[1] in DECIDES_ALONE]
    return [f"if-no:{name}" for name in (alone[:1] or refused)]


def notes(route: str, outcome: Outcome, shown: frozenset[str] = frozenset()) -> list[str]:
    """What to know about the route in this outcome, for the circumstances that are shown."""
    bounded = ["amount-bounded"] if _amount_bounded(outcome) else []
    if outcome.status == "closed":
        return bounded if "if-no:L.means" in _obstacles(outcome, shown) else []
    found = list(NOTES.get(route, ()))
    if route == "L" and "limited-stay" in shown:  # only with unlimited stay does it count for K (K-L-1)
        found[found.index("l-counts-as-k")] = "l-alone-from-limited-stay"
    if route == "F+":
        found[found.index("before-card-expires")] = _last_day_for_f_plus(shown)
    found += {
        "expected": ["expected-not-a-right"],
        "discretionary": ["discretionary"],
        "once_F_given": ["once-f-given"] if route == "F+" else [],
        "once_B_granted": ["once-b-granted"],
    }.get(outcome.basis, [])
    if route == "B" and "family-of-unlimited-stay" in shown:
        found.append("family-conditions-on-the-day")  # of those of art. 10 only the household is asked (B-FAM-1)
    if isinstance(outcome, Declaration):
        found += outcome.remarks
    if _amount_not_confirmed(outcome):
        found.append("amount-not-confirmed")
    found += bounded
    if outcome.early:
        found.append("early-through-office")
    if route == "F+" and "eu-citizen-joined-died" in shown:
        found.append("worker-who-died")  # nobody is asked how long the one who died had lived here (EUP-EARLY-8)
    if route in NOT_ASKED_FOR_IT and "something-serious" in shown:
        found.append("serious-reasons-and-any-stay")
    if route in RESTS_ON_THE_STAY and STAY_AT_RISK in shown:
        found.append("stay-can-be-ended")
    elif route in RESTS_ON_THE_STAY and STAY_IN_DOUBT in shown:
        found.append("stay-in-doubt")
    return [note for note in found if note not in BEFORE_ASKING] if ASKED_FOR in shown else found


def _last_day_for_f_plus(shown: frozenset[str]) -> str:
    """What is said of the last day of the F card, by which F+ is asked for (FAM-APP-1)."""
    if CARD_ENDS_FIRST in shown:
        return "renew-f-card-first"
    return LATE_FOR_F_PLUS if shown & {ANNEX_15, CARD_ENDED} else "before-card-expires"


def amounts(route: str, on: date, today: date | None = None) -> list[dict[str, Any]]:
    """The amounts that the route asks for on a date; where one is not confirmed, with the last one that is known."""
    return as_json(on, AMOUNTS.get(route, ()), today)


def amount_names() -> list[str]:
    """The names of the amounts that routes ask for."""
    return [name for names in AMOUNTS.values() for name in names]


def note_ids() -> list[str]:
    """The ids of all notes."""
    return sorted({note for notes in NOTES.values() for note in notes} | set(EXTRA_NOTES))
