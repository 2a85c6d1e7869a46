"""From weak items to measures: what is offered for each, what is added, and what the plan still lacks."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from measures.models import Action, Indicator, Measure, Plan, Recommended
from measures.services.catalogue import items_of
from measures.services.recommended import entries, library, loading
from scores.services.choosing import rows as weak_items
from scores.services.choosing.rows import SHOWN
from tests.browsing import form_of
from tests.factories import NOON, a_measure, a_plan, a_user, an_agency, an_officer, evidence_of
from tests.scores.conftest import YEAR, Office, SignedIn
from tests.scores.test_results import a_year, link

ONLINE = "หน่วยงานมีระบบการให้บริการออนไลน์หรือไม่"  # E13 of 2566


@pytest.fixture
def plan(office: Office) -> Plan:
    loading.load(entries.read())
    a_year(office, {"E13": "60", "E14": "70", "I2": "99"})
    return Plan.objects.get(agency=office.agency, year=YEAR + 1)


def url_of(plan: Plan, name: str = "choose", **rows: int) -> str:
    return reverse(f"scores:{name}", kwargs={"slug": plan.agency.slug, "year": plan.year, **rows})


def page_of(client: Client, plan: Plan) -> str:
    response = client.get(url_of(plan))
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def candidates_of(client: Client, plan: Plan, code: str) -> list[str]:
    """The sources of what is offered for an item."""
    rows = client.get(url_of(plan)).context["rows"]
    return [each.candidate.source for row in rows if row.row.line.key == code for each in row.candidates]


def online() -> Recommended:
    return Recommended.objects.get(key="online-services")


def test_each_weak_item_is_shown_with_its_score_why_it_is_weak_and_what_could_be_done(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client = signed_in(office.manee)
    page = page_of(client, plan)
    assert "ข้อ E13 คะแนน 60.00" in page
    assert "ต่ำกว่าเกณฑ์ผ่าน 85" in page
    assert ONLINE in page
    assert candidates_of(client, plan, "E13") == ["มาตรการแนะนำ"]
    a_measure(plan, "E14")
    assert "ข้อที่ควรพัฒนา 3 ข้อ มีมาตรการแล้ว 1 ข้อ ยังไม่มี 2 ข้อ" in page_of(client, plan)


def test_what_is_ticked_and_what_is_written_is_added_with_officers_and_day(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client, officer = signed_in(office.manee), an_officer(office.agency)
    key = f"E13-r{online().pk}"
    typed = {
        f"{key}-take": "on",
        f"{key}-text": "จัดทำระบบ\nประชาสัมพันธ์",
        "E13-own": "อบรมการใช้",
        "E14-own": "ประชุมประชาคม",
    }
    sent = {**typed, "officers": [officer.pk], "due_on": "30 ก.ย. 2567"}
    for _ in range(2):  # sent twice, it adds nothing more
        assert client.post(url_of(plan), sent).status_code == 302
    first, second = Measure.objects.filter(plan=plan).by_code()
    assert [step.text for step in first.steps.all()] == ["จัดทำระบบ", "ประชาสัมพันธ์", "อบรมการใช้"]
    assert (first.code, first.question, first.due_on) == ("E13", ONLINE, date(2024, 9, 30))
    assert first.indicator == Indicator.objects.get(year=YEAR, code="E13")
    assert second.code == "E14"
    assert [list(each.officers.all()) for each in (first, second)] == [[officer], [officer]]
    assert AuditEvent.objects.filter(action="measure.added").count() == 2
    assert not Recommended.objects.filter(agency=office.agency).exists()


def test_mistakes_are_told_beside_their_fields_and_nothing_typed_is_lost(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client, key = signed_in(office.manee), f"E13-r{online().pk}"
    nothing = client.post(url_of(plan), {})
    assert nothing.status_code == 422
    assert "ยังไม่ได้เลือกมาตรการ" in nothing.content.decode()
    wrong = {
        f"{key}-text": "แก้แล้วแต่ไม่ได้เลือก",
        "E14-keep": "on",
        "E14-own": "",
        "I2-own": "เขียนเอง",
        "due_on": "32 มกราคม",
    }
    response = client.post(url_of(plan), wrong)
    assert response.status_code == 422
    rows = {row.row.line.key: row for row in response.context["rows"]}
    assert rows["E13"].candidates[0].errors["take"] == ["ท่านแก้ข้อความด้านล่างไว้ โปรดเลือกมาตรการนี้ หรือคืนข้อความเดิม"]
    assert rows["E14"].errors["own"] == ["โปรดพิมพ์มาตรการที่จะเก็บไว้ในคลัง"]
    assert rows["I2"].errors["question"] == ["โปรดพิมพ์ข้อคำถามของข้อนี้"]
    assert "due_on" in response.context["form"].errors
    page = response.content.decode()
    assert all(words in page for words in ("แก้แล้วแต่ไม่ได้เลือก", "เขียนเอง", "32 มกราคม"))
    empty = client.post(url_of(plan), {f"{key}-take": "on", f"{key}-text": " "})
    assert empty.context["rows"][0].candidates[0].errors["text"] == ["โปรดพิมพ์สิ่งที่ต้องทำ หรือไม่เลือกมาตรการนี้"]
    assert not Measure.objects.exists()


def test_what_somebody_added_meanwhile_is_told_and_nothing_is_added_twice(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client = signed_in(office.manee)
    client.get(url_of(plan))
    a_measure(plan, "E13", question="ของผู้อื่น")
    response = client.post(url_of(plan), {"E13-own": "ของฉัน", "E14-own": "อีกข้อ"})
    assert response.status_code == 409
    assert "มีผู้เพิ่มมาตรการของข้อนี้แล้วระหว่างที่ท่านเลือก" in response.content.decode()
    assert "ของฉัน" in response.content.decode()
    assert Measure.objects.count() == 1


def test_last_years_measure_is_offered_with_what_was_done_where_its_item_is_known(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    last = a_plan(office.agency, YEAR)
    a_measure(last, "E12", steps=["ทำ (อ้างอิงจาก o13)"], actions=["จัดประชุมแล้ว"], outcomes=["ร้องเรียนลดลง"])
    client = signed_in(office.manee)
    assert candidates_of(client, plan, "E13") == ["มาตรการแนะนำ"]  # E12 of 2565 is no item of 2566 that anyone knows
    link("E13", "E12", confirmed=True)
    assert candidates_of(client, plan, "E13") == ["มาตรการปี 2566", "มาตรการแนะนำ"]
    page = page_of(client, plan)
    assert all(words in page for words in ("จัดประชุมแล้ว", "ร้องเรียนลดลง", "มีเลขข้อ o13"))
    key = f"E13-m{Measure.objects.get().pk}"
    client.post(url_of(plan), {f"{key}-take": "on", f"{key}-text": "ทำต่อ"})
    made = Measure.objects.get(plan=plan)
    assert (made.code, [step.text for step in made.steps.all()]) == ("E13", ["ทำต่อ"])


def test_ones_own_measure_is_kept_in_the_agencys_library_and_found_by_its_words(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client = signed_in(office.manee)
    assert client.post(url_of(plan), {"E13-own": "อบรมการใช้", "E13-keep": "on"}).status_code == 302
    kept = Recommended.objects.get(agency=office.agency)
    assert (kept.question, kept.text, kept.added_by) == (ONLINE, "อบรมการใช้", office.manee)
    assert AuditEvent.objects.get(action="recommended.kept").subject == f"recommended:{kept.pk}"
    Measure.objects.all().delete()
    assert candidates_of(client, plan, "E13") == ["คลังของหน่วยงาน", "มาตรการแนะนำ"]
    other = an_agency("ban-nong-yai")
    people = a_user("piti", Role.COORDINATOR, agency=other), a_user("weera", Role.OFFICER, agency=other)
    theirs = a_plan(other, YEAR + 1)
    a_year(Office(other, *people), {"E13": "50"})
    assert candidates_of(signed_in(people[0]), theirs, "E13") == ["มาตรการแนะนำ"]
    library.use(agency=office.agency, pk=kept.pk, in_use=False, by=office.manee, now=NOON)
    assert candidates_of(client, plan, "E13") == ["มาตรการแนะนำ"]


def test_what_a_page_offered_can_be_taken_though_it_was_ended_or_changed_meanwhile(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    client, row = signed_in(office.manee), online()
    form = form_of(client.get(url_of(plan)), to=url_of(plan))
    other = form.values[f"E14-r{Recommended.objects.get(key='taking-part').pk}-text"]
    Recommended.objects.filter(pk=row.pk).update(removed_at=NOON)
    Recommended.objects.filter(key="taking-part").update(text="ผู้ดูแลแก้แล้ว")  # not taken: no mistake of the officer's
    for number in range(4):  # and others come before it
        facts = {"tool": "EIT", "question": ONLINE, "text": f"ใหม่ {number}"}
        Recommended.objects.create(agency=office.agency, added_by=office.manee, added_at=NOON, **facts)
    sent = {**form.values, f"E13-r{row.pk}-take": "on"}
    assert client.post(url_of(plan), sent).status_code == 302
    made = Measure.objects.get(plan=plan)
    assert (made.code, [step.text for step in made.steps.all()]) == ("E13", row.text.splitlines())
    changed = {**sent, f"E14-r{Recommended.objects.get(key='taking-part').pk}-text": f"{other} เพิ่ม"}
    page = client.post(url_of(plan), changed)
    assert page.status_code == 422
    assert "ท่านแก้ข้อความด้านล่างไว้" in page.content.decode()


def test_an_item_without_a_measure_of_its_own_is_offered_those_of_its_group(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    Recommended.objects.filter(key="taking-part").delete()
    offered = candidates_of(signed_in(office.manee), plan, "E14")
    assert offered == ["มาตรการแนะนำ ของข้ออื่นในตัวชี้วัดเดียวกัน"]


def test_nobody_but_a_coordinator_chooses_and_nobody_of_another_agency(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    stranger = a_user("stranger", Role.COORDINATOR, agency=an_agency("ban-nong-yai"))
    for user, status in ((office.mana, 403), (stranger, 404)):
        client = signed_in(user)
        assert client.get(url_of(plan)).status_code == status
        assert client.post(url_of(plan), {"E13-own": "ทำ"}).status_code == status
    assert not Measure.objects.exists()


def test_what_the_plan_lacks_is_counted_and_leads_to_those_measures(
    office: Office, signed_in: SignedIn, plan: Plan
) -> None:
    full = a_measure(plan, "E13", actions=["ทำ"], outcomes=["ดีขึ้น"])
    evidence_of(full, office.manee)
    evidence_of(full, office.manee, number=1, removed=True)
    late = a_measure(plan, "E14", actions=["ทำช้า"])
    Action.objects.filter(measure=late).update(start_on=date(2024, 9, 1), end_on=date(2024, 10, 1))
    Action.objects.filter(measure=full).update(start_on=date(2023, 10, 1), end_on=date(2024, 9, 30))
    a_measure(plan, "E1", removed=True)
    a_measure(plan, "E2")
    assert {gap.lack.value: gap.count for gap in weak_items.of_plan(plan, []).gaps} == {
        "actions": 1,
        "outcomes": 2,
        "evidence": 2,
        "year": 1,
    }
    client = signed_in(office.manee)
    assert "?lacks=year" in page_of(client, plan)
    listed = {
        lack: [
            row.code
            for row in client.get(reverse("measures:list", args=[office.agency.slug, plan.year]), {"lacks": lack})
            .context["filter"]
            .qs
        ]
        for lack in ("actions", "outcomes", "evidence", "year")
    }
    assert listed == {"actions": ["E2"], "outcomes": ["E2", "E14"], "evidence": ["E2", "E14"], "year": ["E14"]}


@pytest.mark.parametrize("several", [False, True])
def test_the_page_makes_the_same_queries_for_few_items_and_for_many(
    office: Office, signed_in: SignedIn, plan: Plan, several: bool
) -> None:
    last = a_plan(office.agency, YEAR)
    codes = [item.code for item in items_of(office.agency, YEAR)]
    sheet = office.agency.score_sheets.get()
    if several:
        sheet.scores.all().delete()
        sheet.delete()
        a_year(office, dict.fromkeys(codes, "70"))
    for code in codes[-25:] if several else ["E13"]:
        link(code, code, confirmed=True)
        a_measure(last, code, steps=["ทำ"], actions=["ทำแล้ว"], outcomes=["ดี"])
        facts = {
            "agency": office.agency,
            "tool": "OIT",
            "text": f"ทำ {code}",
            "added_by": office.manee,
            "added_at": NOON,
        }
        Recommended.objects.create(**facts)
    for code in codes[:10] if several else ["E14"]:
        a_measure(plan, code)
    client = signed_in(office.manee)
    client.get(url_of(plan))
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url_of(plan))
    assert len(response.context["rows"]) == (SHOWN if several else 2)
    assert len(captured) == 16


def test_a_draft_is_given_back(office: Office, signed_in: SignedIn, plan: Plan) -> None:
    client, page = signed_in(office.manee), url_of(plan)
    client.post(reverse("draft_keep"), {"draft_page": page, "draft_title": "เลือกมาตรการ", "E13-own": "พิมพ์ค้างไว้"})
    assert "พิมพ์ค้างไว้" in client.get(f"{page}?draft").content.decode()
