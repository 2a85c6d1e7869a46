"""A submission freezes the evidence with the report: the public pieces in it, the agency's own beside it."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from evidence.models import Evidence
from files import store
from measures.models import Action, Measure, Officer, State
from paper import archive
from reports.models import Round
from reports.publication.sweeping import sweep
from reports.review import submission
from reports.review.submission import Incomplete, Reworded
from tests.evidence.making import a_file, a_link, a_photograph, a_picture
from tests.factories import a_measure, a_user, an_agency
from tests.reports.office import NOW, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def measures(office: Office) -> list[Measure]:
    """Three, ready to be submitted."""
    officer = Officer.objects.filter(agency=office.agency).first()
    assert officer is not None
    for code in ("E14", "O18"):
        a_measure(office.plan, code, actions=["ทำแล้ว"], outcomes=["ดีขึ้น"], officers=[officer])
    Measure.objects.update(state=State.TAKEN)
    return list(Measure.objects.filter(plan=office.plan))


def captions(made: Round) -> list[str]:
    return [each["caption"] for each in made.evidence]


def body(answer: Any) -> bytes:
    """What came, read to its end; a test's answer to a stream says nothing of its type."""
    return b"".join(answer.streaming_content)


@pytest.mark.usefixtures("quick_paper")
def test_the_pieces_are_frozen_in_the_order_of_the_report(office: Office, mana: User, measures: list[Measure]) -> None:
    action = Action.objects.filter(measure=measures[1]).first()
    a_link(measures[2], "สาม")
    a_photograph(measures[1], "สอง", action=action)
    a_photograph(measures[0], "หนึ่ง", number=2, is_public=False)
    a_file(measures[0], "หนึ่งครึ่ง")
    made = office.submit(mana)
    assert captions(made) == ["หนึ่ง", "หนึ่งครึ่ง", "สอง", "สาม"]
    named = [(each.measure, each.action, each.kind, each.caption) for each in made.read().evidence]
    assert named == [(1, 0, "file", "หนึ่งครึ่ง"), (2, 1, "photograph", "สอง"), (3, 0, "link", "สาม")]
    assert made.read().schema == 2
    [event] = AuditEvent.objects.filter(action="edition.submit")
    listed = json.dumps(made.evidence, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert json.loads(event.data)["evidence"] == hashlib.sha256(listed.encode()).hexdigest()


@pytest.mark.usefixtures("quick_paper")
def test_without_evidence_a_round_is_what_it_was(office: Office, mana: User) -> None:
    made = office.submit(mana)
    assert (made.evidence, made.read().schema) == ([], 1)
    assert "evidence" not in json.loads(AuditEvent.objects.get(action="edition.submit").data)


@pytest.mark.usefixtures("quick_paper")
def test_what_is_taken_out_later_stays_in_the_round_and_on_the_disk(
    office: Office, mana: User, measures: list[Measure]
) -> None:
    kept, gone = a_photograph(measures[0], "ในรอบ"), a_photograph(measures[0], "ไม่มีใครใช้", number=2, is_public=False)
    Evidence.objects.filter(pk=gone.pk).update(removed_at=NOW, erased_at=NOW)
    made = office.submit(mana)
    Evidence.objects.filter(pk=kept.pk).update(removed_at=NOW, erased_at=NOW)
    later = timezone.now() + timedelta(days=2)
    swept = set(sweep(later))
    assert {gone.digest, gone.thumbnail} <= swept
    assert not {kept.digest, kept.thumbnail} & swept
    assert captions(Round.objects.get(pk=made.pk)) == ["ในรอบ"]
    assert store.get(kept.digest) == a_picture()


@pytest.mark.usefixtures("quick_paper")
def test_a_piece_that_changed_since_the_page_was_read_wants_another_look(
    office: Office, mana: User, measures: list[Measure]
) -> None:
    seen = submission.prepare(office.plan).digest
    a_photograph(measures[0])
    with pytest.raises(Reworded):
        submission.submit(plan=office.plan, seen=seen, declaration="ยืนยัน", by=mana, now=NOW)
    assert Round.objects.count() == 0


@pytest.mark.usefixtures("quick_paper")
def test_a_file_that_the_disk_lost_stops_the_submission(office: Office, mana: User, measures: list[Measure]) -> None:
    lost = a_file(measures[0], is_public=False)
    store.path_of(lost.digest).unlink()
    with pytest.raises(Incomplete) as refused:
        office.submit(mana)
    assert [(line.title, line.detail) for line in refused.value.must] == [
        (
            "หลักฐาน",
            "ไฟล์หลักฐาน 1 รายการหายไปจากระบบ (E13) โปรดแนบไฟล์ใหม่ หรือแจ้งผู้ดูแลระบบให้กู้จากสำเนาสำรอง",
        )
    ]


def test_an_altered_photograph_is_never_printed_and_nothing_is_stored(
    client: Client, office: Office, mana: User, measures: list[Measure]
) -> None:
    damaged = a_photograph(measures[0])
    store.path_of(damaged.digest).write_bytes(a_picture(9))
    with pytest.raises(store.Altered):
        office.submit(mana)
    assert Round.objects.count() == 0


def test_the_file_itself_names_the_public_pieces_alone(office: Office, mana: User, measures: list[Measure]) -> None:
    shown = a_photograph(measures[0], "ภาพที่เผยแพร่")
    own = a_photograph(measures[0], "ภาพลับของหน่วยงาน", number=2, is_public=False)
    own_file = a_file(measures[1], "เอกสารลับ", name="ความลับ.pdf", data=b"%PDF-1.7 secret", is_public=False)
    made = office.submit(mana)
    pdf = store.get(made.pdf_digest)
    inside = [archive.attached(pdf, name, limit=10**7) or b"" for name in (archive.REPORT, archive.PROVENANCE)]
    told = b"".join([made.document.encode(), *inside]).decode()
    assert all(words in told for words in ("ภาพที่เผยแพร่", shown.digest))
    secret = ("ลับ", own.digest, own.sent_digest, own_file.digest, own.thumbnail)
    assert [words for words in secret if words in told] == []
    assert json.loads(inside[1])["evidence"] == [{"sha256": shown.digest}]
    assert [each["is_public"] for each in made.evidence] == [True, False, False]


@pytest.mark.usefixtures("quick_paper")
def test_the_submit_page_says_what_is_published_and_what_is_not(
    client: Client, office: Office, mana: User, measures: list[Measure]
) -> None:
    client.force_login(mana)
    assert "<dt>หลักฐาน</dt>" not in client.get(office.url("submit/")).content.decode()
    a_photograph(measures[0], is_public=False, caption="ภาพในหน่วยงาน")
    a_link(measures[0])
    page = " ".join(client.get(office.url("submit/")).content.decode().split())
    assert "เผยแพร่พร้อมรายงาน 1 รายการ" in page
    assert "ไม่เผยแพร่ 1 รายการ ผู้พิจารณาเห็น แต่ไม่พิมพ์ในรายงานและไม่ออกจากหน่วยงาน" in page
    assert "<li>ภาพในหน่วยงาน</li>" in page


@pytest.mark.usefixtures("quick_paper")
def test_the_approver_sees_all_of_it_before_signing(
    client: Client, office: Office, mana: User, somsak: User, measures: list[Measure]
) -> None:
    shown, own = a_photograph(measures[0], "ป้าย"), a_file(measures[1], "บันทึก", is_public=False)
    a_link(measures[2])
    office.submit(mana)
    client.force_login(somsak)
    for name in ("review/", "sign/", "rounds/1/1/"):
        page = " ".join(client.get(office.url(name)).content.decode().split())
        assert "หลักฐานที่เสนอพร้อมรายงาน 3 รายการ" in page, name
        assert 'alt="ป้าย"' in page, name
        assert page.count("<b>ไม่เผยแพร่</b>") == 1, name
    Evidence.objects.update(removed_at=NOW)
    picture = client.get(office.url("rounds/1/1/evidence/1/"))
    assert body(picture) == store.get(shown.digest)
    assert picture["Content-Disposition"].startswith("inline")
    small = client.get(office.url("rounds/1/1/evidence/1/small.jpg"))
    assert body(small) == store.get(shown.thumbnail)
    saved = client.get(office.url("rounds/1/1/evidence/2/"))
    assert body(saved) == store.get(own.digest)
    assert saved["Content-Disposition"].startswith("attachment")
    for answer in (picture, small, saved):
        assert answer["Cache-Control"] == "private, no-store"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
    for name in ("evidence/2/small.jpg", "evidence/3/", "evidence/4/", "evidence/0/"):
        assert client.get(office.url(f"rounds/1/1/{name}")).status_code == 404, name


@pytest.mark.usefixtures("quick_paper")
def test_nobody_else_opens_it_and_damage_is_told(
    client: Client, office: Office, mana: User, measures: list[Measure]
) -> None:
    shown = a_photograph(measures[0])
    office.submit(mana)
    stranger = a_user("stranger", Role.COORDINATOR, Role.APPROVER, agency=an_agency("elsewhere"))
    for name in ("evidence/1/", "evidence/1/small.jpg"):
        client.force_login(stranger)
        assert client.get(office.url(f"rounds/1/1/{name}")).status_code == 404, name
        client.logout()
        assert client.get(office.url(f"rounds/1/1/{name}")).status_code == 302, name
    client.force_login(mana)
    store.path_of(shown.digest).write_bytes(b"other")
    assert client.get(office.url("rounds/1/1/evidence/1/")).status_code == 500
