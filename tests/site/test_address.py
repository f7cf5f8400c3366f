"""What somebody can type behind "#/" in the address: the script of the wizard, run by Node."""

import json
import subprocess

import pytest

from site_build.bootstrap import node
from site_build.paths import ROOT
from visiting import Visit

TYPED = {
    "#/result": "result",
    "#/question/card": "question/card",
    "#/of-2%2Fcheck": "of-2/check",
    "#/": "",
    "#/%": "%",
    "#/%E0%A4%A": "%E0%A4%A",
    "#/%zz/result": "%zz/result",
}


def test_every_address_names_a_screen_or_none() -> None:
    script = f"import {{ screenOf }} from {json.dumps((ROOT / 'wizard' / 'address.js').as_uri())};"
    script += f"console.log(JSON.stringify({json.dumps(list(TYPED))}.map(screenOf)));"
    done = subprocess.run(
        [*node(), "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert json.loads(done.stdout) == list(TYPED.values())


@pytest.mark.parametrize("screen", ["%", "%E0%A4%A", "%zz/result"])
def test_a_screen_that_there_is_not_leads_somewhere(screen: str) -> None:
    visit = Visit({"card": "A"}).see(screen)
    assert visit.screen != screen
    assert "data-title" in visit.html
