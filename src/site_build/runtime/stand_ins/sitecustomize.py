"""Runs when the browser's Python starts, before it imports anything but codecs: from here on modules come from one
file.

``modules.bin`` holds the code of all modules, marshalled as one, in the order of ``modules.txt`` (``inside.py``). So a
text that many of them use is read once, and an import looks into a table, not into the list of the zip. What is no
module stays in the zip.

The methods of dataclasses come compiled, too: ``dataclasses`` writes those of each class as a text and compiles it. The
build has kept what was made of each text, under its hash. Another text is compiled as ever.
"""

import builtins
import marshal
import sys
from _frozen_importlib import ModuleSpec

TYPE_CHECKING = False  # these lie where nothing is found yet
if TYPE_CHECKING:
    from types import CodeType, ModuleType

ROOT = __file__.rpartition("/")[0]
MODULES, NAMES = "modules.bin", "modules.txt"
PACKAGE = "/__init__.py"

_zip = __loader__  # type: ignore[name-defined]
_names = _zip.get_data(f"{ROOT}/{NAMES}").decode().split()
_codes, _methods = marshal.loads(_zip.get_data(f"{ROOT}/{MODULES}"))


class Modules:
    """Finds and loads the modules of ``modules.bin``, as if each lay in the zip."""

    def __init__(self, codes: dict[str, CodeType]) -> None:
        self._codes = codes
        self._folders = {name.rpartition("/")[0] for name in codes}

    def find_spec(self, name: str, path: list[str] | None = None, _: object = None) -> ModuleSpec | None:
        """Where a module is, or None when it is not here. A folder without ``__init__`` is a package too."""
        place = f"{path[0] if path else ROOT}/{name.rpartition('.')[2]}"
        inside = place[len(ROOT) + 1 :]
        if inside + ".py" in self._codes:
            return self._spec(name, inside + ".py", None)
        if inside + PACKAGE in self._codes:
            return self._spec(name, inside + PACKAGE, place)
        if inside in self._folders:
            spec = ModuleSpec(name, None, is_package=True)
            spec.submodule_search_locations = [place]
            return spec
        return None

    def _spec(self, name: str, file: str, folder: str | None) -> ModuleSpec:
        spec = ModuleSpec(name, self, origin=f"{ROOT}/{file}c", is_package=folder is not None)  # type: ignore[arg-type]
        spec.has_location = True
        if folder:
            spec.submodule_search_locations = [folder]
        return spec

    def create_module(self, _: ModuleSpec) -> None:
        """As Python makes it."""

    def exec_module(self, module: ModuleType) -> None:
        """Run its code."""
        origin: str = module.__spec__.origin  # type: ignore[assignment,union-attr]
        exec(self._codes[origin[len(ROOT) + 1 : -1]], module.__dict__)  # noqa: S102  (what an import does)

    def get_data(self, path: str) -> bytes:
        """A file of the zip. Raises OSError where there is none."""
        found: bytes = _zip.get_data(path)
        return found


sys.meta_path.insert(0, Modules(dict(zip(_names, _codes, strict=True))))  # type: ignore[arg-type]

import dataclasses  # noqa: E402  (comes from there)
from hashlib import sha256  # noqa: E402

missed: list[str] = []
"""The texts that had to be compiled; the build looks that there are none."""


def _exec(text: str, scope: dict[str, object], names: dict[str, object]) -> None:
    code = _methods.get(sha256(text.encode()).hexdigest())
    if code is None:
        missed.append(text)
    builtins.exec(code or text, scope, names)  # noqa: S102  (what ``dataclasses`` does itself)


dataclasses.exec = _exec  # type: ignore[attr-defined]  # the module's own name is found before the builtin one
