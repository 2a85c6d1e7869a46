"""The report as a workbook: a row an action with real days, a sheet a measure, and no formula whatever was typed."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document import Action, ActionDate, EvidenceItem, MarkedText, ReportDocument
from document.grid import Paragraph, Table
from document.grids import sheets
from document.readers import text
from document.understanding import understand
from document.writers import xlsx
from tests.document.samples import SEED
from tests.document.strategies import any_document, of_schema_2

REPORT = text.read(SEED).document


def words(data: bytes) -> str:
    found = []
    for block in sheets.read(data).blocks:
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row]
        elif isinstance(block, Paragraph):
            found.append(block.words)
    return "\n".join(found)


def test_it_holds_every_word_and_its_measures_are_read_back_equal() -> None:
    written = xlsx.write(REPORT)
    held = " ".join(words(written).split())
    for measure in REPORT.measures:
        texts = [measure.heading, *(each.text for each in (*measure.steps, *measure.outcomes))]
        texts += [each.text for each in measure.actions] + [each.printed for each in measure.officers]
        assert [each for each in texts if " ".join(each.split()) not in held] == []
    read = understand(sheets.read(written)).document
    assert (read.measures, read.problems, read.suggestions) == (REPORT.measures, REPORT.problems, REPORT.suggestions)
    assert (read.reporter, read.reported_on, read.assessed_year) == (REPORT.reporter, REPORT.reported_on, 2565)
    assert xlsx.write(REPORT) == written


def texts(document: ReportDocument) -> list[str]:
    """Everything that the form prints, and what a measure's own sheet adds."""
    reporter, approver = document.reporter, document.approver
    found = [document.agency, document.title, document.opening, document.reported_on_as_written]
    found += [reporter.name, reporter.position, reporter.unit]
    found += [approver.name, approver.printed_post] if approver else []
    found += [item.text for item in (*document.problems, *document.suggestions)]
    found += [word for each in document.cover for word in (each.label, each.text)]
    for measure in document.measures:
        found += [measure.code, *measure.more_codes, measure.question, measure.heading]
        found += [word for each in (*measure.steps, *measure.outcomes) for word in (each.marker, each.text)]
        found += [word for each in measure.actions for word in (each.marker, each.printed)]
        found += [each.printed for each in measure.officers]
        found += [word for each in measure.details for word in (each.label, each.text)]
        found += [each.as_written for each in measure.references]
    return found


def squeezed(text: str) -> str:
    """As a cell of XML holds it, white space aside."""
    return "".join(re.sub("[\x00-\x1f\ufffe\uffff]", "", text).split())


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.one_of(any_document, of_schema_2()))
def test_it_holds_every_word_of_any_document(document: ReportDocument) -> None:
    held = squeezed(words(xlsx.write(document)))
    assert [each for each in texts(document) if squeezed(each) not in held] == []


def test_a_row_an_action_and_a_sheet_a_measure() -> None:
    first = next(sheets.read(xlsx.write(REPORT)).tables())
    assert len(first.rows) == 1 + sum(len(each.actions) for each in REPORT.measures)
    with zipfile.ZipFile(io.BytesIO(xlsx.write(REPORT))) as package:
        names = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode())
    assert names == ["มาตรการ", "1", "2", "3"]


def test_days_are_days_of_the_thai_calendar() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx.write(REPORT))) as package:
        styles = package.read("xl/styles.xml").decode()
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'formatCode="[$-107041E]d mmm yyyy"' in styles
    assert f"<v>{(date(2023, 9, 29) - date(1899, 12, 30)).days}</v>" in sheet


def test_nothing_that_was_typed_is_a_formula_a_number_or_a_link() -> None:
    typed = ("=1+1", "+66 1234", "-2", "@SUM(A1)", '=HYPERLINK("http://127.0.0.1")', "http://127.0.0.1/", "00123")
    measure = replace(
        REPORT.measures[0],
        steps=tuple(MarkedText("", each) for each in typed),
        actions=tuple(Action("", each) for each in typed),
        code_as_written="=1",
    )
    with zipfile.ZipFile(io.BytesIO(xlsx.write(replace(REPORT, measures=(measure,))))) as package:
        sheets_ = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/")]
        strings = package.read("xl/sharedStrings.xml").decode()
    assert not any("<f>" in each or "<hyperlink" in each for each in sheets_)
    assert all(each.replace("&", "&amp;").replace('"', "&quot;") in strings.replace('"', "&quot;") for each in typed)


def test_of_an_action_with_several_days_the_words_say_them() -> None:
    days = tuple(ActionDate(date(2023, 6, day), date(2023, 6, day), False, f"{day} มิถุนายน 2566") for day in (1, 2))
    measure = replace(REPORT.measures[0], actions=(Action("", "อบรม 1 มิถุนายน 2566 และ 2 มิถุนายน 2566", days),))
    table = next(sheets.read(xlsx.write(replace(REPORT, measures=(measure,)))).tables())
    assert [cell.text for cell in table.rows[1]][4:7] == ["", "", "1 มิถุนายน 2566\n2 มิถุนายน 2566"]


def test_what_is_longer_than_a_cell_is_cut_there_and_stands_whole_in_its_own_sheet() -> None:
    steps = tuple(MarkedText("", "ก" * 9_000) for _ in range(5))
    written = xlsx.write(replace(REPORT, measures=(replace(REPORT.measures[0], steps=steps),)))
    assert words(written).count("ก" * 9_000) >= 5


def test_its_evidence_has_a_sheet_of_its_own_with_real_days() -> None:
    photograph = EvidenceItem(
        measure=2,
        kind="photograph",
        caption="=ป้าย",
        speaks_for=date(2023, 9, 29),
        name="IMG_1.jpg",
        media_type="image/jpeg",
        digest="ab" * 32,
    )
    link = EvidenceItem(measure=1, kind="link", caption="ประกาศ", address="https://agency.example.go.th/a")
    written = xlsx.write(replace(REPORT, schema=2, evidence=(photograph, link)))
    said = words(written)
    for held in ("=ป้าย", "29 กันยายน 2566", "IMG_1.jpg", "ab" * 32, "https://agency.example.go.th/a"):
        assert held in said
    with zipfile.ZipFile(io.BytesIO(written)) as packed:
        assert 'name="หลักฐานประกอบรายงาน"' in packed.read("xl/workbook.xml").decode()
        assert [name for name in packed.namelist() if b"<f>" in packed.read(name)] == []
    with zipfile.ZipFile(io.BytesIO(xlsx.write(REPORT))) as packed:
        assert "หลักฐาน" not in packed.read("xl/workbook.xml").decode()
