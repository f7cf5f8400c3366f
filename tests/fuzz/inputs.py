"""Inputs that no careful program would send: cases of the corpus, broken in many ways, and texts that are no cases.

Everything comes from one seeded random: input number n of a seed is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from belgian_residence.told.facts import FACTS, MOST_PEOPLE, RELATION_KINDS, Kind
from site_build.cases import load_cases

MOST_ENTRIES = 200
"""As many entries as a list may have (``schema``), so that the limit itself is tried from both sides."""

MOST_TEXT = 5_000_000
"""As long as a list may become, as text, when its entries are repeated."""

ODD_TEXTS = (
    *("", " ", "none", "null", "NONE", "True", "0", "\x00", "\ud800", "\u202e", "é" * 50, "x" * 10_000, "0x1F"),
    *("٢٠٢١-٠١-٠١", "２０２１", "2021-13-01", "2021-02-29", "2020-02-30", "2021-00-00", "0000-00-00", "0001-01-01"),
    *("9999-12-31", "2021-2-3", "2021-02-3", "20210203", "2021-02-03T00:00", "-2021-02-03", "2021-02-", "2021--03"),
    *("1900", "2200", "2201-01-01", "1899-12-31", "01/02/2021", "2021-W05-1", "$(id)", "<b>", "../../etc", "{0}", "%s"),
)
ODD_NUMBERS: tuple[Any, ...] = (
    *(0, -1, 1, 50, 51, 2**31, 2**63, 10**30, 10**400, -(10**30), 0.1, -0.0, 1e-300, 1e308),
    *(float("inf"), float("-inf"), float("nan")),
)
DAYS = (
    date(1900, 1, 1),
    date(2020, 2, 29),
    date(2021, 1, 1),
    date(2024, 2, 29),
    date(2026, 11, 22),
    date(2200, 12, 31),
)

Change = Callable[["Inputs", Any], Any]


def written(value: Any) -> str:
    """A value as JSON; as brackets where it is nested more deeply than JSON can be written here."""
    try:
        return json.dumps(value)
    except RecursionError:
        return "[" * 400 + "]" * 400


def copy(value: Any) -> Any:
    """A copy of a value."""
    return json.loads(written(value))


class Inputs:
    """A stream of inputs."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.corpus = load_cases()

    def case(self) -> tuple[Any, date]:
        """A case of the corpus with a few changes, and a date. Most can no longer be read: the others take long."""
        entry = self.random.choice(self.corpus)
        case: Any = copy(entry["case"])
        for _ in range(self.random.choice((0, 1, 1, 2, 5))):
            case = self.random.choice(CHANGES)(self, case)
        last = _spoil if self.random.random() < 0.8 else self.random.choice(CHANGES)
        return last(self, case), self.day(date.fromisoformat(entry["on"]))

    def text(self) -> str:
        """A case as JSON text, broken as text."""
        case, _ = self.case()
        return self._broken(written(case))

    def lines(self) -> str:
        """A few cases as JSON Lines, whole or broken."""
        found = []
        for _ in range(self.random.randint(1, 3)):
            case, on = self.case()
            beside = {"id": self._odd(), "on": self.random.choice([on.isoformat(), self._odd()])}
            found.append(written({**beside, **case} if isinstance(case, dict) else case))
        text = "\n".join(found)
        return self._broken(text) if self.random.random() < 0.5 else text

    def table(self) -> str:
        """A few cases as a table with a column for each part, whole or broken."""
        rows = [
            _flat(case) for case, _ in (self.case() for _ in range(self.random.randint(1, 3))) if isinstance(case, dict)
        ]
        names = list(dict.fromkeys(name for row in rows for name in row))
        self.random.shuffle(names)
        mark = self.random.choice(",;\t")
        text = "\n".join([mark.join(names), *(mark.join(row.get(name, "") for name in names) for row in rows)])
        return self._broken(text) if self.random.random() < 0.5 else text

    def day(self, near: date) -> date:
        """A date to ask about: that of the case, near it, or far from it."""
        if self.random.random() < 0.8:
            return near + timedelta(days=self.random.choice((0, 0, 0, 1, -1, 400, -400)))
        return self.random.choice((*DAYS, date.min, date.max))

    # --- values ---------------------------------------------------------------------------------------------------

    def _odd(self) -> Any:
        """A value that hardly ever belongs where it is put."""
        choice = self.random.random()
        if choice < 0.4:
            return self.random.choice(ODD_TEXTS)
        if choice < 0.6:
            return self.random.choice(ODD_NUMBERS)
        if choice < 0.9:
            return self.random.choice((None, True, False, [], {}, [[]], [None], [{}], {"": None}, {"card": "A"}))
        deep: Any = self.random.choice((None, "x", {}))
        for _ in range(self.random.choice((3, 40, 400, 900))):
            deep = [deep] if self.random.random() < 0.5 else {"earliest": deep}
        return deep

    def _interval(self) -> Any:
        ends = [self._date() for _ in range(2)]
        return dict(zip(("earliest", "latest"), ends if self.random.random() < 0.3 else sorted(ends), strict=True))

    def _date(self) -> str:
        if self.random.random() < 0.1:
            return self.random.choice(DAYS).isoformat()
        return (date(1960, 1, 1) + timedelta(days=self.random.randrange(26_000))).isoformat()

    def _value(self, kind: Kind) -> Any:
        """A value of the right kind."""
        if kind.name == "date":
            day = self._date()
            return self.random.choice((day, day, day[:7], day[:4], self._interval(), "none"))
        if kind.options:
            return self.random.choice(kind.options) if kind.name == "choice" else self.random.sample(kind.options, 2)
        if kind.name == "list":
            return [
                {field.name: self._value(field.kind) for field in kind.fields} for _ in range(self.random.randint(0, 3))
            ]
        return self.random.choice((True, False, 0, 1, 1500, "MA", "BE", "EU", ["MA", "FR"]))

    # --- text -----------------------------------------------------------------------------------------------------

    def _broken(self, text: str) -> str:
        at, to = sorted(self.random.randrange(len(text) + 1) for _ in range(2))
        part = self.random.choice(
            ('"', "{", "}", "[", "]", ",", ":", ";", "\n", "\\", "\x00", "\ud800", "9" * 5000, "NaN", "1e999", "é")
        )
        return self.random.choice(
            (
                text[:at],
                text[:at] + text[to:],
                text[:at] + part + text[at:],
                text[:at] + part + text[to:],
                text + text,
                text[:to] + text[at:],
                text[::-1],
                part * (20_000 // len(part)),
                "".join(self.random.choices(text or " ", k=min(len(text), 200))),
            )
        )


def _flat(value: Any, name: str = "") -> dict[str, str]:
    """A case as columns: ``stays[0].from``."""
    if isinstance(value, dict) and value and len(name) < 60:
        return {
            key: cell for part, one in value.items() for key, cell in _flat(one, f"{name}.{part}".lstrip(".")).items()
        }
    if isinstance(value, list) and value and len(name) < 60:
        return {key: cell for place, one in enumerate(value) for key, cell in _flat(one, f"{name}[{place}]").items()}
    return {name: value if isinstance(value, str) else written(value)}


# --- changes to a case --------------------------------------------------------------------------------------------


def _places(value: Any, found: list[tuple[Any, Any]] | None = None) -> list[tuple[Any, Any]]:
    """Every place inside a case, as (container, key)."""
    found = [] if found is None else found
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        found.append((value, key))
        if len(found) < 500:
            _places(one, found)
    return found


def _spoil(inputs: Inputs, case: Any) -> Any:
    if places := _places(case):
        place, key = inputs.random.choice(places)
        place[key] = inputs._odd()
        return case
    return inputs._odd()


def _forget(inputs: Inputs, case: Any) -> Any:
    if places := _places(case):
        place, key = inputs.random.choice(places)
        del place[key]
    return case


def _swap(inputs: Inputs, case: Any) -> Any:
    if places := _places(case):
        (one, here), (two, there) = inputs.random.choices(places, k=2)
        one[here], two[there] = copy(two[there]), copy(one[here])
    return case


def _tell(inputs: Inputs, case: Any) -> Any:
    """A fact gets another value of its own kind."""
    if isinstance(case, dict):
        fact = inputs.random.choice(FACTS)
        case[fact.name] = inputs._value(fact.kind)
    return case


def _move(inputs: Inputs, case: Any) -> Any:
    """A date moves by a few days, or becomes a month, a year or an interval."""
    dates = [(place, key) for place, key in _places(case) if _is_day(place[key])]
    if dates:
        place, key = inputs.random.choice(dates)
        day = date.fromisoformat(place[key])
        try:
            moved = (day + timedelta(days=inputs.random.choice((-3000, -31, -1, 1, 31, 3000)))).isoformat()
            wide = {"earliest": min(moved, place[key]), "latest": max(moved, place[key])}
            rough = inputs.random.choice((place[key][:7], place[key][:4], wide))
            place[key] = rough if inputs.random.random() < 0.2 else moved
        except OverflowError:
            place[key] = "0001-01-01"
    return case


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _many(inputs: Inputs, case: Any) -> Any:
    """A list with many entries; seldom a very long one, because these take long to work out."""
    lists = [(place, key) for place, key in _places(case) if isinstance(place[key], list) and place[key]]
    if lists:
        place, key = inputs.random.choice(lists)
        wanted = inputs.random.choice((2, 3, 5, 10)) if inputs.random.random() < 0.95 else MOST_ENTRIES + 1
        if wanted * len(written(place[key])) <= MOST_TEXT:  # lists of lists of lists would fill the machine
            place[key] = [copy(one) for one in (place[key] * wanted)[:wanted]]
    return case


def _row(inputs: Inputs, case: Any) -> Any:
    """Stays or trips one after the other, each with its own days."""
    if isinstance(case, dict):
        count, day = inputs.random.choice((2, 4, 8, 16)), date(inputs.random.randint(1990, 2024), 3, 1)
        rough = inputs.random.random() < 0.1
        entries = []
        for _ in range(count if not rough else min(count, 6)):
            end = day + timedelta(days=inputs.random.choice((1, 30, 182, 184, 366)))
            entry: dict[str, Any] = {"from": day.isoformat(), "to": end.isoformat()[: 7 if rough else 10]}
            entries.append(entry)
            day = end + timedelta(days=inputs.random.choice((0, 1, 2, 40)))
        name = inputs.random.choice(("stays", "absences", "prison", "register_gaps", "free_movement_gaps"))
        if name == "stays":
            grounds = next(fact for fact in FACTS if fact.name == "stays").kind.fields[2].kind.options
            entries = [{**entry, "ground": inputs.random.choice(grounds)} for entry in entries]
        case[name] = entries
    return case


def _several(inputs: Inputs, case: Any) -> Any:
    """The case becomes one of several people with relations, which may lead nowhere."""
    names = [inputs.random.choice(ODD_TEXTS) if inputs.random.random() < 0.2 else f"p{n}" for n in range(3)]
    count = MOST_PEOPLE + 1 if inputs.random.random() < 0.01 else 1
    people = {name: copy(inputs.random.choice(inputs.corpus)["case"]) for name in names}
    people[names[0]] = case
    people |= {f"q{n}": {} for n in range(count - 1)}
    relations = [
        {
            "kind": inputs.random.choice((*RELATION_KINDS, "owner")),
            "of": inputs.random.choice(names),
            "is": inputs.random.choice(names),
        }
        for _ in range(inputs.random.randint(0, 4))
    ]
    return {"people": people, "relations": relations}


def _strange_key(inputs: Inputs, case: Any) -> Any:
    places = [value for value in (case, *(place[key] for place, key in _places(case))) if isinstance(value, dict)]
    if places:
        names = (*ODD_TEXTS, "people", "relations", "rules_version", "id", "on", "case", "from", "to", "earliest")
        inputs.random.choice(places)[inputs.random.choice(names)] = inputs._odd()
    return case


CHANGES: tuple[Change, ...] = (
    *(_spoil, _spoil, _forget, _swap, _tell, _tell, _tell, _move, _move, _move),
    *(_many, _row, _several, _strange_key),
)
