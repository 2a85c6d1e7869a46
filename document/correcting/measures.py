"""One measure as the texts of its fields, and the measure with those that a person changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from document.correcting.lines import as_lines, kept_or_read, read_items, shown, shown_detail
from document.dating import dates_of
from document.doubts import Change, Recode, Rename, Reword, Reyear
from document.understanding.officers import officers
from document.understanding.tables.columns import meanings_of
from document.values import Action, Detail, DetailKind, MarkedText, Measure, Officer, Reference
from ita import references
from ita.codes import normalise, tool_of

MEASURE_PARTS = ("code", "question", "steps", "actions", "outcomes", "officers", "details")
# Beside the texts: a reference's year by its number, an action's date field by its number, a line each.
YEARS, DAYS = "years", "days"
_BETWEEN_CODES = re.compile(r"\s*(?:,|/|และ|\s)\s*")
_LABELLED: tuple[DetailKind, ...] = (
    "indicator", "period", "target", "budget", "monitoring", "problem", "suggestion", "evidence",
)  # fmt: skip
_DETAILS: dict[str, DetailKind] = {each: each for each in _LABELLED}


def measure_words(measure: Measure) -> dict[str, str]:
    """The texts of a measure's fields by part: what its form shows."""
    return {
        "code": ", ".join(code for code in (measure.code, *measure.more_codes) if code),
        "question": measure.question,
        "steps": as_lines(map(shown, measure.steps)),
        "actions": as_lines(map(_shown_action, measure.actions)),
        "outcomes": as_lines(map(shown, measure.outcomes)),
        "officers": as_lines(each.printed for each in measure.officers),
        "details": as_lines(map(shown_detail, measure.details)),
    }


def codes_of(text: str) -> list[str]:
    """The codes in a text, as the catalogue writes them. Raises ValueError, in Thai, for what is none."""
    parts = [each for each in _BETWEEN_CODES.split(text.strip()) if each]
    try:
        return list(dict.fromkeys(normalise(each)[0] for each in parts))
    except ValueError:
        return [normalise(text)[0]]  # one code with a space in it: e ๑๓


def corrected_measure(measure: Measure, words: Mapping[str, str], year: int) -> Measure:
    """The measure with the texts in `words` that say otherwise than it does; `year` is that of the measures.

    Raises ValueError, in Thai, for a code that can't be read.
    """
    was = measure_words(measure)
    changed = {part: text for part, text in words.items() if was.get(part) != text}
    made = _of_heading(measure, changed)
    if "steps" in changed:
        steps = kept_or_read(changed["steps"], measure.steps, shown, read_items)
        made = replace(made, steps=steps, references=_references(steps, measure.references, year))
    if "actions" in changed:
        made = replace(made, actions=kept_or_read(changed["actions"], measure.actions, _shown_action, _read_actions))
    if "outcomes" in changed:
        made = replace(made, outcomes=kept_or_read(changed["outcomes"], measure.outcomes, shown, read_items))
    if "officers" in changed:
        made = replace(made, officers=kept_or_read(changed["officers"], measure.officers, _printed, _read_officers))
    if "details" in changed:
        made = replace(made, details=kept_or_read(changed["details"], measure.details, shown_detail, read_detail))
    return _with_days(_with_years(made, changed.get(YEARS, "")), changed.get(DAYS, ""))


def proposed(measure: Measure, change: Change) -> dict[str, str]:
    """The texts, by part, that a doubt's proposal changes in a measure."""
    was = measure_words(measure)
    if isinstance(change, Recode):
        return {"code": ", ".join([change.code, *measure.more_codes])}
    if isinstance(change, Reword):
        other = Action("", change.text)  # whose dates are those that its words hold
        actions = [
            replace(other, marker=each.marker) if number == change.number else each
            for number, each in enumerate(measure.actions, start=1)
        ]
        return {"actions": as_lines(map(_shown_action, actions))}
    if isinstance(change, Rename):
        texts = references.renamed([each.text for each in measure.steps], change.number, change.as_written)
        steps = [replace(each, text=text) for each, text in zip(measure.steps, texts, strict=True)]
        return {"steps": as_lines(map(shown, steps))} if steps else {"steps": was["steps"]}
    if isinstance(change, Reyear):
        return {YEARS: f"{change.number}={change.year}"}
    end = "" if change.open_ended else (change.end or change.start).isoformat()
    return {DAYS: f"{change.number}={change.start.isoformat()}..{end}"}


def read_detail(entry: str) -> Iterator[Detail]:
    """Labelled words out of one entry; the label says of what kind they are."""
    label, colon, text = entry.partition(" : ")
    if not colon:
        yield Detail("note", "", entry)
        return
    kinds = (_DETAILS[meaning] for meaning in meanings_of(label) if meaning in _DETAILS)
    yield Detail(next(kinds, "note"), label.strip(), text.strip())


def _of_heading(measure: Measure, changed: Mapping[str, str]) -> Measure:
    """The other code and question; the words of the heading follow them."""
    if not {"code", "question"} & set(changed):
        return measure
    codes, written = [measure.code, *measure.more_codes], measure.code_as_written
    if "code" in changed:
        codes = codes_of(changed["code"]) or [""]
        written = changed["code"].strip() if len(codes) == 1 else codes[0]
        written = written[:20] if codes[0] else ""
    question = " ".join(changed.get("question", measure.question).split())
    made = replace(
        measure,
        code=codes[0],
        code_as_written=written,
        tool=tool_of(codes[0]) if codes[0] else measure.tool,
        question=question,
        more_codes=tuple(codes[1:]),
    )
    return replace(made, heading=_heading(measure, made))


def _heading(was: Measure, made: Measure) -> str:
    """The words as printed with the new ones in their place, or in the report's usual form."""
    is_same_code = was.code_as_written == made.code_as_written
    if was.question and was.question in was.heading and is_same_code and made.question:
        return was.heading.replace(was.question, made.question, 1)
    if made.code:
        return f"มาตรการข้อ {made.code_as_written} {made.question} :"
    return made.question or was.heading


def _shown_action(action: Action) -> str:
    return f"{action.marker} {action.printed}".strip()


def _read_actions(entry: str) -> Iterator[Action]:
    for each in read_items(entry):
        yield Action(each.marker, each.text, dates_of(each.text, None, None, open_ended=False))


def _printed(officer: Officer) -> str:
    return officer.printed


def _read_officers(entry: str) -> Iterator[Officer]:
    yield from (officer for officer, _ in officers([entry]))


def _references(steps: tuple[MarkedText, ...], was: tuple[Reference, ...], year: int) -> tuple[Reference, ...]:
    """Those that the steps name; one that they named before keeps its year."""
    known = {each.as_written: each for each in was}
    found = [found for step in steps for found in references.find(step.text)]
    return tuple(known.get(name) or Reference(code, name, year) for code, name in found)


def _with_years(measure: Measure, text: str) -> Measure:
    years = {int(number): int(year) for number, _, year in (line.partition("=") for line in text.split())}
    numbered = enumerate(measure.references, start=1)
    return replace(
        measure, references=tuple(replace(each, year=years.get(number, each.year)) for number, each in numbered)
    )


def _with_days(measure: Measure, text: str) -> Measure:
    """Actions with another date in their date field; the words hold none of it, else it would be in them."""
    actions = list(measure.actions)
    for line in text.split():
        number, _, span = line.partition("=")
        start, _, end = span.partition("..")
        if int(number) <= len(actions):
            last = date.fromisoformat(end) if end else None
            each = actions[int(number) - 1]
            days = dates_of(each.text, date.fromisoformat(start), last, open_ended=last is None)
            actions[int(number) - 1] = replace(each, dates=days)
    return replace(measure, actions=tuple(actions))
