"""What the generated pages are put together from: their head, headings, places in the law, figures, how sure."""

from collections.abc import Sequence
from datetime import date

from belgian_residence.law.amount_tables import Gap
from belgian_residence.law.amounts import parameter
from belgian_residence.law.laws import Article, all_laws, by_law, cite, law
from belgian_residence.law.provisions import Provision, all_provisions, provision
from belgian_residence.law.sources import source
from belgian_residence.trust.confidence import of_provision
from screens.render import words as catalogue
from screens.showing.lines.rule_book import FOLDER, page_of
from site_build.guides import tables
from site_build.guides.figures import side_by_side, written_date, written_value
from site_build.words import words

INDEX = f"{FOLDER}index.md"
BY_CARD = f"{FOLDER}by-card.md"
KEEPING = f"{FOLDER}keeping.md"
COVERAGE = f"{FOLDER}coverage.md"
HOW = "how-we-know.md"
NAMED_IN = ("fr", "nl")
"""The languages in which the law is published first: its names are shown in them too."""


def file_of(route: str) -> str:
    """The Markdown file of a route's page: ``rule-book/eu-plus.md``."""
    return page_of(route).removesuffix("/") + ".md"


def front_matter(title: str, description: str, checked: date, language: str) -> str:
    """The head of a generated page. Macros stay off: the text is finished, and a brace in it is a brace."""
    return "\n".join(
        [
            "---",
            f"title: {_quoted(title)}",
            f"description: {_quoted(description)}",
            f"last_verified: {checked.isoformat()}",
            f"last_verified_text: {_quoted(written_date(checked, language))}",
            "render_macros: false",
            "template: reference.html",
            "---",
            "",
        ]
    )


def heading(title: str, file: str) -> str:
    """The title of a generated page; its id is the name of the file, the same in every language."""
    name = "rule-book" if file == INDEX else file.rpartition("/")[2].removesuffix(".md")
    return f"# {tables.cell(title)} {{ #page-{name} }}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def last_checked() -> date:
    """The newest day on which a provision was verified: the date of the generated pages, which ask no clock."""
    return max(one.verified_on for one in all_provisions().values())


def figure(name: str, language: str) -> str:
    """An amount with its last confirmed value, and its gap if the day of the page lies in one."""
    own = words(language)["amount"]
    on = last_checked()
    wanted = parameter(name)
    period, known = wanted.at(on), wanted.last_known(on)
    if known is None:
        return catalogue(language).of(f"`{name}`", own["gap"])
    value = tables.cell(written_value(known.value, known.unit, language))
    when = tables.span(known.valid_from, known.valid_to, known.start_confirmed, language)
    gap = [own["not_confirmed"].format(year=on.year)] if isinstance(period, Gap) else []
    return catalogue(language).of(f"`{name}`", f"{value} ({side_by_side([when, *gap], language)})")


def provision_line(one: Provision, language: str) -> str:
    """A provision: its code, its places with the names of the law, how sure it is, and where it was read."""
    own = words(language)["rule_book"]
    sources = [tables.addressed(source(key), language) for key in one.sources]
    if one.sources_withheld:
        sources.append(own["withheld"])
    said = [
        f"[{one.id}](../sources.md#{tables.anchor(one.id)}): {places(one.articles, language) or own['no_article']}.",
        own["sure"].format(sure=how_sure(one, language)),
        own["checked"].format(day=written_date(one.verified_on, language)),
    ]
    if any(article.unread for article in one.articles):
        said.insert(1, own["unread"])
    text = " ".join(said)
    return f"{text} {own['sources'].format(list=side_by_side(sources, language))}" if sources else text


def places(articles: Sequence[Article], language: str) -> str:
    """Articles with the names of their law in the language of the page, in French and in Dutch."""
    found = []
    for key, of_it in by_law(articles).items():
        here = cite(of_it, language)
        others = dict.fromkeys(law(key).names[other] for other in NAMED_IN if other != language)
        shown = [_spoken(name, key) for name in others if name != law(key).names[language]]
        found.append(tables.cell(here) + (f" ({', '.join(shown)})" if shown else ""))
    return side_by_side(found, language)


def _spoken(name: str, key: str) -> str:
    """A name of a law with its language, so that it is read out as it is spoken."""
    language = next(code for code, text in law(key).names.items() if text == name)
    return f'<span lang="{language}">{tables.cell(name)}</span>'


def how_sure(one: Provision, language: str) -> str:
    """On what a provision rests, in words, with its mark."""
    own = words(language)["confidence"]
    if one.kind != "rule":
        settled = [own["closed"].format(day=written_date(one.closed, language))] if one.closed else []
        return ", ".join([str(own[one.kind]), *settled])
    said = [f"{own[of_provision(one)]} ({one.confidence})"]
    if one.partly:
        said.append(own["partly"].format(mark=one.partly))
    if not one.drives:
        said.append(own["never_decides"])
    if one.unseen_since:
        day, mark = written_date(one.unseen_since, language), one.unseen_confidence
        said.append((own["unseen_mark"] if mark else own["unseen"]).format(day=day, mark=mark))
    return ", ".join(said)


def laws(cited: Sequence[str], language: str) -> str:
    """The names of each law in the languages of the law, and its official titles where they were seen."""
    own = words(language)["rule_book"]
    keys = {article.law for id in cited for article in provision(id).articles}
    lines = []
    for key in (one for one in all_laws() if one in keys):
        known = law(key)
        codes = [language, *(code for code in NAMED_IN if code != language)]
        names = dict.fromkeys(known.names[code] for code in codes)
        lines.append("- " + " · ".join(_spoken(name, key) for name in names))
        lines += [
            f'    - {own["law_official"]}: <span lang="{code}">{tables.cell(known.official[code])}</span>'
            for code in codes
            if code in known.official
        ]
    return "\n".join(lines)
