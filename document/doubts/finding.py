"""All doubts of a document against a catalogue: a pure function, run on import and again by the pages."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from document.doubts.characters import NO_GLYPH, PRIVATE_USE, character_doubts, measure_character_doubts
from document.doubts.dates import date_doubts, report_date_doubts
from document.doubts.doubt import Doubt, Proposal, Recode
from document.doubts.references import reference_doubts
from document.doubts.wording import same_question
from document.values import NEWEST_SCHEMA, Measure, ReportDocument, Reporter
from ita import codes
from ita.catalogue import TOOLS, Catalogue, Entry

# The kinds of doubt that are found again as long as they stand; all others come of reading a file and are found once.
FOUND_AGAIN = frozenset(
    {"years", "no-list", "code", "code-unlisted", "reference", "date-reversed", "date-outside", "date-differs"}
    | {"reported-on", "reported-on-differs", PRIVATE_USE, NO_GLYPH}
)


def measure_keys(document: ReportDocument) -> list[str]:
    """What names each measure in the keys of its doubts."""
    seen: Counter[str] = Counter()
    keys = []
    for measure in document.measures:
        seen[measure.code] += 1
        keys.append(measure_key(measure.code, seen[measure.code]))
    return keys


def measure_key(code: str, number: int) -> str:
    """The code, with `#2` for the second measure of that code; `-` without one: the empty key is the report's own."""
    return (code or "-") if number == 1 else f"{code or '-'}#{number}"


def distinct(doubts: Iterable[Doubt]) -> int:
    """How many there are to be looked at: those of one measure that say the same are shown, and counted, once."""
    return len({(doubt.key.split(":")[1] if ":" in doubt.key else "", doubt.message) for doubt in doubts})


def find(document: ReportDocument, catalogue: Catalogue) -> tuple[Doubt, ...]:
    """The doubts in the order of the report; keys are made of the kind, the measure's key and a position."""
    found = list(_year_doubts(document, catalogue))
    for number, (measure, key) in enumerate(zip(document.measures, measure_keys(document), strict=True), start=1):
        found += _measure_doubts(document, measure, key, place_of(measure, number), catalogue)
    return (*found, *report_date_doubts(document), *character_doubts(document))


def place_of(measure: Measure, number: int) -> str:
    """How the place of a doubt names a measure, which is the number-th of its report."""
    return f"มาตรการที่ {number}" + (f" (ข้อ {code})" if (code := measure.code_as_written or measure.code) else "")


def of_measure(
    measure: Measure, *, key: str, assessed_year: int, measures_year: int, catalogue: Catalogue
) -> list[Doubt]:
    """The doubts about one measure as `find` finds them in its report, their places told within the measure."""
    found = _measure_doubts(_alone(measure, assessed_year, measures_year), measure, key, "", catalogue)
    return [replace(doubt, place=doubt.place.strip()) for doubt in found]


def of_references(
    measure: Measure, *, key: str, assessed_year: int, measures_year: int, catalogue: Catalogue
) -> list[Doubt]:
    """Those of them that are about its references; what else the measure says may still be wrong or missing."""
    return list(reference_doubts(_alone(measure, assessed_year, measures_year), measure, key, "", catalogue))


def _alone(measure: Measure, assessed_year: int, measures_year: int) -> ReportDocument:
    return ReportDocument(
        schema=NEWEST_SCHEMA,
        kind="",
        agency="",
        title="",
        assessed_year=assessed_year,
        measures_year=measures_year,
        opening="",
        measures=(measure,),
        problems=(),
        suggestions=(),
        reporter=Reporter("", ""),
        reported_on=None,
        reported_on_as_written="",
    )


def _measure_doubts(
    document: ReportDocument, measure: Measure, key: str, place: str, catalogue: Catalogue
) -> Iterator[Doubt]:
    yield from _code_doubts(document, measure, key, place, catalogue)
    yield from reference_doubts(document, measure, key, place, catalogue)
    yield from date_doubts(document, measure, key, place)
    yield from _twice(measure, key, place)
    yield from measure_character_doubts(measure, key, place)


def _twice(measure: Measure, key: str, place: str) -> Iterator[Doubt]:
    """The portal keeps an officer once a measure: who stands twice in a file is said before the second goes."""
    seen = set()
    for number, each in enumerate(measure.officers, start=1):
        who = (each.name or each.as_written, each.position, each.unit)
        if who in seen:
            message = f"“{each.printed[:80]}” มีชื่อซ้ำในผู้รับผิดชอบ ระบบเก็บไว้ครั้งเดียว"
            yield Doubt(f"officer-twice:{key}:{number}", place, message)
        seen.add(who)


def code_mistake(document: ReportDocument, measure: Measure, catalogue: Catalogue) -> str:
    """Why the measure's code can't be right, in Thai: a list of its tool is known, and none that is known holds it."""
    return catalogue.mistake(measure.code, _years(document))


def _years(document: ReportDocument) -> tuple[int, ...]:
    return tuple(dict.fromkeys((document.assessed_year, document.measures_year)))


def _year_doubts(document: ReportDocument, catalogue: Catalogue) -> Iterator[Doubt]:
    if document.assessed_year > document.measures_year:
        message = f"ปีที่ประเมิน {document.assessed_year} อยู่หลังปีของมาตรการ {document.measures_year}"
        yield Doubt("years", "ย่อหน้านำ", message)
    years, tools = _years(document), {measure.tool for measure in document.measures}
    unknown = [tool for tool in TOOLS if not any(catalogue.has_list(year, tool) for year in years)]
    if len(unknown) == len(TOOLS) or tools & set(unknown):
        names = "" if len(unknown) == len(TOOLS) else " และ ".join(tool for tool in unknown if tool in tools) + " "
        message = f"ยังไม่มีรายการข้อคำถาม {names}ปี {' และปี '.join(map(str, years))} ให้ตรวจรหัส"
        yield Doubt("no-list", "รหัสข้อคำถาม", message)


def _code_doubts(
    document: ReportDocument, measure: Measure, key: str, place: str, catalogue: Catalogue
) -> Iterator[Doubt]:
    if not measure.code:
        return
    if mistake := code_mistake(document, measure, catalogue):
        yield Doubt(f"code-unlisted:{key}", place, mistake)
        return
    own, others = _same_wording(document, measure, catalogue)
    if own:
        return
    guessed = _is_guess(measure)
    read = f"พิมพ์ว่า ข้อ {measure.code_as_written}" + (f" อ่านเป็น {measure.code}" if guessed else "")
    if others:
        names = " หรือ ".join(f"ข้อ {each.code} ของปี {each.year}" for each in others)
        meant = dict.fromkeys(each.code for each in others)
        proposals = tuple(Proposal(f"แก้เป็น {code}", Recode(code)) for code in meant)
        yield Doubt(f"code:{key}", place, f"{read} แต่ถ้อยคำเป็นของ{names} ท่านหมายถึงข้อนั้นหรือไม่", proposals=proposals)
    elif guessed:
        yield Doubt(f"code:{key}", place, f"{read} โดยคาดเดา และไม่มีถ้อยคำในรายการข้อคำถามให้เทียบ")


def _same_wording(document: ReportDocument, measure: Measure, catalogue: Catalogue) -> tuple[bool, list[Entry]]:
    """Whether the measure's own item has its wording in one of the years, and the other items that have it."""
    entries = [entry for year in _years(document) for entry in catalogue.items(year) if entry.text]
    same = [entry for entry in entries if same_question(measure.question, entry.text)]
    return any(entry.code == measure.code for entry in same), same


def _is_guess(measure: Measure) -> bool:
    """A code that a person has settled since no longer follows from the words."""
    try:
        return codes.normalise(measure.code_as_written) == (measure.code, True)
    except ValueError:
        return False
