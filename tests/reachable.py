"""Every screen of the wizard that somebody can reach, found by going there.

It begins with somebody who has told nothing, and goes on with the cases of ``tests/cases``, opened as files. From each
screen that shows something new (a view, a question, a part of a template) every link is followed, and its form is sent
empty, with "I don't know", and with anything at all. So the rules and the interview make the list, and no hand.
"""

from __future__ import annotations

import json
import random
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from types import ModuleType
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

from answering import Form, anything, form_of
from belgian_residence.told.facts import FACTS
from screens import render, views
from screens.asking.people import turn_to
from screens.prerender import prerender
from screens.remembered.state import State
from screens.views import registry
from site_build.cases import Case
from visiting import Visit

TEMPLATES = render.COMPILED.parent / "templates"
TRIES = 2
"""How often a form is filled in with anything at all."""
FOLLOWED = 3
"""How often links to screens of one kind are followed."""


# --- which parts of the templates a screen shows ----------------------------------------------------------------------


class Marking(Environment):
    """Templates that tell which of their branches were rendered, as "template:line"."""

    def __init__(self, like: Environment) -> None:
        super().__init__(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=like.autoescape,
            undefined=like.undefined,
            trim_blocks=like.trim_blocks,
            lstrip_blocks=like.lstrip_blocks,
            auto_reload=False,
        )
        self.branches: set[str] = set()
        self.shown: set[str] = set()

    def show(self, branch: str) -> None:
        """A branch is rendered."""
        self.shown.add(branch)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all((nodes.If, nodes.For)):
            self._mark(node.body, f"{name}:{node.lineno} {type(node).__name__.lower()}")
            if node.else_:
                self._mark(node.else_, f"{name}:{node.lineno} {type(node).__name__.lower()} not")
        return tree

    def _mark(self, body: list[nodes.Node], branch: str) -> None:
        several = sum(one.startswith(branch) for one in self.branches)
        branch = f"{branch} {several + 1}" if several else branch
        self.branches.add(branch)
        call = nodes.Call(nodes.EnvironmentAttribute("show"), [nodes.Const(branch)], [], None, None)
        body.insert(0, nodes.ExprStmt(call).set_lineno(body[0].lineno if body else 1))


# --- a screen, and what is new on it ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Screen:
    """A screen as somebody sees it, and how to see it again."""

    name: str
    """As it stands in the address."""
    state: dict[str, Any]
    html: str
    today: str
    sent: tuple[str, Form] | None
    """The screen and its form, where this is what came back for it; None where it is seen by going there."""
    shows: frozenset[str]
    """The view, the facts, and the branches of the templates."""
    way: tuple[str, ...]
    """How somebody came here."""

    @property
    def kind(self) -> str:
        """The screen without the numbers of entries and people."""
        return kind_of(self.name)

    @property
    def variant(self) -> tuple[str, frozenset[str]]:
        """Two screens of one variant differ only in the words in the same places."""
        return self.kind, self.shows


def kind_of(name: str) -> str:
    """The name of a screen without the numbers of entries and people, and without what a link holds."""
    name = re.sub(r"^(from-result/)?of-\d+/", "", name).removeprefix("from-result/")
    return re.sub(r"(?<=/)\d+(?=/|$)", "#", re.sub(r"^shared/.*", "shared", name))


@dataclass
class Reached:
    """All screens that were seen, and those of them that showed something new."""

    seen: int = 0
    variants: dict[tuple[str, frozenset[str]], Screen] = field(default_factory=dict)
    """The first screen of each variant."""
    shown: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    """Every view, fact and branch that there is."""

    @property
    def missing(self) -> list[str]:
        """What no state reaches."""
        return sorted(self.wanted - self.shown)

    def covering(self, what: str = "") -> list[Screen]:
        """Few screens that show everything that begins with one of some words, each at least once."""
        left = {one for one in self.shown if one.startswith(what)}
        chosen = []
        while left:
            best = max(self.variants.values(), key=lambda one: (len(left & one.shows), -len(one.html)))
            chosen.append(best)
            left -= best.shows
        return chosen


def every_view() -> set[str]:
    """The modules that show a screen."""
    found = (one for one in vars(registry).values() if isinstance(one, ModuleType) and hasattr(one, "show"))
    return {f"view {one.__name__.rpartition('.')[2]}" for one in found if one.__package__ == views.__name__}


def every_fact() -> set[str]:
    """The facts that a person can tell."""
    return {f"fact {one.name}" for one in FACTS}


# --- walking ----------------------------------------------------------------------------------------------------------


class Walker:
    """Goes wherever something new is seen."""

    def __init__(self, seed: int = 0) -> None:
        self.chance = random.Random(seed)
        self.templates = Marking(render.environment())
        self.reached = Reached(wanted=every_view() | every_fact())
        self.followed: dict[str, int] = {}
        self.waiting: deque[Screen] = deque()

    def walk(self, cases: Iterator[Case]) -> Reached:
        """From somebody who has told nothing, then from one case after the other, until everything was seen."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(render, "environment", lambda: self.templates)
            for name in self.templates.list_templates():
                self.templates.get_template(name)
            self.reached.wanted |= self.templates.branches
            prerender("en")
            self.look(Visit(), "start", ("start",))
            self.go_on()
            for case in cases:
                if not self.reached.missing:
                    break
                self.open(case)
                self.go_on()
        return self.reached

    def open(self, case: Case) -> None:
        """Open a case as a file, and again the file that is kept of it."""
        way = (f"{case['file']}: {case['name']}",)
        visit = Visit(today=case["on"]).open({"after-five": 1, "on": case["on"], "case": case["case"]})
        for screen in (visit.screen, "check", "result"):
            self.look(visit, screen, way)
        kept = visit.take("save")["text"]
        self.look(visit.send("open", file=kept), visit.screen, (*way, "kept and opened"))

    def go_on(self) -> None:
        """Look at what was new, until nothing is."""
        while self.waiting:
            self.leave(self.waiting.popleft())

    def look(self, visit: Visit, screen: str, way: tuple[str, ...]) -> None:
        """Go to a screen."""
        self.templates.shown = set()
        self.note(visit.see(screen), None, way)

    def leave(self, screen: Screen) -> None:
        """Follow the links of a screen, and send its form."""
        for link in dict.fromkeys(unescape(one) for one in re.findall(r"#/([^\"\s<]+)", screen.html)):
            if self.followed.setdefault(kind_of(link), 0) < FOLLOWED:
                self.followed[kind_of(link)] += 1
                self.look(self.at(screen), link, (*screen.way, link))
        if "data-undo" in screen.html:
            self.look(self.at(screen).ask(action="undo"), "check", (*screen.way, "undo"))
        if "data-form" in screen.html and screen.sent is None:
            for form in self.forms(screen):
                self.send(screen, form)

    def forms(self, screen: Screen) -> Iterator[Form]:
        """What is typed in the form of a screen: nothing, "I don't know", each button, anything at all."""
        yield {}
        yield form_of(screen.name, screen.html)
        for name, value in dict.fromkeys(re.findall(r'type="submit"[^>]* name="([^"]*)" value="([^"]*)"', screen.html)):
            yield {name: [value]}
        for _ in range(TRIES):
            yield anything(screen.html, self.chance)

    def send(self, screen: Screen, form: Form) -> None:
        """Send a form, and see what comes next."""
        visit = self.at(screen)
        before = facts_of(visit.state)
        self.templates.shown = set()
        visit.ask(action="submit", screen=screen.name, form=form)
        way = (*screen.way, f"{screen.name} {json.dumps(form)}")
        self.reached.shown |= {f"fact {one}" for one, _ in facts_of(visit.state) ^ before}
        if visit.answer["error"] or "af-told" in visit.html:
            self.note(visit, (screen.name, form), way)
        if not visit.answer["error"]:
            self.look(visit, visit.screen, way)
        if "undo" in visit.state:
            self.look(visit, "check", way)

    def at(self, screen: Screen) -> Visit:
        """Somebody who sees a screen."""
        visit = Visit(today=screen.today)
        visit.answer = {"state": screen.state}
        return visit

    def note(self, visit: Visit, sent: tuple[str, Form] | None, way: tuple[str, ...]) -> None:
        """Remember a screen, and come back to it where something on it is new."""
        screen = Screen(visit.screen, visit.state, visit.html, visit.today, sent, self.shows(visit), way)
        self.reached.seen += 1
        self.reached.variants.setdefault(screen.variant, screen)
        if screen.shows - self.reached.shown:
            self.reached.shown |= screen.shows
            self.waiting.append(screen)

    def shows(self, visit: Visit) -> frozenset[str]:
        """The view, the facts and the branches of the screen that is shown."""
        state = State.from_json(visit.state)
        name = turn_to(state, visit.screen)
        view = registry.view_of(name, state)
        found = {f"screen {kind_of(visit.screen)}", f"view {view.__name__.rpartition('.')[2]}"}
        return frozenset(found | self.templates.shown)


def facts_of(state: dict[str, Any]) -> set[tuple[str, str]]:
    """What everybody in a state has told: the facts with their values."""
    sheets = state["people"].values() if "people" in state else [state]
    return {(name, json.dumps(value)) for sheet in sheets for name, value in sheet["case"].items()}


# --- cases that tell much ---------------------------------------------------------------------------------------------


def telling(cases: list[Case], most: int) -> list[Case]:
    """Up to so many cases, each of which tells most of what those before it did not: facts, choices, entries."""
    left = {place: set(features(case["case"])) for place, case in enumerate(cases)}
    chosen: list[Case] = []
    while left and len(chosen) < most:
        best = max(left, key=lambda place: (len(left[place]), -place))
        news = left.pop(best)
        if not news:
            break
        chosen.append(cases[best])
        for other in left.values():
            other -= news
    return chosen


def features(told: Any, path: str = "") -> Iterator[str]:
    """The facts of a case, each with what is chosen."""
    if isinstance(told, dict):
        for name, value in told.items():
            # The name of a person says nothing; one of several is another life.
            yield from features(value, "several" if path == "people" else f"{path}.{name}" if path else name)
    elif isinstance(told, list):
        yield f"{path}: {min(len(told), 2)}"
        for one in told:
            yield from features(one, path)
    else:
        known = re.fullmatch(r"[A-Za-z_+]+", told) if isinstance(told, str) else told is None or isinstance(told, bool)
        yield f"{path}: {told}" if known else path
