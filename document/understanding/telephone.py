"""Telephone numbers in what offices write, which no report needs and none shall make public."""

import re

_NUMBER = re.compile(
    r"\s*(?:โทร(?:ศัพท์|สาร)?\.?|โทรฯ)\s*(?:ภายใน\s*)?:?\s*[0-9๐-๙][0-9๐-๙\s\-–.,]{3,}[0-9๐-๙](?:\s*ต่อ\s*[0-9๐-๙]{1,5})?"
)


def without_telephone(text: str) -> str:
    """The text without telephone numbers and the word before them."""
    return _NUMBER.sub("", text).strip()
