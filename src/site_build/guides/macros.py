"""What the guides may call: figures, citations and worked examples, all from the rules package.

A name that does not exist stops the build. MkDocs loads this module through mkdocs-macros. One list of what may be
called, so it stays in one module.
"""

import posixpath
import tomllib
from datetime import date
from functools import cache
from typing import Any

from belgian_residence import answer_types, assess
from belgian_residence.law import amounts, provisions
from belgian_residence.law.changes import all_changes
from screens.render import words as catalogue
from site_build.cases import entries
from site_build.guides import (
    cards_named,
    desk_sheets,
    dossiers,
    grounds,
    pictures,
    practice,
    speed_tables,
    tables,
    town_halls,
)
from site_build.guides.figures import written_date, written_number, written_value
from site_build.paths import DOCS, repository_url
from site_build.words import words

SOURCES_PAGE = "sources.md"
SITUATIONS = "situations"
"""The folder of the pages that the menu does not list."""


def define_env(env: Any) -> None:
    """Give the macros to the pages (called once by mkdocs-macros)."""
    macros = Macros(env)
    env.conf["extra"]["words"] = words(macros.language)
    env.conf["extra"]["law_checked"] = macros.law_checked()
    env.conf["extra"]["names_a_card"] = cards_named.PATTERN
    env.variables["macros_of_the_site"] = macros
    for name in Macros.GIVEN:
        env.macro(getattr(macros, name), name)


def on_post_page_macros(env: Any) -> None:
    """Gather the sources of each section; note for the theme when the page was checked, and what it rests on."""
    macros = env.variables["macros_of_the_site"]
    env.markdown = macros.with_grounds(env.markdown)
    macros.note_sources(env.page)
    note_cards(env.page, env.markdown)


def note_cards(page: Any, markdown: str) -> None:
    """Put into the page's data, for the search, the cards that it names."""
    also = str(page.meta.get("also", ""))
    page.meta["cards_named"] = cards_named.words_for_search(page.title or "", also, markdown)


class Macros:
    """The macros of one language. They note which codes each page cites."""

    GIVEN = (
        "amount",
        "amount_table",
        "calendar",
        "card",
        "cards_side_by_side",
        "case_count",
        "changes",
        "date",
        "desk_sheet",
        "documents",
        "editions",
        "example",
        "example_readings",
        "five_years",
        "in_short",
        "income_table",
        "languages_of_town_halls",
        "law",
        "postal_codes",
        "postal_codes_source",
        "practice",
        "provisions_table",
        "report_it",
        "sources_table",
        "speed",
        "start",
        "steps",
        "unconfirmed",
        "worth",
        "years",
    )

    def __init__(self, env: Any) -> None:
        """`env` is mkdocs-macros' own object; `env.page` is the page being made."""
        self.env = env
        self.language: str = env.conf["theme"]["language"]
        self.cited: dict[str, set[str]] = {}

    def amount(self, name: str, on: str | None = None) -> str:
        """The value in force on a day, or on the day this page was checked; "not confirmed" with the last known one."""
        day = date.fromisoformat(on) if on else self._checked
        own = words(self.language)["amount"]
        self._cite(*amounts.parameter(name).provisions)
        try:
            found = amounts.amount(name, day)
        except amounts.NotConfirmed as missing:
            known = missing.last_known
            if known is None:
                return str(own["not_confirmed"]).format(year=day.year)
            return str(own["last_known"]).format(
                year=day.year,
                value=written_value(known.value, known.unit, self.language),
                known_year=(known.valid_to or known.valid_from).year,
            )
        return written_value(found.value, found.unit, self.language)

    def amount_table(self, *names: str) -> str:
        """A table of every period of these amounts, gaps shown as such."""
        for name in names:
            self._cite(*amounts.parameter(name).provisions)
        return tables.amounts_by_period(names, self.language, self._to_sources)

    def law(self, *ids: str) -> str:
        """The provisions that a statement rests on, at least one; they stand folded at the end of its section."""
        if not ids:
            raise ValueError("law() needs at least one code, such as law('L-ABS-1')")
        self._cite(*ids)
        return grounds.mark(ids)

    def with_grounds(self, text: str) -> str:
        """A page whose citations are gathered, section by section."""
        self._cite(*grounds.cited_in(text))
        return grounds.gathered(text, self.language, self._to_sources)

    def start(self, words_of: str = "find_my_date") -> str:
        """The button that starts the questions; on the page of a situation also the way to all situations."""
        own, here = words(self.language)["start"], self.env.page.file.src_uri
        folder = posixpath.dirname(here) or "."
        button = f"[{own[words_of]}]({posixpath.relpath('wizard.md', folder)}){{ .md-button }}"
        if folder != SITUATIONS or posixpath.basename(here) == "index.md":
            return button
        return f"{button}\n\n[{own['situations']}](index.md)"

    def card(self, name: str) -> str:
        """The drawing of a card. Its name must stand beside it in words."""
        return pictures.card(name)

    def years(self, name: str, route: str) -> str:
        """The years of a worked example for one card, as a picture and a table."""
        entry = examples()[name]
        return pictures.years(entry["case"], whole(name), route, entry["on"], self.language)

    def worth(self) -> str:
        """What a year of different stays is worth for the L card."""
        return pictures.worth(self.language)

    def five_years(self) -> str:
        """The mark of the site, bare: five strokes."""
        return pictures.five()

    def case_count(self) -> str:
        """How many cases test the rules."""
        return written_number(len(entries()), self.language)

    def law_checked(self) -> str:
        """For the foot of each page: when the law was last read, and since when some of it has changed."""
        own, known = words(self.language)["footer"], provisions.all_provisions().values()
        day = written_date(max(one.verified_on for one in known), self.language)
        said = str(own["checked"]).format(day=day)
        changed = [one.unseen_since for one in known if one.unseen_since]
        if not changed:
            return said
        return f"{said} {own['changed'].format(changed=written_date(max(changed), self.language))}"

    def in_short(self, route: str) -> str:
        """The summary box of a card."""
        return dossiers.in_short(route, self._checked, self.language)

    def cards_side_by_side(self) -> str:
        """All permanent cards in one table."""
        return dossiers.comparison(self._checked, self.language)

    def documents(self, route: str, name: str) -> str:
        """The documents for a card, as the rules list them for a worked example."""
        return dossiers.papers(route, answer(name, route), self.language)

    def desk_sheet(self, route: str, name: str) -> str:
        """The sheet of a request for the clerk; its terms as in a worked example."""
        return desk_sheets.sheet(route, answer(name, route), self._checked, self.language)

    def editions(self) -> str:
        """Where the files to take along are offered, filled in when they are made: their size and fingerprint."""
        return "<!-- editions -->"

    def languages_of_town_halls(self) -> str:
        """In which language a town hall deals with people: a table."""
        return town_halls.languages(self.language)

    def postal_codes(self) -> str:
        """Every municipality with its postal codes, folded by province."""
        return town_halls.postal_codes(self.language)

    def postal_codes_source(self) -> str:
        """Whose data the postal codes are, and of which day."""
        return town_halls.source(self.language)

    def steps(self, route: str, name: str) -> str:
        """The steps to a card, as the rules list them for a worked example."""
        return dossiers.steps(route, answer(name, route), self.language)

    def calendar(self, name: str, route: str) -> str:
        """The days of the file of a worked example: of its application, if it was handed in, and of its card."""
        told = examples()[name]["case"].get("applications", [])
        filed = next((date.fromisoformat(one["filed"]) for one in told if one["route"] == route), None)
        days = [*answer(name, route)["deadlines"], *whole(name)["deadlines"]]
        return dossiers.calendar(days, filed, self.language)

    def changes(self, when: str) -> str:
        """The changes of the law as a list, "past" (newest first) or "ahead", seen from the day of the page."""
        if when not in {"past", "ahead"}:
            raise ValueError(f"changes(): found {when!r}; accepted: 'past', 'ahead'")
        said, own = catalogue(self.language), words(self.language)["changes"]
        found = [one for one in all_changes().values() if (one.day > self._checked) == (when == "ahead")]
        found.sort(key=lambda one: (one.day, one.id), reverse=when == "past")
        lines = [
            f"- **{written_date(one.day, self.language)}.** "
            f"{tables.cell(own['told'].get(one.id) or said(f'change.{one.id}'))} {grounds.mark(one.provisions)}"
            for one in found
        ]
        return "\n".join(lines) or str(own["none"])

    def speed(self, what: str) -> str:
        """What the bench found: "run" (when and where), "results", "others" or "bars"."""
        found = {
            "run": speed_tables.run,
            "results": speed_tables.results,
            "others": speed_tables.others,
            "bars": speed_tables.bars,
        }
        return found[what](self.language)

    def income_table(self) -> str:
        """The income for the L card: for yourself and for each dependant, the newest year first."""
        self._cite(*amounts.parameter("L.income.self").provisions)
        return tables.income(self.language)

    def example(self, name: str, route: str) -> str:
        """The earliest date that the rules give for a worked example."""
        earliest = answer(name, route)["earliest"]
        if earliest is None:
            raise ValueError(f"example {name!r}: the rules give no date for {route}")
        return self.date(earliest)

    def example_readings(self, name: str, route: str) -> dict[str, str]:
        """The date of each reading of the law, written out, by the name of the reading."""
        return {key: self.date(day) for key, day in answer(name, route)["readings"].items()}

    def date(self, day: str) -> str:
        """A day written out: "31 October 2024"."""
        return written_date(date.fromisoformat(day), self.language)

    def provisions_table(self) -> str:
        """Every provision, with a place to link to."""
        return tables.all_provisions(self.language)

    def practice(self) -> str:
        """What single municipalities do, as a table with source and date."""
        return practice.table(self.language)

    def report_it(self) -> str:
        """Where a mistake is reported: with the address of the source, where the build knows it."""
        own, address = words(self.language)["report"], repository_url()
        return str(own["there"]).format(address=f"{address}/issues") if address else str(own["unknown"])

    def sources_table(self) -> str:
        """Every source, with a place to link to."""
        return tables.all_sources(self.language)

    def unconfirmed(self) -> str:
        """The figures that are not confirmed on the day this page was last checked."""
        return tables.unconfirmed(self.env.page.meta["last_verified"], self.language, self._to_sources)

    def note_sources(self, page: Any) -> None:
        """Put into the page's data, for the theme, the day of the check and the sources it rests on."""
        codes = self.cited.get(page.file.src_uri, set())
        page.meta["sources"] = tables.page_sources(
            [provisions.provision(code) for code in sorted(codes)], self.language
        )
        if "last_verified" in page.meta:
            page.meta["last_verified_text"] = written_date(page.meta["last_verified"], self.language)

    @property
    def _checked(self) -> Any:
        """The day on which this page was checked: a date, from its front matter."""
        return self.env.page.meta["last_verified"]

    def _cite(self, *ids: str) -> None:
        self.cited.setdefault(self.env.page.file.src_uri, set()).update(ids)

    def _to_sources(self, anchor: str) -> str:
        here = posixpath.dirname(self.env.page.file.src_uri) or "."
        return f"{posixpath.relpath(SOURCES_PAGE, here)}#{anchor}"


@cache
def examples() -> dict[str, Any]:
    """The worked examples of docs/examples.toml: for each name `on` and `case`."""
    return tomllib.loads((DOCS / "examples.toml").read_text(encoding="utf-8"))


def answers() -> dict[str, answer_types.Assessment]:
    """What the rules answer for each worked example."""
    return {name: whole(name) for name in examples()}


@cache
def whole(name: str) -> answer_types.Assessment:
    """What the rules answer for one worked example. Raises KeyError for other names."""
    entry = examples()[name]
    return assess(entry["case"], entry["on"])


def answer(name: str, route: str) -> answer_types.Route:
    """What the rules answer for one worked example and one route. Raises KeyError for other names."""
    return whole(name)["routes"][route]
