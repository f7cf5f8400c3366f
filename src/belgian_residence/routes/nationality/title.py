"""What every declaration of nationality asks first: an adult who is not Belgian, with a card that is enough on the day
(Nationality Code art. 7bis §2; Royal Decree of 14 January 2013 art. 3).
"""

from __future__ import annotations

from datetime import date

from belgian_residence.counting.first_cards import first_card
from belgian_residence.counting.granted import UNLIMITED_STAY_ROUTES
from belgian_residence.counting.of_age import of_age_on
from belgian_residence.counting.once import once
from belgian_residence.counting.periods import all_stays, chain, current_stay
from belgian_residence.counting.situation import Situation, condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, truth
from belgian_residence.law.provisions import provision
from belgian_residence.routes.interruptions import no_appeal_pending, uninterrupted
from belgian_residence.routes.nationality.lawful_stay import AS_EU_CITIZEN, FAMILY, SPECIAL_CARDS
from belgian_residence.routes.nationality.years import years_of_stay
from belgian_residence.routes.status import (
    When,
    card_not_expired,
    granted_since,
    not_belgian,
)
from belgian_residence.routes.stay_kept import stay_kept
from belgian_residence.told.facts import (
    EU_CITIZEN_CARDS,
    PROTECTION_GROUNDS,
    UNLIMITED_STAY_CARDS,
    UNLIMITED_STAY_GROUNDS,
)
from belgian_residence.told.person import Person

KEY = "nationality"

# --- Art. 12bis §1: for adults ------------------------------------------------------------------------------------


def adult_from(person: Person) -> date | None:
    """The day on which the person comes of age; None where the birthday is not known."""
    return of_age_on(person.birth_date) if person.birth_date is not None else None


def _of_age(situation: Situation) -> Finding:
    """Age comes by itself: who is younger waits for the day, and nothing else is decided before it."""
    day = adult_from(situation.person)
    if day is None:
        return Finding(UNKNOWN, ("birth_date",), ("birth_date",))
    return Finding(YES, ("birth_date",)) if day <= situation.on else Finding(UNKNOWN, ("birth_date",), at_filing=True)


# --- Art. 7bis §2; Royal Decree of 14 January 2013 art. 3: the card on the day of the declaration -----------------

ENOUGH = UNLIMITED_STAY_CARDS | {"E", "EU", "E+", "EU+", "F", "F+", "M", "M+"}
UNDER_THE_AGREEMENT = frozenset({"M", "M+"})
NOT_IN_THE_LIST_SEEN = frozenset({"annex_8", "annex_8bis", "annex_15"})
"""Papers in the place of such a card: the list in the law base names cards only, so nothing is decided."""
UNLIMITED_BY_LAW = PROTECTION_GROUNDS | {"stateless"}
"""Grounds on which unlimited stay comes by law, before a card or a decision shows it (B-REF-1, B-SP-1, B-STL-1)."""


def _title(situation: Situation) -> Finding:
    """Limited stay is never enough (NAT-TITLE-3), nor an annex 56 (BRX-NAT-1). Of a special card one court of appeal
    says yes, another no (NAT-TITLE-5, D-20): never a no by itself. The cards that British people had under free
    movement have all ended, whatever is printed on them (OLD-5)."""
    card = situation.person.card
    if card is None:
        return Finding(UNKNOWN, ("card",), ("card",))
    if (
        card in EU_CITIZEN_CARDS
        and situation.person.nationality == frozenset({"GB"})
        and provision("OLD-5").in_force(situation.on)
    ):
        return Finding(NO, ("card", "nationality"))
    if card == "annex_15" and _for_a_limited_stay(situation):
        return Finding(NO, ("card", "stays", "unlimited_stay_since", "applications"))
    too_early = card in UNDER_THE_AGREEMENT and not provision("BRX-NAT-1").in_force(situation.on)
    if too_early or card in NOT_IN_THE_LIST_SEEN | {"special_card"}:
        return Finding(UNKNOWN, ("card",), not_confirmed=True)
    return Finding(truth(card in ENOUGH), ("card",))


def _for_a_limited_stay(situation: Situation) -> bool:
    """Does the Annex 15 stand for a card of limited stay, which is never enough itself (NAT-TITLE-3)? Where unlimited
    stay can have been granted, or was asked for, it can stand for that card."""
    person = situation.person
    stay = current_stay(person.stays or (), situation.on)
    asked = {one.route for one in person.applications or ()} & set(UNLIMITED_STAY_ROUTES)
    if stay is None or person.unlimited_stay_since != "none" or asked:
        return False
    return stay.ground not in WITH_A_TITLE | UNLIMITED_BY_LAW | SPECIAL_CARDS


TITLE = condition(
    "nationality.title",
    ("NAT-TITLE-2", "NAT-TITLE-1", "NAT-TITLE-3", "NAT-TITLE-5", "BRX-NAT-1", "OLD-5"),
    _title,
)

WITH_A_TITLE = UNLIMITED_STAY_GROUNDS | AS_EU_CITIZEN | {FAMILY}
"""Grounds of stay for which such a card is given."""


@once  # each ground asks for it
def title_since(situation: Situation) -> date | None:
    """The day from which there was such a right, up to the card that is held now; of a day that is not known the latest
    that it can be. None: nothing bounds it.

    One such right can follow another, as B follows F. Before its first card a family member had only the request.
    """
    person, on = situation.person, situation.on
    titled = [stay for stay in all_stays(person) if stay.ground in WITH_A_TITLE and stay.card != "orange_card"]
    run = chain(titled, on)
    first = run[0] if run else None
    told = granted_since(person) if person.card in UNLIMITED_STAY_CARDS else None
    if told is not None and (first is None or first.ground in UNLIMITED_STAY_GROUNDS):
        return told
    held = person.card_issued  # with the card that is held now there was the right, since then or longer
    if first is None:
        return held
    since = first.start if first.start_known else first.first_card
    if first.ground == FAMILY:
        since = first_card(first, person, on).latest
    days = [day for day in (since, held) if day is not None]
    return min(days, default=None)


def _years(situation: Situation) -> When:
    return years_of_stay(situation, "nat.stay_years")


STAY_KEPT = condition(
    "nationality.stay-kept", ("NAT-TITLE-1", "ABS-1", "ABS-3", "ABS-L-1", "CARD-ABS-3", "EUP-LOSS-1"), stay_kept(_years)
)
UNINTERRUPTED = uninterrupted("nationality.uninterrupted", ("NAT-TITLE-1",), _years)
BEFORE_THE_TITLE = all_of(
    not_belgian(KEY, "NAT-TITLE-1"),
    condition("nationality.of-age", ("NAT-2", "NAT-1", "NAT-3", "NAT-4", "NAT-5"), _of_age),
    card_not_expired(KEY, 0, "NAT-TITLE-2"),
    STAY_KEPT,
    UNINTERRUPTED,
    no_appeal_pending(KEY, "NAT-TITLE-1", "NAT-TITLE-2"),
)
