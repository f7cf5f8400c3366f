"""The sheet of one request for the clerk at the counter: made from the dossier of the rules, on one page of paper."""

from collections.abc import Iterable
from datetime import date

from belgian_residence import answer_types
from belgian_residence.dossier.papers import PAPERS, Paper
from belgian_residence.dossier.procedure import PROCEDURE
from screens.render import words as catalogue
from screens.showing.cards import dossier
from screens.showing.taken_along import desk
from site_build.guides import tables
from site_build.guides.dossiers import Values, step_line
from site_build.guides.grounds import mark
from site_build.words import words

REQUEST, CARD = "request", "card"
AFTER_THE_DECISION = ("refused", "appeal")
"""What comes then is told to the person, in the guides; this sheet is for who takes the request."""


def sheet(route: str, answer: answer_types.Route, on: date, language: str) -> str:
    """What is asked, under which article, with which form and papers, the steps and their days. ``answer``: what the
    rules say of a worked example, for the article and the terms; the papers are those of everybody."""
    own, box, said = words(language)["desk"], words(language)["box"], catalogue(language)
    values = Values(on, language)
    seen = dossier.view(answer, said)
    articles = desk.articles(answer, for_everybody=True)
    papers = [one for one in PAPERS[route] if one.stage == REQUEST]
    ordered = [said(f"paper.{one.id}") for one in PAPERS[route] if one.stage == CARD]
    later = [said(f"branch.{name}") for name in AFTER_THE_DECISION]
    rows = {
        own["asked"]: [f"**{tables.cell(said(f'route.{route}.name'))}**", _terms(route)],
        own["law"]: [tables.cell(desk.cited(articles, language))] if articles else [],
        own["form"]: [_annexes(one) for one in papers if one.id in desk.FORMS],
        box["row"]["who"]: [box["card"][route]["who"]],
        box["row"]["when"]: [box["card"][route]["when"].format(a=values)],
        own["papers"]: _listed(_paper(one, language) for one in papers if not _sometimes(one)),
        own["sometimes"]: _listed(_paper(one, language) for one in papers if _sometimes(one)),
        own["steps"]: _listed(step_line(one, language) for one in seen.steps),
        own["otherwise"]: _listed(
            f"**{tables.cell(branch.title)}.** {' '.join(step_line(one, language) for one in branch.steps)}"
            for branch in seen.branches
            if branch.title not in later
        ),
        own["to_order"]: [tables.cell(" · ".join(ordered))],
    }
    body = "\n\n".join(_row(name, lines) for name, lines in rows.items() if lines)
    law = [
        *box["card"][route]["law"],
        *(id for one in PAPERS[route] for id in one.law),
        *(id for one in PROCEDURE[route] for id in one.law),
    ]
    return f'<div class="sheet" markdown="1">\n\n{body}\n\n</div>\n{mark(dict.fromkeys(law))}'


def _row(name: str, lines: list[str]) -> str:
    first, *others = lines
    return "\n".join([name, f":   {first}", *(f"    {line}" for line in others)])


def _listed(texts: Iterable[str]) -> list[str]:
    return [f"- {text}" for text in texts]


def _terms(route: str) -> str:
    """The official terms, each in its language."""
    return " · ".join(f"*{tables.cell(term)}*{{ lang={language} }}" for language, term in desk.TERMS[route].items())


def _annexes(paper: Paper) -> str:
    number = paper.id.removeprefix("annex-")
    return " · ".join(f"*{catalogue(one)('desk.annex', number=number)}*{{ lang={one} }}" for one in desk.OFFICES)


def _sometimes(paper: Paper) -> bool:
    return bool(paper.only_if or paper.if_in_play)


def _paper(paper: Paper, language: str) -> str:
    said = catalogue(language)
    tag = dossier.TAGS.get(paper.basis)
    unless = " ".join(said(f"unless.{one}") for one in paper.unless)
    text = said(f"paper.{paper.id}") + (f" ({said(tag)})" if tag else "")
    return tables.cell(f"{text}. {unless}" if unless else text)
