"""The file that a person keeps: for longer than the tab, which holds the answers until it is closed.

It is a page to read (``showing.taken_along.saved``) with the answers in a block of data. Also read are a file of
before, which holds the data alone, one that the page saved while the rules did not run, and a case as for the command
line. A file comes from outside: it is searched for the block and never shown, and only what the rules can read is taken
from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

import belgian_residence as rules
from belgian_residence import CaseError
from belgian_residence.routes.registry import CARD_ROUTES
from belgian_residence.told.versions import KEY, current
from screens.problems import NotAccepted, Problem
from screens.remembered import names
from screens.remembered.state import OPEN, Form, State

FORMAT = "after-five"
VERSION = 1
TAB = "tab"
HANDED_OVER = re.compile(r"(of-\d{1,4}/)?(question/.+|trips)|people/add|people/\d+/\d+/\w+|open")
"""The screens of which a form may wait for the rules: questions, who else there is, a file to open."""
LARGEST = 1_000_000
"""Characters; a real file has some ten thousand."""
STATUSES = ("open", "later", "unsettled", "closed")
STAYS_BEFORE = "stays_before"
"""In the file: see ``unfinished``."""

Cards = Mapping[str, Mapping[str, Any]]
"""Each card with its status and its day."""

_IN_A_PAGE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def content(state: State, today: date, on: date, cards: Mapping[str, Cards]) -> dict[str, Any]:
    """What the file holds: the facts, the day asked about, and for each person what the cards were on that day."""
    briefly = {
        name: {key: [one["status"], one["earliest"]] for key, one in found.items()} for name, found in cards.items()
    }
    return {
        FORMAT: VERSION,
        "saved": today.isoformat(),
        "on": state.on,
        "case": {KEY: rules.RULES_VERSION, **state.file()},
        **unfinished(state),
        "result": {"on": on.isoformat(), "people": briefly},
    }


def unfinished(state: State) -> dict[str, list[int]]:
    """Whose stays before the oldest one are still asked for, by their place among the people; nothing where nobody's
    are. A list of stays does not say by itself whether it is complete."""
    places = [place for place, sheet in enumerate(state.people.values()) if sheet.stays_before]
    return {STAYS_BEFORE: places} if places else {}


def block(told: dict[str, Any]) -> Markup:
    """The content as a block of data in a page: no sign in it can end the block or begin anything."""
    text = json.dumps(told, indent=1, ensure_ascii=False).translate(_IN_A_PAGE)
    return Markup(f'<script type="application/json" id="{FORMAT}">\n{text}\n</script>')  # noqa: S704 - made safe above


def read(text: str, today: date) -> State:
    """The state in a file, with what it said when it was saved (``State.since``). Raises NotAccepted."""
    told = _content(text)
    if FORMAT not in told:
        told = {FORMAT: VERSION, "case": told}
    if told[FORMAT] != VERSION:
        raise NotAccepted(Problem("file", "file.other_version"))
    try:
        early: list[tuple[str, Form]] = []
        if TAB in told:
            told, early = _of_tab(told[TAB])
        case = dict(current(dict(told.get("case") or {})))
        asked = told.get("on")
        on = date.fromisoformat(asked) if asked else today
        rules.assess(case, on)
    except CaseError as error:
        kinds = {fault.kind for fault in error.faults}
        if kinds & {"newer", "older"}:
            newer = "newer" in kinds
            raise NotAccepted(Problem("file", "file.newer_rules" if newer else "file.older_rules")) from None
        if error.faults[0].where == KEY:
            raise NotAccepted(Problem("file", "file.not_ours")) from None
        raise NotAccepted(Problem("file", "file.faults", {"faults": [fault.short for fault in error.faults]})) from None
    except (TypeError, ValueError, LookupError, AttributeError):
        raise NotAccepted(Problem("file", "file.not_ours")) from None
    # What was half filled in comes from outside: only the facts, which the rules have read, are taken over.
    state = State.of_case(case, on.isoformat() if asked else None)
    _refuse_names(list(state.people) if state.several else [])
    still_open = told.get(STAYS_BEFORE)
    for place, sheet in enumerate(state.people.values()):
        if isinstance(still_open, list) and place in still_open and sheet.case.get("stays"):
            sheet.stays_before = OPEN
    state.early = early
    state.since = _since(told, list(case.get("people") or [""]), state)
    return state


def _refuse_names(people: list[str]) -> None:
    """Raise NotAccepted for a name that could not be typed."""
    if any(names.problem("file", name, people[:place]) for place, name in enumerate(people)):
        raise NotAccepted(Problem("file", "file.names", {"most": names.LONGEST}))


def _of_tab(tab: Mapping[str, Any]) -> tuple[dict[str, Any], list[tuple[str, Form]]]:
    """What a page saved by itself while the rules did not run (``wizard/wizard.js``): its state as it was, and the
    forms that no rule has seen yet (``State.early``). ``sent``: the form at which the rules stopped; it may be of any
    screen, and counts where it holds an answer."""
    state = State.from_json(tab["state"])
    told = {FORMAT: VERSION, "case": state.file(), "on": state.on, **unfinished(state)}
    early = [_form(*one) for one in tab["early"]]
    sent = tab.get("sent")
    if sent and HANDED_OVER.fullmatch(sent[0]):
        early.append(_form(*sent))
    return told, early


def _form(screen: str, form: dict[str, list[str]]) -> tuple[str, Form]:
    """A form that may wait for the rules, as a page sends it. Raises ValueError for anything else."""
    texts = [text for field, texts in form.items() for text in (field, *texts)]
    if not HANDED_OVER.fullmatch(screen) or not all(isinstance(text, str) for text in texts):
        raise ValueError(screen)
    return screen, {field: list(texts) for field, texts in form.items()}


def _content(text: str) -> dict[str, Any]:
    """The data of a file. Raises NotAccepted where there is none."""
    if not text.strip():
        raise NotAccepted(Problem("file", "file.missing"))
    if len(text) > LARGEST:
        raise NotAccepted(Problem("file", "file.not_ours"))
    try:
        told = json.loads(_data(text), object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError):  # the second: lists in lists in lists, which no file of ours holds
        raise NotAccepted(Problem("file", "file.not_ours")) from None
    if not isinstance(told, dict):
        raise NotAccepted(Problem("file", "file.not_ours"))
    return told


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. Raises ValueError where a key stands twice: of two answers neither is taken in silence."""
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a key stands twice")
    return told


def _data(text: str) -> str:
    """The block of data in a page; the whole text where there is none."""
    # Each sign is looked at once: a hostile file must not keep the page busy.
    _, mark, behind = text.partition(f'id="{FORMAT}"')
    data, end, _ = behind.partition(">")[2].partition("</script")
    return data if mark and end else text


def _since(told: Mapping[str, Any], people: list[str], state: State) -> dict[str, Any] | None:
    """The days and the cards of then, by the number of each person; None where the file does not say them properly:
    then there is nothing to compare, and the answers are good all the same."""
    numbers = [sheet.number for sheet in state.people.values()]
    try:
        saved, on = date.fromisoformat(told["saved"]), date.fromisoformat(told["result"]["on"])
        then = told["result"]["people"]
        cards = {str(number): _cards(then[name]) for name, number in zip(people, numbers, strict=True) if name in then}
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return {"saved": saved.isoformat(), "on": on.isoformat(), "people": cards} if cards else None


def _cards(found: Mapping[str, Any]) -> dict[str, list[str | None]]:
    """Raises what a hostile file can raise: KeyError, TypeError or ValueError."""
    cards: dict[str, list[str | None]] = {}
    for route in CARD_ROUTES:
        status, day = found[route.key]
        if status not in STATUSES:
            raise ValueError(status)
        cards[route.key] = [status, date.fromisoformat(day).isoformat() if day is not None else None]
    return cards
