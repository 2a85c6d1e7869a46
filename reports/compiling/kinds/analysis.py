"""The three lists of a plan as the figures and the measures would have them: a draft that people take and change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accounts.changed import sha256_of
from ita.rules import plain
from measures.models import Measure, Plan
from scores.services import results as years
from scores.services.results import Line, Results

LISTS = ("defects", "developments", "ways")


@dataclass(frozen=True)
class Drafted:
    """A line that a list could have; `key` is what a button sends for it."""

    list: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.list}:{sha256_of(self.text)[:12]}"


def drafted(plan: Plan) -> dict[str, list[Drafted]]:
    """What each list could say: items below the pass mark, items below the target or fallen, and what the measures do.

    The same number of queries however many items and measures there are.
    """
    results = years.of_year(plan.agency, plan.assessed_year)
    measures = Measure.objects.kept().filter(plan=plan).by_code().prefetch_related("steps")
    pass_mark = results.rules.pass_mark
    scored = [(line, line.score) for line in results.scored_items if line.score is not None]
    found = {
        "defects": [
            f"{_item(line)} ได้ {score:.2f} คะแนน ต่ำกว่าเกณฑ์ผ่าน {plain(pass_mark)}"
            for line, score in scored
            if score < pass_mark
        ],
        "developments": [
            f"{_item(line)} ได้ {score:.2f} คะแนน {why}"
            for line, score in scored
            if score >= pass_mark and (why := _why(line, results))
        ],
        "ways": [_way(measure) for measure in measures],
    }
    return {name: [Drafted(name, text) for text in texts] for name, texts in found.items()}


def _item(line: Line) -> str:
    return f"ข้อ {line.called} {line.text}".strip()


def _why(line: Line, results: Results) -> str:
    """Why an item is to be developed, though it passes; nothing for one that need not be."""
    words = []
    if line.score is not None and line.score < results.target:
        words.append(f"ต่ำกว่าเป้าหมาย {plain(results.target)}")
    if line.change is not None and line.change < 0:
        words.append(f"ลดลงจากปี {results.year - 1} {abs(line.change):.2f} คะแนน")
    return " ".join(words)


def _way(measure: Measure) -> str:
    steps = " ".join(" ".join(step.text.split()) for step in measure.steps.all())
    return f"{measure.item} {steps or measure.question}"


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
