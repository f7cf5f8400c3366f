"""The rule book: pages that nobody writes, made from the one declaration of the rules.

Arrows inside: ``hook`` gives MkDocs the pages of ``pages``, ``coverage_page`` and ``how_we_know``; those read
``declaration`` (the routes), ``corpus`` (what the cases show), ``coverage`` (where each provision is used) and
``evidence`` (the results of long runs).
"""
