"""Documents that run, start or fetch something when they are opened, and others that only look so."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from evidence.intake.kinds import Kind
from tests.evidence.files import an_office_file

PROGRAM = b"MZ\x90\x00" + b"\0" * 60 + b"This program cannot be run in DOS mode.\r\r\n$"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIELD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%b</w:body>'


def a_pdf_with(where: str, action: str = "JavaScript") -> bytes:
    """A PDF with an action at one of the places where a reader would run it; the file is packed as programs pack it."""
    made = pikepdf.new()
    made.add_blank_page()
    page = made.pages[0]
    runs = Dictionary(S=Name(f"/{action}"), JS=String("app.alert(1)"), F=String("cmd.exe"))
    if where == "opening":
        made.Root.OpenAction = runs
    elif where == "opening, by reference":
        made.Root.OpenAction = made.make_indirect(runs)
    elif where == "a page":
        page.AA = Dictionary(O=runs)
    elif where == "a link":
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=runs)])
    elif where == "what follows another":
        page.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://x.go.th"), Next=Array([runs])))
    elif where == "a script of the document":
        names = Array([String("a"), made.make_indirect(runs)])
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=names))
    elif where == "its name elsewhere":
        runs.S = made.make_indirect(Name(f"/{action}"))
        made.Root.OpenAction = runs
    else:
        raise KeyError(where)
    return _saved(made)


PLACES = (
    *("opening", "opening, by reference", "a page", "a link", "what follows another", "a script of the document"),
    "its name elsewhere",
)


def a_pdf_with_a_file(name: str, data: bytes) -> bytes:
    """A PDF to which a file is attached."""
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments[name] = data
    return _saved(made)


def a_pdf_that_speaks_of_scripts() -> bytes:
    """Words, a link to a page and a form are nothing that runs."""
    made = pikepdf.new()
    made.add_blank_page()
    page = made.pages[0]
    page.Contents = Stream(made, b"BT (/S /JavaScript) Tj ET")
    link = Dictionary(S=Name.URI, URI=String("https://x.go.th/JavaScript"))
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=link)])
    made.Root.AcroForm = Dictionary(Fields=Array([]))
    return _saved(made)


def a_pdf_bomb(where: str) -> bytes:
    """A PDF of some kilobytes or one megabyte of which a part unpacks to a gigabyte."""
    packer, part = zlib.compressobj(9), b" " * (1 << 20)
    first, again = (packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    packed = first + again * 1023 + packer.flush()
    made = pikepdf.new()
    made.add_blank_page()
    if where == "a page":
        made.pages[0].Contents = Stream(made, packed, Filter=Name.FlateDecode)
    elif where == "a page, packed twice":
        twice = Array([Name.FlateDecode, Name.FlateDecode])
        made.pages[0].Contents = Stream(made, zlib.compress(packed, 9), Filter=twice)
    else:
        body = made.make_indirect(Stream(made, packed, Filter=Name.FlateDecode, Type=Name.EmbeddedFile))
        file = Dictionary(Type=Name.Filespec, F=String("a.txt"), UF=String("a.txt"), EF=Dictionary(F=body))
        names = Array([String("a.txt"), made.make_indirect(file)])
        made.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    written = io.BytesIO()
    made.save(written, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return written.getvalue()


def _saved(made: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def related(kind: str, target: str, *, mode: str = "External") -> dict[str, bytes]:
    """A part of a Word file that relates it to something."""
    relation = f'<Relationship Id="rId1" Type="{_RELATIONS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{relation}</Relationships>".encode()}


def a_field(*instruction: str) -> dict[str, bytes]:
    """A Word file with a field whose instruction stands in so many runs."""
    runs = "".join(f"<w:r><w:instrText xml:space='preserve'>{each}</w:instrText></w:r>" for each in instruction)
    return {"word/document.xml": _FIELD % runs.encode()}


STARTS = 'c:\\windows\\system32\\cmd.exe "/c calc"'
# What is refused, with words of the refusal.
OFFICE_REFUSED = {
    "a template from elsewhere": (Kind.DOCX, related("attachedTemplate", "http://x.example/a.dotm"), "เครื่องอื่น"),
    "one of a share": (Kind.DOCX, related("attachedTemplate", "\\\\10.0.0.1\\a.dotm"), "เครื่องอื่น"),
    "one of a share, as an address": (Kind.DOCX, related("attachedTemplate", "file://server/a.dotm"), "เครื่องอื่น"),
    "one of a share, with five strokes": (Kind.DOCX, related("attachedTemplate", "file:///\\\\a\\b"), "เครื่องอื่น"),
    "an object from elsewhere": (Kind.DOCX, related("oleObject", "mhtml:https://x.example/a!x"), "เครื่องอื่น"),
    "a page in a frame": (Kind.DOCX, related("frame", "HTTP://x.example/a"), "เครื่องอื่น"),
    "an exchange": (Kind.DOCX, a_field(f" DDEAUTO {STARTS} "), "เครื่องอื่น"),
    "an exchange in pieces": (Kind.DOCX, a_field(" D", "DE", f"AUTO {STARTS}"), "เครื่องอื่น"),
    "an exchange in one word": (
        Kind.DOCX,
        {"word/document.xml": _FIELD % b'<w:fldSimple w:instr=" dde Excel x"/>'},
        "เครื่องอื่น",
    ),
    "an exchange of a sheet": (
        Kind.XLSX,
        {"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/>'},
        "เครื่องอื่น",
    ),
    "an exchange of an open sheet": (Kind.ODS, {"content.xml": b'<x><office:dde-source a="cmd"/></x>'}, "เครื่องอื่น"),
    "a program in it": (Kind.DOCX, {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + PROGRAM}, "โปรแกรม"),
    "a file with macros in it": (Kind.PPTX, {"ppt/embeddings/a.XLSM": b"PK\x03\x04"}, "โปรแกรม"),
}
OFFICE_TAKEN = {
    "the template of one's own machine": (
        Kind.DOCX,
        related("attachedTemplate", "file:///C:\\Users\\mana\\Templates\\บันทึก.dotx"),
    ),
    "the template of a machine with Linux": (Kind.DOCX, related("attachedTemplate", "file:///srv/templates/a.dotx")),
    "a link": (Kind.DOCX, related("hyperlink", "https://x.go.th/dde/1")),
    "a picture of a page": (Kind.DOCX, related("image", "https://x.go.th/a.png")),
    "fields": (Kind.DOCX, a_field(" PAGE ") | {"word/footer1.xml": b'<w:fldSimple w:instr=" HYPERLINK x/dde/1 "/>'}),
    "words": (Kind.DOCX, {"word/document.xml": _FIELD % "<w:t>DDE คือ</w:t>".encode()}),
    "a sheet in it": (Kind.DOCX, {"word/embeddings/Sheet1.xlsx": an_office_file(Kind.XLSX)}),
}
