"""In whose names a file of ours was signed, and by which certificates, for a page to name; nothing is examined here."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pades.field_names import APPROVER, REPORTER
from pades.keys.certificates import Facts, facts

_ACTS = {REPORTER: "ผู้เสนอ", APPROVER: "ผู้อนุมัติ"}


@dataclass(frozen=True)
class Signer:
    """`act` and `name` say in whose name it is, `certificate` whose it really is."""

    act: str
    name: str
    certificate: Facts


def of(pdf: bytes) -> tuple[Signer, ...]:
    """The signatures of a file that this portal signed, in order."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - loaded where a file is opened

    found = []
    for each in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures:
        name = str(each.sig_object["/Name"]) if "/Name" in each.sig_object else ""
        found.append(Signer(_ACTS.get(str(each.field_name), ""), name, facts(each.signer_cert)))
    return tuple(found)
