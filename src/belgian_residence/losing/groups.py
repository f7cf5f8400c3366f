"""Which cards are kept and lost under the same rules, as data: the judge of an absence and the limits, group by group.

Where a card tells nothing of the stay (an Annex 15, an orange card, no card yet) the ground of the stay does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from belgian_residence.counting.away import Allowed
from belgian_residence.counting.limits import limit
from belgian_residence.law.amounts import parameter
from belgian_residence.losing.agreement import agreement
from belgian_residence.losing.long_term import former_blue_card, long_term_resident
from belgian_residence.losing.one_year import within_a_year
from belgian_residence.losing.permanent import permanent
from belgian_residence.losing.verdicts import Judge, Note, Verdict
from belgian_residence.told.person import Person


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
    years: int | None = 0
    """What it is measured in: one absence in a row (0), or all in any so many years; None: it is not about the length
    of any absence."""
    duty: bool = False
    """Beyond it something is due; the stay does not hang on it."""


@dataclass(frozen=True)
class Group:
    """Cards that are kept and lost under the same rules."""

    key: str
    cards: frozenset[str]
    judge: Judge
    limits: tuple[Limit, ...] = ()
    grounds: frozenset[str] = frozenset()
    """Grounds of stay under the same rules, where the card does not say it."""
    once_permanent: Judge | None = None
    """Before permanent residence: how an absence is judged once the right exists by law, with no card for it."""
    by_law: bool = False
    """The right exists by law, so a card that was given since an absence does not prove that it does."""
    own_status: bool = False
    """A status without an end that is not the right of an EU citizen: one can be gone while the other is there."""
    regained: bool = True
    """Can a right that was lost arise anew with five new years? Not under the Withdrawal Agreement (BRX-ABS-1)."""
    no_rule: tuple[str, ...] = ()
    """For papers without a rule on absence in the law base: what is known of them. Then nothing is promised."""

    @property
    def has_rule(self) -> bool:
        """Does the law base say how long the holder may be away?"""
        return not self.no_rule


def _names(*names: str) -> frozenset[str]:
    return frozenset(names)


def _blue_card_possible(person: Person) -> bool:
    return former_blue_card(person) != (False,)


def _blue_card_not_certain(person: Person) -> bool:
    return former_blue_card(person) != (True,)


NOTICE = Limit("notice-from", "return.notice_threshold", "at_least", ("ABS-2", "CARD-ABS-2", "DOC-18"), duty=True)
NOTICE_EU = Limit("notice-from", "return.notice_threshold", "at_least", ("CARD-ABS-2", "CARD-ABS-1"), duty=True)
NOTICE_AGREEMENT = Limit("notice-from", "return.notice_threshold", "at_least", ("BRX-ABS-1", "CARD-ABS-2"), duty=True)
REPORT = Limit("report-within", "return.report_days", "at_most", ("CARD-ABS-2", "ABS-2"), years=None)
ONE_YEAR = Limit("return-within", "return.window", "under", ("ABS-1", "CARD-ABS-3"))
ONE_YEAR_EU = Limit("return-within", "return.window", "under", ("CARD-ABS-3",))
OUTSIDE_EU = Limit("outside-eu", "L.loss.outside_eu", "under", ("ABS-L-1", "ABS-L-2"), _blue_card_not_certain)
OUTSIDE_EU_BLUE = Limit(
    "outside-eu-blue", "L.loss.outside_eu.ex_blue", "under", ("ABS-L-1", "ABS-L-2"), _blue_card_possible
)
OUTSIDE_BELGIUM = Limit("outside-belgium", "L.loss.outside_belgium", "under", ("ABS-L-1",), _blue_card_not_certain)
OUTSIDE_BELGIUM_BLUE = Limit(
    "outside-belgium-blue", "L.loss.outside_belgium", "under", ("DIS-28", "ABS-L-1"), _blue_card_possible
)
TWO_YEARS = Limit("permanent-away", "pr.loss_absence", "at_most", ("EUP-LOSS-1", "CARD-ABS-3"))
TWO_YEARS_FAMILY = Limit("permanent-away", "pr.loss_absence", "at_most", ("FAM-LOSS-1", "EUP-LOSS-1", "CARD-ABS-3"))
FIVE_YEARS = Limit("agreement-permanent-away", "wa_pr.loss_absence", "at_most", ("BRX-PR-3", "CARD-ABS-5"))
SIX_MONTHS = Limit("agreement-year-total", "pr.absence_per_year_max", "at_most", ("BRX-PR-2", "BRX-ABS-1"), years=1)
TWELVE_ONCE = Limit(
    "agreement-once", "pr.absence_important_reason_max", "at_most", ("BRX-PR-2", "BRX-ABS-1"), years=None
)

EU_PERMANENT = permanent("pr.loss_absence", return_right_seen=True, law=("EUP-LOSS-1",))
FAMILY_PERMANENT = permanent("pr.loss_absence", return_right_seen=True, law=("FAM-LOSS-1", "EUP-LOSS-1"))
AGREEMENT_PERMANENT = permanent("wa_pr.loss_absence", return_right_seen=False, law=("BRX-PR-3",))
BEFORE_PERMANENCE = within_a_year(prepared=False, law=("CARD-ABS-3",), service_keeps=True, posting_open=True)

NO_RULE = "no-rule"


def _paper(key: str, card: str, *law: str) -> Group:
    """A paper or card for which the law base has no rule on absence: every absence is unsettled."""
    note = Note(NO_RULE, law)
    return Group(key, _names(card), lambda told: Verdict("unsettled", law, notes=(note,)), no_rule=law)


# Act art. 19 §1; RD 1981 art. 39: limited stay of third-country nationals.
LIMITED_STAY = Group(
    "limited-stay",
    _names("A", "H", "I", "J"),
    within_a_year(prepared=False, law=("ABS-1",)),
    limits=(NOTICE, ONE_YEAR, REPORT),
)
# Act art. 19 §1; RD 1981 arts. 39, 40: unlimited stay and settlement. C is the old letter of K.
UNLIMITED_STAY = Group(
    "unlimited-stay",
    _names("B", "C", "K"),
    within_a_year(prepared=True, law=("ABS-1", "ABS-3")),
    limits=(NOTICE, ONE_YEAR, REPORT),
    grounds=_names("unlimited_stay", "settlement"),
    own_status=True,
)
# Act art. 19 §1; Directive 2003/109 art. 9: EU long-term residents. D is the old letter of L.
LONG_TERM = Group(
    "long-term-resident",
    _names("L", "D"),
    long_term_resident,
    limits=(OUTSIDE_EU, OUTSIDE_EU_BLUE, OUTSIDE_BELGIUM, OUTSIDE_BELGIUM_BLUE, NOTICE, REPORT),
    grounds=_names("long_term_resident"),
    own_status=True,
)
GROUPS: tuple[Group, ...] = (
    LIMITED_STAY,
    UNLIMITED_STAY,
    LONG_TERM,
    # Act art. 42quinquies; Directive 2004/38 art. 16(4): permanent residence. E+ is the old letter of EU+.
    Group(
        "eu-permanent",
        _names("EU+", "E+", "annex_8bis"),
        EU_PERMANENT,
        limits=(TWO_YEARS, NOTICE_EU, REPORT),
        by_law=True,
    ),
    Group(
        "family-permanent",
        _names("F+"),
        FAMILY_PERMANENT,
        limits=(TWO_YEARS_FAMILY, NOTICE_EU, REPORT),
        by_law=True,
        own_status=True,
    ),
    # Withdrawal Agreement art. 15(3): M card with permanent stay.
    Group(
        "agreement-permanent",
        _names("M+"),
        AGREEMENT_PERMANENT,
        limits=(FIVE_YEARS, NOTICE_AGREEMENT, REPORT),
        by_law=True,
        regained=False,
        own_status=True,
    ),
    # Act art. 19; RD 1981 art. 39: EU citizens and their family before permanent residence. E is the old letter of EU.
    Group(
        "eu",
        _names("EU", "E", "annex_8"),
        BEFORE_PERMANENCE,
        limits=(ONE_YEAR_EU, NOTICE_EU, REPORT),
        grounds=_names("eu_citizen"),
        once_permanent=EU_PERMANENT,
    ),
    Group(
        "family",
        _names("F"),
        BEFORE_PERMANENCE,
        limits=(ONE_YEAR_EU, NOTICE_EU, REPORT),
        grounds=_names("family_of_eu_or_belgian"),
        once_permanent=FAMILY_PERMANENT,
    ),
    # Withdrawal Agreement art. 15; RD 1981 art. 39: M card without permanent stay.
    Group(
        "agreement",
        _names("M"),
        agreement,
        limits=(SIX_MONTHS, TWELVE_ONCE, NOTICE_AGREEMENT, REPORT),
        grounds=_names("withdrawal_agreement"),
        once_permanent=AGREEMENT_PERMANENT,
        by_law=True,
        regained=False,
    ),
    # Papers and cards without a rule on absence in the law base.
    _paper("temporary-paper", "annex_15", "DOC-15", "DOUBT-9"),
    _paper("asylum-paper", "orange_card", "CARD-ABS-7"),
    _paper("agreement-paper", "annex_56", "BRX-DOC-1", "BRX-ABS-1"),
    _paper("frontier-worker", "N", "BRX-N-1"),
    _paper("special-card", "special_card", "SW-11"),
)
"""Every card has one group; a test compares them with ``facts.CARDS``. ``none`` is no card."""

IN_MONTHS = {"months": 1, "years": 12}
"""The units of the limits that end a stay."""

GROUP_OF = {card: group for group in GROUPS for card in group.cards}


def allowed(group: Group, person: Person, on: date, *, duties: bool = False) -> tuple[Allowed, ...] | None:
    """How long the holder may be away without losing the stay; ``duties``: and without having to tell the municipality.
    With a card that has run out also no longer than leaves the stay alone without one (ABS-4). None where the law does
    not say so for these cards."""
    if not group.has_rule:
        return None
    run_out = person.card_expiry is not None and person.card_expiry < on
    return (
        *((Allowed(limit("return.notice_threshold", on)),) if run_out else ()),
        *(
            Allowed(limit(one.amount, on) * IN_MONTHS[parameter(one.amount).unit], one.years)
            for one in group.limits
            if one.years is not None and one.applies(person) and (duties or not one.duty)
        ),
    )


def group_of_stay(card: str | None, ground: str | None) -> Group:
    """The group whose rules hold for the stay itself: that of the card, or of the ground where the card says nothing of
    the stay. A limited stay of a third-country national where neither says more (ABS-1 is the general rule)."""
    held = GROUP_OF.get(card or "")
    if held is not None and held.has_rule:
        return held
    return next((group for group in GROUPS if ground in group.grounds), LIMITED_STAY)
