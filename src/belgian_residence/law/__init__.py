"""The law as data: sources, laws, facts and dated amounts, with their loaders.

Arrows inside: ``amounts`` and ``facts`` read ``laws`` and ``sources``; all read through ``tables``.
"""
