"""Word files that are odd in ways that nobody thought of are read or refused; nothing else is ever raised."""

import contextlib
import random
import re
import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from document.errors import ReportError
from document.grid import Grid
from document.grids import docx as reader
from tests.document.grids.word_files import (
    PNG,
    box,
    docx,
    field,
    lvl,
    numbering,
    p,
    part,
    picture,
    r,
    relation,
    sdt,
    style,
    tbl,
    tc,
    tr,
    zipped,
)

_NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
WHOLE = docx(
    p("ก", box(p("ข")), item=(1, 0), style="1"),
    p(field("REF x", "ค"), sdt(r("ง")), _NOTE, mark="<w:del/>"),
    tbl(
        tr("จ", tc("ฉ", span=2)),
        tr(tc(tbl(tr("ช")), p()), tc("ซ", merge="restart"), "x"),
        tr("y", tc(p(), merge="")),
    ),
    p(picture(), r('<w:sym w:font="Symbol" w:char="F0B7"/>'), r("ซ่อน", "<w:vanish/>"), item=(1, 1)),
    '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>',
    styles=style("1", "heading 1", based_on="2") + style("2", "x"),
    numbers=numbering({0: lvl(0, "thaiLetters", "%1.") + lvl(1, "decimal", "%1.%2")}, {1: 0}),
    related=(
        relation("p1", "image", "media/1.png"),
        relation("h1", "header", "header1.xml"),
        relation("f1", "footnotes", "footnotes.xml"),
    ),
    parts={
        "word/media/1.png": PNG,
        "word/header1.xml": part("hdr", p("หัว")),
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="1">{p("หมายเหตุ")}</w:footnote>'),
    },
)
_ELEMENT = re.compile(r"<[a-z0-9]+:[A-Za-z]+[^<>]*/>|<[a-z0-9]+:[A-Za-z]+[^<>]*[^/]>|</[^<>]+>")
_VALUE = re.compile(r'(w:[a-zA-Z]+|r:[a-z]+|Id|Target|Type)="([^"]*)"')
_VALUES = ["", "-1", "0", "1", "99999999999", "x", "../../x", "%9%8", "restart", "separate", "end", "begin"]


def _odd(text: str, chance: random.Random) -> str:
    """The XML with an element moved, doubled or left out, or with another value."""
    found = list((_VALUE if chance.random() < 0.5 else _ELEMENT).finditer(text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)
    if one.re is _VALUE:
        return f"{text[: one.start(2)]}{chance.choice(_VALUES)}{text[one.end(2) :]}"
    return text[: one.start()] + chance.choice(["", other[0], one[0] * 2]) + text[one.end() :]


def odd_file(seed: int) -> bytes:
    chance = random.Random(seed)
    with zipfile.ZipFile(BytesIO(WHOLE)) as container:
        files: dict[str, str | bytes] = {name: container.read(name) for name in container.namelist()}
    for _ in range(chance.randint(1, 6)):
        name = chance.choice([each for each in files if each.endswith((".xml", ".rels"))])
        if name == "[Content_Types].xml" or chance.random() < 0.02:
            files.pop(name, None)
            continue
        text = files[name]
        files[name] = _odd(text if isinstance(text, str) else text.decode(), chance)
    return zipped(files)


@given(st.integers(min_value=0, max_value=10**9))
def test_an_odd_file_is_read_or_refused(seed: int) -> None:
    with contextlib.suppress(ReportError):
        assert isinstance(reader.read(odd_file(seed)), Grid)


@given(st.integers(min_value=0, max_value=len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_file_with_other_bytes_is_read_or_refused(at: int, other: bytes) -> None:
    with contextlib.suppress(ReportError):
        assert isinstance(reader.read(WHOLE[:at] + other + WHOLE[at + len(other) :]), Grid)
