"""Doubts about references: a number outside its year's list, or words beside it that belong to another item."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from document.doubts.doubt import Doubt, Proposal, Rename, Reyear
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
        said, meant = _said(reference, words, years, catalogue)
        if said:
            where = f"{place} ข้ออ้างอิงที่ {number} “{reference.as_written}”"
            message = f"พิมพ์ว่า {reference.as_written} {said}{_asked(reference, meant)}"
            yield Doubt(f"reference:{key}:{number}", where, message, proposals=_proposals(reference, meant, number))


def _said(reference: Reference, words: str, years: tuple[int, ...], catalogue: Catalogue) -> tuple[str, list[Entry]]:
    """What is wrong with the number, and the items that were perhaps meant; nothing where it may be right."""
    read = f"อ่านเป็น {reference.code}"
    tool = codes.tool_of(reference.code)
    if tool != TOOL:
        meant = catalogue.get(reference.year, codes.in_tool(reference.code, TOOL))
        read = "" if reference.as_written == reference.code else f"{read} "
        return f"{read}ซึ่งเป็นข้อของ {tool} ไม่ใช่ {TOOL}", [meant] if meant else []
    said, meant_items = _mismatch(reference, words, years, catalogue)
    if _is_guess(reference):  # said before all else; a nought put for the O is everyday
        own = catalogue.get(reference.year, reference.code)
        return f"{read} โดยคาดเดา {said}".strip(), meant_items or ([own] if own and not said else [])
    return said, meant_items


def _asked(reference: Reference, meant: list[Entry]) -> str:
    """The question whether one of these was meant; items of one wording are named together."""
    names: dict[str, list[str]] = {}
    for each in meant:
        names.setdefault(each.text, []).append(f"{codes.as_typed(each.code, reference.as_written)} ของปี {each.year}")
    if not names:
        return " โปรดตรวจเลขข้อ"
    items = (f"“{text}” ({' หรือ '.join(of)})" if text else " หรือ ".join(of) for text, of in names.items())
    return f" ท่านหมายถึง {' หรือ '.join(items)} หรือไม่"


def _proposals(reference: Reference, meant: list[Entry], number: int) -> tuple[Proposal, ...]:
    """Another number of the same list, or the same number of another year's: each changes one thing."""
    found = []
    for each in meant:
        written = codes.as_typed(each.code, reference.as_written)
        if each.year == reference.year and written != reference.as_written:
            found.append(Proposal(f"แก้เป็น {written}", Rename(number, written)))
        elif each.code == reference.code and each.year != reference.year:
            found.append(Proposal(f"เป็นเลขของปี {each.year}", Reyear(number, each.year)))
    return tuple(found)


def _is_guess(reference: Reference) -> bool:
    """Whether letters were read as digits; a code that a person has settled since no longer follows from the words."""
    try:
        read, _ = codes.normalise(reference.as_written)
    except ValueError:
        return False
    return read == reference.code and codes.has_letters_for_digits(reference.as_written)


def _mismatch(
    reference: Reference, words: str, years: tuple[int, ...], catalogue: Catalogue
) -> tuple[str, list[Entry]]:
    """A number that its year's list doesn't hold, or words beside it that are another item's, with those items."""
    if not catalogue.has_list(reference.year, TOOL):
        return "", []
    own = catalogue.get(reference.year, reference.code)
    matches = _matches(words, dict.fromkeys((reference.year, *years)), catalogue)
    if catalogue.holds(reference.year, reference.code) is False:
        return f"แต่รายการของปี {reference.year} ไม่มีข้อ {reference.code}", matches
    text = own.text if own else ""  # a number that the list lacks may be any item
    if own in matches or not matches or (text and mentions_item(text, words)):
        return "", []
    if not text:
        return f"แต่ถ้อยคำข้างหน้าเป็นของข้ออื่นในรายการของปี {reference.year}", matches
    return f"เลขนี้ของปี {reference.year} คือ “{text}”", matches


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
