"""What the engine is asked when its functions are counted, and when it is tried: cases, and requests to the screens.

The requests are those of somebody who goes from page to page and fills in what there is, sometimes sensibly, sometimes
with odd texts. They are noted here, with the answers of this Python, and asked again of the engine.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from random import Random
from typing import Any

from belgian_residence.told.facts import FACTS
from screens.app import handle
from site_build.cases import load_cases

TODAY = "2026-11-29"
SCREENS = (
    *3 * ("check", "result", "stays", "absences", "trips", "what-if", "share", "messages", "desk", "open"),
    *("start", "delete"),
    *("people", "everybody", "on", "shared/x", "since"),
    *(f"question/{fact.name}" for fact in FACTS),
)
"""Where a walk can begin; what does not exist leads to a page that does."""
HOUSEHOLD = {
    "person": "Ana",
    "people": {
        name: {"number": number, "case": case, "drafts": {}, "entries": {}}
        for number, (name, case) in enumerate(
            {
                "Ana": {"nationality": "non-EU", "card": "B", "income": 2600, "health_insurance": True},
                "Ben": {"nationality": "non-EU", "card": "A", "income": 1450.5, "dependants": 1},
                "Cleo": {},
            }.items(),
            start=1,
        )
    },
    "relations": [
        {"kind": kind, "of": of, "is": other}
        for of, other in (("Ben", "Ana"), ("Cleo", "Ana"), ("Cleo", "Ben"))
        for kind in ("sponsor", "household")
    ]
    + [{"kind": "dependant", "of": "Ana", "is": "Ben"}, {"kind": "dependant", "of": "Ana", "is": "Cleo"}],
}
"""Several people, money of one of whom is there for the others: no case of a single person reckons with it."""
AGAIN = 12
"""Python changes how it reckons after it has reckoned a few times."""
TOURS = 1
STEPS = 10
"""Pages of one walk."""
ODD_TEXTS = (
    *("", " ", "0", "-1", "31", "32/13/2020", "2021-02-29", "1 jan 2021", "été 2019", "Straße", "ﬁ", "İ", "ǅ", "北京"),
    *(
        "🙂👨‍👩‍👧",
        "\u202e",
        "\x00",
        "ﷺ",
        "é" * 60,
        "x" * 3000,
        "٢٠٢١",
        "２０２１",
        "1e9",
        "9" * 400,
        "0.1",
        "1,5",
        "1.234,56",
        "<b>&",
    ),
    *(
        '{"people": {}}',
        "[" * 300,
        '{"a": 1e999, "b": -0.0, "c": "\\ud83d\\ude00"}',
        "NaN",
        "null",
        '"\\u0000"',
        "{",
        "%s {0}",
    ),
)
FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*\bname=\"([\w-]+)\"[^>]*>(?:(.*?)</select>)?", re.DOTALL)
VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
LINK = re.compile(r"href=\"#/([^\"]+)\"")
SHARED = re.compile(r"#/(shared/[\w.~-]{9,})")
DATE_PARTS = {"day": ("1", "15", "29", "31"), "month": ("1", "2", "12"), "year": ("1999", "2019", "2024", "2026")}


@dataclass(frozen=True)
class Workload:
    """`cases` and `requests`, both as JSON text, each with the answer of this Python."""

    cases: list[dict[str, Any]]
    requests: list[str]
    answers: list[str]

    def as_json(self) -> str:
        """For the engine."""
        return json.dumps({"cases": self.cases, "requests": self.requests})


def workload(language: str, walks: int, *, part: int, of: int) -> Workload:
    """One of several parts of the cases, a tour of every screen, a household and so many walks. No case and no
    walk is in two parts."""
    cases = [dict(case) for case in load_cases()[part::of]]
    random = Random(part)  # noqa: S311  (the same walks each time)
    asked = [pair for entry in random.sample(cases, TOURS) for pair in tour(entry, language)]
    asked += household(language)
    asked += [pair for _ in range(walks) for pair in walk(random, random.choice(cases), language)]
    return Workload(cases, [one for one, _ in asked], [answer for _, answer in asked])


def ask(language: str, state: Any, screen: str, **more: Any) -> tuple[str, str]:
    """A request, as the page sends it, and the answer to it."""
    request = {"language": language, "site": "../", "here": "http://127.0.0.1/en/wizard/", "today": TODAY}
    text = json.dumps(request | {"action": "show", "state": state, "screen": screen} | more)
    return text, handle(text)


def tour(entry: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    """Every screen with the answers of a case, shown and its form sent empty; the file that is saved, and the link that
    is shared, opened again."""
    told = {"case": entry["case"], "on": entry["on"]}
    for screen in SCREENS:
        for action in ("show", "submit"):
            yield ask(language, told, screen, action=action, form={})
    for action in ("calendar", "save"):
        file = ask(language, told, "check", action=action)
        yield file
    text = json.loads(file[1])["file"]["text"]
    for typed in (text, text[: len(text) // 2]):
        yield ask(language, None, "open", action="submit", form={"file": [typed]})
    share = ask(language, told, "share")
    yield share
    for found in SHARED.findall(json.loads(share[1])["html"]):
        yield ask(language, None, unescape(found))
        yield ask(language, None, unescape(found)[:-9])


def household(language: str) -> Iterator[tuple[str, str]]:
    """What several people see, often enough for what Python does only then."""
    for _ in range(AGAIN):
        for screen in ("everybody", "question/income", "result"):
            yield ask(language, HOUSEHOLD, screen)


def walk(random: Random, entry: dict[str, Any], language: str) -> Iterator[tuple[str, str]]:
    """The requests of one walk and their answers: it begins somewhere, with the answers of a case or with none."""
    told = {"case": entry["case"], "on": None}
    state: Any = random.choice((told | {"on": entry["on"]}, told, told, None))
    screen = random.choice(SCREENS)
    more: dict[str, Any] = {}
    for _ in range(STEPS):
        text, answer = ask(language, state, screen, **more)
        yield text, answer
        found = json.loads(answer)
        state, more = found["state"], {}
        if "html" not in found:
            continue
        screen = found["screen"]
        chance = random.random()
        links = LINK.findall(found["html"])
        if chance < 0.1:
            more = {"action": random.choice(("save", "calendar"))}
        elif chance < 0.15 and state.get("undo"):
            more = {"action": "undo"}
        elif chance < 0.35 and links:
            left = {"screen": screen, "form": filled(random, found["html"])}
            screen, more = unescape(random.choice(links)), {"left": random.choice((left, None))}
        else:
            more = {"action": "submit", "form": filled(random, found["html"])}


def filled(random: Random, html: str) -> dict[str, list[str]]:
    """A form of a page, filled in."""
    form: dict[str, list[str]] = {}
    offered: dict[str, list[str]] = {}
    for found in FIELD.finditer(html):
        offered.setdefault(found[1], []).extend(unescape(value) for value in VALUE.findall(found[0]))
    for name, values in offered.items():
        chance = random.random()
        part = next((texts for end, texts in DATE_PARTS.items() if name.endswith(end)), ())
        if chance < 0.15:
            continue
        if chance < 0.25:
            form[name] = [random.choice(ODD_TEXTS)]
        elif any(values):
            form[name] = [random.choice(values)]
        else:
            form[name] = [random.choice(part or ("2021-05-01", "Ana", "3", "May 2020", "2020"))]
    return form
