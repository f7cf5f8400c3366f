"""Every combination: what the rules say for all values of all facts, not only for the cases that somebody thought of.

There are far too many combinations to try each: what makes it possible is that a condition looks at few facts.

* ``values``: for each fact the values that can make a difference, unknown among them.
* ``watch``: which facts a condition really looks at, found by watching it; and its answer for every combination of
  these. The other facts cannot matter, so each answer stands for all their values too.
* ``model``: a route as a formula over the answers of its conditions, made from the same tree that the rules evaluate
  and from what the real ``decide`` says for each value of the whole, so that a solver can prove what holds for all.
"""
