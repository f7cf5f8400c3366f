"""Random lives to compare on: many of them with a length exactly at a limit, a day under or a day over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from oracle.days import months_after, years_after

Entry = dict[str, Any]
FULL_GROUNDS = (
    "single_permit",
    "self_employed",
    "family_of_unlimited_stay",
    "researcher",
    "blue_card",
    "other_limited_stay",
)
FIRST, LAST = date(2012, 6, 1), date(2021, 12, 31)  # when a life begins
ANSWERED_FROM = date(2021, 1, 1)  # the rules answer for no earlier date
LIMITED_STAY_FIRST = date(2016, 7, 8)  # refugees recognised before had unlimited stay at once (B-REF-1)


@dataclass(frozen=True)
class Life:
    """A case, and the date asked about."""

    case: dict[str, Any]
    on: date


def some_day(random: Random) -> date:
    """A day to begin on; often the end of a month or 29 February."""
    chance = random.random()
    if chance < 0.05:
        return date(random.choice([2016, 2020]), 2, 29)
    day = FIRST + timedelta(random.randrange((LAST - FIRST).days + 1))
    return months_after(day.replace(day=1), 1) - timedelta(1) if chance < 0.2 else day


def near(random: Random, start: date, months: int) -> date:
    """A day ``months`` months later, or a day or two off."""
    return months_after(start, months) + timedelta(random.choice([0, 0, -1, 1, -2, 2]))


def asked_on(random: Random, first: date, not_before: date, trips: Sequence[Entry]) -> date:
    """A date to ask about, three to nine years after the first day; now and then during a trip."""
    day = years_after(first, 3) + timedelta(random.randrange(6 * 365))
    if trips and random.random() < 0.15:
        trip = max(trips, key=lambda one: str(one["from"]))
        out, back = date.fromisoformat(trip["from"]), date.fromisoformat(trip["to"])
        day = out + timedelta(random.randrange((back - out).days + 1))
    return max(day, not_before, ANSWERED_FROM)


def entry(start: date, end: date, **more: Any) -> Entry:
    """A stay, a trip or another period as it stands in a case."""
    return {"from": start.isoformat(), "to": end.isoformat(), **more}


def some_trips(random: Random, first: date, reasons: Sequence[str], longest: int = 14) -> list[Entry]:
    """Absences one after the other, of every length, many at a limit; ``longest`` in months."""
    found = []
    at = first
    for _ in range(random.choice([0, 1, 2, 2, 3, 4, 6])):
        out = at + timedelta(random.choice([1, 10, 30, 90, 200, 400, random.randrange(1, 900)]))
        chance = random.random()
        if chance < 0.3:
            back = out + timedelta(random.randrange(1, 40))
        elif chance < 0.6:
            back = out + timedelta(random.randrange(20, 200))
        else:
            back = near(random, out, random.choice([1, 2, 3, 4, 5, 6, 6, 6, 7, 10, 11, 12, longest]))
        if back <= out:
            break
        found.append(entry(out, back, reason=random.choice(reasons)))
        at = back
    random.shuffle(found)
    return found


def trips_at_the_limit(random: Random, first: date, total: int, window: int) -> list[Entry]:
    """Absences of ``total`` months, a day more or less (or a month), from end to end of a window of so many months."""
    parts = random.choice(
        {
            10: [(5, 5), (3, 3, 4), (4, 2, 4), (5, 1, 5)],
            6: [(3, 3), (2, 2, 2), (1, 5), (5, 1)],
            12: [(6, 6), (4, 4, 4), (5, 2, 5), (3, 3, 3, 3)],
            24: [(6, 6, 6, 6), (5, 5, 5, 5, 4), (6, 3, 6, 3, 6)],
        }[total]
    )
    start = first + timedelta(random.randrange(30, 700))
    if random.random() < 0.3:  # from end to end of a calendar year, or of a year counted from the first day
        edges = [date(start.year + 1, 1, 1), years_after(first, start.year + 1 - first.year)]
        start = random.choice(edges) + timedelta(random.choice([0, 0, -1, 1]))
    end = near(random, start, window + random.choice([0, 0, 0, 2]))
    found = []
    for number, months in enumerate(parts):
        if number == len(parts) - 1:
            out, back = months_after(end, -months), end
        else:
            out = start + (end - start) * number // len(parts)
            back = months_after(out, months) + timedelta(random.choice([0, 0, 0, 1, -1]))
        found.append(entry(out, back, reason="ordinary"))
    return found


def stays_one_after_another(random: Random, at: date, grounds: Sequence[str], how_many: int) -> list[Entry]:
    """Stays with a last day, most of them without a gap between; and then work, which still runs."""
    found = []
    for _ in range(how_many):
        end = near(random, at, random.choice([3, 7, 12, 18, 24, 36, 41]))
        card = at + timedelta(random.randrange(60))
        found.append(entry(at, end, ground=random.choice(grounds), first_card_issued=card.isoformat()))
        at = end + timedelta(random.choice([0, 1, 1, 1, 1, 2, 30]))
    return [*found, still_running(random, at, random.choice(FULL_GROUNDS))]


def still_running(random: Random, at: date, ground: str) -> Entry:
    """A stay without a last day."""
    card = at + timedelta(random.randrange(90))
    return {"from": at.isoformat(), "ground": ground, "first_card_issued": card.isoformat()}


def some_card(stays: list[Entry]) -> date:
    """The day of the first card of all."""
    return min(date.fromisoformat(stay["first_card_issued"]) for stay in stays)


def a_working_life(random: Random) -> Life:
    """For the L card: study, training, search year, work, asylum, gaps, uncounted time; work at the end."""
    case: dict[str, Any] = {}
    at = some_day(random)
    if random.random() < 0.25:
        granted = near(random, at, random.choice([6, 12, 17, 18, 18, 18, 19, 30]))
        orange_card = at + timedelta(random.randrange(30))
        procedure = entry(at, granted, ground="asylum_procedure", first_card_issued=orange_card.isoformat())
        protection = still_running(random, granted, random.choice(["refugee", "subsidiary_protection"]))
        stays = [procedure, protection]
        if granted < LIMITED_STAY_FIRST and random.random() < 0.6:  # recognised, and unlimited stay at once
            registered = granted + timedelta(random.choice([0, 1, 20, 60]))
            stays = [procedure, still_running(random, registered, "unlimited_stay")]
            stays = stays[random.choice([0, 1]) :]  # some do not tell of the orange card
        case |= {"asylum_application": at.isoformat(), "permit_granted": granted.isoformat()}
        case["protection_ended"] = random.choice(["no", "no", "no", "ended", "withdrawn"])
    else:
        seldom = ["search_year", "posted_worker", "au_pair", "temporary_protection", "asylum_procedure"]
        grounds = [*["student"] * 4, "vocational_training", *seldom, *FULL_GROUNDS]
        stays = stays_one_after_another(random, at, grounds, random.choice([0, 0, 1, 1, 2, 3]))
    last_card = date.fromisoformat(stays[-1]["first_card_issued"])
    if random.random() < 0.25:
        case["absences"] = trips_at_the_limit(random, max(at, some_card(stays)), total=10, window=60)
    else:
        case["absences"] = some_trips(random, at, ["ordinary"], longest=9)
    on = asked_on(random, at, last_card, case["absences"])
    unlimited = any(stay["ground"] == "unlimited_stay" for stay in stays)
    random.shuffle(stays)
    return Life(
        case
        | {
            "nationality": ["MA"],
            "card": "B" if unlimited else "A",
            "stays": stays,
            "income": 9000,
            "dependants": 0,
            "health_insurance": True,
            "public_order": False,
            "public_health": False,
            "removal_decision": "none",
            "identity_established": True,
        }
        | ({} if unlimited else {"unlimited_stay_since": "none"}),
        on,
    )


B_GROUNDS = (
    "single_permit",
    "self_employed",
    "humanitarian_9bis",
    "blue_card",
    "researcher",
    "family_of_unlimited_stay",
    "family_of_unlimited_stay",
    "refugee",
    "subsidiary_protection",
    "medical_9ter",
    "unaccompanied_minor",
    "unaccompanied_minor",
    "stateless",
    "long_term_resident_other_state",
)
BEFORE_B = ("student", "single_permit", "single_permit", "self_employed", "blue_card", "family_of_limited_stay")


def a_limited_life(random: Random) -> Life:
    """For the B card: stays on one reason after another, the last one a reason that leads there."""
    first = at = some_day(random)
    stays: list[Entry] = []
    ground = random.choice(B_GROUNDS)
    for _ in range(random.choice([0, 0, 1, 1, 2, 3])):
        end = near(random, at, random.choice([7, 12, 24, 36]))
        card = min(at + timedelta(random.randrange(60)), end)
        before = random.choice([*BEFORE_B, ground]) if ground not in ("refugee", "subsidiary_protection") else "student"
        stays.append(entry(at, end, ground=before, first_card_issued=card.isoformat()))
        at = end + timedelta(random.choice([0, 1, 1, 1, 1, 2, 30, 134, 136, 137]))
    stays.append(still_running(random, at, ground))
    for stay in stays:
        card = date.fromisoformat(stay["first_card_issued"])
        decided = (card - timedelta(random.randrange(200))).isoformat()
        if stay["ground"] in ("unaccompanied_minor", "stateless"):
            stay["granted"] = decided
        if stay["ground"] == "family_of_unlimited_stay":
            stay["attestation"] = random.choice(["none", decided])
    request = (at - timedelta(random.randrange(1500))).isoformat()
    case: Entry = {
        "nationality": "MA",
        "card": "A",
        "stays": stays,
        "absences": [],
        "asylum_application": request,
        "permit_granted": at.isoformat(),
        "medical_application": request,
        "unlimited_stay_since": "none",
        "household_ended": "none",
        "other_state_purpose": random.choice(["self_employed", "other", "salaried"]),
        "birth_date": years_after(at, -random.choice([12, 14, 15, 16, 30])).isoformat(),
    }
    if ground not in ("refugee", "subsidiary_protection"):
        case |= {"asylum_application": "none", "permit_granted": "none"}
    return Life(case, asked_on(random, first, some_card(stays[-1:]), []))


def a_settled_life(random: Random) -> Life:
    """For the K card: any lawful stay, gaps, asylum time, and a day on which the stay became unlimited."""
    first = some_day(random)
    grounds = ["student", "asylum_procedure", "arrival_declaration", "posted_worker", "au_pair", *FULL_GROUNDS]
    stays = stays_one_after_another(random, first, grounds, random.choice([0, 1, 1, 2, 3]))
    last = date.fromisoformat(stays[-1]["from"])
    unlimited = max(last, near(random, last, random.choice([0, 0, 12, 24, 48])))
    trips = some_trips(random, first, ["ordinary"], longest=9)
    kept = [one for one in trips if one["to"] < months_after(date.fromisoformat(one["from"]), 12).isoformat()]
    on = asked_on(random, first, max(unlimited, date.fromisoformat(stays[-1]["first_card_issued"])), [])
    random.shuffle(stays)
    return Life(
        {
            "nationality": ["MA"],
            "card": "B",
            "stays": stays,
            "absences": kept,
            "unlimited_stay_since": unlimited.isoformat(),
            "identity_established": True,
            "public_order": False,
            "public_health": False,
            "removal_decision": "none",
            "asylum_application": "none",
        },
        on,
    )


def an_old_eu_life(random: Random) -> tuple[Life, date]:
    """An EU citizen who came while three years were enough, or just too late for that, and was away long and often."""
    if random.random() < 0.3:
        annex = date(2010, 7, 10) + timedelta(random.choice([0, 1, -1, 2, -30]))
    else:
        annex = date(2007, 1, 1) + timedelta(random.randrange(1400))
    life, _ = an_eu_life(random, "EU+", annex)
    at = annex
    trips: list[Entry] = []
    while at < date(2021, 1, 1):  # nobody here has five years without a break
        out = at + timedelta(random.randrange(900, 1750))
        back = out + timedelta(random.choice([200, 240, 300, 370, 740 if random.random() < 0.3 else 250]))
        trips.append(entry(out, back, reason="ordinary"))
        at = back
    stays = life.case["stays"]
    if random.random() < 0.3:
        changed = annex + timedelta(random.randrange(200, 1700))
        first = {"from": annex.isoformat(), "to": changed.isoformat(), "ground": "student"}
        stays = [first, {"from": (changed + timedelta(1)).isoformat(), "ground": "eu_citizen"}]
    nothing: dict[str, list[Entry]] = {"prison": [], "free_movement_gaps": [], "register_gaps": []}
    case = life.case | nothing | {"absences": trips, "interruptions": [], "stays": stays}
    return Life(case, date(2021, 1, 1) + timedelta(random.randrange(1500))), annex


def an_eu_life(random: Random, route: str, arrival: date | None = None) -> tuple[Life, date]:
    """A life under the EU rules, and the day of the annex that starts the count. ``route``: EU+, F+ or M+.
    ``arrival``: the day of the annex, if it is not to be chosen."""
    annex = arrival or some_day(random)
    reasons = random.choice(
        [
            ["ordinary"],
            ["ordinary", "military_service"],
            ["ordinary", "posting", "serious_illness", "study_or_training"],
        ]
    )
    breaks: dict[str, list[Entry]] = {"prison": [], "free_movement_gaps": [], "register_gaps": []}
    if random.random() < 0.2:
        absences = trips_at_the_limit(random, annex, total=6, window=12)
    else:
        absences = some_trips(random, annex, reasons)
    if random.random() < 0.2:
        locked = annex + timedelta(random.randrange(30, 2500))
        free = locked + timedelta(random.randrange(0, 300))
        kind = random.choice(["prison", "prison", "free_movement_gaps", "register_gaps"])
        breaks[kind if route != "F+" else "prison"] = [entry(locked, free)]
        absences = [one for one in absences if one["to"] < locked.isoformat() or free.isoformat() < one["from"]]
    day = annex.isoformat()
    stay = {"from": day, "first_card_issued": months_after(annex, 3).isoformat()}
    eu_stay = [stay | {"ground": "eu_citizen"}]
    family_stay = [stay | {"ground": "family_of_eu_or_belgian"}]
    own: dict[str, dict[str, Any]] = {
        "EU+": {"nationality": ["FR"], "card": "EU", "annex_19": day, "stays": eu_stay},
        "F+": {"nationality": ["MA"], "card": "F", "annex_19ter": day, "annex_15": "none", "stays": family_stay},
        "M+": {"nationality": ["GB"], "card": "M", "annex_19": day, "annex_19ter": "none", "stays": eu_stay},
    }
    on = asked_on(random, annex, months_after(annex, 3), absences)
    told = own[route] | ({} if arrival else another_start(random, route, annex, on))
    case = told | {
        "absences": absences,
        "interruptions": [name.removesuffix("s") for name, entries in breaks.items() if entries],
        **breaks,
        "removal_enforced": False,
        "early_ground": "none",
        "sponsor_early_permanent": False,
        "suspensive_appeal_pending": False,
        "joint_household": True,
        "withdrawal_agreement": route == "M+",
    }
    return Life(case, on), annex


def another_start(random: Random, route: str, start: date, on: date) -> Entry:
    """Now and then the years begin with something else than the usual paper: residence under a special card, with or
    without an annex 19 after it (EUP-SCOPE-3, BRX-DL-2); the registration (EUP-5Y-3); for a Briton with an F card the
    annex 19 of free movement (SW-6)."""
    if random.random() < 0.7:
        return {}
    day = start.isoformat()
    if route == "F+":
        return {"nationality": ["GB"], "annex_19": day, "annex_19ter": "none"}
    if random.random() < 0.3:
        return {"annex_19": "none"}
    ground = random.choice(["special_card_other", "special_card_convention"])
    handed_in = start + timedelta(random.randrange(40, 4000))
    if on < handed_in + timedelta(10):
        return {"annex_19": "none", "stays": [{"from": day, "ground": ground}]}
    since = handed_in + timedelta(1)
    stays = [entry(start, handed_in, ground=ground), {"from": since.isoformat(), "ground": "eu_citizen"}]
    return {"annex_19": (since + timedelta(random.choice([0, 0, 9]))).isoformat(), "stays": stays}


def asked_for_under_eu_rules(random: Random, at: date) -> tuple[list[Entry], dict[str, Any]]:
    """The stay of an EU citizen, or of family of one or of a Belgian, with the request for it; some of the family had
    another stay until about then."""
    stays = []
    recognised = at + timedelta(random.choice([0, 1, 40, 120, 185, 260]))
    if random.random() < 0.5:
        last = recognised + timedelta(random.randrange(90))
        stays = [entry(recognised, last, ground="eu_citizen", first_card_issued=last.isoformat())]
        return [*stays, still_running(random, last, "single_permit")], {"annex_19": at.isoformat()}
    if random.random() < 0.7:
        came = near(random, at, -random.choice([12, 30, 48]))
        ended = at + timedelta(random.choice([-40, -2, -1, 0, 30, 90]))
        card = came + timedelta(random.randrange(60))
        stays = [entry(came, ended, ground="family_of_unlimited_stay", first_card_issued=card.isoformat())]
        recognised = max(recognised, ended)
    stays.append(still_running(random, recognised, "family_of_eu_or_belgian"))
    return stays, {"annex_19ter": at.isoformat(), "sponsor_belgian": random.random() < 0.6}


def a_declarant(random: Random) -> tuple[Life, int]:
    """For nationality: any lawful stay, stays that do not count, asylum time, and unlimited stay at the end; and how
    many years this person needs."""
    years = random.choice([5, 5, 10])
    at = some_day(random)
    if years == 10:
        at = years_after(at, -5)
    case: dict[str, Any] = {"asylum_application": "none", "permit_granted": "none"}
    if random.random() < 0.2:
        granted = near(random, at, random.choice([6, 12, 18, 30]))
        orange_card = at + timedelta(random.randrange(30))
        protection = random.choice(["refugee", "refugee", "subsidiary_protection"])
        stays = [
            entry(at, granted, ground="asylum_procedure", first_card_issued=orange_card.isoformat()),
            still_running(random, granted, protection),
        ]
        case |= {"asylum_application": at.isoformat(), "permit_granted": granted.isoformat()}
    elif random.random() < 0.25:
        stays, requested = asked_for_under_eu_rules(random, at)
        case |= requested
    else:
        grounds = ["student", "arrival_declaration", "special_card_convention", "asylum_procedure", *FULL_GROUNDS]
        stays = stays_one_after_another(random, at, grounds, random.choice([0, 0, 1, 1, 2, 3]))
    case["absences"] = some_trips(random, at, ["ordinary"], longest=9)
    if random.random() < 0.4:
        case["absences"] = trips_at_the_limit(random, at, total=12 * years // 5, window=12 * years)
    last_card = date.fromisoformat(stays[-1]["first_card_issued"])
    on = max(asked_on(random, at, last_card, case["absences"]), years_after(at, years - 1))
    random.shuffle(stays)
    ground = (
        {"integration_proof": ["diploma"], "economic_participation": True}
        if years == 5
        else {"integration_proof": [], "economic_participation": False, "community_participation": True}
    )
    whole = case | {
        "nationality": ["MA"],
        "card": "B",
        "birth_date": "1970-05-05",
        "stays": stays,
        "unlimited_stay_since": max(str(stay["from"]) for stay in stays),
        "language_a2": True,
        "born_in_belgium": False,
        "in_belgium_since_birth": False,
        "spouse_of_belgian_since": "none",
        "parent_of_belgian_minor": False,
        "disability_or_pension": "none",
        "public_order": False,
        "public_health": False,
        "removal_decision": "none",
        "identity_established": True,
        "community_participation": years == 10,
    }
    return Life(whole | ground, on), years


def a_blue_card_life(random: Random) -> Life:
    """For the L card of somebody who held a Blue Card in Germany, some of them in Belgium before, then in Belgium."""
    at = some_day(random)
    moved = near(random, at, random.choice([6, 12, 24, 36, 36, 48]))
    card = at + timedelta(random.randrange(60))
    there = entry(at, moved, ground="blue_card", first_card_issued=card.isoformat(), country="DE")
    here = still_running(random, moved + timedelta(random.choice([0, 1])), "blue_card")
    trips = some_trips(random, at, ["ordinary"], longest=random.choice([9, 13, 18]))
    trips = [trip | {"outside_eu": random.random() < 0.7} for trip in trips]
    told = {"annex_18": True, "centre_of_interests_proven": True}
    stays = [there, here]
    if random.random() < 0.3:
        arrived = near(random, at, -random.choice([6, 12, 24, 36]))
        stays.append(entry(arrived, at, ground="blue_card", first_card_issued=arrived.isoformat()))
    on = asked_on(random, at, date.fromisoformat(here["first_card_issued"]), trips)
    random.shuffle(stays)
    return Life(
        {
            "nationality": ["IN"],
            "card": "H",
            "stays": stays,
            "absences": [trip | told for trip in trips],
            "income": 9000,
            "dependants": 0,
            "health_insurance": True,
            "public_order": False,
            "public_health": False,
            "removal_decision": "none",
            "unlimited_stay_since": "none",
        },
        on,
    )
