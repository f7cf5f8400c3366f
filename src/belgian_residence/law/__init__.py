"""The law as data: sources, laws, provisions and dated amounts, with their loaders.

Arrows inside: ``amounts`` and ``provisions`` read ``laws`` and ``sources``; all read through ``tables``.
"""
