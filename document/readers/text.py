"""The text form of a report, as agencies send it: see tests/document/data/report-2566.txt for the original."""

from document.canonical import to_data
from document.checking import from_json
from document.doubts import Doubt
from document.errors import Problem, ReportError, refuse
from document.readers.closing import Closing, read_agency, read_closing, read_years
from document.readers.encoding import PLACE, decode, text_kind
from document.readers.items import items
from document.readers.layout import Layout, lay_out
from document.readers.reading import Reading, encoding_doubts, finish
from document.readers.rows import RowReader
from document.values import Measure, ReportDocument
from ita.catalogue import Catalogue
from thai.text import clean


def read(data: bytes, *, agency: str = "", catalogue: Catalogue | None = None) -> Reading:
    """Read a text file (UTF-8, UTF-16 or TIS-620, at most encoding.LIMIT bytes).

    Without `agency` its name is read out of the reporter's unit, with a warning. The catalogue is the one that comes
    with the program unless given. ReportError names every mistake with its place.
    """
    decoded = decode(data)
    if kind := text_kind(decoded.text):
        raise refuse(PLACE, f"เป็น{kind} ไม่ใช่แฟ้มข้อความของรายงาน")
    layout = lay_out(decoded.text)
    mistakes = list(layout.mistakes)
    years = read_years(layout.title, layout.opening)
    if years is None and layout.columns:
        mistakes.append(Problem("ย่อหน้านำ", "ไม่พบปีงบประมาณสองปี คือปีที่ประเมินและปีของมาตรการ"))
    rows = RowReader((years or (0, 0))[1])
    measures = [(row, rows.read(row)) for row in layout.rows]
    closing = read_closing(layout.reporter, layout.heads["reporter"]) if layout.reporter else None
    mistakes += [*rows.mistakes, *(closing.mistakes if closing else ())]
    warnings = [*encoding_doubts(decoded), *rows.doubts]
    if closing and not mistakes:
        agency, guess = _agency(clean(agency).strip(), closing)
        warnings += [each for each in guess if isinstance(each, Doubt)]
        mistakes += [each for each in guess if isinstance(each, Problem)]
    if mistakes or closing is None or years is None:
        raise ReportError(mistakes)
    document = _document(layout, years, [measure for _, measure in measures if measure], closing, agency)
    document = from_json(to_data(document))  # one place knows what a document may hold: lengths, empty texts
    return finish(document, warnings, [row.place(0) for row, _ in measures], catalogue=catalogue, typed=True)


def _document(
    layout: Layout, years: tuple[int, int], measures: list[Measure], closing: Closing, agency: str
) -> ReportDocument:
    return ReportDocument(
        kind="result",
        agency=agency,
        title="\n".join(layout.title),
        assessed_year=years[0],
        measures_year=years[1],
        opening="\n".join(layout.opening),
        columns=layout.columns,
        measures=tuple(measures),
        problems=items(layout.problems),
        suggestions=items(layout.suggestions),
        reporter=closing.reporter,
        reported_on=closing.reported_on,
        reported_on_as_written=closing.as_written,
        approver=closing.approver,
    )


def _agency(given: str, closing: Closing) -> tuple[str, list[Doubt | Problem]]:
    """The agency's name, with what there is to say about it."""
    if given:
        return given, []
    found = read_agency(closing.reporter.unit)
    place = "ผู้รายงาน กองงาน"
    if not found:
        return "", [Problem(place, f"ไม่พบชื่อหน่วยงานใน “{closing.reporter.unit[:60]}” โปรดระบุชื่อหน่วยงาน (--agency)")]
    return found, [Doubt("agency", place, f"อ่านชื่อหน่วยงานเป็น “{found}” จาก “{closing.reporter.unit}”")]
