"""From an answer of the rules to what is read: every line, word and link of a result.

May import: ``questions``, ``remembered``, ``render``, ``municipalities``, ``words``, ``fallback``, ``typed_dates`` and
the rules. Begin with ``result``, the page that is put together here. Arrows run down this list:

* ``taken_along``: what leaves the wizard: sheets, messages, files
* ``result``: the page of results and what stands first on it
* ``changed``: what is different, by a what-if, a form or the time
* ``cards``: one card in words, and one beside the others
* ``drawn``: pictures
* ``lines``: single lines that several pages share
"""
