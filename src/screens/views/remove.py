"""The page that asks whether an entry of a list is to be removed."""

from __future__ import annotations

from screens.asking import entries, faults
from screens.questions.places import Place, place_of_question
from screens.remembered.state import Form
from screens.showing.lines import answers
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The entry in one line, and the way back."""
    place = place_of_question(screen)
    entry = moment.state.case[place.fact][int(place.index or 0)]
    line = answers.entry_line(place.fact, entry, moment.words)
    extras = {"line": line, "list_screen": Place(place.fact).screen}
    return Page(place.screen, "remove.html", moment.words(f"list.{place.fact}.remove"), extras), {}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Remove the entry. Raises NotAccepted where the others do not fit together without it."""
    place, state = place_of_question(screen), moment.state
    entries.remove(state, place)
    left = range(len(state.case.get(place.fact) or ())) or (0,)
    faults.check(state.case, moment.on, {f"{place.fact}[{index}]": "answer" for index in left}, moment.words)
    return Place(place.fact).screen, state
