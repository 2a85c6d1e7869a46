"""The three lists of a plan as the figures and the measures would have them: a draft that people take and change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.changed import sha256_of
from document import Measure
from ita.rules import plain
from reports.compiling.kinds.analysed import Analysed
from scores.services.results import Line

LISTS = ("defects", "developments", "ways")


@dataclass(frozen=True)
class Drafted:
    """A line that a list could have; `key` is what a button sends for it."""

    list: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.list}:{sha256_of(self.text)[:12]}"


def drafted(scores: Analysed, measures: Iterable[Measure]) -> dict[str, list[Drafted]]:
    """What each list could say: items below the pass mark, items below the target or fallen, what the measures do."""
    scored = [(line, line.score) for line in scores.lines if line.score is not None]
    below = f"ต่ำกว่าเกณฑ์ผ่าน {plain(scores.pass_mark)}"
    passed = [(line, score, _why(line, scores)) for line, score in scored if score >= scores.pass_mark]
    found = {
        "defects": [_said(line, score, below) for line, score in scored if score < scores.pass_mark],
        "developments": [_said(line, score, why) for line, score, why in passed if why],
        "ways": [_way(measure) for measure in measures],
    }
    return {name: [Drafted(name, text) for text in texts] for name, texts in found.items()}


def _said(line: Line, score: Decimal, why: str) -> str:
    return f"{_item(line)} ได้ {score:.2f} คะแนน {why}"


def _item(line: Line) -> str:
    return f"ข้อ {line.called} {line.text}".strip()


def _why(line: Line, scores: Analysed) -> str:
    """Why an item is to be developed, though it passes; nothing for one that need not be."""
    words = []
    if line.score is not None and line.score < scores.target:
        words.append(f"ต่ำกว่าเป้าหมาย {plain(scores.target)}")
    if line.change is not None and line.change < 0:
        words.append(f"ลดลงจากปี {scores.year - 1} {abs(line.change):.2f} คะแนน")
    return " ".join(words)


def _way(measure: Measure) -> str:
    steps = " ".join(" ".join(step.text.split()) for step in measure.steps)
    item = f"ข้อ {' '.join((measure.code, *measure.more_codes))}" if measure.code else ""
    return f"{item} {steps or measure.question}".strip()


def missing(found: Mapping[str, list[Drafted]], stands: Mapping[str, str]) -> dict[str, list[Drafted]]:
    """The drafted lines that the lists, as they stand, don't have word for word."""
    lines = {name: {" ".join(line.split()) for line in stands.get(name, "").splitlines()} for name in LISTS}
    return {name: [each for each in found[name] if " ".join(each.text.split()) not in lines[name]] for name in LISTS}


def taken(found: Mapping[str, list[Drafted]], stands: Mapping[str, str], asked: str) -> dict[str, str]:
    """The lists that change where a line is taken by its key, or all lines of the lists that are empty by `all`.

    What stands in a list stays as it is; a line is put behind it.
    """
    lines = missing(found, stands)
    if asked == "all":
        return {name: _text(lines[name]) for name in LISTS if not stands.get(name, "").strip() and lines[name]}
    return dict(_one(lines, stands, asked))


def _one(lines: Mapping[str, list[Drafted]], stands: Mapping[str, str], asked: str) -> Iterator[tuple[str, str]]:
    for name in LISTS:
        for each in lines[name]:
            if each.key == asked:
                yield name, "\n".join(filter(None, [stands.get(name, "").strip(), each.text]))


def _text(lines: list[Drafted]) -> str:
    return "\n".join(each.text for each in lines)
