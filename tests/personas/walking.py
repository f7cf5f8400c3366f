"""A walk through the wizard: what a persona knows goes into whatever form is shown, as a browser would send it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from time import perf_counter
from typing import Any

from personas.people import MOST_PEOPLE, NONE, UNKNOWN, Lived, Persona, Told, Trip
from screens.app import handle

TODAY = "2026-11-29"
NO_BOND = {"sponsor": "neither", "household": "no", "dependant": "no"}
"""What is said of two people where nothing is named."""
LONGEST = 120
"""Screens: a walk that takes longer goes in a circle."""

Form = dict[str, list[str]]


@dataclass
class Walk:
    """What happened: the screens after the start in their order, those with an error, and the last answer."""

    persona: Persona
    screens: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What each of these screens says of the pages that are still to come."""
    errors: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds, of one answer."""
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> dict[str, Any]:
        """What the page would hold at the end."""
        return dict(self.answer["state"])

    @property
    def ended(self) -> bool:
        """Was the result reached?"""
        return str(self.answer["screen"]) == "result"


def walk(persona: Persona) -> Walk:
    """Answer whatever is asked until the result is shown."""
    done = Walk(persona)
    _ask(done, action="submit", screen="start", form={}, state=None)
    _answer(done, persona)
    if not done.ended:
        _ask(done, action="show", screen="result", state=done.state)
    return done


def walk_family(people: tuple[tuple[str, Persona], ...], said: Mapping[str, str]) -> Walk:
    """Answer for the first one, add the others, say how they belong together, and answer for each: everybody is shown.

    ``said``: what is answered about two of them, by the screen.
    """
    (own, first), *others = people
    done = Walk(first)
    _ask(done, action="submit", screen="start", form={}, state=None)
    _answer(done, first)
    for name, persona in others:
        _ask(done, action="show", screen="people/add", state=done.state)
        _ask(done, action="submit", screen="people/add", form=_named(own, name, persona), state=done.state)
        while done.answer["screen"] != "people" and len(done.screens) < LONGEST:
            screen = str(done.answer["screen"])
            kinds = [kind for kind in ("sponsor", "household", "dependant") if f'name="{kind}"' in done.answer["html"]]
            pair = screen.rpartition("/")[0]
            form = {kind: [said.get(f"{pair}/{kind}", NO_BOND[kind])] for kind in kinds}
            _ask(done, action="submit", screen=screen, form=form, state=done.state)
    for number, (_, persona) in enumerate(others, start=2):
        _ask(done, action="show", screen=f"of-{number}/question/nationality", state=done.state)
        _answer(done, persona, f"of-{number}/")
    return done


def _named(own: str, name: str, persona: Persona) -> Form:
    """Who is added; of a child the day of birth too."""
    born = persona.knows.get("birth_date")
    return {"own": [own], "name": [name], **(date_boxes("born", str(born), "") if born else {})}


def _answer(done: Walk, persona: Persona, mark: str = "") -> None:
    """Answer what is asked of one person, until everything is answered."""
    # With somebody in the list who has not begun, the list comes after the last question; else everybody's result.
    ends = (f"{mark}check", f"{mark}result", f"{mark}people", f"{mark}everybody")
    while done.answer["screen"] not in ends and len(done.screens) < LONGEST:
        screen = str(done.answer["screen"])
        state = done.state
        told = state["people"][state["person"]] if "people" in state else state
        form = filled(screen.removeprefix(mark), unescape(done.answer["html"]), persona, told)
        _ask(done, action="submit", screen=screen, form=form, state=state)


def _ask(done: Walk, **request: Any) -> None:
    before = perf_counter()
    done.answer = json.loads(handle(json.dumps({"language": "en", "today": TODAY, **request})))
    done.slowest = max(done.slowest, perf_counter() - before)
    done.screens.append(str(done.answer["screen"]))
    done.left.append("".join(re.findall(r'af-remaining">([^<]*)<', done.answer["html"])))
    if done.answer.get("error"):
        words = re.findall(r"data-field>([^<]*)<", done.answer["html"])
        done.errors.append(f"{done.answer['screen']}: {'; '.join(words)}")


def filled(screen: str, html: str, persona: Persona, state: dict[str, Any]) -> Form:
    """The form of a screen as the persona fills it in. Only what stands on the screen can be filled in or chosen."""
    form = {name: said for name, said in _said(screen, html, persona, state).items() if f'name="{name}"' in html}
    for name, said in form.items():
        choices = re.findall(rf'type="(?:radio|checkbox)" name="{name}" value="([^"]*)"', html)
        assert not choices or set(said) <= set(choices), (screen, name, said)
    return form


def _said(screen: str, html: str, persona: Persona, state: dict[str, Any]) -> Form:
    parts = screen.split("/")
    if screen == "trips":
        return all_trips(persona)
    if parts[0] != "question":
        raise AssertionError(f"{persona.key}: nobody answers {screen}")
    if parts[1] in LISTS:
        return LISTS[parts[1]](parts[2:], html, persona, state)
    if parts[1] in PAGES:
        return PAGES[parts[1]](html, persona)
    return facts_together(parts[1], html, persona)


def facts_together(fact: str, html: str, persona: Persona) -> Form:
    """A page with one fact or several; it says itself which."""
    asked = re.findall(r'name="asked" value="(\w+)"', html)
    if len(asked) < 2:
        return {"asked": asked, **one_fact(html, known(persona, [*asked, fact][0]))}
    form: Form = {"asked": asked}
    for one in asked:
        mine = html[html.index(f'id="af-{one}"') :].partition("</fieldset>")[0].replace(f"{one}-", "")
        form |= {f"{one}-{name}": texts for name, texts in one_fact(mine, known(persona, one)).items()}
    return form


def known(persona: Persona, fact: str) -> Told:
    """What the persona says of a fact; who has nothing to say does not know."""
    return persona.knows.get(fact, MOST_PEOPLE.get(fact, UNKNOWN))


def one_fact(html: str, told: Told) -> Form:
    """A page with one answer: options, ticks, a date or a number."""
    if 'name="date-day"' in html:
        return {"say": [str(told)]} if told in (UNKNOWN, NONE) else date_boxes("date", str(told), html)
    if 'name="amount"' in html:
        return {"say": [UNKNOWN]} if told == UNKNOWN else {"amount": [str(told)]}
    return {"answer": list(told) if isinstance(told, tuple) else [told]}


def date_boxes(name: str, told: str, html: str) -> Form:
    """The boxes of a date, from "7 June 2021", "March 2020", "spring 2012" or "2027"."""
    day, month, year = (["", "", *told.split()])[-3:]
    form = {f"{name}-day": [day], f"{name}-month": [month], f"{name}-year": [year]}
    if not day and f'name="{name}-rough"' in html:
        form[f"{name}-rough"] = ["yes"]
    return form


def period(start: str, end: str, html: str) -> Form:
    """The page with a first and a last day; without a last day it still runs."""
    form = date_boxes("from", start, html)
    return {**form, **date_boxes("to", end, html)} if end else {**form, "to-open": ["yes"]}


def stays(rest: list[str], html: str, persona: Persona, state: dict[str, Any]) -> Form:
    """The pages about stays, from the newest to the oldest."""
    told = len(state["case"].get("stays") or ())
    if not rest:
        if 'value="add"' in html:
            return {"say": ["add" if told < len(persona.lived) else "done"]}
        return {"answer": ["some"]}
    if int(rest[0]) >= len(persona.lived):
        return {"answer": [NONE]}
    lived: Lived = persona.lived[int(rest[0])]
    if rest[1] == "why":
        return {"answer": [lived.ground]}
    if rest[1] == "since":
        return since(lived, html, persona)
    if rest[1] == "when":
        return period(lived.since, lived.until, html)
    fields: dict[str, Told] = {"ground": lived.ground, "first_card_issued": lived.first_card, "before": lived.before}
    return one_fact(html, {**fields, **lived.more}.get(rest[1], UNKNOWN))


def since(lived: Lived, html: str, persona: Persona) -> Form:
    """The page with the days of a stay: of what may be left empty only what is known."""
    form = date_boxes("from", lived.since, html)
    request = known(persona, "medical_application" if lived.ground == "medical_9ter" else "asylum_application")
    for name, told in (("card", lived.first_card), ("asked", request)):
        if f'name="{name}-day"' in html and told not in (UNKNOWN, NONE):
            form |= date_boxes(name, str(told), html)
    if lived.until:
        form |= date_boxes("to", lived.until, html)
    sponsor = {"yes": "belgian", "no": "eu_citizen"}.get(str(known(persona, "sponsor_belgian")), UNKNOWN)
    return {**form, "before": [lived.before], "still": ["yes"], "sponsor": [sponsor]}


def household(html: str, persona: Persona) -> Form:
    """Living together now, and since when not."""
    ended = known(persona, "household_ended")
    if ended in (UNKNOWN, NONE):
        return {"answer": ["yes" if ended == NONE else UNKNOWN]}
    return {"answer": ["no"], **date_boxes("to", str(ended), html)}


def retention(html: str, persona: Persona) -> Form:
    """Two lists of ticks."""
    told = {"grounds": known(persona, "retention_grounds"), "means": known(persona, "means_since_household_ended")}
    return {name: list(said) if isinstance(said, tuple) else [said] for name, said in told.items()}


def absences(rest: list[str], html: str, persona: Persona, state: dict[str, Any]) -> Form:
    """How long at most, and what is asked of one trip afterwards."""
    trips = persona.trips
    if not rest:
        asked = dict(reversed(re.findall(r'type="radio" name="([^"]*)" value="([^"]*)"', html)))  # the first of each
        return {name: [UNKNOWN if trips is None else "more" if trips else least] for name, least in asked.items()}
    assert trips, "a trip of somebody without trips"
    trip: Trip = trips[int(rest[0])]
    return one_fact(html, {"outside_eu": "yes", "card_valid_on_return": "yes", **trip.more}.get(rest[1], UNKNOWN))


def all_trips(persona: Persona) -> Form:
    """The page with a row for each trip; those for which there is no row are pasted."""
    if not persona.trips:
        return {"say": [UNKNOWN if persona.trips is None else NONE]}
    form: Form = {}
    for row, trip in enumerate(persona.trips[:3]):
        reason = str(trip.more.get("reason", "ordinary"))
        form |= {f"row-{row}-from": [trip.left], f"row-{row}-to": [trip.back], f"row-{row}-reason": [reason]}
    return {**form, "paste": ["\n".join(f"{trip.left} – {trip.back}" for trip in persona.trips[3:])]}


LISTS = {"stays": stays, "absences": absences}
"""Who answers the pages of a list, by its name."""
PAGES = {
    **dict.fromkeys(("joint_household", "household_ended"), household),
    **dict.fromkeys(("retention_grounds", "means_since_household_ended"), retention),
}
"""Who answers a page that asks several facts, by the fact in its address."""
