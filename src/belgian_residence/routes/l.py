"""L card: EU long-term resident (Act art. 15bis; Directive 2003/109). In the order of the article.

Who can ask (15bis §1), from which statuses one cannot ask (15bis §1 al. 2), five years of legal and uninterrupted
stay just before the application and how they are weighed, absences, means (15bis §3), insurance, public order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from belgian_residence.conventions import Conventions
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, all_of, truth
from belgian_residence.engine.dates import DAY, add_months, add_years, months_and_days
from belgian_residence.law.amounts import NotConfirmed, amount
from belgian_residence.periods import (
    PROTECTION,
    Trip,
    all_stays,
    chain,
    current_stay,
    led_to_protection,
    returns_not_known,
    trips,
)
from belgian_residence.person import Stay
from belgian_residence.routes.limits import bridge, limit
from belgian_residence.routes.returning import right_of_return_kept
from belgian_residence.routes.status import (
    WITH_UNLIMITED_STAY,
    Route,
    When,
    card_not_among,
    card_not_expired,
    ground_not_among,
    non_eu_national,
    not_belgian,
    open_for_ground,
    stay_runs,
)
from belgian_residence.situation import Situation, condition, is_false, is_true

# --- Art. 15bis §1: who can ask -----------------------------------------------------------------------------------

CARDS_THAT_CAN_ASK = frozenset({"A", "B", "C", "K", "H", "F", "F+"})
"""Limited stay is enough; unlimited stay need not come first (L-WHO-1, DIS-7)."""


def _residence_card(situation: Situation) -> Finding:
    card = situation.person.card
    if card is None:
        return Finding(UNKNOWN, ("card",), ("card",))
    if card in {"M", "M+", "special_card", "annex_15"}:
        # Not confirmed under the Withdrawal Agreement (reading 9) and for an Annex 15 in the place of a card; a special
        # card is checked one by one (L-EXC-3).
        return Finding(UNKNOWN, ("card",), not_confirmed=True)
    return Finding(truth(card in CARDS_THAT_CAN_ASK), ("card",))


# --- Art. 15bis §1 al. 2: from these statuses one cannot ask ------------------------------------------------------

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
FREE_OF_EXCLUSIONS = frozenset({"B", "C", "K", "F", "F+"})
"""With one of these cards the ground of an earlier stay no longer matters."""


def _unless_settled(test: Callable[[Situation], Finding]) -> Callable[[Situation], Finding]:
    """The exclusions concern the status a person has now; a holder of unlimited stay or of an F card has left them."""

    def checked(situation: Situation) -> Finding:
        if situation.person.card in FREE_OF_EXCLUSIONS:
            return Finding(YES, ("card",))
        finding = test(situation)
        if situation.person.card is None and finding.value is not YES:
            return Finding(UNKNOWN, ("card",), ("card",))
        return finding

    return checked


# --- Art. 15bis §1: five years of legal and uninterrupted stay, just before the application -----------------------

HALF = frozenset({"student", "vocational_training"})
ZERO = frozenset(
    {
        "au_pair",
        "seasonal_worker",
        "posted_worker",
        "temporary_protection",
        "special_card_convention",
        "short_stay",
        "arrival_declaration",
        "asylum_procedure",  # unless it led to protection: see ``_weight``
    }
)
REGULATION_2024_1347_APPLIES = date(2026, 7, 1)
"""From this day on, applications can be read under the new article 4(2) of the Directive (L-5Y-5, reading 4)."""


@dataclass(frozen=True)
class Span:
    """A part of the five years: from ``start`` up to, not including, ``end`` (None: it runs on), and its weight."""

    start: date
    end: date | None
    weight: Fraction


def _weight(stay: Stay, stays: Sequence[Stay], situation: Situation) -> Fraction:
    if stay.ground == "intra_corporate_transferee":
        return Fraction(1 if situation.conventions.company_transfer_counts else 0)
    if stay.ground == "asylum_procedure" and led_to_protection(stay, stays):
        if situation.conventions.asylum_time_in_full or _longer_than_18_months(stay, situation.on):
            return Fraction(1)
        return Fraction(1, 2)
    if stay.ground in HALF:
        return Fraction(1, 2)
    return Fraction(0) if stay.ground in ZERO else Fraction(1)


def _longer_than_18_months(asylum: Stay, on: date) -> bool:
    assert asylum.end is not None
    return add_months(asylum.start, limit("L.asylum.full_after_months", on)) < asylum.end


def _counted_chain(situation: Situation) -> list[tuple[Stay, Fraction]]:
    """The stays of the chain that ends with the application, with their weights; the uncounted ones left out.

    Safe: an uncounted stay breaks the chain. Other: it is only left out (L-5Y-7).
    """
    person = situation.person
    stays = chain(all_stays(person), situation.on, bridge(situation))
    weighed = [(stay, _weight(stay, stays, situation)) for stay in stays]
    if not situation.conventions.zero_weight_pauses:
        broken = [index for index, (_, weight) in enumerate(weighed) if weight == 0]
        if broken and broken[-1] == len(weighed) - 1:
            return []
        weighed = weighed[broken[-1] + 1 :] if broken else weighed
    return [(stay, weight) for stay, weight in weighed if weight > 0]


def _start(first: Stay, situation: Situation) -> date:
    """Safe: the issue of the first card. Other: registration or Annex 15 (L-5Y-8). Asylum time: the application.

    A card whose day is not known was issued by the last day of its stay.
    """
    if first.ground == "asylum_procedure" or situation.conventions.clock_from_registration:
        return first.start
    return first.first_card or min(first.end or situation.on, situation.on)


def _spans(counted: list[tuple[Stay, Fraction]], start: date) -> list[Span]:
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


# --- Art. 15bis §1: absences --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AbsenceLimits:
    """The limits for one absence and for all together, in months, and whether time elsewhere in the EU is counted."""

    single: int
    total: int
    only_outside_eu: bool = False


def _limits(situation: Situation) -> AbsenceLimits:
    on = situation.on
    stay = current_stay(situation.person.stays or (), on)
    if situation.conventions.blue_card_limits_for_every_holder and stay and stay.ground == "blue_card":
        return _blue_card_limits(on)
    return AbsenceLimits(limit("L.absence.single", on), limit("L.absence.total", on))


def _blue_card_limits(on: date) -> AbsenceLimits:
    return AbsenceLimits(limit("L.absence.blue.single", on), limit("L.absence.blue.total", on), only_outside_eu=True)


def _counted_trips(situation: Situation, limits: AbsenceLimits) -> list[Trip]:
    counted = trips(situation.person.absences or (), situation.conventions, situation.on)
    if limits.only_outside_eu:
        return [trip for trip in counted if trip.absence.outside_eu is not False]
    return counted


def _too_long(trip: Trip, limits: AbsenceLimits, conventions: Conventions) -> bool:
    if conventions.exactly_six_months_interrupts:
        return trip.reaches(limits.single)
    return trip.exceeds(limits.single)


def _months_away(counted: list[Trip], start: date, end: date) -> Fraction:
    return sum((trip.months_within(start, end) for trip in counted), Fraction(0))


def _restart(counted: list[Trip], start: date, limits: AbsenceLimits, situation: Situation) -> date:
    """The day from which the five years run: the start, or the return from the last absence that broke them."""
    conventions, years = situation.conventions, limit("L.years", situation.on)
    begin = start
    for trip in counted:
        if trip.back <= start:
            continue
        window = max(add_years(trip.end, -years), start)
        if _too_long(trip, limits, conventions) or (
            conventions.ten_months_restart and _months_away(counted, window, trip.end) > limits.total
        ):
            begin = trip.back
    return begin


def _slide(day: date, counted: list[Trip], start: date, limits: AbsenceLimits, situation: Situation) -> date:
    """Move the day until the five years before it hold no more than the limit (reading 2, the text).

    The months in the window grow only while a trip comes in at its end, so they are highest on the day itself and on
    each return after it. From the last of these days that holds too much, the window only loses months until the next
    trip: the first day that fits is found by halving.
    """
    years = limit("L.years", situation.on)

    def fits(on: date) -> bool:
        return _months_away(counted, max(add_years(on, -years), start), on) <= limits.total

    peaks = [day, *(trip.end for trip in counted if trip.end > day)]
    too_full = [peak for peak in peaks if not fits(peak)]
    if not too_full:
        return day
    low, high = too_full[-1], add_years(too_full[-1], years)
    while high - low > DAY:
        middle = low + (high - low) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _first_day(situation: Situation, limits: AbsenceLimits, day_with: Callable[[list[Trip]], date]) -> date:
    """The first day on which the years lie behind, where ``day_with`` gives that day for the trips that count.

    Trips that begin before the date asked about count; a later trip counts only if it begins before the day that is
    found, so the search is repeated with the trips before that day until nothing changes.
    """
    on = situation.on
    every_trip = _counted_trips(situation, limits)
    so_far = [replace(trip, end=min(trip.end, on)) for trip in every_trip if trip.absence.departure < on]
    today = day_with(so_far)
    if today <= on:
        return today  # what is only planned has not happened yet
    horizon = on
    while True:
        known = [trip for trip in every_trip if trip.absence.departure < horizon]
        day = day_with(known)
        if not any(horizon <= trip.absence.departure < day for trip in every_trip):
            return day
        horizon = day


def _five_years_of(situation: Situation, counted: list[tuple[Stay, Fraction]], start: date) -> date:
    """The first day on which five weighed years without interruption lie behind."""
    limits = _limits(situation)

    def day_with(known: list[Trip]) -> date:
        begin = _restart(known, start, limits, situation)
        day = completed_on(_spans(counted, begin), limit("L.years", situation.on))
        return day if situation.conventions.ten_months_restart else _slide(day, known, begin, limits, situation)

    return _first_day(situation, limits, day_with)


# --- Blue Card holders who moved between states (art. 15bis; Directive 2021/1883 art. 18) -------------------------


def _moved_blue_card(situation: Situation) -> When | None:
    """Five years in the EU as a Blue Card holder, the last two of them in Belgium (L-BLUE-1). None: did not move."""
    on = situation.on
    blue = [stay for stay in situation.person.stays or () if stay.ground == "blue_card"]
    here = chain(blue, on)
    if not here:
        return None
    run = [here[0]]
    for stay in sorted((stay for stay in blue if stay.country != "BE"), key=lambda stay: stay.start, reverse=True):
        if stay.start < run[0].start and stay.end is not None and stay.end + DAY >= run[0].start:
            run.insert(0, stay)
    if len(run) == 1:
        return None
    registered = situation.conventions.clock_from_registration
    in_eu = run[0].start if registered else run[0].first_card
    in_belgium = here[0].start if registered else here[0].first_card
    if in_eu is None or in_belgium is None:
        unknown = (stay for stay in (run[0], here[0]) if stay.first_card is None)
        return When(missing=tuple(f"stays[{stay.index}].first_card_issued" for stay in unknown))
    limits = _blue_card_limits(on)

    def day_with(known: list[Trip]) -> date:
        begin = _restart(known, in_eu, limits, situation)
        five_in_eu = add_years(begin, limit("L.years", on))
        two_here = add_years(max(in_belgium, begin), limit("L.blue.years_in_belgium", on))
        day = max(five_in_eu, two_here)
        return day if situation.conventions.ten_months_restart else _slide(day, known, begin, limits, situation)

    return When(_first_day(situation, limits, day_with))


# --- the clock ----------------------------------------------------------------------------------------------------

CLOCK_LAW = ("L-5Y-1", "L-5Y-2", "L-5Y-3", "L-5Y-4", "L-5Y-6", "L-5Y-7", "L-5Y-8", "L-ABS-1", "L-ABS-2")


def five_years(situation: Situation) -> When:
    """When the five years are complete, counted under the conventions of the situation (L-5Y-1 to L-ABS-2).

    Where a day is not known, the latest it can be is taken; it is missing only if an earlier day could matter today.
    """
    person, on = situation.person, situation.on
    protected = any(stay.ground in PROTECTION for stay in person.stays or ())
    asylum = ("asylum_application", "permit_granted") if protected else ()
    used: tuple[str, ...] = ("stays", "absences", *asylum)
    law = (*CLOCK_LAW, "L-5Y-5") if situation.conventions.asylum_time_in_full else CLOCK_LAW
    missing = tuple(fact for fact in ("stays", "absences") if getattr(person, fact) is None)
    if missing:
        missing += tuple(fact for fact in asylum if getattr(person, fact) is None)
        return When(missing=missing, law=law, facts=used)
    counted = _counted_chain(situation)
    if not counted:
        unlimited = person.card in WITH_UNLIMITED_STAY and person.unlimited_stay_since is None
        return When(missing=("unlimited_stay_since",) if unlimited else (), law=law, facts=used)
    first = counted[0][0]
    day = _five_years_of(situation, counted, _start(first, situation))
    if situation.conventions.asylum_time_in_full and protected:
        day = _not_before_the_regulation(day, situation)
    moved = _moved_blue_card(situation)
    could_be_earlier = tuple(fact for fact in asylum if getattr(person, fact) is None)
    if first.first_card is None and first.ground != "asylum_procedure":
        could_be_earlier += (f"stays[{first.index}].first_card_issued",)
    if moved is not None:
        law = (*law, "L-BLUE-1")
        day = min(day, moved.day) if moved.day else day
        could_be_earlier += moved.missing
    if day > on:
        missing = (*could_be_earlier, *returns_not_known(person.absences or ()))
    day = max(day, _free_since(situation))
    return When(day, missing=missing, law=law, facts=used, years=limit("L.years", on))


def _free_since(situation: Situation) -> date:
    """The first day from which no stay barred the application up to the date asked about (L-EXC-1)."""
    stays = [stay for stay in chain(all_stays(situation.person), situation.on) if stay.start <= situation.on]
    barred = EXCLUDED | {"medical_9ter"}
    return max((after.start for before, after in pairwise(stays) if before.ground in barred), default=date.min)


def _not_before_the_regulation(full: date, situation: Situation) -> date:
    """Asylum time counts in full only for applications from the day on which the Regulation can apply (reading 4)."""
    half = situation.under(replace(situation.conventions, asylum_time_in_full=False))
    counted = _counted_chain(half)
    older = _five_years_of(half, counted, _start(counted[0][0], half))
    return min(older, max(full, REGULATION_2024_1347_APPLIES))


# --- Art. 15bis §3: means -----------------------------------------------------------------------------------------


def _means(situation: Situation) -> Finding:
    """Stable, regular and sufficient means, for oneself and each dependant (Royal Decree of 22 July 2008 art. 4)."""
    person, on = situation.person, situation.on
    try:
        own, each = amount("L.income.self", on).value, amount("L.income.dependant", on).value
    except NotConfirmed:
        return Finding(UNKNOWN, at_filing=True)  # no answer of the person can settle it (reading 21)
    assert isinstance(own, (int, float))
    assert isinstance(each, (int, float))
    if person.income is not None and person.income < own:
        return Finding(NO, ("income",))  # too low even without dependants
    if person.income is None or person.dependants is None:
        missing = tuple(fact for fact in ("income", "dependants") if getattr(person, fact) is None)
        return Finding(UNKNOWN, ("income", "dependants"), missing)
    return Finding(truth(person.income >= own + each * person.dependants), ("income", "dependants"))


L = Route(
    key="L",
    requirement=all_of(
        not_belgian("L", "L-WHO-1"),
        non_eu_national("L", "L-WHO-1", "EUP-SCOPE-1"),
        condition("L.not-yet-held", ("L-VAL-1",), card_not_among(frozenset({"L", "D"}))),
        condition("L.residence-card", ("L-WHO-1", "FAM-L-1"), _residence_card),
        card_not_expired("L", 0, "L-WHO-1", "L-PROC-1"),
        condition("L.stay-runs", ("L-5Y-1",), stay_runs),
        condition("L.status-not-excluded", ("L-EXC-1",), _unless_settled(ground_not_among(EXCLUDED))),
        condition(
            "L.not-medical-regularisation",
            ("L-EXC-2", "DIS-8"),
            _unless_settled(ground_not_among(frozenset({"medical_9ter"}))),
        ),
        condition(
            "L.not-humanitarian-regularisation",
            ("L-EXC-2", "DIS-8"),
            _unless_settled(open_for_ground("humanitarian_9bis")),
        ),
        condition(
            "L.not-transferred-within-a-company",
            ("B-RES-1", "L-EXC-1"),
            _unless_settled(open_for_ground("intra_corporate_transferee")),
        ),
        condition("L.special-card", ("L-EXC-3",), _unless_settled(open_for_ground("special_card_other"))),
        condition("L.right-of-return-kept", ("ABS-1", "ABS-2", "ABS-3"), right_of_return_kept(five_years)),
        condition("L.means", ("L-INC-1", "L-INC-2", "L-INC-3"), _means),
        condition("L.health-insurance", ("L-INS-1",), is_true("health_insurance")),
        condition("L.public-order", ("L-PUB-1",), is_false("public_order")),
    ),
    clock=five_years,
    clock_id="L.five-years",
)
