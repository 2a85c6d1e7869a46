"""From the parts of a grid to a ReportDocument with its doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from document.canonical import to_data
from document.checking import from_json
from document.doubts import Doubt
from document.errors import refuse
from document.grid import Grid, Paragraph
from document.kinds.layouts import PROBLEMS, RESULT
from document.readers.reading import Reading, finish
from document.understanding.around import years as years_of
from document.understanding.around.agencies import first_agency
from document.understanding.around.closing import Closing, read_closing
from document.understanding.around.cover import Cover, read_cover
from document.understanding.choices import NONE, Choices
from document.understanding.items import items
from document.understanding.kinds import analysis_of, in_columns_of
from document.understanding.outline import Outline, outline
from document.understanding.repair import lost_words
from document.understanding.tables.columns import Columns, Meaning, columns_of
from document.understanding.tables.measures import MeasureReader, lines_of
from document.understanding.tables.rows import MeasureRow
from document.values import COLUMNS, Detail, MarkedText, Measure, ReportDocument, schema_of
from ita.catalogue import Catalogue
from thai.dates import find_dates
from thai.digits import to_arabic
from thai.text import clean

PLACE = "ไฟล์"
TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"  # of the form, where a file has none
_CHECK = " โปรดตรวจว่าเลือกไฟล์ถูกและบันทึกครบ"
_NOTHING = (
    "ไม่พบตารางมาตรการ ต้องมีตารางที่มีหัวตาราง เช่น มาตรการหรือกิจกรรม สรุปผลการดำเนินการ ผลลัพธ์ ผู้รับผิดชอบ โปรดใช้ไฟล์รายงานหรือแผน"
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read, the rows that its measures were read from, in their order, and the columns of each table."""

    reading: Reading
    rows: tuple[MeasureRow, ...]
    columns: Mapping[int, Columns]


def understand(
    grid: Grid, *, agency: str = "", catalogue: Catalogue | None = None, doubts: Iterable[Doubt] = (), year: int = 0
) -> Reading:
    """Reads the report in a grid. `agency` goes before what the file says, `year` (of the measures) only where it says
    none; `doubts` are the reader's own. ReportError only where nothing of a report can be read.
    """
    return understood(grid, agency=agency, catalogue=catalogue, doubts=doubts, year=year).reading


def understood(
    grid: Grid,
    *,
    choices: Choices = NONE,
    agency: str = "",
    catalogue: Catalogue | None = None,
    doubts: Iterable[Doubt] = (),
    year: int = 0,
) -> Understood:
    """The same by what a person chose of columns and rows, with where each measure stands. ReportError as before."""
    parts = outline(grid, choices)
    if not parts.tables.rows:
        raise refuse(PLACE, _seen(grid))
    cover = read_cover(parts.before)
    named = years_of.read_years(cover.title, cover.opening)
    reader = MeasureReader(named[1] if len(named) > 1 else named[0] if named else year)
    measures = [reader.read(row) for row in parts.tables.rows]
    if parts.layout is not None:
        measures = [in_columns_of(parts.layout, each) for each in measures]
    settled = years_of.settle(named, measures, year)
    if settled is None:
        raise refuse("ย่อหน้านำ", "ไม่พบปีงบประมาณในชื่อรายงาน ย่อหน้านำ หรือวันที่ในตาราง โปรดระบุปี")
    closing = _closing(parts, cover, measures)
    found = [
        *doubts,
        *(Doubt(each.key, str(each.place), each.message) for each in grid.notes),
        *_sara_am(grid),
        *parts.doubts,
        *([Doubt("years-read", "ย่อหน้านำ", settled.guess)] if settled.guess else []),
        *_spaced(cover),
        *_cover_doubts(cover),
        *reader.doubts,
        *closing.doubts,
    ]
    name, about_agency = _agency(agency, cover, closing)
    document = _document(parts, cover, closing, measures, (settled.assessed, settled.measures), name)
    document = from_json(to_data(document))  # one place knows what a document may hold: lengths, empty texts
    problems = [*found, *about_agency, *_missing(parts, document)]
    reading = replace(finish(document, problems, catalogue=catalogue), by_words=True)
    return Understood(reading, tuple(parts.tables.rows), parts.all_columns)


def _document(
    parts: Outline, cover: Cover, closing: Closing, measures: Sequence[Measure], years: tuple[int, int], agency: str
) -> ReportDocument:
    problems, suggestions = _problems(parts)
    details = (*cover.details, *closing.endorsements, *_stray(parts.stray))
    analysis = analysis_of(parts.lists)
    schema = schema_of(tuple(measures), details, agency, analysis=analysis)
    return ReportDocument(
        schema=schema,
        kind=_kind(parts, cover),
        agency=agency,
        title="\n".join(cover.title) or TITLE,
        assessed_year=years[0],
        measures_year=years[1],
        opening="\n".join(cover.opening),
        columns=_columns(parts),
        measures=tuple(measures),
        problems=problems,
        suggestions=suggestions,
        reporter=closing.reporter,
        reported_on=closing.reported_on,
        reported_on_as_written=closing.as_written,
        approver=closing.approver,
        cover=details,
        analysis=analysis,
    )


def _columns(parts: Outline) -> tuple[str, ...]:
    """The heads of the form as the file has them; those of another kind as its layout has them."""
    if parts.columns and parts.columns.is_the_form:
        return parts.columns.heads
    return parts.layout.columns if parts.layout else COLUMNS


def _kind(parts: Outline, cover: Cover) -> str:
    """The kind whose columns the table has. Of other tables, a plan has no column of what was done; all else is a
    report of results.
    """
    if parts.layout is not None:
        return parts.layout.kind
    meanings = parts.columns.meanings if parts.columns else ()
    has_results = any(each in meanings for each in (Meaning.ACTIONS, Meaning.OUTCOMES))
    return "result" if has_results or not any("แผน" in line for line in cover.title) else "plan"


def _problems(parts: Outline) -> tuple[tuple[MarkedText, ...], tuple[MarkedText, ...]]:
    return items(lines_of(parts.problems)), items(lines_of(parts.suggestions))


def _stray(paragraphs: Iterable[Paragraph]) -> list[Detail]:
    return [Detail("note", "", each.words) for each in paragraphs]


def _closing(parts: Outline, cover: Cover, measures: Iterable[Measure]) -> Closing:
    place = str(parts.closing[0].place) if parts.closing else ""
    closing = read_closing([each.words for each in parts.closing], f"ผู้รายงาน ({place})") if parts.closing else Closing()
    if not closing.reporter.unit and cover.of("from"):
        closing.reporter = replace(closing.reporter, unit=cover.of("from"))
    if closing.reporter.name and not closing.reporter.unit:  # a block to sign has no unit: the table may
        officers = (officer for measure in measures for officer in measure.officers)
        unit = next((each.unit for each in officers if each.name == closing.reporter.name), "")
        closing.reporter = replace(closing.reporter, unit=unit)
    if closing.reported_on is None and not closing.as_written and cover.of("date"):
        closing.as_written = cover.of("date")
        closing.reported_on = _day(closing.as_written)
    return closing


def _day(written: str) -> date | None:
    found = [each.start for each in find_dates(f"วันที่ {written}") if each.start]
    return found[0] if len(found) == 1 else None


def _agency(given: str, cover: Cover, closing: Closing) -> tuple[str, list[Doubt]]:
    """The agency's name, with what there is to say about it."""
    given = clean(given).strip()
    if given:
        return given, []
    unit = "ผู้รายงาน กองงาน"
    post = closing.approver.printed_post if closing.approver else ""
    texts = [
        (closing.reporter.unit, unit),
        (post, "ผู้อนุมัติ ตำแหน่ง"),
        (cover.of("from"), "ส่วนราชการ"),
        *((line, "ชื่อรายงาน") for line in cover.title),
        (cover.of("to"), "เรียน"),
    ]
    found, place = first_agency(texts)
    if not found:
        return "", [Doubt("agency", unit, "ไม่พบชื่อหน่วยงานในไฟล์ โปรดระบุ")]
    words = next(text for text, where in texts if where == place and found in " ".join(text.split()))
    return found, [Doubt("agency", place, f"อ่านชื่อหน่วยงานเป็น “{found}” จาก “{words}”")]


def _sara_am(grid: Grid) -> list[Doubt]:
    """One note for a file that lost its SARA AM, with the words as they were."""
    texts = [each.words for each in grid.paragraphs()]
    texts += [cell.text for table in grid.tables() for row in table.rows for cell in row]
    lost = lost_words(texts)
    if not lost:
        return []
    shown = " ".join(f"“{broken}” เป็น “{word}”" for broken, word in lost[:3])
    message = f"สระอำหายไป {len(lost)} คำ เพราะคัดลอกมาจาก PDF ท่านหมายถึง {shown} หรือไม่"
    return [Doubt("sara-am", PLACE, message)]


def _spaced(cover: Cover) -> list[Doubt]:
    return [
        Doubt(
            f"year-spaced:{number}", "ย่อหน้านำ", f"พิมพ์ปีว่า “{year}” อ่านเป็น {to_arabic(''.join(year.split()))} โดยคาดเดา"
        )
        for number, year in enumerate(years_of.spaced_years(cover.title, cover.opening), start=1)
    ]


def _cover_doubts(cover: Cover) -> list[Doubt]:
    found = []
    if cover.has_telephone:
        found.append(Doubt("telephone", "ส่วนหัวบันทึกข้อความ", "ตัดเลขโทรศัพท์ออก เพราะรายงานเผยแพร่ต่อสาธารณะ"))
    if not cover.title:
        found.append(Doubt("title", "ชื่อรายงาน", f"ไม่พบชื่อรายงานในไฟล์ ใช้ชื่อตามแบบรายงานคือ “{TITLE}”"))
    return found


def _missing(parts: Outline, document: ReportDocument) -> list[Doubt]:
    """What a report has and this file has not, said once each."""
    found = []
    if parts.combined and not document.suggestions:
        found.append(Doubt("combined", "ปัญหา/อุปสรรค", "ปัญหา อุปสรรค และข้อเสนอแนะอยู่รวมกัน นำเข้าไว้ที่ปัญหา/อุปสรรค"))
    layout = parts.layout or (RESULT if document.kind == RESULT.kind else None)
    if layout is not None and not document.reporter.name:
        found.append(Doubt("reporter", "ส่วนท้ายรายงาน", "ไม่พบชื่อผู้รายงาน"))
    for listed in layout.after if layout else ():
        known = parts.problems if listed is PROBLEMS else parts.suggestions or parts.combined
        if not known:
            found.append(Doubt(f"missing:{listed.heading}", "ส่วนท้ายรายงาน", f"ไม่พบ “{listed.heading}” ไฟล์อาจถูกตัด"))
    for listed in layout.before if layout else ():
        if not listed.items(document):
            found.append(Doubt(f"missing-list:{listed.heading}", "ก่อนตาราง", f"ไม่พบ “{listed.heading}”"))
    for each in parts.stray:
        found.append(Doubt(f"stray:{each.place}", str(each.place), f"“{each.words[:60]}” อยู่นอกตาราง เก็บไว้เป็นหมายเหตุ"))
    return found


def _seen(grid: Grid) -> str:
    """What a file holds that is no report."""
    if any(columns.lists_items for table in grid.tables() if (columns := columns_of(table))):
        return "เป็นแบบกรอกที่ยังไม่ได้กรอก โปรดกรอกอย่างน้อยหนึ่งข้อ บันทึก แล้วนำเข้าใหม่"
    words = sum(len(each.words) for each in grid.paragraphs())
    tables = len(list(grid.tables()))
    if grid.is_empty:
        return "มีแต่ภาพ ไม่มีข้อความ โปรดใช้ไฟล์ที่มีข้อความ" if any(grid.pictures()) else f"ว่างเปล่า ไม่มีข้อความรายงาน{_CHECK}"
    held = f"มีข้อความ {words:,} ตัวอักษร และตาราง {tables} ตาราง" if tables else f"มีข้อความ {words:,} ตัวอักษร ไม่มีตาราง"
    return f"{held} แต่{_NOTHING}"
