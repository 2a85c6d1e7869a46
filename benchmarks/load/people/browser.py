"""One person's browser: pages, their forms as they stand, and what came of each request."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from locust.contrib.fasthttp import FastHttpSession, ResponseContextManager

from benchmarks.load.people.requests import AskedToComeAgain, Failed, Request, Unexpected
from tests.browsing import Form, read_forms

SORRY = "ไม่ได้"  # stands in each page and fragment that says what can't be done now
_LATER = 503  # with Retry-After, or while many reports are laid out: the portal asks to come again
_MANY = "กำลังจัดหน้ารายงานฉบับอื่นอยู่หลายฉบับ"
_TRIES = 60
_BOUNDARY = "end-of-a-part-of-the-load"


@dataclass(frozen=True)
class Answer:
    """What came; `status` is 0 where nobody answered."""

    name: str
    path: str
    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def form(self, to: str = "", *, button: str = "") -> Form:
        """The form that leads to an address, or has a button; the largest of several. Raises Failed."""
        body = re.sub(r"(?s)<header.*?</header>", "", self.text)
        found = [each for each in read_forms(self.path, body) if each.action.endswith(to)]
        found = [each for each in found if not button or ("do", button) in each.buttons]
        if not found:
            raise Failed(f"{self.name}: no form to {to} under {heading(self.text)}")
        return max(found, key=lambda each: len(each.values))


@dataclass
class Browser:
    """Cookies, an address of its own, and the machine that answered last: the other one where that gives no answer."""

    client: FastHttpSession
    hosts: list[str]
    address: str
    note: Callable[[Request], None]

    def get(self, path: str, name: str, **headers: str) -> Answer:
        """A page; asked for again where the portal says that it comes later. Raises Failed."""
        for _ in range(_TRIES):
            answer = self._ask("GET", path, name, 200, headers)
            if answer.status == 200:
                return answer
            time.sleep(1)
        raise AskedToComeAgain(name)

    def post(self, form: Form, name: str, *, expect: int = 302, button: str = "", **typed: str) -> Answer:
        """A form as a browser sends it, by its button if it has one. Raises Failed."""
        values = {**form.values, **typed, **({"do": button} if button else {})}
        return self._post(form, name, expect, urlencode(values), "application/x-www-form-urlencoded")

    def post_quietly(self, form: Form, name: str) -> Answer:
        """A form as HTMX sends it. Raises Failed."""
        kind = "application/x-www-form-urlencoded"
        return self._post(form, name, 200, urlencode(form.values), kind, HX_Request="true")

    def post_file(self, form: Form, name: str, field: str, file: bytes) -> Answer:
        """A form with a PDF in it. Raises Failed."""
        values = {key: value for key, value in form.values.items() if key not in {field, "sha256"}}  # disabled there
        return self._post(
            form, name, 200, _multipart(values, field, file), f"multipart/form-data; boundary={_BOUNDARY}"
        )

    def _post(self, form: Form, name: str, expect: int, body: str | bytes, kind: str, **headers: str) -> Answer:
        answer = self._ask("POST", form.action, name, expect, {"Content-Type": kind, **headers}, body)
        if answer.status != expect:
            raise AskedToComeAgain(name)
        return answer

    def _ask(
        self, method: str, path: str, name: str, expect: int, more: dict[str, str], data: str | bytes | None = None
    ) -> Answer:
        """What is expected, or that it comes later. Raises Unexpected."""
        headers = {key.replace("_", "-"): value for key, value in more.items()}
        headers |= {"X-Forwarded-For": self.address, "Connection": "close"}
        begun = time.perf_counter()
        with self.client.request(
            method,
            self.hosts[0] + path,
            name=name,
            data=data,  # type: ignore[arg-type]  # bytes are sent as they are
            headers=headers,
            allow_redirects=False,
            catch_response=True,
        ) as response:
            status = response.status_code or 0
            answer = Answer(name, path, status, response.content or b"", _path(response) if status else "")
            taken = time.perf_counter() - begun
            is_asked = bool(status and response.headers.get("Retry-After")) or _MANY in answer.text
            comes_again = status == _LATER and is_asked
            is_well = status == expect or comes_again
            if is_well:
                response.success()
            else:
                response.failure(str(status))
        is_clear = not status or SORRY in answer.text
        size = int(response.headers.get("Content-Length") or len(answer.body)) if status else 0
        self.note(Request(time.time(), name, status, taken, size, is_well, is_clear))
        if is_well:
            return answer
        if not status:
            self.hosts.reverse()
        raise Unexpected(f"{name}: {status} {heading(answer.text)}")


def _multipart(values: dict[str, str], field: str, file: bytes) -> bytes:
    part = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="'
    texts = "".join(f'{part}{name}"\r\n\r\n{value}\r\n' for name, value in values.items())
    head = f'{part}{field}"; filename="report.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    return (texts + head).encode() + file + f"\r\n--{_BOUNDARY}--\r\n".encode()


def heading(page: str) -> str:
    """What a page says first."""
    found = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", page)
    return " ".join(re.sub("<[^>]*>", " ", found[1]).split()) if found else page[:80]


def _path(response: ResponseContextManager) -> str:
    parts = urlsplit(str(response.headers.get("Location", "")) if response.headers else "")
    return parts.path + (f"?{parts.query}" if parts.query else "")
