"""The law as data: sources, laws, provisions, dated amounts and changes ahead, with their loaders.

May import: nothing but the standard library. Begin with ``provisions`` (what the law says, entry by entry) and
``amounts`` (its figures by date). All read through ``tables``, which refuses what it does not know.
"""
