"""In the place of what writes a docstring, with a signature, for each method that JavaScript has in Python."""

from typing import Any


def dedent_docstring(docstring: str) -> str:
    """As it is."""
    return docstring


def get_cmeth_docstring(function: Any) -> str:
    """Its name."""
    return str(function.__name__)
