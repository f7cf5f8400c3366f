"""Files that ship in the place of others' that would bring in much and do nothing here.

Each was written for one version of what it stands for. Another version stops the build, so that somebody looks whether
it still fits.
"""

import hashlib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from site_build.paths import NODE_MODULES
from site_build.steps import StepFailed

STAND_INS = Path(__file__).parent / "stand_ins"
STANDARD_LIBRARY = NODE_MODULES / "pyodide" / "python_stdlib.zip"
STANDS_FOR = {
    "asyncio/__init__.py": "8148552daea881e3b33639d6e9bdab0da2021367ab694ee0604431c33c16983f",
    "ipaddress.py": "4cba28ab40dc34c685950535cf9adf6251bee5b63c82eed1f315d93853d4eaca",
    "jinja2/bccache.py": "821d2ab3daee9675e8d0f857e634c9cb6507cc8f3016743ade8fefc3b9e1cd18",
    "jinja2/compiler.py": "f51a42425e57f3c0479652623ec1cf876f791e1d2e029bf0149350baeb542de3",
    "jinja2/lexer.py": "2d88988a8e9bafe4dea7d9cf72ea565ec3c4b6396ec37a75994fa534155151f9",
    "jinja2/parser.py": "94b385cb7b0498773921a1074621f5b1056721dda6a14433872789653b5d637d",
    "pyodide/_package_loader.py": "66bc0d856252e3c3690a9c9cc2f73a4e88d7a9cc5beafa712194cadda4eb2b70",
    "pyodide/webloop.py": "7a031beee926b61b644f92917ddc16e9e3034075fa86b66333d11294f5e955c3",
}
"""The place of each in the zip, and the SHA-256 of the file that was there when it was written."""
OF_OUR_OWN = "sitecustomize.py"
"""Stands for nothing: Python looks for a file of this name when it starts, and Pyodide has none."""


def sources() -> dict[str, str]:
    """The text of each file, by its place in the zip. Raises StepFailed when what it stands for is another by now."""
    for name, expected in STANDS_FOR.items():
        found = hashlib.sha256(original(name)).hexdigest()
        if found != expected:
            raise StepFailed(
                f"  {name} of the package is not the one that the file in {STAND_INS.name}/ was written for: {found}",
                "Look what changed in it, correct the file in stand_ins if needed, then its hash in lean.py.",
            )
    return {name: (STAND_INS / name).read_text(encoding="utf-8") for name in (*STANDS_FOR, OF_OUR_OWN)}


def original(name: str) -> bytes:
    """What stands at this place in the package itself."""
    if name.startswith("jinja2/"):
        return Path(str(distribution("jinja2").locate_file(name))).read_bytes()
    with zipfile.ZipFile(STANDARD_LIBRARY) as archive:
        return archive.read(name)
