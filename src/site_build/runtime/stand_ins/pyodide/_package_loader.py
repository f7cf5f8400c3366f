"""In the place of Pyodide's installer of packages: the wizard has none to install.

``loadedPackages`` is imported as the original does: a snapshot of the memory counts on it.
"""

from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401


class _Place:
    """A folder. Not a text: Pyodide asks for its ``__str__``, which a text that goes to JavaScript does not have."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Place("/lib/python3.14/site-packages")
DSO_DIR = _Place("/usr/lib")


def init_loaded_packages() -> None:
    """There are none."""
