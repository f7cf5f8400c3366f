"""In the place of Jinja2's syntax tree: the build has compiled every template."""

from typing import Any


class EvalContext:
    """What the code of a template asks while it runs: is everything escaped?"""

    volatile = False

    def __init__(self, environment: Any, template_name: str | None = None) -> None:
        chosen = environment.autoescape
        self.environment = environment
        self.autoescape = chosen(template_name) if callable(chosen) else chosen
