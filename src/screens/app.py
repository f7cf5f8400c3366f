"""The one entry of the worker: a request in JSON, a screen in JSON. Nothing is remembered between two requests."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from belgian_residence import CaseError
from screens import fallback
from screens.asking import people
from screens.problems import NotAccepted
from screens.questions import flow
from screens.remembered import clock, link
from screens.remembered.state import Form, State
from screens.render import words
from screens.showing.changed import changes
from screens.showing.taken_along import calendar, saved
from screens.views import registry, what_if
from screens.views.frame import Told, html
from screens.views.page import Moment
from screens.words import Words


def handle(request_json: str) -> str:
    """Answer one request.

    Request: ``action`` ("show", "submit", "undo", "save" or "calendar"), ``screen``, ``form`` (field → list of texts),
    ``left`` (the screen that is being left and what is typed in it), ``state``, ``language``, ``today`` (ISO, Belgian
    time, by the clock of the device), ``site``, ``here`` (the address of the page).
    Answer: ``state``, ``screen``, ``title``, ``html``, ``error`` (must something be corrected?); after "submit" also
    ``forget`` (was everything deleted?); for "save" and "calendar" only ``state`` and ``file`` with its name, text and
    type. ``message``: what was done, where the screen does not say it. Or only ``failure``, "newer": this edition
    cannot know what the answers mean, because a newer one has kept them in this tab (and then, without a network, came
    an older copy).
    """
    request = json.loads(request_json)
    try:
        state = State.from_json(request.get("state"))
    except CaseError as error:
        if not any(fault.kind == NEWER for fault in error.faults):
            raise
        return json.dumps({"failure": NEWER})
    device = date.fromisoformat(request["today"])
    moment = Moment(
        state=state,
        today=clock.today(device, state.clock),
        words=words(request["language"]),
        site=request.get("site", "../"),
        here=request.get("here", ""),
        device=device,
    )
    moment.state.today = moment.today
    if left := request.get("left"):
        people.keep_draft(moment.state, left["screen"], left["form"])
    action = request["action"]
    if action in FILES:
        file = FILES[action](moment)
        said = moment.words("message.saved", name=file["name"])
        return _written({"state": moment.state.to_json(), "file": file, "message": said})
    if action == "submit":
        return _written(_submitted(moment, request["screen"], request.get("form") or {}))
    if action == "undo":
        return _written(_undone(moment))
    return _written(_shown(moment, people.turn_to(moment.state, request["screen"])))


def _written(answer: dict[str, Any]) -> str:
    """As JSON. What is not HTML has no place to say that a text is English."""
    return fallback.plain_json(json.dumps(answer))


def _saved(moment: Moment) -> dict[str, str]:
    return saved.file(moment.state, moment.on, moment.known_today, moment.here, moment.words)


def _calendar(moment: Moment) -> dict[str, str]:
    return calendar.file(moment.state, moment.on, moment.known_today, moment.today, moment.words)


FILES = {"save": _saved, "calendar": _calendar}
"""What can be taken along, by action."""
TAKEN_OVER = (flow.OPEN, link.SHARED)
"""Screens whose form brings answers that were given before."""
NEWER = "newer"
"""The kind of fault of answers that newer rules have taken, and why the page says that it cannot go on."""


def _shown(moment: Moment, screen: str, told: Told | None = None) -> dict[str, Any]:
    if moment.device and registry.needs_day(screen) and not clock.is_known(moment.device, moment.state.clock):
        moment.state.clock["next"] = screen
        screen = flow.DAY
    page, form = registry.show(flow.arrive(moment.state, screen), moment)
    return _answer(moment, page.screen, page.document_title, html(page, moment, form, told=told))


def _undone(moment: Moment) -> dict[str, Any]:
    """The answers as they were before the last change, on the page where they are all seen: the result where the change
    was made from there; a what-if that comes back is shown where it is compared."""
    before = moment.state.undone()
    before.today = moment.today
    tried_again = before.sheet.what_ifs != moment.state.sheet.what_ifs
    page = what_if.SCREEN if tried_again else flow.RESULT if before.way_back else flow.CHECK
    shown = _shown(replace(moment, state=before), page)
    return {**shown, "message": moment.words("changed.undone")}


def _answer(moment: Moment, screen: str, title: str, text: str, *, error: bool = False) -> dict[str, Any]:
    return {
        "state": moment.state.to_json(),
        "screen": people.prefix(moment.state.sheet.number) + screen,
        "title": title,
        "html": text,
        "error": error,
    }


def _submitted(moment: Moment, screen: str, form: Form) -> dict[str, Any]:
    screen = people.turn_to(moment.state, screen)
    before = deepcopy(moment.state)
    day = moment.on
    try:
        following, state = registry.accept(screen, moment, form)
        people.refuse_contradictions(before, state, (day, state.date(moment.known_today)), screen, moment.words)
    except NotAccepted as refused:
        moment = replace(moment, state=before)
        people.drafts_of(before, screen)[screen] = form
        page, _ = registry.show(screen, moment)
        text = html(page, moment, form, refused.problems)
        return _answer(moment, page.screen, moment.words("error.title", title=page.document_title), text, error=True)
    if screen == flow.DAY and moment.device:
        moment = replace(moment, today=clock.today(moment.device, state.clock))
    else:
        state = _handed_over(replace(moment, state=state))
        state.clock = before.clock  # a file or a link that was opened knows nothing of this device
    state.today = moment.today
    people.drafts_of(state, screen).pop(screen, None)
    following = flow.after(state, screen, following)
    if screen == flow.DELETE:
        shown = _shown(replace(moment, state=state), following)
        return {**shown, "forget": True, "message": moment.words("message.deleted")}
    told = _told(before, state, moment.words, typed=screen.partition("/")[0] not in TAKEN_OVER)
    return {**_shown(replace(moment, state=state), following, told), "forget": False}


def _handed_over(moment: Moment) -> State:
    """The state with the forms that a file held and no rule had seen (``save_file``). What cannot be taken is asked.
    One of them may open a file that holds such forms too."""
    state = moment.state
    while state.early:
        (screen, form), *later = state.early
        then = deepcopy(state)
        then.early = []
        try:
            _, then = registry.accept(people.turn_to(then, screen), replace(moment, state=then), form)
        except NotAccepted:
            break
        state = then
        state.early += later
    state.early = []
    return state


def _told(before: State, state: State, words: Words, *, typed: bool) -> Told:
    """What the form did to earlier answers, which can then be undone; and what was understood of rough dates that were
    ``typed`` just now."""
    state.undo = None
    if changed := changes.changed(before, state, words):
        state.can_be_undone(before)
    understood = changes.understood(before, state, words) if typed else []
    return Told((*changed, *understood), undo=bool(changed))
