"""What proves the project: static checks, tests, a browser for them, mutation, evidence, figures that grow old.

May import: the foundation, and of the rules the tables of the law: ``belgian_residence.law``. Begin with ``check``.
"""
