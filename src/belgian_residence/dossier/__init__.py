"""The dossier of a route: what to bring, the steps from the municipality to the card, the days, the costs.

May import: ``keeping`` and what lies below. Begin with ``dossier``, which puts the tables
together; each other module is one table with its conditions.
"""
