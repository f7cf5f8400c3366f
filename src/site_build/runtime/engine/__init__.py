"""The engine that the browser gets: Pyodide without what the wizard never uses.

`wasm.py` reads and writes WebAssembly, `smaller.py` makes the small engine by `kept.toml`, `build.py` is the step of
the build. `kept.toml` comes of `site_build.profile`. Why:
docs/decisions/the-engine-is-what-the-wizard-uses-of-pyodide.md.
May import: `bootstrap`, `steps` and `paths`, nothing of ours that the engine will run. Begin with `build.py`.
"""
