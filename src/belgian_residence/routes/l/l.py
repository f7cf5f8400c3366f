"""L card: EU long-term resident (Act art. 15bis; Directive 2003/109). In the order of the article, as far as the law
base has seen it; health insurance and public order stand last, because their paragraph was not seen.

Each heading is a part of the article; under it, each condition is one sentence of the law with the test that answers
it. The five years themselves are counted in ``years``.
"""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.granted import facts_of_the_grant, granted_before_the_card
from belgian_residence.counting.periods import current_stay, in_belgium
from belgian_residence.counting.situation import Situation, Test, condition, is_false, is_true
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, truth
from belgian_residence.routes.at_the_request import at_the_request
from belgian_residence.routes.b_years import earlier_right
from belgian_residence.routes.interruptions import no_appeal_pending, uninterrupted
from belgian_residence.routes.l.means import means_are_sufficient
from belgian_residence.routes.l.stays import EXCLUDED, ONE_WAS_MADE, may_have_asked_for_protection
from belgian_residence.routes.l.years import counted_spans, five_years
from belgian_residence.routes.status import (
    Route,
    card_not_expired,
    ground_not_among,
    neither_held_nor_granted,
    non_eu_national,
    not_belgian,
    open_for_ground,
    stay_runs,
)
from belgian_residence.routes.stay_kept import stay_kept
from belgian_residence.told.facts import PROTECTION_GROUNDS, UNLIMITED_STAY_GROUNDS

# --- Art. 15bis §1: who can ask -----------------------------------------------------------------------------------
# A national of a state outside the EU, the EEA and Switzerland ...

NO_BELGIAN = not_belgian("L", "L-WHO-1")
FROM_OUTSIDE_THE_EU = non_eu_national("L", "L-WHO-1", "EUP-SCOPE-1")
# ... who does not hold the L card yet, nor the same card under its old letter, D (DIS-3) ...
NO_L_CARD_YET = condition("L.not-yet-held", ("L-VAL-1",), neither_held_nor_granted(frozenset({"L", "D"})))

# ... who holds a residence card. Limited stay is enough, unlimited stay need not come first (L-WHO-1, DIS-7).

CARDS_THAT_CAN_ASK = frozenset({"A", "B", "C", "K", "H", "F", "F+"})
NOT_CONFIRMED_FOR = frozenset({"M", "M+", "special_card", "annex_15"})
"""Withdrawal Agreement: not excluded by the Act, not confirmed, and the M card must be handed in (reading 9, BRX-L-1);
an Annex 15 in the place of a card; special cards, checked one by one (L-EXC-3)."""


def _holds_a_card_that_can_ask(situation: Situation) -> Finding:
    card = situation.person.card
    if card is None:
        return Finding(UNKNOWN, ("card",), ("card",))
    if card in NOT_CONFIRMED_FOR:
        return Finding(UNKNOWN, ("card",), not_confirmed=True)
    return Finding(truth(card in CARDS_THAT_CAN_ASK), ("card",))


RESIDENCE_CARD = condition("L.residence-card", ("L-WHO-1", "FAM-L-1", "BRX-L-1"), _holds_a_card_that_can_ask)
# No day of grace (0): a card that has run out is renewed first (L-PROC-1), so the answer is then "not certain".
CARD_STILL_VALID = card_not_expired("L", 0, "L-WHO-1", "L-PROC-1")
STAY_RUNS = condition("L.stay-runs", ("L-5Y-1",), stay_runs)

# --- Art. 15bis §1 al. 2: from these statuses one cannot ask ------------------------------------------------------
# The exclusions concern the status a person has now; who has unlimited stay or an F card has left them behind.

FREE_OF_EXCLUSIONS = frozenset({"B", "C", "K", "F", "F+"})


def _unless_settled(test: Test) -> Test:
    """The exclusion, for everybody but those whose card shows unlimited stay, settlement or family of an EU citizen or
    a Belgian (L-WHO-1): they no longer hold the excluded status."""

    def checked(situation: Situation) -> Finding:
        if situation.person.card in FREE_OF_EXCLUSIONS:
            return Finding(YES, ("card",))
        if granted_before_the_card(situation.person):
            return Finding(YES, ("card", *facts_of_the_grant(situation.person)))
        finding = test(situation)
        if situation.person.card is None and finding.value is not YES:
            return Finding(UNKNOWN, ("card",), ("card",))
        facts = ("card", *finding.facts, *facts_of_the_grant(situation.person))
        return finding._replace(facts=tuple(dict.fromkeys(facts)))

    return checked


def _not_excluded(situation: Situation) -> Finding:
    """Not among the excluded statuses. Who stays as long-term resident of another state does so for a purpose, and who
    stays to study is excluded whatever the permit is called (art. 15bis §1 al. 2, 1°; B-LTR2-1)."""
    finding, stay = ground_not_among(EXCLUDED)(situation), current_stay(situation.person.stays or (), situation.on)
    if finding.value is not YES or stay is None or stay.ground != "long_term_resident_other_state":
        return finding
    purpose, facts = situation.person.other_state_purpose, (*finding.facts, "other_state_purpose")
    if purpose is None:
        return Finding(UNKNOWN, facts, ("other_state_purpose",))
    return Finding(truth(purpose != "study"), facts)


def _unless_unlimited_before(test: Test) -> Test:
    """Not certain for who holds such a status since a change, but had unlimited stay by law, or a right to it, before:
    whether that still stands decides (see ``b.EARLIER_GROUND``)."""

    def checked(situation: Situation) -> Finding:
        finding = test(situation)
        earlier = earlier_right(situation) if finding.value is NO else None
        if earlier is None:
            return finding
        facts = tuple(dict.fromkeys((*finding.facts, "protection_ended", *earlier.rule.facts)))
        return Finding(UNKNOWN, facts, earlier.missing, not_confirmed=not earlier.missing)

    return checked


STATUS_NOT_EXCLUDED = condition(
    "L.status-not-excluded", ("L-EXC-1", "B-LTR2-1"), _unless_settled(_unless_unlimited_before(_not_excluded))
)

# Regularisation: from a medical one (9ter) not: it is a protection other than international protection, an inference
# from the text. A humanitarian one (9bis) is not named in art. 15bis: practice says no without a basis in the Act
# (reading 8), so it is left undecided and the answer is "not certain".

NOT_MEDICAL = condition(
    "L.not-medical-regularisation",
    ("L-EXC-2", "DIS-8"),
    _unless_settled(ground_not_among(frozenset({"medical_9ter"}))),
)
NOT_HUMANITARIAN = condition(
    "L.not-humanitarian-regularisation",
    ("L-EXC-2", "DIS-8"),
    _unless_settled(open_for_ground("humanitarian_9bis")),
)

# Whoever waits for the decision on a request for asylum, temporary protection or another protection is excluded too,
# whatever permit runs beside it (L-EXC-1; a medical request as in reading 8). A humanitarian request (9bis) is not: no
# list names it. What counts is the day on which L is asked for.

WITHOUT_LIMIT = frozenset({"B", "C", "K", "F+"})


def _no_request_pending(situation: Situation) -> Finding:
    """No such request waits for its decision. It is asked of whom something told shows that there was one: hardly
    anybody else has one, and who has it can tell it."""
    person = situation.person
    pending, facts = person.protection_request_pending, ("card", "stays", *ONE_WAS_MADE, "protection_request_pending")
    if pending is not None:
        return Finding(truth(not pending), facts)
    one_shows = person.protection_request_not_known or may_have_asked_for_protection(person)
    if person.card in WITHOUT_LIMIT or not one_shows:
        return Finding(YES, facts)
    return Finding(UNKNOWN, facts, ("protection_request_pending",))


NO_REQUEST_PENDING = condition(
    "L.no-protection-request",
    ("L-EXC-1", "L-EXC-2"),
    at_the_request(_no_request_pending, lambda: L),
)

# No list names people transferred within a company; their stay is most likely an exclusively temporary one, because the
# Act caps it (L-5Y-9). Special cards are checked one by one. Both are left undecided.

NOT_TRANSFERRED = condition(
    "L.not-transferred-within-a-company",
    ("L-EXC-1", "L-5Y-9"),
    _unless_settled(open_for_ground("intra_corporate_transferee")),
)
SPECIAL_CARD = condition("L.special-card", ("L-EXC-3",), _unless_settled(open_for_ground("special_card_other")))

# --- Art. 15bis §1: five years of legal and uninterrupted stay, just before the application: see ``years`` --------


def _begins(situation: Situation) -> date | None:
    """The first day that counts, where part of the time counts for less: years after a break can then be longer."""
    spans = counted_spans(situation)
    return spans[0].start if any(span.weight < 1 for span in spans) else None


UNINTERRUPTED = uninterrupted("L.uninterrupted", ("L-5Y-1",), five_years, _begins)
NO_APPEAL_PENDING = no_appeal_pending("L", "L-5Y-1", "L-WHO-1")

# --- Act art. 19 §1, Royal Decree of 8 October 1981 arts. 39, 40: no absence so long that the stay itself was lost --

STAY_KEPT = condition("L.stay-kept", ("ABS-1", "ABS-3", "CARD-ABS-3"), stay_kept(five_years))

# --- Art. 15bis §3: stable, regular and sufficient means, for oneself and each dependant --------------------------
# The amounts are of the Royal Decree of 22 July 2008 art. 4, indexed every year: see ``means``.

MEANS = condition("L.means", ("L-INC-1", "L-INC-2", "L-INC-3"), at_the_request(means_are_sufficient, lambda: L))

# --- A passport, where identity is not established (art. 16 §2) ----------------------------------------------------
# Without either there is no Annex 16bis (L-PROC-1). Who has protection shows the certificate of the CGRS instead. K
# takes proof that no passport can be had; of L nothing says so, so that is left undecided.


def _identity(situation: Situation) -> Finding:
    """Nobody is asked for L alone: an identity is established unless somebody says that it is not (K-PROC-2)."""
    person, facts = situation.person, ("identity_established", "passport_impossible", "stays", "protection_ended")
    before = [stay.ground for stay in in_belgium(person.stays or ()) if stay.ground not in UNLIMITED_STAY_GROUNDS]
    protected = before[-1:] and before[-1] in PROTECTION_GROUNDS and person.protection_ended in (None, "no")
    if person.identity_established is not False or protected:
        return Finding(YES, facts)
    if person.passport_impossible is None:
        return Finding(UNKNOWN, facts, ("passport_impossible",))
    return Finding(UNKNOWN, facts, not_confirmed=True) if person.passport_impossible else Finding(NO, facts)


IDENTITY = condition("L.identity", ("L-DOC-1", "L-PROC-1"), at_the_request(_identity, lambda: L))

# --- Health insurance that covers the risks in Belgium, also of dependants -----------------------------------------

HEALTH_INSURANCE = condition("L.health-insurance", ("L-INS-1",), at_the_request(is_true("health_insurance"), lambda: L))

# --- No reason of public order or national security ---------------------------------------------------------------

PUBLIC_ORDER = condition("L.public-order", ("L-PUB-1",), is_false("public_order"))

# --- The route ----------------------------------------------------------------------------------------------------

L: Route = Route(
    key="L",
    requirement=all_of(
        NO_BELGIAN,
        FROM_OUTSIDE_THE_EU,
        NO_L_CARD_YET,
        RESIDENCE_CARD,
        CARD_STILL_VALID,
        STAY_RUNS,
        STATUS_NOT_EXCLUDED,
        NOT_MEDICAL,
        NOT_HUMANITARIAN,
        NO_REQUEST_PENDING,
        NOT_TRANSFERRED,
        SPECIAL_CARD,
        STAY_KEPT,
        UNINTERRUPTED,
        NO_APPEAL_PENDING,
        MEANS,
        IDENTITY,
        HEALTH_INSURANCE,
        PUBLIC_ORDER,
    ),
    clock=five_years,
    clock_id="L.five-years",
)
