"""The photographs of a report for its paper: read and made smaller only when a page is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from document import ReportDocument
from files import store
from files.made import cache, kept_or_made
from paper.annex.photographs import printable, room
from paper.paper import Paper

_A_DAY = 24 * 60 * 60


class Photographs(Mapping[str, bytes]):
    """The printed picture of each photograph of a document that the store has, by its digest; once made, kept a day.

    Taking one raises Altered where its bytes are not what the digest names.
    """

    def __init__(self, document: ReportDocument) -> None:
        digests = dict.fromkeys(each.digest for each in document.evidence if each.is_photograph)
        missing = store.missing(digests)
        self._digests = [digest for digest in digests if digest not in missing]
        self._room = room(len(digests))

    def __getitem__(self, digest: str) -> bytes:
        if digest not in self._digests:
            raise KeyError(digest)
        return kept_or_made(cache, f"printed-{digest}-{self._room}", _A_DAY, lambda: self._made(digest))

    def made_anew(self) -> dict[str, bytes]:
        """All of them out of the files themselves, whatever was kept. Raises Altered."""
        return {digest: self._made(digest) for digest in self._digests}

    def _made(self, digest: str) -> bytes:
        return printable(store.get(digest), largest=self._room)

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def __contains__(self, digest: object) -> bool:
        return digest in self._digests


def illustrated(paper: Paper, document: ReportDocument) -> Paper:
    """The paper with the photographs of what is printed on it."""
    return replace(paper, photographs=Photographs(document))
