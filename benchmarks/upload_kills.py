"""Files that are sent in pieces while the server, and a worker that sweeps, die again and again: no byte is lost."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import re
import secrets
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from datetime import timedelta
from http.client import HTTPException, HTTPResponse
from multiprocessing.connection import Connection

import pikepdf
from django.db import connection
from django.utils import timezone

from audit.verify import verify
from benchmarks.begun import Begun
from benchmarks.killing import BROKE_OFF, Browser, Server, Torn, a_server, an_agency
from evidence.models import Evidence, EvidencePiece, EvidenceUpload
from evidence.services.uploads import piece_by_piece
from files import pieces, store
from files.store import Altered
from measures.models import Measure, State
from notices import jobs
from reports.publication import sweeping

PIECE = 64 * 1024
FILES_OF_MEASURE = 15  # of the twenty that it may have
_LARGEST, _SMALLEST = 3_000_000, 300_000
_TYPE = "application/offset+octet-stream"


class Sender(Browser):
    """One person's browser that sends files in pieces, and remembers what the portal said that it has."""

    def __init__(self, server: Server, username: str, place: str) -> None:
        super().__init__(server, username)
        self.place, self.token = place, ""

    def open(self) -> None:
        """The page of the form, and its token."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(self.place))
        if found is None:
            raise Torn("the page of evidence has no form")
        self.token = found[1]

    def ask(self, method: str, address: str, body: bytes | None = None, **headers: str) -> HTTPResponse | None:
        """The answer; nothing where the server died before it came. Raises Torn for an answer that is none of these."""
        said = {"Tus-Resumable": "1.0.0", "X-CSRFToken": self.token, "Referer": self.server.url, "Content-Type": _TYPE}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.server.url + address, body, said, method=method)
        try:
            with self.opener.open(request, timeout=60) as answer:
                answer.read()
                return answer  # type: ignore[no-any-return]  # of HTTP
        except urllib.error.HTTPError as error:
            if error.code in (409, BROKE_OFF, 503):  # what a killed request had done already, or a busy database
                return None
            raise Torn(f"{method} {address} answered {error.code}: {error.read().decode()[:200]}") from error
        except (OSError, ValueError, HTTPException):
            return None


class UploadSoak:
    """Kills during uploads, and what was counted of each."""

    def __init__(self, server: Server, chance: random.Random) -> None:
        self.server, self.chance, self.counted = server, chance, Counter[str]()
        self.lost, self.sent = 0, dict[str, str]()
        self.seconds, self.is_dead = 1.0, False
        self.worker: Begun | None = None

    def run(self, kills: int) -> None:
        """As many files as there are kills, one kill in each; the first is left alone, for its time."""
        self.start_worker()
        for number in range(kills + 1):
            if number % FILES_OF_MEASURE == 0:
                sender = Sender(self.server, f"mana{number}", a_measure(number))
                sender.sign_in()
            self.one(sender, f"{number}.pdf", a_pdf(self.chance), killing=number > 0)
        self.end_worker()

    def one(self, sender: Sender, name: str, data: bytes, *, killing: bool) -> None:
        """One file from its first byte to its row, over a kill at any moment of that."""
        begun, timer = time.monotonic(), None
        if killing:
            timer = threading.Timer(self.chance.uniform(0, 1.05) * self.seconds, self.kill)
            timer.start()
        address, known = "", 0
        while True:
            address = address or self.begin(sender, name, data)
            there = self.how_far(sender, address)
            if there is None:
                address = ""
                continue
            self.lost += max(0, known - there)
            known = self.send_rest(sender, address, data, there)
            if known == len(data) and self.finish(sender, address, name):
                break
            self.wait()
        if timer is None:
            self.seconds = time.monotonic() - begun
        else:
            timer.join()
            self.wait()
        self.sent[hashlib.sha256(data).hexdigest()] = name

    def begin(self, sender: Sender, name: str, data: bytes) -> str:
        """The address of the upload: a new one, or the one that is there."""
        digest = hashlib.sha256(data).hexdigest()
        said = {"filename": name, "sha256": digest}
        metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
        while True:
            try:
                sender.open()
            except OSError:
                self.wait()
                continue
            headers = {"Upload_Length": str(len(data)), "Upload_Metadata": metadata}
            answer = sender.ask("POST", f"{sender.place}uploads/", b"", **headers)
            if answer is not None:
                return str(answer.headers["Location"])
            self.wait()

    def how_far(self, sender: Sender, address: str) -> int | None:
        """What the portal says that it has; nothing where there is no such upload, for it is attached."""
        while True:
            try:
                answer = sender.ask("HEAD", address)
            except Torn as found:
                if "answered 404" in str(found) and self.row(address).evidence_id:
                    return self.row(address).size
                raise
            if answer is not None:
                return int(answer.headers["Upload-Offset"])
            self.wait()

    def send_rest(self, sender: Sender, address: str, data: bytes, start: int) -> int:
        """Up to where the portal said that it has the file, before it died or the file ended."""
        while start < len(data):
            piece = data[start : start + PIECE]
            answer = sender.ask("PATCH", address, piece, Upload_Offset=str(start))
            if answer is None:
                self.counted["killed between pieces" if start else "killed at the first piece"] += 1
                return start
            start = int(answer.headers["Upload-Offset"])
        return start

    def finish(self, sender: Sender, address: str, name: str) -> bool:
        """The whole file is looked at, and attached by the form."""
        if self.row(address).evidence_id:
            return True
        if sender.ask("POST", address, b"") is None:
            self.counted["killed while it was opened"] += 1
            return False
        try:
            done = sender.send(sender.fill(sender.place, caption=name, upload_token=self.row(address).token))
        except OSError:
            done = False
        if not done:
            self.counted["killed while it was attached"] += 1
        return done

    def row(self, address: str) -> EvidenceUpload:
        return EvidenceUpload.objects.get(token=address.rstrip("/").rpartition("/")[2])

    # The deaths

    def kill(self) -> None:
        """The server dies, and every other time the worker too."""
        self.is_dead = True
        self.server.kill()
        if self.chance.random() < 0.5:
            self.end_worker()
        self.counted["kills"] += 1

    def wait(self) -> None:
        """Until the server is there again."""
        if not self.is_dead:
            time.sleep(0.05)
            return
        self.server.process.wait()
        self.server.start()
        if self.worker is None:
            self.start_worker()
        self.is_dead = False

    def start_worker(self) -> None:
        self.worker = Begun(_sweep)

    def end_worker(self) -> None:
        if self.worker is not None:
            self.worker.kill()
            self.worker = None

    # What must be true

    def check(self) -> None:
        """Every file is there, whole and once; nothing half, no piece that nobody knows, the chain of events whole."""
        found = {row.sent_digest: row for row in Evidence.objects.all()}
        if found.keys() != self.sent.keys() or len(found) != Evidence.objects.count():
            raise Torn(f"{len(self.sent)} files were sent, {Evidence.objects.count()} rows are there")
        for digest in found:
            try:
                store.get(digest)  # a PDF is kept as it came
            except Altered as damage:
                raise Torn(str(damage)) from damage
        half = EvidenceUpload.objects.filter(evidence=None).count() + EvidencePiece.objects.count()
        orphans = [path for path in pieces.folder().rglob("*") if path.is_file()]
        self.counted["stray pieces before the sweep"] = len(orphans)
        piece_by_piece.forget(timezone.now())
        strays = sweeping.sweep(timezone.now() + timedelta(hours=1), young=timedelta())
        self.counted["stray files of the store before the sweep"] = len(strays)
        left = [*pieces.folder().rglob("*")]
        if half or left or self.lost or not verify().whole:
            raise Torn(f"{self.lost} bytes lost, {half} rows half, {len(left)} pieces left, chain: {verify().findings}")


def _sweep(way: Connection) -> None:
    """The work of the night over and over, so that it meets uploads at every moment; until killed."""
    while True:
        jobs.sweep_files()
        time.sleep(0.2)


def a_measure(number: int) -> str:
    """The page of evidence of a measure of a new agency, whose coordinator is mana<number>."""
    year = an_agency(number)
    measure = Measure.objects.latest("pk")
    Measure.objects.filter(pk=measure.pk).update(state=State.OPEN)
    return f"{year}measures/{measure.pk}/evidence/"


def a_pdf(chance: random.Random) -> bytes:
    """A PDF that holds bytes which nothing compresses, another each time."""
    written = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.Bytes = made.make_stream(secrets.token_bytes(chance.randint(_SMALLEST, _LARGEST)))
        made.save(written)
    return written.getvalue()


def soak(kills: int, seed: int) -> None:
    """All kills. Raises Torn at the first finding."""
    work = UploadSoak(a_server(), random.Random(seed))
    try:
        work.run(kills)
    finally:
        work.end_worker()
        work.server.kill()
        print(f"{connection.vendor}: {work.counted['kills']} kills, {len(work.sent)} files, seed {seed}")
    work.check()
    print(f"{work.lost} bytes lost, nothing half, no piece that nobody knows")
    for what, count in sorted(work.counted.items()):
        print(f"  {what}: {count}")
