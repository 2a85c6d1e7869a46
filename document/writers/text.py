"""The text form of a report: what readers.text reads, white space and marks aside the original."""

from collections.abc import Iterable

from document.errors import Problem, ReportError
from document.evidence import EvidenceItem
from document.kinds.layouts import ANALYSIS, PROBLEMS, SUGGESTIONS, Layout, ListOf, layout_of, words_of
from document.readers import text as reader
from document.understanding.around.closing import has_label
from document.understanding.items import begins_list
from document.understanding.kinds import list_headed
from document.understanding.outline import is_head
from document.understanding.repair import key
from document.values import (
    CAPACITY_WORDS,
    COLUMNS,
    Approver,
    MarkedText,
    Measure,
    ReportDocument,
    Reporter,
)
from document.writers import printed

_MARKS = ("<p>", "</p>", "<P>", "</P>", "**")


def write(document: ReportDocument) -> str:
    """The document as lines, cells parted by tabs.

    A cell of several paragraphs stands in quotes, a line a paragraph, as spreadsheets write and take it. White space
    within a field becomes a space and the form's marks (`<p>`, `**`) fall away. A field that would pose as a block's
    head, a table's header or a label of the closing raises ReportError. The heads of the table say of which kind it is.
    What the form has no place for (references that no step mentions, ...) is left out or, as details and evidence
    are, written as words: `keeps_all` tells.
    """
    _refuse_forgeries(document)
    title = map(_paragraph, _lines(document.title))
    cover = [_paragraph(_fold(f"{each.shown_label} {each.text}")) for each in document.cover]
    head = [*title, *cover, "", *map(_paragraph, _lines(document.opening)), ""]
    table = ["\t".join(_fold(each) for each in document.columns), *_rows(document), ""]
    layout = layout_of(document)
    before, blocks = _blocks(document, layout.before), _blocks(document, layout.after)
    closing = [_reporter(document.reporter, document.reported_on_as_written)]
    if document.approver:
        closing.append(_approver(document.approver))
    annex = [line for each in printed.annex(document) for line in ("", _paragraph(_fold(each)))]
    return "\n".join([*head, *before, *table, *blocks, *closing, *annex, ""])


def keeps_all(document: ReportDocument) -> bool:
    """Whether the text, read back with the agency's name, is the same document."""
    try:
        return reader.read(write(document).encode(), agency=document.agency).document == document
    except ReportError:
        return False


def _fold(text: str) -> str:
    while any(mark in text for mark in _MARKS):  # removing one may join the parts of another
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [folded for line in text.split("\n") if (folded := _fold(line))]


def _item(marker: str, text: str) -> str:
    return _fold(f"{marker} {text}")


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def _paragraph(text: str) -> str:
    """A line outside the table: one that begins with a quote would open a cell that goes on over lines."""
    return _quoted(text) if text.startswith('"') else text


def _items(found: Iterable[MarkedText]) -> list[str]:
    return [_paragraph(_item(each.marker, each.text)) for each in found]


def _blocks(document: ReportDocument, lists: Iterable[ListOf]) -> list[str]:
    return [line for each in lists for line in (f"{each.heading} :", "", *_items(each.items(document)), "")]


def _rows(document: ReportDocument) -> list[str]:
    layout = layout_of(document)
    return [_row(each, document.evidence_of(number), layout) for number, each in enumerate(document.measures, start=1)]


def _row(measure: Measure, evidence: Iterable[EvidenceItem], layout: Layout) -> str:
    second, third = ([_item(*pair) for pair in words_of(measure, part)] for part in layout.between)
    cells: tuple[Iterable[str], ...] = (
        (
            _fold(measure.heading),
            *(_item(each.marker, each.text) for each in measure.steps),
            *(_fold(each.printed) for each in layout.details(measure)),
            *map(_fold, printed.proofs(evidence)),
        ),
        second,
        third,
        (_fold(each.printed) for each in measure.officers),
    )
    return "\t".join(_cell(list(cell)) for cell in cells)


def _cell(parts: list[str]) -> str:
    """The paragraphs, in quotes where there are several; quotes within stand twice, so that each row has them even.

    A blank line parts paragraphs that no mark of a list parts.
    """
    text = "".join(f"\n{part}" if begins_list(part) else f"\n\n{part}" for part in parts).strip("\n")
    return _quoted(text) if len(parts) > 1 or '"' in text else text


def _reporter(reporter: Reporter, day: str) -> str:
    return _fold(f"ผู้รายงาน : {reporter.name} {reporter.position} กองงาน : {reporter.unit} ว/ด/ป {day}")


def _approver(approver: Approver) -> str:
    return _fold(f"ผู้อนุมัติ : {approver.name} ตำแหน่ง : {approver.printed_post}")


def _refuse_forgeries(document: ReportDocument) -> None:
    has_lists = bool(layout_of(document).before)
    problems = [
        Problem(place, f"“{line[:60]}” จะถูกอ่านเป็นหัวข้อของรายงาน โปรดแก้ข้อความก่อนบันทึกเป็นแฟ้มข้อความ")
        for place, lines in _own_lines(document)
        for line in lines
        if is_head(line) or (has_lists and list_headed(line))
    ]
    problems += [
        Problem(f"มาตรการที่ {number}", "ข้อความจะถูกอ่านเป็นหัวตาราง โปรดแก้ข้อความก่อนบันทึกเป็นแฟ้มข้อความ")
        for number, measure in enumerate(document.measures, start=1)
        if _is_like_header(_fold(measure.heading))
    ]
    problems += [
        Problem("ผู้รายงานและผู้อนุมัติ", f"“{field[:60]}” มีคำที่ใช้แบ่งส่วนท้ายรายงาน")
        for field in map(_fold, _closing_fields(document))
        if has_label(field)
    ]
    if document.approver and _poses_as_stand_in(document.approver):
        problems.append(Problem("ผู้อนุมัติ", f"ตำแหน่ง “{_fold(document.approver.post)[:60]}” มีคำของผู้แทน"))
    if problems:
        raise ReportError(problems)


def _own_lines(document: ReportDocument) -> list[tuple[str, list[str]]]:
    def marked(found: tuple[MarkedText, ...]) -> list[str]:
        return [_item(each.marker, each.text) for each in found]

    return [
        ("ชื่อรายงาน", _lines(document.title)),
        ("ส่วนหัวของบันทึกข้อความ", [_fold(f"{each.shown_label} {each.text}") for each in document.cover]),
        ("ย่อหน้านำ", _lines(document.opening)),
        *((each.heading, marked(each.items(document))) for each in (*ANALYSIS, PROBLEMS, SUGGESTIONS)),
    ]


def _closing_fields(document: ReportDocument) -> list[str]:
    reporter, approver = document.reporter, document.approver
    fields = [reporter.name, reporter.position, reporter.unit, document.reported_on_as_written]
    if approver:
        fields += [approver.name, approver.post, approver.acting_for]
    return fields


def _is_like_header(heading: str) -> bool:
    """Whether a row that begins so might be taken for the table's head."""
    return key(heading)[:12] == key(COLUMNS[0])[:12]


def _poses_as_stand_in(approver: Approver) -> bool:
    return any(words and words in approver.post for words in CAPACITY_WORDS.values())
