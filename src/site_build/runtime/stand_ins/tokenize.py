"""In the place of ``tokenize``: Pyodide asks it whether a program ends with a semicolon, and a traceback for names that
look like a wrong one."""

from collections.abc import Iterator
from token import COMMENT, ENDMARKER, NAME, NEWLINE, NL, OP  # noqa: F401


def generate_tokens(_: object) -> Iterator[object]:
    """None: no program is read here."""
    return iter(())
