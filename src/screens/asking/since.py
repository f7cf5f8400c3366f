"""The page with the days of one stay, as somebody with a card tells it: since when, and how the next stay followed."""

from __future__ import annotations

from datetime import date
from typing import Any

from belgian_residence.told.facts import STAY_FIELDS
from screens.asking import entries, faults
from screens.asking.entries import START_UNKNOWN
from screens.asking.forms import UNKNOWN, filled_date, read_date
from screens.problems import OF_FIELD, NotAccepted, Problem
from screens.questions import chain, relations
from screens.questions.places import Place
from screens.remembered.state import Form, State, first
from screens.words import Words

SEAMS: dict[str, dict[str, str | None]] = {
    "no_break": {"before": "no_break"},
    "annex_15": {"before": "papers", "before_paper": "annex_15"},
    "other_paper": {"before": "papers"},
    "break": {"before": "break"},
    UNKNOWN: {"before": None},
}
"""What can be said of how the next stay followed, and what that tells of the next stay."""
WITHOUT_LAST_DAY = ("no_break", "annex_15")
"""Then the stay lasted until the next one."""
STILL = ("yes", "no", UNKNOWN)
SPONSOR = "sponsor_belgian"
SPONSORS = {"belgian": True, "eu_citizen": False, UNKNOWN: None}
NAMES = {
    "from": "short.stays.from",
    "to": "short.stays.to",
    "card": "short.stays.first_card_issued",
    "sponsor": "short.sponsor_belgian",
    "before": "short.stays.before",
    "still": "since.still_short",
}
"""The name of each field, for a problem with it."""
Told = dict[str, Any]


def form_of(state: State, place: Place, ground: str) -> Form:
    """The form that shows what was told."""
    case, entry = state.case, entries.current(state, place)
    request = chain.DATED_FROM_A_REQUEST.get(ground, "")
    days = {"from": entry.get("from"), "card": entry.get("first_card_issued"), "asked": case.get(request)}
    form: Form = {"country": [entry.get("country") or ""]}
    for name, value in days.items():
        form |= filled_date(value, name)
    form[START_UNKNOWN] = ["yes"] if "from" in entry and entry["from"] is None else []
    if "from" in entry and place.index == 0:
        form["still"] = ["no" if entry.get("to") else "yes"]
    if "from" in entry and chain.seam_asked(state, place, ground):
        form["before"] = [_seam(chain.next_stay(state, place))]
    if entry.get("to") and (form.get("before") or form.get("still") or [""])[0] not in WITHOUT_LAST_DAY:
        form |= filled_date(entry["to"], "to")
    if SPONSOR in case:
        form["sponsor"] = [next(name for name, value in SPONSORS.items() if value == case[SPONSOR])]
    return form


def sponsor_asked(state: State, place: Place, ground: str, on: date) -> bool:
    """Is it asked whom the person joined? Not where somebody in the list is joined, whose nationality says it."""
    return place.index == 0 and ground == chain.FAMILY and SPONSOR not in relations.given(state, on)


def _seam(newer: Told) -> str:
    if newer.get("before_paper") == "annex_15":
        return "annex_15"
    return {"papers": "other_paper", None: UNKNOWN}.get(newer.get("before"), str(newer.get("before")))


def submit(state: State, place: Place, ground: str, form: Form, on: date, words: Words) -> None:
    """Take in the page. Raises NotAccepted; then nothing has changed."""
    reader = _Reader(form, {**NAMES, "asked": f"short.{chain.DATED_FROM_A_REQUEST.get(ground)}"})
    entry = {**entries.current(state, place), "ground": ground, "from": reader.first_day(), "to": None}
    facts: Told = {}
    stays = [dict(stay) for stay in state.case.get(chain.LIST) or []]
    if chain.first_card_asked(place, ground):
        entry["first_card_issued"] = reader.optional("card")
    if place.index == 0 and ground in chain.DATED_FROM_A_REQUEST:
        facts[chain.DATED_FROM_A_REQUEST[ground]] = reader.optional("asked")
    if chain.leads_to_protection(state, place, ground):
        facts |= _asked_on(state, place, entry["from"])
    if place.index == 0 and ground == chain.FAMILY:
        facts["annex_19ter"] = entry["from"]
    if sponsor_asked(state, place, ground, on):
        facts[SPONSOR] = SPONSORS.get(reader.one_of("sponsor", tuple(SPONSORS)))
    if place.index == 0 and chain.card_has_ended(state.case, on) and reader.one_of("still", STILL) == "no":
        entry["to"] = reader.day("to")
    if chain.seam_asked(state, place, ground):
        seam = reader.one_of("before", tuple(SEAMS))
        newer = stays[int(place.index or 0) - 1]
        stays[int(place.index or 0) - 1] = {**_without_seam(newer), **SEAMS.get(seam, {})}
        if seam not in WITHOUT_LAST_DAY or newer.get("from") is None:
            entry["to"] = reader.day("to")
    if country := first(form, "country"):
        entry["country"] = country
    if reader.problems:
        raise NotAccepted(*reader.problems)
    entry = {field.name: entry[field.name] for field in STAY_FIELDS if field.name in entry}
    stays[place.index : int(place.index or 0) + 1] = [entry]
    stays = _with_procedure(chain.tied(stays), facts)
    path = f"{chain.LIST}[{place.index}]"
    fields = {f"{path}.from": "from-day", f"{path}.to": "from-day", f"{path}.first_card_issued": "card-day"}
    asked_here = place.index == 0 and ground in chain.DATED_FROM_A_REQUEST
    fields |= dict.fromkeys(facts, "asked-day" if asked_here else "from-day")
    faults.check({**state.case, **facts, chain.LIST: stays}, on, fields, words)
    chain.take_in(state, place, stays, facts)


def _asked_on(state: State, place: Place, day: Any) -> Told:
    """The day on which asylum was asked for, where it was left empty on the page of the protection that came of it: the
    procedure began on that day (B-REF-1). It moves with the procedure, but not once it was told by itself."""
    began = entries.current(state, place).get("from")
    known = state.case.get(chain.ASKED_FOR_ASYLUM)
    return {chain.ASKED_FOR_ASYLUM: day} if day is not None and known in (None, began) else {}


def _without_seam(stay: Told) -> Told:
    return {name: value for name, value in stay.items() if name not in ("before", "before_paper")}


def _with_procedure(stays: list[Told], facts: Told) -> list[Told]:
    """Who was recognised had the asylum procedure before, from the day on which asylum was asked for."""
    asked = facts.get(chain.ASKED_FOR_ASYLUM)
    if len(stays) > 1 or not isinstance(asked, (str, dict)) or stays[0]["from"] is None:
        return stays
    procedure = {"from": asked, "to": None, "ground": chain.ASYLUM}
    return chain.tied([{**stays[0], "before": "no_break"}, procedure])


class _Reader:
    """Reads the fields of the page one by one, and gathers what must be corrected."""

    def __init__(self, form: Form, names: dict[str, str]) -> None:
        self.form = form
        self.names = names
        self.problems: list[Problem] = []

    def first_day(self) -> Any:
        if not first(self.form, START_UNKNOWN):
            return self.day("from")
        if self._typed("from"):
            self.problems.append(Problem("from-day", "entry.start_and_unknown"))
        return None

    def day(self, name: str) -> Any:
        try:
            return read_date(self.form, name)
        except NotAccepted as refused:
            self.problems += [self._of(name, one) for one in refused.problems]
            return None

    def optional(self, name: str) -> Any:
        """A day that may be left empty: not known."""
        return self.day(name) if self._typed(name) else None

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        said = first(self.form, name)
        if said not in choices:
            self.problems.append(self._of(name, Problem(name, "choose")))
        return said

    def _of(self, name: str, problem: Problem) -> Problem:
        if problem.key == "date.missing":
            return Problem(problem.field, f"date.missing_{name}")
        return Problem(problem.field, problem.key, {**problem.values, OF_FIELD: self.names[name]})

    def _typed(self, name: str) -> bool:
        return any(first(self.form, f"{name}-{box}") for box in ("day", "month", "year"))
