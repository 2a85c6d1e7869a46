"""Items of the open-data list that a step names, as references: `(อ้างอิงจาก o13)`."""

from __future__ import annotations

from ita.codes import normalise
from ita.mentions import find_mentions

LONGEST = 20  # characters of Reference.as_written; only zeros in a row make a code longer


def find(text: str) -> list[tuple[str, str]]:
    """(code, as written) for each reference in the text that can be read, in order, as often as it stands there."""
    found = []
    for mention in find_mentions(text):
        for name in mention.names:
            try:
                code = normalise(name)[0]
            except ValueError:
                continue  # a word in the brackets that is no code names no item
            if len(name) <= LONGEST:
                found.append((code, name))
    return found
