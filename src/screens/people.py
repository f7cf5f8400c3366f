"""The pages about the people of a file: who they are, how they belong together, and whose answers come next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from belgian_residence.facts import MOST_PEOPLE
from screens import flow, relations
from screens.answers import label, value_line
from screens.forms import UNKNOWN, NotAccepted, Problem
from screens.questions import FIRST, Place, place_of_screen
from screens.relations import PEOPLE, Bond, bond_of_screen
from screens.state import ALONE, Form, Sheet, State, first
from screens.words import Words

ADD = f"{PEOPLE}/add"
LONGEST_NAME = 30
JOINERS = "\u200c\u200d"
"""Signs without a shape of their own that some scripts need."""
OF = "of-"
"""Before the name of a screen: the number of the person whose screen it is. Without it the first one is meant."""


@dataclass(frozen=True)
class View:
    """What a page shows."""

    screen: str
    template: str
    title: str
    extras: dict[str, Any] = field(default_factory=dict)
    form: Form = field(default_factory=dict)


# --- whose screen it is ---------------------------------------------------------------------------------------------


def prefix(number: int) -> str:
    """What stands before the names of a person's screens. The screens of the first person have no mark."""
    return "" if number == 1 else f"{OF}{number}/"


def turn_to(state: State, screen: str) -> str:
    """Answer for the person of a screen from now on; the screen without the mark. Is the person gone: the list."""
    person, screen = _whose(state, screen)
    if person is None:
        return PEOPLE
    state.turn_to(person)
    return screen


def keep_draft(state: State, screen: str, form: Form) -> None:
    """Keep what is typed on a screen that is being left, for the person whose screen it is."""
    person, screen = _whose(state, screen)
    asks = place_of_screen(screen) is not None or is_screen(screen)
    if person is not None and asks and any(text.strip() for texts in form.values() for text in texts):
        drafts_of(state, screen, person)[screen] = form


def drafts_of(state: State, screen: str, person: str | None = None) -> dict[str, Form]:
    """Where the draft of a screen is kept (without mark; of the person who is being answered for, if none is named).
    The pages about the people are nobody's: their drafts are kept with the first one."""
    if is_screen(screen):
        return next(iter(state.people.values())).drafts
    return state.people[state.person if person is None else person].drafts


def _whose(state: State, screen: str) -> tuple[str | None, str]:
    found = re.fullmatch(rf"{OF}(\d{{1,4}})/(.*)", screen)
    bare = found[2] if found else screen
    if not state.several:
        return state.person, bare
    name = state.name_of(int(found[1]) if found else 1)
    return (name, bare) if found else (name or state.person, bare)


def is_screen(screen: str) -> bool:
    """Is it a page about the people?"""
    return screen == PEOPLE or screen.startswith(f"{PEOPLE}/")


# --- what the pages show --------------------------------------------------------------------------------------------


def view(screen: str, state: State, on: date, words: Words) -> View:
    """The page of a screen about the people."""
    bond = bond_of_screen(state, screen)
    if bond is not None:
        return _bond(bond, state, words)
    number, page = _of_one(state, screen)
    if screen == ADD and len(state.people) < MOST_PEOPLE:
        return View(ADD, "name.html", words("people.add"), _fields(words, own=not state.several), _own(state, words))
    if page == "name":
        name = str(state.name_of(number))
        return View(screen, "name.html", words("people.rename", name=name), _fields(words, own=False), {"name": [name]})
    if page == "remove":
        name = str(state.name_of(number))
        keep = words("people.keep", name=name)
        extras = {"line": words("people.remove_text", name=name), "list_screen": PEOPLE, "keep": keep}
        return View(screen, "remove.html", words("people.remove_sure", name=name), extras)
    return _everybody(state, on, words)


def _of_one(state: State, screen: str) -> tuple[int, str | None]:
    """The number and the page of a screen about one of several people."""
    found = re.fullmatch(rf"{PEOPLE}/(\d{{1,4}})/(name|remove)", screen)
    known = found is not None and state.several and state.name_of(int(found[1])) is not None
    return (int(found[1]), found[2]) if found is not None and known else (0, None)


def _fields(words: Words, *, own: bool) -> dict[str, Any]:
    names = [("own", words("people.own_name"))] if own else []
    return {"names": [*names, ("name", words("people.name"))]}


def _own(state: State, words: Words) -> Form:
    return {} if state.several else {"own": [words("people.me")]}


def _everybody(state: State, on: date, words: Words) -> View:
    people = [_person(name, sheet, state, on, words) for name, sheet in state.people.items()] if state.several else []
    extras = {
        "people": people,
        "bonds": _bonds(state, words),
        "full": words("people.full", most=MOST_PEOPLE) if len(state.people) >= MOST_PEOPLE else "",
        "add": ADD,
    }
    return View(PEOPLE, "people.html", words("people.heading"), extras)


def _person(name: str, sheet: Sheet, state: State, on: date, words: Words) -> dict[str, Any]:
    one = State(state.people, name, state.relations, on=state.on)
    remaining = flow.remaining(one, on)
    if any(fact in one.case for fact in FIRST):
        status = words("people.open", n=remaining, count=remaining) if remaining else words("people.complete")
    else:
        status = words("people.nothing_yet")
    return {
        "name": name,
        "status": status,
        "open": remaining > 0,
        "answer": f"{OF}{sheet.number}/{flow.CHECK}",
        "rename": f"{PEOPLE}/{sheet.number}/name",
        "remove": f"{PEOPLE}/{sheet.number}/remove",
    }


def _bonds(state: State, words: Words) -> list[dict[str, Any]]:
    """Two people each: what was told about them, and where to tell more."""
    found = []
    numbers = {sheet.number: name for name, sheet in state.people.items()}
    for you, name in numbers.items():
        for other in (number for number in numbers if number > you):
            told = [*(Bond(you, other, kind) for kind in relations.CHOICES), Bond(other, you, relations.DEPENDANT)]
            rows = [_row(bond, state, words) for bond in told if relations.answer(state, bond) is not None]
            more = relations.following(state, Bond(you, other, relations.SPONSOR))
            title = words("people.pair", one=name, two=numbers[other])
            found.append({"title": title, "rows": rows, "more": more.screen if more else None})
    return found


def _row(bond: Bond, state: State, words: Words) -> dict[str, Any]:
    you, other = str(state.name_of(bond.you)), str(state.name_of(bond.other))
    line = words(f"people.{bond.kind}.{relations.answer(state, bond)}.line", you=you, name=other)
    return {"line": line, "change": bond.screen}


def _bond(bond: Bond, state: State, words: Words) -> View:
    you, other = str(state.name_of(bond.you)), str(state.name_of(bond.other))
    options = [
        {
            "value": choice,
            "label": words(f"people.{bond.kind}.{choice}", name=other),
            "note": words.find(f"people.{bond.kind}.{choice}.note"),
        }
        for choice in relations.CHOICES[bond.kind]
    ]
    extras = {
        "kind": "choice",
        "caption": words("people.answers_of", name=you),
        "groups": [{"title": "", "options": options}],
        "none_label": None,
        "hint": words(f"people.{bond.kind}.hint", name=other),
        "more": None,
        "why": [],
        "remaining": None,
        "enough": False,
    }
    answer = relations.answer(state, bond)
    form: Form = {"answer": [answer]} if answer else {}
    return View(bond.screen, "question.html", words(f"people.{bond.kind}.question", name=other), extras, form)


# --- what the forms tell --------------------------------------------------------------------------------------------


def accept(screen: str, form: Form, state: State) -> str:
    """Take in a form; the next screen. Raises NotAccepted."""
    bond = bond_of_screen(state, screen)
    if bond is not None:
        return _accept_bond(bond, form, state)
    number, page = _of_one(state, screen)
    work: dict[str, Callable[[], str]] = {
        "name": lambda: _rename(str(state.name_of(number)), form, state),
        "remove": lambda: _remove(str(state.name_of(number)), state),
    }
    if page is not None:
        return work[page]()
    if screen == ADD and len(state.people) < MOST_PEOPLE:
        return _add(form, state)
    return PEOPLE


def _accept_bond(bond: Bond, form: Form, state: State) -> str:
    said = first(form, "answer")
    if said not in (*relations.CHOICES[bond.kind], UNKNOWN):
        raise NotAccepted(Problem("answer", "choose"))
    relations.accept(state, bond, said)
    more = relations.following(state, bond)
    return more.screen if more else PEOPLE


def _add(form: Form, state: State) -> str:
    problems: list[Problem] = []
    names: list[str] = [] if not state.several else list(state.people)
    for name in ("name",) if state.several else ("own", "name"):
        try:
            names.append(_name(form, name, names))
        except NotAccepted as refused:
            problems += refused.problems
    if problems:
        raise NotAccepted(*problems)
    if not state.several:
        state.people = {names[0]: state.sheet}
        state.person = names[0]
    number = max(sheet.number for sheet in state.people.values()) + 1
    state.people[names[-1]] = Sheet(number=number)
    return Bond(state.sheet.number, number, relations.SPONSOR).screen


def _rename(name: str, form: Form, state: State) -> str:
    new = _name(form, "name", [other for other in state.people if other != name])
    state.people = {new if one == name else one: sheet for one, sheet in state.people.items()}
    state.relations = [
        {**relation, **{end: new for end in ("of", "is") if relation[end] == name}} for relation in state.relations
    ]
    state.person = new if state.person == name else state.person
    return PEOPLE


def _remove(name: str, state: State) -> str:
    """Take somebody out. Who remains alone has no name and no number any more, as before the second one came."""
    number = state.people.pop(name).number
    relations.forget(state, name, number)
    gone = re.compile(rf"{PEOPLE}/(\d+/)?{number}/")
    for sheet in state.people.values():
        sheet.drafts = {screen: form for screen, form in sheet.drafts.items() if not gone.match(screen)}
    if state.person == name:
        state.person = next(iter(state.people))
    if not state.several:
        state.sheet.number = 1
        state.people, state.person = {ALONE: state.sheet}, ALONE
    return PEOPLE


def _name(form: Form, name: str, taken: list[str]) -> str:
    """A name as it is typed, with single spaces. Raises NotAccepted: a name is never changed in silence."""
    typed = " ".join(first(form, name).split())
    if not typed:
        raise NotAccepted(Problem(name, "people.own_missing" if name == "own" else "people.name_missing"))
    if len(typed) > LONGEST_NAME:
        raise NotAccepted(Problem(name, "people.name_long", {"most": LONGEST_NAME}))
    if not all(sign.isprintable() or sign in JOINERS for sign in typed):
        raise NotAccepted(Problem(name, "people.name_signs"))
    if _folded(typed) in map(_folded, taken):
        raise NotAccepted(Problem(name, "people.name_taken", {"name": typed}))
    return typed


def _folded(name: str) -> str:
    """Names that look the same are the same."""
    return unicodedata.normalize("NFKC", name).casefold()


# --- what cannot be true together -----------------------------------------------------------------------------------


def refuse_contradictions(before: State, state: State, days: tuple[date, date], screen: str, words: Words) -> None:
    """Raise NotAccepted where what relations give says something else than an own answer, since a form was accepted.

    ``days``: the date asked about before and after. ``screen``: where the form stands.
    """
    known = {(one.name, one.fact, one.value) for one in relations.contradictions(before, days[0])}
    new = [one for one in relations.contradictions(state, days[1]) if (one.name, one.fact, one.value) not in known]
    if new:
        raise NotAccepted(*[_contradiction(one, before, state, screen, words) for one in new[:1]])


def _contradiction(one: relations.Given, before: State, state: State, screen: str, words: Words) -> Problem:
    place, told = place_of_screen(screen), Place(one.fact)
    if place == told and one.name == before.person:
        said = words("fault.fact", label=label(told, words), value=value_line(told, one.value, words))
        names = words.every_of(list(one.sources))
        return Problem("answer", "people.given", {"names": names, "said": said, "other_screen": one.screen})
    own = value_line(told, state.people[one.name].case[one.fact], words)
    said = words("fault.fact", label=label(told, words), value=own)
    other = f"{OF}{state.people[one.name].number}/{told.screen}"
    return Problem("answer", "people.answer", {"name": one.name, "said": said, "other_screen": other})
