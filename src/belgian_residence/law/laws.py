"""The laws that the provisions cite, with their names in the languages of the site."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from belgian_residence.law.tables import LawDataError, closed, one_of, parse, read

FILE = "laws.toml"
KINDS = ("act", "decree", "code", "eu", "treaty", "case-law")
LANGUAGES = ("en", "fr", "nl", "de")
ENGLISH = "en"
PARTS = {
    "fr": {"annex": "annexe", "no.": "n°"},
    "nl": {"annex": "bijlage", "no.": "nr.", "al.": "lid"},
    "de": {"annex": "Anlage", "no.": "Nr.", "al.": "Abs.", "art.": "Art."},
}
"""How a place in a law is named in a language, where English names it otherwise."""
PART = re.compile(r"\b(?:annex\b|no\.|al\.|art\.)")


@dataclass(frozen=True, slots=True)
class Law:
    """One law, code, treaty or court. ``names`` by language: short names that describe.

    ``official`` holds the official title by language, where it was seen.
    """

    key: str
    kind: str
    names: Mapping[str, str]
    official: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a law: ``article`` is "15bis §1", "annex 22" or, for a court, the case; None: the law as a whole.

    ``unread`` is true where the number is known but the text was not seen in any source.
    """

    law: str
    article: str | None = None
    unread: bool = False

    @property
    def place(self) -> str:
        """The place alone: "art. 15bis §1", "annex 22" or "C-302/18"; empty for the law as a whole."""
        if self.article is None:
            return ""
        return f"art. {self.article}" if self.article[0].isdigit() else self.article


def cite(articles: Iterable[Article], language: str | None = None) -> str:
    """Write articles out, each law named once: "Act, art. 15bis §1, art. 58; Directive 2003/109, art. 4(2)".

    Without ``language`` (one of LANGUAGES) the keys of the laws stand for their names.
    """
    return _written(tuple(articles), language)


def cite_briefly(articles: Iterable[Article], language: str) -> str:
    """The same for a line of a result or a guide: in English with the keys of the laws, which are short; in other
    languages with their names. A language that the laws have no names in gets English."""
    return cite(articles, None if language == ENGLISH or language not in LANGUAGES else language)


def place_in(article: Article, language: str | None) -> str:
    """The place in a law as a language (one of LANGUAGES; None: English) writes it: "Anlage 8ter"."""
    own = PARTS.get(language or ENGLISH, {})
    return PART.sub(lambda found: own.get(found[0], found[0]), article.place)


def by_law(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The articles of each law, by its key, in the order in which the laws are named first."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.law, []).append(article)
    return found


@cache  # the same few places are cited in every answer
def _written(articles: tuple[Article, ...], language: str | None) -> str:
    cited = []
    for key, found in by_law(articles).items():
        name = law(key).names[language] if language else key
        cited.append(", ".join([name, *filter(None, (place_in(one, language) for one in found))]))
    return "; ".join(cited)


def parse_laws(text: str, file: str = FILE) -> dict[str, Law]:
    """Read the records. Raises LawDataError."""
    found: dict[str, Law] = {}
    for key, table in parse(file, text).items():
        where = f"{file}, law '{key}'"
        closed(where, table, {"kind": (str,), "names": (dict,)}, {"official": (dict,)})
        every = dict.fromkeys(LANGUAGES, (str,))
        found[key] = Law(
            key=key,
            kind=one_of(where, "kind", table["kind"], KINDS),
            names=closed(f"{where}, names", table["names"], every, {}),
            official=closed(f"{where}, official", table.get("official", {}), {}, every),
        )
    return found


def parse_articles(where: str, entries: list[object], laws: Mapping[str, Law]) -> tuple[Article, ...]:
    """Read a list of ``{ law, article, unread }``. Raises LawDataError."""
    found = []
    for number, entry in enumerate(entries, 1):
        place = f"{where}, article {number}"
        table = closed(place, entry, {"law": (str,)}, {"article": (str,), "unread": (bool,)})
        if table["law"] not in laws:
            raise LawDataError(f"{place}, key 'law': {table['law']!r} is not a law of {FILE}")
        if table.get("article") == "":
            raise LawDataError(f"{place}, key 'article': empty; leave the key out for the law as a whole")
        found.append(Article(table["law"], table.get("article"), table.get("unread", False)))
    return tuple(found)


@cache
def all_laws() -> dict[str, Law]:
    """All laws by key."""
    return parse_laws(read(FILE))


def law(key: str) -> Law:
    """The law with this key. Raises KeyError when there is none."""
    return all_laws()[key]
