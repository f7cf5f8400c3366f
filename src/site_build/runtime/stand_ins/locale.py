"""In the place of ``locale``: ``calendar`` imports it for names of months, which come from our own words."""
