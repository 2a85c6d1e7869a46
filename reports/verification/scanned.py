"""A page on paper, scanned or photographed: no signature to examine, but perhaps the code of the real report."""

from __future__ import annotations

import json
import logging

from pades.examination import sandbox
from paper.scan.kind import kind_of
from reports.verification.round_code import stored_form

log = logging.getLogger(__name__)
_MODULE = "paper.scan.inside"


def is_picture(data: bytes) -> bool:
    """Whether it is a photograph of the kinds that are taken."""
    return kind_of(data) != ""


def code_in(data: bytes) -> str:
    """The code of a report that a QR in the picture, or on the PDF's last pages, holds; empty where none is found.

    Whoever made the file put the code there: it leads to the real report and proves nothing of the file.
    """
    if len(data) > sandbox.LIMIT:
        return ""
    try:
        written = sandbox.run(_MODULE, data)
    except sandbox.Busy:  # the verdict itself is there
        log.info("nobody had time to look for a code")
        return ""
    codes = (stored_form(text) for text in json.loads(written or b"[]"))
    return next(filter(None, codes), "")
