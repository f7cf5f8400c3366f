"""Answers in a link: what the file holds, packed into the part of an address behind "#", which no browser sends on.

The link is for another device or for an adviser. What comes back from one is read like a file: the rules read every
fact, anything else is refused, and a text that would unpack to more than a file may hold is not unpacked.
"""

from __future__ import annotations

import binascii
import json
import zlib
from collections.abc import Collection
from copy import deepcopy
from datetime import date
from typing import Any

import belgian_residence as rules
from belgian_residence.told.versions import KEY
from screens.problems import NotAccepted, Problem
from screens.remembered import save_file
from screens.remembered.state import State

SHARE, SHARED = "share", "shared"
"""The screen that makes a link, and the beginning of the screen that a link opens."""
LONGEST = 20_000
"""Signs; a real link has some hundred."""
RAW = -15
"""Deflate without a header: the shortest form."""
IN_ADDRESS = str.maketrans("+/", "-_")
FROM_ADDRESS = str.maketrans("-_", "+/")
"""The signs of base64 that mean something else in an address."""


def write(state: State, left_out: Collection[str] = ()) -> str:
    """The code for the answers, without the facts that are to be left out."""
    case = deepcopy(state.file())
    for facts in case["people"].values() if state.several else [case]:
        for fact in left_out:
            facts.pop(fact, None)
    content: dict[str, Any] = {save_file.FORMAT: save_file.VERSION, "case": {KEY: rules.RULES_VERSION, **case}}
    content |= save_file.unfinished(state)
    if state.on:
        content["on"] = state.on
    packer = zlib.compressobj(9, zlib.DEFLATED, RAW)
    packed = packer.compress(json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()) + packer.flush()
    return binascii.b2a_base64(packed, newline=False).decode().rstrip("=").translate(IN_ADDRESS)


def read(code: str, today: date) -> State:
    """The state in a code. Raises NotAccepted for one that is damaged, too long, or not ours."""
    if len(code) > LONGEST:
        raise NotAccepted(Problem("file", "link.not_ours"))
    try:
        packed = binascii.a2b_base64(code.translate(FROM_ADDRESS) + "=" * (-len(code) % 4))
        unpacker = zlib.decompressobj(RAW)
        text = unpacker.decompress(packed, save_file.LARGEST).decode()
    except (binascii.Error, zlib.error, ValueError):
        raise NotAccepted(Problem("file", "link.not_ours")) from None
    if not unpacker.eof or unpacker.unused_data:
        raise NotAccepted(Problem("file", "link.not_ours"))
    return save_file.read(text, today)
