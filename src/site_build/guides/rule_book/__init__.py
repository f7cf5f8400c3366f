"""The rule book: pages that nobody writes, made from the one declaration of the rules. Begin with ``hook``.

Arrows inside: ``hook`` gives MkDocs the pages of ``pages``, ``by_card``, ``keeping_page``, ``coverage_page`` and
``how_we_know``; those read ``declaration`` (the routes), ``corpus`` (what the cases show), ``coverage`` (where each
provision is used) and ``proof.evidence`` (the results of long runs).
May import: ``guides.tables`` and what lies below, ``translation.kept``, ``proof.evidence``, the foundation, the screens
and the rules.
"""
