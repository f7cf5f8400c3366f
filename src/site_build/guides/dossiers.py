"""What a guide shows of a card from the dossier of the rules: summary, documents, steps, the days of one file."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from belgian_residence import answer_types
from belgian_residence.dossier.effects import EFFECTS
from belgian_residence.dossier.papers import PAPERS
from belgian_residence.dossier.procedure import PROCEDURE
from belgian_residence.law import amounts
from screens.render import words as catalogue
from screens.showing.cards import dossier
from site_build.guides import pictures, tables
from site_build.guides.figures import written_date, written_value
from site_build.guides.grounds import folded, mark
from site_build.words import words

CARDS = ("B", "K", "L", "EU+", "F+", "M+")
IN_OWN_ROWS = frozenset({"validity", "absence", "next"})
"""What a card gives, as far as the summary has a row of its own for it."""


TOLD_IN_A_CALENDAR = 2
"""How much is told beside a day: what silence means and the first doubt; the folded steps below have the rest."""


class Values(Mapping[str, str]):
    """The amounts of a day by name, written out, for ``{a[L.years]}`` in a text of the build."""

    def __init__(self, on: date, language: str) -> None:
        self._on, self._language = on, language

    def __getitem__(self, name: str) -> str:
        found = amounts.amount(name, self._on)
        return written_value(found.value, found.unit, self._language)

    def __iter__(self) -> Any:
        return iter(amounts.all_amounts())

    def __len__(self) -> int:
        return len(amounts.all_amounts())


def in_short(route: str, on: date, language: str) -> str:
    """The summary of a card: for whom, from when, how long, cost, documents, what it gives, what comes next."""
    own, values = words(language)["box"], Values(on, language)
    said = own["card"][route]
    shown = catalogue(language)
    gives = [shown(f"effect.{one.id}") for one in EFFECTS[route] if one.kind not in IN_OWN_ROWS]
    after = [shown(f"effect.{one.id}") for one in EFFECTS[route] if one.kind == "next"]
    rows = {
        "who": said["who"],
        "when": said["when"],
        "answer": said["answer"],
        "valid": said["valid"],
        "cost": said["cost"],
        "papers": own["to_papers"].format(page=said["documents"]),
        "away": said["away"],
        "gives": " ".join(gives),
        "next": " ".join(after),
    }
    lines = [f"{own['row'][key]}\n:   {text.format(a=values)}" for key, text in rows.items() if text]
    law = [*said["law"], *(id for one in EFFECTS[route] for id in one.law)]
    body = "\n\n".join([pictures.card(route), *lines])
    return f'<div class="in-short" markdown="1">\n\n{body}\n\n</div>\n{mark(law)}\n'


def comparison(on: date, language: str) -> str:
    """All permanent cards: how long they last as a picture, the rest as a table, a row for each; on a small screen each
    row becomes a block of its own.

    The roles keep it a table for a screen reader where the style makes blocks of it.
    """
    own, values = words(language)["box"], Values(on, language)
    keys = ("who", "when", "money", "answer")
    head = "".join(f'<th role="columnheader" scope="col">{own["row"][key]}</th>' for key in keys)
    lines = [f'<tr role="row"><th role="columnheader" scope="col">{own["card_name"]}</th>{head}</tr>']
    law, lasting = [], []
    for route in CARDS:
        said = own["card"][route]
        name = f'<a href="../{said["page"].removesuffix(".md")}/">{said["name"]}</a>'
        cells = "".join(
            f'<td role="cell" data-label="{own["row"][key]}">{escape(said[key].format(a=values))}</td>' for key in keys
        )
        lines.append(f'<tr role="row"><th role="rowheader" scope="row">{pictures.card(route)} {name}</th>{cells}</tr>')
        lasting.append((route, said["name"], said["valid"].format(a=values), said["away"].format(a=values)))
        law += said["law"]
    body = "\n".join(lines[1:])
    picture = pictures.lasting(lasting, on, language)
    return (
        f'<table class="stack" role="table">\n<thead role="rowgroup">\n{lines[0]}\n</thead>\n'
        f'<tbody role="rowgroup">\n{body}\n</tbody>\n</table>\n\n{picture}\n\n{mark(law)}'
    )


def papers(route: str, answer: answer_types.Route, language: str) -> str:
    """The documents to bring with an application as a list; those to order the card folded below it."""
    own, said = words(language)["box"], catalogue(language)
    warnings = {one.id: one.warning for one in PAPERS[route]}  # a guide is read by who is protected here too
    seen = dossier.view(answer | {"papers": [one | {"warning": warnings[one["id"]]} for one in answer["papers"]]}, said)
    asked = "\n".join(_paper(one, language) for one in seen.papers)
    ordered = "\n".join(_paper(one, language) for one in seen.card_papers)
    hints = "\n".join(
        f"- {said.of(f'**{tables.cell(one.text)}**', ' '.join(tables.cell(more) for more in one.more))}"
        for one in seen.papers
        if one.more
    )
    parts = [asked, folded(own["hints"], hints, "more"), folded(own["with_card"], ordered, "more")]
    law = [id for one in PAPERS[route] for id in one.law]
    return "\n\n".join(parts) + f"\n{mark(law)}"


def steps(route: str, answer: answer_types.Route, language: str) -> str:
    """The way from the application to the card, numbered; what happens off the way; both folded."""
    own, seen = words(language)["box"], dossier.view(answer, catalogue(language))
    main = "\n".join(f"1. {step_line(one, language)}" for one in seen.steps)
    off = "\n".join(
        f"- **{tables.cell(branch.title)}.** {' '.join(step_line(one, language) for one in branch.steps)}"
        for branch in seen.branches
    )
    law = [id for one in PROCEDURE[route] for id in one.law]
    return f"{folded(own['all_steps'], main, 'more')}\n\n{folded(own['off_the_way'], off, 'more')}\n{mark(law)}"


def calendar(days: list[dict[str, Any]], filed: date | None, language: str) -> str:
    """The days of one file as the rules work them out, on a line and in a list. ``filed``: the date of the receipt, if
    there is one."""
    own = words(language)["box"]
    known = [one for one in days if one["date"]]
    lines = [(filed, catalogue(language).of(f"**{written_date(filed, language)}**", own["filed"]))] if filed else []
    for told, one in zip(known, dossier.deadlines(known, catalogue(language)), strict=True):
        more = tables.cell(" ".join((f"{one.title}.", *one.more[:TOLD_IN_A_CALENDAR])))
        lines.append((date.fromisoformat(told["date"]), catalogue(language).of(f"**{one.day}**", more)))
    law = [id for one in known for id in one["provisions"]]
    listed = "\n".join(f"1. {text}" for _, text in lines)
    picture = pictures.days([day for day, _ in lines]) if len(lines) > 1 else ""
    return f'<div class="days" markdown="1">\n\n{picture}\n\n{listed}\n\n</div>\n{mark(law)}'


def _paper(one: dossier.Paper, language: str) -> str:
    tag = f" ({tables.cell(one.tag)})" if one.tag else ""
    return f"- {catalogue(language).of(f'**{tables.cell(one.text)}**{tag}', tables.cell(one.where))}."


def step_line(one: dossier.Step, language: str) -> str:
    """A step in one line: who does what, with the official term where there is one."""
    return tables.cell(catalogue(language).of(one.who, one.text) + (f" ({one.term})" if one.term else ""))
