"""The built pages made whole: wizard, languages, search, policy, links.

May import: ``guides``, ``translation``, ``runtime``, the foundation, the screens and the rules. Begin with ``whole``,
which runs the others in their order.
"""
