"""Files reach the views that take them, whoever sends them; no other address keeps a byte of one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from accounts.access import PUBLIC
from accounts.models import User
from accounts.permissions import Role
from accounts.uploads import NoFile, handler_of
from editing.drafting import form_token
from pades.examination import sandbox
from pades.examination.found import Examination, Result
from reports.models.kinds import Kind
from tests.factories import a_user, an_agency, an_overseer
from tests.house.addresses import Door, doors
from tests.house.calls import OPEN
from tests.house.tree import python_files, text_of

PDF = b"%PDF-1.7 and no more"
VALUES = dict.fromkeys(("token", "code", "sha256", "name"), "unknown") | {
    "uidb36": "1",
    "key": "set-password",
    "part": "1",
    "slug": "thung-sai-than",
    "document": Kind.PLAN,
}
# Signing in and out is another thing for who is signed in, and the way in leads each to their own; nobody begins where
# an agency is.
OTHERWISE = {"account_login": {200, 302}, "account_logout": {200, 302}, "home": {200, 302}, "first": {404}}


def url_of(door: Door) -> str:
    return reverse(door.name, kwargs={argument: VALUES.get(argument, "1") for argument in door.arguments})


VIEWS = (
    *("evidence.views.attaching", "evidence.views.changing", "scores.views.importing"),
    *("reports.views.verify", "reports.views.importing.bring", "ita_portal.office.views.emblem"),
    *("ita_portal.catalogue.loading", "ita_portal.catalogue.library.loading"),
)
# Who may send a file to an address that is not public.
SENDERS = {"accounts:emblem": "administrator", "reports:import": "coordinator", "scores:import": "coordinator"}
SENDERS |= {
    "catalogue:library_load": "who keeps the installation",
    "catalogue:load": "who keeps the installation",
    "evidence:list": "officer",
    "evidence:replace": "officer",
}  # to a year that nobody began, as is that of the scores


def takes_files(door: Door) -> bool:
    return handler_of(resolve(url_of(door)).func) is not None


def a_pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("รายงาน.pdf", PDF, "application/pdf")


@pytest.fixture(autouse=True)
def counts_begin_at_nought() -> None:
    """More files are sent here in a minute than one address may."""
    cache.clear()


@pytest.fixture
def people() -> dict[str, User | None]:
    """A visitor, one person of each role, who oversees, and who has no role at all."""
    agency = an_agency()
    members = {str(role): a_user(str(role), role, agency=agency) for role in Role}
    return {"a visitor": None, **members, "an overseer": an_overseer(province="สายธาร"), "no role": a_user("piti")} | {
        "who keeps the installation": a_user("somying", is_superuser=True)
    }


def browser_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.django_db
def test_a_file_gets_the_same_answer_from_everyone_who_may_send_it(
    people: dict[str, User | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []

    def look(pdf: bytes, **_: object) -> Examination:  # in this process: one for each file takes a second
        looked_at.append(pdf)
        return Examination(Result.UNREADABLE)

    monkeypatch.setattr(sandbox, "examine", look)
    found = {}
    for who, user in people.items():
        client = browser_of(user)
        for door in filter(takes_files, doors()):
            if SENDERS.get(door.name, who) != who:
                continue
            for kept in [{}, {"draft_who": form_token.token(user)}] if user else [{}]:
                answer = client.post(url_of(door), {"file": a_pdf(), "text": "ข้อความ", **kept})
                found[door.name, who, bool(kept)] = answer.status_code
    assert {name for name, _, _ in found} == {"reports:verify", *SENDERS}
    answers = {"reports:verify": 200} | dict.fromkeys(SENDERS, 422)  # a PDF is no emblem, and ours holds its data
    answers |= {name: 404 for name in SENDERS if name.startswith(("evidence:", "scores:"))}
    assert found == {each: answers[each[0]] for each in found}
    assert looked_at == [PDF] * sum(name == "reports:verify" for name, _, _ in found)


@pytest.mark.django_db
def test_a_file_to_any_other_address_is_thrown_away_and_breaks_nothing(people: dict[str, User | None]) -> None:
    kept, broken = {}, {}
    for who in ("a visitor", "coordinator", "administrator"):
        client = browser_of(people[who])
        for door in doors():
            answer: Any = client.post(url_of(door), {"file": a_pdf(), "text": "ข้อความ"})
            if answer.wsgi_request.FILES and not takes_files(door):
                kept[door.name] = who
            if answer.status_code >= 500:
                broken[door.name] = who
            client = browser_of(people[who]) if door.name == "account_logout" else client
    assert (kept, broken) == ({}, {})


PART = b"--x\r\nContent-Disposition: form-data; %b\r\n\r\n%b\r\n--x--\r\n"
NAMES = (
    b'name="file"; filename="a\x00b.pdf"',
    b"name=\"file\"; filename*=raw_unicode_escape''%5Cud800.pdf",
    b"name=\"file\"; filename*=nosuch''a.pdf",
    b'name="file"; filename="' + "ก".encode() * 5000 + b'.pdf"',
    b'name="file"; filename="../../x"',
    b'name="file"; filename=""',
    b"name*=hex''ff; filename=\"a.pdf\"",
    b"filename=a.pdf",
    b"name=\xff\xfe; filename=\xff\xfe",
)


@pytest.mark.django_db
def test_no_name_of_a_file_breaks_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "examine", lambda pdf, **_: Examination(Result.UNREADABLE))
    kind = "multipart/form-data; boundary=x"
    found = {name: client.generic("POST", "/v/", PART % (name, PDF), content_type=kind).status_code for name in NAMES}
    assert {name: status for name, status in found.items() if status not in (200, 400, 422)} == {}


def test_a_form_that_is_read_by_a_view_without_a_declaration_has_no_file() -> None:
    request = RequestFactory().post("/", {"file": a_pdf(), "text": "ข้อความ"})
    assert (dict(request.FILES), request.POST["text"]) == ({}, "ข้อความ")
    assert [type(handler) for handler in request.upload_handlers] == [NoFile]


def test_every_module_that_reads_files_has_a_view_that_says_so() -> None:
    readers = {
        ".".join(path.with_suffix("").parts)
        for path in python_files()
        if path.parts[0] != "tests" and re.search(r"\.FILES\b|\bupload_handlers\b", text_of(path))
    }
    declared = {resolve(url_of(door)).func.__module__ for door in filter(takes_files, doors())}
    only_ask_whether = {"accounts.uploads", "ita_portal.frame.errors"}
    assert readers - only_ask_whether == declared == {*VIEWS}


@pytest.mark.django_db
def test_a_public_page_answers_everyone_alike(people: dict[str, User | None]) -> None:
    found: dict[str, dict[str, int]] = {}
    for who, user in people.items():
        client = browser_of(user)
        for door in [door for door in doors() if door.access == PUBLIC]:
            found.setdefault(door.name, {})[who] = client.get(url_of(door)).status_code
    for name, answers in found.items():
        assert (name, set(answers.values())) == (name, OTHERWISE.get(name, {OPEN[name]})), answers
