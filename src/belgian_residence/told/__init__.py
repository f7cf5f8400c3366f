"""What a person can tell, reading it and refusing it: from the JSON of a case to people with exact days.

May import: ``engine`` (the calendar). Begin with ``facts``, the one list of what can be told; ``case`` reads it.
"""
