"""A wheel of an installed package, with its Python only: of MarkupSafe no such wheel is published."""

import hashlib
import io
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Collection
from importlib.metadata import Distribution

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
WHEEL = "Wheel-Version: 1.0\nGenerator: site_build\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def repack(installed: Distribution, only: Collection[str] = ()) -> tuple[str, bytes]:
    """Return file name and contents of the wheel, the same on every machine for one version of the package.

    `only`: these modules and no others, by file name; empty: all of them.
    """
    stem = f"{installed.name.lower().replace('-', '_')}-{installed.version}"
    about = f"{stem}.dist-info"
    files = {f"{about}/METADATA": (installed.read_text("METADATA") or "").encode(), f"{about}/WHEEL": WHEEL.encode()}
    for path in installed.files or ():
        wanted = path.suffix == ".py" and (not only or path.name in only)
        if wanted or "licenses" in path.parts:
            files[path.as_posix()] = path.read_binary()
    record = "".join(f"{name},sha256={digest(files[name])},{len(files[name])}\n" for name in sorted(files))
    files[f"{about}/RECORD"] = f"{record}{about}/RECORD,,\n".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as wheel:
        for name in sorted(files):
            wheel.writestr(zipfile.ZipInfo(name, FIXED_DATE), files[name])
    return f"{stem}-py3-none-any.whl", out.getvalue()


def digest(content: bytes) -> str:
    """The hash of a file as a wheel's RECORD writes it."""
    return urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
