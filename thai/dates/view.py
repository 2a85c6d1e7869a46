"""The form of a text in which dates are looked for, and the way back to the text as written."""

import re

from thai.text import clean, readable

# A character with all that may melt into it. Leading vowels stay with each other: two SARA E become one letter.
_BREAKS = " -~\n\u0e01-\u0e2f\u0e40-\u0e44\u0e50-\u0e59"
_CLUSTER = re.compile(rf"[\u0e40-\u0e44][^{_BREAKS}]*(?:[\u0e40-\u0e44][^{_BREAKS}]*)*|.[^{_BREAKS}]*", re.DOTALL)


class View:
    """A text made readable that remembers where each of its characters was written."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.text = readable(written)
        self._places: list[tuple[int, int]] | None = None
        if clean(written) != written:
            self._align()

    def _align(self) -> None:
        parts: list[str] = []
        places: list[tuple[int, int]] = []
        for cluster in _CLUSTER.finditer(self.written):
            part = readable(cluster[0])
            parts.append(part)
            if len(part) == len(cluster[0]):
                places.extend((cluster.start() + offset, cluster.start() + offset + 1) for offset in range(len(part)))
            else:
                places.extend([cluster.span()] * len(part))
        self.text, self._places = "".join(parts), places

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] (not empty) stands in what was written."""
        if self._places is None:
            return start, end
        return self._places[start][0], self._places[end - 1][1]
