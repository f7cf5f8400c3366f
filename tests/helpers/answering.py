"""How a test fills in whatever page of questions is shown: with one fact on it, or with several."""

from __future__ import annotations

import random
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


def plainly(html: str) -> Form:
    """Fill in a form with the first of each choice, an amount, and dates of which the second is half a year later."""
    together = re.findall(r'name="asked" value="(\w+)"', html)
    form: Form = {"asked": together} if together else {}
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="([\w-]+)" value="([^"]*)"', html):
        form.setdefault(name, [value.replace("&#43;", "+")])
    for place, name in enumerate(re.findall(r'name="([\w-]+)-day"', html)):
        form |= {f"{name}-day": ["5"], f"{name}-month": ["11" if place % 2 else "4"], f"{name}-year": ["2021"]}
    return form | {name: ["1000"] for name in re.findall(r'name="([\w-]*amount)"', html)}


def anything(html: str, chance: random.Random) -> dict[str, list[str]]:
    """Fill in a form at random, most of it sensibly."""
    form: dict[str, list[str]] = {}
    if together := re.findall(r'name="asked" value="(\w+)"', html):
        form["asked"] = together
    choices: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="([\w-]+)" value="([^"]*)"', html):
        choices.setdefault(name, []).append(value.replace("&#43;", "+"))
    for name, values in choices.items():
        enough = "none" in values and chance.random() < 0.5
        form[name] = ["none" if enough else chance.choice(values)]
    year = chance.randint(2015, 2026)
    for name in re.findall(r'name="([\w-]+)-day"', html):
        year = min(2026, year + chance.randint(0, 2))
        form |= {f"{name}-day": [str(chance.randint(1, 28))], f"{name}-year": [str(year)]}
        form[f"{name}-month"] = [chance.choice(["1", "mei", "Oct", "spring", "12", "ma"])]
        if chance.random() < 0.2:
            form |= {f"{name}-day": [""], f"{name}-month": [""]}
    if 'name="to-open"' in html and chance.random() < 0.4:
        form |= {"to-open": ["yes"], "to-day": [""], "to-month": [""], "to-year": [""]}
    for name in re.findall(r'name="([\w-]*amount)"', html):
        form[name] = [str(chance.choice([0, 2, 15, 1000, 2500]))]
    for name, value in re.findall(r'type="checkbox" id="[^"]*" name="([\w-]+-say)" value="(\w+)"', html):
        if chance.random() < 0.3:
            fact = name.removesuffix("-say")
            form = {field: texts for field, texts in form.items() if not field.startswith(f"{fact}-")}
            form[name] = [value]
    for name in re.findall(r'<input type="text" id="[^"]*" name="(own|name)"', html):
        form[name] = [chance.choice(["Ana", "Jan", "Li", "Noor", "Tom"])]
    buttons = [value for value in re.findall(r'name="say" value="(\w+)"', html) if value != "add"]
    if buttons and (not form or chance.random() < 0.15):
        form["say"] = [chance.choice(buttons)]
    return form
