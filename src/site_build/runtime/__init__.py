"""The Python that the browser runs: our own small zip of bytecode beside Pyodide's own files.

`wheels` has pyodide-build compile our packages and those of others inside Pyodide itself, so that the bytecode fits.
`build` makes the zip: `pack.mjs` and `inside.py` trace the wizard and add what it imports of Python's own modules.
`check` boots the result and compares its answers with this Python's.
May import: the foundation, and what it packs, traces and compares: the screens and the rules. Begin with `build`.
"""
