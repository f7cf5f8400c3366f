"""What the law base says about keeping each card, as data: one ``Group`` for all cards under the same rules.

A group names the limits on being away, the rights to come back, what else ends the status, and the facts on renewal.
Every line carries the provisions that it rests on, the main one first; every figure is an amount by name.
How an absence is judged by these limits stands in ``absences``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belgian_residence.keeping import absences
from belgian_residence.keeping.absences import Judge
from belgian_residence.told.person import Person

PROTECTION = frozenset({"refugee", "subsidiary_protection"})


@dataclass(frozen=True)
class Limit:
    """One limit on being away. ``amount``: the name of its figure; ``id``: what it limits.

    ``bound``: how it is compared. under: the figure itself is too long; at_most: only more than it is;
    at_least: something is due from it on.
    """

    id: str
    amount: str
    bound: str
    law: tuple[str, ...]
    applies: Callable[[Person], bool] = lambda person: True


@dataclass(frozen=True)
class Point:
    """One thing to know: a right to come back, or what ends the status. ``amounts``: the figures in its words."""

    id: str
    law: tuple[str, ...]
    applies: Callable[[Person], bool] = lambda person: True
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class OldDocument:
    """A document that is no longer made: when it stops at the latest. ``end``: the amount with that day, if known.

    ``changed``: the amount with the day of the change, ``years``: the longest validity before it. A card whose last day
    lies more than so many years after the change is of the new kind.
    """

    id: str
    cards: frozenset[str]
    law: tuple[str, ...]
    end: str | None = None
    changed: str | None = None
    years: str | None = None
    applies: Callable[[Person], bool] = lambda person: True

    @property
    def amounts(self) -> tuple[str, ...]:
        """Every figure by which it is known."""
        return tuple(name for name in (self.end, self.changed, self.years) if name)


@dataclass(frozen=True)
class Group:
    """Cards that are kept and lost under the same rules."""

    key: str
    cards: frozenset[str]
    judge: Judge
    limits: tuple[Limit, ...] = ()
    returns: tuple[Point, ...] = ()
    ends: tuple[Point, ...] = ()
    no_rule: tuple[str, ...] = ()
    """For papers without a rule on absence in the law base: what is known of them. Then nothing is promised."""
    renewal: tuple[str, ...] = ("REN-1", "DIS-17")
    window_confirmed: bool = True
    """False where no source shows the renewal window for these cards: then it is advice."""
    off_register_unsettles: bool = False
    """Does a time off the register leave the status open (M card)?"""

    @property
    def has_rule(self) -> bool:
        """Does the law base say how long the holder may be away?"""
        return not self.no_rule


def _cards(*names: str) -> frozenset[str]:
    return frozenset(names)


def _had_protection(person: Person) -> bool:
    """Was a stay on protection told, or may there have been one? What is not known is not no."""
    return person.stays is None or any(stay.ground in PROTECTION for stay in person.stays)


def _blue_card_possible(person: Person) -> bool:
    return absences.former_blue_card(person) != (False,)


def _blue_card_not_certain(person: Person) -> bool:
    return absences.former_blue_card(person) != (True,)


def _only_british(person: Person) -> bool:
    return person.nationality == frozenset({"GB"})


# --- limits -------------------------------------------------------------------------------------------------------

NOTICE = Limit("notice-from", "return.notice_threshold", "at_least", ("ABS-2", "CARD-ABS-2", "DOC-18"))
NOTICE_EU = Limit("notice-from", "return.notice_threshold", "at_least", ("CARD-ABS-2", "CARD-ABS-1"))
NOTICE_AGREEMENT = Limit("notice-from", "return.notice_threshold", "at_least", ("BRX-ABS-1", "CARD-ABS-2"))
REPORT = Limit("report-within", "return.report_days", "at_most", ("CARD-ABS-2", "ABS-2"))
ONE_YEAR = Limit("return-within", "return.window", "under", ("ABS-1", "CARD-ABS-3"))
ONE_YEAR_EU = Limit("return-within", "return.window", "under", ("CARD-ABS-3",))
OUTSIDE_EU = Limit("outside-eu", "L.loss.outside_eu", "under", ("ABS-L-1", "ABS-L-2"), _blue_card_not_certain)
OUTSIDE_EU_BLUE = Limit(
    "outside-eu-blue", "L.loss.outside_eu.ex_blue", "under", ("ABS-L-1", "ABS-L-2"), _blue_card_possible
)
OUTSIDE_BELGIUM = Limit("outside-belgium", "L.loss.outside_belgium", "under", ("ABS-L-1",))
TWO_YEARS = Limit("permanent-away", "pr.loss_absence", "at_most", ("EUP-LOSS-1", "CARD-ABS-3"))
TWO_YEARS_FAMILY = Limit("permanent-away", "pr.loss_absence", "at_most", ("FAM-LOSS-1", "EUP-LOSS-1", "CARD-ABS-3"))
FIVE_YEARS = Limit("agreement-permanent-away", "wa_pr.loss_absence", "at_most", ("BRX-PR-3", "CARD-ABS-5"))
SIX_MONTHS = Limit("agreement-year-total", "pr.absence_per_year_max", "at_most", ("BRX-PR-2", "BRX-ABS-1"))
TWELVE_ONCE = Limit("agreement-once", "pr.absence_important_reason_max", "at_most", ("BRX-PR-2", "BRX-ABS-1"))

# --- what every card has ------------------------------------------------------------------------------------------

MOVED_FOR_GOOD = Point("moved-for-good", ("ABS-6",))
OFF_REGISTER = Point("off-register", ("ABS-6", "ABS-5", "SW-12"))
FRAUD = Point("fraud", ("LOSS-1",))
FRAUD_EU = Point("fraud", ("EUP-LOSS-2",))
FRAUD_AGREEMENT = Point("fraud", ("BRX-PR-3",))
PUBLIC_ORDER = Point("public-order", ("LOSS-2",))
PUBLIC_ORDER_EU = Point("public-order-eu", ("EUP-LOSS-2",))
PUBLIC_ORDER_AGREEMENT = Point("public-order-agreement", ("BRX-PR-3",))
PROTECTION_ENDED = Point("protection-ended", ("LOSS-3",), _had_protection)

WITHIN_A_YEAR = Point("within-a-year", ("ABS-1", "CARD-ABS-3"), amounts=("return.window",))
WITHIN_A_YEAR_EU = Point("within-a-year", ("CARD-ABS-3",), amounts=("return.window",))
VALID_CARD = Point("valid-card", ("CARD-ABS-7", "ABS-2", "ABS-4"))
VALID_CARD_EU = Point("valid-card-eu", ("CARD-ABS-2",))
FORCE_MAJEURE = Point("force-majeure", ("ABS-3", "CARD-ABS-6"))
FORCE_MAJEURE_PRACTICE = Point(
    "force-majeure-practice", ("CARD-ABS-4", "CARD-ABS-6"), amounts=("return.force_majeure_max",)
)
LONGER_IF_PREPARED = Point("longer-if-prepared", ("ABS-3",), amounts=("return.window",))
AUTHORISATION = Point("authorisation-to-return", ("ABS-7",), amounts=("return.authorisation_max",))
WITHIN_TWO_YEARS = Point("within-two-years", ("CARD-ABS-3",), amounts=("return.with_pr",))
WITHIN_FIVE_YEARS = Point("within-five-years", ("BRX-PR-3", "CARD-ABS-5", "O-13"), amounts=("wa_pr.loss_absence",))
NEW_APPLICATION = Point("new-application", ("CARD-ABS-7",))
NOT_REGAINED = Point("not-regained", ("BRX-ABS-1",))
TRAVEL_NOT_CONFIRMED = Point("travel-not-confirmed", ("DOC-15", "DOUBT-9"))

EU_RENEWAL = ("REN-1", "DIS-17")


def _paper(key: str, card: str, law: tuple[str, ...], returns: tuple[Point, ...] = ()) -> Group:
    """A paper or card for which the law base has no rule on absence: nothing is promised."""
    return Group(key, _cards(card), absences.no_rule(*law), returns=returns, no_rule=law, window_confirmed=False)


# --- the groups ---------------------------------------------------------------------------------------------------

GROUPS: tuple[Group, ...] = (
    # Act art. 19 §1; RD 1981 art. 39: limited stay of third-country nationals.
    Group(
        "limited-stay",
        _cards("A", "H", "I", "J"),
        absences.within_a_year(prepared=False, law=("ABS-1",)),
        limits=(NOTICE, ONE_YEAR, REPORT),
        returns=(WITHIN_A_YEAR, VALID_CARD, FORCE_MAJEURE_PRACTICE),
        ends=(Point("not-renewed", ("REN-1",)), FRAUD, PUBLIC_ORDER, PROTECTION_ENDED, MOVED_FOR_GOOD, OFF_REGISTER),
    ),
    # Act art. 19 §1; RD 1981 arts. 39, 40: unlimited stay and settlement. C is the old letter of K.
    Group(
        "unlimited-stay",
        _cards("B", "C", "K"),
        absences.within_a_year(prepared=True, law=("ABS-1", "ABS-3")),
        limits=(NOTICE, ONE_YEAR, REPORT),
        returns=(WITHIN_A_YEAR, LONGER_IF_PREPARED, FORCE_MAJEURE, VALID_CARD, AUTHORISATION),
        ends=(FRAUD, PUBLIC_ORDER, PROTECTION_ENDED, MOVED_FOR_GOOD, OFF_REGISTER),
    ),
    # Act art. 19 §1; Directive 2003/109 art. 9: EU long-term residents. D is the old letter of L.
    Group(
        "long-term-resident",
        _cards("L", "D"),
        absences.long_term_resident,
        limits=(OUTSIDE_EU, OUTSIDE_EU_BLUE, OUTSIDE_BELGIUM, NOTICE, REPORT),
        returns=(
            Point("any-day-in-eu", ("ABS-L-2",)),
            Point("ltr-exceptions", ("ABS-L-3", "DOUBT-8")),
            VALID_CARD,
            AUTHORISATION,
        ),
        ends=(
            Point("ltr-elsewhere", ("LOSS-L-1",)),
            Point("ltr-protection-ended", ("LOSS-L-1",), _had_protection),
            Point("fraud", ("LOSS-L-1", "LOSS-1")),
            Point("public-order-serious", ("LOSS-L-1", "LOSS-2")),
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
    ),
    # Act art. 42quinquies; Directive 2004/38 art. 16(4): permanent residence. E+ is the old letter of EU+.
    Group(
        "eu-permanent",
        _cards("EU+", "E+", "annex_8bis"),
        absences.permanent("pr.loss_absence", return_right_seen=True, law=("EUP-LOSS-1",)),
        limits=(TWO_YEARS, NOTICE_EU, REPORT),
        returns=(WITHIN_TWO_YEARS, VALID_CARD_EU, FORCE_MAJEURE_PRACTICE),
        ends=(FRAUD_EU, PUBLIC_ORDER_EU, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=("CARD-REN-2", *EU_RENEWAL),
        window_confirmed=False,
    ),
    Group(
        "family-permanent",
        _cards("F+"),
        absences.permanent("pr.loss_absence", return_right_seen=True, law=("FAM-LOSS-1", "EUP-LOSS-1")),
        limits=(TWO_YEARS_FAMILY, NOTICE_EU, REPORT),
        returns=(WITHIN_TWO_YEARS, VALID_CARD, FORCE_MAJEURE_PRACTICE, NEW_APPLICATION),
        ends=(FRAUD_EU, PUBLIC_ORDER_EU, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=("CARD-REN-1", *EU_RENEWAL),
    ),
    # Withdrawal Agreement art. 15(3): M card with permanent stay.
    Group(
        "agreement-permanent",
        _cards("M+"),
        absences.permanent("wa_pr.loss_absence", return_right_seen=False, law=("BRX-PR-3",)),
        limits=(FIVE_YEARS, NOTICE_AGREEMENT, REPORT),
        returns=(WITHIN_FIVE_YEARS, VALID_CARD),
        ends=(FRAUD_AGREEMENT, PUBLIC_ORDER_AGREEMENT, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=EU_RENEWAL,
        window_confirmed=False,
    ),
    # Act art. 19; RD 1981 art. 39: EU citizens and their family before permanent residence. E is the old letter of EU.
    Group(
        "eu",
        _cards("EU", "E", "annex_8"),
        absences.before_permanence(absences.within_a_year(prepared=False, law=("CARD-ABS-3",)), "pr.loss_absence"),
        limits=(ONE_YEAR_EU, NOTICE_EU, REPORT),
        returns=(WITHIN_A_YEAR_EU, VALID_CARD_EU, FORCE_MAJEURE_PRACTICE),
        ends=(
            Point("eu-conditions", ("EUP-5Y-4", "EUP-EFF-1")),
            FRAUD_EU,
            PUBLIC_ORDER_EU,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
        renewal=EU_RENEWAL,
        window_confirmed=False,
    ),
    Group(
        "family",
        _cards("F"),
        absences.before_permanence(absences.within_a_year(prepared=False, law=("CARD-ABS-3",)), "pr.loss_absence"),
        limits=(ONE_YEAR_EU, NOTICE_EU, REPORT),
        returns=(WITHIN_A_YEAR_EU, VALID_CARD, FORCE_MAJEURE_PRACTICE, NEW_APPLICATION),
        ends=(
            Point("family-life", ("FAM-RET-4", "FAM-HH-3", "FAM-RET-1", "FAM-RET-2", "FAM-RET-3")),
            FRAUD_EU,
            PUBLIC_ORDER_EU,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
        renewal=("FAM-APP-1", "FAM-APP-2", *EU_RENEWAL),
    ),
    # Withdrawal Agreement art. 15; RD 1981 art. 39: M card without permanent stay.
    Group(
        "agreement",
        _cards("M"),
        absences.agreement,
        limits=(SIX_MONTHS, TWELVE_ONCE, NOTICE_AGREEMENT, REPORT),
        returns=(NOT_REGAINED, VALID_CARD),
        ends=(FRAUD_AGREEMENT, PUBLIC_ORDER_AGREEMENT, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=EU_RENEWAL,
        window_confirmed=False,
        off_register_unsettles=True,
    ),
    # Papers and cards without a rule on absence in the law base.
    _paper("temporary-paper", "annex_15", ("DOC-15", "DOUBT-9"), (TRAVEL_NOT_CONFIRMED, VALID_CARD)),
    _paper("asylum-paper", "orange_card", ("CARD-ABS-7",), (VALID_CARD,)),
    _paper("agreement-paper", "annex_56", ("BRX-DOC-1", "BRX-ABS-1"), (NOT_REGAINED,)),
    _paper("frontier-worker", "N", ("BRX-N-1",)),
    _paper("special-card", "special_card", ("SW-11",)),
)
"""Every card has one group; a test compares them with ``facts.CARDS``. ``none`` is no card."""

OLD_DOCUMENTS: tuple[OldDocument, ...] = (
    OldDocument("old-e", _cards("E", "E+"), ("OLD-1",)),
    OldDocument("old-c-d", _cards("C", "D"), ("OLD-2",)),
    OldDocument(
        "old-model-f",
        _cards("F", "F+"),
        ("OLD-3", "FAM-VAL-3", "D-17", "O-18"),
        end="card.F_old_model.end",
        changed="card.titles.changed",
        years="card.F.validity",
    ),
    OldDocument("old-annex-8", _cards("annex_8", "annex_8bis"), ("OLD-4", "O-09")),
    OldDocument(
        "old-uk",
        _cards("E", "E+", "annex_8", "annex_8bis"),
        ("OLD-5", "BRX-DL-4"),
        end="uk.old_documents.end",
        applies=_only_british,
    ),
)

GROUP_OF = {card: group for group in GROUPS for card in group.cards}
