"""Translations: what each was made from, what of it is missing or stale, and a page put together from it.

English is where every text begins. A translated guide has a mark before each block, the hash of the English block that
it was made from; a translated message has the English text itself as a comment.

May import: ``words``, ``paths`` and the screens. Begin with ``report`` (how far a language is), then ``blocks``.
"""
