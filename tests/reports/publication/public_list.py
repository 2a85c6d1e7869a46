"""The public list as anyone reads it."""

from __future__ import annotations

import re

from django.test import Client

LIST = "/r/"


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(client: Client, query: str = "") -> list[str]:
    """The codes of the list, in order."""
    return re.findall(r'<th scope="row"[^>]*>\s*<a href="/r/([^/]+)/"', page(client, LIST + query))
