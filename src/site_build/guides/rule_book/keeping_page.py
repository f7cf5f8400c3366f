"""The page on keeping each card: the tables of ``belgian_residence.keeping.groups`` in the words of the wizard."""

from collections.abc import Sequence

from belgian_residence.keeping.groups import GROUPS, Group
from belgian_residence.law.provisions import Provision, provision
from belgian_residence.losing.groups import Limit
from screens.render import words as catalogue
from site_build.guides import tables
from site_build.guides.rule_book.pieces import KEEPING, figure, front_matter, heading, how_sure, last_checked, places
from site_build.words import words


def page(language: str) -> str:
    """The page as Markdown: cards under the same rules together."""
    own = words(language)["rule_book"]
    lines = [
        front_matter(own["keeping_title"], own["keeping_description"], last_checked(), language),
        heading(own["keeping_title"], KEEPING),
        own["keeping_text"],
        f"[{own['keeping_guide']}](../keeping-your-status.md). [{own['back']}](index.md).",
    ]
    for group in GROUPS:
        lines += _group(group, language)
    return "\n\n".join(lines) + "\n"


def _group(group: Group, language: str) -> list[str]:
    own, say = words(language)["rule_book"], catalogue(language)

    def told(kind: str, id: str) -> str:
        return tables.cell(say(f"keep.{kind}.{id}"))

    names = [say(f"option.card.{card}") for card in sorted(group.cards)]
    lists = {
        "limits": [(f"{told('limit', one.id)} {_amount(one, language)}", one.law) for one in group.limits],
        "returns": [(told("return", one.id), one.law) for one in group.returns],
        "ends": [(told("end", one.id), one.law) for one in group.ends],
    }
    lines = [f"## {tables.cell(say.every_of(names))} {{ #{group.key} }}"]
    if not group.limits:
        lines.append(own["no_rule"])
    for key, said in lists.items():
        if said:
            lines.append(f"**{own['keeping'][key]}**")
            lines.append("\n".join(_line(text, law, language) for text, law in said))
    if group.limits:
        lines.append(f"**{own['keeping']['renewal']}**")
        lines.append("\n".join(f"- {_cited(provision(id), language)}" for id in group.renewal))
    return lines


def _amount(one: Limit, language: str) -> str:
    """The figure of a limit with its bound, after the sentence that names it."""
    bound = words(language)["rule_book"]["bound"][one.bound]
    return f"({catalogue(language).of(bound, figure(one.amount, language))})"


def _line(text: str, law: Sequence[str], language: str) -> str:
    return "\n".join([f"- {text}", *(f"    - {_cited(provision(id), language)}" for id in law)])


def _cited(one: Provision, language: str) -> str:
    own = words(language)["rule_book"]
    where = places(one.articles, language) or own["no_article"]
    return (
        f"[{one.id}](coverage.md#{tables.anchor(one.id)}): {where}. {own['sure'].format(sure=how_sure(one, language))}"
    )
