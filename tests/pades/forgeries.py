"""Ways to change a signed file in its bytes; each takes the file as it was signed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.validation import EmbeddedPdfSignature

from pades.revision import Revision, contents
from tests.pades import revisions
from tests.pades.signers import with_value

Forgery = Callable[[bytes], bytes]


def signatures(pdf: bytes) -> list[EmbeddedPdfSignature]:
    return list(PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures)


def gap(signature: EmbeddedPdfSignature) -> slice:
    return slice(int(signature.byte_range[1]), int(signature.byte_range[2]))


def last_startxref(pdf: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def _with_empty_table(pdf: bytes, more: bytes = b"") -> bytes:
    """Appends a table that lists nothing new, and says that the rest stands where it stood."""
    reader = PdfFileReader(io.BytesIO(pdf))
    size, root, before = reader.trailer["/Size"], reader.root_ref.idnum, last_startxref(pdf)
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>"
    table = f"xref\n0 1\n0000000000 65535 f \n{trailer}\nstartxref\n{len(pdf) + len(more)}\n%%EOF\n"
    return pdf + more + table.encode()


def approver_cut_off(pdf: bytes) -> bytes:
    reporter, _ = signatures(pdf)
    return pdf[: int(reporter.byte_range[2]) + int(reporter.byte_range[3])]


def last_revision_cut_off(pdf: bytes) -> bytes:
    """The file as it was before what was appended last: well-formed, and as genuine as it was then."""
    end = [match.end() for match in re.finditer(rb"%%EOF\r?\n?", pdf)][-2]
    return pdf[:end]


def end_cut_off(pdf: bytes) -> bytes:
    return pdf[:-40]


def end_of_line_cut_off(pdf: bytes) -> bytes:
    return pdf.rstrip()[:-1]


def half(pdf: bytes) -> bytes:
    return pdf[: len(pdf) // 2]


def byte_after(pdf: bytes) -> bytes:
    return pdf + b"x"


def noughts_after(pdf: bytes) -> bytes:
    return pdf + b"\0" * 64


def comment_after(pdf: bytes) -> bytes:
    return pdf + b"% approved by nobody\n%%EOF\n"


def another_file_after(pdf: bytes) -> bytes:
    return pdf + b"%PDF-1.7\n" + pdf


def bytes_before(pdf: bytes) -> bytes:
    return b"GIF89a\n" + pdf


def objects_after(pdf: bytes) -> bytes:
    """No table lists it: viewers that repair files show it."""
    return pdf + b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n%%EOF\n"


def hidden_objects(pdf: bytes) -> bytes:
    """As before, and a table after it that lists nothing."""
    return _with_empty_table(pdf, b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n")


def empty_revision(pdf: bytes) -> bytes:
    return _with_empty_table(pdf)


def older_table(pdf: bytes) -> bytes:
    """The file says that the tables before the signatures are the last."""
    first = re.findall(rb"startxref\s+(\d+)", pdf)[1].decode()
    return pdf + f"startxref\n{first}\n%%EOF\n".encode()


def byte_range_moved(pdf: bytes) -> bytes:
    at = gap(signatures(pdf)[1])
    return pdf.replace(f" {at.start} {at.stop} ".encode(), f" {at.start - 2} {at.stop - 2} ".encode())


def byte_range_without_end(pdf: bytes) -> bytes:
    found = signatures(pdf)[1].byte_range
    old = " ".join(map(str, found)).encode()
    new = f"0 {found[1]} {found[2]} 10".encode()
    return pdf.replace(old, new.ljust(len(old)))


def gap_widened(pdf: bytes) -> bytes:
    at = gap(signatures(pdf)[1])
    return pdf[: at.stop] + b" /Note (x) " + pdf[at.stop :]


def gap_in_small_letters(pdf: bytes) -> bytes:
    at = gap(signatures(pdf)[1])
    return pdf[: at.start] + pdf[at].lower() + pdf[at.stop :]


def gap_with_one_small_letter(pdf: bytes) -> bytes:
    at = pdf.index(b"A", gap(signatures(pdf)[1]).start)
    return pdf[:at] + b"a" + pdf[at + 1 :]


def gap_with_more(pdf: bytes) -> bytes:
    at = gap(signatures(pdf)[1])
    return pdf[: at.stop - 21] + b"6869" * 5 + pdf[at.stop - 1 :]


def gap_emptied(pdf: bytes) -> bytes:
    return with_value(pdf, gap(signatures(pdf)[1]), b"")


def values_exchanged(pdf: bytes) -> bytes:
    one, two = signatures(pdf)
    swapped = with_value(pdf, gap(one), two.pkcs7_content.rstrip(b"\0"))
    return with_value(swapped, gap(two), one.pkcs7_content.rstrip(b"\0"))


def permission_widened(pdf: bytes) -> bytes:
    return re.sub(rb"/P 2\b(?=[^>]*/V /1.2|[^>]*>>)", b"/P 3", pdf, count=1)


def content_byte(pdf: bytes) -> bytes:
    at = pdf.index(b"stream\n") + 40
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def certificate_exchanged(pdf: bytes) -> bytes:
    """The approver's signature brings another certificate of the same name, number and key with it."""
    last = signatures(pdf)[1]
    real = last.signer_cert.dump()
    value = last.pkcs7_content.rstrip(b"\0").replace(real, real[:-1] + bytes([real[-1] ^ 1]))
    return with_value(pdf, gap(last), value)


def stamp_taken_out(pdf: bytes) -> bytes:
    last = signatures(pdf)[1]
    value = cms.ContentInfo.load(last.pkcs7_content)
    value["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([])
    return with_value(pdf, gap(last), value)


def stamp_of_the_other(pdf: bytes) -> bytes:
    one, two = signatures(pdf)
    value, other = cms.ContentInfo.load(two.pkcs7_content), cms.ContentInfo.load(one.pkcs7_content)
    stamp = other["content"]["signer_infos"][0]["unsigned_attrs"].untag().dump()
    value["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes.load(stamp)
    return with_value(pdf, gap(two), value)


def in_an_object_stream(pdf: bytes) -> bytes:
    """An old object stands in a new object stream, and the table says that it is the newer one."""
    file: Any = Revision(pdf)
    page = file.root["/Pages"]["/Kids"].raw_get(0)
    body = revisions.DICT({**page.get_object(), revisions.NAME("/Rotate"): revisions.NUMBER(180)})
    file.prepare_object_stream().add_object(page.idnum, body)
    file.objs_in_streams[page.idnum] = body
    file._force_write_when_empty = True
    return contents(file)


def written_anew(pdf: bytes) -> bytes:
    """As an editor saves: one revision, everything moved."""
    reader = PdfFileReader(io.BytesIO(pdf))
    out = io.BytesIO()
    copy_into_new_writer(reader).write(out)
    return out.getvalue()


def lines_ended_otherwise(pdf: bytes) -> bytes:
    """As a transfer of text does."""
    return pdf.replace(b"\n", b"\r\n")


FORGERIES: list[Forgery] = [
    *(approver_cut_off, end_cut_off, end_of_line_cut_off, half, byte_after, noughts_after, comment_after),
    *(another_file_after, bytes_before, objects_after, hidden_objects, empty_revision, older_table),
    *(byte_range_moved, byte_range_without_end, gap_widened, gap_in_small_letters, gap_with_one_small_letter),
    *(gap_with_more, gap_emptied, values_exchanged, permission_widened, content_byte, certificate_exchanged),
    *(stamp_taken_out, stamp_of_the_other, in_an_object_stream, written_anew, lines_ended_otherwise),
]
