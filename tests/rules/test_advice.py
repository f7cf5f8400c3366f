"""What to do next and what to know, for every status of every route: steps, notes and amounts of the dossier.

The outcomes are made by hand, so that each row shows all that the advice depends on. Longer than others: each status of
each route has its row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from belgian_residence import assess
from belgian_residence.assessment.one_person import read_person
from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.counting.situation import Condition, condition
from belgian_residence.dossier import advice, circumstances
from belgian_residence.dossier.dossier import VOCABULARY
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth
from belgian_residence.law.amounts import all_amounts
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.nationality.roads import Road, TitleFirst
from belgian_residence.routes.outcome import Outcome, Status
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import Basis
from belgian_residence.told.case import read_case

ON = date(2026, 11, 22)
KEYS = tuple(route.key for route in ROUTES)
FINDINGS = {
    "yes": Finding(YES),
    "no": Finding(NO),
    "in doubt": Finding(UNKNOWN),  # the law, or what is known of it, leaves it open
    "not told": Finding(UNKNOWN, ("income",), ("income",)),
    "at filing": Finding(UNKNOWN, at_filing=True),
}


def conditions(found: Mapping[str, str]) -> tuple[tuple[Condition, Finding], ...]:
    assert set(found) <= set(vocabulary()["conditions"]), "a condition of the rules"
    return tuple((Condition(id, (), lambda _: Finding(NO)), FINDINGS[one]) for id, one in found.items())


def outcome(
    status: Status,
    basis: Basis = "right",
    *,
    day: date | None = None,
    missing: Sequence[str] = (),
    readings: Sequence[str] = (),
    found: Mapping[str, str] | None = None,
) -> Outcome:
    dates = {name: date(2027, 1 + number, 1) for number, name in enumerate(readings)}
    return Outcome(status, day, basis, dates, conditions(found or {}), tuple(missing))


def declaration(
    status: Status,
    basis: Basis = "right",
    *,
    day: date | None = None,
    in_play: Sequence[str] = (),
    found: Mapping[str, str] | None = None,
) -> Declaration:
    """Of nationality; conditions without their route. Language, integration and work are yes where nothing is said."""
    named = {"language": "yes", "integration": "yes", "work": "yes"} | dict(found or {})
    told = conditions({f"nationality.{name}": one for name, one in named.items()})
    plays = frozenset(f"nationality.{name}" for name in in_play)
    return Declaration(status, day, basis, conditions=told, in_play=plays)


# --- next steps ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("B", "ask-for-b"),  # no form of its own (B-PROC-1)
        ("K", "apply-annex-16"),  # K-PROC-1
        ("L", "apply-annex-16"),  # L-PROC-1
        ("EU+", "apply-annex-22"),  # EUP-APP-1
        ("F+", "apply-annex-22-f"),  # FAM-APP-5
        ("M+", "apply-m-plus"),  # BRX-PR-4
    ],
)
def test_on_an_open_route_the_person_asks_and_keeps_the_card_valid(key: str, step: str) -> None:
    doubts = outcome("open", day=ON, missing=["income"], readings=["safe"], found={"L.means": "at filing"})
    assert advice.next_steps(key, doubts) == [step, renewal(key)]
    assert advice.next_steps(key, doubts, shown=frozenset({"single-permit"})) == [step, renewal(key, worker=True)]


def renewal(key: str, *, worker: bool = False) -> str:
    """EU cards have another paper in between (EUP-APP-9); a single permit is renewed two months before its end."""
    if key == "EU+":
        return "renew-eu-card-meanwhile"
    return "renew-single-permit-meanwhile" if worker else "renew-card-meanwhile"


@pytest.mark.parametrize(("held", "instead"), [("special-card-held", ["hand-back-special-card"]), ("no-card", [])])
def test_no_card_is_renewed_that_the_municipality_does_not_renew(held: str, instead: list[str]) -> None:
    """EUP-SCOPE-3: a special card is handed back for EU+; it is not kept beside it, nor covered by an Annex 8ter."""
    shown = frozenset({held})
    assert advice.next_steps("EU+", outcome("open"), shown=shown) == ["apply-annex-22", *instead]
    assert advice.next_steps("EU+", outcome("later"), shown=shown) == ["wait-for-date", "keep-absences-short", *instead]
    for key in ("B", "K", "L", "F+", "M+"):
        assert not {*advice.next_steps(key, outcome("open"), shown=shown)} & {*advice.RENEW, "hand-back-special-card"}


@pytest.mark.parametrize("key", ["EU+", "F+"])
def test_a_stay_that_has_ended_is_asked_for_again_and_its_card_not_renewed(key: str) -> None:
    """EUP-5Y-2, FAM-5Y-2: the municipality may count from the new annex, so it comes first."""
    ended = frozenset({"status-ended"})
    later = ["wait-for-date", "keep-absences-short"]
    assert advice.next_steps(key, outcome("later"), shown=ended) == ["register-again", *later]
    assert advice.next_steps(key, outcome("later")) == [*later, renewal(key)]
    assert "register-again" not in advice.next_steps("L", outcome("later"), shown=ended)


@pytest.mark.parametrize(
    ("key", "told", "steps"),
    [
        ("L", outcome("open"), ["apply-annex-16", "collect-granted-first"]),
        ("L", outcome("later"), ["wait-for-date", "keep-absences-short", "collect-granted-first"]),
        # the card of before has expired: it is not renewed before L is asked for
        ("L", outcome("unsettled", found={"L.card-not-expired": "in doubt"}),
         ["collect-granted-first", "ask-municipality"]),
    ],
)  # fmt: skip
def test_no_permit_is_renewed_once_unlimited_stay_is_granted(key: str, told: Outcome, steps: list[str]) -> None:
    """K-WHEN-1: the right is there since the decision; its card is fetched, whatever is asked for besides."""
    assert advice.next_steps(key, told, shown=frozenset({"unlimited-stay-granted"})) == steps
    without = advice.next_steps(key, told, shown=frozenset({"single-permit"}))
    assert "renew-single-permit-meanwhile" in without or "if-unknown:L.card-not-expired" in without


@pytest.mark.parametrize(
    ("shown", "instead"),
    [
        ("unlimited-stay-granted", "collect-granted-first"),  # K-WHEN-1, DOC-15
        ("eu-plus-granted", "collect-eu-plus-first"),  # EUP-APP-8: Annex 8quater until then
        ("permanent-stay-granted", "collect-permanent-first"),  # FAM-APP-5, BRX-PR-4, DOC-15
        ("yes-by-silence", "order-after-silence-first"),  # K-PROC-3, L-PROC-2, EUP-APP-6, FAM-APP-5
    ],
)
def test_the_card_that_is_to_come_is_ordered_and_the_one_held_not_renewed(shown: str, instead: str) -> None:
    expired = outcome("unsettled", found={"nationality.card-not-expired": "in doubt"})
    assert advice.next_steps("nationality", expired, shown=frozenset({shown})) == [instead, "ask-municipality"]
    for key in ("K", "L", "EU+", "F+", "M+"):
        for status in ("open", "later"):
            steps = advice.next_steps(key, outcome(status), shown=frozenset({shown, "single-permit"}))
            assert (steps[-1], {*steps} & {*advice.RENEW}) == (instead, set())


def test_no_renewal_is_asked_for_to_get_b_where_more_is_given_by_silence() -> None:
    """L-PROC-2: L gives what B gives, and more."""
    silent = frozenset({"yes-by-silence", "single-permit"})
    instead = "order-after-silence-first"
    assert advice.next_steps("B", outcome("open", "expected"), shown=silent) == [instead]
    later = advice.next_steps("B", outcome("later", "expected"), shown=silent)
    assert later == ["wait-for-date", "keep-absences-short", instead]


def test_who_has_protection_need_not_wait_for_the_end_of_the_card() -> None:
    for status in ("refugee", "subsidiary_protection"):
        steps = advice.next_steps("B", outcome("open", "by_law"), shown=frozenset({status}))
        assert steps == ["ask-for-b-with-protection", "renew-card-meanwhile"]
    assert advice.next_steps("K", outcome("open"), shown=frozenset({"refugee"}))[0] == "apply-annex-16"


def test_b_of_a_worker_comes_with_a_renewal() -> None:
    """B-WORK-1, reading 7: the renewal is the request, so nothing else is asked for."""
    worker = frozenset({"single-permit"})
    assert advice.next_steps("B", outcome("open", "expected"), shown=worker) == ["ask-for-b-at-renewal"]
    assert advice.next_steps("B", outcome("later", "expected"), shown=worker) == [
        "wait-for-date",
        "ask-for-b-at-renewal",
        "keep-absences-short",
        "renew-single-permit-meanwhile",
    ]
    assert advice.next_steps("B", outcome("open", "expected"), ["pending"], worker) == ["wait-for-decision"]


@pytest.mark.parametrize("key", KEYS)
def test_nobody_is_told_to_wait_after_the_day_on_which_no_answer_means_yes(key: str) -> None:
    """K-PROC-3, L-PROC-2, EUP-APP-6, FAM-APP-5, NAT-PROC-1; no such rule for B and M+."""
    expected = {"B": "wait-for-decision", "M+": "wait-for-decision", "nationality": "register-after-silence"}
    for decision in ("pending", None):
        found = declaration("open") if key == "nationality" else outcome("open")
        steps = advice.next_steps(key, found, [decision], silence=True)
        assert steps[0] == expected.get(key, "order-card-after-silence")
        early = advice.next_steps(key, found, [decision], silence=True, too_early=True)
        assert early[0] == {"B": "wait-for-decision", "M+": "wait-for-decision"}.get(key, "asked-too-early")
        assert advice.next_steps(key, found, [decision])[0] == "wait-for-decision"
    assert advice.next_steps(key, outcome("open"), ["granted"], silence=True) == ["collect-card"]


def test_nationality_that_is_open_is_declared() -> None:
    assert advice.next_steps("nationality", declaration("open")) == ["declare-nationality"]


def test_a_route_that_has_no_form_yet_sends_to_the_municipality() -> None:
    assert advice.next_steps("N", outcome("open")) == ["ask-municipality", "renew-card-meanwhile"]


@pytest.mark.parametrize("key", [key for key in KEYS if key != "nationality"])
def test_who_is_too_early_waits_without_long_absences_and_with_a_valid_card(key: str) -> None:
    waiting = ["wait-for-date", "keep-absences-short", renewal(key)]
    for day in (None, date(2027, 3, 1)):
        for missing in ((), ("income",)):
            assert advice.next_steps(key, outcome("later", day=day, missing=missing)) == waiting


def test_who_is_abroad_on_the_day_to_ask_asks_once_back() -> None:
    """A renewal has a last day, so nobody is told to wait with it."""
    abroad = frozenset({advice.ABROAD})
    assert advice.next_steps("L", outcome("open"), shown=abroad)[:2] == ["once-back", "apply-annex-16"]
    assert advice.next_steps("L", outcome("later"), shown=abroad)[:2] == ["once-back-then", "wait-for-date"]
    for status in ("open", "later"):
        assert advice.next_steps("B", outcome(status, "expected"), shown=abroad)[0] == "renewal-while-abroad"
    assert advice.next_steps("L", outcome("open"), ["pending"], abroad)[0] == "wait-for-decision"
    assert "once-back" not in advice.next_steps("L", outcome("open"), ["pending"], abroad)
    for status in ("closed", "unsettled"):
        assert advice.next_steps("L", outcome(status), shown=abroad) == advice.next_steps("L", outcome(status))


TRIPS_ON_THE_DAY = [  # today is 30 November 2026, and the day to ask 20 December 2026
    ("no trip", [], False, False),
    ("left today", [{"from": "2026-11-30"}], False, True),
    ("left yesterday", [{"from": "2026-11-29"}], True, True),
    ("back today", [{"from": "2026-09-01", "to": "2026-11-30"}], False, False),
    ("back tomorrow", [{"from": "2026-09-01", "to": "2026-12-01"}], True, False),
    ("leaves on the day", [{"from": "2026-12-20", "to": "2027-03-01"}], False, False),
    ("leaves the day before", [{"from": "2026-12-19", "to": "2027-03-01"}], False, True),
    ("back on the day", [{"from": "2026-12-01", "to": "2026-12-20"}], False, False),
    ("the right to return ends on the day", [{"from": "2025-12-20"}], True, False),
    ("it ends the day after", [{"from": "2025-12-21"}], True, True),
    ("rough: perhaps abroad", [{"from": "2026-11", "to": "2026-12"}], True, True),
]


@pytest.mark.parametrize(("trips", "now", "then"), [row[1:] for row in TRIPS_ON_THE_DAY], ids=lambda one: str(one)[:40])
def test_abroad_on_a_day_by_the_trips_that_are_told(trips: list[dict[str, str]], now: bool, then: bool) -> None:
    today, day = date(2026, 11, 30), date(2026, 12, 20)
    told = read_case({"absences": trips}, today)
    assert circumstances.abroad(told, today, today) is now
    assert circumstances.abroad(told, day, today) is then


@pytest.mark.parametrize("key", ["K", "B"])
def test_where_unlimited_stay_comes_first_b_is_asked_first(key: str) -> None:
    """Reading 11: with a date where B has one ahead, without one where B is due."""
    assert advice.next_steps(key, outcome("later", "once_B_granted", day=date(2027, 3, 1))) == [
        "ask-for-b-first",
        "wait-for-date",
    ]
    assert advice.next_steps(key, outcome("later", "once_B_granted")) == ["ask-for-b-first"]


@pytest.mark.parametrize(("of_b", "first"), [("b-asked", "wait-for-b-first"), ("b-refused", "read-decision-on-b")])
def test_where_b_was_asked_for_k_says_what_became_of_that(of_b: str, first: str) -> None:
    assert advice.next_steps("K", outcome("later", "once_B_granted"), shown=frozenset({of_b})) == [first]


def test_where_b_was_granted_its_card_comes_before_the_request_for_k() -> None:
    """K-WHEN-1: unlimited stay is there since the decision; the request comes right after the card."""
    unlimited = replace(condition("K.unlimited-stay", ("K-COND-1",), lambda _: Finding(YES)))
    by_decision = ((unlimited, Finding(YES, ("card", "applications"))),)
    for status, steps in (
        ("open", ["collect-b-first", "apply-annex-16"]),
        ("later", ["wait-for-date", "keep-absences-short", "collect-b-first"]),
    ):
        assert advice.next_steps("K", replace(outcome(status), conditions=by_decision)) == steps
        by_card = ((unlimited, Finding(YES, ("card",))),)
        assert "collect-b-first" not in advice.next_steps("K", replace(outcome(status), conditions=by_card))


DATE_AHEAD = ["wait-for-date", "keep-absences-short"]
NATIONALITY_LATER: list[tuple[str, Basis, date | None, dict[str, str], list[str]]] = [
    ("years run", "right", date(2027, 3, 1), {}, [*DATE_AHEAD, "prepare-declaration"]),
    ("no date", "right", None, {}, ["prepare-declaration"]),
    # with integration and work five years are enough, without them ten (NAT-2, NAT-5)
    (
        "no integration, no work",
        "right",
        date(2031, 3, 1),
        {"integration": "no", "work": "no"},
        [*DATE_AHEAD, "prepare-declaration", "if-no:nationality.integration", "if-no:nationality.work"],
    ),
    ("no work", "right", None, {"work": "no"}, ["prepare-declaration", "if-no:nationality.work"]),
    ("work not told", "right", None, {"work": "not told", "integration": "at filing"}, ["prepare-declaration"]),
    ("another ground is no", "right", None, {"born-in-belgium": "no", "language": "no"}, ["prepare-declaration"]),
]


@pytest.mark.parametrize(
    ("basis", "day", "found", "steps"),
    [row[1:] for row in NATIONALITY_LATER],
    ids=[row[0] for row in NATIONALITY_LATER],
)
def test_towards_nationality(basis: Basis, day: date | None, found: dict[str, str], steps: list[str]) -> None:
    later = declaration("later", basis, day=day, found=found)
    assert advice.next_steps("nationality", later) == steps


UNSETTLED: list[tuple[str, str, dict[str, Any], list[str]]] = [
    # who, the route, the outcome, the next steps
    ("nothing known", "K", {}, ["ask-municipality"]),
    ("a fact is missing", "L", {"missing": ["income"]}, ["answer-missing", "ask-municipality"]),
    ("readings differ", "L", {"readings": ["safe", "calendar-year"]}, ["safe-date", "ask-municipality"]),
    ("amount not known", "L", {"found": {"L.means": "at filing"}}, ["check-amount", "ask-municipality"]),  # reading 21
    ("amount known", "L", {"found": {"L.means": "yes"}}, ["ask-municipality"]),
    ("something else waits", "L", {"found": {"L.special-card": "at filing"}}, ["ask-municipality"]),
    (
        "only what nobody can tell is named, not what is met, asked or too early to say",
        "L",
        {
            "found": {
                "L.stay-runs": "yes",
                "L.public-order": "in doubt",
                "L.health-insurance": "not told",
                "L.means": "at filing",
                "L.special-card": "in doubt",
            },
            "missing": ["health_insurance"],
            "readings": ["safe"],
        },
        [
            "answer-missing",
            "if-unknown:L.public-order",
            "if-unknown:L.special-card",
            "safe-date",
            "check-amount",
            "ask-municipality",
        ],
    ),
    (
        "humanitarian card: B first",  # reading 8
        "L",
        {"found": {"L.not-humanitarian-regularisation": "in doubt"}},
        ["if-unknown:L.not-humanitarian-regularisation", "ask-for-b-first", "ask-municipality"],
    ),
    (
        "humanitarian card, and readings differ",
        "L",
        {"found": {"L.not-humanitarian-regularisation": "in doubt"}, "readings": ["safe"]},
        ["if-unknown:L.not-humanitarian-regularisation", "ask-for-b-first", "safe-date", "ask-municipality"],
    ),
    (
        "humanitarian card not told",
        "L",
        {"found": {"L.not-humanitarian-regularisation": "not told"}, "missing": ["stays"]},
        ["answer-missing", "ask-municipality"],
    ),
    (
        "early ground and household in doubt",  # readings 16 and 17
        "F+",
        {"found": {"F+.right-kept": "in doubt", "F+.sponsor-early": "in doubt", "F+.joint-household": "no"}},
        ["if-unknown:F+.right-kept", "if-unknown:F+.sponsor-early", "ask-municipality"],
    ),
]


@pytest.mark.parametrize(
    ("key", "told", "steps"), [row[1:] for row in UNSETTLED], ids=[f"{row[1]}: {row[0]}" for row in UNSETTLED]
)
def test_what_is_not_settled_names_what_would_settle_it_and_whom_to_ask(
    key: str, told: dict[str, Any], steps: list[str]
) -> None:
    assert advice.next_steps(key, outcome("unsettled", **told)) == steps


def test_nationality_names_the_doubts_that_the_answer_hangs_on_but_no_ground_that_few_people_have() -> None:
    unsettled = declaration(
        "unsettled",
        in_play=("of-age", "language", "work", "married-to-belgian", "ten-years"),
        found={
            "of-age": "in doubt",
            "language": "not told",
            "married-to-belgian": "in doubt",
            "ten-years": "in doubt",
            "participation": "in doubt",
        },
    )
    assert advice.next_steps("nationality", unsettled) == ["if-unknown:nationality.of-age", "ask-municipality"]


OBSTACLES: list[tuple[str, str, dict[str, str], list[str]]] = [
    # who, the route, the conditions, those that are told as the obstacle
    ("nothing else stands in the way", "L", {"L.means": "yes", "L.special-card": "no"}, ["L.special-card"]),
    ("what is not known is none", "L", {"L.means": "not told", "L.stay-runs": "no"}, ["L.stay-runs"]),
    ("several, in their order", "L", {"L.stay-runs": "no", "L.public-order": "no"}, ["L.stay-runs", "L.public-order"]),
    (
        "not for EU citizens, and nothing more",
        "K",
        {"K.stay-runs": "no", "K.non-eu-national": "no"},
        ["K.non-eu-national"],
    ),
    (
        "a Belgian",
        "EU+",
        {"EU+.not-belgian": "no", "EU+.eu-national": "no", "EU+.five-years": "no"},
        ["EU+.not-belgian"],
    ),
    ("not an EU citizen", "EU+", {"EU+.eu-national": "no", "EU+.no-removal": "no"}, ["EU+.eu-national"]),
    ("has it already", "L", {"L.public-order": "no", "L.not-yet-held": "no"}, ["L.not-yet-held"]),
    (
        "had it, and lost it",
        "L",
        {"L.not-yet-held": "no", "L.residence-card": "no", "L.stay-kept": "no", "L.five-years": "no"},
        ["L.stay-kept"],
    ),
    (
        "lost before it had it",
        "B",
        {"B.stay-kept": "no", "B.years-of-stay": "no"},
        ["B.stay-kept", "B.years-of-stay"],
    ),
    ("no family card", "F+", {"F+.no-removal": "no", "F+.family-card": "no"}, ["F+.family-card"]),
    ("not under the Agreement", "M+", {"M+.beneficiary": "no", "M+.five-years": "no"}, ["M+.beneficiary"]),
    ("card not enough", "nationality", {"nationality.title": "no", "nationality.work": "no"}, ["nationality.title"]),
    (
        "an early ground is an alternative",
        "EU+",
        {
            "EU+.no-removal": "no",
            "EU+.work-accident": "no",
            "EU+.incapacity": "no",
            "EU+.family-of-early-worker": "no",
            "EU+.early-by-the-directive-alone": "no",
        },
        ["EU+.no-removal"],
    ),
    ("that of the sponsor too", "F+", {"F+.no-removal": "no", "F+.sponsor-early": "no"}, ["F+.no-removal"]),
    (
        "a ground of few people is an alternative",
        "nationality",
        {
            "nationality.born-in-belgium": "no",
            "nationality.stay-runs": "no",
            "nationality.married-to-belgian": "no",
            "nationality.parent-of-belgian-minor": "no",
            "nationality.disability-or-pension": "no",
            "nationality.ten-years": "no",
            "nationality.language": "no",
        },
        ["nationality.stay-runs", "nationality.language"],
    ),
    # whether the right was kept matters only to those who left the household (reading 17)
    (
        "never left",
        "F+",
        {"F+.joint-household": "yes", "F+.right-kept": "no", "F+.no-removal": "no"},
        ["F+.no-removal"],
    ),
    (
        "not told",
        "F+",
        {"F+.joint-household": "not told", "F+.right-kept": "no", "F+.no-removal": "no"},
        ["F+.no-removal"],
    ),
    ("household is no condition", "F+", {"F+.right-kept": "no", "F+.no-removal": "no"}, ["F+.no-removal"]),
    (
        "left the household",
        "F+",
        {"F+.joint-household": "no", "F+.right-kept": "no"},
        ["F+.joint-household", "F+.right-kept"],
    ),
]


@pytest.mark.parametrize(
    ("key", "found", "told"), [row[1:] for row in OBSTACLES], ids=[f"{row[1]}: {row[0]}" for row in OBSTACLES]
)
def test_a_closed_route_says_what_closes_it(key: str, found: dict[str, str], told: list[str]) -> None:
    steps = [f"if-no:{name}" for name in told]
    assert advice.next_steps(key, outcome("closed", found=found)) == steps
    if key == "nationality":
        closed = Declaration("closed", None, "right", conditions=conditions(found))
        assert advice.next_steps(key, closed) == steps


# --- next steps after a request -----------------------------------------------------------------------------------

OPEN, LATER, CLOSED = outcome("open"), outcome("later"), outcome("closed", found={"K.stay-runs": "no"})
AFTER_A_REQUEST: list[tuple[Outcome, list[str | None], list[str]]] = [
    # the outcome, what became of the requests, the next steps
    (OPEN, ["pending"], ["wait-for-decision", "renew-card-meanwhile"]),
    (OPEN, [None], ["wait-for-decision", "renew-card-meanwhile"]),
    (LATER, ["pending"], ["wait-for-decision"]),
    (LATER, [None], ["wait-for-decision"]),
    (CLOSED, ["pending"], ["wait-for-decision"]),
    (OPEN, ["granted"], ["collect-card"]),
    (CLOSED, ["granted"], ["collect-card"]),
    (OPEN, ["refused"], ["read-decision", "apply-annex-16", "renew-card-meanwhile"]),
    # Annex 16ter is no refusal: the file is completed and handed in again (DOC-16, K-PROC-1, L-PROC-1)
    (OPEN, ["not_considered"], ["complete-and-hand-in-again", "apply-annex-16", "renew-card-meanwhile"]),
    (CLOSED, ["not_considered"], ["complete-and-hand-in-again", "if-no:K.stay-runs"]),
    (OPEN, ["not_considered", "refused"], ["read-decision", "apply-annex-16", "renew-card-meanwhile"]),
    (OPEN, ["refused", "not_considered"], ["complete-and-hand-in-again", "apply-annex-16", "renew-card-meanwhile"]),
    (CLOSED, ["inadmissible"], ["read-decision", "if-no:K.stay-runs"]),
    # the last request counts
    (CLOSED, ["pending", "granted"], ["collect-card"]),
    (CLOSED, ["granted", "refused"], ["read-decision", "if-no:K.stay-runs"]),
    (OPEN, ["refused", "refused", None], ["wait-for-decision", "renew-card-meanwhile"]),
    (OPEN, [], ["apply-annex-16", "renew-card-meanwhile"]),
]


@pytest.mark.parametrize(("found", "decisions", "steps"), AFTER_A_REQUEST)
def test_after_a_request(found: Outcome, decisions: list[str | None], steps: list[str]) -> None:
    assert advice.next_steps("K", found, decisions) == steps


@pytest.mark.parametrize(
    ("status", "appeal_over", "first"),
    [
        ("open", True, ["ask-again-on-time"]),
        ("open", False, ["read-decision", "ask-again-on-time"]),
        ("later", True, ["appeal-days-over"]),  # its day has not come
        ("closed", False, ["read-decision"]),
    ],
)
def test_what_was_refused_because_it_came_too_early_is_asked_again(
    status: Status, appeal_over: bool, first: list[str]
) -> None:
    """EUP-APP-2. For F+ there is a last day too (FAM-APP-1)."""
    found = outcome(status)
    steps = advice.next_steps("F+", found, ["inadmissible"], too_early=True, appeal_over=appeal_over)
    assert steps == [*first, *advice.next_steps("F+", found)]


@pytest.mark.parametrize(
    ("circumstance", "step"),
    [("stay-at-risk", "help-before-applying"), ("stay-in-doubt", "help-before-applying-in-doubt")],
)
def test_who_can_be_told_to_leave_gets_help_before_applying(circumstance: str, step: str) -> None:
    """B-FAM-2, FAM-RET-4, LOSS-3, DOUBT-16. Not beside a request that is made, nor for F+ that is open, which has a
    condition of its own. Where the answer is not certain, help takes the place of a question at the municipality."""
    at_risk = frozenset({circumstance})
    for key in ("B", "K", "L", "nationality"):
        for status in ("open", "later"):
            found = declaration(status) if key == "nationality" else outcome(status)
            assert advice.next_steps(key, found, shown=at_risk) == [step, *advice.next_steps(key, found)]
        assert step not in advice.next_steps(key, outcome("open"), ["pending"], at_risk)
    for key in ("B", "K", "L", "F+"):
        assert advice.next_steps(key, outcome("unsettled", missing=["card"]), shown=at_risk) == [step, "answer-missing"]
    assert step not in advice.next_steps("L", outcome("closed"), shown=at_risk)
    assert step not in advice.next_steps("F+", outcome("open"), shown=at_risk)


@pytest.mark.parametrize(
    ("ended", "helped"), [("none", False), ("2026-11-21", True), ("2026-11-22", True), (None, False)]
)
def test_who_no_longer_lives_with_a_holder_of_limited_stay_gets_help_before_asking_for_l(
    ended: str | None, helped: bool
) -> None:
    """DOUBT-16, B-FAM-1: from the day on which living together ended."""
    case: dict[str, Any] = {
        "nationality": "MA",
        "card": "A",
        "stays": [{"from": "2020-03-16", "ground": "family_of_limited_stay", "first_card_issued": "2020-03-16"}],
        "absences": [],
        "household_ended": ended,
    }
    answer = assess(case, date(2026, 11, 22))["routes"]["L"]
    assert ("stay-in-doubt" in answer["notes"]) is helped


@pytest.mark.parametrize(
    ("told", "on", "first"),
    [
        # thirty days from 1 September 2026 (APP-2): the last one, and the day after it
        ("2026-09-01", "2026-10-01", "read-decision"),
        ("2026-09-01", "2026-10-02", "appeal-days-over"),
        # of a rough day the last one counts
        ("2026-09", "2026-10-30", "read-decision"),
        ("2026-09", "2026-10-31", "appeal-days-over"),
        (None, "2026-11-22", "read-decision"),
    ],
)
def test_nobody_is_sent_to_a_judge_by_a_day_that_has_passed(told: str | None, on: str, first: str) -> None:
    for decision, expected in (("refused", first), ("not_considered", "complete-and-hand-in-again")):
        request = {"route": "L", "filed": "2026-04-01", "decision": decision, "notified": told}
        case = {"nationality": "MA", "card": "B", "applications": [request]}
        assert assess(case, date.fromisoformat(on))["routes"]["L"]["next_steps"][0] == expected


@pytest.mark.parametrize("route", ["B", "EU+", "F+", "M+", "nationality"])
def test_only_a_request_for_k_or_l_is_handed_back_with_annex_16ter(route: str) -> None:
    assert advice.next_steps(route, OPEN, ["not_considered"])[0] == "read-decision"


@pytest.mark.parametrize(("on", "first"), [("2026-09-16", "read-decision"), ("2026-09-17", "appeal-days-over")])
def test_the_days_for_the_family_court_are_its_own(on: str, first: str) -> None:
    """NAT-PROC-1: fifteen days after a negative opinion."""
    request = {"route": "nationality", "filed": "2026-04-01", "decision": "refused", "notified": "2026-09-01"}
    case = {"nationality": "MA", "card": "B", "applications": [request]}
    assert assess(case, date.fromisoformat(on))["routes"]["nationality"]["next_steps"][0] == first


def test_of_several_refusals_the_days_of_the_last_one_count() -> None:
    one = {"route": "L", "filed": "2025-01-01", "decision": "refused", "notified": "2025-05-01"}
    two = {"route": "L", "filed": "2026-06-01", "decision": "refused", "notified": "2026-11-01"}
    for requests, first in (([one, two], "read-decision"), ([two, one], "read-decision"), ([one], "appeal-days-over")):
        case = {"nationality": "MA", "card": "B", "applications": requests}
        assert assess(case, date(2026, 11, 22))["routes"]["L"]["next_steps"][0] == first


def test_what_is_open_for_b_is_not_told_as_a_question_about_the_card() -> None:
    """K of a holder of limited stay waits for B (reading 11), here in doubt because the protection ended."""
    stay = {"from": "2021-01-10", "ground": "subsidiary_protection", "first_card_issued": "2021-01-10"}
    told = {"nationality": "AF", "card": "A", "asylum_application": "2020-01-10", "permit_granted": "2021-01-10"}
    told |= {"protection_ended": "ended", "unlimited_stay_since": "none"}
    case = told | {"stays": [stay], "absences": [], "public_order": False}
    answer = assess(case, date(2026, 11, 22))["routes"]["K"]
    assert (answer["status"], answer["next_steps"]) == ("unsettled", ["help-before-applying", "settle-b-first"])


def test_of_an_f_card_it_stays_a_question_about_the_card() -> None:
    """Some municipalities take a request for K from who no longer has the household (FAM-K-1, reading 10)."""
    stay = {"from": "2019-01-10", "ground": "family_of_eu_or_belgian", "first_card_issued": "2019-01-10"}
    told = {"nationality": "MA", "card": "F", "joint_household": False, "public_order": False, "public_health": False}
    case = told | {"removal_decision": "none", "identity_established": True, "stays": [stay], "absences": []}
    answer = assess(case, date(2026, 11, 22))["routes"]["K"]
    assert (answer["status"], answer["next_steps"][0]) == ("unsettled", "if-unknown:K.unlimited-stay")


def test_who_waits_for_nationality_does_not_declare_it_again() -> None:
    assert advice.next_steps("nationality", declaration("open"), ["pending"]) == ["wait-for-decision"]


# --- notes --------------------------------------------------------------------------------------------------------

ALWAYS = {
    # silence: K-PROC-3, L-PROC-2, B-PROC-1, EUP-APP-4, FAM-APP-5, BRX-PR-4, NAT-PROC-1
    "B": ["no-silent-grant"],
    "K": ["five-months-silence-granted", "l-counts-as-k"],
    "L": ["five-months-silence-granted", "l-counts-as-k"],
    "EU+": ["optional", "five-months-eu"],
    "F+": ["before-card-expires", "five-months-eu"],  # compulsory before the card ends (FAM-APP-1)
    "M+": ["explicit-approval"],
    "nationality": ["four-months-silence", "stricter-law-announced"],
}
STATUSES: tuple[Status, ...] = ("open", "later", "unsettled")


@pytest.mark.parametrize("key", KEYS)
def test_each_route_has_notes_of_its_own_unless_it_is_closed(key: str) -> None:
    for status in STATUSES:
        for basis in ("right", "by_law"):
            assert advice.notes(key, outcome(status, basis)) == ALWAYS[key]
    assert advice.notes(key, replace(outcome("closed", "expected"), early=True)) == []


@pytest.mark.parametrize(
    ("key", "basis", "note"),
    [
        ("B", "expected", "expected-not-a-right"),  # reading 7
        ("B", "discretionary", "discretionary"),
        ("K", "once_B_granted", "once-b-granted"),  # reading 11
        ("F+", "once_F_given", "once-f-given"),  # FAM-5Y-2
    ],
)
def test_a_card_that_is_no_right_yet_says_so(key: str, basis: Basis, note: str) -> None:
    for status in STATUSES:
        assert advice.notes(key, outcome(status, basis)) == [*ALWAYS[key], note]


@pytest.mark.parametrize(
    ("key", "shown", "told"),
    [
        ("B", "family-of-unlimited-stay", True),
        ("B", "family-of-limited-stay", False),  # it follows the card of the person joined
        ("B", "single-permit", False),
        ("K", "family-of-unlimited-stay", False),
        ("L", "family-of-unlimited-stay", False),
    ],
)
def test_family_is_told_which_conditions_of_the_right_were_not_asked(key: str, shown: str, told: bool) -> None:
    """B-FAM-1: all those of article 10 on that day; the household alone is asked."""
    for status in STATUSES:
        notes = advice.notes(key, outcome(status, "right"), frozenset({shown}))
        assert ("family-conditions-on-the-day" in notes) is told
    assert advice.notes(key, outcome("closed"), frozenset({shown})) == []


def test_an_amount_that_is_not_known_yet_and_an_early_ground_are_told() -> None:
    waiting = outcome("later", found={"L.means": "at filing"})
    assert advice.notes("L", waiting) == [*ALWAYS["L"], "amount-not-confirmed"]  # reading 21
    for other in ("yes", "in doubt", "not told"):
        assert advice.notes("L", outcome("later", found={"L.means": other})) == ALWAYS["L"]
    assert advice.notes("L", outcome("later", found={"L.special-card": "at filing"})) == ALWAYS["L"]
    early = replace(outcome("open"), early=True)
    assert advice.notes("EU+", early) == [*ALWAYS["EU+"], "early-through-office"]  # EUP-APP-3


def test_a_request_for_l_counts_for_k_only_with_unlimited_stay() -> None:
    """K-L-1: from a limited stay it is a request for L alone."""
    for shown, note in (("limited-stay", "l-alone-from-limited-stay"), ("unlimited-stay", "l-counts-as-k")):
        found = advice.notes("L", outcome("open"), frozenset({shown}))
        assert [one for one in found if one in ("l-alone-from-limited-stay", "l-counts-as-k")] == [note]
    assert "l-counts-as-k" in advice.notes("K", outcome("later"), frozenset({"limited-stay"}))


@pytest.mark.parametrize("key", KEYS)
def test_something_serious_is_told_where_no_condition_asks_for_it(key: str) -> None:
    """LOSS-2, EUP-LOSS-2: K and L ask for it; any stay can be refused or ended for it."""
    found = declaration("open") if key == "nationality" else outcome("open")
    told = "serious-reasons-and-any-stay" in advice.notes(key, found, frozenset({"something-serious"}))
    assert told is (key in ("B", "EU+", "F+", "M+"))
    assert "serious-reasons-and-any-stay" not in advice.notes(key, found)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"retention_grounds": ["death_of_family_member"]}, True),
        ({"retention_grounds": ["death_of_family_member"], "sponsor_belgian": False}, True),
        ({"retention_grounds": ["death_of_family_member"], "sponsor_belgian": True}, False),  # no worker under EU rules
        ({"retention_grounds": ["departure_of_family_member"]}, False),
        ({"retention_grounds": None}, False),
    ],
)
def test_the_family_of_a_worker_who_died_is_told_of_the_earlier_right(told: dict[str, Any], said: bool) -> None:
    """EUP-EARLY-8: nobody is asked how long the one who died had lived here, so it is said."""
    case = {
        "nationality": "MA",
        "card": "F",
        "annex_19ter": "2023-01-10",
        "annex_15": "none",
        "stays": [{"from": "2023-01-10", "ground": "family_of_eu_or_belgian"}],
        "absences": [],
        "interruptions": [],
        "joint_household": False,
        "household_ended": "2025-03-01",
        "means_since_household_ended": ["work"],
    }
    routes = assess(case | told, date(2026, 11, 22))["routes"]
    assert {key for key, one in routes.items() if "worker-who-died" in one["notes"]} == ({"F+"} if said else set())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"household_ended": "2025-03-01"}, {"B", "K", "L"}),
        ({"household_ended": "none"}, set()),
        ({}, set()),
    ],
    ids=["ended", "together", "not told"],
)
def test_who_can_lose_the_stay_is_told_that_the_answer_holds_only_while_it_is_there(
    told: dict[str, Any], said: set[str]
) -> None:
    """B-FAM-2: family life with a person with unlimited stay ended within five years; L has no condition of its own."""
    case = {
        "nationality": "MA",
        "card": "A",
        "birth_date": "1990-01-01",
        "stays": [
            {"from": "2019-01-10", "ground": "single_permit", "to": "2023-01-31", "first_card_issued": "2019-01-10"},
            {"from": "2023-02-01", "ground": "family_of_unlimited_stay", "first_card_issued": "2023-02-01"},
        ],
        "absences": [],
        "income": 3000,
        "dependants": 0,
        "health_insurance": True,
    }
    answer = assess(case | told, date(2026, 11, 22))
    assert (answer["keep"]["status"] == "at_risk") is bool(said)
    assert {key for key, one in answer["routes"].items() if "stay-can-be-ended" in one["notes"]} == said


@pytest.mark.parametrize(
    ("request_made", "told"),
    [
        (None, True),
        ({"filed": "2026-10-01", "decision": "pending"}, False),
        ({"filed": "2026-10-01", "decision": None}, False),
        ({"filed": "2026-10-01", "decision": "granted"}, False),
        ({"filed": "2026-10-01", "decision": "refused", "notified": "2026-11-10"}, True),
        ({"filed": "2026-08-31", "decision": "pending"}, True),  # before the day of the right: it is made again
    ],
    ids=["not asked", "pending", "not told", "granted", "refused", "too early"],
)
@pytest.mark.parametrize(("card", "route", "note"), [("F", "F+", "before-card-expires"), ("EU", "EU+", "optional")])
def test_who_has_asked_is_not_told_whether_and_when_to_ask(
    card: str, route: str, note: str, request_made: dict[str, Any] | None, told: bool
) -> None:
    """FAM-APP-1: the duty is met by asking. EUP-OPT-1: the choice was made."""
    papers = {"annex_19ter": "2021-09-01", "annex_15": "none"} if card == "F" else {"annex_19": "2021-09-01"}
    case = {"nationality": "MA" if card == "F" else "FR", "card": card, "absences": [], "interruptions": []} | papers
    case |= {"joint_household": True, "early_ground": "none"} if card == "F" else {"early_ground": "none"}
    if request_made:
        case["applications"] = [{"route": route} | request_made]
    notes = assess(case, date(2026, 11, 22))["routes"][route]["notes"]
    assert (note in notes) is told


def test_the_remarks_of_a_declaration_are_told() -> None:
    remarked = replace(declaration("open"), remarks=("easier-as-family",))
    assert advice.notes("nationality", remarked) == [*ALWAYS["nationality"], "easier-as-family"]
    assert advice.notes("N", outcome("open")) == [], "a route without notes of its own"


@pytest.mark.parametrize(
    ("first", "more"),
    [
        (None, []),
        (TitleFirst(()), []),  # no card that is enough is in sight
        (TitleFirst((Road("B", "later", date(2027, 3, 1)),)), ["get-title-first-b", "prepare-declaration"]),
        (
            TitleFirst((Road("B", "granted", None), Road("L", "granted", None))),
            ["collect-title-first", "prepare-declaration"],
        ),
    ],
)
def test_without_a_title_the_steps_lead_to_one(first: TitleFirst | None, more: list[str]) -> None:
    """NAT-TITLE-3."""
    no_title = replace(declaration("closed", found={"title": "no"}), title_first=first)
    assert advice.next_steps("nationality", no_title) == ["if-no:nationality.title", *more]


# --- amounts, and the ids -----------------------------------------------------------------------------------------

ASKED = {"L": ["L.income.self", "L.income.dependant"], "nationality": ["nat.duty"]}  # L-INC-1, NAT-FEE-1


@pytest.mark.parametrize("key", [*KEYS, "N"])
def test_only_means_and_the_duty_are_amounts_of_a_route(key: str) -> None:
    for on in (date(2025, 6, 1), ON):
        found = advice.amounts(key, on)
        assert [one["name"] for one in found] == ASKED.get(key, [])
    assert {one["status"] for one in advice.amounts(key, ON)} <= {"not_confirmed"}
    assert {one["status"] for one in advice.amounts(key, date(2025, 6, 1))} <= {"confirmed"}


def bounded(status: Status, value: Truth) -> Outcome:
    """An answer whose income rests on our own reading (21)."""
    whole = outcome(status)
    means = condition("L.means", ("L-INC-1",), lambda situation: Finding(value))
    return replace(whole, conditions=((means, Finding(value, by_reading="amount-not-known")),))


def test_an_income_that_rests_on_our_own_reading_says_so() -> None:
    """Also where it closes the route; not where something else closes it."""
    assert advice.notes("L", bounded("open", YES)) == [*ALWAYS["L"], "amount-bounded"]
    assert advice.notes("L", bounded("closed", NO)) == ["amount-bounded"]
    assert advice.notes("L", bounded("closed", YES)) == []


def test_an_amount_that_nobody_verified_for_years_is_not_shown_as_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No route asks for such an amount now: theirs are fixed for a year that is over, or not known."""
    monkeypatch.setitem(advice.AMOUNTS, "L", ("decision.months",))
    for today, status in ((None, "confirmed"), (ON, "confirmed"), (date(2036, 1, 1), "past_verify_by")):
        assert [one["status"] for one in advice.amounts("L", ON, today)] == [status]


def test_every_id_that_the_advice_can_hold_is_in_the_vocabulary_and_every_one_there_is_used() -> None:
    bases: dict[str, Basis] = {"B": "expected", "K": "once_B_granted", "F+": "once_F_given"}
    declared = replace(declaration("later"), remarks=("easier-as-family",))
    given = {note for key in KEYS for note in advice.notes(key, outcome("open", bases.get(key, "right")))}
    given |= set(advice.notes("nationality", declared)) | set(advice.notes("B", outcome("open", "discretionary")))
    given |= set(advice.notes("L", replace(outcome("later", found={"L.means": "at filing"}), early=True)))
    given |= set(advice.notes("L", bounded("open", YES)))
    given |= set(advice.notes("L", outcome("open"), frozenset({"limited-stay"})))
    given |= set(advice.notes("EU+", outcome("open"), frozenset({"something-serious"})))
    given |= set(advice.notes("F+", outcome("open"), frozenset({"eu-citizen-joined-died"})))
    given |= set(advice.notes("F+", outcome("later"), frozenset({advice.CARD_ENDS_FIRST})))
    given |= set(advice.notes("F+", outcome("open"), frozenset({"annex-15"})))
    given |= set(advice.notes("L", outcome("open"), frozenset({"stay-at-risk"})))
    given |= set(advice.notes("L", outcome("open"), frozenset({"stay-in-doubt"})))
    given |= set(advice.notes("B", outcome("open"), frozenset({"family-of-unlimited-stay"})))
    assert VOCABULARY["notes"] == sorted(given)
    assert VOCABULARY["amounts"] == [name for names in ASKED.values() for name in names]
    assert set(VOCABULARY["amounts"]) <= set(all_amounts())
    steps = {step for key in KEYS if key != "nationality" for step in advice.next_steps(key, outcome("open"))}
    steps |= {step for _, _, _, found, row in NATIONALITY_LATER for step in row if ":" not in step}
    steps |= {step for *_, row in UNSETTLED for step in row if ":" not in step}
    steps |= {step for *_, row in AFTER_A_REQUEST for step in row if ":" not in step}
    steps |= {*advice.ASK_FOR_B, *advice.RENEW, advice.HAND_BACK, advice.REGISTER_AGAIN, *advice.AFTER_SILENCE.values()}
    steps |= {*advice.ONCE_ENDED.values(), advice.ASKED_TOO_EARLY, *advice.INSTEAD_OF_RENEWAL.values()}
    steps |= {step for _, step, _ in RAN_OUT} | set(advice.next_steps("K", OPEN, shown=frozenset({"l-asked"})))
    steps |= set(advice.next_steps("L", outcome("open"), shown=frozenset({"stay-at-risk"})))
    steps |= set(advice.next_steps("L", outcome("open"), shown=frozenset({"stay-in-doubt"})))
    steps |= set(advice.next_steps("L", outcome("unsettled"), shown=frozenset({"stay-before-a-judge"})))
    steps |= set(advice.next_steps("L", outcome("open"), ["refused"], appeal_over=True))
    steps |= set(advice.next_steps("L", outcome("open"), ["refused"], too_early=True))
    for route, status in (("L", "open"), ("L", "later"), ("B", "later")):
        basis: Basis = "expected" if route == "B" else "discretionary"
        steps |= set(advice.next_steps(route, outcome(status, basis), shown=frozenset({advice.ABROAD})))
    waits = frozenset({advice.DECISION_WAITS})
    steps |= set(advice.next_steps("F+", outcome("unsettled"), ["pending"], shown=waits))
    steps |= {"settle-b-first"}  # below, on a whole answer
    steps |= {advice.WAIT_FOR_B, advice.READ_ON_B, advice.COLLECT_B, advice.TITLE_GRANTED}
    assert set(VOCABULARY["next_steps"]) == steps | {"declare-nationality", *advice.GET_TITLE_FIRST.values()}
    assert len(VOCABULARY["next_steps"]) == len(set(VOCABULARY["next_steps"]))


RAN_OUT = [
    # what is held; how it is kept valid, what is said of the last day to ask for F+
    (set[str](), "renew-card-meanwhile", "before-card-expires"),
    ({"single-permit"}, "renew-single-permit-meanwhile", "before-card-expires"),
    ({"annex-15"}, "extend-annex-15", "f-card-has-ended"),
    ({"annex-15", "single-permit"}, "extend-annex-15", "f-card-has-ended"),
    ({"card-ended"}, "renew-late", "f-card-has-ended"),
    ({"card-ended", "single-permit"}, "renew-late", "f-card-has-ended"),
    ({"card-ended", "annex-15"}, "extend-annex-15", "f-card-has-ended"),
    ({"card-ended", "yes-by-silence"}, "order-after-silence-first", "f-card-has-ended"),
]


@pytest.mark.parametrize(("shown", "step", "note"), RAN_OUT)
def test_nobody_is_told_to_act_by_a_last_day_that_has_passed(shown: set[str], step: str, note: str) -> None:
    """DOC-15, REN-1, FAM-APP-1, FAM-APP-2."""
    for key in ("L", "F+"):
        assert advice.next_steps(key, outcome("open"), shown=frozenset(shown))[1:] == [step]
    assert note in advice.notes("F+", outcome("open"), frozenset(shown))


@pytest.mark.parametrize(("expires", "ended"), [("2026-11-21", True), ("2026-11-22", False), (None, False)])
def test_a_card_has_run_out_on_the_day_after_its_last(expires: str | None, ended: bool) -> None:
    told = {"nationality": "IN", "card": "A", "card_expiry": expires}
    assert ("card-ended" in circumstances.shown(read_person(told, ON), ON)) is ended
