"""Where the law base was read: one record for each page, text or publication."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from belgian_residence.law.tables import LawDataError, closed, one_of, parse, read

FILE = "sources.toml"
KINDS = (
    "official",  # a Belgian public body, federal or regional
    "gazette",  # an official text as published
    "eu-law",
    "case-law",
    "legal-site",  # specialised legal help sites
    "law-firm",  # and advisers
    "municipality",
    "association",
    "report",
    "press",
    "secondary",
    "forum",  # practice only, never authority
    "comparison",  # a page compared with the law, never authority
)


@dataclass(frozen=True, slots=True)
class Source:
    """One source. ``date`` is the page's own date as far as it shows one ("undated" otherwise).

    ``addresses`` may be empty where none is known; an entry without a scheme names a site, not a page.
    One page can have two records, one for each base. ``unread``: only its address is known, the text was not seen, so
    it may stand at an open question, never under a rule or an amount.
    """

    key: str
    title: str
    kind: str
    addresses: tuple[str, ...]
    date: str
    checked: datetime.date
    unread: bool = False


def parse_sources(text: str, file: str = FILE) -> dict[str, Source]:
    """Read the records. Raises LawDataError."""
    found: dict[str, Source] = {}
    tables = parse(file, text)
    for key, table in tables.items():
        where = f"{file}, source '{key}'"
        closed(
            where,
            table,
            {"title": (str,), "kind": (str,), "address": (str, list), "date": (str,), "checked": (datetime.date,)},
            {"unread": (bool,)},
        )
        address = table["address"]
        addresses = (address,) if isinstance(address, str) else tuple(address)
        if not all(isinstance(one, str) and one for one in addresses):
            raise LawDataError(f"{where}, key 'address': found {address!r}; accepted: text, or a list of texts")
        found[key] = Source(
            key=key,
            title=table["title"],
            kind=one_of(where, "kind", table["kind"], KINDS),
            addresses=addresses,
            date=table["date"],
            checked=table["checked"],
            unread=table.get("unread", False),
        )
    return found


def refuse_unread(where: str, cited: Iterable[str], sources: Mapping[str, Source]) -> None:
    """Refuse a source of which only the address is known. Raises LawDataError."""
    unread = [key for key in cited if sources[key].unread]
    if unread:
        raise LawDataError(f"{where}, key 'sources': the text of {unread[0]} was not read; only a doubt may name it")


@cache
def all_sources() -> dict[str, Source]:
    """All sources by key, in the order of the file."""
    return parse_sources(read(FILE))


def source(key: str) -> Source:
    """The source with this key. Raises KeyError when there is none."""
    return all_sources()[key]
