"""The structure of a PDF as a screen reader meets it, read without the code that writes it: PDFium tells the text."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass, field

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.paper.readback import squeezed

Outline = list["Outline | str"]
Place = tuple[int, int]  # page and marked-content number


@dataclass
class Drawn:
    """What the pages show: tagged text by its place, and of each page what is nobody's to read aloud."""

    texts: dict[Place, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)


def drawn(pdf: bytes) -> Drawn:
    """The text of each page, by the marks that it stands in."""
    found = Drawn()
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            lines = page.get_textpage()
            found.artifacts.append("")
            for shown in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                text, place = _text(shown.raw, lines.raw), (number, pdfium.FPDFPageObj_GetMarkedContentID(shown.raw))
                if place[1] >= 0:
                    found.texts[place] = found.texts.get(place, "") + text
                elif "Artifact" in _marks(shown.raw):
                    found.artifacts[-1] += text
                else:
                    found.untagged.append(text)
    return found


def _text(shown: pdfium.FPDF_PAGEOBJECT, page: pdfium.FPDF_TEXTPAGE) -> str:
    buffer = (ctypes.c_ushort * pdfium.FPDFTextObj_GetText(shown, page, None, 0))()
    pdfium.FPDFTextObj_GetText(shown, page, buffer, ctypes.sizeof(buffer))
    return squeezed(bytes(buffer).decode("utf-16-le").rstrip("\0"))


def _marks(shown: pdfium.FPDF_PAGEOBJECT) -> list[str]:
    names = []
    for number in range(pdfium.FPDFPageObj_CountMarks(shown)):
        buffer, size = (ctypes.c_ushort * 40)(), ctypes.c_ulong()
        mark = pdfium.FPDFPageObj_GetMark(shown, number)
        assert pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), ctypes.byref(size))
        names.append(bytes(buffer)[: size.value].decode("utf-16-le").rstrip("\0"))
    return names


class Structure:
    """The tree of a PDF, walked from its root."""

    def __init__(self, pdf: bytes) -> None:
        self.drawn = drawn(pdf)
        self.read: list[Place] = []
        """The place of each piece of text in the order in which it's read aloud."""
        self.owners: dict[Place, tuple[int, int]] = {}
        """Place -> the element (its object) that holds it."""
        self.elements: list[pikepdf.Object] = []
        self._document = pikepdf.open(io.BytesIO(pdf))
        self._pages = {page.obj.objgen: number for number, page in enumerate(self._document.pages)}
        self.root: pikepdf.Object = self._document.Root.StructTreeRoot
        (top,) = self.root.K
        _, *self.outline = self._walk(top, self.root)

    def _walk(self, element: pikepdf.Object, parent: pikepdf.Object) -> Outline:
        """Kind and kids of an element; text, that of spans too, is one string as far as nothing else stands between."""
        assert element.P.objgen == parent.objgen
        self.elements.append(element)
        kids: Outline = [str(element.S).removeprefix("/")]
        for kid in element.K:
            for part in self._parts(kid, element):
                if isinstance(part, str) and isinstance(kids[-1], str) and len(kids) > 1:
                    kids[-1] += part
                else:
                    kids.append(part)
        return kids

    def _parts(self, kid: pikepdf.Object | int, element: pikepdf.Object) -> Outline:
        if isinstance(kid, int):
            return [self._content((self._pages[element.Pg.objgen], kid), element)]
        if kid.get("/Type") == "/MCR":
            return [self._content((self._pages[kid.Pg.objgen], int(kid.MCID)), element)]
        if kid.Type == "/OBJR":
            return [f"<{kid.Obj.Subtype}>"]
        inner = self._walk(kid, element)
        return inner[1:] if inner[0] == "Span" else [inner]

    def _content(self, place: Place, element: pikepdf.Object) -> str:
        self.read.append(place)
        self.owners[place] = element.objgen
        return self.drawn.texts.get(place, "")

    def parents(self) -> dict[Place, tuple[int, int]]:
        """What the ParentTree says of whose the pieces of text are, by way of the pages."""
        by_number = self._by_number()
        return {
            (number, piece): element.objgen
            for number, page in enumerate(self._document.pages)
            for piece, element in enumerate(by_number[int(page.obj.StructParents)])
        }

    def annotations(self) -> list[tuple[int, int]]:
        """The elements that the ParentTree names for the annotations of all pages, in their order."""
        by_number = self._by_number()
        found = (each for page in self._document.pages for each in page.get("/Annots", []))
        return [by_number[int(each.StructParent)].objgen for each in found]

    def _by_number(self) -> dict[int, pikepdf.Object]:
        pairs = list(self.root.ParentTree.Nums)
        return dict(zip(map(int, pairs[::2]), pairs[1::2], strict=True))
