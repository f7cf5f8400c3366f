"""What if: today and then side by side, made, dropped and kept; never an answer by itself."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

import belgian_residence as rules
import visiting
from belgian_residence.assessment import planned
from screens.questions import what_if
from screens.showing.changed.what_if import longest_free_trip, openers
from screens.words import Words

TODAY = "2026-11-28"
ON = date.fromisoformat(TODAY)
WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"}],
    "absences": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}


class Visit(visiting.Visit):
    """Somebody at the wizard who has answered everything."""

    today = TODAY

    @property
    def rows(self) -> dict[str, str]:
        """For each card what stands in its row, without tags."""
        found = re.findall(r'<tr[^>]*data-differs="(\w+)"><th scope="row">(.*?)</tr>', self.html, re.DOTALL)
        plain = {re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip(): differs for differs, row in found}
        return {row.split(" card", 1)[0]: f"{differs}: {row}" for row, differs in plain.items()}


def day(name: str, text: str) -> dict[str, str]:
    year, month, number = text.split("-")
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def test_a_long_trip_moves_the_l_card_and_is_no_answer() -> None:
    # Seven months away break the five years of L (L-ABS-1): from the return on 15 September 2027, to 15 September 2032.
    visit = Visit(WORKER).send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-09-15"))
    assert visit.answer["screen"] == "what-if"
    assert visit.state["case"] == WORKER, "answers stay as they are"
    assert visit.rows["L"].startswith("yes: ")
    assert "from 1 September 2028" in visit.rows["L"]
    assert "from 15 September 2032" in visit.rows["L"]
    assert visit.rows["B"].startswith("no: ")
    assert "You can apply for the L card or the B card from 1 September 2028" in visit.see("result").text


def test_years_that_are_complete_can_be_lost_by_a_later_trip() -> None:
    """Who asks before leaving loses nothing; who asks after seven months away begins again (L-ABS-1)."""
    older = WORKER | {"stays": [{**WORKER["stays"][0], "from": "2019-09-01", "first_card_issued": "2019-09-01"}]}
    visit = Visit(older).send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-09-15"))
    assert visit.rows["L"].startswith("yes: ")
    assert "since 1 September 2024" in visit.rows["L"]
    assert "from 15 September 2032" in visit.rows["L"]
    assert visit.rows["B"].startswith("no: ")
    assert "looked at 15 September 2027" in visit.text
    assert "If you apply for a card before you leave" in visit.text


def test_a_trip_is_tried_with_a_month_or_a_year_as_it_is_told_everywhere() -> None:
    """At worst away from 1 February to 30 September 2027: more than six months, so L begins again (L-ABS-1)."""
    visit = Visit(WORKER).send("what-if/trip", from_month="Feb", from_year="2027", to_month="sept", to_year="2027")
    assert "A time abroad: February 2027 to September 2027" in visit.text
    assert "from 30 September 2032" in visit.rows["L"]
    assert "looked at 30 September 2027" in visit.text
    visit.send("what-if", say="keep-0")
    assert visit.state["case"]["absences"] == [{"from": "2027-02", "to": "2027-09"}]


def test_a_new_permit_from_a_month_leaves_no_gap() -> None:
    """Exact or rough, five years on single permits stay five years (B-WORK-1)."""
    for typed in ({"date_month": "3", "date_year": "2027"}, day("date", "2027-03-31")):
        visit = Visit(WORKER).send("what-if/stay", answer="self_employed", **typed)
        assert "from 1 September 2028" in visit.rows["L"].partition("from")[0] + visit.rows["L"]
        assert visit.rows["L"].startswith("no: ")


def test_only_a_life_in_which_a_card_is_not_certain_is_looked_at_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """And all that is asked of the rules shares what was worked out."""
    asked: list[tuple[str, Any]] = []
    for name in ("interview", "assess"):
        real = getattr(rules, name)

        def recorded(case: Any, *rest: Any, name: str = name, real: Any = real, **named: Any) -> Any:
            asked.append(
                (name, named.get("cases") or next((one for one in rest if isinstance(one, rules.Cases)), None))
            )
            return real(case, *rest, **named)

        monkeypatch.setattr(rules, name, recorded)
    older = {**WORKER["stays"][0], "from": "2019-09-01", "first_card_issued": "2019-09-01"}
    told = WORKER | {"stays": [older], "income": None}
    trip = {**day("from", "2027-02-15"), **day("to", "2027-03-15")}
    for case, whole in ((WORKER, 0), (told, 1)):  # not certain for the same reason, with the trip and without
        visit = Visit(case)
        asked.clear()
        visit.send("what-if/trip", **trip)
        assert ("Not certain" in visit.text) == bool(whole)
        assert [name for name, _ in asked].count("assess") == whole
        assert len({id(cases) for _, cases in asked}) == 1
        assert None not in [cases for _, cases in asked]


def test_what_is_not_certain_on_the_later_day_says_why() -> None:
    """The amount of a later year is not known: that is the reason, not the trip, and today the card is open."""
    older = WORKER | {"stays": [{**WORKER["stays"][0], "from": "2019-09-01", "first_card_issued": "2019-09-01"}]}
    visit = Visit(older).send("what-if/trip", **day("from", "2028-02-15"), **day("to", "2028-03-15"))
    assert "Not certain" in visit.rows["L"]
    why = visit.text.partition("Why it says “Not certain”:")[2].partition("Try another change")[0].strip()
    assert why.startswith("L card: The income that is needed in 2028 is not confirmed.")
    assert why.endswith("On 28 November 2026 you can already apply.")
    visit.send("what-if", say="drop-0").send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-03-15"))
    assert "Not certain" not in visit.text, "no reason where nothing is open"


def test_time_alone_makes_no_difference() -> None:
    """A short trip that ends after the years are complete: the card is open on both sides."""
    visit = Visit(WORKER).send("what-if/trip", **day("from", "2028-08-15"), **day("to", "2028-09-10"))
    assert "This moves no date." in visit.text


def test_a_what_if_can_be_dropped() -> None:
    visit = Visit(WORKER).send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-09-15"))
    visit.send("what-if", say="drop-0")
    assert "what_ifs" not in visit.state
    assert visit.state["case"] == WORKER


def test_a_move_needs_no_trying() -> None:
    """It moves no date: that is said, with what to do, instead of a kind that would never change anything."""
    visit = Visit(WORKER).see("what-if")
    assert "Moving house within Belgium moves no date" in visit.text
    assert re.search(r'<a href="[^"]*situations/moving-house/"', visit.html)


def test_a_separation_is_tried_only_before_it_happens() -> None:
    family = {"nationality": "TR", "card": "F"}
    assert "separation" in what_if.kinds_for(family)
    assert "separation" not in what_if.kinds_for(family | {"joint_household": False})
    assert "separation" not in what_if.kinds_for(family | {"household_ended": "2026-05-01"})
    assert "separation" not in what_if.kinds_for(WORKER)
    of_settled = {"card": "A", "stays": [{"from": "2024-01-01", "ground": "family_of_unlimited_stay"}]}
    assert "separation" in what_if.kinds_for(of_settled), "that stay can be ended too (B-FAM-2)"


def _tried(case: dict[str, Any], change: dict[str, str]) -> rules.Assessment:
    then, on = what_if.applied(case, change, ON)
    return rules.assess(then, on)


@pytest.mark.parametrize("household_ended", ["none", None])
def test_a_separation_ends_the_family_life_on_its_day(household_ended: str | None) -> None:
    # Family of article 10, in the fourth year: by B-FAM-2 the stay can be ended, so B is no right any more.
    family = WORKER | {
        "stays": [{"from": "2023-03-15", "ground": "family_of_unlimited_stay", "first_card_issued": "2023-04-10"}],
        "joint_household": True,
    }
    if household_ended:
        family["household_ended"] = household_ended
    answer = _tried(family, {"kind": "separation", "from": "2027-01-01"})
    assert answer["routes"]["B"]["status"] == "unsettled"
    assert answer["keep"] is not None
    assert answer["keep"]["status"] == "at_risk"


@pytest.mark.parametrize("ground", ["family_of_eu_or_belgian", "family_of_unlimited_stay"])
def test_a_new_family_stay_does_not_carry_the_end_of_an_earlier_one(ground: str) -> None:
    ended = {"joint_household": False, "household_ended": "2024-05-01", "retention_grounds": []}
    anew = {"kind": "stay", "ground": ground, "from": "2027-01-01"}
    assert _tried(WORKER | ended, anew)["routes"] == _tried(WORKER, anew)["routes"]


@pytest.mark.parametrize(("annex_19ter", "status"), [("2021-03-01", "open"), ("2024-03-01", "unsettled")])
def test_a_separation_takes_nothing_from_five_years_that_are_complete(annex_19ter: str, status: str) -> None:
    family = WORKER | {
        "card": "F",
        "annex_19ter": annex_19ter,
        "annex_15": "none",
        "interruptions": [],
        "joint_household": True,
        "household_ended": "none",
        "stays": [{"from": annex_19ter, "ground": "family_of_eu_or_belgian", "first_card_issued": annex_19ter}],
    }
    answer = _tried(family, {"kind": "separation", "from": "2027-01-01"})
    assert answer["routes"]["F+"]["status"] == status  # a right by law after five years (FAM-5Y-1)


@pytest.mark.parametrize(
    ("asked", "runs_until", "earliest"),
    [
        ("2024-10-01", None, "2029-10-01"),  # the request under way is the one that leads to it (B-REF-1)
        ("2016-10-01", "2018-10-01", "2032-03-01"),  # one that has ended is not
        (None, None, "2032-03-01"),  # its day is not told
    ],
)
def test_protection_counts_from_the_request_that_is_under_way(
    asked: str | None, runs_until: str | None, earliest: str
) -> None:
    stay = {"from": asked or "2024-10-01", "ground": "asylum_procedure"} | ({"to": runs_until} if runs_until else {})
    case = WORKER | {"nationality": "AF", "card": "orange_card", "stays": [stay], "protection_request_pending": True}
    if asked:
        case["asylum_application"] = asked
    for ground in ("refugee", "subsidiary_protection"):
        answer = _tried(case, {"kind": "stay", "ground": ground, "from": "2027-03-01"})
        assert answer["routes"]["B"]["earliest"] == earliest, ground


def test_a_stay_that_is_tried_brings_the_card_that_a_planned_one_brings() -> None:
    assert {ground: planned.CARD_OF[ground] for ground in what_if.CARD_OF} == what_if.CARD_OF


def test_another_income_is_tried_only_where_a_card_asks_for_one() -> None:
    assert "income" in what_if.kinds_for(WORKER)
    assert "income" not in what_if.kinds_for({"nationality": ["RO"], "card": "EU"})


def test_what_came_true_becomes_an_answer_when_the_person_says_so() -> None:
    visit = Visit(WORKER).send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-03-15"))
    visit.send("what-if", say="keep-0")
    assert visit.state["case"]["absences"] == [{"from": "2027-02-15", "to": "2027-03-15"}]
    assert "what_ifs" not in visit.state


def test_a_new_permit_is_looked_at_on_the_day_it_begins() -> None:
    student = WORKER | {"stays": [{**WORKER["stays"][0], "ground": "student"}]}
    visit = Visit(student).send("what-if/stay", answer="single_permit", **day("date", "2027-01-01"))
    # Five years on single permits, counted from the new card (B-WORK-1).
    assert "Yes" not in visit.rows["B"]
    assert "from 1 January 2032" in visit.rows["B"]
    assert "looked at 1 January 2027" in visit.text


def test_an_income_that_changes() -> None:
    # 1,038 euro were asked for in 2025 (L-INC-1); on a day in 2025 nothing else is missing.
    older = WORKER | {"stays": [{**WORKER["stays"][0], "from": "2019-09-01", "first_card_issued": "2019-09-01"}]}
    visit = Visit(older)
    visit.state["on"] = "2025-11-20"
    visit.send("what-if/income", amount="500")
    assert "Yes, you can apply" in visit.rows["L"]
    assert visit.rows["L"].startswith("yes: ")


def test_two_what_ifs_are_looked_at_together() -> None:
    visit = Visit(WORKER).send("what-if/income", amount="100")
    visit.send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-09-15"))
    assert [one["kind"] for one in visit.state["what_ifs"]] == ["income", "trip"]
    assert "Income of 100 euro" in visit.text
    assert "Away from 15 February 2027" in visit.text


@pytest.mark.parametrize(
    ("kind", "form", "field"),
    [
        ("trip", {}, "from-day"),
        ("trip", {**day("from", "2027-05-01"), **day("to", "2027-04-01")}, "to-day"),
        ("trip", {"from_year": "2027"}, "to-day"),
        ("trip", {"from_year": "2028", "to_year": "2027"}, "to-day"),
        ("stay", day("date", "2027-05-01"), "answer"),
        ("stay", {"answer": "posted_worker", **day("date", "2027-05-01")}, "answer"),
        ("stay", {"answer": "single_permit", **day("date", "2020-05-01")}, "answer"),  # before the stay that runs
        ("income", {"amount": "much"}, "amount"),
    ],
)
def test_what_cannot_be_compared_is_said_at_its_field(kind: str, form: dict[str, str], field: str) -> None:
    visit = Visit(WORKER).send(f"what-if/{kind}", **form)
    assert visit.answer["error"]
    assert f'href="#af-{field}"' in visit.answer["html"]
    assert "what_ifs" not in visit.state


def test_what_only_begins_later_is_no_answer_yet() -> None:
    visit = Visit(WORKER).send("what-if/stay", answer="single_permit", **day("date", "2027-05-01"))
    visit.send("what-if", say="keep-0")
    assert visit.answer["error"]
    assert "This begins later" in visit.text
    assert visit.state["case"] == WORKER


def test_the_longest_trip_that_costs_nothing() -> None:
    days = longest_free_trip(WORKER, ON, ON)
    assert days is not None
    # Six months break the five years of L (L-ABS-1): 28 November 2026 to 27 May 2027 at the most.
    assert timedelta(days=60) < timedelta(days=days) < date(2027, 5, 28) - ON

    def costs(length: int) -> bool:
        there_and_back = {"from": TODAY, "to": (ON + timedelta(days=length)).isoformat()}
        then, back = what_if.applied(WORKER, {"kind": "trip", **there_and_back}, ON)
        routes = [
            [(one["status"], one["clock"], one["readings"]) for one in rules.assess(case, back)["routes"].values()]
            for case in (WORKER, then)
        ]
        kept = rules.assess(then, ON)["keep"]["absences"][0]["status"]
        return routes[0] != routes[1] or kept != "kept"

    assert not costs(days)
    assert costs(days + 1), "one day more costs something"
    assert "The longest trip from 28 November 2026" in Visit(WORKER).see("what-if/trip").text


@pytest.mark.parametrize(
    ("ends", "said", "not_said"),
    [
        ({"card_expiry": "2026-12-05"}, ["back by 5 December 2026", "ask before you leave"], []),
        ({"card_expiry": "2026-11-28"}, ["even a short trip", "ask before you leave"], []),
        ({"card_expiry": "2026-11-27"}, ["even a short trip", "Ask for a new card before you leave"], ["ask before"]),
        ({"card_expiry": "2026-12"}, ["back by 1 December 2026", "last day of your card: December 2026"], []),
        ({"card_expiry": "2027-08-26"}, ["back by 27 May 2027", "ask before you leave"], []),
        ({"card_expiry": "2027-08-29"}, ["back by 27 May 2027"], ["before you leave"]),
        ({}, ["back by 27 May 2027"], ["before you leave"]),
    ],
)
def test_the_longest_trip_ends_with_the_card(ends: dict[str, str], said: list[str], not_said: list[str]) -> None:
    """A trip of which the card ends meanwhile costs something, whatever becomes of the stay (ABS-4, CARD-ABS-7)."""
    text = Visit(WORKER | ends).see("what-if/trip").text
    assert all(words in text for words in said), text
    assert not any(words in text for words in not_said), text


@pytest.mark.parametrize(
    ("ends", "ends_abroad", "renew"),
    [
        pytest.param({"card_expiry": "2027-01-14"}, False, True, id="before the departure"),
        pytest.param({"card_expiry": "2027-01-15"}, True, True, id="on the day of departure"),
        pytest.param({"card_expiry": "2027-02-14"}, True, True, id="the day before the return"),
        pytest.param({"card_expiry": "2027-02-15"}, False, False, id="on the day of return"),
        pytest.param({"card_expiry": "2027-02"}, False, True, id="a month: it can be"),
        pytest.param({"card_expiry": None}, False, False, id="not known"),
        pytest.param({}, False, False, id="not told"),
    ],
)
def test_a_trip_on_which_the_card_ends_says_to_renew_it_first(
    ends: dict[str, Any], ends_abroad: bool, renew: bool
) -> None:
    visit = Visit(WORKER | ends).send("what-if/trip", **day("from", "2027-01-15"), **day("to", "2027-02-15"))
    assert ("Your card expires while you are away" in visit.text) == ends_abroad
    assert ("Renew your card before you leave" in visit.text) == renew
    assert not (renew and "This moves no date" in visit.text)


def test_what_the_law_leaves_open_opens_a_card_only_perhaps() -> None:
    ukrainian = WORKER | {"nationality": "UA", "stays": [{"from": "2022-04-01", "ground": "temporary_protection"}]}
    cards = {one.text: one.cards for one in openers(ukrainian, ON, Words("en"))}
    # Whether an EU Blue Card leads to B is not certain (B-BLUE-1).
    assert cards["Highly skilled work (EU Blue Card)"].endswith("and perhaps the B card from 28 November 2031")
    assert "perhaps" not in cards["Work with a Belgian contract (single permit)"]


def test_without_the_other_trips_nothing_is_promised() -> None:
    assert longest_free_trip(WORKER | {"absences": None}, ON, ON) is None
    assert "You have not listed your trips one by one" in Visit(WORKER | {"absences": None}).see("what-if/trip").text


@pytest.mark.parametrize(
    ("button", "said"),
    [
        ("keep-0", "Now one of your answers: Away from 15 February 2027 to 15 March 2027."),
        ("drop-0", "Not tried any more: Away from 15 February 2027 to 15 March 2027."),
    ],
)
def test_what_became_of_a_what_if_is_said_and_can_be_undone(button: str, said: str) -> None:
    visit = Visit(WORKER).send("what-if/trip", **day("from", "2027-02-15"), **day("to", "2027-03-15"))
    visit.send("what-if", say=button)
    assert said in visit.text
    assert "data-undo" in visit.html
    visit.ask(action="undo").see("what-if")
    assert visit.case == WORKER
    assert "Away from 15 February 2027" in visit.text


def test_the_years_for_k_are_no_day_to_ask() -> None:
    """A trip that leaves it open when there is unlimited stay must not make K look possible before it."""
    stays = [
        {"from": "2018-09-01", "to": "2023-08-31", "ground": "student", "first_card_issued": "2018-09-01"},
        WORKER["stays"][0],
    ]
    trip = {**day("from", "2027-03-01"), **day("to", "2027-12-01")}
    visit = Visit(WORKER | {"stays": stays}).send("what-if/trip", **trip)
    assert "2023" not in visit.rows["K"]


# --- what would open a card -----------------------------------------------------------------------------------------


def opened(case: dict[str, Any], on: date) -> dict[str, str]:
    """What would open cards: the kind of stay, and the cards with their days."""
    return {one.text: one.cards for one in openers(case, on, Words("en"))}


def test_years_that_are_complete_open_nothing_before_the_change_itself() -> None:
    """Twelve years of study count for six: they are complete on the day on which work begins, not years before it."""
    stay = {"from": "2014-02-01", "ground": "student", "first_card_issued": "2014-02-01"}
    case = {"nationality": "MA", "card": "A", "unlimited_stay_since": "none", "stays": [stay], "absences": []}
    cards = opened(case, date(2026, 11, 22))["Work with a Belgian contract (single permit)"]
    assert cards == "L card from 22 November 2026 and B card from 22 November 2031"


def test_who_lives_elsewhere_begins_anew_and_never_under_the_brexit_agreement() -> None:
    """BRX-N-1, BRX-NEW-1: an N card is no residence."""
    stay = {"from": "2019-06-01", "ground": "withdrawal_agreement", "first_card_issued": "2019-06-01"}
    found = opened({"nationality": "GB", "card": "N", "stays": [stay], "absences": []}, date(2026, 11, 22))
    assert "EU citizen" not in found
    assert found["Work with a Belgian contract (single permit)"].count("22 November 2031") == 2


def lost(card: str, **more: Any) -> dict[str, Any]:
    """A French citizen, 26 months away, back on 20 March 2025: the permanent right has ended (EUP-LOSS-1)."""
    stay = {"from": "2012-03-20", "ground": "eu_citizen"}
    trip = {"from": "2023-01-20", "to": "2025-03-20"}
    told = {"nationality": ["FR"], "card": card, "card_issued": "2018-01-20", "annex_19": "2012-03-20"}
    return told | {"stays": [stay], "absences": [trip], "interruptions": []} | more


@pytest.mark.parametrize(
    ("case", "said"),
    [
        # reading 14: the years begin again on the day of the return, with the card of either kind
        (lost("EU+"), "You register again as an EU citizen (new Annex 19); the years run from your return"),
        (lost("EU+") | {"absences": None}, "EU citizen"),
    ],
)
def test_who_lost_permanent_stay_registers_again_and_counts_from_the_return(case: dict[str, Any], said: str) -> None:
    found = {one.text: one.cards for one in openers(case, date(2026, 11, 30), Words("en"), ended=True)}
    day = "20 March 2030" if "return" in said else "30 November 2031"
    assert found[said] == f"EU+ card from {day}"


def test_an_eu_card_whose_stay_has_ended_is_not_kept_valid_but_asked_for_again() -> None:
    ended = rules.assess(lost("EU", early_ground="none"), date(2026, 11, 30))["routes"]["EU+"]
    assert (ended["status"], ended["earliest"]) == ("later", "2030-03-20")
    assert ended["next_steps"] == ["register-again", "wait-for-date", "keep-absences-short"]
    short = lost("EU", early_ground="none", absences=[], annex_19="2024-03-20")
    short["stays"] = [{"from": "2024-03-20", "ground": "eu_citizen"}]
    assert "register-again" not in rules.assess(short, date(2026, 11, 30))["routes"]["EU+"]["next_steps"]
