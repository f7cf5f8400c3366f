"""In the place of Jinja2's caches of bytecode, which bring in pickle and temporary files."""


class BytecodeCache:
    """Only its name is used."""


class FileSystemBytecodeCache(BytecodeCache):
    """Only its name is used."""


class MemcachedBytecodeCache(BytecodeCache):
    """Only its name is used."""
