"""One person with exact days: what each absence, the card and the register do to the status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from belgian_residence.counting.away import holds_unlisted, not_told
from belgian_residence.counting.limits import limit
from belgian_residence.counting.situation import Situation
from belgian_residence.keeping.groups import GROUP_OF, OF_THE_RULES, Group
from belgian_residence.keeping.renewal import Renewal, renewal, warnings
from belgian_residence.losing import stay as losing
from belgian_residence.losing.cards import can_have_left_without_one
from belgian_residence.losing.household import Ending
from belgian_residence.losing.verdicts import WORST_LAST, KeepStatus, Note, Verdict
from belgian_residence.routes.status import became_belgian
from belgian_residence.routes.stay_kept import allowed_away, has_ended, what_became_of_the_stay
from belgian_residence.told.person import Absence, Person


@dataclass(frozen=True)
class Away:
    """One absence with what it does to the status."""

    absence: Absence
    verdict: Verdict
    notice: bool
    """Is it declared before leaving, and the return reported?"""

    @property
    def index(self) -> int:
        """Its place in the case file."""
        return self.absence.index


@dataclass(frozen=True)
class Kept:
    """What is kept, for one choice of days."""

    group: Group
    aways: tuple[Away, ...]
    renewal: Renewal | None
    warnings: tuple[tuple[Note, KeepStatus], ...]
    endings: tuple[Ending, ...]
    absences_told: bool
    """Is nothing waiting for absences that are not listed?"""
    ended: bool
    """Has the status ended by now? A card without it is not renewed."""

    @property
    def status(self) -> KeepStatus:
        """The worst of all; not settled while absences are not known, or no rule is."""
        found: list[KeepStatus] = [away.verdict.status for away in self.aways]
        found += [status for _, status in self.warnings]
        found += [ending.status for ending in self.endings]
        found += [] if self.absences_told and self.group.has_rule else ["unsettled"]
        return max(found, key=WORST_LAST.index, default="kept")

    @property
    def notices(self) -> tuple[Note, ...]:
        """What the card, the register and the end of what the stay rests on say by themselves."""
        return (*(note for note, _ in self.warnings), *(ending.note for ending in self.endings))


def kept(person: Person, on: date) -> Kept | None:
    """What is kept; None when no card is held or known, or it is that of somebody who has become Belgian."""
    if GROUP_OF.get(person.card or "none") is None or became_belgian(person):
        return None
    situation = Situation(person, on)
    found = what_became_of_the_stay(situation, of_card=True)
    group = OF_THE_RULES[found.group.key]
    ended = has_ended(person, on)
    warned = tuple(warnings(group, person, on))
    told = not not_told(person, allowed_away(situation, of_card=True), on)
    if told and holds_unlisted(person) and can_have_left_without_one(person, on):
        # Of what is only bounded, one thing is left: did a trip begin once the card had run out? That is a risk.
        told = any(status == "at_risk" for _, status in warned)
    return Kept(
        group,
        tuple(_away(group, away, on) for away in found.aways),
        None if ended else renewal(group, person, on),
        warned,
        found.endings,
        told,
        ended,
    )


def _away(group: Group, away: losing.Away, on: date) -> Away:
    """The absence as it is shown; while its return is not known only a loss is certain."""
    verdict, absence = away.verdict, away.absence
    still_away = absence.back is None
    if still_away and verdict.stay != "lost":
        missing = tuple(dict.fromkeys((*verdict.asked, f"absences[{absence.index}].to")))
        verdict = verdict._replace(stay="unsettled", missing=missing)
    due = away.trip.reaches(limit("return.notice_threshold", on)) or still_away
    return Away(absence, verdict, group.has_rule and due)
