"""The file that a person keeps, as one page that anybody can read: the answers, the result and its day.

It needs nothing else: no script, no picture from elsewhere. The wizard finds the answers again in a block of data
(``save_file.block``), which no browser runs and nobody sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from screens.questions import flow, relations
from screens.questions.beginning import begun
from screens.remembered import save_file
from screens.remembered.state import State
from screens.render import render
from screens.showing.lines import answers
from screens.showing.lines.answers import Section
from screens.showing.result import result
from screens.showing.result.result import Result
from screens.words import Words


@dataclass(frozen=True)
class Person:
    """One person on the page: the name ("" for one alone), the result (None while the first questions are open), the
    answers."""

    name: str
    result: Result | None
    sections: list[Section]


def file(state: State, on: date, today: date, here: str, words: Words) -> dict[str, str]:
    """The name, the text and the type of the file. ``here``: the address at which the questions can be asked again."""
    people, cards = [], {}
    for name, sheet in state.people.items():
        one = State(state.people, name, state.relations, on=state.on, today=today)
        known = relations.known(one, on)
        told = begun(sheet.case)
        if told:
            cards[name] = flow.so_far(one, on)
        shown = result.view(known, on, words, today) if told else None
        people.append(Person(name, shown, answers.sections(known, words, relations.given(one, on))))
    text = render(
        "saved.html",
        words.language,
        title=words("saved.title"),
        people=people,
        on=words.day(on),
        today=words.day(today),
        address=here.partition("#")[0],
        block=save_file.block(save_file.content(state, today, on, cards)),
    )
    return {"name": f"{save_file.FORMAT}-{today}.html", "text": text, "type": "text/html"}
