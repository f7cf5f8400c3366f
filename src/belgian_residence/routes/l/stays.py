"""The stays behind an L card and how they are weighed (Act art. 15bis §1; Directive 2003/109 art. 4).

Students and trainees count half, some stays not at all, asylum time half or in full. Of some the list of the law says
nothing: see ``LEFT_OPEN``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from belgian_residence.counting.first_cards import first_card, registered_on
from belgian_residence.counting.periods import (
    all_stays,
    asylum_time_of_protection,
    can_have_asylum_time,
    chain,
    in_belgium,
    led_to_protection,
    unlimited_at_once,
)
from belgian_residence.counting.situation import Situation
from belgian_residence.engine.dates import DAY, add_months, add_years, months_and_days
from belgian_residence.losing.earlier import since_a_loss
from belgian_residence.routes.limits import bridge, limit
from belgian_residence.told.facts import PROTECTION_GROUNDS
from belgian_residence.told.person import Person, Stay

EXCLUDED = frozenset(
    {
        "student",
        "vocational_training",
        "search_year",
        "asylum_procedure",
        "temporary_protection",
        "au_pair",
        "seasonal_worker",
        "posted_worker",
        "special_card_convention",
        "short_stay",
        "arrival_declaration",
    }
)
"""Statuses from which one cannot ask (art. 15bis §1 al. 2; L-EXC-1); short stay and the arrival declaration because
they are no residence. The time of a search year counts all the same (L-5Y-3)."""
HALF = frozenset({"student", "vocational_training"})
ZERO = frozenset(
    {"au_pair", "seasonal_worker", "posted_worker", "special_card_convention", "short_stay", "arrival_declaration"}
)
"""Stays for exclusively temporary reasons, those under the four conventions, and short stay (L-5Y-7)."""
LEFT_OPEN = frozenset({"temporary_protection", "asylum_procedure"})
"""Not on the list of what does not count; how the Office counts them was not seen (L-5Y-7, reading 41). Asylum time of
who got protection has a rule of its own: see ``weight``."""


class Span(NamedTuple):
    """A part of the five years: from ``start`` up to, not including, ``end`` (None: it runs on), and its weight."""

    start: date
    end: date | None
    weight: Fraction


def weight(stay: Stay, stays: Sequence[Stay], situation: Situation, *, withdrawn: bool | None = None) -> Fraction:
    """How much of a stay counts. In full: every legal stay that no list names, since the law of 19 March 2014 (L-5Y-6),
    also a search year (L-5Y-3). Half: study and vocational training (L-5Y-2). Asylum time of who got protection: half,
    or all of it (L-5Y-4). Nothing: stays of an exclusively temporary kind and the cards of the conventions (L-5Y-7);
    and protection, with the procedure that led to it, where it was withdrawn (L-5Y-4). ``withdrawn``: take it so,
    whatever was told."""
    if withdrawn is None:
        withdrawn = situation.person.protection_ended == "withdrawn"
    if withdrawn and _rests_on_protection(stay, stays, situation):
        return Fraction(0)
    if stay.ground == "intra_corporate_transferee":
        return Fraction(1 if situation.conventions.company_transfer_counts else 0)
    if stay.ground == "asylum_procedure":
        return _weight_of_asylum(stay, stays, situation)
    if stay.ground in LEFT_OPEN:
        return _left_open(situation)
    if stay.ground in HALF:
        return Fraction(1, 2)
    return Fraction(0) if stay.ground in ZERO else Fraction(1)


def _left_open(situation: Situation) -> Fraction:
    return Fraction(1 if situation.conventions.other_protection_counts else 0)


def _rests_on_protection(stay: Stay, stays: Sequence[Stay], situation: Situation) -> bool:
    if stay.ground == "asylum_procedure":
        return _led_to_protection(stay, stays, situation)
    return stay.ground in PROTECTION_GROUNDS


def _weight_of_asylum(asylum: Stay, stays: Sequence[Stay], situation: Situation) -> Fraction:
    """Half where protection came of it, in full where it took longer than 18 months from the application to the issue
    of the permit, also if a stay on another ground ran for a part of them (L-5Y-4); otherwise left open (L-5Y-7)."""
    if not _led_to_protection(asylum, stays, situation):
        return _left_open(situation)
    known = _known_time(asylum, situation)
    start, end = known or (asylum.start, asylum.end)
    assert end is not None
    longer = add_months(start, limit("L.asylum.full_after_months", situation.on)) < end
    return Fraction(1) if longer or situation.conventions.asylum_time_in_full else Fraction(1, 2)


def _known_time(asylum: Stay, situation: Situation) -> tuple[date, date] | None:
    """From the application to the permit, both told, where the stay lies within."""
    known = asylum_time_of_protection(situation.person)
    within = known is not None and known[0] <= asylum.start and asylum.end is not None and asylum.end <= known[1]
    return known if within else None


def _led_to_protection(asylum: Stay, stays: Sequence[Stay], situation: Situation) -> bool:
    at_once = unlimited_at_once(situation.person) is not None
    return bool(_known_time(asylum, situation)) or led_to_protection(asylum, stays, at_once=at_once)


ONE_WAS_MADE = ("asylum_application", "permit_granted", "unlimited_stay_since", "medical_application")
"""The facts, beside the stays, that tell of a request for protection (see ``may_have_asked_for_protection``)."""


def may_have_asked_for_protection(person: Person) -> bool:
    """Does something told show a request for asylum or for a medical stay (9ter) of which no decision is told?

    An asylum stay that another one followed without a day between: who was refused first lost that stay. A day of a
    request of which no stay came.
    """
    stays = in_belgium(person.stays or ())
    if not can_have_asylum_time(person):
        if isinstance(person.asylum_application, date):
            return True
        ends = {stay.end + DAY for stay in stays if stay.ground == "asylum_procedure" and stay.end is not None}
        if any(stay.start in ends or stay.start + DAY in ends for stay in stays):
            return True
    medical = any(stay.ground == "medical_9ter" for stay in stays)
    return isinstance(person.medical_application, date) and not medical


def counted_chain(situation: Situation, *, withdrawn: bool | None = None) -> list[tuple[Stay, Fraction]]:
    """The stays of the chain that ends with the application, with their weights; the uncounted ones left out.

    A day without a stay breaks the chain, and so does an absence that ended an unlimited stay (``since_a_loss``); under
    one reading an Annex 15 may have covered a short gap (``bridge``). Safe (``conventions``): an uncounted stay breaks
    it too; other reading: it is only left out (L-5Y-7). The five years lie just before the application (L-5Y-1), so in
    both there are none while an uncounted stay runs. ``withdrawn``: see ``weight``.
    """
    person = situation.person
    stays = since_a_loss(chain(all_stays(person), situation.on, lambda: bridge(situation)), situation)
    weighed = [(stay, weight(stay, stays, situation, withdrawn=withdrawn)) for stay in stays]
    broken = [index for index, (_, weight) in enumerate(weighed) if weight == 0]
    if broken and broken[-1] == len(weighed) - 1:
        return []
    if broken and not situation.conventions.zero_weight_pauses:
        weighed = weighed[broken[-1] + 1 :]
    return [(stay, weight) for stay, weight in weighed if weight > 0]


def clock_start(first: Stay, situation: Situation) -> date | None:
    """The first day that counts. Safe (``conventions``): the issue of the first card; other reading: registration or
    Annex 15 (L-5Y-8). Of asylum time: the application (L-5Y-4).

    Where the day is not known, the latest that it can be (``first_cards``); None where nothing bounds it.
    """
    if first.ground == "asylum_procedure" or situation.conventions.clock_from_registration:
        return registered_on(first, situation.person, situation.on)
    return first_card(first, situation.person, situation.on).latest


def spans_of(counted: list[tuple[Stay, Fraction]], start: date) -> list[Span]:
    """The counted stays from ``start`` on; neighbours of the same weight put together."""
    spans: list[Span] = []
    following = [stay.start for stay, _ in counted[1:]] + [None]
    for (stay, weight), next_start in zip(counted, following, strict=True):
        # A stay runs up to the first day of the one that follows it, or to its own last day where a stay that does
        # not count comes between.
        end = stay.end + DAY if stay.end is not None else None
        if next_start is not None and (end is None or next_start <= end):
            end = next_start
        begin = max(stay.start, start)
        if end is not None and end <= begin:
            continue
        if spans and spans[-1].weight == weight and spans[-1].end == begin:
            spans[-1] = Span(spans[-1].start, end, weight)
        else:
            spans.append(Span(begin, end, weight))
    return spans


def _half(months: int, days: int) -> tuple[int, int]:
    """Whole months halved, an odd month leaves 15 days, left-over days halved, part days dropped (reading 5)."""
    return months // 2, (15 if months % 2 else 0) + days // 2


def completed_on(spans: list[Span], years: int) -> date:
    """The first day on which the weighed time reaches so many years. The last span must run on (its end is None)."""
    months, days = 0, 0
    for span in spans:
        wanted = years * 12 - months
        factor = 2 if span.weight < 1 else 1
        reached = _months_later(span.start, wanted * factor) - timedelta(days=days * factor)
        reached = max(reached, span.start)
        if span.end is None or reached <= span.end:
            return reached
        whole, left = months_and_days(span.start, span.end)
        gained = _half(whole, left) if factor == 2 else (whole, left)
        months, days = months + gained[0], days + gained[1]
    raise ValueError("the last span has an end")


def _months_later(start: date, months: int) -> date:
    return add_years(start, months // 12) if months % 12 == 0 else add_months(start, months)
