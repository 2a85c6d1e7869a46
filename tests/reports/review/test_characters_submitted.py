"""Characters that no archive takes stop a submission wherever they stand; those without a glyph are a doubt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.permissions import Role
from audit.models import AuditEvent
from files import store
from measures.models import Action, Measure, MeasureOfficer, Officer, Outcome, Step
from paper import preflight
from paper.press.faults import Fault, Kind
from reports.models import Edition, Round
from reports.review import submission
from reports.review.submission import Incomplete
from tests.reports.office import PASSWORD, Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]

PRIVATE, BOX = "ก\uf0b9", "ก😀"
# Where an old row may hold anything: (the table, its column, where the page says that it stands).
PLACES: list[tuple[type, str, str]] = [
    (Measure, "question", "ข้อคำถาม"),
    (Measure, "heading_as_written", "ข้อคำถาม"),
    (Step, "text", "สิ่งที่ต้องทำข้อที่ 1"),
    (Action, "text", "การดำเนินการข้อที่ 1"),
    (Outcome, "text", "ผลลัพธ์ข้อที่ 1"),
    (MeasureOfficer, "as_written", "ผู้รับผิดชอบข้อที่ 1"),
    (Edition, "title", "ชื่อรายงาน"),
    (Edition, "opening", "ข้อความนำ"),
    (Edition, "problems", "ปัญหา/อุปสรรคข้อที่ 1"),
    (Edition, "suggestions", "ข้อเสนอแนะข้อที่ 1"),
    (Edition, "reporter_name", "ผู้รายงาน"),
    (Edition, "reported_on_as_written", "วันที่รายงาน"),
    (Edition, "approver_name", "ผู้อนุมัติ"),
    (Agency, "name", "ชื่อหน่วยงาน"),
    (Agency, "letterhead", "หัวกระดาษ"),
]


@pytest.fixture
def signed_in(client: Client, mana: User, somsak: User) -> Client:
    client.force_login(mana)
    return client


def complete(office: Office) -> None:
    measure = Measure.objects.get()
    if not measure.steps.exists():
        Step.objects.create(measure=measure, position=0, text="ทำตามแผน")


def stored(model: type, column: str, text: str) -> None:
    model.objects.update(**{column: text})  # type: ignore[attr-defined]  # each is a model


def test_an_old_row_with_private_use_stops_a_submission_wherever_it_stands(
    office: Office, signed_in: Client, mana: User
) -> None:
    complete(office)
    assert submission.prepare(office.plan).must == []
    for model, column, where in PLACES:
        was = model.objects.values_list(column, flat=True).first()  # type: ignore[attr-defined]  # each is a model
        stored(model, column, PRIVATE)
        lines = [line for line in signed_in.get(office.url()).context["must"] if "U+F0B9" in line.detail]
        assert [where in line.detail for line in lines] == [True], (model, column, lines)
        assert signed_in.get(lines[0].url).status_code == 200
        with pytest.raises(Incomplete):
            office.submit(mana)
        stored(model, column, was)
    assert submission.prepare(office.plan).must == []


def test_a_missing_glyph_is_a_doubt_wherever_it_stands_and_may_be_let_stand(office: Office, signed_in: Client) -> None:
    complete(office)
    for model, column, where in PLACES:
        was = model.objects.values_list(column, flat=True).first()  # type: ignore[attr-defined]  # each is a model
        stored(model, column, BOX)
        page = signed_in.get(office.url())
        assert page.context["must"] == [], (model, column)
        said = [f"{doubt.place} {doubt.message}" for doubt in page.context["doubts"]]
        said += [line.detail for line in page.context["should"]]
        named = [each for each in said if "“😀” (U+1F600) หลัง “" in each]
        assert [where in each for each in named] == [True], (model, column, said)
        stored(model, column, was)
    Action.objects.update(text=BOX)
    (doubt,) = [each for each in signed_in.get(office.url()).context["doubts"] if each.key.startswith("no-glyph")]
    signed_in.post(office.url("settle/"), {"key": doubt.key})
    assert doubt not in signed_in.get(office.url()).context["doubts"]
    Action.objects.update(text="ข字")  # another word, and so another doubt
    assert "U+5B57" in signed_in.get(office.url()).content.decode()


def test_private_use_can_not_be_let_stand(office: Office, signed_in: Client) -> None:
    Action.objects.update(text=PRIVATE)
    page = signed_in.get(office.url())
    assert [doubt.key for doubt in page.context["doubts"] if "private" in doubt.key] == []
    signed_in.post(office.url("settle/"), {"key": f"private-use:{Measure.objects.get().code}:action:1"})
    assert [line.title for line in signed_in.get(office.url()).context["must"]] == ["สัญลักษณ์ที่เก็บถาวรไม่ได้"]


def test_words_own_symbols_in_an_old_row_are_mended_by_saving_again(office: Office, signed_in: Client) -> None:
    Edition.objects.update(problems="\uf0b7 ขาดคน")
    page = signed_in.get(office.url())
    (line,) = page.context["must"]
    assert line.url.endswith("#id_problems")
    assert "ระบบจะเปลี่ยนเป็น • ให้" in line.detail
    form = page.context["form"]
    drawn = {name: form[name].value() for name in form.fields}
    said = {name: str(getattr(value, "pk", value) or "") for name, value in drawn.items()}
    assert signed_in.post(office.url(), said).status_code == 302
    assert Edition.objects.get().problems == "• ขาดคน"
    assert signed_in.get(office.url()).context["must"] == []


def test_a_file_that_an_archive_would_refuse_is_not_stored_and_the_page_says_why(
    office: Office, signed_in: Client, monkeypatch: pytest.MonkeyPatch, own_files: Path
) -> None:
    faults = [Fault(Kind.PRIVATE_USE, 2, "U+F0B9")]
    monkeypatch.setattr(preflight, "examine", lambda body: faults)
    events = AuditEvent.objects.count()
    seen = submission.prepare(office.plan).digest
    said = {"seen": seen, "declaration": "on", "secret": PASSWORD, "comment": "ขอความเห็นชอบ"}
    page = signed_in.post(office.url("submit/"), said)
    assert page.status_code == 422
    words = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "ยังเสนอไม่ได้ ไฟล์ PDF ที่ได้เก็บถาวรไม่ได้" in words
    assert "หน้า 2 มีสัญลักษณ์ที่แสดงได้เฉพาะในแบบอักษรของโปรแกรมเดิม U+F0B9" in words
    assert "ขอความเห็นชอบ" in words
    assert (Round.objects.count(), AuditEvent.objects.count(), office.edition.state) == (0, events, "draft")
    assert list(store.folder().glob("*/*")) == []


def test_the_people_who_decide_see_the_doubt_too(office: Office, mana: User, somsak: User) -> None:
    Outcome.objects.update(text=BOX)
    made = office.submit(mana)
    assert [line["place"][-16:] for line in made.notes["doubts"] if "U+1F600" in line["words"]] == [" ผลลัพธ์ข้อที่ 1"]
    assert Officer.objects.exists()
    assert office.the(Role.APPROVER) == somsak
