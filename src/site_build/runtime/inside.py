"""Runs inside Pyodide under Node: find the modules in use, compile them, write one zip.

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
APP = "/app/"
# Pyodide imports these in a try block and lives without them; found by leaving out one at a time.
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
)
FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def used_modules(names: list[str]) -> dict[str, str]:
    """Map the file name inside the zip to the file read, for the imported modules `names`."""
    found: dict[str, str] = {}
    for name in names:
        origin = getattr(getattr(sys.modules[name], "__spec__", None), "origin", None) or ""
        for place in (STDLIB, APP):
            if origin.startswith(place) and not left_out(name, place):
                found[origin.removeprefix(place)] = origin
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


def bytecode(name: str, source: bytes, ours: bool) -> bytes:
    """Compile one module to a .pyc that is never checked against its source.

    Our own modules keep assertions, docstrings and line numbers: errors there must be readable.
    """
    code = compile(source, name, "exec", dont_inherit=True, optimize=0 if ours else 2)
    if not ours:
        code = without_lines(code)
    flags = (0b01).to_bytes(4, "little")  # hash-based, not checked
    return importlib.util.MAGIC_NUMBER + flags + bytes(8) + marshal.dumps(code)


def read(origin: str) -> bytes:
    """Read a source file, from the shipped zip or from the file system."""
    if origin.startswith(STDLIB):
        with zipfile.ZipFile(STDLIB.rstrip("/")) as shipped:
            return shipped.read(origin.removeprefix(STDLIB))
    return Path(origin).read_bytes()


def data_file(path: str) -> dict[str, bytes]:
    """A data file as it ships: the tables of the law as JSON, which Python in the browser reads much faster."""
    if not path.endswith(".toml"):
        return {path: read(APP + path)}
    from belgian_residence.law.tables import as_json

    return {path.removesuffix(".toml") + ".json": as_json(read(APP + path).decode("utf-8")).encode()}


def write_zip(entries: dict[str, bytes]) -> bytes:
    """Make a zip that depends on the contents only: sorted, stored, one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), entries[name])
    return out.getvalue()


def pack(order: str) -> tuple[bytes, str]:
    """Build the zip: modules imported before this file ran, all our own modules, our data files.

    `order` is JSON: {"before": module names, "own": paths, "data": paths}, paths below /app.
    Returns the zip and a JSON list of the modules in it that are not ours.
    """
    asked = json.loads(order)
    own = set(asked["own"])
    entries: dict[str, bytes] = {}
    others: list[str] = []
    for name, origin in (used_modules(asked["before"]) | {o: APP + o for o in own}).items():
        entries[name.removesuffix(".py") + ".pyc"] = bytecode(name, read(origin), name in own)
        if name not in own:
            others.append(name)
    for path in asked["data"]:
        entries |= data_file(path)
    return write_zip(entries), json.dumps(sorted(others))
