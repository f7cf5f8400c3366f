"""A second, slow way of counting, to check the rules by.

It walks day by day and asks, on each day, "if the person applied today, are the conditions met, looking back?". It
was written from the law base and the list of readings, before reading the rules, and shares no code with them. So a
mistake would have to be made twice, in two ways, to pass.

* ``days``: the calendar.
* ``long_term``: the five years of the L card.
* ``blue_card``: L for those who moved between states with a Blue Card.
* ``unlimited``: the years of the B card, by reason of stay.
* ``settlement``: the five years of the K card.
* ``eu_clock``: the five years of EU+, F+ and M with permanent stay.
* ``declaration``: the five and ten years of nationality by declaration.
* ``timelines``: random lives to compare on.
"""
