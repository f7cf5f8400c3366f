"""In the place of Pyodide's event loop: the worker calls one function and waits for it, so no loop is needed.

``scheduleCallback`` is imported as the original does: a snapshot of the memory counts on it.
"""

from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]  # noqa: F401


def _initialize_event_loop() -> None:
    """Nothing to start."""
