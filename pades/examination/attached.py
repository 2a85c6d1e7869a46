"""The round and the agency that a file names in the data attached to it: claims, to find the real file by."""

from __future__ import annotations

import json
import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

PROVENANCE = "provenance.json"
REPORT = "report.json"
_CODE = re.compile(r"[A-Z0-9]{2,12}-\d{4}(-[0-9A-Z]{4}){4}", re.ASCII)
_MOST = 8 * 1024 * 1024


def code_in(reader: PdfFileReader) -> str:
    """The code, or nothing where the file names none that could be one."""
    code = _fact(reader, PROVENANCE, "code")
    return code if _CODE.fullmatch(code) else ""


def agency_in(reader: PdfFileReader) -> str:
    """The agency's name as the report has it, or nothing."""
    return _fact(reader, REPORT, "agency")


def _fact(reader: PdfFileReader, file: str, name: str) -> str:
    try:
        value = json.loads(_attached(reader, file))[name]
    except (PdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _attached(reader: PdfFileReader, name: str) -> bytes:
    for each in reader.root["/AF"]:
        file = each.get_object()
        if name in (str(file[key]) for key in ("/F", "/UF") if key in file):
            stream = file["/EF"]["/F"]
            if isinstance(stream, generic.StreamObject) and len(stream.data) <= _MOST:
                return bytes(stream.data)
    return b""
