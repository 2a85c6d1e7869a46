"""What a part of a form was drawn from, as a few letters: the page carries them instead of its words once more."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from document.correcting.lines import SET_IN
from thai.text import clean


def one_line(text: str) -> str:
    """The text of a field of one line as it posts it back: white space run together."""
    return " ".join(clean(text).split())


def prose(text: str) -> str:
    """Running text as its field posts it back: no empty lines, white space within lines run together."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in clean(text).splitlines())))


def entries(text: str) -> str:
    """The same of a list, an entry a line: a line that is set in stays so."""
    found = [line for line in clean(text).splitlines() if line.strip()]
    set_in = [SET_IN if at and line[:1].isspace() else "" for at, line in enumerate(found)]
    return "\n".join(space + " ".join(line.split()) for space, line in zip(set_in, found, strict=True))


def mark(text: str) -> str:
    """Eight letters that another text hardly has."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def marks_of(words: Mapping[str, str], parts: Sequence[str]) -> str:
    """The marks of several parts in their order, for a hidden field."""
    return ".".join(mark(words.get(part, "")) for part in parts)


def read_marks(text: str, parts: Sequence[str]) -> dict[str, str]:
    """The marks by part; for a forged field such as no text has."""
    found = text.split(".")
    return dict(zip(parts, found, strict=True)) if len(found) == len(parts) else dict.fromkeys(parts, "")
