"""Templates to HTML: strict names, everything escaped."""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from screens.words import Words


def _load(name: str) -> str | None:
    try:
        source = pkgutil.get_data(__package__, f"templates/{name}")
    except OSError:
        return None
    return source.decode() if source is not None else None


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_load),
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
    return _environment().get_template(name).render(_=words(language), language=language, **context)
