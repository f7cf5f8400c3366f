"""What a guide shows of a card from the dossier of the rules: summary, documents, steps, the days of one file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from belgian_residence.dossier.effects import EFFECTS
from belgian_residence.dossier.papers import PAPERS
from belgian_residence.dossier.procedure import PROCEDURE
from belgian_residence.law import amounts
from screens.showing import dossier
from screens.words import Words
from site_build.guides import tables
from site_build.guides.figures import written_date, written_value
from site_build.guides.grounds import mark
from site_build.words import words

CARDS = ("B", "K", "L", "EU+", "F+", "M+")


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
    gives = [_effect(one, values, language) for one in EFFECTS[route] if one.kind not in ("validity", "next")]
    after = [Words(language)(f"effect.{one.id}") for one in EFFECTS[route] if one.kind == "next"]
    rows = {
        "who": said["who"],
        "when": said["when"],
        "answer": said["answer"],
        "valid": said["valid"],
        "cost": said["cost"],
        "papers": own["to_papers"],
        "gives": " ".join([*said.get("gives", []), *gives]),
        "next": " ".join(after),
    }
    lines = [f"{own['row'][key]}\n:   {text.format(a=values)}" for key, text in rows.items() if text]
    law = [*said["law"], *(id for one in EFFECTS[route] for id in one.law)]
    return '<div class="in-short" markdown="1">\n\n' + "\n\n".join(lines) + f"\n\n</div>\n{mark(law)}\n"


def comparison(on: date, language: str) -> str:
    """All permanent cards in one table, a row for each."""
    own, values = words(language)["box"], Values(on, language)
    keys = ("who", "when", "money", "answer", "valid", "away")
    head = [own["card_name"], *(own["row"][key] for key in keys)]
    body, law = [], []
    for route in CARDS:
        said = own["card"][route]
        body.append([f"[{said['name']}]({said['page']})", *(said[key].format(a=values) for key in keys)])
        law += said["law"]
    return tables.rows(head, body) + f"\n{mark(law)}"


def papers(route: str, answer: dict[str, Any], language: str) -> str:
    """The documents to bring with an application, and those to order the card, as lists."""
    own, seen = words(language)["box"], dossier.view(answer, Words(language))
    asked = "\n".join(_paper(one) for one in seen.papers)
    ordered = "\n".join(_paper(one) for one in seen.card_papers)
    law = [id for one in PAPERS[route] for id in one.law]
    return f"{own['with_application']}\n\n{asked}\n\n{own['with_card']}\n\n{ordered}\n{mark(law)}"


def steps(route: str, answer: dict[str, Any], language: str) -> str:
    """The way from the application to the card, numbered; what happens off the way, below it."""
    seen = dossier.view(answer, Words(language))
    main = "\n".join(f"1. {_step(one)}" for one in seen.steps)
    off = "\n".join(
        f"- **{tables.cell(branch.title)}** {' '.join(_step(one) for one in branch.steps)}" for branch in seen.branches
    )
    return f"{main}\n\n{off}\n{mark(id for one in PROCEDURE[route] for id in one.law)}"


def calendar(days: list[dict[str, Any]], filed: date | None, language: str) -> str:
    """The days of one file as the rules work them out. ``filed``: the date of the receipt, if there is one."""
    own = words(language)["box"]
    known = [one for one in days if one["date"]]
    body = [[f"**{written_date(filed, language)}**", own["filed"]]] if filed else []
    for one in dossier.deadlines(known, Words(language)):
        more = " ".join((f"{one.title}.", *one.more))
        body.append([f"**{one.day}**", tables.cell(more)])
    law = [id for one in known for id in one["provisions"]]
    return tables.rows([own["day"], own["happens"]], body) + f"\n{mark(law)}"


def _effect(one: Any, values: Values, language: str) -> str:
    text = Words(language)(f"effect.{one.id}")
    shown = ", ".join(values[name] for name in one.amounts)
    return f"{text.removesuffix('.')}: {shown}." if shown else text


def _paper(one: dossier.Paper) -> str:
    text = f"- **{tables.cell(one.text)}**: {tables.cell(one.where)}."
    tag = f" {tables.cell(one.tag)}." if one.tag else ""
    return text + tag + "".join(f" {tables.cell(more)}" for more in one.more)


def _step(one: dossier.Step) -> str:
    return tables.cell(f"{one.who}: {one.text}" + (f" ({one.term})" if one.term else ""))
