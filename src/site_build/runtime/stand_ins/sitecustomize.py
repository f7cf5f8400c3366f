"""Runs when the browser's Python starts: the methods of our dataclasses come compiled.

``dataclasses`` writes the methods of each class as a text and compiles it: a third of the time that our imports took.
The build has kept what was made of each text, under its hash (``inside.py``). Another text is compiled as ever.
"""

import builtins
import dataclasses
import marshal
from hashlib import sha256
from types import CodeType
from typing import Any

READY = "ready_dataclasses.bin"
_place = __file__.rpartition("/")[0]
_made: dict[str, CodeType] = marshal.loads(__loader__.get_data(f"{_place}/{READY}"))  # type: ignore[name-defined]
missed: list[str] = []
"""The texts that had to be compiled; the build looks that there are none."""


def _exec(text: str, scope: dict[str, Any], names: dict[str, Any]) -> None:
    code = _made.get(sha256(text.encode()).hexdigest())
    if code is None:
        missed.append(text)
    builtins.exec(code or text, scope, names)  # noqa: S102  (what ``dataclasses`` does itself)


dataclasses.exec = _exec  # type: ignore[attr-defined]  # the module's own name is found before the builtin one
