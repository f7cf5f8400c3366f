"""In the place of ``threading``: Jinja2 imports it for one lock. There are no threads."""

from _thread import allocate_lock as Lock  # noqa: F401, N812
