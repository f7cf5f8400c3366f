"""What proves the project: static checks, tests, a browser for them, mutation, evidence, figures that grow old.

May import: the foundation (``make``, ``bootstrap``, ``steps``, ``paths``, ``words``). Begin with ``check``.
"""
