"""What is left of the answer where figures were to be verified again: marked as not confirmed, without its days.

As for the routes (``verification``), only the day on which it is asked makes a figure stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from belgian_residence.keeping.groups import Group
from belgian_residence.keeping.renewal import EARLY, PRESUMED_GONE, WINDOW
from belgian_residence.losing.cards import BEFORE_THIS_CARD, BEFORE_THIS_CARD_BY_LAW, VALIDITY
from belgian_residence.losing.verdicts import Verdict
from belgian_residence.trust.verification import past_verify_by

NOTICE = ("return.notice_threshold",)
REPORT = ("return.report_days",)
JUDGED_BY = (
    *(*NOTICE, *REPORT, "return.window", "return.with_pr", "return.force_majeure_max", "return.authorisation_max"),
    *("pr.residence_period", "pr.loss_absence", "wa_pr.loss_absence", "B.years.protection"),
)
"""Figures with which absences are judged, besides the limits of the group."""


@dataclass(frozen=True)
class Late:
    """The figures that are past their verify-by date on the day on which it is asked."""

    names: frozenset[str] = frozenset()

    def any_of(self, names: Iterable[str]) -> bool:
        """Is one of these late?"""
        return not self.names.isdisjoint(names)

    def judging(self, group: Group, verdicts: Iterable[Verdict]) -> bool:
        """Is a figure late by which one of these verdicts was found?"""
        return self.any_of(_judging(group)) or (
            self.any_of(_before_the_card(group))
            and any(
                verdict.status in ("lost", "unsettled")
                or BEFORE_THIS_CARD in verdict.notes
                or BEFORE_THIS_CARD_BY_LAW in verdict.notes
                for verdict in verdicts
            )
        )


def figures(group: Group) -> tuple[str, ...]:
    """Every figure that an answer for a group can rest on."""
    lines = [name for note in (*group.returns, *group.ends) for name in note.amounts]
    return tuple(
        dict.fromkeys((*_judging(group), *_before_the_card(group), *lines, *WINDOW, *EARLY, *PRESUMED_GONE.amounts))
    )


def late_on(names: Iterable[str], on: date, today: date | None) -> Late:
    """Those of the figures that are late when it is asked ``today``. Without it none is."""
    return Late(frozenset(past_verify_by(names, on, today))) if today else Late()


def _judging(group: Group) -> tuple[str, ...]:
    return (*(one.amount for one in group.limits), *JUDGED_BY) if group.has_rule else ()


def _before_the_card(group: Group) -> tuple[str, ...]:
    """The figures that tell since when the card held now can have been given."""
    return tuple(VALIDITY[card] for card in sorted(group.cards) if card in VALIDITY)
