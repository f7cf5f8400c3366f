"""How two people of one file belong together: answers in everyday words, and the relations of the rules behind them.

A relation gives named facts to one of the two (see ``belgian_residence.assessment.relations``). What is given is not
asked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from belgian_residence.assessment.relations import gives, supports
from belgian_residence.told.facts import RELATION_KINDS
from screens.questions.places import Place
from screens.remembered.state import State

SPONSOR, HOUSEHOLD, DEPENDANT = RELATION_KINDS
JOINED = ("other_joined", "you_joined")
"""The answers with which one joined the other."""
CHOICES = {
    SPONSOR: (*JOINED, "neither"),
    HOUSEHOLD: ("yes", "no"),
    DEPENDANT: ("yes", "more", "no"),
}
"""What can be answered about two people. "more": somebody who is not in the list lives on the income too, so that
counting the list would be wrong; the number is then asked."""
PEOPLE = "people"
"""The screen with everybody; the screens about two people begin with it."""

Relation = dict[str, str]


@dataclass(frozen=True)
class Bond:
    """A question about two people: ``you``, to whom it is put, and the ``other``; by number."""

    you: int
    other: int
    kind: str

    @property
    def screen(self) -> str:
        """The name of its screen."""
        return f"{PEOPLE}/{self.you}/{self.other}/{self.kind}"


def bond_of_screen(state: State, screen: str) -> Bond | None:
    """The question of a screen; None for another screen, and where one of the two is gone."""
    found = re.fullmatch(rf"{PEOPLE}/(\d{{1,4}})/(\d{{1,4}})/(\w+)", screen)
    if found is None or found[3] not in CHOICES or found[1] == found[2]:
        return None
    bond = Bond(int(found[1]), int(found[2]), found[3])
    known = state.several and state.name_of(bond.you) is not None and state.name_of(bond.other) is not None
    return bond if known else None


def bond_of(state: State, relation: Relation) -> Bond:
    """Where a relation is told: put to the one whose income it is, else to the first of the list."""
    numbers = [state.people[relation[end]].number for end in ("of", "is")]
    you, other = numbers if relation["kind"] == DEPENDANT else sorted(numbers)
    return Bond(you, other, relation["kind"])


# --- answers ------------------------------------------------------------------------------------------------------


def answer(state: State, bond: Bond) -> str | None:
    """What was answered: one of ``CHOICES``, "unknown", or None for nothing yet."""
    found = _of_bond(state, bond)
    if not found:
        return state.said.get(bond.screen)
    if bond.kind == SPONSOR:
        return "other_joined" if found[0]["is"] == state.name_of(bond.you) else "you_joined"
    return "yes"


def accept(state: State, bond: Bond, said: str) -> None:
    """Take in an answer: one of ``CHOICES``, or "unknown"."""
    you, other = str(state.name_of(bond.you)), str(state.name_of(bond.other))
    kept = [one for one in state.relations if one not in _of_bond(state, bond)]
    state.said.pop(bond.screen, None)
    if bond.kind == SPONSOR and said in JOINED:
        of, sponsor = (other, you) if said == "other_joined" else (you, other)
        # People live together with the one they joined: the same household, told from the other side.
        household = [one for one in kept if one["kind"] == HOUSEHOLD and {one["of"], one["is"]} == {you, other}]
        kept = [one for one in kept if one not in household] + [_relation(SPONSOR, of, sponsor)]
        kept += [_relation(HOUSEHOLD, of, sponsor)] if household else []
    elif bond.kind == HOUSEHOLD and said == "yes":
        joined = answer(state, Bond(bond.you, bond.other, SPONSOR)) != "you_joined"
        kept.append(_relation(HOUSEHOLD, *((other, you) if joined else (you, other))))
    elif bond.kind == DEPENDANT and said == "yes":
        kept += [_relation(DEPENDANT, you, name) for name in (*_also_told(state, bond, "more"), other)]
    else:
        state.said[bond.screen] = said
        if said == "more":  # the list is not complete, so nobody of it is counted
            counted = [one for one in kept if one["kind"] == DEPENDANT and one["of"] == you]
            kept = [one for one in kept if one not in counted]
            state.said |= {bond_of(state, one).screen: "more" for one in counted}
    state.relations = kept


def _also_told(state: State, bond: Bond, said: str) -> list[str]:
    """The others of whom the same person said this too; it is then no longer said of them."""
    found = []
    for name, sheet in state.people.items():
        screen = Bond(bond.you, sheet.number, bond.kind).screen
        if state.said.get(screen) == said:
            del state.said[screen]
            found.append(name)
    return found


def _of_bond(state: State, bond: Bond) -> list[Relation]:
    you, other = state.name_of(bond.you), state.name_of(bond.other)
    if bond.kind == DEPENDANT:
        return [one for one in state.relations if one == _relation(DEPENDANT, str(you), str(other))]
    return [one for one in state.relations if one["kind"] == bond.kind and {one["of"], one["is"]} == {you, other}]


def _relation(kind: str, of: str, other: str) -> Relation:
    return {"kind": kind, "of": of, "is": other}


def following(state: State, bond: Bond) -> Bond | None:
    """The next question about two people that is not answered yet; of a household only where one joined the other."""
    joined = answer(state, Bond(bond.you, bond.other, SPONSOR)) in JOINED
    for kind in (SPONSOR, *((HOUSEHOLD,) if joined else ()), DEPENDANT):
        one = Bond(bond.you, bond.other, kind)
        if answer(state, one) is None:
            return one
    return None


def forget(state: State, name: str, number: int) -> None:
    """Drop everything that was told about somebody and another person."""
    state.relations = [one for one in state.relations if name not in (one["of"], one["is"])]
    gone = re.compile(rf"{PEOPLE}/(\d+/)?{number}/")
    state.said = {screen: said for screen, said in state.said.items() if not gone.match(screen)}


# --- what relations give --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """A fact that relations give to a person: its value, from whom, and where that is told."""

    name: str
    fact: str
    value: Any
    sources: tuple[str, ...]
    bond: Bond

    @property
    def screen(self) -> str:
        """Where to look at what gives it."""
        return self.bond.screen if len(self.sources) == 1 else PEOPLE


def every_gift(state: State, on: date) -> Iterator[Given]:
    """Every fact that a relation gives to anybody, also where the person's own answer says something else."""
    if not state.several:
        return
    found: dict[tuple[str, str], Given] = {}
    for relation in state.relations:
        for give in (gives, supports):
            name, facts = give(relation, state.relations, state.cases(), on)
            source = relation["is"] if name == relation["of"] else relation["of"]
            for fact, value in facts.items():
                before = found.get((name, fact))
                sources = tuple(dict.fromkeys((*(before.sources if before else ()), source)))
                found[name, fact] = Given(name, fact, value, sources, bond_of(state, relation))
    yield from found.values()


def contradictions(state: State, on: date) -> list[Given]:
    """What relations give although the person's own answer says something else. How much money of others is there is
    no contradiction: what the person says holds."""
    return [one for one in every_gift(state, on) if one.fact != "supporter_income" and not _fits(state, one)]


def _fits(state: State, one: Given) -> bool:
    return state.people[one.name].case.get(one.fact) in (None, one.value)


def given(state: State, on: date) -> dict[str, Given]:
    """What relations give to the person who is being answered for, by fact. An own answer is never overruled."""
    return {one.fact: one for one in every_gift(state, on) if one.name == state.person and _fits(state, one)}


def known(state: State, on: date) -> dict[str, Any]:
    """The case of the person who is being answered for, with what relations give."""
    return {**state.case, **{fact: one.value for fact, one in given(state, on).items()}}


def gift_asked(state: State, place: Place, on: date) -> Given | None:
    """What a relation gives in place of a question; None where the question is to be asked."""
    return given(state, on).get(place.fact) if place.index is None else None
