"""How fast: ``./x bench`` measures the wizard, ``./x bench rules`` the rules; no part of the tests.

* ``wizard``: in a browser, beside the usual way to run Python in a page.
* ``rules``: beside OpenFisca-Core, in an environment of their own.

Neither knows the other. May import: nothing but what each of them says. Begin with ``wizard``.
"""
