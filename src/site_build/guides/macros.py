"""What the guides may call: figures, citations and worked examples, all from the rules package.

A name that does not exist stops the build. MkDocs loads this module through mkdocs-macros.
"""

import posixpath
import tomllib
from datetime import date
from functools import cache
from typing import Any

from belgian_residence import assess
from belgian_residence.law import amounts, provisions
from site_build.guides import tables
from site_build.guides.figures import written_date, written_value
from site_build.paths import DOCS
from site_build.words import words

SOURCES_PAGE = "sources.md"


def define_env(env: Any) -> None:
    """Give the macros to the pages (called once by mkdocs-macros)."""
    macros = Macros(env)
    env.conf["extra"]["words"] = words(macros.language)
    env.variables["macros_of_the_site"] = macros
    for name in Macros.GIVEN:
        env.macro(getattr(macros, name), name)


def on_post_page_macros(env: Any) -> None:
    """Note for the theme when the page was checked and which sources it rests on."""
    env.variables["macros_of_the_site"].note_sources(env.page)


class Macros:
    """The macros of one language. They note which codes each page cites."""

    GIVEN = (
        "amount",
        "amount_table",
        "date",
        "example",
        "example_readings",
        "example_status",
        "provisions_table",
        "law",
        "sources_table",
        "unconfirmed",
        "verified",
    )

    def __init__(self, env: Any) -> None:
        """`env` is mkdocs-macros' own object; `env.page` is the page being made."""
        self.env = env
        self.language: str = env.conf["theme"]["language"]
        self.cited: dict[str, set[str]] = {}

    def amount(self, name: str, on: str) -> str:
        """The value in force on a day; "not confirmed" with the last known one where there is none."""
        day = date.fromisoformat(on)
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
        """Short links to the facts that a sentence rests on, at least one code."""
        if not ids:
            raise ValueError("law() needs at least one code, such as law('L-ABS-1')")
        self._cite(*ids)
        return " ".join(
            f"[{tables.short_citation(provisions.provision(id))}]({self._to_sources(tables.anchor(id))}){{ .law }}"
            for id in ids
        )

    def example(self, name: str, route: str) -> str:
        """The earliest date that the rules give for a worked example."""
        earliest = answer(name, route)["earliest"]
        if earliest is None:
            raise ValueError(f"example {name!r}: the rules give no date for {route}")
        return self.date(earliest)

    def example_status(self, name: str, route: str) -> str:
        """The status the rules give: open, later, closed or unsettled."""
        return str(answer(name, route)["status"])

    def example_readings(self, name: str, route: str) -> dict[str, str]:
        """The date of each reading of the law, written out, by the name of the reading."""
        return {key: self.date(day) for key, day in answer(name, route)["readings"].items()}

    def verified(self) -> str:
        """The oldest check among the facts this page lists in its front matter."""
        meta = self.env.page.meta
        days = [provisions.provision(id).verified_on for id in meta.get("provisions") or ()]
        return written_date(min(days) if days else meta["last_verified"], self.language)

    def date(self, day: str) -> str:
        """A day written out: "31 October 2024"."""
        return written_date(date.fromisoformat(day), self.language)

    def provisions_table(self) -> str:
        """Every fact, with a place to link to."""
        return tables.all_provisions(self.language)

    def sources_table(self) -> str:
        """Every source, with a place to link to."""
        return tables.all_sources(self.language)

    def unconfirmed(self) -> str:
        """The figures that are not confirmed on the day this page was last checked."""
        return tables.unconfirmed(self.env.page.meta["last_verified"], self.language, self._to_sources)

    def note_sources(self, page: Any) -> None:
        """Put into the page's data, for the theme, the day of the check and the sources it rests on."""
        codes = set(page.meta.get("provisions") or ()) | self.cited.get(page.file.src_uri, set())
        page.meta["sources"] = tables.page_sources(
            [provisions.provision(code) for code in sorted(codes)], self.language
        )
        if "last_verified" in page.meta:
            page.meta["last_verified_text"] = written_date(page.meta["last_verified"], self.language)

    def _cite(self, *ids: str) -> None:
        self.cited.setdefault(self.env.page.file.src_uri, set()).update(ids)

    def _to_sources(self, anchor: str) -> str:
        here = posixpath.dirname(self.env.page.file.src_uri) or "."
        return f"{posixpath.relpath(SOURCES_PAGE, here)}#{anchor}"


@cache
def examples() -> dict[str, Any]:
    """The worked examples of docs/examples.toml: for each name `on` and `case`."""
    return tomllib.loads((DOCS / "examples.toml").read_text(encoding="utf-8"))


@cache
def answer(name: str, route: str) -> dict[str, Any]:
    """What the rules answer for one worked example and one route. Raises KeyError for other names."""
    entry = examples()[name]
    found: dict[str, Any] = assess(entry["case"], entry["on"])["routes"][route]
    return found
