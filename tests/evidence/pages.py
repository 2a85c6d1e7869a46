"""What tests do at the pages of evidence: their addresses, files in a form, a browser that sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evidence.models import Evidence
from measures.models import Measure

# A name with the bytes behind it.
Named = tuple[str, bytes]


def url(name: str, measure: Measure, *more: object) -> str:
    """The address of a page of evidence of a measure."""
    plan = measure.plan
    return reverse(f"evidence:{name}", args=[plan.agency.slug, plan.year, measure.pk, *more])


def file_url(evidence: Evidence, name: str | None = None) -> str:
    """Where the bytes of a piece of evidence are."""
    plan = evidence.measure.plan
    given = evidence.file_name if name is None else name
    return reverse("evidence:file", args=[plan.agency.slug, plan.year, evidence.pk, given])


def thumbnail_url(evidence: Evidence) -> str:
    """Where its small picture is."""
    plan = evidence.measure.plan
    return reverse("evidence:thumbnail", args=[plan.agency.slug, plan.year, evidence.pk])


def send(browser: Client, measure: Measure, files: Sequence[Named], **typed: str) -> Any:
    """Attaches files by the form of a measure; what comes back is its answer."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return browser.post(url("list", measure), {"sent": sent, **typed})


def text(answer: Any) -> str:
    """The page that came back, as a browser gets it."""
    words: str = answer.content.decode()
    return words


def fetch(browser: Client, address: str) -> tuple[int, bytes]:
    """The status and the bytes of an address; a file that is handed out is read to its end, which closes it."""
    answer: Any = browser.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body
