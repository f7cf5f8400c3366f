"""The day of a first card that is not known: what bounds it.

It was issued no earlier than its stay began and no later than its stay ended; no later than the card held now; and no
later than the papers that can stand in the place of a card until it comes: an Annex 15 of 45 days that can be extended
twice, and for family of an EU citizen or of a Belgian first the six months of the decision (DOC-15, FAM-APP-8,
FAM-5Y-3). None of these bounds moves with the day of the question.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from belgian_residence.counting.limits import limit
from belgian_residence.engine.dates import add_months
from belgian_residence.told.person import Person, Stay


class FirstCard(NamedTuple):
    """When the first card of a stay was issued: ``earliest`` and ``latest`` are the same where the day is known.

    ``earliest`` None: also the first day of the stay is not known. ``latest`` None: nothing bounds it. ``probably``:
    the end of the first Annex 15, within these bounds; None where nothing says.
    """

    earliest: date | None
    latest: date | None
    probably: date | None
    fact: str
    """The fact that gives the day: ``stays[0].first_card_issued``."""

    @property
    def known(self) -> bool:
        """Is the day known exactly?"""
        return self.earliest is not None and self.earliest == self.latest


def first_card(stay: Stay, person: Person, on: date) -> FirstCard:
    """Between which days the first card of a stay was issued. ``on``: the day whose lengths of papers are used."""
    fact = f"stays[{stay.index}].first_card_issued"
    if stay.first_card:
        return FirstCard(stay.first_card, stay.first_card, stay.first_card, fact)
    start = stay.start if stay.start_known else None
    limits = [end] if (end := stay.told_end or stay.end) else []
    runs = stay.end is None or stay.end >= on
    if runs and person.card_issued and (start is None or start <= person.card_issued):
        limits.append(person.card_issued)
    if start is None:
        return FirstCard(None, min(limits, default=None), None, fact)
    decided = _decided_by(stay, start, on)
    papers = [decided + longest_annex_15(on)] if decided else []
    latest = min([*limits, *papers], default=None)
    probably = min(decided + one_annex_15(on), *limits, *papers) if decided else None
    return FirstCard(start, latest, probably, fact)


def registered_on(stay: Stay, person: Person, on: date) -> date | None:
    """The first day of a stay, or the last day that it can be; None where nothing but the day asked about bounds it."""
    return stay.start if stay.start_known else first_card(stay, person, on).latest


def _decided_by(stay: Stay, start: date, on: date) -> date | None:
    """The day by which it is decided that a card comes: its first day, or the end of the term of the decision. None:
    other papers, of no certain length, come first (an orange card; the attestation of a request made here), or the stay
    is in another state."""
    orange = stay.ground == "asylum_procedure" or stay.card == "orange_card"
    if orange or isinstance(stay.attestation, date) or stay.country != "BE":
        return None
    if stay.ground == "family_of_eu_or_belgian":
        return add_months(start, limit("family.card_after", on))
    return start


def one_annex_15(on: date) -> timedelta:
    """The days that one Annex 15 covers."""
    return timedelta(days=limit("annex15.days", on))


def longest_annex_15(on: date) -> timedelta:
    """An Annex 15 covers 45 days and can be extended twice (annex15.days, annex15.extensions; practice)."""
    return timedelta(days=limit("annex15.days", on) * (1 + limit("annex15.extensions", on)))
