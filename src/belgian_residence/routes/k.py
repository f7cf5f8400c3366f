"""K card: settlement (Act arts. 14 to 16). Unlimited stay first, then five years of regular stay in all.

No means, no insurance, no language, no housing (K-COND-2).

Longer than most modules: K has days of its own and, where unlimited stay is still to be given, those of B with it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from belgian_residence.counting.conventions import SAFE_READING
from belgian_residence.counting.first_cards import first_card, registered_on
from belgian_residence.counting.granted import facts_of_the_grant, granted_before_the_card
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import all_stays, asylum_days_missing, can_have_asylum_time, chain, in_belgium
from belgian_residence.counting.situation import Condition, Situation, condition, is_false
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, evaluate, truth
from belgian_residence.engine.dates import add_years
from belgian_residence.losing.earlier import since_a_loss
from belgian_residence.routes.at_the_request import at_the_request
from belgian_residence.routes.earlier_loss import unless_not_lost
from belgian_residence.routes.interruptions import no_appeal_pending, uninterrupted
from belgian_residence.routes.limits import bridge, limit, one_chain, seam_asked
from belgian_residence.routes.outcome import Outcome, Status, decide, other_readings, reading_dates
from belgian_residence.routes.status import (
    Route,
    When,
    card_not_expired,
    first_unlimited,
    granted_since,
    neither_held_nor_granted,
    non_eu_national,
    not_belgian,
    shown_by_the_card_only,
    stay_runs,
)
from belgian_residence.routes.stay_kept import stay_kept
from belgian_residence.told.facts import (
    ABSENCES,
    CARDS_UNDER_EU_RULES,
    LIMITED_STAY_CARDS,
    UNLIMITED_STAY_CARDS,
    UNLIMITED_STAY_GROUNDS,
)
from belgian_residence.told.person import Person, Stay

# --- Who it is for ---------------------------------------------------------------------------------------------------

NO_BELGIAN = not_belgian("K", "K-COND-1")
FROM_OUTSIDE_THE_EU = non_eu_national("K", "K-COND-1", "EUP-SCOPE-1")

HELD = frozenset({"K", "C", "L", "D"})
"""With one of these the person is settled, or more than settled: an L application counts as a K application (K-L-1)."""

NOT_YET_HELD = condition("K.not-yet-held", ("K-L-1", "K-VAL-1"), neither_held_nor_granted(HELD))
CARD_STILL_VALID = card_not_expired("K", 0, "K-PROC-1", "K-PROC-4")
STAY_RUNS = condition("K.stay-runs", ("K-COND-1",), stay_runs)

# --- Unlimited stay was granted (Act arts. 14, 15) -----------------------------------------------------------------


def unlimited_stay_is_missing(person: Person) -> bool | None:
    """Is unlimited stay still missing? None when not known."""
    if granted_before_the_card(person):
        return False
    if person.card in LIMITED_STAY_CARDS | CARDS_UNDER_EU_RULES | {"F+", "M+"}:
        return True
    if granted_since(person) or person.card in UNLIMITED_STAY_CARDS:
        return False
    if person.unlimited_stay_since == "none":
        return True if person.card else None
    return False if first_unlimited(person) else None


PERMANENT_STAY = frozenset({"F+", "M+"})
"""Cards of permanent stay under the EU rules or the Withdrawal Agreement. No source says whether that is unlimited stay
in the sense of K, nor what became of unlimited stay that was granted before a card of these families (SW-9)."""


def _unlimited_stay(situation: Situation) -> Finding:
    """Granted, or not yet. Not yet does not close the route by itself: see ``assessment`` (reading 11)."""
    person = situation.person
    by_the_grant = facts_of_the_grant(person) if granted_before_the_card(person) else ()
    facts = ("card", "unlimited_stay_since", *by_the_grant)
    if person.card == "F" and not granted_since(person):
        return _family_card(person)
    if person.card in PERMANENT_STAY or (person.card in ("F", "M") and granted_since(person)):
        return Finding(UNKNOWN, facts, not_confirmed=True)
    missing = unlimited_stay_is_missing(person)
    if missing is None:
        return Finding(UNKNOWN, facts, ("card",) if person.card is None else ("unlimited_stay_since",))
    return Finding(truth(not missing), facts)


def _family_card(person: Person) -> Finding:
    """F card: with the household intact F+ is the route; without it, municipal practice (FAM-K-1, reading 10)."""
    facts = ("card", "joint_household")
    if person.joint_household is None:
        return Finding(UNKNOWN, facts, ("joint_household",))
    if person.joint_household:
        return Finding(NO, facts)
    return Finding(UNKNOWN, facts, not_confirmed=True)


UNLIMITED_STAY = condition("K.unlimited-stay", ("K-COND-1", "FAM-K-1", "FAM-K-2"), _unlimited_stay)

# --- Five years of regular and uninterrupted stay ------------------------------------------------------------------


@once
def five_years(situation: Situation) -> When:
    """The first day with unlimited stay and five years of regular stay: the later of the two (K-WHEN-1)."""
    person, on = situation.person, situation.on
    regular = regular_stay_complete(situation)
    law, own = ("K-COUNT-1", "K-COUNT-2", "K-WHEN-1"), ("unlimited_stay_since", "card", *facts_of_the_grant(person))
    facts = (*regular.facts, *own, *ABSENCES)
    since, years = granted_since(person), limit("K.years", on)
    granted_before = since is None and unlimited_stay_is_missing(person) is False
    if regular.day is None:
        asked = granted_before and not regular.missing and not granted_before_the_card(person)
        unknown = ("unlimited_stay_since",) if asked else ()
        return When(missing=(*regular.missing, *unknown), law=law, facts=facts, years=years)
    if granted_before:
        # The card or a stay shows that unlimited stay was granted, on a day that is not known but lies behind.
        return When(
            regular.day,
            regular.missing,
            law,
            facts,
            day_is_known=regular.day > on,
            earliest=regular.earliest,
            years=years,
        )
    granted = since or date.min
    day = max(granted, regular.day)
    missing = regular.missing if granted <= on < day else ()
    earliest = max(granted, regular.earliest) if missing and regular.earliest else None
    return When(day, missing=missing, law=law, facts=facts, earliest=earliest, years=years)


def regular_stay_complete(situation: Situation) -> When:
    """Five years of regular and uninterrupted stay; every legal stay counts in full, also asylum time (K-COUNT-1).

    The start of asylum time is the first orange card (safe) or the application (reading 12). Where a day is not known
    the latest it can be is taken: the permit for the orange card, the first protected stay for the application; there
    is no day where nothing but the date asked about bounds it. It is missing only if that latest day lies ahead, so
    that an earlier one could make a difference today.
    """
    person, on, years = situation.person, situation.on, limit("K.years", situation.on)
    asylum = ("asylum_application", "permit_granted") if can_have_asylum_time(person) else ()
    facts: tuple[str, ...] = ("stays", "card_issued", *asylum)
    if person.stays is None:
        return When(missing=("stays",), facts=facts)
    run = since_a_loss(chain(all_stays(person), on, lambda: bridge(situation)), situation)
    if not run:
        return When(missing=_not_shown(person), facts=facts)
    first, could_be_earlier = run[0], asylum_days_missing(person)
    since = registered_on(first, person, on)
    if since is None:  # nothing but the date asked about bounds it
        return When(missing=(f"stays[{first.index}].from",), facts=facts)
    day = add_years(since, years)
    if first.ground == "asylum_procedure" and not situation.conventions.asylum_from_application:
        # It counts from the card, and the next stay from its first day, card or not.
        limits = [first_card(first, person, on).latest, registered_on(run[1], person, on) if len(run) > 1 else None]
        earliest, latest = day, min((one for one in limits if one), default=None)
        if latest is None:  # nothing bounds the day of the card
            return When(missing=(_orange_card(person, first),), facts=facts, earliest=earliest)
        day = add_years(latest, years)
        if first.first_card:
            return When(day, facts=facts)
        could_be_earlier = (_orange_card(person, first),) if earliest <= on else ()
    when = _with_the_seam(When(day, missing=could_be_earlier if day > on else (), facts=facts), situation, first)
    return unless_not_lost(when, situation, regular_stay_complete)


def _not_shown(person: Person) -> tuple[str, ...]:
    """What could still show a stay that runs; not beside a card that shows it: then its first day alone is asked."""
    return () if person.card in UNLIMITED_STAY_CARDS else shown_by_the_card_only(person)


def _with_the_seam(when: When, situation: Situation, first: Stay) -> When:
    """How the first stay that counts follows the one before it is asked where one chain gives an earlier day."""
    asked = seam_asked(situation, first) if when.day and when.day > situation.on else ()
    covered = regular_stay_complete(one_chain(situation)) if asked else When()
    soonest = covered.earliest or covered.day
    if when.day is None or soonest is None or soonest >= when.day:
        return when
    return when._replace(missing=(*when.missing, *asked), earliest=None if when.missing else soonest)


def _orange_card(person: Person, asylum: Stay) -> str:
    """The name of the fact that gives the day of the first orange card."""
    given = any(stay.ground == "asylum_procedure" for stay in person.stays or ())
    return f"stays[{asylum.index}].first_card_issued" if given else "stays"


STAY_KEPT = condition("K.stay-kept", ("K-COUNT-2", "ABS-1", "ABS-3"), stay_kept(five_years))
UNINTERRUPTED = uninterrupted("K.uninterrupted", ("K-COND-1",), five_years)
NO_APPEAL_PENDING = no_appeal_pending("K", "K-COND-1")

# --- No reason of public order or health, no removal; identity established ----------------------------------------

PUBLIC_ORDER = condition("K.public-order", ("K-COND-1",), is_false("public_order"))
PUBLIC_HEALTH = condition("K.public-health", ("K-COND-1",), at_the_request(is_false("public_health"), lambda: K))


def _no_removal(situation: Situation) -> Finding:
    """No removal or expulsion less than ten years ago, neither suspended nor lifted (Act art. 3, 8°). Of one that is
    told this is what holds today: that time mends it is in ``_not_before``."""
    decided, facts = situation.person.removal_decision, ("removal_decision",)
    if decided is None:
        return Finding(UNKNOWN, facts, ("removal_decision",))
    over = _removal_over(situation)
    return Finding(truth(over is None or over <= situation.on), facts)


def _removal_over(situation: Situation) -> date | None:
    """The day on which the removal is ten years ago; None where there was none, or none is told."""
    decided = situation.person.removal_decision
    return add_years(decided, limit("K.removal.years", situation.on)) if isinstance(decided, date) else None


NO_REMOVAL = condition("K.no-removal", ("K-COND-1",), _no_removal)


WITH_A_PASSPORT = frozenset(
    {
        *("single_permit", "posted_worker", "self_employed", "blue_card", "researcher", "intra_corporate_transferee"),
        *("seasonal_worker", "student", "vocational_training", "search_year", "au_pair"),
    }
)
"""Grounds of stay that nobody gets by declaring who they are: work and study, for which a passport is shown. Only an
identity that rests on a declaration ("DECL") is not established (K-PROC-2)."""


def _identity(situation: Situation) -> Finding:
    """Identity established; if it is not, a passport, or proof that none can be had (Act art. 16 §1). Whose last
    stay before unlimited stay had such a ground is not asked; who says that it is not established is believed."""
    person, facts = situation.person, ("identity_established", "passport_impossible", "stays")
    established, impossible = person.identity_established, person.passport_impossible
    if established is None:
        before = [stay for stay in in_belgium(person.stays or ()) if stay.ground not in UNLIMITED_STAY_GROUNDS]
        no_doubt = before and before[-1].ground in WITH_A_PASSPORT
        return Finding(YES, facts) if no_doubt else Finding(UNKNOWN, facts, ("identity_established",))
    if established or impossible is not None:
        return Finding(truth(established or impossible is True), facts)
    return Finding(UNKNOWN, facts, ("passport_impossible",))


IDENTITY = condition("K.identity", ("K-COND-1", "K-PROC-2"), at_the_request(_identity, lambda: K))

# --- The route -------------------------------------------------------------------------------------------------------


BEFORE_UNLIMITED_STAY = (
    NO_BELGIAN,
    FROM_OUTSIDE_THE_EU,
    NOT_YET_HELD,
    CARD_STILL_VALID,
    STAY_RUNS,
    STAY_KEPT,
    UNINTERRUPTED,
    NO_APPEAL_PENDING,
    PUBLIC_ORDER,
    PUBLIC_HEALTH,
    NO_REMOVAL,
    IDENTITY,
)

K: Route = Route(
    key="K",
    requirement=all_of(*BEFORE_UNLIMITED_STAY, UNLIMITED_STAY),
    clock=five_years,
    clock_id="K.five-years",
)


def decide_after_b(situation: Situation, b: Outcome) -> Outcome:
    """K, from the outcome of B where unlimited stay is missing; not before a removal is ten years ago.

    Time mends a removal: so without it the answer is what it would be, and the day no sooner than the ten years are
    over.
    """
    over = _removal_over(situation)
    if over is None:
        return _after_b(situation, b)
    without = situation.person.but(removal_decision="none")
    return _not_before(over, _after_b(Situation(without, situation.on, situation.conventions), b), situation)


def _not_before(over: date, one: Outcome, situation: Situation) -> Outcome:
    """The outcome, with no day before the removal is ten years ago; until then nobody can ask for K."""
    ahead, would_be_open, facts = over > situation.on, one.status == "open", ("removal_decision",)
    status: Status = "later" if ahead and would_be_open else one.status
    finding = Finding(YES, facts)
    if ahead:
        finding = Finding(NO, facts, at_filing=status != "closed")  # no today, yes on the day that is given
    conditions = tuple((each, finding if each is NO_REMOVAL else found) for each, found in one.conditions)
    one = replace(one, status=status, conditions=conditions)
    if status == "closed":
        return one
    # Where it would be open now, since a day that is not known, the ten years alone are waited for.
    only_this = over if would_be_open and ahead else None
    earliest = max(one.earliest, over) if one.earliest else only_this
    readings = {name: max(day, over) for name, day in one.readings.items()}
    return replace(
        one,
        earliest=earliest,
        readings=readings if len(set(readings.values())) > 1 else {},
        bounds=one.bounds if one.bounds and one.bounds.at_latest > over else None,
        day_within_limits=partial(_within_limits, one, over),
    )


def _within_limits(one: Outcome, over: date) -> date | None:
    """The day within the limits of absences, and not before the removal is ten years ago."""
    return max(one.within_limits, over) if one.within_limits else None


def _after_b(situation: Situation, b: Outcome) -> Outcome:
    """K while unlimited stay is missing (reading 11), from the outcome of B.

    B has a date ahead, by right or expected: later, on that date or at five years, whichever is later. B is due, or may
    be, but not granted: no date, unless the five years are complete only later (K-WHEN-1). B only discretionary or
    closed: closed. B not settled: not settled either.
    """
    own = decide(K, situation)
    is_missing = unlimited_stay_is_missing(situation.person)
    if is_missing is False or situation.person.card == "F":
        return own  # granted, or a family card (reading 10)
    then = _once_b_is_there(situation, b)
    others = evaluate(all_of(*(_answered(one, then.get(one.id)) for one in BEFORE_UNLIMITED_STAY)), situation)
    if others.value is NO or b.status == "closed" or _only_discretionary(b):
        return own
    if is_missing is None:
        # Closed by what today shows of health and identity: with a card of limited stay that is no answer yet.
        asked = tuple(dict.fromkeys((*_unlimited_stay(situation).missing, *others.missing)))
        return replace(own, status="unsettled", missing=asked) if own.status == "closed" else own
    days: dict[str, date] = {}
    if b.earliest and (b.status != "unsettled" or b.earliest > situation.on):
        regular = reading_dates(five_years(situation), other_readings(K, situation))
        days = {name: max(b.earliest, day) for name, day in regular.items()}
        if b.status == "open" and days.get(SAFE_READING, situation.on) <= situation.on:
            days = {}  # B alone is waited for
    found = tuple((one, then.get(one.id, finding)) for one, finding in own.conditions)
    once_granted = replace(
        own,
        conditions=found,
        earliest=days.get(SAFE_READING),
        readings=days if len(set(days.values())) > 1 else {},
        basis="once_B_granted",
    )
    if not others.waits_only_for_filing() or b.status == "unsettled":
        missing = tuple(dict.fromkeys((*others.missing, *b.missing)))
        open_point = Finding(UNKNOWN, ("unlimited_stay_since",))
        conditions = tuple(
            (condition, open_point if condition is UNLIMITED_STAY and b.status == "unsettled" else finding)
            for condition, finding in found
        )
        return replace(once_granted, status="unsettled", missing=missing, conditions=conditions)
    return replace(once_granted, status="later", missing=())


def _only_discretionary(b: Outcome) -> bool:
    """Is B only for the Immigration Office to give? Not settled for a minor who came alone before the day of the grant
    is told: with it the three years may be complete by right (B-UAM-1)."""
    return b.basis == "discretionary" and not any(fact.endswith(".granted") for fact in b.missing)


def _once_b_is_there(situation: Situation, b: Outcome) -> dict[str, Finding]:
    """The conditions that are judged on the day on which K can be asked, with B, and not today; by their ids.

    Before B nobody is asked for a removal; one that is told is looked at before. Whether identity is
    established and health no danger only that day shows: until then it is neither asked nor held against anybody.
    """
    removal = _no_removal(situation)
    not_told = situation.person.removal_decision is None
    found = {NO_REMOVAL.id: Finding(UNKNOWN, removal.facts, at_filing=True) if not_told else removal}
    for one in (PUBLIC_HEALTH, IDENTITY):
        today = one.test(situation)
        told_no = today.value is NO or today.not_yet
        waits = Finding(UNKNOWN, today.facts, at_filing=True, not_yet=told_no)
        found[one.id] = today if today.value is YES else waits
    return found


def _answered(condition: Condition, finding: Finding | None) -> Condition:
    return condition if finding is None else replace(condition, test=lambda _: finding)
