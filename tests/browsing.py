"""A browser without scripts: reads forms out of pages, fills them in, presses their buttons, follows links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

from django.test import Client
from lxml.html import document_fromstring

if TYPE_CHECKING:
    from tests.remembering import Remembering

NOTHING = re.compile("(?!)")
_ROW = re.compile(r"_(\d+)_")


@dataclass
class Form:
    """A form of a page as a browser would send it: `values` may be changed before it is sent."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    enctype: str = ""

    def press(self, client: Client, do: str = "save", **typed: str) -> Any:
        """Sends the form by the button `do`; the field `actions-0-text` is typed as `actions_0_text`."""
        values = {**self.values, **{_ROW.sub(r"-\1-", name): said for name, said in typed.items()}}
        buttons = dict(reversed(self.buttons)) | {"do": do} if ("do", do) in self.buttons else {}
        if self.buttons and not buttons:
            raise LookupError(f"no button {do} among {self.buttons}")
        return client.post(self.action, {**values, **buttons})


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms, self.open = url, list[Form](), False
        self.links: list[str] = []
        self.area, self.select = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and said.get("href"):
            self.links.append(urljoin(self.url, said["href"]))
        if tag == "form" and said.get("method") == "post":
            self.forms.append(Form(urljoin(self.url, said.get("action", ""))))
            self.open = True
        if self.open:
            self._control(tag, said)

    def _control(self, tag: str, said: dict[str, str]) -> None:
        form, name = self.forms[-1], said.get("name", "")
        if tag == "button" and name and "formaction" not in said:  # one that sends the form elsewhere is not its own
            form.buttons.append((name, said.get("value", "")))
        elif tag == "textarea":
            self.area = name
            form.values[name] = ""
        elif tag == "select":
            self.select = name
            form.values[name] = ""
        elif tag == "option":
            form.choices.setdefault(self.select, []).append(said["value"])
            if "selected" in said:
                form.values[self.select] = said["value"]
        elif tag == "input":
            self._input(form, name, said)

    def _input(self, form: Form, name: str, said: dict[str, str]) -> None:
        ticked = said.get("type") in ("radio", "checkbox")
        value = said.get("value", "on" if ticked else "")
        if ticked:
            form.choices.setdefault(name, []).append(value)
        if not ticked or "checked" in said:
            form.values[name] = value

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1].values[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            # A browser drops the newline that follows the tag, and sends the others as CR LF.
            values = self.forms[-1].values
            values[self.area] = values[self.area].replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")
            self.area = ""
        if tag == "form":
            self.open = False


def _read(url: str, html: str) -> _Reader:
    reader = _Reader(url)
    reader.feed(html)
    reader.close()
    return reader


def pieces(response: Any) -> tuple[list[str], list[Form]]:
    """Where a page's links lead, in order, and its forms."""
    reader = _read(response.request["PATH_INFO"], response.content.decode())
    return reader.links, reader.forms


def form_of(response: Any, *, button: str = "", to: str = "") -> Form:
    """The form of a page that has the button (by its `do`) or leads to an address; else the page's main one."""
    page = response.content.decode()
    forms = _read(response.request["PATH_INFO"], re.sub(r"(?s)<header.*?</header>", "", page)).forms
    found = [form for form in forms if (not button or ("do", button) in form.buttons) and form.action.endswith(to)]
    if not found:
        raise LookupError(f"no such form among {[form.action for form in forms]}")
    return max(found, key=lambda form: len(form.values))


def forms_of(response: Any) -> list[Form]:
    """All forms of a page that are posted."""
    return read_forms(response.request["PATH_INFO"], response.content.decode())


def read_forms(url: str, html: str) -> list[Form]:
    """The same of a page that somebody else fetched from an address."""
    return _read(url, html).forms


def open_form(client: Client, url: str) -> Form:
    """The main form of the page at an address."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return form_of(response)


def crawl(client: Client | Remembering, start: str, *, but: re.Pattern[str] = NOTHING) -> dict[str, Any]:
    """Every page that links lead to, by its address, but where `but` is found in it; redirects are followed."""
    waiting, pages = [start], dict[str, Any]()
    while waiting:
        url = waiting.pop()
        if url in pages or not url.startswith("/") or but.search(url):
            continue
        pages[url] = response = client.get(url, follow=True)
        pages |= {hop: response for hop, _ in response.redirect_chain[-1:]}
        if response["Content-Type"].startswith("text/html"):
            links = document_fromstring(response.content).xpath("//a[@href]/@href")
            waiting += [urldefrag(urljoin(url, link)).url for link in links]
        elif response.streaming:
            response.getvalue()  # to its end, so that the file is closed
    return pages


def words_of(response: Any) -> str:
    """The words of a page's main part, single spaces between them."""
    found = re.search(r"(?s)<main.*?>(.*)</main>", response.content.decode())
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())
