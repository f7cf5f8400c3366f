"""The pages of the rule book as Markdown: a first page, and one page for each route (a card, or nationality)."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.law.amounts import parameter
from belgian_residence.law.provisions import provision
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import Route
from screens.render import words as catalogue
from screens.showing.cards.routes import ANSWERS, GUIDES
from screens.showing.lines.rule_book import FOLDER, anchor_of
from site_build.guides import tables
from site_build.guides.figures import side_by_side, written_date
from site_build.guides.rule_book.corpus import Case, corpus
from site_build.guides.rule_book.declaration import Again, Choice, Entry, Item, Part, entries_in, parts
from site_build.guides.rule_book.pieces import (
    HOW,
    INDEX,
    figure,
    file_of,
    front_matter,
    heading,
    last_checked,
    laws,
    provision_line,
)
from site_build.guides.rule_book.texts import named
from site_build.words import untranslated, words


def index(language: str) -> str:
    """The first page: every card with its conditions and cases, and the ways to check more."""
    own, say = words(language)["rule_book"], catalogue(language)
    tested = [
        [
            f"[{tables.cell(say(f'route.{route.key}.name'))}]({file_of(route.key).removeprefix(FOLDER)})",
            str(sum(1 for part in parts(route) for _ in entries_in(part.items))),
            str(sum(1 for case in corpus().cases if route.key in case.expect)),
        ]
        for route in ROUTES
    ]
    more = [
        (words(language)["by_card"]["title"], "by-card.md"),
        (own["keeping_title"], "keeping.md"),
        (own["to_coverage"], "coverage.md"),
        (own["to_how"], f"../{HOW}"),
        (own["to_sources"], "../sources.md"),
    ]
    lines = [
        front_matter(own["title"], own["index_description"], last_checked(), language),
        heading(own["index_title"], INDEX),
        *own["index_text"],
        f"## {own['index_routes']} {{ #cards }}",
        tables.rows([own["card"], own["conditions"], own["cases"]], tested),
        f"## {own['index_more']} {{ #more }}",
        "\n".join(f"- [{text}]({place})" for text, place in more),
    ]
    return "\n\n".join(lines) + "\n"


def route_page(route: Route, language: str) -> str:
    """The page of a route: its parts, its conditions in order, and the names of the laws."""
    own, say = words(language)["rule_book"], catalogue(language)
    card = say(f"route.{route.key}.name")
    shown = parts(route)
    cited = [id for part in shown for entry in entries_in(part.items) for id in entry.law]
    lines = [
        front_matter(
            own["route_title"].format(card=say(f"route.{route.key}.short")),
            own["route_description"].format(card=card),
            min(provision(id).verified_on for id in cited),
            language,
        ),
        heading(own["route_title"].format(card=card), file_of(route.key)),
        own["route_text"],
        f"[{own['guide']}](../{GUIDES[route.key].removesuffix('/')}.md). [{own['back']}](index.md).",
    ]
    for part in shown:
        lines += _part(part, route, language)
    lines += [f"## {own['laws']} {{ #laws }}", laws(cited, language)]
    return "\n\n".join(lines) + "\n"


def _part(part: Part, route: Route, language: str) -> Iterator[str]:
    own = words(language)["rule_book"]
    yield f"## {own['part'][part.key]} {{ #part-{part.key} }}"
    if part.key in own["part_text"]:
        yield own["part_text"][part.key]
    yield from _items(part.items, route, language)


def _items(items: Sequence[Item], route: Route, language: str) -> Iterator[str]:
    """Conditions one after the other; a choice says where it begins, and where everything counts again."""
    own, say = words(language)["rule_book"], catalogue(language)
    for number, item in enumerate(items, 1):
        if isinstance(item, Entry):
            yield from _condition(item, route, language)
        elif isinstance(item, Again):
            yield own["again"].format(
                sentence=f"[{tables.cell(say(f'condition.{item.id}'))}](#{anchor_of(item.id)})", id=f"`{item.id}`"
            )
        else:
            yield from _choice(item, route, language)
            if number < len(items):
                yield own["one_of_end"]


def _choice(choice: Choice, route: Route, language: str) -> Iterator[str]:
    own = words(language)["rule_book"]
    count = len(choice.ways)
    if all(len(way) == 1 for way in choice.ways):
        yield own["one_of"].format(count=count)
    else:
        yield own["one_way_of"].format(count=count)
    for number, way in enumerate(choice.ways, 1):
        if len(way) > 1:
            yield own["way"].format(number=number, count=count)
        yield from _items(way, route, language)


def _condition(entry: Entry, route: Route, language: str) -> Iterator[str]:
    """One condition: its sentence as heading, then everything that it stands on."""
    own, say = words(language)["rule_book"], catalogue(language)
    yield f"### {tables.cell(say(f'condition.{entry.id}'))} {{ #{anchor_of(entry.id)} }}"
    seen = corpus().conditions[entry.id]
    questions = [f"{tables.cell(say(f'fact.{name}'))} (`{name}`)" for name in seen.facts]
    points = [
        (own["no"], tables.cell(say(f"condition.{entry.id}.no"))),
        (own["unknown"], tables.cell(say(f"condition.{entry.id}.unknown"))),
        (own["force"], _force(entry, language)),
        (own["questions"], side_by_side(questions, language) or own["no_questions"]),
        (own["figures"], side_by_side(_figures(entry, language), language)),
    ]
    yield f"`{entry.id}`{{ .rule-id }}"
    text = "\n".join(f"- **{name}:** {said}" for name, said in points if said)
    text += f"\n- **{own['rests_on']}:**\n" + "\n".join(
        f"    - {provision_line(provision(id), language)}" for id in entry.law
    )
    if entry.readings:
        ways = "\n".join(f"    - {tables.cell(say(f'reading.{name}'))}" for name in entry.readings)
        text += f"\n- **[{own['readings']}](../how-we-read-the-law.md#readings):**\n{ways}"
    yield text
    yield _cases(entry, route, language)


def _force(entry: Entry, language: str) -> str:
    own = words(language)["rule_book"]
    first, last = (written_date(day, language) if day else "" for day in (entry.since, entry.until))
    form = {
        (True, True): "force_between",
        (True, False): "force_from",
        (False, True): "force_until",
        (False, False): "force_always",
    }[bool(first), bool(last)]
    return str(own[form]).format(first=first, last=last)


def _figures(entry: Entry, language: str) -> list[str]:
    """The limits that the words of a condition name, and the amounts of money of its route on the same provisions."""
    texts = (f"condition.{entry.id}{part}" for part in ("", ".no", ".unknown"))
    names = [name for text in texts if text in named() for name in named()[text].figures]
    route = entry.id.split(".", 1)[0]
    names += [
        name
        for name in vocabulary()["amounts"]
        if name.split(".", 1)[0] == route and set(parameter(name).provisions) & set(entry.law)
    ]
    return [figure(name, language) for name in dict.fromkeys(names)]


def cases_of(entry: Entry) -> list[tuple[Case, str]]:
    """The cases that test a condition, with its answer in each.

    Those that expect something of its route, and either name one of its provisions or answer no or not known here;
    what speaks against it first.
    """
    cases = corpus().cases
    found = {
        number: value
        for value, numbers in corpus().conditions[entry.id].answers.items()
        for number in numbers
        if value != "yes" or set(cases[number].law) & set(entry.law)
    }
    order = ("no", "unknown", "yes")
    return [(cases[number], found[number]) for number in sorted(found, key=lambda one: (order.index(found[one]), one))]


def _cases(entry: Entry, route: Route, language: str) -> str:
    """The cases that test a condition, folded. Raw HTML: a list this long is no work for Markdown."""
    own, say = words(language)["rule_book"], catalogue(language)
    found = cases_of(entry)
    if not found:
        return str(own["tests_none"])
    answers = [answer for _, answer in found]
    counts = own["tests_counts"].format(**{value: answers.count(value) for value in ANSWERS})
    lines = [
        own["tests_line"].format(
            name=untranslated(language, case.name),
            on=written_date(date.fromisoformat(case.on), language),
            answer=say(ANSWERS[answer]),
            expected=_expected(case, route, language),
        )
        for case, answer in found
    ]
    return "\n".join(
        [
            '<details class="cases" data-pagefind-ignore="all">',
            f"<summary>{own['tests'].format(count=len(found))} {counts}</summary>",
            f"<p>{own['tests_text']}</p>",
            "<ul>",
            *(f"<li>{escape(line, quote=False)}</li>" for line in lines),
            "</ul>",
            "</details>",
        ]
    )


def _expected(case: Case, route: Route, language: str) -> str:
    own, say = words(language)["rule_book"], catalogue(language)
    wanted = case.expect[route.key]
    statuses = wanted["status"] if isinstance(wanted["status"], list) else [wanted["status"]]
    text = str(own["or"]).join(say(f"status.{status}") for status in statuses)
    if "earliest" not in wanted:
        return text
    day = wanted["earliest"]
    written = own["no_day"] if day == "none" else written_date(date.fromisoformat(day), language)
    return str(own["expected_day"]).format(status=text, day=written)
