"""Every screen of the wizard that somebody can reach, found by going there.

It begins with the personas on their way to the result, and goes on with what people do on purpose (``ways``), with
somebody who has told nothing, with who is asked for a fact that nobody had told, and with the cases of ``tests/cases``,
opened as files, until everything was seen. From each screen that shows something new (a view, a question, a part of a
template) links are followed, and its form is sent empty, with what nobody can read, with "I don't know", with anything
at all, and with the first of everything. So the rules and the interview make the list, and no hand.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jinja2 import FileSystemLoader

import belgian_residence as rules
import ways
from answering import Form, anything, asked_on, form_of, plainly
from belgian_residence.assessment.one_person import Cases
from belgian_residence.told.facts import FACTS
from branches import Marking
from outline import Outline
from personas import walking
from personas.people import FAMILY, FAMILY_SAID, PERSONAS
from screens import render, views
from screens.asking.people import turn_to
from screens.prerender import prerender
from screens.questions.places import SECTIONS
from screens.remembered.state import State
from screens.showing.changed import what_if
from screens.views import registry
from site_build.assessments import alone
from site_build.cases import Case, load_cases
from site_build.paths import BUILD, SRC
from site_build.paths import CASES as CASES_FOLDER
from site_build.steps import files_under, fingerprint
from visiting import TODAY, Visit

TEMPLATES = Path(render.__file__).parent / "templates"
ASKED = (
    *((rules, "assess"), (rules, "interview"), (rules, "absence_bounds")),
    (what_if, "longest_free_trip"),
)
"""What the screens ask the rules for, and takes long."""
DEAR = {"what-if/trip": 2}
"""Kinds of screens that try so much that they are looked at so often, and no more."""
MOST_ASKED = 12
"""Screens after which a fact is not waited for any longer."""
MOST_TRIED = 40
"""Cases in which somebody is looked for who is asked for a fact. Where there is one, it is among the first dozen or so,
and where there is none, that takes long to know."""
SOUND_EACH = 12
"""Of screens on which nothing is new, one in so many is read for its bones; at night all are."""
FILLED = 2
"""How often a form is filled in that asks the same."""

# --- a screen, and what is new on it ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """A form as it is sent: from which screen, and what the page holds then."""

    screen: str
    state: dict[str, Any] | None
    form: Form


@dataclass(frozen=True)
class Screen:
    """A screen as somebody sees it, and how to see it again."""

    name: str
    """As it stands in the address."""
    state: dict[str, Any]
    html: str
    today: str
    sent: Sent | None
    """The form for which this came back; None where it is seen by going there."""
    shows: frozenset[str]
    """The view, the kind of screen, the facts that are asked, and the branches of the templates."""
    way: tuple[str, ...]
    """How somebody came here."""

    @property
    def kind(self) -> str:
        """The name without numbers."""
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
    faults: list[str] = field(default_factory=list)
    """What is wrong with the bones of a screen (see ``outline``), with the way to it."""
    variants: dict[tuple[str, frozenset[str]], Screen] = field(default_factory=dict)
    """The first screen of each variant."""
    shown: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    """Every view, fact and branch that there is."""
    ways: dict[str, list[str]] = field(default_factory=dict)
    """What each of ``ways.WAYS`` was the first to show."""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        screens = [asdict(one) | {"shows": sorted(one.shows)} for one in self.variants.values()]
        return {
            "seen": self.seen,
            "faults": self.faults,
            "screens": screens,
            "shown": sorted(self.shown),
            "wanted": sorted(self.wanted),
            "ways": self.ways,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Reached:
        """What ``to_json`` gave."""
        screens = [
            Screen(**one | {"sent": one["sent"] and Sent(**one["sent"]), "shows": frozenset(one["shows"])})
            for one in told["screens"]
        ]
        variants = {one.variant: one for one in screens}
        return cls(told["seen"], told["faults"], variants, set(told["shown"]), set(told["wanted"]), told["ways"])

    @property
    def missing(self) -> list[str]:
        """What no state reaches."""
        return sorted(self.wanted - self.shown)

    def covering(self, *kinds: str) -> list[Screen]:
        """Few screens that show everything of some kinds ("view", "screen", "branch"), each at least once."""
        left = {one for screen in self.variants.values() for one in screen.shows if one.startswith(kinds)}
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

    def __init__(self) -> None:
        self.templates = Marking(render.environment(), FileSystemLoader(TEMPLATES))
        self.reached = Reached(wanted=every_view() | every_fact())
        self.followed: set[str] = set()
        """The kinds of screens to which a link was followed, from this beginning."""
        self.dear = dict(DEAR)
        self.filled: dict[tuple[str, ...], int] = {}
        self.done: set[tuple[object, ...]] = set()
        self.waiting: deque[Screen] = deque()

    def walk(self, cases: Iterable[Case], *, enough: bool = False) -> Reached:
        """With the personas, from somebody who has told nothing, then from one case after the other. ``enough``: only
        until everything was seen."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(render, "environment", lambda: self.templates)
            for module, name in ASKED:
                patch.setattr(module, name, remembered(getattr(module, name)))
            for name in self.templates.list_templates():
                self.templates.get_template(name)
            self.reached.wanted |= {f"branch {one}" for one in self.templates.branches}
            prerender("en")
            self.reached.shown |= self.branches()  # of what stands in the page before Python has loaded
            self.accompany(patch)
            for way in ways.WAYS:
                before = set(self.reached.shown)
                way(ways.Tour(Visit(), Along(self, way.__name__)))
                self.reached.ways[way.__name__] = sorted(self.reached.shown - before)
            self.look(Visit(), "start", ("start",))
            self.look(Visit(), "shared/damaged", ("a damaged link",))
            self.look(Visit(today="1970-01-01"), "result", ("a clock that cannot be right",))
            self.go_on()
            self.tell([*load_cases(), *ways.LIVES])
            for case in cases:
                if enough and not self.reached.missing:
                    break
                self.open(case)
                self.go_on()
        return self.reached

    def tell(self, cases: Iterable[Case]) -> None:
        """Of each fact that nobody has told on the way: somebody who has told all else is asked for it."""
        for fact in [one.name for one in FACTS if f"fact {one.name}" in self.reached.missing]:
            telling = by_turns(case for case in cases if case["case"].get(fact) is not None)
            grounds = fact in SECTIONS["nationality"]
            found = (asked_for(fact, case, grounds=grounds) for case in telling[:MOST_TRIED])
            if visit := next(filter(None, found), None):
                screen = self.screen_of(visit, None, (f"without {fact}", visit.screen))
                for form in self.forms(screen):
                    self.send(screen, form)
                self.go_on()

    def open(self, case: Case) -> None:
        """Open a case as a file, and again the file that is kept of it."""
        way = (f"{case['file']}: {case['name']}",)
        # On a day before the rules were made, the wizard would only ask which day it is.
        visit = Visit(today=max(case["on"], TODAY)).open({"after-five": 1, "on": case["on"], "case": case["case"]})
        for screen in (visit.screen, "check", "result"):
            self.look(visit, screen, way)
        self.look(visit.send("open", file=self.keep(visit)), visit.screen, (*way, "kept and opened"))

    def keep(self, visit: Visit) -> str:
        """Save what was told; the text of the file."""
        self.templates.shown = set()
        kept = visit.take("save")["text"]
        self.reached.shown |= self.branches()
        return kept

    def accompany(self, patch: pytest.MonkeyPatch) -> None:
        """Walk the personas to their result, and the family to that of everybody."""
        way: list[str] = []

        def seen(text: str) -> str:
            request = json.loads(text)
            visit = Visit(today=request["today"])
            visit.answer = {"state": request["state"]}
            self.templates.shown = set()
            visit.ask(**request)
            self.came_back(visit, Sent(request["screen"], request["state"], request.get("form") or {}), tuple(way))
            return json.dumps(visit.answer)

        patch.setattr(walking, "handle", seen)
        for persona in PERSONAS:
            way[:] = [persona.who]
            walking.walk(persona)
            self.go_on()
        way[:] = ["a family"]
        walking.walk_family(FAMILY, FAMILY_SAID)

    def go_on(self) -> None:
        """Look at what was new, until nothing is."""
        self.followed.clear()
        while self.waiting:
            self.leave(self.waiting.popleft())

    def look(self, visit: Visit, screen: str, way: tuple[str, ...]) -> None:
        """Go to a screen."""
        self.templates.shown = set()
        self.note(visit.see(screen), None, way)

    def leave(self, screen: Screen) -> None:
        """Follow the links of a screen, and send its form."""
        for link in dict.fromkeys(unescape(one) for one in re.findall(r"#/([^\"\s<]+)", screen.html)):
            kind = kind_of(link)
            if kind not in self.followed and self.dear.get(kind, 1):
                self.followed.add(kind)
                if kind in self.dear:
                    self.dear[kind] -= 1
                self.look(self.at(screen), link, (*screen.way, link))
        if "data-undo" in screen.html:
            self.look(self.at(screen).ask(action="undo"), "check", (*screen.way, "undo"))
        asks = (screen.kind, *sorted(one for one in screen.shows if one.startswith("asked ")))
        if "data-form" in screen.html and screen.sent is None and self.filled.setdefault(asks, 0) < FILLED:
            self.filled[asks] += 1
            for form in self.forms(screen):
                self.send(screen, form)

    def forms(self, screen: Screen) -> Iterator[Form]:
        """What is typed in the form of a screen: nothing, what nobody can read, "I don't know", each button, anything
        at all, the first of everything, also next year."""
        yield {}
        if boxes := re.findall(r'<input type="text"[^>]* name="([^"]*)"', screen.html):
            yield {name: ["?"] for name in boxes}
        yield form_of(screen.name, screen.html)
        for name, value in dict.fromkeys(re.findall(r'type="submit"[^>]* name="([^"]*)" value="([^"]*)"', screen.html)):
            yield {name: [value]}
        # Chance begins anew with each form, so that what is found does not hang on what was filled in before it.
        asked = sorted(one for one in screen.shows if one.startswith("asked "))
        yield anything(screen.html, random.Random(f"{screen.name} {asked}"))
        form = plainly(screen.html)
        yield form
        if soon := {name: [str(int(screen.today[:4]) + 1)] for name in form if name.endswith("-year")}:
            yield form | soon

    def send(self, screen: Screen, form: Form) -> None:
        """Send a form, and see what comes next; once for each kind of screen, the form that was filled in, and what can
        be undone. At night each time."""
        visit = self.at(screen)
        way = (*screen.way, f"{screen.name} {json.dumps(form)}")
        self.submit(visit, screen.name, form, way)
        if not visit.answer["error"] and self.first_time("Back", screen.kind, len(form) > 0):
            self.look(visit, screen.name, (*way, "Back"))
        if "undo" in visit.state and self.first_time("undo", screen.kind):
            self.look(visit, "check", way)

    def first_time(self, *what: object) -> bool:
        """Is something done for the first time? At night it is done each time."""
        new = what not in self.done
        self.done.add(what)
        return EVERY or new

    def submit(self, visit: Visit, screen: str, form: Form, way: tuple[str, ...]) -> None:
        """Send a form, and note what comes back."""
        before = visit.state
        self.templates.shown = set()
        visit.ask(action="submit", screen=screen, form=form)
        self.came_back(visit, Sent(screen, before, form), way)

    def came_back(self, visit: Visit, sent: Sent, way: tuple[str, ...]) -> None:
        """Note what came back for a form, and the facts that it told. What the form did is said once: the screen itself
        is without that."""
        self.reached.shown |= {f"fact {one}" for one, _ in facts_of(visit.state) ^ facts_of(sent.state)}
        once = visit.answer["error"] or "af-told" in visit.html
        self.note(visit, sent if once else None, way)
        if once and not visit.answer["error"]:
            self.look(visit, visit.screen, way)

    def at(self, screen: Screen) -> Visit:
        """Somebody who sees a screen."""
        visit = Visit(today=screen.today)
        visit.answer = {"state": screen.state}
        return visit

    def note(self, visit: Visit, sent: Sent | None, way: tuple[str, ...]) -> None:
        """Remember a screen, and come back to it where something on it is new."""
        screen = self.screen_of(visit, sent, way)
        self.reached.seen += 1
        if EVERY or screen.shows - self.reached.shown or self.reached.seen % SOUND_EACH == 0:
            self.reached.faults += [f"{fault}, on {' > '.join(way)}" for fault in faults_of(visit.html)]
        self.reached.variants.setdefault(screen.variant, screen)
        if screen.shows - self.reached.shown:
            self.reached.shown |= screen.shows
            self.waiting.append(screen)

    def screen_of(self, visit: Visit, sent: Sent | None, way: tuple[str, ...]) -> Screen:
        """The screen that was shown last."""
        return Screen(visit.screen, visit.state, visit.html, visit.today, sent, self.shows(visit), way)

    def shows(self, visit: Visit) -> frozenset[str]:
        """What the screen that was shown last shows."""
        state = State.from_json(visit.state)
        name = turn_to(state, visit.screen)
        view = registry.view_of(name, state)
        found = {f"screen {kind_of(visit.screen)}", f"view {view.__name__.rpartition('.')[2]}"}
        asked = {f"asked {one}" for one in re.findall(r'name="asked" value="(\w+)"', visit.html)}
        return frozenset(found | asked | self.branches())

    def branches(self) -> set[str]:
        """The branches that were shown last."""
        return {f"branch {one}" for one in self.templates.shown}


@dataclass(frozen=True)
class Along:
    """Notes what is seen on a way (see ``ways``)."""

    walker: Walker
    name: str

    def see(self, visit: Visit, screen: str) -> None:
        """Go to a screen, and note it."""
        self.walker.look(visit, screen, (self.name, screen))

    def send(self, visit: Visit, screen: str, form: Form) -> None:
        """Send a form, and note what comes back."""
        self.walker.submit(visit, screen, form, (self.name, f"{screen} {json.dumps(form)[:200]}"))

    def keep(self, visit: Visit) -> str:
        """Save the answers, and note the file; its text."""
        return self.walker.keep(visit)


@cache  # somebody often comes back to a screen as it was
def faults_of(html: str) -> tuple[str, ...]:
    """What is wrong with the bones of a screen."""
    return tuple(Outline.of(html).faults())


def by_turns(cases: Iterable[Case]) -> list[Case]:
    """The first of each file, then the second of each: those of one file often tell much the same."""
    places: Counter[str] = Counter()
    found = []
    for case in cases:
        found.append((places[case["file"]], case))
        places[case["file"]] += 1
    return [case for _, case in sorted(found, key=lambda one: one[0])]


def asked_for(fact: str, case: Case, *, grounds: bool) -> Visit | None:
    """Somebody who has told all of a case but one fact, and does not know what else is asked, at the screen that asks
    for it; None where the result comes without it. ``grounds``: for Belgian nationality too."""
    known = {name: told for name, told in case["case"].items() if name != fact}
    visit = Visit(known, case["on"], today=max(case["on"], TODAY)).send("result" if grounds else "check")
    for _ in range(MOST_ASKED):
        if visit.answer["error"] or not visit.screen.startswith("question/"):
            return None
        if fact in asked_on(visit.screen, visit.html):
            return visit
        visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html))
    return None


def remembered(ask: Callable[..., Any]) -> Callable[..., Any]:
    """A question to the rules that is worked out once: many screens ask it of the same case. What has been read for a
    request (``Cases``) saves work and changes no answer."""
    known: dict[str, str] = {}

    def answer(*asked: Any, **more: Any) -> Any:
        key = json.dumps([asked, more], default=_told, sort_keys=True)
        if key not in known:
            known[key] = json.dumps(ask(*asked, **more))
        return json.loads(known[key])

    return answer


def _told(one: object) -> str | None:
    """What JSON has not, in a question to the rules. Raises TypeError for what it does not know: by its place in memory
    no question would be known again."""
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, Cases):
        return None
    raise TypeError(f"a question to the rules holds {one!r}")


def facts_of(state: dict[str, Any] | None) -> set[tuple[str, str]]:
    """What everybody in a state has told: the facts with their values."""
    if not state:
        return set()
    sheets = state["people"].values() if "people" in state else [state]
    return {(name, json.dumps(value)) for sheet in sheets for name, value in sheet.get("case", {}).items()}


EVERY = "EVERY_SCREEN" in os.environ
"""Is every case opened (the nightly run), and not only as many as show everything?"""
CASES = 60


@cache
def reached() -> Reached:
    """All screens that can be reached. They are found once for the tests of all processes, and kept until something on
    which they depend is another."""
    here = Path(__file__)
    names = ("reachable.py", "ways.py", "branches.py", "answering.py", "outline.py", "visiting.py")
    ours = [here.with_name(name) for name in names]
    read = files_under(SRC / "belgian_residence", SRC / "screens", CASES_FOLDER, here.parents[1] / "personas", *ours)
    home = BUILD / "reachable"
    home.mkdir(parents=True, exist_ok=True)
    with alone(home / "lock"):
        kept = home / f"{fingerprint(read, str(EVERY))}.json"
        if not kept.exists():
            for other in home.glob("*.json"):
                other.unlink()
            kept.write_text(json.dumps(_found().to_json()), encoding="utf-8")
    return Reached.from_json(json.loads(kept.read_text(encoding="utf-8")))


def _found() -> Reached:
    cases = load_cases()
    return Walker().walk(cases) if EVERY else Walker().walk(telling(cases, CASES), enough=True)


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
