"""What the wizard remembers between two screens. It travels as JSON and lives in the tab, nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence import Cases
from belgian_residence.told.versions import KEY, RULES_VERSION, current

if TYPE_CHECKING:
    from belgian_residence import answer_types

Form = dict[str, list[str]]
"""A form as the browser sends it: for each field the texts typed or chosen."""

OPEN, ENOUGH = "open", "enough"
"""Of ``Sheet.stays_before``: earlier stays are asked for; they can change nothing for the routes that are asked about.
None: the list is complete."""
ALONE = ""
"""The name of a person who is the only one: nobody asked for it."""


@dataclass
class Sheet:
    """What one person has told: the case (see ``told.facts`` of the rules), and what is typed but not yet an answer."""

    case: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, Form] = field(default_factory=dict)
    """Raw texts by screen, kept while they are not accepted answers, so that nothing typed is lost."""
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Entries of lists that are being filled in, by "list/index"."""
    also_nationality: bool = False
    """Are the questions about Belgian nationality asked too? They come after those about cards, if a person wants."""
    what_ifs: list[dict[str, Any]] = field(default_factory=list)
    """Lives that could be (see ``questions.what_if``): never answers, and in no file."""
    seen: dict[str, Any] = field(default_factory=dict)
    """The result as it was last shown, so that the next one can say what changed (``showing.changed.difference``)."""
    stays_before: str | None = None
    """Are the stays before those in the case still asked for (see ``questions.chain``)? None: the list is complete."""
    postal_code: str = ""
    """Only to say which town hall, and in which language: no answer, and in no file."""
    number: int = 1
    """Stands for the person in addresses, because a name is nobody else's business. Never given twice in one list."""

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Sheet:
        """What a page sent of one person."""
        return cls(
            case=dict(raw.get("case") or {}),
            drafts=dict(raw.get("drafts") or {}),
            entries=dict(raw.get("entries") or {}),
            also_nationality=bool(raw.get("also_nationality")),
            what_ifs=[dict(one) for one in raw.get("what_ifs") or []],
            seen=dict(raw.get("seen") or {}),
            stays_before=raw.get("stays_before"),
            postal_code=str(raw.get("postal_code") or ""),
            number=int(raw.get("number") or 1),
        )

    def to_json(self) -> dict[str, Any]:
        """The sheet as plain JSON, without its number."""
        kept: dict[str, Any] = {"case": self.case, "drafts": self.drafts, "entries": self.entries}
        if self.stays_before:
            kept["stays_before"] = self.stays_before
        if self.what_ifs:
            kept["what_ifs"] = self.what_ifs
        if self.seen:
            kept["seen"] = self.seen
        if self.postal_code:
            kept["postal_code"] = self.postal_code
        return {**kept, "also_nationality": True} if self.also_nationality else kept


@dataclass
class State:
    """The people by name, which of them is being answered for, how they belong together, and the date asked about."""

    people: dict[str, Sheet] = field(default_factory=lambda: {ALONE: Sheet()})
    person: str = ALONE
    relations: list[dict[str, str]] = field(default_factory=list)
    """As the rules take them (see ``belgian_residence.assessment.people``)."""
    said: dict[str, str] = field(default_factory=dict)
    """By screen: what was answered about two people and is no relation, such as "no"."""
    on: str | None = None
    """The date asked about (ISO); None: today."""
    way_back: str | None = None
    """The beginning of the screens that were opened from the result: after them the result is shown again."""
    since: dict[str, Any] | None = None
    """What an opened file said when it was saved (see ``save_file``): compared once, and in no file."""
    clock: dict[str, str] = field(default_factory=dict)
    """What was said of the day where the device cannot know it (see ``clock``), and the ``next`` screen after that."""
    undo: dict[str, Any] | None = None
    """The state before the form that changed an earlier answer, as JSON; None where the last form only added some."""
    early: list[tuple[str, Form]] = field(default_factory=list, compare=False, repr=False)
    """Forms in a file that was opened, to be handed over at once; never part of the JSON."""
    asked: dict[str, answer_types.Interview] = field(default_factory=dict, compare=False, repr=False)
    """What the rules said of a case during this request (see ``flow``); the last of it travels with the state, because
    the pages of one entry are asked about one case."""
    limits: dict[str, dict[str, list[int]]] = field(default_factory=dict, compare=False, repr=False)
    """Which limits on absence the rules asked about (see ``flow``); the last of it travels too, from the question about
    them to its answer."""
    cases_read: Cases = field(default_factory=Cases, compare=False, repr=False)
    """The cases that the rules read during this request, so that they work out each once; never part of the JSON."""
    today: date | None = field(default=None, compare=False, repr=False)
    """The day of this request, for figures that grow old; never part of the JSON."""

    @classmethod
    def from_json(cls, raw: dict[str, Any] | None) -> State:
        """The state a page sent; nothing at all is an empty state. Raises CaseError where the answers were told under
        older rules and cannot be said in the words of these."""
        raw = _renewed(raw or {})
        sheets = {name: Sheet.from_json(one) for name, one in (raw.get("people") or {ALONE: raw}).items()}
        # JavaScript puts names such as "7" before all others.
        people = dict(sorted(sheets.items(), key=lambda one: one[1].number))
        return cls(
            people=people,
            person=raw.get("person") or next(iter(people)),
            relations=[dict(one) for one in raw.get("relations") or []],
            said=dict(raw.get("said") or {}),
            on=raw.get("on"),
            way_back=raw.get("way_back"),
            since=raw.get("since"),
            clock=dict(raw.get("clock") or {}),
            undo=raw.get("undo"),
            asked=dict(raw.get("asked") or {}),
            limits=dict(raw.get("limits") or {}),
        )

    @classmethod
    def of_case(cls, case: Mapping[str, Any], on: str | None) -> State:
        """The state for a case that the rules have read: of one person, or of several with their relations."""
        told = case.get("people") or {ALONE: case}
        if len(told) == 1:
            return cls({ALONE: Sheet(dict(next(iter(told.values()))))}, on=on)
        # A name without any sign can stand in a file, but nobody could see it here.
        shown = {name: name if name.strip() else f"({place})" for place, name in enumerate(told, 1)}
        people = {shown[name]: Sheet(dict(facts), number=place) for place, (name, facts) in enumerate(told.items(), 1)}
        relations = [
            {"kind": one["kind"], "of": shown[one["of"]], "is": shown[one["is"]]} for one in case.get("relations") or []
        ]
        return cls(people, next(iter(people)), relations, on=on)

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON. One person alone has neither name nor number."""
        kept: dict[str, Any] = {"on": self.on}
        if any(self.cases().values()):
            kept[KEY] = RULES_VERSION
        if self.several:
            sheets = {name: {"number": sheet.number, **sheet.to_json()} for name, sheet in self.people.items()}
            kept |= {"people": sheets, "person": self.person, "relations": self.relations, "said": self.said}
        else:
            kept |= self.sheet.to_json()
        if self.since:
            kept["since"] = self.since
        if self.clock:
            kept["clock"] = self.clock
        if self.undo:
            kept["undo"] = self.undo
        for name, said in (("asked", self.asked), ("limits", self.limits)):
            if said:
                kept[name] = dict([next(reversed(said.items()))])
        return {**kept, "way_back": self.way_back} if self.way_back else kept

    def date(self, today: date) -> date:
        """The date asked about."""
        return date.fromisoformat(self.on) if self.on else today

    def can_be_undone(self, before: State) -> None:
        """Remember the state ``before`` a change: one step."""
        left_out = ("undo", "asked", "limits")
        self.undo = {part: value for part, value in before.to_json().items() if part not in left_out}

    def undone(self) -> State:
        """The state before the last change; this one where nothing was changed. What was half typed is gone."""
        if self.undo is None:
            return self
        before = State.from_json(self.undo)
        for sheet in before.people.values():
            sheet.drafts, sheet.entries = {}, {}
        return before

    @property
    def several(self) -> bool:
        """Are there several people?"""
        return len(self.people) > 1

    @property
    def sheet(self) -> Sheet:
        """What the person who is being answered for has told."""
        return self.people[self.person]

    @property
    def case(self) -> dict[str, Any]:
        """The case of the person who is being answered for."""
        return self.sheet.case

    @property
    def drafts(self) -> dict[str, Form]:
        """What this person typed and is not an answer yet."""
        return self.sheet.drafts

    @property
    def entries(self) -> dict[str, dict[str, Any]]:
        """Entries that this person is filling in."""
        return self.sheet.entries

    @property
    def postal_code(self) -> str:
        """Of this person; until that is told, of the first in the list who told one: people of one file mostly live
        together. "" where nobody did."""
        told = (sheet.postal_code for sheet in (self.sheet, *self.people.values()))
        return next(filter(None, told), "")

    def cases(self) -> dict[str, dict[str, Any]]:
        """The case of everybody."""
        return {name: sheet.case for name, sheet in self.people.items()}

    def file(self) -> dict[str, Any]:
        """The case in the form of the rules: the facts of one person, or several people with their relations."""
        return {"people": self.cases(), "relations": self.relations} if self.several else self.case

    def name_of(self, number: int) -> str | None:
        """The name behind a number; None when nobody has it."""
        return next((name for name, sheet in self.people.items() if sheet.number == number), None)

    def turn_to(self, person: str) -> None:
        """Answer for somebody else from now on."""
        if person != self.person:
            self.person, self.way_back = person, None


def _renewed(raw: dict[str, Any]) -> dict[str, Any]:
    """A state of a tab that was there before the rules changed: its answers in today's words. What was half typed was
    typed for other questions, and goes."""
    version = raw.get(KEY, RULES_VERSION)
    if version == RULES_VERSION:
        return raw
    people = raw.get("people") or {ALONE: raw}
    renewed = {
        name: {"number": one.get("number"), "case": _in_words_of_today(one.get("case") or {}, version)}
        for name, one in people.items()
    }
    kept: dict[str, Any] = {part: raw[part] for part in ("on", "person", "relations", "said", "clock") if part in raw}
    return {**kept, "people": renewed}


def _in_words_of_today(case: Mapping[str, Any], version: str) -> dict[str, Any]:
    return {fact: value for fact, value in current({KEY: version, **case}).items() if fact != KEY}


def first(form: Form, name: str) -> str:
    """The first text of a field, stripped; "" when the field was not sent."""
    return (form.get(name) or [""])[0].strip()
