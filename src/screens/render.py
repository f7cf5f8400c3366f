"""Templates to HTML: strict names, everything escaped.

The browser gets each template compiled by the build, as a module in the folder ``compiled``; everywhere else the folder
is not there, and the text of the template is compiled when it is first used.
"""

from __future__ import annotations

import os.path
import pkgutil
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader, ModuleLoader, StrictUndefined

from screens import fallback
from screens.words import Words

COMPILED = f"{os.path.dirname(__file__)}/compiled"  # noqa: PTH120  (as in ``words``)


def _load(name: str) -> str | None:
    try:
        source = pkgutil.get_data(__package__, f"templates/{name}")
    except OSError:
        return None
    return source.decode() if source is not None else None


@cache
def environment() -> Environment:
    """How every template is read. The build asks for it too, to compile them."""
    return Environment(
        loader=ChoiceLoader([ModuleLoader(COMPILED), FunctionLoader(_load)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def words(language: str) -> Words:
    """The words of a language, read once."""
    return Words(language)


def render(name: str, language: str, **context: Any) -> str:
    """Render a template; ``_`` gives the words in it. Raises jinja2.UndefinedError for a name not given."""
    return fallback.said(environment().get_template(name).render(_=words(language), language=language, **context))
