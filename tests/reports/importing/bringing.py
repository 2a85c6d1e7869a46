"""What a coordinator does on the pages of a report that is brought in, without scripts."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.models import ImportDraft
from tests.browsing import Form, form_of

URL = "/a/thung-sai-than/import/"


def bring(client: Client, data: bytes, name: str = "รายงาน.docx") -> Any:
    """Sends a file, and returns the page of its draft."""
    response: Any = client.post(URL, {"do": "read", "file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return client.get(response["Location"])


def paste(client: Client, text: str, **more: str) -> Any:
    """Pastes words, and returns the page of their draft."""
    response: Any = client.post(URL, {"do": "read", "text": text, **more})
    assert response.status_code == 302, response.content.decode()
    return client.get(response["Location"])


def send(client: Client, form: Form, button: str = "do", value: str = "save", **typed: str) -> Any:
    """Presses one button of the form; fields are typed by keyword, `m1_2_1_code` for 1-2-1-code."""
    named = {
        name.removeprefix("m").replace("_", "-", 3) if name[:1] == "m" else name: words for name, words in typed.items()
    }
    named = {name.replace("head_", "head-", 1): words for name, words in named.items()}
    unknown = set(named) - set(form.values)
    assert not unknown, (unknown, list(form.values)[:40])
    return client.post(form.action, {**form.values, **named, button: value})


def _field(name: str) -> str:
    return name.removeprefix("m").replace("_", "-", 3) if name[:1] == "m" else name.replace("head_", "head-", 1)


def go_on(client: Client, page: Any, button: str = "do", value: str = "save", **typed: str) -> Any:
    """Presses one button of a page's form and follows where it leads."""
    response = send(client, form_of(page), button, value, **typed)
    assert response.status_code == 302, response.content.decode()
    return client.get(response["Location"])


def buttons(page: Any, name: str) -> list[str]:
    """The values of a page's buttons of a name, in order."""
    html = page.content.decode()
    return [part.split('"', 1)[0] for part in html.split(f'name="{name}" value="')[1:]]


def the_draft() -> ImportDraft:
    """The only draft."""
    return ImportDraft.objects.get()
