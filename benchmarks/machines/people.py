"""People at work over HTTP, who ask again where a machine died, and remember what they were told was done."""

from __future__ import annotations

import itertools
import random
import re
import secrets
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from benchmarks.killing import BROKE_OFF, PASSWORD, Browser, Torn, an_agency
from benchmarks.upload_kills import FILES_OF_MEASURE, Sender, UploadSoak, a_measure, a_pdf
from measures.models import Action, Measure
from reports.models import Edition, Publication, Signing

PATIENCE = 300  # seconds for anything: then a machine is lost for good
_SETTLES = 0.5  # seconds in which the database ends what a killed client had asked for
_THINKS = 2.5  # seconds between two things that somebody does: without them two writers take a core of the machines
_TURN = 10  # seconds until whoever came too often asks again
_ACTIONS = 15  # of one measure
ISSUED = "ตรงกับฉบับที่เผยแพร่"


class Place(Protocol):
    """Where the portal listens."""

    @property
    def url(self) -> str: ...


@dataclass
class Office:
    """All people, and what the portal said was done: `texts` of progress, `codes` of published reports."""

    place: Place
    seed: int
    texts: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    faults: list[BaseException] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    sent: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _founding: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Two who report, two who write and one who sends files, until the block ends and what was begun is done.

        Raises what any of them found.
        """
        work = (self._report, self._report, self._write, self._write, self._send)
        threads = [threading.Thread(target=self._keep_on, args=(each,)) for each in work]
        for each in threads:
            each.start()
        with ExitStack() as ends:
            for each in threads:
                ends.callback(each.join)
            ends.callback(self.stop.set)
            yield
        self.require_well()

    def require_well(self) -> None:
        """Raises what somebody found, if anybody did."""
        if self.faults:
            raise self.faults[0]

    def done(self) -> dict[str, set[str]]:
        """What was acknowledged so far."""
        return {"texts": set(self.texts), "codes": set(self.codes), "files": set(self.sent)}

    def _keep_on(self, work: Callable[[], None]) -> None:
        try:
            while not self.stop.is_set() and not self.faults:
                work()
        except BaseException as error:  # noqa: BLE001 - told by whoever waits
            self.faults.append(error)
        finally:
            connections.close_all()

    # What they do

    def _report(self) -> None:
        """One report from its draft to a verdict on its published file."""
        number, year = self._an_agency()
        edition = Edition.objects.get(report__plan__agency__name=f"อบต.ทดสอบ {number}")
        mana, somsak = self._signed_in(f"mana{number}"), self._signed_in(f"somsak{number}")
        said = {"declaration": "on", "secret": PASSWORD}
        self._do("submit", mana, f"{year}report/submit/", lambda: _state(edition) != "draft", **said)
        self._do(
            "approve", somsak, f"{year}report/sign/", lambda: _state(edition) not in ("draft", "submitted"), **said
        )
        _wait(lambda: _state(edition) == "signed", f"edition {edition.pk} is not signed", self._signings)
        self._do("publish", mana, f"{year}report/publish/", lambda: _state(edition) == "published", declaration="on")
        code = Publication.objects.get(round__edition=edition).round.code
        self.codes.append(code)
        verify(self.place, code)
        self.counted["reports"] += 1

    def _signings(self) -> object:
        return list(Signing.objects.exclude(state=Signing.State.DONE).values_list("state", "tries", "reason"))

    def _write(self) -> None:
        """Actions of one measure, one after the other."""
        number, year = self._an_agency()
        measure = Measure.objects.get(plan__agency__name=f"อบต.ทดสอบ {number}")
        Measure.objects.filter(pk=measure.pk).update(state="open")
        mana = self._signed_in(f"mana{number}")
        for _ in range(_ACTIONS):
            if self.stop.is_set():
                return
            text = f"จัดอบรม {secrets.token_hex(8)}"
            there = Action.objects.filter(measure=measure, text=text).exists
            said = {"actions-0-text": text, "outcomes-0-text": "ดีขึ้น"}
            self._do("write", mana, f"{year}measures/{measure.pk}/actions/new/", there, **said)
            self.texts.append(text)

    def _send(self) -> None:
        """Files in pieces."""
        number, place = self._an_agency(a_measure)
        sender = Sender(self.place, f"mana{number}", place)  # type: ignore[arg-type]  # its address is all
        self._sign_in(sender)
        soak = UploadSoak(self.place, random.Random(self.seed + number))  # type: ignore[arg-type]
        for file in range(FILES_OF_MEASURE):
            if self.stop.is_set():
                break
            soak.one(sender, f"{file}.pdf", a_pdf(soak.chance), killing=False)
            self.sent |= soak.sent
            self.stop.wait(_THINKS)
        if soak.lost:
            raise Torn(f"{soak.lost} bytes lost")

    # How they do it

    def _an_agency(self, make: Callable[[int], str] = an_agency) -> tuple[int, str]:
        """A new one's number, and the address of its work; one after the other, for no person founds them here."""
        with self._founding:
            number = next(self._numbers)
            return number, make(number)

    def _signed_in(self, username: str) -> Browser:
        browser = Browser(self.place, username)  # type: ignore[arg-type]  # its address is all
        self._sign_in(browser)
        return browser

    def _sign_in(self, browser: Browser) -> None:
        def is_in() -> bool:
            try:
                return "/accounts/logout/" in browser.get("/")
            except OSError:
                return False

        _wait(
            lambda: _tried(browser, "/accounts/login/", login=browser.username, password=PASSWORD) or is_in(), "login"
        )

    def _do(self, what: str, browser: Browser, path: str, there: Callable[[], bool], **said: str) -> None:
        """Until it is done: whoever gets no answer looks whether it is there, and else asks again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if _tried(browser, path, **said):
                if not there():
                    raise Torn(f"{what} was acknowledged, and is not there")
                self.counted[f"{what}: answered"] += 1
                self.stop.wait(_THINKS)
                return
            time.sleep(_SETTLES)
            if there():
                self.counted[f"{what}: done, and the answer lost"] += 1
                return
            self.counted[f"{what}: lost, and asked again"] += 1
        raise Torn(f"{what} was not done in {PATIENCE} s")


def _tried(browser: Browser, path: str, **said: str) -> bool:
    try:
        return browser.send(browser.fill(path, **said))
    except OSError as error:  # its page did not come
        _forgive(error)
        return False


def _forgive(error: Exception) -> None:
    """A machine that died, or a store that is busy, may be asked again. Raises Torn for any other answer."""
    if isinstance(error, urllib.error.HTTPError) and error.code not in (BROKE_OFF, 503):
        raise Torn(f"{error.url} answered {error.code}") from error


def _state(edition: Edition) -> str:
    return Edition.objects.values_list("state", flat=True).get(pk=edition.pk)


def _wait(is_done: Callable[[], bool], what: str, more: Callable[[], object] = str) -> None:
    end = time.monotonic() + PATIENCE
    while not is_done():
        if time.monotonic() > end:
            raise Torn(f"{what} after {PATIENCE} s: {more()}")
        time.sleep(0.5)


def verify(place: Place, code: str) -> None:
    """A visitor reads a published report and verifies its file. Raises Torn for another verdict."""
    visitor = Browser(place, "visitor")  # type: ignore[arg-type]  # its address is all
    _wait(lambda: _is_issued(visitor, code), f"no verdict on {code}")


def _is_issued(visitor: Browser, code: str) -> bool:
    """Whether the portal said that the file is the published one; False where a machine died. Raises Torn."""
    try:
        [link, *_] = re.findall(r'href="(/r/[^"]+\.pdf)"', visitor.get(f"/r/{code}/"))
        with visitor.opener.open(visitor.server.url + link, timeout=60) as answer:
            pdf = SimpleUploadedFile("report.pdf", answer.read(), "application/pdf")
        form = urllib.parse.parse_qs((visitor.fill("/v/").data or b"").decode())  # type: ignore[union-attr]
        body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"][0], "file": pdf})
        headers = {"Referer": visitor.server.url, "Content-Type": MULTIPART_CONTENT}
        request = urllib.request.Request(f"{visitor.server.url}/v/", body, headers)
        with visitor.opener.open(request, timeout=120) as answer:
            page = answer.read().decode()
    except (OSError, HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError) and error.code == HTTPStatus.TOO_MANY_REQUESTS:
            time.sleep(_TURN)  # all visitors have one address here, and may bring so many files a minute
            return False
        _forgive(error)
        return False
    if ISSUED not in page:
        raise Torn(f"the published file of {code} is not taken for what it is")
    return True
