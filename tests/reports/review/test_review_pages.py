"""What an approver sees and does: the frozen pages, what changed, what nobody checked, and a decision."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from files import store
from measures.models import Action, Decision, Measure
from measures.services import plan as plans
from reports.models import Edition, Round
from reports.review import decision
from reports.review.submission import Reworded
from tests.reports.office import NOW, PASSWORD, Office, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


def page_of(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_the_approver_sees_the_frozen_pages_and_links_to_pdf_and_text(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    made = office.submit(mana, comment="ตามความเห็นแล้ว")
    page = page_of(client, somsak, office.url("review/"))
    for part in ("pages/1.png", "pages/2.png", "report.pdf", "#text"):
        assert office.url(f"rounds/1/1/{part}") in page
    assert "รอท่านพิจารณา" in page
    assert "ตามความเห็นแล้ว" in page
    answer = client.get(office.url("rounds/1/1/report.pdf"))
    assert answer.content == store.get(made.pdf_digest)
    assert answer["Content-Type"] == "application/pdf"
    assert "ทำแล้ว" in client.get(office.url("rounds/1/1/")).content.decode()


def test_the_submitter_reads_why_not_and_who_can_and_sees_no_form(office: Office, mana: User, client: Client) -> None:
    office.submit(mana)
    page = page_of(client, mana, office.url("review/"))
    assert "ท่านเป็นผู้เสนอรายงานนี้ จึงอนุมัติเองไม่ได้ ผู้อนุมัติคือ นายsomsak" in page
    assert 'name="decision"' not in page


def test_what_the_coordinator_completed_alone_is_said(office: Office, mana: User, somsak: User, client: Client) -> None:
    measure = Measure.objects.get(plan=office.plan)
    Decision.objects.create(measure=measure, round=1, move="complete", by=mana, at=timezone.now(), digest="0" * 64)
    office.submit(mana)
    page = page_of(client, somsak, office.url("review/"))
    assert "มาตรการที่ไม่มีคนที่สองตรวจ" in page
    assert "โดยไม่ผ่านการตรวจ (นายmana)" in page


def test_doubts_that_nobody_settled_are_shown_as_they_stood(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    made = office.submit(mana)
    doubts = [line["words"] for line in made.notes["doubts"]]
    assert doubts
    Edition.objects.update(import_doubts=[])
    page = page_of(client, somsak, office.url("review/"))
    assert all(words[:30] in page.replace("\u00a0", " ") for words in doubts)


def test_the_second_round_shows_what_changed_with_marks_and_hidden_words(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    decide(office.submit(mana), "return", somsak)
    Action.objects.update(text="ทำแล้ว รวม 9 ครั้ง")
    plans.touch(office.plan)
    office.submit(mana)
    page = page_of(client, somsak, office.url("review/"))
    assert "สิ่งที่เปลี่ยนจากรอบที่ 1" in page
    assert '<ins><span class="visually-hidden">เพิ่มข้อความ: </span> รวม 9 ครั้ง' in page
    assert "ขอให้แก้ข้อ E13" in page


def test_returning_wants_a_reason_which_the_coordinator_reads(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    made = office.submit(mana)
    client.force_login(somsak)
    said = {"round": made.pk, "decision": "return"}
    answer = client.post(office.url("review/"), said)
    assert answer.status_code == 422
    assert "โปรดพิมพ์เหตุผลที่ส่งกลับ" in answer.content.decode()
    assert client.post(office.url("review/"), {**said, "comment": "เพิ่มจำนวนผู้เข้าร่วม"}).status_code == 302
    assert office.edition.state == "returned"
    page = page_of(client, mana, office.url())
    assert "เพิ่มจำนวนผู้เข้าร่วม" in page
    assert 'value="submit"' in page


def test_without_a_choice_nothing_is_decided(office: Office, mana: User, somsak: User, client: Client) -> None:
    made = office.submit(mana)
    client.force_login(somsak)
    answer = client.post(office.url("review/"), {"round": made.pk, "comment": "พิมพ์ไว้"})
    assert answer.status_code == 422
    assert "โปรดเลือกผลการพิจารณา" in answer.content.decode()
    assert "พิมพ์ไว้" in answer.content.decode()


def test_approving_takes_two_pages_and_keeps_the_words_of_the_first(
    office: Office, mana: User, somsak: User, client: Client
) -> None:
    made = office.submit(mana)
    client.force_login(somsak)
    said = {"round": made.pk, "decision": "approve", "comment": "ดีมาก"}
    assert client.post(office.url("review/"), said).headers["Location"] == office.url("sign/")
    form = client.get(office.url("sign/")).context["form"]
    assert (form["comment"].value(), form["seen"].value()) == ("ดีมาก", made.pdf_digest)
    consent = {"seen": made.pdf_digest, "comment": "ดีมาก", "declaration": "on", "secret": PASSWORD}
    answer = client.post(office.url("sign/"), consent, follow=True)
    assert answer.redirect_chain == [(office.url("signed/"), 302)]
    assert made.code in answer.content.decode()
    said_then = made.decisions.get(move="approve")
    assert (said_then.comment, said_then.declaration) == ("ดีมาก", decision.DECLARATION)
    assert office.edition.state == "approved"


@pytest.mark.parametrize("lacks", ["declaration", "secret"])
def test_without_tick_or_password_nothing_is_approved(
    office: Office, mana: User, somsak: User, client: Client, lacks: str
) -> None:
    made = office.submit(mana)
    client.force_login(somsak)
    said = {"seen": made.pdf_digest, "declaration": "on", "secret": PASSWORD}
    del said[lacks]
    assert client.post(office.url("sign/"), said).status_code == 422
    assert office.edition.state == "submitted"


def test_the_tick_is_never_made_for_the_person(office: Office, mana: User, somsak: User, client: Client) -> None:
    client.force_login(mana)
    assert client.get(office.url("submit/")).context["form"]["declaration"].value() is None
    office.submit(mana)
    client.force_login(somsak)
    assert client.get(office.url("sign/")).context["form"]["declaration"].value() is None


def test_approval_of_other_bytes_is_no_approval(office: Office, mana: User, somsak: User, client: Client) -> None:
    first = office.submit(mana)
    decide(first, "recall", mana)
    made = office.submit(mana)
    assert first.pdf_digest != made.pdf_digest
    with pytest.raises(Reworded):
        decision.approve(round=made, seen=first.pdf_digest, declaration="d", by=somsak, now=NOW)
    client.force_login(somsak)
    said = {"seen": first.pdf_digest, "declaration": "on", "secret": PASSWORD}
    assert client.post(office.url("sign/"), said).status_code == 409
    assert office.edition.state == "submitted"


def test_a_stand_in_decides_in_the_capacity_that_was_printed(office: Office, mana: User, somsak: User) -> None:
    office.name_approver(somsak, capacity="acting", acting_for="นายกองค์การบริหารส่วนตำบล")
    made = office.submit(mana)
    said = decide(made, "return", somsak)
    assert said.capacity == "ตำแหน่งของsomsak รักษาราชการแทน นายกองค์การบริหารส่วนตำบล"
    assert json.loads(made.document)["approver"]["capacity"] == "acting"


def test_every_round_can_be_read_for_ever(office: Office, mana: User, somsak: User, client: Client) -> None:
    decide(office.submit(mana), "return", somsak)
    Action.objects.update(text="ทำครบแล้ว")
    plans.touch(office.plan)
    decide(office.submit(mana), "recall", mana)
    office.submit(mana)
    page = page_of(client, somsak, office.url("rounds/"))
    for number in (1, 2, 3):
        assert office.url(f"rounds/1/{number}/") in page
        assert client.get(office.url(f"rounds/1/{number}/report.pdf")).status_code == 200
    assert "ทำแล้ว" in page_of(client, somsak, office.url("rounds/1/1/"))
    second = page_of(client, somsak, office.url("rounds/1/2/"))
    assert "ทำครบแล้ว" in second
    assert "<del>" in second or "<ins>" in second
    assert "เนื้อหาเหมือนรอบที่ 2 ทุกตัวอักษร" in page_of(client, somsak, office.url("rounds/1/3/"))
    assert Round.objects.count() == 3


def test_a_payload_in_the_words_is_shown_as_words(office: Office, mana: User, somsak: User, client: Client) -> None:
    payload = "<script>alert(1)</script>"
    Action.objects.update(text=payload)
    decide(office.submit(mana, comment=payload), "return", somsak)
    Action.objects.update(text=f"{payload} {payload}")
    plans.touch(office.plan)
    office.submit(mana, comment=payload)
    for address in ("", "review/", "rounds/", "rounds/1/2/", "recall/"):
        assert payload not in page_of(client, mana, office.url(address))
    assert payload.replace("<", "&lt;").replace(">", "&gt;") in page_of(client, mana, office.url("review/"))
