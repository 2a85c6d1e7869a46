"""What a screen reader is told: the document, once and in its order, however many pages it is printed on."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from document import Action, Measure, ReportDocument
from document.readers import text as reader
from paper import archive, typeset
from paper import report_pdf as writer
from paper.paper import Paper
from tests.document.samples import SEED
from tests.paper.readback import page, squeezed
from tests.paper.tagged import Outline, Structure

SAMPLE = reader.read(SEED).document
FURNITURE = r"หน้า\d+จาก\d+"
GOES_ON = r"ข้อ\w+\(ต่อ\)(นายมณฑลหอมเหมือน)?"


def numbered(measures: int) -> ReportDocument:
    """The sample with so many measures, no two of which have the same words."""
    many = (SAMPLE.measures * measures)[:measures]
    return replace(
        SAMPLE, measures=tuple(replace(each, heading=f"{n}) {each.heading}") for n, each in enumerate(many, start=1))
    )


def thirty() -> ReportDocument:
    """Measures of one step, so that it's quickly drawn."""
    found = numbered(30)
    return replace(found, measures=tuple(replace(each, steps=each.steps[-1:]) for each in found.measures))


def with_one_long_row() -> ReportDocument:
    """A measure over many pages, of which three columns end long before the fourth, between two that are whole."""
    before, cut, after = numbered(3).measures
    (first, *_), text = cut.actions, cut.actions[0].text
    long = Action(first.marker, " ".join(f"ครั้งที่ {n} {text}" for n in range(16)))
    short = replace(after, steps=(), actions=(), outcomes=())
    return replace(SAMPLE, measures=(before, replace(cut, actions=(long, first)), short))


DOCUMENTS = {
    "1 measure": lambda: numbered(1),
    "3 measures": lambda: numbered(3),
    "30 measures": thirty,
    "one long row": with_one_long_row,
}
each_document = pytest.mark.parametrize("name", DOCUMENTS)


@cache
def document(name: str) -> ReportDocument:
    return DOCUMENTS[name]()


@cache
def printed(name: str) -> bytes:
    return writer.write(document(name), Paper())


@cache
def structure(name: str) -> Structure:
    return Structure(printed(name))


def p(*parts: str) -> Outline:
    return ["P", squeezed(" ".join(parts))]


def head(column: str) -> Outline:
    return ["TH", squeezed(column)]


def row(measure: Measure) -> Outline:
    """A row as it should be read: four cells of whole paragraphs."""
    officers = [
        paragraph
        for each in measure.officers
        for paragraph in ((each.name, each.position, each.unit) if each.is_plain else (each.printed,))
    ]
    return [
        "TR",
        ["TD", p(measure.heading), *(p(each.marker, each.text) for each in measure.steps)],
        ["TD", *(p(each.marker, each.printed) for each in measure.actions)],
        ["TD", *(p(each.marker, each.text) for each in measure.outcomes)],
        ["TD", *(p(each) for each in officers if each)],
    ]


def told(report: ReportDocument) -> Outline:
    """The whole report as it should be read."""
    reporter = report.reporter
    closing = f"ผู้รายงาน : {reporter.name} กองงาน : {reporter.unit} ว/ด/ป {report.reported_on_as_written}"
    return [
        ["H1", squeezed(f"{report.title} ประจำปีงบประมาณ พ.ศ. {report.measures_year} {report.agency}")],
        p(report.opening),
        [
            "Table",
            ["THead", ["TR", *map(head, report.columns)]],
            ["TBody", *map(row, report.measures)],
        ],
        ["Div", ["H2", "ปัญหา/อุปสรรค:"], *(p(each.marker, each.text) for each in report.problems)],
        ["Div", ["H2", "ข้อเสนอแนะ:"], *(p(each.marker, each.text) for each in report.suggestions)],
        ["Div", p(closing)],
    ]


def strings(outline: Outline) -> Iterator[str]:
    """The texts of an outline without its kinds."""
    for part in outline[1:]:
        if isinstance(part, str):
            yield part
        else:
            yield from strings(part)


@each_document
def test_the_tags_are_the_document(name: str) -> None:
    assert structure(name).outline == told(document(name))


def test_the_samples_are_on_as_many_pages_as_would_break_them() -> None:
    pages = {name: len(structure(name).drawn.artifacts) for name in DOCUMENTS}
    assert pages["3 measures"] >= 4
    assert pages["30 measures"] >= 15
    assert pages["one long row"] >= 10


@each_document
def test_all_text_is_read_once_or_is_an_artifact(name: str) -> None:
    found = structure(name)
    assert len(found.read) == len(set(found.read))
    assert set(found.drawn.texts) - set(found.read) == set()
    assert found.drawn.untagged == []


@each_document
def test_the_head_is_read_once_and_is_an_artifact_on_the_pages_after(name: str) -> None:
    furniture = [re.sub(FURNITURE, "", text) for text in structure(name).drawn.artifacts]
    first, *others = [re.sub(GOES_ON, "", text) for text in furniture]
    columns, agency = "".join(map(squeezed, SAMPLE.columns)), squeezed(SAMPLE.agency)
    assert first == ""
    assert others[:-1] == [columns + agency] * (len(others) - 1)
    assert others[-1] in (agency, columns + agency), "the table may end on the page before the last"


@each_document
def test_each_page_leads_from_its_text_to_the_element_that_holds_it(name: str) -> None:
    assert structure(name).parents() == structure(name).owners


@each_document
def test_each_cell_names_the_head_of_its_column(name: str) -> None:
    found = structure(name)
    names = found.root.IDTree.Names
    listed = {bytes(key): element.objgen for key, element in zip(names[::2], names[1::2], strict=True)}
    heads = [element.objgen for element in found.elements if element.S == "/TH"]
    cells = [element for element in found.elements if element.S == "/TD"]
    assert list(listed.values()) == heads
    assert [[listed[bytes(head)] for head in cell.A.Headers] for cell in cells] == [
        [head] for _ in document(name).measures for head in heads
    ]


def test_no_mark_of_ours_is_left_in_the_file() -> None:
    kept = {key for element in structure("3 measures").elements for key in element}
    assert kept == {"/Type", "/S", "/P", "/K", "/Pg", "/A", "/ID"}


def test_poppler_reads_the_document_along_the_structure() -> None:
    """Of one measure: it takes two seconds of a processor for each."""
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"]
    read = subprocess.run(command, input=printed("1 measure"), capture_output=True, check=True).stdout.decode()
    lines = re.findall(r'^ *"(.*)"$', read, re.MULTILINE)
    assert squeezed("".join(lines)) == "".join(strings(["Document", *told(document("1 measure"))]))
    assert len(re.findall(r"^ *Table", read, re.MULTILINE)) == 1


WORDS = "น้ำ ดำ กำ ทำ จำ รำ คำ นำ ขำ ตำ "
SMALL = "@page { size: 90mm 50mm; margin: 5mm }"
OTHERS = f"""
<h1>หัวข้อ {WORDS * 4}</h1>
<div>ต้น<p>{WORDS * 5}</p>ปลาย {WORDS * 5}</div>
<ul><li>ก {WORDS * 5}<ul><li>ข {WORDS * 5}</li></ul></li><li>ค</li></ul>
<p>ไป <a href="https://portal.example.go.th/">ที่นี่ {WORDS * 8}</a> จบ</p>
<table><thead><tr><th>ห</th><th>ว</th></tr></thead><tfoot><tr><td>ท</td><td>ย</td></tr></tfoot>
<tbody><tr><td></td><td>{WORDS * 4}</td></tr><tr><td colspan="2">{WORDS * 2}</td></tr></tbody></table>
"""


def test_whatever_a_page_break_cuts_is_one_element() -> None:
    found = Structure(archive.complete(typeset.render(page(OTHERS, SMALL), title="x")))
    link = found.outline[3][2]
    assert found.outline == [
        ["H1", squeezed("หัวข้อ" + WORDS * 4)],
        ["Div", "ต้น", ["P", squeezed(WORDS * 5)], squeezed("ปลาย" + WORDS * 5)],
        [
            "L",
            ["LI", ["Lbl", "•"], ["LBody", squeezed("ก" + WORDS * 5)]],
            ["L", ["LI", ["Lbl", "◦"], ["LBody", squeezed("ข" + WORDS * 5)]]],
            ["LI", ["Lbl", "•"], ["LBody", "ค"]],
        ],
        ["P", "ไป", link, "จบ"],
        [
            "Table",
            ["THead", ["TR", ["TH", "ห"], ["TH", "ว"]]],
            ["TBody", ["TR", ["TD"], ["TD", squeezed(WORDS * 4)]], ["TR", ["TD", squeezed(WORDS * 2)]]],
            ["TFoot", ["TR", ["TD", "ท"], ["TD", "ย"]]],
        ],
    ]
    assert isinstance(link, list)
    assert "".join(strings(link)).replace("</Link>", "") == squeezed("ที่นี่" + WORDS * 8)
    (element,) = [each.objgen for each in found.elements if each.S == "/Link"]
    assert len(found.annotations()) > 3, "one for each line of the link"
    assert set(found.annotations()) == {element}
    assert len(found.drawn.artifacts) > 8, "pages"
    assert found.parents() == found.owners
