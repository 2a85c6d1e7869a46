"""Ways to change a signed file by appending to it: well-formed, so that only what they change gives them away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from pades.revision import Revision
from pades.revision import contents as contents_of

Edit = Callable[[Revision], None]
# pyHanko's constructors have no types.
NAME = pdf_name
NUMBER: Any = generic.NumberObject
ARRAY: Any = generic.ArrayObject
DICT: Any = generic.DictionaryObject


def appended(edit: Edit, pdf: bytes) -> bytes:
    """The file with a revision at its end."""
    file = Revision(pdf)
    edit(file)
    return contents_of(file)


def text(words: str) -> generic.PdfObject:
    return generic.pdf_string(words)


def stream(data: bytes, **keys: generic.PdfObject) -> generic.StreamObject:
    return generic.StreamObject({NAME(f"/{key}"): value for key, value in keys.items()}, stream_data=data)


def changed(file: Revision, holder: generic.DictionaryObject, key: str, value: generic.PdfObject) -> None:
    """Sets an entry of an object that may be anywhere in the file."""
    holder[NAME(key)] = value
    file.update_container(holder)


def replaced(file: Revision, reference: generic.IndirectObject, data: bytes) -> None:
    """Gives a stream other bytes under its own number."""
    body = file.get_object(reference.reference)
    body._data, body._encoded_data = data, None
    for key in ("/Filter", "/DecodeParms"):
        body.pop(key, None)
    file.mark_update(reference.reference)


def page(file: Revision) -> Any:
    return file.root["/Pages"]["/Kids"][0]


def field(file: Revision, name: str) -> Any:
    fields = {str(each.get_object()["/T"]): each.get_object() for each in file.root["/AcroForm"]["/Fields"]}
    return fields[name]


def xmp(file: Revision) -> None:
    data = file.root["/Metadata"].data
    replaced(file, file.root.raw_get("/Metadata"), data.replace(b"</rdf:RDF>", b"<!-- forged --></rdf:RDF>"))


def info_title(file: Revision) -> None:
    changed(file, file.trailer["/Info"], "/Title", text("รายงานอื่น"))


def info_elsewhere(file: Revision) -> None:
    file.trailer[NAME("/Info")] = file.add_object(DICT({NAME("/Title"): text("รายงานอื่น")}))
    file._force_write_when_empty = True


def page_content(file: Revision) -> None:
    changed(file, page(file), "/Contents", file.add_object(stream(b"0 0 m 100 100 l S")))


def page_stream(file: Revision) -> None:
    replaced(file, page(file).raw_get("/Contents"), b"0 0 m 100 100 l S")


def annotation(file: Revision) -> None:
    note = DICT(
        {
            NAME("/Type"): NAME("/Annot"),
            NAME("/Subtype"): NAME("/FreeText"),
            NAME("/Rect"): ARRAY(map(NUMBER, (0, 0, 400, 400))),
            NAME("/Contents"): text("ไม่อนุมัติ"),
            NAME("/DA"): text("/Helv 20 Tf"),
        }
    )
    changed(file, page(file), "/Annots", ARRAY([*page(file)["/Annots"], file.add_object(note)]))


def rotated(file: Revision) -> None:
    changed(file, page(file), "/Rotate", NUMBER(180))


def cropped(file: Revision) -> None:
    changed(file, page(file), "/CropBox", ARRAY(map(NUMBER, (0, 0, 300, 300))))


def _field(file: Revision, kind: str, name: str, **more: generic.PdfObject) -> generic.IndirectObject:
    widget = DICT(
        {
            NAME("/FT"): NAME(kind),
            NAME("/T"): text(name),
            NAME("/Type"): NAME("/Annot"),
            NAME("/Subtype"): NAME("/Widget"),
            NAME("/F"): NUMBER(132),
            NAME("/Rect"): ARRAY(map(NUMBER, (0, 0, 0, 0))),
            NAME("/P"): file.root["/Pages"]["/Kids"].raw_get(0),
            **{NAME(f"/{key}"): value for key, value in more.items()},
        }
    )
    added = file.add_object(widget)
    form = file.root["/AcroForm"]
    changed(file, form, "/Fields", ARRAY([*form["/Fields"], added]))
    return added


def text_field(file: Revision) -> None:
    added = _field(file, "/Tx", "Note", V=text("ไม่อนุมัติ"))
    changed(file, page(file), "/Annots", ARRAY([*page(file)["/Annots"], added]))


def signature_field(file: Revision) -> None:
    _field(file, "/Sig", "Third")


def acting_field(file: Revision) -> None:
    _field(
        file, "/Sig", "Third", AA=DICT({NAME("/E"): DICT({NAME("/S"): NAME("/JavaScript"), NAME("/JS"): text("1")})})
    )


def second_approver(file: Revision) -> None:
    _field(file, "/Sig", "Approver", V=field(file, "Approver").raw_get("/V"))


def page_appended(file: Revision) -> None:
    pages = file.root["/Pages"]
    added = DICT({**page(file), NAME("/Contents"): file.add_object(stream(b"0 0 m 9 9 l S"))})
    changed(file, pages, "/Kids", ARRAY([*pages["/Kids"], file.add_object(added)]))
    changed(file, pages, "/Count", NUMBER(len(pages["/Kids"])))


def page_removed(file: Revision) -> None:
    pages = file.root["/Pages"]
    changed(file, pages, "/Kids", ARRAY(list(pages["/Kids"])[:-1]))
    changed(file, pages, "/Count", NUMBER(len(pages["/Kids"])))


def attachment_replaced(file: Revision) -> None:
    replaced(file, file.root["/AF"][0]["/EF"].raw_get("/F"), b'{"measures": []}')


def attachments_swapped(file: Revision) -> None:
    first, second = file.root["/AF"][0], file.root["/AF"][1]
    one, two = first["/EF"], second["/EF"]
    changed(file, first, "/EF", two)
    changed(file, second, "/EF", one)


def attachment_removed(file: Revision) -> None:
    changed(file, file.root, "/AF", ARRAY(list(file.root["/AF"])[:1]))


def attachment_added(file: Revision) -> None:
    added = DICT({NAME("/Type"): NAME("/Filespec"), NAME("/F"): text("other.json")})
    changed(file, file.root, "/AF", ARRAY([*file.root["/AF"], file.add_object(added)]))


def approver_removed(file: Revision) -> None:
    signed = field(file, "Approver")
    del signed["/V"]
    file.update_container(signed)


def form_removed(file: Revision) -> None:
    del file.root["/AcroForm"]
    file.mark_update(file.root_ref)


def field_removed(file: Revision) -> None:
    form = file.root["/AcroForm"]
    changed(file, form, "/Fields", ARRAY(list(form["/Fields"])[:1]))


def field_renamed(file: Revision) -> None:
    changed(file, field(file, "Approver"), "/T", text("Somebody"))


def fields_swapped(file: Revision) -> None:
    reporter, approver = field(file, "Reporter"), field(file, "Approver")
    changed(file, reporter, "/T", text("Approver"))
    changed(file, approver, "/T", text("Reporter"))


def values_swapped(file: Revision) -> None:
    reporter, approver = field(file, "Reporter"), field(file, "Approver")
    one, two = reporter.raw_get("/V"), approver.raw_get("/V")
    changed(file, reporter, "/V", two)
    changed(file, approver, "/V", one)


def signer_renamed(file: Revision) -> None:
    changed(file, field(file, "Approver")["/V"], "/Name", text("นายอื่น"))


def to_unicode(file: Revision) -> None:
    fonts = page(file)["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]
    replaced(file, font.raw_get("/ToUnicode"), b"begincmap endcmap")


def font_exchanged(file: Revision) -> None:
    fonts = page(file)["/Resources"]["/Font"]
    plain = {"/Type": NAME("/Font"), "/Subtype": NAME("/Type1"), "/BaseFont": NAME("/Helvetica")}
    changed(file, fonts, next(iter(fonts)), file.add_object(DICT({NAME(key): value for key, value in plain.items()})))


def perms_removed(file: Revision) -> None:
    del file.root["/Perms"]
    file.mark_update(file.root_ref)


def lock_opened(file: Revision) -> None:
    changed(file, field(file, "Approver")["/Lock"], "/P", NUMBER(3))


def javascript(file: Revision) -> None:
    action = DICT({NAME("/S"): NAME("/JavaScript"), NAME("/JS"): text("app.alert(1)")})
    changed(file, file.root, "/OpenAction", file.add_object(action))


def language(file: Revision) -> None:
    changed(file, file.root, "/Lang", text("en"))


def mark_info(file: Revision) -> None:
    changed(file, file.root, "/MarkInfo", DICT({NAME("/Marked"): generic.BooleanObject(False)}))


def version(file: Revision) -> None:
    changed(file, file.root, "/Version", NAME("/2.0"))


def needs_appearances(file: Revision) -> None:
    changed(file, file.root["/AcroForm"], "/NeedAppearances", generic.BooleanObject(True))


def structure(file: Revision) -> None:
    changed(file, file.root["/StructTreeRoot"], "/RoleMap", DICT({NAME("/P"): NAME("/Artifact")}))


def outline(file: Revision) -> None:
    changed(file, file.root["/Outlines"]["/First"], "/Title", text("ไม่อนุมัติ"))


def catalogue_exchanged(file: Revision) -> None:
    file.trailer[NAME("/Root")] = file.add_object(DICT({**file.root, NAME("/PageLayout"): NAME("/OneColumn")}))
    file._force_write_when_empty = True


def proofs_with_more(file: Revision) -> None:
    changed(file, file.root, "/DSS", file.add_object(DICT({NAME("/Note"): text("ไม่อนุมัติ")})))


def layers(file: Revision) -> None:
    changed(file, file.root, "/OCProperties", DICT({NAME("/OCGs"): ARRAY(), NAME("/D"): DICT()}))


def orphan(file: Revision) -> None:
    file.add_object(stream(b"0 0 m 100 100 l S"))


def same_again(file: Revision) -> None:
    file.mark_update(file.root.raw_get("/Pages").reference)


EDITS: list[Edit] = [
    *(xmp, info_title, info_elsewhere, page_content, page_stream, annotation, rotated, cropped, text_field),
    *(signature_field, acting_field, second_approver, page_appended, page_removed, attachment_replaced),
    *(attachments_swapped, attachment_removed, attachment_added, approver_removed, form_removed, field_removed),
    *(field_renamed, fields_swapped, values_swapped, signer_renamed, to_unicode, font_exchanged, perms_removed),
    *(lock_opened, javascript, language, mark_info, version, needs_appearances, structure, outline),
    *(catalogue_exchanged, proofs_with_more, layers, orphan, same_again),
]
