"""Runs inside Pyodide under Node: find the modules in use, compile those of Python itself, write one zip.

Not part of the site. It must run on the Python that Pyodide brings, because bytecode of
another Python version is useless there.
"""

import importlib.util
import io
import json
import marshal
import sys
import zipfile
from pathlib import Path
from types import CodeType

STDLIB = "/lib/python314.zip/"
WHEELS = "/app/"
# Pyodide imports these in a try block and lives without them; found by leaving out one at a time.
# And tomllib: the trace reads the tables of the law as TOML, the browser as JSON (`data_file`).
OPTIONAL = (
    "_compression",
    "base64",
    "bz2",
    "compression",
    "email",
    "gzip",
    "importlib.metadata",
    "lzma",
    "ssl",
    "tomllib",
)
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
HEADER = 16  # bytes before the code in a .pyc


def used_modules(names: list[str], place: str) -> set[str]:
    """Find the files in `place` that the imported modules `names` came from, as paths below it."""
    found: set[str] = set()
    for name in names:
        origin = getattr(getattr(sys.modules[name], "__spec__", None), "origin", None) or ""
        if origin.startswith(place) and not left_out(name, place):
            found.add(origin.removeprefix(place))
    return found


def left_out(name: str, place: str) -> bool:
    """Say whether a standard library module can be missing at run time."""
    return place == STDLIB and any(name == o or name.startswith(o + ".") for o in OPTIONAL)


def without_lines(code: CodeType) -> CodeType:
    """Drop the line table: a third of the size, and nobody debugs the standard library here.

    An empty table makes `traceback` fail, so every instruction gets an entry "no location".
    """
    units = len(code.co_code) // 2
    table = b"\xff" * (units // 8) + (bytes([0xF8 | (units % 8 - 1)]) if units % 8 else b"")
    inner = tuple(without_lines(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=table, co_consts=inner)


def bytecode(code: bytes) -> bytes:
    """Make a .pyc of marshalled code that is never checked against its source: there is none."""
    flags = (0b01).to_bytes(4, "little")  # hash-based, not checked
    return importlib.util.MAGIC_NUMBER + flags + bytes(8) + code


def standard_library(names: set[str]) -> dict[str, bytes]:
    """Compile these files of Pyodide's own zip, without docstrings, assertions and line tables."""
    entries: dict[str, bytes] = {}
    with zipfile.ZipFile(STDLIB.rstrip("/")) as shipped:
        for name in names:
            code = compile(shipped.read(name), name, "exec", dont_inherit=True, optimize=2)
            entries[name + "c"] = bytecode(marshal.dumps(without_lines(code)))
    return entries


def contents() -> dict[str, bytes]:
    """Read all wheels: name of a file to what is in it; of a module its code, without the header of the .pyc."""
    found: dict[str, bytes] = {}
    for path in Path(WHEELS).glob("*.whl"):
        with zipfile.ZipFile(path) as wheel:
            found |= {name: wheel.read(name)[HEADER if name.endswith(".pyc") else 0 :] for name in wheel.namelist()}
    return found


def data_file(name: str, content: bytes) -> tuple[str, bytes]:
    """A data file as it ships: the tables of the law as JSON, which Python in the browser reads much faster."""
    if not name.endswith(".toml"):
        return name, content
    from belgian_residence.law.tables import as_json

    return name.removesuffix(".toml") + ".json", as_json(content.decode("utf-8")).encode()


def write_zip(entries: dict[str, bytes]) -> bytes:
    """Make a zip that depends on the contents only: sorted, stored, one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), entries[name])
    return out.getvalue()


def pack(order: str) -> bytes:
    """Build the zip: modules imported before this file ran, all our own modules, our data files.

    `order` is JSON: {"before": module names, "own": modules, "data": other files}, as named in the wheels.
    """
    asked = json.loads(order)
    wheels = contents()
    entries = standard_library(used_modules(asked["before"], STDLIB))
    for name in {path.partition("/")[2] for path in used_modules(asked["before"], WHEELS)} - set(asked["own"]):
        entries[name] = bytecode(marshal.dumps(without_lines(marshal.loads(wheels[name]))))
    entries |= {name: bytecode(wheels[name]) for name in asked["own"]}
    entries |= dict(data_file(name, wheels[name]) for name in asked["data"])
    return write_zip(entries)
