"""In the place of asyncio, which Pyodide imports for an event loop that the wizard never starts.

Only the names that Pyodide's own code asks for. Nothing can be awaited here.
"""

from typing import Any, Never


class InvalidStateError(Exception):
    """Never raised."""


class Future:
    """Nothing here is one."""


def iscoroutine(_: object) -> bool:
    """No object is one."""
    return False


iscoroutinefunction = iscoroutine


def __getattr__(name: str) -> Never:
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError(f"asyncio.{name} is not part of the wizard's Python")


__all__: list[Any] = ["Future", "InvalidStateError", "iscoroutine", "iscoroutinefunction"]
