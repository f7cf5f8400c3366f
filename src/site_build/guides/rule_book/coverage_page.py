"""The page with every provision of the law and where it is used."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from belgian_residence.law.provisions import BASES, Provision, all_provisions
from screens.render import words as catalogue
from screens.showing.lines.rule_book import FOLDER, address_of
from site_build.guides import tables
from site_build.guides.figures import side_by_side
from site_build.guides.rule_book.coverage import IN_RULES, Use, is_covered, uses
from site_build.guides.rule_book.pieces import COVERAGE, front_matter, heading, how_sure, last_checked, places
from site_build.words import reasons, words

UP = "../"
SHOWN_TEXTS = 3


def page(language: str) -> str:
    """The page as Markdown: a list for each part of the law base; a table of this width is no use on a phone."""
    own = words(language)["coverage"]
    lines = [
        front_matter(own["title"], own["description"], last_checked(), language),
        heading(own["title"], COVERAGE),
        *own["text"],
        summary(language),
    ]
    for base in BASES:
        lines.append(f"## {own['base'][base]} {{ #{base} }}")
        lines += [
            f"{_name(provision)}\n:   {_grounds(provision, language)}\n\n:   {_used(provision, language)}"
            for provision in all_provisions().values()
            if provision.base == base
        ]
    return "\n\n".join(lines) + "\n"


def summary(language: str) -> str:
    """How many provisions are used by the rules, how many by guides only, and how many have a reason."""
    known = all_provisions().values()
    rules = sum(1 for provision in known if any(use.kind in IN_RULES for use in uses()[provision.id]))
    open_ones = sum(1 for provision in known if not is_covered(provision))
    return str(words(language)["coverage"]["summary"]).format(
        provisions=len(known), rules=rules, guides=len(known) - rules - open_ones, reasons=open_ones
    )


def _name(provision: Provision) -> str:
    place = tables.anchor(provision.id)
    return f'<span id="{place}"></span>[{provision.id}]({UP}sources.md#{place})'


def _grounds(provision: Provision, language: str) -> str:
    own = words(language)["rule_book"]
    sources = tables.source_links(provision.sources, lambda place: f"{UP}sources.md#{place}")
    if provision.sources_withheld:
        sources = side_by_side(filter(None, (sources, own["withheld"])), language)
    said = [
        f"{places(provision.articles, language) or own['no_article']}.",
        own["sure"].format(sure=how_sure(provision, language)),
        own["sources"].format(list=sources) if sources else "",
    ]
    return " ".join(filter(None, said))


def _used(provision: Provision, language: str) -> str:
    own = words(language)["coverage"]
    found = []
    for kind, some in groupby(_told_once(uses()[provision.id]), key=lambda use: use.kind):
        named = [_place(use) for use in some]
        if kind == "text" and len(named) > SHOWN_TEXTS + 1:
            named = [*named[:SHOWN_TEXTS], own["more"].format(count=len(named) - SHOWN_TEXTS)]
        found.append(catalogue(language).of(own["kind"][kind], ", ".join(named)))
    if not is_covered(provision):
        found.append(own["reason"].format(reason=tables.cell(reasons(language)[provision.id])))
    return "<br>".join(found)


def _told_once(found: Iterable[Use]) -> list[Use]:
    """The uses without the words of a condition that is listed already; the parts of one text count once."""
    listed = {f"condition.{use.place}" for use in found if use.kind == "condition"}
    short = dict.fromkeys(
        replace(use, place=use.place.removesuffix(".no").removesuffix(".unknown")) if use.kind == "text" else use
        for use in found
    )
    return [use for use in short if use.place not in listed]


def _place(use: Use) -> str:
    """The name of a place; a condition and a guide are links."""
    if use.kind == "condition":
        page, _, anchor = address_of(use.place).removeprefix(FOLDER).partition("/#")
        return f"[{tables.cell(use.place)}]({page}.md#{anchor})"
    if use.kind == "guide":
        return f"[{tables.cell(use.place.removesuffix('.md'))}]({UP}{use.place})"
    return f"`{use.place}`"
