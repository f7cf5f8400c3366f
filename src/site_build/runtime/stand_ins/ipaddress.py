"""Stands for Python's module of this name: ``urllib.parse`` imports it for addresses in brackets. None is
read here."""


class IPv4Address:
    """Never made."""


def ip_address(address: object) -> IPv4Address:
    """Accept none. Raises ValueError, as the real one does for what is no address."""
    raise ValueError(f"{address!r} is not read in a browser")
