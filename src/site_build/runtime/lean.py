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
    "_colorize.py": "15db41bec8e25fd1ba81cf234df2cc7446d0fbc10285fda73186176365efd730",
    "_pyodide/docstring.py": "c50fd26c0dac8690009018db9f6832e77880aa7155f03e366235519cb64c852c",
    "asyncio/__init__.py": "8148552daea881e3b33639d6e9bdab0da2021367ab694ee0604431c33c16983f",
    "calendar.py": "071c962f9000d42c565b92bae4063e1b7f615ae2db4f574e7c682c41f99c5146",
    "inspect.py": "dfa331ea130e46fcac095c4b60a9591e62647aa4f9c9caf94bb96c1fb9aeea2a",
    "ipaddress.py": "4cba28ab40dc34c685950535cf9adf6251bee5b63c82eed1f315d93853d4eaca",
    "jinja2/bccache.py": "821d2ab3daee9675e8d0f857e634c9cb6507cc8f3016743ade8fefc3b9e1cd18",
    "jinja2/compiler.py": "f51a42425e57f3c0479652623ec1cf876f791e1d2e029bf0149350baeb542de3",
    "jinja2/lexer.py": "2d88988a8e9bafe4dea7d9cf72ea565ec3c4b6396ec37a75994fa534155151f9",
    "jinja2/nodes.py": "9b50eecdcafaaa1648f0943a57226050d8a78c07f96d0ce28d29839ccb2f531f",
    "jinja2/parser.py": "94b385cb7b0498773921a1074621f5b1056721dda6a14433872789653b5d637d",
    "pyodide/_package_loader.py": "66bc0d856252e3c3690a9c9cc2f73a4e88d7a9cc5beafa712194cadda4eb2b70",
    "pyodide/webloop.py": "7a031beee926b61b644f92917ddc16e9e3034075fa86b66333d11294f5e955c3",
    "random.py": "62dca8cdae7482513b99bb093ff038afd5131954e7eb78166d673a772cee871c",
    "threading.py": "5323909624ec2165e70b6d31333e4191b63d383d2dc5a7d7d516a3475ea2b7e3",
    "tokenize.py": "65ba1bacdc42e768382208ff27f3001ee77d9d61aafba686c67652d22b84b330",
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
