"""Doubts about references: a number outside its year's list, or words beside it that belong to another item."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from document.doubts.doubt import Doubt
from document.doubts.wording import mentions_item
from document.values import Measure, Reference, ReportDocument
from ita import codes
from ita.catalogue import Catalogue, Entry
from ita.mentions import find_mentions

TOOL = "OIT"


def reference_doubts(
    document: ReportDocument, measure: Measure, key: str, place: str, catalogue: Catalogue
) -> Iterator[Doubt]:
    """At most one doubt a reference; its words are looked for in the lists of its own year and the report's two."""
    beside = _words_beside(measure)
    years = (document.measures_year, document.assessed_year)
    for number, (reference, words) in enumerate(zip(measure.references, beside, strict=True), start=1):
        if message := _message(reference, words, years, catalogue):
            where = f"{place} ข้ออ้างอิงที่ {number} “{reference.as_written}”"
            yield Doubt(f"reference:{key}:{number}", where, message)


def _message(reference: Reference, words: str, years: tuple[int, ...], catalogue: Catalogue) -> str:
    """A guess at the number is said before all else; a nought put for the O is everyday."""
    guess = f"อ่านเป็น {reference.code} โดยคาดเดา" if _is_guess(reference) else ""
    if codes.tool_of(reference.code) != TOOL:
        return f"{guess or f'อ่านเป็น {reference.code}'} ซึ่งไม่ใช่ข้อของ {TOOL}"
    return f"{guess} {_mismatch(reference, words, years, catalogue)}".strip()


def _is_guess(reference: Reference) -> bool:
    """Whether letters were read as digits; a code that a person has settled since no longer follows from the words."""
    try:
        read, _ = codes.normalise(reference.as_written)
    except ValueError:
        return False
    return read == reference.code and codes.has_letters_for_digits(reference.as_written)


def _mismatch(reference: Reference, words: str, years: tuple[int, ...], catalogue: Catalogue) -> str:
    """A number that its year's list doesn't hold, or words beside it that are another item's."""
    if not catalogue.has_list(reference.year, TOOL):
        return ""
    own = catalogue.get(reference.year, reference.code)
    matches = _matches(words, dict.fromkeys((reference.year, *years)), catalogue)
    names = " และ ".join(f"{each.code} ของปี {each.year} ({each.text})" for each in matches)
    if catalogue.holds(reference.year, reference.code) is False:
        hint = f" ถ้อยคำข้างหน้าตรงกับ {names}" if names else ""
        return f"ไม่มีข้อ {reference.code} ในรายการปี {reference.year}{hint}"
    text = own.text if own else ""  # a number that the list lacks may be any item
    if own in matches or not matches or (text and mentions_item(text, words)):
        return ""
    meaning = f" ({text})" if text else ""
    return f"ข้อ {reference.code} ของปี {reference.year}{meaning} แต่ถ้อยคำข้างหน้าตรงกับ {names}"


def _matches(words: str, years: dict[int, None], catalogue: Catalogue) -> list[Entry]:
    """The best matching item of each year's list, if any matches well enough."""
    best = []
    for year in years:
        scores = [(mentions_item(entry.text, words), entry) for entry in catalogue.items(year, TOOL) if entry.text]
        score, entry = max(scores, key=lambda each: each[0], default=(0.0, None))
        if score and entry:
            best.append(entry)
    return best


def _words_beside(measure: Measure) -> list[str]:
    """The words beside each reference, found by walking through the steps; empty where no step mentions it."""
    beside: list[str] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for step in measure.steps:
        for mention in find_mentions(step.text):
            for name in mention.names:
                places[name].append(len(beside))
                beside.append(mention.beside)
    found: list[str] = []
    after = 0
    for reference in measure.references:
        known = places[reference.as_written]
        index = bisect_left(known, after)
        found.append(beside[known[index]] if index < len(known) else "")
        after = known[index] + 1 if index < len(known) else after
    return found
