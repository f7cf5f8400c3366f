"""What several views of questions show: the options in groups, the hint, and why the question is asked."""

from __future__ import annotations

from typing import Any

from screens.questions import flow
from screens.questions.places import Place, nationality_choice, nationality_choices, option_groups
from screens.showing.cards import routes
from screens.showing.lines import answers
from screens.typed_dates import boxes
from screens.views.page import Moment
from screens.words import Words

BRITISH = "GB"
MOST_REASONS = 4
"""Conditions behind a question: more of them nobody reads, and the result has all."""


def groups(place: Place, words: Words) -> list[dict[str, Any]]:
    """Options in groups, in words: everyday words, and the official term once beside them."""
    found = []
    for group, names in option_groups(place):
        options = []
        for name in names:
            key = answers.option_key(place, name)
            options.append({"value": name, "label": words(key), "note": words.find(f"{key}.note")})
        found.append({"title": words(f"group.{place.page or place.fact}.{group}") if group else "", "options": options})
    return found


def since(moment: Moment) -> str:
    """Since when trips are asked: the oldest day that was told of the stay, as a part of a sentence."""
    case, words = moment.state.case, moment.words
    days = [one.get("from") for one in case.get("stays") or () if one.get("country", "BE") == "BE"]
    days += [case.get(paper) for paper in ("annex_19", "annex_19ter")]
    told = [day for day in days if day not in (None, "none")]
    if not told:
        return words("away.since_stay")
    oldest = min(told, key=lambda day: answers.first_day({"from": day}))
    if isinstance(oldest, dict):
        return words("away.since_stay")  # two days in a heading say less than that
    exact = bool(boxes(oldest)["day"])  # some languages say "the" of a day, and of a month or a year not
    return words("away.since_day" if exact else "away.since", start=words.rough(oldest))


def look_at(moment: Moment) -> str:
    """Where to find one's trips: who is a citizen of the EU has no stamps in a passport."""
    eu = nationality_choice(moment.state.case.get("nationality")) == "EU"
    return moment.words("away.look_at_eu" if eu else "away.look_at") + "\n" + moment.words("more.absences")


def hint(place: Place, moment: Moment) -> str | None:
    """The hint of a question. What only British people need is told to them, and to who did not say a nationality."""
    words, nationalities = moment.words, nationality_choices(moment.state.case.get("nationality"))
    if place.fact == "annex_19" and (BRITISH in nationalities or not nationalities):
        return words("hint.annex_19.british")
    return words.find(f"hint.{place.words}")


def helps(place: Place, moment: Moment) -> dict[str, Any]:
    """Hint, longer help, why the question is asked."""
    words = moment.words
    return {
        "hint": hint(place, moment),
        "more": words.find(f"more.{place.words}"),
        **why(place, moment),
    }


def why(place: Place, moment: Moment) -> dict[str, Any]:
    """One sentence that says why a question is asked of this person, and the conditions behind it."""
    words = moment.words
    known = flow.reasons(moment.state, place, moment.on) if moment.today else None
    own = words.find(f"why.{place.words}")
    if known is None:
        return {"why": own, "reasons": []}
    cards = words.every_of([words(f"route.{key}.short") for key in known["routes"]])
    behind = dict.fromkeys(routes.condition(condition, words) for condition in known["reasons"])
    return {"why": own or words("question.why_cards", cards=cards), "reasons": list(behind)[:MOST_REASONS]}
