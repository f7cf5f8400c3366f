"""In the place of ``random``: Jinja2 imports it for a filter and for sample text. Nothing here is left to chance."""

from typing import Never


def choice(_: object) -> Never:
    """There is none."""
    raise NotImplementedError("nothing is left to chance")


randrange = choice
