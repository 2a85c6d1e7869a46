"""The report as a Word file: the form's table, read back equal, and by its words once somebody wrote in it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm

from document import MarkedText
from document.grids import docx as docx_grid
from document.readers import by_grid
from document.readers import text as text_reader
from document.readers.reading import Reading
from document.understanding import understand
from paper.paper import Paper
from paper.word import write
from tests.document.samples import SEED
from tests.paper.illustrated import is_jpeg, proved

REPORT = text_reader.read(SEED).document
LANDSCAPE, PORTRAIT = Paper(), Paper(orientation="portrait")


def read(data: bytes) -> Reading:
    return by_grid.read(docx_grid.read(data))


@pytest.mark.parametrize("paper", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_the_seed_is_read_back_equal_by_its_facts_and_by_its_words(paper: Paper) -> None:
    written = write(REPORT, paper)
    assert read(written).document == REPORT
    assert understand(docx_grid.read(written)).document == REPORT
    assert write(REPORT, paper) == written


def test_with_the_agencys_digits_the_facts_stay_what_they_are() -> None:
    written = write(REPORT, replace(LANDSCAPE, digits="thai"))
    assert "ปีงบประมาณ ๒๕๖๖" in "".join(each.words for each in docx_grid.read(written).paragraphs())
    assert read(written).document == REPORT


def test_what_somebody_wrote_in_the_file_counts() -> None:
    word = docx.Document(io.BytesIO(write(REPORT, LANDSCAPE)))
    word.tables[0].rows[1].cells[2].paragraphs[0].add_run(" และเผยแพร่ทางเว็บไซต์")
    out = io.BytesIO()
    word.save(out)
    found = read(out.getvalue())
    assert found.by_words and "written-on" in {each.key for each in found.warnings}
    [outcome] = found.document.measures[0].outcomes
    assert outcome.text == f"{REPORT.measures[0].outcomes[0].text} และเผยแพร่ทางเว็บไซต์"
    rest = (found.document.measures[1:], found.document.reporter, found.document.reported_on)
    assert rest == (REPORT.measures[1:], REPORT.reporter, REPORT.reported_on)


def test_it_is_the_form_on_a4_with_a_head_on_each_page_and_page_numbers() -> None:
    word = docx.Document(io.BytesIO(write(REPORT, LANDSCAPE)))
    section, [table] = word.sections[0], word.tables
    assert [round(side / Mm(1)) for side in (section.page_width or 0, section.page_height or 0)] == [297, 210]
    assert tuple(cell.text for cell in table.rows[0].cells) == REPORT.columns
    first = table.rows[0]._tr.xml
    assert "w:tblHeader" in first
    assert [round(side / Mm(1)) for side in (section.left_margin or 0, section.right_margin or 0)] == [30, 20]
    assert re.findall(r'w:instr="(\w+)"', section.footer.paragraphs[0]._element.xml) == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == REPORT.agency
    fonts = {run.font.name for row in table.rows for cell in row.cells for each in cell.paragraphs for run in each.runs}
    assert (fonts, word.styles["Normal"].font.name) == ({None}, "TH SarabunPSK")


def test_another_thai_typeface_is_named_for_where_that_one_is_not() -> None:
    with zipfile.ZipFile(io.BytesIO(write(REPORT, LANDSCAPE))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    assert re.findall(r'w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"', parts["word/fontTable.xml"]) == [
        ("TH SarabunPSK", "TH Sarabun PSK,TH Sarabun New,Sarabun,TH Niramit AS,Cordia New")
    ]
    [defaults] = re.findall(r"<w:docDefaults>.*?<w:rFonts([^>]*)/>", parts["word/styles.xml"], re.DOTALL)
    assert set(re.findall(r'"([^"]*)"', defaults)) == {"TH SarabunPSK"}
    of_theme = re.findall(r'<a:(?:latin|cs) typeface="([^"]*)"', parts["word/theme/theme1.xml"])
    assert set(of_theme) == {"TH SarabunPSK"}
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        in parts["word/settings.xml"]
    )


def test_every_part_that_its_list_names_is_there() -> None:
    """Word offers to repair a file that names a part which isn't there."""
    with zipfile.ZipFile(io.BytesIO(write(REPORT, LANDSCAPE))) as package:
        names = set(package.namelist())
        listed = re.findall(r'PartName="/([^"]+)"', package.read("[Content_Types].xml").decode())
        assert set(listed) <= names
        for name in names:
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for target in re.findall(r'Target="([^"]+)"', package.read(name).decode()):
                    path = f"{folder}/{target}" if not target.startswith("../") else target[3:]
                    assert path.strip("/") in names


def test_characters_that_no_xml_holds_are_left_out() -> None:
    odd = replace(REPORT, problems=(MarkedText("", "ก\ufffeข"),))
    assert "กข" in [each.words for each in docx_grid.read(write(odd, LANDSCAPE)).paragraphs()]


def test_its_evidence_is_listed_under_its_measure_and_read_back() -> None:
    document, _ = proved(1)
    written = write(document, LANDSCAPE)
    [table] = docx_grid.read(written).tables()
    rows = [row[0].text for row in table.rows[1:]]
    assert [row.count("หลักฐาน : ") for row in rows] == [2, 1, 0]
    assert all(each.known_by in rows[each.measure - 1] for each in document.evidence)
    assert read(written).document == document
    by_words = understand(docx_grid.read(written)).document
    assert [each.heading for each in by_words.measures] == [each.heading for each in document.measures]
    assert (by_words.reporter, by_words.approver) == (document.reporter, document.approver)
    assert document.evidence[0].digest in str(by_words.measures[0])


def test_its_photographs_stand_behind_it_with_captions_and_change_nothing_that_is_read() -> None:
    document, paper = proved(3)
    written = write(document, paper)
    assert written == write(document, paper)
    assert read(written).document == document
    grid = docx_grid.read(written)
    assert [is_jpeg(each.data) for each in grid.pictures()] == [True] * 3
    captions = [each.caption for each in grid.pictures()]
    assert captions[0].startswith("ภาพที่ 1 ติดป้ายช่องทางร้องเรียน จุดที่ 1 มาตรการ")
    assert set(captions) <= {each.words for each in grid.paragraphs()}
    with_them, without = understand(grid), understand(docx_grid.read(write(document, replace(paper, photographs={}))))
    assert with_them.document == without.document
