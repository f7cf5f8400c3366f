"""The desk sheet: what is asked for, under which article, with which form and papers, beside it the office's language.

A language that has a catalogue says everything. Until then only official terms stand beside: names that were seen in
the law or on an official page in that language (the glossary of the law base). What was not seen is left open, never
guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from screens.showing import dossier
from screens.showing.routes import Route
from screens.words import Words

OFFICES = ("nl", "fr", "de")
"""The languages of the offices in Belgium."""
PERMANENT = {"nl": "duurzaam verblijf", "fr": "séjour permanent", "de": "Daueraufenthalt"}
TERMS = {
    "B": {"nl": "onbeperkt verblijf", "fr": "séjour illimité", "de": "Aufenthalt für unbegrenzte Dauer"},
    "K": {"nl": "vestiging", "fr": "établissement", "de": "Niederlassung"},
    "L": {"nl": "EU-langdurig ingezetene", "fr": "résident de longue durée - UE", "de": "Daueraufenthalt - EU"},
    "EU+": {
        "nl": "document ter staving van duurzaam verblijf",
        "fr": "document attestant de la permanence du séjour",
        "de": "Dokument zur Bescheinigung des Daueraufenthalts",
    },
    "F+": {
        "nl": "duurzame verblijfskaart van een familielid van een burger van de Unie",
        "fr": "carte de séjour permanent de membre de la famille d'un citoyen de l'Union",
        "de": "Daueraufenthaltskarte für Familienangehörige eines Unionsbürgers",
    },
    "M+": PERMANENT,
}
ANNEX = {"nl": "bijlage", "fr": "annexe", "de": "Anlage"}
THE_ACT = {
    "nl": (
        "wet betreffende de toegang tot het grondgebied, het verblijf, de vestiging en de verwijdering van "
        "vreemdelingen"
    ),
    "fr": "loi sur l'accès au territoire, le séjour, l'établissement et l'éloignement des étrangers",
    "de": (
        "Gesetz über die Einreise ins Staatsgebiet, den Aufenthalt, die Niederlassung und das Entfernen von Ausländern"
    ),
}
ACT = "Act, "
"""How the Act of 15 December 1980 stands at the beginning of an article."""


@dataclass(frozen=True)
class Row:
    """One line of the sheet: what it tells, in the person's language and in that of the office ("": not seen there)."""

    label: str
    own: tuple[str, ...]
    office: tuple[str, ...]


def rows(route: Route, one: dict[str, Any], office: str, words: Words) -> tuple[Row, ...]:
    """The sheet for one card. ``one``: its part of the answer of the rules. ``office``: one of OFFICES."""
    return tuple(_rows(route, one, office, words))


def words_of(office: str) -> Words | None:
    """The words of the office's language; None where only the official terms are at hand."""
    try:
        return Words(office)
    except LookupError:
        return None


def _rows(route: Route, one: dict[str, Any], office: str, words: Words) -> Iterator[Row]:
    theirs = words_of(office)
    name = theirs(f"route.{route.key}.name") if theirs else TERMS[route.key][office]
    yield Row(words("desk.what"), (route.name,), (name,))
    article = _article(one)
    if article:
        official = f"{THE_ACT[office]}, {article.removeprefix(ACT)}" if article.startswith(ACT) else article
        yield Row(words("desk.law"), (article,), (official,))
    forms = [paper["id"].removeprefix("annex-") for paper in one["papers"] if paper["id"] in ("annex-16", "annex-22")]
    if forms:
        annexes = tuple(f"{ANNEX[office]} {number}" for number in forms)
        yield Row(words("desk.form"), tuple(words("desk.annex", number=number) for number in forms), annexes)
    papers = tuple(paper.text for paper in route.dossier.papers)
    if papers:
        there = tuple(paper.text for paper in dossier.view(one, theirs).papers) if theirs else ()
        yield Row(words("desk.papers"), papers, there)


def _article(one: dict[str, Any]) -> str:
    """The article by which the route stands: of its clock where one is known, else of its first condition."""
    first = [item for item in one["conditions"] if item["id"].endswith("-years")]
    cited = [citation["article"] for item in (*first, *one["conditions"]) for citation in item["citations"]]
    return next((article for article in cited if article), "")
