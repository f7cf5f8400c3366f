"""Where each condition stands in the rule book of the site: the links of a result and the pages themselves ask here."""

from __future__ import annotations

FOLDER = "rule-book/"


def page_of(route: str) -> str:
    """The address of a route's page, below the root of the language: ``rule-book/eu-plus/``."""
    return f"{FOLDER}{route.lower().replace('+', '-plus').replace('_', '-')}/"


def anchor_of(condition: str) -> str:
    """The name of a condition's place on its page: ``means`` for ``L.means``."""
    return condition.split(".", 1)[1]


def address_of(condition: str) -> str:
    """The address of a condition, below the root of the language: ``rule-book/l/#means``."""
    return f"{page_of(condition.split('.', 1)[0])}#{anchor_of(condition)}"
