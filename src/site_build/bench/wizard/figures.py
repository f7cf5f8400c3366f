"""``docs/speed.toml``: what a run found. The page "How fast" shows it."""

from datetime import date
from typing import Any

from site_build.paths import DOCS

FILE = DOCS / "speed.toml"
HEAD = """\
# How fast the wizard is, beside the usual way to run Python in a page. Written by ./x bench, not by hand.
# ours: this site; usual: Pyodide on the main thread with wheels of source, the same rules and screens; pyscript: the
# same in PyScript; plain: the page as HTML only. Milliseconds from the start of the navigation, kilobytes as sent,
# megabytes of the renderer. "_ratio": to the usual way, the median of the rounds.
"""


def write(about: dict[str, Any], found: dict[str, dict[str, dict[str, float]]]) -> None:
    """Write the figures of a run: by condition, way and name."""
    lines = [HEAD, "[run]", *(f"{key} = {_value(value)}" for key, value in about.items())]
    for condition, ways in found.items():
        for way, values in ways.items():
            lines += ["", f"[{condition}.{way}]", *(f"{key} = {_value(value)}" for key, value in values.items())]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value).replace("'", '"')
