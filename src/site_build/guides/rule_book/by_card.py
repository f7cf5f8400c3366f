"""The page for who cannot run the questions: by card, what can be asked for, and what must then be true.

All of it comes from the rules: they are asked for each card what it leaves open, and each route gives its conditions.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from belgian_residence import answer_types, assess
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import Route
from belgian_residence.told.facts import CARDS
from belgian_residence.told.grounds import grounds_of
from belgian_residence.told.holders import can_hold
from screens.questions.places import OTHER_CARDS, card_groups
from screens.render import words as catalogue
from screens.showing.cards.routes import first_sentence
from screens.showing.lines.rule_book import FOLDER, anchor_of, page_of
from screens.words import Words
from site_build.guides import tables
from site_build.guides.rule_book.declaration import Again, Choice, Item, parts
from site_build.guides.rule_book.pieces import BY_CARD, file_of, front_matter, heading, last_checked
from site_build.words import words

FOR_EVERYBODY = ("EU", "GB", "non-EU")
"""The nationalities that the first table tells apart."""
NO_CARD = OTHER_CARDS[-1]
LIMITED = ("B", "L")
"""The cards that a limited stay can lead to; K comes after B."""
SINCE = date(2000, 1, 1)
"""The first day of the stay with which a reason is tried: so long ago that no clock is in the way."""


def page(language: str) -> str:
    """The page as Markdown."""
    own, on = words(language)["by_card"], last_checked()
    lines = [
        front_matter(own["title"], own["description"], on, language),
        heading(own["title"], BY_CARD),
        *own["text"],
        f"## {own['cards']} {{ #cards }}",
        own["cards_text"],
        _cards(language, on),
        f"## {own['reasons']} {{ #reasons }}",
        own["reasons_text"],
        _reasons(language, on),
        f"## {own['conditions']} {{ #conditions }}",
        own["conditions_text"],
    ]
    for route in ROUTES:
        lines += _checklist(route, language)
    return "\n\n".join(lines) + "\n"


@cache  # the same in each language
def possible(nationality: str, card: str, on: date) -> tuple[str, ...] | None:
    """The routes that a card leaves open to people of a nationality, by key; None where they do not hold it."""
    if card != NO_CARD and card not in can_hold(nationality):
        return None
    routes = assess({"nationality": nationality, "card": card}, on)["routes"]
    return tuple(key for key, one in routes.items() if one["status"] != "closed")


def _cards(language: str, on: date) -> str:
    own, say = words(language)["by_card"], catalogue(language)
    rows = []
    for card in (card for _, group in card_groups(CARDS) for card in group):
        open_now = [possible(one, card, on) for one in FOR_EVERYBODY]
        cells = [_linked(found, say, own["none"]) if found is not None else own["not_held"] for found in open_now]
        rows.append([tables.cell(say(f"option.card.{card}")), *cells])
    return tables.rows([own["card"], *(own["nationality"][one] for one in FOR_EVERYBODY)], rows)


def _linked(routes: Sequence[str], say: Words, none: str) -> str:
    return ", ".join(f"[{tables.cell(say(f'route.{key}.short'))}](#{_anchor(key)})" for key in routes) or none


def _anchor(route: str) -> str:
    return "for-" + page_of(route).rstrip("/").rpartition("/")[2]


def _reasons(language: str, on: date) -> str:
    """What a reason of stay leaves open with an A card, with the condition that closes a route."""
    own, say = words(language)["by_card"], catalogue(language)
    rows = []
    for ground in grounds_of("A"):
        routes = _with_a_reason(ground, on)
        answers = (_why(routes[key], say, own["possible"]) for key in LIMITED)
        rows.append([tables.cell(say(f"option.ground.{ground}")), *answers])
    return tables.rows([own["reason"], *(say(f"route.{key}.short") for key in LIMITED)], rows)


@cache
def _with_a_reason(ground: str, on: date) -> dict[str, answer_types.Route]:
    case = {"nationality": "non-EU", "card": "A", "stays": [{"from": SINCE.isoformat(), "ground": ground}]}
    return assess(case, on)["routes"]


def _why(route: answer_types.Route, say: Words, possible_words: str) -> str:
    """Possible, or the first condition that this reason does not meet."""
    against = [one["id"] for one in route["conditions"] if one["value"] == "no"]
    if route["status"] != "closed" or not against:
        return possible_words
    return f"[{tables.cell(first_sentence(say(f'condition.{against[0]}.no')))}]({_in_the_book(against[0])})"


def _checklist(route: Route, language: str) -> Iterator[str]:
    own, say = words(language)["by_card"], catalogue(language)
    yield f"### {tables.cell(say(f'route.{route.key}.name'))} {{ #{_anchor(route.key)} }}"
    rows = [row for part in parts(route) if part.key != "early" for row in _rows(part.items, route, language)]
    yield tables.rows([own["must"], own["else"]], rows)


def _rows(items: Sequence[Item], route: Route, language: str) -> Iterator[list[str]]:
    own, say = words(language)["by_card"], catalogue(language)
    for item in items:
        if isinstance(item, Choice):
            yield [f"**{own['one_of'].format(count=len(item.ways))}**", ""]
            for number, way in enumerate(item.ways, 1):
                for row in _rows(way, route, language):
                    yield [f"{own['way'].format(number=number)} {row[0]}", row[1]]
            continue
        sentence = f"[{tables.cell(say(f'condition.{item.id}'))}]({_in_the_book(item.id)})"
        yield [sentence, "" if isinstance(item, Again) else tables.cell(say(f"condition.{item.id}.no"))]


def _in_the_book(condition: str) -> str:
    """The place of a condition, seen from a page that lies in the rule book too."""
    return f"{file_of(condition.split('.', 1)[0]).removeprefix(FOLDER)}#{anchor_of(condition)}"
