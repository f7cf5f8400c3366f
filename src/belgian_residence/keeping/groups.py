"""What the law base says about keeping each card, as data: one ``Group`` for all cards under the same rules.

The limits on being away, and how an absence is judged by them, stand in ``losing.groups``. Beside them stand here the
rights to come back, what else ends the status, and the provisions on renewal. Every line carries the provisions that it
rests on, the main one first; every figure is an amount by name. One table, so it stays in one module.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belgian_residence.counting.granted import granted_to_come
from belgian_residence.losing import groups as losing
from belgian_residence.losing.endings import can_be_asked_for_efforts, had_protection
from belgian_residence.losing.groups import Limit
from belgian_residence.told.person import Person


@dataclass(frozen=True)
class GroupNote:
    """Something to know about the cards of a group: a right to come back, or what ends the status.

    ``amounts``: the figures in its words. ``decides``: no for a step on the way, which neither keeps nor ends anything.
    """

    id: str
    law: tuple[str, ...]
    applies: Callable[[Person], bool] = lambda person: True
    amounts: tuple[str, ...] = ()
    decides: bool = True


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
    with_its_stay: bool = False
    """Did the stay that it stands for end with it, for who did not ask for another one in time?"""

    @property
    def amounts(self) -> tuple[str, ...]:
        """Every figure by which it is known."""
        return tuple(name for name in (self.end, self.changed, self.years) if name)


@dataclass(frozen=True)
class Group:
    """What is shown of the cards that are kept and lost under the same rules."""

    of: losing.Group
    returns: tuple[GroupNote, ...] = ()
    ends: tuple[GroupNote, ...] = ()
    renewal: tuple[str, ...] = ("REN-1", "DIS-17")
    window_confirmed: bool = True
    """False where no source shows the renewal window for these cards: then it is advice."""
    off_register_unsettles: bool = False
    """Does a time off the register leave the status open (M card)?"""

    @property
    def key(self) -> str:
        """Its name."""
        return self.of.key

    @property
    def cards(self) -> frozenset[str]:
        """The cards of the group."""
        return self.of.cards

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits on being away."""
        return self.of.limits

    @property
    def no_rule(self) -> tuple[str, ...]:
        """For papers without a rule on absence in the law base: what is known of them."""
        return self.of.no_rule

    @property
    def has_rule(self) -> bool:
        """Does the law base say how long the holder may be away?"""
        return self.of.has_rule


def _cards(*names: str) -> frozenset[str]:
    return frozenset(names)


def _nothing_granted(person: Person) -> bool:
    """Who was given unlimited or permanent stay by a decision needs no renewal of the permit before it."""
    return not granted_to_come(person)


def _stays_as(ground: str) -> Callable[[Person], bool]:
    """Does the person stay on this ground, as far as is told? A stay that has ended rests on nothing any more."""
    return lambda person: any(stay.ground == ground and stay.end is None for stay in person.stays or ())


def _only_british(person: Person) -> bool:
    return person.nationality == frozenset({"GB"})


# --- what every card has ------------------------------------------------------------------------------------------

MOVED_FOR_GOOD = GroupNote("moved-for-good", ("ABS-6",))
OFF_REGISTER = GroupNote("off-register", ("ABS-6", "ABS-5", "SW-12"))
FRAUD = GroupNote("fraud", ("LOSS-1",))
FRAUD_EU = GroupNote("fraud", ("EUP-LOSS-2",))
FRAUD_AGREEMENT = GroupNote("fraud", ("BRX-PR-3",))
PUBLIC_ORDER = GroupNote("public-order", ("LOSS-2",))
NOT_WHILE_PROTECTED = GroupNote("public-order-not-while-protected", ("LOSS-2",), had_protection, decides=False)
"""Arts. 21 to 23 do not apply to beneficiaries of international protection (art. 20)."""
PUBLIC_ORDER_EU = GroupNote("public-order-eu", ("EUP-LOSS-2",))
PUBLIC_ORDER_FAMILY = GroupNote("public-order-family", ("FAM-LOSS-1", "EUP-LOSS-2"))
"""Art. 44bis §3 is for EU citizens alone: their non-EU family is not in it."""
PUBLIC_ORDER_EU_LIMITED = GroupNote("public-order-eu-limited", ("EUP-LOSS-2", "LOSS-2"))
PUBLIC_ORDER_FAMILY_LIMITED = GroupNote("public-order-family-limited", ("FAM-LOSS-1", "EUP-LOSS-2", "LOSS-2"))
"""Before permanent stay: that the reasons must be serious is said of the permanent right alone (art. 44bis §2)."""
PUBLIC_ORDER_AGREEMENT = GroupNote("public-order-agreement", ("BRX-PR-3",))
PROTECTION_ENDED = GroupNote("protection-ended", ("LOSS-3",), had_protection)
PROTECTION_WITHDRAWN = GroupNote("protection-withdrawn", ("LOSS-3",), had_protection)
HEARD_FIRST = GroupNote("heard-first", ("LOSS-4",), amounts=("end_of_stay.reaction_days",), decides=False)
"""The person is told in writing before a decision that ends a stay, and can answer."""

INTEGRATION = GroupNote(
    "integration-efforts",
    ("L-INTG-1",),
    can_be_asked_for_efforts,
    ("integration.until_years",),
    decides=False,
)
"""Never alone: only with another condition that is lost."""

WITHIN_A_YEAR = GroupNote("within-a-year", ("ABS-1", "CARD-ABS-3"), amounts=("return.window",))
WITHIN_A_YEAR_EU = GroupNote("within-a-year", ("CARD-ABS-3",), amounts=("return.window",))
VALID_CARD = GroupNote("valid-card", ("CARD-ABS-7", "ABS-2", "ABS-4"))
VALID_CARD_EU = GroupNote("valid-card-eu", ("CARD-ABS-2",))
FORCE_MAJEURE = GroupNote("force-majeure", ("ABS-3", "CARD-ABS-6"))
FORCE_MAJEURE_PRACTICE = GroupNote(
    "force-majeure-practice", ("CARD-ABS-4", "CARD-ABS-6"), amounts=("return.force_majeure_max",)
)
LONGER_IF_PREPARED = GroupNote("longer-if-prepared", ("ABS-3",), amounts=("return.window",))
AUTHORISATION = GroupNote("authorisation-to-return", ("ABS-7",), amounts=("return.authorisation_max",))
WITHIN_TWO_YEARS = GroupNote("within-two-years", ("CARD-ABS-3",), amounts=("return.with_pr",))
WITHIN_FIVE_YEARS = GroupNote("within-five-years", ("BRX-PR-3", "CARD-ABS-5", "O-13"), amounts=("wa_pr.loss_absence",))
NEW_APPLICATION = GroupNote("new-application", ("CARD-ABS-7",))
NOT_REGAINED = GroupNote("not-regained", ("BRX-ABS-1",))
TRAVEL_NOT_CONFIRMED = GroupNote("travel-not-confirmed", ("DOC-15", "DOUBT-9"))

EU_RENEWAL = ("REN-1", "DIS-17")


_FIVE_YEARS = ("B.years.family",)
_OF = {group.key: group for group in losing.GROUPS}

NOT_RENEWED = GroupNote("not-renewed", ("REN-1",), _nothing_granted)

# --- the groups ---------------------------------------------------------------------------------------------------

GROUPS: tuple[Group, ...] = (
    # Act art. 19 §1; RD 1981 art. 39: limited stay of third-country nationals.
    Group(
        _OF["limited-stay"],
        returns=(WITHIN_A_YEAR, VALID_CARD, FORCE_MAJEURE_PRACTICE),
        ends=(
            NOT_RENEWED,
            GroupNote("family-life-art-10", ("B-FAM-2", "B-FAM-1"), _stays_as("family_of_unlimited_stay"), _FIVE_YEARS),
            GroupNote("family-life-art-10bis", ("B-FAM-1", "DOUBT-16"), _stays_as("family_of_limited_stay")),
            INTEGRATION,
            FRAUD,
            PUBLIC_ORDER,
            NOT_WHILE_PROTECTED,
            PROTECTION_ENDED,
            HEARD_FIRST,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
    ),
    # Act art. 19 §1; RD 1981 arts. 39, 40: unlimited stay and settlement. C is the old letter of K.
    Group(
        _OF["unlimited-stay"],
        returns=(WITHIN_A_YEAR, LONGER_IF_PREPARED, FORCE_MAJEURE, VALID_CARD, AUTHORISATION),
        ends=(
            FRAUD,
            PUBLIC_ORDER,
            NOT_WHILE_PROTECTED,
            PROTECTION_WITHDRAWN,
            INTEGRATION,
            HEARD_FIRST,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
    ),
    # Act art. 19 §1; Directive 2003/109 art. 9: EU long-term residents. D is the old letter of L.
    Group(
        _OF["long-term-resident"],
        returns=(
            GroupNote("any-day-in-eu", ("ABS-L-2",)),
            GroupNote("ltr-exceptions", ("ABS-L-3", "DOUBT-8")),
            VALID_CARD,
            AUTHORISATION,
        ),
        ends=(
            GroupNote("ltr-elsewhere", ("LOSS-L-1",)),
            GroupNote("ltr-protection-ended", ("LOSS-L-1",), had_protection),
            GroupNote("fraud", ("LOSS-L-1", "LOSS-1")),
            GroupNote("public-order-serious", ("LOSS-L-1", "LOSS-2")),
            NOT_WHILE_PROTECTED,
            HEARD_FIRST,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
    ),
    # Act art. 42quinquies; Directive 2004/38 art. 16(4): permanent residence. E+ is the old letter of EU+.
    Group(
        _OF["eu-permanent"],
        returns=(WITHIN_TWO_YEARS, VALID_CARD_EU, FORCE_MAJEURE_PRACTICE),
        ends=(FRAUD_EU, PUBLIC_ORDER_EU, HEARD_FIRST, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=("CARD-REN-2", *EU_RENEWAL),
        window_confirmed=False,
    ),
    Group(
        _OF["family-permanent"],
        returns=(WITHIN_TWO_YEARS, VALID_CARD, FORCE_MAJEURE_PRACTICE, NEW_APPLICATION),
        ends=(FRAUD_EU, PUBLIC_ORDER_FAMILY, HEARD_FIRST, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=("CARD-REN-1", *EU_RENEWAL),
    ),
    # Withdrawal Agreement art. 15(3): M card with permanent stay.
    Group(
        _OF["agreement-permanent"],
        returns=(WITHIN_FIVE_YEARS, VALID_CARD),
        ends=(FRAUD_AGREEMENT, PUBLIC_ORDER_AGREEMENT, HEARD_FIRST, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=EU_RENEWAL,
        window_confirmed=False,
    ),
    # Act art. 19; RD 1981 art. 39: EU citizens and their family before permanent residence. E is the old letter of EU.
    Group(
        _OF["eu"],
        returns=(WITHIN_A_YEAR_EU, VALID_CARD_EU, FORCE_MAJEURE_PRACTICE),
        ends=(
            GroupNote("eu-conditions", ("EUP-5Y-4", "EUP-EFF-1")),
            FRAUD_EU,
            PUBLIC_ORDER_EU_LIMITED,
            HEARD_FIRST,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
        renewal=EU_RENEWAL,
        window_confirmed=False,
    ),
    Group(
        _OF["family"],
        returns=(WITHIN_A_YEAR_EU, VALID_CARD, FORCE_MAJEURE_PRACTICE, NEW_APPLICATION),
        ends=(
            GroupNote(
                "family-life",
                ("FAM-RET-4", "FAM-HH-3", "FAM-RET-1", "FAM-RET-2", "FAM-RET-3", "FAM-RET-5", "FAM-INC-2"),
                amounts=("ret.control_period", "ret.death_residence"),
            ),
            FRAUD_EU,
            PUBLIC_ORDER_FAMILY_LIMITED,
            HEARD_FIRST,
            MOVED_FOR_GOOD,
            OFF_REGISTER,
        ),
        renewal=("FAM-APP-1", "FAM-APP-2", *EU_RENEWAL),
    ),
    # Withdrawal Agreement art. 15; RD 1981 art. 39: M card without permanent stay.
    Group(
        _OF["agreement"],
        returns=(NOT_REGAINED, VALID_CARD),
        ends=(FRAUD_AGREEMENT, PUBLIC_ORDER_AGREEMENT, HEARD_FIRST, MOVED_FOR_GOOD, OFF_REGISTER),
        renewal=EU_RENEWAL,
        window_confirmed=False,
        off_register_unsettles=True,
    ),
    # Papers and cards without a rule on absence in the law base.
    Group(_OF["temporary-paper"], returns=(TRAVEL_NOT_CONFIRMED, VALID_CARD), window_confirmed=False),
    Group(_OF["asylum-paper"], returns=(VALID_CARD,), window_confirmed=False),
    Group(_OF["agreement-paper"], returns=(NOT_REGAINED,), window_confirmed=False),
    Group(_OF["frontier-worker"], window_confirmed=False),
    Group(_OF["special-card"], window_confirmed=False),
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
        _cards("E", "E+", "EU", "EU+", "annex_8", "annex_8bis"),
        ("OLD-5", "BRX-DL-4", "BRX-DL-1", "BRX-DL-2"),
        end="uk.old_documents.end",
        applies=_only_british,
        with_its_stay=True,
    ),
)

GROUP_OF = {card: group for group in GROUPS for card in group.cards}
OF_THE_RULES = {group.key: group for group in GROUPS}
"""By the rules on absences: where a stay was granted before its card, they are those of the stay."""
