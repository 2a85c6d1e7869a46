"""What is kept while a document is laid out: what is asked for stays, the rest goes."""

import sys
import unicodedata

import pytest

from paper.drawing import recent
from paper.textlayer.written import visible


def test_what_nobody_asks_for_goes_and_what_is_asked_for_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "MOST", 3)
    kept = recent.Recent()
    kept.keep("often", "answer")
    for number in range(20):
        kept.keep(number, number)
        assert kept.get("often") == "answer"
    assert kept.get(0) is None
    assert kept.get(19) == 19
    assert len(kept._young) + len(kept._old) <= 6


def test_only_characters_that_steer_the_layout_are_unseen() -> None:
    """Of all that there are."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert visible("".join(every)) == "".join(char for char in every if unicodedata.category(char) != "Cf")
