"""Which question is asked and where its answer belongs: places, their order, how people belong together.

May import: ``remembered`` and the rules. Begin with ``places``; ``flow`` asks the rules for the next one.
"""
