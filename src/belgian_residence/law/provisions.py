"""The provisions of the law: what each rests on and whether it may decide an answer. No wording."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from belgian_residence.law.laws import Article, Law, all_laws, cite, parse_articles
from belgian_residence.law.sources import Source, all_sources, refuse_unread
from belgian_residence.law.tables import LawDataError, closed, names, one_of, parse, read

# The name of each file is the ``base`` of its provisions. A zip cannot be listed through pkgutil: a test
# compares this tuple with the folder.
BASES = ("third-country", "eu-family-brexit", "offices")
KINDS = ("rule", "disagreement", "doubt")
# H M L: third-country base, offices. A B C U: EU base. "-": a disagreement, which has none of its own.
CONFIDENCES = ("H", "M", "L", "A", "B", "C", "U", "-")
STRONG = ("H", "M", "A", "B")
OTHERWISE = ("not_confirmed",)


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of the law (an entry of the law base).

    ``confidence`` is that of the rule's core; ``partly`` that of a weaker part of it. ``drives``: may decide
    an answer by itself; otherwise it is shown as practice or as a doubt. ``sources_withheld``: it rests on a
    source that the project does not name. ``see``: other provisions on the same point. ``old``: the source is an
    old page. ``since``, ``until``: the first and last day on which the rule is in force; None: the base gives no such
    day, the rule holds on every date that the product answers for. Law that is published stands here before its day.
    """

    id: str
    base: str
    kind: str
    confidence: str
    partly: str | None
    drives: bool
    articles: tuple[Article, ...]
    sources: tuple[str, ...]
    sources_withheld: bool
    verified_on: date
    see: tuple[str, ...]
    old: bool
    since: date | None = None
    until: date | None = None
    otherwise: str | None = None
    """What holds on a day outside ``since`` to ``until``: "not_confirmed" where another rule held that the base does
    not give; None where there was no such rule."""
    unseen_since: date | None = None
    """The first day for which the wording in force was not seen: the text was amended after it was read. The rule as
    last read is kept from that day on, and the answer says so. None: the wording in force was read, as far as known."""
    unseen_confidence: str | None = None
    """The confidence from ``unseen_since`` on; None: as before."""
    closed: date | None = None
    """For a doubt or a disagreement: the day on which it was found to be settled."""

    def in_force(self, on: date) -> bool:
        """Is the rule in force on the day?"""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def wording_not_seen(self, on: date) -> bool:
        """Was the text amended by the day, and the new wording not seen?"""
        return self.unseen_since is not None and self.unseen_since <= on

    def confidence_on(self, on: date) -> str:
        """How sure the rule is on the day: of its two marks the second from ``unseen_since`` on."""
        return self.unseen_confidence if self.unseen_confidence and self.wording_not_seen(on) else self.confidence

    @property
    def article(self) -> str:
        """The articles in short: "Act, art. 15bis §1; Directive 2003/109, art. 4(1)"."""
        return cite(self.articles)


def parse_provisions(
    texts: Mapping[str, str], sources: Mapping[str, Source], laws: Mapping[str, Law]
) -> dict[str, Provision]:
    """Read ``texts`` (base -> TOML). Raises LawDataError."""
    tables = {base: parse(f"provisions/{base}.toml", text) for base, text in texts.items()}
    known = {id: base for base, entries in tables.items() for id in entries}
    found: dict[str, Provision] = {}
    for base, entries in tables.items():
        for id, table in entries.items():
            where = f"provisions/{base}.toml, provision '{id}'"
            if id in found:
                raise LawDataError(f"{where}: already in provisions/{found[id].base}.toml")
            found[id] = _provision(where, id, base, table, known, sources, laws)
    return found


def _provision(
    where: str,
    id: str,
    base: str,
    table: object,
    known: Mapping[str, str],
    sources: Mapping[str, Source],
    laws: Mapping[str, Law],
) -> Provision:
    entry = closed(
        where,
        table,
        {
            "confidence": (str,),
            "drives": (bool,),
            "articles": (list,),
            "sources": (list,),
            "verified_on": (date,),
        },
        {
            "kind": (str,),
            "partly": (str,),
            "sources_withheld": (bool,),
            "see": (list,),
            "old": (bool,),
            "since": (date,),
            "until": (date,),
            "otherwise": (str,),
            "unseen_since": (date,),
            "unseen_confidence": (str,),
            "closed": (date,),
        },
    )
    provision = Provision(
        id=id,
        base=base,
        kind=one_of(where, "kind", entry.get("kind", "rule"), KINDS),
        confidence=one_of(where, "confidence", entry["confidence"], CONFIDENCES),
        partly=one_of(where, "partly", entry["partly"], CONFIDENCES) if "partly" in entry else None,
        drives=entry["drives"],
        articles=parse_articles(where, entry["articles"], laws),
        sources=names(where, "sources", entry["sources"], sources, "a source of sources.toml"),
        sources_withheld=entry.get("sources_withheld", False),
        verified_on=entry["verified_on"],
        see=names(where, "see", entry.get("see", []), known, "a provision"),
        old=entry.get("old", False),
        since=entry.get("since"),
        until=entry.get("until"),
        otherwise=one_of(where, "otherwise", entry["otherwise"], OTHERWISE) if "otherwise" in entry else None,
        unseen_since=entry.get("unseen_since"),
        unseen_confidence=one_of(where, "unseen_confidence", entry["unseen_confidence"], CONFIDENCES)
        if "unseen_confidence" in entry
        else None,
        closed=entry.get("closed"),
    )
    _check(where, provision, sources)
    return provision


def _check(where: str, provision: Provision, sources: Mapping[str, Source]) -> None:
    """What the keys say together. Raises LawDataError."""
    if provision.since and provision.until and provision.until < provision.since:
        raise LawDataError(f"{where}, key 'until': {provision.until} is before 'since' ({provision.since})")
    if provision.otherwise and not (provision.since or provision.until):
        raise LawDataError(f"{where}, key 'otherwise': there is no 'since' or 'until' that it could speak of")
    if provision.drives and (provision.kind != "rule" or provision.confidence not in STRONG):
        raise LawDataError(
            f"{where}, key 'drives': only a rule with confidence {', '.join(STRONG)} may decide an answer"
        )
    if provision.drives and not provision.sources and not provision.sources_withheld:
        raise LawDataError(f"{where}, key 'sources': empty; a provision that decides an answer names its source")
    if provision.kind != "doubt":
        refuse_unread(where, provision.sources, sources)
    if provision.unseen_confidence and provision.unseen_since is None:
        raise LawDataError(f"{where}, key 'unseen_confidence': there is no 'unseen_since' from which it could hold")
    if provision.unseen_since and provision.kind != "rule":
        raise LawDataError(f"{where}, key 'unseen_since': only a rule has a wording that can be seen")
    if provision.unseen_since and not provision.in_force(provision.unseen_since):
        raise LawDataError(
            f"{where}, key 'unseen_since': on {provision.unseen_since} the rule is not in force by its own days"
        )
    if provision.closed and provision.kind == "rule":
        raise LawDataError(f"{where}, key 'closed': only a doubt or a disagreement can be settled")


@cache
def all_provisions() -> dict[str, Provision]:
    """All provisions by id, in the order of the base."""
    return parse_provisions({base: read(f"provisions/{base}.toml") for base in BASES}, all_sources(), all_laws())


def provision(id: str) -> Provision:
    """The provision with this id ("L-ABS-1"). Raises KeyError when there is none."""
    return all_provisions()[id]


def first_day(id: str) -> date:
    """The first day on which a rule is in force. Raises LookupError where the base gives none."""
    since = provision(id).since
    if since is None:
        raise LookupError(f"{id} has no first day")
    return since


def last_day(id: str) -> date:
    """The last day on which a rule is in force. Raises LookupError where the base gives none."""
    until = provision(id).until
    if until is None:
        raise LookupError(f"{id} has no last day")
    return until
