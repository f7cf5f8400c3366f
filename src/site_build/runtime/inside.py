"""Runs inside Pyodide under Node: take the modules in use, compile what is not compiled yet, write one zip.

Not part of the site. It must run on the Python that Pyodide brings, because bytecode of
another Python version is useless there. It packs twice (pack.mjs), and what is the same both times is made once.
"""

import dis
import importlib.util
import io
import itertools
import json
import marshal
import re
import zipfile
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import CodeType

STDLIB = "/lib/python314.zip"
WHEELS = "/app"
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
TEMPLATES = "screens/templates/"
COMPILED = "screens/compiled/"
SOURCES = "belgian_residence/law/sources.toml"
NOT_READ = {"title": "", "address": [], "date": ""}
"""What a source has for the pages of the site: the rules ask only whether there is one, and whether it was read."""
MODULES, NAMES = "modules.bin", "modules.txt"
"""The code of all modules as one, and where each lies; ``sitecustomize.py`` reads both."""
BY_THEMSELVES = ("encodings/", "sitecustomize.py")
"""Modules that Python imports before it looks there."""
LOAD_CONST, STORE_NAME, EXTENDED, CACHE = (
    dis.opmap[name] for name in ("LOAD_CONST", "STORE_NAME", "EXTENDED_ARG", "CACHE")
)
HAS_DOCSTRING = 0x4000000  # a flag of functions: the first constant is the docstring
# Not nothing: where a dataclass has no docstring, Python writes one from its signature, which takes long.
NO_DOCSTRING = "-"
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
HEADER = 16  # bytes before the code in a .pyc


def used_files(origins: list[str]) -> list[str]:
    """The places of the imported modules, from their origins: in the zip of Python, or in that of their wheel."""
    found = {re.sub(r"^(/lib/python314\.zip|/app/[^/]+)/", "", origin) for origin in origins}
    return sorted(name.removesuffix("c") for name in found if name.endswith((".py", ".pyc")) and not left_out(name))


def left_out(file: str) -> bool:
    """Say whether a module of the standard library can be missing at run time."""
    name = file.partition(".py")[0].replace("/", ".").removesuffix(".__init__")
    return any(name == one or name.startswith(one + ".") for one in OPTIONAL)


def without_lines(code: CodeType) -> CodeType:
    """Drop the line table: a third of the size, and nobody debugs the standard library here.

    An empty table makes `traceback` fail, so every instruction gets an entry "no location".
    """
    units = len(code.co_code) // 2
    table = b"\xff" * (units // 8) + (bytes([0xF8 | (units % 8 - 1)]) if units % 8 else b"")
    inner = tuple(without_lines(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_linetable=table, co_consts=inner)


def without_docstrings(code: CodeType) -> CodeType:
    """Drop the docstrings; nothing else changes. One that is also an ordinary text of the same code stays."""
    consts = [without_docstrings(one) if isinstance(one, CodeType) else one for one in code.co_consts]
    if code.co_flags & HAS_DOCSTRING or "__doc__" in code.co_names:
        found = steps(code)
        loaded = [argument for operation, argument in found if operation == LOAD_CONST]
        if code.co_flags & HAS_DOCSTRING and 0 not in loaded:
            consts[0] = NO_DOCSTRING
        for (operation, const), (following, name) in itertools.pairwise(found):
            named = operation == LOAD_CONST and following == STORE_NAME and code.co_names[name] == "__doc__"
            if named and loaded.count(const) == 1:
                consts[const] = NO_DOCSTRING
    return code.replace(co_consts=tuple(consts))


def steps(code: CodeType) -> list[tuple[int, int]]:
    """The instructions of a code, each with its argument. (``dis`` makes ten times as much of them, and takes as much
    longer.)"""
    found: list[tuple[int, int]] = []
    argument = 0
    for operation, byte in zip(code.co_code[::2], code.co_code[1::2], strict=True):
        argument = argument << 8 | byte
        if operation != EXTENDED:
            if operation != CACHE:
                found.append((operation, argument))
            argument = 0
    return found


def with_lines_only(code: CodeType) -> CodeType:
    """Write the line table anew, with one entry where neighbours are of the same line."""
    table = bytearray()
    at = code.co_firstlineno
    for start, end, line in code.co_lines():
        units = (end - start) // 2
        delta = 0 if line is None else line - at
        at += delta
        while units:
            here = min(units, 8)
            table.append((0xF8 if line is None else 0xE8) | (here - 1))
            if line is not None:
                table += signed(delta)
            units, delta = units - here, 0
    inner = tuple(with_lines_only(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_linetable=bytes(table), co_consts=inner)


def signed(number: int) -> bytes:
    """A number as line tables have it: the sign in the lowest bit, then six bits to a byte."""
    rest = (-number << 1) | 1 if number < 0 else number << 1
    made = bytearray()
    while rest > 0x3F:
        made.append(0x40 | rest & 0x3F)
        rest >>= 6
    return bytes([*made, rest])


def bytecode(code: CodeType) -> bytes:
    """Make a .pyc that is never checked against its source: there is none."""
    flags = (0b01).to_bytes(4, "little")  # hash-based, not checked
    return importlib.util.MAGIC_NUMBER + flags + bytes(8) + marshal.dumps(code)


def others(files: list[str]) -> dict[str, CodeType]:
    """Modules that are not ours, without docstrings, assertions and line tables: Python's own, compiled here, and those
    of the wheels."""
    found = {name: other(name) for name in files}
    return {name: code for name, code in found.items() if code is not None}


@cache
def other(name: str) -> CodeType | None:
    """One of these modules; None where it is in no zip: part of the interpreter."""
    if name in shipped().NameToInfo:
        code = compile(shipped().read(name), name, "exec", dont_inherit=True, optimize=2)
    elif name + "c" in contents():
        code = marshal.loads(contents()[name + "c"])
    else:
        return None
    return without_lines(code)


@cache
def shipped() -> zipfile.ZipFile:
    """The zip of Python's own modules, opened once: its list is long."""
    return zipfile.ZipFile(STDLIB)


@cache
def own_module(name: str) -> CodeType:
    """One of our modules, without docstrings, its lines once each."""
    return with_lines_only(without_docstrings(marshal.loads(contents()[name])))


def compiled(sources: dict[str, str]) -> dict[str, CodeType]:
    """Compile our own files that stand in the place of others' (``lean.py``)."""
    return {name: without_lines(compile(text, name, "exec", optimize=2)) for name, text in sources.items()}


@cache
def template(name: str) -> tuple[str, CodeType]:
    """A template of the screens, compiled, so that the browser needs neither its text nor Jinja2's compiler: its name
    in the zip, and the module."""
    from jinja2 import ModuleLoader

    from screens.render import environment

    short = name.removeprefix(TEMPLATES)
    text = environment().compile(contents()[name].decode(), short, short, raw=True, defer_init=True)
    code = compile(text, short, "exec", dont_inherit=True)
    return f"{COMPILED}{ModuleLoader.get_module_filename(short)}", without_lines(code)


def methods(texts: list[str]) -> dict[str, CodeType]:
    """The methods of our dataclasses, compiled, by the hash of the text that ``dataclasses`` wrote (see
    ``sitecustomize.py``)."""
    made = {text: without_lines(compile(text, "<dataclass>", "exec")) for text in sorted(set(texts))}
    return {sha256(text.encode()).hexdigest(): code for text, code in made.items()}


@cache
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

    text = as_json(content.decode("utf-8"))
    if name == SOURCES:
        text = json.dumps({key: one | NOT_READ for key, one in json.loads(text).items()}, separators=(",", ":"))
    return name.removesuffix(".toml") + ".json", text.encode()


def write_zip(entries: dict[str, bytes]) -> bytes:
    """Make a zip that depends on the contents only: sorted, stored, one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), entries[name])
    return out.getvalue()


def pack(order: str) -> bytes:
    """Build the zip: modules that were imported, all our own modules, our data files.

    ``order`` is JSON: {"origins": those of the imported modules, "own": modules and "data": other files as named in the
    wheels, "stand_ins": name in the zip to source, "classes": the texts of our dataclasses}.
    """
    asked = json.loads(order)
    own, data = asked["own"], asked["data"]
    shown = [name for name in data if name.startswith(TEMPLATES)]
    modules = others(used_files(asked["origins"])) | {name[:-1]: own_module(name) for name in own}
    modules |= dict(template(name) for name in shown) | compiled(asked["stand_ins"])
    first = {name: code for name, code in modules.items() if name.startswith(BY_THEMSELVES)}
    names = sorted(modules.keys() - first)
    entries = {name + "c": bytecode(code) for name, code in first.items()}
    entries |= dict(data_file(name, contents()[name]) for name in data if name not in shown)
    entries[NAMES] = "\n".join(names).encode()
    entries[MODULES] = marshal.dumps(([modules[name] for name in names], methods(asked["classes"])))
    return write_zip(entries)
