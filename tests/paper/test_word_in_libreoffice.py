"""The Word file in another program: LibreOffice opens it, lays it out as the form is, and what it saves reads equal."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pytest

from document import ReportDocument
from document.grids import docx, sheets
from document.readers import by_grid
from document.readers import text as text_reader
from document.writers import xlsx
from paper.paper import Paper
from paper.word import write
from tests.document.samples import SEED

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
PAPERS = {"landscape": Paper(), "portrait": Paper(orientation="portrait")}


def report() -> ReportDocument:
    return text_reader.read(SEED).document


def converted(data: bytes, kind: str, made: str) -> bytes:
    """What LibreOffice saves of a file of a kind as another."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"file.{kind}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", made, "--outdir", str(folder / "made")]
        subprocess.run([*command, str(folder / f"file.{kind}")], check=True, capture_output=True, timeout=120)
        [found] = (folder / "made").iterdir()
        return found.read_bytes()


@cache
def as_pdf(name: str) -> bytes:
    return converted(write(report(), PAPERS[name]), "docx", "pdf")


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_is_a4_with_the_agency_above_the_head_of_the_table_and_its_number_below(name: str) -> None:
    document = pypdfium2.PdfDocument(as_pdf(name))
    pages = len(document)
    assert pages > 2
    wide, high = (842, 595) if name == "landscape" else (595, 842)
    for number, page in enumerate(document, start=1):
        words = "".join(page.get_textpage().get_text_bounded().split())
        assert [round(side) for side in page.get_size()] == [wide, high]
        assert words.startswith("องค์การบริหารส่วนตำบลจำปา") and f"หน้า{number}จาก{pages}" in words
        assert number == pages or "ผลลัพธ์หรือความสำเร็จ" in words, number


@pytest.mark.parametrize("name", PAPERS)
def test_what_it_saves_of_the_word_file_is_read_back_equal(name: str) -> None:
    saved = converted(write(report(), PAPERS[name]), "docx", "docx")
    assert by_grid.read(docx.read(saved)).document == report()


def test_what_it_saves_of_the_workbook_has_the_same_measures() -> None:
    saved = converted(xlsx.write(report()), "xlsx", "ods")
    assert by_grid.read(sheets.read(saved)).document.measures == report().measures
