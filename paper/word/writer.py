"""The report's form as a Word file: a real table whose head stands on each page, numbers as text, page numbers."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from document import ReportDocument
from document.kinds.layouts import layout_of
from document.writers import printed
from paper.paper import Paper
from paper.sheet import columns as columns_of
from paper.word import package
from paper.word.fonts import set_fonts
from paper.word.photographs import HEADING, photographs_of, place
from thai.digits import set_digits

_A4 = Mm(210), Mm(297)
_LEFT, _RIGHT, _ABOVE = Mm(30), Mm(20), Mm(20)
_SIZE, _IN_TABLE, _MARGINAL = Pt(16), {"landscape": Pt(14), "portrait": Pt(13)}, Pt(12)


def write(document: ReportDocument, paper: Paper) -> bytes:
    """The file's bytes, the same for the same document and paper; the exact facts lie in it beside the words."""
    return package.with_facts(document, _Writer(document, paper).written)


class _Writer:
    def __init__(self, report: ReportDocument, paper: Paper) -> None:
        self.report, self.paper = report, paper
        self.word: Document = docx.Document()

    def written(self) -> bytes:
        """The file without the facts."""
        self._page()
        self._head()
        layout = layout_of(self.report)
        for head, items in printed.blocks(self.report, layout.before):
            if items:
                self._list(head, items)
        self._table()
        for head, items in printed.blocks(self.report, layout.after):
            self._list(head, items)
        self._closing()
        self._scores()
        self._photographs()
        out = BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _page(self) -> None:
        package.empty(self.word)
        section = self.word.sections[0]
        is_wide = self.paper.orientation == "landscape"
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = reversed(_A4) if is_wide else _A4
        section.left_margin, section.right_margin = _LEFT, _RIGHT
        section.top_margin = section.bottom_margin = _ABOVE
        set_fonts(self.word, _SIZE)
        properties = self.word.core_properties
        properties.title, properties.author = self.report.title.replace("\n", " "), self.report.agency
        properties.language, properties.comments = "th-TH", ""
        section.header_distance = section.footer_distance = Mm(10)
        self._run(section.header.paragraphs[0], self.report.agency, size=_MARGINAL)
        package.style_size(section.footer.paragraphs[0].style, _MARGINAL)
        package.page_numbers(section.footer.paragraphs[0])

    def _head(self) -> None:
        for line in self.report.title.split("\n"):
            title = self._paragraph(line, bold=True)
            title.alignment = WD_ALIGN_PARAGRAPH.CENTER
            title.paragraph_format.keep_with_next = True
            title.paragraph_format.space_after = Pt(4)
        for line in printed.cover(self.report):
            self._paragraph(line)
        for line in self.report.opening.split("\n"):
            if line.strip():
                opening = self._paragraph(line)
                opening.paragraph_format.first_line_indent = Mm(25)
                opening.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
                opening.paragraph_format.space_after = Pt(6)

    def _table(self) -> None:
        table = self.word.add_table(rows=1, cols=len(self.report.columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for cell, head in zip(table.rows[0].cells, self.report.columns, strict=True):
            paragraph = self._fill(cell, [head], bold=True)[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        package.repeat_on_each_page(table.rows[0])
        for row in printed.rows(self.report):
            cells = table.add_row().cells
            for cell, texts in zip(cells, row, strict=True):
                self._fill(cell, texts)
        self._widths(table)

    def _widths(self, table: Table) -> None:
        section = self.word.sections[0]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        widths = columns_of.of_document(self.report, self.paper.orientation)
        for column, share in zip(table.columns, widths, strict=True):
            column.width = int(room * share / 100)
        for row in table.rows:
            for cell, share in zip(row.cells, widths, strict=True):
                cell.width = int(room * share / 100)

    def _fill(self, cell: _Cell, texts: Iterable[str], *, bold: bool = False) -> list[Paragraph]:
        """The cell's paragraphs, one a text; at least one, for Word takes no cell without."""
        made = []
        for number, text in enumerate([*texts] or [""]):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self._run(paragraph, text, bold=bold, size=_IN_TABLE[self.paper.orientation])
            made.append(paragraph)
        return made

    def _list(self, head: str, items: Iterable[str]) -> None:
        title = self._paragraph(head, bold=True)
        title.paragraph_format.keep_with_next = True
        title.paragraph_format.space_before = Pt(8)
        for item in items:
            self._paragraph(item)

    def _closing(self) -> None:
        for number, words in enumerate(printed.closing(self.report)):
            line = self._paragraph(words)
            line.paragraph_format.space_before = Pt(12) if number == 0 else None

    def _scores(self) -> None:
        for number, words in enumerate(printed.annex(self.report)):
            line = self._paragraph(words, bold=number == 0)
            line.paragraph_format.space_after = Pt(6)
            if number == 0:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
                line.paragraph_format.page_break_before = line.paragraph_format.keep_with_next = True

    def _photographs(self) -> None:
        for number, (data, caption) in enumerate(photographs_of(self.report, self.paper)):
            if number == 0:
                title = self._paragraph(HEADING, bold=True)
                title.alignment = WD_ALIGN_PARAGRAPH.CENTER
                title.paragraph_format.page_break_before = title.paragraph_format.keep_with_next = True
            holder, words = self.word.add_paragraph(), package.writable(self._digits(caption))
            holder.alignment, holder.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
            place(holder.add_run(), data, words, self.paper.orientation)
            below = self._paragraph(words)
            below.alignment, below.paragraph_format.space_after = WD_ALIGN_PARAGRAPH.CENTER, Pt(12)

    def _paragraph(self, text: str, *, bold: bool = False) -> Paragraph:
        paragraph = self.word.add_paragraph()
        self._run(paragraph, text, bold=bold)
        return paragraph

    def _run(self, paragraph: Paragraph, text: str, *, bold: bool = False, size: Pt | None = None) -> None:
        run = paragraph.add_run(package.writable(self._digits(text)))
        run.bold = bold or None
        package.complex_script(run, bold=bold, size=size)

    def _digits(self, text: str) -> str:
        return set_digits(text, self.paper.digits)
