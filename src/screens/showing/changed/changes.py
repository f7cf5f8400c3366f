"""What a form has changed: an answer of before that is another one now or gone, a what-if that is tried no more; and
how a rough date was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from belgian_residence.told.facts import BY_NAME
from screens.questions.places import Place
from screens.remembered.state import Sheet, State
from screens.showing.changed.what_if import line
from screens.showing.lines.answers import entry_line, label, value_line
from screens.typed_dates import days
from screens.words import Words

MOST = 3
"""Changes that are named one by one."""


def changed(before: State, after: State, words: Words) -> list[str]:
    """What was told and does not hold any more, one sentence each; [] where answers were only added."""
    sheets = {sheet.number: (name, sheet) for name, sheet in after.people.items()}
    found: list[str] = []
    for name, sheet in before.people.items():
        now = sheets.get(sheet.number)
        if now is None:
            found.append(words("changed.person_gone", name=name))
        else:
            found += _of_one(sheet, now[1], words)
    if any(one not in after.relations for one in _renamed(before, after)):
        found.append(words("changed.relations"))
    if before.on != after.on and any(sheet.case for sheet in before.people.values()):
        found.append(words("changed.date"))
    more = len(found) - MOST
    return [*found[:MOST], *([words("changed.more", n=more, count=more)] if more > 0 else [])]


def understood(before: State, after: State, words: Words) -> list[str]:
    """The days of each rough date that was not known before, the earliest first, in one sentence."""
    known = [value for sheet in before.people.values() for value in _rough(sheet)]
    new = [value for sheet in after.people.values() for value in _rough(sheet) if value not in known]
    unlike = [value for place, value in enumerate(new) if value not in new[:place]]
    spans = [words.between(*span) for span in sorted(days(value) for value in unlike)]
    return [words("changed.understood", days=words.every_of(spans))] if spans else []


def _of_one(before: Sheet, after: Sheet, words: Words) -> Iterator[str]:
    for fact, value in before.case.items():
        if BY_NAME[fact].kind.name == "list" and value and after.case.get(fact):
            yield from _of_list(fact, value, after.case[fact], words)
        elif fact not in after.case and value is not None:  # who did not know has told nothing that can go
            yield words("changed.gone", label=label(Place(fact), words), was=value_line(Place(fact), value, words))
        elif fact in after.case and after.case[fact] != value:
            shown = {"was": value_line(Place(fact), value, words), "now": _value(fact, after, words)}
            yield words("changed.answer", label=label(Place(fact), words), **shown)
    for tried in before.what_ifs:
        if tried not in after.what_ifs:
            what, kept = line(tried, words), after.case != before.case
            yield words("changed.what_if_kept", what=what) if kept else words("changed.what_if_dropped", what=what)


def _value(fact: str, sheet: Sheet, words: Words) -> str:
    return value_line(Place(fact), sheet.case[fact], words)


def _of_list(fact: str, before: list[Any], after: list[Any], words: Words) -> Iterator[str]:
    """Entries that stand in the list no more as they were told. One that only says more than before still holds."""
    gone = [entry for entry in before if not any(entry.items() <= other.items() for other in after)]
    new = [entry for entry in after if not any(entry.items() >= other.items() for other in before)]
    named = label(Place(fact), words)
    for place, entry in enumerate(gone):
        was = entry_line(fact, entry, words)
        if place < len(new):
            yield words("changed.answer", label=named, was=was, now=entry_line(fact, new[place], words))
        else:
            yield words("changed.gone", label=named, was=was)


def _renamed(before: State, after: State) -> list[dict[str, str]]:
    """The relations of before, among those who are still there, under the names of now."""
    now = {name: after.name_of(sheet.number) for name, sheet in before.people.items()}
    return [
        {"kind": one["kind"], "of": str(now[one["of"]]), "is": str(now[one["is"]])}
        for one in before.relations
        if now[one["of"]] and now[one["is"]]
    ]


def _rough(sheet: Sheet) -> Iterator[str | dict[str, str]]:
    """Every rough date among the answers, and in the entries that are being filled in."""
    lists = [entry for fact, value in sheet.case.items() if BY_NAME[fact].kind.name == "list" for entry in value or ()]
    every = [(fact, value) for fact, value in sheet.case.items() if BY_NAME[fact].kind.name == "date"]
    for entry in [*lists, *sheet.entries.values()]:
        every += [(field, entry[field]) for field in DATES if field in entry]
    for _, value in every:
        if value and value != "none":
            first, last = days(value)
            if first != last:
                yield value


DATES = {field.name for fact in BY_NAME.values() for field in fact.kind.fields if field.kind.name == "date"}
"""Fields of entries that are dates."""
