"""An office in which things have happened, for the pages of the event log."""

from __future__ import annotations

import re

from django.db import transaction
from django.test import Client

from accounts.models import Agency
from audit.chain import record
from audit.facts import JSON
from tests.measures.reviewing import Office


def happened(agency: Agency | None, action: str, subject: str, actor: int | None = None, **data: JSON) -> int:
    """One event; returns its number."""
    with transaction.atomic():
        event = record(action, actor=actor, agency=agency.pk if agency else None, subject=subject, data=data)
    return event.seq


def log_url(office: Office, rest: str = "") -> str:
    return f"/a/{office.plan.agency.slug}/log/{rest}"


def page(office: Office, query: str = "", who: str = "coordinator", status: int = 200) -> str:
    """The page's HTML, white space made one."""
    client: Client = office.client(who)
    response = client.get(log_url(office) + query)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def sentences(html: str) -> list[str]:
    """What was done, to what and with which words, the latest first."""
    cells = re.findall(r'(?s)<td data-label="เหตุการณ์">(.*?)</td>', html)
    return [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells]


def numbers(html: str) -> list[int]:
    return [int(seq) for seq in re.findall(r'<span class="num mute">(\d+) ', html)]
