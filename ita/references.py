"""Items of the open-data list that a step names, as references: `(อ้างอิงจาก o13)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ita.codes import normalise
from ita.mentions import find_mentions

LONGEST = 20  # characters of Reference.as_written; only zeros in a row make a code longer


def find(text: str) -> list[tuple[str, str]]:
    """(code, as written) for each reference in the text that can be read, in order, as often as it stands there."""
    return [(code, name) for code, name, _ in _found(text)]


def renamed(texts: Sequence[str], number: int, as_written: str) -> tuple[str, ...]:
    """The texts with one of their references written otherwise; `number` counts those that `find` finds, from 1."""
    changed = list(texts)
    for at, text in enumerate(texts):
        found = list(_found(text))
        if number <= len(found):
            _, _, (start, end) = found[number - 1]
            changed[at] = text[:start] + as_written + text[end:]
            break
        number -= len(found)
    return tuple(changed)


def _found(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each readable reference: its code, its name as written, and where that stands."""
    place = 0
    for mention in find_mentions(text):
        place = text.index(mention.written, place)
        inside, end = place + 1, place + len(mention.written)
        for name in mention.names:
            try:
                code = normalise(name)[0]
            except ValueError:
                continue  # a word in the brackets that is no code names no item
            if len(name) > LONGEST:
                continue
            match = re.compile(r"\s+".join(map(re.escape, name.split()))).search(text, inside, end)
            if match:
                inside = match.end()
                yield code, name, match.span()
