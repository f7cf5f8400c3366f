"""Tables and citations of the law data, as Markdown for the guides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from belgian_residence.law import amount_tables, amounts, provisions, sources
from belgian_residence.law.laws import by_law, cite, cite_briefly
from belgian_residence.law.provisions import Provision
from belgian_residence.law.sources import Source
from site_build.guides import source_dates
from site_build.guides.figures import side_by_side, written_date, written_value
from site_build.words import untranslated, words

Linker = Callable[[str], str]


def anchor(id: str) -> str:
    """The name of a provision's place on the sources page: "l-abs-1"."""
    return id.lower()


def short_citation(provision: Provision, language: str) -> str:
    """A citation under a section: first article, then the code."""
    if not provision.articles:
        return provision.id
    return f"{cell(cite_briefly(provision.articles[:1], language))} · {provision.id}"


def cell(text: str) -> str:
    """Make a text safe inside a Markdown table and a link."""
    safe = escape(text, quote=False).replace("|", "&#124;")
    return safe.replace("[", "&#91;").replace("]", "&#93;").replace("*", "&#42;").replace("_", "&#95;")


def rows(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """Write a Markdown table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def source_links(keys: Iterable[str], to: Linker) -> str:
    """Links to the entries of the sources page."""
    return ", ".join(f"[{cell(key)}]({to(source_anchor(key))})" for key in keys)


def source_anchor(key: str) -> str:
    """The name of a source's place on the sources page."""
    return "source-" + key.lower().replace("/", "-").replace(" ", "-")


def amounts_by_period(names: Iterable[str], language: str, to: Linker) -> str:
    """One row for each period of each amount, newest last."""
    own = words(language)["amount"]
    body = []
    for name in names:
        for period in amounts.parameter(name).periods:
            if isinstance(period, amount_tables.Gap):
                body.append([span(period.valid_from, period.valid_to, True, language), own["gap"], "", ""])
                continue
            body.append(
                [
                    span(period.valid_from, period.valid_to, period.start_confirmed, language),
                    cell(written_value(period.value, period.unit, language)),
                    source_links(period.sources, to) or words(language)["table"]["withheld"],
                    written_date(period.verified_on, language),
                ]
            )
    return rows([own["period"], own["value"], own["source"], own["verified"]], body)


YEARS_SHOWN = 4
"""How many years of the income table stand open; the older ones are folded."""


def income(language: str) -> str:
    """What the L card asks each month, for oneself and for each dependant: the newest year first, older ones folded."""
    own = words(language)["income"]
    one, more = amounts.parameter("L.income.self"), amounts.parameter("L.income.dependant")
    newest = max(period.valid_from for period in one.periods if isinstance(period, amount_tables.Amount))
    body: list[list[str]] = []
    for period in reversed(one.periods):
        first, last = period.valid_from.year, (period.valid_to or period.valid_from).year
        year = str(first) if first == last else str(own["years"]).format(first=first, last=last)
        if isinstance(period, amount_tables.Gap):
            said = [str(own["gap"]), str(own["gap"])]
        else:
            other = next(found for found in more.periods if found.valid_from == period.valid_from)
            said = [_sum(period, language), _sum(other, language)]
        if period.valid_from == newest:
            year, *said = (f"**{text}**" for text in (year, *said))
        body.append([year, *said])
    head = [own["year"], own["self"], own["dependant"]]
    older = rows(head, body[YEARS_SHOWN:])
    folded = f'<details markdown="1" class="more">\n<summary>{own["older"]}</summary>\n\n{older}\n\n</details>'
    return f"{rows(head, body[:YEARS_SHOWN])}\n\n{folded}"


def _sum(period: amount_tables.Amount | amount_tables.Gap, language: str) -> str:
    if isinstance(period, amount_tables.Gap):
        return str(words(language)["income"]["gap"])
    return cell(written_value(period.value, "EUR", language))


def span(first: date, last: date | None, start_confirmed: bool, language: str) -> str:
    """Write a period; a whole calendar year is written as the year."""
    own = words(language)["amount"]
    if last is None:
        form = own["from_on"] if start_confirmed else own["from_or_before"]
        return str(form).format(first=written_date(first, language))
    if (first.month, first.day) == (1, 1) and last == date(first.year + 1, 1, 1) - timedelta(days=1):
        return str(first.year)
    return str(own["from_to"]).format(first=written_date(first, language), last=written_date(last, language))


def all_provisions(language: str) -> str:
    """Every provision, one table for each base, with a place to link to."""
    own = words(language)["table"]
    head = [own["provision"], own["articles"], own["confidence"], own["sources"], own["checked"]]
    bases: dict[str, list[list[str]]] = {}
    for provision in provisions.all_provisions().values():
        mark = provision.confidence + ("" if provision.drives else f" ({own['read_weak']})")
        if provision.unseen_since:
            day = written_date(provision.unseen_since, language)
            unseen = own["unseen"].format(day=day, mark=provision.unseen_confidence or provision.confidence)
            mark = side_by_side([mark, unseen], language)
        of_each = by_law(provision.articles).values()
        places = cell(side_by_side((cite(found, language) for found in of_each), language))
        bases.setdefault(provision.base, []).append(
            [
                f'<span id="{anchor(provision.id)}"></span>{provision.id}',
                places or own["unknown_article"],
                mark,
                source_links(provision.sources, lambda place: f"#{place}")
                or (own["withheld"] if provision.sources_withheld else ""),
                written_date(provision.verified_on, language),
            ]
        )
    return "\n\n".join(rows(head, body) for body in bases.values())


def all_sources(language: str) -> str:
    """Every source with its address, date and kind."""
    own = words(language)
    head = [own["table"]["provision"], own["table"]["title"], own["table"]["kind"], own["table"]["page_date"]]
    body = [
        [
            f'<span id="{source_anchor(source.key)}"></span>{cell(source.key)}',
            addressed(source, language),
            own["kind"][source.kind],
            cell(source_dates.written(source.date, language)),
        ]
        for source in sources.all_sources().values()
    ]
    return rows(head, body)


def web_addresses(source: Source) -> list[str]:
    """The addresses a person can follow; an entry without a scheme names a site, not a page."""
    return [address for address in source.addresses if address.startswith(("https://", "http://"))]


def title(source: Source, language: str) -> str:
    """What we call a source: English in every language, but for a municipality of which it is only the name."""
    only_a_name = source.kind == "municipality" and " " not in source.title
    return source.title if only_a_name else untranslated(language, source.title)


def addressed(source: Source, language: str) -> str:
    """The title of a source, linked to its first address; other addresses as numbers behind it."""
    said = cell(title(source, language))
    places = web_addresses(source)
    if not places:
        return said
    more = [f"[{number}](<{place}>)" for number, place in enumerate(places[1:], 2)]
    return " ".join([f"[{said}](<{places[0]}>)", *more])


@dataclass(frozen=True)
class PageSource:
    """A source as the end of a page names it; ``addresses`` is empty where no page of it is known."""

    title: str
    addresses: tuple[str, ...]
    date: str
    kind: str


def page_sources(cited: Iterable[Provision], language: str) -> list[PageSource]:
    """The sources behind some provisions for the end of a page. One that the law base has twice stands there once."""
    known, own = sources.all_sources(), words(language)
    keys = {key for provision in cited for key in provision.sources}
    of_each: dict[str, list[Source]] = {}
    # The key decides between sources with one title, so that two builds give the same page.
    for source in (known[key] for key in sorted(keys, key=lambda key: (known[key].title, key))):
        of_each.setdefault(source.title, []).append(source)
    found = []
    for records in of_each.values():
        told = max(records, key=lambda source: len(source.date))  # "undated" says less than "undated, after 2021"
        addresses = dict.fromkeys(address for source in records for address in web_addresses(source))
        day = source_dates.written(told.date, language)
        found.append(PageSource(title(told, language), tuple(addresses), day, own["kind"][told.kind]))
    return found


def unconfirmed(on: date, language: str, to: Linker) -> str:
    """The amounts without a confirmed value on a day, with the last one known."""
    own = words(language)
    body = []
    for review in amounts.review(on):
        if review.status not in {"not_confirmed", "past_verify_by"}:
            continue
        known = review.last_known
        last = ""
        if known is not None:
            value = cell(written_value(known.value, known.unit, language))
            last = f"{value} ({span(known.valid_from, known.valid_to, known.start_confirmed, language)})"
        codes = review.parameter.provisions
        links = ", ".join(f"[{code}]({to(anchor(code))})" for code in codes)
        body.append([cell(review.parameter.name), last, links])
    if not body:
        return str(own["amount"]["none"]).format(date=written_date(on, language))
    return rows([own["table"]["name"], own["table"]["last_known"], own["table"]["provision"]], body)
