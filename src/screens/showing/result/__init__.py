"""The page of results, put together: the answer with its day, what to do first, and what stands below.

May import: ``changed``, ``cards``, ``drawn``, ``lines``, ``questions``, ``words`` and the rules. Begin with ``result``,
which makes the whole page, then ``first``: the first screen of it, written from what was ``found``.
"""
