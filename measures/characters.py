"""What of a measure's words a paper cannot hold or draw, said before anybody compiles a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from measures.models import Action, Measure, Outcome
from thai.characters import private_use_words, undrawn_words


@dataclass(frozen=True)
class Line:
    """A place in the measure and what is to be said of its characters, both Thai."""

    place: str
    words: str


def doubts_of(measure: Measure) -> list[Line]:
    """One line a text with such characters; wants a measure fetched in full, and asks the database nothing."""
    return [
        Line(place, words)
        for place, text in _texts(measure)
        for words in (private_use_words(text), undrawn_words(text))
        if words
    ]


def _texts(measure: Measure) -> Iterator[tuple[str, str]]:
    actions: list[Action] = measure.kept_actions  # type: ignore[attr-defined]  # set by in_full
    outcomes: list[Outcome] = measure.kept_outcomes  # type: ignore[attr-defined]  # set by in_full
    yield "ข้อคำถาม", f"{measure.code_as_written} {measure.heading}"
    yield from ((f"สิ่งที่ต้องทำข้อที่ {n}", step.text) for n, step in enumerate(measure.steps.all(), start=1))
    details = enumerate(measure.details.all(), start=1)
    yield from ((f"รายละเอียดข้อที่ {n}", f"{each.shown_label} {each.text}") for n, each in details)
    yield from ((f"การดำเนินการที่ {n}", action.text) for n, action in enumerate(actions, start=1))
    yield from ((f"ผลลัพธ์ข้อที่ {n}", outcome.text) for n, outcome in enumerate(outcomes, start=1))
    for n, duty in enumerate(measure.duties.all(), start=1):
        yield f"ผู้รับผิดชอบคนที่ {n}", duty.as_written or duty.officer.line
