"""The words that go with submitting and deciding are kept as they are typed; what one ticks and proves never is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Draft, User
from accounts.permissions import Role
from editing import drafts
from measures.models import Measure
from reports.models import Decision, Edition
from tests.browsing import form_of, open_form, words_of
from tests.editing.drafting import keep, leave
from tests.reports.office import PASSWORD, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

WORDS = "ตรวจแล้ว\r\nครบถ้วน"
CONSENT = {"declaration": "on", "secret": PASSWORD}


def test_the_words_to_the_approver_come_back_and_no_tick(office: Office, mana: User, client: Client) -> None:
    client.force_login(mana)
    url = office.url("submit/")
    draft = leave(client, url, {"comment": WORDS, **CONSENT})
    assert PASSWORD not in draft.data and "declaration" not in draft.data
    page = client.get(draft.link)
    form = form_of(page)
    assert form.values["comment"] == WORDS
    assert "declaration" not in form.values and form.values["secret"] == ""
    assert client.post(form.action, {**form.values, **CONSENT}).status_code == 302
    assert Edition.objects.get().state == Edition.State.SUBMITTED
    assert Draft.objects.count() == 0


def test_a_consent_after_a_draft_is_to_what_the_page_shows_now(office: Office, mana: User, client: Client) -> None:
    client.force_login(mana)
    draft = leave(client, office.url("submit/"), {"comment": WORDS})
    Edition.objects.update(problems="เปลี่ยนไปแล้ว")
    form = form_of(client.get(draft.link))
    assert client.post(form.action, {**form.values, **CONSENT}).status_code == 302
    assert [line.text for line in office.edition.rounds.get().read().problems] == ["เปลี่ยนไปแล้ว"]


def test_a_wrong_password_loses_no_word_and_is_not_kept(office: Office, mana: User, client: Client) -> None:
    client.force_login(mana)
    form = open_form(client, office.url("submit/"))
    wrong = client.post(form.action, {**form.values, "comment": WORDS, "declaration": "on", "secret": "ผิดผิด"})
    assert wrong.status_code == 422
    assert "ผิดผิด" not in Draft.objects.get().data
    assert form_of(client.get(Draft.objects.get().link)).values["comment"] == WORDS


def test_a_report_that_is_not_complete_any_more_keeps_the_words(office: Office, mana: User, client: Client) -> None:
    client.force_login(mana)
    form = open_form(client, office.url("submit/"))
    Measure.objects.update(state="open")
    assert client.post(form.action, {**form.values, "comment": WORDS, **CONSENT}).status_code == 302
    page = client.get(Draft.objects.get().link)
    assert page.status_code == 409
    assert "ยังเสนอไม่ได้" in words_of(page) and "ครบถ้วน" in words_of(page)


def test_a_reason_for_returning_comes_back(office: Office, mana: User, somsak: User, client: Client) -> None:
    office.submit(mana)
    client.force_login(somsak)
    draft = leave(client, office.url("review/"), {"comment": WORDS, "decision": "approve"})
    form = form_of(client.get(draft.link))
    assert form.values["comment"] == WORDS
    assert "decision" not in form.values
    assert client.post(form.action, {**form.values, "decision": "return"}).status_code == 302
    assert Decision.objects.get(move="return").comment == WORDS.replace("\r\n", "\n")
    assert Draft.objects.count() == 0


def test_an_opinion_is_kept_from_the_review_until_the_approval(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    office.submit(mana)
    client.force_login(somsak)
    form = open_form(client, office.url("review/"))
    answer = client.post(form.action, {**form.values, "comment": WORDS, "decision": "approve"})
    assert answer["Location"] == office.url("sign/")
    assert Draft.objects.get().page == office.url("review/")
    consent = open_form(client, answer["Location"])
    assert consent.values["comment"] == WORDS
    keep(client, consent, {"comment": f"{WORDS} ทุกข้อ"})
    consent = form_of(client.get(f"{office.url('sign/')}?draft=1"))
    assert consent.values["comment"] == f"{WORDS} ทุกข้อ"
    assert client.post(consent.action, {**consent.values, **CONSENT}).status_code == 302
    assert Draft.objects.count() == 0


def test_a_reason_for_recalling_comes_back(office: Office, mana: User, client: Client) -> None:
    office.submit(mana)
    client.force_login(mana)
    form = form_of(client.get(leave(client, office.url("recall/"), {"comment": WORDS}).link))
    assert form.values["comment"] == WORDS
    assert client.post(form.action, form.values).status_code == 302
    assert Draft.objects.count() == 0


def test_words_to_a_report_that_somebody_else_decided_are_to_be_read(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    office.submit(mana)
    client.force_login(somsak)
    draft = leave(client, office.url("review/"), {"comment": WORDS})
    Edition.objects.update(state=Edition.State.RETURNED)
    page = client.get(draft.link)
    assert page.status_code == 409
    assert "นำข้อความกลับไปใส่ในหน้าเดิมไม่ได้" in words_of(page) and "ครบถ้วน" in words_of(page)


def test_the_reports_words_meet_what_a_colleague_saved_meanwhile(office: Office, mana: User, client: Client) -> None:
    client.force_login(mana)
    url = reverse("reports:compile", args=[office.agency.slug, office.plan.year])
    draft = leave(client, url, {"problems": "ของฉัน"})
    other = Client()
    other.force_login(office.person("manee", Role.COORDINATOR))
    assert open_form(other, url).press(other, problems="ของคนอื่น").status_code == 302
    form = form_of(client.get(draft.link))
    conflict = client.post(form.action, form.values)
    assert conflict.status_code == 409
    assert "ข้อความที่ นายmanee บันทึกไว้" in words_of(conflict)
    assert drafts.find(mana, url) is not None
    assert form_of(conflict, button="save").press(client, **{"choose-problems": "mine"}).status_code == 302
    assert Edition.objects.get().problems == "ของฉัน"
    assert Draft.objects.count() == 0
