"""The dossier of a route in words: papers, steps, days, costs, what the card gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screens.showing.lines.citations import Citation, citations
from screens.showing.lines.days import window_of
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

SAID_IN_STEPS = frozenset({"five-months-silence-granted", "no-silent-grant", "five-months-eu", "explicit-approval"})
"""Notes of the rules that the steps, shown on the same page, already say."""
NOT_VERIFIED_AGAIN = "not-verified-again"
"""The doubt that takes a day away: it is said wherever it holds."""
TAGS = {"practice": "paper.practice", "follows": "paper.follows"}


@dataclass(frozen=True)
class Paper:
    """A paper to bring. ``more``: who needs not bring it, how long it stays valid, what else to know."""

    text: str
    where: str
    tag: str
    more: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Step:
    """A step: who acts, what happens, how long it takes."""

    who: str
    text: str
    term: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Branch:
    """Where the way leaves the main line."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Deadline:
    """A day that matters. ``more``: what silence means, what is not sure."""

    id: str
    title: str
    day: str
    state: str
    more: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Cost:
    """A cost, with its figure and the time for which it holds."""

    text: str
    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Effect:
    """What the card gives, with its figures."""

    text: str
    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Said:
    """A sentence, and what it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Dossier:
    """The whole dossier of a route. ``papers``: for the request; ``card_papers``: to order the card."""

    papers: tuple[Paper, ...]
    card_papers: tuple[Paper, ...]
    steps: tuple[Step, ...]
    branches: tuple[Branch, ...]
    deadlines: tuple[Deadline, ...]
    costs: tuple[Cost, ...]
    effects: tuple[Effect, ...]
    notes: tuple[str, ...]
    counter: tuple[Said, ...]
    """What to answer where the counter asks what no rule asks."""
    family: tuple[Said, ...]
    """What becomes of the stays of the family."""
    tagged: bool
    """Some papers are known from practice only, or are our own conclusion."""
    waits: bool
    """The card was asked for, and no answer has come: the papers are handed in."""


def view(route: answer_types.Dossier, words: Words) -> Dossier:
    """The dossier in the answer of one route."""
    steps = [(one["branch"], _step(one, words)) for one in route["procedure"]]
    branches = dict.fromkeys(branch for branch, _ in steps if branch)
    return Dossier(
        papers=tuple(_paper(one, words) for one in route["papers"] if one["stage"] == "request"),
        card_papers=tuple(_paper(one, words) for one in route["papers"] if one["stage"] == "card"),
        steps=tuple(step for branch, step in steps if branch is None),
        branches=tuple(
            Branch(words(f"branch.{name}"), tuple(step for branch, step in steps if branch == name))
            for name in branches
        ),
        deadlines=deadlines(route["deadlines"], words),
        costs=tuple(_cost(one, words) for one in route["costs"]),
        effects=(*_register(route["register"], words), *(_effect(one, words) for one in route["effects"])),
        notes=tuple(words(f"note.{note}") for note in route["notes"] if note not in SAID_IN_STEPS),
        counter=said(route["counter"], "counter", words),
        family=said(route["family"], "family", words),
        tagged=any(one["basis"] in TAGS for one in route["papers"]),
        waits="wait-for-decision" in route["next_steps"],
    )


def deadlines(found: list[dict[str, Any]], words: Words) -> tuple[Deadline, ...]:
    """Days that matter, the nearest first; those that are not known last. A doubt is told once."""
    told: set[str] = set()
    return tuple(_deadline(one, told, words) for one in sorted(found, key=lambda one: one["date"] or "9999"))


def said(found: Sequence[dict[str, Any]], kind: str, words: Words) -> tuple[Said, ...]:
    """Lines of the rules that are one text each. ``kind``: the beginning of their keys."""
    return tuple(Said(words(f"{kind}.{one['id']}"), citations(one["provisions"])) for one in found)


def _paper(one: dict[str, Any], words: Words) -> Paper:
    more = [words(f"unless.{id}") for id in one["not_needed_if"] if id not in one["not_you"]]
    if one["valid"] is not None:
        more.append(words("paper.valid", length=figure(one["valid"], words)))
    hint = words.find(f"paper.{one['id']}.hint")
    warning = words(f"paper_warning.{one['warning']}") if one["warning"] else ""
    tag = TAGS.get(one["basis"])
    return Paper(
        text=words(f"paper.{one['id']}"),
        where=words(f"where.{one['where']}"),
        tag=words(tag) if tag else "",
        more=(*more, *filter(None, (hint, warning))),
        citations=citations(one["provisions"]),
    )


def _step(one: dict[str, Any], words: Words) -> Step:
    term = one["term"]
    return Step(
        who=words(f"who.{one['who']}"),
        text=words(f"procedure.{one['id']}"),
        term=words("term.line", length=figure(term, words), since=words(f"since.{term['since']}")) if term else "",
        citations=citations(one["provisions"]),
    )


def _deadline(one: dict[str, Any], told: set[str], words: Words) -> Deadline:
    late = NOT_VERIFIED_AGAIN in one["doubts"]
    unknown = words("deadline.day_not_confirmed" if late else "deadline.day_unknown")
    day = words.day(one["date"]) if one["date"] else unknown
    if one["date"]:
        first, last = window_of(one)
        if first < last:
            day = words("deadline.window", first=words.day(first), last=day)
    more = []
    doubts = list(one["doubts"])
    silence = one.get("silence")
    if silence:
        said = words(f"silence.{silence['means']}")
        since = silence["from"]
        more.append(words("silence.line", said=said, day=words.day(since)) if since else f"{said}.")
        doubts = [*silence["doubts"], *doubts]
    if one["on_weekend"] and one["binds"] == "you" and one["state"] == "ahead":
        more.append(words("deadline.weekend"))
    more += [words(f"doubt.{id}") for id in doubts if id not in told]
    told |= set(doubts) - {NOT_VERIFIED_AGAIN}
    return Deadline(
        id=one["id"],
        title=words(f"deadline.{one['id']}"),
        day=day,
        state=words("deadline.passed") if one["state"] == "passed" else "",
        more=tuple(more),
        citations=citations(one["provisions"]),
    )


def _cost(one: dict[str, Any], words: Words) -> Cost:
    return Cost(words(f"cost.{one['id']}"), _range(one["amounts"], words), citations(one["provisions"]))


def _effect(one: dict[str, Any], words: Words) -> Effect:
    value = words.every_of([figure(amount, words) for amount in one["amounts"]])
    return Effect(words(f"effect.{one['id']}"), value, citations(one["provisions"]))


def _register(one: dict[str, Any] | None, words: Words) -> tuple[Effect, ...]:
    if one is None or one["after"] is None:
        return ()
    return (Effect(words("register.line", name=words(f"register.{one['after']}")), "", citations(one["provisions"])),)


def _range(amounts: list[dict[str, Any]], words: Words) -> str:
    """One figure, or the lowest and the highest that were seen, with their time."""
    if len(amounts) < 2 or any(one["value"] is None for one in amounts):
        return words.side_by_side(dict.fromkeys(figure(one, words) for one in amounts))
    low, high = amounts[0], amounts[-1]
    euro = words("figure.range", low=words.number(low["value"]), high=words.number(high["value"]))
    return _with_period(euro, low, words)


def figure(one: dict[str, Any], words: Words) -> str:
    """A figure of the law in words: "5 months", "0 euro, since 2 March 2015", "not confirmed"."""
    if one["value"] is None:
        last = one["last_known"]
        if last is None:
            return words("figure.not_confirmed")
        value = _value(last["value"], one["unit"], words)
        if last["to"] is None:
            return words("figure.last_known_since", value=value, first=words.day(last["from"]))
        return words("figure.last_known", value=value, first=words.day(last["from"]), last=words.day(last["to"]))
    value = _value(one["value"], one["unit"], words)
    return _with_period(value, one, words) if one["unit"] == "EUR" else _checked(value, one, words)


def _with_period(value: str, one: dict[str, Any], words: Words) -> str:
    first = words.day(one["from"])
    if one["to"]:
        shown = words("figure.from_to", value=value, first=first, last=words.day(one["to"]))
    else:
        shown = words("figure.since" if one["start_confirmed"] else "figure.seen", value=value, first=first)
    return _checked(shown, one, words)


def _checked(shown: str, one: dict[str, Any], words: Words) -> str:
    if one["status"] == "past_verify_by":
        return words("figure.check_again", value=shown, day=words.day(one["verify_by"]))
    return shown


def _value(value: Any, unit: str, words: Words) -> str:
    if unit == "EUR":
        return words("figure.euro", amount=words.number(value))
    return words(f"unit.{unit}", n=value, count=value)
