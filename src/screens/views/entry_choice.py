"""A page of an entry with one answer, such as the reason of a trip. Shown as a question."""

from __future__ import annotations

from typing import Any

from screens.asking import entries
from screens.questions.beginning import likely_requests
from screens.questions.places import Place, place_of_question
from screens.remembered.state import Form
from screens.showing.lines import answers
from screens.views import parts
from screens.views.page import Accepted, Moment, Page

Groups = list[dict[str, Any]]


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The question about the entry, as far as it is filled in."""
    place = place_of_question(screen)
    words, entry = moment.words, entries.current(moment.state, place)
    groups = [] if place.kind.name == "date" else parts.groups(place, words)
    groups, rest = _likely_requests(groups, moment) if place.page == "route" else (groups, [])
    extras = {
        "kind": place.kind.name,
        "groups": groups,
        "rest": rest,
        "is_in_rest": any(option["value"] == entry.get("route") for group in rest for option in group["options"]),
        "none_label": None,
        "must_be_known": entries.must_be_known(place),
        "caption": caption(place, moment),
        "hint": words.find(f"hint.{place.words}"),
        "more": words.find(f"more.{place.words}"),
        "why": [],
    }
    return Page(place.screen, "question.html", words(f"question.{place.words}"), extras), entries.form_of(place, entry)


def _likely_requests(groups: Groups, moment: Moment) -> tuple[Groups, Groups]:
    """What somebody of this nationality and stay can have asked for; and the others, which are folded."""
    likely = likely_requests(moment.state.case)
    found, rest = (
        [
            {**group, "options": [option for option in group["options"] if (option["value"] in likely) is wanted]}
            for group in groups
        ]
        for wanted in (True, False)
    )
    return found, [group for group in rest if group["options"]]


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
    place, state = place_of_question(screen), moment.state
    following = entries.submit(state, place, form, moment.on, moment.words)
    return following.screen if following else Place(place.fact).screen, state
