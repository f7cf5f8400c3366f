"""One function for each screen: what it shows. ``show`` finds the right one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import belgian_residence as rules
from belgian_residence.facts import BY_NAME, EU_EEA_SWISS
from screens import answers, entries, flow, notices, people, relations, result
from screens.forms import Problem, filled, filled_date
from screens.questions import (
    ENTRY_PAGES,
    FIRST,
    GROUND_GROUPS,
    MAY_RUN,
    Place,
    option_groups,
    place_of_screen,
)
from screens.render import render
from screens.state import Form, State
from screens.words import Words

FOR_EVERYBODY = (flow.START, flow.ON, flow.OPEN, flow.DELETE)
SWITCHED = (flow.CHECK, flow.RESULT)
"""From these one can go to the same page of another person."""
LIST_ANSWERS = ("some", "none", "unknown")


@dataclass(frozen=True)
class Moment:
    """What every screen may look at. ``today`` comes from the browser, in Belgian time."""

    state: State
    today: date | None
    words: Words
    site: str = "../"
    """Address of the root of the site in this language, for links to the guides."""

    @property
    def on(self) -> date:
        """The date asked about."""
        assert self.today is not None
        return self.state.date(self.today)


@dataclass(frozen=True)
class Page:
    """A screen ready to be rendered. ``extras`` are the names that only its template knows."""

    screen: str
    template: str
    title: str
    extras: dict[str, Any] = field(default_factory=dict)


def html(page: Page, moment: Moment, form: Form | None = None, problems: list[Problem] | None = None) -> str:
    """Render a page with what is typed in it and what must be corrected."""
    told = [
        {"field": problem.field, "text": sentence(problem, moment.words), **explanation(problem, moment.words)}
        for problem in problems or []
    ]
    whose = _whose(page, moment)
    title = moment.words("people.title", title=page.title, name=whose["name"]) if whose else page.title
    mark = people.prefix(moment.state.sheet.number)
    text = render(
        page.template,
        moment.words.language,
        screen=mark + page.screen,
        title=page.title,
        document_title=moment.words("error.title", title=title) if told else title,
        whose=whose,
        form=form or {},
        problems=told,
        site=moment.site,
        **page.extras,
    )
    # Every link leads to a screen of the same person, unless it names somebody. Nothing that is typed can look like
    # this: a quotation mark in it is escaped.
    return re.sub(rf'href="#/(?!{people.OF})', f'href="#/{mark}', text) if mark else text


def _whose(page: Page, moment: Moment) -> dict[str, Any] | None:
    """Whose screen it is, and the way to the same screen of the others; None for one person, and where it is no
    matter."""
    state, words = moment.state, moment.words
    if not state.several or people.is_screen(page.screen) or page.screen in FOR_EVERYBODY:
        return None
    of_result = page.screen == flow.RESULT
    others = [(name, f"{people.OF}{sheet.number}/{page.screen}") for name, sheet in state.people.items()]
    return {
        "says": words("people.result_of" if of_result else "people.answers_of_head"),
        "name": state.person,
        "others": [one for one in others if one[0] != state.person] if page.screen in SWITCHED else [],
    }


def explanation(problem: Problem, words: Words) -> dict[str, Any]:
    """For two answers that cannot both be true: the rule that they break, the ways out, the screen of the other one."""
    if "rule" not in problem.values:
        return {"rule": None, "other": problem.values.get("other_screen")}
    return {
        "rule": words(f"rule.{problem.values['rule']}"),
        "ways": [words(f"way.{way}") for way in problem.values["ways"]],
        "other": problem.values["other_screen"],
    }


def sentence(problem: Problem, words: Words) -> str:
    """A problem in words."""
    values = dict(problem.values)
    if "month" in values:
        values["month"] = words.month(values["month"])
    if "faults" in values:
        values["faults"] = "; ".join(values["faults"])
    return words(f"error.{problem.key}", **values)


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The page of a screen, and what its form shows: a draft, else the answer. An unknown screen is the start."""
    place = place_of_screen(screen)
    gift = relations.gift_asked(moment.state, place, moment.on) if place and moment.state.several else None
    if gift is not None or people.is_screen(screen):
        page, form = _people(gift.screen if gift else screen, moment)
        return page, people.drafts_of(moment.state, page.screen).get(page.screen, form)
    if place is not None:
        page, form = _question(place, moment)
    else:
        make = _SCREENS.get(screen, _start)
        page, form = make(moment)
    return page, moment.state.drafts.get(page.screen, form)


# --- questions ---------------------------------------------------------------------------------------------------


def _question(place: Place, moment: Moment) -> tuple[Page, Form]:
    if BY_NAME[place.fact].kind.name != "list":
        return _simple(place, moment)
    if place.index is None:
        return _list(place, moment) if moment.state.case.get(place.fact) else _list_start(place, moment)
    if place.page == "remove":
        return _remove(place, moment)
    if place.page == "unknown":
        return _stay_unknown(place, moment)
    if place.page == "when":
        return _when(place, moment)
    if place.page in ENTRY_PAGES[place.fact]:
        return _entry_choice(place, moment)
    known = moment.state.case.get(place.fact) or []
    if place.index >= len(known):
        return _question(Place(place.fact), moment)
    entry = known[place.index]
    page, form = _simple(place, moment)
    caption = answers.entry_line(place.fact, entry, moment.words)
    extras = {**page.extras, "caption": caption}
    return Page(page.screen, page.template, page.title, extras), filled(
        place, entry[place.page]
    ) if place.page in entry else form


def _simple(place: Place, moment: Moment) -> tuple[Page, Form]:
    """One fact on one page."""
    words, case = moment.words, moment.state.case
    extras = {**_help(place, moment), "kind": place.kind.name, "caption": None}
    if place.kind.name == "date":
        extras["none_label"] = words.find(f"none.{place.words}") if place.kind.may_be_none else None
    elif place.kind.name not in ("money", "count"):
        extras["groups"] = _groups(place, words)
    form = filled(place, case[place.fact]) if place.index is None and place.fact in case else {}
    return Page(place.screen, "question.html", words(f"question.{place.words}"), extras), form


def _groups(place: Place, words: Words) -> list[dict[str, Any]]:
    """Options in groups, in words: everyday words, and the official term once beside them."""
    found = []
    for group, names in option_groups(place):
        options = []
        for name in names:
            key = answers.option_key(place, name)
            options.append({"value": name, "label": words(key), "note": words.find(f"{key}.note")})
        found.append({"title": words(f"group.{place.page or place.fact}.{group}") if group else "", "options": options})
    return found


def _help(place: Place, moment: Moment) -> dict[str, Any]:
    """Hint, longer help, and why the question is asked."""
    words = moment.words
    known = flow.reasons(moment.state, place, moment.on) if moment.today else None
    why = [result.condition(condition, words) for condition in known["reasons"]] if known else []
    own = words.find(f"why.{place.words}")
    return {
        "hint": words.find(f"hint.{place.words}"),
        "more": words.find(f"more.{place.words}"),
        "why": ([own] if own else []) + list(dict.fromkeys(why)),
        "remaining": known["remaining"] - 1 if known else None,
        "enough": moment.today is not None and all(fact in moment.state.case for fact in FIRST),
    }


# --- lists -------------------------------------------------------------------------------------------------------


def _list_start(place: Place, moment: Moment) -> tuple[Page, Form]:
    words = moment.words
    options = [
        {"value": value, "label": words(f"list.{place.fact}.{value}"), "note": None} for value in LIST_ANSWERS[:-1]
    ]
    extras = {**_help(place, moment), "kind": "choice", "caption": None, "groups": [{"title": "", "options": options}]}
    form: Form = {}
    if place.fact in moment.state.case:
        form = {"answer": ["unknown" if moment.state.case[place.fact] is None else "none"]}
    return Page(place.screen, "question.html", words(f"question.{place.fact}"), extras), form


def _list(place: Place, moment: Moment) -> tuple[Page, Form]:
    words, known = moment.words, moment.state.case[place.fact]
    order = sorted(range(len(known)), key=lambda index: answers.first_day(known[index]))
    first_page = ENTRY_PAGES[place.fact][0]
    rows = [
        {
            "line": answers.entry_line(place.fact, known[index], words),
            "change": Place(place.fact, index, first_page).screen,
            "remove": Place(place.fact, index, "remove").screen,
        }
        for index in order
    ]
    title = words(f"list.{place.fact}.title", n=len(known), count=len(known))
    return Page(place.screen, "list.html", title, {"rows": rows, "list": place.fact}), {}


def _entry_choice(place: Place, moment: Moment) -> tuple[Page, Form]:
    """A page of an entry with one choice: the group of grounds, the ground, the reason of a trip."""
    words, entry = moment.words, entries.current(moment.state, place)
    if place.page == entries.GROUP:
        options = [
            {"value": name, "label": words(f"group.ground.{name}"), "note": words.find(f"group.ground.{name}.note")}
            for name in GROUND_GROUPS
        ]
        groups = [{"title": "", "options": options}]
    elif place.page == "ground":
        if entry.get(entries.GROUP) not in GROUND_GROUPS:
            return _entry_choice(Place(place.fact, place.index, entries.GROUP), moment)
        names = GROUND_GROUPS[entry[entries.GROUP]]
        groups = [{"title": "", "options": [item for item in _ground_options(place, words) if item["value"] in names]}]
    elif place.kind.name == "date":
        groups = []
    else:
        groups = _groups(place, words)
    extras = {
        "kind": place.kind.name if place.page != entries.GROUP else "choice",
        "groups": groups,
        "none_label": None,
        "must_be_known": entries.must_be_known(place),
        "caption": _entry_caption(place, moment),
        "hint": words.find(f"hint.{place.words}"),
        "more": words.find(f"more.{place.words}"),
        "why": [],
        "remaining": None,
        "enough": False,
    }
    return Page(place.screen, "question.html", words(f"question.{place.words}"), extras), entries.form_of(place, entry)


def _ground_options(place: Place, words: Words) -> list[dict[str, Any]]:
    return [option for group in _groups(place, words) for option in group["options"]]


def _when(place: Place, moment: Moment) -> tuple[Page, Form]:
    words, entry = moment.words, entries.current(moment.state, place)
    if place.fact == "stays" and "ground" not in entry:
        return _entry_choice(Place(place.fact, place.index, entries.GROUP), moment)
    countries = sorted((words(f"country.{code}"), code) for code in EU_EEA_SWISS if code != "BE")
    extras = {
        "list": place.fact,
        "may_run": place.fact in MAY_RUN,
        "countries": countries if place.fact == "stays" else [],
        "caption": _entry_caption(place, moment),
        "hint": words.find(f"hint.{place.words}"),
        "more": words.find(f"more.{place.words}"),
    }
    title = words(f"question.{place.words}")
    return Page(place.screen, "entry_when.html", title, extras), entries.form_of(place, entry)


def _entry_caption(place: Place, moment: Moment) -> str | None:
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


def _remove(place: Place, moment: Moment) -> tuple[Page, Form]:
    known = moment.state.case.get(place.fact) or []
    if place.index is None or place.index >= len(known):
        return _question(Place(place.fact), moment)
    title = moment.words(f"list.{place.fact}.remove")
    line = answers.entry_line(place.fact, known[place.index], moment.words)
    return Page(place.screen, "remove.html", title, {"line": line, "list_screen": Place(place.fact).screen}), {}


def _stay_unknown(place: Place, moment: Moment) -> tuple[Page, Form]:
    extras = {"retry": Place(place.fact, place.index, entries.GROUP).screen}
    return Page(place.screen, "stay_unknown.html", moment.words("stay_unknown.title"), extras), {}


# --- the other screens -------------------------------------------------------------------------------------------


def _start(moment: Moment) -> tuple[Page, Form]:
    today = moment.words.day(moment.today) if moment.today else None
    return Page(flow.START, "start.html", moment.words("start.title"), {"today": today}), {}


def _on(moment: Moment) -> tuple[Page, Form]:
    assert moment.today is not None
    form: Form = {"answer": ["other" if moment.state.on else "today"]}
    form.update(filled_date(moment.state.on, "date"))
    return Page(flow.ON, "on.html", moment.words("on.title"), {"today": moment.words.day(moment.today)}), form


def _open(moment: Moment) -> tuple[Page, Form]:
    return Page(flow.OPEN, "open.html", moment.words("open.title"), {}), {}


def _delete(moment: Moment) -> tuple[Page, Form]:
    names = moment.words.every_of(list(moment.state.people)) if moment.state.several else None
    return Page(flow.DELETE, "delete.html", moment.words("delete.title"), {"names": names}), {}


def _people(screen: str, moment: Moment) -> tuple[Page, Form]:
    view = people.view(screen, moment.state, moment.on, moment.words)
    return Page(view.screen, view.template, view.title, view.extras), view.form


def _check(moment: Moment) -> tuple[Page, Form]:
    state, words = moment.state, moment.words
    following = flow.next_screen(state, moment.on)
    if not all(fact in state.case for fact in FIRST):
        return show(following, moment)
    known = relations.known(state, moment.on)
    extras = {
        "sections": answers.sections(known, words, relations.given(state, moment.on)),
        "on": words.day(moment.on),
        "is_today": moment.on == moment.today,
        "following": None if following in (flow.CHECK, flow.RESULT) else following,
        "unusual": notices.unusual(rules.unusual(known, moment.on), known, moment.on, words),
        "several": state.several,
    }
    return Page(flow.CHECK, "check.html", words("check.title"), extras), {}


def _result(moment: Moment) -> tuple[Page, Form]:
    state, words = moment.state, moment.words
    if not all(fact in state.case for fact in FIRST):
        return show(flow.next_screen(state, moment.on), moment)
    known = relations.known(state, moment.on)
    extras = {
        "result": result.view(known, moment.on, words, moment.today),
        "asked": bool(state.case.get("applications")),
        "told_nationality": state.sheet.also_nationality,
        "sections": answers.sections(known, words, relations.given(state, moment.on)),
        "on": words.day(moment.on),
        "is_today": moment.on == moment.today,
        "several": state.several,
    }
    return Page(flow.RESULT, "result.html", words("result.title"), extras), {}


_SCREENS: dict[str, Callable[[Moment], tuple[Page, Form]]] = {
    flow.START: _start,
    flow.ON: _on,
    flow.OPEN: _open,
    flow.DELETE: _delete,
    flow.CHECK: _check,
    flow.RESULT: _result,
}
