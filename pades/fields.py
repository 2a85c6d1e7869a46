"""The two empty places for signatures that a frozen PDF carries, so that signing adds nothing but signatures."""

from __future__ import annotations

from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    InvisSigSettings,
    MDPPerm,
    SigFieldSpec,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1

from pades.field_names import APPROVER, REPORTER
from pades.revision import Revision, Unwritable, contents

# Outside the page: PDF/A wants an invisible field printable, PDF/UA wants one on the page hidden.
UNSEEN = InvisSigSettings(set_print_flag=True, box_out_of_bounds=True)


class WrongFields(ValueError):
    """The file has not just its two empty fields; signing it would prove something else."""


@dataclass(frozen=True)
class Field:
    """A signature field; `name` is None where the file gives none."""

    name: str | None
    filled: bool


def add_fields(pdf: bytes) -> bytes:
    """The PDF with its two fields, for the reporter and the approver, in a revision of its own. Same bytes, same bytes.

    The approver's field locks the document once it is signed. Raises WrongFields where there are fields already,
    Unwritable for what is no PDF.
    """
    if fields_of(pdf):
        raise WrongFields("the file has signature fields already")
    file: IncrementalPdfFileWriter = Revision(pdf)
    lock = FieldMDPSpec(FieldMDPAction.ALL)
    everything_forbidden = MDPPerm.NO_CHANGES
    for spec in (
        SigFieldSpec(REPORTER, invis_sig_settings=UNSEEN, readable_field_name="ลายมือชื่อดิจิทัลของผู้เสนอ"),
        SigFieldSpec(
            APPROVER,
            invis_sig_settings=UNSEEN,
            readable_field_name="ลายมือชื่อดิจิทัลของผู้อนุมัติ",
            field_mdp_spec=lock,
            doc_mdp_update_value=everything_forbidden,
        ),
    ):
        append_signature_field(file, spec)
    page, _ = file.find_page_for_modification(0)
    page.get_object()["/Tabs"] = generic.pdf_name("/S")  # PDF/UA: where there are fields, Tab follows the structure
    _announce(file)
    return contents(file)


def fields_of(pdf: bytes) -> list[Field]:
    """The signature fields of a PDF, in its order. Raises Unwritable."""
    file = Revision(pdf)
    try:
        return [Field(name, value is not None) for name, value, _ in enumerate_sig_fields(file.prev)]
    except (PdfError, ValueError, TypeError, KeyError) as error:
        raise Unwritable(f"unreadable fields: {error}") from error


def expect_empty(pdf: bytes) -> None:
    """Raises WrongFields unless the file has its two fields, empty, and no other."""
    if fields_of(pdf) != [Field(REPORTER, filled=False), Field(APPROVER, filled=False)]:
        raise WrongFields("the file has not just its two empty fields")


def _announce(file: IncrementalPdfFileWriter) -> None:
    """What signing would else have to add: that signatures are appended, and that they are PAdES in PDF 1.7."""
    root = file.root
    root["/AcroForm"]["/SigFlags"] = generic.NumberObject(3)
    extensions = root.setdefault(generic.pdf_name("/Extensions"), generic.DictionaryObject())
    extensions[ESIC_EXTENSION_1.prefix_name] = ESIC_EXTENSION_1.as_pdf_object()
    file.update_root()
