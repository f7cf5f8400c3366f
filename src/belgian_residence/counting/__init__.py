"""Stays and trips on one timeline, and the ways of counting them.

May import: ``told``, ``law``, ``engine``. Begin with ``situation`` (a person, a day and a way of counting: what every
condition looks at); ``conventions`` names the readings of the law, ``periods`` holds the timeline.
"""
