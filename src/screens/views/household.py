"""Living together, as people live it: do you now, and if not, since when not? One page for the two facts behind it."""

from __future__ import annotations

from screens.asking import faults
from screens.asking.forms import NONE, UNKNOWN, filled_date, read_date
from screens.problems import NotAccepted, Problem
from screens.questions.places import place_of_question
from screens.remembered.state import Form, first
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import helps

TOGETHER, ENDED = "joint_household", "household_ended"
ANSWERS = ("yes", "no", UNKNOWN)


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The question, with the answer that was given."""
    place, words, case = place_of_question(screen), moment.words, moment.state.case
    labels = {"yes": words("answer.yes"), "no": words("answer.no"), UNKNOWN: words("options.unknown")}
    extras = {
        **helps(place, moment),
        "answers": [{"value": value, "label": label, "note": None} for value, label in labels.items()],
        "hint": words("hint.household"),
        "more": words("more.household"),
    }
    ended, together = case.get(ENDED), case.get(TOGETHER)
    form: Form = {}
    if ended == NONE or (ended is None and together):
        form = {"answer": ["yes"]}
    elif ended is not None or together is False:
        form = {"answer": ["no"], **filled_date(ended, "to")}
    elif place.fact in case:
        form = {"answer": [UNKNOWN]}
    return Page(place.screen, "household.html", words("question.household"), extras), form


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the answer. Who no longer lives together did not in all the years that count, unless the day of the end
    comes after them: the rules look at the day first (FAM-HH-1). Raises NotAccepted."""
    place, state = place_of_question(screen), moment.state
    said = first(form, "answer")
    if said not in ANSWERS:
        raise NotAccepted(Problem("answer", "choose"))
    told = {ENDED: {"yes": NONE, "no": _last_day(form) if said == "no" else None}.get(said)}
    if place.fact == TOGETHER or TOGETHER in state.case:
        told[TOGETHER] = {"yes": True, "no": False}.get(said)
    case = {**state.case, **told}
    faults.check(case, moment.on, {ENDED: "to-day", TOGETHER: "answer"}, moment.words)
    state.case.update(told)
    return None, state


def _last_day(form: Form) -> object:
    """The last day together; None where nothing is typed: not known."""
    if not any(first(form, f"to-{box}") for box in ("day", "month", "year")):
        return None
    return read_date(form, "to")
