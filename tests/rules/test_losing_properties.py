"""What must hold for everybody between the card that is held and the routes: properties, on cases that are made up.

The lives are those of ``test_properties``, with the day of the present card around each departure and return, and what
a person can tell of the return.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from belgian_residence import CaseError, assess
from belgian_residence.assessment.one_person import read_person
from belgian_residence.keeping.clocks import NO_CLOCKS
from belgian_residence.keeping.keep import keep
from belgian_residence.told.facts import ABSENCE_BOUNDS
from rules.test_properties import DAY, Case, iso, somebody, trying

ON_THE_STAY = ("B", "K", "L", "nationality")
"""The routes that rest on the stay that the person has now. The years of EU+, F+ and M+ begin anew on a return."""
BY_LAW = {"EU": "EU+", "E": "EU+", "annex_8": "EU+", "F": "F+", "M": "M+"}
LENGTHS = (89, 92, 364, 365, 366, 367, 380, 500, 730, 731, 732, 1100, 2200)
"""Days away, around each limit."""
PERMANENT = {"EU+", "E+", "annex_8bis", "F+", "M+", "M"}
"""Cards for a right that exists by law, which a card does not prove."""


@st.composite
def travellers(draw: st.DrawFn) -> tuple[Case, date]:
    """Somebody with absences, often long ones."""
    case, on = draw(somebody())
    assume(case.get("absences") and case.get("card") not in (None, "none"))
    case = deepcopy(case)
    days = [on]
    for trip in case["absences"]:
        start = date.fromisoformat(trip["from"])
        if draw(st.booleans()):
            longer = start + DAY * draw(st.sampled_from(LENGTHS))
            following = [one["from"] for one in case["absences"] if one["from"] > trip["from"]]
            trip["to"] = iso(min([longer, *(date.fromisoformat(day) for day in following)]))
        back = date.fromisoformat(trip["to"]) if trip.get("to") else on
        days += [day + DAY * move for day in (start, back) for move in (-1, 0, 1)]
        for name in ("annex_18", "centre_of_interests_proven", "card_valid_on_return", "return_reported"):
            said = draw(st.sampled_from([True, True, False, None]))
            trip.pop(name, None)
            if said is not None:
                trip[name] = said
    issued = draw(st.sampled_from([None, *days]))
    case.pop("card_issued", None)
    if issued is not None:
        case["card_issued"] = iso(min(issued, on))
    return case, on


@st.composite
def gone_for_long(draw: st.DrawFn, *, card_day: bool | None = None) -> tuple[Case, date]:
    """Somebody who came back late from the last absence, prepared nothing and told nobody: of those who are made up by
    chance alone hardly anybody has lost a stay. ``card_day``: is it told that the card was given before they left?"""
    case, on = draw(somebody())
    assume(case.get("absences") and case.get("card") not in (None, "none"))
    case = deepcopy(case)
    for trip in case["absences"]:
        trip |= dict.fromkeys(
            ("annex_18", "centre_of_interests_proven", "card_valid_on_return", "return_reported"), False
        )
    last = case["absences"][-1]
    start = date.fromisoformat(last["from"])
    last["to"] = iso(start + DAY * draw(st.sampled_from([days for days in LENGTHS if days > 365])))
    case.pop("card_issued", None)
    if card_day or (card_day is None and draw(st.booleans())):
        case["card_issued"] = iso(start - DAY)
    return case, on


def whole(case: Case, on: date) -> Any:
    try:
        return assess(case, on)
    except CaseError:
        assume(False)
        raise


def status_of_card(case: Case, on: date) -> Any:
    """What the answer says under ``keep``, but for the clocks of the routes: that takes a tenth of the whole answer."""
    try:
        return keep(read_person(case, on), on, NO_CLOCKS)
    except CaseError:
        assume(False)
        raise


def over(trip: Case, on: date) -> bool:
    """Does it lie behind, as a whole?"""
    return trip["to"] is not None and trip["to"] <= iso(on)


@trying(300)
@given(gone_for_long(card_day=True))
def test_what_is_lost_opens_no_route_and_gives_no_date(life: tuple[Case, date]) -> None:
    case, on = life
    answer = whole(case, on)
    keep, routes = answer["keep"], answer["routes"]
    gone = [trip for trip in keep["absences"] if over(trip, on)]
    if any(trip["status"] == "lost" for trip in gone):
        for key in ON_THE_STAY:
            assert routes[key]["status"] not in ("open", "later"), f"{key} rests on a stay that is lost"
            assert routes[key]["earliest"] is None, f"{key} has a date on a stay that is lost"
        assert routes[BY_LAW.get(keep["card"], "EU+")]["status"] != "open", "the right by law is lost, and there"


OTHER_CARDS = ("A", "H", "B", "K", "L", "F", "F+", "M", "M+", "annex_15", "annex_56")
"""Cards that an EU citizen can have kept from before, or name by mistake."""


@st.composite
def eu_citizens_away_for_long(draw: st.DrawFn) -> tuple[Case, date]:
    """EU citizens who registered as such and were away for long, often with another card than theirs; some of them
    with a right that came early, before the trip or after it (Act art. 42sexies)."""
    start = date(2008, 6, 1) + DAY * draw(st.integers(0, 3000))
    left = start + DAY * draw(st.integers(300, 3000))
    back = left + DAY * draw(st.sampled_from(LENGTHS))
    on = max(date(2021, 1, 1), back + DAY * draw(st.integers(0, 2500)))
    card = draw(st.sampled_from((*OTHER_CARDS, "EU", "EU", "annex_8")))
    early: Case = {"early_ground": "none"}
    if draw(st.booleans()):
        stopped = start + DAY * draw(st.integers(100, max(100, (on - start).days)))
        ground = draw(st.sampled_from(["retirement", "incapacity", "work_accident_or_disease"]))
        early = {"early_ground": ground, "stopped_working": iso(min(stopped, on)), "eu_activity": ["worker"]}
        early |= {"belgian_partner": draw(st.booleans())}
    trip = {"from": iso(left), "to": iso(back), "outside_eu": True, "annex_18": draw(st.booleans())}
    trip |= {"centre_of_interests_proven": False, "card_valid_on_return": True, "return_reported": True}
    case: Case = {
        "nationality": draw(st.sampled_from([["FR"], ["GB", "IE"]])),
        "card": card,
        "card_issued": iso(start),
        "annex_19": iso(start),
        "annex_19ter": "none",
        "interruptions": [],
        "stays": [{"from": iso(start), "ground": draw(st.sampled_from(["eu_citizen", "single_permit"]))}],
        "absences": [trip],
    }
    case |= early
    return case | ({"unlimited_stay_since": iso(start)} if card in ("B", "K", "L") else {}), on


@trying(150)
@given(eu_citizens_away_for_long())
def test_the_permanent_right_of_an_eu_citizen_is_kept_whatever_the_card_says(life: tuple[Case, date]) -> None:
    """EUP-SCOPE-1, EUP-5Y-1, EUP-LOSS-1: all is lost, or the right by law is there, never both."""
    case, on = life
    answer = whole(case, on)
    if answer["routes"]["EU+"]["status"] == "open":
        assert answer["keep"]["status"] != "lost"
        assert all(trip["status"] != "lost" for trip in answer["keep"]["absences"])
        assert answer["routes"]["nationality"]["status"] == "closed" or kept(answer["routes"], "nationality") != "no"


RENEWALS = ("renewal-window", "renewal-of-single-permit")


@trying(100)
@given(travellers(), st.sampled_from([None, "B", "K", "L", "EU+", "F+", "M+"]))
def test_nobody_is_told_to_keep_valid_or_renew_what_is_lost(life: tuple[Case, date], card: str | None) -> None:
    case, on = life
    answer = whole(case if card is None else case | {"card": card}, on)
    if any(trip["status"] == "lost" and over(trip, on) for trip in answer["keep"]["absences"]):
        for key, route in answer["routes"].items():
            assert f"if-no:{key}.not-yet-held" not in route["next_steps"], key
        assert answer["keep"]["renewal"] is None
        assert not [one for one in answer["deadlines"] if one["id"] in RENEWALS]


@trying(150)
@given(travellers())
def test_a_doubt_about_the_stay_reaches_the_routes(life: tuple[Case, date]) -> None:
    """The condition of each route says what is said of the stay: kept yes, lost no, anything else unknown."""
    case, on = life
    routes = whole(case, on)["routes"]
    for key in ON_THE_STAY:
        value = kept(routes, key)
        status = routes[key]["status"]
        assert value == "yes" or status in ("closed", "unsettled"), f"{key} is {status} on a stay in doubt"
        day = routes[key]["earliest"]
        # A day that rests on how long one says one was away, and says so, is not one on a stay in doubt.
        assert value != "unknown" or day in (None, routes[key]["within_limits"]), f"{key} has a date on a stay in doubt"


def kept(routes: Any, key: str) -> str:
    return next(str(one["value"]) for one in routes[key]["conditions"] if one["id"] == f"{key}.stay-kept")


@trying(100)
@given(travellers())
def test_what_is_told_of_one_absence_decides_before_what_is_not_told_of_others(life: tuple[Case, date]) -> None:
    case, on = life
    all_told = {name: value for name, value in case.items() if name not in ABSENCE_BOUNDS}
    more_could_be = {**all_told, "absences_each_under": 30}
    listed, more = whole(all_told, on)["routes"], whole(more_could_be, on)["routes"]
    for key in ON_THE_STAY:
        if kept(listed, key) != "yes":
            # Whether a right by law had arisen can hang on absences that are not told, so "no" may become "unknown".
            assert kept(more, key) != "yes", key
            assert more[key]["earliest"] is None, f"{key} has a date beside a listed absence that leaves a doubt"
            assert more[key]["within_limits"] is None, key


@trying(300)
@given(st.one_of(gone_for_long(), travellers()))
def test_nothing_is_lost_before_the_day_of_the_card_is_asked(life: tuple[Case, date]) -> None:
    """Unless it is told, or the last day of the card lies before the return. Given on the return or later, nothing that
    rests on a decision is lost."""
    case, on = life
    before = status_of_card(case, on)
    for trip in before["absences"]:
        if over(trip, on) and trip["status"] == "lost":
            expired = case.get("card_expiry") and case["card_expiry"] < trip["to"]
            assert case.get("card_issued") or expired, "lost, and the day of the card was never asked"
    since = case | {"card_issued": iso(on)}
    after = status_of_card(since, on)
    for trip in after["absences"]:
        if over(trip, on) and before["card"] not in PERMANENT and not after["missing"]:
            assert trip["status"] in ("kept", "unsettled"), "a card was given since"
        assert not (over(trip, on) and trip["status"] == "lost")


@trying(80)
@given(travellers())
def test_a_right_by_law_is_kept_by_its_own_rule_whatever_the_card_says(life: tuple[Case, date]) -> None:
    case, on = life
    answer = whole(case, on)
    route = BY_LAW.get(answer["keep"]["card"])
    assume(route is not None)
    if answer["routes"][route]["status"] == "open" and answer["routes"][route]["clock"] is not None:
        reached = answer["routes"][route]["clock"] <= iso(on)
        lost = [trip for trip in answer["keep"]["absences"] if over(trip, on) and trip["status"] == "lost"]
        assert not (reached and lost), f"{route} is there, and the card is said to be lost"
