"""A revision appended to a PDF, of which nothing but what was asked for is new."""

from __future__ import annotations

import hashlib
import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError


class Unwritable(ValueError):
    """The bytes are no PDF that can be written on; the message says why."""


class Revision(IncrementalPdfFileWriter):
    """Leaves /Info, XMP, the version and the list of extensions as they are.

    pyHanko would write them anew in each revision, so that whoever examines the file would have to let such edits
    pass, a forger's too. What signatures need of them stands in the frozen file already: see fields.add_fields.
    """

    def __init__(self, pdf: bytes) -> None:
        try:
            super().__init__(io.BytesIO(pdf))
            encrypted = self.prev.encrypted
        except (PdfError, OSError, ValueError) as error:
            raise Unwritable(f"not a PDF: {error}") from error
        if encrypted:
            raise Unwritable("the PDF is encrypted")
        # The second half of the file's identity names the revision; out of the bytes, so that the same give the same.
        here = generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])
        first = self._document_id[0] if "/ID" in self.prev.trailer else here
        self._document_id = generic.ArrayObject([first, here])

    def _update_meta(self) -> None:
        """Writes no "last modified"."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """PDF/A-3 is PDF 1.7, and pyHanko would call a signature by an elliptic curve PDF 2.0."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Registers nothing: see fields.add_fields."""


def contents(file: IncrementalPdfFileWriter) -> bytes:
    """The whole file with its new revision at the end."""
    out = io.BytesIO()
    file.write(out)
    return out.getvalue()
