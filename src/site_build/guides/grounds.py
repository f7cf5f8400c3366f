"""The sources of each section: a citation beside a statement becomes one folded line under its section.

``law()`` leaves a mark where it stands. When the macros of a page are done, the marks of each section (from one heading
of the second level to the next) are taken out and become one list at its end: nothing is lost, and nobody has to read
around it.
"""

import re
from collections.abc import Callable, Iterable

from belgian_residence.law.provisions import Provision, provision
from belgian_residence.trust.confidence import FIRM, of_provision
from site_build.guides import tables
from site_build.words import words

OPEN, CLOSE = "\x02", "\x03"
"""Around the ids in a mark: no key types them, so no text holds them."""
MARK = re.compile(rf"[ \t]*\n?[ \t]*{OPEN}([^{CLOSE}]*){CLOSE}")
SECTION = re.compile(r"^(?=## )", re.M)
FOLD = re.compile(r"^<(/?)details\b", re.M)


def mark(ids: Iterable[str]) -> str:
    """The mark that ``law()`` leaves. Raises LookupError for a provision that does not exist."""
    return OPEN + " ".join(provision(id).id for id in ids) + CLOSE


def gathered(text: str, language: str, to: tables.Linker) -> str:
    """The text of a page with one folded list of provisions at the end of each section that cites any."""
    return "".join(_section(part, language, to) for part in SECTION.split(text))


def cited_in(text: str) -> list[str]:
    """The ids in the marks of a text, each once, in their order."""
    return list(dict.fromkeys(id for found in MARK.findall(text) for id in found.split()))


def _section(text: str, language: str, to: tables.Linker) -> str:
    ids = cited_in(text)
    if not ids:
        return text
    said = MARK.sub("", text).rstrip()
    end = _end(said)
    lines = "\n".join(f"- {line(provision(id), language, to)}" for id in ids)
    gathered_here = folded(words(language)["page"]["grounds"], lines)
    return f"{said[:end].rstrip()}\n\n{gathered_here}\n\n{said[end:]}".rstrip() + "\n\n"


def _end(text: str) -> int:
    """Where a section itself ends: before a folded part closes that holds it, or opens that holds the next ones."""
    opened: list[int] = []
    for found in FOLD.finditer(text):
        if found[1]:
            if not opened:
                return found.start()
            opened.pop()
        else:
            opened.append(found.start())
    return opened[0] if opened else len(text)


def folded(title: str, text: str, kind: str = "grounds") -> str:
    """A folded part of a page. Search leaves out what is folded as sources."""
    hidden = ' data-pagefind-ignore="all"' if kind == "grounds" else ""
    return f'<details class="{kind}" markdown="1"{hidden}>\n<summary>{title}</summary>\n\n{text}\n\n</details>'


def line(one: Provision, language: str, to: Callable[[str], str]) -> str:
    """A provision with its first article and a link; how sure it is, only where that is not firm."""
    own = words(language)["confidence"]
    said = f"[{tables.short_citation(one, language)}]({to(tables.anchor(one.id))}){{ .law }}"
    if one.kind != "rule":
        return f"{said} ({own[one.kind]})"
    sure = of_provision(one)
    return said if sure == FIRM else f"{said} ({own[sure]})"
