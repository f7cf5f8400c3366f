"""What the wizard uses of Pyodide: asked of an engine that counts, and then of the small engine that comes of it."""
