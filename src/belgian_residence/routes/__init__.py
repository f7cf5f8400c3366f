"""The routes: one status a module, in the order of the statute; what only one family shares stands beside it.

May import: ``losing``, ``counting``, ``told``, ``law``, ``engine``. Begin with ``status`` (what a route is made of) and
``b`` (the simplest one); ``registry`` lists them all, ``outcome`` decides one. ``stay_kept`` asks whether the stay that
a route rests on was lost.
"""
