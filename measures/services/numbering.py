"""The markers that the report prints before each item of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thai.digits import to_thai

_NUMBER = re.compile(r"^[0-9๐-๙]+([.)])$")


def renumbered(markers: Sequence[str], *, default: str, numbers_one: bool = False) -> list[str]:
    """Markers for a list whose rows came, went or moved: its own style kept, `default` ("1." or "-") where it has none.

    One row alone keeps a bullet, and loses a number but where `numbers_one` says that it is to have one as many have.
    """
    numbers = [m for m in markers if _NUMBER.match(m)]
    bullets = [m for m in markers if m and not _NUMBER.match(m)]
    if len(markers) == 1 and not numbers_one:
        return ["" if numbers or not bullets else bullets[0]]
    if bullets and not numbers:
        return [bullets[0]] * len(markers)
    if not numbers and default == "-":
        return ["-"] * len(markers)
    style = numbers[0] if numbers else "1."
    thai = style[0] in "๐๑๒๓๔๕๖๗๘๙"
    counted = [f"{n}{style[-1]}" for n in range(1, len(markers) + 1)]
    return [to_thai(marker) if thai else marker for marker in counted]
