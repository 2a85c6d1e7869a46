"""Files made for the readers of grids: workbooks by XlsxWriter and xlwt and by hand, PDF files by hand."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlsxwriter
from PIL import Image

XLSX = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="แผ่น" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    """A picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, kind)
    return buffer.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A container of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(fill: Callable[[Any, Any], None], name: str = "มาตรการ") -> bytes:
    """A workbook of XlsxWriter, whose one sheet is filled by `fill(workbook, sheet)`."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book, book.add_worksheet(name))
    book.close()
    return buffer.getvalue()


def xlsx(sheet: str, **parts: str) -> bytes:
    """A workbook written by hand: the XML of its sheet, and other parts beside it by their names in xl."""
    main = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>'
    more = {f"xl/{name}": content for name, content in parts.items()}
    return zipped({**XLSX, "xl/worksheets/sheet1.xml": main, **more})


def ods(tables: str, *, manifest: str = "<manifest/>") -> bytes:
    """A sheet of LibreOffice's kind written by hand."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": ODS.format(tables),
        }
    )


def pdf(pages: Iterable[bytes], *, rotate: int = 0, resources: str = "", objects: Iterable[bytes] = ()) -> bytes:
    """A PDF written by hand: a page of A4 for each stream of drawing, in Helvetica as /F; objects follow from 10 up."""
    streams = list(pages)
    first = 10 + len(list(objects))
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(streams)))
    made: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    made |= dict(enumerate(objects, start=10))
    for number, stream in enumerate(streams):
        page = first + 2 * number
        made[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {page + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R>>{resources}>>>>"
        ).encode()
        packed = zlib.compress(stream)
        made[page + 1] = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    out, places = io.BytesIO(b"%PDF-1.7\n"), {}
    out.seek(0, io.SEEK_END)
    for number, content in sorted(made.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start, size = out.tell(), max(made) + 1
    out.write(b"xref\n0 %d\n" % size)
    for number in range(size):
        out.write(
            b"%010d %05d %c \n" % (places.get(number, 0), 0 if number in places else 65535, b"nf"[number not in places])
        )
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start))
    return out.getvalue()


def said(x: float, y: float, text: bytes, size: float = 12) -> bytes:
    """Words of a PDF at a place, from the lower left."""
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (size, x, y, text)


def ruled(across: list[float], down: list[float]) -> bytes:
    """A grid of stroked lines at these places of a PDF."""
    lines = [b"%g %g m %g %g l S\n" % (across[0], y, across[-1], y) for y in down]
    return b"".join(lines + [b"%g %g m %g %g l S\n" % (x, down[0], x, down[-1]) for x in across])
