"""A page of an entry with one answer, such as the reason of a trip. Shown as a question."""

from __future__ import annotations

from screens.asking import entries
from screens.questions.places import Place, place_of_screen
from screens.remembered.state import Form
from screens.showing import answers
from screens.views import parts
from screens.views.page import Accepted, Moment, Page


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The question about the entry, as far as it is filled in."""
    place = place_of(screen)
    words, entry = moment.words, entries.current(moment.state, place)
    groups = [] if place.kind.name == "date" else parts.groups(place, words)
    extras = {
        "kind": place.kind.name,
        "groups": groups,
        "none_label": None,
        "must_be_known": entries.must_be_known(place),
        "caption": caption(place, moment),
        "hint": words.find(f"hint.{place.words}"),
        "more": words.find(f"more.{place.words}"),
        "why": [],
    }
    return Page(place.screen, "question.html", words(f"question.{place.words}"), extras), entries.form_of(place, entry)


def caption(place: Place, moment: Moment) -> str | None:
    """What is already known of the entry, so that a reader knows which one this is."""
    words, entry = moment.words, entries.current(moment.state, place)
    if place.page == "when" and "ground" in entry:
        return answers.option(Place(place.fact, place.index, "ground"), entry["ground"], words)
    if place.fact == "applications" and "route" in entry:
        return words("request.for", card=answers.option(Place(place.fact, 0, "route"), entry["route"], words))
    if place.page == "reason" and "from" in entry:
        period = {name: value for name, value in entry.items() if name in ("from", "to")}
        return answers.entry_line(place.fact, period, words)
    return words(f"list.{place.fact}.entry", number=int(place.index or 0) + 1)


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in one page of an entry; after the last one the whole list is shown. Raises NotAccepted."""
    place, state = place_of(screen), moment.state
    following = entries.submit(state, place, form, moment.on, moment.words)
    return following.screen if following else Place(place.fact).screen, state


def place_of(screen: str) -> Place:
    """The place of a screen that belongs to an entry."""
    place = place_of_screen(screen)
    assert place is not None, screen
    return place
