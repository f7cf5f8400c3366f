"""The built pages made whole: wizard, languages, search, policy, links.

May import: ``guides``, the screens and the foundation. Begin with ``whole``, which runs the others in their order.
"""
