"""Lists as people paste them: an entry a line, with its mark; a line that is set in goes on with the one above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from document.understanding.items import begins_list, items
from document.values import Detail, MarkedText

SET_IN = "    "
Entry = TypeVar("Entry")


def as_lines(entries: Iterable[str]) -> str:
    """The entries as the text of one field."""
    return "\n".join(entry.replace("\n", f"\n{SET_IN}") for entry in entries)


def entries_of(text: str) -> list[str]:
    """The entries of a field's text; the lines of an entry are parted by line breaks."""
    found: list[str] = []
    for line in text.splitlines():
        words = " ".join(line.split())
        if not words:
            continue
        if found and line[:1].isspace() and not begins_list(words):
            found[-1] = f"{found[-1]}\n{words}"
        else:
            found.append(words)
    return found


def shown(entry: MarkedText) -> str:
    """An item with its mark."""
    return f"{entry.marker} {entry.text}".strip()


def shown_detail(detail: Detail) -> str:
    """Labelled words as one entry: label : words."""
    return f"{detail.label} : {detail.text}" if detail.label else detail.text


def kept_or_read(
    text: str, was: Sequence[Entry], show: Callable[[Entry], str], read: Callable[[str], Iterable[Entry]]
) -> tuple[Entry, ...]:
    """The entries of a text: one that stands as it stood is the same as it was, all else is read anew."""
    known: dict[str, list[Entry]] = {}
    for each in was:
        known.setdefault(_bare(show(each)), []).append(each)
    found: list[Entry] = []
    for entry in entries_of(text):
        same = known.get(_bare(entry))
        found += [same.pop(0)] if same else read(entry)
    return tuple(found)


def read_items(entry: str) -> tuple[MarkedText, ...]:
    """The items of one entry: more than one where it numbers several within its line."""
    return items([entry])


def _bare(entry: str) -> str:
    return " ".join(entry.split())
