"""How a test fills in whatever page of questions is shown: with one fact on it, or with several."""

from __future__ import annotations

import re
from collections.abc import Mapping

Form = dict[str, list[str]]
Told = Mapping[str, str | list[str]]
"""The fields of one fact as on a page of its own: {"answer": "yes"}, or {"date_day": "3", …}."""


def asked_on(screen: str, html: str) -> list[str]:
    """The facts that a page asks, in its order."""
    together = re.findall(r'name="asked" value="(\w+)"', html)
    return together or [screen.removeprefix("question/")]


def form_of(screen: str, html: str, answers: Mapping[str, Told] | None = None) -> Form:
    """The form of a page: what is told of each of its facts, and "I don't know" of the others."""
    together = re.findall(r'name="asked" value="(\w+)"', html)
    form: Form = {"asked": together} if together else {}
    for fact in asked_on(screen, html):
        before = f"{fact}-" if len(together) > 1 else ""
        unknown = "say" if f'name="{before}say" value="unknown"' in html else "answer"
        for name, told in (answers or {}).get(fact, {unknown: "unknown"}).items():
            form[before + name.replace("_", "-")] = [told] if isinstance(told, str) else list(told)
    # Pages with questions of their own: how long away, how a stay began, how a household ended.
    for name in re.findall(r'type="(?:radio|checkbox)" name="([\w-]+)" value="unknown"', html):
        form.setdefault(name, ["unknown"])
    if 'name="from-unknown"' in html:
        form.setdefault("from-unknown", ["yes"])
    return form
