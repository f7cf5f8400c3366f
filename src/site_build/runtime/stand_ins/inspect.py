"""In the place of ``inspect``, which brings in ``dis``: what others import of it. The bridge to JavaScript asks for one
signature, that of any arguments, when it starts."""

from types import SimpleNamespace
from typing import Any, Never

VARARGS, VARKEYWORDS = 4, 8  # flags of a function's code


class Parameter:
    """One of a signature."""

    empty = None
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)

    def __init__(self, name: str, kind: int) -> None:
        self.name, self.kind = name, kind


def signature(function: Any, **_: object) -> SimpleNamespace:
    """That of a function which takes any arguments. Raises ValueError for every other: nothing here needs it, and
    ``dataclasses`` takes it for a class that has none."""
    code = getattr(function, "__code__", None)
    if code is None or code.co_argcount or code.co_kwonlyargcount:
        raise ValueError("no signature")
    kinds = (Parameter.VAR_POSITIONAL, VARARGS), (Parameter.VAR_KEYWORD, VARKEYWORDS)
    found = [kind for kind, flag in kinds if code.co_flags & flag]
    names = zip(code.co_varnames, found, strict=False)
    return SimpleNamespace(parameters={name: Parameter(name, kind) for name, kind in names})


def isawaitable(_: object) -> bool:
    """Nothing is awaited here."""
    return False


def iscoroutinefunction(_: object) -> bool:
    """Nor is there a function of that kind."""
    return False


def unwrap(function: Any) -> Any:
    """What a decorator was put around: ``dataclasses`` asks it of each member of a class with slots."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def _absent(*_: object) -> Never:
    raise NotImplementedError("the browser's Python has no such part of inspect")


Signature = getattr_static = isclass = ismethod = _absent
