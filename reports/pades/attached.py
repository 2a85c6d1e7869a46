"""The round that a file names in the data attached to it: a claim, by which the real file can be found."""

from __future__ import annotations

import json
import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

NAME = "provenance.json"
_CODE = re.compile(r"[A-Z0-9]{2,12}-\d{4}(-[0-9A-Z]{4}){4}")
_MOST = 64 * 1024


def code_in(reader: PdfFileReader) -> str:
    """The code, or nothing where the file names none that could be one."""
    try:
        facts = json.loads(_provenance(reader))
        code = facts["code"]
    except (PdfError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return ""
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def _provenance(reader: PdfFileReader) -> bytes:
    for each in reader.root["/AF"]:
        file = each.get_object()
        if NAME in (str(file[key]) for key in ("/F", "/UF") if key in file):
            stream = file["/EF"]["/F"]
            if isinstance(stream, generic.StreamObject):
                return bytes(stream.data[:_MOST])
    return b""
