"""The Python that the browser runs: our own small zip of bytecode beside Pyodide's own files.

`build` gathers the source, `pack.mjs` and `inside.py` trace and compile it inside Pyodide itself
(so that the bytecode fits), `check` boots the result and compares its answers with this Python's.
May import: the foundation (`bootstrap`, `steps`, `paths`, `cases`) and, to compare, the rules. Begin with `build`.
"""
