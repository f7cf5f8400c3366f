"""Pyodide's wasm and script without what nothing here uses.

Of the wasm, functions that are not kept lose their body and exports that nobody reads lose their name; nothing is
renumbered and no data is touched. A function without its body sets the global `missed` and stops the engine, so it can
give no answer at all, but never another one. Of the script goes what served only those exports and side modules.
"""

import re
from collections.abc import Collection, Mapping

from site_build.runtime.engine.wasm import (
    Export,
    Kind,
    Section,
    bodies,
    code_section,
    export_section,
    exports,
    imports,
    number,
    sections,
    signed,
    with_more_globals,
    written,
)

MISSED = "missed"
"""Exported: not 0 once a function was asked for that is not there."""
NO_LOCALS, CONSTANT, SET, UNREACHABLE, END = b"\0", b"\x41", b"\x24", b"\0", b"\x0b"

# What stands in Pyodide's script, as Emscripten writes it.
WORD = re.compile(r"[A-Za-z_$][\w$]*")
ASSIGNED = re.compile(r'\w+=Module\["\w+"\]=wasmExports\["(\w+)"\](?:\.value>>>0)?;?')
GIVEN_AGAIN = re.compile(r'Module\["(\w+)"\]=\1;')
SIGNATURE = re.compile(r'(?<=[;}])[\w$]+\.sig="\w*";')
READ = re.compile(r'\.\s*([A-Za-z_$][\w$]*)|"([A-Za-z_$][\w$]*)"')
DIRECT_EVAL = re.compile(r"(?<![\w$.])eval\(")
ASSIGNS = "function assignWasmExports(wasmExports){"
CONVERTS = "function applySignatureConversions(wasmExports){"
IMPORTS = "var wasmImports={"

Span = tuple[int, int]


def smaller_wasm(binary: bytes, kept: Collection[int], names: Collection[str], *, numbered: bool = False) -> bytes:
    """The binary with the bodies of `kept` (numbers of functions, imported ones not counted) and the exports `names`.

    `numbered`: `missed` then says which function it was, by its number plus one; that makes the file larger.
    """
    parts = dict(sections(binary))
    missed, globals_ = with_more_globals(parts, 1)

    def absent(index: int) -> bytes:
        value = signed(index + 1 if numbered else 1)
        return NO_LOCALS + CONSTANT + value + SET + number(missed) + UNREACHABLE + END

    whole = bodies(parts[Section.CODE])
    listed = [one for one in exports(parts[Section.EXPORT]) if one.name in names]
    made: dict[int, bytes] = {
        Section.GLOBAL: globals_,
        Section.EXPORT: export_section([*listed, Export(MISSED, Kind.GLOBAL, missed)]),
        Section.CODE: code_section(body if index in kept else absent(index) for index, body in enumerate(whole)),
    }
    return written((kind, made.get(kind, content)) for kind, content in sections(binary))


def used_exports(binary: bytes, glue: str, loader: str) -> set[str]:
    """The exports whose name stands anywhere in the scripts but in the lists that Emscripten makes of all of them."""
    lists = (declared(glue), block(glue, ASSIGNS), block(glue, CONVERTS, "return wasmExports}"), block(glue, IMPORTS))
    rest = GIVEN_AGAIN.sub("", replaced(glue, dict.fromkeys(lists, ""))) + loader
    words = set(WORD.findall(rest))
    listed = exports(dict(sections(binary))[Section.EXPORT])
    return {one.name for one in listed if one.name in words or f"_{one.name}" in words}


def smaller_script(binary: bytes, glue: str, loader: str) -> str:
    """Pyodide's script for a wasm with the used exports only. What nobody reads any more is left for the minifier."""
    names = used_exports(binary, glue, loader)
    names_of, assigned, given = declared(glue), block(glue, ASSIGNS), block(glue, IMPORTS)
    every = {found[1] for found in ASSIGNED.finditer(text(glue, assigned))}
    gone = {f"_{name}" for name in every - names}
    wanted = {one.name for one in imports(dict(sections(binary))[Section.IMPORT]) if one.kind == Kind.FUNCTION}
    small = replaced(
        glue,
        {
            names_of: ",".join(one for one in text(glue, names_of).split(",") if one not in gone),
            assigned: ASSIGNED.sub(lambda found: found[0] if found[1] in names else "", text(glue, assigned)),
            given: ",".join(one for one in text(glue, given).split(",") if one.partition(":")[0].strip('"') in wanted),
        },
    )
    read = {name for pair in READ.findall(GIVEN_AGAIN.sub("", small) + loader) for name in pair if name}
    small = GIVEN_AGAIN.sub(lambda found: found[0] if found[1] in read else "", small)
    # The types of functions that only a module loaded later could ask for. And `eval` that sees the names of the
    # script, because of which none could be shortened; the policy of the page allows no `eval` at all.
    return DIRECT_EVAL.sub("(0,eval)(", SIGNATURE.sub("", small))


def declared(glue: str) -> Span:
    """Where the variables for the exports are declared: before the function that fills them."""
    end = glue.index(ASSIGNS) - 1
    return glue.rindex("var ", 0, end) + len("var "), end


def block(glue: str, start: str, end: str = "}") -> Span:
    """What stands between two texts."""
    begin = glue.index(start) + len(start)
    return begin, glue.index(end, begin)


def text(glue: str, span: Span) -> str:
    """What stands at a place."""
    return glue[slice(*span)]


def replaced(glue: str, places: Mapping[Span, str]) -> str:
    """The script with other texts at these places."""
    for (begin, end), instead in sorted(places.items(), reverse=True):
        glue = glue[:begin] + instead + glue[end:]
    return glue
