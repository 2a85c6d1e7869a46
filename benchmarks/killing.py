"""A server, people who submit and approve over HTTP, a signer, the kills, and what must be true after each."""

from __future__ import annotations

import os
import random
import re
import secrets
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPException
from http.cookiejar import CookieJar
from multiprocessing.connection import Connection

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from gunicorn.app import wsgiapp

from accounts.models import Membership, User
from audit.models import AuditEvent
from audit.verify import verify
from benchmarks.begun import Begun, read_portal
from benchmarks.signing import Signatures
from document import COLUMNS
from document.readers import text
from files import store
from files.store import Altered
from measures.models import Measure
from reports.compiling.adopt import adopt
from reports.models import Decision, Edition, Round

PASSWORD = secrets.token_urlsafe(16)
ROW = "มาตรการข้อ E13 หน่วยงานมีระบบออนไลน์หรือไม่ :\tทำแล้ว\t- ดีขึ้น\tนายดี งามยิ่ง นักวิชาการ กองช่าง"
REPORT = """รายงานผลการดำเนินการ

ตามที่ได้วิเคราะห์ ปีงบประมาณ 2565 และจัดทำมาตรการ ในปีงบประมาณ 2566

{columns}
{row}

ปัญหา/อุปสรรค :
ไม่มี

ข้อเสนอแนะ :
ไม่มี

ผู้รายงาน : นายดี งามยิ่ง กองงาน : กองช่าง ว/ด/ป 3 ตุลาคม 2566
"""
_LATER = 1.2
PRESS = ("paper.press.ready", "paper.press.inside")  # what has read them is forked for each report
BROKE_OFF = 502  # what a proxy says of a server that died
Picture = tuple[str, int, tuple[str, ...], tuple[str, ...]]


class Torn(SystemExit):
    """What is stored is neither the state before nor the state after."""


class Server:
    """gunicorn on a free port, in a process of its own; `program` is what it serves."""

    def __init__(self, program: str) -> None:
        self._program = program
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns once it answers."""
        self.process = Begun(_serve, self._program, self.port)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/health/", timeout=5).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise SystemExit("the server does not answer")

    def kill(self) -> None:
        """SIGKILL for the server and its workers at once."""
        self.process.kill_all()


def _serve(way: Connection, program: str, port: int) -> None:
    words = f"gunicorn {program} --bind 127.0.0.1:{port} --worker-class gthread --threads 8"
    sys.argv = [*words.split(), "--no-control-socket", "--log-level", "error"]
    wsgiapp.run()


class Browser:
    """One person's cookies; forms are posted with what their page held."""

    def __init__(self, server: Server, username: str) -> None:
        self.server, self.username = server, username
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """The page. Raises OSError where the server died before it was whole."""
        try:
            with self.opener.open(self.server.url + path, timeout=60) as answer:
                return str(answer.read().decode())
        except HTTPException as error:
            raise ConnectionError(f"{path} broke off") from error

    def fill(self, path: str, **said: str) -> urllib.request.Request:
        """The post of the page's form, with its token and hidden fields."""
        page = self.get(path)
        hidden = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
        body = urllib.parse.urlencode({**hidden, **said}).encode()
        return urllib.request.Request(self.server.url + path, body, {"Referer": self.server.url})

    def send(self, request: urllib.request.Request) -> bool:
        """Whether the server said that it was done, before it died."""
        try:
            with self.opener.open(request, timeout=60) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            if error.code == BROKE_OFF:
                return False
            said = re.search("<title>(.*?)</title>", error.read().decode(), re.S)
            raise Torn(f"{request.full_url} answered {error.code}: {said and said[1].split()}") from error
        except (OSError, HTTPException):
            return False

    def sign_in(self) -> None:
        self.send(self.fill("/accounts/login/", login=self.username, password=PASSWORD))


@dataclass
class Soak:
    """The server, and what was counted: how often a kill left the state before, after, and after an answer."""

    server: Server
    random: random.Random
    signatures: Signatures
    seconds: dict[str, float] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)

    def run(self, number: int, *, killing: bool) -> None:
        """One agency's report from draft to signed."""
        year = an_agency(number)
        people = {"submit": Browser(self.server, f"mana{number}"), "sign": Browser(self.server, f"somsak{number}")}
        for page, browser in people.items():
            browser.sign_in()
            path = f"{year}report/{page}/"
            if killing:
                self.kill_during(number, page, browser, path)
            before = picture(number)
            if before[0] != {"submit": "submitted", "sign": "approved"}[page]:
                request = browser.fill(path, declaration="on", secret=PASSWORD)
                start = time.monotonic()
                if not browser.send(request):
                    raise Torn(f"run {number}: after the restart {page} does not go on")
                self.seconds.setdefault(page, time.monotonic() - start)
            check_whole()
        edition = Edition.objects.get(report__plan__agency__name=f"อบต.ทดสอบ {number}")
        self.signatures.sign(edition, killing=killing)
        check_whole()

    def kill_during(self, number: int, page: str, browser: Browser, path: str) -> None:
        """Kills once, half of the times towards the end, where the rows are written."""
        request = browser.fill(path, declaration="on", secret=PASSWORD)
        before = picture(number)
        earliest = self.random.choice([0, 0.7])
        after = self.random.uniform(earliest, 1.1) * self.seconds[page]
        timer = threading.Timer(after, self.server.kill)
        timer.start()
        answered = browser.send(request)
        timer.join()
        now = picture(number)
        expected = after_of(before, page)
        if now not in (before, expected) or (answered and now != expected):
            raise Torn(f"run {number}, {page} killed after {after:.3f} s: {before} became {now}")
        check_whole()
        self.counted[f"{page}: {'answered' if answered else 'after' if now == expected else 'before'}"] += 1
        # The next kill comes nearer to the moment at which the rows are written, however busy the machine is.
        self.seconds[page] *= _LATER if now == before else 1 / _LATER
        self.server.start()


def after_of(before: Picture, page: str) -> Picture:
    """What a submission or an approval that stood leaves."""
    _, rounds, moves, events = before
    if page == "submit":
        return "submitted", rounds + 1, (*moves, "submit"), (*events, "edition.submit")
    return "approved", rounds, (*moves, "approve"), (*events, "edition.approve")


def picture(number: int) -> Picture:
    """All that a submission or approval changes of one agency's report."""
    edition = Edition.objects.get(report__plan__agency__name=f"อบต.ทดสอบ {number}")
    moves = Decision.objects.filter(round__edition=edition).order_by("pk").values_list("move", flat=True)
    events = AuditEvent.objects.filter(subject=f"edition:{edition.pk}").order_by("seq")
    actions = events.values_list("action", flat=True)
    return edition.state, Round.objects.filter(edition=edition).count(), tuple(moves), tuple(actions)


def check_whole() -> None:
    """Every file that a row names is there and holds what it should; the audit chain is whole."""
    for made in Round.objects.all():
        try:
            made.read()
            for digest in made.files:
                store.get(digest)
        except Altered as damage:
            raise Torn(f"round {made.pk}: {damage}") from damage
    verdict = verify()
    if not verdict.whole:
        raise Torn(f"audit chain: {verdict.findings}")


def an_agency(number: int) -> str:
    """A complete report with a coordinator and an approver; the address of its year."""
    source = REPORT.format(columns="\t".join(COLUMNS), row=ROW).encode()
    edition = adopt(text.read(source, agency=f"อบต.ทดสอบ {number}").document)
    plan = edition.report.plan
    Measure.objects.filter(plan=plan).update(state="taken")
    for name, role in ((f"mana{number}", "coordinator"), (f"somsak{number}", "approver")):
        user = User.objects.create(username=name, name=f"นาย{name}", password=_hashed())
        member = Membership.objects.create(user=user, agency=plan.agency, role=role, post="ปลัด")
    Edition.objects.filter(pk=edition.pk).update(approver=member, approver_name=user.name, approver_post="ปลัด")
    return f"/a/{plan.agency.slug}/{plan.year}/"


@cache
def _hashed() -> str:
    """The password of all, as the portal keeps it: made once, for that takes long."""
    return make_password(PASSWORD)


def a_server(program: str = "ita_portal.wsgi", *modules: str) -> Server:
    """A server on the database of the soak, started; `modules` are what else its processes are to have read."""
    name = str(connection.settings_dict["NAME"])
    place = urllib.parse.urlsplit(os.environ["DATABASE_URL"])
    address = place._replace(path=f"/{name}").geturl() if connection.vendor == "postgresql" else f"sqlite:///{name}"
    read_portal({"DATABASE_URL": address}, __name__, *modules)
    server = Server(program)
    server.start()
    return server


def soak(runs: int, seed: int) -> None:
    """All runs; raises Torn at the first finding."""
    server = a_server("benchmarks.forked_press", *PRESS)
    chance, counted = random.Random(seed), Counter[str]()
    work = Soak(server, chance, Signatures(chance, counted), counted=counted)
    try:
        for number in range(runs + 1):
            work.run(number, killing=number > 0)  # the first is left alone, for its times
    finally:
        server.kill()
        print(f"{connection.vendor}: {runs} runs, seed {seed}, {3 * runs} kills; sweeping:")
    call_command("sweep_files", hours=-1)
    check_whole()
    print("nothing torn")
    for what, count in sorted(work.counted.items()):
        print(f"  {what}: {count}")
