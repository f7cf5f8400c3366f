"""What the guides show as a picture, made from the rules: cards, the years of an example, what a year is worth, the
days of a file, how long a card is valid. Everything that a picture says stands beside it in words.

The drawings of a card and of the years are those of the wizard. Forms and colours are in the style, as the policy of
the pages asks.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

from belgian_residence import answer_types
from belgian_residence.law import amounts
from belgian_residence.routes.l.stays import HALF, LEFT_OPEN, ZERO
from screens.questions.places import Place
from screens.render import environment
from screens.render import words as catalogue
from screens.showing.drawn.card import drawing
from screens.showing.drawn.timeline import view
from screens.showing.drawn.timeline_layout import levels
from screens.showing.lines.answers import option
from site_build.words import words

WIDTH = 340
EDGE = 12
NEAR = 22
"""What a mark takes: two that are nearer stand on two levels."""
MONTHS = 12
SHOWN_FOR_L = ("single_permit", "search_year", "student", "temporary_protection", "au_pair")
"""One ground of each kind, in the picture of what a year is worth for the L card."""
LONGEST = 10
"""The years of the longest bar."""
AWAY = {
    **dict.fromkeys(("B", "K"), "return.window"),
    "L": "L.loss.outside_eu",
    **dict.fromkeys(("EU+", "F+"), "pr.loss_absence"),
    "M+": "wa_pr.loss_absence",
}
VALID = {"M+": "card.M_permanent.validity"}
"""The amount behind the validity of a card, where it does not bear the card's name."""


def card(name: str) -> str:
    """The drawing of a card, on one line: it may stand in a sentence."""
    return _line(_macro("parts/card.html", "drawing")(drawing(name)))


def five() -> str:
    """Five years as people count on paper, for the way from one card to the next on the first page."""
    return (
        '<svg class="five" viewBox="0 0 32 24" width="32" height="24" aria-hidden="true" focusable="false">'
        '<path d="M8.5 4.5v15M13.5 4.5v15M18.5 4.5v15M23.5 4.5v15"/><path class="five-fifth" d="M5 17.5l22-11"/></svg>'
    )


def years(case: dict[str, Any], whole: answer_types.Assessment, route: str, on: date, language: str) -> str:
    """The stays of an example and what of them counts for one card, as a picture and as a table."""
    said = catalogue(language)
    one = whole["routes"][route] | {"deadlines": []}
    shown = view(case, {"routes": {route: one}, "keep": None, "deadlines": []}, on, said)
    if shown is None:
        raise ValueError(f"years(): nothing with a day is told in this example for {route}")
    parts = [_macro("parts/timeline.html", name) for name in ("picture", "legend", "table")]
    picture, legend, table = (_line(part(replace(shown, today=None), said)) for part in parts)
    folded = f'<details class="more"><summary>{said("timeline.as_table")}</summary>{table}</details>'
    return f'<figure class="picture">{picture}{legend}{folded}</figure>'


def worth(language: str) -> str:
    """What a year of some stays is worth for the L card: a bar of twelve months, and the same in words."""
    said, own = catalogue(language), words(language)["picture"]
    lines = []
    for ground in SHOWN_FOR_L:
        kind = counted(ground)
        name = escape(option(Place("stays", 0, "ground"), ground, said))
        lines.append(f"<li><span>{name}</span> {_months(kind)} <span>{own['worth'][kind]}</span></li>")
    return f'<figure class="picture"><ul class="worth">{"".join(lines)}</ul></figure>'


def counted(ground: str) -> str:
    """How the time of a stay counts for L when nothing else is told: "full", "half", "none", or "open" where the law
    leaves it open."""
    if ground in HALF:
        return "half"
    if ground in LEFT_OPEN:
        return "open"
    return "none" if ground in ZERO else "full"


def _months(kind: str) -> str:
    """Twelve boxes; those that count are filled."""
    step = 15
    boxes = "".join(f'<path d="M{n * step + 1} 1h13v13h-13z"/>' for n in range(MONTHS))
    return (
        f'<svg class="months months-{kind}" viewBox="0 0 {MONTHS * step} 15" width="{MONTHS * step}" height="15" '
        f'aria-hidden="true" focusable="false">{boxes}</svg>'
    )


def days(found: Sequence[date]) -> str:
    """Days on a line, by their number in the list beside it, each as far from the others as in time."""
    first, last = min(found), max(found)
    length = max(1, (last - first).days)
    places = [round(EDGE + (day - first).days / length * (WIDTH - 2 * EDGE), 1) for day in found]
    lines = levels(places, NEAR)
    height = 16 + NEAR * (max(lines) + 1)
    line = height - 7
    marks = "".join(
        f'<path class="days-stem" d="M{x} {line}V{line - 10}"/><circle cx="{x}" cy="{line - 18 - NEAR * level}" r="9"/>'
        f'<text x="{x}" y="{line - 14 - NEAR * level}" text-anchor="middle">{number}</text>'
        for number, (x, level) in enumerate(zip(places, lines, strict=True), 1)
    )
    return (
        f'<svg class="days-line" viewBox="0 0 {WIDTH} {height}" aria-hidden="true" focusable="false">'
        f'<path class="days-axis" d="M2 {line}H{WIDTH - 2}"/>{marks}</svg>'
    )


def lasting(cards: Iterable[tuple[str, str, str, str]], on: date, language: str) -> str:
    """How long each card is valid and how long its holder may be away: two bars for each, with the words of the
    summary. ``cards``: route, name, and what is said of the two."""
    row, lines = words(language)["box"]["row"], []
    for route, name, valid, away in cards:
        bars = (
            ("valid", row["valid"], _years(VALID.get(route, f"card.{route}.validity"), on), valid),
            ("away", row["away"], _years(AWAY[route], on), away),
        )
        said = "".join(
            f"<div><dt>{label}</dt><dd>{_bar(kind, length)} {escape(text)}</dd></div>"
            for kind, label, length, text in bars
        )
        lines.append(f"<li>{card(route)}<div><strong>{name}</strong><dl>{said}</dl></div></li>")
    return f'<figure class="picture"><ul class="lasting">{"".join(lines)}</ul></figure>'


def _years(name: str, on: date) -> float:
    found = amounts.amount(name, on)
    if found.unit not in {"years", "months"} or isinstance(found.value, str | bool | date):
        raise ValueError(f"{name} is no length of time")
    return float(found.value) / (MONTHS if found.unit == "months" else 1)


def _bar(kind: str, length: float) -> str:
    """A bar on a scale of ten years, with a stroke for each."""
    strokes = "".join(f"M{n * 20} 0v10" for n in range(1, LONGEST))
    return (
        f'<svg class="bar bar-{kind}" viewBox="0 0 200 10" width="200" height="10" '
        'aria-hidden="true" focusable="false">'
        f'<path class="bar-scale" d="M0 0h200v10h-200z"/><path d="M0 0h{round(length * 20)}v10H0z"/>'
        f'<path class="bar-strokes" d="{strokes}"/></svg>'
    )


def _macro(template: str, name: str) -> Callable[..., str]:
    found: Callable[..., str] = vars(environment().get_template(template).module)[name]
    return found


def _line(html: str) -> str:
    """HTML without breaks: Markdown leaves it as it is."""
    return " ".join(str(html).split())
