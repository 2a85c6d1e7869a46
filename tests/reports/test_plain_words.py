"""Officers and approvers read no English, no command and no digest, unless they unfold what is technical."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from notices.models import Pulse
from notices.stopped import GOES_ON, SOON
from pades.examination.found import Examination, Problem, Result, Signature
from pades.field_names import APPROVER, REPORTER
from reports.models import Signing
from reports.verification.judge import Judgement
from reports.verification.verdicts import Verdict
from tests.browsing import NOTHING, crawl
from tests.reports.scene import OF_NO_REPORT, Scene, a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper", "quick_press")]

# Names of things that Thai offices call so themselves.
ALLOWED = {"ITA", "IIT", "EIT", "OIT", "PDF", "JSON", "CSV", "ZIP", "URL", "MB", "DEMO", "Word", "Excel"}
# Names of programs, of a key, of a standard, where these are what the page is about; a digest that is to be noted down.
ALLOWED_ON = {
    "/accounts/2fa/app/": {"Google", "Microsoft", "Authenticator"},
    "/help/accessibility/": {"WCAG", "AA", "Tab", "axe"},
}
THE_ASSESSMENT = "(Integrity and Transparency Assessment)"  # as a document that nobody has begun opens
SHOWS_A_DIGEST = "/log/proof/"
ABOUT_OTHER_PROGRAMS = "/v/outside/"  # what they are called, and what they say
_FOLDED = re.compile(r"(?s)<details.*?</details>")
# What people wrote, not we, and codes that are made to be read: those of papers, of items, of lines of the log.
_WRITTEN = re.compile(r'(?s)<div class="sheet">.*?</div>\s*</div>|<textarea.*?</textarea>|<script.*?</script>')
_CODE = re.compile(r'<(\w+) class="code[^>]*>[^<]*</\1>|\b[EIO]\d+\b|https?://\S+')
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
_TAG = re.compile(r"(?s)<[^>]+>")


def leaks(page: str, *, names: set[str]) -> set[str]:
    """Of what a page shows: words that are neither Thai nor allowed, commands, and digests."""
    main = re.search(r"(?s)<main.*</main>", _WRITTEN.sub(" ", _FOLDED.sub(" ", page)))
    shown = (main[0] if main else "").replace(THE_ASSESSMENT, " ")
    text = _TAG.sub(" ", shown)
    words = set(re.findall(r"[A-Za-z][A-Za-z.-]+", _TAG.sub(" ", _CODE.sub(" ", shown))))
    unknown = {word for word in words if word.strip(".-") not in ALLOWED | names}
    return unknown | set(_DIGEST.findall(text)) | set(re.findall(r"\S+\.py\b", text))


def browser_of(scene: Scene, name: str) -> Client:
    client = Client()
    client.force_login(scene.people[name])
    return client


def pages_of(client: Client, state: str) -> dict[str, str]:
    """Every page that the person's links lead to; what is the same in each state of a report is read in one."""
    passed_over = NOTHING if state == "returned" else OF_NO_REPORT
    return {
        url: page.content.decode()
        for url, page in crawl(client, "/", but=passed_over).items()
        if page["Content-Type"].startswith("text/html") and url != ABOUT_OTHER_PROGRAMS
    }


@pytest.fixture
def scene() -> Scene:
    return a_scene()


@pytest.mark.parametrize("state", ["returned", "submitted", "approved", "signed", "published"])
def test_no_page_that_officers_and_approvers_are_led_to_leaks(scene: Scene, state: str) -> None:
    if state == "approved":
        scene.approve(state=Signing.State.WAITING)  # and nobody signs it
    elif state == "published":
        scene.publish()
    else:
        scene.put(state)
    names = {"overseer", "elsewhere", *scene.people}
    found = {}
    for who in ("officer", "named"):
        for url, page in pages_of(browser_of(scene, who), state).items():
            leaking = leaks(page, names=names | ALLOWED_ON.get(url, set()))
            if url.endswith(SHOWS_A_DIGEST):
                leaking = {each for each in leaking if not _DIGEST.fullmatch(each)}
            if leaking:
                found[who, url] = leaking
    assert found == {}


def decision_pages(scene: Scene) -> dict[str, str]:
    """The pages on which one submits and signs, a round's own, and that of a code, each to whom it is open."""
    url, pages = scene.office.url, {}
    scene.endorse()
    for state, who, path in (
        ("returned", "coordinator", url("submit/")),
        ("submitted", "named", url("sign/")),
        ("published", "officer", f"/v/{scene.round.code}/"),
        ("published", "officer", url("rounds/1/1/")),
    ):
        scene.put(state)
        answer = browser_of(scene, who).get(path, follow=True)
        assert (path, answer.status_code, answer.redirect_chain) == (path, 200, [])
        pages[path] = answer.content.decode()
    return pages


def test_the_digest_of_what_is_decided_on_is_there_and_folded_away(scene: Scene) -> None:
    for path, page in decision_pages(scene).items():
        assert (path, len(_DIGEST.findall(_TAG.sub(" ", page))) > 0) == (path, True)
        assert (path, leaks(page, names={"overseer", "elsewhere", *scene.people})) == (path, set())


FIELDS = (REPORTER, APPROVER, "Signature1")
WORDS_OF_FILES = {"Signature"}  # what a stranger's program called its field stands in quotation marks


@pytest.mark.parametrize("signer", ["", "อบต.งามยิ่ง"])
def test_no_verdict_says_what_our_program_calls_a_signature(
    client: Client, monkeypatch: pytest.MonkeyPatch, signer: str
) -> None:
    every = tuple(Problem)
    signatures = tuple(Signature(field, is_stamp=False, problems=every, signer=signer) for field in FIELDS)
    examination = Examination(Result.ALTERED, every, signatures)
    judgement = Judgement(Verdict.ALTERED, "0" * 64, None, examination)
    monkeypatch.setattr("reports.views.verify.judge", lambda pdf, *, now: judgement)
    page = client.post("/v/", {"file": SimpleUploadedFile("a.pdf", b"%PDF")}).content.decode()
    assert leaks(page, names=WORDS_OF_FILES) == set()
    assert "ลายมือชื่อผู้เสนอ" in page and "ลายมือชื่อผู้อนุมัติ" in page
    assert ("ไม่ระบุเวลา" in _FOLDED.sub("", page)) == bool(signer), "a row that says nothing new is not there"


def test_home_and_the_page_of_the_signing_say_the_same_of_a_worker_that_stopped(scene: Scene) -> None:
    scene.approve(state=Signing.State.WAITING)
    Pulse.objects.create(at=timezone.now() - SOON)
    nothing = "ท่านไม่ต้องทำอะไร หากหยุดนานกว่า 15 นาที ระบบจะแจ้งผู้ดูแลระบบหน่วยงาน (นายadministrator หรือ นายsubmitter)"
    said = {}
    for who in ("named", "coordinator", "administrator"):
        for path in (f"/a/{scene.office.agency.slug}/{scene.office.plan.year}/", scene.office.url("signed/")):
            page = browser_of(scene, who).get(path).content.decode().replace("\u2060", "")
            shown = " ".join(_TAG.sub(" ", _FOLDED.sub(" ", page)).split())
            said[who, path] = (GOES_ON in shown, nothing in shown, "run_jobs" in shown, "run_jobs" in page)
    wanted = {"named": (True, True, False, False), "coordinator": (True, True, False, False)}
    assert said == {key: wanted.get(key[0], (True, False, False, "signed" in key[1])) for key in said}
