"""A published report in formats that people go on working with: made of the frozen document when somebody asks."""

from __future__ import annotations

import json
from contextlib import suppress

from document.readers.encoding import LIMIT
from files import store
from files.made import cache
from paper.paper import Paper
from reports.compiling.photographs import illustrated
from reports.formats.registry import FORMATS, Format
from reports.models import Publication

KEPT_FOR = 24 * 60 * 60  # seconds
_VERSION = 1  # of what is written: another number where a writer changed
OTHERS = {f"report{each.extension}": each for each in FORMATS if each.public_link}


def kept(publication: Publication, form: Format) -> bytes | None:
    """The file where it was made not long ago."""
    found: bytes | None = cache.get(_key(publication, form))
    return found


def made(publication: Publication, form: Format) -> bytes:
    """The file, on paper of the frozen PDF's form. Raises store.Altered for a document or a PDF that is damaged."""
    document = publication.round.read()
    body = form.write(document, illustrated(_paper(publication), document))
    with suppress(OSError):  # a full disk keeps nothing: it is made anew for the next
        cache.set(_key(publication, form), body, KEPT_FOR)
    return body


def _paper(publication: Publication) -> Paper:
    """Orientation and digits as the frozen file tells them; a plain sheet for one that tells none."""
    from paper import archive  # noqa: PLC0415 - loaded where a file is made

    found = None
    with suppress(archive.Unreadable):
        found = archive.attached(store.get(publication.round.pdf_digest), archive.PROVENANCE, limit=LIMIT)
    form = json.loads(found).get("form", {}) if found else {}
    return Paper(orientation=form.get("orientation", "landscape"), digits=form.get("digits", "as_written"))


def _key(publication: Publication, form: Format) -> str:
    return f"public:{_VERSION}:{publication.round.digest}:{publication.round.pdf_digest[:16]}:{form.extension[1:]}"
