"""Answers kept for as long as the same is likely to be asked again."""

from __future__ import annotations

from typing import Any

MOST = 2000  # answers in each of two generations


class Recent:
    """Answers that were given or asked for lately; those of a generation that nobody asked for go with it."""

    def __init__(self) -> None:
        self._young: dict[Any, Any] = {}
        self._old: dict[Any, Any] = {}

    def get(self, key: Any) -> Any:  # noqa: ANN401 - whatever was kept
        """What was kept under the key; None where it was nothing, or is gone."""
        found = self._young.get(key)
        if found is None and (found := self._old.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: Any, answer: Any) -> None:  # noqa: ANN401 - as above
        """Keep an answer for some time."""
        if len(self._young) >= MOST:
            self._young, self._old = {}, self._young
        self._young[key] = answer
