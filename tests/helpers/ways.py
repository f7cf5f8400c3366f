"""Ways through the wizard that a walk hardly meets when it fills in forms by chance: each is what somebody does on
purpose, step by step, with links and forms as they stand on the screens. ``reachable`` looks at every screen of them.

A way that leads nowhere new any more fails its test: then it says too little, or the walk has met it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from belgian_residence.told.facts import MOST_PEOPLE
from personas import walking
from personas.people import K_OR_L, MOTHER, STUDENT_WORKER, WORKER, Persona
from site_build.cases import Case, load_cases
from visiting import TODAY, Visit


class Looking(Protocol):
    """Who notes what is seen."""

    def see(self, visit: Visit, screen: str) -> None:
        """Go to a screen, and note it."""

    def send(self, visit: Visit, screen: str, form: dict[str, list[str]]) -> None:
        """Send a form, and note what comes back."""

    def keep(self, visit: Visit) -> str:
        """Save the answers, and note the file; its text."""


@dataclass(frozen=True)
class Tour:
    """Somebody on a way."""

    visit: Visit
    looking: Looking

    def see(self, screen: str) -> None:
        """Go to a screen."""
        self.looking.see(self.visit, screen)

    def send(self, screen: str, fields: Mapping[str, str] | None = None, **more: str) -> None:
        """Send the form of a screen."""
        self.looking.send(self.visit, screen, {name: [text] for name, text in {**(fields or {}), **more}.items()})

    def keep(self) -> str:
        """Save the answers."""
        return self.looking.keep(self.visit)

    def later(self, today: str) -> Tour:
        """The same wizard on another day, with nothing told."""
        return Tour(Visit(today=today), self.looking)

    def as_told_by(self, state: dict[str, Any]) -> Tour:
        """Go on where a walk has ended."""
        self.visit.answer = {"state": json.loads(json.dumps(state))}
        return self


def told(persona: Persona) -> dict[str, Any]:
    """What the page holds when a persona has seen the result."""
    return walking.walk(persona).state


def a_card_that_does_not_fit_the_nationality(tour: Tour) -> None:
    """The nationality is corrected after the card was told."""
    tour.as_told_by(told(WORKER)).send("question/nationality", answer="EU")


def a_town_hall(tour: Tour) -> None:
    """A postal code of two municipalities; the office works in the language of the page, and in another one."""
    tour.as_told_by(told(WORKER)).see("where")
    tour.send("where", postal_code="1040")
    tour.see("result")
    tour.see("desk")
    tour.visit.language = "fr"
    tour.see("messages")


def a_house_full_of_people(tour: Tour) -> None:
    """As many as there is room for, of whom nobody says anything yet, and little of how they belong together."""
    tour.as_told_by(told(WORKER)).see("people/add")
    tour.send("people/add", own="Ana", name="Li")
    tour.send("people/1/2/sponsor", answer="neither")
    for number in range(3, MOST_PEOPLE + 1):
        tour.send("people/add", name=f"Jan {number}")
    tour.see("people")
    tour.later(TODAY).send("open", file=tour.keep())


def a_file_of_two_that_is_opened_a_year_later(tour: Tour) -> None:
    """His years are complete by then, and his card has ended."""
    tour.as_told_by(walking.walk_family((("Priya", MOTHER), ("Paul", STUDENT_WORKER)), {}).state)
    later = tour.later("2027-12-01")
    later.send("open", file=tour.keep())
    later.see("everybody")
    tour.see("share")
    tour.see(re.findall(r"#/(shared/[^\s<]+)", tour.visit.html)[0])


def everything_deleted_and_back(tour: Tour) -> None:
    """The history of the browser still has the page after a file."""
    tour.see("since")


def a_long_trip_tried_out(tour: Tour) -> None:
    """Two years away with a B card; then a trip is told that cannot be true beside it."""
    tour.as_told_by(told(K_OR_L)).see("what-if/trip")
    days = {"from-day": "1", "from-month": "3", "from-year": "2027", "to-day": "1", "to-month": "6", "to-year": "2029"}
    tour.send("what-if/trip", days)
    tour.send("trips", {"row-0-from": "1/2/2028", "row-0-to": "1/3/2028", "row-0-reason": "ordinary"})
    tour.see("what-if")


def trips_that_cannot_be_read(tour: Tour) -> None:
    """A line of a list, and a day that is none."""
    tour.as_told_by(told(WORKER)).send("trips", say="paste", paste="March or so")
    tour.send("trips", {"row-0-from": "1/2/2021", "row-0-to": "yesterday", "row-0-open": "yes"})


def a_link_that_no_code_holds(tour: Tour) -> None:
    """The same happens to a family with hundreds of trips, which takes long to read; here the address is long."""
    tour.visit.here = f"https://example.org/{3_000 * 'a'}/"
    tour.as_told_by(told(WORKER)).see("share")


def a_stay_in_another_country(tour: Tour) -> None:
    """Looked at again."""
    stays = [
        {"from": "2019-02-01", "to": "2022-05-31", "ground": "blue_card", "country": "DE"},
        {"from": "2022-06-01", "ground": "blue_card", "first_card_issued": "2022-06-20"},
    ]
    tour.visit.answer["state"]["case"] = {"nationality": "IN", "card": "H", "stays": stays}
    tour.see("question/stays/0/when")


def a_reason_that_is_not_of_the_card(tour: Tour) -> None:
    """Looked at again, it stands among all others, which are unfolded."""
    stays = [{"from": "2019-02-01", "ground": "eu_citizen", "first_card_issued": "2019-02-20"}]
    tour.visit.answer["state"]["case"] = {"nationality": "IN", "card": "A", "stays": stays}
    tour.see("question/stays/0/why")


def requests_that_were_made_in_vain(tour: Tour) -> None:
    """For a card that is not possible, and for nationality: their terms run all the same."""
    tour.as_told_by(told(K_OR_L)).send("question/applications", answer="some")
    for number, route in enumerate(("F+", "nationality")):
        tour.send(f"question/applications/{number}/route", answer=route)
        tour.send(f"question/applications/{number}/filed", {"date-day": "2", "date-month": "11", "date-year": "2026"})
        tour.send(f"question/applications/{number}/decision", answer="pending")
        tour.send("question/applications", say="add")
    tour.see("result")


def a_request_without_an_answer(tour: Tour) -> None:
    """Yes by silence: the card is ordered, on the result, on its sheet and by a message."""
    work = {"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}
    asked = {"route": "L", "filed": "2026-05-01", "decision": "pending"}
    worker = {"nationality": "IN", "card": "A", "stays": [work], "absences": [], "income": 2500, "dependants": 0}
    tour.visit.answer["state"]["case"] = worker | {"applications": [asked]}
    for screen in ("result", "desk/fr", "messages/fr"):
        tour.see(screen)


def a_card_that_was_refused(tour: Tour) -> None:
    """Open again by the rules, but why it was refused comes first, on its row and with its proof."""
    work = {"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}
    no = {"route": "L", "filed": "2025-06-01", "decision": "refused", "notified": "2026-01-20"}
    worker = {"nationality": "IN", "card": "A", "stays": [work], "absences": [], "income": 2500, "dependants": 0}
    yes = {"health_insurance": True, "public_order": False, "protection_request_pending": False}
    tour.visit.answer["state"]["case"] = worker | yes | {"applications": [no]}
    tour.see("result")


def stays_that_are_planned(tour: Tour) -> None:
    """Studies after work; and a Frenchman who comes back, for whom nationality opens then."""
    work = {"from": "2019-09-01", "to": "2026-12-31", "ground": "single_permit", "first_card_issued": "2019-09-01"}
    study = {"from": "2027-01-01", "ground": "student"}
    worker = {"nationality": "IN", "card": "A", "stays": [work, study], "absences": []}
    comes_back = {
        "nationality": "FR",
        "card": "EU",
        "birth_date": "1988-04-12",
        "born_in_belgium": False,
        "language_a2": True,
        "integration_proof": ["diploma"],
        "economic_participation": True,
        "stays": [{"from": "2027-01-15", "ground": "eu_citizen"}],
        "absences": [],
    }
    for case in (worker, comes_back):
        tour.visit.answer["state"]["case"] = case
        tour.see("result")


def results_that_few_see(tour: Tour) -> None:
    """Two questions that settle one day; a note on a card that is not possible; a card that a plan opens; a trip whose
    weight is practice alone; a day that is not told and would count from before."""
    names = (
        "Family of a person with unlimited stay, day of the first card unknown",
        "Income of 2026, a cent below the amount of 2025",
        "C03 Doctorate, search year, a job that begins on 1 December: B and K on the day itself",
        "British citizen, away six months and a day",
        "M card through a husband since 2023, and an older annex 19 that is not told: nine months away in 2021",
    )
    for case in load_cases():
        if case["name"] in names:
            there = tour.later(max(case["on"], TODAY))
            there.visit.answer["state"] |= {"case": case["case"], "on": case["on"]}
            there.see("result")


def away_until_nobody_knows(tour: Tour) -> None:
    """Abroad, and the day of the return not known: what follows from it, for the cards and for nationality. Once it is
    the first thing to settle, once another one is."""
    told = {
        "nationality": ["MA"],
        "card": "B",
        "birth_date": "1990-04-01",
        "unlimited_stay_since": "2023-09-01",
        "stays": [{"from": "2023-09-01", "ground": "unlimited_stay", "first_card_issued": "2023-09-01"}],
        "absences": [{"from": "2026-09-01", "to": None}],
        "income": 2500,
        "dependants": 0,
        "health_insurance": True,
        "identity_established": True,
        "public_order": False,
        "born_in_belgium": False,
        "language_a2": True,
        "integration_proof": ["course"],
        "economic_participation": True,
        "spouse_of_belgian_since": "none",
        "parent_of_belgian_minor": False,
        "disability_or_pension": "none",
        "community_participation": False,
    }
    for case in (told, told | {"income": None, "health_insurance": None, "dependants": None}):
        there = tour.later(TODAY)
        there.visit.answer["state"] |= {"on": TODAY, "also_nationality": True, "case": case}
        there.see("result")


def what_nobody_is_asked_for(tour: Tour) -> None:
    """A status of another country, a removal: who has told it can take it back."""
    for fact in ("long_term_resident_elsewhere", "removal_enforced"):
        told_it = next(one["case"] for one in load_cases() if one["case"].get(fact))
        tour.visit.answer["state"]["case"] = told_it
        tour.see("check")
        tour.send(f"question/{fact}", answer="no")


WAYS: tuple[Callable[[Tour], None], ...] = (
    a_card_that_does_not_fit_the_nationality,
    a_town_hall,
    a_house_full_of_people,
    a_file_of_two_that_is_opened_a_year_later,
    everything_deleted_and_back,
    a_long_trip_tried_out,
    trips_that_cannot_be_read,
    a_link_that_no_code_holds,
    a_stay_in_another_country,
    a_reason_that_is_not_of_the_card,
    requests_that_were_made_in_vain,
    a_request_without_an_answer,
    a_card_that_was_refused,
    stays_that_are_planned,
    results_that_few_see,
    away_until_nobody_knows,
    what_nobody_is_asked_for,
)

LIVES: tuple[Case, ...] = (
    {
        "file": "ways",
        "name": "an EU citizen of two years",
        "on": TODAY,
        "case": {
            "nationality": "EU",
            "card": "EU",
            "card_expiry": "2029-10-01",
            "annex_19": "2024-10-01",
            "absences": [],
            "interruptions": [],
            "special_card_before": False,
        },
    },
)
"""People whom no case of the corpus tells of, because the answer does not hang on it."""
