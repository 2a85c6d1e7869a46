"""Items of the open-data list that a step names: `(อ้างอิงจาก o13)`."""

from __future__ import annotations

import re

from thai.codes import normalise

_NAMED = re.compile(r"อ้างอิง(?:จาก|ตาม)?\s{0,3}(?:ข้อ\s{0,3})?([oO0๐]\s{0,2}[0-9๐-๙]{1,2})")


def find(text: str) -> list[tuple[str, str]]:
    """(code, as written) for each reference in the text, in order, as often as it stands there."""
    return [(normalise(written)[0], written) for written in _NAMED.findall(text)]
