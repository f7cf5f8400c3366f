"""The people of a file: whose screen it is, what is kept for whom, and what cannot be true of two of them together."""

from __future__ import annotations

import re
from datetime import date

from screens.asking.forms import ASKED
from screens.problems import NotAccepted, Problem
from screens.questions import relations
from screens.questions.places import Place, place_of_screen
from screens.questions.relations import PEOPLE
from screens.remembered.state import ALONE, Form, State
from screens.showing.lines.answers import label, value_line
from screens.words import Words

ADD = f"{PEOPLE}/add"
OF = "of-"
"""Before the name of a screen: the number of the person whose screen it is. Without it the first one is meant."""

FILE = "file"
"""The field with a file: nothing that is typed."""

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
    typed = any(text.strip() for name, texts in form.items() if name not in (ASKED, FILE) for text in texts)
    if person is not None and typed:
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


def of_one(state: State, screen: str) -> tuple[int, str | None]:
    """The number and the page of a screen about one of several people."""
    found = re.fullmatch(rf"{PEOPLE}/(\d{{1,4}})/(name|remove)", screen)
    known = found is not None and state.several and state.name_of(int(found[1])) is not None
    return (int(found[1]), found[2]) if found is not None and known else (0, None)


def remove(name: str, state: State) -> None:
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
