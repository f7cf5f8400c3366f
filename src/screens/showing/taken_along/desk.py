"""The desk sheet: what is asked for, under which article, with which form and papers; beside it the office's language.

Beside the words of the office's language stands the official term, as it was seen in the law or on an official page in
that language (the glossary of the law base).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belgian_residence.law import offices
from belgian_residence.law.laws import LANGUAGES, Article, cite, law
from belgian_residence.law.provisions import provision
from screens.fallback import marked
from screens.municipalities import Municipality
from screens.showing.cards import routes
from screens.showing.cards.routes import Route
from screens.showing.lines import away
from screens.showing.lines.requests import TO_ORDER, Request
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

OFFICES = offices.LANGUAGES
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
FORMS = ("annex-16", "annex-22")
"""The papers that are the form of a request."""
CLOCK, CLOCK_OF_GROUND = "-years", ".years-of-stay"
"""The ends of the ids of conditions that count years: for everybody by one article, or by that of the stay (for B:
B-WORK-1 for a worker, B-REF-1 for a refugee)."""
REQUEST, CARD = "request", "card"
"""Papers for the request, and to order the card."""
RECEIPTS = {"K": "16bis", "L": "16bis", "EU+": "22", "F+": "22"}
"""The annex that is the receipt of a request (DOC-16, APL-1)."""
MOST_ARTICLES = 2
ENGLISH = "en"
"""For the names of laws, which a language of the site can lack."""


@dataclass(frozen=True)
class Said:
    """One line of the sheet in one language."""

    label: str
    lines: tuple[str, ...]
    ticked: bool = False
    """Is each of its lines something to tick off?"""


@dataclass(frozen=True)
class Row:
    """One line of the sheet: in the person's language, and in that of the office; None where that is the same."""

    own: Said
    office: Said | None


def proposed(known: tuple[Municipality, ...], words: Words) -> str:
    """The language of the office to begin with: the reader's own where the office works in it or can be asked for it,
    else the first of the office. Where no municipality is known: the reader's, if there are offices that work in it;
    otherwise "", because nobody should send a message in a language that was guessed."""
    spoken = [language for one in known for language in (*one.office.languages, *one.office.on_request)]
    if words.language in (spoken or OFFICES):
        return words.language
    return spoken[0] if spoken else ""


def rows(
    route: Route, request: Request | None, trip: away.Trip | None, on: date, office: str, words: Words
) -> tuple[Row, ...]:
    """The sheet for one card. ``request``: what was asked for; of a card that is granted, or is so by silence, the
    sheet orders it. ``trip``: the one that runs: what the sheet asks for is for afterwards. ``office``: one of OFFICES;
    "" while none is chosen."""

    def said(of: Words) -> tuple[Said, ...]:
        found = _order(route, request, of) if request and request.state in TO_ORDER else _said(route, on, of)
        what, *others = found
        return (what, *_once_back(trip, of), *others)

    own = said(words)
    if office in ("", words.language):
        return tuple(Row(one, None) for one in own)
    return tuple(Row(one, theirs) for one, theirs in zip(own, said(words.of_office(office)), strict=True))


def _once_back(trip: away.Trip | None, words: Words) -> Iterator[Said]:
    if trip:
        yield Said(words("desk.when"), (away.on_the_sheet(trip, words),))


def _order(route: Route, request: Request, words: Words) -> Iterator[Said]:
    """What was asked for is not asked for again: the card is ordered."""
    term = TERMS[route.key].get(words.language)
    silent = request.state == "silence" and request.since
    said = words("desk.order_granted")
    if silent:
        filed = words.day(request.filed) if request.filed else words("messages.open_date")
        said = words("desk.order", day=filed, since=words.day(silent))
    yield Said(words("desk.what"), (words(f"route.{route.key}.name"), *([term] if term else []), said))
    stands_on = _first_articles(request.law) if silent else ()
    if stands_on:
        yield Said(words("desk.law"), (cited(stands_on, words.language),))
    receipt = [words("desk.receipt", number=RECEIPTS[route.key])] if route.key in RECEIPTS else []
    papers = [words(f"paper.{paper['id']}") for paper in route.told["papers"] if paper["stage"] == CARD]
    yield Said(words("desk.papers"), (*receipt, *papers), ticked=True)


def _said(route: Route, on: date, words: Words) -> Iterator[Said]:
    term = TERMS[route.key].get(words.language)
    later = (
        [routes.day(route.told, on, words)] if route.status != "open" and route.has_day and not route.plan_first else []
    )
    yield Said(words("desk.what"), (words(f"route.{route.key}.name"), *([term] if term else []), *later))
    stands_on = articles(route.told)
    if stands_on:
        yield Said(words("desk.law"), (cited(stands_on, words.language),))
    asked = [paper["id"] for paper in route.told["papers"] if paper["stage"] == REQUEST]
    numbers = [id.removeprefix("annex-") for id in asked if id in FORMS]
    if numbers:
        yield Said(words("desk.form"), tuple(words("desk.annex", number=number) for number in numbers))
    papers = tuple(words(f"paper.{id}") for id in asked)
    if papers:
        yield Said(words("desk.papers"), papers, ticked=True)


def articles(one: answer_types.Route, *, for_everybody: bool = False) -> tuple[Article, ...]:
    """The articles by which the route stands: of its clock where one is known, else of its first condition.
    ``for_everybody``: not those of one ground of stay."""
    clocks = CLOCK if for_everybody else (CLOCK, CLOCK_OF_GROUND)
    first = [item for item in one["conditions"] if item["id"].endswith(clocks)]
    cited = (citation["provision"] for item in (*first, *one["conditions"]) for citation in item["citations"])
    return _first_articles(cited)


def _first_articles(provisions: Iterable[str]) -> tuple[Article, ...]:
    """Of the first provision that stands in a law: its articles in that law, two at most. A paper for the counter names
    no more, and the second is often the one that speaks of the years (B-9TER-1, B-FAM-1)."""
    found = next((provision(id).articles for id in provisions if provision(id).articles), ())
    return tuple(one for one in found if one.law == found[0].law)[:MOST_ARTICLES]


def cited(some: Sequence[Article], language: str) -> str:
    """Articles of one law; behind them its official title, where it was seen in the language. English, and marked as
    such, where laws have no names in the language."""
    if language not in LANGUAGES:
        return marked(cite(some, ENGLISH))
    title, short = law(some[0].law).official.get(language), cite(some, language)
    return f"{short} ({title})" if title else short
