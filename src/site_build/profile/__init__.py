"""What the wizard uses of Pyodide: asked of an engine that counts, and then of the small engine that comes of it.

``engine`` counts, chooses, tries and writes ``kept.toml``; ``workload`` is what both engines are asked.
May import: ``runtime``, ``proof``, ``server``, the foundation, the screens and the rules. Begin with ``engine``.
"""
