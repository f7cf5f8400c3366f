"""In the place of ``_colorize``: a traceback asks it for the colours of a terminal, and a browser has none."""

from types import SimpleNamespace


class _NoColours:
    def __getattr__(self, _: str) -> str:
        return ""


def can_colorize(**_: object) -> bool:
    """No."""
    return False


def get_theme(**_: object) -> SimpleNamespace:
    """Each of its colours is nothing."""
    return SimpleNamespace(traceback=_NoColours())
